/* Second pass: the rows. A line goes in as a whole or not at all; what is blank in it stays blank
 * and is counted when the database is read. */
#include <math.h>
#include <string.h>

#include "import/sales_private.h"
#include "store/value.h"

#define SAY_EVERY 4096

/* Where rows of the file that is being read go. */
typedef struct Load {
    Job *job;
    InputFile *file;
    const RecordReader *reader;
    Inserter inserter;
    int64_t row; /* numbers rows that have no id */
    Field wrong; /* the field that a line was rejected for */
    Buf name;    /* of a customer, on its way */
} Load;

/* --- values ----------------------------------------------------------------------------------- */

static Reject put_date(Load *load, int place, Field field, Day *day, bool *has_day)
{
    CsvField value = record_value(load->file, load->reader, field);
    Moment moment;

    *has_day = false;
    if (!value.size) {
        put_null(&load->inserter, place);
        return REJECTS;
    }
    load->wrong = field;
    DateForm form = record_typed(load->file, load->reader, field) == TYPED_DATE
                        ? DATE_YMD
                        : load->file->date_form;
    switch (moment_read(&moment, form, value.text, value.size)) {
    case DATE_FINE: break;
    case DATE_BLANK: put_null(&load->inserter, place); return REJECTS;
    case DATE_UNKNOWN: put_null(&load->inserter, place); return REJECTS;
    case DATE_BAD: return REJECT_DATE;
    }
    *has_day = true;
    *day = moment.day;
    put_day(&load->inserter, place, *day);
    return REJECTS;
}

/* Cells that are numbers have a decimal point, whatever the texts among them have. */
static char decimal_of(const Load *load, Field field)
{
    return record_typed(load->file, load->reader, field) == TYPED_NUMBER ? '.'
                                                                         : load->file->decimal;
}

static Reject read_number(Load *load, Field field, double *out, bool *has_number)
{
    CsvField value = record_value(load->file, load->reader, field);
    NumberReading got = number_parse(out, decimal_of(load, field), value.text, value.size);

    load->wrong = field;
    *has_number = got == NUMBER_FINE;
    return got == NUMBER_HUGE ? REJECT_HUGE : got == NUMBER_NONE ? REJECT_NUMBER : REJECTS;
}

static Reject put_figure(Load *load, int place, Field field)
{
    double value;
    bool there;
    Reject why = read_number(load, field, &value, &there);

    if (there) {
        put_number(&load->inserter, place, value);
    } else {
        put_null(&load->inserter, place);
    }
    return why;
}

static Reject put_id(Load *load, int place, Ids *ids, Field field, uint32_t *which)
{
    CsvField value = record_value(load->file, load->reader, field);

    *which = NOT_FOUND;
    load->wrong = field;
    if (value.size > ID_BYTES) return REJECT_ID;
    if (!value.size) {
        put_null(&load->inserter, place);
        return REJECTS;
    }
    if (ids == &load->job->customers) value = who_key(&load->job->key, value);
    *which = ids_put(ids, &value);
    if (*which >= ids->numbered) return REJECT_ID; /* the file grew between the passes */
    put_integer(&load->inserter, place, ids->number[*which]);
    return REJECTS;
}

static void put_words(Load *load, int place, Field field)
{
    CsvField value = record_value(load->file, load->reader, field);

    put_text(&load->inserter, place, value.text, value.size < TEXT_BYTES ? value.size : TEXT_BYTES);
}

/* --- the other files -------------------------------------------------------------------------- */

/* First and last name, where there is no whole one. */
static void put_full_name(Load *load, int place)
{
    CsvField first = record_value(load->file, load->reader, FIELD_FIRST_NAME);
    CsvField last = record_value(load->file, load->reader, FIELD_LAST_NAME);

    if (record_value(load->file, load->reader, FIELD_CUSTOMER_NAME).size ||
        (!first.size && !last.size)) {
        put_words(load, place, FIELD_CUSTOMER_NAME);
        return;
    }
    buf_clear(&load->name);
    buf_put(&load->name, first.text, first.size);
    if (first.size && last.size) buf_char(&load->name, ' ');
    buf_put(&load->name, last.text, last.size);
    put_text(&load->inserter, place, load->name.data,
             load->name.size < TEXT_BYTES ? load->name.size : TEXT_BYTES);
}

