/* book/table.h — the measures of a table before it is drawn (book/measure.c).
 *
 * In:    the columns and the rows that will be shown.
 * Out:   texts, and the place and width of each column in blocks that fit the page.
 */
#ifndef BOOK_TABLE_H
#define BOOK_TABLE_H

#include "book/private.h"

#define TABLE_GAP_LEAST_PT 5.0 /* between columns */
#define TABLE_SWATCH_PT 11.0   /* a segment's mark before a text */

typedef struct TableColumn {
    const Column *column;
    const char *title;  /* with the unit */
    const char **texts; /* one a shown row */
    bool number;        /* stands right, on the decimal point */
    bool swatch;
    double point_pt;          /* numbers: the widest part from the decimal point on */
    double least_pt, wish_pt; /* the narrowest that reads well, the widest of use */
    double tight_pt;          /* the narrowest that can be read at all */
    double full_pt;           /* where nothing is broken or shortened */
    double x_pt, width_pt;
} TableColumn;

typedef struct TablePlan {
    TableColumn *columns;
    size_t cols;
    size_t *rows; /* which rows of the table are shown */
    size_t row_count;
    bool browsable;    /* elsewhere, where the rest of it is */
    bool totals;       /* the last of them is a totals row */
    size_t cell_lines; /* of text in a cell at most */
    BookStyle style;
    double width_pt; /* of the page's column; over the column on a landscape page */
    double gap_pt, row_pad_pt;
    bool tight; /* texts may be broken to make the columns fit */
} TablePlan;

/* Which column belongs to which block: from[b]..from[b+1], and the first column before each. */
typedef struct TableBlocks {
    size_t *from;
    size_t count;
} TableBlocks;

TablePlan table_plan(Book *book, const TableBlock *block, double width_pt);
double table_wish(const TablePlan *plan);
double table_least(const TablePlan *plan);
TableBlocks table_blocks(const Book *book, TablePlan *plan);
/* Sets x and width of the columns of one block. */
void table_fit(const TablePlan *plan, TableColumn **columns, size_t count);
/* Where a number's part from the decimal point on begins; its end when there is none. */
size_t table_point(const char *text);
/* The same; a column that stands right has it at its end. */
size_t column_point(const TableColumn *column, const char *text);

#endif
