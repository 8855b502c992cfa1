/* Walks a scene and inks it onto a canvas. */
#include <math.h>

#include "draw/colour.h"
#include "draw/path.h"
#include "paint/canvas.h"
#include "paint/mosaic.h"
#include "paint/snap.h"
#include "paint/together.h"

#define LARGEST_SIDE 20000
#define LARGEST_AREA 64000000 /* pixels */
#define DEEPEST_CLIP 64

/* Scenes that differ in colours only are painted together, each on its own canvas: what costs most,
 * to make an outline and to cut it into coverage, is done once. */
typedef struct Painter {
    Canvas canvas[PAINT_TOGETHER];
    int canvases;
    Raster raster;
    double scale; /* pixels a point */
    PixelBox clips[DEEPEST_CLIP];
    int depth;    /* open clips and groups */
    Arena *arena; /* of one mark */
    Stamp *stamp; /* the last one: a cloud's marks are mostly of one radius */
    double stamp_radius;
    Arena stamp_arena;
} Painter;

/* The same mark of each scene. */
typedef struct Marks {
    const Mark *of[PAINT_TOGETHER];
} Marks;

typedef struct SolidInk {
    Painter *painter;
    Light light[PAINT_TOGETHER];
} SolidInk;

static void solid_row(void *context, int x, int y, int count, const uint8_t *coverage)
{
    SolidInk *ink = context;

    for (int c = 0; c < ink->painter->canvases; c++)
        canvas_row(&ink->painter->canvas[c], &ink->light[c], x, y, count, coverage);
}

typedef struct GradientInk {
    Painter *painter;
    Gradient gradient[PAINT_TOGETHER];
} GradientInk;

static void gradient_row(void *context, int x, int y, int count, const uint8_t *coverage)
{
    GradientInk *ink = context;

    for (int c = 0; c < ink->painter->canvases; c++) {
        canvas_gradient_row(&ink->painter->canvas[c], &ink->gradient[c], x, y, count, coverage);
    }
}

static void sweep_gradient(Painter *painter, const Marks *marks)
{
    const Mark *mark = marks->of[0];
    GradientInk *ink = ARENA_NEW(painter->arena, GradientInk);

    ink->painter = painter;
    for (int c = 0; c < painter->canvases; c++)
        ink->gradient[c] = gradient_of(&marks->of[c]->fill.ink, painter->scale);
    raster_sweep(&painter->raster, mark->fill.rule, (RowInk){ gradient_row, ink });
}

