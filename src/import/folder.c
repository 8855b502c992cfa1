#include "import/folder.h"

#include <sqlite3.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "import/sales_private.h"
#include "recognise/words.h"
#include "store/schema.h"

#define MOST_FILES 100
#define MOST_COLUMNS 300

/* What the values of a column are. */
typedef struct ColumnLook {
    int64_t values, whole, coded; /* coded: with zeros in front */
    int64_t numbers[2];           /* that read with a decimal point, with a comma */
    NumberEvidence evidence;
    enum { AS_TEXT, AS_INTEGER, AS_NUMBER } kept;
    char decimal;
} ColumnLook;

typedef struct Loading {
    Job *job;
    InputFile *file;
    const FolderTable *table;
    ColumnLook *kinds;
    sqlite3 *db;
    sqlite3_stmt *insert;
} Loading;

/* --- files ------------------------------------------------------------------------------------ */

static bool is_table_name(const char *name)
{
    static const char *const endings[] = { ".csv", ".tsv", ".csv.gz", ".tsv.gz", ".xlsx" };
    size_t size = strlen(name);

    if (name[0] == '.' || name[0] == '~') return false;
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        size_t end = strlen(endings[i]);
        if (size > end && !strcasecmp(name + size - end, endings[i])) return true;
    }
    return false;
}

Status folder_files(const char *const **out, size_t *count, const char *path, Arena *arena,
                    Err *err)
{
    const char *const *names;
    size_t all;
    Status s = folder_names(&names, &all, path, arena, err);

    if (s) return s;
    const char **files = ARENA_ARRAY(arena, const char *, MOST_FILES);
    *count = 0;
    for (size_t i = 0; i < all && *count < MOST_FILES; i++) {
        const char *file = path_join(arena, path, names[i]);
        if (is_table_name(names[i]) && !path_is_folder(file)) files[(*count)++] = file;
    }
    *out = files;
    return OK;
}

/* --- names ------------------------------------------------------------------------------------ */

/* One that none of the first `count` has: "id", then "id 2". */
static const char *new_name(const char *wanted, const char *const *taken, size_t count,
                            Arena *arena)
{
    const char *name = wanted;

    for (int n = 2;; n++) {
        bool free = true;
        for (size_t i = 0; i < count && free; i++)
            free = sqlite3_stricmp(taken[i], name) != 0;
        if (free) return name;
        name = arena_format(arena, "%s %d", wanted, n);
    }
}

static void name_columns(FolderTable *table, const InputFile *file, Arena *arena)
{
    size_t count = file->columns < MOST_COLUMNS ? file->columns : MOST_COLUMNS;
    const char **names = ARENA_ARRAY(arena, const char *, count);

    for (size_t c = 0; c < count; c++) {
        const char *name =
            *file->header[c] ? file->header[c] : arena_format(arena, "column %zu", c + 1);
        names[c] = new_name(name, names, c, arena);
    }
    table->columns = names;
    table->column_count = count;
}

static bool is_mark(char c)
{
    return c == '_' || c == '-' || c == ' ' || c == '.';
}

/* What says that a file is one, or of when it is, is no part of the table's name. */
static bool is_of_file(const char *word, size_t size)
{
    static const char *const words[] = { "dataset", "data", "export", "exported", "table", "csv" };
    bool digits = size > 0;

    for (size_t i = 0; i < size; i++)
        digits &= word[i] >= '0' && word[i] <= '9';
    for (size_t i = 0; i < COUNT_OF(words) && !digits; i++)
        if (size == strlen(words[i]) && !strncasecmp(word, words[i], size)) return true;
    return digits;
}

/* "olist_orders_dataset" → "olist_orders", "export-customers-2024-05-01" → "customers". */
static const char *table_stem(const char *stem, Arena *arena)
{
    size_t from = 0, to = strlen(stem);

    for (;;) {
        size_t last = to, first = from;
        while (last > from && !is_mark(stem[last - 1]))
            last--;
        if (last > from + 1 && is_of_file(stem + last, to - last)) {
            to = last - 1;
            continue;
        }
        while (first < to && !is_mark(stem[first]))
            first++;
        if (first + 1 >= to || !is_of_file(stem + from, first - from)) break;
        from = first + 1;
    }
    return arena_text_n(arena, stem + from, to - from);
}

static void name_table(TableFolder *folder, FolderTable *table, const char *path, Arena *arena)
{
    const char **taken = ARENA_ARRAY(arena, const char *, folder->count + 1);
    const char *stem = table_stem(path_stem(arena, path), arena);

    for (size_t t = 0; t < folder->count; t++)
        taken[t] = folder->tables[t].name;
    table->path = path;
    table->name = new_name(utf8_clean(stem, strlen(stem), 100, arena), taken, folder->count, arena);
}

/* --- values ----------------------------------------------------------------------------------- */

static CsvField value_of(const RecordReader *reader, size_t column)
{
    CsvField value = { "", 0 };

    if (column < reader->count) value = reader->fields[column];
    text_trim(&value.text, &value.size);
    if (text_is_blank(value.text, value.size)) value.size = 0;
    return value;
}

