#include "history/rows.h"

enum { MOST_NAME = 200 };

Status rows_open(Rows *out, const HistoryFile *file, const char *sql, Day day, Arena *arena,
                 Err *err)
{
    char text[NUMBER_TEXT];
    Status s;

    *out = (Rows){ .file = file, .arena = arena };
    if ((s = history_prepare(&out->statement, file, sql, err))) return s;
    sqlite3_bind_text(out->statement, 1, day_iso(text, day), -1, SQLITE_TRANSIENT);
    return OK;
}

Status rows_next(bool *row, const Rows *rows, Err *err)
{
    return history_step(row, rows->file, rows->statement, err);
}

Status rows_close(Rows *rows, Status s)
{
    sqlite3_finalize(rows->statement);
    return s;
}

const char *row_text(const Rows *rows, int column)
{
    const char *text = (const char *)sqlite3_column_text(rows->statement, column);
    size_t size = (size_t)sqlite3_column_bytes(rows->statement, column);

    return utf8_clean(text ? text : "", text ? size : 0, MOST_NAME, rows->arena);
}

bool row_day(Day *out, const Rows *rows, int column)
{
    const char *text = (const char *)sqlite3_column_text(rows->statement, column);

    return text && day_read(text, out);
}

double row_number(const Rows *rows, int column)
{
    return sqlite3_column_double(rows->statement, column);
}

int64_t row_integer(const Rows *rows, int column)
{
    return sqlite3_column_int64(rows->statement, column);
}

bool row_is_null(const Rows *rows, int column)
{
    return sqlite3_column_type(rows->statement, column) == SQLITE_NULL;
}
