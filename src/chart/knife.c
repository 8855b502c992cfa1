/* The silhouette of each cluster (Rousseeuw 1987): its members' widths in descending order. */
#include <math.h>

#include "chart/frame.h"
#include "chart/kinds.h"
#include "math/math.h"

typedef struct Blade {
    double *sorted;        /* ascending */
    size_t count, members; /* members: the cluster's, of which count were judged */
    double mean;
} Blade;

static Blade *read_blades(const Canvas *canvas, Sum *sum, size_t *total)
{
    const ChartSpec *spec = canvas->spec;
    Blade *blades = ARENA_ARRAY(canvas->arena, Blade, spec->series_count);

    for (size_t s = 0; s < spec->series_count; s++) {
        double *values;
        size_t count = series_values(&spec->series[s], &values, canvas->arena);
        size_t members = spec->series[s].of ? spec->series[s].of : count;
        blades[s] = (Blade){ sorted_copy(values, count, canvas->arena), count, members,
                             count ? sum_of(values, count) / (double)count : NAN };
        for (size_t i = 0; i < count; i++)
            sum_add(sum, values[i]);
        *total += members;
    }
    return blades;
}

/* One outline a cluster; at most two points for each half point of height. */
static void draw_blade(Canvas *canvas, const Blade *blade, const Scale *scale, double top,
                       double height, Rgba colour)
{
    size_t steps = (size_t)fmin((double)blade->count, fmax(height * 2, 1));
    double zero = scale_at(scale, 0);
    Path path = path_open(canvas->arena);

    path_move(&path, zero, top);
    for (size_t i = 0; i < steps; i++) {
        size_t rank = steps > 1 ? i * (blade->count - 1) / (steps - 1) : 0;
        double x = scale_at(scale, blade->sorted[blade->count - 1 - rank]);
        path_line(&path, x, top + height * (double)i / (double)steps);
        path_line(&path, x, top + height * (double)(i + 1) / (double)steps);
    }
    path_line(&path, zero, top + height);
    path_close(&path);
    scene_fill(canvas->scene, path, colour);
}

/* "0.42", with a true minus. */
static const char *width_text(const Canvas *canvas, double width)
{
    char text[NUMBER_TEXT];

    return arena_text(canvas->arena, number_grouped(text, width, 2));
}

/* The name's lines, and below them how many and their mean. */
static void draw_name(Canvas *canvas, const Blade *blade, size_t s, double y, double width)
{
    TextStyle name = style_label(canvas, ALIGN_END), soft = style_tick(canvas, ALIGN_END);
    TextLines lines = name_wrap(canvas, &name, series_name(&canvas->spec->series[s]), width);
    double x = canvas->area.x - 8, line = text_height(&name);
    double first = y - (double)lines.count * line / 2;

    canvas_lines(canvas, name, x, text_baseline(&name, first), &lines);
    canvas_text_at(canvas, soft, x, first + (double)lines.count * line,
                   PHRASE(canvas->arena, "n = {n}, mean {mean}",
                          phrase_count("n", (double)blade->members, canvas->arena),
                          phrase_text("mean", width_text(canvas, blade->mean))));
}

/* The blades' heights: as their members, but high enough for their names. */
static void lay_blades(const Canvas *canvas, const Blade *blades, double room, double least,
                       double *heights)
{
    double left = room, members = 0;
    size_t count = canvas->spec->series_count;

    for (size_t s = 0; s < count; s++) {
        heights[s] = 0;
        if (blades[s].count) members += (double)blades[s].members;
    }
    /* Those that would be too low get the least; the others share what is left. */
    for (bool more = true; more && members > 0;) {
        more = false;
        for (size_t s = 0; s < count; s++) {
            if (!blades[s].count || heights[s] > 0) continue;
            if (left * (double)blades[s].members / members >= least) continue;
            heights[s] = least;
            left -= least;
            members -= (double)blades[s].members;
            more = true;
        }
    }
    for (size_t s = 0; s < count; s++)
        if (blades[s].count && heights[s] <= 0)
            heights[s] = left * (double)blades[s].members / members;
}

double knife_row(const Canvas *canvas)
{
    TextStyle soft = style_tick(canvas, ALIGN_END);

    return row_floor(canvas, series_names(canvas), canvas->spec->series_count, 0) +
           text_height(&soft) + 3;
}

static void draw_mean(Canvas *canvas, const Frame *frame, double mean)
{
    TextStyle style = style_value(canvas, ALIGN_START);
    double x = scale_at(&frame->x.scale, mean);
    bool left = x > frame->plot.x + frame->plot.width * 0.6;

    canvas_dashed(canvas, (Point){ x, frame->plot.y - 4 }, (Point){ x, rect_bottom(frame->plot) },
                  canvas->theme->ink, 1);
    style.align = left ? ALIGN_END : ALIGN_START;
    canvas_text_at(
        canvas, style, x + (left ? -4 : 4), frame->plot.y - 8,
        PHRASE(canvas->arena, "mean {mean}", phrase_text("mean", width_text(canvas, mean))));
}

static void draw_blades(Canvas *canvas, const Frame *frame, const Blade *blades, double row_pt,
                        double names_pt)
{
    const ChartSpec *spec = canvas->spec;
    double gap = 3, y = frame->plot.y + gap / 2;
    double *heights = ARENA_ARRAY(canvas->arena, double, spec->series_count);

    lay_blades(canvas, blades, frame->plot.height, row_pt, heights);
    canvas->area = frame->plot;
    for (size_t s = 0; s < spec->series_count; s++) {
        if (blades[s].count == 0) continue;
        scene_group(canvas->scene,
                    arena_format(canvas->arena, "blade %s", series_name(&spec->series[s])));
        draw_blade(canvas, &blades[s], &frame->x.scale, y, heights[s] - gap,
                   series_colour(canvas, s));
        draw_name(canvas, &blades[s], s, y + (heights[s] - gap) / 2, names_pt);
        scene_end(canvas->scene);
        y += heights[s];
    }
}

void knife_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    Sum sum = { 0 };
    size_t total = 0;
    Blade *blades = read_blades(canvas, &sum, &total);
    Axis axis = spec->y;
    double lo = 0, hi = 0.5;

    if (total == 0) {
        canvas_no_data(canvas);
        return;
    }
    for (size_t s = 0; s < spec->series_count; s++) {
        if (blades[s].count == 0) continue;
        range_add(&lo, &hi, blades[s].sorted[0]);
        range_add(&lo, &hi, blades[s].sorted[blades[s].count - 1]);
    }
    if (!axis.title) axis.title = "Silhouette width";
    TextStyle soft = style_tick(canvas, ALIGN_END);
    double row = knife_row(canvas);
    double names = fmax(rows_width(canvas, series_names(canvas), spec->series_count),
                        text_width(&soft, "n = 100,000, mean 0.00"));
    area_take_left(&canvas->area, names + 8);
    area_take_top(&canvas->area, 16);
    Frame frame = frame_draw(
        canvas,
        &(FramePlan){ .x = { .axis = &axis, .lo = lo, .hi = hi, .zero = true, .cover = true } });
    axis_grid_vertical(canvas, &frame.x, frame.plot);
    draw_blades(canvas, &frame, blades, row, names);
    double zero = snap(scale_at(&frame.x.scale, 0));
    scene_line(canvas->scene, (Point){ zero, frame.plot.y },
               (Point){ zero, rect_bottom(frame.plot) }, canvas->theme->axis, 1);
    draw_mean(canvas, &frame, sum_value(sum) / (double)total);
}
