#include "chart_test.h"

#include <math.h>
#include <string.h>

static int open_arena(void **state)
{
    static Arena arena;

    arena = arena_open();
    *state = &arena;
    return 0;
}

static int close_arena(void **state)
{
    arena_close(*state);
    return 0;
}

/* The centre of the circle through three points. */
static Point circle_centre(Point a, Point b, Point c)
{
    double d = 2 * (a.x * (b.y - c.y) + b.x * (c.y - a.y) + c.x * (a.y - b.y));
    double aa = a.x * a.x + a.y * a.y, bb = b.x * b.x + b.y * b.y, cc = c.x * c.x + c.y * c.y;

    return (Point){ (aa * (b.y - c.y) + bb * (c.y - a.y) + cc * (a.y - b.y)) / d,
                    (aa * (c.x - b.x) + bb * (a.x - c.x) + cc * (b.x - a.x)) / d };
}

/* Each slice begins with a point on the outer circle, at its first angle. */
static void a_pies_slices_fill_the_circle_in_proportion(void **state)
{
    Arena *arena = *state;
    ChartSpec spec = gallery_chart(CHART_PIE, GALLERY_EASY, arena);
    Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);
    double values = 0, sum = 0;
    Point start[7];

    assert_int_equal(count_marks(&scene, MARK_FILL, "slice"), 6);
    for (size_t i = 0; i < 6; i++) {
        start[i] = nth_fill(&scene, "slice", i)->points.items[0];
        values += spec.series[0].y[i];
    }
    start[6] = start[0];
    Point centre = circle_centre(start[0], start[2], start[4]);
    for (size_t i = 0; i < 6; i++) {
        double from = atan2(start[i].y - centre.y, start[i].x - centre.x);
        double to = atan2(start[i + 1].y - centre.y, start[i + 1].x - centre.x);
        double angle = to > from ? to - from : to - from + 2 * M_PI;
        assert_near(angle / (2 * M_PI), spec.series[0].y[i] / values, 1e-9);
        sum += angle;
    }
    assert_near(sum, 2 * M_PI, 1e-9);
    assert_near(start[0].x, centre.x, 1e-9); /* the first begins at twelve o'clock */
    assert_non_null(find_label(&scene, "1,000"));
}

static void bars_are_as_long_as_their_values(void **state)
{
    Arena *arena = *state;
    ChartSpec spec = gallery_chart(CHART_BAR, GALLERY_EASY, arena);
    Scene up = draw_spec(&spec, &THEME_LIGHT, arena);

    spec.kind = CHART_BAR_H;
    Scene across = draw_spec(&spec, &THEME_LIGHT, arena);
    double high = path_bounds(nth_fill(&up, "bar ", 0)).height;
    double wide = path_bounds(nth_fill(&across, "bar ", 0)).width;
    for (size_t i = 1; i < 6; i++) {
        double ratio = spec.series[0].y[i] / spec.series[0].y[0];
        assert_near(path_bounds(nth_fill(&up, "bar ", i)).height / high, ratio, 1e-9);
        assert_near(path_bounds(nth_fill(&across, "bar ", i)).width / wide, ratio, 1e-9);
    }
}

static void bars_begin_at_zero_whatever_the_values(void **state)
{
    Arena *arena = *state;
    double y[] = { 1000, 1001 };
    const char *names[] = { "a", "b" };
    Series series = { .name = "s", .n = 2, .y = y };
    ChartSpec spec = { .kind = CHART_BAR,
                       .series = &series,
                       .series_count = 1,
                       .categories = names,
                       .category_count = 2,
                       .alt = "Two bars." };
    Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);
    double a = path_bounds(nth_fill(&scene, "bar a", 0)).height;
    double b = path_bounds(nth_fill(&scene, "bar b", 0)).height;

    assert_near(a / b, 1000.0 / 1001, 1e-9);
}

