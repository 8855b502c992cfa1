#include "recognise/fields.h"

#include <string.h>

#include "recognise/field_names.h"

const char *schema_table_name(TableId table)
{
    static const char *const names[TABLES] = { "customers", "products", "transactions",
                                               "interactions" };

    return names[table];
}

size_t fields_known(TableId table, const CsvField *header, size_t count)
{
    size_t known = 0;
    Arena scratch = arena_open();

    for (size_t c = 0; c < count; c++) {
        const char *name = arena_text_n(&scratch, header[c].text, header[c].size);
        bool found = false;
        for (int f = 0; f < FIELDS && !found; f++)
            found = header_rank(table, (Field)f, name) > 0;
        known += found;
    }
    arena_close(&scratch);
    return known;
}

size_t field_candidates(FieldCandidate *out, size_t most, TableId table, Field field,
                        const char *const *header, size_t count)
{
    size_t found = 0, last = 0;

    /* By rank, then by place: each time the next of those behind the last one put. */
    for (int last_column = -1; found < most;) {
        size_t best = SIZE_MAX;
        int column = NO_COLUMN;
        for (size_t c = 0; c < count; c++) {
            size_t rank = header_rank(table, field, header[c]);
            bool behind = rank > last || (rank == last && (int)c > last_column);
            if (!rank || !behind || rank >= best) continue;
            best = rank;
            column = (int)c;
        }
        if (column == NO_COLUMN) break;
        out[found++] = (FieldCandidate){ column, best >= WEAK_RANK };
        last = best;
        last_column = column;
    }
    return found;
}

int field_guess(TableId table, Field field, const char *const *header, size_t count)
{
    FieldCandidate best;

    if (!field_candidates(&best, 1, table, field, header, count) || best.weak) return NO_COLUMN;
    return best.column;
}

bool field_is_customer_id(const char *name)
{
    /* From here on the names of the field are words for people; cards stand behind them. */
    size_t people = field_rank(TRANSACTIONS, FIELD_CUSTOMER, "customer");
    size_t rank = header_rank(TRANSACTIONS, FIELD_CUSTOMER, name);

    return rank && rank < people;
}

bool header_is_shopify(const char *const *header, size_t count)
{
    char name[FOLDED_BYTES];

    for (size_t c = 0; c < count; c++) {
        field_fold(name, header[c], strlen(header[c]));
        if (!strcmp(name, "lineitemname") || !strcmp(name, "financialstatus")) return true;
    }
    return false;
}

/* --- finding ---------------------------------------------------------------------------------- */

typedef struct Finder {
    int *column;
    TableId table;
    const char *const *header;
    size_t count;
    const FieldMaps *maps;
    const char *path;
    bool *taken; /* by column */
    bool left_out[FIELDS], mapped[FIELDS];
    bool is_shopify;
} Finder;

bool field_is_of(Field field, TableId table)
{
    const FieldNames *row;

    for (size_t i = 0; (row = field_names_row(i)); i++) {
        if (row->field == field && (row->tables & (1u << table))) return true;
    }
    return false;
}

static bool means(int field, const char *name, int table, bool weak)
{
    for (int t = table < 0 ? 0 : table; t <= (table < 0 ? TABLES - 1 : table); t++) {
        size_t rank = field_rank((TableId)t, (Field)field, name);
        if (rank && (rank >= WEAK_RANK) == weak) return true;
    }
    return false;
}

/* The field that the part of a mapping before "=" means: its own name, else one of a column. Of
 * weak names the last: "name" is a person's or a product's sooner than an order's. */
static int field_of(const char *text, size_t size, int table)
{
    char name[FOLDED_BYTES], own[FOLDED_BYTES];

    field_fold(name, text, size);
    for (int f = 0; f < FIELDS; f++) {
        field_fold(own, field_name((Field)f), strlen(field_name((Field)f)));
        if (!strcmp(own, name)) return f;
    }
    for (int f = 0; f < FIELDS; f++) {
        if (means(f, name, table, false)) return f;
    }
    if (means(FIELD_CUSTOMER_NAME, name, table, true)) return FIELD_CUSTOMER_NAME;
    for (int f = FIELDS - 1; f >= 0; f--) {
        if (means(f, name, table, true)) return f;
    }
    return -1;
}

bool field_known(const char *name)
{
    return field_of(name, strlen(name), -1) >= 0;
}

