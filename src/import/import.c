#include "import/import.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "import/sales_private.h"

static void add_file(Job *job, TableId table, const char *path)
{
    struct stat info;

    if (!path) return;
    job->has[table] = true;
    job->files[job->file_count++] = (InputFile){ .table = table, .path = path, .place = path };
    if (stat(path, &info) == 0) job->bytes_of += info.st_size;
}

static Status check_maps(const ImportPlan *plan, Arena *arena, Err *err)
{
    for (size_t m = 0; m < plan->map_count; m++) {
        const char *map = plan->maps[m];
        size_t size = strcspn(map, "=");
        if (map[size] && field_known(arena_text_n(arena, map, size))) continue;
        return err_set(err, ERR_USAGE, "--map %.100s: write FIELD=COLUMN, where FIELD is one of %s",
                       map, field_names(arena));
    }
    return OK;
}

static const char *delimiter_name(char delimiter)
{
    switch (delimiter) {
    case ',': return "comma";
    case ';': return "semicolon";
    case '\t': return "tab";
    default: return "other delimiter";
    }
}

static const char *kind_text(const InputFile *file, Arena *arena)
{
    const CsvFormat *format = &file->format.text;

    if (file->format.kind == RECORDS_TEXT) {
        return arena_format(arena, "%s, %s",
                            format->delimiter == '|' ? "vertical bar"
                                                     : delimiter_name(format->delimiter),
                            csv_encoding_name(format->encoding));
    }
    if (!file->others) return "workbook";
    return arena_format(arena, "workbook, other sheets: %s", file->others);
}

/* "comma, UTF-8, dates day/month/year, decimal point; customer_id = Customer ID, …". */
static const char *format_text(const InputFile *file, Arena *arena)
{
    const char *text = arena_format(arena, "%s, decimal %s", kind_text(file, arena),
                                    file->decimal == ',' ? "comma" : "point");
    bool first = true;

    if (file->table != PRODUCTS) {
        text = arena_format(arena, "%s, dates %s", text, date_form_name(file->date_form));
    }
    for (int f = 0; f < FIELDS_STORED; f++) {
        if (file->column[f] == NO_COLUMN) continue;
        text = arena_format(arena, "%s%s%s = %s", text, first ? "; " : ", ", field_name((Field)f),
                            file->header[file->column[f]]);
        first = false;
    }
    return text;
}

/* How many lines of sales all imports read: a database that does not say how many it was made of
 * does not say it behind another either. Rows that it had are the same lines. */
static Status keep_lines(const Job *job, int64_t again, Err *err)
{
    const char *lines = NULL;

    again += job->sales->known_rows;

    for (size_t f = 0; f < job->file_count; f++) {
        if (job->files[f].table == TRANSACTIONS)
            lines = arena_format(job->arena, "%lld", (long long)(job->files[f].lines - again));
    }
    if (!lines || job->writer.building) return fact_keep("lines", lines, &job->writer, err);
    return writer_run(&job->writer,
                      arena_format(job->arena,
                                   "UPDATE imported_facts SET value = CAST(value AS INTEGER) + %s "
                                   "WHERE name = 'lines'",
                                   lines),
                      err);
}

/* Most orders that count were there already. */
static bool repeats_import(const Sales *sales)
{
    size_t count = 0;

    for (size_t o = 0; o < sales->order_count; o++)
        count += sales->order_of[o].fate == LINE_COUNTS;
    return sales->known_orders && 10 * sales->known_orders >= 9 * count;
}

static Status tell(Imported *out, const Job *job, Err *err)
{
    int64_t again = 0;
    Status s;

    for (size_t f = 0; f < job->file_count; f++) {
        const InputFile *file = &job->files[f];
        out->files[out->file_count++] =
            (ImportedFile){ file->place, schema_table_name(file->table), file->lines,
                            file->rejected, format_text(file, job->arena) };
    }
    if ((s = writer_ask(&out->customers, &job->writer, "SELECT count(*) FROM customers", err)))
        return s;
    int64_t has_products;
    if ((s = writer_ask(&has_products, &job->writer,
                        "SELECT count(*) FROM sqlite_schema WHERE name = 'products'", err))) {
        return s;
    }
    if (has_products &&
        (s = writer_ask(&out->products, &job->writer, "SELECT count(*) FROM products", err))) {
        return s;
    }
    job_findings(out, job);
    if ((s = fact_keep("currency", job->sales->currency.code, &job->writer, err))) return s;
    if ((s = fact_keep("export", job->sales->form.name, &job->writer, err))) return s;
    const char *amounts = job->sales->form.no_amounts ? "absent" : NULL;
    if ((s = fact_keep("amounts", amounts, &job->writer, err))) return s;
    bool repeats = repeats_import(job->sales);
    if ((s = told_keep(&again, &out->findings, repeats, &job->writer, err))) return s;
    return keep_lines(job, again, err);
}

