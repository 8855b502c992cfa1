/* A donut: shares of a whole, named directly where there is room, listed beside it where not. */
#include <math.h>
#include <stdlib.h>

#include "chart/frame.h"
#include "chart/kinds.h"

#define SLICES_MAX 12
#define LEADER_PT 10.0

typedef struct Slice {
    const char *name;
    double value, share;
    Rgba colour;
    double from, to; /* radians, clockwise from three o'clock; the first starts at twelve */
} Slice;

typedef struct Pie {
    Slice *slices;
    size_t count;
    double total;
} Pie;

static void add_slice(const Canvas *canvas, Pie *pie, size_t i)
{
    double value = series_y(canvas->spec->series, i);

    if (!(value > 0)) return;
    pie->slices[pie->count++] = (Slice){
        .name = category_name(canvas->spec, i),
        .value = value,
        .colour = category_colour(
            canvas, i,
            theme_segment(canvas->theme, theme_colour_among((int)i, canvas->spec->category_count)))
    };
    pie->total += value;
}

static int by_value_down(const void *a, const void *b)
{
    double x = ((const Slice *)a)->value, y = ((const Slice *)b)->value;

    return x < y ? 1 : x > y ? -1 : 0;
}

/* Slices that nobody could see: at the end of the descending order, below a hundredth each. */
static size_t count_slivers(const Pie *pie)
{
    size_t slivers = 0;

    while (slivers < pie->count &&
           pie->slices[pie->count - 1 - slivers].value < 0.01 * pie->total) {
        slivers++;
    }
    return slivers;
}

static bool has_slivers(const Pie *pie)
{
    size_t slivers = 0;

    for (size_t i = 0; i < pie->count; i++)
        slivers += pie->slices[i].value < 0.01 * pie->total;
    return slivers > 2;
}

/* Too many slices to tell apart, or too small ones: the smallest become one. */
static void fold_small(const Canvas *canvas, Pie *pie)
{
    if (pie->count <= SLICES_MAX && !has_slivers(pie)) return;
    /* Equal values keep their order only under a stable sort; names then decide nothing visible. */
    qsort(pie->slices, pie->count, sizeof *pie->slices, by_value_down);
    size_t keep = pie->count > SLICES_MAX ? SLICES_MAX - 1 : pie->count,
           slivers = count_slivers(pie);
    if (slivers > 2 && pie->count - slivers < keep) keep = pie->count - slivers;
    Slice *rest = &pie->slices[keep];
    for (size_t i = keep + 1; i < pie->count; i++)
        rest->value += pie->slices[i].value;
    rest->name = PHRASE(canvas->arena, "{n|# other|# others}",
                        phrase_count("n", (double)(pie->count - keep), canvas->arena));
    rest->colour = canvas->theme->ink_faint;
    pie->count = keep + 1;
}

static Pie read_pie(const Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    Pie pie = { .slices = ARENA_ARRAY(canvas->arena, Slice, spec->category_count) };
    double angle = -M_PI / 2;

    if (spec->series_count == 0) return pie;
    for (size_t i = 0; i < spec->category_count; i++)
        add_slice(canvas, &pie, i);
    fold_small(canvas, &pie);
    for (size_t i = 0; i < pie.count; i++) {
        Slice *s = &pie.slices[i];
        s->share = s->value / pie.total;
        s->from = angle;
        s->to = angle += 2 * M_PI * s->share;
    }
    return pie;
}

static void draw_slice(Canvas *canvas, const Slice *slice, Point centre, double outer, double inner)
{
    Path path = path_open(canvas->arena);

    scene_group(canvas->scene, arena_format(canvas->arena, "slice %s", slice->name));
    path_arc(&path, centre.x, centre.y, outer, slice->from, slice->to);
    path_arc(&path, centre.x, centre.y, inner, slice->to, slice->from);
    path_close(&path);
    scene_fill(canvas->scene, path, slice->colour);
    scene_end(canvas->scene);
}

/* A line of paper between neighbours, as wide everywhere. */
static void draw_gaps(Canvas *canvas, const Pie *pie, Point centre, double outer, double inner)
{
    for (size_t i = 0; i < pie->count && pie->count > 1; i++) {
        double c = cos(pie->slices[i].from), s = sin(pie->slices[i].from);
        scene_line(canvas->scene, (Point){ centre.x + c * (inner - 1), centre.y + s * (inner - 1) },
                   (Point){ centre.x + c * (outer + 1), centre.y + s * (outer + 1) },
                   canvas->theme->paper, 1.25);
    }
}

