/* The back matter in two columns a page, read down the left one and then down the right one. The
 * columns' ends are chosen together, as page breaks are; those of the last page are equally long.
 */
#include <math.h>

#include "book/private.h"

/* Of a page, that the last one should have more on it than other chapters' last pages: what is
 * small can as well stand there. */
#define LAST_PAGE_MORE 0.15

/* Pieces below each other, with sums, so that any stretch of them is measured at once. */
typedef struct Stack {
    const BookPieces *pieces;
    double *height, *charts; /* of the pieces before each, with the space above them */
} Stack;

typedef struct ColumnEnd {
    double cost;
    size_t from; /* the column that ends here begins with this piece */
} ColumnEnd;

/* Full pages, and what is left for the last one. */
typedef struct Columns {
    const Stack *stack;
    double first_room, room; /* of the first page's columns, of the other pages' */
    size_t most;             /* columns that are tried */
    ColumnEnd *ends;         /* [column][piece] */
    double cost;             /* of the best way: */
    size_t full, last;       /* columns before the last page, its first piece */
} Columns;

static Stack stack_of(const BookPieces *pieces, Arena *arena)
{
    Stack stack = { pieces, ARENA_ARRAY(arena, double, pieces->count + 1),
                    ARENA_ARRAY(arena, double, pieces->count + 1) };

    for (size_t i = 0; i < pieces->count; i++) {
        const BookPiece *piece = pieces->items[i];
        stack.height[i + 1] = stack.height[i] + piece->before_pt + piece->height_pt;
        stack.charts[i + 1] = stack.charts[i] + piece->chart_pt;
    }
    return stack;
}

static double height_of(const Stack *stack, size_t from, size_t to)
{
    const BookPiece *first = stack->pieces->items[from];

    return stack->height[to] - stack->height[from] - first->before_pt +
           (first->repeat ? first->repeat->height_pt : 0);
}

/* Of a column or page that begins with the piece. */
static double start_cost(const Stack *stack, size_t from)
{
    if (!from) return 0;
    return stack->pieces->items[from]->break_cost +
           (stack->pieces->items[from - 1]->keep_next ? BOOK_FORBIDDEN_COST : 0);
}

/* INFINITY: it does not fit. */
static double column_cost(const Stack *stack, size_t from, size_t to, double room)
{
    double height = height_of(stack, from, to);
    double charts = stack->charts[to] - stack->charts[from];
    double shrink = book_shrink_to_fit(height, charts, room), empty = fmax(1 - height / room, 0);

    if (shrink < BOOK_LEAST_SHRINK) return from + 1 == to ? BOOK_OVERFULL_COST : INFINITY;
    return start_cost(stack, from) + BOOK_EMPTY_COST * empty * empty +
           BOOK_SHRINK_COST * (1 - shrink);
}

static ColumnEnd *end_at(const Columns *columns, size_t column, size_t piece)
{
    return &columns->ends[column * (columns->stack->pieces->count + 1) + piece];
}

/* Before the first column stand no pieces. */
static void choose_ends(const Columns *columns, size_t column)
{
    const Stack *stack = columns->stack;
    double room = column <= 2 ? columns->first_room : columns->room;

    if (!column) {
        for (size_t to = 0; to <= stack->pieces->count; to++)
            *end_at(columns, 0, to) = (ColumnEnd){ to ? INFINITY : 0, 0 };
        return;
    }
    for (size_t to = 0; to <= stack->pieces->count; to++) {
        ColumnEnd *best = end_at(columns, column, to);
        /* Empty, where nothing fits. */
        *best = (ColumnEnd){ end_at(columns, column - 1, to)->cost + BOOK_EMPTY_COST, to };
        for (size_t from = to; from-- > 0;) {
            double cost = column_cost(stack, from, to, room);
            if (isinf(cost)) break;
            cost += end_at(columns, column - 1, from)->cost;
            if (cost < best->cost) *best = (ColumnEnd){ cost, from };
        }
    }
}

/* Where the right column of the last page begins, so that its columns are as short as can be;
 * `height` is that of the longer one. */
static size_t balance(const Stack *stack, size_t from, double *height)
{
    const size_t count = stack->pieces->count;
    double least = INFINITY;
    size_t best = count;

    for (size_t to = from + 1; to <= count; to++) {
        double right = to < count ? height_of(stack, to, count) : 0;
        double longer = fmax(height_of(stack, from, to), right);
        double cost = longer + (to < count ? BOOK_EMPTY_COST * start_cost(stack, to) : 0);
        if (cost >= least) continue;
        least = cost;
        best = to;
        *height = longer;
    }
    return best;
}

