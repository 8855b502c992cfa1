#include "privacy/cross.h"

#include <math.h>
#include <string.h>

Cross cross_open(size_t rows, size_t cols, Arena *arena)
{
    size_t cells = rows * cols;

    return (Cross){ rows, cols, ARENA_ARRAY(arena, double, cells),
                    ARENA_ARRAY(arena, double, cells), ARENA_ARRAY(arena, double, cells) };
}

void cross_add(Cross *cross, size_t row, size_t col, double amount)
{
    size_t at = row * cross->cols + col;

    if (amount == 0) return;
    cross->amount[at] += amount;
    cross->members[at] += 1;
    cross->most[at] = fmax(cross->most[at], fabs(amount));
}

static bool may_list(const Cross *cross, size_t at, size_t group)
{
    return cross->amount[at] > 0 && cross->members[at] >= (double)group &&
           cross->most[at] <= DOMINANT * cross->amount[at];
}

static void list_largest(uint32_t names[LISTED], const Cross *cross, size_t row, size_t group)
{
    size_t count = 0;

    for (size_t c = 0; c < cross->cols; c++) {
        size_t place = count;
        if (!may_list(cross, row * cross->cols + c, group)) continue;
        while (place && cross_amount(cross, row, names[place - 1]) < cross_amount(cross, row, c))
            place--;
        if (place == LISTED) continue;
        if (count < LISTED) count++;
        memmove(names + place + 1, names + place, (count - place - 1) * sizeof *names);
        names[place] = (uint32_t)c;
    }
    while (count < LISTED)
        names[count++] = NO_NAME;
}

Columns cross_columns(const Cross *cross, size_t group, Arena *arena)
{
    Columns columns = { .listed = arena_alloc(arena, cross->rows, sizeof *columns.listed),
                        .names = ARENA_ARRAY(arena, uint32_t, LISTED * cross->rows),
                        .of_name = ARENA_ARRAY(arena, uint32_t, cross->cols) };

    for (size_t c = 0; c < cross->cols; c++)
        columns.of_name[c] = NO_NAME;
    for (size_t r = 0; r < cross->rows; r++) {
        list_largest(columns.listed[r], cross, r, group);
        for (size_t i = 0; i < LISTED && columns.listed[r][i] != NO_NAME; i++) {
            uint32_t name = columns.listed[r][i];
            if (columns.of_name[name] != NO_NAME) continue;
            columns.of_name[name] = (uint32_t)columns.count;
            columns.names[columns.count++] = name;
        }
    }
    return columns;
}
