/* First pass: the delimiter and the header, then all values of the columns whose form is to be
 * recognised, and all ids. */
#include <string.h>

#include "import/sales_private.h"

#define SAY_EVERY 4096

bool record_is_blank(const RecordReader *reader)
{
    for (size_t f = 0; f < reader->count; f++) {
        CsvField field = reader->fields[f];
        text_trim(&field.text, &field.size);
        if (field.size) return false;
    }
    return true;
}

/* What some programs write above the header: "# exported by …", Excel's "sep=;", blank lines. */
static bool is_preamble(const RecordReader *reader)
{
    const CsvField *first = &reader->fields[0];

    return record_is_blank(reader) || (first->size && first->text[0] == '#') ||
           (first->size >= 4 && reader->count <= 2 && !memcmp(first->text, "sep=", 4));
}

static Status read_header(bool *found, RecordReader *reader, int skip, Err *err)
{
    Status s;

    do {
        if ((s = records_next(found, reader, err))) return s;
    } while (*found && (is_preamble(reader) || skip-- > 0));
    return OK;
}

Status input_open(RecordReader *reader, const InputFile *file, Err *err)
{
    bool found;
    Status s = records_open(reader, file->path, &file->format, err);

    if (s) return s;
    s = read_header(&found, reader, file->titles, err);
    if (s) records_close(reader);
    if (!s && !found) reader->count = 0;
    return s;
}

enum { TITLES_MOST = 20 };

Status input_score_header(size_t *score, int *titles, TableId table, RecordReader *reader, Err *err)
{
    bool found = true;
    Status s = OK;

    *score = 0;
    for (int n = 0; n <= TITLES_MOST; n++) {
        s = read_header(&found, reader, 0, err);
        if (s && n) return OK; /* the rows are read, and refused, later */
        if (s || !found) break;
        size_t columns = reader->count < HEADER_KNOWN ? reader->count : HEADER_KNOWN - 1;
        size_t known = fields_known(table, reader->fields, reader->count);
        size_t this_one = HEADER_KNOWN * known + columns;
        /* A header that is plain is not passed over for a row of words. */
        if (n && (known < 2 || this_one < *score + 2 * HEADER_KNOWN)) continue;
        *score = this_one;
        if (titles) *titles = n;
    }
    return s;
}

static Status find_titles(InputFile *file, Err *err)
{
    RecordReader reader;
    size_t score;
    Status s = records_open(&reader, file->path, &file->format, err);

    if (s) return s;
    s = input_score_header(&score, &file->titles, file->table, &reader, err);
    records_close(&reader);
    return s;
}

/* The score of a delimiter: names that are known, then the number of columns. */
static Status try_delimiter(size_t *score, const InputFile *file, char delimiter, Err *err)
{
    RecordReader reader;
    RecordFormat format = { .text = { file->format.text.encoding, delimiter } };
    Status s = records_open(&reader, file->path, &format, err);

    if (s) return s;
    s = input_score_header(score, NULL, file->table, &reader, err);
    records_close(&reader);
    return s;
}

static Status find_delimiter(InputFile *file, Err *err)
{
    static const char candidates[] = { ',', ';', '\t', '|' };
    size_t best = 0;
    Status s = OK, any = ERR_DATA;

    for (size_t i = 0; i < COUNT_OF(candidates); i++) {
        size_t score = 0;
        s = try_delimiter(&score, file, candidates[i], err);
        if (s && s != ERR_DATA) return s;
        if (!s) any = OK;
        if (s || score <= best) continue;
        best = score;
        file->format.text.delimiter = candidates[i];
    }
    if (any) return any;
    if (best) return OK;
    return err_set(err, ERR_DATA, "%s is empty: it has no header line, so no %s", file->path,
                   schema_table_name(file->table));
}

static void keep_header(InputFile *file, const RecordReader *reader, Arena *arena)
{
    const char **names = ARENA_ARRAY(arena, const char *, reader->count);

    for (size_t c = 0; c < reader->count; c++) {
        CsvField field = reader->fields[c];
        text_trim(&field.text, &field.size);
        names[c] = utf8_clean(field.text, field.size, 100, arena);
    }
    file->header = names;
    file->columns = reader->count;
}

