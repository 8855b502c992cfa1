/* workbook/parts.h — what the files of the workbook share; for this room only.
 *
 * Rows are written from the top down, so that libxlsxwriter may write each one away as soon as the
 * next begins (constant memory). Texts go in as texts, never as formulas or links.
 */
#ifndef WORKBOOK_PARTS_H
#define WORKBOOK_PARTS_H

#include <xlsxwriter.h>

#include "draw/theme.h"
#include "workbook/workbook.h"

/* --- workbook/text.c: what needs no library -------------------------------------------------- */

#define SHEET_NAME_MOST 31

/* A name that Excel takes and that no earlier one has: at most 31 UTF-16 units, none of
 * []:*?/\, no apostrophe at an end, not "History", unique whatever the case. */
const char *workbook_sheet_name(const char *wish, const char *const *taken, size_t count,
                                Arena *arena);
/* A text for a cell: at most the 32,767 UTF-16 units that Excel allows, and "_x0041_", which Excel
 * would read as "A", so that it shows as written. */
const char *workbook_cell_text(const char *text, Arena *arena);
/* A text for a header or footer, where "&" begins a code. */
const char *workbook_print_text(const char *text, Arena *arena);
/* The number format of a kind of values; a share's cells hold 0..1. */
const char *workbook_number_format(ColumnKind kind, int decimals, const char *currency,
                                   Arena *arena);

/* --- workbook/sheet.c ------------------------------------------------------------------------- */

typedef enum CellStyle {
    CELL_PLAIN,
    CELL_TITLE,   /* of the workbook */
    CELL_HEADING, /* of a part of a sheet */
    CELL_HEAD,    /* of a column */
    CELL_TOTAL,   /* the last row of a table */
    CELL_NOTE
} CellStyle;

typedef struct CellFormat {
    CellStyle style;
    ColumnKind kind;
    int decimals;
    lxw_format *format;
} CellFormat;

typedef struct Workbook {
    lxw_workbook *file;
    const Report *report;
    const WorkbookPlan *plan;
    Arena *arena;
    struct {
        CellFormat *items;
        size_t count, capacity;
    } formats;
    lxw_error failure; /* the first one */
} Workbook;

/* Which rows of a table a sheet shows, and in which order. */
typedef struct SheetRows {
    const uint32_t *items;
    size_t count;
} SheetRows;

lxw_color_t workbook_colour(Rgba colour);
/* Keeps the first failure for the end. */
void workbook_note(Workbook *book, lxw_error code);
lxw_format *workbook_format(Workbook *book, CellStyle style, ColumnKind kind, int decimals);
lxw_worksheet *workbook_sheet(Workbook *book, const char *name);
void workbook_put_text(Workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                       const char *text, CellStyle style);
/* NaN is a blank. */
void workbook_put_number(Workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                         double value, CellStyle style, ColumnKind kind, int decimals);
void workbook_put_day(Workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, Day day);
/* Header and rows from the row `top` on. Returns the row behind the last. */
lxw_row_t workbook_put_table(Workbook *book, lxw_worksheet *sheet, lxw_row_t top,
                             const Table *table, const SheetRows *rows);
/* How wide a column is, in characters, for all that it shows. */
double workbook_column_width(const Workbook *book, const Column *column, const SheetRows *rows);
/* The rows by spend, the highest first, or in their order where there is none; `most` at most. */
SheetRows workbook_rows(const Table *table, size_t most, Arena *arena);
/* One table as a sheet of its own: frozen header, filter, widths, print setup. */
lxw_worksheet *workbook_table_sheet(Workbook *book, const char *name, const Table *table,
                                    const SheetRows *rows);
/* Wide tables lie on their side, and take as many pages beside each other as can be read. */
void workbook_print_setup(Workbook *book, lxw_worksheet *sheet, size_t columns);

/* --- workbook/overview.c, workbook/chart.c ---------------------------------------------------- */

/* A sheet to be, as the overview lists it. */
typedef struct SheetEntry {
    const Attachment *from;
    const char *name;
    SheetRows rows;
    const char *note; /* what it leaves out and where that is, or NULL */
    bool left_out;    /* only listed */
} SheetEntry;

typedef struct SheetEntries {
    SheetEntry *items;
    size_t count, capacity;
} SheetEntries;

void workbook_overview(Workbook *book, const SheetEntries *sheets);

/* Where a chart's figures stand: rows first..last of two columns. */
typedef struct ChartRange {
    const char *sheet;
    lxw_row_t first, last;
    lxw_col_t labels, values;
} ChartRange;

/* Bars in the segments' colours; title and alternative text come from the report's figure of that
 * slug. `table` is what stands in the range. */
void workbook_segment_chart(Workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                            const char *slug, const Column *column, const Table *table,
                            const ChartRange *range);
/* A line over k. */
void workbook_sweep_chart(Workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                          const Column *column, const ChartRange *range);

#endif