/* The total, and what is counted, inside the ring. */
static void draw_middle(Canvas *canvas, const Pie *pie, Point centre, double inner)
{
    TextStyle figure = style_value(canvas, ALIGN_MIDDLE), name = style_tick(canvas, ALIGN_MIDDLE);
    const Axis *axis = &canvas->spec->y;
    const char *text = axis_value_text(pie->total, axis, canvas->spec->currency, canvas->arena);
    const char *title = axis->title ? axis->title : "";
    bool whole = axis->kind == COLUMN_SHARE && fabs(pie->total - 1) < 1e-6;

    if (whole || inner < 16) return;
    figure.size_pt = fmin(canvas->theme->title_pt * 1.35, inner * 0.5);
    while (figure.size_pt > 6 && text_width(&figure, text) > inner * 1.6)
        figure.size_pt -= 1;
    scene_group(canvas->scene, "total");
    if (!*title) {
        canvas_text_at(canvas, figure, centre.x, centre.y, text);
    } else {
        bool all;
        TextLines lines = text_wrap(canvas, &name, title, inner * 1.5, 2, &all);
        double block = figure.size_pt + (double)lines.count * text_height(&name);
        double y = centre.y - block / 2 + figure.size_pt * 0.85;
        canvas_text(canvas, figure, centre.x, y, text);
        canvas_lines(canvas, name, centre.x, y + text_height(&name) + 1, &lines);
    }
    scene_end(canvas->scene);
}

static const char *slice_figures(const Canvas *canvas, const Slice *slice)
{
    char percent[NUMBER_TEXT];
    const Axis *axis = &canvas->spec->y;

    number_percent(percent, slice->share, 0);
    if (axis->kind == COLUMN_SHARE) return arena_text(canvas->arena, percent);
    return arena_format(canvas->arena, "%s · %s", percent,
                        axis_value_text(slice->value, axis, canvas->spec->currency, canvas->arena));
}

/* --- Labels around the ring ------------------------------------------------------------------- */

/* A slice that is all of the ring is named at its right. */
static double slice_middle(const Slice *slice)
{
    return slice->share > 0.98 ? 0 : (slice->from + slice->to) / 2;
}

typedef struct SideLabel {
    const Slice *slice;
    double y;
} SideLabel;

static int by_y(const void *a, const void *b)
{
    double x = ((const SideLabel *)a)->y, y = ((const SideLabel *)b)->y;

    return x < y ? -1 : x > y;
}

/* From one label's middle to the next one's. */
static double label_pitch(const Canvas *canvas)
{
    return style_value(canvas, ALIGN_START).size_pt + style_tick(canvas, ALIGN_START).size_pt + 5;
}

static bool is_on_side(const Slice *slice, int side)
{
    return (cos(slice_middle(slice)) >= 0) == (side > 0);
}

/* Whether the names of either side can stand below each other. */
static bool sides_fit(const Canvas *canvas, const Pie *pie)
{
    size_t right = 0;

    for (size_t i = 0; i < pie->count; i++)
        right += is_on_side(&pie->slices[i], 1);
    size_t more = right > pie->count - right ? right : pie->count - right;
    return (double)more * label_pitch(canvas) <= canvas->area.height;
}

static void draw_side_label(Canvas *canvas, const Slice *slice, Point centre, double outer,
                            double y, int side, double width)
{
    TextStyle name = style_value(canvas, side > 0 ? ALIGN_START : ALIGN_END);
    TextStyle figures = style_tick(canvas, name.align);
    double middle = slice_middle(slice), c = cos(middle), s = sin(middle);
    double edge = centre.x + side * (outer + LEADER_PT);
    /* The elbow keeps off the ring, however far the label was moved. */
    double dy = y - centre.y, off = sqrt(fmax(0, (outer + 6) * (outer + 6) - dy * dy));
    Point bend[] = { { centre.x + c * (outer + 2), centre.y + s * (outer + 2) },
                     { centre.x + side * fmax(fabs(c) * (outer + 8), off), y },
                     { edge, y } };

    /* Near the poles the elbow may lie beyond the label's edge. */
    if (side * (bend[1].x - edge) > 0) bend[1].x = edge;
    canvas_polyline(canvas, bend, 3, canvas->theme->axis, 0.75);
    double x = edge + side * 4;
    canvas_text(canvas, name, x, y - 1.5, text_fit(canvas, &name, slice->name, width));
    canvas_text(canvas, figures, x, y + figures.size_pt * 0.95,
                text_fit(canvas, &figures, slice_figures(canvas, slice), width));
}

static void label_side(Canvas *canvas, const Pie *pie, Point centre, double outer, int side,
                       double width)
{
    SideLabel *labels = ARENA_ARRAY(canvas->arena, SideLabel, pie->count);
    double *at = ARENA_ARRAY(canvas->arena, double, pie->count);
    double gap = label_pitch(canvas);
    size_t count = 0;

    for (size_t i = 0; i < pie->count; i++) {
        double middle = slice_middle(&pie->slices[i]);
        if (!is_on_side(&pie->slices[i], side)) continue;
        labels[count++] = (SideLabel){ &pie->slices[i], centre.y + sin(middle) * (outer + 8) };
    }
    qsort(labels, count, sizeof *labels, by_y);
    for (size_t i = 0; i < count; i++)
        at[i] = labels[i].y;
    spread(at, count, gap, canvas->area.y + gap / 2, rect_bottom(canvas->area) - gap / 2,
           canvas->arena);
    for (size_t i = 0; i < count; i++) {
        draw_side_label(canvas, labels[i].slice, centre, outer, at[i], side, width);
    }
}

