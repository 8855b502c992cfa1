/* Walks a scene and inks it onto a canvas. */
#include <math.h>

#include "draw/colour.h"
#include "draw/path.h"
#include "paint/canvas.h"
#include "paint/mosaic.h"
#include "paint/snap.h"

#define LARGEST_SIDE 20000
#define LARGEST_AREA 64000000 /* pixels */
#define DEEPEST_CLIP 64

typedef struct Painter {
    Canvas canvas;
    Raster raster;
    double scale; /* pixels a point */
    PixelBox clips[DEEPEST_CLIP];
    int depth;    /* open clips and groups */
    Arena *arena; /* of one mark */
} Painter;

typedef struct SolidInk {
    Canvas *canvas;
    Light light;
} SolidInk;

static void solid_row(void *context, int x, int y, int count, const uint8_t *coverage)
{
    SolidInk *ink = context;

    canvas_row(ink->canvas, &ink->light, x, y, count, coverage);
}

typedef struct GradientInk {
    Canvas *canvas;
    Gradient gradient;
} GradientInk;

static void gradient_row(void *context, int x, int y, int count, const uint8_t *coverage)
{
    GradientInk *ink = context;

    canvas_gradient_row(ink->canvas, &ink->gradient, x, y, count, coverage);
}

static void sweep_solid(Painter *painter, FillRule rule, Rgba colour)
{
    SolidInk ink = { &painter->canvas, light_of(colour) };

    raster_sweep(&painter->raster, rule, (RowInk){ solid_row, &ink });
}

static void paint_fill(Painter *painter, const Path *path, FillRule rule, const Ink *ink)
{
    Path snapped;
    Outline outline;

    if (!path->points.count) return;
    snapped = snap_fill(path, painter->scale, painter->arena);
    outline = outline_flatten(&snapped, 1, FLAT_FILL, painter->arena);
    raster_outline(&painter->raster, &outline);
    if (ink->stops >= 2 && ink->stops <= 4) {
        GradientInk *gradient = ARENA_NEW(painter->arena, GradientInk);
        *gradient = (GradientInk){ &painter->canvas, gradient_of(ink, painter->scale) };
        raster_sweep(&painter->raster, rule, (RowInk){ gradient_row, gradient });
    } else {
        sweep_solid(painter, rule, ink->colour);
    }
}

static Pen pen_in_pixels(const Pen *pen, double scale)
{
    Pen scaled = *pen;

    scaled.width_pt *= scale;
    scaled.dash_phase_pt *= scale;
    for (int i = 0; i < 4; i++)
        scaled.dash_pt[i] *= scale;
    return scaled;
}

static void paint_stroke(Painter *painter, const Path *path, const Pen *pen)
{
    Pen scaled = pen_in_pixels(pen, painter->scale);
    Path snapped;
    Outline lines, outline;

    if (!path->points.count || !(scaled.width_pt > 0) || scaled.width_pt > 1e9) return;
    snapped = snap_stroke(path, painter->scale, &scaled, painter->arena);
    lines = outline_flatten(&snapped, 1, FLAT_STROKE, painter->arena);
    if (scaled.dashes) lines = outline_dash(&lines, &scaled, painter->raster.clip, painter->arena);
    outline = outline_stroke(&lines, &scaled, painter->arena);
    raster_outline(&painter->raster, &outline);
    sweep_solid(painter, FILL_NON_ZERO, scaled.colour);
}

/* Blending in linear light makes dark text on a light ground thinner than readers know it from
 * screens and PDF viewers, which blend in sRGB. So the darker the ink, the more a half-covered
 * pixel counts. */
typedef struct TextInk {
    SolidInk solid;
    uint8_t curve[256];
    uint8_t *row;
} TextInk;

static void text_row(void *context, int x, int y, int count, const uint8_t *coverage)
{
    TextInk *ink = context;

    for (int i = 0; i < count; i++)
        ink->row[i] = ink->curve[coverage[i]];
    solid_row(&ink->solid, x, y, count, ink->row);
}

