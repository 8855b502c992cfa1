/* draw/theme.h — colours, sizes and spacing as data: light for print and day, dark for the site.
 *
 * Six colours for segments, which neighbours can be told apart by with the common colour-vision
 * deficiencies; the segments after the sixth share the last, and among more than twelve all do:
 * nobody reads forty hues. Marks stand out from the paper by 3 : 1, texts by 4.5 : 1, for which
 * segments have a second, darker colour (lighter in the dark). tests/unit/draw judges all of that,
 * and that the site's own colours (assets/site/site.css) are these. One colour a segment everywhere
 * in the report; in grey print order, gaps and names tell segments apart.
 */
#ifndef DRAW_THEME_H
#define DRAW_THEME_H

#include "draw/scene.h"

#define THEME_SEGMENT_COLOURS 6
#define THEME_ONE_INK_PAST 12   /* segments */
#define THEME_TEXT_CONTRAST 4.5 /* with the paper, at least */
#define THEME_MARK_CONTRAST 3.0

typedef struct Theme {
    const char *name;              /* "light", "dark" */
    Rgba paper, panel;             /* the page, a card or plot area on it */
    Rgba ink, ink_soft, ink_faint; /* text, secondary text, hints */
    Rgba axis, grid;               /* axis lines, grid lines */
    Rgba accent, positive, negative, warning;
    Rgba before;           /* the year before, and what stands behind */
    Rgba band, band_outer; /* uncertain or usual: 4 of 5, 19 of 20 */
    Rgba segment[THEME_SEGMENT_COLOURS];
    Rgba segment_text[THEME_SEGMENT_COLOURS]; /* for what is written in a segment's colour */
    Rgba sequential[5]; /* light to strong: heat maps of magnitudes, densities */
    Rgba diverging[5];  /* below, …, neutral, …, above: heat maps around zero */
    double title_pt, subtitle_pt, label_pt, small_pt; /* type sizes in charts */
    double line_pt, hair_pt;                          /* line widths */
    double gap_pt;                                    /* the unit of spacing */
} Theme;

extern const Theme THEME_LIGHT;
extern const Theme THEME_DARK;

/* The colour of segment i; from the sixth on it is the same. -1: the accent. */
Rgba theme_segment(const Theme *theme, int i);
/* The number to give to theme_segment() for one of so many segments; -1 stays -1. */
int theme_colour_among(int colour, size_t segments);
/* A mark's colour as one that text can be set in on the theme's paper. */
Rgba theme_text(const Theme *theme, Rgba colour);
/* A colour on a ramp of five, at 0..1. */
Rgba theme_ramp(const Rgba ramp[5], double at);
/* Black or white ink, whichever reads better on the ground. */
Rgba theme_ink_on(Rgba ground);

#endif