/* The cost of ending with the pieces from there on, on a page of their own behind so many columns.
 */
static double ending_cost(const Columns *columns, size_t column, size_t from, double room)
{
    const Stack *stack = columns->stack;
    bool single = from + 1 == stack->pieces->count; /* is made smaller, if it must be */
    double height = 0, cost = end_at(columns, column, from)->cost + start_cost(stack, from);

    if (isinf(cost)) return INFINITY;
    if (!single && height_of(stack, from, stack->pieces->count) > 2 * room) return INFINITY;
    balance(stack, from, &height);
    if (height > room) cost += single ? BOOK_OVERFULL_COST : INFINITY;
    if (column) cost += book_last_page_cost(height / room - LAST_PAGE_MORE);
    return cost + BOOK_PAGE_COST * (double)column;
}

static void choose_last_page(Columns *columns)
{
    /* More pages than one above the least are not worth trying. */
    for (size_t column = 0; column <= columns->most && column <= columns->full + 2; column += 2) {
        double room = column ? columns->room : columns->first_room;
        for (size_t c = column ? column - 1 : column; c <= column; c++)
            choose_ends(columns, c);
        for (size_t from = 0; from < columns->stack->pieces->count; from++) {
            double cost = ending_cost(columns, column, from, room);
            if (cost >= columns->cost) continue;
            columns->cost = cost;
            columns->last = from;
            columns->full = column;
        }
        if (isinf(columns->cost)) columns->full = column;
    }
}

static Columns choose_columns(const Stack *stack, double first_room, double room, Arena *arena)
{
    Columns columns = { .stack = stack, .first_room = first_room, .room = room, .cost = INFINITY };

    /* Any two columns beside each other hold more than one has room for. */
    columns.most = 4 + 2 * (size_t)(stack->height[stack->pieces->count] / room);
    columns.ends = ARENA_ARRAY(arena, ColumnEnd, (columns.most + 1) * (stack->pieces->count + 1));
    choose_last_page(&columns);
    return columns;
}

/* One page's columns: from..middle and middle..to. Returns where the longer one ends. */
static double fill_page(Book *book, const BookPieces *pieces, const size_t bounds[3],
                        BookPage *page, double y)
{
    double end = y;

    for (int i = 0; i < 2; i++) {
        if (bounds[i] == bounds[i + 1]) continue;
        double x = BOOK_SIDE_PT + i * (book->half_pt + BOOK_GUTTER_PT);
        book_fill(book, pieces, bounds[i], bounds[i + 1], page, (Point){ x, y });
        end = fmax(end, book->end_y_pt);
    }
    return end;
}

/* Where each column begins; the last page has two. */
static size_t *bounds_of(const Columns *columns, Arena *arena)
{
    size_t *bounds = ARENA_ARRAY(arena, size_t, columns->full + 3);
    double height;

    bounds[columns->full] = columns->last;
    for (size_t column = columns->full; column > 0; column--)
        bounds[column - 1] = end_at(columns, column, bounds[column])->from;
    bounds[columns->full + 1] = balance(columns->stack, columns->last, &height);
    bounds[columns->full + 2] = columns->stack->pieces->count;
    return bounds;
}

#define HOLE_COST (4 * BOOK_EMPTY_COST) /* of what stays empty in the middle of the book */

/* Begins on the last page, unless a new one costs less than what little would stand there. */
void book_flow_columns(Book *book, const BookPieces *pieces, const char *chapter, double start_y)
{
    const Stack stack = stack_of(pieces, book->arena);
    const double room = book_page_room(book), left = room - (start_y - BOOK_TOP_PT);
    Columns columns = choose_columns(&stack, room, room, book->arena);
    bool continues = false;

    if (start_y > 0) {
        Columns there = choose_columns(&stack, left, room, book->arena);
        double hole = HOLE_COST * (left / room) * (left / room);
        continues = there.cost - 2 * BOOK_PAGE_COST < columns.cost + hole;
        if (continues) columns = there;
    }
    const size_t *bounds = bounds_of(&columns, book->arena);
    for (size_t column = 0; column <= columns.full; column += 2) {
        bool here = continues && !column;
        BookPage *page =
            here ? book->pages.items[book->pages.count - 1] : book_page(book, chapter, false);
        book->end_y_pt =
            fill_page(book, pieces, bounds + column, page, here ? start_y : BOOK_TOP_PT);
    }
}
