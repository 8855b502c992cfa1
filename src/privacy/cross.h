/* privacy/cross.h — what segments have of each of many names, and which of it is worth a list.
 * Private.
 */
#ifndef PRIVACY_CROSS_H
#define PRIVACY_CROSS_H

#include "privacy/show.h"

enum { LISTED = 5 }; /* the largest so many */
#define NO_NAME UINT32_MAX

typedef struct Cross {
    size_t rows, cols; /* segments, names */
    double *amount, *members, *most;
} Cross;

Cross cross_open(size_t rows, size_t cols, Arena *arena);
/* One more member with that amount; 0 is none. */
void cross_add(Cross *cross, size_t row, size_t col, double amount);

static inline double cross_amount(const Cross *cross, size_t row, size_t col)
{
    return cross->amount[row * cross->cols + col];
}

/* The names that are listed for any row are columns. */
typedef struct Columns {
    uint32_t (*listed)[LISTED]; /* by row: names, the largest first; NO_NAME behind the last */
    uint32_t *names;            /* by column */
    size_t count;
    uint32_t *of_name; /* a name's column, or NO_NAME */
} Columns;

/* Lists what is positive and no secret. */
Columns cross_columns(const Cross *cross, size_t group, Arena *arena);

#endif
