/* Profiles over several measures: a radar for a few, parallel lines for many. */
#include <math.h>

#include "chart/curve.h"
#include "chart/kinds.h"
#include "chart/place.h"

#define RADAR_PROFILES_MAX 5
#define RADAR_AXES_MAX 12

typedef struct Radar {
    Point centre;
    double radius;
    ValueAxis axis;
    size_t axes;
} Radar;

static bool value_range(const ChartSpec *spec, double *lo, double *hi)
{
    *lo = *hi = NAN;
    for (size_t s = 0; s < spec->series_count; s++) {
        for (size_t i = 0; i < spec->category_count; i++) {
            range_add(lo, hi, series_y(&spec->series[s], i));
        }
    }
    return !isnan(*lo);
}

static Point spoke(const Radar *r, size_t i, double value)
{
    double angle = 2 * M_PI * (double)i / (double)r->axes - M_PI / 2;
    double share = fmin(fmax(scale_share(&r->axis.scale, value), 0), 1);

    return (Point){ r->centre.x + cos(angle) * r->radius * share,
                    r->centre.y + sin(angle) * r->radius * share };
}

static Path ring(const Canvas *canvas, const Radar *r, double value)
{
    Path path = path_open(canvas->arena);

    for (size_t i = 0; i < r->axes; i++) {
        Point at = spoke(r, i, value);
        if (i == 0) path_move(&path, at.x, at.y);
        if (i > 0) path_line(&path, at.x, at.y);
    }
    path_close(&path);
    return path;
}

static void draw_web(Canvas *canvas, const Radar *r)
{
    TextStyle style = style_tick(canvas, ALIGN_END);
    Pen pen = { .colour = canvas->theme->grid, .width_pt = canvas->theme->hair_pt };
    double end = r->axis.scale.hi;

    scene_group(canvas->scene, "axes");
    for (size_t i = 0; i < r->axes; i++) {
        scene_line(canvas->scene, r->centre, spoke(r, i, end), pen.colour, pen.width_pt);
    }
    for (size_t t = 0; t < r->axis.ticks.count; t++) {
        bool zero = r->axis.ticks.at[t] == 0 && r->axis.scale.lo < 0;
        Pen line = pen;
        if (zero) line = (Pen){ .colour = canvas->theme->axis, .width_pt = 1 };
        scene_stroke(canvas->scene, ring(canvas, r, r->axis.ticks.at[t]), line);
    }
    scene_end(canvas->scene);
    scene_group(canvas->scene, "axis values");
    for (size_t t = 1; t < r->axis.ticks.count; t++) {
        Point at = spoke(r, 0, r->axis.ticks.at[t]);
        canvas_text_plate(canvas, style, at.x - 3, at.y + (t + 1 == r->axis.ticks.count ? 5 : 0),
                          r->axis.ticks.text[t]);
    }
    scene_end(canvas->scene);
}

/* Writes a name of at most `most` lines at the end of its spoke, unless it would cover another. */
static bool try_name(Canvas *canvas, const Radar *r, size_t i, double width, size_t most,
                     Placer *placer)
{
    double angle = 2 * M_PI * (double)i / (double)r->axes - M_PI / 2, c = cos(angle);
    double x = r->centre.x + (r->radius + 8) * c, y = r->centre.y + (r->radius + 10) * sin(angle);
    bool whole, middle = fabs(c) < 0.2;
    TextStyle style = style_label(canvas, middle ? ALIGN_MIDDLE : c > 0 ? ALIGN_START : ALIGN_END);
    TextLines lines =
        text_wrap(canvas, &style, category_name(canvas->spec, i), width, most, &whole);
    double wide = lines_width(&style, &lines), line = text_height(&style);
    double high = (double)lines.count * line;
    Rect box = { middle ? x - wide / 2 : c > 0 ? x : x - wide, y - high / 2, wide, high };

    if (lines.count == 0 || !placer_take(placer, box)) return false;
    canvas_lines(canvas, style, x, text_baseline(&style, box.y + line / 2), &lines);
    return true;
}

static void draw_names(Canvas *canvas, const Radar *r, double side)
{
    Placer placer = placer_open(canvas, canvas->area, r->axes);

    scene_group(canvas->scene, "axis categories");
    for (size_t i = 0; i < r->axes; i++) {
        bool pole = fabs(sin(2 * M_PI * (double)i / (double)r->axes)) < 0.2;
        double width = pole ? 2 * side : side;
        for (size_t most = pole ? 1 : 3; most > 0; most--) {
            if (try_name(canvas, r, i, width, most, &placer)) break;
            if (most == 1) try_name(canvas, r, i, width * 0.6, 1, &placer);
        }
    }
    scene_end(canvas->scene);
}

