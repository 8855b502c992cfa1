#include "store/translate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/tally.h"
#include "store/value.h"

/* A column whose first so many values are all in our form is in our form; later ones that are not
 * are counted when it is read. */
#define SAMPLE_ROWS 2000
/* Longer texts are no numbers. */
#define MAX_QUOTED 80

typedef struct Survey {
    Translator *translator;
    Schema *schema;
    Db *db;
    const Source *source;
    Arena *arena;
} Survey;

/* --- the functions, as SQL calls them --------------------------------------------------------- */

/* The bytes of a value without blanks around them; NULL where there are none, or in a BLOB. */
static const char *text_of(size_t *size, sqlite3_value *value)
{
    int type = sqlite3_value_type(value);
    const char *text = NULL;

    *size = 0;
    if (type != SQLITE_NULL && type != SQLITE_BLOB) text = (const char *)sqlite3_value_text(value);
    if (!text) return NULL;
    *size = (size_t)sqlite3_value_bytes(value);
    text_trim(&text, size);
    return text_is_blank(text, *size) ? NULL : text;
}

/* An id that is not in the table of ids must not be taken for the number of another. */
static void answer_unknown(sqlite3_context *context, sqlite3_value *value, const char *text,
                           size_t size)
{
    char quoted[MAX_QUOTED + 3];
    int64_t number;

    if (!text || size > MAX_QUOTED || id_from_text(&number, text, size) == READ_BAD) {
        sqlite3_result_value(context, value);
        return;
    }
    int length = snprintf(quoted, sizeof quoted, "\"%.*s\"", (int)size, text);
    sqlite3_result_text(context, quoted, length, SQLITE_TRANSIENT);
}

/* shop_customer(id), shop_product(id): the number of a text id. */
static void call_key(sqlite3_context *context, int count, sqlite3_value **values)
{
    const Keys *keys = sqlite3_user_data(context);
    size_t size;
    const char *text = text_of(&size, values[0]);
    uint32_t found = text ? textpool_find(&keys->pool, text, size) : NOT_FOUND;

    (void)count;
    if (found == NOT_FOUND) {
        answer_unknown(context, values[0], text, size);
    } else {
        sqlite3_result_int64(context, keys->number[found]);
    }
}

/* shop_date(form, value) */
static void call_date(sqlite3_context *context, int count, sqlite3_value **values)
{
    char iso[NUMBER_TEXT];
    size_t size;
    Moment moment = { .day = 0 };
    const char *text = text_of(&size, values[1]);
    DateForm form = (DateForm)sqlite3_value_int(values[0]);
    DateReading got = text ? moment_read(&moment, form, text, size) : DATE_BLANK;

    (void)count;
    /* An unknown date is one in our own form too: 1970-01-01. */
    if (got == DATE_FINE || got == DATE_UNKNOWN) {
        sqlite3_result_text(context, day_iso(iso, moment.day), -1, SQLITE_TRANSIENT);
    } else {
        sqlite3_result_value(context, values[1]);
    }
}

static bool number_of(double *out, char decimal, sqlite3_value *value)
{
    size_t size;
    int type = sqlite3_value_type(value);

    if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
        *out = sqlite3_value_double(value);
        return true;
    }
    const char *text = text_of(&size, value);
    return text && number_parse(out, decimal, text, size) == NUMBER_FINE;
}

/* shop_number(value) */
static void call_number(sqlite3_context *context, int count, sqlite3_value **values)
{
    const Translator *translator = sqlite3_user_data(context);
    double number;

    (void)count;
    if (number_of(&number, translator->decimal, values[0])) {
        sqlite3_result_double(context, number);
    } else {
        sqlite3_result_value(context, values[0]);
    }
}

/* shop_times(quantity, unit price): without one of them there is no amount; one that is no number
 * is returned, to be shown. */
static void call_times(sqlite3_context *context, int count, sqlite3_value **values)
{
    const Translator *translator = sqlite3_user_data(context);
    double number[2];

    for (int i = 0; i < count; i++) {
        size_t size;
        if (number_of(&number[i], translator->decimal, values[i])) continue;
        bool blank = sqlite3_value_type(values[i]) != SQLITE_BLOB && !text_of(&size, values[i]);
        if (!blank) sqlite3_result_value(context, values[i]);
        return;
    }
    sqlite3_result_double(context, number[0] * number[1]);
}

/* shop_blank(value): NULL, an empty text, or a word for none. */
static void call_blank(sqlite3_context *context, int count, sqlite3_value **values)
{
    size_t size;
    bool blob = sqlite3_value_type(values[0]) == SQLITE_BLOB;

    (void)count;
    sqlite3_result_int(context, !blob && !text_of(&size, values[0]));
}

