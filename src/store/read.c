/* store_read: the whole reading in one read transaction. */
#include <string.h>

#include "store/accounts.h"
#include "store/gaps.h"
#include "store/identity.h"
#include "store/replay.h"
#include "store/tally.h"
#include "store/told.h"
#include "store/translate.h"

typedef struct ShopReading {
    Reader reader;
    Source source; /* with the as-of date that counts in the end */
    Day day_meant;
    Db db;
    Schema schema;
    Translator translator;
    People people;
    Goods goods;
    Ledger ledger;
    Contacts contacts;
    Arena contacts_arena;
    LeftOut left_out; /* by the import */
    Day *first_buy;
    const uint32_t *lines; /* of each customer, that count */
} ShopReading;

enum { NEVER_BOUGHT, ONLY_RETURNS, LATE_SIGNUP, NOT_YET, CUSTOMER_FAULTS };
static const Fault FAULTS[CUSTOMER_FAULTS] = {
    [ONLY_RETURNS] = { "returns-only", CUSTOMERS, NULL,
                       "customers with returns but no purchase in the data",
                       "{n} of {all} customers {n|has|have} returns but no purchase in the data",
                       "kept with those who never bought; their returns are in the revenue", false,
                       FINDING_NOTE,
                       "Export from an earlier date, so that the purchases are included." },
    [NEVER_BOUGHT] = { "never-bought", CUSTOMERS, NULL, "customers without a purchase that counts",
                       "{n} of {all} customers {n|has|have} no purchase that counts",
                       "kept apart from the buyers, as prospects", false, FINDING_NOTE,
                       "Nothing: they may still be won. If they did buy, look for missing "
                       "transactions." },
    [LATE_SIGNUP] = { "signup-after-purchase", CUSTOMERS, "signup_date",
                      "customers with a signup_date after the first purchase",
                      "{n} of {all} customers {n|has|have} a signup_date after the first purchase",
                      "kept: tenure is counted from signup_date", false, FINDING_WARNING,
                      "Correct the sign-up dates: tenure comes out too short." },
    [NOT_YET] = { "future-signups", CUSTOMERS, "signup_date",
                  "customers who signed up after the as-of date and did nothing before",
                  "{n} of {all} customers signed up after the as-of date and did nothing before",
                  "left out: not yet customers", false, FINDING_WARNING,
                  "Expected in a report on a past day. Otherwise correct the dates." },
};

/* A customer of the future, seen from the as-of date. */
static bool is_not_yet(const ShopReading *reading, size_t customer)
{
    Day signup = reading->people.signup[customer];

    return signup != NO_DAY && signup > reading->reader.source->as_of &&
           !reading->lines[customer] && !reading->contacts.of[customer].count;
}

static void report_customers(const ShopReading *reading, size_t left_out)
{
    Tally tally[CUSTOMER_FAULTS] = { { 0 } };
    const Reader *reader = &reading->reader;
    const People *people = &reading->people;
    int64_t kept = (int64_t)(people->count - left_out);

    for (size_t c = 0; c < people->count; c++) {
        Day first = reading->first_buy[c];
        if (first == NO_DAY && !is_not_yet(reading, c)) tally[NEVER_BOUGHT].count++;
        if (first == NO_DAY && reading->lines[c]) tally[ONLY_RETURNS].count++;
        if (first != NO_DAY && people->signup[c] != NO_DAY && people->signup[c] > first) {
            if (!tally[LATE_SIGNUP].count++) {
                tally[LATE_SIGNUP].example =
                    PHRASE(reader->arena, "customer {id}",
                           phrase_text("id", customer_said(reader, people->ids[c])));
            }
        }
    }
    tally[NOT_YET].count = (int64_t)left_out;
    for (int f = 0; f < CUSTOMER_FAULTS; f++)
        tally_report(reader->findings, &tally[f], &FAULTS[f],
                     f == NOT_YET ? (int64_t)people->count : kept, reader->arena);
}

/* Closes the gaps that customers of the future leave. They bought nothing, so that the baskets need
 * new customer numbers only. */
