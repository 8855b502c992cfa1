#include "store/schema.h"

typedef struct ColumnSpec {
    TableId table;
    const char *name;
    const char *other; /* another spelling that is understood, or NULL */
    bool needed;
} ColumnSpec;

static const struct {
    const char *name;
    bool needed;
} TABLE_SPECS[TABLES] = {
    [CUSTOMERS] = { "customers", true },
    [PRODUCTS] = { "products", false },
    [TRANSACTIONS] = { "transactions", true },
    [INTERACTIONS] = { "interactions", false },
};

static const ColumnSpec COLUMN_SPECS[COLUMNS] = {
    [CUSTOMER_ID] = { CUSTOMERS, "customer_id", NULL, true },
    [CUSTOMER_NAME] = { CUSTOMERS, "name", "customer_name", false },
    [CUSTOMER_EMAIL] = { CUSTOMERS, "email", NULL, false },
    [CUSTOMER_SIGNUP] = { CUSTOMERS, "signup_date", NULL, false },
    [CUSTOMER_COUNTRY] = { CUSTOMERS, "country", NULL, false },
    [CUSTOMER_CONSENT] = { CUSTOMERS, "consent", NULL, false },
    [PRODUCT_ID] = { PRODUCTS, "product_id", NULL, true },
    [PRODUCT_NAME] = { PRODUCTS, "product_name", "name", false },
    [PRODUCT_CATEGORY] = { PRODUCTS, "category", NULL, false },
    [PRODUCT_PRICE] = { PRODUCTS, "price", NULL, false },
    [SALE_ID] = { TRANSACTIONS, "transaction_id", NULL, false },
    [SALE_CUSTOMER] = { TRANSACTIONS, "customer_id", NULL, true },
    [SALE_PRODUCT] = { TRANSACTIONS, "product_id", NULL, false },
    [SALE_DATE] = { TRANSACTIONS, "transaction_date", "trans_date", true },
    [SALE_AMOUNT] = { TRANSACTIONS, "total_amount", NULL, true },
    [SALE_QUANTITY] = { TRANSACTIONS, "quantity", NULL, false },
    [SALE_LINE] = { TRANSACTIONS, "line_number", NULL, false },
    [CONTACT_CUSTOMER] = { INTERACTIONS, "customer_id", NULL, true },
    [CONTACT_TYPE] = { INTERACTIONS, "interaction_type", "inter_type", false },
    [CONTACT_DATE] = { INTERACTIONS, "interaction_date", "inter_date", true },
    [CONTACT_DURATION] = { INTERACTIONS, "duration_seconds", "duration_sec", false },
};

const char *schema_column_name(ColumnId column)
{
    return COLUMN_SPECS[column].name;
}

TableId schema_column_table(ColumnId column)
{
    return COLUMN_SPECS[column].table;
}

static void sql_name(Buf *sql, const char *name)
{
    buf_char(sql, '"');
    for (; *name; name++) {
        if (*name == '"') buf_char(sql, '"');
        buf_char(sql, *name);
    }
    buf_char(sql, '"');
}

const char *sql_quoted(const char *name, Arena *arena)
{
    Buf sql = { 0 };

    sql_name(&sql, name);
    const char *text = arena_text(arena, sql.data);
    buf_close(&sql);
    return text;
}

static const char *clean_column_text(sqlite3_stmt *statement, int column, Arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);

    return text ? utf8_clean(text, (size_t)sqlite3_column_bytes(statement, column), 60, arena) : "";
}

static void append_name(Buf *names, const char *name)
{
    if (names->size > 300) return;
    buf_format(names, "%s%s", names->size ? ", " : "", name);
    if (names->size > 300) buf_text(names, ", …");
}

static Status refuse_virtual(Db *db, const char *name, Err *err)
{
    return err_set(err, ERR_DATA,
                   "%s: %s is a virtual table, which is not read from files from outside: copy its "
                   "rows into a plain table",
                   db->path, name);
}

/* One entry of sqlite_schema: is it one of ours? */
static Status note_table(Schema *schema, Db *db, sqlite3_stmt *row, Buf *found, Arena *arena,
                         Err *err)
{
    const char *raw = (const char *)sqlite3_column_text(row, 0);
    const char *name = raw ? arena_text(arena, raw) : "";

    append_name(found, clean_column_text(row, 0, arena));
    for (int t = 0; t < TABLES; t++) {
        if (sqlite3_stricmp(name, TABLE_SPECS[t].name) != 0) continue;
        if (sqlite3_column_int(row, 1)) return refuse_virtual(db, TABLE_SPECS[t].name, err);
        schema->table[t] = name;
        schema->from[t] = sql_quoted(name, arena);
        schema->is_view[t] = sqlite3_column_int(row, 2);
    }
    return OK;
}

static Status missing_table(Db *db, TableId table, const Buf *found, Err *err)
{
    const char *lost = db->lost_log ? "; it is in WAL mode without its -wal file: was that left "
                                      "behind when it was copied?"
                                    : "";

    if (!found->size) {
        return err_set(err, ERR_DATA, "%s has no table %s: it is empty, it has no tables at all%s",
                       db->path, schema_table_name(table), lost);
    }
    return err_set(err, ERR_DATA, "%s has no table %s; it has: %s%s", db->path,
                   schema_table_name(table), found->data, lost);
}

