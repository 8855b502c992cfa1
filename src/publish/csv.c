/* Comma-separated values as in RFC 4180, UTF-8, lines end with a line feed.
 *
 * A text that a spreadsheet would run as a formula (it starts with = + - @, tab or carriage return)
 * gets an apostrophe before it: the spreadsheet then shows the text, and a program that reads the
 * file takes the apostrophe off. The method page says so. */
#include <math.h>
#include <string.h>

#include "publish/gzip.h"
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

static void put_header(Buf *out, const Table *table)
{
    for (size_t c = 0; c < table->cols; c++) {
        if (c) buf_char(out, ',');
        put_text(out, table->columns[c].key);
    }
    buf_char(out, '\n');
}

static void put_rows(Buf *out, const Table *table, size_t from, size_t to)
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
    put_header(out, table);
    put_rows(out, table, 0, table->rows);
}

/* --- files ------------------------------------------------------------------------------------ */

/* Piece by piece, so that a million customers need no hundred megabytes of text. */
static Status write_table(FileOut *file, const Table *table, Err *err)
{
    enum { PIECE = 4096 };
    Buf out = { 0 };
    Status s = OK;

    put_header(&out, table);
    for (size_t r = 0; r < table->rows && !s; r += PIECE) {
        put_rows(&out, table, r, r + PIECE < table->rows ? r + PIECE : table->rows);
        s = file_put(file, out.data, out.size, err);
        buf_clear(&out);
    }
    if (!s) s = file_put(file, out.data, out.size, err);
    buf_close(&out);
    return s;
}

/* The table with what is for its CSV file alone. */
static Table whole_table(const Attachment *attachment, Arena *arena)
{
    Table whole = *attachment->table;

    if (!attachment->csv_only) return whole;
    whole.columns = arena_grow(arena, whole.columns, whole.cols, whole.cols + 1, sizeof(Column));
    whole.columns[whole.cols++] = *attachment->csv_only;
    return whole;
}

Status csv_write(const Attachment *attachment, const PublishPlan *plan, const char *folder,
                 Arena *arena, Err *err)
{
    const char *path = path_join(arena, folder, attachment->path), *name = strrchr(path, '/');
    Table table = whole_table(attachment, arena);
    FileOut file;
    Status s;

    if ((s = folder_make(arena_text_n(arena, path, (size_t)(name - path)), err))) return s;
    if ((s = file_begin(&file, path, err))) return s;
    s = file_end(&file, write_table(&file, &table, err), err);
    return s || file.size <= plan->compress_above ? s : gzip_write(path, err);
}
