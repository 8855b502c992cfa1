#include "import/lines.h"

#include <stdlib.h>

static void resize(void *column, size_t capacity, size_t size)
{
    void **items = column;

    *items = realloc(*items, capacity * size);
    if (!*items) out_of_memory();
}

#define RESIZE(column) resize(&(column), lines->capacity, sizeof *(column))

void lines_grow(Lines *lines, const SalesForm *form)
{
    if (lines->count < lines->capacity) return;
    lines->capacity = lines->capacity ? 2 * lines->capacity : 1024;
    RESIZE(lines->at);
    RESIZE(lines->contents);
    RESIZE(lines->day);
    RESIZE(lines->mark);
    RESIZE(lines->fate);
    RESIZE(lines->currency);
    RESIZE(lines->order);
    RESIZE(lines->product);
    if (chain_is_there(&form->texts[TEXT_LINE])) RESIZE(lines->line);
    if (chain_is_there(&form->texts[TEXT_REFUND_OF])) RESIZE(lines->refund_of);
    RESIZE(lines->who);
    for (int f = 0; f < SALES_FIGURES; f++)
        if (figure_is_there(form, (SalesFigure)f)) RESIZE(lines->figure[f]);
    for (size_t r = 0; r < form->rule_count; r++)
        RESIZE(lines->value[r]);
}

void lines_drop_contents(Lines *lines)
{
    free(lines->contents);
    lines->contents = NULL;
}

void lines_close(Lines *lines)
{
    free(lines->at);
    free(lines->contents);
    free(lines->day);
    free(lines->mark);
    free(lines->fate);
    free(lines->currency);
    free(lines->order);
    free(lines->product);
    free(lines->line);
    free(lines->refund_of);
    free(lines->who);
    for (int f = 0; f < SALES_FIGURES; f++)
        free(lines->figure[f]);
    for (int r = 0; r < RULES_MOST; r++)
        free(lines->value[r]);
    *lines = (Lines){ 0 };
}
