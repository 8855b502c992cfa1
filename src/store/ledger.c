#include "store/ledger.h"

#include <math.h>
#include <string.h>

#include "store/gaps.h"
#include "store/repeats.h"
#include "store/tally.h"
#include "store/value.h"

/* What became of a row. A row with several faults is left out for the first of them, so that the
 * revenue left out is told once. */
typedef enum Fate {
    NO_AMOUNT,
    BAD_AMOUNT,
    COPY,
    NO_DATE,
    BAD_DATE,
    ODD_DATE,
    FUTURE,
    NO_CUSTOMER,
    UNKNOWN_CUSTOMER,
    COUNTED,
    FATES
} Fate;

/* What is remarkable about a row that counts. */
typedef enum Remark {
    ID_AS_TEXT,
    AMOUNT_AS_TEXT,
    NEGATIVE,
    ZERO,
    FURTHER_LINE,
    UNKNOWN_PRODUCT,
    OTHER_SIGN,
    OTHER_PRICE,
    REMARKS
} Remark;

static const Fault FATE_FAULTS[FATES] = {
    [NO_AMOUNT] = { "missing-amounts", TRANSACTIONS, "total_amount",
                    "transactions without total_amount",
                    "{n} of {all} transactions {n|has|have} no total_amount",
                    "left out of every figure", true, FINDING_WARNING,
                    "Give these rows an amount, or delete them if nothing was sold." },
    [BAD_AMOUNT] = { "unreadable-amounts", TRANSACTIONS, "total_amount",
                     "transactions with a total_amount that is not a number, or an impossibly "
                     "large one",
                     "{n} of {all} transactions {n|has|have} a total_amount that is not a number, "
                     "or an impossibly large one",
                     "left out of every figure", true, FINDING_WARNING,
                     "Write the amounts as plain numbers with a decimal point." },
    [COPY] = { "duplicate-transactions", TRANSACTIONS, "transaction_id",
               "transactions that are exact copies of others",
               "{n} of {all} transactions {n|is an exact copy of another|are exact copies of "
               "others}",
               "left out of every figure; the first of each counts", true, FINDING_WARNING,
               "Find out why rows arrive twice: an export that ran twice, or files that overlap." },
    [NO_DATE] = { "missing-dates", TRANSACTIONS, "transaction_date",
                  "transactions without transaction_date",
                  "{n} of {all} transactions {n|has|have} no transaction_date",
                  "left out of every figure", true, FINDING_WARNING,
                  "Give these rows the date of the purchase." },
    [BAD_DATE] = { "unreadable-dates", TRANSACTIONS, "transaction_date",
                   "transactions with a transaction_date that is not a date written as YYYY-MM-DD",
                   "{n} of {all} transactions {n|has|have} a transaction_date that is not a date "
                   "written as YYYY-MM-DD",
                   "left out of every figure", true, FINDING_WARNING,
                   "Write the dates as YYYY-MM-DD, such as 2024-07-31." },
    [ODD_DATE] = { "implausible-dates", TRANSACTIONS, "transaction_date",
                   "transactions dated 1970-01-01 or before 1900, which is not a real date",
                   "{n} of {all} transactions {n|is|are} dated 1970-01-01 or before 1900, which is "
                   "not a real date",
                   "left out of every figure", true, FINDING_WARNING,
                   "Correct the dates; a default such as 0001-01-01 means that the date is "
                   "missing." },
    [FUTURE] = { "future-transactions", TRANSACTIONS, "transaction_date",
                 "transactions dated after the as-of date",
                 "{n} of {all} transactions {n|is|are} dated after the as-of date",
                 "left out of every figure", true, FINDING_WARNING,
                 "Expected in a report on a past day. Otherwise correct the dates, or give a later "
                 "--as-of." },
    [NO_CUSTOMER] = { "transactions-without-customer", TRANSACTIONS, "customer_id",
                      "transactions without customer_id",
                      "{n} of {all} transactions {n|has|have} no customer_id",
                      "left out of every figure", true, FINDING_WARNING,
                      "Ask for a customer at the till, or link guest orders by e-mail address." },
    [UNKNOWN_CUSTOMER] = { "orphan-transactions", TRANSACTIONS, "customer_id",
                           "transactions with a customer_id that is not in customers",
                           "{n} of {all} transactions {n|has|have} a customer_id that is not in "
                           "customers",
                           "left out of every figure", true, FINDING_WARNING,
                           "Export the customers again, together with the transactions." },
};