static size_t drop_not_yet(Shop *shop, ShopReading *reading)
{
    People *people = &reading->people;
    Arena scratch = arena_open();
    uint32_t *moved = ARENA_ARRAY(&scratch, uint32_t, people->count);
    bool *bought = (bool *)(uintptr_t)shop->customers.bought;
    double *returns = (double *)(uintptr_t)shop->customers.returns;
    uint32_t *lines = (uint32_t *)(uintptr_t)shop->customers.lines;
    size_t *first = (size_t *)(uintptr_t)shop->purchases.first;
    size_t kept = 0;

    for (size_t c = 0; c < people->count; c++) {
        if (is_not_yet(reading, c)) continue;
        moved[c] = (uint32_t)kept;
        people->ids[kept] = people->ids[c];
        people->names[kept] = people->names[c];
        people->emails[kept] = people->emails[c];
        people->countries[kept] = people->countries[c];
        people->consent[kept] = people->consent[c];
        bought[kept] = bought[c];
        returns[kept] = returns[c];
        lines[kept] = lines[c];
        first[kept] = first[c];
        memmove(matrix_row(&shop->customers.features, kept),
                matrix_row(&shop->customers.features, c), F_COUNT * sizeof(double));
        kept++;
    }
    first[kept] = shop->purchases.count;
    for (size_t b = 0; b < shop->baskets.count; b++)
        shop->baskets.items[b].customer = moved[shop->baskets.items[b].customer];
    shop->customers.features.rows = kept;
    arena_close(&scratch);
    return kept;
}

static size_t count_not_yet(const ShopReading *reading)
{
    size_t count = 0;

    for (size_t c = 0; c < reading->people.count; c++)
        count += is_not_yet(reading, c);
    return count;
}

