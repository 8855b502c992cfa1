#include "app/import.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/interrupt.h"
#include "app/mode.h"
#include "app/tables.h"
#include "import/own.h"
#include "recognise/kind.h"

static ImportPlan plan_of(const Options *options, Progress *progress)
{
    ImportPlan plan = options->import;

    plan.path = options->input;
    plan.force = options->force;
    plan.currency = options->currency;
    plan.progress = progress_step;
    plan.context = progress;
    return plan;
}

/* While rows are appended the signals wait, so that the database's own undo takes place; then they
 * take their usual course. */
static bool signal_waits(void *context)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    sigset_t waiting;

    (void)context;
    sigpending(&waiting);
    for (size_t i = 0; i < COUNT_OF(signals); i++) {
        if (sigismember(&waiting, signals[i]) == 1) return true;
    }
    return false;
}

static void hold_signals(bool hold)
{
    sigset_t signals;

    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &signals, NULL);
}

static void print_imported(const Imported *imported)
{
    Arena arena = arena_open();

    for (size_t f = 0; f < imported->file_count; f++) {
        const ImportedFile *file = &imported->files[f];
        fprintf(stderr, "clientele: %s\n",
                PHRASE(&arena,
                       "{file}: {lines|# line|# lines} of {table}, {rejected} rejected ({format})",
                       phrase_text("file", file->path),
                       phrase_count("lines", (double)file->lines, &arena),
                       phrase_text("table", file->table),
                       phrase_count("rejected", (double)file->rejected, &arena),
                       phrase_text("format", file->format)));
    }
    fprintf(stderr, "clientele: %s\n",
            PHRASE(&arena, "{customers|# customer|# customers}, {products|# product|# products}",
                   phrase_count("customers", (double)imported->customers, &arena),
                   phrase_count("products", (double)imported->products, &arena)));
    arena_close(&arena);
}

/* --- files as the source of a report ---------------------------------------------------------- */

static bool ends(const char *text, const char *with)
{
    size_t size = strlen(text), end = strlen(with);

    return size > end && !strcasecmp(text + size - end, with);
}

/* By name, or by what is in it: no database begins like a workbook or a gzipped file. */
static bool is_table(const char *path)
{
    static const char *const names[] = { ".csv", ".tsv", ".txt", ".xlsx", ".xls", ".gz" };

    if (path_is_folder(path)) return false;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (ends(path, names[i])) return true;
    }
    return file_looks_packed(path);
}

/* A folder with a name like a database's stays a wrong database. */
static bool is_csv_folder(const char *path)
{
    return path_is_folder(path) && !ends(path, ".db") && !ends(path, ".sqlite");
}

bool source_is_csv(const char *source)
{
    return is_table(source) || is_csv_folder(source);
}

/* The file of that table, plain before gzipped before workbook; NULL when there is none. */
static const char *file_of_folder(const char *folder, const char *table, Arena *arena)
{
    static const char *const kinds[] = { ".csv", ".csv.gz", ".xlsx" };

    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        const char *path = path_join(arena, folder, arena_format(arena, "%s%s", table, kinds[i]));
        if (path_exists(path)) return path;
    }
    return NULL;
}

bool folder_has_transactions(const char *folder, Arena *arena)
{
    return file_of_folder(folder, "transactions", arena) != NULL;
}

Status source_files(ImportPlan *plan, const char *source, Arena *arena, Err *err)
{
    const char *const *files;
    size_t count;
    Status s;

    if (!path_is_folder(source)) {
        plan->transactions = source;
        return OK;
    }
    plan->transactions = file_of_folder(source, "transactions", arena);
    if (!plan->transactions) {
        if ((s = folder_files(&files, &count, source, arena, err))) return s;
        if (count != 1) {
            return err_set(err, ERR_DATA,
                           "%s is a directory without tables (.csv, .csv.gz, .xlsx): give a "
                           "database, a CSV file or workbook, or a folder with such files",
                           source);
        }
        plan->transactions = files[0];
        return OK;
    }
    if (!plan->customers) plan->customers = file_of_folder(source, "customers", arena);
    if (!plan->products) plan->products = file_of_folder(source, "products", arena);
    if (!plan->interactions) plan->interactions = file_of_folder(source, "interactions", arena);
    return OK;
}