/* What the rows are, behind their number. */
static const char *const FATE_BRIEFS[FATES] = {
    [NO_AMOUNT] = "without an amount",
    [BAD_AMOUNT] = "with an amount that cannot be read",
    [COPY] = "repeating another",
    [NO_DATE] = "without a date",
    [BAD_DATE] = "with a date that cannot be read",
    [ODD_DATE] = "dated 1970-01-01 or before 1900",
    [FUTURE] = "dated after the day of the report",
    [NO_CUSTOMER] = "without a customer",
    [UNKNOWN_CUSTOMER] = "by customers who are not in the list",
};

static const Fault REMARK_FAULTS[REMARKS] = {
    [ID_AS_TEXT] = { "ids-as-text", TRANSACTIONS, "customer_id",
                     "transactions with a customer_id stored as text or with decimals",
                     "{n} of {all} transactions {n|has|have} a customer_id stored as text or with "
                     "decimals",
                     "read as whole numbers", false, FINDING_WARNING,
                     "Store ids as whole numbers, so that no program takes 7 and 7.0 for two "
                     "customers." },
    [AMOUNT_AS_TEXT] = { "amounts-as-text", TRANSACTIONS, "total_amount",
                         "transactions with a total_amount stored as text",
                         "{n} of {all} transactions {n|has|have} a total_amount stored as text",
                         "read as numbers", false, FINDING_WARNING, "Store amounts as numbers." },
    [NEGATIVE] = { "negative-amounts", TRANSACTIONS, "total_amount",
                   "transactions with a negative amount (returns or cancellations)",
                   "{n} of {all} transactions {n|has a negative amount (a return or "
                   "cancellation)|have a negative amount (returns or cancellations)}",
                   "counted: spend and revenue are net of them; a return is not a purchase", false,
                   FINDING_NOTE,
                   "Nothing, if these are returns. If they are sales, change the sign." },
    [ZERO] = { "zero-amounts", TRANSACTIONS, "total_amount", "transactions with an amount of zero",
               "{n} of {all} transactions {n|has|have} an amount of zero", "counted as purchases",
               false, FINDING_NOTE,
               "Nothing, if these are gifts or samples. Otherwise add the amount." },
    [FURTHER_LINE] = { "order-lines", TRANSACTIONS, "transaction_id",
                       "transactions that are additional lines of an order",
                       "{n} of {all} transactions {n|is an additional line|are additional lines} "
                       "of an order",
                       "frequency is the number of orders; revenue includes every line", false,
                       FINDING_NOTE,
                       "Nothing: this is how orders with several products are stored." },
    [UNKNOWN_PRODUCT] = { "orphan-products", TRANSACTIONS, "product_id",
                          "transactions with a product_id that is not in products",
                          "{n} of {all} transactions {n|has|have} a product_id that is not in "
                          "products",
                          "counted, with the product unknown", false, FINDING_WARNING,
                          "Export the products again, together with the transactions." },
    [OTHER_SIGN] = { "signs-disagree", TRANSACTIONS, "quantity",
                     "transactions with a negative quantity but a positive amount",
                     "{n} of {all} transactions {n|has|have} a negative quantity but a positive "
                     "amount",
                     "counted as sales, as the amount says", false, FINDING_WARNING,
                     "If these are returns, give them a negative amount: they count as revenue "
                     "now." },
    [OTHER_PRICE] = { "amounts-off-price", TRANSACTIONS, "total_amount",
                      "transactions with an amount that is not quantity × the product's price",
                      "{n} of {all} transactions {n|has|have} an amount that is not quantity × the "
                      "product's price",
                      "counted with the amount as recorded", false, FINDING_NOTE,
                      "Nothing, if discounts or price changes explain it." },
};