static void intervals_become_whiskers(void **state)
{
    Arena *arena = *state;
    double y[] = { 5, 8 }, low[] = { 4, NAN }, high[] = { 6, 9 };
    const char *names[] = { "a", "b" };
    Series series = { .name = "s", .n = 2, .y = y, .low = low, .high = high };
    ChartSpec spec = { .series = &series,
                       .series_count = 1,
                       .categories = names,
                       .category_count = 2,
                       .show_values = true,
                       .alt = "Two bars." };

    for (int lying = 0; lying < 2; lying++) {
        spec.kind = lying ? CHART_BAR_H : CHART_BAR;
        Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);
        assert_int_equal(count_marks(&scene, MARK_STROKE, "bar a"), 3);
        assert_int_equal(count_marks(&scene, MARK_STROKE, "bar b"), 0);
    }
}

static void grouped_bars_have_a_legend_and_an_axis(void **state)
{
    Arena *arena = *state;
    ChartSpec spec = gallery_chart(CHART_BAR_STACKED, GALLERY_EASY, arena);

    for (int lying = 0; lying < 2; lying++) {
        spec.kind = lying ? CHART_BAR_H : CHART_BAR;
        spec.show_values = false;
        Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);
        assert_int_equal(count_marks(&scene, MARK_LABEL, "legend"), 3);
        assert_true(count_marks(&scene, MARK_LABEL, lying ? "axis x" : "axis y") >= 3);
        assert_int_equal(count_marks(&scene, MARK_FILL, "bar "), 12);
    }
}

static void stacked_parts_add_up(void **state)
{
    Arena *arena = *state;
    Scene scene = draw_gallery(CHART_BAR_STACKED, GALLERY_EASY, arena);
    Rect a = path_bounds(nth_fill(&scene, "stack Q1", 0));
    Rect b = path_bounds(nth_fill(&scene, "stack Q1", 1));

    /* The second stands on the first, but for the hairline between them. */
    assert_true(b.y + b.height <= a.y + 1e-9 && b.y + b.height > a.y - 1);
    assert_near((a.height + 0.6) / (b.height + 0.6), 812.0 / 640, 1e-6);
}

static void forty_slices_have_forty_names(void **state)
{
    Arena *arena = *state;
    Scene forty = draw_gallery(CHART_PIE, GALLERY_FORTY, arena);

    assert_int_equal(count_marks(&forty, MARK_FILL, "slice"), 40);
    assert_non_null(find_label(&forty, "Segment 40"));
}

static void box_plots_lie_whatever_their_size(void **state)
{
    Arena *arena = *state;
    ChartSpec spec = gallery_chart(CHART_BOX, GALLERY_EASY, arena);

    spec.height_pt = 460;
    Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);
    Rect first = path_bounds(nth_fill(&scene, "box Champions", 0));
    Rect last = path_bounds(nth_fill(&scene, "box Hibernating", 0));
    assert_true(last.y > first.y + 200);
}

static size_t dots_of(const Scene *scene)
{
    size_t dots = 0;

    for (size_t i = 0; i < scene->marks.count; i++)
        if (scene->marks.items[i].kind == MARK_DOTS) dots += scene->marks.items[i].dots.count;
    return dots;
}

/* Up to two hundred as points, more as a strip of their density; none is left out, and the axis
 * reaches to the last. */
static void every_value_beyond_the_fences_is_drawn(void **state)
{
    Arena *arena = *state;
    enum { N = 20000 };
    double *y = ARENA_ARRAY(arena, double, N);
    Series series = { .name = "many", .n = N, .y = y };
    ChartSpec spec = { .kind = CHART_BOX, .series = &series, .series_count = 1, .alt = "Boxes." };

    for (int i = 0; i < N; i++)
        y[i] = i % 100 ? i % 100 : 300 + i % 200;
    Scene dots = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_int_equal(dots_of(&dots), N / 100);
    y[1] = 1e6;
    Scene strip = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_int_equal(dots_of(&strip), 0);
    /* The box has two fills, paper and tint; the strip one for each place of the axis. */
    size_t fills = count_marks(&strip, MARK_FILL, "box many");
    assert_in_range(fills, 4, 100);
    double right = 0;
    for (size_t i = 0; i < fills; i++) {
        Rect fill = path_bounds(nth_fill(&strip, "box many", i));
        right = fmax(right, fill.x + fill.width);
    }
    assert_true(right > 400);
}

