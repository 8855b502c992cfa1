/* Comma-separated values as in RFC 4180, UTF-8, lines end with a line feed.
 *
 * A text that a spreadsheet would run as a formula (it starts with = + - @, tab or carriage return)
 * gets an apostrophe before it: the spreadsheet then shows the text, and a program that reads the
 * file takes the apostrophe off. The method page says so. */
#include "data/csv_text.h"

#include <math.h>
#include <string.h>

static void put_text(Buf *out, const char *text)
{
    bool formula = *text && strchr("=+-@\t\r", *text);
    bool quote = strpbrk(text, ",\"\r\n") != NULL || formula;

    if (!quote) {
        buf_text(out, text);
        return;
    }
    buf_char(out, '"');
    if (formula) buf_char(out, '\'');
    for (const char *c = text; *c; c++) {
        if (*c == '"') buf_char(out, '"');
        buf_char(out, *c);
    }
    buf_char(out, '"');
}

/* Counts are whole, but for a mean of them. */
static void put_count(Buf *out, double value)
{
    char text[NUMBER_TEXT];

    if (fabs(value) < 1e15 && value == (double)(int64_t)value)
        buf_integer(out, (int64_t)value);
    else
        buf_text(out, number_shortest(text, value));
}

/* A share is given in full, the others at the precision that their unit has. */
static void put_number(Buf *out, const Column *column, double value)
{
    if (!isfinite(value)) return;
    switch (column->kind) {
    case COLUMN_COUNT:
    case COLUMN_DAYS: put_count(out, value); return;
    case COLUMN_MONEY: buf_fixed(out, value, 2); return;
    case COLUMN_NUMBER:
    case COLUMN_SHARE:
    case COLUMN_SECONDS:
    case COLUMN_RATIO:
    case COLUMN_SIGMA: buf_fixed(out, value, 6); return;
    case COLUMN_TEXT:
    case COLUMN_ID: return;
    }
}

static void put_cell(Buf *out, const Column *column, size_t row)
{
    if (column->kind == COLUMN_TEXT) {
        const char *text = column_text(column, row);
        if (text) put_text(out, text);
    } else if (column->kind == COLUMN_ID) {
        buf_integer(out, column_id(column, row));
    } else {
        put_number(out, column, column_number(column, row));
    }
}

void csv_put_header(Buf *out, const Table *table)
{
    for (size_t c = 0; c < table->cols; c++) {
        if (c) buf_char(out, ',');
        put_text(out, table->columns[c].key);
    }
    buf_char(out, '\n');
}

void csv_put_rows(Buf *out, const Table *table, size_t from, size_t to)
{
    for (size_t r = from; r < to; r++) {
        for (size_t c = 0; c < table->cols; c++) {
            if (c) buf_char(out, ',');
            put_cell(out, &table->columns[c], r);
        }
        buf_char(out, '\n');
    }
}

void csv_put_table(Buf *out, const Table *table)
{
    csv_put_header(out, table);
    csv_put_rows(out, table, 0, table->rows);
}
