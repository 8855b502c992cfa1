#include "import/tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/schema.h"

/* A table or query: what a RecordSource is made of. */
typedef struct TableRows {
    Db *db;
    const char *from; /* SQL behind FROM */
    const char *doing;
} TableRows;

/* Its rows, while they are read. */
typedef struct RowReader {
    const TableRows *table;
    sqlite3_stmt *rows;
    CsvField *fields;
    unsigned char *typed;
    char (*numbers)[32]; /* REALs as text */
    size_t count;
    bool begun;
} RowReader;

static void *grab(size_t count, size_t size)
{
    void *memory = calloc(count + 1, size);

    if (!memory) out_of_memory();
    return memory;
}

static Status rows_open(void **out, const void *context, Err *err)
{
    const TableRows *table = context;
    sqlite3_stmt *rows = NULL;
    Arena scratch = arena_open();
    Status s =
        db_prepare(&rows, table->db, arena_format(&scratch, "SELECT * FROM %s", table->from), err);

    arena_close(&scratch);
    if (s) return s;
    RowReader *reader = grab(1, sizeof *reader);
    reader->table = table;
    reader->rows = rows;
    reader->count = (size_t)sqlite3_column_count(rows);
    reader->fields = grab(reader->count, sizeof *reader->fields);
    reader->typed = grab(reader->count, 1);
    reader->numbers = grab(reader->count, sizeof *reader->numbers);
    *out = reader;
    return OK;
}

static void rows_close(void *handle)
{
    RowReader *reader = handle;

    if (!reader) return;
    sqlite3_finalize(reader->rows);
    free(reader->fields);
    free(reader->typed);
    free(reader->numbers);
    free(reader);
}

static void take_names(RowReader *reader)
{
    for (size_t c = 0; c < reader->count; c++) {
        const char *name = sqlite3_column_name(reader->rows, (int)c);
        reader->fields[c] = (CsvField){ name ? name : "", name ? strlen(name) : 0 };
        reader->typed[c] = TYPED_TEXT;
    }
}

static void take_value(RowReader *reader, size_t c)
{
    char number[NUMBER_TEXT];
    CsvField field = { "", 0 };
    int column = (int)c, type = sqlite3_column_type(reader->rows, column);

    reader->typed[c] = type == SQLITE_INTEGER || type == SQLITE_FLOAT ? TYPED_NUMBER : TYPED_TEXT;
    if (type == SQLITE_FLOAT && isfinite(sqlite3_column_double(reader->rows, column))) {
        number_shortest(number, sqlite3_column_double(reader->rows, column));
        memcpy(reader->numbers[c], number, sizeof reader->numbers[c] - 1);
        field = (CsvField){ reader->numbers[c], strlen(reader->numbers[c]) };
    } else if (type == SQLITE_INTEGER || type == SQLITE_TEXT) {
        field.text = (const char *)sqlite3_column_text(reader->rows, column);
        field.size = field.text ? (size_t)sqlite3_column_bytes(reader->rows, column) : 0;
    }
    reader->fields[c] = field;
}

static Status rows_next(bool *more, void *handle, Records *out, Err *err)
{
    RowReader *reader = handle;
    Status s;

    if (!reader->begun) {
        reader->begun = *more = true;
        take_names(reader);
    } else {
        s = db_step(more, reader->table->db, reader->rows, reader->table->doing, err);
        if (s || !*more) return s;
        for (size_t c = 0; c < reader->count; c++)
            take_value(reader, c);
    }
    *out = (Records){ reader->fields, reader->typed, reader->count };
    return OK;
}

/* --- what the map names ----------------------------------------------------------------------- */

typedef struct Finder {
    Db *db;
    const SourceMap *map;
    TableId table;
    Arena *arena;
} Finder;

static Status refuse(const Finder *f, const char *key, const char *why, Err *err)
{
    const TableMap *map = &f->map->tables[f->table];
    const char *where =
        map->where ? map->where
                   : arena_format(f->arena, "%s: %s", f->map->where, schema_table_name(f->table));

    return err_set(err, ERR_CONFIG, "%s: %s: %s", where, key, why);
}