static const char *header_text(const Finder *finder, Arena *arena)
{
    Buf names = { 0 };

    for (size_t c = 0; c < finder->count; c++) {
        if (names.size > 300) {
            buf_text(&names, ", …");
            break;
        }
        const char *name = finder->header[c];
        buf_format(&names, "%s%s", c ? ", " : "", utf8_clean(name, strlen(name), 40, arena));
    }
    const char *text = arena_text(arena, names.data ? names.data : "");
    buf_close(&names);
    return text;
}

/* The column with that name: exactly, else folded. */
static int column_named(const Finder *finder, const char *name)
{
    char wanted[FOLDED_BYTES], have[FOLDED_BYTES];

    for (size_t c = 0; c < finder->count; c++) {
        if (!strcmp(finder->header[c], name)) return (int)c;
    }
    field_fold(wanted, name, strlen(name));
    for (size_t c = 0; c < finder->count && *wanted; c++) {
        field_fold(have, finder->header[c], strlen(finder->header[c]));
        if (!strcmp(wanted, have)) return (int)c;
    }
    return NO_COLUMN;
}

static Status refuse_map(const Finder *finder, size_t m, const char *why, Arena *arena, Err *err)
{
    const FieldMaps *maps = finder->maps;

    return err_set(err, maps->configured ? ERR_CONFIG : ERR_USAGE,
                   "%s %.100s: %s has %s; it has: %s",
                   maps->given_each ? maps->given_each[m] : maps->given, maps->items[m],
                   finder->path, why, header_text(finder, arena));
}

static Status apply_map(Finder *finder, size_t m, Arena *arena, Err *err)
{
    const char *map = finder->maps->items[m];
    size_t size = strcspn(map, "=");
    int field = field_of(map, size, (int)finder->table);
    bool strict = finder->maps->strict;

    if (field < 0 || !field_is_of((Field)field, finder->table)) {
        bool ours = strict && finder->maps->configured;
        return ours ? refuse_map(finder, m, "no such field", arena, err) : OK;
    }
    if (!map[size + 1]) {
        finder->left_out[field] = true;
        return OK;
    }
    int column = column_named(finder, map + size + 1);
    if (column == NO_COLUMN) {
        return strict ? refuse_map(finder, m, "no such column", arena, err) : OK;
    }
    finder->column[field] = column;
    finder->taken[column] = finder->mapped[field] = true;
    return OK;
}

/* May a column also serve this field, when another has it? The name of a customer or product that
 * has no id is its id too, and an amount may be called more than one thing. */
static bool may_share(Field field)
{
    return field == FIELD_CUSTOMER_NAME || field == FIELD_EMAIL || field == FIELD_PRODUCT_NAME ||
           field >= FIELD_ORDER_TOTAL;
}

/* A field whose names two columns have cannot be guessed; elsewhere the first will do. */
static bool must_be_one(Field field)
{
    return field < FIELD_STATUS;
}

static size_t rank_of(const Finder *finder, Field field, size_t column, bool weak)
{
    const char *name = finder->header[column];
    size_t rank = header_rank(finder->table, field, name);
    bool is_weak = rank >= WEAK_RANK;

    if (field == FIELD_ORDER && is_weak && finder->is_shopify) {
        char folded[FOLDED_BYTES];
        field_fold(folded, name, strlen(name));
        is_weak = strcmp(folded, "name") != 0;
    }
    return rank && is_weak == weak ? rank : 0;
}

/* May the field take the column, whoever has it? A part of a name is not the whole. */
static bool may_take(const Finder *finder, Field field, size_t column)
{
    bool part = finder->column[FIELD_FIRST_NAME] == (int)column ||
                finder->column[FIELD_LAST_NAME] == (int)column;

    if (!finder->taken[column]) return true;
    return may_share(field) && !(field == FIELD_CUSTOMER_NAME && part);
}

/* Names that are made of parts may have one rank and be others: "Ticket no.", "Docket no.". */
static bool is_same_name(const Finder *finder, size_t one, size_t other)
{
    char a[FOLDED_BYTES], b[FOLDED_BYTES];

    field_fold(a, finder->header[one], strlen(finder->header[one]));
    field_fold(b, finder->header[other], strlen(finder->header[other]));
    return !strcmp(a, b);
}

