/* A donut: shares of a whole, with a key at its right in the ring's order, every name whole. */
#include <math.h>

#include "chart/frame.h"
#include "chart/kinds.h"

#define RING_LEAST_PT 88.0 /* across */
#define RING_MOST_PT 200.0
#define RING_GAP_PT 20.0 /* to its key */
#define KEY_TEXT_PT 13.0 /* from a swatch's left to its name */
#define KEY_GAP_PT 4.5

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

static Pie read_pie(const Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    Pie pie = { .slices = ARENA_ARRAY(canvas->arena, Slice, spec->category_count) };
    double angle = -M_PI / 2;

    if (spec->series_count == 0) return pie;
    for (size_t i = 0; i < spec->category_count; i++)
        add_slice(canvas, &pie, i);
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
    figure.size_pt = fmin(canvas->theme->title_pt * 1.25, inner * 0.5);
    while (figure.size_pt > canvas->theme->label_pt && text_width(&figure, text) > inner * 1.6)
        figure.size_pt = fmax(figure.size_pt - 1, canvas->theme->label_pt);
    scene_group(canvas->scene, "total");
    if (!*title) {
        canvas_text_at(canvas, figure, centre.x, centre.y, text);
    } else {
        bool all;
        TextLines lines = text_wrap(canvas, &name, title, inner * 1.75, 2, &all);
        if (!all) lines.count = 0; /* the subtitle says it too */
        double block = figure.size_pt + (double)lines.count * text_height(&name);
        double y = centre.y - block / 2 + figure.size_pt * 0.85;
        canvas_text(canvas, figure, centre.x, y, text);
        canvas_lines(canvas, name, centre.x, y + text_height(&name) + 1, &lines);
    }
    scene_end(canvas->scene);
}

/* --- The key beside or below the ring --------------------------------------------------------- */

static TextLines key_name(const Canvas *canvas, const char *name, double width)
{
    TextStyle style = style_label(canvas, ALIGN_START), figures = style_value(canvas, ALIGN_END);

    return name_wrap(canvas, &style, name, width - KEY_TEXT_PT - text_width(&figures, "100%") - 6);
}

static double key_row(const Canvas *canvas, const char *name, double width)
{
    TextStyle style = style_label(canvas, ALIGN_START);

    return (double)key_name(canvas, name, width).count * text_height(&style) + KEY_GAP_PT;
}

/* The width that shows every name whole, where the area has it. */
static double key_width(const Canvas *canvas)
{
    TextStyle style = style_label(canvas, ALIGN_START), figures = style_value(canvas, ALIGN_END);
    double width = 0;

    for (size_t i = 0; i < canvas->spec->category_count; i++)
        width = fmax(width, text_width(&style, category_name(canvas->spec, i)));
    return fmin(width + KEY_TEXT_PT + 12 + text_width(&figures, "100%"),
                fmax(canvas->area.width - RING_LEAST_PT - RING_GAP_PT, 80));
}

static double key_height(const Canvas *canvas)
{
    double height = 0, width = key_width(canvas);

    for (size_t i = 0; i < canvas->spec->category_count; i++)
        height += key_row(canvas, category_name(canvas->spec, i), width);
    return height;
}

static void draw_key(Canvas *canvas, const Pie *pie, Rect box)
{
    TextStyle name = style_label(canvas, ALIGN_START), figures = style_value(canvas, ALIGN_END);
    double height = 0, y;

    for (size_t i = 0; i < pie->count; i++)
        height += key_row(canvas, pie->slices[i].name, box.width);
    y = box.y + fmax(box.height - height, 0) / 2 + text_height(&name) / 2;
    scene_group(canvas->scene, "key");
    for (size_t i = 0; i < pie->count; i++) {
        char percent[NUMBER_TEXT];
        const Slice *s = &pie->slices[i];
        TextLines lines = key_name(canvas, s->name, box.width);
        number_percent(percent, s->share, 0);
        scene_rect(canvas->scene, (Rect){ box.x, y - 3.5, 7, 7 }, s->colour);
        canvas_lines(canvas, name, box.x + KEY_TEXT_PT, text_baseline(&name, y), &lines);
        canvas_text_at(canvas, figures, rect_right(box), y, arena_text(canvas->arena, percent));
        y += key_row(canvas, s->name, box.width);
    }
    scene_end(canvas->scene);
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

double pie_floor(const Canvas *canvas)
{
    return fmax(RING_LEAST_PT, key_height(canvas));
}

void pie_draw(Canvas *canvas)
{
    Pie pie = read_pie(canvas);
    Rect area = canvas->area;

    if (pie.count == 0) {
        canvas_no_data(canvas);
        return;
    }
    double key = key_width(canvas);
    double across =
        fmax(RING_LEAST_PT, fmin(area.width - key - RING_GAP_PT, fmin(area.height, RING_MOST_PT)));
    draw_ring(canvas, &pie, (Point){ area.x + across / 2, area.y + area.height / 2 }, across / 2);
    area_take_left(&area, across + RING_GAP_PT);
    area.width = fmin(area.width, key);
    draw_key(canvas, &pie, area);
}