static void a_handful_is_drawn_one_by_one(void **state)
{
    Arena *arena = *state;
    double y[8] = { 3, 9, 4, 8, 5, 7, 6, 5 };
    Series series = { .name = "few", .n = 7, .y = y };
    ChartSpec spec = { .kind = CHART_BOX, .series = &series, .series_count = 1, .alt = "Boxes." };

    Scene dots = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_int_equal(dots_of(&dots), 7);
    assert_int_equal(count_marks(&dots, MARK_FILL, "box few"), 0);
    series.n = 8;
    Scene box = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_int_equal(dots_of(&box), 0);
    assert_int_equal(count_marks(&box, MARK_FILL, "box few"), 2);
}

static void what_a_cut_axis_hides_is_counted(void **state)
{
    Arena *arena = *state;
    double y[100], x[100];
    Series series = { .name = "s", .n = 100, .x = x, .y = y, .z = y };
    ChartSpec spec = { .kind = CHART_HISTOGRAM,
                       .series = &series,
                       .series_count = 1,
                       .alt = "Points.",
                       .y = { .kind = COLUMN_COUNT } };

    for (int i = 0; i < 100; i++)
        x[i] = y[i] = i;
    y[50] = 1e6;
    Scene histogram = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_non_null(find_label(&histogram, "1 more, up to 1M"));
    spec.kind = CHART_SCATTER;
    Scene scatter = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_non_null(find_label(&scatter, "1 value beyond an axis"));
    spec.kind = CHART_SCATTER_3D;
    Scene space = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_non_null(find_label(&space, "2 values beyond an axis"));
}

static void the_lorenz_chart_names_gini_and_the_top_fifth(void **state)
{
    Arena *arena = *state;
    /* One of five has all: Gini is 1 − 1/5. */
    double y[] = { 0, 0, 0, 0, 100 };
    Series series = { .name = "s", .n = 5, .y = y };
    ChartSpec spec = {
        .kind = CHART_LORENZ, .series = &series, .series_count = 1, .alt = "A curve."
    };
    Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);

    assert_non_null(find_label(&scene, "Gini 0.80"));
    assert_non_null(find_label(&scene, "The best 20% make 100%"));
}

static void the_sweep_marks_the_k_in_use_and_the_rules(void **state)
{
    Arena *arena = *state;
    ChartSpec spec = gallery_chart(CHART_SWEEP, GALLERY_EASY, arena);
    Scene both = draw_spec(&spec, &THEME_LIGHT, arena);

    assert_non_null(find_label(&both, "k = 5"));
    assert_non_null(find_label(&both, "rule: k = 6"));
    assert_non_null(find_label(&both, "Silhouette"));
    spec.suggested = 5;
    Scene same = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_null(find_label(&same, "rule"));
    spec.chosen = spec.suggested = NAN;
    Scene none = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_null(find_label(&none, "k ="));
}

static void heat_cells_hold_their_values_in_an_ink_that_reads(void **state)
{
    Arena *arena = *state;
    ChartSpec spec = gallery_chart(CHART_HEAT, GALLERY_EASY, arena);
    Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);

    const Label *strong = find_label(&scene, "+2.1"), *weak = find_label(&scene, "+0.1");
    assert_non_null(strong);
    assert_non_null(weak);
    assert_true(strong->colour.r > 200); /* white on deep blue */
    assert_true(weak->colour.r < 100);
    spec.show_values = false;
    Scene bare = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_null(find_label(&bare, "+0.8"));
}

static void a_heat_map_of_magnitudes_runs_one_way(void **state)
{
    Arena *arena = *state;
    double y[] = { 10, 20, 30, 1e6, 5, 6, 7, 8, 9, 10, 11, 12 };
    const char *names[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l" };
    Series series = { .name = "row", .n = 12, .y = y };
    ChartSpec spec = { .kind = CHART_HEAT,
                       .series = &series,
                       .series_count = 1,
                       .categories = names,
                       .category_count = 12,
                       .alt = "Cells." };
    Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);

    /* The giant does not bleach the others. */
    assert_non_null(find_label(&scene, "≥"));
}

