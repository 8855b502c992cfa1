#include "chart/place.h"

#include <math.h>

Placer placer_open(const Canvas *canvas, Rect inside, size_t capacity)
{
    return (Placer){ .inside = inside,
                     .boxes = ARENA_ARRAY(canvas->arena, Rect, capacity),
                     .capacity = capacity };
}

static double common_area(Rect a, Rect b)
{
    double width = fmin(rect_right(a), rect_right(b)) - fmax(a.x, b.x);
    double height = fmin(rect_bottom(a), rect_bottom(b)) - fmax(a.y, b.y);

    return width > 0 && height > 0 ? width * height : 0;
}

static void take(Placer *placer, Rect box)
{
    if (placer->count < placer->capacity) placer->boxes[placer->count++] = box;
}

bool placer_take(Placer *placer, Rect box)
{
    for (size_t i = 0; i < placer->count; i++) {
        if (common_area(placer->boxes[i], box) > 0) return false;
    }
    take(placer, box);
    return true;
}

/* Whether a segment passes through the box (Liang, Barsky 1984). */
static bool crosses(const Point line[2], Rect box)
{
    double dx = line[1].x - line[0].x, dy = line[1].y - line[0].y, from = 0, to = 1;
    double p[] = { -dx, dx, -dy, dy };
    double q[] = { line[0].x - box.x, rect_right(box) - line[0].x, line[0].y - box.y,
                   rect_bottom(box) - line[0].y };

    for (int i = 0; i < 4; i++) {
        if (p[i] == 0) {
            if (q[i] < 0) return false;
            continue;
        }
        double t = q[i] / p[i];
        if (p[i] < 0) from = fmax(from, t);
        if (p[i] > 0) to = fmin(to, t);
    }
    return from < to;
}

static double cost(const Placer *placer, Rect box)
{
    double outside = box.width * box.height - common_area(box, placer->inside), sum = 5 * outside;

    for (size_t i = 0; i < placer->count; i++)
        sum += 10 * common_area(placer->boxes[i], box);
    for (size_t i = 0; i < placer->line_count; i++)
        sum += crosses(placer->lines[i], box) ? 200 : 0;
    return sum;
}

Rect placer_around(Placer *placer, Point at, Point heading, double width, double height,
                   double away)
{
    double length = hypot(heading.x, heading.y), best = INFINITY;
    Rect chosen = { at.x, at.y, width, height };

    /* Near places first, then farther ones. */
    for (int i = 0; i < 48; i++) {
        double angle = (i % 16) * M_PI / 8, far = away + (i / 16) * height * 0.8;
        double c = cos(angle), s = sin(angle);
        Rect box = { at.x + c * (far + width / 2) - width / 2,
                     at.y + s * (far + height / 2) - height / 2, width, height };
        double turn = length > 0 ? 1 - (c * heading.x + s * heading.y) / length : 0;
        double now = cost(placer, box) + 40 * turn + 15 * (i / 16);
        if (now >= best) continue;
        best = now;
        chosen = box;
    }
    take(placer, chosen);
    return chosen;
}
