/* chart/floor.h — how small each kind of chart may be drawn.
 *
 * Below its floor a kind would have to drop a tick, a name or an axis: chart_draw() then makes the
 * figure as large as the floor instead, and who laid it out finds another place for it. A floor
 * depends on the kind, on how many rows, columns or panels there are, and on the names, which stand
 * whole; not on the values.
 */
#ifndef CHART_FLOOR_H
#define CHART_FLOOR_H

#include "chart/canvas.h"

/* The least width below the titles. */
double floor_width(const ChartSpec *spec);
/* The least height below the titles, for the width of canvas->area, which is floor_width() at
 * least. */
double floor_height(const Canvas *canvas);

#endif
