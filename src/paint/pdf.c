/* A scene onto a PDF page, as vectors and text.
 *
 * Readers blend in sRGB, our pixels in linear light; a translucent colour is therefore changed so
 * that over the scene's paper both show the same. Gradients become stripes, because libharu 2.3.0
 * has no shadings. Large clouds of points become one picture (layer.h). */
#include <math.h>

#include "draw/colour.h"
#include "draw/path.h"
#include "paint/canvas.h"
#include "paint/layer.h"
#include "paint/paint.h"
#include "paint/tags.h"

#define MOST_CLIPS 12 /* nested; the page's own states need some of the 20 */
#define STRIPES 64    /* in a gradient */
#define MOST_DEPTH 256

typedef struct PdfPainter {
    PdfPage *page;
    PdfTags tags;
    Point at; /* of the scene, on the page, */
    double scale;
    Rgba paper;
    /* Whether the group, clip or tag at this depth saved a state, or opened a tag. */
    bool clipped[MOST_DEPTH], tagged[MOST_DEPTH];
    int depth, clips;
    Arena arena;
} PdfPainter;

double paint_pdf_advance(PdfFont font, uint32_t left, uint32_t right)
{
    return font_advance(font == PDF_SEMIBOLD ? FONT_SEMIBOLD : FONT_REGULAR, left, right);
}

/* How strong an sRGB blend must be at least for a channel to reach what linear light gives. */
static double needed_alpha(double ground, double wanted)
{
    double room = wanted > ground ? 255 - ground : ground;

    return room > 0 ? fabs(wanted - ground) / room : 0;
}

static uint8_t level_for(double ground, double wanted, double alpha)
{
    double level = ground + (wanted - ground) / alpha;

    return (uint8_t)(fmax(0, fmin(255, level)) + 0.5);
}

/* The colour and alpha that, blended in sRGB over the paper, give what the given ones give in
 * linear light. */
static PdfColour for_pdf(const PdfPainter *painter, Rgba colour)
{
    Rgba ground = painter->paper.a ? painter->paper : RGB(0xFFFFFF), wanted = colour;
    double alpha = colour.a / 255.0;

    if (colour.a == 255 || colour.a == 0)
        return (PdfColour){ colour.r, colour.g, colour.b, colour.a };
    wanted.a = ground.a;
    wanted = rgba_mix(ground, wanted, alpha);
    alpha = fmax(alpha, needed_alpha(ground.r, wanted.r));
    alpha = fmax(alpha, needed_alpha(ground.g, wanted.g));
    alpha = ceil(fmin(1, fmax(alpha, needed_alpha(ground.b, wanted.b))) * 255 - 1e-9) / 255;
    return (PdfColour){ level_for(ground.r, wanted.r, alpha), level_for(ground.g, wanted.g, alpha),
                        level_for(ground.b, wanted.b, alpha), (uint8_t)(alpha * 255 + 0.5) };
}

