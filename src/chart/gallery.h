/* chart/gallery.h — every kind of chart over easy and nasty data, to judge a change of the drawing.
 *
 * In:    nothing; the data is made up here, the same on every run.
 * Out:   one GalleryChart for each kind and case, in the arena, kinds together, the easy case
 * first. Fails: never.
 */
#ifndef CHART_GALLERY_H
#define CHART_GALLERY_H

#include "chart/chart.h"

typedef enum GalleryCase {
    GALLERY_EASY,     /* what a shop looks like on a good day */
    GALLERY_ONE,      /* one segment, one value */
    GALLERY_FORTY,    /* forty segments */
    GALLERY_GIANT,    /* one value a thousand times the others */
    GALLERY_EQUAL,    /* all values the same */
    GALLERY_ZERO,     /* all values zero */
    GALLERY_NEGATIVE, /* every second value below zero */
    GALLERY_HOLES,    /* empty groups, NaN and infinities */
    GALLERY_LONG,     /* names of eighty characters */
    GALLERY_SCRIPTS,  /* names in Greek, Cyrillic and Vietnamese, and some that no glyph exists for
                       */
    GALLERY_NARROW,   /* 220 points wide */
    GALLERY_WIDE,     /* 760 points wide */
    GALLERY_BARE,     /* without titles */
    GALLERY_CASES
} GalleryCase;

typedef struct GalleryChart {
    ChartSpec spec; /* its slug is "<kind>-<case>" */
    GalleryCase which;
    const char *what; /* "one giant outlier", for the index page */
} GalleryChart;

typedef struct Gallery {
    const GalleryChart *items;
    size_t count;
} Gallery;

Gallery gallery_make(Arena *arena);
/* One of them. */
ChartSpec gallery_chart(ChartKind kind, GalleryCase which, Arena *arena);
/* The easy case, in gallery_shop.c. */
ChartSpec gallery_easy(ChartKind kind, Arena *arena);

#endif