static void the_knife_orders_each_cluster(void **state)
{
    Arena *arena = *state;
    Scene scene = draw_gallery(CHART_KNIFE, GALLERY_EASY, arena);
    const Path *blade = nth_fill(&scene, "blade Champions", 0);

    for (size_t i = 2; i + 1 < blade->points.count; i++) {
        assert_true(blade->points.items[i].x <= blade->points.items[i - 1].x + 1e-9);
    }
    assert_non_null(find_label(&scene, "mean 0.3"));
    assert_non_null(find_label(&scene, "n = 176"));
}

static void the_pareto_chart_counts_who_makes_four_fifths(void **state)
{
    Arena *arena = *state;
    double y[] = { 10, 60, 5, 25 };
    const char *names[] = { "a", "b", "c", "d" };
    Series series = { .name = "s", .n = 4, .y = y };
    ChartSpec spec = { .kind = CHART_PARETO,
                       .series = &series,
                       .series_count = 1,
                       .categories = names,
                       .category_count = 4,
                       .alt = "Bars." };
    Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);

    assert_non_null(find_label(&scene, "2 of 4 make 85%"));
}

static void a_waterfall_ends_at_its_total(void **state)
{
    Arena *arena = *state;
    double y[] = { 100, -30, 20, NAN };
    const char *names[] = { "start", "lost", "won", "total" };
    Series series = { .name = "s", .n = 4, .y = y };
    ChartSpec spec = { .kind = CHART_WATERFALL,
                       .series = &series,
                       .series_count = 1,
                       .categories = names,
                       .category_count = 4,
                       .alt = "Steps." };
    Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);
    double start = path_bounds(nth_fill(&scene, "change start", 0)).height;

    /* The total that was not given is the sum. */
    assert_near(path_bounds(nth_fill(&scene, "change total", 0)).height / start, 0.9, 1e-6);
    assert_near(path_bounds(nth_fill(&scene, "change lost", 0)).height / start, 0.3, 1e-6);
    assert_non_null(find_label(&scene, "−30"));
    assert_non_null(find_label(&scene, "+20"));
}

static void a_cloud_of_thousands_is_shaded(void **state)
{
    Arena *arena = *state;
    enum { N = 5000 };
    Random random = random_open(5, 1);
    double *x = ARENA_ARRAY(arena, double, N), *y = ARENA_ARRAY(arena, double, N);
    Series series = { .name = "s", .n = N, .x = x, .y = y, .z = y };
    ChartSpec spec = {
        .kind = CHART_SCATTER, .series = &series, .series_count = 1, .alt = "A cloud."
    };

    for (int i = 0; i < N; i++) {
        x[i] = random_unit(&random) + random_unit(&random);
        y[i] = random_unit(&random) + random_unit(&random);
    }
    Scene flat = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_true(count_marks(&flat, MARK_FILL, "density") > 100);
    assert_int_equal(count_marks(&flat, MARK_DOTS, ""), 0);
    spec.kind = CHART_SCATTER_3D;
    Scene space = draw_spec(&spec, &THEME_LIGHT, arena);
    size_t drawn = 0;
    for (size_t i = 0; i < space.marks.count; i++) {
        if (space.marks.items[i].kind == MARK_DOTS) drawn += space.marks.items[i].dots.count;
    }
    assert_int_equal(drawn, 2 * N); /* each point and its shadow */
}

static void near_points_are_drawn_after_far_ones_and_larger(void **state)
{
    Arena *arena = *state;
    Scene scene = draw_gallery(CHART_SCATTER_3D, GALLERY_EASY, arena);
    double first = 0, last = 0;

    for (size_t i = 0; i < scene.marks.count; i++) {
        if (scene.marks.items[i].kind != MARK_DOTS) continue;
        if (scene.marks.items[i].dots.colour.a < 255) continue; /* shadows */
        last = scene.marks.items[i].dots.radius_pt;
        if (first == 0) first = last;
    }
    assert_true(last > first);
}