/* Ids as the shop writes them, where those are texts. */
static const char *const *keys_of(const int64_t *ids, size_t count, const Keys *keys, Arena *arena)
{
    const char **texts;

    if (!keys->used) return NULL;
    texts = ARENA_ARRAY(arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        texts[i] = keys->texts[ids[i] - 1];
    return texts;
}

/* Customers without a name are called by the id that the shop knows. */
static void name_by_key(const Customers *customers, const char **names, Arena *arena)
{
    for (size_t i = 0; customers->keys && i < customers->count; i++) {
        if (!strcmp(names[i], people_default_name(customers->ids[i], arena))) {
            names[i] = PHRASE(arena, "Customer {id}", phrase_text("id", customers->keys[i]));
        }
    }
}

static void hand_over_customers(Shop *shop, ShopReading *reading)
{
    const People *people = &reading->people;
    size_t not_yet = count_not_yet(reading);

    report_customers(reading, not_yet);
    shop->customers.count = not_yet ? drop_not_yet(shop, reading) : people->count;
    shop->customers.ids = people->ids;
    shop->customers.keys = keys_of(people->ids, shop->customers.count,
                                   &reading->translator.customers, reading->reader.arena);
    shop->customers.names = people->names;
    shop->customers.emails = people->emails;
    shop->customers.consent = people->consent;
    shop->customers.countries = people->countries;
    for (size_t c = 0; c < shop->customers.count; c++) {
        shop->has_emails |= people->emails[c] != NULL;
        shop->has_countries |= people->countries[c] != NULL;
    }
}

/* Where the columns are, and what form they are in. */
static Status find_columns(ShopReading *reading, Err *err)
{
    const Reader *reader = &reading->reader;
    Status s = schema_find(&reading->schema, reader->db, reader->arena, err);

    return s ? s
             : translator_open(&reading->translator, &reading->schema, &reading->db, reader->source,
                               reader->arena, err);
}

/* --- transactions and interactions, side by side -----------------------------------------------
 */

/* Each scan takes half the time of both: they go over different pages, and what costs is SQLite's
 * work on a row. */
typedef struct TwoScans {
    ShopReading *reading;
    Reader contacts_reader;
    Status status[2];
    Err err[2];
} TwoScans;

static Status read_ledger(ShopReading *reading, Err *err)
{
    return ledger_read(&reading->ledger, &reading->reader, &reading->people, &reading->goods, err);
}

static void scan_one(void *context, size_t part, int worker)
{
    TwoScans *scans = context;
    ShopReading *reading = scans->reading;

    (void)worker;
    scans->status[part] =
        part == 0 ? read_ledger(reading, &scans->err[0])
                  : contacts_read(&reading->contacts, &scans->contacts_reader, &reading->people,
                                  &reading->contacts_arena, &scans->err[1]);
}

/* Findings outlive the arena that they were made in. */
static void take_findings(Findings *to, const Findings *from, Arena *arena)
{
    for (size_t i = 0; i < from->count; i++) {
        Finding finding = from->items[i];
        if (finding.subject) finding.subject = arena_text(arena, finding.subject);
        if (finding.what) finding.what = arena_text(arena, finding.what);
        if (finding.example) finding.example = arena_text(arena, finding.example);
        VEC_PUSH(arena, to, finding);
    }
}

static Status read_in_turn(ShopReading *reading, Err *err)
{
    Status s = read_ledger(reading, err);

    return s ? s
             : contacts_read(&reading->contacts, &reading->reader, &reading->people,
                             &reading->contacts_arena, err);
}

static Status read_both(ShopReading *reading, Err *err)
{
    TwoScans scans = { .reading = reading, .contacts_reader = reading->reader };
    Findings found = { 0 };
    Db second;

    if (db_open_again(&second, &reading->db, err)) return read_in_turn(reading, err);
    scans.contacts_reader.db = &second;
    scans.contacts_reader.arena = &reading->contacts_arena;
    scans.contacts_reader.findings = &found;
    scans.contacts_reader.progress = NULL; /* one voice is enough */
    parallel_for(2, 2, scan_one, &scans);
    db_close(&second);
    for (int i = 0; i < 2; i++) {
        if (!scans.status[i]) continue;
        *err = scans.err[i];
        return scans.status[i];
    }
    take_findings(reading->reader.findings, &found, reading->reader.arena);
    return OK;
}

/* Whether a second connection sees what the first does, through the same functions. */
static bool may_read_both(const ShopReading *reading)
{
    const Source *source = reading->reader.source;

    return source->threads > 1 && !reading->db.wal && !reading->translator.used &&
           reading->schema.table[INTERACTIONS];
}

/* Whether the import that made the database was told that there is no money. */
static Status read_amounts(ShopReading *reading, Err *err)
{
    const char *amounts;
    Status s = fact_read(&amounts, "amounts", &reading->reader, err);

    if (!s) reading->reader.no_amounts = amounts && !strcmp(amounts, "absent");
    return s;
}

static Status read_sales(ShopReading *reading, Err *err)
{
    return may_read_both(reading) ? read_both(reading, err) : read_in_turn(reading, err);
}

/* Data that end early are read as if somebody had said their last day: what lies behind it does not
 * count, interactions among it. */
static Status read_to_last_day(ShopReading *reading, Err *err)
{
    Findings *findings = reading->reader.findings;
    size_t told = findings->count;
    Status s = read_sales(reading, err);

    reading->day_meant = reading->source.as_of;
    if (s || !reading->ledger.ends_early || !reading->source.as_of_moves) return s;
    reading->source.as_of = reading->ledger.last_day;
    reading->source.as_of_moves = false;
    findings->count = told;
    ledger_close(&reading->ledger);
    arena_close(&reading->contacts_arena);
    if ((s = read_sales(reading, err))) return s;
    reading->ledger.ends_early = true;
    gaps_report_moved(&reading->ledger, reading->day_meant, &reading->reader);
    return OK;
}

static Status read_tables(ShopReading *reading, Err *err)
{
    const Reader *reader = &reading->reader;
    Status s;

    if ((s = find_columns(reading, err))) return s;
    if ((s = read_amounts(reading, err))) return s;
    if ((s = people_read(&reading->people, reader, err))) return s;
    if ((s = goods_read(&reading->goods, reader, err))) return s;
    s = read_to_last_day(reading, err);
    return s ? s : told_read(&reading->left_out, reader, err);
}

static const Fault TWINS = {
    "lookalikes",
    TRANSACTIONS,
    NULL,
    "lines that repeat the customer, product, day and amount of another",
    "{n} of {all} lines {n|repeats|repeat} the customer, product, day and amount of another line",
    "counted: nothing says that they were booked twice",
    false,
    FINDING_NOTE,
    "Check whether sales were booked twice.",
};

/* Rows that are lines without saying so change every figure. What decided stands in the shop's
 * purchase_reason. */
static void tell_rule(const Shop *shop, const Reader *reader)
{
    Finding finding = {
        .kind = FINDING_NOTE,
        .code = "lines-without-order-id",
        .table = "transactions",
        .column = "transaction_id",
        .of = shop->lines,
        .what =
            "no order id says which rows belong together, and so what a customer bought on a day "
            "is one purchase",
        .action = reader->no_amounts
                      ? "frequency counts days"
                      : "frequency counts days, and the average purchase is that of a day",
        .advice = "Export the order id too, or use --purchase row if every row is a purchase.",
    };

    if (shop->purchase_rule == PURCHASE_DAY && reader->source->purchase == PURCHASE_AUTO)
        VEC_PUSH(reader->arena, reader->findings, finding);
}

static void hand_over_totals(Shop *shop, const ShopReading *reading)
{
    shop->has_interactions = reading->contacts.counted > 0;
    shop->interactions = reading->contacts.counted;
    shop->holes.items = reading->ledger.holes.items;
    shop->holes.count = reading->ledger.holes.count;
    shop->sale_days = reading->ledger.sale_days;
    shop->ends_early = reading->ledger.ends_early;
    shop->day_meant = reading->day_meant;
    shop->ledger_revenue = reading->ledger.total + reading->left_out.revenue;
    shop->ledger_returns = reading->ledger.total_returns + reading->left_out.returns;
    shop->ledger_rows = reading->ledger.table_rows + reading->left_out.rows;
    shop->customer_rows = reading->people.rows;
    shop->product_rows = reading->goods.rows;
    shop->interaction_rows = reading->contacts.rows;
}

/* Lines have been weighed as 1: no sum of these is money. */
static void forget_money(Shop *shop)
{
    DayTotal *days = (DayTotal *)(uintptr_t)shop->days;
    static const Feature money[] = { F_TOTAL_SPEND, F_AVG_PURCHASE, F_MAX_PURCHASE,
                                     F_MIN_PURCHASE };

    shop->no_amounts = true;
    shop->revenue = shop->returns = shop->ledger_revenue = shop->ledger_returns = 0;
    for (size_t c = 0; c < shop->customers.count; c++)
        for (size_t f = 0; f < COUNT_OF(money); f++)
            matrix_row(&shop->customers.features, c)[money[f]] = 0;
    for (size_t m = 0; m < shop->month_count; m++)
        shop->months[m].revenue = shop->months[m].returns = 0;
    for (Day day = shop->first_day; day <= shop->last_day; day++)
        days[day - shop->first_day].revenue = 0;
}

static Status make_shop(Shop *shop, ShopReading *reading, Arena *scratch, Err *err)
{
    const Reader *reader = &reading->reader;
    const char *lines;
    Tally twins = { 0 };
    Books books = {
        &reading->people,      &reading->goods,          &reading->ledger, &reading->contacts,
        reader->source->as_of, reader->source->purchase, &twins,           reader
    };
    Status s = OK;

    reading->first_buy = ARENA_ARRAY(scratch, Day, reading->people.count);
    accounts_make(shop, reading->first_buy, &books, reader->arena);
    reading->lines = shop->customers.lines;
    tell_rule(shop, reader);
    tally_report(reader->findings, &twins, &TWINS, shop->lines, reader->arena);
    if (reader->source->sql_features) {
        s = replay_features(&shop->customers.features, shop->purchase_rule, &reading->people,
                            reader, err);
    }
    if (s) return s;
    shop->source = *reader->source;
    shop->products = reading->goods.products;
    shop->has_categories = reading->goods.has_categories;
    hand_over_totals(shop, reading);
    hand_over_customers(shop, reading);
    if (reader->no_amounts) forget_money(shop);
    if ((s = identities_read(&shop->customers, reader, err))) return s;
    /* The shop's own ids are shown, never the numbers that an import gave. */
    if ((s = fact_read(&shop->currency, "currency", reader, err))) return s;
    if ((s = fact_read(&shop->export_name, "export", reader, err))) return s;
    if ((s = fact_read(&lines, "lines", reader, err))) return s;
    if (lines && !integer_read(lines, &shop->file_lines)) shop->file_lines = 0;
    if (!shop->customers.keys) shop->customers.keys = shop->customers.identities;
    name_by_key(&shop->customers, reading->people.names, reader->arena);
    return OK;
}

Status store_read(Shop *out, const Source *source,
                  void (*progress)(void *context, const char *step, double share),
                  void *progress_context, Arena *arena, Err *err)
{
    Shop shop = { 0 };
    ShopReading reading = { .source = *source };
    Arena scratch = arena_open();
    Status s = db_open(&reading.db, source->path, err);

    if (s) goto done;
    reading.reader = (Reader){ .db = &reading.db,
                               .schema = &reading.schema,
                               .source = &reading.source,
                               .arena = arena,
                               .findings = &shop.findings,
                               .progress = progress,
                               .progress_context = progress_context,
                               .customer_keys = &reading.translator.customers };
    if ((s = read_tables(&reading, err))) goto done;
    if ((s = make_shop(&shop, &reading, &scratch, err))) goto done;
    *out = shop;
done:
    ledger_close(&reading.ledger);
    translator_close(&reading.translator);
    db_close(&reading.db);
    arena_close(&reading.contacts_arena);
    arena_close(&scratch);
    return s;
}
