#include "chart/gallery.h"

#include <math.h>
#include <string.h>

#define FORTY 40

static const struct {
    const char *slug, *what;
} CASES[GALLERY_CASES] = {
    [GALLERY_EASY] = { "easy", "an ordinary shop" },
    [GALLERY_ONE] = { "one", "one segment, one value" },
    [GALLERY_FORTY] = { "forty", "forty segments" },
    [GALLERY_GIANT] = { "giant", "one giant outlier" },
    [GALLERY_EQUAL] = { "equal", "all values the same" },
    [GALLERY_ZERO] = { "zero", "all values zero" },
    [GALLERY_NEGATIVE] = { "negative", "every second value below zero" },
    [GALLERY_HOLES] = { "holes", "empty groups, values that are missing or infinite" },
    [GALLERY_LONG] = { "long", "names of eighty characters" },
    [GALLERY_SCRIPTS] = { "scripts", "names in Greek, Cyrillic, Vietnamese, and without glyphs" },
    [GALLERY_NARROW] = { "narrow", "220 points wide" },
    [GALLERY_WIDE] = { "wide", "760 points wide" },
    [GALLERY_BARE] = { "bare", "without titles" },
};

static const char *const LONG_NAMES[] = {
    "Customers who bought electronics twice or more and have not come back since spring",
    "Bargain hunters in the southern region with a loyalty card and no e-mail address yet",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenliebhaberinnenvereinigungen",
    "First-time buyers of the winter campaign, reached through the partner newsletter only",
};

static const char *const SCRIPT_NAMES[] = {
    "Πιστοί πελάτες",
    "Постоянные покупатели",
    "Khách hàng trung thành",
    "Υψηλή αξία, χαμηλή συχνότητα",
    "Спящие клиенты",
    "Nguyễn Thị Phương Thảo",
    "忠実な顧客",
    "Łódź & Šibenik ★",
};

/* A change of one value: which series, which place. */
typedef double (*Change)(double value, size_t series, size_t i);

static double make_giant(double value, size_t series, size_t i)
{
    return series == 0 && i == 1 ? value * 1000 : value;
}

static double make_equal(double value, size_t series, size_t i)
{
    (void)value, (void)series, (void)i;
    return 42;
}

static double make_zero(double value, size_t series, size_t i)
{
    (void)value, (void)series, (void)i;
    return 0;
}

static double make_negative(double value, size_t series, size_t i)
{
    return (series + i) % 2 ? -fabs(value) : value;
}

static double make_hole(double value, size_t series, size_t i)
{
    (void)series;
    return i % 3 == 1 ? NAN : i % 7 == 2 ? INFINITY : i % 11 == 3 ? -1e300 : value;
}

static const double *changed(const double *values, size_t n, size_t series, Change change,
                             Arena *arena)
{
    if (!values) return NULL;
    double *out = ARENA_ARRAY(arena, double, n);
    for (size_t i = 0; i < n; i++)
        out[i] = change(values[i], series, i);
    return out;
}

static Series *own_series(ChartSpec *spec, size_t count, Arena *arena)
{
    Series *series = ARENA_ARRAY(arena, Series, count);

    for (size_t s = 0; s < count && spec->series_count; s++) {
        series[s] = spec->series[s % spec->series_count];
    }
    spec->series = series;
    spec->series_count = count;
    return series;
}

/* A flow keeps its ends, a line its places: there only the values change. */
static void change_values(ChartSpec *spec, Change change, Arena *arena)
{
    Series *series = own_series(spec, spec->series_count, arena);
    bool flow = spec->kind == CHART_SANKEY;
    bool cloud = spec->kind == CHART_SCATTER || spec->kind == CHART_CLOUDS ||
                 spec->kind == CHART_SCATTER_3D || spec->kind == CHART_BIPLOT;

    for (size_t s = 0; s < spec->series_count; s++) {
        Series *one = &series[s];
        if (cloud) one->x = changed(one->x, one->n, s, change, arena);
        if (!flow) one->y = changed(one->y, one->n, s, change, arena);
        one->z = changed(one->z, one->n, s, change, arena);
        one->low = changed(one->low, one->n, s, change, arena);
        one->high = changed(one->high, one->n, s, change, arena);
    }
}

static void keep_one(ChartSpec *spec, Arena *arena)
{
    Series *series = own_series(spec, spec->series_count ? 1 : 0, arena);

    if (spec->series_count) series->n = 1;
    if (spec->category_count) spec->category_count = 1;
}

