#include "paint/layer.h"

#include <math.h>
#include <string.h>

#define MOST_VECTORS 4000 /* points of a cloud that stay vectors */
#define LAYER_DPI 200.0   /* finer than a point's edge can be told on paper */

/* The colour that stands for "no point": none that a theme has is near. */
static const Rgba CLEAR = { 0, 255, 0, 255 };

static bool belongs(const Mark *mark)
{
    return mark->kind == MARK_DOTS || mark->kind == MARK_GROUP || mark->kind == MARK_END;
}

/* Groups may begin and end within a cloud, which ends with its last points. */
size_t layer_length(const Scene *scene, size_t first)
{
    size_t points = 0, length = 0;

    if (scene->marks.items[first].kind != MARK_DOTS) return 0;
    for (size_t i = first; i < scene->marks.count && belongs(&scene->marks.items[i]); i++) {
        if (scene->marks.items[i].kind != MARK_DOTS) continue;
        points += scene->marks.items[i].dots.count;
        length = i + 1 - first;
    }
    return points > MOST_VECTORS ? length : 0;
}

static void stretch(Point *low, Point *high, Point at, double radius)
{
    low->x = fmin(low->x, at.x - radius);
    low->y = fmin(low->y, at.y - radius);
    high->x = fmax(high->x, at.x + radius);
    high->y = fmax(high->y, at.y + radius);
}

/* The part of the scene that the points may touch. */
static Rect box_of(const Scene *scene, const Mark *marks, size_t count)
{
    Point low = { scene->width_pt, scene->height_pt }, high = { 0, 0 };

    for (size_t i = 0; i < count; i++) {
        if (marks[i].kind != MARK_DOTS) continue;
        for (size_t p = 0; p < marks[i].dots.count; p++)
            stretch(&low, &high, marks[i].dots.at[p], marks[i].dots.radius_pt);
    }
    low = (Point){ fmax(0, low.x), fmax(0, low.y) };
    high = (Point){ fmin(scene->width_pt, high.x), fmin(scene->height_pt, high.y) };
    return (Rect){ low.x, low.y, high.x - low.x, high.y - low.y };
}

/* What the box shows of the first marks, texts left out: they stay above it or below. */
static bool paint_first(Pixels *out, const Scene *scene, size_t marks, Rect box, Arena *arena)
{
    Scene part =
        scene_open(box.width, box.height, scene->paper.a ? scene->paper : RGB(0xFFFFFF), arena);
    Scene kept = { .width_pt = 1, .height_pt = 1, .arena = arena };
    Err err = { 0 };

    for (size_t i = 0; i < marks; i++) {
        if (scene->marks.items[i].kind == MARK_LABEL) continue;
        VEC_PUSH(arena, &kept.marks, scene->marks.items[i]);
    }
    scene_place(&part, &kept, -box.x, -box.y, 1);
    return paint_pixels(out, &part, LAYER_DPI, arena, &err) == OK;
}

/* Where nothing changed nothing is to be shown; whether any pixel did. */
static bool clear_same(const Pixels *over, const Pixels *under)
{
    bool any = false;

    for (size_t i = 0; i < over->width * over->height; i++) {
        if (memcmp(over->rgba + 4 * i, under->rgba + 4 * i, 4) != 0) {
            any = true;
        } else {
            memcpy(over->rgba + 4 * i, &CLEAR, 4);
        }
    }
    return any;
}

/* Readers that smooth a picture before they look which pixels are clear are to find paper there. */
static void name_clear(Layer *layer, Rgba paper)
{
    Rgba *colours = layer->palette.colour[0];

    for (layer->clear = 0; layer->clear < layer->palette.count; layer->clear++) {
        if (!memcmp(&colours[layer->clear], &CLEAR, 4)) {
            colours[layer->clear] = paper;
            return;
        }
    }
}

bool layer_paint(Layer *out, const Scene *scene, size_t first, size_t length, Arena *arena)
{
    Rect box = box_of(scene, scene->marks.items + first, length);
    Pixels under, over;

    if (!(box.width > 0) || !(box.height > 0)) return false;
    if (!paint_first(&under, scene, first, box, arena) ||
        !paint_first(&over, scene, first + length, box, arena) || !clear_same(&over, &under))
        return false;
    *out = (Layer){ .place = { box.x, box.y, (double)over.width * 72 / LAYER_DPI,
                               (double)over.height * 72 / LAYER_DPI },
                    .width = over.width,
                    .height = over.height };
    if (!palette_make(&out->palette, &over, 1, arena)) return false;
    name_clear(out, scene->paper.a ? scene->paper : RGB(0xFFFFFF));
    out->entries = ARENA_ARRAY(arena, uint8_t, out->width * out->height);
    for (size_t y = 0; y < out->height; y++)
        palette_row(&out->palette, y, out->entries + y * out->width);
    return true;
}