/* The tables of a database, in the order in which files are read. */
static Status add_tables(Job *job, Err *err)
{
    static const TableId order[] = { CUSTOMERS, PRODUCTS, TRANSACTIONS, INTERACTIONS };
    const ImportPlan *plan = job->plan;
    Status s = db_open(&job->database, plan->database, err);

    for (size_t i = 0; !s && i < COUNT_OF(order); i++) {
        TableId table = order[i];
        const TableMap *map = &plan->source->tables[table];
        const RecordSource *rows;
        if ((s = tables_find(&rows, &job->database, plan->source, table, job->arena, err))) break;
        if (!rows) continue;
        job->has[table] = true;
        job->files[job->file_count++] = (InputFile){
            .table = table,
            .path = plan->database,
            .place = plan->row_ids ? arena_format(job->arena, "%s: %s", plan->database, map->table)
                     : map->table
                         ? map->table
                         : arena_format(job->arena, "the query of %s", schema_table_name(table)),
            .format = { .kind = RECORDS_ROWS, .rows = rows },
        };
    }
    if (s || job->has[TRANSACTIONS]) return s;
    return err_set(err, ERR_CONFIG,
                   "%s: transactions is missing: name the table that the sales are in",
                   plan->source->where);
}

static Status take_rates(Job *job, Err *err)
{
    const ImportPlan *plan = job->plan;

    if (!plan->rates) return OK;
    if (!plan->currency) {
        return err_set(err, ERR_USAGE,
                       "rates say what other currencies are worth in the report's: name it with "
                       "--currency, or currency: in the configuration");
    }
    return rates_read(&job->rates, plan->rates, job->arena, err);
}

static Status run(Imported *out, Job *job, Err *err)
{
    Status s;

    if ((s = take_rates(job, err))) return s;
    if (job->plan->source && (s = add_tables(job, err))) return s;
    if ((s = check_maps(job->plan, job->arena, err))) return s;
    if ((s = writer_open(&job->writer, job->plan, job->arena, err))) return s;
    if ((s = job_scan(job, err))) return s;
    if ((s = job_load(job, err))) return s;
    if ((s = tell(out, job, err))) return s;
    if ((s = job_flush_rejects(job, 0, err))) return s;
    return writer_finish(&job->writer, err);
}

Status import_csv(Imported *out, const ImportPlan *plan, Arena *arena, Err *err)
{
    Imported imported = { 0 };
    Arena scratch = arena_open();
    Err other;
    Job job = { .plan = plan,
                .arena = arena,
                .rejects_file = -1,
                .customers = { .kind = "customer", .pool = { .arena = &scratch } },
                .products = { .kind = "product", .pool = { .arena = &scratch } },
                .texts = &scratch };
    Sales *sales = ARENA_NEW(&scratch, Sales);

    job.sales = sales;

    add_file(&job, CUSTOMERS, plan->customers);
    add_file(&job, PRODUCTS, plan->products);
    add_file(&job, TRANSACTIONS, plan->transactions);
    add_file(&job, INTERACTIONS, plan->interactions);
    Status s = run(&imported, &job, err);
    /* The rejected lines are wanted most when they were too many. */
    if (s && job_flush_rejects(&job, 0, &other)) buf_clear(&job.rejects);
    writer_close(&job.writer);
    if (plan->source) db_close(&job.database);
    if (job.rejects_file >= 0) close(job.rejects_file);
    buf_close(&job.rejects);
    ids_close(&job.customers);
    ids_close(&job.products);
    sales_close(sales);
    buf_close(&job.key);
    arena_close(&scratch);
    if (!s) *out = imported;
    return s;
}