static Status add_functions(const Survey *survey, Err *err)
{
    Translator *t = survey->translator;
    const struct {
        const char *name;
        int arguments;
        void *data;
        void (*call)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {
        { "shop_customer", 1, &t->customers, call_key },
        { "shop_product", 1, &t->products, call_key },
        { "shop_date", 2, t, call_date },
        { "shop_number", 1, t, call_number },
        { "shop_times", 2, t, call_times },
        { "shop_blank", 1, t, call_blank },
    };

    for (size_t i = 0; i < COUNT_OF(functions); i++) {
        if (sqlite3_create_function_v2(survey->db->handle, functions[i].name,
                                       functions[i].arguments,
                                       SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                       functions[i].data, functions[i].call, NULL, NULL, NULL)) {
            return db_failed(survey->db, "preparing", err);
        }
    }
    return OK;
}

static void wrap(const Survey *survey, ColumnId column, const char *function)
{
    const char **expression = &survey->schema->column[column];

    if (!*expression) return;
    survey->translator->used = true;
    *expression = arena_format(survey->arena, "%s%s)", function, *expression);
}

/* --- looking at a column ---------------------------------------------------------------------- */

/* Called with each value; false when enough is seen. */
typedef bool Look(void *context, sqlite3_stmt *row);

static Status look_at(const Survey *survey, TableId table, const char *expression, Look *look,
                      void *context, Err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    const char *sql =
        arena_format(survey->arena, "SELECT %s FROM %s", expression, survey->schema->from[table]);
    Status s = db_prepare(&rows, survey->db, sql, err);

    while (!s && !(s = db_step(&row, survey->db, rows, "looking at the columns", err)) && row) {
        if (!look(context, rows)) break;
    }
    sqlite3_finalize(rows);
    return s;
}

static const char *where_of(const Survey *survey, ColumnId column, const char *expression)
{
    return arena_format(survey->arena, "%s: %s (%s)", survey->source->path,
                        schema_column_name(column), expression);
}

/* Are so many values not in our form that the column is in another? A few of them are a fault, to
 * be counted. */
static bool is_other(int64_t bad, int64_t rows)
{
    return bad && tally_excessive(&(Tally){ .count = bad }, rows);
}

/* --- ids -------------------------------------------------------------------------------------- */

typedef struct IdSurvey {
    Keys *keys;
    int64_t rows, bad;
} IdSurvey;

static bool look_at_id(void *context, sqlite3_stmt *row)
{
    IdSurvey *survey = context;
    int64_t id;

    survey->rows++;
    if (value_id(&id, row, 0) == READ_BAD) survey->bad++;
    return true;
}

static bool keep_id(void *context, sqlite3_stmt *row)
{
    IdSurvey *survey = context;
    int64_t id;

    if (value_id(&id, row, 0) == READ_MISSING || sqlite3_column_type(row, 0) == SQLITE_BLOB)
        return true;
    const char *text = (const char *)sqlite3_column_text(row, 0);
    size_t size = (size_t)sqlite3_column_bytes(row, 0);
    if (!text) return true;
    text_trim(&text, &size);
    if (size) textpool_put(&survey->keys->pool, text, size);
    return true;
}

typedef struct Ranked {
    const PoolEntry *entry;
    uint32_t number;
} Ranked;

static int by_bytes(const void *a, const void *b)
{
    const PoolEntry *left = ((const Ranked *)a)->entry, *right = ((const Ranked *)b)->entry;
    int order =
        memcmp(left->text, right->text, left->size < right->size ? left->size : right->size);

    return order ? order : (left->size > right->size) - (left->size < right->size);
}

/* Numbers from 1, in the order of the ids' bytes. */
static void number_keys(Keys *keys, Arena *arena)
{
    size_t count = keys->pool.count;
    Ranked *ranked = ARENA_ARRAY(arena, Ranked, count);
    int64_t *number = ARENA_ARRAY(arena, int64_t, count);
    const char **texts = ARENA_ARRAY(arena, const char *, count);

    for (uint32_t i = 0; i < count; i++)
        ranked[i] = (Ranked){ textpool_at(&keys->pool, i), i };
    if (count) qsort(ranked, count, sizeof *ranked, by_bytes);
    for (size_t i = 0; i < count; i++) {
        number[ranked[i].number] = (int64_t)i + 1;
        texts[i] = utf8_clean(ranked[i].entry->text, ranked[i].entry->size, NAME_CHARS, arena);
    }
    keys->used = true;
    keys->number = number;
    keys->texts = texts;
}

/* Where most ids of the table that lists them are texts, all of them are. */
static Status survey_ids(const Survey *survey, Keys *keys, TableId table, ColumnId id, Err *err)
{
    IdSurvey ids = { .keys = keys };
    const char *column = survey->schema->column[id];
    Status s;

    keys->pool.arena = survey->arena;
    if (!survey->schema->table[table]) return OK;
    s = look_at(survey, table, column, look_at_id, &ids, err);
    if (s || !is_other(ids.bad, ids.rows)) return s;
    if ((s = look_at(survey, table, column, keep_id, &ids, err))) return s;
    number_keys(keys, survey->arena);
    return OK;
}

static Status translate_ids(const Survey *survey, Err *err)
{
    Translator *t = survey->translator;
    Status s;

    if ((s = survey_ids(survey, &t->customers, CUSTOMERS, CUSTOMER_ID, err))) return s;
    if ((s = survey_ids(survey, &t->products, PRODUCTS, PRODUCT_ID, err))) return s;
    if (t->customers.used) {
        wrap(survey, CUSTOMER_ID, "shop_customer(");
        wrap(survey, SALE_CUSTOMER, "shop_customer(");
        wrap(survey, CONTACT_CUSTOMER, "shop_customer(");
    }
    if (t->products.used) {
        wrap(survey, PRODUCT_ID, "shop_product(");
        wrap(survey, SALE_PRODUCT, "shop_product(");
    }
    return OK;
}

/* --- dates ------------------------------------------------------------------------------------ */

typedef struct FormSurvey {
    int64_t rows, bad;
    DateEvidence dates;
    NumberEvidence numbers;
} FormSurvey;

static bool look_at_date(void *context, sqlite3_stmt *row)
{
    FormSurvey *survey = context;
    Day day;
    Reading got = value_day(&day, row, 0);

    if (got == READ_MISSING) return true;
    survey->rows++;
    survey->bad += got == READ_BAD;
    if (sqlite3_column_type(row, 0) != SQLITE_BLOB) {
        const char *text = (const char *)sqlite3_column_text(row, 0);
        if (text) {
            date_note(&survey->dates, text, (size_t)sqlite3_column_bytes(row, 0), survey->rows);
        }
    }
    return survey->bad || survey->rows < SAMPLE_ROWS;
}

static Status translate_date(const Survey *survey, TableId table, ColumnId column, Err *err)
{
    const char *expression = survey->schema->column[column];
    const Source *source = survey->source;
    FormSurvey found = { 0 };
    DateForm form = source->date_form;
    Status s;

    if (!survey->schema->table[table] || !expression) return OK;
    if ((s = look_at(survey, table, expression, look_at_date, &found, err))) return s;
    if (!is_other(found.bad, found.rows)) return OK;
    if (!source->has_date_form &&
        (s = date_decide(&form, &found.dates, where_of(survey, column, expression), err))) {
        return s;
    }
    wrap(survey, column, arena_format(survey->arena, "shop_date(%d, ", (int)form));
    return OK;
}

/* --- amounts ---------------------------------------------------------------------------------- */

static bool look_at_number(void *context, sqlite3_stmt *row)
{
    FormSurvey *survey = context;

    for (int c = 0; c < sqlite3_column_count(row); c++) {
        double number;
        Reading got = value_amount(&number, row, c);
        if (got == READ_MISSING) continue;
        survey->rows++;
        survey->bad += got == READ_BAD;
        if (sqlite3_column_type(row, c) != SQLITE_TEXT) continue;
        const char *text = (const char *)sqlite3_column_text(row, c);
        if (text) {
            number_note(&survey->numbers, text, (size_t)sqlite3_column_bytes(row, c), survey->rows);
        }
    }
    return survey->bad || survey->rows < SAMPLE_ROWS;
}

/* The factors of shop_times(a, b), or the amount itself. */
static const char *factors(const char *expression, Arena *arena)
{
    static const char function[] = "shop_times(";
    size_t size = strlen(expression), skip = strlen(function);

    if (strncmp(expression, function, skip)) return expression;
    return arena_text_n(arena, expression + skip, size - skip - 1);
}

static Status translate_amount(const Survey *survey, Err *err)
{
    const char *amount = survey->schema->column[SALE_AMOUNT];
    const char *read = factors(amount, survey->arena);
    FormSurvey found = { 0 };
    Status s;

    if ((s = look_at(survey, TRANSACTIONS, read, look_at_number, &found, err))) return s;
    if (!is_other(found.bad, found.rows)) return OK;
    char *decimal = &survey->translator->decimal;
    *decimal = survey->source->decimal;
    if (!*decimal) {
        s = number_decide(decimal, &found.numbers, where_of(survey, SALE_AMOUNT, read), err);
    }
    if (!s && read == amount) wrap(survey, SALE_AMOUNT, "shop_number(");
    return s;
}

/* ---------------------------------------------------------------------------------------------- */

/* The forms are ours, unless the user says otherwise. */
static Status translate_forms(const Survey *survey, Err *err)
{
    const Source *source = survey->source;
    Status s;

    if (source->has_date_form) {
        if ((s = translate_date(survey, TRANSACTIONS, SALE_DATE, err))) return s;
        if ((s = translate_date(survey, CUSTOMERS, CUSTOMER_SIGNUP, err))) return s;
        if ((s = translate_date(survey, INTERACTIONS, CONTACT_DATE, err))) return s;
    }
    return source->decimal ? translate_amount(survey, err) : OK;
}

Status translator_open(Translator *out, Schema *schema, Db *db, const Source *source, Arena *arena,
                       Err *err)
{
    const Survey survey = { out, schema, db, source, arena };
    Status s;

    *out = (Translator){ .decimal = '.' };
    if ((s = add_functions(&survey, err))) return s;
    if ((s = translate_forms(&survey, err))) return s;
    return translate_ids(&survey, err);
}

void translator_close(Translator *translator)
{
    textpool_close(&translator->customers.pool);
    textpool_close(&translator->products.pool);
}
