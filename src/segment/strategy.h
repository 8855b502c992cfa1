/* segment/strategy.h — what to do with a segment: texts in Markdown, filled from its figures.
 * Private to the room.
 *
 * templates/strategies/<archetype>.md has three headings: Behaviour, Strategy, Expected outcome.
 * A user's own folder is looked into first. The placeholders: templates/strategies/README.md.
 */
#ifndef SEGMENT_STRATEGY_H
#define SEGMENT_STRATEGY_H

#include "segment/segment.h"

MUST_USE Status strategy_fill(Segment *segment, const Segments *segments, const SegmentPlan *plan,
                              Arena *arena, Err *err);

#endif