/* Forty series, or forty categories where there is one series. */
static void make_forty(ChartSpec *spec, Arena *arena)
{
    bool by_category = spec->series_count == 1 && spec->category_count;
    Series *series = own_series(spec, by_category ? 1 : FORTY, arena);
    const char **names = ARENA_ARRAY(arena, const char *, FORTY);
    double *y = ARENA_ARRAY(arena, double, FORTY);
    int *colours = ARENA_ARRAY(arena, int, FORTY);

    if (spec->kind == CHART_SWEEP || spec->kind == CHART_SPARKLINE) spec->series_count = 2;
    for (size_t i = 0; i < FORTY; i++) {
        names[i] = arena_format(arena, "Segment %zu", i + 1);
        colours[i] = (int)i;
        if (!by_category) series[i].name = names[i];
        if (!by_category) series[i].colour = (int)i;
    }
    if (!by_category) return;
    spec->categories = names;
    spec->category_count = FORTY;
    spec->colours = spec->colours ? colours : NULL;
    if (spec->kind == CHART_SANKEY) return;
    for (size_t i = 0; i < FORTY; i++) {
        y[i] = series->y[i % series->n] / (double)(1 + i / series->n);
    }
    series->y = y;
    series->n = FORTY;
}

static void make_holes(ChartSpec *spec, Arena *arena)
{
    change_values(spec, make_hole, arena);
    Series *series = own_series(spec, spec->series_count, arena);
    for (size_t s = 1; s < spec->series_count; s += 2)
        series[s].n = 0;
}

static void rename_all(ChartSpec *spec, const char *const *names, size_t count, Arena *arena)
{
    Series *series = own_series(spec, spec->series_count, arena);
    const char **categories = ARENA_ARRAY(arena, const char *, spec->category_count);

    for (size_t s = 0; s < spec->series_count; s++)
        series[s].name = names[s % count];
    for (size_t i = 0; i < spec->category_count; i++)
        categories[i] = names[i % count];
    if (spec->category_count) spec->categories = categories;
    spec->title = spec->title ? names[0] : NULL;
    spec->x.title = spec->x.title ? names[1] : NULL;
    spec->y.title = spec->y.title ? names[2] : NULL;
    spec->z.title = spec->z.title ? names[3] : NULL;
}

static void apply(ChartSpec *spec, GalleryCase which, Arena *arena)
{
    switch (which) {
    case GALLERY_EASY: return;
    case GALLERY_ONE: keep_one(spec, arena); return;
    case GALLERY_FORTY: make_forty(spec, arena); return;
    case GALLERY_GIANT: change_values(spec, make_giant, arena); return;
    case GALLERY_EQUAL: change_values(spec, make_equal, arena); return;
    case GALLERY_ZERO: change_values(spec, make_zero, arena); return;
    case GALLERY_NEGATIVE: change_values(spec, make_negative, arena); return;
    case GALLERY_HOLES: make_holes(spec, arena); return;
    case GALLERY_LONG: rename_all(spec, LONG_NAMES, COUNT_OF(LONG_NAMES), arena); return;
    case GALLERY_SCRIPTS: rename_all(spec, SCRIPT_NAMES, COUNT_OF(SCRIPT_NAMES), arena); return;
    case GALLERY_NARROW: spec->width_pt = 220; return;
    case GALLERY_WIDE: spec->width_pt = 760; return;
    case GALLERY_BARE: spec->title = spec->subtitle = NULL; return;
    case GALLERY_CASES: return;
    }
}

ChartSpec gallery_chart(ChartKind kind, GalleryCase which, Arena *arena)
{
    ChartSpec spec = gallery_easy(kind, arena);

    apply(&spec, which, arena);
    spec.slug = arena_format(arena, "%s-%s", chart_kind_name(kind), CASES[which].slug);
    if (which == GALLERY_EASY || which == GALLERY_BARE) return spec;
    /* The finding of the easy case need not hold for the others. */
    if (spec.title && which != GALLERY_LONG && which != GALLERY_SCRIPTS &&
        which != GALLERY_NARROW && which != GALLERY_WIDE) {
        spec.title = arena_format(arena, "%s: %s", chart_kind_name(kind), CASES[which].what);
    }
    spec.alt = arena_format(arena, "A test of the drawing: %s, %s.", chart_kind_name(kind),
                            CASES[which].what);
    return spec;
}

Gallery gallery_make(Arena *arena)
{
    GalleryChart *items = ARENA_ARRAY(arena, GalleryChart, CHART_KINDS * GALLERY_CASES);
    size_t count = 0;

    for (int kind = 0; kind < CHART_KINDS; kind++) {
        for (int which = 0; which < GALLERY_CASES; which++) {
            items[count++] =
                (GalleryChart){ gallery_chart((ChartKind)kind, (GalleryCase)which, arena),
                                (GalleryCase)which, CASES[which].what };
        }
    }
    return (Gallery){ items, count };
}
