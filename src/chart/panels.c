#include "chart/panels.h"

#include <math.h>

#define GAP_PT 18.0
#define LEFT_PT 42.0  /* what the figures of the axis at the left take of the width, about */
#define BELOW_PT 20.0 /* those below, and the air under them */

static size_t columns_for(double width, size_t count, const PanelNeeds *needs)
{
    double each = needs->plot_w + needs->right_pt + GAP_PT;
    size_t fit = (size_t)fmax(1, floor((width - LEFT_PT + GAP_PT) / each));

    if (fit > needs->most) fit = needs->most;
    if (fit > count) fit = count;
    /* Rows as even as they come: six as three and three, not as five and one. */
    size_t rows = (count + fit - 1) / fit;
    return (count + rows - 1) / rows;
}

static double plot_width(double width, size_t cols, double left_pt, double right_pt)
{
    return (width - left_pt - GAP_PT * (double)(cols - 1)) / (double)cols - right_pt;
}

/* The names in the width of a panel: as high as the highest. */
static double name_height(const Canvas *canvas, double width)
{
    TextStyle style = style_value(canvas, ALIGN_START);
    size_t lines = 1;

    for (size_t s = 0; s < canvas->spec->series_count; s++) {
        size_t need = name_wrap(canvas, &style, series_name(&canvas->spec->series[s]), width).count;
        if (need > lines) lines = need;
    }
    return (double)lines * text_height(&style) + 5;
}

static const char *caption(const Canvas *canvas)
{
    const char *y = axis_title(&canvas->spec->y, canvas->arena);
    const char *x = axis_title(&canvas->spec->x, canvas->arena);

    if (*x && *y)
        return PHRASE(canvas->arena, "{y} by {x}", phrase_text("y", y), phrase_text("x", x));
    return *y ? y : x;
}

static TextLines caption_lines(const Canvas *canvas)
{
    TextStyle style = style_tick(canvas, ALIGN_START);

    return name_wrap(canvas, &style, caption(canvas), fmax(canvas->figure.width - 20, 20));
}

static double caption_height(const Canvas *canvas)
{
    TextStyle style = style_tick(canvas, ALIGN_START);
    TextLines lines = caption_lines(canvas);

    return lines.count ? (double)lines.count * text_height(&style) + 6 : 0;
}

/* Two lines of dates below a panel need more. */
static double below(const Canvas *canvas)
{
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);

    return BELOW_PT + (canvas->spec->x.is_day ? text_height(&style) : 0);
}

double panels_floor(const Canvas *canvas, const PanelNeeds *needs)
{
    size_t count = canvas->spec->series_count ? canvas->spec->series_count : 1;
    size_t cols = columns_for(canvas->area.width, count, needs), rows = (count + cols - 1) / cols;
    double width = plot_width(canvas->area.width, cols, LEFT_PT, needs->right_pt);

    return caption_height(canvas) +
           (double)rows * (name_height(canvas, width) + needs->plot_h + below(canvas));
}

Panels panels_lay(Canvas *canvas, const PanelNeeds *needs, const AxisPlan *x, const AxisPlan *y)
{
    const size_t count = canvas->spec->series_count;
    TextStyle style = style_tick(canvas, ALIGN_START);
    TextLines lines = caption_lines(canvas);
    Panels p = { .right_pt = needs->right_pt, .below_pt = below(canvas) };
    AxisPlan across = *x, up = *y;

    if (lines.count) {
        Rect strip = area_take_top(&canvas->area, caption_height(canvas));
        canvas_lines(canvas, style, strip.x, strip.y + style.size_pt, &lines);
    }
    p.area = canvas->area;
    p.cols = columns_for(p.area.width, count, needs);
    p.rows = (count + p.cols - 1) / p.cols;
    p.name_pt = name_height(canvas, plot_width(p.area.width, p.cols, LEFT_PT, p.right_pt));
    p.plot_h = p.area.height / (double)p.rows - p.name_pt - p.below_pt;
    up.upright = true;
    up.length_pt = fmax(p.plot_h, 1);
    p.y = axis_fit(canvas, &up);
    p.left_pt = axis_text_width(canvas, &p.y) + 6;
    p.plot_w = fmax(plot_width(p.area.width, p.cols, p.left_pt, p.right_pt), 10);
    across.length_pt = p.plot_w;
    p.x = axis_fit(canvas, &across);
    return p;
}

/* The axis at the left without its figures. */
static void draw_grid(Canvas *canvas, const ValueAxis *axis, Rect plot)
{
    for (size_t i = 0; i < axis->ticks.count; i++) {
        double y = snap(scale_at(&axis->scale, axis->ticks.at[i]));
        scene_line(canvas->scene, (Point){ plot.x, y }, (Point){ rect_right(plot), y },
                   canvas->theme->grid, canvas->theme->hair_pt);
    }
}

Frame panel_open(Canvas *canvas, Panels *panels, size_t i)
{
    const Series *series = &canvas->spec->series[i];
    TextStyle style = style_value(canvas, ALIGN_START);
    size_t col = i % panels->cols, row = i / panels->cols;
    double x = panels->area.x + panels->left_pt +
               (double)col * (panels->plot_w + panels->right_pt + GAP_PT);
    double y = panels->area.y + (double)row * (panels->name_pt + panels->plot_h + panels->below_pt);
    TextLines name = name_wrap(canvas, &style, series_name(series), panels->plot_w);
    double first =
        y + panels->name_pt - 8 - (double)(name.count ? name.count - 1 : 0) * text_height(&style);
    Frame frame = { .plot = { x, y + panels->name_pt, panels->plot_w, panels->plot_h },
                    .x = panels->x,
                    .y = panels->y,
                    .has_x = true,
                    .has_y = true };

    frame.x.axis = &(const Axis){ 0 };
    style.colour = ink_for(canvas, series_colour(canvas, i));
    canvas_lines(canvas, style, x, first, &name);
    frame.x.scale.from_pt = frame.plot.x;
    frame.x.scale.to_pt = rect_right(frame.plot);
    frame.y.scale.from_pt = rect_bottom(frame.plot);
    frame.y.scale.to_pt = frame.plot.y;
    if (col == 0)
        axis_draw_left(canvas, &frame.y, frame.plot);
    else
        draw_grid(canvas, &frame.y, frame.plot);
    axis_grid_vertical(canvas, &frame.x, frame.plot);
    baseline_draw(canvas, frame.plot, rect_bottom(frame.plot));
    axis_draw_bottom(canvas, &frame.x, frame.plot);
    frame.x.axis = panels->x.axis;
    return frame;
}
