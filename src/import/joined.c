/* A known export of several files: its rows with what the other files say of them, as one query. */
#include <sqlite3.h>
#include <string.h>

#include "import/folder.h"
#include "store/schema.h"

/* Less than that is for the reader to look at. */
#define MATCH_WANTED 0.95

typedef struct Joining {
    TableFolder *folder;
    const Export *export;
    const FolderTable *main;
    Arena *arena;
    sqlite3 *db;
    Buf columns, from;
    const char *const **names; /* of each table that is joined so far, and how it is called */
    size_t *counts;
    size_t joined;
} Joining;

static const FolderTable *table_of(const TableFolder *folder, const char *file, Arena *arena)
{
    const char *stem = path_stem(arena, file);

    for (size_t t = 0; t < folder->count; t++)
        if (!sqlite3_stricmp(path_stem(arena, folder->tables[t].path), stem))
            return &folder->tables[t];
    return NULL;
}

static int column_in(const char *const *names, size_t count, const char *name)
{
    for (size_t c = 0; c < count; c++)
        if (!sqlite3_stricmp(names[c], name)) return (int)c;
    return NO_COLUMN;
}

/* The first of the tables so far that has the column; NO_COLUMN. */
static int holder_of(const Joining *j, const char *name)
{
    for (size_t t = 0; t < j->joined; t++)
        if (column_in(j->names[t], j->counts[t], name) != NO_COLUMN) return (int)t;
    return NO_COLUMN;
}

/* Columns that no table before has. */
static void take_columns(Joining *j, const FolderTable *table)
{
    for (size_t c = 0; c < table->column_count; c++) {
        if (holder_of(j, table->columns[c]) != NO_COLUMN) continue;
        buf_format(&j->columns, "%st%zu.%s", j->columns.size ? ", " : "SELECT ", j->joined,
                   sql_quoted(table->columns[c], j->arena));
    }
    j->names[j->joined] = table->columns;
    j->counts[j->joined++] = table->column_count;
}

static bool ask(double out[2], const Joining *j, const char *sql)
{
    sqlite3_stmt *row = NULL;
    bool known = sqlite3_prepare_v2(j->db, sql, -1, &row, NULL) == SQLITE_OK &&
                 sqlite3_step(row) == SQLITE_ROW;

    for (int i = 0; known && i < 2; i++)
        out[i] = sqlite3_column_double(row, i);
    sqlite3_finalize(row);
    return known;
}

static void tell(const Joining *j, FindingKind kind, const char *code, double count, double of,
                 const char *what, const char *action)
{
    Finding finding = { .kind = kind,
                        .code = code,
                        .table = "transactions",
                        .count = (int64_t)count,
                        .of = (int64_t)of,
                        .what = what,
                        .action = action,
                        .advice = "Export the files again, together." };

    VEC_PUSH(j->arena, &j->folder->findings, finding);
}

/* Rows without a partner, and keys that stand twice. */
static void tell_join(const Joining *j, const FolderTable *table, const char *by, int holder)
{
    const char *key = sql_quoted(by, j->arena), *name = sql_quoted(table->name, j->arena);
    double got[2];

    /* Rows that name none do not look for one. */
    const char *sql =
        arena_format(j->arena, "SELECT count(t%d.%s) - count(t%zu.%s), count(t%d.%s) %s", holder,
                     key, j->joined, key, holder, key, j->from.data);
    if (ask(got, j, sql) && got[0] > 0) {
        bool many = got[0] > (1 - MATCH_WANTED) * got[1];
        tell(j, many ? FINDING_WARNING : FINDING_NOTE, "rows-without-partner", got[0], got[1],
             PHRASE(j->arena,
                    "{n} of {all|# row|# rows} of {file} {n|finds|find} no {key} in {other}",
                    phrase_count("n", got[0], j->arena), phrase_count("all", got[1], j->arena),
                    phrase_text("file", path_name(j->main->path)), phrase_text("key", by),
                    phrase_text("other", path_name(table->path))),
             "kept, without what that file would say about them");
    }
    if (ask(got, j,
            arena_format(j->arena, "SELECT count(%s) - count(DISTINCT %s), count(*) FROM %s", key,
                         key, name)) &&
        got[0] > 0) {
        tell(j, FINDING_WARNING, "keys-that-stand-twice", got[0], got[1],
             PHRASE(j->arena, "{n|# row|# rows} of {file} {n|repeats|repeat} a {key}",
                    phrase_count("n", got[0], j->arena),
                    phrase_text("file", path_name(table->path)), phrase_text("key", by)),
             "the first of each counts");
    }
}