static void small_multiples_have_a_panel_each(void **state)
{
    Arena *arena = *state;
    Scene scene = draw_gallery(CHART_MULTIPLES, GALLERY_EASY, arena);

    assert_non_null(find_label(&scene, "Potential Loyalists"));
    assert_true(count_marks(&scene, MARK_STROKE, "panel Champions") >= 4);
}

static void a_sankey_conserves_what_flows(void **state)
{
    Arena *arena = *state;
    double from[] = { 0, 0, 1, 2 }, to[] = { 1, 2, 3, 3 }, weight[] = { 30, 10, 30, 10 };
    const char *names[] = { "all", "left", "right", "end" };
    Series series = { .name = "s", .n = 4, .x = from, .y = to, .z = weight };
    ChartSpec spec = { .kind = CHART_SANKEY,
                       .series = &series,
                       .series_count = 1,
                       .categories = names,
                       .category_count = 4,
                       .alt = "Flows." };
    Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);

    assert_int_equal(count_marks(&scene, MARK_FILL, "flows"), 4);
    assert_non_null(find_label(&scene, "all  40"));
    assert_non_null(find_label(&scene, "end  40"));
    /* A circle: every place then stands at both sides. */
    to[2] = 0;
    Scene circle = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_non_null(find_label(&circle, "all  40"));
    assert_non_null(find_label(&circle, "all  30"));
}

static void a_line_names_its_series_at_their_ends(void **state)
{
    Arena *arena = *state;
    Scene scene = draw_gallery(CHART_LINE, GALLERY_EASY, arena);

    assert_int_equal(count_marks(&scene, MARK_LABEL, "end labels"), 4);
    assert_int_equal(count_marks(&scene, MARK_LABEL, "legend"), 0);
    assert_int_equal(count_marks(&scene, MARK_FILL, "line Loyal"), 1); /* the dot at its end */
}

static void lines_use_a_logarithm_only_when_allowed(void **state)
{
    Arena *arena = *state;
    double x[] = { 1, 2, 3 }, y[] = { 1, 100, 10000 };
    Series series = { .name = "s", .n = 3, .x = x, .y = y };
    ChartSpec spec = { .kind = CHART_LINE, .series = &series, .series_count = 1, .alt = "A line." };

    Scene straight = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_null(find_label(&straight, "100"));
    spec.y.allow_log = true;
    Scene log = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_non_null(find_label(&log, "100"));
}

static void a_histogram_counts_every_value(void **state)
{
    Arena *arena = *state;
    ChartSpec spec = gallery_chart(CHART_HISTOGRAM, GALLERY_EASY, arena);
    double *y = ARENA_ARRAY(arena, double, 4);
    Series four = { .name = "s", .n = 4, .y = y };

    Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);
    size_t bars = count_marks(&scene, MARK_FILL, "bins");
    double sum = 0, least = INFINITY;
    for (size_t i = 0; i < bars; i++) {
        double height = path_bounds(nth_fill(&scene, "bins", i)).height;
        sum += height;
        least = fmin(least, height);
    }
    /* The lowest bar holds one customer. */
    assert_near(sum / least, 1000, 1e-6);
    for (int i = 0; i < 4; i++)
        y[i] = pow(10, i);
    spec.series = &four;
    spec.y.allow_log = true;
    Scene log = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_int_equal(count_marks(&log, MARK_FILL, "bins"), 2);
    assert_non_null(find_label(&log, "median"));
}

