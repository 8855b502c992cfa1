/* What no chart gives up for lack of room: its axes with three ticks at least, every name whole,
 * type of 8.5 points, inks that can be read. For every kind over every case of the gallery, and
 * over forty groups with long names, at the widths of the book's columns on both papers and at
 * others. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart_test.h"
#include "draw/colour.h"

#define TYPE_PT 8.5
#define CHINESE "二〇二五年春季首次购买后三个月内没有再次光顾本店的新客户群体"
#define HEBREW "לקוחות שקנו פעמיים ולא חזרו מאז האביב האחרון"

static const double WIDTHS[] = { 0, 60, 245.9, 251, 340, 498, 515, 760 };

/* --- What a scene says ------------------------------------------------------------------------ */

/* All labels below the titles one after the other, without the spaces at which names are broken. */
static const char *all_words(const Scene *scene, Arena *arena)
{
    size_t size = 1, at = 0, i = 0;

    while (scene->marks.items[i].kind != MARK_END)
        i++;
    for (size_t k = i; k < scene->marks.count; k++)
        if (scene->marks.items[k].kind == MARK_LABEL)
            size += strlen(scene->marks.items[k].label.text);
    char *words = ARENA_ARRAY(arena, char, size);
    for (; i < scene->marks.count; i++) {
        if (scene->marks.items[i].kind != MARK_LABEL) continue;
        for (const char *c = scene->marks.items[i].label.text; *c; c++)
            if (*c != ' ') words[at++] = *c;
    }
    words[at] = 0;
    return words;
}

static const char *without_spaces(const char *text, Arena *arena)
{
    char *words = ARENA_ARRAY(arena, char, strlen(text) * 3 + 1);
    size_t at = 0;

    for (const char *c = font_showable(FONT_REGULAR, text, arena); *c; c++)
        if (*c != ' ') words[at++] = *c;
    words[at] = 0;
    return words;
}

typedef struct Fault {
    const ChartSpec *spec;
    const Scene *scene;
} Fault;

static void fault(const Fault *f, const char *what, const char *which)
{
    fail_msg("%s at %g × %g: %s: \"%s\"", f->spec->slug, f->scene->width_pt, f->scene->height_pt,
             what, which);
}

/* --- Judges ----------------------------------------------------------------------------------- */

static bool has_values(const Series *series)
{
    for (size_t i = 0; i < series->n; i++)
        if (series->y && isfinite(series->y[i]) && fabs(series->y[i]) < 1e150) return true;
    return false;
}

/* Which names a kind shows: a single series is named by the title. */
static bool names_series(const ChartSpec *spec)
{
    switch (spec->kind) {
    case CHART_BOX:
    case CHART_HEAT:
    case CHART_KNIFE:
    case CHART_MULTIPLES:
    case CHART_CLOUDS: return true;
    case CHART_BAR:
    case CHART_BAR_H:
    case CHART_BAR_STACKED:
    case CHART_LINE:
    case CHART_SCATTER:
    case CHART_SCATTER_3D:
    case CHART_HISTOGRAM:
    case CHART_LORENZ:
    case CHART_BIPLOT: return spec->series_count > 1;
    case CHART_PIE:
    case CHART_PARETO:
    case CHART_WATERFALL:
    case CHART_SWEEP:
    case CHART_SCREE:
    case CHART_SPARKLINE:
    case CHART_SANKEY:
    case CHART_KINDS: break;
    }
    return false;
}

static bool names_categories(const ChartSpec *spec)
{
    switch (spec->kind) {
    case CHART_BAR:
    case CHART_BAR_H:
    case CHART_BAR_STACKED:
    case CHART_HEAT:
    case CHART_WATERFALL: return true;
    case CHART_PIE:
    case CHART_PARETO: /* those with something to show */
    case CHART_BOX:
    case CHART_KNIFE:
    case CHART_MULTIPLES:
    case CHART_CLOUDS:
    case CHART_LINE:
    case CHART_SCATTER:
    case CHART_SCATTER_3D:
    case CHART_HISTOGRAM:
    case CHART_LORENZ:
    case CHART_BIPLOT:
    case CHART_SWEEP:
    case CHART_SCREE:
    case CHART_SPARKLINE:
    case CHART_SANKEY:
    case CHART_KINDS: break;
    }
    return false;
}

