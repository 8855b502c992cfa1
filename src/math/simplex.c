#include "math/simplex.h"

#include <string.h>

#define TINY 1e-9 /* an entry of the dictionary that counts as zero */
#define NO_ROW SIZE_MAX
enum { EXCHANGES = 200 };

/* How far a column's variable can go, and which row's variable stops it; NO_ROW: its own bound. */
typedef struct Step {
    double length;
    size_t row;
} Step;

static double room(const Simplex *s, size_t variable, bool up)
{
    double left = up ? s->high[variable] - s->at[variable] : s->at[variable] - s->low[variable];

    return left > 0 ? left : 0;
}

/* Of equal ones the variable with the lowest number stops it (Bland). */
static Step longest_step(const Simplex *s, size_t col, bool up)
{
    Step step = { room(s, s->other[col], up), NO_ROW };

    for (size_t r = 0; r < s->dictionary.rows; r++) {
        double gain = matrix_at(&s->dictionary, r, col) * (up ? 1 : -1);
        if (fabs(gain) < TINY) continue;
        double length = room(s, s->basic[r], gain > 0) / fabs(gain);
        bool first =
            step.row != NO_ROW && length <= step.length && s->basic[r] < s->basic[step.row];
        if (length < step.length || first) step = (Step){ length, r };
    }
    return step;
}

static void exchange(Simplex *s, size_t row, size_t col)
{
    Matrix *d = &s->dictionary;
    double *pivot_row = matrix_row(d, row), pivot = pivot_row[col];
    size_t leaves = s->basic[row], enters = s->other[col];

    for (size_t c = 0; c < d->cols; c++)
        pivot_row[c] /= -pivot;
    pivot_row[col] = 1 / pivot;
    for (size_t r = 0; r < d->rows; r++) {
        double *other_row = matrix_row(d, r), factor = other_row[col];
        if (r == row || fabs(factor) < TINY) continue;
        other_row[col] = 0;
        for (size_t c = 0; c < d->cols; c++)
            other_row[c] += factor * pivot_row[c];
    }
    s->basic[row] = enters;
    s->other[col] = leaves;
    s->place[enters] = row;
    s->place[leaves] = col;
    s->is_basic[enters] = true;
    s->is_basic[leaves] = false;
}

static void take_step(Simplex *s, size_t col, bool up, Step step)
{
    size_t enters = s->other[col];
    double by = up ? step.length : -step.length;

    for (size_t r = 0; r < s->dictionary.rows; r++)
        s->at[s->basic[r]] += matrix_at(&s->dictionary, r, col) * by;
    s->at[enters] += by;
    if (step.row == NO_ROW) {
        s->at[enters] = up ? s->high[enters] : s->low[enters];
        return;
    }
    size_t leaves = s->basic[step.row];
    bool rose = (matrix_at(&s->dictionary, step.row, col) > 0) == up;
    s->at[leaves] = rose ? s->high[leaves] : s->low[leaves];
    exchange(s, step.row, col);
}

Simplex simplex_open(Matrix sums, const double *low, const double *high, const double *start,
                     Arena *arena)
{
    size_t rows = sums.rows, cols = sums.cols, all = rows + cols;
    Simplex s = { .dictionary = sums,
                  .low = ARENA_ARRAY(arena, double, all),
                  .high = ARENA_ARRAY(arena, double, all),
                  .at = ARENA_ARRAY(arena, double, all),
                  .basic = ARENA_ARRAY(arena, size_t, rows),
                  .other = ARENA_ARRAY(arena, size_t, cols),
                  .place = ARENA_ARRAY(arena, size_t, all),
                  .is_basic = ARENA_ARRAY(arena, bool, all) };

    memcpy(s.low, low, all * sizeof *low);
    memcpy(s.high, high, all * sizeof *high);
    memcpy(s.at, start, cols * sizeof *start);
    for (size_t v = 0; v < all; v++) {
        s.is_basic[v] = v >= cols;
        s.place[v] = v < cols ? v : v - cols;
        if (v < cols) s.other[v] = v;
    }
    for (size_t r = 0; r < rows; r++) {
        Sum sum = { 0 };
        for (size_t c = 0; c < cols; c++)
            sum_add(&sum, matrix_at(&sums, r, c) * start[c]);
        s.basic[r] = cols + r;
        s.at[cols + r] = sum_value(sum);
    }
    /* The simplex goes from corner to corner: every column's variable goes down to a bound. */
    for (size_t c = 0; c < cols; c++) {
        if (room(&s, s.other[c], false) > 0) take_step(&s, c, false, longest_step(&s, c, false));
    }
    return s;
}

/* The column whose variable improves that of the row; cols where none does. *up: which way. */
static size_t improving(const Simplex *s, size_t row, bool upper, bool *up)
{
    const double *gains = matrix_row(&s->dictionary, row);
    size_t best = s->dictionary.cols;

    for (size_t c = 0; c < s->dictionary.cols; c++) {
        if (fabs(gains[c]) < TINY) continue;
        if (best < s->dictionary.cols && s->other[c] > s->other[best]) continue;
        bool way = (gains[c] > 0) == upper;
        if (room(s, s->other[c], way) <= 0) continue;
        best = c;
        *up = way;
    }
    return best;
}

double simplex_bound(Simplex *s, size_t variable, bool upper)
{
    size_t limit = EXCHANGES * (s->dictionary.rows + s->dictionary.cols);

    for (size_t i = 0; i < limit && room(s, variable, upper) > 0; i++) {
        bool up = upper;
        size_t col = s->is_basic[variable] ? improving(s, s->place[variable], upper, &up)
                                           : s->place[variable];
        if (col == s->dictionary.cols) break;
        Step step = longest_step(s, col, up);
        if (isinf(step.length)) return upper ? INFINITY : -INFINITY;
        take_step(s, col, up, step);
    }
    return s->at[variable];
}

void simplex_binding(const Simplex *s, size_t variable, void (*take)(void *context, size_t binding),
                     void *context)
{
    if (!s->is_basic[variable]) {
        take(context, variable);
        return;
    }
    const double *gains = matrix_row(&s->dictionary, s->place[variable]);
    for (size_t c = 0; c < s->dictionary.cols; c++) {
        if (fabs(gains[c]) >= TINY) take(context, s->other[c]);
    }
}
