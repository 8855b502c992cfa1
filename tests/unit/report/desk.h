/* All that the section about the week is made of, by hand: tests change what they are about. */
#ifndef DESK_H
#define DESK_H

#include "report/draft.h"

enum { SEGMENTS = 2 };

/* All that the section is made of. */
typedef struct Desk {
    Report report;
    Shop shop;
    Segments segments;
    Segment items[SEGMENTS];
    ReportPlan plan;
    SalesWeek week;
    Draft draft;
    Page *page;
    History history;
    Changes changes;
    Run base;
    RunSegment then[SEGMENTS];
    SegmentChange segment_changes[SEGMENTS + 1];
    Flow flows[4];
    Drift drift;
} Desk;

/* A usual week of 24 to 30 June 2025. */
Desk *desk_new(Arena *arena);
/* The value of the week, and so its verdict. */
void set(Desk *d, WeekFigure figure, double value);
const Section *write_week(Desk *d);
const Insight *insight(const Section *section, size_t number);
size_t insights(const Section *section);
const Metric *tile(const Section *section, const char *key);
void remember(Desk *d);
void count(Desk *d, Kpi kpi, double now);

#define SAYS(text, wanted) assert_string_equal(text, wanted)
#define HAS(text, part)                                                                            \
    if (!strstr(text, part)) fail_msg("\"%s\" does not have \"%s\"", text, part)

#endif