static void names_are_whole(const Fault *f, Arena *arena)
{
    const ChartSpec *spec = f->spec;
    const char *words = all_words(f->scene, arena);

    if (strstr(words, "Nodata")) return;
    /* Slanted titles of axes go along their edge. */
    if (strstr(words, "…") && spec->kind != CHART_SCATTER_3D) fault(f, "shortened", words);
    for (size_t s = 0; s < spec->series_count && names_series(spec); s++) {
        const char *name = spec->series[s].name;
        if (name && has_values(&spec->series[s]) && !strstr(words, without_spaces(name, arena)))
            fault(f, "no name", name);
    }
    bool drawn = spec->kind == CHART_PIE || spec->kind == CHART_PARETO;
    for (size_t i = 0; i < spec->category_count && spec->series_count; i++) {
        double v = i < spec->series[0].n && spec->series[0].y ? spec->series[0].y[i] : NAN;
        if (!names_categories(spec) && !(drawn && v > 0 && v < 1e150)) continue;
        if (!strstr(words, without_spaces(spec->categories[i], arena)))
            fault(f, "no name", spec->categories[i]);
    }
}

static void type_is_large_enough(const Fault *f, Arena *arena)
{
    (void)arena;
    for (size_t i = 0; i < f->scene->marks.count; i++) {
        const Mark *mark = &f->scene->marks.items[i];
        if (mark->kind == MARK_LABEL && mark->label.size_pt < TYPE_PT - 1e-9)
            fault(f, "too small", mark->label.text);
    }
}

/* On marks the kinds choose ink or paper: test_kinds.c judges those. */
static bool writes_on_marks(ChartKind kind)
{
    return kind == CHART_HEAT || kind == CHART_BAR_STACKED;
}

static void texts_can_be_read(const Fault *f, Arena *arena)
{
    (void)arena;
    for (size_t i = 0; i < f->scene->marks.count; i++) {
        const Mark *mark = &f->scene->marks.items[i];
        if (mark->kind != MARK_LABEL || writes_on_marks(f->spec->kind)) continue;
        if (mark->label.colour.a < 255 ||
            colour_contrast(mark->label.colour, f->scene->paper) < THEME_TEXT_CONTRAST)
            fault(f, "too pale", mark->label.text);
    }
}

/* How many axes of numbers a kind has; each is a group of its own. */
static size_t axes_of(const ChartSpec *spec)
{
    switch (spec->kind) {
    case CHART_PIE:
    case CHART_HEAT:
    case CHART_SANKEY:
    case CHART_SPARKLINE:
    case CHART_KINDS: return 0;
    case CHART_BAR:
    case CHART_BAR_H:
    case CHART_BAR_STACKED:
    case CHART_BOX:
    case CHART_KNIFE:
    case CHART_SCREE:
    case CHART_WATERFALL: return 1;
    case CHART_HISTOGRAM:
    case CHART_LINE:
    case CHART_SCATTER:
    case CHART_LORENZ:
    case CHART_PARETO:
    case CHART_BIPLOT: return 2;
    case CHART_SCATTER_3D: return 3;
    case CHART_SWEEP: return 2 * (spec->series_count < 2 ? spec->series_count : 2);
    case CHART_MULTIPLES:
    case CHART_CLOUDS: return spec->series_count + 1;
    }
    return 0;
}

static bool is_number_axis(const char *group)
{
    return !strncmp(group, "axis ", 5) && strcmp(group, "axis categories") &&
           strcmp(group, "axis rows");
}

