/* book/plan.h — what a book will hold and how it will stand, decided before anything is drawn.
 *
 * The report's pages become chapters, their blocks rows: what stands beside what, how wide, how
 * high the charts are, and the numbers in the captions. Nothing is decided by how much room is left
 * on a page: that concerns only the breaks between pages (book/flow.h).
 *
 * In:    the layout; whether all of the report is wanted, or the summary.
 * Out:   plans that borrow from the report.
 */
#ifndef BOOK_PLAN_H
#define BOOK_PLAN_H

#include "book/layout.h"

typedef struct BlockPlan {
    const Block *block;
    int number;      /* "Figure 3", "Table 2"; 0: it has no caption */
    double chart_pt; /* how high a figure's chart is drawn, */
    double room_pt;  /* and the room above its caption */
} BlockPlan;

/* Blocks below each other. */
typedef struct StackPlan {
    double width_pt;
    BlockPlan *items;
    size_t count, capacity;
} StackPlan;

/* One stack, as wide as the page; or two beside each other, which no page break divides. */
typedef struct RowPlan {
    StackPlan stacks[2];
    size_t count;
} RowPlan;

typedef struct SectionPlan {
    const Section *section;
    bool titled; /* else its chapter's title says the same */
    struct {
        RowPlan *items;
        size_t count, capacity;
    } rows;
} SectionPlan;

typedef struct ChapterPlan {
    const Page *page;
    const char *title;      /* in the contents and the running head too */
    const char *lead;       /* below it, or NULL */
    const Segment *segment; /* whose chapter it is, or NULL */
    int level;              /* in the contents: 0, or 1 within the chapter before */
    bool new_page;          /* it always begins one */
    struct {
        SectionPlan *items;
        size_t count, capacity;
    } sections;
} ChapterPlan;

typedef struct ChapterPlans {
    ChapterPlan *items;
    size_t count, capacity;
} ChapterPlans;

ChapterPlans book_plan(const BookLayout *layout, bool summary_only);

#endif
