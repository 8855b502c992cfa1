/* A file of sales: recognised, read, decided. */
#include <stdlib.h>
#include <string.h>

#include "import/watch.h"

#define SAY_EVERY 4096
/* Rows that say, before the file is read, how it writes dates and numbers. */
#define FIRST_ROWS 2000

/* --- the form --------------------------------------------------------------------------------- */

static void drop_field(int column[FIELDS], Field field)
{
    column[field] = NO_COLUMN;
}

/* Names that many files use for many things are no order's id before the values say so; where the
 * same column is the name of the customer it is that. */
static void drop_weak(int column[FIELDS], const char *const *header)
{
    static const Field fields[] = { FIELD_ORDER, FIELD_LINE };

    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        int at = column[fields[i]];
        if (at != NO_COLUMN && field_is_weak(TRANSACTIONS, fields[i], header[at]) &&
            at == column[FIELD_CUSTOMER_NAME])
            drop_field(column, fields[i]);
    }
}

static Status apply_status(SalesForm *form, const ImportPlan *plan, const InputFile *file, Err *err)
{
    if (!plan->status.count) return OK;
    for (size_t r = 0; r < form->rule_count; r++) {
        ValueRule *rule = &form->rules[r];
        if (rule->of_rows) continue;
        rule->counts = plan->status;
        rule->ignores = rule->refunds = (ValueList){ 0 };
        rule->has_counts = rule->unknown_ignored = true;
        rule->has_blank = rule->blank_ignored = true;
        rule->words = false;
        form->rule_count = r + 1;
        return OK;
    }
    return err_set(err, ERR_USAGE,
                   "--status: %s has no column that looks like a state: name it with %s",
                   file->place,
                   plan->source ? "status: COLUMN, under source: transactions: columns: in a "
                                  "configuration"
                                : "--map status=COLUMN");
}

/* customer_id: [Email, Phone, …] of the user. */
static Status apply_chain(SalesForm *form, const ImportPlan *plan, const Header *header, Err *err)
{
    ColumnChain chain = { .count = 0 };

    for (size_t i = 0; i < plan->customer_chain.count; i++) {
        const char *name = plan->customer_chain.items[i];
        int column = NO_COLUMN;
        for (size_t c = 0; c < header->count && column == NO_COLUMN; c++)
            if (value_is(name, strlen(name), header->names[c])) column = (int)c;
        if (column == NO_COLUMN) {
            return err_set(err, ERR_CONFIG, "customer_id: %s has no column %s", header->path, name);
        }
        chain_add(&chain, column);
    }
    if (!chain.count) return OK;
    form->texts[TEXT_CUSTOMER] = chain;
    form->texts[TEXT_OTHER_CUSTOMER].count = 0;
    return OK;
}

/* Where there is no money, no column of it is looked at, nor the currency that it would be in. */
static void forget_money(SalesForm *form)
{
    form->no_amounts = true;
    form->discount = DISCOUNT_NONE;
    form->texts[TEXT_CURRENCY].count = 0;
    for (int f = 0; f < SALES_FIGURES; f++)
        if (f != FIGURE_QUANTITY) form->figures[f].count = 0;
}

/* Behind a refusal of a sheet's header: the sales may be in another sheet. */
static Status name_sheets(const InputFile *file, Err *err)
{
    char why[sizeof err->text];

    if (!file->others) return ERR_DATA;
    memcpy(why, err->text, sizeof why);
    return err_set(err, ERR_DATA, "%s; or name another sheet with --sheet: %s", why, file->others);
}

