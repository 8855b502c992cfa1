#include "learn/finish.h"

typedef struct Refine {
    const Matrix *points;
    size_t k;
    uint8_t *label;
    double *centres; /* k × cols */
    size_t *sizes;
} Refine;

static double square_to(const Refine *r, const double *row, size_t cluster)
{
    const double *centre = r->centres + cluster * r->points->cols;
    double square = 0;

    for (size_t col = 0; col < r->points->cols; col++)
        square += (row[col] - centre[col]) * (row[col] - centre[col]);
    return square;
}

/* The cluster that the row lowers the inertia most by moving to; its own where there is none. What
 * it gives back on leaving is n/(n − 1) of its square, what it costs is n/(n + 1). */
static size_t better_cluster(const Refine *r, size_t row)
{
    size_t own = r->label[row], best = own, size = r->sizes[own];
    const double *value = matrix_row(r->points, row);
    double least;

    if (size < 2) return own;
    /* A hair less, so that rounding cannot move a row to and fro. */
    least = square_to(r, value, own) * (double)size / (double)(size - 1) * (1 - 1e-9);
    for (size_t c = 0; c < r->k; c++) {
        double cost;

        if (c == own) continue;
        cost = square_to(r, value, c) * (double)r->sizes[c] / (double)(r->sizes[c] + 1);
        if (cost < least) {
            least = cost;
            best = c;
        }
    }
    return best;
}

static void move_row(Refine *r, size_t row, size_t to)
{
    size_t from = r->label[row], cols = r->points->cols;
    const double *value = matrix_row(r->points, row);

    r->sizes[from]--;
    r->sizes[to]++;
    for (size_t col = 0; col < cols; col++) {
        double *old = &r->centres[from * cols + col], *fresh = &r->centres[to * cols + col];

        *old -= (value[col] - *old) / (double)r->sizes[from];
        *fresh += (value[col] - *fresh) / (double)r->sizes[to];
    }
    r->label[row] = (uint8_t)to;
}

size_t refine_labels(uint8_t *label, double *centres, size_t *sizes, const Matrix *points, size_t k,
                     size_t max_rounds)
{
    Refine r = { points, k, label, centres, sizes };
    size_t moved = 0, before = SIZE_MAX;

    for (size_t round = 0; round < max_rounds && moved != before; round++) {
        before = moved;
        for (size_t row = 0; row < points->rows; row++) {
            size_t to = better_cluster(&r, row);

            if (to == label[row]) continue;
            move_row(&r, row, to);
            moved++;
        }
    }
    return moved;
}