static void every_axis_has_three_ticks(const Fault *f, Arena *arena)
{
    size_t axes = 0, ticks = 0, least = 3;
    const char *inside = NULL;

    if (strstr(all_words(f->scene, arena), "Nodata")) return;
    for (size_t i = 0; i < f->scene->marks.count; i++) {
        const Mark *mark = &f->scene->marks.items[i];
        if (mark->kind == MARK_GROUP && is_number_axis(mark->group)) {
            inside = mark->group;
            ticks = 0;
        } else if (mark->kind == MARK_LABEL && inside) {
            ticks++;
        } else if (mark->kind == MARK_END && inside) {
            if (ticks < least) fault(f, "too few ticks", inside);
            inside = NULL;
            axes++;
        }
    }
    if (axes < axes_of(f->spec)) fault(f, "an axis is missing", "");
}

static void figures_are_not_too_small(const Fault *f, Arena *arena)
{
    const bool free = f->spec->kind == CHART_SPARKLINE || f->spec->kind == CHART_LORENZ;

    (void)arena;
    if (f->scene->width_pt < (free ? 60 : 235) || f->scene->height_pt < (free ? 20 : 50))
        fault(f, "too small", "");
}

/* --- Over all of it --------------------------------------------------------------------------- */

typedef void (*Judge)(const Fault *f, Arena *arena);

static const Judge JUDGES[] = { names_are_whole, type_is_large_enough, texts_can_be_read,
                                every_axis_has_three_ticks, figures_are_not_too_small };

static void judge(ChartSpec spec, double width, bool dark, Arena *arena)
{
    if (width > 0) spec.width_pt = width;
    if (width == 60) spec.height_pt = 40; /* however little it is given */
    Scene scene = draw_spec(&spec, dark ? &THEME_DARK : &THEME_LIGHT, arena);
    for (size_t j = 0; j < COUNT_OF(JUDGES); j++)
        JUDGES[j](&(Fault){ &spec, &scene }, arena);
}

static void no_case_of_the_gallery_loses_an_axis_a_tick_or_a_name(void **state)
{
    (void)state;
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        for (int which = 0; which < GALLERY_CASES; which++) {
            for (size_t w = 0; w < COUNT_OF(WIDTHS); w++) {
                Arena arena = arena_open();
                judge(gallery_chart((ChartKind)kind, (GalleryCase)which, &arena), WIDTHS[w], w % 2,
                      &arena);
                arena_close(&arena);
            }
        }
    }
}

/* The first `count` of forty groups or categories, under such names. */
static ChartSpec many_of(ChartKind kind, size_t count, const char *name, Arena *arena)
{
    ChartSpec spec = gallery_chart(kind, GALLERY_FORTY, arena);
    Series *series = ARENA_ARRAY(arena, Series, spec.series_count);
    const char **categories = ARENA_ARRAY(arena, const char *, spec.category_count);
    bool by_category = spec.category_count == 40;

    for (size_t s = 0; s < spec.series_count; s++) {
        series[s] = spec.series[s];
        series[s].name = arena_format(arena, "%zu %s", s + 1, name);
        if (by_category && kind != CHART_SANKEY && series[s].n > count) series[s].n = count;
    }
    for (size_t i = 0; i < spec.category_count; i++)
        categories[i] =
            by_category ? arena_format(arena, "%zu %s", i + 1, name) : spec.categories[i];
    if (spec.category_count) spec.categories = categories;
    if (by_category) spec.category_count = count;
    if (!by_category && spec.series_count > count) spec.series_count = count;
    spec.series = series;
    return spec;
}

