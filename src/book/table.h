/* book/table.h — the measures of a table before it is drawn (book/measure.c, book/fit.c).
 *
 * In:    the columns and the rows that will be shown, and the width that there is.
 * Out:   texts, and the place and width of each column in strips that fit the page.
 */
#ifndef BOOK_TABLE_H
#define BOOK_TABLE_H

#include "book/blocks.h"

#define TABLE_SWATCH_PT 11.0 /* a segment's mark before a text */

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
    double x_pt, width_pt;    /* in its strip */
} TableColumn;

typedef struct TablePlan {
    TableColumn *columns;
    size_t cols;
    size_t *rows; /* which rows of the table are shown */
    size_t row_count;
    bool totals;       /* the last of them is a totals row */
    size_t cell_lines; /* of text in a cell at most */
    double width_pt;
    double gap_pt;
    bool landscape; /* it needs a page of that kind */
    bool tight;     /* texts may be broken to make the columns fit */
} TablePlan;

/* Which column belongs to which block: from[b]..from[b+1], and the first column before each. */
typedef struct TableBlocks {
    size_t *from;
    size_t count;
} TableBlocks;

/* The columns of one block in their places. */
typedef struct TableStrip {
    TableColumn *columns;
    size_t count;
} TableStrip;

/* A column of it with the measures of the rows that the plan shows. */
TableColumn table_measure(const BookLayout *layout, const TablePlan *plan, const Column *column);
TablePlan table_plan(const BookLayout *layout, const TableBlock *block, double width_pt);
/* Whether its columns fit the width, and no name is broken for that. */
bool table_fits(const BookLayout *layout, const TableBlock *block, double width_pt);
/* As few blocks of columns as fit, equally full. */
TableBlocks table_blocks(const TablePlan *plan, Arena *arena);
TableStrip table_strip(const TablePlan *plan, const TableBlocks *blocks, size_t b, Arena *arena);
/* Where a number's part from the decimal point on begins; its end when there is none. */
size_t table_point(const char *text);
/* The same; a column that stands right has it at its end. */
size_t column_point(const TableColumn *column, const char *text);

#endif
