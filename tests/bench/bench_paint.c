/* tests/bench/bench_paint.c — a scatter of 1,000 and of 100,000 points with axes and legend at
 * 1600 × 1000 pixels, drawn and encoded as PNG; beside it the same scene by cairo.
 *
 * Not built by default. After a release build in BUILD, from the top folder (libcairo2-dev for the
 * comparison; leave out -DWITH_CAIRO and the last pkg-config without it):
 *
 *     cc -O2 -std=c17 -D_GNU_SOURCE -DWITH_CAIRO -Isrc tests/bench/bench_paint.c -o
 * BUILD/bench_paint \
 *        $(pkg-config --cflags cairo) -Wl,--start-group BUILD/src/libroom_paint.a \
 *        BUILD/src/libroom_draw.a BUILD/src/libroom_pdf.a BUILD/src/libroom_math.a \
 *        BUILD/src/libroom_data.a BUILD/src/libroom_base.a -Wl,--end-group -lhpdf \
 *        $(pkg-config --libs libpng zlib gsl libutf8proc) -lpthread -lm $(pkg-config --libs cairo)
 *     BUILD/bench_paint
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "paint/paint.h"
#ifdef WITH_CAIRO
#include <cairo.h>
#endif

#define RUNS 9

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static int ascending(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;

    return one < other ? -1 : one > other;
}

static void add_axes(Scene *scene, const Theme *theme)
{
    for (int i = 0; i < 8; i++) {
        char text[NUMBER_TEXT];
        double y = 440 - i * 55;
        number_grouped(text, 1000.0 * i, 0);
        scene_line(scene, (Point){ 60, y }, (Point){ 680, y }, theme->grid, 0.5);
        scene_label(scene, (Label){ .text = text,
                                    .x = 54,
                                    .y = y + 3,
                                    .align = ALIGN_END,
                                    .size_pt = 8.5,
                                    .colour = theme->ink_soft });
        scene_label(scene, (Label){ .text = text,
                                    .x = 80 + 75 * i,
                                    .y = 456,
                                    .align = ALIGN_MIDDLE,
                                    .size_pt = 8.5,
                                    .colour = theme->ink_soft });
    }
    scene_line(scene, (Point){ 60, 440 }, (Point){ 680, 440 }, theme->axis, 1);
    scene_label(scene, (Label){ .text = "Champions: 18 % of customers, 61 % of revenue",
                                .x = 20,
                                .y = 24,
                                .size_pt = 13,
                                .weight = FONT_SEMIBOLD,
                                .colour = theme->ink });
}

static Scene make_scene(size_t points, Arena *arena)
{
    const Theme *theme = &THEME_LIGHT;
    Scene scene = scene_open(800, 500, theme->paper, arena);
    Random random = random_open(1, 1);
    size_t each = points / 5;

    add_axes(&scene, theme);
    for (int k = 0; k < 5; k++) {
        Point *at = ARENA_ARRAY(arena, Point, each);
        for (size_t i = 0; i < each; i++) {
            double x = 0, y = 0;
            for (int j = 0; j < 6; j++) {
                x += random_unit(&random) - 0.5;
                y += random_unit(&random) - 0.5;
            }
            at[i] = (Point){ 150 + k * 100 + x * 90, 120 + k * 50 + y * 70 };
        }
        scene_dots(&scene, at, each, points > 10000 ? 1 : 2.2,
                   rgba_fade(theme->segment[k], points > 10000 ? 0.35 : 0.75));
        scene_circle(&scene, (Point){ 700, 60 + k * 16 }, 4, theme->segment[k]);
        scene_label(&scene, (Label){ .text = "Potential Loyalists",
                                     .x = 710,
                                     .y = 63 + k * 16,
                                     .size_pt = 8.5,
                                     .colour = theme->ink });
    }
    return scene;
}

static double ours(const Scene *scene, size_t *size)
{
    Buf png = { 0 };
    Err err = { 0 };
    double start = now_ms();

    if (paint_png(&png, scene, 144, &err)) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    *size = png.size;
    buf_close(&png);
    return now_ms() - start;
}

#ifdef WITH_CAIRO
static void set_colour(cairo_t *cairo, Rgba colour)
{
    cairo_set_source_rgba(cairo, colour.r / 255.0, colour.g / 255.0, colour.b / 255.0,
                          colour.a / 255.0);
}

static void lay_path(cairo_t *cairo, const Path *path)
{
    const Point *p = path->points.items;

    for (size_t i = 0; i < path->verbs.count; i++) {
        switch (path->verbs.items[i]) {
        case PATH_MOVE: cairo_move_to(cairo, p->x, p->y), p++; break;
        case PATH_LINE: cairo_line_to(cairo, p->x, p->y), p++; break;
        case PATH_CURVE:
            cairo_curve_to(cairo, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
            p += 3;
            break;
        case PATH_CLOSE: cairo_close_path(cairo); break;
        }
    }
}

static void lay_mark(cairo_t *cairo, const Mark *mark)
{
    static const double turn = 6.283185307179586;

    switch (mark->kind) {
    case MARK_FILL:
        lay_path(cairo, &mark->fill.path);
        set_colour(cairo, mark->fill.ink.colour);
        cairo_fill(cairo);
        break;
    case MARK_STROKE:
        lay_path(cairo, &mark->stroke.path);
        set_colour(cairo, mark->stroke.pen.colour);
        cairo_set_line_width(cairo, mark->stroke.pen.width_pt);
        cairo_stroke(cairo);
        break;
    case MARK_LABEL:
        set_colour(cairo, mark->label.colour);
        cairo_select_font_face(cairo, "Inter", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
        cairo_set_font_size(cairo, mark->label.size_pt);
        cairo_move_to(cairo, mark->label.x, mark->label.y);
        cairo_show_text(cairo, mark->label.text);
        break;
    case MARK_DOTS:
        set_colour(cairo, mark->dots.colour);
        for (size_t i = 0; i < mark->dots.count; i++) {
            cairo_arc(cairo, mark->dots.at[i].x, mark->dots.at[i].y, mark->dots.radius_pt, 0, turn);
            cairo_fill(cairo);
        }
        break;
    case MARK_CLIP:
    case MARK_GROUP:
    case MARK_TAG:
    case MARK_END: break;
    }
}

static cairo_status_t keep_bytes(void *buf, const unsigned char *data, unsigned size)
{
    buf_put(buf, data, size);
    return CAIRO_STATUS_SUCCESS;
}

static double theirs(const Scene *scene, size_t *size)
{
    double start = now_ms();
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1600, 1000);
    cairo_t *cairo = cairo_create(surface);
    Buf png = { 0 };

    cairo_scale(cairo, 2, 2);
    set_colour(cairo, scene->paper);
    cairo_paint(cairo);
    for (size_t i = 0; i < scene->marks.count; i++)
        lay_mark(cairo, &scene->marks.items[i]);
    cairo_surface_write_to_png_stream(surface, keep_bytes, &png);
    *size = png.size;
    buf_close(&png);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return now_ms() - start;
}
#endif

static void report(const char *name, size_t points, double (*paint)(const Scene *, size_t *),
                   const Scene *scene)
{
    double times[RUNS];
    size_t size = 0;

    for (int i = 0; i < RUNS; i++)
        times[i] = paint(scene, &size);
    qsort(times, RUNS, sizeof *times, ascending);
    printf("%-8s %7zu points  median %6.1f ms  best %6.1f ms  %7zu bytes\n", name, points,
           times[RUNS / 2], times[0], size);
}

int main(void)
{
    static const size_t counts[] = { 1000, 100000 };

    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        Arena arena = arena_open();
        Scene scene = make_scene(counts[i], &arena);
        report("ours", counts[i], ours, &scene);
#ifdef WITH_CAIRO
        report("cairo", counts[i], theirs, &scene);
#endif
        arena_close(&arena);
    }
    return 0;
}
