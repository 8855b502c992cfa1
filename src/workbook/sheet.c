#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/format.h"
#include "workbook/parts.h"

enum { WIDEST = 48, NARROWEST = 7, FILTER_ARROW = 3, HEAD_HEIGHT = 32, PRINTED_COLUMNS = 18 };

/* --- formats ---------------------------------------------------------------------------------- */

lxw_color_t workbook_colour(Rgba colour)
{
    return (lxw_color_t)colour.r << 16 | (lxw_color_t)colour.g << 8 | colour.b;
}

static void style_format(lxw_format *format, CellStyle style)
{
    const Theme *theme = &THEME_LIGHT;

    switch (style) {
    case CELL_PLAIN: break;
    case CELL_TITLE:
        format_set_bold(format);
        format_set_font_size(format, 18);
        break;
    case CELL_HEADING:
        format_set_bold(format);
        format_set_font_size(format, 13);
        format_set_font_color(format, workbook_colour(theme->accent));
        break;
    case CELL_HEAD:
        format_set_bold(format);
        format_set_text_wrap(format);
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_bg_color(format, workbook_colour(theme->panel));
        break;
    case CELL_TOTAL:
        format_set_bold(format);
        format_set_top(format, LXW_BORDER_THIN);
        break;
    case CELL_NOTE: format_set_font_color(format, workbook_colour(theme->ink_soft)); break;
    }
}

/* Plain numbers of all kinds look the same. libxlsxwriter compares whole formats at each cell of
 * one that is equal to an earlier one. */
static ColumnKind kind_shown(ColumnKind kind)
{
    bool plain = kind == COLUMN_NUMBER || kind == COLUMN_DAYS || kind == COLUMN_SECONDS;

    return plain ? COLUMN_COUNT : kind;
}

lxw_format *workbook_format(Workbook *book, CellStyle style, ColumnKind kind, int decimals)
{
    kind = kind_shown(kind);
    for (size_t i = 0; i < book->formats.count; i++) {
        const CellFormat *known = &book->formats.items[i];
        if (known->style == style && known->kind == kind && known->decimals == decimals)
            return known->format;
    }
    lxw_format *format = workbook_add_format(book->file);
    if (!format) out_of_memory();
    style_format(format, style);
    if (kind == COLUMN_TEXT) {
        format_set_indent(format, 1); /* a text may stand right of a number */
    } else if (style == CELL_HEAD) {
        format_set_align(format, LXW_ALIGN_RIGHT);
    }
    if (kind != COLUMN_TEXT || style == CELL_PLAIN) {
        format_set_num_format(
            format, workbook_number_format(kind, decimals, book->report->currency, book->arena));
    }
    VEC_PUSH(book->arena, &book->formats, ((CellFormat){ style, kind, decimals, format }));
    return format;
}

/* --- cells ------------------------------------------------------------------------------------ */

void workbook_note(Workbook *book, lxw_error code)
{
    if (code != LXW_NO_ERROR && book->failure == LXW_NO_ERROR) book->failure = code;
}

void workbook_put_text(Workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                       const char *text, CellStyle style)
{
    lxw_format *format = workbook_format(book, style, COLUMN_TEXT, 0);

    workbook_note(book, !text || !*text
                            ? worksheet_write_blank(sheet, row, col, format)
                            : worksheet_write_string(
                                  sheet, row, col, workbook_cell_text(text, book->arena), format));
}

/* The same decimal as in the CSV files: amounts to the cent, others to six places. */
static double rounded(double value, ColumnKind kind)
{
    char text[NUMBER_TEXT];
    double read = value;

    if (value == trunc(value)) return value;
    number_fixed(text, value, kind == COLUMN_MONEY ? 2 : 6);
    return number_read(text, &read) ? read : value;
}

void workbook_put_number(Workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                         double value, CellStyle style, ColumnKind kind, int decimals)
{
    lxw_format *format = workbook_format(book, style, kind, decimals);

    workbook_note(book, isfinite(value)
                            ? worksheet_write_number(sheet, row, col, rounded(value, kind), format)
                            : worksheet_write_blank(sheet, row, col, format));
}

