#include <string.h>

#include "draw/icon.h"
#include "paint_tests.h"

static Arena arena;
Arena *paint_arena = &arena;

int set_up(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

int tear_down(void **state)
{
    (void)state;
    arena_close(&arena);
    return 0;
}

typedef struct Catch {
    Inked *inked;
    PixelBox clip;
} Catch;

static void catch_row(void *context, int x, int y, int count, const uint8_t *coverage)
{
    Catch *catch = context;

    for (int i = 0; i < count; i++) {
        bool inside = x + i >= catch->clip.left && x + i < catch->clip.right &&
                      y >= catch->clip.top && y < catch->clip.bottom;
        if (!inside) {
            catch->inked->outside++;
            continue;
        }
        catch->inked->at[y][x + i] = coverage[i];
        catch->inked->area += coverage[i] / 255.0;
    }
}

Inked *ink_outline(const Outline *outline, FillRule rule, PixelBox clip)
{
    Raster raster = raster_open(200, 200, &arena);
    Catch catch = { ARENA_NEW(&arena, Inked), clip };

    raster.clip = clip;
    raster_outline(&raster, outline);
    raster_sweep(&raster, rule, (RowInk){ catch_row, &catch });
    return catch.inked;
}

Inked *ink_path(const Path *path, FillRule rule, PixelBox clip)
{
    Outline outline = outline_flatten(path, 1, FLAT_FILL, &arena);

    return ink_outline(&outline, rule, clip);
}

Inked *ink_stroke(const Path *path, const Pen *pen)
{
    Outline lines = outline_flatten(path, 1, FLAT_STROKE, &arena), outline;

    if (pen->dashes) lines = outline_dash(&lines, pen, ALL, &arena);
    outline = outline_stroke(&lines, pen, &arena);
    return ink_outline(&outline, FILL_NON_ZERO, ALL);
}

Rgba pixel_at(const Pixels *pixels, size_t x, size_t y)
{
    Rgba colour;

    memcpy(&colour, pixels->rgba + 4 * (y * pixels->width + x), 4);
    return colour;
}

static void add_shapes(Scene *scene, const Theme *theme)
{
    double from = -1.5;
    Path ring = path_open(scene->arena), star = path_open(scene->arena);

    for (int i = 0; i < 5; i++) {
        Path slice = path_open(scene->arena);
        double to = from + (i + 1) * 6.283185307179586 / 15;
        path_move(&slice, 40, 110);
        path_arc(&slice, 40, 110, 30, from, to);
        path_close(&slice);
        scene_fill(scene, slice, theme->segment[i]);
        from = to;
    }
    path_circle(&ring, 110, 110, 28);
    path_circle(&ring, 110, 110, 16);
    scene_fill_ink(scene, ring, FILL_EVEN_ODD,
                   (Ink){ .stops = 3,
                          .from = { 82, 110 },
                          .to = { 138, 110 },
                          .stop = { { 0, theme->segment[0] },
                                    { 0.5, theme->segment[2] },
                                    { 1, theme->segment[4] } } });
    path_move(&star, 150, 135);
    path_line(&star, 165, 85);
    path_line(&star, 180, 135);
    path_line(&star, 145, 103);
    path_line(&star, 185, 103);
    path_close(&star);
    scene_fill_ink(scene, star, FILL_EVEN_ODD, (Ink){ .colour = rgba_fade(theme->accent, 0.6) });
}

static void add_lines(Scene *scene, const Theme *theme)
{
    static const LineJoin joins[] = { JOIN_MITER, JOIN_ROUND, JOIN_BEVEL };
    static const LineCap caps[] = { CAP_BUTT, CAP_ROUND, CAP_SQUARE };

    for (int i = 0; i < 3; i++) {
        Path path = path_open(scene->arena);
        Pen pen = {
            .colour = theme->segment[3 + i], .width_pt = 5, .join = joins[i], .cap = caps[i]
        };
        path_move(&path, 198, 30 + 22 * i);
        path_line(&path, 213, 18 + 22 * i);
        path_line(&path, 228, 30 + 22 * i);
        scene_stroke(scene, path, pen);
        path = path_open(scene->arena);
        path_move(&path, 12, 45 + 7 * i);
        path_curve(&path, 60, 20 + 7 * i, 120, 80 + 7 * i, 180, 40 + 7 * i);
        scene_stroke(scene, path,
                     (Pen){ .colour = theme->segment[i],
                            .width_pt = 1.75,
                            .cap = caps[i],
                            .dashes = 2 * (i > 0),
                            .dash_pt = { 6.0 - 2 * i, 4 } });
    }
    for (int i = 0; i < 5; i++)
        scene_line(scene, (Point){ 10, 26 + 8.3 * i }, (Point){ 185, 26 + 8.3 * i }, theme->grid,
                   0.5);
}

static void add_points(Scene *scene, const Theme *theme)
{
    Random random = random_open(7, 1);
    Point points[200];

    for (size_t i = 0; i < COUNT_OF(points); i++) {
        points[i].x = 195 + 40 * random_unit(&random);
        points[i].y = 92 + 40 * random_unit(&random);
    }
    scene_clip(scene, (Rect){ 195, 95, 40, 36 });
    scene_dots(scene, points, COUNT_OF(points), 1.5, rgba_fade(theme->segment[3], 0.5));
    scene_end(scene);
}

Scene sample_scene(const Theme *theme, Arena *of)
{
    Scene scene = scene_open(252, 162, theme->paper, of);

    scene.title = "Everything — a sample";
    scene.alt = "Shapes, lines, points and labels: 3 € of each";
    add_lines(&scene, theme);
    add_shapes(&scene, theme);
    add_points(&scene, theme);
    scene_group(&scene, "labels");
    scene_label(&scene, (Label){ .text = "Champions: 18 % of customers, AVATAR To.",
                                 .x = 10,
                                 .y = 14,
                                 .size_pt = 8.5,
                                 .weight = FONT_SEMIBOLD,
                                 .colour = theme->ink });
    scene_label(&scene, (Label){ .text = "Ελλάδα · Привет · Việt Nam",
                                 .x = 230,
                                 .y = 154,
                                 .size_pt = 7,
                                 .align = ALIGN_END,
                                 .colour = theme->ink_soft });
    scene_label(&scene, (Label){ .text = "upwards",
                                 .x = 8,
                                 .y = 130,
                                 .size_pt = 7,
                                 .align = ALIGN_MIDDLE,
                                 .turn_deg = -90,
                                 .colour = theme->ink_faint });
    scene_end(&scene);
    for (int i = 0; i < 12; i++)
        scene_rect(&scene, (Rect){ 10 + 5.3 * i, 146, 5.3, 4 + i * 0.7 }, theme->segment[i % 6]);
    icon_draw(&scene, "champions", (Rect){ 84, 143, 14, 14 }, theme->accent);
    return scene;
}

int main(void)
{
    return test_raster() + test_strokes() + test_pixels() + test_png() + test_dump() + test_pdf();
}