static Status find_strong(Finder *finder, Field field, Arena *arena, Err *err)
{
    size_t best = SIZE_MAX, twice = 0;

    for (size_t c = 0; c < finder->count; c++) {
        size_t rank = rank_of(finder, field, c, false);
        if (!rank || !may_take(finder, field, c)) continue;
        if (rank < best) {
            best = rank;
            twice = 0;
            finder->column[field] = (int)c;
        } else if (rank == best && is_same_name(finder, c, (size_t)finder->column[field])) {
            twice = c;
        }
    }
    if (twice && must_be_one(field)) {
        return err_set(err, ERR_DATA,
                       "%s: duplicate column \"%s\" (columns %d and %zu) for %s: rename one in the "
                       "header line; it has: %s",
                       finder->path, finder->header[twice], finder->column[field] + 1, twice + 1,
                       field_name(field), header_text(finder, arena));
    }
    if (finder->column[field] != NO_COLUMN) finder->taken[finder->column[field]] = true;
    return OK;
}

/* "name" beside the product's id is the product's. */
static bool is_beside_product(const Finder *finder, size_t column)
{
    return column > 0 && finder->column[FIELD_PRODUCT] == (int)column - 1;
}

static void find_weak(Finder *finder, Field field)
{
    size_t best = SIZE_MAX;

    if (field == FIELD_ORDER || field == FIELD_LINE) return;
    for (size_t c = 0; c < finder->count; c++) {
        size_t rank = rank_of(finder, field, c, true);
        if (!rank || finder->taken[c] || rank >= best) continue;
        if (field == FIELD_CUSTOMER_NAME && is_beside_product(finder, c)) continue;
        if (field == FIELD_PRODUCT_NAME && !is_beside_product(finder, c)) continue;
        best = rank;
        finder->column[field] = (int)c;
    }
    if (finder->column[field] != NO_COLUMN) finder->taken[finder->column[field]] = true;
}

/* "Nom" is the family's name beside "Prénom", and the whole name alone: one part that is certain
 * makes the other so. */
static void find_person(Finder *finder)
{
    static const Field parts[] = { FIELD_FIRST_NAME, FIELD_LAST_NAME };
    FieldCandidate found[2];
    bool strong = false;

    for (int p = 0; p < 2; p++) {
        found[p].column = finder->column[parts[p]];
        if (finder->mapped[parts[p]] || finder->left_out[parts[p]]) continue;
        if (!field_candidates(&found[p], 1, finder->table, parts[p], finder->header,
                              finder->count)) {
            found[p].column = NO_COLUMN;
        } else {
            strong |= !found[p].weak;
        }
    }
    if (!strong) return;
    for (int p = 0; p < 2; p++) {
        if (found[p].column == NO_COLUMN || finder->taken[found[p].column]) continue;
        finder->column[parts[p]] = found[p].column;
        finder->taken[found[p].column] = true;
    }
}

static bool is_wanted(const Finder *finder, int field)
{
    return finder->column[field] == NO_COLUMN && !finder->mapped[field] &&
           !finder->left_out[field] && field_is_of((Field)field, finder->table);
}

/* --- what is needed --------------------------------------------------------------------------- */

/* Those that a table cannot do without, then nothing. */
static const Field *needed_of(TableId table)
{
    static const Field customers[] = { FIELD_CUSTOMER, FIELDS };
    static const Field products[] = { FIELD_PRODUCT, FIELDS };
    static const Field sales[] = { FIELD_CUSTOMER, FIELD_DATE, FIELDS };
    static const Field contacts[] = { FIELD_CUSTOMER, FIELD_CONTACT_DATE, FIELDS };

    switch (table) {
    case CUSTOMERS: return customers;
    case PRODUCTS: return products;
    case TRANSACTIONS: return sales;
    case INTERACTIONS: return contacts;
    case TABLES: break;
    }
    return customers + 1;
}

/* What is missing, and how it is named: "--map date=COLUMN" or "date: COLUMN". */
typedef struct Missing {
    const char *fields, *answers;
    size_t count;
    bool amount; /* there is none */
} Missing;

