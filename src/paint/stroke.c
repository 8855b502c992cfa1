/* Strokes become polygons: each contour's left side forwards, then its right side backwards, with
 * joins at the corners and caps at the ends. Filled non-zero, the result is the union of what the
 * pen covers, so that a translucent line does not darken where it crosses itself. */
#include <math.h>

#include "paint/raster.h"

#define SMOOTH 0.985 /* cosine of a turn (10°) that is taken for part of a curve */
#define NEAR 1e-6    /* points closer than this, in pixels, are one */
#define DEEPEST 8    /* halvings of a round join */

typedef struct Stroker {
    Outline *out;
    double half; /* of the width */
    LineJoin join;
    LineCap cap;
    double miter_limit;
} Stroker;

/* A contour without repeated points, and the direction from each point to the next. */
typedef struct Spine {
    const Point *points;
    const Point *ways; /* unit vectors; way i leads from point i to point i + 1 */
    const double *lengths;
    size_t count;
    bool closed;
} Spine;

static Point along(Point from, Point way, double length)
{
    return (Point){ from.x + way.x * length, from.y + way.y * length };
}

/* The left-hand normal of a way, y pointing down. */
static Point normal(Point way)
{
    return (Point){ way.y, -way.x };
}

/* Not hypot: sqrt rounds the same on every processor. */
static double distance(Point a, Point b)
{
    return sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
}

static double dot(Point a, Point b)
{
    return a.x * b.x + a.y * b.y;
}

/* The points of the arc around centre from normal a to normal b, without its ends. `ahead` is the
 * middle normal when the two are opposite. */
static void add_arc(const Stroker *pen, Point centre, Point a, Point b, Point ahead, int depth)
{
    double cosine = dot(a, b), length;
    Point middle = { a.x + b.x, a.y + b.y };

    /* The arc is (1 − cos(angle/2))·radius away from its chord. */
    if (depth == 0 || pen->half * (1 - sqrt(fmax(0, (1 + cosine) / 2))) < FLAT_STROKE) return;
    length = distance((Point){ 0, 0 }, middle);
    middle = length < 1e-3 ? ahead : (Point){ middle.x / length, middle.y / length };
    add_arc(pen, centre, a, middle, ahead, depth - 1);
    outline_add(pen->out, along(centre, middle, pen->half));
    add_arc(pen, centre, middle, b, ahead, depth - 1);
}

static void add_miter(const Stroker *pen, Point corner, Point n0, Point n1, double cosine)
{
    Point both = { n0.x + n1.x, n0.y + n1.y };

    outline_add(pen->out, along(corner, both, pen->half / (1 + cosine)));
}

static void add_outer(const Stroker *pen, Point corner, Point way0, Point way1, double cosine)
{
    Point n0 = normal(way0), n1 = normal(way1);
    bool miter = pen->join == JOIN_MITER && 2 <= pen->miter_limit * pen->miter_limit * (1 + cosine);

    if (miter || cosine > SMOOTH) {
        add_miter(pen, corner, n0, n1, cosine);
        return;
    }
    outline_add(pen->out, along(corner, n0, pen->half));
    if (pen->join == JOIN_ROUND) add_arc(pen, corner, n0, n1, way0, DEEPEST);
    outline_add(pen->out, along(corner, n1, pen->half));
}

/* On the inner side the two offset lines cross, unless a piece is too short for that: then the
 * outline goes through the corner itself, which keeps the winding right. */
static void add_inner(const Stroker *pen, Point corner, Point way0, Point way1, double cosine,
                      double shorter)
{
    double turn = fabs(way0.x * way1.y - way0.y * way1.x);

    if (pen->half * turn <= shorter * (1 + cosine) && cosine > -0.99) {
        add_miter(pen, corner, normal(way0), normal(way1), cosine);
        return;
    }
    outline_add(pen->out, along(corner, normal(way0), pen->half));
    outline_add(pen->out, corner);
    outline_add(pen->out, along(corner, normal(way1), pen->half));
}

/* `outside` says on which side a turn right back has its cap; the other side must not have it too.
 */