/* With several files a mapping may be meant for another of them. */
FieldMaps maps_of(const ImportPlan *plan, TableId table, Arena *arena)
{
    bool only_file = !plan->customers && !plan->products && !plan->interactions;

    if (plan->source) {
        const TableMap *map = &plan->source->tables[table];
        const char *where = map->where ? map->where
                                       : arena_format(arena, "%s: %s", plan->source->where,
                                                      schema_table_name(table));
        return (FieldMaps){ .items = map->columns,
                            .count = map->column_count,
                            .given = arena_format(arena, "%s: columns:", where),
                            .strict = true,
                            .configured = true,
                            .given_each = map->columns_where,
                            .no_amounts = plan->amount == AMOUNT_NONE };
    }
    return (FieldMaps){ .items = plan->maps,
                        .count = plan->map_count,
                        .given = "--map",
                        .strict = only_file,
                        .no_amounts = plan->amount == AMOUNT_NONE };
}

static Status recognise_text(InputFile *file, const ImportPlan *plan, Err *err)
{
    CsvFormat *format = &file->format.text;
    Status s;

    if (plan->sheet && file->table == TRANSACTIONS) {
        return err_set(err, ERR_USAGE,
                       "--sheet is for workbooks (.xlsx), and %s is not one: leave it out",
                       file->path);
    }
    file->place = file->path;
    format->encoding = plan->encoding;
    format->delimiter = plan->delimiter;
    if (!plan->encoding && (s = csv_sniff(&format->encoding, file->path, err))) return s;
    return plan->delimiter ? OK : find_delimiter(file, err);
}

/* What kind of file it is, and how it is read. */
static Status find_format(InputFile *file, const ImportPlan *plan, Arena *arena, Err *err)
{
    Status s;

    if (file->format.kind == RECORDS_ROWS) return OK;
    if ((s = records_look(&file->format.kind, &file->sheets, file->path, arena, err))) return s;
    s = file->format.kind == RECORDS_WORKBOOK ? input_find_sheet(file, plan, arena, err)
                                              : recognise_text(file, plan, err);
    return s ? s : find_titles(file, err);
}

Status input_find_header(InputFile *file, const ImportPlan *plan, Arena *arena, Err *err)
{
    RecordReader reader;
    Status s = find_format(file, plan, arena, err);

    if (s) return s;
    file->dates.rows = file->numbers.rows = file->format.kind != RECORDS_TEXT;
    if ((s = input_open(&reader, file, err))) return s;
    keep_header(file, &reader, arena);
    file->header_line = reader.line;
    records_close(&reader);
    return OK;
}

Status input_recognise(InputFile *file, const ImportPlan *plan, Arena *arena, Err *err)
{
    const FieldMaps maps = maps_of(plan, file->table, arena);
    Status s = input_find_header(file, plan, arena, err);

    if (s) return s;
    s = file->table == TRANSACTIONS ? fields_match(file->column, file->table, file->header,
                                                   file->columns, &maps, file->place, arena, err)
                                    : fields_find(file->column, file->table, file->header,
                                                  file->columns, &maps, file->place, arena, err);
    if (!s) input_watch_filled(file, plan, &maps);
    return s;
}

Reject record_shape(const InputFile *file, const RecordReader *reader)
{
    /* Cells stand under their header whatever is beside them. */
    if (reader->kind != RECORDS_TEXT) return REJECTS;
    if (reader->stray) return REJECT_QUOTE;
    for (size_t f = file->columns; f < reader->count; f++) {
        CsvField field = reader->fields[f];
        text_trim(&field.text, &field.size);
        if (field.size) return REJECT_LONG;
    }
    if (reader->count >= file->columns) return REJECTS;
    for (int f = 0; f < FIELDS_STORED; f++) {
        if (file->column[f] >= (int)reader->count) return REJECT_SHORT;
    }
    return REJECTS;
}

CsvField record_value(const InputFile *file, const RecordReader *reader, Field field)
{
    int column = file->column[field];
    CsvField value = { "", 0 };

    if (column == NO_COLUMN || (size_t)column >= reader->count) return value;
    value = reader->fields[column];
    text_trim(&value.text, &value.size);
    if (text_is_blank(value.text, value.size)) value.size = 0;
    return value;
}

Typed record_typed(const InputFile *file, const RecordReader *reader, Field field)
{
    int column = file->column[field];

    if (!reader->typed || column == NO_COLUMN || (size_t)column >= reader->count) return TYPED_TEXT;
    return (Typed)reader->typed[column];
}

Status job_say_share(Job *job, size_t done, size_t of, Err *err)
{
    const ImportPlan *plan = job->plan;

    if (plan->progress) {
        plan->progress(plan->context, "Writing the sales", (double)done / (double)(of + 1));
    }
    if (!plan->stop || !plan->stop(plan->context)) return OK;
    return err_set(err, ERR_TRY_AGAIN, "%s: the import was interrupted, nothing was changed",
                   plan->path);
}

