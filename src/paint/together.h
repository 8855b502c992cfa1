/* paint/together.h — scenes that differ in colours only (a chart in the light theme and in the dark
 * one), painted in one pass. Private to this room. */
#ifndef PAINT_TOGETHER_H
#define PAINT_TOGETHER_H

#include "paint/paint.h"

/* Scenes that are painted in one pass at most. */
#define PAINT_TOGETHER 2

/* Whether the scenes have the same shapes in the same places, texts included. */
bool scenes_alike(const Scene *one, const Scene *other);

/* out[i] from scenes[i], which are alike. */
MUST_USE Status paint_pixels_together(Pixels *out, const Scene *const *scenes, int count,
                                      double dpi, Arena *arena, Err *err);

#endif