/* A new folder in TMPDIR, else in /tmp, else beside the output. */
static Status make_folder(const char **out, const Options *options, Arena *arena, Err *err)
{
    const char *beside = options->out ? path_join(arena, options->out, "..") : ".";
    const char *tries[] = { getenv("TMPDIR"), "/tmp", beside };

    for (size_t i = 0; i < COUNT_OF(tries); i++) {
        if (!tries[i] || !*tries[i]) continue;
        char *folder = arena_format(arena, "%s/clientele-XXXXXX", tries[i]);
        if (!mkdtemp(folder)) continue;
        *out = folder;
        return OK;
    }
    return err_set(err, write_status(errno, ERR_CANNOT_CREATE),
                   "cannot make a temporary folder for the import: %s: set TMPDIR",
                   write_reason(errno));
}

Status temporary_folder(const char **out, const Options *options, Arena *arena, Err *err)
{
    hold_signals(true); /* none may come between making the folder and naming it */
    Status s = make_folder(out, options, arena, err);
    if (!s) interrupt_remove(*out);
    hold_signals(false);
    return s;
}

void name_source(Err *err, const char *database, const char *source, Arena *arena)
{
    const char *at = strstr(err->text, database);

    if (!at) return;
    const char *text = arena_format(arena, "%.*s%s%s", (int)(at - err->text), err->text, source,
                                    at + strlen(database));
    snprintf(err->text, sizeof err->text, "%s", text);
}

static Source source_of(const Options *options, const char *path)
{
    return (Source){ .path = path,
                     .threads = options->threads,
                     .as_of = options->as_of,
                     .as_of_moves = options->as_of_word == AS_OF_AUTO,
                     .has_date_form = options->import.has_date_form,
                     .date_form = options->import.date_form,
                     .purchase = options->purchase,
                     .decimal = options->import.decimal };
}

/* The columns that the configuration names count behind those of the command line. */
static Status add_maps(ImportPlan *plan, const Options *options, Arena *arena, Err *err)
{
    Buf maps = { 0 };

    for (size_t t = 0; t < TABLES; t++) {
        const TableMap *map = &options->source.tables[t];
        if (map->table || map->sql) {
            buf_close(&maps);
            return err_set(err, ERR_CONFIG,
                           "%s: table and sql are for databases, %s is a file of records: keep "
                           "columns only",
                           map->where, options->input);
        }
        buf_put(&maps, map->columns, map->column_count * sizeof *map->columns);
    }
    buf_put(&maps, plan->maps, plan->map_count * sizeof *plan->maps);
    plan->map_count = maps.size / sizeof *plan->maps;
    const char **all = ARENA_ARRAY(arena, const char *, plan->map_count);
    if (maps.size) memcpy(all, maps.data, maps.size);
    plan->maps = all;
    buf_close(&maps);
    return OK;
}

/* largest: NULL, where nobody asks for them. */
static Status read_database(Shop *out, LargestOrders *largest, const Source *source,
                            Progress *progress, Arena *arena, Err *err)
{
    Source dated = *source;
    Status s = store_read(out, source, progress_step, progress, arena, err);

    if (s || !largest) return s;
    dated.as_of = out->source.as_of;
    return largest_read(largest, &dated, arena, err);
}

static Status import_and_read(Shop *out, LargestOrders *largest, const Options *options,
                              const SourceMap *map, const char *folder, Progress *progress,
                              Arena *arena, Err *err)
{
    ImportPlan plan = plan_of(options, progress);
    Source source = { .path = path_join(arena, folder, "shop.db"),
                      .threads = options->threads,
                      .as_of = options->as_of,
                      .as_of_moves = options->as_of_word == AS_OF_AUTO,
                      .purchase = options->purchase };
    const char *tables = path_join(arena, folder, "tables.db");
    SourceMap found;
    Imported imported;
    Status s;

    plan.path = source.path;
    if (source_is_tables(options->input)) {
        s = tables_plan(&plan, &found, tables, options->input, &options->source, arena, err);
        if (s) {
            name_source(err, tables, options->input, arena);
            return s;
        }
        if (plan.transactions && (s = add_maps(&plan, options, arena, err))) return s;
    } else if (source_is_csv(options->input)) {
        if ((s = add_maps(&plan, options, arena, err))) return s;
        if ((s = source_files(&plan, options->input, arena, err))) return s;
    } else {
        plan.database = options->input;
        plan.source = map;
        plan.row_ids = !options->source.where;
    }
    s = import_csv(&imported, &plan, arena, err);
    if (!s) s = read_database(out, largest, &source, progress, arena, err);
    if (s == ERR_IO && strstr(err->text, source.path)) {
        return err_context(err, "the temporary database for %s (TMPDIR says where it lies)",
                           options->input);
    }
    if (s) {
        name_source(err, source.path, options->input, arena);
        name_source(err, tables, options->input, arena);
        return s;
    }
    out->source.path = options->input;
    return OK;
}

