#include <string.h>

#include "workbook/parts.h"

enum { CELL_UNITS = 32767 };

/* Excel counts in UTF-16: what lies beyond the first plane counts twice. */
static size_t units(uint32_t code)
{
    return code > 0xFFFF ? 2 : 1;
}

/* How many bytes of the text are at most `most` UTF-16 units. */
static size_t bytes_of_units(const char *text, size_t most)
{
    const char *at = text;

    for (;;) {
        const char *before = at;
        uint32_t code = utf8_next(&at);
        if (!code || units(code) > most) return (size_t)(before - text);
        most -= units(code);
    }
}

/* --- names of sheets -------------------------------------------------------------------------- */

static bool same_name(const char *a, const char *b, Arena *arena)
{
    return !strcmp(utf8_fold(a, arena), utf8_fold(b, arena));
}

static bool is_taken(const char *name, const char *const *taken, size_t count, Arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        if (same_name(name, taken[i], arena)) return true;
    }
    return false;
}

/* Without what Excel forbids; never empty. */
static char *allowed_name(const char *wish, Arena *arena)
{
    char *name = arena_text_n(arena, wish, bytes_of_units(wish, SHEET_NAME_MOST));

    for (char *c = name; *c; c++) {
        if (strchr("[]:*?/\\", *c) || (unsigned char)*c < ' ') *c = ' ';
    }
    while (*name == ' ' || *name == '\'')
        name++;
    for (size_t size = strlen(name); size && strchr(" '", name[size - 1]); size--)
        name[size - 1] = '\0';
    return *name ? name : arena_text(arena, "Sheet");
}

const char *workbook_sheet_name(const char *wish, const char *const *taken, size_t count,
                                Arena *arena)
{
    const char *name = allowed_name(wish, arena);
    const char *stem = name;

    /* Excel keeps that one for itself. */
    if (same_name(name, "History", arena))
        stem = name = PHRASE(arena, "{name} sheet", phrase_text("name", name));
    for (size_t copy = 2; is_taken(name, taken, count, arena); copy++) {
        const char *ending = arena_format(arena, " %zu", copy);
        size_t room = SHEET_NAME_MOST - strlen(ending);
        name = arena_format(arena, "%.*s%s", (int)bytes_of_units(stem, room), stem, ending);
    }
    return name;
}

/* --- texts ------------------------------------------------------------------------------------ */

/* "_x0041_": what Excel takes for a character's code. */
static bool is_code(const char *text)
{
    return !strncmp(text, "_x", 2) && strspn(text + 2, "0123456789abcdefABCDEF") >= 4 &&
           text[6] == '_';
}

const char *workbook_cell_text(const char *text, Arena *arena)
{
    size_t size = bytes_of_units(text, CELL_UNITS);

    if (!strstr(text, "_x")) return text[size] ? arena_text_n(arena, text, size) : text;
    size = bytes_of_units(text, CELL_UNITS / 2); /* what is added is shorter than what is there */
    char *out = ARENA_ARRAY(arena, char, 2 * size + 1), *at = out;
    for (size_t i = 0; i < size; i++) {
        if (is_code(text + i)) at = stpcpy(at, "_x005F");
        *at++ = text[i];
    }
    return out;
}

const char *workbook_print_text(const char *text, Arena *arena)
{
    enum { MOST = 100 };
    char *out = ARENA_ARRAY(arena, char, 2 * strlen(text) + 1), *at = out;
    size_t size = bytes_of_units(text, MOST);

    for (size_t i = 0; i < size; i++) {
        if (text[i] == '&') *at++ = '&';
        *at++ = text[i];
    }
    return out;
}

/* --- number formats --------------------------------------------------------------------------- */

/* "#,##0.00" */
static const char *digits(int decimals, Arena *arena)
{
    static const char zeros[] = "000000000000";

    if (decimals <= 0) return "#,##0";
    return arena_format(arena, "#,##0.%.*s", decimals, zeros);
}

/* What stands before an amount, in quotes: "$", "CHF ". */
static const char *currency_sign(const char *currency, Arena *arena)
{
    char text[NUMBER_TEXT];

    number_money(text, 0, currency, 0);
    text[strlen(text) - 1] = '\0'; /* the amount, 0 */
    return arena_format(arena, "\"%s\"", text);
}

const char *workbook_number_format(ColumnKind kind, int decimals, const char *currency,
                                   Arena *arena)
{
    const char *number = digits(decimals, arena);

    switch (kind) {
    case COLUMN_TEXT: return "@";
    case COLUMN_ID: return "0";
    case COLUMN_COUNT:
    case COLUMN_NUMBER:
    case COLUMN_DAYS:
    case COLUMN_SECONDS: return number;
    case COLUMN_MONEY: return arena_format(arena, "%s%s", currency_sign(currency, arena), number);
    case COLUMN_SHARE: return "0.0%";
    case COLUMN_RATIO: return arena_format(arena, "%s\"×\"", number);
    case COLUMN_SIGMA: return arena_format(arena, "+%s;-%s;%s", number, number, number);
    }
    return number;
}
