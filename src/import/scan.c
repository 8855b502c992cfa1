/* First pass: the delimiter and the header, then all values of the columns whose form is to be
 * recognised, and all ids. */
#include <string.h>

#include "import/job.h"

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

static Status read_header(bool *found, RecordReader *reader, Err *err)
{
    Status s;

    do {
        if ((s = records_next(found, reader, err))) return s;
    } while (*found && is_preamble(reader));
    return OK;
}

Status input_open(RecordReader *reader, const InputFile *file, Err *err)
{
    bool found;
    Status s = records_open(reader, file->path, &file->format, err);

    if (s) return s;
    s = read_header(&found, reader, err);
    if (s) records_close(reader);
    if (!s && !found) reader->count = 0;
    return s;
}

/* The score of a delimiter: names that are known, then the number of columns. */
static Status try_delimiter(size_t *score, const InputFile *file, char delimiter, Err *err)
{
    RecordReader reader;
    bool found = false;
    RecordFormat format = { .text = { file->format.text.encoding, delimiter } };
    Status s = records_open(&reader, file->path, &format, err);

    if (s) return s;
    s = read_header(&found, &reader, err);
    if (!s && found) {
        size_t columns = reader.count < 999 ? reader.count : 999;
        *score = 1000 * fields_known(file->table, reader.fields, reader.count) + columns;
    }
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
static FieldMaps maps_of(const ImportPlan *plan)
{
    bool only_file = !plan->customers && !plan->products && !plan->interactions;

    return (FieldMaps){ plan->maps, plan->map_count, "--map", only_file, false, NULL };
}

static Status recognise_text(InputFile *file, const ImportPlan *plan, Err *err)
{
    CsvFormat *format = &file->format.text;
    Status s;

    if (plan->sheet && file->table == TRANSACTIONS) {
        return err_set(err, ERR_USAGE,
                       "--sheet is for workbooks (.xlsx), and %s is none: leave it out",
                       file->path);
    }
    file->place = file->path;
    format->encoding = plan->encoding;
    format->delimiter = plan->delimiter;
    if (!plan->encoding && (s = csv_sniff(&format->encoding, file->path, err))) return s;
    return plan->delimiter ? OK : find_delimiter(file, err);
}

Status input_recognise(InputFile *file, const ImportPlan *plan, Arena *arena, Err *err)
{
    const FieldMaps maps = maps_of(plan);
    RecordReader reader;
    Status s = records_look(&file->format.kind, &file->sheets, file->path, arena, err);

    if (s) return s;
    s = file->format.kind == RECORDS_WORKBOOK ? input_find_sheet(file, plan, arena, err)
                                              : recognise_text(file, plan, err);
    if (s) return s;
    file->dates.rows = file->numbers.rows = file->format.kind == RECORDS_WORKBOOK;
    if ((s = input_open(&reader, file, err))) return s;
    keep_header(file, &reader, arena);
    records_close(&reader);
    return fields_find(file->column, file->table, file->header, file->columns, &maps, file->place,
                       arena, err);
}

Reject record_shape(const InputFile *file, const RecordReader *reader)
{
    /* Cells stand under their header whatever is beside them. */
    if (reader->kind == RECORDS_WORKBOOK) return REJECTS;
    if (reader->stray) return REJECT_QUOTE;
    for (size_t f = file->columns; f < reader->count; f++) {
        CsvField field = reader->fields[f];
        text_trim(&field.text, &field.size);
        if (field.size) return REJECT_LONG;
    }
    if (reader->count >= file->columns) return REJECTS;
    for (int f = 0; f < FIELDS; f++) {
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
    return value;
}

Typed record_typed(const InputFile *file, const RecordReader *reader, Field field)
{
    int column = file->column[field];

    if (!reader->typed || column == NO_COLUMN || (size_t)column >= reader->count) return TYPED_TEXT;
    return (Typed)reader->typed[column];
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
    static const Field dates[] = { FIELD_DATE, FIELD_SIGNUP, FIELD_CONTACT_DATE };
    static const Field numbers[] = { FIELD_TOTAL, FIELD_PRICE, FIELD_QUANTITY, FIELD_DURATION };

    for (size_t i = 0; i < COUNT_OF(dates) && !plan->has_date_form; i++) {
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
        if (value.size && record_typed(file, reader, numbers[i]) != TYPED_NUMBER)
            number_note(&file->numbers, value.text, value.size, reader->line);
    }
}

static void keep_text(const char **kept, const InputFile *file, const RecordReader *reader,
                      Field field, Arena *arena)
{
    if (*kept || file->column[field] == NO_COLUMN) return;
    CsvField value = record_value(file, reader, field);
    if (!value.size) return;
    *kept = arena_text_n(arena, value.text, value.size < TEXT_BYTES ? value.size : TEXT_BYTES);
}

/* Ids get their entries; where no file of customers or products says more, the lines do. */
static void note_ids(Job *job, InputFile *file, const RecordReader *reader)
{
    CsvField customer = record_value(file, reader, FIELD_CUSTOMER);
    CsvField product = record_value(file, reader, FIELD_PRODUCT);
    CsvField order = record_value(file, reader, FIELD_ORDER);
    int64_t whole;

    if (customer.size && customer.size <= ID_BYTES) {
        uint32_t which = ids_put(&job->customers, &customer);
        if (file->table == TRANSACTIONS && !job->plan->customers) {
            IdFacts *facts = ids_facts(&job->customers, which);
            keep_text(&facts->name, file, reader, FIELD_CUSTOMER_NAME, job->arena);
            keep_text(&facts->email, file, reader, FIELD_EMAIL, job->arena);
            keep_text(&facts->group, file, reader, FIELD_COUNTRY, job->arena);
        }
    }
    if (product.size && product.size <= ID_BYTES) {
        uint32_t which = ids_put(&job->products, &product);
        if (file->table == TRANSACTIONS && !job->plan->products) {
            IdFacts *facts = ids_facts(&job->products, which);
            keep_text(&facts->name, file, reader, FIELD_PRODUCT_NAME, job->arena);
            keep_text(&facts->group, file, reader, FIELD_CATEGORY, job->arena);
        }
    }
    if (order.size && !job->orders.has_texts) {
        job->orders.has_texts = !id_is_whole(&whole, order.text, order.size);
    }
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
        note_ids(job, file, &reader);
    }
    job->bytes_done += reader.of;
    records_close(&reader);
    return s;
}

static Field date_field(TableId table)
{
    return table == TRANSACTIONS ? FIELD_DATE
           : table == CUSTOMERS  ? FIELD_SIGNUP
                                 : FIELD_CONTACT_DATE;
}

static Status decide_forms(InputFile *file, const ImportPlan *plan, Arena *arena, Err *err)
{
    int column = file->column[date_field(file->table)];
    const char *where = arena_format(arena, "%s: %s", file->place,
                                     column == NO_COLUMN ? "dates" : file->header[column]);
    Status s;

    if (!file->lines && file->table == TRANSACTIONS) {
        return err_set(err, ERR_DATA, "%s: there are no transactions, only a header line",
                       file->place);
    }
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
    }
    for (size_t f = 0; f < job->file_count; f++) {
        InputFile *file = &job->files[f];
        if ((s = scan_file(job, file, err))) return s;
        if ((s = decide_forms(file, job->plan, job->arena, err))) return s;
    }
    return OK;
}
