#include "paint/snap.h"

#include <math.h>

#include "draw/path.h"

#define SMALLEST 2.0   /* pixels: what is thinner keeps its exact coverage */
#define SAME 1e-9      /* points, in path coordinates: what sums leave of a zero */
#define WIDEST_PEN 4.0 /* wider pens have soft edges that nobody sees */

static double whole(double pixels)
{
    return floor(pixels + 0.5);
}

static bool upright(Point a, Point b)
{
    return fabs(a.x - b.x) < SAME || fabs(a.y - b.y) < SAME;
}

/* A quarter circle or ellipse that begins and ends upright. */
static bool is_corner(Point from, const Point *p)
{
    return !upright(from, p[2]) && upright(from, p[0]) && upright(p[1], p[2]);
}

typedef struct Shape {
    size_t lines, corners, slanted, moves;
} Shape;

static Shape shape_of(const Path *path)
{
    Shape shape = { 0 };
    const Point *p = path->points.items, *end = p + path->points.count;
    Point at = { 0, 0 };

    for (size_t i = 0; i < path->verbs.count; i++) {
        PathVerb verb = path->verbs.items[i];
        size_t takes = verb == PATH_CURVE ? 3 : verb == PATH_CLOSE ? 0 : 1;
        if ((size_t)(end - p) < takes) break;
        if (verb == PATH_MOVE) shape.moves++;
        if (verb == PATH_LINE) *(upright(at, *p) ? &shape.lines : &shape.slanted) += 1;
        if (verb == PATH_CURVE) *(is_corner(at, p) ? &shape.corners : &shape.slanted) += 1;
        p += takes;
        if (takes) at = p[-1];
    }
    return shape;
}

static bool is_box(const Path *path, const Shape *shape)
{
    const Point *p = path->points.items;

    if (shape->moves != 1 || shape->slanted || shape->corners > 4) return false;
    if (shape->corners) return shape->lines >= 2 && shape->lines <= 4;
    if (shape->lines == 3) return upright(p[0], p[3]) && !upright(p[0], p[2]);
    return shape->lines == 4 && fabs(p[4].x - p[0].x) + fabs(p[4].y - p[0].y) < SAME &&
           !upright(p[0], p[2]);
}

bool snap_is_box(const Path *path)
{
    Shape shape = shape_of(path);

    return is_box(path, &shape);
}

typedef struct Span {
    double low, high;
} Span;

static void stretch(Span *span, double value)
{
    span->low = fmin(span->low, value);
    span->high = fmax(span->high, value);
}

/* The nearer end takes a coordinate along, so that round corners keep their shape. */
static double snapped(double value, const Span *span)
{
    double end = value - span->low < span->high - value ? span->low : span->high;

    if (span->high - span->low < SMALLEST) return value;
    return value + whole(end) - end;
}

Path snap_fill(const Path *path, double scale, Arena *arena)
{
    Shape shape = shape_of(path);
    Path moved = path_moved(path, 0, 0, scale, arena);
    Span across, down;

    if (!is_box(path, &shape)) return moved;
    across = (Span){ moved.points.items[0].x, moved.points.items[0].x };
    down = (Span){ moved.points.items[0].y, moved.points.items[0].y };
    for (size_t i = 0; i < moved.points.count; i++) {
        stretch(&across, moved.points.items[i].x);
        stretch(&down, moved.points.items[i].y);
    }
    for (size_t i = 0; i < moved.points.count; i++) {
        moved.points.items[i].x = snapped(moved.points.items[i].x, &across);
        moved.points.items[i].y = snapped(moved.points.items[i].y, &down);
    }
    return moved;
}

static void snap_width(Pen *pen)
{
    if (pen->width_pt >= 1) {
        pen->width_pt = whole(pen->width_pt);
        return;
    }
    pen->colour.a = (uint8_t)(pen->colour.a * pen->width_pt + 0.5);
    pen->width_pt = 1;
}

/* An open line's ends are whole pixels along the line, or half a pixel would be grey. */
static void snap_end(Point *end, Point before, Point next)
{
    if (fabs(before.y - next.y) < SAME) end->x = whole(before.x);
    if (fabs(before.x - next.x) < SAME) end->y = whole(before.y);
}

Path snap_stroke(const Path *path, double scale, Pen *pen, Arena *arena)
{
    Shape shape = shape_of(path);
    Path moved = path_moved(path, 0, 0, scale, arena);
    Point *p = moved.points.items;
    size_t last = moved.points.count - 1;
    double middle;
    Point first_two[2], last_two[2];

    if (shape.corners || shape.slanted || !shape.lines || shape.moves != 1) return moved;
    if (!(pen->width_pt > 0) || pen->width_pt > WIDEST_PEN) return moved;
    snap_width(pen);
    middle = (int)pen->width_pt % 2 ? 0.5 : 0;
    first_two[0] = p[0], first_two[1] = p[1];
    last_two[0] = p[last], last_two[1] = p[last - 1];
    for (size_t i = 0; i <= last; i++)
        p[i] = (Point){ whole(p[i].x - middle) + middle, whole(p[i].y - middle) + middle };
    if (moved.verbs.items[moved.verbs.count - 1] != PATH_CLOSE) {
        snap_end(&p[0], first_two[0], first_two[1]);
        snap_end(&p[last], last_two[0], last_two[1]);
    }
    return moved;
}
