/* A scene as text, for golden tests: one line a mark, groups and clips indented. */
#include "paint/paint.h"

static void put_number(Buf *out, double value)
{
    char text[NUMBER_TEXT];

    buf_text(out, number_fixed(text, value, 1));
}

static void put_numbers(Buf *out, const double *values, int count)
{
    for (int i = 0; i < count; i++) {
        buf_char(out, ' ');
        put_number(out, values[i]);
    }
}

static void put_point(Buf *out, Point point)
{
    put_number(out, point.x);
    buf_char(out, ',');
    put_number(out, point.y);
}

static void put_colour(Buf *out, Rgba colour)
{
    buf_format(out, " #%02x%02x%02x", colour.r, colour.g, colour.b);
    if (colour.a != 255) buf_format(out, "%02x", colour.a);
}

static void put_path(Buf *out, const Path *path)
{
    static const char letter[] = {
        [PATH_MOVE] = 'M', [PATH_LINE] = 'L', [PATH_CURVE] = 'C', [PATH_CLOSE] = 'Z'
    };
    static const size_t takes[] = {
        [PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_CURVE] = 3, [PATH_CLOSE] = 0
    };
    const Point *next = path->points.items;

    for (size_t i = 0; i < path->verbs.count; i++) {
        PathVerb verb = path->verbs.items[i];
        buf_format(out, " %c", letter[verb]);
        for (size_t p = 0; p < takes[verb]; p++) {
            if (p) buf_char(out, ' ');
            put_point(out, *next++);
        }
    }
}

static void put_ink(Buf *out, const Ink *ink)
{
    if (!ink->stops) {
        put_colour(out, ink->colour);
        return;
    }
    buf_text(out, " gradient ");
    put_point(out, ink->from);
    buf_char(out, ' ');
    put_point(out, ink->to);
    for (int i = 0; i < ink->stops; i++) {
        buf_char(out, ' ');
        put_number(out, 100 * ink->stop[i].at);
        buf_char(out, '%');
        put_colour(out, ink->stop[i].colour);
    }
}

static void put_pen(Buf *out, const Pen *pen)
{
    static const char *const joins[] = { "miter", "round", "bevel" };
    static const char *const caps[] = { "butt", "round", "square" };
    char width[NUMBER_TEXT];

    put_colour(out, pen->colour);
    buf_format(out, " width %s", number_fixed(width, pen->width_pt, 2));
    if (pen->join != JOIN_MITER) buf_format(out, " join %s", joins[pen->join]);
    if (pen->cap != CAP_BUTT) buf_format(out, " cap %s", caps[pen->cap]);
    if (!pen->dashes) return;
    buf_text(out, " dash");
    put_numbers(out, pen->dash_pt, pen->dashes);
}

static const char *role_name(TagRole role)
{
    static const char *const names[] = {
        [TAG_SECTION] = "section",
        [TAG_TITLE] = "title",
        [TAG_HEADING] = "heading",
        [TAG_GROUP] = "group",
        [TAG_PARAGRAPH] = "paragraph",
        [TAG_QUOTE] = "quote",
        [TAG_CODE] = "code",
        [TAG_LIST] = "list",
        [TAG_LIST_NUMBERED] = "numbered list",
        [TAG_ITEM] = "item",
        [TAG_LABEL] = "label",
        [TAG_BODY] = "body",
        [TAG_TABLE] = "table",
        [TAG_ROW] = "row",
        [TAG_COLUMN_HEAD] = "column head",
        [TAG_ROW_HEAD] = "row head",
        [TAG_CELL] = "cell",
        [TAG_FIGURE] = "figure",
        [TAG_CAPTION] = "caption",
        [TAG_LINK] = "link",
        [TAG_CONTENTS] = "contents",
        [TAG_ENTRY] = "entry",
        [TAG_REFERENCE] = "reference",
        [TAG_DECORATION] = "decoration",
        [TAG_PAGE_HEAD] = "page head",
        [TAG_PAGE_FOOT] = "page foot",
    };

    return names[role];
}

static void put_label(Buf *out, const Label *label)
{
    static const char *const aligns[] = { "start", "middle", "end" };

    buf_text(out, "label ");
    put_point(out, (Point){ label->x, label->y });
    buf_format(out, " %s size", aligns[label->align]);
    put_numbers(out, &label->size_pt, 1);
    if (label->weight == FONT_SEMIBOLD) buf_text(out, " semibold");
    if (label->turn_deg != 0) {
        buf_text(out, " turn");
        put_numbers(out, &label->turn_deg, 1);
    }
    put_colour(out, label->colour);
    if (label->tag) buf_format(out, " tag %s", role_name(label->tag->role));
    buf_format(out, " \"%s\"", label->text);
}

static void put_dots(Buf *out, const Mark *mark)
{
    buf_format(out, "dots %zu radius", mark->dots.count);
    put_numbers(out, &mark->dots.radius_pt, 1);
    put_colour(out, mark->dots.colour);
    for (size_t i = 0; i < mark->dots.count; i++) {
        buf_char(out, ' ');
        put_point(out, mark->dots.at[i]);
    }
}

static void put_mark(Buf *out, const Mark *mark)
{
    switch (mark->kind) {
    case MARK_FILL:
        buf_text(out, mark->fill.rule == FILL_EVEN_ODD ? "fill even-odd" : "fill");
        put_ink(out, &mark->fill.ink);
        put_path(out, &mark->fill.path);
        break;
    case MARK_STROKE:
        buf_text(out, "stroke");
        put_pen(out, &mark->stroke.pen);
        put_path(out, &mark->stroke.path);
        break;
    case MARK_LABEL: put_label(out, &mark->label); break;
    case MARK_DOTS: put_dots(out, mark); break;
    case MARK_CLIP:
        buf_text(out, "clip");
        put_numbers(
            out, (double[]){ mark->clip.x, mark->clip.y, mark->clip.width, mark->clip.height }, 4);
        break;
    case MARK_GROUP: buf_format(out, "group \"%s\"", mark->group); break;
    case MARK_TAG: buf_format(out, "tag %s", role_name(mark->tag.of->role)); break;
    case MARK_END: buf_text(out, "end"); break;
    }
}

void paint_text(Buf *out, const Scene *scene)
{
    int depth = 0;

    buf_text(out, "scene");
    put_numbers(out, (double[]){ scene->width_pt, scene->height_pt }, 2);
    put_colour(out, scene->paper);
    buf_format(out, "\ntitle \"%s\"\nalt \"%s\"\n", scene->title ? scene->title : "",
               scene->alt ? scene->alt : "");
    for (size_t i = 0; i < scene->marks.count; i++) {
        const Mark *mark = &scene->marks.items[i];
        if (mark->kind == MARK_END && depth > 0) depth--;
        for (int level = 0; level < depth; level++)
            buf_text(out, "  ");
        put_mark(out, mark);
        buf_char(out, '\n');
        if (mark->kind == MARK_CLIP || mark->kind == MARK_GROUP || mark->kind == MARK_TAG) depth++;
    }
}