enum { AT_CUSTOMER, AT_PRODUCT, AT_DATE, AT_AMOUNT, AT_QUANTITY };
/* The column whose value is the example. */
static const int FATE_COLUMNS[FATES] = {
    [NO_AMOUNT] = -1,   [BAD_AMOUNT] = AT_AMOUNT, [COPY] = -1,
    [NO_DATE] = -1,     [BAD_DATE] = AT_DATE,     [ODD_DATE] = AT_DATE,
    [FUTURE] = AT_DATE, [NO_CUSTOMER] = -1,       [UNKNOWN_CUSTOMER] = AT_CUSTOMER,
    [COUNTED] = -1,
};
static const int REMARK_COLUMNS[REMARKS] = {
    [ID_AS_TEXT] = AT_CUSTOMER, [AMOUNT_AS_TEXT] = AT_AMOUNT,
    [NEGATIVE] = AT_AMOUNT,     [ZERO] = -1,
    [FURTHER_LINE] = -1,        [UNKNOWN_PRODUCT] = AT_PRODUCT,
    [OTHER_SIGN] = AT_QUANTITY, [OTHER_PRICE] = AT_AMOUNT,
};

typedef struct LedgerReading {
    const Reader *reader;
    const People *people;
    const Goods *goods;
    Repeats repeats;
    KeySet unknown_products;
    Tally fates[FATES];
    Tally remarks[REMARKS];
    Tally all;      /* every row with a readable amount */
    int64_t priced; /* counted rows whose product has a price */
    size_t rows;
    Ledger ledger;
} LedgerReading;

static void remark(LedgerReading *reading, Remark what, sqlite3_stmt *row)
{
    tally_add(&reading->remarks[what], row, REMARK_COLUMNS[what], reading->reader->arena);
}

static Fate day_fate(Day *day, const LedgerReading *reading, sqlite3_stmt *row)
{
    switch (value_day(day, row, AT_DATE)) {
    case READ_OK:
    case READ_AS_TEXT: return *day > reading->reader->source->as_of ? FUTURE : COUNTED;
    case READ_MISSING: return NO_DATE;
    case READ_ODD: return ODD_DATE;
    case READ_BAD: return BAD_DATE;
    }
    return BAD_DATE;
}

static Fate customer_fate(uint32_t *customer, LedgerReading *reading, sqlite3_stmt *row)
{
    int64_t id;
    Reading got = value_id(&id, row, AT_CUSTOMER);

    if (got == READ_MISSING) return NO_CUSTOMER;
    if (got != READ_OK && got != READ_AS_TEXT) return UNKNOWN_CUSTOMER;
    *customer = idmap_find(&reading->people->map, id);
    if (*customer == NOT_FOUND) return UNKNOWN_CUSTOMER;
    if (got == READ_AS_TEXT) remark(reading, ID_AS_TEXT, row);
    return COUNTED;
}

static uint32_t product_of(LedgerReading *reading, sqlite3_stmt *row)
{
    int64_t id = 0;
    size_t size;
    Reading got = value_id(&id, row, AT_PRODUCT);

    if (got == READ_MISSING) return NO_PRODUCT;
    if (got == READ_OK || got == READ_AS_TEXT) {
        uint32_t known = idmap_find(&reading->goods->map, id);
        if (known != NOT_FOUND) return known;
    } else {
        const char *text = value_bytes(&size, row, AT_PRODUCT);
        double number = sqlite3_column_double(row, AT_PRODUCT);
        id = (int64_t)(text ? bytes_hash(text, size) : bytes_hash(&number, sizeof number));
    }
    if (reading->reader->schema->table[PRODUCTS]) remark(reading, UNKNOWN_PRODUCT, row);
    return (uint32_t)reading->goods->products.count +
           keyset_add(&reading->unknown_products, (uint64_t)id);
}

/* The order of the tests is that of Fate. */
static Fate judge_row(Sale *sale, bool *has_amount, Reading *amount, LedgerReading *reading,
                      sqlite3_stmt *row)
{
    size_t number = reading->rows;
    Fate fate;

    *amount = value_amount(&sale->amount, row, AT_AMOUNT);
    *has_amount = *amount == READ_OK || *amount == READ_AS_TEXT;
    if (*amount == READ_MISSING) return NO_AMOUNT;
    if (!*has_amount) return BAD_AMOUNT;
    if (reading->reader->no_amounts) sale->amount = 1;
    sale->order = (uint32_t)number;
    if (reading->repeats.order && number < reading->repeats.rows) {
        sale->order = reading->repeats.order[number];
        if (sale->order == ROW_IS_COPY) return COPY;
    }
    if ((fate = day_fate(&sale->day, reading, row)) != COUNTED) return fate;
    return customer_fate(&sale->customer, reading, row);
}

