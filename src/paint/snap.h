/* paint/snap.h — upright edges onto the pixel grid, private to this room.
 *
 * Bars, cells, axes and grid lines are upright; half a pixel of grey at their edges makes them look
 * soft and, where two of them meet, lets the paper shine through. So rectangles (rounded or not) of
 * at least two pixels a side get whole-pixel edges, and upright lines whole-pixel widths.
 * Everything else stays where it is.
 *
 * Both give the path in pixels.
 */
#ifndef PAINT_SNAP_H
#define PAINT_SNAP_H

#include "draw/scene.h"

/* Whether snap_fill would put the path onto the grid (if it is large enough). */
bool snap_is_box(const Path *path);
Path snap_fill(const Path *path, double scale, Arena *arena);
/* Also rounds the pen's width, which is in pixels; a line thinner than a pixel becomes paler
 * instead. */
Path snap_stroke(const Path *path, double scale, Pen *pen, Arena *arena);

#endif