static void fill_curve(uint8_t curve[256], Rgba colour)
{
    uint32_t light = (uint32_t)(colour_luminance(colour) * LINEAR_MAX);
    int darkness = 255 - colour_from_linear(light);

    for (int c = 0; c < 256; c++)
        curve[c] = (uint8_t)(c + (c * (255 - c) * darkness + 255 * 255 / 2) / (255 * 255));
}

static void paint_label(Painter *painter, const Label *label)
{
    Path path = label_outline(label, painter->arena);
    Outline outline = outline_flatten(&path, painter->scale, FLAT_TEXT, painter->arena);

    TextInk ink = { .solid = { &painter->canvas, light_of(label->colour) } };

    fill_curve(ink.curve, label->colour);
    ink.row = ARENA_ARRAY(painter->arena, uint8_t, (size_t)painter->raster.width + 2);
    raster_outline(&painter->raster, &outline);
    raster_sweep(&painter->raster, FILL_NON_ZERO, (RowInk){ text_row, &ink });
}

static void paint_large_dots(Painter *painter, const Mark *mark)
{
    for (size_t i = 0; i < mark->dots.count; i++) {
        ArenaMark before = arena_mark(painter->arena);
        Path circle = path_open(painter->arena);
        path_circle(&circle, mark->dots.at[i].x, mark->dots.at[i].y, mark->dots.radius_pt);
        paint_fill(painter, &circle, FILL_NON_ZERO, &(Ink){ .colour = mark->dots.colour });
        arena_release(painter->arena, before);
    }
}

static void paint_dots(Painter *painter, const Mark *mark)
{
    double radius = mark->dots.radius_pt * painter->scale;

    if (!(radius > 0)) return;
    if (radius > LARGEST_DOT) {
        paint_large_dots(painter, mark);
        return;
    }
    canvas_dots(&painter->canvas, mark->dots.at, mark->dots.count, painter->scale, radius,
                mark->dots.colour, painter->arena);
}

static int whole_pixel(double points, double scale, int most)
{
    double pixels = floor(points * scale + 0.5);

    return pixels > 0 ? pixels < most ? (int)pixels : most : 0;
}

static void set_clip(Painter *painter, PixelBox clip)
{
    if (box_empty(clip)) clip = (PixelBox){ 0, 0, 0, 0 };
    painter->raster.clip = painter->canvas.clip = clip;
}

/* Clips are whole pixels: the nearest ones. */
static PixelBox clip_box(const Painter *painter, Rect rect)
{
    int width = painter->raster.width, height = painter->raster.height;

    return (PixelBox){ whole_pixel(rect.x, painter->scale, width),
                       whole_pixel(rect.y, painter->scale, height),
                       whole_pixel(rect.x + rect.width, painter->scale, width),
                       whole_pixel(rect.y + rect.height, painter->scale, height) };
}

/* Groups take a place too, so that each end finds the clip from before its own start. */
static void push_clip(Painter *painter, PixelBox clip)
{
    if (painter->depth < DEEPEST_CLIP) painter->clips[painter->depth] = painter->raster.clip;
    painter->depth++;
    set_clip(painter, box_meet(painter->raster.clip, clip));
}

static void pop_clip(Painter *painter)
{
    if (painter->depth == 0) return;
    painter->depth--;
    if (painter->depth < DEEPEST_CLIP) set_clip(painter, painter->clips[painter->depth]);
}

static void paint_mark(Painter *painter, const Mark *mark)
{
    switch (mark->kind) {
    case MARK_FILL: paint_fill(painter, &mark->fill.path, mark->fill.rule, &mark->fill.ink); break;
    case MARK_STROKE: paint_stroke(painter, &mark->stroke.path, &mark->stroke.pen); break;
    case MARK_LABEL: paint_label(painter, &mark->label); break;
    case MARK_DOTS: paint_dots(painter, mark); break;
    case MARK_CLIP: push_clip(painter, clip_box(painter, mark->clip)); break;
    case MARK_GROUP: push_clip(painter, painter->raster.clip); break;
    case MARK_END: pop_clip(painter); break;
    }
}

