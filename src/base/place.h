/* base/place.h — a folder that is built beside its place and takes it in one step.
 *
 * Out:   the complete new folder, or the complete old one: whatever fails, and whenever the program
 *        is stopped. What a killed run left behind is removed by the next.
 * Fails: ERR_CANNOT_CREATE the folder is not ours, or cannot be made.
 */
#ifndef BASE_PLACE_H
#define BASE_PLACE_H

#include "base/base.h"

/* A folder of ours carries one of these files; no other folder is ever replaced. */
#define PLACE_REPORT ".clientele"
#define PLACE_SITE ".clientele-site"

/* Whether a folder of that kind may be put there: refuses a file, and a folder with anything in it
 * that is not of this kind. To be asked before the work begins, too. */
MUST_USE Status place_check(const char *folder, const char *marker, Err *err);
/* The path as it is without links: what is exchanged is what a link points at. */
const char *place_resolved(const char *folder, Arena *arena);
/* The folder beside it, of this process, in which the new one is built. */
const char *place_building_folder(const char *folder, Arena *arena);

/* Writes all of the new folder, its marker among it, below `building`. */
typedef Status PlaceFill(void *context, const char *building, Arena *arena, Err *err);

MUST_USE Status place_build(const char *folder, const char *marker, const char *building,
                            PlaceFill *fill, void *context, Arena *arena, Err *err);

#endif