/* A profile's missing values are passed over. */
static void draw_profile(Canvas *canvas, const Radar *r, size_t s)
{
    const Series *series = &canvas->spec->series[s];
    Rgba colour = series_colour(canvas, s);
    Path path = path_open(canvas->arena);
    size_t count = 0;

    scene_group(canvas->scene, arena_format(canvas->arena, "profile %s", series_name(series)));
    for (size_t i = 0; i < r->axes; i++) {
        double v = series_y(series, i);
        if (isnan(v)) continue;
        Point at = spoke(r, i, v);
        if (count == 0) path_move(&path, at.x, at.y);
        if (count++ > 0) path_line(&path, at.x, at.y);
    }
    path_close(&path);
    if (count > 2) scene_fill(canvas->scene, path, tint_for(canvas, colour, 0.12));
    scene_stroke(canvas->scene, path,
                 (Pen){ .colour = colour, .width_pt = 1.6, .join = JOIN_ROUND });
    for (size_t i = 0; i < r->axes; i++) {
        if (isnan(series_y(series, i))) continue;
        scene_circle(canvas->scene, spoke(r, i, series_y(series, i)), 2, colour);
    }
    scene_end(canvas->scene);
}

/* The widest name's width when wrapped at most_pt. */
static double names_width(const Canvas *canvas, double most_pt)
{
    TextStyle style = style_label(canvas, ALIGN_START);
    double width = 0;

    for (size_t i = 0; i < canvas->spec->category_count; i++) {
        bool whole;
        TextLines lines =
            text_wrap(canvas, &style, category_name(canvas->spec, i), most_pt, 3, &whole);
        width = fmax(width, lines_width(&style, &lines));
    }
    return width;
}

static void draw_radar(Canvas *canvas, double lo, double hi)
{
    const ChartSpec *spec = canvas->spec;
    Radar r = { .axes = spec->category_count };
    TextStyle style = style_label(canvas, ALIGN_START);

    if (spec->series_count > 1) legend_series(canvas, GLYPH_BOX);
    double side = names_width(canvas, fmin(canvas->area.width * 0.26, 110));
    double line = text_height(&style);
    r.radius =
        fmax(fmin(canvas->area.width / 2 - side - 8, canvas->area.height / 2 - line - 8), 20);
    r.centre = (Point){ canvas->area.x + canvas->area.width / 2,
                        canvas->area.y + canvas->area.height / 2 };
    r.axis = axis_fit(canvas, &(AxisPlan){ .axis = &spec->y,
                                           .lo = lo,
                                           .hi = hi,
                                           .cover = true,
                                           .zero = true,
                                           .upright = true,
                                           .length_pt = fmax(r.radius - 6, 12) });
    draw_web(canvas, &r);
    for (size_t s = 0; s < spec->series_count; s++)
        draw_profile(canvas, &r, s);
    draw_names(canvas, &r, side);
}

/* --- Parallel profile ------------------------------------------------------------------------- */

static void draw_parallel(Canvas *canvas, double lo, double hi)
{
    const ChartSpec *spec = canvas->spec;
    const char **names = category_names(canvas);
    EndLabel *labels = ARENA_ARRAY(canvas->arena, EndLabel, spec->series_count);
    size_t count = 0, n = spec->category_count;

    for (size_t s = 0; s < spec->series_count; s++)
        labels[s].text = series_name(&spec->series[s]);
    double right = end_labels_width(canvas, labels, spec->series_count);
    AxisPlan y = { .axis = &spec->y, .lo = lo, .hi = hi, .cover = true, .zero = true };
    BandFrame made = frame_bands(canvas, &y, names, n, right, 0);
    Frame frame = made.frame;
    Bands bands = made.bands;
    baseline_draw(canvas, frame.plot, scale_at(&frame.y.scale, 0));
    for (size_t s = 0; s < spec->series_count; s++) {
        Point *at = ARENA_ARRAY(canvas->arena, Point, n), end;
        Rgba colour = series_colour(canvas, s);
        for (size_t i = 0; i < n; i++) {
            at[i] = (Point){ band_middle(&bands, i),
                             scale_at(&frame.y.scale, series_y(&spec->series[s], i)) };
        }
        scene_group(canvas->scene,
                    arena_format(canvas->arena, "profile %s", series_name(&spec->series[s])));
        canvas_polyline(canvas, at, n, colour, spec->series_count > 12 ? 1 : 1.5);
        for (size_t i = 0; i < n; i++)
            scene_circle(canvas->scene, at[i], 2, colour);
        scene_end(canvas->scene);
        if (curve_end(at, n, &end)) {
            labels[count++] = (EndLabel){ series_name(&spec->series[s]), colour, end };
        }
    }
    end_labels_draw(canvas, labels, count, frame.plot, right);
    bands_draw(canvas, &bands, rect_bottom(frame.plot));
}

void radar_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    double lo, hi;

    if (!value_range(spec, &lo, &hi)) {
        canvas_no_data(canvas);
        return;
    }
    bool radar = spec->series_count <= RADAR_PROFILES_MAX && spec->category_count >= 3 &&
                 spec->category_count <= RADAR_AXES_MAX;
    (radar ? draw_radar : draw_parallel)(canvas, lo, hi);
}