Status sales_recognise(Sales *sales, Job *job, InputFile *file, const FieldMaps *maps, Err *err)
{
    const ImportPlan *plan = job->plan;
    const Header header = { file->header, file->columns, file->place };
    Export export;
    bool found = false;
    Status s;

    /* Who says which column is which does not want another's word. */
    bool asks = plan->export_name || (!maps->count && !plan->source);
    if (asks && (s = export_find(&export, &found, &header, plan->export_name, job->arena, err)))
        return s;
    if (found && !export_is_whole(&export)) {
        return err_set(err, ERR_DATA,
                       "%s is one of several files of %s: give the folder that they are in",
                       file->place, export.form.name);
    }
    if (found) {
        sales->form = export.form;
        sales->export_file = export.file;
    } else {
        drop_weak(file->column, file->header);
        if ((s = fields_check(file->column, TRANSACTIONS, file->header, file->columns, maps,
                              file->place, job->arena, err)))
            return s == ERR_DATA ? name_sheets(file, err) : s;
        sales_form_of_fields(&sales->form, file->column, file->header, file->columns);
    }
    for (size_t m = 0; m < maps->count; m++) {
        sales->status_said |= !strncmp(maps->items[m], "status=", 7);
        sales->currency_said |= !strncmp(maps->items[m], "currency=", 9);
        sales->customer_said |= !strncmp(maps->items[m], "customer_id=", 12);
    }
    if (plan->amount == AMOUNT_NONE) forget_money(&sales->form);
    if ((s = apply_status(&sales->form, plan, file, err))) return s;
    if ((s = apply_chain(&sales->form, plan, &header, err))) return s;
    for (size_t w = 0; w < plan->where_count; w++) {
        s = where_read(&sales->form.where[sales->form.where_count++], plan->where[w], &header,
                       job->arena, err);
        if (s) return s;
    }
    if (!sales->form.name) watches_add(&sales->form, &header);
    return OK;
}

/* --- how it is written ------------------------------------------------------------------------ */

typedef enum Pass { PASS_FIRST_ROWS, PASS_ALL } Pass;

static bool is_header_again(const InputFile *file, const RecordReader *reader)
{
    if (reader->count < file->columns) return false;
    for (size_t c = 0; c < file->columns; c++) {
        CsvField field = reader->fields[c];
        text_trim(&field.text, &field.size);
        if (field.size != strlen(file->header[c]) ||
            memcmp(field.text, file->header[c], field.size))
            return false;
    }
    return true;
}

static bool has_total_word(const RecordReader *reader)
{
    for (size_t c = 0; c < reader->count; c++) {
        CsvField field = reader->fields[c];
        text_trim(&field.text, &field.size);
        if (field.size && total_is_word(field.text, field.size)) return true;
    }
    return false;
}

static Status read_record(SalesReading *r, Err *err)
{
    Sales *sales = r->sales;
    size_t before = sales->lines.count;
    Reject why = record_shape(r->file, r->reader);

    r->wrong = NO_COLUMN;
    if (is_header_again(r->file, r->reader)) {
        sales->headers++;
        return OK;
    }
    if (why == REJECTS) why = sales_read_row(r);
    if (why == REJECTS) {
        if (sales->lines.count > before && has_total_word(r->reader))
            sales->lines.mark[before] |= MARK_TOTAL;
        return OK;
    }
    if ((why == REJECT_DATE || why == REJECT_SHORT) && has_total_word(r->reader)) {
        sales->no_sales++;
        return OK;
    }
    return job_reject(r->job, r->file, r->reader, why, r->wrong, err);
}

static Status read_pass(Sales *sales, Job *job, InputFile *file, Pass pass, Err *err)
{
    RecordReader reader;
    SalesReading r = {
        .job = job, .file = file, .sales = sales, .reader = &reader, .zone = job->plan->zone
    };
    bool more = true;
    Status s = input_open(&reader, file, err);

    if (s) return s;
    while (!s && !(s = records_next(&more, &reader, err)) && more) {
        if (record_is_blank(&reader)) continue;
        if (pass == PASS_FIRST_ROWS && file->lines == FIRST_ROWS) break;
        if (file->lines++ % SAY_EVERY == 0) s = job_say(job, "Reading the sales", &reader, err);
        input_note_filled(file, &reader);
        if (!s) s = read_record(&r, err);
        if (pass == PASS_FIRST_ROWS) sales_look(&r);
    }
    input_note_odd(file, &reader);
    if (pass == PASS_ALL) job->bytes_done += reader.of;
    records_close(&reader);
    buf_close(&r.joined);
    buf_close(&r.key);
    buf_close(&r.spelling);
    buf_close(&r.asked);
    buf_close(&r.last_order);
    return s;
}

static const char *date_place(const Sales *sales, const InputFile *file, Arena *arena)
{
    const ColumnChain *chain = &sales->form.texts[TEXT_DATE];
    int column = chain->count ? chain->of[0].columns[0] : NO_COLUMN;

    return arena_format(arena, "%s: %s", file->place,
                        column == NO_COLUMN ? "dates" : file->header[column]);
}

