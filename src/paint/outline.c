#include <math.h>

#include "paint/raster.h"

#define FARTHEST 1e9 /* pixels; doubles still have 1e-7 of a pixel there */
#define MOST_CHORDS 400

void outline_begin(Outline *outline, bool closed)
{
    VEC_PUSH(outline->arena, &outline->contours,
             ((Contour){ .start = outline->points.count, .closed = closed }));
}

void outline_add(Outline *outline, Point point)
{
    VEC_PUSH(outline->arena, &outline->points, point);
    outline->contours.items[outline->contours.count - 1].count++;
}

/* Compared rather than taken through fmin: this is done for every point of every letter. */
static double hold(double pixels)
{
    if (isnan(pixels)) return 0;
    return pixels < -FARTHEST ? -FARTHEST : pixels > FARTHEST ? FARTHEST : pixels;
}

static Point to_pixels(Point point, double scale)
{
    return (Point){ hold(point.x * scale), hold(point.y * scale) };
}

/* How many chords keep within the tolerance: the bound by second differences (Wang; as in Farouki,
 * Rajan 1987), sqrt(6·d / (8·tolerance)) for a cubic. */
static int chords(const Point p[4], double tolerance)
{
    double x0 = p[0].x - 2 * p[1].x + p[2].x, y0 = p[0].y - 2 * p[1].y + p[2].y;
    double x1 = p[1].x - 2 * p[2].x + p[3].x, y1 = p[1].y - 2 * p[2].y + p[3].y;
    double bend = sqrt(fmax(x0 * x0 + y0 * y0, x1 * x1 + y1 * y1));
    double count = ceil(sqrt(0.75 * bend / tolerance));

    return count < 1 ? 1 : count > MOST_CHORDS ? MOST_CHORDS : (int)count;
}

static double cubic(double a, double b, double c, double d, double t)
{
    double s = 1 - t;

    return s * s * (s * a + 3 * t * b) + t * t * (3 * s * c + t * d);
}

static void add_curve(Outline *outline, const Point p[4], double tolerance)
{
    int count = chords(p, tolerance);

    for (int i = 1; i < count; i++) {
        double t = (double)i / count;
        outline_add(outline, (Point){ cubic(p[0].x, p[1].x, p[2].x, p[3].x, t),
                                      cubic(p[0].y, p[1].y, p[2].y, p[3].y, t) });
    }
    outline_add(outline, p[3]);
}

typedef struct Walk {
    Outline *outline;
    double scale, tolerance;
    Point at, start; /* where the pen is; where its contour began */
    bool open;       /* a contour is being made */
} Walk;

static void walk_move(Walk *walk, Point to)
{
    walk->at = walk->start = to;
    walk->open = false;
}

/* A contour begins with its first line, so that stray moves leave nothing. */
static void walk_begin(Walk *walk)
{
    if (walk->open) return;
    outline_begin(walk->outline, false);
    outline_add(walk->outline, walk->at);
    walk->start = walk->at;
    walk->open = true;
}

static void walk_close(Walk *walk)
{
    walk_begin(walk);
    walk->outline->contours.items[walk->outline->contours.count - 1].closed = true;
    walk->at = walk->start;
    walk->open = false;
}

static void walk_line(Walk *walk, Point to)
{
    walk_begin(walk);
    outline_add(walk->outline, to);
    walk->at = to;
}

static void walk_curve(Walk *walk, const Point *points)
{
    Point p[4] = { walk->at, to_pixels(points[0], walk->scale), to_pixels(points[1], walk->scale),
                   to_pixels(points[2], walk->scale) };

    walk_begin(walk);
    add_curve(walk->outline, p, walk->tolerance);
    walk->at = p[3];
}

static const size_t POINTS_OF[] = {
    [PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_CURVE] = 3, [PATH_CLOSE] = 0
};

Outline outline_flatten(const Path *path, double scale, double tolerance, Arena *arena)
{
    Outline outline = { .arena = arena };
    Walk walk = { .outline = &outline, .scale = scale, .tolerance = tolerance };
    const Point *next = path->points.items, *end;

    if (!path->points.count) return outline; /* a label of spaces */
    end = next + path->points.count;
    for (size_t i = 0; i < path->verbs.count; i++) {
        PathVerb verb = path->verbs.items[i];
        if ((size_t)(end - next) < POINTS_OF[verb]) break;
        switch (verb) {
        case PATH_MOVE: walk_move(&walk, to_pixels(*next, scale)); break;
        case PATH_LINE: walk_line(&walk, to_pixels(*next, scale)); break;
        case PATH_CURVE: walk_curve(&walk, next); break;
        case PATH_CLOSE: walk_close(&walk); break;
        }
        next += POINTS_OF[verb];
    }
    return outline;
}
