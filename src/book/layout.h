/* book/layout.h — what is the same on all pages of one book: paper, columns, gaps, colours.
 *
 * It is decided once, before anything is drawn, and does not change: whatever makes pieces gets it
 * as const, together with the plan of its chapter (book/plan.h).
 */
#ifndef BOOK_LAYOUT_H
#define BOOK_LAYOUT_H

#include "book/book.h"

/* The spaces between things, in points. */
typedef struct BookGaps {
    double side, top, bottom;      /* the margins of a page; the running head stands in the top */
    double gutter;                 /* between what stands side by side */
    double chapter, chapter_below; /* above a chapter that begins within a page; below its title */
    double section, heading;       /* above their titles */
    double title_below;            /* below these */
    double lead, lead_below;       /* around a section's lead */
    double paragraph, item;        /* above a paragraph, and in lists */
    double figure, table, tiles, note, list; /* above these */
    double finding_first, finding;           /* above the first finding, above the others */
} BookGaps;

typedef struct BookLayout {
    const Report *report;
    const Theme *theme;
    Theme chart_theme; /* the same with the book's sizes of type */
    Arena *arena;
    double width_pt, height_pt; /* of an upright page; a landscape one is the same, turned */
    double column_pt, half_pt;  /* between its margins, and of one of two columns there */
    double line_pt;             /* the longest line of running text */
    bool justified;             /* running text */
    BookGaps gaps;
    const Tag *within; /* what new pieces are part of, to those who listen; NULL: the book */
} BookLayout;

BookLayout book_layout(const Report *report, const BookPlan *plan, Arena *arena);
/* The same for pieces within that part. */
BookLayout book_within(const BookLayout *layout, const Tag *part);
/* A new tag within what the pieces are part of. */
const Tag *book_tag(const BookLayout *layout, TagRole role);
/* The width and the height between the margins. */
double book_page_width(const BookLayout *layout, bool landscape);
double book_page_room(const BookLayout *layout, bool landscape);
/* How wide running text is in a column of that width. */
double book_line(const BookLayout *layout, double width_pt);
/* The report's page that a link leads to ("segments/champions.html#why"), or NULL. */
const char *book_page_path(const BookLayout *layout, const char *target);

#endif