static bool is_coded(CsvField value)
{
    return value.size > 1 && value.text[0] == '0' && value.text[1] >= '0' && value.text[1] <= '9';
}

static bool is_number_cell(const RecordReader *reader, size_t column)
{
    return reader->typed && column < reader->count && reader->typed[column] == TYPED_NUMBER;
}

static void note_value(ColumnLook *kind, const RecordReader *reader, size_t column)
{
    static const char decimals[] = { '.', ',' };
    CsvField value = value_of(reader, column);
    bool cell = is_number_cell(reader, column);
    int64_t whole;
    double number;

    if (!value.size) return;
    kind->values++;
    kind->whole += id_is_whole(&whole, value.text, value.size);
    kind->coded += is_coded(value);
    if (!cell) number_note(&kind->evidence, value.text, value.size, reader->line);
    for (size_t d = 0; d < COUNT_OF(decimals); d++) {
        char decimal = cell ? '.' : decimals[d];
        kind->numbers[d] += number_parse(&number, decimal, value.text, value.size) == NUMBER_FINE;
    }
}

/* Where nothing in the column decides its decimal mark it stays a text: the import asks. */
static void decide(ColumnLook *kind, const ImportPlan *plan)
{
    Err unheard;

    if (!kind->values || kind->coded) return;
    kind->decimal = plan->decimal;
    if (kind->whole == kind->values) {
        kind->kept = AS_INTEGER;
    } else if (plan->decimal || !number_decide(&kind->decimal, &kind->evidence, "", &unheard)) {
        if (kind->numbers[kind->decimal == ','] == kind->values) kind->kept = AS_NUMBER;
    }
}

static void put_value(const Loading *l, const RecordReader *reader, size_t column)
{
    CsvField value = value_of(reader, column);
    const ColumnLook *kind = &l->kinds[column];
    int place = (int)column + 1;
    int64_t whole;
    double number;
    char decimal = is_number_cell(reader, column) ? '.' : kind->decimal;

    if (!value.size) {
        sqlite3_bind_null(l->insert, place);
    } else if (kind->kept == AS_INTEGER && id_is_whole(&whole, value.text, value.size)) {
        sqlite3_bind_int64(l->insert, place, whole);
    } else if (kind->kept == AS_NUMBER &&
               number_parse(&number, decimal, value.text, value.size) == NUMBER_FINE) {
        sqlite3_bind_double(l->insert, place, number);
    } else {
        size_t size = value.size < TEXT_BYTES ? value.size : TEXT_BYTES;
        sqlite3_bind_text(l->insert, place, value.text, (int)size, SQLITE_TRANSIENT);
    }
}

/* --- one file --------------------------------------------------------------------------------- */

static Status failed(const Loading *l, Err *err)
{
    return err_set(err, ERR_CANNOT_CREATE, "cannot write the temporary database: %s",
                   sqlite3_errmsg(l->db));
}

static Status run_sql(const Loading *l, const char *sql, Err *err)
{
    return sqlite3_exec(l->db, sql, NULL, NULL, NULL) == SQLITE_OK ? OK : failed(l, err);
}

typedef Status EachRecord(Loading *l, const RecordReader *reader, Err *err);

static Status each_record(Loading *l, EachRecord *take, Err *err)
{
    RecordReader reader;
    bool more = true;
    int64_t lines = 0;
    Status s = input_open(&reader, l->file, err);

    if (s) return s;
    while (!s && !(s = records_next(&more, &reader, err)) && more) {
        if (record_is_blank(&reader)) continue;
        if (lines++ % 4096 == 0) s = job_say(l->job, "Reading the folder", &reader, err);
        if (!s) s = take(l, &reader, err);
    }
    l->job->bytes_done += reader.of;
    records_close(&reader);
    return s;
}

static Status look(Loading *l, const RecordReader *reader, Err *err)
{
    (void)err;
    if (record_shape(l->file, reader) != REJECTS) return OK;
    for (size_t c = 0; c < l->table->column_count; c++)
        note_value(&l->kinds[c], reader, c);
    return OK;
}

static Status put(Loading *l, const RecordReader *reader, Err *err)
{
    Reject why = record_shape(l->file, reader);

    l->file->lines++;
    if (why != REJECTS) return job_reject(l->job, l->file, reader, why, NO_COLUMN, err);
    for (size_t c = 0; c < l->table->column_count; c++)
        put_value(l, reader, c);
    sqlite3_step(l->insert);
    return sqlite3_reset(l->insert) == SQLITE_OK ? OK : failed(l, err);
}