/* The quantity is in no figure; it only can contradict the amount. */
static void compare_quantity(LedgerReading *reading, const Sale *sale, sqlite3_stmt *row)
{
    const Goods *goods = reading->goods;
    double quantity;
    Reading got = value_amount(&quantity, row, AT_QUANTITY);

    if (got != READ_OK && got != READ_AS_TEXT) return;
    if (quantity < 0 && sale->amount > 0) remark(reading, OTHER_SIGN, row);
    if (sale->product >= goods->products.count || isnan(goods->prices[sale->product])) return;
    reading->priced++;
    if (is_off_price(fabs(sale->amount), fabs(quantity), goods->prices[sale->product]))
        remark(reading, OTHER_PRICE, row);
}

static void count_sale(LedgerReading *reading, Sale *sale, Reading amount, sqlite3_stmt *row)
{
    Ledger *ledger = &reading->ledger;

    sale->product = product_of(reading, row);
    if (amount == READ_AS_TEXT) remark(reading, AMOUNT_AS_TEXT, row);
    if (sale->amount < 0) {
        remark(reading, NEGATIVE, row);
        tally_money(&reading->remarks[NEGATIVE], sale->amount);
        ledger->returns++;
    }
    if (sale->amount == 0) remark(reading, ZERO, row);
    if (!reading->reader->no_amounts) compare_quantity(reading, sale, row);
    if (sale->order != (uint32_t)reading->rows) remark(reading, FURTHER_LINE, row);
    if (!ledger->count || sale->day < ledger->first_day) ledger->first_day = sale->day;
    if (!ledger->count || sale->day > ledger->last_day) ledger->last_day = sale->day;
    buf_put(&ledger->rows, sale, sizeof *sale);
    ledger->count++;
}

static void read_row(LedgerReading *reading, sqlite3_stmt *row)
{
    Sale sale = { 0 };
    bool has_amount;
    Reading amount;
    Fate fate = judge_row(&sale, &has_amount, &amount, reading, row);

    has_amount &= !reading->reader->no_amounts;
    if (has_amount) tally_money(&reading->all, sale.amount);
    if (fate == COUNTED) {
        count_sale(reading, &sale, amount, row);
    } else {
        Tally *tally = &reading->fates[fate];
        tally_add(tally, row, FATE_COLUMNS[fate], reading->reader->arena);
        if (has_amount) tally_money(tally, sale.amount);
    }
    reading->rows++;
}

static Status scan_rows(LedgerReading *reading, Err *err)
{
    const Reader *reader = reading->reader;
    sqlite3_stmt *rows = NULL;
    bool row = false;
    int64_t expected = schema_rows(reader->schema, reader->db, TRANSACTIONS);
    Status s = db_prepare(
        &rows, reader->db,
        schema_select(reader->schema, TRANSACTIONS, SALE_CUSTOMER, SALE_QUANTITY, reader->arena),
        err);

    while (!s && !(s = db_step(&row, reader->db, rows, "reading transactions", err)) && row) {
        if (reading->rows == UINT32_MAX) {
            s = err_set(err, ERR_DATA, "%s: more than 4,294,967,294 transactions are not read",
                        reader->source->path);
            break;
        }
        reader_say(reader, "Reading transactions", (int64_t)reading->rows, expected);
        read_row(reading, rows);
    }
    sqlite3_finalize(rows);
    return s;
}

/* What a number in a date column may have been meant as. */
static const char *date_advice(const char *example)
{
    double number;

    if (!example || !number_read(example, &number)) return "write dates as 2024-07-31";
    if (number > 1e11) return "these look like Unix milliseconds: write dates as 2024-07-31";
    if (number > 1e8) return "these look like Unix seconds: write dates as 2024-07-31";
    return "numbers are not taken as dates: write dates as 2024-07-31";
}

static Status refuse_column(const LedgerReading *reading, Fate fate, const char *advice, Err *err)
{
    const Reader *reader = reading->reader;
    const Tally *tally = &reading->fates[fate];

    return err_set(err, ERR_DATA, "%s: %s, for example %s: %s", reader->source->path,
                   tally_said(tally, &FATE_FAULTS[fate], (int64_t)reading->rows, reader->arena),
                   tally->example, advice);
}