/* --- A list beside or below the ring ---------------------------------------------------------- */

static void draw_list(Canvas *canvas, const Pie *pie, Rect box)
{
    double row = fmin(18, box.height / (double)pie->count);
    double y = box.y + (box.height - row * (double)pie->count) / 2 + row / 2;
    TextStyle name = style_label(canvas, ALIGN_START), figures = style_value(canvas, ALIGN_END);

    name.size_pt = figures.size_pt = fmin(name.size_pt, fmax(5, row * 0.85));
    for (size_t i = 0; i < pie->count; i++, y += row) {
        char percent[NUMBER_TEXT];
        const Slice *s = &pie->slices[i];
        number_percent(percent, s->share, 0);
        scene_rect(canvas->scene, (Rect){ box.x, y - 3.5, 7, 7 }, s->colour);
        double used = text_width(&figures, percent) + 6;
        canvas_text_at(canvas, name, box.x + 12, y,
                       text_fit(canvas, &name, s->name, box.width - 12 - used));
        canvas_text_at(canvas, figures, rect_right(box), y, percent);
    }
}

static void draw_ring(Canvas *canvas, const Pie *pie, Point centre, double outer)
{
    double inner = outer * 0.62;

    for (size_t i = 0; i < pie->count; i++) {
        draw_slice(canvas, &pie->slices[i], centre, outer, inner);
    }
    draw_gaps(canvas, pie, centre, outer, inner);
    draw_middle(canvas, pie, centre, inner);
}

static double widest_label(const Canvas *canvas, const Pie *pie)
{
    TextStyle name = style_value(canvas, ALIGN_START), small = style_tick(canvas, ALIGN_START);
    double width = 40;

    for (size_t i = 0; i < pie->count; i++) {
        width = fmax(width, text_width(&name, pie->slices[i].name));
        width = fmax(width, text_width(&small, slice_figures(canvas, &pie->slices[i])));
    }
    return width;
}

static void draw_with_labels(Canvas *canvas, const Pie *pie, double label_width)
{
    Rect area = canvas->area;
    double outer = fmin(area.height / 2 - 12, area.width / 2 - label_width - LEADER_PT - 6);
    Point centre = { area.x + area.width / 2, area.y + area.height / 2 };

    draw_ring(canvas, pie, centre, outer);
    label_side(canvas, pie, centre, outer, 1, label_width);
    label_side(canvas, pie, centre, outer, -1, label_width);
}

/* The width that shows every name in the list whole. */
static double list_width(const Canvas *canvas, const Pie *pie)
{
    TextStyle name = style_label(canvas, ALIGN_START), figures = style_value(canvas, ALIGN_END);
    double width = 0;

    for (size_t i = 0; i < pie->count; i++)
        width = fmax(width, text_width(&name, pie->slices[i].name));
    return width + 12 + 6 + text_width(&figures, "88.8%");
}

static void draw_with_list(Canvas *canvas, const Pie *pie)
{
    Rect area = canvas->area;

    if (area.width >= 1.35 * area.height) {
        double outer = fmin(area.height / 2, area.width * 0.24);
        double left = (area.width - 16 - list_width(canvas, pie)) / 2;
        outer = fmin(outer, fmax(left, area.width * 0.16));
        draw_ring(canvas, pie, (Point){ area.x + outer, area.y + area.height / 2 }, outer);
        area_take_left(&area, 2 * outer + 16);
        area.width = fmin(area.width, 240);
    } else {
        double list = fmin(16.0 * (double)pie->count, area.height * 0.5);
        double outer = fmin((area.height - list - 12) / 2, area.width / 2);
        draw_ring(canvas, pie, (Point){ area.x + area.width / 2, area.y + outer }, outer);
        area_take_top(&area, 2 * outer + 12);
    }
    draw_list(canvas, pie, area);
}

void pie_draw(Canvas *canvas)
{
    Pie pie = read_pie(canvas);

    if (pie.count == 0) {
        canvas_no_data(canvas);
        return;
    }
    /* Around the ring if that leaves a ring worth looking at. */
    double label_width = fmin(widest_label(canvas, &pie), canvas->area.width * 0.3);
    double outer = canvas->area.width / 2 - label_width - LEADER_PT - 6;
    if (outer >= 50 && canvas->area.height >= 130 && sides_fit(canvas, &pie)) {
        draw_with_labels(canvas, &pie, label_width);
    } else {
        draw_with_list(canvas, &pie);
    }
}