/* How dates and numbers are written. */
static Status decide_forms(Sales *sales, const Job *job, const InputFile *file, bool provisional,
                           Err *err)
{
    const ImportPlan *plan = job->plan;
    Err unheard;
    Status s;

    sales->date_form = plan->date_form;
    sales->decimal = plan->decimal;
    if (!plan->has_date_form) {
        s = date_decide(&sales->date_form, &sales->dates, date_place(sales, file, job->arena),
                        provisional ? &unheard : err);
        bool given =
            sales->form.date_form && date_form_of(&sales->date_form, sales->form.date_form);
        if (s && !given && !provisional) return s;
        if (s && !given) sales->date_form = DATE_YMD;
    }
    if (plan->decimal) return OK;
    s = number_decide(&sales->decimal, &sales->numbers, file->place, provisional ? &unheard : err);
    if (s && provisional) sales->decimal = '.';
    return provisional ? OK : s;
}

/* Forgets what a pass has read, but not the people and products. */
static void begin_again(Sales *sales, Job *job, InputFile *file)
{
    for (uint32_t i = 0; i < job->customers.pool.count; i++) {
        IdFacts *facts = ids_facts(&job->customers, i);
        facts->rows = facts->other_emails = facts->other_names = facts->orders = 0;
    }
    lines_close(&sales->lines);
    textpool_close(&sales->orders);
    textpool_close(&sales->line_ids);
    textpool_close(&sales->spellings);
    sales->orders.arena = sales->line_ids.arena = sales->spellings.arena = job->texts;
    memset(sales->values, 0, sizeof sales->values);
    memset(sales->watched, 0, sizeof sales->watched);
    sales->blanks = (BlankCount){ 0 };
    sales->dates = (DateEvidence){ .rows = file->format.kind != RECORDS_TEXT };
    sales->numbers = (NumberEvidence){ .rows = file->format.kind != RECORDS_TEXT };
    sales->ids = (IdEvidence){ 0 };
    sales->no_sales = sales->headers = sales->guest_ids = 0;
    sales->currency_count = 0;
    file->lines = file->rejected = 0;
    memset(file->rejects, 0, sizeof file->rejects);
    buf_clear(&job->rejects);
}

static Status read_whole(Sales *sales, Job *job, InputFile *file, Err *err)
{
    for (int tries = 0;; tries++) {
        DateForm form = sales->date_form;
        char decimal = sales->decimal;
        Status s;
        begin_again(sales, job, file);
        if ((s = read_pass(sales, job, file, PASS_ALL, err))) return s;
        if ((s = decide_forms(sales, job, file, false, err))) return s;
        bool same = form == sales->date_form && decimal == sales->decimal;
        if (same && !sales_find_new_ids(sales, job) && !sales_find_shared(sales, job)) return OK;
        if (tries == 3) return OK;
    }
}

Status sales_read(Sales *sales, Job *job, InputFile *file, Err *err)
{
    Status s;

    sales->decimal = '.';
    begin_again(sales, job, file);
    sales_look_begin(sales, file, job->arena);
    if ((s = read_pass(sales, job, file, PASS_FIRST_ROWS, err))) return s;
    sales_look_end(sales, file, job->arena);
    if ((s = decide_forms(sales, job, file, true, err))) return s;
    if ((s = sales_look_by_name(sales, job, file, err))) return s;
    if ((s = read_whole(sales, job, file, err))) return s;
    if (!file->lines) {
        return err_set(err, ERR_DATA, "%s: there are no transactions, only a header line",
                       file->place);
    }
    if ((s = job_check_rejects(job, file, err))) return s;
    file->date_form = sales->date_form;
    file->decimal = sales->decimal;
    sales_spell_names(sales, job);
    sales_join_people(sales, job);
    if ((s = sales_decide(sales, job, file, err))) return s;
    return sales_sum_orders(sales, job, file, err);
}

void sales_close(Sales *sales)
{
    if (!sales) return;
    lines_close(&sales->lines);
    textpool_close(&sales->orders);
    textpool_close(&sales->line_ids);
    textpool_close(&sales->spellings);
}
