#include <math.h>

#include "chart/frame.h"

#define TICK_GAP_PT 5.0

/* Over the figure's width, so that their height does not depend on the plot's. */
static TextLines title_lines(const Canvas *canvas, const char *title)
{
    TextStyle style = style_tick(canvas, ALIGN_START);

    return name_wrap(canvas, &style, title, fmax(canvas->figure.width - 20, 20));
}

static double title_height(const Canvas *canvas, const char *title)
{
    TextStyle style = style_tick(canvas, ALIGN_START);

    return *title ? (double)title_lines(canvas, title).count * text_height(&style) + 5 : 0;
}

void axis_title_top(Canvas *canvas, const Axis *axis)
{
    TextStyle style = style_tick(canvas, ALIGN_START);
    const char *title = axis_title(axis, canvas->arena);

    if (!*title) {
        /* The uppermost tick text still needs half a line. */
        area_take_top(&canvas->area, style.size_pt / 2);
        return;
    }
    TextLines lines = title_lines(canvas, title);
    Rect strip = area_take_top(&canvas->area, title_height(canvas, title) + 3);
    canvas_lines(canvas, style, strip.x, strip.y + style.size_pt, &lines);
}

double axis_title_floor(const Canvas *canvas, const Axis *axis)
{
    return title_height(canvas, axis_title(axis, canvas->arena));
}

double axis_bottom_height(const Canvas *canvas, const ValueAxis *axis)
{
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);
    double height = TICK_GAP_PT + text_height(&style);

    for (size_t i = 0; i < axis->ticks.count; i++) {
        if (!axis->ticks.second[i]) continue;
        height += text_height(&style);
        break;
    }
    return height + title_height(canvas, axis_title(axis->axis, canvas->arena));
}

void axis_draw_left(Canvas *canvas, const ValueAxis *axis, Rect plot)
{
    TextStyle style = style_tick(canvas, ALIGN_END);

    scene_group(canvas->scene, "axis y");
    for (size_t i = 0; i < axis->ticks.count; i++) {
        double y = scale_at(&axis->scale, axis->ticks.at[i]);
        scene_line(canvas->scene, (Point){ plot.x, snap(y) }, (Point){ rect_right(plot), snap(y) },
                   canvas->theme->grid, canvas->theme->hair_pt);
        canvas_text_at(canvas, style, plot.x - TICK_GAP_PT, y, axis->ticks.text[i]);
    }
    scene_end(canvas->scene);
}

void axis_grid_vertical(Canvas *canvas, const ValueAxis *axis, Rect plot)
{
    for (size_t i = 0; i < axis->ticks.count; i++) {
        double x = snap(scale_at(&axis->scale, axis->ticks.at[i]));
        scene_line(canvas->scene, (Point){ x, plot.y }, (Point){ x, rect_bottom(plot) },
                   canvas->theme->grid, canvas->theme->hair_pt);
    }
}

void axis_draw_bottom(Canvas *canvas, const ValueAxis *axis, Rect plot)
{
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);
    double baseline = rect_bottom(plot) + TICK_GAP_PT + style.size_pt * 0.9;
    const char *title = axis_title(axis->axis, canvas->arena);
    bool two_lines = false;

    scene_group(canvas->scene, "axis x");
    for (size_t i = 0; i < axis->ticks.count; i++) {
        double x = scale_at(&axis->scale, axis->ticks.at[i]);
        canvas_text(canvas, style, x, baseline, axis->ticks.text[i]);
        if (!axis->ticks.second[i]) continue;
        canvas_text(canvas, style, x, baseline + text_height(&style), axis->ticks.second[i]);
        two_lines = true;
    }
    scene_end(canvas->scene);
    baseline += (two_lines ? 2 : 1) * text_height(&style) + 3;
    TextLines lines = title_lines(canvas, title);
    canvas_lines(canvas, style, plot.x + plot.width / 2, baseline, &lines);
}

void baseline_draw(Canvas *canvas, Rect plot, double y)
{
    scene_line(canvas->scene, (Point){ plot.x, snap(y) }, (Point){ rect_right(plot), snap(y) },
               canvas->theme->axis, 2 * canvas->theme->hair_pt);
}

/* Short marks, since a horizontal axis between two values has no grid of its own. */
static void draw_tick_marks(Canvas *canvas, const ValueAxis *axis, Rect plot)
{
    for (size_t i = 0; i < axis->ticks.count; i++) {
        double x = snap(scale_at(&axis->scale, axis->ticks.at[i]));
        scene_line(canvas->scene, (Point){ x, rect_bottom(plot) },
                   (Point){ x, rect_bottom(plot) + 3 }, canvas->theme->axis,
                   2 * canvas->theme->hair_pt);
    }
}

static void place_y(Canvas *canvas, Frame *frame, const FramePlan *plan, double bottom)
{
    AxisPlan y = plan->y;

    axis_title_top(canvas, y.axis);
    y.upright = true;
    y.length_pt = fmax(canvas->area.height - bottom, 1);
    frame->y = axis_fit(canvas, &y);
    frame->has_y = true;
    area_take_left(&canvas->area, axis_text_width(canvas, &frame->y) + TICK_GAP_PT);
}

/* Room for the half of the last tick's text that sticks out. */
static double overhang(const Canvas *canvas, const ValueAxis *axis)
{
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);
    size_t last = axis->ticks.count - 1;

    if (axis->ticks.count == 0) return 0;
    double beyond = scale_at(&axis->scale, axis->ticks.at[last]) +
                    text_width(&style, axis->ticks.text[last]) / 2 - axis->scale.to_pt;
    return fmax(0, beyond);
}

static double place_x(Canvas *canvas, Frame *frame, const FramePlan *plan)
{
    AxisPlan x = plan->x;

    x.length_pt = fmax(canvas->area.width - plan->right_pt, 1);
    frame->x = axis_fit(canvas, &x);
    frame->has_x = true;
    area_take_right(&canvas->area, fmax(plan->right_pt, overhang(canvas, &frame->x)));
    return axis_bottom_height(canvas, &frame->x);
}

Frame frame_draw(Canvas *canvas, const FramePlan *plan)
{
    Frame frame = { 0 };
    double bottom = plan->bottom_pt;

    if (plan->x.axis) {
        /* The height of the bottom axis does not depend on its length, so a trial tells it. */
        AxisPlan trial = plan->x;
        trial.length_pt = fmax(canvas->area.width * 0.85, 20);
        ValueAxis fit = axis_fit(canvas, &trial);
        bottom = fmax(bottom, axis_bottom_height(canvas, &fit));
    }
    if (plan->y.axis) place_y(canvas, &frame, plan, bottom);
    if (plan->x.axis) {
        bottom = fmax(bottom, place_x(canvas, &frame, plan));
    } else {
        area_take_right(&canvas->area, plan->right_pt);
    }
    area_take_bottom(&canvas->area, bottom);
    frame.plot = canvas->area;
    frame.y.scale.from_pt = rect_bottom(frame.plot);
    frame.y.scale.to_pt = frame.plot.y;
    frame.x.scale.from_pt = frame.plot.x;
    frame.x.scale.to_pt = rect_right(frame.plot);
    if (frame.has_y) axis_draw_left(canvas, &frame.y, frame.plot);
    if (frame.has_x) {
        draw_tick_marks(canvas, &frame.x, frame.plot);
        baseline_draw(canvas, frame.plot, rect_bottom(frame.plot));
        axis_draw_bottom(canvas, &frame.x, frame.plot);
    }
    return frame;
}
