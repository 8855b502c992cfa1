/* segment/first.h — whom to turn to first in a segment, and who of it has gone quiet. Private to
 * the room.
 */
#ifndef SEGMENT_FIRST_H
#define SEGMENT_FIRST_H

#include "segment/segment.h"

/* Where a list names whom to look at, not whom to write to, it ends after so many. */
#define FIRST_MOST 25

/* The lists of one segment, empty where nobody may be shown (`shown`), and the first step in words.
 */
void first_choose(Segment *segment, const Segments *segments, const Shop *shop, bool shown,
                  Arena *arena);
#endif