static Status find_tables(Schema *schema, Db *db, Arena *arena, Err *err)
{
    sqlite3_stmt *rows = NULL;
    Buf found = { 0 };
    bool row = false;
    Status s =
        db_prepare(&rows, db,
                   "SELECT name, type = 'table' AND rootpage = 0, type = 'view' FROM sqlite_schema "
                   "WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                   "ORDER BY name",
                   err);

    while (!s && !(s = db_step(&row, db, rows, "reading the list of tables", err)) && row)
        s = note_table(schema, db, rows, &found, arena, err);
    for (int t = 0; !s && t < TABLES; t++) {
        if (TABLE_SPECS[t].needed && !schema->table[t]) {
            s = missing_table(db, (TableId)t, &found, err);
        }
    }
    sqlite3_finalize(rows);
    buf_close(&found);
    return s;
}

/* The exact name wins over the other spelling, whichever comes first. */
static void note_column(Schema *schema, TableId table, const char *name, Arena *arena)
{
    for (int c = 0; c < COLUMNS; c++) {
        const ColumnSpec *spec = &COLUMN_SPECS[c];
        if (spec->table != table) continue;
        bool exact = sqlite3_stricmp(name, spec->name) == 0;
        bool other = spec->other && sqlite3_stricmp(name, spec->other) == 0;
        if (exact || (other && !schema->column[c])) schema->column[c] = sql_quoted(name, arena);
    }
}

static Status check_columns(const Schema *schema, Db *db, TableId table, const Buf *found, Err *err)
{
    for (int c = 0; c < COLUMNS; c++) {
        const ColumnSpec *spec = &COLUMN_SPECS[c];
        if (spec->table == table && spec->needed && !schema->column[c]) {
            return err_set(err, ERR_DATA, "%s: the table %s has no column %s; its columns are: %s",
                           db->path, schema->table[table], spec->name,
                           found->size ? found->data : "none");
        }
    }
    return OK;
}

/* PRAGMA table_xinfo's columns. */
enum { INFO_NAME = 1, INFO_KEY = 5 };

typedef struct TableKey {
    int columns;
    bool has_sale_id;
} TableKey;

static void note_info(Schema *schema, TableId table, sqlite3_stmt *row, TableKey *key, Arena *arena)
{
    const char *raw = (const char *)sqlite3_column_text(row, INFO_NAME);
    const char *name = arena_text(arena, raw ? raw : "");

    note_column(schema, table, name, arena);
    if (!sqlite3_column_int(row, INFO_KEY)) return;
    key->columns++;
    key->has_sale_id |= sqlite3_stricmp(name, COLUMN_SPECS[SALE_ID].name) == 0;
}

static Status find_columns(Schema *schema, Db *db, TableId table, Arena *arena, Err *err)
{
    sqlite3_stmt *rows = NULL;
    Buf found = { 0 }, sql = { 0 };
    TableKey key = { 0 };
    bool row = false;

    buf_text(&sql, "PRAGMA table_xinfo(");
    buf_text(&sql, schema->from[table]);
    buf_text(&sql, ")");
    Status s = db_prepare(&rows, db, sql.data, err);
    while (!s && !(s = db_step(&row, db, rows, "reading the columns", err)) && row) {
        append_name(&found, clean_column_text(rows, INFO_NAME, arena));
        note_info(schema, table, rows, &key, arena);
    }
    if (!s) s = check_columns(schema, db, table, &found, err);
    if (table == TRANSACTIONS) schema->sale_id_is_key = key.columns == 1 && key.has_sale_id;
    sqlite3_finalize(rows);
    buf_close(&found);
    buf_close(&sql);
    return s;
}

Status schema_find(Schema *out, Db *db, Arena *arena, Err *err)
{
    Schema schema = { 0 };
    Status s;

    if ((s = find_tables(&schema, db, arena, err))) return s;
    for (int t = 0; t < TABLES; t++) {
        if (!schema.table[t]) continue;
        if ((s = find_columns(&schema, db, (TableId)t, arena, err))) return s;
    }
    /* A table with numbered lines is one that an import made. */
    schema.sale_id_is_order = schema.column[SALE_LINE] != NULL;
    *out = schema;
    return OK;
}

const char *schema_select(const Schema *schema, TableId table, ColumnId first, ColumnId last,
                          Arena *arena)
{
    Buf sql = { 0 };

    for (int c = (int)first; c <= (int)last; c++) {
        buf_text(&sql, c == (int)first ? "SELECT " : ", ");
        buf_text(&sql, schema->column[c] ? schema->column[c] : "NULL");
    }
    buf_text(&sql, " FROM ");
    buf_text(&sql, schema->from[table]);
    const char *text = arena_text(arena, sql.data);
    buf_close(&sql);
    return text;
}

int64_t schema_rows(const Schema *schema, Db *db, TableId table)
{
    sqlite3_stmt *most = NULL;
    Buf sql = { 0 };
    int64_t rows = 0;

    /* Neither a view nor a WITHOUT ROWID table can say it cheaply. */
    if (schema->is_view[table]) return 0;
    buf_text(&sql, "SELECT max(rowid) FROM ");
    buf_text(&sql, schema->from[table]);
    if (sqlite3_prepare_v2(db->handle, sql.data, -1, &most, NULL) == SQLITE_OK &&
        sqlite3_step(most) == SQLITE_ROW) {
        rows = sqlite3_column_int64(most, 0);
    }
    sqlite3_finalize(most);
    buf_close(&sql);
    return rows > 0 ? rows : 0;
}
