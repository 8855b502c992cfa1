/* segment/silence.h — how many of each segment have gone quiet, and what that is worth. Private to
 * the room.
 */
#ifndef SEGMENT_SILENCE_H
#define SEGMENT_SILENCE_H

#include "segment/segment.h"

/* Of every segment, and of all. With min_group: figures by segment are NaN everywhere where those
 * of one would be about fewer customers, or about hardly more than one; so are those of all where
 * they would be. One segment's alone would follow from the others' and the total. */
void silence_describe(Segments *segments, const Shop *shop, size_t min_group);

#endif
