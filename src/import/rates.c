#include "import/rates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "recognise/fields.h"
#include "recognise/records.h"

#define EVERY_DAY INT32_MIN

enum { COLUMN_DATE, COLUMN_CURRENCY, COLUMN_RATE, RATE_COLUMNS };
static const char *const COLUMNS[RATE_COLUMNS] = { "date", "currency", "rate" };

bool rates_is_list(const char *text)
{
    return strchr(text, '=') != NULL;
}

/* --- values ----------------------------------------------------------------------------------- */

static bool is_rate(double rate)
{
    return rate >= 1e-9 && rate <= 1e9;
}

static Status set_code(Rate *rate, const char *text, size_t size, const char *where, Err *err)
{
    Currency currency;

    if (size == 3 && currency_is_code(text, size) && currency_read(&currency, text, size)) {
        memcpy(rate->code, currency.code, sizeof rate->code);
        return OK;
    }
    return err_set(err, ERR_DATA, "%s\"%.*s\" is not a currency's three-letter code", where,
                   (int)(size < 40 ? size : 40), text);
}

static int by_code_and_day(const void *a, const void *b)
{
    const Rate *left = a, *right = b;
    int order = strcmp(left->code, right->code);

    return order ? order : (left->from > right->from) - (left->from < right->from);
}

static Status settle(Rates *rates, Err *err)
{
    if (!rates->count) return err_set(err, ERR_DATA, "%s: there are no rates", rates->place);
    qsort(rates->items, rates->count, sizeof *rates->items, by_code_and_day);
    for (size_t i = 1; i < rates->count; i++) {
        const Rate *one = &rates->items[i - 1], *other = &rates->items[i];
        char day[NUMBER_TEXT];
        if (by_code_and_day(one, other) || one->rate == other->rate) continue;
        return err_set(err, ERR_DATA, "%s: two rates for %s%s%s: keep one of them", rates->place,
                       one->code, one->from == EVERY_DAY ? "" : " on ",
                       one->from == EVERY_DAY ? "" : day_iso(day, one->from));
    }
    return OK;
}

/* --- a list ----------------------------------------------------------------------------------- */

static Status read_list(Rates *out, const char *text, Arena *arena, Err *err)
{
    char *rest = arena_text(arena, text), *one;
    Rates rates = { .place = "rates" };
    Status s;

    while ((one = strsep(&rest, ",")) != NULL) {
        const char *code = one;
        size_t size = strcspn(one, "="), value_size;
        const char *value = one + size + (one[size] == '=');
        Rate rate = { .from = EVERY_DAY };
        value_size = strlen(value);
        text_trim(&code, &size);
        text_trim(&value, &value_size);
        if (!size && !value_size) continue;
        if ((s = set_code(&rate, code, size, "", err))) return s;
        if (number_parse(&rate.rate, '.', value, value_size) != NUMBER_FINE ||
            !is_rate(rate.rate)) {
            return err_set(err, ERR_DATA,
                           "%s: \"%.40s\" is not a rate: write what one %s is worth, such as "
                           "0.92",
                           rate.code, value, rate.code);
        }
        VEC_PUSH(arena, &rates, rate);
    }
    *out = rates;
    return settle(out, err);
}

/* --- a file ----------------------------------------------------------------------------------- */

/* A row as it is written: forms are known when all are read. */
typedef struct RateRow {
    const char *text[RATE_COLUMNS];
    int64_t line;
} RateRow;

typedef struct RateRows {
    RateRow *items;
    size_t count, capacity;
    DateEvidence dates;
    NumberEvidence numbers;
} RateRows;

static bool find_columns(int columns[RATE_COLUMNS], const RecordReader *reader)
{
    int found = 0;

    for (int k = 0; k < RATE_COLUMNS; k++) {
        columns[k] = NO_COLUMN;
        for (size_t c = 0; c < reader->count && columns[k] == NO_COLUMN; c++) {
            char name[FOLDED_BYTES];
            field_fold(name, reader->fields[c].text, reader->fields[c].size);
            if (!strcmp(name, COLUMNS[k])) columns[k] = (int)c;
        }
        found += columns[k] != NO_COLUMN;
    }
    return found == RATE_COLUMNS;
}

/* Opens the file behind its header, by the delimiter that shows the three columns. */
static Status open_rates(RecordReader *reader, int columns[RATE_COLUMNS], const char *path,
                         Err *err)
{
    static const char delimiters[] = { ',', ';', '\t' };
    RecordFormat format = { .kind = RECORDS_TEXT };
    Status s = csv_sniff(&format.text.encoding, path, err);

    for (size_t d = 0; !s && d < COUNT_OF(delimiters); d++) {
        bool more = false;
        format.text.delimiter = delimiters[d];
        if ((s = records_open(reader, path, &format, err))) return s;
        s = records_next(&more, reader, err);
        if (!s && more && find_columns(columns, reader)) return OK;
        records_close(reader);
    }
    return s ? s
             : err_set(err, ERR_DATA,
                       "%s: rates are a CSV file with the columns date, currency and "
                       "rate",
                       path);
}