void workbook_put_day(Workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, Day day)
{
    enum { EXCEL_EPOCH = 25569 }; /* 1970-01-01 in days since Excel's own */
    static const char iso[] = "yyyy-mm-dd";
    lxw_format *format = NULL;

    for (size_t i = 0; i < book->formats.count && !format; i++) {
        if (book->formats.items[i].decimals == -1) format = book->formats.items[i].format;
    }
    if (!format) {
        format = workbook_add_format(book->file);
        if (!format) out_of_memory();
        format_set_num_format(format, iso);
        format_set_align(format, LXW_ALIGN_RIGHT);
        VEC_PUSH(book->arena, &book->formats,
                 ((CellFormat){ CELL_PLAIN, COLUMN_DAYS, -1, format }));
    }
    workbook_note(book, worksheet_write_number(sheet, row, col, day + EXCEL_EPOCH, format));
}

/* An id beyond what a spreadsheet's numbers hold to the last digit is a text. */
static void put_id(Workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, int64_t id)
{
    const int64_t most = 999999999999999;

    if (id >= -most && id <= most) {
        workbook_note(book,
                      worksheet_write_number(sheet, row, col, (double)id,
                                             workbook_format(book, CELL_PLAIN, COLUMN_ID, 0)));
        return;
    }
    workbook_put_text(book, sheet, row, col, arena_format(book->arena, "%lld", (long long)id),
                      CELL_PLAIN);
}

/* --- tables ----------------------------------------------------------------------------------- */

/* Shares say what they are by the percent sign, money by the currency's. */
static const char *header_of(const Workbook *book, const Column *column)
{
    if (strchr(column->title, '(') || strcasestr(column->title, "days")) return column->title;
    if (column->kind == COLUMN_DAYS)
        return PHRASE(book->arena, "{title} (days)", phrase_text("title", column->title));
    if (column->kind == COLUMN_SECONDS)
        return PHRASE(book->arena, "{title} (seconds)", phrase_text("title", column->title));
    return column->title;
}

static void put_cell(Workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                     const Column *column, size_t from)
{
    Day day;

    if (column->kind == COLUMN_TEXT && column->is_day && column_text(column, from) &&
        day_read(column_text(column, from), &day)) {
        workbook_put_day(book, sheet, row, col, day);
    } else if (column->kind == COLUMN_TEXT) {
        workbook_put_text(book, sheet, row, col, column_text(column, from), CELL_PLAIN);
    } else if (column->kind == COLUMN_ID) {
        put_id(book, sheet, row, col, column_id(column, from));
    } else {
        workbook_put_number(book, sheet, row, col, column_number(column, from), CELL_PLAIN,
                            column->kind, column->decimals);
    }
}

lxw_row_t workbook_put_table(Workbook *book, lxw_worksheet *sheet, lxw_row_t top,
                             const Table *table, const SheetRows *rows)
{
    workbook_note(book, worksheet_set_row(sheet, top, HEAD_HEIGHT, NULL));
    for (size_t c = 0; c < table->cols; c++) {
        const Column *column = &table->columns[c];
        workbook_note(book,
                      worksheet_write_string(sheet, top, (lxw_col_t)c, header_of(book, column),
                                             workbook_format(book, CELL_HEAD, column->kind, 0)));
    }
    for (size_t r = 0; r < rows->count; r++) {
        for (size_t c = 0; c < table->cols; c++) {
            put_cell(book, sheet, top + 1 + (lxw_row_t)r, (lxw_col_t)c, &table->columns[c],
                     rows->items[r]);
        }
    }
    return top + 1 + (lxw_row_t)rows->count;
}

/* --- rows ------------------------------------------------------------------------------------- */

typedef struct Ranked {
    double spend;
    uint32_t row;
} Ranked;

static int by_spend(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;

    if (a->spend != b->spend) return a->spend < b->spend ? 1 : -1;
    return a->row < b->row ? -1 : 1;
}

/* The best of them, in order. Returns how many are left. */
static size_t keep_best(Ranked *ranked, size_t count, size_t most)
{
    qsort(ranked, count, sizeof *ranked, by_spend);
    return count < most ? count : most;
}