/* Nothing counts: say why, by the reason that took most rows. */
static Status refuse_all(const LedgerReading *reading, Err *err)
{
    const Reader *reader = reading->reader;
    char as_of[NUMBER_TEXT];
    int most = 0;

    if (!reading->rows) {
        return err_set(err, ERR_DATA,
                       "%s: there are no transactions, the table transactions is empty: nothing to "
                       "segment",
                       reader->source->path);
    }
    for (int f = 1; f < COUNTED; f++) {
        if (reading->fates[f].count > reading->fates[most].count) most = f;
    }
    const Tally *tally = &reading->fates[most];
    return err_set(err, ERR_DATA, "%s: no transactions can be counted as of %s: %s%s%s",
                   reader->source->path, day_iso(as_of, reader->source->as_of),
                   tally_said(tally, &FATE_FAULTS[most], (int64_t)reading->rows, reader->arena),
                   tally->example ? ", for example " : "", tally->example ? tally->example : "");
}

static bool has_ids(const LedgerReading *reading)
{
    return reading->reader->schema->sale_id_is_key || reading->repeats.ids;
}

static Status refuse_ledger(const LedgerReading *reading, Err *err)
{
    int64_t rows = (int64_t)reading->rows;
    const Tally *amount = &reading->fates[BAD_AMOUNT], *date = &reading->fates[BAD_DATE];

    if (amount->count && tally_excessive(amount, rows)) {
        return refuse_column(reading, BAD_AMOUNT,
                             "write plain numbers with a decimal point, without currency or "
                             "thousands separators",
                             err);
    }
    if (date->count && tally_excessive(date, rows)) {
        return refuse_column(reading, BAD_DATE, date_advice(date->example), err);
    }
    if (reading->reader->source->purchase == PURCHASE_ORDER && !has_ids(reading)) {
        return err_set(err, ERR_CONFIG,
                       "%s: --purchase order, but no row of transactions has an order id: use day "
                       "or row",
                       reading->reader->source->path);
    }
    return reading->ledger.count ? OK : refuse_all(reading, err);
}

static void report_rows(LedgerReading *reading)
{
    const Reader *reader = reading->reader;
    int64_t rows = (int64_t)reading->rows;

    for (int f = 0; f < COUNTED; f++) {
        reading->fates[f].brief = FATE_BRIEFS[f];
        tally_report(reader->findings, &reading->fates[f], &FATE_FAULTS[f], rows, reader->arena);
    }
    for (int r = 0; r < REMARKS; r++) {
        Fault fault = REMARK_FAULTS[r];
        if (r == FURTHER_LINE && reader->no_amounts) fault.action = "frequency counts orders";
        tally_report(reader->findings, &reading->remarks[r], &fault,
                     r == OTHER_PRICE ? reading->priced : rows, reader->arena);
    }
    gaps_find(&reading->ledger, reader);
}

/* Ids that repeat are of orders. Where all differ they may as well number the rows, unless it is
 * known what they are. */
static bool has_order_ids(const LedgerReading *reading)
{
    return reading->remarks[FURTHER_LINE].count ||
           (reading->reader->schema->sale_id_is_order && reading->repeats.ids);
}

Status ledger_read(Ledger *out, const Reader *reader, const People *people, const Goods *goods,
                   Err *err)
{
    LedgerReading reading = { .reader = reader, .people = people, .goods = goods };
    Arena scratch = arena_open();
    Status s = repeats_find(&reading.repeats, reader, &scratch, err);

    if (!s) s = scan_rows(&reading, err);
    if (!s) s = refuse_ledger(&reading, err);
    if (!s) {
        report_rows(&reading);
        reading.ledger.total = sum_value(reading.all.revenue);
        reading.ledger.total_returns = sum_value(reading.all.returns);
        reading.ledger.table_rows = (int64_t)reading.rows;
        reading.ledger.has_order_ids = has_order_ids(&reading);
        *out = reading.ledger;
    } else {
        ledger_close(&reading.ledger);
    }
    keyset_close(&reading.unknown_products);
    arena_close(&scratch);
    return s;
}

void ledger_close(Ledger *ledger)
{
    buf_close(&ledger->rows);
    *ledger = (Ledger){ 0 };
}
