#include "import/catalog.h"

#include <stdio.h>
#include <string.h>

#include "recognise/fields.h"

#define MOST_TABLES 500
#define MOST_COLUMNS 500

typedef struct Reading {
    Db *db;
    Arena *arena;
    CatalogTable *tables;
    size_t count;
} Reading;

/* --- tables and columns ----------------------------------------------------------------------- */

static bool is_plain(const char *name)
{
    for (const char *c = name; *c; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7f) return false;
    }
    return *name && utf8_valid(name, strlen(name));
}

static const char *statement_text(sqlite3_stmt *row, int column, Arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return text ? arena_text(arena, text) : "";
}

static const char *about(const char *pragma, const char *table, Arena *arena)
{
    return arena_format(arena, "PRAGMA %s(%s)", pragma, sql_quoted(table, arena));
}

static Status has_rows(bool *out, const Reading *reading, const char *table, Err *err)
{
    sqlite3_stmt *row = NULL;
    const char *sql =
        arena_format(reading->arena, "SELECT 1 FROM %s LIMIT 1", sql_quoted(table, reading->arena));
    Status s = db_prepare(&row, reading->db, sql, err);
    if (!s) s = db_step(out, reading->db, row, "looking at the tables", err);
    sqlite3_finalize(row);
    return s;
}

/* *plain: all of its columns have names that can be written down. */
static Status read_columns(bool *plain, CatalogTable *table, const Reading *reading, Err *err)
{
    sqlite3_stmt *rows = NULL;
    const char **columns = ARENA_ARRAY(reading->arena, const char *, MOST_COLUMNS);
    int keys = 0;
    bool row = false;
    Status s =
        db_prepare(&rows, reading->db, about("table_xinfo", table->name, reading->arena), err);

    *plain = true;
    while (!s && !(s = db_step(&row, reading->db, rows, "reading the columns", err)) && row) {
        if (table->count == MOST_COLUMNS) break;
        columns[table->count] = statement_text(rows, 1, reading->arena);
        *plain &= is_plain(columns[table->count]);
        if (sqlite3_column_int(rows, 5)) {
            keys++;
            table->key = (int)table->count;
        }
        table->count++;
    }
    if (keys != 1) table->key = NO_PLACE;
    table->columns = columns;
    sqlite3_finalize(rows);
    return s;
}

static Status read_table(Reading *reading, const char *name, Err *err)
{
    CatalogTable table = { .name = name, .key = NO_PLACE };
    bool plain = is_plain(name), rows = false;
    Status s = OK;

    if (plain) s = has_rows(&rows, reading, name, err);
    if (!s && rows) s = read_columns(&plain, &table, reading, err);
    if (!s && rows && plain && table.count) reading->tables[reading->count++] = table;
    return s;
}

static Status read_tables(Reading *reading, Err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    Status s = db_prepare(&rows, reading->db,
                          "SELECT name FROM sqlite_schema WHERE (type = 'view' OR type = 'table' "
                          "AND rootpage > 0) AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                          "ORDER BY name",
                          err);

    while (!s && !(s = db_step(&row, reading->db, rows, "reading the list of tables", err)) &&
           row) {
        if (reading->count == MOST_TABLES) break;
        s = read_table(reading, statement_text(rows, 0, reading->arena), err);
    }
    sqlite3_finalize(rows);
    return s;
}

/* --- links ------------------------------------------------------------------------------------ */

static int table_named(const Reading *reading, const char *name)
{
    for (size_t t = 0; t < reading->count; t++) {
        if (!sqlite3_stricmp(reading->tables[t].name, name)) return (int)t;
    }
    return NO_PLACE;
}

static int column_of(const CatalogTable *table, const char *name)
{
    for (size_t c = 0; c < table->count; c++) {
        if (!sqlite3_stricmp(table->columns[c], name)) return (int)c;
    }
    return NO_PLACE;
}

