#include "math/math.h"

#include <math.h>

/* The state of the shortest-augmenting-path search over rows ≤ columns, numbered from 1 with 0 for
 * "none"; u and v are the dual prices (Jonker, Volgenant 1987, section 2). */
typedef struct Search {
    const Matrix *cost;
    bool turned; /* cost is read transposed, so that rows never outnumber columns */
    size_t rows, cols;
    double *u, *v;
    size_t *row_of;   /* by column */
    double *shortest; /* by column: the cheapest path found so far */
    size_t *before;   /* by column: the column before it on that path */
    bool *settled;    /* by column */
} Search;

static double cost_at(const Search *s, size_t row, size_t col)
{
    return s->turned ? matrix_at(s->cost, col - 1, row - 1) : matrix_at(s->cost, row - 1, col - 1);
}

/* Relaxes the paths through `from`'s row and returns the nearest open column (the first of
 * equals). */
static size_t relax(Search *s, size_t from, double *step)
{
    size_t row = s->row_of[from], nearest = 0;

    *step = INFINITY;
    for (size_t col = 1; col <= s->cols; col++) {
        double reduced;

        if (s->settled[col]) continue;
        reduced = cost_at(s, row, col) - s->u[row] - s->v[col];
        if (reduced < s->shortest[col]) {
            s->shortest[col] = reduced;
            s->before[col] = from;
        }
        if (nearest == 0 || s->shortest[col] < *step) {
            *step = s->shortest[col];
            nearest = col;
        }
    }
    return nearest;
}

static void shift_prices(Search *s, double step)
{
    for (size_t col = 0; col <= s->cols; col++) {
        if (s->settled[col]) {
            s->u[s->row_of[col]] += step;
            s->v[col] -= step;
        } else {
            s->shortest[col] -= step;
        }
    }
}

static void add_row(Search *s, size_t row)
{
    size_t col = 0;

    for (size_t j = 0; j <= s->cols; j++) {
        s->shortest[j] = INFINITY;
        s->settled[j] = false;
    }
    s->row_of[0] = row;
    do {
        double step;
        size_t next;

        s->settled[col] = true;
        next = relax(s, col, &step);
        shift_prices(s, step);
        col = next;
    } while (s->row_of[col]);
    while (col) { /* walk the path back, moving each row one column on */
        s->row_of[col] = s->row_of[s->before[col]];
        col = s->before[col];
    }
}

static Search search_over(const Matrix *cost, Arena *arena)
{
    Search s = { .cost = cost, .turned = cost->rows > cost->cols };

    s.rows = s.turned ? cost->cols : cost->rows;
    s.cols = s.turned ? cost->rows : cost->cols;
    s.u = ARENA_ARRAY(arena, double, s.rows + 1);
    s.v = ARENA_ARRAY(arena, double, s.cols + 1);
    s.row_of = ARENA_ARRAY(arena, size_t, s.cols + 1);
    s.shortest = ARENA_ARRAY(arena, double, s.cols + 1);
    s.before = ARENA_ARRAY(arena, size_t, s.cols + 1);
    s.settled = ARENA_ARRAY(arena, bool, s.cols + 1);
    return s;
}

size_t *assignment_solve(const Matrix *cost, double *total, Arena *arena)
{
    size_t *col_of = ARENA_ARRAY(arena, size_t, cost->rows);
    ArenaMark mark = arena_mark(arena);
    Search s = search_over(cost, arena);
    Sum sum = { 0 };

    for (size_t row = 0; row < cost->rows; row++)
        col_of[row] = SIZE_MAX;
    for (size_t row = 1; row <= s.rows; row++)
        add_row(&s, row);
    for (size_t col = 1; col <= s.cols; col++) {
        if (!s.row_of[col]) continue;
        col_of[s.turned ? col - 1 : s.row_of[col] - 1] = s.turned ? s.row_of[col] - 1 : col - 1;
        sum_add(&sum, cost_at(&s, s.row_of[col], col));
    }
    if (total) *total = sum_value(sum);
    arena_release(arena, mark);
    return col_of;
}
