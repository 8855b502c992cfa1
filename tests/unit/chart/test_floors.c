/* The floors of every kind of chart (judge/chart_judge.h), over every case of the gallery, and over
 * up to forty groups with long names, at the widths of the book's columns on both papers and at
 * others.
 */
#include <math.h>

#include "chart_judge.h"
#include "chart_test.h"

#define CHINESE "二〇二五年春季首次购买后三个月内没有再次光顾本店的新客户群体"
#define HEBREW "לקוחות שקנו פעמיים ולא חזרו מאז האביב האחרון"

static const double WIDTHS[] = { 0, 60, 245.9, 251, 340, 498, 515, 760 };

static void judge(ChartSpec spec, double width, bool dark, Arena *arena)
{
    if (width > 0) spec.width_pt = width;
    if (width == 60) spec.height_pt = 40; /* however little it is given */
    Scene scene = draw_spec(&spec, dark ? &THEME_DARK : &THEME_LIGHT, arena);
    const char *fault = chart_fault(&spec, &scene, arena);
    if (fault) fail_msg("%s", fault);
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