static Status make_table(Loading *l, Err *err)
{
    static const char *const types[] = {
        [AS_TEXT] = "TEXT", [AS_INTEGER] = "INTEGER", [AS_NUMBER] = "REAL"
    };
    Arena *arena = l->job->arena;
    const char *name = sql_quoted(l->table->name, arena);
    Buf create = { 0 }, insert = { 0 };

    for (size_t c = 0; c < l->table->column_count; c++) {
        buf_format(&create, "%s%s %s", c ? ", " : "", sql_quoted(l->table->columns[c], arena),
                   types[l->kinds[c].kept]);
        buf_text(&insert, c ? ", ?" : "?");
    }
    Status s = run_sql(l, arena_format(arena, "CREATE TABLE %s (%s)", name, create.data), err);
    const char *sql = arena_format(arena, "INSERT INTO %s VALUES (%s)", name, insert.data);
    if (!s && sqlite3_prepare_v2(l->db, sql, -1, &l->insert, NULL) != SQLITE_OK) s = failed(l, err);
    buf_close(&create);
    buf_close(&insert);
    return s;
}

/* Keys are looked up by their index, and known to be unique in a table of any size. An index that
 * fails is undone, for which the journal is needed. */
static void index_keys(const Loading *l)
{
    Arena *arena = l->job->arena;

    for (size_t c = 0; c < l->table->column_count; c++) {
        Words words = words_of(l->table->columns[c]);
        bool is_key = words_end(&words, "id key code number no uuid email sku handle name");
        if (!is_key || l->kinds[c].values * 2 < l->file->lines) continue;
        const char *sql =
            arena_format(arena, "CREATE UNIQUE INDEX \"key %zu of \"\"%zu\"\"\" ON %s (%s)", c,
                         (size_t)l->job->file_count, sql_quoted(l->table->name, arena),
                         sql_quoted(l->table->columns[c], arena));
        sqlite3_exec(l->db, sql, NULL, NULL, NULL); /* it fails where they are not */
    }
}

static Status load_table(Loading *l, Err *err)
{
    Status s = each_record(l, look, err);

    for (size_t c = 0; c < l->table->column_count; c++)
        decide(&l->kinds[c], l->job->plan);
    if (!s) s = make_table(l, err);
    if (!s) s = each_record(l, put, err);
    sqlite3_finalize(l->insert);
    l->insert = NULL;
    if (!s) s = job_check_rejects(l->job, l->file, err);
    if (!s) index_keys(l);
    return s;
}

/* --- all -------------------------------------------------------------------------------------- */

/* A file that is no table is no reason not to read the others. */
static void pass_over(TableFolder *folder, const char *why, Arena *arena)
{
    Finding finding = {
        .kind = FINDING_WARNING,
        .code = "file-passed-over",
        .table = "transactions",
        .what = arena_text(arena, why),
        .action = "skipped: the other files of the folder were read",
        .advice = "Correct the file, or take it out of the folder.",
    };

    VEC_PUSH(arena, &folder->findings, finding);
}

static Status load_file(TableFolder *folder, Loading *l, const char *path, Err *err)
{
    Arena *arena = l->job->arena;
    InputFile file = { .table = TRANSACTIONS, .path = path, .place = path };
    FolderTable *table = &folder->tables[folder->count];
    Err why;

    for (int f = 0; f < FIELDS; f++)
        file.column[f] = NO_COLUMN;
    if (input_find_header(&file, l->job->plan, arena, &why) || !file.columns) {
        pass_over(folder, why.text, arena);
        return OK;
    }
    name_table(folder, table, path, arena);
    name_columns(table, &file, arena);
    l->file = &file;
    l->table = table;
    l->kinds = ARENA_ARRAY(arena, ColumnLook, table->column_count);
    l->job->file_count = folder->count;
    Status s = load_table(l, err);
    reject_findings(&folder->findings, &file, arena);
    if (!s && file.lines) folder->count++;
    return s;
}

static Status load_files(TableFolder *folder, Loading *l, const char *const *files, size_t count,
                         Err *err)
{
    Status s = run_sql(l, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN", err);

    for (size_t i = 0; !s && i < count; i++)
        s = load_file(folder, l, files[i], err);
    return s ? s : run_sql(l, "COMMIT", err);
}

Status folder_load(TableFolder *out, const char *database, const char *path, const ImportPlan *plan,
                   Arena *arena, Err *err)
{
    ImportPlan each = *plan;
    Job job = { .plan = &each, .arena = arena, .rejects_file = -1 };
    Loading l = { .job = &job };
    TableFolder folder = { .path = path, .database = database };
    const char *const *files;
    size_t count;
    Status s = folder_files(&files, &count, path, arena, err);

    if (s) return s;
    each.sheet = NULL;
    folder.tables = ARENA_ARRAY(arena, FolderTable, count + 1);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    s = sqlite3_open_v2(database, &l.db, flags, NULL) == SQLITE_OK ? OK : failed(&l, err);
    if (!s) s = load_files(&folder, &l, files, count, err);
    if (!s) s = job_flush_rejects(&job, 0, err);
    sqlite3_close(l.db);
    if (job.rejects_file >= 0) close(job.rejects_file);
    buf_close(&job.rejects);
    if (!s && !folder.count) {
        s = err_set(err, ERR_DATA, "%s: none of its files is a table with rows", path);
    }
    if (!s) *out = folder;
    return s;
}
