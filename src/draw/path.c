#include <math.h>

#include "draw/path.h"

Path path_open(Arena *arena)
{
    return (Path){ .arena = arena };
}

static void add_verb(Path *path, PathVerb verb)
{
    VEC_PUSH(path->arena, &path->verbs, verb);
}

static void add_point(Path *path, double x, double y)
{
    VEC_PUSH(path->arena, &path->points, ((Point){ x, y }));
}

static bool has_point(const Path *path)
{
    return path->points.count > 0;
}

void path_move(Path *path, double x, double y)
{
    add_verb(path, PATH_MOVE);
    add_point(path, x, y);
}

/* A line or curve without a start begins where it first goes. */
void path_line(Path *path, double x, double y)
{
    if (!has_point(path)) {
        path_move(path, x, y);
        return;
    }
    add_verb(path, PATH_LINE);
    add_point(path, x, y);
}

void path_curve(Path *path, double x1, double y1, double x2, double y2, double x, double y)
{
    if (!has_point(path)) path_move(path, x1, y1);
    add_verb(path, PATH_CURVE);
    add_point(path, x1, y1);
    add_point(path, x2, y2);
    add_point(path, x, y);
}

void path_close(Path *path)
{
    if (has_point(path)) add_verb(path, PATH_CLOSE);
}

void path_rect(Path *path, Rect rect)
{
    path_move(path, rect.x, rect.y);
    path_line(path, rect.x + rect.width, rect.y);
    path_line(path, rect.x + rect.width, rect.y + rect.height);
    path_line(path, rect.x, rect.y + rect.height);
    path_close(path);
}

void path_round_rect(Path *path, Rect rect, double radius)
{
    double left = rect.x, top = rect.y, right = left + rect.width, bottom = top + rect.height;
    double half = fmin(fabs(rect.width), fabs(rect.height)) / 2;
    double r = fmin(radius, half), quarter = PI / 2;

    if (!(r > 0)) {
        path_rect(path, rect);
        return;
    }
    path_move(path, left, top + r);
    path_arc(path, left + r, top + r, r, PI, PI + quarter);
    path_arc(path, right - r, top + r, r, -quarter, 0);
    path_arc(path, right - r, bottom - r, r, 0, quarter);
    path_arc(path, left + r, bottom - r, r, quarter, PI);
    path_close(path);
}

void path_circle(Path *path, double x, double y, double radius)
{
    path_move(path, x + radius, y);
    path_arc(path, x, y, radius, 0, 2 * PI);
    path_close(path);
}

/* Taylor's series after a reduction to ±45°; the error is below 1e-15 for angles of a few turns.
 * libm's sin and cos may differ in the last bit from one processor to the next. */
void path_sine_cosine(double radians, double *sine, double *cosine)
{
    double turns = floor(radians * (2 / PI) + 0.5);
    double a = radians - turns * (PI / 2), square = a * a, s = 1, c = 1;
    int quadrant = (int)(turns - 4 * floor(turns / 4));

    for (int k = 18; k >= 2; k -= 2) {
        c = 1 - square / (k * (k - 1)) * c;
        s = 1 - square / (k * (k + 1)) * s;
    }
    s *= a;
    *sine = quadrant == 0 ? s : quadrant == 1 ? c : quadrant == 2 ? -s : -c;
    *cosine = quadrant == 0 ? c : quadrant == 1 ? -s : quadrant == 2 ? -c : s;
}

/* One piece of an arc, at most 90°, as a cubic: the handles are 4/3·tan(angle/4) radii long. The
 * radius is off by 0.03 % at most. */
static void arc_piece(Path *path, Point centre, double radius, double from, double to)
{
    double s0, c0, s1, c1, sq, cq, handle;

    path_sine_cosine(from, &s0, &c0);
    path_sine_cosine(to, &s1, &c1);
    path_sine_cosine((to - from) / 4, &sq, &cq);
    handle = 4.0 / 3 * sq / cq;
    path_curve(path, centre.x + radius * (c0 - handle * s0), centre.y + radius * (s0 + handle * c0),
               centre.x + radius * (c1 + handle * s1), centre.y + radius * (s1 - handle * c1),
               centre.x + radius * c1, centre.y + radius * s1);
}

static bool is_at(const Path *path, Point place)
{
    Point last = path->points.items[path->points.count - 1];

    return fabs(last.x - place.x) < 1e-9 && fabs(last.y - place.y) < 1e-9;
}

void path_arc(Path *path, double x, double y, double radius, double from, double to)
{
    double sine, cosine, sweep = fmax(-2 * PI, fmin(2 * PI, to - from));
    int pieces = (int)ceil(fabs(sweep) / (PI / 2) - 1e-9);
    Point start;

    if (!isfinite(x + y + radius + from + to) || fabs(from) > 1e6) {
        path_line(path, NAN, NAN); /* the mark will be dropped as a whole */
        return;
    }
    path_sine_cosine(from, &sine, &cosine);
    start = (Point){ x + radius * cosine, y + radius * sine };
    if (!has_point(path) || path->verbs.items[path->verbs.count - 1] == PATH_CLOSE) {
        path_move(path, start.x, start.y);
    } else if (!is_at(path, start)) {
        path_line(path, start.x, start.y);
    }
    for (int i = 0; i < pieces; i++) {
        arc_piece(path, (Point){ x, y }, radius, from + sweep * i / pieces,
                  from + sweep * (i + 1) / pieces);
    }
}

bool path_finite(const Path *path)
{
    for (size_t i = 0; i < path->points.count; i++) {
        if (!isfinite(path->points.items[i].x) || !isfinite(path->points.items[i].y)) return false;
    }
    return true;
}

Path path_moved(const Path *path, double x, double y, double scale, Arena *arena)
{
    Path moved = { .verbs = { path->verbs.items, path->verbs.count, path->verbs.count },
                   .arena = arena };

    moved.points.items = ARENA_ARRAY(arena, Point, path->points.count);
    moved.points.count = moved.points.capacity = path->points.count;
    for (size_t i = 0; i < path->points.count; i++) {
        moved.points.items[i].x = x + scale * path->points.items[i].x;
        moved.points.items[i].y = y + scale * path->points.items[i].y;
    }
    return moved;
}
