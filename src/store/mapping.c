#include "store/mapping.h"

#include <string.h>

#include "recognise/fields.h"

/* The field of a configuration that stands for each column. SALE_AMOUNT may be a product instead.
 */
static const Field FIELD_OF[COLUMNS] = {
    [CUSTOMER_ID] = FIELD_CUSTOMER,
    [CUSTOMER_NAME] = FIELD_CUSTOMER_NAME,
    [CUSTOMER_EMAIL] = FIELD_EMAIL,
    [CUSTOMER_SIGNUP] = FIELD_SIGNUP,
    [CUSTOMER_COUNTRY] = FIELD_COUNTRY,
    [PRODUCT_ID] = FIELD_PRODUCT,
    [PRODUCT_NAME] = FIELD_PRODUCT_NAME,
    [PRODUCT_CATEGORY] = FIELD_CATEGORY,
    [PRODUCT_PRICE] = FIELD_PRICE,
    [SALE_ID] = FIELD_ORDER,
    [SALE_CUSTOMER] = FIELD_CUSTOMER,
    [SALE_PRODUCT] = FIELD_PRODUCT,
    [SALE_DATE] = FIELD_DATE,
    [SALE_AMOUNT] = FIELD_TOTAL,
    [SALE_QUANTITY] = FIELD_QUANTITY,
    [SALE_LINE] = FIELD_LINE,
    [CONTACT_CUSTOMER] = FIELD_CUSTOMER,
    [CONTACT_TYPE] = FIELD_CONTACT_TYPE,
    [CONTACT_DATE] = FIELD_CONTACT_DATE,
    [CONTACT_DURATION] = FIELD_DURATION,
};

static const ColumnId FIRST_COLUMN[TABLES + 1] = {
    [CUSTOMERS] = CUSTOMER_ID,         [PRODUCTS] = PRODUCT_ID, [TRANSACTIONS] = SALE_ID,
    [INTERACTIONS] = CONTACT_CUSTOMER, [TABLES] = COLUMNS,
};

typedef struct Mapper {
    Db *db;
    const SourceMap *map;
    Findings *findings;
    Arena *arena;
    Schema schema;
    /* Of transactions: what customers and products may be made of. */
    const char *field[FIELDS];
} Mapper;

/* --- tables and queries ----------------------------------------------------------------------- */

/* Where the configuration speaks of the table. */
static const char *where_of(const Mapper *mapper, TableId table)
{
    const char *where = mapper->map->tables[table].where;

    return where ? where
                 : arena_format(mapper->arena, "%s: %s", mapper->map->where,
                                schema_table_name(table));
}

static Status refuse(const Mapper *mapper, TableId table, const char *key, const char *why,
                     Err *err)
{
    return err_set(err, ERR_CONFIG, "%s: %s: %s", where_of(mapper, table), key, why);
}

/* A query that SQLite does not take, in its own words. */
static Status refuse_query(const Mapper *mapper, TableId table, Err *err)
{
    const char *said = sqlite3_errmsg(mapper->db->handle);
    bool denied = sqlite3_errcode(mapper->db->handle) == SQLITE_AUTH;

    return refuse(mapper, table, mapper->map->tables[table].sql ? "sql" : "table",
                  arena_format(mapper->arena, "%s: %s%s", mapper->db->path,
                               utf8_clean(said, strlen(said), 200, mapper->arena),
                               denied ? ": only a SELECT is taken" : ""),
                  err);
}

static const char *refusal_of_statement(sqlite3_stmt *statement, bool more)
{
    if (!statement) return "there is no statement in it: write a SELECT";
    if (more) return "it has more than one statement: keep one SELECT";
    if (sqlite3_stmt_isexplain(statement) || !sqlite3_stmt_readonly(statement) ||
        !sqlite3_column_count(statement)) {
        return "it is no query: write a SELECT";
    }
    if (sqlite3_bind_parameter_count(statement)) {
        return "it has a parameter (?, :name, @name or $name): write the value in its place";
    }
    return NULL;
}