/* Where a product has no name, an id that is a text tells more than its number. */
static void put_name(Load *load, int place, Field field, const Ids *ids, uint32_t which)
{
    CsvField name = record_value(load->file, load->reader, field);

    if (name.size || !ids->has_texts || which == NOT_FOUND) {
        put_words(load, place, field);
    } else {
        const PoolEntry *entry = textpool_at(&ids->pool, which);
        put_text(&load->inserter, place, entry->text, entry->size);
    }
}

/* What the file of customers says, else what the last order said. Where a shop writes down only who
 * wants no more, the others may be written to. */
static void put_consent(Load *load, int place)
{
    const int *column = load->file->column;
    bool only_out = column[FIELD_CONSENT] == NO_COLUMN && column[FIELD_OPT_OUT] != NO_COLUMN;
    CsvField yes = record_value(load->file, load->reader, FIELD_CONSENT);
    CsvField no = record_value(load->file, load->reader, FIELD_OPT_OUT);

    if (no.size && consent_is_withdrawn(no.text, no.size)) {
        put_integer(&load->inserter, place, 0);
    } else if (yes.size || no.size || only_out) {
        put_integer(&load->inserter, place, !yes.size || consent_is_given(yes.text, yes.size));
    } else {
        put_null(&load->inserter, place);
    }
}

static Reject load_customer(Load *load)
{
    Job *job = load->job;
    uint32_t which;
    bool has_day;
    Day day;
    Reject why;

    if ((why = put_id(load, 0, &job->customers, FIELD_CUSTOMER, &which)) != REJECTS) return why;
    if (which == NOT_FOUND) return REJECT_ID;
    put_full_name(load, 1);
    put_words(load, 2, FIELD_EMAIL);
    if ((why = put_date(load, 3, FIELD_SIGNUP, &day, &has_day)) != REJECTS) return why;
    put_words(load, 4, FIELD_COUNTRY);
    put_consent(load, 5);
    return REJECTS;
}

static Reject load_product(Load *load)
{
    Job *job = load->job;
    uint32_t which;
    Reject why;

    if ((why = put_id(load, 0, &job->products, FIELD_PRODUCT, &which)) != REJECTS) return why;
    if (which == NOT_FOUND) return REJECT_ID;
    put_name(load, 1, FIELD_PRODUCT_NAME, &job->products, which);
    put_words(load, 2, FIELD_CATEGORY);
    return put_figure(load, 3, FIELD_PRICE);
}

static Reject load_contact(Load *load)
{
    uint32_t customer;
    bool has_day;
    Day day;
    Reject why;

    put_integer(&load->inserter, 0, load->row);
    if ((why = put_id(load, 1, &load->job->customers, FIELD_CUSTOMER, &customer)) != REJECTS) {
        return why;
    }
    put_words(load, 2, FIELD_CONTACT_TYPE);
    if ((why = put_date(load, 3, FIELD_CONTACT_DATE, &day, &has_day)) != REJECTS) return why;
    return put_figure(load, 4, FIELD_DURATION);
}

/* --- files ------------------------------------------------------------------------------------ */

static Reject load_record(Load *load)
{
    Reject why = record_shape(load->file, load->reader);

    if (why != REJECTS) return why;
    switch (load->file->table) {
    case CUSTOMERS: return load_customer(load);
    case PRODUCTS: return load_product(load);
    case TRANSACTIONS:
    case INTERACTIONS: return load_contact(load);
    case TABLES: break;
    }
    return REJECTS;
}

