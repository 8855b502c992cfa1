/* segment/silence.h — how many of each segment have gone quiet, and what that is worth. Private to
 * the room.
 */
#ifndef SEGMENT_SILENCE_H
#define SEGMENT_SILENCE_H

#include "segment/segment.h"

/* Of every segment, and of all. */
void silence_describe(Segments *segments, const Shop *shop);

#endif
