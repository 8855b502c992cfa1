#include <string.h>

#include "import/write.h"
#include "store/told.h"

static void keep_text(Inserter *inserter, int place, const char *text)
{
    put_text(inserter, place, text, text ? strlen(text) : 0);
}

/* A database that an older version made has the first columns only. */
static Status add_columns(const Writer *writer, Err *err)
{
    static const char *const columns[] = { "subject TEXT", "left_out INTEGER", "revenue REAL",
                                           "returns REAL", "brief TEXT",       "orders INTEGER" };
    Arena scratch = arena_open();
    Status s = OK;

    for (size_t i = 0; !s && i < COUNT_OF(columns); i++) {
        int64_t there;
        s = writer_ask(&there, writer,
                       arena_format(&scratch,
                                    "SELECT count(*) FROM pragma_table_info('imported_findings') "
                                    "WHERE lower(name) = '%.*s'",
                                    (int)strcspn(columns[i], " "), columns[i]),
                       err);
        if (s || there) continue;
        s = writer_run(
            writer,
            arena_format(&scratch, "ALTER TABLE imported_findings ADD COLUMN %s", columns[i]), err);
    }
    arena_close(&scratch);
    return s;
}

/* An earlier import found just that: the file, or its rows, were read before. */
static Status was_told(bool *told, sqlite3_stmt *find, const Finding *finding, const Writer *writer,
                       Err *err)
{
    sqlite3_bind_text(find, 1, finding->code, -1, SQLITE_STATIC);
    sqlite3_bind_text(find, 2, finding->what, -1, SQLITE_STATIC);
    sqlite3_bind_text(find, 3, finding->action ? finding->action : "", -1, SQLITE_STATIC);
    sqlite3_bind_text(find, 4, finding->column ? finding->column : "", -1, SQLITE_STATIC);
    *told = sqlite3_step(find) == SQLITE_ROW;
    return sqlite3_reset(find) == SQLITE_OK ? OK : writer_failed(writer, err);
}

static void put_finding(Inserter *inserter, const Finding *f)
{
    put_integer(inserter, AT_KIND, (int64_t)f->kind);
    keep_text(inserter, AT_CODE, f->code);
    keep_text(inserter, AT_TABLE, f->table);
    keep_text(inserter, AT_COLUMN, f->column);
    put_integer(inserter, AT_COUNT, f->count);
    put_integer(inserter, AT_OF, f->of);
    keep_text(inserter, AT_WHAT, f->what);
    keep_text(inserter, AT_ACTION, f->action);
    keep_text(inserter, AT_ADVICE, f->advice);
    keep_text(inserter, AT_EXAMPLE, f->example);
    keep_text(inserter, AT_SUBJECT, f->subject);
    put_integer(inserter, AT_LEFT_OUT, f->left_out);
    put_real(inserter, AT_REVENUE, f->revenue);
    put_real(inserter, AT_RETURNS, f->returns);
    keep_text(inserter, AT_BRIEF, f->brief);
    put_integer(inserter, AT_ORDERS, f->orders);
}

/* Which of the findings an earlier import had. */
static Status find_told(bool *told, const Findings *findings, const Writer *writer, Err *err)
{
    sqlite3_stmt *find = NULL;
    Status s = OK;

    if (sqlite3_prepare_v2(writer->db,
                           "SELECT 1 FROM imported_findings WHERE code = ? AND what = ? AND "
                           "coalesce(action, '') = ? AND coalesce(column_name, '') = ?",
                           -1, &find, NULL) != SQLITE_OK)
        return writer_failed(writer, err);
    for (size_t i = 0; !s && i < findings->count; i++)
        s = was_told(&told[i], find, &findings->items[i], writer, err);
    sqlite3_finalize(find);
    return s;
}

Status told_keep(int64_t *again, const Findings *findings, bool repeats, const Writer *writer,
                 Err *err)
{
    Bytes table = embedded_file("sql/imported_findings.sql");
    Inserter inserter = { 0 };
    Status s = writer_run(writer, (const char *)table.data, err);

    if (!s) s = add_columns(writer, err);
    /* What is absent is said once, by the last import. */
    if (!s) s = writer_run(writer, "DELETE FROM imported_findings WHERE kind = 0", err);
    if (s) return s;
    Arena scratch = arena_open();
    bool *told = ARENA_ARRAY(&scratch, bool, findings->count);
    *again = 0;
    if (repeats) s = find_told(told, findings, writer, err);
    if (!s) s = inserter_open(&inserter, writer, "imported_findings", COLUMNS_TOLD, err);
    for (size_t i = 0; !s && i < findings->count; i++) {
        const Finding *finding = &findings->items[i];
        if (told[i] && finding->left_out) *again += finding->count;
        if (told[i]) continue;
        put_finding(&inserter, finding);
        s = inserter_row(&inserter, err);
    }
    arena_close(&scratch);
    return inserter_close(&inserter, s, err);
}

Status fact_keep(const char *name, const char *value, const Writer *writer, Err *err)
{
    Inserter inserter;
    Status s = writer_run(writer,
                          "CREATE TABLE IF NOT EXISTS imported_facts (name TEXT PRIMARY KEY, "
                          "value TEXT) WITHOUT ROWID",
                          err);

    if (s || !value || !*value) return s;
    s = inserter_open(&inserter, writer, "imported_facts", "name, value", err);
    if (s) return s;
    keep_text(&inserter, 0, name);
    keep_text(&inserter, 1, value);
    s = inserter_row(&inserter, err);
    return inserter_close(&inserter, s, err);
}
