#include "chart_test.h"

#include <math.h>
#include <string.h>

static LabelBox box_of(const Label *label, const char *group)
{
    FontMetrics m = font_metrics(label->weight);
    double width = font_width(label->weight, label->size_pt, label->text);
    double turn = label->turn_deg * M_PI / 180;
    /* The anchor in the turned frame. */
    double x = label->x * cos(turn) + label->y * sin(turn);
    double y = -label->x * sin(turn) + label->y * cos(turn);

    if (label->align == ALIGN_MIDDLE) x -= width / 2;
    if (label->align == ALIGN_END) x -= width;
    return (
        LabelBox){ { x, y - m.cap_height * label->size_pt, width, m.cap_height * label->size_pt },
                   label->turn_deg,
                   label->text,
                   group };
}

LabelBoxes label_boxes(const Scene *scene, Arena *arena)
{
    LabelBoxes boxes = { 0 };
    const char *group[16] = { "" };
    size_t depth = 0;

    for (size_t i = 0; i < scene->marks.count; i++) {
        const Mark *mark = &scene->marks.items[i];
        if (mark->kind == MARK_GROUP || mark->kind == MARK_CLIP) {
            assert_true(depth + 1 < 16);
            depth++;
            group[depth] = mark->kind == MARK_GROUP ? mark->group : group[depth - 1];
        }
        if (mark->kind == MARK_END) {
            assert_true(depth > 0);
            depth--;
        }
        if (mark->kind == MARK_LABEL) VEC_PUSH(arena, &boxes, box_of(&mark->label, group[depth]));
    }
    assert_int_equal(depth, 0);
    return boxes;
}

Rect box_bounds(const LabelBox *box)
{
    double turn = box->turn_deg * M_PI / 180, lx = INFINITY, ly = INFINITY, hx = -INFINITY,
           hy = -INFINITY;

    for (int i = 0; i < 4; i++) {
        double u = box->rect.x + (i & 1 ? box->rect.width : 0);
        double v = box->rect.y + (i & 2 ? box->rect.height : 0);
        double x = u * cos(turn) - v * sin(turn), y = u * sin(turn) + v * cos(turn);
        lx = fmin(lx, x);
        ly = fmin(ly, y);
        hx = fmax(hx, x);
        hy = fmax(hy, y);
    }
    return (Rect){ lx, ly, hx - lx, hy - ly };
}

bool boxes_overlap(const LabelBox *a, const LabelBox *b)
{
    const double sliver = 0.25;

    if (fabs(a->turn_deg - b->turn_deg) > 0.01) return false;
    return a->rect.x + a->rect.width > b->rect.x + sliver &&
           b->rect.x + b->rect.width > a->rect.x + sliver &&
           a->rect.y + a->rect.height > b->rect.y + sliver &&
           b->rect.y + b->rect.height > a->rect.y + sliver;
}

Scene draw_spec(const ChartSpec *spec, const Theme *theme, Arena *arena)
{
    Scene scene;
    Err err = { 0 };

    if (chart_draw(&scene, spec, theme, arena, &err)) fail_msg("%s", err.text);
    return scene;
}

Scene draw_gallery(ChartKind kind, GalleryCase which, Arena *arena)
{
    ChartSpec spec = gallery_chart(kind, which, arena);

    return draw_spec(&spec, &THEME_LIGHT, arena);
}

/* Calls take(context, mark) for the marks inside groups whose name begins so. */
static void walk(const Scene *scene, const char *group,
                 void (*take)(void *context, const Mark *mark), void *context)
{
    size_t depth = 0, inside = *group ? 0 : 1;

    for (size_t i = 0; i < scene->marks.count; i++) {
        const Mark *mark = &scene->marks.items[i];
        if (mark->kind == MARK_GROUP || mark->kind == MARK_CLIP) {
            depth++;
            if (!inside && mark->kind == MARK_GROUP &&
                !strncmp(mark->group, group, strlen(group))) {
                inside = depth;
            }
        } else if (mark->kind == MARK_END) {
            if (inside == depth && *group) inside = 0;
            depth--;
        } else if (inside) {
            take(context, mark);
        }
    }
}

typedef struct Wanted {
    MarkKind kind;
    size_t nth, count;
    const Mark *found;
} Wanted;

static void count_one(void *context, const Mark *mark)
{
    Wanted *wanted = context;

    if (mark->kind != wanted->kind) return;
    if (wanted->count++ == wanted->nth) wanted->found = mark;
}

size_t count_marks(const Scene *scene, MarkKind kind, const char *group)
{
    Wanted wanted = { .kind = kind };

    walk(scene, group, count_one, &wanted);
    return wanted.count;
}

const Path *nth_fill(const Scene *scene, const char *group, size_t i)
{
    Wanted wanted = { .kind = MARK_FILL, .nth = i };

    walk(scene, group, count_one, &wanted);
    assert_non_null(wanted.found);
    return &wanted.found->fill.path;
}

Rect path_bounds(const Path *path)
{
    double lx = INFINITY, ly = INFINITY, hx = -INFINITY, hy = -INFINITY;

    for (size_t i = 0; i < path->points.count; i++) {
        lx = fmin(lx, path->points.items[i].x);
        ly = fmin(ly, path->points.items[i].y);
        hx = fmax(hx, path->points.items[i].x);
        hy = fmax(hy, path->points.items[i].y);
    }
    return (Rect){ lx, ly, hx - lx, hy - ly };
}

const Label *find_label(const Scene *scene, const char *words)
{
    for (size_t i = 0; i < scene->marks.count; i++) {
        const Mark *mark = &scene->marks.items[i];
        if (mark->kind == MARK_LABEL && strstr(mark->label.text, words)) return &mark->label;
    }
    return NULL;
}
