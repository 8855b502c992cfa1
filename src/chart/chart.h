/* chart/chart.h — from numbers to a Scene.
 *
 * One ChartSpec says what to show, whatever the kind; each kind has a file of its own with one
 * public function, named in the table in chart.c. A chart knows no file format.
 *
 * The channels. A series is a segment, a line, a row of a heat map… `categories` name the places
 * along x (bars, heat map columns, radar axes, pie slices) where x is not a number.
 *
 *   kind              series                        channels
 *   PIE               one                           y[i] = size of categories[i], colours[i]
 *   BAR, BAR_H        one or several (grouped)      y[i] = value at categories[i], colours[i];
 *                                                   low/high = interval whiskers if given
 *   BAR_STACKED       several                       y[i] = value at categories[i]
 *   BOX               one a group                   y[0..n) = the values (any order)
 *   HISTOGRAM         one or several                y[0..n) = the values
 *   LINE              several                       x[i], y[i]; low/high = band; x_is_day
 *   SCATTER           one a group                   x[i], y[i]
 *   SCATTER_3D        one a group                   x[i], y[i], z[i]
 *   HEAT              one a row                     y[i] = value at categories[i]; centre = neutral
 *   LORENZ            one or several                y[0..n) = the values
 *   PARETO            one                           y[i] = value of categories[i]
 *   WATERFALL         one                           y[i] = change named categories[i]; the last
 *                                                   category is the total
 *   SWEEP             two panels: series[0] inertia, series[1] silhouette over x = k; chosen = k
 *   KNIFE             one a cluster                 y[0..n) = silhouette widths; of
 *   SCREE             one                           y[i] = explained share of component i + 1
 *   BIPLOT            groups, x/y = scores;         arrows: categories[i] to arrow_x/arrow_y[i]
 *   MULTIPLES         several                       as LINE, one panel a series
 *   CLOUDS            one a group                   as SCATTER, one panel a series
 *   SPARKLINE         one                           y[i] in order
 *   SANKEY            one                           x[i] = from, y[i] = to (as numbers of
 *                                                   categories), z[i] = weight
 *
 * Fails: ERR_BUG when the channels that the kind needs are missing. Data is never refused: NaN is
 *        left out, an empty chart says "No data".
 */
#ifndef CHART_CHART_H
#define CHART_CHART_H

#include "data/data.h"
#include "draw/scene.h"
#include "draw/theme.h"

typedef enum ChartKind {
    CHART_PIE,
    CHART_BAR,
    CHART_BAR_H,
    CHART_BAR_STACKED,
    CHART_BOX,
    CHART_HISTOGRAM,
    CHART_LINE,
    CHART_SCATTER,
    CHART_SCATTER_3D,
    CHART_HEAT,
    CHART_LORENZ,
    CHART_PARETO,
    CHART_WATERFALL,
    CHART_SWEEP,
    CHART_KNIFE,
    CHART_SCREE,
    CHART_BIPLOT,
    CHART_MULTIPLES,
    CHART_CLOUDS,
    CHART_SPARKLINE,
    CHART_SANKEY,
    CHART_KINDS
} ChartKind;

typedef struct Axis {
    const char *title; /* "Recency" */
    const char *unit;  /* "days"; NULL or "" for none. The chart joins them: "Recency (days)" */
    ColumnKind kind;   /* how its values are written */
    bool is_day;       /* values are Days: ticks are dates */
    bool whole;     /* values are written whole, "$86,023" beside "$950": one precision for all */
    bool allow_log; /* logarithmic where the data is positive and spans over two decades */
    bool log;       /* logarithmic at any rate: as its siblings are, or to compare ratios */
    double lo, hi;  /* what it shows at least, as its siblings do; nothing where hi <= lo */
} Axis;

/* Whether values over that range are for a logarithmic axis: over two decades, from 1 up where they
 * are counted (nothing lies at 1, which stands for none). */
bool axis_spans_decades(const Axis *axis, double lo, double hi);

#define COLOUR_BEFORE (-2)

typedef struct Series {
    const char *name;
    int colour; /* theme_segment(); -1 is the accent, COLOUR_BEFORE the year before */
    size_t n;
    const double *x, *y, *z;
    const double *low, *high;
    size_t of; /* KNIFE: of how many members these are a sample; 0: all n */
} Series;

/* What happened at a point of the first series of a LINE. */
typedef struct ChartNote {
    size_t point;
    const char *text;
    bool strong;
} ChartNote;

typedef struct ChartSpec {
    ChartKind kind;
    const char *slug;           /* the file name: charts/<slug>.png */
    const char *title;          /* the finding, where there is one; NULL leaves it to the caption */
    const char *subtitle;       /* what is shown, units, n */
    const char *alt;            /* the figures in words; needed */
    const char *note;           /* small, below: source, sample; or NULL */
    const char *currency;       /* ISO code, for COLUMN_MONEY */
    double width_pt, height_pt; /* with the titles; 0: the kind's own. A figure is never smaller
                                   than its kind's floor (chart/floor.h) */
    Axis x, y, z;
    const Series *series;
    size_t series_count;
    const char *const *categories;
    size_t category_count;
    const int *colours; /* one a category, or NULL */
    const double *arrow_x, *arrow_y;
    const ChartNote *notes; /* LINE: three at most */
    size_t note_count;
    double centre;    /* HEAT: the neutral value */
    bool diverging;   /* HEAT: two-sided ramp around centre */
    bool show_values; /* BAR, HEAT: the figures in or on the marks */
    bool notches;     /* BOX */
    double chosen;    /* SWEEP: the k in use; SCREE: components kept; NaN or 0: none */
    double suggested; /* SWEEP: the k that the rule would take */
    size_t highlight; /* past THEME_ONE_INK_PAST groups, which all have one ink: the one that the
                         title names, counted from 1; 0: none */
    bool one_ink;     /* a part of a chart of so many groups */
} ChartSpec;

/* Draws the chart at its size (or the kind's own); larger where that would cost a tick or a name.
 */
MUST_USE Status chart_draw(Scene *out, const ChartSpec *spec, const Theme *theme, Arena *arena,
                           Err *err);

/* "pie", "bar"… for the gallery and error texts. */
const char *chart_kind_name(ChartKind kind);

#endif