/* With room for twice as many as are kept, few of a million rows are ever sorted. */
SheetRows workbook_rows(const Table *table, size_t most, Arena *arena)
{
    const Column *spend = table_column(table, FEATURES[F_TOTAL_SPEND].key);
    if (!spend) spend = table_column(table, FEATURES[F_FREQUENCY].key); /* there is no money */
    size_t room = table->rows < 2 * most ? table->rows : 2 * most, count = 0;
    Ranked *ranked = ARENA_ARRAY(arena, Ranked, room);
    double least = -INFINITY; /* no row of less or as little can be among the best */

    for (size_t i = 0; i < table->rows; i++) {
        Ranked row = { spend ? column_number(spend, i) : 0, (uint32_t)i };
        if (row.spend <= least) continue;
        if (count == room) {
            count = keep_best(ranked, count, most);
            least = ranked[count - 1].spend;
        }
        ranked[count++] = row;
    }
    count = keep_best(ranked, count, most);
    uint32_t *items = ARENA_ARRAY(arena, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        items[i] = ranked[i].row;
    return (SheetRows){ items, count };
}

/* --- widths ----------------------------------------------------------------------------------- */

/* Of numbers the largest and the smallest are the longest. */
static double numbers_width(const Workbook *book, const Column *column, const SheetRows *rows)
{
    double ends[2] = { 0, 0 }, width = 0;

    for (size_t i = 0; i < rows->count; i++) {
        double value = column_number(column, rows->items[i]);
        if (value < ends[0]) ends[0] = value;
        if (value > ends[1]) ends[1] = value;
    }
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        const char *text = format_value(ends[i], column->kind, column->decimals,
                                        book->report->currency, false, book->arena);
        width = fmax(width, (double)utf8_length(text));
    }
    return width;
}

static double texts_width(const Workbook *book, const Column *column, const SheetRows *rows)
{
    double width = 0;

    for (size_t i = 0; i < rows->count; i++) {
        ArenaMark mark = arena_mark(book->arena);
        const char *text = format_cell(column, rows->items[i], book->report->currency, book->arena);
        width = fmax(width, (double)utf8_length(text));
        arena_release(book->arena, mark);
    }
    return width;
}

/* A header is broken between words, into two lines at most. */
static double header_width(const char *text)
{
    size_t longest = (strlen(text) + 1) / 2 + 2;

    for (const char *word = text; *word;) {
        size_t size = strcspn(word, " ");
        if (size > longest) longest = size;
        word += size + (word[size] == ' ');
    }
    return (double)longest;
}

double workbook_column_width(const Workbook *book, const Column *column, const SheetRows *rows)
{
    bool texts = column->kind == COLUMN_TEXT || column->kind == COLUMN_ID;
    double width = texts ? texts_width(book, column, rows) : numbers_width(book, column, rows);

    width = fmax(width, header_width(header_of(book, column)) + FILTER_ARROW);
    return fmin(fmax(width + 1.5, NARROWEST), WIDEST);
}

/* --- sheets ----------------------------------------------------------------------------------- */

lxw_worksheet *workbook_sheet(Workbook *book, const char *name)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book->file, name);

    if (!sheet) out_of_memory();
    return sheet;
}

void workbook_print_setup(Workbook *book, lxw_worksheet *sheet, size_t columns)
{
    enum { LETTER = 1, A4 = 9 };
    const char *footer = arena_format(book->arena, "&L&8%s&C&8&A&R&8Page &P of &N",
                                      workbook_print_text(book->report->business, book->arena));

    if (columns > 6) worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, book->plan->paper == PAPER_LETTER ? LETTER : A4);
    worksheet_fit_to_pages(sheet, (uint16_t)(1 + columns / PRINTED_COLUMNS), 0);
    worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.7);
    workbook_note(book, worksheet_set_footer(sheet, footer));
}

lxw_worksheet *workbook_table_sheet(Workbook *book, const char *name, const Table *table,
                                    const SheetRows *rows)
{
    lxw_worksheet *sheet = workbook_sheet(book, name);
    lxw_row_t end = workbook_put_table(book, sheet, 0, table, rows);

    for (size_t c = 0; c < table->cols; c++) {
        lxw_col_t col = (lxw_col_t)c;
        workbook_note(book, worksheet_set_column(
                                sheet, col, col,
                                workbook_column_width(book, &table->columns[c], rows), NULL));
    }
    worksheet_freeze_panes(sheet, 1,
                           table->columns[0].kind == COLUMN_ID && table->cols > 2 ? 2 : 1);
    if (end > 1) {
        workbook_note(book,
                      worksheet_autofilter(sheet, 0, 0, end - 1, (lxw_col_t)(table->cols - 1)));
    }
    workbook_note(book, worksheet_repeat_rows(sheet, 0, 0));
    workbook_note(book, worksheet_repeat_columns(sheet, 0, 0));
    workbook_print_setup(book, sheet, table->cols);
    return sheet;
}
