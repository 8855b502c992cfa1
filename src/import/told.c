#include <string.h>

#include "import/write.h"
#include "store/told.h"

static void keep_text(Inserter *inserter, int place, const char *text)
{
    put_text(inserter, place, text, text ? strlen(text) : 0);
}

Status told_keep(const Findings *findings, const Writer *writer, Err *err)
{
    Bytes table = embedded_file("sql/imported_findings.sql");
    Inserter inserter;
    Status s = writer_run(writer, (const char *)table.data, err);

    /* What is absent is said once, by the last import. */
    if (!s) s = writer_run(writer, "DELETE FROM imported_findings WHERE kind = 0", err);
    if (s) return s;
    s = inserter_open(&inserter, writer, "imported_findings", COLUMNS_TOLD, err);
    for (size_t i = 0; !s && i < findings->count; i++) {
        const Finding *f = &findings->items[i];
        put_integer(&inserter, AT_KIND, (int64_t)f->kind);
        keep_text(&inserter, AT_CODE, f->code);
        keep_text(&inserter, AT_TABLE, f->table);
        keep_text(&inserter, AT_COLUMN, f->column);
        put_integer(&inserter, AT_COUNT, f->count);
        put_integer(&inserter, AT_OF, f->of);
        keep_text(&inserter, AT_WHAT, f->what);
        keep_text(&inserter, AT_ACTION, f->action);
        keep_text(&inserter, AT_ADVICE, f->advice);
        keep_text(&inserter, AT_EXAMPLE, f->example);
        keep_text(&inserter, AT_SUBJECT, f->subject);
        put_integer(&inserter, AT_LEFT_OUT, f->left_out);
        put_real(&inserter, AT_REVENUE, f->revenue);
        put_real(&inserter, AT_RETURNS, f->returns);
        s = inserter_row(&inserter, err);
    }
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