/* Options that only an import heeds. */
static bool asks_for_import(const ImportPlan *plan)
{
    return plan->status.count || plan->where_count || plan->only_currency ||
           plan->customer_chain.count || plan->amount != AMOUNT_AUTO ||
           plan->discount != DISCOUNT_UNKNOWN || plan->duplicates != DUPLICATES_AUTO || plan->zone;
}

Status shop_read(Shop *out, const Options *options, Progress *progress, Arena *arena, Err *err)
{
    return shop_read_largest(out, NULL, options, progress, arena, err);
}

Status shop_read_largest(Shop *out, LargestOrders *largest, const Options *options,
                         Progress *progress, Arena *arena, Err *err)
{
    Source source = source_of(options, options->input);
    const SourceMap *map = &options->source;
    SourceMap own;
    bool says_more;
    const char *folder = NULL;
    Status s, removed;
    Err other;

    if (!source_is_csv(options->input)) {
        if (options->import.map_count) {
            return err_set(err, ERR_USAGE,
                           "--map is for CSV files and workbooks: for the columns of a database "
                           "write source: in a configuration, clientele init makes one");
        }
        if (options->import.sheet) {
            return err_set(err, ERR_USAGE, "--sheet is for workbooks (.xlsx), and %s is not one",
                           options->input);
        }
        /* A database in our own schema is read where it is, unless it says more. */
        if (!options->source.where) {
            if ((s = own_columns(&own, &says_more, options->input, arena, err))) return s;
            if (!says_more && !(own.where && asks_for_import(&options->import)))
                return read_database(out, largest, &source, progress, arena, err);
            map = &own;
        }
    }
    if ((s = temporary_folder(&folder, options, arena, err))) return s;
    int before = mode_begin(options, true);
    s = import_and_read(out, largest, options, map, folder, progress, arena, err);
    mode_end(before);
    removed = folder_remove(folder, &other);
    interrupt_remove(NULL);
    if (!s && removed) *err = other;
    return s ? s : removed;
}

/* --- import ----------------------------------------------------------------------------------- */

static Status run_import(const Options *options, ImportPlan *plan, Arena *arena, Err *err)
{
    Progress progress = progress_open(options->quiet);
    bool append = plan->append && path_exists(plan->path);
    Imported imported;

    plan->context = &progress;
    plan->stop = append ? signal_waits : NULL;
    if (append) hold_signals(true);
    if (!append && !plan->database) interrupt_remove(import_building_path(plan->path, arena));
    int before = mode_begin(options, true);
    Status s = import_csv(&imported, plan, arena, err);
    mode_end(before);
    if (!plan->database) interrupt_remove(NULL);
    if (append) hold_signals(false);
    progress_close(&progress);
    if (s) return s;
    if (!options->quiet) print_imported(&imported);
    print_findings(&imported.findings);
    puts(options->input);
    return OK;
}

/* A folder of several tables goes through a database of them. */
static Status import_tables(const Options *options, ImportPlan *plan, Arena *arena, Err *err)
{
    const char *source = plan->transactions, *folder, *database;
    SourceMap map;
    Err other;
    Status removed, s = temporary_folder(&folder, options, arena, err);

    if (s) return s;
    plan->transactions = NULL;
    database = path_join(arena, folder, "tables.db");
    s = tables_plan(plan, &map, database, source, NULL, arena, err);
    if (!s) s = run_import(options, plan, arena, err);
    if (s) name_source(err, database, source, arena);
    removed = folder_remove(folder, &other);
    interrupt_remove(NULL);
    if (!s && removed) *err = other;
    return s ? s : removed;
}

Status command_import(const Options *options, Arena *arena, Err *err)
{
    Progress silent = progress_open(true);
    ImportPlan plan = plan_of(options, &silent);
    Status s;

    if (plan.transactions && source_is_tables(plan.transactions))
        return import_tables(options, &plan, arena, err);
    if (plan.transactions && path_is_folder(plan.transactions) &&
        (s = source_files(&plan, plan.transactions, arena, err)))
        return s;
    return run_import(options, &plan, arena, err);
}
