/* Cuts lines into dashes. Only what may show is cut: a line of a million pixels costs no more than
 * the part of it that crosses the picture. */
#include <math.h>

#include "paint/raster.h"

#define SHORTEST_PERIOD 0.1 /* pixels; finer dashes cannot be told from a line */

#define FARTHEST_REACH 1000 /* pixels */

typedef struct Dasher {
    Outline *out;
    double length[8]; /* on, off, on, off… in pixels */
    int count;
    double period;
    double left, top, right, bottom; /* where ink may show */
    bool drawing;                    /* a dash is open, its last point is the pen's place */
} Dasher;

/* An odd list counts twice, as in SVG. */
static bool read_pattern(Dasher *dasher, const Pen *pen)
{
    int count = pen->dashes < 0 || pen->dashes > 4 ? 0 : pen->dashes;

    dasher->count = count % 2 ? 2 * count : count;
    for (int i = 0; i < dasher->count; i++) {
        dasher->length[i] = pen->dash_pt[i % count];
        if (!(dasher->length[i] >= 0) || !isfinite(dasher->length[i])) return false;
        dasher->period += dasher->length[i];
    }
    return dasher->period >= SHORTEST_PERIOD && isfinite(dasher->period);
}

/* Narrows from..to, shares of the way from a to b, to where low <= value <= high. */
static void narrow(double a, double b, double low, double high, double *from, double *to)
{
    double way = b - a;

    if (way == 0) {
        if (a < low || a > high) *to = -1;
        return;
    }
    *from = fmax(*from, ((way > 0 ? low : high) - a) / way);
    *to = fmin(*to, ((way > 0 ? high : low) - a) / way);
}

/* Which dash is at a distance into the pattern, and how much of it is left. */
static int locate(const Dasher *dasher, double distance, double *left)
{
    double rest = fmod(distance, dasher->period);

    if (rest < 0) rest += dasher->period;
    for (int i = 0; i < dasher->count; i++) {
        if (rest < dasher->length[i]) {
            *left = dasher->length[i] - rest;
            return i;
        }
        rest -= dasher->length[i];
    }
    *left = dasher->length[0];
    return 0;
}

static void mark(Dasher *dasher, Point at)
{
    if (!dasher->drawing) outline_begin(dasher->out, false);
    dasher->drawing = true;
    outline_add(dasher->out, at);
}

/* The dashes between two distances along the piece that leads from a to b. */
static void dash_visible(Dasher *dasher, Point a, Point b, double length, double phase, double from,
                         double to)
{
    double at = from, left;
    int dash = locate(dasher, phase + from, &left);

    for (;;) {
        double end = fmin(at + left, to);
        if (dash % 2 == 0) {
            if (!dasher->drawing)
                mark(dasher, (Point){ a.x + (b.x - a.x) * (at / length),
                                      a.y + (b.y - a.y) * (at / length) });
            mark(dasher,
                 (Point){ a.x + (b.x - a.x) * (end / length), a.y + (b.y - a.y) * (end / length) });
        }
        if (at + left > to) return; /* the dash goes on round the corner */
        dasher->drawing = false;
        at += left;
        dash = (dash + 1) % dasher->count;
        left = dasher->length[dash];
    }
}

static void dash_piece(Dasher *dasher, Point a, Point b, double length, double phase)
{
    double from = 0, to = 1;

    narrow(a.x, b.x, dasher->left, dasher->right, &from, &to);
    narrow(a.y, b.y, dasher->top, dasher->bottom, &from, &to);
    if (!(from <= to)) {
        dasher->drawing = false;
        return;
    }
    if (from > 0) dasher->drawing = false;
    dash_visible(dasher, a, b, length, phase, from * length, to * length);
    if (to < 1) dasher->drawing = false;
}

static void dash_contour(Dasher *dasher, const Point *points, const Contour *contour, double phase)
{
    size_t pieces = contour->closed ? contour->count : contour->count - 1;

    dasher->drawing = false;
    for (size_t i = 0; i < pieces; i++) {
        Point a = points[i], b = points[i + 1 < contour->count ? i + 1 : 0];
        double length = sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
        if (!(length > 0)) continue;
        dash_piece(dasher, a, b, length, phase);
        phase = fmod(phase + length, dasher->period);
    }
}

Outline outline_dash(const Outline *lines, const Pen *pen, PixelBox box, Arena *arena)
{
    Outline out = { .arena = arena };
    double reach = fmin(pen->width_pt * 2 + 2, FARTHEST_REACH);
    Dasher dasher = { .out = &out,
                      .left = box.left - reach,
                      .top = box.top - reach,
                      .right = box.right + reach,
                      .bottom = box.bottom + reach };

    if (!read_pattern(&dasher, pen)) return *lines;
    for (size_t c = 0; c < lines->contours.count; c++) {
        const Contour *contour = &lines->contours.items[c];
        dash_contour(&dasher, lines->points.items + contour->start, contour,
                     fmod(pen->dash_phase_pt, dasher.period));
    }
    return out;
}
