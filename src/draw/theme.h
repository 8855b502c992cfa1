/* draw/theme.h — colours, sizes and spacing as data: light for print and day, dark for the site.
 *
 * Segment colours can be told apart with the common colour-vision deficiencies and in greyscale;
 * tests/unit/draw judges that. One colour a segment everywhere in the report.
 */
#ifndef DRAW_THEME_H
#define DRAW_THEME_H

#include "draw/scene.h"

#define THEME_SEGMENT_COLOURS 12

typedef struct Theme {
    const char *name;              /* "light", "dark" */
    Rgba paper, panel;             /* the page, a card or plot area on it */
    Rgba ink, ink_soft, ink_faint; /* text, secondary text, hints */
    Rgba axis, grid;               /* axis lines, grid lines */
    Rgba accent, positive, negative, warning;
    Rgba segment[THEME_SEGMENT_COLOURS];
    Rgba sequential[5]; /* light to strong: heat maps of magnitudes, densities */
    Rgba diverging[5];  /* below, …, neutral, …, above: heat maps around zero */
    double title_pt, subtitle_pt, label_pt, small_pt; /* type sizes in charts */
    double line_pt, hair_pt;                          /* line widths */
    double gap_pt;                                    /* the unit of spacing */
} Theme;

extern const Theme THEME_LIGHT;
extern const Theme THEME_DARK;

/* The colour of segment i; past the twelfth the colours come again, lighter or darker. */
Rgba theme_segment(const Theme *theme, int i);
/* A colour on a ramp of five, at 0..1. */
Rgba theme_ramp(const Rgba ramp[5], double at);
/* Black or white ink, whichever reads better on the ground. */
Rgba theme_ink_on(Rgba ground);

#endif
