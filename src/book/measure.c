/* The measures of a table's columns: how wide each must be, and how wide it may. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "book/table.h"
#include "data/format.h"

#define TEXT_TIGHT_PT 54.0 /* where a text may be broken into lines */
#define TEXT_LEAST_PT 84.0 /* up to where it is better not */
#define TEXT_LINE_PT 100.0 /* of a text that has one line */
#define TEXT_WISH_PT 190.0
#define HEAD_WORD_MOST_PT 90.0 /* of a title's word that its column makes room for */
#define HEAD_WISH_PT 60.0

/* --- texts ------------------------------------------------------------------------------------ */

static const char *titled(const BookLayout *layout, const Column *column)
{
    const char *title = column->title ? column->title : column->key ? column->key : "";
    const char *unit = "";

    switch (column->kind) {
    case COLUMN_MONEY: unit = layout->report->currency ? layout->report->currency : ""; break;
    case COLUMN_DAYS: unit = "days"; break;
    case COLUMN_SECONDS: unit = "seconds"; break;
    case COLUMN_TEXT:
    case COLUMN_ID:
    case COLUMN_COUNT:
    case COLUMN_NUMBER:
    case COLUMN_SHARE:
    case COLUMN_RATIO:
    case COLUMN_SIGMA: break;
    }
    if (!*unit || strchr(title, '(') || strcasestr(title, unit)) return title;
    return PHRASE(layout->arena, "{title} ({unit})", phrase_text("title", title),
                  phrase_text("unit", unit));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A text column is set like numbers when each entry is one: "$1,234.50", "41 days", "−3.2 %". */
static bool reads_as_number(const char *text)
{
    const char *digit = strpbrk(text, "0123456789");

    if (!digit || digit - text > 5) return false;
    for (const char *c = text; c < digit; c++) {
        if (((*c | 32) >= 'a' && (*c | 32) <= 'z') || *c == '#') return false;
    }
    const char *behind = digit + strspn(digit, "0123456789.,");
    for (const char *c = behind; *c; c++) {
        if (is_digit(*c)) return false;
    }
    return strlen(behind) <= 16;
}

static bool is_number(const TablePlan *plan, const TableColumn *measured)
{
    bool any = false;

    if (measured->column->kind == COLUMN_ID) return false;
    if (measured->column->kind != COLUMN_TEXT) return true;
    for (size_t r = 0; r < plan->row_count; r++) {
        const char *text = measured->texts[r];
        if (!*text || strcmp(text, "–") == 0) continue;
        if (!reads_as_number(text)) return false;
        any = true;
    }
    return any;
}

size_t table_point(const char *text)
{
    size_t last_digit = 0;

    for (size_t i = 0; text[i]; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (digit) last_digit = i + 1;
        if (digit && text[i + 1] == '.' && text[i + 2] >= '0' && text[i + 2] <= '9') return i + 1;
    }
    return last_digit ? last_digit : strlen(text);
}

size_t column_point(const TableColumn *column, const char *text)
{
    return column->column->align_end ? strlen(text) : table_point(text);
}

/* --- columns ---------------------------------------------------------------------------------- */

static double longest_word(FontWeight weight, double size, const char *text, Arena *arena)
{
    double longest = 0;

    while (*text) {
        size_t word = book_word_size(text);
        longest = fmax(longest, font_width(weight, size, arena_text_n(arena, text, word)));
        text += word + (text[word] == ' ');
    }
    return longest;
}

static void measure_numbers(const TablePlan *plan, TableColumn *column)
{
    const double size = BOOK_TYPE[BOOK_TABLE].size_pt;
    double before = 0, after = 0;

    for (size_t r = 0; r < plan->row_count; r++) {
        const char *text = column->texts[r];
        double whole = font_width(FONT_SEMIBOLD, size, text);
        double part = font_width(FONT_SEMIBOLD, size, text + column_point(column, text));
        before = fmax(before, whole - part);
        after = fmax(after, part);
    }
    column->point_pt = after;
    column->least_pt = column->wish_pt = column->tight_pt = column->full_pt = before + after;
}

static int by_width(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void measure_texts(const TablePlan *plan, TableColumn *column, Arena *arena)
{
    const double size = BOOK_TYPE[BOOK_TABLE].size_pt;
    double *widths = ARENA_ARRAY(arena, double, plan->row_count + 1), word = 0;
    double swatch = column->swatch ? TABLE_SWATCH_PT : 0;

    for (size_t r = 0; r < plan->row_count; r++) {
        widths[r] = font_width(FONT_REGULAR, size, column->texts[r]) + 0.5;
        word = fmax(word, longest_word(FONT_REGULAR, size, column->texts[r], arena) + 0.5);
    }
    qsort(widths, plan->row_count, sizeof *widths, by_width);
    double longest = plan->row_count ? widths[plan->row_count - 1] : 0;
    /* A few long ones may take a second line; they are not worth a wide column. */
    double most = plan->row_count >= 8 ? widths[plan->row_count * 17 / 20] : longest;
    column->full_pt = longest + swatch;
    column->wish_pt = fmin(most, TEXT_WISH_PT) + swatch;
    column->tight_pt = fmin(fmin(word, TEXT_TIGHT_PT) + swatch, column->wish_pt);
    column->least_pt = longest <= TEXT_LEAST_PT ? longest + swatch : column->tight_pt;
    /* Where there is no second line, half a name is no name. */
    if (plan->cell_lines == 1)
        column->least_pt = fmax(column->least_pt, fmin(column->wish_pt, TEXT_LINE_PT));
    column->wish_pt = fmax(column->wish_pt, column->least_pt);
}

static void measure_column(const TablePlan *plan, TableColumn *column, Arena *arena)
{
    const double head = BOOK_TYPE[BOOK_TABLE_HEAD].size_pt;

    if (column->number)
        measure_numbers(plan, column);
    else
        measure_texts(plan, column, arena);
    double word = longest_word(FONT_SEMIBOLD, head, column->title, arena) + 0.5;
    double title = font_width(FONT_SEMIBOLD, head, column->title) + 0.5;
    column->tight_pt = fmax(column->tight_pt, fmin(word, HEAD_WORD_MOST_PT));
    column->least_pt = fmax(column->least_pt, column->tight_pt);
    column->wish_pt = fmax(column->wish_pt, fmax(fmin(title / 2, HEAD_WISH_PT), column->least_pt));
    column->full_pt = fmax(fmax(column->full_pt, column->wish_pt), title);
}

TableColumn table_measure(const BookLayout *layout, const TablePlan *plan, const Column *column)
{
    const char *currency = layout->report->currency;
    TableColumn made = { .column = column, .swatch = column->segments != NULL };

    made.title = font_showable(FONT_SEMIBOLD, titled(layout, column), layout->arena);
    made.texts = ARENA_ARRAY(layout->arena, const char *, plan->row_count);
    for (size_t r = 0; r < plan->row_count; r++) {
        const char *text = format_cell(column, plan->rows[r], currency, layout->arena);
        made.texts[r] = font_showable(FONT_REGULAR, text ? text : "", layout->arena);
    }
    made.number = is_number(plan, &made);
    measure_column(plan, &made, layout->arena);
    return made;
}
