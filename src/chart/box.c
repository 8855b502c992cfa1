/* Box plots after Tukey, lying unless the figure is upright and the names are short. */
#include <math.h>

#include "chart/distribution.h"
#include "chart/frame.h"
#include "chart/kinds.h"

#define DOTS_MAX 400 /* outliers drawn for one group; more would be the same smear */

typedef struct BoxPlot {
    const BoxStats *boxes;
    size_t count;
    bool lying, log;
    ValueAxis axis;
    Rect plot;
    double step_pt, thick_pt;
} BoxPlot;

/* A point at a value along the axis and an offset across it. */
static Point place(const BoxPlot *p, size_t i, double value, double across)
{
    double along = scale_at(&p->axis.scale, value);
    double middle = (p->lying ? p->plot.y : p->plot.x) + p->step_pt * ((double)i + 0.5) + across;

    return p->lying ? (Point){ along, middle } : (Point){ middle, along };
}

static void segment(Canvas *canvas, const BoxPlot *p, size_t i, const double from[2],
                    const double to[2], Rgba colour, double width)
{
    scene_line(canvas->scene, place(p, i, from[0], from[1]), place(p, i, to[0], to[1]), colour,
               width);
}

/* The box's outline, waisted at the median where notches are asked for. */
static Path box_path(const Canvas *canvas, const BoxPlot *p, size_t i)
{
    const BoxStats *b = &p->boxes[i];
    double half = p->thick_pt / 2;
    bool notch = canvas->spec->notches;
    double nl = notch ? fmax(b->notch_low, b->lower) : b->median;
    double nh = notch ? fmin(b->notch_high, b->upper) : b->median;
    double waist = notch ? half * 0.55 : half;
    double at[][2] = { { b->lower, -half }, { nl, -half },        { b->median, -waist },
                       { nh, -half },       { b->upper, -half },  { b->upper, half },
                       { nh, half },        { b->median, waist }, { nl, half },
                       { b->lower, half } };
    Path path = path_open(canvas->arena);

    for (size_t k = 0; k < COUNT_OF(at); k++) {
        Point q = place(p, i, at[k][0], at[k][1]);
        if (k == 0) {
            path_move(&path, q.x, q.y);
        } else {
            path_line(&path, q.x, q.y);
        }
    }
    path_close(&path);
    return path;
}

/* Outliers jittered across the box, by a fixed pattern, so that equal ones show as several. */
static void draw_outliers(Canvas *canvas, const BoxPlot *p, size_t i, Rgba colour)
{
    const BoxStats *b = &p->boxes[i];
    size_t total = b->outliers_below + b->outliers_above, count = 0;
    size_t every = (total + DOTS_MAX - 1) / DOTS_MAX;
    Point *at = ARENA_ARRAY(canvas->arena, Point, total);
    double jitter = total > 12 ? p->thick_pt * 0.3 : 0;

    for (size_t k = 0; k < total; k += every) {
        size_t row = k < b->outliers_below ? k : b->count - total + k;
        double v = b->ends[row], shift = fmod((double)k * 0.618034, 1) * 2 - 1;
        if (v < p->axis.scale.lo || v > p->axis.scale.hi) continue;
        at[count++] = place(p, i, v, jitter * shift);
    }
    double alpha = total > 200 ? 0.25 : total > 40 ? 0.4 : 0.65;
    if (count) scene_dots(canvas->scene, at, count, 1.7, rgba_fade(colour, alpha));
}

static size_t count_beyond(const BoxStats *b, double limit)
{
    size_t beyond = 0;

    while (beyond < b->count && b->ends[b->count - 1 - beyond] > limit)
        beyond++;
    return beyond;
}

/* What lies past a cut axis is counted, with the largest named. */
static void draw_beyond(Canvas *canvas, const BoxPlot *p, size_t i)
{
    const BoxStats *b = &p->boxes[i];
    size_t beyond = count_beyond(b, p->axis.scale.hi);
    TextStyle style = style_tick(canvas, p->lying ? ALIGN_END : ALIGN_MIDDLE);

    if (beyond == 0) return;
    const char *largest = axis_value_text(b->ends[b->count - 1], &canvas->spec->y,
                                          canvas->spec->currency, canvas->arena);
    const char *text =
        PHRASE(canvas->arena, "{n|# at {largest}|# up to {largest}} {arrow}",
               phrase_count("n", (double)beyond, canvas->arena), phrase_text("largest", largest),
               phrase_text("arrow", p->lying ? "→" : "↑"));
    Point at = place(p, i, p->axis.scale.hi, 0);
    if (p->lying) {
        canvas_text_plate(canvas, style, at.x, at.y, text);
    } else {
        canvas_text_plate(canvas, style, at.x, at.y + style.size_pt, text);
    }
}