static void paint_fill(Painter *painter, const Marks *marks)
{
    const Mark *mark = marks->of[0];
    const Path *path = &mark->fill.path;
    SolidInk ink = { .painter = painter };
    Path snapped;
    Outline outline;

    if (!path->points.count) return;
    snapped = snap_fill(path, painter->scale, painter->arena);
    outline = outline_flatten(&snapped, 1, FLAT_FILL, painter->arena);
    raster_outline(&painter->raster, &outline);
    if (mark->fill.ink.stops >= 2 && mark->fill.ink.stops <= 4) {
        sweep_gradient(painter, marks);
        return;
    }
    for (int c = 0; c < painter->canvases; c++)
        ink.light[c] = light_of(marks->of[c]->fill.ink.colour);
    raster_sweep(&painter->raster, mark->fill.rule, (RowInk){ solid_row, &ink });
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

static void paint_stroke(Painter *painter, const Marks *marks)
{
    const Path *path = &marks->of[0]->stroke.path;
    Pen scaled = pen_in_pixels(&marks->of[0]->stroke.pen, painter->scale);
    SolidInk ink = { .painter = painter };
    Path snapped;
    Outline lines, outline;

    if (!path->points.count || !(scaled.width_pt > 0) || scaled.width_pt > 1e9) return;
    snapped = snap_stroke(path, painter->scale, &scaled, painter->arena);
    lines = outline_flatten(&snapped, 1, FLAT_STROKE, painter->arena);
    if (scaled.dashes) lines = outline_dash(&lines, &scaled, painter->raster.clip, painter->arena);
    outline = outline_stroke(&lines, &scaled, painter->arena);
    raster_outline(&painter->raster, &outline);
    ink.light[0] = light_of(scaled.colour);
    for (int c = 1; c < painter->canvases; c++) {
        /* To snap a hair line makes its colour paler. */
        Pen own = pen_in_pixels(&marks->of[c]->stroke.pen, painter->scale);
        snap_stroke(path, painter->scale, &own, painter->arena);
        ink.light[c] = light_of(own.colour);
    }
    raster_sweep(&painter->raster, FILL_NON_ZERO, (RowInk){ solid_row, &ink });
}

/* Blending in linear light makes dark text on a light ground thinner than readers know it from
 * screens and PDF viewers, which blend in sRGB. So the darker the ink, the more a half-covered
 * pixel counts. */
typedef struct TextInk {
    Painter *painter;
    Light light[PAINT_TOGETHER];
    uint8_t curve[PAINT_TOGETHER][256];
    uint8_t *row;
} TextInk;

static void text_row(void *context, int x, int y, int count, const uint8_t *coverage)
{
    TextInk *ink = context;

    for (int c = 0; c < ink->painter->canvases; c++) {
        for (int i = 0; i < count; i++)
            ink->row[i] = ink->curve[c][coverage[i]];
        canvas_row(&ink->painter->canvas[c], &ink->light[c], x, y, count, ink->row);
    }
}

static void fill_curve(uint8_t curve[256], Rgba colour)
{
    uint32_t light = (uint32_t)(colour_luminance(colour) * LINEAR_MAX);
    int darkness = 255 - colour_from_linear(light);

    for (int c = 0; c < 256; c++)
        curve[c] = (uint8_t)(c + (c * (255 - c) * darkness + 255 * 255 / 2) / (255 * 255));
}

static void paint_label(Painter *painter, const Marks *marks)
{
    Path path = label_outline(&marks->of[0]->label, painter->arena);
    Outline outline = outline_flatten(&path, painter->scale, FLAT_TEXT, painter->arena);
    TextInk ink = { .painter = painter };

    for (int c = 0; c < painter->canvases; c++) {
        ink.light[c] = light_of(marks->of[c]->label.colour);
        fill_curve(ink.curve[c], marks->of[c]->label.colour);
    }
    ink.row = ARENA_ARRAY(painter->arena, uint8_t, (size_t)painter->raster.width + 2);
    raster_outline(&painter->raster, &outline);
    raster_sweep(&painter->raster, FILL_NON_ZERO, (RowInk){ text_row, &ink });
}

static void paint_large_dots(Painter *painter, const Marks *marks)
{
    const Mark *mark = marks->of[0];

    for (size_t i = 0; i < mark->dots.count; i++) {
        ArenaMark before = arena_mark(painter->arena);
        Mark circles[PAINT_TOGETHER] = { { .kind = MARK_FILL } };
        Marks pair = { { NULL } };
        Path circle = path_open(painter->arena);
        path_circle(&circle, mark->dots.at[i].x, mark->dots.at[i].y, mark->dots.radius_pt);
        for (int c = 0; c < painter->canvases; c++) {
            circles[c].fill.path = circle;
            circles[c].fill.ink.colour = marks->of[c]->dots.colour;
            pair.of[c] = &circles[c];
        }
        paint_fill(painter, &pair);
        arena_release(painter->arena, before);
    }
}

static Stamp *stamp_for(Painter *painter, double radius)
{
    if (painter->stamp && painter->stamp_radius == radius) return painter->stamp;
    arena_close(&painter->stamp_arena);
    painter->stamp = stamp_open(radius, &painter->stamp_arena);
    painter->stamp_radius = radius;
    return painter->stamp;
}

static void paint_dots(Painter *painter, const Marks *marks)
{
    const Mark *mark = marks->of[0];
    double radius = mark->dots.radius_pt * painter->scale;

    if (!(radius > 0)) return;
    if (radius > LARGEST_DOT) {
        paint_large_dots(painter, marks);
        return;
    }
    for (int c = 0; c < painter->canvases; c++) {
        canvas_dots(&painter->canvas[c], mark->dots.at, mark->dots.count, painter->scale,
                    stamp_for(painter, radius), marks->of[c]->dots.colour);
    }
}

static int whole_pixel(double points, double scale, int most)
{
    double pixels = floor(points * scale + 0.5);

    return pixels > 0 ? pixels < most ? (int)pixels : most : 0;
}

static void set_clip(Painter *painter, PixelBox clip)
{
    if (box_empty(clip)) clip = (PixelBox){ 0, 0, 0, 0 };
    painter->raster.clip = clip;
    for (int c = 0; c < painter->canvases; c++)
        painter->canvas[c].clip = clip;
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

static void paint_mark(Painter *painter, const Marks *marks)
{
    const Mark *mark = marks->of[0];

    switch (mark->kind) {
    case MARK_FILL: paint_fill(painter, marks); break;
    case MARK_STROKE: paint_stroke(painter, marks); break;
    case MARK_LABEL: paint_label(painter, marks); break;
    case MARK_DOTS: paint_dots(painter, marks); break;
    case MARK_CLIP: push_clip(painter, clip_box(painter, mark->clip)); break;
    case MARK_TAG:
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

static void paint_mosaic(Painter *painter, Canvas *canvas, const Mark *marks, size_t count)
{
    PixelBox box = fills_box(painter, marks, count);
    Mosaic mosaic;

    if (box_empty(box)) return;
    mosaic = mosaic_open(canvas, box, painter->arena);
    for (size_t i = 0; i < count; i++) {
        Outline outline =
            outline_flatten(&marks[i].fill.path, painter->scale, FLAT_FILL, painter->arena);
        raster_outline(&painter->raster, &outline);
        mosaic.ink = light_of(marks[i].fill.ink.colour);
        raster_sweep(&painter->raster, marks[i].fill.rule, (RowInk){ mosaic_row, &mosaic });
    }
}

/* Paints the mark, or the mosaic that begins with it; returns how many marks that were. */
static size_t paint_next(Painter *painter, const Scene *const *scenes, size_t at)
{
    size_t joined = painter->canvas[0].opaque ? mosaic_length(scenes[0], at, painter->arena) : 0;
    Marks marks = { { NULL } };

    for (int c = 0; c < painter->canvases; c++) {
        marks.of[c] = &scenes[c]->marks.items[at];
        if (joined > 1) paint_mosaic(painter, &painter->canvas[c], marks.of[c], joined);
    }
    if (joined > 1) return joined;
    paint_mark(painter, &marks);
    return 1;
}

static void paint_marks(Painter *painter, const Scene *const *scenes)
{
    for (size_t i = 0; i < scenes[0]->marks.count;) {
        ArenaMark before = arena_mark(painter->arena);
        i += paint_next(painter, scenes, i);
        arena_release(painter->arena, before);
    }
}

Status paint_pixels_together(Pixels *out, const Scene *const *scenes, int count, double dpi,
                             Arena *arena, Err *err)
{
    const Scene *scene = scenes[0];
    double scale = dpi / 72;
    double width = fmax(1, floor(scene->width_pt * scale + 0.5));
    double height = fmax(1, floor(scene->height_pt * scale + 0.5));
    Arena work = arena_open(); /* what nobody needs once the picture is there */
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
    painter = ARENA_NEW(&work, Painter);
    for (int c = 0; c < count; c++) {
        painter->canvas[c] = canvas_open((size_t)width, (size_t)height, scenes[c]->paper, arena);
    }
    painter->canvases = count;
    painter->raster = raster_open((int)width, (int)height, &work);
    painter->scale = scale;
    painter->arena = &work;
    paint_marks(painter, scenes);
    for (int c = 0; c < count; c++)
        out[c] = painter->canvas[c].pixels;
    arena_close(&painter->stamp_arena);
    arena_close(&work);
    return OK;
}

Status paint_pixels(Pixels *out, const Scene *scene, double dpi, Arena *arena, Err *err)
{
    return paint_pixels_together(out, &scene, 1, dpi, arena, err);
}