/* A query that SQLite does not take, in its own words. */
static Status refuse_query(const Finder *f, Err *err)
{
    const char *said = sqlite3_errmsg(f->db->handle);
    bool denied = sqlite3_errcode(f->db->handle) == SQLITE_AUTH;

    return refuse(f, f->map->tables[f->table].sql ? "sql" : "table",
                  arena_format(f->arena, "%s: %s%s", f->db->path,
                               utf8_clean(said, strlen(said), 200, f->arena),
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
static Status take_query(const char **from, const Finder *f, Err *err)
{
    const char *sql = f->map->tables[f->table].sql, *end = NULL;
    sqlite3_stmt *statement = NULL, *next = NULL;

    if (sqlite3_prepare_v2(f->db->handle, sql, -1, &statement, &end) != SQLITE_OK)
        return refuse_query(f, err);
    bool more = sqlite3_prepare_v2(f->db->handle, end, -1, &next, NULL) != SQLITE_OK || next;
    const char *why = refusal_of_statement(statement, more);
    sqlite3_finalize(statement);
    sqlite3_finalize(next);
    if (why) return refuse(f, "sql", why, err);
    size_t size = (size_t)(end - sql);
    if (size && sql[size - 1] == ';') size--;
    *from = arena_format(f->arena, "(\n%s\n)", arena_text_n(f->arena, sql, size));
    return OK;
}

/* sqlite_schema's entry of that name. *listed: the names that there are, for a refusal. */
static Status find_table(const char **name, bool *is_virtual, Buf *listed, const Finder *f,
                         const char *wanted, Err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    Status s = db_prepare(&rows, f->db,
                          "SELECT name, type = 'table' AND rootpage = 0 "
                          "FROM sqlite_schema WHERE type IN ('table', 'view') "
                          "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
                          err);

    while (!s && !(s = db_step(&row, f->db, rows, "reading the list of tables", err)) && row) {
        const char *found = (const char *)sqlite3_column_text(rows, 0);
        if (!found) continue;
        if (listed->size < 300) {
            buf_format(listed, "%s%s", listed->size ? ", " : "",
                       utf8_clean(found, strlen(found), 60, f->arena));
        }
        if (sqlite3_stricmp(found, wanted) != 0) continue;
        *name = arena_text(f->arena, found);
        *is_virtual = sqlite3_column_int(rows, 1);
    }
    sqlite3_finalize(rows);
    return s;
}

static Status take_table(const char **from, const Finder *f, Err *err)
{
    const char *wanted = f->map->tables[f->table].table, *name = NULL;
    bool is_virtual = false;
    Buf listed = { 0 };
    Status s = find_table(&name, &is_virtual, &listed, f, wanted, err);

    if (!s && !name) {
        s = refuse(f, "table",
                   arena_format(f->arena, "%s has no table %.80s; it has: %s", f->db->path, wanted,
                                listed.size ? listed.data : "none"),
                   err);
    } else if (!s && is_virtual) {
        s = refuse(f, "table",
                   arena_format(f->arena,
                                "%.80s is a virtual table, which is not read from files from "
                                "outside: copy its rows into a plain table",
                                wanted),
                   err);
    }
    if (!s) *from = sql_quoted(name, f->arena);
    buf_close(&listed);
    return s;
}

/* Whether it can be read at all: a view may be over tables that are gone. */
static Status try_query(const Finder *f, const char *from, Err *err)
{
    sqlite3_stmt *query = NULL;
    const char *sql = arena_format(f->arena, "SELECT * FROM %s", from);

    if (sqlite3_prepare_v2(f->db->handle, sql, -1, &query, NULL) != SQLITE_OK)
        return refuse_query(f, err);
    sqlite3_finalize(query);
    return OK;
}

Status tables_find(const RecordSource **out, Db *db, const SourceMap *map, TableId table,
                   Arena *arena, Err *err)
{
    const TableMap *named = &map->tables[table];
    const Finder f = { db, map, table, arena };
    const char *from = NULL;
    Status s;

    *out = NULL;
    if (!named->table && !named->sql) {
        if (!named->column_count) return OK;
        return refuse(&f, "columns", "it names columns but no table: add table or sql", err);
    }
    s = named->sql ? take_query(&from, &f, err) : take_table(&from, &f, err);
    if (!s) s = try_query(&f, from, err);
    if (s) return s;
    TableRows *rows = ARENA_NEW(arena, TableRows);
    *rows = (TableRows){ db, from,
                         arena_format(arena, "reading %s",
                                      named->table ? named->table : schema_table_name(table)) };
    RecordSource *source = ARENA_NEW(arena, RecordSource);
    *source = (RecordSource){
        .context = rows, .open = rows_open, .next = rows_next, .close = rows_close
    };
    *out = source;
    return OK;
}
