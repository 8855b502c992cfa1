#include "learn/kmeans.h"

#include <string.h>

static uint64_t hash_row(const double *values, size_t cols)
{
    uint64_t hash = 0x9e3779b97f4a7c15u;

    for (size_t col = 0; col < cols; col++) {
        double value = values[col] + 0.0; /* -0 becomes 0 */
        uint64_t bits;

        memcpy(&bits, &value, sizeof bits);
        hash = (hash ^ bits) * 0xbf58476d1ce4e5b9u;
        hash ^= hash >> 29;
    }
    return hash;
}

static bool same_row(const Matrix *points, size_t a, size_t b)
{
    for (size_t col = 0; col < points->cols; col++)
        if (matrix_at(points, a, col) != matrix_at(points, b, col)) return false;
    return true;
}

size_t kmeans_distinct_rows(const Matrix *points, size_t enough, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    size_t most = enough < points->rows ? enough : points->rows, slots = 16, found = 0;
    size_t *seen; /* row + 1; 0: free */

    while (slots < 2 * most)
        slots *= 2;
    seen = ARENA_ARRAY(arena, size_t, slots);
    for (size_t row = 0; row < points->rows && found < most; row++) {
        size_t slot = hash_row(matrix_row(points, row), points->cols) & (slots - 1);

        while (seen[slot] && !same_row(points, seen[slot] - 1, row))
            slot = (slot + 1) & (slots - 1);
        if (seen[slot]) continue;
        seen[slot] = row + 1;
        found++;
    }
    arena_release(arena, mark);
    return found;
}
