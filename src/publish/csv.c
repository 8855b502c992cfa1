/* Comma-separated values as in RFC 4180, UTF-8, lines end with a line feed.
 *
 * A text that a spreadsheet would run as a formula (it starts with = + - @, tab or carriage return)
 * gets an apostrophe before it: the spreadsheet then shows the text, and a program that reads the
 * file takes the apostrophe off. The method page says so. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "publish/publish.h"

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

/* A share is given in full, the others at the precision that their unit has. */
static void put_number(Buf *out, const Column *column, double value)
{
    char text[NUMBER_TEXT];

    if (!isfinite(value)) return;
    switch (column->kind) {
    case COLUMN_COUNT:
    case COLUMN_DAYS: buf_text(out, number_shortest(text, value)); return;
    case COLUMN_MONEY: buf_text(out, number_fixed(text, value, 2)); return;
    case COLUMN_NUMBER:
    case COLUMN_SHARE:
    case COLUMN_SECONDS:
    case COLUMN_RATIO:
    case COLUMN_SIGMA: buf_text(out, number_fixed(text, value, 6)); return;
    case COLUMN_TEXT:
    case COLUMN_ID: return;
    }
}

static void put_cell(Buf *out, const Column *column, size_t row)
{
    if (column->kind == COLUMN_TEXT) {
        if (column->texts[row]) put_text(out, column->texts[row]);
    } else if (column->kind == COLUMN_ID) {
        buf_format(out, "%" PRId64, column->ids[row]);
    } else {
        put_number(out, column, column->numbers[row]);
    }
}

void csv_put_table(Buf *out, const Table *table)
{
    for (size_t c = 0; c < table->cols; c++) {
        if (c) buf_char(out, ',');
        put_text(out, table->columns[c].key);
    }
    buf_char(out, '\n');
    for (size_t r = 0; r < table->rows; r++) {
        for (size_t c = 0; c < table->cols; c++) {
            if (c) buf_char(out, ',');
            put_cell(out, &table->columns[c], r);
        }
        buf_char(out, '\n');
    }
}

Status csv_write(const Report *report, const char *folder, Arena *arena, Err *err)
{
    Status s = folder_make(path_join(arena, folder, "attachments/segments"), err);

    for (size_t i = 0; i < report->attachments.count && !s; i++) {
        const Attachment *attachment = &report->attachments.items[i];
        Buf out = { 0 };
        csv_put_table(&out, attachment->table);
        s = file_write(path_join(arena, folder, attachment->path), out.data, out.size, err);
        buf_close(&out);
    }
    return s;
}
