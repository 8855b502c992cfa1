#include "store/value.h"

#include <math.h>
#include <string.h>

#include "recognise/recognise.h"

const char *value_bytes(size_t *size, sqlite3_stmt *row, int column)
{
    int type = sqlite3_column_type(row, column);
    const char *text = NULL;

    *size = 0;
    if (type == SQLITE_TEXT) text = (const char *)sqlite3_column_text(row, column);
    if (type == SQLITE_BLOB) text = sqlite3_column_blob(row, column);
    if (!text) return NULL;
    *size = (size_t)sqlite3_column_bytes(row, column);
    text_trim(&text, size);
    if (!text_is_blank(text, *size)) return text;
    *size = 0;
    return NULL;
}

Reading value_id(int64_t *out, sqlite3_stmt *row, int column)
{
    size_t size;
    const char *text;

    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER: *out = sqlite3_column_int64(row, column); return READ_OK;
    case SQLITE_FLOAT:
        return id_from_number(out, sqlite3_column_double(row, column)) ? READ_AS_TEXT : READ_BAD;
    case SQLITE_TEXT:
        text = value_bytes(&size, row, column);
        return text ? id_from_text(out, text, size) : READ_MISSING;
    case SQLITE_BLOB: return READ_BAD;
    default: return READ_MISSING;
    }
}

Reading value_amount(double *out, sqlite3_stmt *row, int column)
{
    size_t size;
    const char *text;
    double value;

    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
        value = sqlite3_column_double(row, column);
        if (!(fabs(value) <= AMOUNT_LIMIT)) return READ_BAD;
        *out = value;
        return READ_OK;
    case SQLITE_TEXT:
        text = value_bytes(&size, row, column);
        return text ? amount_from_text(out, text, size) : READ_MISSING;
    case SQLITE_BLOB: return READ_BAD;
    default: return READ_MISSING;
    }
}

Reading value_day(Day *out, sqlite3_stmt *row, int column)
{
    size_t size;
    int type = sqlite3_column_type(row, column);

    if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) return READ_BAD;
    const char *text = value_bytes(&size, row, column);
    return text ? day_from_text(out, text, size) : READ_MISSING;
}

static bool plain_ascii(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (text[i] < 0x20 || text[i] == 0x7f) return false;
    }
    return true;
}

const char *value_text(bool *changed, sqlite3_stmt *row, int column, Arena *arena)
{
    size_t size;
    int type = sqlite3_column_type(row, column);

    if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
        return arena_text(arena, (const char *)sqlite3_column_text(row, column));
    }
    const char *text = value_bytes(&size, row, column);
    if (!text) return NULL;
    if (size <= NAME_CHARS && plain_ascii(text, size)) return arena_text_n(arena, text, size);
    const char *clean = utf8_clean(text, size, NAME_CHARS, arena);
    if (strlen(clean) != size || memcmp(clean, text, size) != 0) *changed = true;
    return clean;
}

const char *value_example(sqlite3_stmt *row, int column, Arena *arena)
{
    const char *text;
    size_t size;

    switch (sqlite3_column_type(row, column)) {
    case SQLITE_NULL: return "NULL";
    case SQLITE_BLOB:
        return PHRASE(arena, "a BLOB of {n|# byte|# bytes}",
                      phrase_count("n", sqlite3_column_bytes(row, column), arena));
    case SQLITE_TEXT:
        text = (const char *)sqlite3_column_text(row, column);
        size = (size_t)sqlite3_column_bytes(row, column);
        return arena_format(arena, "'%s'",
                            text ? utf8_clean(text, size, EXAMPLE_CHARS, arena) : "");
    default: break;
    }
    double number = sqlite3_column_double(row, column);
    if (isinf(number)) return number > 0 ? "beyond 1.8e308" : "beyond -1.8e308";
    return arena_text(arena, (const char *)sqlite3_column_text(row, column));
}
