#include <math.h>

#include "draw/path.h"

/* Painters may count on what is in a scene: finite coordinates, positive sizes, text in NFC. */

Scene scene_open(double width_pt, double height_pt, Rgba paper, Arena *arena)
{
    return (Scene){ .width_pt = width_pt > 0 && isfinite(width_pt) ? width_pt : 1,
                    .height_pt = height_pt > 0 && isfinite(height_pt) ? height_pt : 1,
                    .paper = paper,
                    .title = "",
                    .alt = "",
                    .arena = arena };
}

static void add(Scene *scene, Mark mark)
{
    VEC_PUSH(scene->arena, &scene->marks, mark);
}

static bool rect_finite(Rect rect)
{
    return isfinite(rect.x) && isfinite(rect.y) && isfinite(rect.width) && isfinite(rect.height);
}

static bool ink_paints(const Ink *ink)
{
    bool visible = ink->stops == 0 && ink->colour.a > 0;

    if (ink->stops < 0 || ink->stops > 4 || ink->stops == 1) return false;
    for (int i = 0; i < ink->stops; i++) {
        if (!isfinite(ink->stop[i].at)) return false;
        visible |= ink->stop[i].colour.a > 0;
    }
    return visible && (!ink->stops || (isfinite(ink->from.x) && isfinite(ink->from.y) &&
                                       isfinite(ink->to.x) && isfinite(ink->to.y)));
}

void scene_fill_ink(Scene *scene, Path path, FillRule rule, Ink ink)
{
    if (path.verbs.count < 2 || !ink_paints(&ink) || !path_finite(&path)) return;
    add(scene, (Mark){ .kind = MARK_FILL, .fill = { path, rule, ink } });
}

void scene_fill(Scene *scene, Path path, Rgba colour)
{
    scene_fill_ink(scene, path, FILL_NON_ZERO, (Ink){ .colour = colour });
}

static bool pen_paints(const Pen *pen)
{
    if (pen->colour.a == 0 || !(pen->width_pt > 0) || !isfinite(pen->width_pt)) return false;
    if (pen->dashes < 0 || pen->dashes > 4 || !isfinite(pen->dash_phase_pt)) return false;
    for (int i = 0; i < pen->dashes; i++) {
        if (!(pen->dash_pt[i] >= 0) || !isfinite(pen->dash_pt[i])) return false;
    }
    return true;
}

void scene_stroke(Scene *scene, Path path, Pen pen)
{
    if (!path.verbs.count || !pen_paints(&pen) || !path_finite(&path)) return;
    if (!(pen.miter_limit >= 1)) pen.miter_limit = 4;
    add(scene, (Mark){ .kind = MARK_STROKE, .stroke = { path, pen } });
}

void scene_rect(Scene *scene, Rect rect, Rgba colour)
{
    Path path = path_open(scene->arena);

    if (!rect_finite(rect)) return;
    path_rect(&path, rect);
    scene_fill(scene, path, colour);
}

void scene_line(Scene *scene, Point from, Point to, Rgba colour, double width_pt)
{
    Path path = path_open(scene->arena);

    path_move(&path, from.x, from.y);
    path_line(&path, to.x, to.y);
    scene_stroke(scene, path, (Pen){ .colour = colour, .width_pt = width_pt });
}

void scene_circle(Scene *scene, Point centre, double radius, Rgba colour)
{
    Path path = path_open(scene->arena);

    if (!(radius > 0)) return;
    path_circle(&path, centre.x, centre.y, radius);
    scene_fill(scene, path, colour);
}

void scene_dots(Scene *scene, const Point *at, size_t count, double radius_pt, Rgba colour)
{
    Point *kept;
    size_t kept_count = 0;

    if (!count || !(radius_pt > 0) || !isfinite(radius_pt) || colour.a == 0) return;
    kept = ARENA_ARRAY(scene->arena, Point, count);
    for (size_t i = 0; i < count; i++) {
        if (isfinite(at[i].x) && isfinite(at[i].y)) kept[kept_count++] = at[i];
    }
    if (!kept_count) return;
    add(scene, (Mark){ .kind = MARK_DOTS, .dots = { kept, kept_count, radius_pt, colour } });
}

static bool has_combining_mark(const char *text)
{
    for (uint32_t code; (code = utf8_next(&text));) {
        if (code >= 0x300 && code < 0x370) return true;
    }
    return false;
}

void scene_label(Scene *scene, Label label)
{
    if (!label.text || !*label.text || label.colour.a == 0) return;
    if (!isfinite(label.x + label.y) || !isfinite(label.turn_deg)) return;
    if (!(label.size_pt > 0) || !isfinite(label.size_pt)) return;
    if (!isfinite(label.word_space_pt)) label.word_space_pt = 0;
    label.text = has_combining_mark(label.text) ? utf8_compose(label.text, scene->arena)
                                                : arena_text(scene->arena, label.text);
    add(scene, (Mark){ .kind = MARK_LABEL, .label = label });
}

