#include "import/own.h"

#include <string.h>

#include "import/watch.h"
#include "recognise/fields.h"
#include "store/schema.h"

/* What a column of the schema is called among the fields of files. */
static const struct {
    ColumnId column;
    Field field;
} SAME[] = {
    { CUSTOMER_ID, FIELD_CUSTOMER },
    { CUSTOMER_NAME, FIELD_CUSTOMER_NAME },
    { CUSTOMER_EMAIL, FIELD_EMAIL },
    { CUSTOMER_SIGNUP, FIELD_SIGNUP },
    { CUSTOMER_COUNTRY, FIELD_COUNTRY },
    { CUSTOMER_CONSENT, FIELD_CONSENT },
    { PRODUCT_ID, FIELD_PRODUCT },
    { PRODUCT_NAME, FIELD_PRODUCT_NAME },
    { PRODUCT_CATEGORY, FIELD_CATEGORY },
    { PRODUCT_PRICE, FIELD_PRICE },
    { SALE_ID, FIELD_ORDER },
    { SALE_CUSTOMER, FIELD_CUSTOMER },
    { SALE_PRODUCT, FIELD_PRODUCT },
    { SALE_DATE, FIELD_DATE },
    { SALE_AMOUNT, FIELD_TOTAL },
    { SALE_QUANTITY, FIELD_QUANTITY },
    { CONTACT_CUSTOMER, FIELD_CUSTOMER },
    { CONTACT_TYPE, FIELD_CONTACT_TYPE },
    { CONTACT_DATE, FIELD_CONTACT_DATE },
    { CONTACT_DURATION, FIELD_DURATION },
};

/* What the schema has no column for. */
static const Field MORE[] = {
    FIELD_PRICE,    FIELD_STATUS, FIELD_PAYMENT_STATUS, FIELD_CANCELLED_AT, FIELD_CURRENCY,
    FIELD_DISCOUNT, FIELD_TAX,    FIELD_SHIPPING,       FIELD_REFUND,       FIELD_CONSENT,
    FIELD_OPT_OUT,
};

typedef struct Own {
    Db *db;
    const Schema *schema;
    Arena *arena;
    TableId table;
    const char *const *header;
    size_t columns;
    const char *maps[FIELDS];
    size_t map_count;
    bool taken[FIELDS], says_more;
} Own;

static Status read_header(Own *own, Err *err)
{
    sqlite3_stmt *rows = NULL;
    Status s = db_prepare(
        &rows, own->db,
        arena_format(own->arena, "SELECT * FROM %s LIMIT 0", own->schema->from[own->table]), err);

    if (s) return s;
    own->columns = (size_t)sqlite3_column_count(rows);
    const char **names = ARENA_ARRAY(own->arena, const char *, own->columns + 1);
    for (size_t c = 0; c < own->columns; c++) {
        const char *name = sqlite3_column_name(rows, (int)c);
        names[c] = arena_text(own->arena, name ? name : "");
    }
    own->header = names;
    sqlite3_finalize(rows);
    return OK;
}

static void add_map(Own *own, Field field, const char *column)
{
    own->taken[field] = true;
    own->maps[own->map_count++] = arena_format(own->arena, "%s=%s", field_name(field), column);
}

/* The name in the header that the schema found the column under. */
static const char *name_of(const Own *own, ColumnId column)
{
    for (size_t c = 0; c < own->columns; c++)
        if (!strcmp(sql_quoted(own->header[c], own->arena), own->schema->column[column]))
            return own->header[c];
    return NULL;
}

static void map_same(Own *own)
{
    for (size_t i = 0; i < COUNT_OF(SAME); i++) {
        if (schema_column_table(SAME[i].column) != own->table) continue;
        const char *name =
            own->schema->column[SAME[i].column] ? name_of(own, SAME[i].column) : NULL;
        if (name) add_map(own, SAME[i].field, name);
    }
}

static bool is_mapped(const Own *own, const char *name)
{
    for (size_t m = 0; m < own->map_count; m++)
        if (!strcmp(strchr(own->maps[m], '=') + 1, name)) return true;
    return false;
}

/* Columns of a sale or customer that say whether, how, and to whom. A price that is known with the
 * products is no reason to read a database otherwise. */
static void map_more(Own *own)
{
    if (own->table != TRANSACTIONS && own->table != CUSTOMERS) return;
    for (size_t i = 0; i < COUNT_OF(MORE); i++) {
        FieldCandidate best;
        if (own->taken[MORE[i]] ||
            !field_candidates(&best, 1, own->table, MORE[i], own->header, own->columns))
            continue;
        if (is_mapped(own, own->header[best.column])) continue;
        add_map(own, MORE[i], own->header[best.column]);
        own->says_more |= MORE[i] != FIELD_PRICE;
    }
    for (size_t c = 0; c < own->columns && own->table == TRANSACTIONS; c++)
        own->says_more |= !is_mapped(own, own->header[c]) && watch_by_name(own->header[c]);
}

/* What else a column's name may mean, it does not mean here. */
static void leave_out_the_rest(Own *own)
{
    for (int f = 0; f < FIELDS; f++)
        if (!own->taken[f] && field_is_of((Field)f, own->table))
            own->maps[own->map_count++] = arena_format(own->arena, "%s=", field_name((Field)f));
}

static Status map_table(TableMap *out, Own *own, Err *err)
{
    Status s = read_header(own, err);

    if (s) return s;
    own->map_count = 0;
    memset(own->taken, 0, sizeof own->taken);
    map_same(own);
    map_more(own);
    leave_out_the_rest(own);
    const char **columns = ARENA_ARRAY(own->arena, const char *, own->map_count);
    memcpy(columns, own->maps, own->map_count * sizeof *columns);
    *out = (TableMap){ .table = own->schema->table[own->table],
                       .columns = columns,
                       .column_count = own->map_count };
    return OK;
}

/* An import has decided already, and its database tells what. */
static Status is_imported(bool *imported, Own *own, Err *err)
{
    sqlite3_stmt *rows = NULL;
    Status s = db_prepare(&rows, own->db,
                          "SELECT 1 FROM sqlite_schema WHERE name = 'imported_findings'", err);

    if (!s) s = db_step(imported, own->db, rows, "reading the list of tables", err);
    sqlite3_finalize(rows);
    return s;
}

Status own_columns(SourceMap *out, bool *needed, const char *path, Arena *arena, Err *err)
{
    SourceMap map = { .where = NULL };
    Schema schema;
    Db db;
    Err other;
    bool imported = false;
    Own own = { .db = &db, .schema = &schema, .arena = arena };
    Status s = db_open(&db, path, err);

    *needed = false;
    if (s) return s;
    /* What is missing in it is told where it is read. */
    if (!schema_find(&schema, &db, arena, &other) && !(s = is_imported(&imported, &own, err)) &&
        !imported) {
        for (int t = 0; !s && t < TABLES; t++) {
            own.table = (TableId)t;
            if (schema.table[t]) s = map_table(&map.tables[t], &own, err);
        }
        *needed = !s && own.says_more;
        map.where = path;
    }
    db_close(&db);
    if (!s) *out = map;
    return s;
}
