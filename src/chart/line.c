/* Lines with bands, named at their ends. */
#include <math.h>

#include "chart/curve.h"
#include "chart/kinds.h"

static size_t label_ends(const Canvas *canvas, EndLabel *labels)
{
    const ChartSpec *spec = canvas->spec;
    size_t count = 0;

    for (size_t s = 0; s < spec->series_count; s++) {
        const char *name = series_name(&spec->series[s]);
        double *values;
        if (!*name || series_values(&spec->series[s], &values, canvas->arena) == 0) continue;
        labels[count++] = (EndLabel){ .text = name, .colour = series_colour(canvas, s) };
    }
    /* A single line is named by the title. */
    return spec->series_count == 1 ? 0 : count;
}

static size_t place_ends(const Canvas *canvas, const Frame *frame, EndLabel *labels)
{
    const ChartSpec *spec = canvas->spec;
    size_t count = 0;

    for (size_t s = 0; s < spec->series_count; s++) {
        const Series *series = &spec->series[s];
        Point end;
        if (!*series_name(series)) continue;
        if (!curve_end(curve_points(canvas, frame, series), series->n, &end)) continue;
        labels[count++] = (EndLabel){ series_name(series), series_colour(canvas, s), end };
    }
    return count;
}

static void mark_last(Canvas *canvas, const Frame *frame, size_t s)
{
    const Series *series = &canvas->spec->series[s];
    Point end;

    if (!curve_end(curve_points(canvas, frame, series), series->n, &end)) return;
    scene_circle(canvas->scene, end, 2.4, series_colour(canvas, s));
}

/* Beside their points, off the lines. */
static void draw_notes(Canvas *canvas, const Frame *frame)
{
    const ChartSpec *spec = canvas->spec;
    size_t points = 0;

    for (size_t s = 0; s < spec->series_count; s++)
        points += spec->series[s].n;
    if (!spec->note_count || !spec->series_count) return;
    Placer placer = placer_open(canvas, frame->plot, points * CURVE_STEPS + spec->note_count);
    for (size_t s = 0; s < spec->series_count; s++)
        curve_keep_clear(&placer, curve_points(canvas, frame, &spec->series[s]), spec->series[s].n);
    const Point *at = curve_points(canvas, frame, &spec->series[0]);
    scene_group(canvas->scene, "notes");
    for (size_t i = 0; i < spec->note_count; i++) {
        const ChartNote *note = &spec->notes[i];
        TextStyle style =
            note->strong ? style_value(canvas, ALIGN_MIDDLE) : style_tick(canvas, ALIGN_MIDDLE);
        if (note->point >= spec->series[0].n || isnan(at[note->point].y)) continue;
        if (note->strong) style.colour = ink_for(canvas, series_colour(canvas, 0));
        Point up = { 0, -1 };
        Rect box = placer_around(&placer, at[note->point], up, text_width(&style, note->text) + 4,
                                 text_height(&style), 3);
        scene_circle(canvas->scene, at[note->point], 2.4, series_colour(canvas, 0));
        canvas_text_at(canvas, style, box.x + box.width / 2, box.y + box.height / 2, note->text);
    }
    scene_end(canvas->scene);
}

void line_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    CurveRange r = curve_range(spec);
    EndLabel *labels = ARENA_ARRAY(canvas->arena, EndLabel, spec->series_count);
    size_t count = label_ends(canvas, labels);

    if (isnan(r.x_lo)) {
        canvas_no_data(canvas);
        return;
    }
    bool log = spec->y.allow_log && r.y_lo > 0 && r.y_hi / r.y_lo > 100;
    double right = end_labels_width(canvas, labels, count);
    FramePlan plan = { .x = { .axis = &spec->x, .lo = r.x_lo, .hi = r.x_hi, .tight = true },
                       .y = { .axis = &spec->y,
                              .lo = r.y_lo,
                              .hi = r.y_hi,
                              .cover = true,
                              .zero = !log && r.y_lo >= 0 },
                       .right_pt = right };
    Frame frame = frame_draw(canvas, &plan);
    if (r.y_lo < 0 && r.y_hi > 0) baseline_draw(canvas, frame.plot, scale_at(&frame.y.scale, 0));
    double width = spec->series_count > 12 ? 1 : canvas->theme->line_pt;
    for (size_t s = 0; s < spec->series_count; s++) {
        scene_group(canvas->scene,
                    arena_format(canvas->arena, "line %s", series_name(&spec->series[s])));
        Series drawn = spec->series[s];
        /* Many bands over each other are mud. */
        if (spec->series_count > 12) drawn.low = drawn.high = NULL;
        curve_draw(canvas, &frame, &drawn, series_colour(canvas, s), width);
        if (spec->series_count <= 12) mark_last(canvas, &frame, s);
        scene_end(canvas->scene);
    }
    draw_notes(canvas, &frame);
    if (count) {
        end_labels_draw(canvas, labels, place_ends(canvas, &frame, labels), frame.plot, right);
    }
}