const char *job_columns(const Job *job, TableId table)
{
    switch (table) {
    case CUSTOMERS: return "customer_id, name, email, signup_date, country, consent";
    case PRODUCTS: return "product_id, product_name, category, price";
    case TRANSACTIONS:
        return job->writer.has_lines ? "transaction_id, customer_id, product_id, transaction_date, "
                                       "quantity, total_amount, line_number"
                                     : "transaction_id, customer_id, product_id, transaction_date, "
                                       "quantity, total_amount";
    case INTERACTIONS:
        return "interaction_id, customer_id, interaction_type, interaction_date, duration_seconds";
    case TABLES: break;
    }
    return "";
}

/* The number behind the last of what the database has, for rows without an id. */
static Status first_row(int64_t *row, const Job *job, TableId table, Err *err)
{
    const char *sql = table == INTERACTIONS ? "SELECT max(interaction_id) FROM interactions"
                                            : "SELECT max(transaction_id) FROM transactions";

    *row = 0;
    if (table == CUSTOMERS || table == PRODUCTS) return OK;
    return writer_ask(row, &job->writer, sql, err);
}

static const char *step_of(TableId table)
{
    switch (table) {
    case CUSTOMERS: return "Importing customers";
    case PRODUCTS: return "Importing products";
    case TRANSACTIONS: return "Importing transactions";
    case INTERACTIONS: return "Importing interactions";
    case TABLES: break;
    }
    return "";
}

static Status load_rows(Load *load, RecordReader *reader, Err *err)
{
    Job *job = load->job;
    int64_t lines = 0;
    bool more = true;
    Status s = OK;

    while (!s && !(s = records_next(&more, reader, err)) && more) {
        if (record_is_blank(reader)) continue;
        if (lines++ % SAY_EVERY == 0) {
            if ((s = job_say(job, step_of(load->file->table), reader, err))) break;
        }
        load->row++;
        Reject why = load_record(load);
        s = why == REJECTS
                ? inserter_row(&load->inserter, err)
                : job_reject(job, load->file, reader, why, load->file->column[load->wrong], err);
    }
    return s;
}

static Status load_file(Job *job, InputFile *file, Err *err)
{
    RecordReader reader;
    Load load = { .job = job, .file = file, .reader = &reader };
    Status s = first_row(&load.row, job, file->table, err);

    if (!s) s = input_open(&reader, file, err);
    if (s) return s;
    s = inserter_open(&load.inserter, &job->writer, schema_table_name(file->table),
                      job_columns(job, file->table), err);
    if (!s) s = load_rows(&load, &reader, err);
    s = inserter_close(&load.inserter, s, err);
    buf_close(&load.name);
    input_note_odd(file, &reader);
    job->bytes_done += reader.of;
    records_close(&reader);
    return s ? s : job_check_rejects(job, file, err);
}

/* --- what the lines of transactions say of customers and products ----------------------------- */

static void put_known(Inserter *inserter, int place, const char *text)
{
    put_text(inserter, place, text, text ? strlen(text) : 0);
}

static void put_known_name(Inserter *inserter, int place, const IdFacts *facts, const Ids *ids,
                           uint32_t which)
{
    const PoolEntry *entry = textpool_at(&ids->pool, which);

    if (facts->name || !ids->has_texts) {
        put_known(inserter, place, facts->name);
    } else {
        put_text(inserter, place, entry->text, entry->size);
    }
}

/* An id without a digit is a name. */
static void put_buyer_name(Inserter *inserter, int place, const IdFacts *facts, const Ids *ids,
                           uint32_t which)
{
    const PoolEntry *entry = textpool_at(&ids->pool, which);
    bool is_id = memchr(entry->text, '@', entry->size) != NULL;

    for (size_t i = 0; i < entry->size; i++)
        is_id |= entry->text[i] >= '0' && entry->text[i] <= '9';
    if (facts->name || is_id) {
        put_known(inserter, place, facts->name);
    } else {
        put_text(inserter, place, entry->text, entry->size);
    }
}