static void add_join(const Stroker *pen, Point corner, Point way0, Point way1, double shorter,
                     bool outside)
{
    double cosine = dot(way0, way1), cross = way0.x * way1.y - way0.y * way1.x;

    if (cross > 0 || (cross == 0 && outside)) {
        add_outer(pen, corner, way0, way1, cosine);
    } else {
        add_inner(pen, corner, way0, way1, cosine, shorter);
    }
}

/* From the left side to the right one around the end of a line that came along `way`. */
static void add_cap(const Stroker *pen, Point end, Point way)
{
    Point n = normal(way), back = { -n.x, -n.y };
    Point out = pen->cap == CAP_SQUARE ? along(end, way, pen->half) : end;

    outline_add(pen->out, along(out, n, pen->half));
    if (pen->cap == CAP_ROUND) add_arc(pen, end, n, back, way, DEEPEST);
    outline_add(pen->out, along(out, back, pen->half));
}

static Point reversed(Point way)
{
    return (Point){ -way.x, -way.y };
}

static void add_forwards(const Stroker *pen, const Spine *spine, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++) {
        size_t before = i ? i - 1 : spine->count - 1;
        add_join(pen, spine->points[i], spine->ways[before], spine->ways[i],
                 fmin(spine->lengths[before], spine->lengths[i]), true);
    }
}

static void add_backwards(const Stroker *pen, const Spine *spine, size_t first, size_t last)
{
    for (size_t i = last; i-- > first;) {
        size_t before = i ? i - 1 : spine->count - 1;
        add_join(pen, spine->points[i], reversed(spine->ways[i]), reversed(spine->ways[before]),
                 fmin(spine->lengths[before], spine->lengths[i]), false);
    }
}

static void stroke_closed(const Stroker *pen, const Spine *spine)
{
    outline_begin(pen->out, true);
    add_forwards(pen, spine, 0, spine->count);
    outline_begin(pen->out, true);
    add_backwards(pen, spine, 0, spine->count);
}

static void stroke_open(const Stroker *pen, const Spine *spine)
{
    size_t last = spine->count - 1;

    outline_begin(pen->out, true);
    add_forwards(pen, spine, 1, last);
    add_cap(pen, spine->points[last], spine->ways[last - 1]);
    add_backwards(pen, spine, 1, last);
    add_cap(pen, spine->points[0], reversed(spine->ways[0]));
}

/* A line without length shows its caps only. */
static void stroke_spot(const Stroker *pen, Point at)
{
    if (pen->cap == CAP_BUTT) return;
    outline_begin(pen->out, true);
    add_cap(pen, at, (Point){ 1, 0 });
    add_cap(pen, at, (Point){ -1, 0 });
}

static Spine spine_of(const Point *points, const Contour *contour, Arena *arena)
{
    Point *kept = ARENA_ARRAY(arena, Point, contour->count);
    Point *ways = ARENA_ARRAY(arena, Point, contour->count);
    double *lengths = ARENA_ARRAY(arena, double, contour->count);
    size_t count = 0;

    for (size_t i = 0; i < contour->count; i++) {
        Point p = points[contour->start + i];
        if (count && distance(p, kept[count - 1]) < NEAR) continue;
        kept[count++] = p;
    }
    while (contour->closed && count > 1 && distance(kept[0], kept[count - 1]) < NEAR)
        count--;
    for (size_t i = 0; i < count; i++) {
        Point to = kept[i + 1 < count ? i + 1 : 0];
        double length = distance(kept[i], to);
        lengths[i] = length;
        if (length > 0)
            ways[i] = (Point){ (to.x - kept[i].x) / length, (to.y - kept[i].y) / length };
    }
    return (Spine){ kept, ways, lengths, count, contour->closed && count > 2 };
}

Outline outline_stroke(const Outline *lines, const Pen *pen, Arena *arena)
{
    Outline out = { .arena = arena };
    Stroker stroker = { &out, pen->width_pt / 2, pen->join, pen->cap,
                        pen->miter_limit >= 1 ? pen->miter_limit : 4 };

    for (size_t c = 0; c < lines->contours.count; c++) {
        Spine spine = spine_of(lines->points.items, &lines->contours.items[c], arena);
        if (spine.count == 1) {
            stroke_spot(&stroker, spine.points[0]);
        } else if (spine.closed) {
            stroke_closed(&stroker, &spine);
        } else if (spine.count > 1) {
            stroke_open(&stroker, &spine);
        }
    }
    return out;
}