static void note_row(RateRows *rows, const RecordReader *reader, const int columns[RATE_COLUMNS],
                     Arena *arena)
{
    RateRow row = { .line = reader->line };
    size_t filled = 0;

    for (int k = 0; k < RATE_COLUMNS; k++) {
        CsvField field = { "", 0 };
        if ((size_t)columns[k] < reader->count) field = reader->fields[columns[k]];
        text_trim(&field.text, &field.size);
        row.text[k] = utf8_clean(field.text, field.size, 60, arena);
        filled += *row.text[k] != '\0';
    }
    if (!filled) return;
    date_note(&rows->dates, row.text[COLUMN_DATE], strlen(row.text[COLUMN_DATE]), row.line);
    number_note(&rows->numbers, row.text[COLUMN_RATE], strlen(row.text[COLUMN_RATE]), row.line);
    VEC_PUSH(arena, rows, row);
}

static Status parse_row(Rate *out, const RateRow *row, DateForm form, char decimal,
                        const char *path, Arena *arena, Err *err)
{
    const char *where = arena_format(arena, "%s, line %lld: ", path, (long long)row->line);
    const char *date = row->text[COLUMN_DATE], *code = row->text[COLUMN_CURRENCY];
    const char *rate = row->text[COLUMN_RATE];
    Moment moment;
    Status s;

    if ((s = set_code(out, code, strlen(code), where, err))) return s;
    if (moment_read(&moment, form, date, strlen(date)) != DATE_FINE)
        return err_set(err, ERR_DATA, "%s\"%s\" is no date", where, date);
    out->from = moment.day;
    if (number_parse(&out->rate, decimal, rate, strlen(rate)) == NUMBER_FINE && is_rate(out->rate))
        return OK;
    return err_set(err, ERR_DATA,
                   "%s: \"%s\" is not a rate: write what one %s is worth, such as 0.92", where,
                   rate, out->code);
}

static Status read_file(Rates *out, const char *path, Arena *arena, Err *err)
{
    RecordReader reader;
    int columns[RATE_COLUMNS];
    RateRows rows = { 0 };
    Rates rates = { .place = path };
    DateForm form;
    char decimal;
    bool more = true;
    Status s = open_rates(&reader, columns, path, err);

    if (s) return s;
    while (!s && !(s = records_next(&more, &reader, err)) && more)
        note_row(&rows, &reader, columns, arena);
    records_close(&reader);
    if (!s) s = date_decide(&form, &rows.dates, arena_format(arena, "%s: date", path), err);
    if (!s) s = number_decide(&decimal, &rows.numbers, arena_format(arena, "%s: rate", path), err);
    for (size_t i = 0; !s && i < rows.count; i++) {
        Rate rate = { .from = 0 };
        s = parse_row(&rate, &rows.items[i], form, decimal, path, arena, err);
        if (!s) VEC_PUSH(arena, &rates, rate);
    }
    if (s) return s;
    *out = rates;
    return settle(out, err);
}

Status rates_read(Rates *out, const char *text, Arena *arena, Err *err)
{
    return rates_is_list(text) ? read_list(out, text, arena, err)
                               : read_file(out, text, arena, err);
}

/* --- the rate of a day ------------------------------------------------------------------------ */

const char *rates_code(const Rates *rates, const Currency *currency, const char *into)
{
    Currency own = { "" };
    const char *found = NULL;

    memcpy(own.code, into, 3);
    if (currency_same(&own, currency)) return into;
    if (currency_agrees(&own, currency)) found = into;
    for (size_t i = 0; i < rates->count; i++) {
        Currency one = { "" };
        memcpy(one.code, rates->items[i].code, 3);
        if (currency_same(&one, currency)) return rates->items[i].code;
        if (!currency_agrees(&one, currency) || (found && !strcmp(found, one.code))) continue;
        if (found) return NULL; /* which of the two? */
        found = rates->items[i].code;
    }
    return found;
}

Status rates_find(double *out, const Rates *rates, const char *code, Day day, const char *into,
                  Err *err)
{
    const Rate *first = NULL, *best = NULL;
    char one[NUMBER_TEXT], other[NUMBER_TEXT];

    *out = 1;
    if (!strcmp(code, into)) return OK;
    for (size_t i = 0; i < rates->count; i++) {
        const Rate *rate = &rates->items[i];
        if (strcmp(rate->code, code) != 0) continue;
        if (!first) first = rate;
        if (rate->from <= day) best = rate;
    }
    if (best) {
        *out = best->rate;
        return OK;
    }
    if (!first) {
        return err_set(err, ERR_DATA, "%s: there is no rate for %s: add what one %s is worth in %s",
                       rates->place, code, code, into);
    }
    return err_set(err, ERR_DATA,
                   "%s: there is no rate for %s on %s, the first is of %s: add an earlier one",
                   rates->place, code, day_iso(one, day), day_iso(other, first->from));
}

double rates_convert(double amount, double rate)
{
    enum { MICROS = 1000000, NANOS = 1000000000 };
    double micros = round(fabs(amount) * MICROS), nanos = round(rate * NANOS);

    if (!(micros < 9e15 && nanos < 9e15)) return round(amount * rate * 100) / 100;
    unsigned __int128 product = (unsigned __int128)(uint64_t)micros * (uint64_t)nanos;
    unsigned __int128 cent = (unsigned __int128)NANOS * (MICROS / 100);
    double cents = (double)(uint64_t)((product + cent / 2) / cent);
    return (amount < 0 ? -cents : cents) / 100;
}
