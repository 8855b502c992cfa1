/* draw/icon.h — a small picture for each kind of segment, as lines of our own.
 *
 * In:    a segment's slug; any other name gives the figure of a person.
 * Out:   a group of that name in the scene, fitted into the middle of the box.
 */
#ifndef DRAW_ICON_H
#define DRAW_ICON_H

#include "draw/scene.h"

void icon_draw(Scene *scene, const char *name, Rect box, Rgba colour);

/* The names that have an icon of their own; NULL past the last. */
const char *icon_name(size_t i);

#endif