Status job_say(Job *job, const char *step, const RecordReader *reader, Err *err)
{
    const ImportPlan *plan = job->plan;
    double share = (double)(job->bytes_done + records_done(reader)) / (double)(job->bytes_of + 1);

    if (plan->progress) plan->progress(plan->context, step, share < 1 ? share : 1);
    if (!plan->stop || !plan->stop(plan->context)) return OK;
    return err_set(err, ERR_TRY_AGAIN, "%s: the import was interrupted, nothing was changed",
                   plan->path);
}

/* --- evidence --------------------------------------------------------------------------------- */

static void note_forms(InputFile *file, const RecordReader *reader, const ImportPlan *plan)
{
    static const Field dates[] = { FIELD_SIGNUP, FIELD_CONTACT_DATE };
    static const Field numbers[] = { FIELD_PRICE, FIELD_DURATION };

    for (size_t i = 0; i < COUNT_OF(dates); i++) {
        CsvField value = record_value(file, reader, dates[i]);
        if (!value.size) continue;
        if (record_typed(file, reader, dates[i]) == TYPED_DATE) {
            date_note_typed(&file->dates, value.text, value.size);
        } else {
            date_note(&file->dates, value.text, value.size, reader->line);
        }
    }
    for (size_t i = 0; i < COUNT_OF(numbers) && !plan->decimal; i++) {
        CsvField value = record_value(file, reader, numbers[i]);
        if (!value.size || record_typed(file, reader, numbers[i]) == TYPED_NUMBER) continue;
        file->numbers.column = file->header[file->column[numbers[i]]];
        number_note(&file->numbers, value.text, value.size, reader->line);
    }
}

/* Ids get their entries. */
static void note_ids(Job *job, InputFile *file, const RecordReader *reader)
{
    CsvField customer = record_value(file, reader, FIELD_CUSTOMER);
    CsvField product = record_value(file, reader, FIELD_PRODUCT);

    if (customer.size && customer.size <= ID_BYTES) {
        customer = who_key(&job->key, customer);
        uint32_t which = ids_put(&job->customers, &customer);
        if (file->table == CUSTOMERS) ids_facts(&job->customers, which)->listed = true;
    }
    if (product.size && product.size <= ID_BYTES) ids_put(&job->products, &product);
}

static Status scan_file(Job *job, InputFile *file, Err *err)
{
    RecordReader reader;
    bool more = true;
    Status s = input_open(&reader, file, err);

    if (s) return s;
    while (!s && !(s = records_next(&more, &reader, err)) && more) {
        if (record_is_blank(&reader)) continue;
        if (file->lines++ % SAY_EVERY == 0) s = job_say(job, "Looking at the files", &reader, err);
        if (record_shape(file, &reader) != REJECTS) continue;
        note_forms(file, &reader, job->plan);
        input_note_filled(file, &reader);
        note_ids(job, file, &reader);
    }
    job->bytes_done += reader.of;
    records_close(&reader);
    return s;
}

static Field date_field(TableId table)
{
    return table == CUSTOMERS ? FIELD_SIGNUP : FIELD_CONTACT_DATE;
}

static Status decide_forms(InputFile *file, const ImportPlan *plan, Arena *arena, Err *err)
{
    int column = file->column[date_field(file->table)];
    const char *where = arena_format(arena, "%s: %s", file->place,
                                     column == NO_COLUMN ? "dates" : file->header[column]);
    Status s;

    file->date_form = plan->date_form;
    file->decimal = plan->decimal;
    if (!plan->has_date_form && (s = date_decide(&file->date_form, &file->dates, where, err))) {
        return s;
    }
    if (plan->decimal) return OK;
    return number_decide(&file->decimal, &file->numbers, file->place, err);
}

Status job_scan(Job *job, Err *err)
{
    Status s;

    for (size_t f = 0; f < job->file_count; f++) {
        InputFile *file = &job->files[f];
        if ((s = input_recognise(file, job->plan, job->arena, err))) return s;
        if (file->table != TRANSACTIONS) continue;
        const FieldMaps maps = maps_of(job->plan, file->table, job->arena);
        if ((s = sales_recognise(job->sales, job, file, &maps, err))) return s;
    }
    for (size_t f = 0; f < job->file_count; f++) {
        InputFile *file = &job->files[f];
        if (file->table == TRANSACTIONS) {
            if ((s = sales_read(job->sales, job, file, err))) return s;
            continue;
        }
        if ((s = scan_file(job, file, err))) return s;
        if ((s = decide_forms(file, job->plan, job->arena, err))) return s;
    }
    return OK;
}