static void add_link(CatalogTable *table, int column, int other, int to)
{
    if (column == NO_PLACE || other == NO_PLACE || to == NO_PLACE) return;
    if (catalog_link(table, column)) return;
    table->links[table->link_count++] = (Link){ column, other, to };
}

static Status read_declared(CatalogTable *table, const Reading *reading, Err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    Status s =
        db_prepare(&rows, reading->db, about("foreign_key_list", table->name, reading->arena), err);

    while (!s && !(s = db_step(&row, reading->db, rows, "reading the keys", err)) && row) {
        int other = table_named(reading, statement_text(rows, 2, reading->arena));
        const char *to = statement_text(rows, 4, reading->arena);
        if (other == NO_PLACE) continue;
        add_link(table, column_of(table, statement_text(rows, 3, reading->arena)), other,
                 *to ? column_of(&reading->tables[other], to) : reading->tables[other].key);
    }
    sqlite3_finalize(rows);
    return s;
}

/* Does the table's name end with the word, as one thing or several? "order" of "sales_orders". */
static bool named_after(const char *folded, const char *word)
{
    char plural[80];
    size_t size = strlen(word), length = strlen(folded);
    const char *const endings[] = { "", "s", "es", "ies" };

    for (size_t e = 0; e < COUNT_OF(endings); e++) {
        bool y = e == 3;
        if (y && word[size - 1] != 'y') continue;
        int n = snprintf(plural, sizeof plural, "%.*s%s", (int)(size - y), word, endings[e]);
        if ((size_t)n <= length && !strcmp(folded + length - (size_t)n, plural)) return true;
    }
    return false;
}

/* By the names: the column is called like the other table's key, or after the table: order_id. */
static bool is_called_after(const char *column, const CatalogTable *other)
{
    char own[64], key[64], table[64];

    if (other->key == NO_PLACE) return false;
    field_fold(own, column, strlen(column));
    field_fold(key, other->columns[other->key], strlen(other->columns[other->key]));
    if (*key && !strcmp(own, key) && strcmp(key, "id") != 0) return true;
    size_t size = strlen(own);
    if (size < 5 || strcmp(own + size - 2, "id") != 0) return false;
    own[size - 2] = '\0';
    field_fold(table, other->name, strlen(other->name));
    return named_after(table, own);
}

/* Of several that fit, the one with the shortest name: orders, not archived_orders. */
static int find_called_after(const Reading *reading, size_t from, const char *column)
{
    int best = NO_PLACE;

    for (size_t t = 0; t < reading->count; t++) {
        if (t == from || !is_called_after(column, &reading->tables[t])) continue;
        if (best == NO_PLACE ||
            strlen(reading->tables[t].name) < strlen(reading->tables[best].name)) {
            best = (int)t;
        }
    }
    return best;
}

static Status find_links(Reading *reading, size_t which, Err *err)
{
    CatalogTable *table = &reading->tables[which];
    Status s;

    table->links = ARENA_ARRAY(reading->arena, Link, table->count);
    if ((s = read_declared(table, reading, err))) return s;
    for (size_t c = 0; c < table->count; c++) {
        if ((int)c == table->key) continue;
        int other = find_called_after(reading, which, table->columns[c]);
        if (other != NO_PLACE) add_link(table, (int)c, other, reading->tables[other].key);
    }
    return OK;
}

Status catalog_read(Catalog *out, Db *db, Arena *arena, Err *err)
{
    Reading reading = { db, arena, ARENA_ARRAY(arena, CatalogTable, MOST_TABLES), 0 };
    Status s = read_tables(&reading, err);

    for (size_t t = 0; !s && t < reading.count; t++)
        s = find_links(&reading, t, err);
    if (!s) *out = (Catalog){ reading.tables, reading.count };
    return s;
}

const Link *catalog_link(const CatalogTable *table, int column)
{
    for (size_t i = 0; i < table->link_count; i++) {
        if (table->links[i].column == column) return &table->links[i];
    }
    return NULL;
}