static void lay_path(PdfPage *page, const Path *path)
{
    const Point *p = path->points.items;

    for (size_t i = 0; i < path->verbs.count; i++) {
        switch (path->verbs.items[i]) {
        case PATH_MOVE:
            pdf_move(page, p[0].x, p[0].y);
            p += 1;
            break;
        case PATH_LINE:
            pdf_line(page, p[0].x, p[0].y);
            p += 1;
            break;
        case PATH_CURVE:
            pdf_curve(page, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
            p += 3;
            break;
        case PATH_CLOSE: pdf_close_path(page); break;
        }
    }
}

/* --- gradients: stripes of one colour each --- */

/* The half-plane where a point's way along `way` is at least `at`. */
typedef struct Border {
    Point way; /* unit vector across the stripes */
    double at;
} Border;

static double beyond(const Border *border, Point p)
{
    return p.x * border->way.x + p.y * border->way.y - border->at;
}

/* Sutherland and Hodgman's cut of each contour. */
static Outline cut(const Outline *outline, const Border *border, Arena *arena)
{
    Outline out = { .arena = arena };

    for (size_t c = 0; c < outline->contours.count; c++) {
        const Contour *contour = &outline->contours.items[c];
        const Point *points = outline->points.items + contour->start;
        outline_begin(&out, true);
        for (size_t i = 0; i < contour->count; i++) {
            Point a = points[i], b = points[i + 1 < contour->count ? i + 1 : 0];
            double over_a = beyond(border, a), over_b = beyond(border, b);
            double t = over_a / (over_a - over_b);
            if (over_a >= 0) outline_add(&out, a);
            if ((over_a >= 0) != (over_b >= 0))
                outline_add(&out, (Point){ a.x + t * (b.x - a.x), a.y + t * (b.y - a.y) });
        }
    }
    return out;
}

static void lay_outline(PdfPage *page, const Outline *outline)
{
    for (size_t c = 0; c < outline->contours.count; c++) {
        const Contour *contour = &outline->contours.items[c];
        const Point *points = outline->points.items + contour->start;
        for (size_t i = 0; i < contour->count; i++)
            (i ? pdf_line : pdf_move)(page, points[i].x, points[i].y);
        if (contour->count) pdf_close_path(page);
    }
}

static bool lets_through(const Ink *ink)
{
    for (int i = 0; i < ink->stops; i++) {
        if (ink->stop[i].colour.a != 255) return true;
    }
    return false;
}

/* Each stripe reaches to the far end and is covered by the next, so that no seams show; where the
 * ink lets through they must end where the next begins. */
static Outline stripe(const Outline *outline, const Ink *ink, int i, Point way, double length,
                      Arena *arena)
{
    double start = ink->from.x * way.x + ink->from.y * way.y, step = length / STRIPES;
    Outline part = *outline;

    if (i > 0) part = cut(&part, &(Border){ way, start + i * step }, arena);
    if (i + 1 < STRIPES && lets_through(ink))
        part = cut(&part, &(Border){ { -way.x, -way.y }, -(start + (i + 1) * step) }, arena);
    return part;
}

static void fill_gradient(PdfPainter *painter, const Path *path, FillRule rule, const Ink *ink)
{
    Outline outline = outline_flatten(path, 1, 0.01, &painter->arena), part = outline;
    double x = ink->to.x - ink->from.x, y = ink->to.y - ink->from.y, length = sqrt(x * x + y * y);

    for (int i = 0; i < STRIPES && (i == 0 || length > 0); i++) {
        double middle = length > 0 ? (i + 0.5) / STRIPES : 1;
        if (length > 0)
            part = stripe(&outline, ink, i, (Point){ x / length, y / length }, length,
                          &painter->arena);
        lay_outline(painter->page, &part);
        pdf_fill(painter->page, for_pdf(painter, ink_colour_at(ink, middle)),
                 rule == FILL_EVEN_ODD);
    }
}

static void ink_fill(PdfPainter *painter, const Path *path, FillRule rule, const Ink *ink)
{
    if (ink->stops) {
        fill_gradient(painter, path, rule, ink);
        return;
    }
    lay_path(painter->page, path);
    pdf_fill(painter->page, for_pdf(painter, ink->colour), rule == FILL_EVEN_ODD);
}

static void ink_stroke(PdfPainter *painter, const Path *path, const Pen *pen)
{
    PdfPen out = { .colour = for_pdf(painter, pen->colour),
                   .width_pt = pen->width_pt,
                   .miter_limit = pen->miter_limit,
                   .dash_phase_pt = pen->dash_phase_pt,
                   .join = (int)pen->join,
                   .cap = (int)pen->cap,
                   .dashes = pen->dashes };

    for (int i = 0; i < pen->dashes && i < 4; i++)
        out.dash_pt[i] = pen->dash_pt[i];
    lay_path(painter->page, path);
    pdf_stroke(painter->page, &out);
}

/* A circle is the shortest when it is the round cap of a line without length. Translucent ones are
 * stroked one by one, because within one stroke overlaps do not darken. */
static void ink_dots(PdfPainter *painter, const Mark *mark)
{
    PdfPen pen = { .colour = for_pdf(painter, mark->dots.colour),
                   .width_pt = 2 * mark->dots.radius_pt,
                   .cap = (int)CAP_ROUND };

    for (size_t i = 0; i < mark->dots.count; i++) {
        pdf_move(painter->page, mark->dots.at[i].x, mark->dots.at[i].y);
        pdf_line(painter->page, mark->dots.at[i].x, mark->dots.at[i].y);
        if (pen.colour.a != 255 || i % 1000 == 999) pdf_stroke(painter->page, &pen);
    }
    pdf_stroke(painter->page, &pen);
}

static size_t spaces_in(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += *text == ' ';
    return count;
}

/* Whoever listens, or copies text, needs the space between a label and the next one. */
static const char *with_space(PdfPainter *painter, const Label *label, const char *text)
{
    if (label->joined || !tags_read(&painter->tags)) return text;
    return arena_format(&painter->arena, "%s ", text);
}

/* A label is one text, or several where the fallback font shows parts of it. */
static void ink_label(PdfPainter *painter, const Label *label)
{
    const char *text = font_showable(label->weight, label->text, &painter->arena);
    PdfFont own = label->weight == FONT_SEMIBOLD ? PDF_SEMIBOLD : PDF_REGULAR;
    double at = label->align == ALIGN_START ? 0 : -font_width(label->weight, label->size_pt, text);
    double sine, cosine;
    bool fallback;

    if (label->align == ALIGN_MIDDLE) at /= 2;
    text = with_space(painter, label, text);
    path_sine_cosine(fmod(label->turn_deg, 360) * (PI / 180), &sine, &cosine);
    for (size_t size; (size = font_run(label->weight, text, &fallback)); text += size) {
        const char *run = text[size] ? arena_text_n(&painter->arena, text, size) : text;
        pdf_text(painter->page, fallback ? PDF_FALLBACK : own, label->size_pt,
                 label->x + at * cosine, label->y + at * sine, label->turn_deg,
                 label->word_space_pt, for_pdf(painter, label->colour), run);
        if (!text[size]) break;
        at += font_width(label->weight, label->size_pt, run) +
              label->word_space_pt * (double)spaces_in(run);
    }
}

static void ink_tagged_label(PdfPainter *painter, const Label *label)
{
    if (label->tag) tags_open(&painter->tags, label->tag, (Rect){ 0, 0, 0, 0 });
    ink_label(painter, label);
    if (label->tag) tags_close(&painter->tags);
}

static void open_clip(PdfPainter *painter, const Rect *clip)
{
    bool save = clip && painter->clips < MOST_CLIPS && painter->depth < MOST_DEPTH;

    if (painter->depth < MOST_DEPTH) {
        painter->clipped[painter->depth] = save;
        painter->tagged[painter->depth] = false;
    }
    painter->depth++;
    if (!save) return;
    painter->clips++;
    pdf_save(painter->page);
    pdf_clip_rect(painter->page, clip->x, clip->y, clip->width, clip->height);
}

static Rect on_page(const PdfPainter *painter, Rect box)
{
    const double scale = painter->scale;

    return (Rect){ painter->at.x + scale * box.x, painter->at.y + scale * box.y, scale * box.width,
                   scale * box.height };
}

static void open_tag(PdfPainter *painter, const Tag *tag, Rect box)
{
    open_clip(painter, NULL);
    if (painter->depth > MOST_DEPTH) return;
    painter->tagged[painter->depth - 1] = true;
    tags_open(&painter->tags, tag, on_page(painter, box));
}

/* Of a clip, a group or a tag. */
static void close_mark(PdfPainter *painter)
{
    if (painter->depth == 0) return;
    painter->depth--;
    if (painter->depth >= MOST_DEPTH) return;
    if (painter->tagged[painter->depth]) tags_close(&painter->tags);
    if (!painter->clipped[painter->depth]) return;
    painter->clips--;
    pdf_restore(painter->page);
}

static void ink_mark(PdfPainter *painter, const Mark *mark)
{
    switch (mark->kind) {
    case MARK_FILL: ink_fill(painter, &mark->fill.path, mark->fill.rule, &mark->fill.ink); break;
    case MARK_STROKE: ink_stroke(painter, &mark->stroke.path, &mark->stroke.pen); break;
    case MARK_LABEL: ink_tagged_label(painter, &mark->label); break;
    case MARK_DOTS: ink_dots(painter, mark); break;
    case MARK_CLIP: open_clip(painter, &mark->clip); break;
    case MARK_GROUP: open_clip(painter, NULL); break;
    case MARK_TAG: open_tag(painter, mark->tag.of, mark->tag.box); break;
    case MARK_END: close_mark(painter); break;
    }
}

static void ink_layer(PdfPainter *painter, const Layer *layer)
{
    PdfColour colours[256];

    for (int i = 0; i < layer->palette.count; i++) {
        Rgba colour = layer->palette.colour[0][i];
        colours[i] = (PdfColour){ colour.r, colour.g, colour.b, 255 };
    }
    pdf_image_indexed(painter->page,
                      &(PdfIndexed){ layer->width, layer->height, layer->entries, colours,
                                     layer->palette.count, layer->clear },
                      layer->place.x, layer->place.y, layer->place.width, layer->place.height);
}

/* Whether the points are in the page, as a picture. */
static bool ink_cloud(PdfPainter *painter, const Scene *scene, size_t first, size_t length)
{
    Arena arena = arena_open();
    Layer layer;
    bool done = layer_paint(&layer, scene, first, length, &arena);

    if (done) ink_layer(painter, &layer);
    arena_close(&arena);
    return done;
}

static void ink_marks(PdfPainter *painter, const Scene *scene)
{
    size_t cloud = 0; /* where the last one ends */
    bool done = false;

    for (size_t i = 0; i < scene->marks.count; i++) {
        const Mark *mark = &scene->marks.items[i];
        size_t length = i < cloud ? 0 : layer_length(scene, i);
        if (length) {
            cloud = i + length;
            done = ink_cloud(painter, scene, i, length);
        }
        if (mark->kind != MARK_DOTS || i >= cloud || !done) ink_mark(painter, mark);
    }
}

Status paint_pdf(PdfPage *page, const Scene *scene, Rect box, Err *err)
{
    PdfPainter painter = { .page = page, .paper = scene->paper, .arena = arena_open() };
    double scale = box.width / scene->width_pt;

    if (!isfinite(scale) || !(scale > 0)) {
        arena_close(&painter.arena);
        return err_set(err, ERR_BUG, "picture \"%s\" is to go into a box without width",
                       scene->title ? scene->title : "");
    }
    painter.tags = (PdfTags){ .page = page, .arena = &painter.arena };
    painter.at = (Point){ box.x, box.y };
    painter.scale = scale;
    pdf_save(page);
    pdf_transform(page, scale, box.x, box.y);
    pdf_clip_rect(page, 0, 0, scene->width_pt, scene->height_pt);
    if (scene->alt && *scene->alt)
        tags_open_figure(&painter.tags, scene->alt,
                         on_page(&painter, (Rect){ 0, 0, scene->width_pt, scene->height_pt }));
    if (scene->paper.a) {
        Path paper = path_open(&painter.arena);
        path_rect(&paper, (Rect){ 0, 0, scene->width_pt, scene->height_pt });
        ink_fill(&painter, &paper, FILL_NON_ZERO, &(Ink){ .colour = scene->paper });
    }
    ink_marks(&painter, scene);
    while (painter.depth)
        close_mark(&painter);
    tags_close(&painter.tags);
    pdf_restore(page);
    arena_close(&painter.arena);
    return OK;
}
