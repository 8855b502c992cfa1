#include "store/told.h"

#include <math.h>

#include "store/value.h"

/* The limit is more than any import tells: a bound for tables from outside. */
#define SELECT_TOLD(columns)                                                                       \
    "SELECT " columns " FROM main.imported_findings ORDER BY rowid LIMIT 200"

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

static double money_at(sqlite3_stmt *row, int column)
{
    double money = column < sqlite3_column_count(row) ? sqlite3_column_double(row, column) : 0;

    return fabs(money) <= AMOUNT_LIMIT ? money : 0;
}

static void read_row(LeftOut *out, const Reader *reader, sqlite3_stmt *row)
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

    if (AT_LEFT_OUT < sqlite3_column_count(row) && sqlite3_column_int64(row, AT_LEFT_OUT)) {
        finding.subject = text_at(row, AT_SUBJECT, NULL, arena);
        finding.left_out = true;
        finding.revenue = money_at(row, AT_REVENUE);
        finding.returns = money_at(row, AT_RETURNS);
        if (AT_ORDERS < sqlite3_column_count(row)) {
            finding.brief = text_at(row, AT_BRIEF, NULL, arena);
            finding.orders = count_at(row, AT_ORDERS);
        }
        out->rows += finding.count;
        out->revenue += finding.revenue;
        out->returns += finding.returns;
    }
    VEC_PUSH(arena, reader->findings, finding);
}

/* A plain table: neither a view nor a virtual table is run for this. */
#define IS_TABLE                                                                                   \
    "SELECT 1 FROM main.sqlite_schema WHERE name = ? COLLATE NOCASE"                               \
    " AND type = 'table' AND rootpage > 0"

static Status find_table(bool *found, const char *name, const Reader *reader, Err *err)
{
    sqlite3_stmt *rows = NULL;
    Status s = db_prepare(&rows, reader->db, IS_TABLE, err);

    if (!s) sqlite3_bind_text(rows, 1, name, -1, SQLITE_STATIC);
    if (!s) s = db_step(found, reader->db, rows, "reading the list of tables", err);
    sqlite3_finalize(rows);
    return s;
}

static bool prepare(sqlite3_stmt **rows, const Reader *reader, const char *sql)
{
    return sqlite3_prepare_v2(reader->db->handle, sql, -1, rows, NULL) == SQLITE_OK;
}

Status told_read(LeftOut *out, const Reader *reader, Err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    Status s = find_table(&row, "imported_findings", reader, err);

    *out = (LeftOut){ 0 };
    if (s || !row) return s;
    if (!prepare(&rows, reader, SELECT_TOLD(COLUMNS_TOLD)) &&
        !prepare(&rows, reader, SELECT_TOLD(COLUMNS_TOLD_SECOND)) &&
        !prepare(&rows, reader, SELECT_TOLD(COLUMNS_TOLD_FIRST)))
        return OK;
    while (!(s = db_step(&row, reader->db, rows, "reading imported_findings", err)) && row)
        read_row(out, reader, rows);
    sqlite3_finalize(rows);
    return s;
}

Status fact_read(const char **out, const char *name, const Reader *reader, Err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false, cleaned = false;
    Status s = find_table(&row, "imported_facts", reader, err);

    *out = NULL;
    if (s || !row) return s;
    if (!prepare(&rows, reader, "SELECT value FROM main.imported_facts WHERE name = ?")) return OK;
    sqlite3_bind_text(rows, 1, name, -1, SQLITE_STATIC);
    s = db_step(&row, reader->db, rows, "reading imported_facts", err);
    if (!s && row) *out = value_text(&cleaned, rows, 0, reader->arena);
    sqlite3_finalize(rows);
    return s;
}
