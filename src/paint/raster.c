#include "paint/raster.h"

#include <math.h>
#include <string.h>

#define ONE 256              /* a pixel in the grid's units */
#define FULL (2 * ONE * ONE) /* a pixel's area */

PixelBox box_meet(PixelBox a, PixelBox b)
{
    return (PixelBox){ a.left > b.left ? a.left : b.left, a.top > b.top ? a.top : b.top,
                       a.right < b.right ? a.right : b.right,
                       a.bottom < b.bottom ? a.bottom : b.bottom };
}

bool box_empty(PixelBox box)
{
    return box.left >= box.right || box.top >= box.bottom;
}

Raster raster_open(int width, int height, Arena *arena)
{
    Raster raster = { .clip = { 0, 0, width, height }, .width = width, .height = height };

    raster.cells = arena_alloc(arena, (size_t)height, ((size_t)width + 2) * sizeof(int32_t));
    raster.from = ARENA_ARRAY(arena, int, (size_t)height);
    raster.to = ARENA_ARRAY(arena, int, (size_t)height);
    raster.coverage = ARENA_ARRAY(arena, uint8_t, (size_t)width + 2);
    for (int y = 0; y < height; y++)
        raster.from[y] = width + 2;
    raster.top = height;
    return raster;
}

/* Sums wrap round: more than 16,000 layers in one shape give wrong ink, not undefined behaviour. */
static void add_area(int32_t *cell, int area)
{
    *cell = (int32_t)((uint32_t)*cell + (uint32_t)area);
}

/* An edge inside one pixel: a and b are where it enters and leaves, 0 to ONE. The height's sign is
 * the winding. */
static void add_cell(int32_t *cell, int height, int a, int b)
{
    add_area(cell, height * (2 * ONE - a - b));
    add_area(cell + 1, height * (a + b));
}

/* Divides towards minus infinity; the remainder is never negative. */
static int64_t divide(int64_t a, int64_t b, int64_t *rest)
{
    int64_t quotient = a / b;

    *rest = a % b;
    if (*rest < 0) {
        *rest += b;
        quotient--;
    }
    return quotient;
}

/* A line's even steps in whole numbers: each is the quotient, and one more when the remainders have
 * added up to a whole (Bresenham). */
typedef struct Steps {
    int64_t value, step, rest, error, whole;
} Steps;

static Steps steps_open(int64_t start, int64_t first, int64_t every, int64_t whole)
{
    Steps steps = { .whole = whole };

    steps.value = start + divide(first, whole, &steps.error);
    steps.step = divide(every, whole, &steps.rest);
    return steps;
}

static void steps_next(Steps *steps)
{
    steps->value += steps->step;
    steps->error += steps->rest;
    if (steps->error >= steps->whole) {
        steps->error -= steps->whole;
        steps->value++;
    }
}

/* An edge inside one row of pixels, left to right, from x0 to x1. The steps are taken without the
 * sign: they must not round differently for the shape on the other side. */
static void add_rightwards(int32_t *row, int x0, int x1, int height, int sign)
{
    int cell = x0 / ONE, last = x1 / ONE, done = 0;
    Steps down;

    if (cell == last) {
        add_cell(row + cell, sign * height, x0 % ONE, x1 % ONE);
        return;
    }
    down = steps_open(0, (int64_t)(ONE - x0 % ONE) * height, (int64_t)ONE * height, x1 - x0);
    add_cell(row + cell, sign * (int)down.value, x0 % ONE, ONE);
    for (cell++; cell < last; cell++) {
        done = (int)down.value;
        steps_next(&down);
        add_cell(row + cell, sign * ((int)down.value - done), 0, ONE);
    }
    add_cell(row + last, sign * (height - (int)down.value), 0, x1 % ONE);
}

static void touch(Raster *raster, int y, int from, int to)
{
    if (from < raster->from[y]) raster->from[y] = from;
    if (to > raster->to[y]) raster->to[y] = to;
}

static void add_row(Raster *raster, int y, int x0, int x1, int height, int sign)
{
    int32_t *row = raster->cells + (size_t)y * ((size_t)raster->width + 2);

    if (x0 <= x1) {
        touch(raster, y, x0 / ONE, x1 / ONE + 2);
        add_rightwards(row, x0, x1, height, sign);
    } else {
        /* The same area from the other end: a mirror of the edge cuts the same pixels. */
        touch(raster, y, x1 / ONE, x0 / ONE + 2);
        add_rightwards(row, x1, x0, height, sign);
    }
}

/* y0 < y1; sign is the winding. */
static void add_edge(Raster *raster, int x0, int y0, int x1, int y1, int sign)
{
    int y = y0 / ONE, last = (y1 - 1) / ONE, x = x0, top = y0;
    Steps right;

    if (y < raster->top) raster->top = y;
    if (last >= raster->bottom) raster->bottom = last + 1;
    if (y == last) {
        add_row(raster, y, x0, x1, y1 - y0, sign);
        return;
    }
    right =
        steps_open(x0, (int64_t)(ONE - y0 % ONE) * (x1 - x0), (int64_t)ONE * (x1 - x0), y1 - y0);
    for (; y < last; y++) {
        add_row(raster, y, x, (int)right.value, (y + 1) * ONE - top, sign);
        x = (int)right.value;
        top = (y + 1) * ONE;
        steps_next(&right);
    }
    add_row(raster, last, x, x1, y1 - top, sign);
}

/* Rounded; the clip lies where no pixel is below 0. */
static int to_grid(double pixels)
{
    return (int)(pixels * ONE + 0.5);
}