static void draw_box(Canvas *canvas, const BoxPlot *p, size_t i)
{
    const BoxStats *b = &p->boxes[i];
    Rgba colour = series_colour(canvas, i), line = ink_for(canvas, colour);
    double end = p->thick_pt * 0.22, half = p->thick_pt / 2;

    if (b->count == 0) return;
    scene_group(canvas->scene,
                arena_format(canvas->arena, "box %s", series_name(&canvas->spec->series[i])));
    draw_outliers(canvas, p, i, colour);
    segment(canvas, p, i, (double[]){ b->whisker_low, 0 }, (double[]){ b->lower, 0 }, line, 1);
    segment(canvas, p, i, (double[]){ b->upper, 0 }, (double[]){ b->whisker_high, 0 }, line, 1);
    segment(canvas, p, i, (double[]){ b->whisker_low, -end }, (double[]){ b->whisker_low, end },
            line, 1);
    segment(canvas, p, i, (double[]){ b->whisker_high, -end }, (double[]){ b->whisker_high, end },
            line, 1);
    Path path = box_path(canvas, p, i);
    scene_fill(canvas->scene, path, canvas->theme->paper);
    scene_fill(canvas->scene, path, rgba_fade(colour, 0.6));
    scene_stroke(canvas->scene, path, (Pen){ .colour = line, .width_pt = 1 });
    double waist = canvas->spec->notches ? half * 0.55 : half;
    segment(canvas, p, i, (double[]){ b->median, -waist }, (double[]){ b->median, waist },
            canvas->theme->ink, 2);
    draw_beyond(canvas, p, i);
    scene_end(canvas->scene);
}

/* --- Statistics and layout -------------------------------------------------------------------- */

static BoxStats *all_stats(const Canvas *canvas, bool log)
{
    const ChartSpec *spec = canvas->spec;
    BoxStats *boxes = ARENA_ARRAY(canvas->arena, BoxStats, spec->series_count);

    for (size_t i = 0; i < spec->series_count; i++) {
        Arena scratch = arena_open();
        double *values;
        size_t count = series_values(&spec->series[i], &values, &scratch);
        boxes[i] = box_stats(values, count, log, canvas->arena);
        arena_close(&scratch);
    }
    return boxes;
}

/* The range of all values, and of all whiskers. */
static void box_range(const BoxStats *boxes, size_t count, double range[2], double whiskers[2])
{
    range[0] = range[1] = whiskers[0] = whiskers[1] = NAN;
    for (size_t i = 0; i < count; i++) {
        if (boxes[i].count == 0) continue;
        range_add(&range[0], &range[1], boxes[i].ends[0]);
        range_add(&range[0], &range[1], boxes[i].ends[boxes[i].count - 1]);
        range_add(&whiskers[0], &whiskers[1], boxes[i].whisker_low);
        range_add(&whiskers[0], &whiskers[1], boxes[i].whisker_high);
    }
}

static bool wants_upright(const Canvas *canvas, const char *const *names, size_t count)
{
    double step = canvas->area.width / (double)count - 5;
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);

    if (canvas->area.height < 0.7 * canvas->area.width) return false;
    for (size_t i = 0; i < count; i++) {
        bool whole;
        text_wrap(canvas, &style, names[i], step, 2, &whole);
        if (!whole) return false;
    }
    return true;
}

static void lay_out_lying(Canvas *canvas, BoxPlot *p, AxisPlan value, const char *const *names)
{
    TextStyle style = style_label(canvas, ALIGN_END);
    double width = rows_width(canvas, names, p->count, canvas->area.width * 0.36);
    double left = canvas->area.x;

    area_take_left(&canvas->area, width + 8);
    Frame frame = frame_draw(canvas, &(FramePlan){ .x = value });
    axis_grid_vertical(canvas, &frame.x, frame.plot);
    p->plot = frame.plot;
    p->axis = frame.x;
    p->step_pt = frame.plot.height / (double)p->count;
    size_t every = names_every(6.5, p->step_pt);
    scene_group(canvas->scene, "axis categories");
    for (size_t i = 0; i < p->count; i += every) {
        row_name_draw(canvas, style, names[i], left + width,
                      p->plot.y + p->step_pt * ((double)i + 0.5), width,
                      p->step_pt * (double)every);
    }
    scene_end(canvas->scene);
}

static void lay_out_upright(Canvas *canvas, BoxPlot *p, AxisPlan value, const char *const *names)
{
    BandFrame made = frame_bands(canvas, &value, names, p->count, 0, 0);

    p->plot = made.frame.plot;
    p->axis = made.frame.y;
    p->step_pt = made.frame.plot.width / (double)p->count;
    bands_draw(canvas, &made.bands, rect_bottom(made.frame.plot));
}

void box_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    const char **names = series_names(canvas);
    double range[2], whiskers[2];
    BoxPlot p = { .boxes = all_stats(canvas, false), .count = spec->series_count };

    box_range(p.boxes, p.count, range, whiskers);
    if (isnan(range[0])) {
        canvas_no_data(canvas);
        return;
    }
    AxisPlan value = { .axis = &spec->y, .lo = range[0], .hi = range[1] };
    p.log = spec->y.allow_log && range[0] > 0 && range[1] / range[0] > 100;
    if (p.log) {
        p.boxes = all_stats(canvas, true);
    } else {
        value.hi = range_without_giants(whiskers[1], range[0], range[1]);
        value.zero = range[0] >= 0 && range[0] <= 0.3 * value.hi;
    }
    p.lying = !wants_upright(canvas, names, p.count);
    (p.lying ? lay_out_lying : lay_out_upright)(canvas, &p, value, names);
    p.thick_pt = fmin(p.step_pt * 0.56, 30);
    for (size_t i = 0; i < p.count; i++)
        draw_box(canvas, &p, i);
}
