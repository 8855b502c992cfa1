#include "paint/together.h"

#include <string.h>

static bool same_text(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) == 0 : one == other;
}

static bool same_points(const Point *one, const Point *other, size_t count)
{
    return !count || memcmp(one, other, count * sizeof *one) == 0;
}

static bool same_path(const Path *one, const Path *other)
{
    size_t verbs = one->verbs.count, points = one->points.count;

    return verbs == other->verbs.count && points == other->points.count &&
           (!verbs ||
            memcmp(one->verbs.items, other->verbs.items, verbs * sizeof *one->verbs.items) == 0) &&
           same_points(one->points.items, other->points.items, points);
}

/* What shines through in one must in the other: fills that do not are laid side by side. */
static bool same_fill(const Mark *one, const Mark *other)
{
    const Ink *a = &one->fill.ink, *b = &other->fill.ink;

    return one->fill.rule == other->fill.rule && a->stops == b->stops &&
           a->colour.a == b->colour.a && same_path(&one->fill.path, &other->fill.path);
}

static bool same_stroke(const Mark *one, const Mark *other)
{
    Pen a = one->stroke.pen, b = other->stroke.pen;

    return a.width_pt == b.width_pt && a.join == b.join && a.cap == b.cap &&
           a.miter_limit == b.miter_limit && a.dashes == b.dashes &&
           a.dash_phase_pt == b.dash_phase_pt &&
           memcmp(a.dash_pt, b.dash_pt, sizeof a.dash_pt) == 0 &&
           same_path(&one->stroke.path, &other->stroke.path);
}

static bool same_label(const Label *a, const Label *b)
{
    return strcmp(a->text, b->text) == 0 && a->x == b->x && a->y == b->y &&
           a->size_pt == b->size_pt && a->weight == b->weight && a->align == b->align &&
           a->turn_deg == b->turn_deg;
}

static bool same_mark(const Mark *one, const Mark *other)
{
    if (one->kind != other->kind) return false;
    switch (one->kind) {
    case MARK_FILL: return same_fill(one, other);
    case MARK_STROKE: return same_stroke(one, other);
    case MARK_LABEL: return same_label(&one->label, &other->label);
    case MARK_DOTS:
        return one->dots.count == other->dots.count &&
               one->dots.radius_pt == other->dots.radius_pt &&
               same_points(one->dots.at, other->dots.at, one->dots.count);
    case MARK_CLIP:
        return one->clip.x == other->clip.x && one->clip.y == other->clip.y &&
               one->clip.width == other->clip.width && one->clip.height == other->clip.height;
    case MARK_GROUP:
    case MARK_TAG:
    case MARK_END: return true;
    }
    return false;
}

bool scenes_alike(const Scene *one, const Scene *other)
{
    if (one->width_pt != other->width_pt || one->height_pt != other->height_pt ||
        one->marks.count != other->marks.count || one->paper.a != other->paper.a ||
        !same_text(one->title, other->title) || !same_text(one->alt, other->alt)) {
        return false;
    }
    for (size_t i = 0; i < one->marks.count; i++) {
        if (!same_mark(&one->marks.items[i], &other->marks.items[i])) return false;
    }
    return true;
}