/* A single SELECT, as it is written, in parentheses. The line breaks end a comment behind it. */
static Status take_query(Mapper *mapper, TableId table, Err *err)
{
    const char *sql = mapper->map->tables[table].sql, *end = NULL;
    sqlite3 *handle = mapper->db->handle;
    sqlite3_stmt *statement = NULL, *next = NULL;

    if (sqlite3_prepare_v2(handle, sql, -1, &statement, &end) != SQLITE_OK) {
        return refuse_query(mapper, table, err);
    }
    bool more = sqlite3_prepare_v2(handle, end, -1, &next, NULL) != SQLITE_OK || next;
    const char *why = refusal_of_statement(statement, more);
    sqlite3_finalize(statement);
    sqlite3_finalize(next);
    if (why) return refuse(mapper, table, "sql", why, err);
    size_t size = (size_t)(end - sql);
    if (size && sql[size - 1] == ';') size--;
    mapper->schema.table[table] = schema_table_name(table);
    mapper->schema.is_view[table] = true;
    mapper->schema.from[table] =
        arena_format(mapper->arena, "(\n%s\n)", arena_text_n(mapper->arena, sql, size));
    return OK;
}

/* sqlite_schema's entry of that name. *listed: the names that there are, for a refusal. */
static Status find_table(const char **name, bool *is_view, bool *is_virtual, Buf *listed,
                         const Mapper *mapper, const char *wanted, Err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    Status s = db_prepare(&rows, mapper->db,
                          "SELECT name, type = 'view', type = 'table' AND rootpage = 0 "
                          "FROM sqlite_schema WHERE type IN ('table', 'view') "
                          "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
                          err);

    while (!s && !(s = db_step(&row, mapper->db, rows, "reading the list of tables", err)) && row) {
        const char *found = (const char *)sqlite3_column_text(rows, 0);
        if (!found) continue;
        if (listed->size < 300) {
            buf_format(listed, "%s%s", listed->size ? ", " : "",
                       utf8_clean(found, strlen(found), 60, mapper->arena));
        }
        if (sqlite3_stricmp(found, wanted) != 0) continue;
        *name = arena_text(mapper->arena, found);
        *is_view = sqlite3_column_int(rows, 1);
        *is_virtual = sqlite3_column_int(rows, 2);
    }
    sqlite3_finalize(rows);
    return s;
}

static Status take_table(Mapper *mapper, TableId table, Err *err)
{
    const char *wanted = mapper->map->tables[table].table, *name = NULL;
    bool is_view = false, is_virtual = false;
    Buf listed = { 0 };
    Status s = find_table(&name, &is_view, &is_virtual, &listed, mapper, wanted, err);

    if (!s && !name) {
        s = refuse(mapper, table, "table",
                   arena_format(mapper->arena, "%s has no table %.80s; it has: %s",
                                mapper->db->path, wanted, listed.size ? listed.data : "none"),
                   err);
    } else if (!s && is_virtual) {
        s = refuse(mapper, table, "table",
                   arena_format(mapper->arena,
                                "%.80s is a virtual table, which is not read from files from "
                                "outside: copy its rows into a plain table",
                                wanted),
                   err);
    }
    if (!s) {
        mapper->schema.table[table] = name;
        mapper->schema.is_view[table] = is_view;
        mapper->schema.from[table] = sql_quoted(name, mapper->arena);
    }
    buf_close(&listed);
    return s;
}

/* --- columns ---------------------------------------------------------------------------------- */

/* The names of the columns that the table or query has. */
static Status read_header(const char *const **header, size_t *count, const Mapper *mapper,
                          TableId table, Err *err)
{
    sqlite3_stmt *query = NULL;
    const char *sql = arena_format(mapper->arena, "SELECT * FROM %s", mapper->schema.from[table]);

    if (sqlite3_prepare_v2(mapper->db->handle, sql, -1, &query, NULL) != SQLITE_OK) {
        return refuse_query(mapper, table, err);
    }
    *count = (size_t)sqlite3_column_count(query);
    const char **names = ARENA_ARRAY(mapper->arena, const char *, *count);
    for (size_t c = 0; c < *count; c++) {
        const char *name = sqlite3_column_name(query, (int)c);
        names[c] = arena_text(mapper->arena, name ? name : "");
    }
    *header = names;
    sqlite3_finalize(query);
    return OK;
}

static void take_columns(Mapper *mapper, TableId table, const char *const field[FIELDS])
{
    Schema *schema = &mapper->schema;

    for (int c = (int)FIRST_COLUMN[table]; c < (int)FIRST_COLUMN[table + 1]; c++)
        schema->column[c] = field[FIELD_OF[c]];
    if (table != TRANSACTIONS) return;
    memcpy(mapper->field, field, sizeof mapper->field);
    if (!field[FIELD_TOTAL]) {
        schema->column[SALE_AMOUNT] = arena_format(mapper->arena, "shop_times(%s, %s)",
                                                   field[FIELD_QUANTITY], field[FIELD_PRICE]);
    }
}