static Status add_join(Joining *j, const ExportJoin *join, Err *err)
{
    const FolderTable *table = table_of(j->folder, join->file, j->arena);
    int holder = holder_of(j, join->by);
    bool has = table && column_in(table->columns, table->column_count, join->by) != NO_COLUMN;

    if (has && holder != NO_COLUMN) {
        const char *key = sql_quoted(join->by, j->arena), *name = sql_quoted(table->name, j->arena);
        buf_format(&j->from,
                   "\nLEFT JOIN (SELECT * FROM %s WHERE rowid IN (SELECT min(rowid) FROM %s GROUP "
                   "BY %s)) AS t%zu ON t%zu.%s = t%d.%s",
                   name, name, key, j->joined, j->joined, key, holder, key);
        tell_join(j, table, join->by, holder);
        take_columns(j, table);
        return OK;
    }
    if (join->optional) return OK;
    if (!table) {
        return err_set(err, ERR_DATA, "%s is %s without its file %s: put that beside the others",
                       j->folder->path, j->export->form.name, join->file);
    }
    return err_set(err, ERR_DATA, "%s: %s is not joined with the others: it, or they, have no %s",
                   j->folder->path, table->path, join->by);
}

static Status join_files(const char **sql, Joining *j, Err *err)
{
    Status s = OK;

    buf_format(&j->from, "\nFROM %s AS t0", sql_quoted(j->main->name, j->arena));
    take_columns(j, j->main);
    for (size_t i = 0; !s && i < j->export->join_count; i++)
        s = add_join(j, &j->export->joins[i], err);
    *sql = s ? NULL : arena_format(j->arena, "%s%s", j->columns.data, j->from.data);
    return s;
}

Status folder_export(FolderExport *out, TableFolder *folder, const char *wanted, Arena *arena,
                     Err *err)
{
    Header *headers = ARENA_ARRAY(arena, Header, folder->count);
    FolderExport made = { .found = false };
    Export export;
    size_t which = 0;
    Status s;

    for (size_t t = 0; t < folder->count; t++) {
        const FolderTable *table = &folder->tables[t];
        headers[t] = (Header){ table->columns, table->column_count, table->path };
    }
    s = export_of_files(&export, &which, &made.found, headers, folder->count, wanted, arena, err);
    if (s || !made.found) {
        *out = made;
        return s;
    }
    made.name = export.file;
    made.is = export.form.name;
    if (!export.join_count) {
        made.file = folder->tables[which].path;
        *out = made;
        return OK;
    }
    Joining j = { .folder = folder,
                  .export = &export,
                  .main = &folder->tables[which],
                  .arena = arena,
                  .names = ARENA_ARRAY(arena, const char *const *, EXPORT_JOINS + 1),
                  .counts = ARENA_ARRAY(arena, size_t, EXPORT_JOINS + 1) };
    if (sqlite3_open_v2(folder->database, &j.db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
        s = err_set(err, ERR_IO, "cannot read the temporary database: %s", sqlite3_errmsg(j.db));
    }
    made.map.where = folder->path;
    if (!s) s = join_files(&made.map.tables[TRANSACTIONS].sql, &j, err);
    sqlite3_close(j.db);
    buf_close(&j.columns);
    buf_close(&j.from);
    if (!s) *out = made;
    return s;
}