static void stretch_box(PixelBox *box, Point p)
{
    box->left = (int)fmin(box->left, floor(p.x));
    box->top = (int)fmin(box->top, floor(p.y));
    box->right = (int)fmax(box->right, ceil(p.x) + 1);
    box->bottom = (int)fmax(box->bottom, ceil(p.y) + 1);
}

/* The pixels that fills may touch, inside the clip. */
static PixelBox fills_box(const Painter *painter, const Mark *marks, size_t count)
{
    PixelBox box = { 1000000, 1000000, 0, 0 };

    for (size_t i = 0; i < count; i++) {
        const Path *path = &marks[i].fill.path;
        for (size_t p = 0; p < path->points.count; p++) {
            Point at = path->points.items[p];
            stretch_box(&box, (Point){ fmax(-1e6, fmin(1e6, at.x * painter->scale)),
                                       fmax(-1e6, fmin(1e6, at.y * painter->scale)) });
        }
    }
    return box_meet(box, painter->raster.clip);
}

static void paint_mosaic(Painter *painter, const Mark *marks, size_t count)
{
    PixelBox box = fills_box(painter, marks, count);
    Mosaic mosaic;

    if (box_empty(box)) return;
    mosaic = mosaic_open(&painter->canvas, box, painter->arena);
    for (size_t i = 0; i < count; i++) {
        Outline outline =
            outline_flatten(&marks[i].fill.path, painter->scale, FLAT_FILL, painter->arena);
        raster_outline(&painter->raster, &outline);
        mosaic.ink = light_of(marks[i].fill.ink.colour);
        raster_sweep(&painter->raster, marks[i].fill.rule, (RowInk){ mosaic_row, &mosaic });
    }
}

/* Paints the mark, or the mosaic that begins with it; returns how many marks that were. */
static size_t paint_next(Painter *painter, const Scene *scene, size_t at)
{
    size_t joined = painter->canvas.opaque ? mosaic_length(scene, at, painter->arena) : 0;

    if (joined > 1) {
        paint_mosaic(painter, &scene->marks.items[at], joined);
        return joined;
    }
    paint_mark(painter, &scene->marks.items[at]);
    return 1;
}

static void paint_marks(Painter *painter, const Scene *scene)
{
    for (size_t i = 0; i < scene->marks.count;) {
        ArenaMark before = arena_mark(painter->arena);
        i += paint_next(painter, scene, i);
        arena_release(painter->arena, before);
    }
}

Status paint_pixels(Pixels *out, const Scene *scene, double dpi, Arena *arena, Err *err)
{
    double scale = dpi / 72;
    double width = fmax(1, floor(scene->width_pt * scale + 0.5));
    double height = fmax(1, floor(scene->height_pt * scale + 0.5));
    Painter *painter;

    if (!(dpi > 0) || !(width <= LARGEST_SIDE) || !(height <= LARGEST_SIDE) ||
        width * height > LARGEST_AREA) {
        return err_set(
            err, ERR_MEMORY,
            "picture \"%s\": %.0f × %.0f points at %.0f dpi are too many pixels (%d a side, "
            "%d million in all at most): use a smaller --dpi",
            scene->title ? scene->title : "", scene->width_pt, scene->height_pt, dpi, LARGEST_SIDE,
            LARGEST_AREA / 1000000);
    }
    painter = ARENA_NEW(arena, Painter);
    painter->canvas = canvas_open((size_t)width, (size_t)height, scene->paper, arena);
    painter->raster = raster_open((int)width, (int)height, arena);
    painter->scale = scale;
    painter->arena = arena;
    paint_marks(painter, scene);
    *out = painter->canvas.pixels;
    return OK;
}