static Status find_columns(Mapper *mapper, TableId table, Err *err)
{
    const TableMap *map = &mapper->map->tables[table];
    const FieldMaps maps = { map->columns,
                             map->column_count,
                             arena_format(mapper->arena, "%s: columns:", where_of(mapper, table)),
                             true,
                             true,
                             map->columns_where };
    const char *const *header = NULL;
    const char *field[FIELDS] = { 0 };
    int column[FIELDS];
    size_t count = 0;
    Status s;

    if ((s = read_header(&header, &count, mapper, table, err))) return s;
    s = fields_find(column, table, header, count, &maps, map->sql ? "the query" : map->table,
                    mapper->arena, err);
    if (s) return s;
    for (int f = 0; f < FIELDS; f++) {
        if (column[f] != NO_COLUMN) field[f] = sql_quoted(header[column[f]], mapper->arena);
    }
    take_columns(mapper, table, field);
    return OK;
}

/* --- what transactions tell of tables that are not there -------------------------------------- */

static void put_fact(Buf *sql, const char *column, const char *name)
{
    if (column) buf_format(sql, ", max(%s) AS %s", column, name);
}

/* One row for each id that the transactions hold. */
static void derive(Mapper *mapper, TableId table, Field id, const Field *facts, size_t fact_count)
{
    const char *const *field = mapper->field;
    const char *of[FIELDS] = { 0 };
    Buf sql = { 0 };

    buf_format(&sql, "(SELECT %s AS id", field[id]);
    of[id] = "id";
    for (size_t f = 0; f < fact_count; f++) {
        put_fact(&sql, field[facts[f]], field_name(facts[f]));
        if (field[facts[f]]) of[facts[f]] = field_name(facts[f]);
    }
    buf_format(&sql, " FROM %s WHERE trim(%s) <> '' GROUP BY 1)", mapper->schema.from[TRANSACTIONS],
               field[id]);
    mapper->schema.table[table] = schema_table_name(table);
    mapper->schema.is_view[table] = true;
    mapper->schema.from[table] = arena_text(mapper->arena, sql.data);
    take_columns(mapper, table, of);
    buf_close(&sql);
}

static void derive_customers(Mapper *mapper)
{
    static const Field facts[] = { FIELD_CUSTOMER_NAME, FIELD_EMAIL, FIELD_COUNTRY };
    const Finding finding = {
        .code = "customers-from-transactions",
        .table = "customers",
        .what = arena_format(mapper->arena, "%s names no customers", mapper->map->where),
        .action = "customers are those who bought, and their tenure counts from the first purchase",
    };

    derive(mapper, CUSTOMERS, FIELD_CUSTOMER, facts, COUNT_OF(facts));
    VEC_PUSH(mapper->arena, mapper->findings, finding);
}

static void derive_products(Mapper *mapper)
{
    static const Field facts[] = { FIELD_PRODUCT_NAME, FIELD_CATEGORY };

    if (!mapper->field[FIELD_PRODUCT]) return;
    if (!mapper->field[FIELD_PRODUCT_NAME] && !mapper->field[FIELD_CATEGORY]) return;
    derive(mapper, PRODUCTS, FIELD_PRODUCT, facts, COUNT_OF(facts));
}

static Status map_table(Mapper *mapper, TableId table, Err *err)
{
    const TableMap *map = &mapper->map->tables[table];
    Status s;

    if (!map->table && !map->sql) {
        if (!map->column_count) return OK;
        return refuse(mapper, table, "columns", "it names columns but no table: add table or sql",
                      err);
    }
    s = map->sql ? take_query(mapper, table, err) : take_table(mapper, table, err);
    return s ? s : find_columns(mapper, table, err);
}

Status mapping_find(Schema *out, Db *db, const SourceMap *map, Findings *findings, Arena *arena,
                    Err *err)
{
    Mapper mapper = { .db = db, .map = map, .findings = findings, .arena = arena };
    Status s;

    for (int t = 0; t < TABLES; t++) {
        if ((s = map_table(&mapper, (TableId)t, err))) return s;
    }
    if (!mapper.schema.table[TRANSACTIONS]) {
        return err_set(err, ERR_CONFIG,
                       "%s: transactions is missing: name the table that the sales are in",
                       map->where);
    }
    mapper.schema.sale_id_is_order = mapper.field[FIELD_ORDER] != NULL;
    if (!mapper.schema.table[CUSTOMERS]) derive_customers(&mapper);
    if (!mapper.schema.table[PRODUCTS]) derive_products(&mapper);
    *out = mapper.schema;
    return OK;
}