static void a_missing_channel_is_named(void **state)
{
    Arena *arena = *state;
    double y[] = { 1 };
    Series series = { .name = "s", .n = 1, .y = y };
    Scene scene;
    Err err = { 0 };
    ChartSpec spec = { .kind = CHART_SCATTER, .slug = "rf", .series = &series, .series_count = 1 };

    assert_int_equal(chart_draw(&scene, &spec, &THEME_LIGHT, arena, &err), ERR_BUG);
    assert_string_equal(err.text, "chart rf (scatter): the channel x is missing");
    series.x = y;
    spec.kind = CHART_SCATTER_3D;
    assert_int_equal(chart_draw(&scene, &spec, &THEME_LIGHT, arena, &err), ERR_BUG);
    assert_non_null(strstr(err.text, "channel z"));
    series.y = NULL;
    assert_int_equal(chart_draw(&scene, &spec, &THEME_LIGHT, arena, &err), ERR_BUG);
    series.y = y;
    spec.kind = CHART_BAR;
    spec.category_count = 1;
    assert_int_equal(chart_draw(&scene, &spec, &THEME_LIGHT, arena, &err), ERR_BUG);
    assert_non_null(strstr(err.text, "categories"));
    spec.kind = CHART_BIPLOT;
    spec.categories = (const char *[]){ "a" };
    assert_int_equal(chart_draw(&scene, &spec, &THEME_LIGHT, arena, &err), ERR_BUG);
    assert_non_null(strstr(err.text, "arrow_x"));
    spec.kind = (ChartKind)99;
    spec.slug = NULL;
    assert_int_equal(chart_draw(&scene, &spec, &THEME_LIGHT, arena, &err), ERR_BUG);
    spec.kind = CHART_BAR;
    spec.series = NULL;
    assert_int_equal(chart_draw(&scene, &spec, &THEME_LIGHT, arena, &err), ERR_BUG);
}

static void titles_and_note_frame_the_chart(void **state)
{
    Arena *arena = *state;
    ChartSpec spec = gallery_chart(CHART_BAR, GALLERY_EASY, arena);

    spec.note = "Source: orders of two years.";
    Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);
    const Label *title = find_label(&scene, "Champions: 18%");
    const Label *note = find_label(&scene, "Source:");
    assert_non_null(title);
    assert_int_equal(title->weight, FONT_SEMIBOLD);
    assert_non_null(note);
    assert_true(note->y > scene.height_pt - 20);
    assert_string_equal(scene.title, spec.title);
    assert_string_equal(scene.alt, spec.alt);
    spec.title = spec.subtitle = spec.note = NULL;
    Scene bare = draw_spec(&spec, &THEME_LIGHT, arena);
    assert_true(bare.height_pt < scene.height_pt - 40);
}

int run_kind_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pies_slices_fill_the_circle_in_proportion),
        cmocka_unit_test(forty_slices_have_forty_names),
        cmocka_unit_test(box_plots_lie_whatever_their_size),
        cmocka_unit_test(every_value_beyond_the_fences_is_drawn),
        cmocka_unit_test(a_handful_is_drawn_one_by_one),
        cmocka_unit_test(bars_are_as_long_as_their_values),
        cmocka_unit_test(bars_begin_at_zero_whatever_the_values),
        cmocka_unit_test(intervals_become_whiskers),
        cmocka_unit_test(grouped_bars_have_a_legend_and_an_axis),
        cmocka_unit_test(stacked_parts_add_up),
        cmocka_unit_test(what_a_cut_axis_hides_is_counted),
        cmocka_unit_test(the_lorenz_chart_names_gini_and_the_top_fifth),
        cmocka_unit_test(the_sweep_marks_the_k_in_use_and_the_rules),
        cmocka_unit_test(heat_cells_hold_their_values_in_an_ink_that_reads),
        cmocka_unit_test(a_heat_map_of_magnitudes_runs_one_way),
        cmocka_unit_test(the_knife_orders_each_cluster),
        cmocka_unit_test(the_pareto_chart_counts_who_makes_four_fifths),
        cmocka_unit_test(a_waterfall_ends_at_its_total),
        cmocka_unit_test(a_cloud_of_thousands_is_shaded),
        cmocka_unit_test(near_points_are_drawn_after_far_ones_and_larger),
        cmocka_unit_test(small_multiples_have_a_panel_each),
        cmocka_unit_test(a_sankey_conserves_what_flows),
        cmocka_unit_test(a_line_names_its_series_at_their_ends),
        cmocka_unit_test(lines_use_a_logarithm_only_when_allowed),
        cmocka_unit_test(a_histogram_counts_every_value),
        cmocka_unit_test(a_missing_channel_is_named),
        cmocka_unit_test(titles_and_note_frame_the_chart),
    };

    return cmocka_run_group_tests_name("kinds", tests, open_arena, close_arena);
}