static Status write_buyers(Job *job, Err *err)
{
    Ids *ids = &job->customers;
    Inserter inserter;
    Status s =
        inserter_open(&inserter, &job->writer, "customers", job_columns(job, CUSTOMERS), err);

    for (size_t i = 0; !s && i < ids->numbered; i++) {
        uint32_t which = ids->order[i];
        const IdFacts *facts = ids_facts(ids, which);
        if (!facts->used) continue;
        put_integer(&inserter, 0, ids->number[which]);
        put_buyer_name(&inserter, 1, facts, ids, which);
        put_known(&inserter, 2, facts->email);
        if (facts->first_day == INT32_MIN) {
            put_null(&inserter, 3);
        } else {
            put_day(&inserter, 3, facts->first_day);
        }
        put_known(&inserter, 4, facts->group);
        if (facts->consent) put_integer(&inserter, 5, facts->consent > 0);
        if (!facts->consent) put_null(&inserter, 5);
        s = inserter_row(&inserter, err);
    }
    return inserter_close(&inserter, s, err);
}

static Status write_bought(Job *job, Err *err)
{
    Ids *ids = &job->products;
    Inserter inserter;
    Status s = inserter_open(&inserter, &job->writer, "products", job_columns(job, PRODUCTS), err);

    for (size_t i = 0; !s && i < ids->numbered; i++) {
        uint32_t which = ids->order[i];
        const IdFacts *facts = ids_facts(ids, which);
        if (!facts->used) continue;
        put_integer(&inserter, 0, ids->number[which]);
        put_known_name(&inserter, 1, facts, ids, which);
        put_known(&inserter, 2, facts->group);
        put_null(&inserter, 3);
        s = inserter_row(&inserter, err);
    }
    return inserter_close(&inserter, s, err);
}

/* What a customer's last order said of consent, where the customers' own table says nothing. */
static Status keep_consent(Job *job, Err *err)
{
    Ids *ids = &job->customers;
    sqlite3_stmt *update = NULL;
    Status s = OK;

    if (sqlite3_prepare_v2(job->writer.db,
                           "UPDATE customers SET consent = ? WHERE customer_id = ? AND consent IS "
                           "NULL",
                           -1, &update, NULL) != SQLITE_OK)
        return writer_failed(&job->writer, err);
    for (uint32_t i = 0; !s && i < ids->numbered; i++) {
        const IdFacts *facts = ids_facts(ids, i);
        if (!facts->consent) continue;
        sqlite3_bind_int(update, 1, facts->consent > 0);
        sqlite3_bind_int64(update, 2, ids->number[i]);
        sqlite3_step(update);
        if (sqlite3_reset(update) != SQLITE_OK) s = writer_failed(&job->writer, err);
    }
    sqlite3_finalize(update);
    return s;
}

Status job_load(Job *job, Err *err)
{
    Status s;

    if ((s = ids_number(&job->customers, &job->writer, job->arena, err))) return s;
    if ((s = ids_number(&job->products, &job->writer, job->arena, err))) return s;
    job->bytes_done = 0;
    for (size_t f = 0; f < job->file_count; f++) {
        s = job->files[f].table == TRANSACTIONS ? sales_put(job->sales, job, err)
                                                : load_file(job, &job->files[f], err);
        if (s) return s;
    }
    if (!job->has[CUSTOMERS] && (s = write_buyers(job, err))) return s;
    if (job->has[CUSTOMERS] && (s = keep_consent(job, err))) return s;
    if (!job->has[PRODUCTS] && (s = write_bought(job, err))) return s;
    if ((s = ids_keep(&job->customers, &job->writer, err))) return s;
    if ((s = ids_keep(&job->products, &job->writer, err))) return s;
    if (job->plan->row_ids &&
        (s = writer_run(&job->writer, "ALTER TABLE transactions DROP COLUMN line_number", err)))
        return s;
    return writer_drop_unknown(&job->writer, err);
}