/* A clip, group or tag is always added, so that each scene_end finds its own. */
void scene_clip(Scene *scene, Rect inside)
{
    if (!rect_finite(inside)) inside = (Rect){ 0, 0, 0, 0 };
    inside.width = fmax(inside.width, 0);
    inside.height = fmax(inside.height, 0);
    add(scene, (Mark){ .kind = MARK_CLIP, .clip = inside });
}

void scene_group(Scene *scene, const char *name)
{
    add(scene, (Mark){ .kind = MARK_GROUP, .group = arena_text(scene->arena, name ? name : "") });
}

void scene_tag(Scene *scene, const Tag *tag)
{
    scene_tag_figure(scene, tag, (Rect){ 0, 0, 0, 0 });
}

void scene_tag_figure(Scene *scene, const Tag *tag, Rect box)
{
    if (!rect_finite(box)) box = (Rect){ 0, 0, 0, 0 };
    add(scene, (Mark){ .kind = MARK_TAG, .tag = { tag, box } });
}

static bool tags_one_label(const Scene *scene)
{
    const size_t count = scene->marks.count;
    const Mark *last = scene->marks.items + count;

    return count >= 2 && last[-2].kind == MARK_TAG && last[-2].tag.of->role != TAG_FIGURE &&
           last[-1].kind == MARK_LABEL && !last[-1].label.tag;
}

void scene_end(Scene *scene)
{
    if (tags_one_label(scene)) {
        Mark *last = &scene->marks.items[scene->marks.count - 1], label = *last;
        label.label.tag = last[-1].tag.of;
        last[-1] = label;
        scene->marks.count--;
        return;
    }
    add(scene, (Mark){ .kind = MARK_END });
}

typedef struct Placing {
    double x, y, scale;
    Arena *arena;
} Placing;

static Point place_point(const Placing *to, Point point)
{
    return (Point){ to->x + to->scale * point.x, to->y + to->scale * point.y };
}

static void place_fill(Mark *mark, const Placing *to)
{
    mark->fill.path = path_moved(&mark->fill.path, to->x, to->y, to->scale, to->arena);
    mark->fill.ink.from = place_point(to, mark->fill.ink.from);
    mark->fill.ink.to = place_point(to, mark->fill.ink.to);
}

static void place_stroke(Mark *mark, const Placing *to)
{
    Pen *pen = &mark->stroke.pen;

    mark->stroke.path = path_moved(&mark->stroke.path, to->x, to->y, to->scale, to->arena);
    pen->width_pt *= to->scale;
    pen->dash_phase_pt *= to->scale;
    for (int i = 0; i < pen->dashes; i++)
        pen->dash_pt[i] *= to->scale;
}

static void place_label(Mark *mark, const Placing *to)
{
    Point at = place_point(to, (Point){ mark->label.x, mark->label.y });

    mark->label.x = at.x;
    mark->label.y = at.y;
    mark->label.size_pt *= to->scale;
    mark->label.word_space_pt *= to->scale;
}

static void place_dots(Mark *mark, const Placing *to)
{
    Point *moved = ARENA_ARRAY(to->arena, Point, mark->dots.count);

    for (size_t i = 0; i < mark->dots.count; i++)
        moved[i] = place_point(to, mark->dots.at[i]);
    mark->dots.at = moved;
    mark->dots.radius_pt *= to->scale;
}

static Rect place_rect(const Placing *to, Rect rect)
{
    Point corner = place_point(to, (Point){ rect.x, rect.y });

    return (Rect){ corner.x, corner.y, to->scale * rect.width, to->scale * rect.height };
}

static Mark place_mark(Mark mark, const Placing *to)
{
    switch (mark.kind) {
    case MARK_FILL: place_fill(&mark, to); break;
    case MARK_STROKE: place_stroke(&mark, to); break;
    case MARK_LABEL: place_label(&mark, to); break;
    case MARK_DOTS: place_dots(&mark, to); break;
    case MARK_CLIP: mark.clip = place_rect(to, mark.clip); break;
    case MARK_TAG: mark.tag.box = place_rect(to, mark.tag.box); break;
    case MARK_GROUP:
    case MARK_END: break;
    }
    return mark;
}

void scene_place(Scene *scene, const Scene *part, double x, double y, double scale)
{
    Placing to = { x, y, scale, scene->arena };

    if (!isfinite(x) || !isfinite(y) || !isfinite(scale) || !(scale > 0)) return;
    if (part->paper.a) {
        scene_rect(scene, place_rect(&to, (Rect){ 0, 0, part->width_pt, part->height_pt }),
                   part->paper);
    }
    for (size_t i = 0; i < part->marks.count; i++)
        add(scene, place_mark(part->marks.items[i], &to));
}
