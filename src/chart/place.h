/* chart/place.h — labels beside points, where they cover least.
 *
 * Greedy: each label takes the cheapest of the places around its point, given those before it.
 */
#ifndef CHART_PLACE_H
#define CHART_PLACE_H

#include "chart/canvas.h"

typedef struct Placer {
    Rect inside;
    Rect *boxes; /* taken */
    size_t count, capacity;
    const Point (*lines)[2]; /* not to be crossed, if possible */
    size_t line_count;
} Placer;

Placer placer_open(const Canvas *canvas, Rect inside, size_t capacity);
/* Whether a box touches one that is taken; takes it if not. */
bool placer_take(Placer *placer, Rect box);
/* The box of a text of that size around a point, `away` from it; `heading` is the preferred
 * direction. Takes the box. */
Rect placer_around(Placer *placer, Point at, Point heading, double width, double height,
                   double away);

#endif