static void nor_does_any_number_of_segments_under_any_names(void **state)
{
    static const size_t counts[] = { 1, 2, 3, 5, 9, 12, 40 };
    static const char *const names[] = {
        "At Risk", "Customers who bought electronics twice or more and have not come back since",
        CHINESE, HEBREW, "Donaudampfschifffahrtsgesellschaftskapitänsmützenliebhaberinnen"
    };

    (void)state;
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        for (size_t c = 0; c < COUNT_OF(counts); c++) {
            for (size_t n = 0; n < COUNT_OF(names); n++) {
                for (size_t w = 2; w < 7; w += 2) {
                    Arena arena = arena_open();
                    judge(many_of((ChartKind)kind, counts[c], names[n], &arena), WIDTHS[w], n % 2,
                          &arena);
                    arena_close(&arena);
                }
            }
        }
    }
}

/* From 20 customers to 100,000, with values over many decades. */
static void nor_does_any_number_of_customers(void **state)
{
    static const size_t counts[] = { 1, 2, 20, 1000, 100000 };
    static const ChartKind kinds[] = { CHART_BOX,    CHART_HISTOGRAM, CHART_SCATTER,
                                       CHART_CLOUDS, CHART_LORENZ,    CHART_KNIFE };

    (void)state;
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        for (size_t c = 0; c < COUNT_OF(counts); c++) {
            for (int log = 0; log < 2; log++) {
                Arena arena = arena_open();
                Random random = random_open(7, c);
                ChartSpec spec = gallery_chart(kinds[k], GALLERY_EASY, &arena);
                Series *series = ARENA_ARRAY(&arena, Series, 3);
                for (size_t s = 0; s < 3; s++) {
                    double *x = ARENA_ARRAY(&arena, double, counts[c]);
                    double *y = ARENA_ARRAY(&arena, double, counts[c]);
                    for (size_t i = 0; i < counts[c]; i++) {
                        x[i] = floor(400 * random_unit(&random));
                        y[i] = exp(14 * random_unit(&random)) - 1;
                    }
                    series[s] = (Series){
                        .name = s ? "B" : "A", .colour = (int)s, .n = counts[c], .x = x, .y = y
                    };
                }
                spec.series = series;
                spec.series_count = 3;
                spec.x.log = spec.y.log = log;
                judge(spec, 251, false, &arena);
                arena_close(&arena);
            }
        }
    }
}

/* What stands above and below a line, as wide as the book's column: a scale from one value to
 * another, whatever they are. */
static void every_range_has_a_scale(void **state)
{
    static const double ends[] = { 0,    0.01, 0.4, 1,   2,    3,   5,     7,   9.99, 12,
                                   33.3, 100,  250, 999, 1234, 5e4, 86499, 1e6, 3.1e8 };
    static const ColumnKind units[] = { COLUMN_COUNT, COLUMN_MONEY, COLUMN_SHARE, COLUMN_DAYS,
                                        COLUMN_NUMBER };

    (void)state;
    for (size_t a = 0; a < COUNT_OF(ends); a++) {
        for (size_t b = a; b < COUNT_OF(ends); b++) {
            for (size_t u = 0; u < 2 * COUNT_OF(units); u++) {
                Arena arena = arena_open();
                double x[] = { 19000, 19000 + 30 * (double)(b + 1) }, y[] = { ends[a], ends[b] };
                Series series = { .name = "s", .n = 2, .x = x, .y = y };
                ChartSpec spec = { .kind = u % 2 ? CHART_LINE : CHART_BOX,
                                   .slug = arena_format(&arena, "range %g to %g", y[0], y[1]),
                                   .series = &series,
                                   .series_count = 1,
                                   .x.is_day = true,
                                   .y.kind = units[u / 2],
                                   .y.log = b % 2,
                                   .alt = "A range." };
                judge(spec, 251, false, &arena);
                arena_close(&arena);
            }
        }
    }
}

int run_floor_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_case_of_the_gallery_loses_an_axis_a_tick_or_a_name),
        cmocka_unit_test(nor_does_any_number_of_segments_under_any_names),
        cmocka_unit_test(nor_does_any_number_of_customers),
        cmocka_unit_test(every_range_has_a_scale),
    };

    return cmocka_run_group_tests_name("floors", tests, NULL, NULL);
}
