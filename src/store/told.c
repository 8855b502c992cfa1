#include "store/told.h"

#include "store/value.h"

/* The limit is more than any import tells: a bound for tables from outside. */
#define SELECT_TOLD "SELECT " COLUMNS_TOLD " FROM main.imported_findings ORDER BY rowid LIMIT 100"

static int64_t count_at(sqlite3_stmt *row, int column)
{
    int64_t count = sqlite3_column_int64(row, column);

    return count > 0 ? count : 0;
}

static const char *text_at(sqlite3_stmt *row, int column, const char *otherwise, Arena *arena)
{
    bool cleaned = false;
    const char *text = value_text(&cleaned, row, column, arena);

    return text ? text : otherwise;
}

static void read_row(const Reader *reader, sqlite3_stmt *row)
{
    int64_t kind = sqlite3_column_int64(row, AT_KIND);
    Arena *arena = reader->arena;
    Finding finding = {
        .kind = kind == FINDING_ABSENT ? FINDING_ABSENT
                : kind == FINDING_NOTE ? FINDING_NOTE
                                       : FINDING_WARNING,
        .code = text_at(row, AT_CODE, "imported", arena),
        .table = text_at(row, AT_TABLE, "transactions", arena),
        .column = text_at(row, AT_COLUMN, NULL, arena),
        .count = count_at(row, AT_COUNT),
        .of = count_at(row, AT_OF),
        .what = text_at(row, AT_WHAT, "", arena),
        .action = text_at(row, AT_ACTION, "", arena),
        .advice = text_at(row, AT_ADVICE, NULL, arena),
        .example = text_at(row, AT_EXAMPLE, NULL, arena),
    };

    VEC_PUSH(arena, reader->findings, finding);
}

/* A plain table: neither a view nor a virtual table is run for this. */
#define IS_TOLD                                                                                    \
    "SELECT 1 FROM main.sqlite_schema WHERE name = 'imported_findings' COLLATE NOCASE"             \
    " AND type = 'table' AND rootpage > 0"

static Status find_told(bool *found, const Reader *reader, Err *err)
{
    sqlite3_stmt *rows = NULL;
    Status s = db_prepare(&rows, reader->db, IS_TOLD, err);

    if (!s) s = db_step(found, reader->db, rows, "reading the list of tables", err);
    sqlite3_finalize(rows);
    return s;
}

Status told_read(const Reader *reader, Err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    Status s = find_told(&row, reader, err);

    if (s || !row) return s;
    if (sqlite3_prepare_v2(reader->db->handle, SELECT_TOLD, -1, &rows, NULL) != SQLITE_OK)
        return OK;
    while (!(s = db_step(&row, reader->db, rows, "reading imported_findings", err)) && row)
        read_row(reader, rows);
    sqlite3_finalize(rows);
    return s;
}