static double clamp(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

static void add_clipped(Raster *raster, Point from, Point to, int sign)
{
    int x0 = to_grid(clamp(from.x, raster->clip.left, raster->clip.right));
    int x1 = to_grid(clamp(to.x, raster->clip.left, raster->clip.right));
    int y0 = to_grid(from.y), y1 = to_grid(to.y);

    if (y0 < y1) add_edge(raster, x0, y0, x1, y1, sign);
}

/* The point of the edge at a height or at a column. */
static Point at_y(Point a, Point b, double y)
{
    return (Point){ a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)), y };
}

static Point at_x(Point a, Point b, double x)
{
    return (Point){ x, clamp(a.y + (b.y - a.y) * ((x - a.x) / (b.x - a.x)), a.y, b.y) };
}

/* What lies left or right of the clip runs along its border, so that the winding stays. */
static void add_between(Raster *raster, Point a, Point b, int sign)
{
    double sides[2] = { a.x < b.x ? raster->clip.left : raster->clip.right,
                        a.x < b.x ? raster->clip.right : raster->clip.left };
    Point start = a;

    for (int i = 0; i < 2; i++) {
        if ((a.x < sides[i]) != (b.x < sides[i])) {
            Point cut = at_x(a, b, sides[i]);
            add_clipped(raster, start, cut, sign);
            start = cut;
        }
    }
    add_clipped(raster, start, b, sign);
}

void raster_line(Raster *raster, Point from, Point to)
{
    int sign = from.y <= to.y ? 1 : -1;
    /* Always downwards, so that an edge gives the same areas from either side. */
    Point a = sign > 0 ? from : to, b = sign > 0 ? to : from, start = a, end = b;

    if (!(b.y > raster->clip.top) || !(a.y < raster->clip.bottom) || !(a.y < b.y)) return;
    if (!isfinite(a.x) || !isfinite(b.x)) return;
    if (a.y < raster->clip.top) start = at_y(a, b, raster->clip.top);
    if (b.y > raster->clip.bottom) end = at_y(a, b, raster->clip.bottom);
    add_between(raster, start, end, sign);
}

static uint8_t non_zero(int32_t area)
{
    uint32_t size = area < 0 ? 0u - (uint32_t)area : (uint32_t)area;

    return size >= FULL ? 255 : (uint8_t)((size * 255 + FULL / 2) / FULL);
}

static uint8_t even_odd(int32_t area)
{
    uint32_t size = (area < 0 ? 0u - (uint32_t)area : (uint32_t)area) % (2 * FULL);

    if (size > FULL) size = 2 * FULL - size;
    return (uint8_t)((size * 255 + FULL / 2) / FULL);
}

/* Turns a row's areas into coverage and clears them. */
static void read_row(Raster *raster, int y, FillRule rule)
{
    int32_t *cells = raster->cells + (size_t)y * ((size_t)raster->width + 2);
    int from = raster->from[y], to = raster->to[y];
    int32_t sum = 0;

    for (int x = from; x < to; x++) {
        add_area(&sum, cells[x]);
        raster->coverage[x] = rule == FILL_EVEN_ODD ? even_odd(sum) : non_zero(sum);
    }
    memset(cells + from, 0, (size_t)(to - from) * sizeof *cells);
}

static void sweep_row(Raster *raster, int y, FillRule rule, RowInk ink)
{
    int x = raster->from[y],
        end = raster->to[y] < raster->clip.right ? raster->to[y] : raster->clip.right;

    if (x >= raster->to[y]) return;
    read_row(raster, y, rule);
    raster->from[y] = raster->width + 2;
    raster->to[y] = 0;
    while (x < end && !raster->coverage[x])
        x++;
    while (end > x && !raster->coverage[end - 1])
        end--;
    if (x < end) ink.row(ink.context, x, y, end - x, raster->coverage + x);
}

void raster_sweep(Raster *raster, FillRule rule, RowInk ink)
{
    for (int y = raster->top; y < raster->bottom; y++)
        sweep_row(raster, y, rule, ink);
    raster->top = raster->height;
    raster->bottom = 0;
}

static bool inside(const PixelBox *clip, const Point *points, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!(points[i].x >= clip->left && points[i].x <= clip->right && points[i].y >= clip->top &&
              points[i].y <= clip->bottom))
            return false;
    }
    return true;
}

/* What nothing cuts, which is nearly all, goes onto the grid point by point: a fifth of the time of
 * letters was in asking again at each of their edges. */
static void add_contour(Raster *raster, const Point *points, size_t count)
{
    int x0 = to_grid(points[count - 1].x), y0 = to_grid(points[count - 1].y);

    for (size_t i = 0; i < count; i++) {
        int x1 = to_grid(points[i].x), y1 = to_grid(points[i].y);
        if (y0 < y1) add_edge(raster, x0, y0, x1, y1, 1);
        if (y0 > y1) add_edge(raster, x1, y1, x0, y0, -1);
        x0 = x1;
        y0 = y1;
    }
}

void raster_outline(Raster *raster, const Outline *outline)
{
    for (size_t c = 0; c < outline->contours.count; c++) {
        const Contour *contour = &outline->contours.items[c];
        const Point *points = outline->points.items + contour->start;
        if (contour->count && inside(&raster->clip, points, contour->count)) {
            add_contour(raster, points, contour->count);
            continue;
        }
        for (size_t i = 0; i < contour->count; i++)
            raster_line(raster, points[i], points[i + 1 < contour->count ? i + 1 : 0]);
    }
}