static void add_missing(Missing *missing, const Finder *finder, const char *field,
                        const char *besides, bool last, Arena *arena)
{
    const char *comma = !missing->count ? "" : last ? " and " : ", ";

    missing->fields = arena_format(arena, "%s%s%s%s", missing->fields, comma, field, besides);
    missing->answers = finder->maps->configured
                           ? arena_format(arena, "%s%s%s: COLUMN", missing->answers,
                                          missing->count ? ", " : "", field)
                           : arena_format(arena, "%s%s--map %s=COLUMN", missing->answers,
                                          missing->count ? " " : "", field);
    missing->count++;
}

static Missing find_missing(const Finder *finder, Arena *arena)
{
    const int *column = finder->column;
    bool amount = column[FIELD_TOTAL] != NO_COLUMN ||
                  (column[FIELD_QUANTITY] != NO_COLUMN && column[FIELD_PRICE] != NO_COLUMN);
    bool no_amount = finder->table == TRANSACTIONS && !amount && !finder->maps->no_amounts;
    Missing missing = { "", "", 0, no_amount };
    size_t left = no_amount;

    for (const Field *f = needed_of(finder->table); *f != FIELDS; f++)
        left += column[*f] == NO_COLUMN;
    for (const Field *f = needed_of(finder->table); *f != FIELDS; f++) {
        if (column[*f] != NO_COLUMN) continue;
        add_missing(&missing, finder, field_name(*f), "", missing.count + 1 == left, arena);
    }
    if (no_amount && column[FIELD_QUANTITY] != NO_COLUMN) {
        add_missing(&missing, finder, field_name(FIELD_PRICE),
                    " (nor for total_amount, that of the whole row)", true, arena);
    } else if (no_amount) {
        add_missing(&missing, finder, field_name(FIELD_TOTAL),
                    " (nor for quantity and unit_price, whose product it would be)", true, arena);
    }
    return missing;
}

static Status check_needed(const Finder *finder, Arena *arena, Err *err)
{
    const Missing missing = find_missing(finder, arena);
    const char *it = missing.count > 1 ? "them" : "it";

    if (!missing.count) return OK;
    if (finder->maps->configured) {
        return err_set(
            err, ERR_CONFIG, "%s %s has no column for %s; it has: %s: name %s with  %s%s",
            finder->maps->given, finder->path, missing.fields, header_text(finder, arena), it,
            missing.answers, missing.amount ? "; where there is no money, say amount: none" : "");
    }
    return err_set(err, ERR_DATA,
                   "%s: the header has no column for %s; it has: %s: name %s with  %s%s",
                   finder->path, missing.fields, header_text(finder, arena), it, missing.answers,
                   missing.amount ? "; where there is no money, say  --amount none" : "");
}

/* ---------------------------------------------------------------------------------------------- */

Status fields_match(int column[FIELDS], TableId table, const char *const *header, size_t count,
                    const FieldMaps *maps, const char *path, Arena *arena, Err *err)
{
    Finder finder = { .column = column,
                      .table = table,
                      .header = header,
                      .count = count,
                      .maps = maps,
                      .path = path,
                      .taken = ARENA_ARRAY(arena, bool, count),
                      .is_shopify = header_is_shopify(header, count) };
    Status s;

    for (int f = 0; f < FIELDS; f++)
        column[f] = NO_COLUMN;
    for (size_t m = 0; m < maps->count; m++) {
        if ((s = apply_map(&finder, m, arena, err))) return s;
    }
    find_person(&finder);
    for (int f = 0; f < FIELDS; f++) {
        if (!is_wanted(&finder, f)) continue;
        if ((s = find_strong(&finder, (Field)f, arena, err))) return s;
    }
    for (int f = 0; f < FIELDS; f++) {
        if (is_wanted(&finder, f)) find_weak(&finder, (Field)f);
    }
    return OK;
}

Status fields_check(const int column[FIELDS], TableId table, const char *const *header,
                    size_t count, const FieldMaps *maps, const char *path, Arena *arena, Err *err)
{
    int copy[FIELDS];
    const Finder finder = {
        .column = copy, .table = table, .header = header, .count = count, .maps = maps, .path = path
    };

    memcpy(copy, column, sizeof copy);
    return check_needed(&finder, arena, err);
}

Status fields_find(int column[FIELDS], TableId table, const char *const *header, size_t count,
                   const FieldMaps *maps, const char *path, Arena *arena, Err *err)
{
    Status s = fields_match(column, table, header, count, maps, path, arena, err);

    return s ? s : fields_check(column, table, header, count, maps, path, arena, err);
}
