/* Three measures at once: perspective, a depth cue, and shadows on the ground.
 *
 * x and y span the ground, z points up. The camera stands still, so that the pictures of two weeks
 * can be compared.
 */
#include <math.h>
#include <stdlib.h>

#include "chart/distribution.h"
#include "chart/frame.h"
#include "chart/kinds.h"
#include "chart/place.h"

#define AZIMUTH (-0.66) /* radians about the vertical */
#define TILT 0.36       /* radians above the horizon */
#define DISTANCE 5.2    /* of the camera, in half edges of the cube */
#define HEIGHT 0.82     /* of the cube, in edges of its ground */
#define DEPTH_BANDS 24

typedef struct Space {
    ValueAxis axis[3];
    double scale, left, top; /* from projected units to points */
} Space;

/* Where a place of the cube (-1..1 each) lies, and how far behind the middle. */
typedef struct Spot {
    double x, y, depth;
} Spot;

static Spot project(const Space *space, const double at[3])
{
    double x = at[0] * cos(AZIMUTH) - at[1] * sin(AZIMUTH);
    double away = at[0] * sin(AZIMUTH) + at[1] * cos(AZIMUTH), up = at[2] * HEIGHT;
    double depth = away * cos(TILT) - up * sin(TILT), rise = away * sin(TILT) + up * cos(TILT);
    double shrink = DISTANCE / (DISTANCE + depth);

    return (Spot){ space->left + space->scale * x * shrink,
                   space->top - space->scale * rise * shrink, depth };
}

/* Sizes the cube so that its corners fill the rectangle. */
static void fit_space(Space *space, Rect inside)
{
    Point low = { INFINITY, INFINITY }, high = { -INFINITY, -INFINITY };

    *space = (Space){ .scale = 1 };
    for (int corner = 0; corner < 8; corner++) {
        double at[] = { corner & 1 ? 1 : -1, corner & 2 ? 1 : -1, corner & 4 ? 1 : -1 };
        Spot spot = project(space, at);
        low = (Point){ fmin(low.x, spot.x), fmin(low.y, spot.y) };
        high = (Point){ fmax(high.x, spot.x), fmax(high.y, spot.y) };
    }
    space->scale = fmin(inside.width / (high.x - low.x), inside.height / (high.y - low.y));
    space->left = inside.x + inside.width / 2 - space->scale * (low.x + high.x) / 2;
    space->top = inside.y + inside.height / 2 - space->scale * (low.y + high.y) / 2;
}

/* --- Walls, ticks, titles --------------------------------------------------------------------- */

/* The sides of the cube that the camera sees from within: x = +1 or -1, y = +1 or -1. */
static double far_side(const Space *space, int axis)
{
    double near[3] = { 0 }, far[3] = { 0 };

    near[axis] = -1;
    far[axis] = 1;
    return project(space, near).depth > project(space, far).depth ? -1 : 1;
}

static void wall_line(Canvas *canvas, const Space *space, const double from[3], const double to[3],
                      Rgba colour)
{
    Spot a = project(space, from), b = project(space, to);

    scene_line(canvas->scene, (Point){ a.x, a.y }, (Point){ b.x, b.y }, colour,
               canvas->theme->hair_pt);
}

static double tick_place(const ValueAxis *axis, size_t i)
{
    return 2 * scale_share(&axis->scale, axis->ticks.at[i]) - 1;
}

/* On the wall where `fixed` stands at `side`: lines at the ticks of `along`, running over `across`.
 */
static void wall_grid(Canvas *canvas, const Space *space, int fixed, double side, int along)
{
    int across = 3 - fixed - along;

    for (size_t i = 0; i < space->axis[along].ticks.count; i++) {
        double from[3], to[3];
        from[fixed] = to[fixed] = side;
        from[along] = to[along] = tick_place(&space->axis[along], i);
        from[across] = -1;
        to[across] = 1;
        wall_line(canvas, space, from, to, canvas->theme->grid);
    }
}

static void wall_fill(Canvas *canvas, const Space *space, int fixed, double side, Rgba colour)
{
    static const double corner[4][2] = { { -1, -1 }, { 1, -1 }, { 1, 1 }, { -1, 1 } };
    int a = (fixed + 1) % 3, b = (fixed + 2) % 3;
    Path path = path_open(canvas->arena);

    for (int i = 0; i < 4; i++) {
        double at[3];
        at[fixed] = side;
        at[a] = corner[i][0];
        at[b] = corner[i][1];
        Spot spot = project(space, at);
        if (i == 0) {
            path_move(&path, spot.x, spot.y);
        } else {
            path_line(&path, spot.x, spot.y);
        }
    }
    path_close(&path);
    scene_fill(canvas->scene, path, colour);
}

static void draw_walls(Canvas *canvas, const Space *space)
{
    static const int walls[3][2] = { { 1, 2 }, { 0, 2 }, { 0, 1 } };

    scene_group(canvas->scene, "walls");
    for (int fixed = 0; fixed < 3; fixed++) {
        double side = fixed == 2 ? -1 : far_side(space, fixed);
        wall_fill(canvas, space, fixed, side,
                  rgba_fade(canvas->theme->grid, fixed == 2 ? 0.45 : 0.22));
        wall_grid(canvas, space, fixed, side, walls[fixed][0]);
        wall_grid(canvas, space, fixed, side, walls[fixed][1]);
    }
    scene_end(canvas->scene);
}

/* An edge of the cube that carries ticks: its ends, and the direction away from the cube. */
typedef struct Edge {
    double from[3], to[3];
    Point out;
} Edge;

static Edge edge_of(const Space *space, int axis)
{
    Edge edge = { { -1, -1, -1 }, { -1, -1, -1 }, { 0, 0 } };
    double inner[3] = { 0, 0, 0 };
    int other = axis == 0 ? 1 : 0;

    /* The ground's axes run along its near edges, z up the outermost far corner. */
    edge.from[other] = edge.to[other] = -far_side(space, other);
    if (axis == 2) {
        edge.from[0] = edge.to[0] = -far_side(space, 0);
        edge.from[1] = edge.to[1] = far_side(space, 1);
        double left[3] = { edge.from[0], edge.from[1], 0 };
        double right[3] = { far_side(space, 0), -far_side(space, 1), 0 };
        if (project(space, right).x < project(space, left).x) {
            for (int i = 0; i < 2; i++)
                edge.from[i] = edge.to[i] = right[i];
        }
    }
    edge.from[axis] = -1;
    edge.to[axis] = 1;
    for (int i = 0; i < 3; i++)
        inner[i] = (edge.from[i] + edge.to[i]) / 2;
    Spot middle = project(space, inner);
    inner[other] = 0;
    if (axis == 2) inner[0] = inner[1] = 0;
    Spot inside = project(space, inner);
    Point out = { middle.x - inside.x, axis == 2 ? 0 : middle.y - inside.y };
    double length = hypot(out.x, out.y);
    edge.out = (Point){ out.x / length, out.y / length };
    return edge;
}

/* A text that would cover one of another axis, at a shared corner, is left out. */
static void draw_tick_text(Canvas *canvas, const Space *space, int axis, const Edge *edge, size_t i,
                           Placer *placer)
{
    TextStyle style = style_tick(canvas, edge->out.x < -0.3  ? ALIGN_END
                                         : edge->out.x > 0.3 ? ALIGN_START
                                                             : ALIGN_MIDDLE);
    double at[3] = { edge->from[0], edge->from[1], edge->from[2] };

    at[axis] = tick_place(&space->axis[axis], i);
    Spot spot = project(space, at);
    const char *text = space->axis[axis].ticks.text[i];
    double x = spot.x + 6 * edge->out.x, y = spot.y + 8 * edge->out.y;
    double width = text_width(&style, text);
    double left = style.align == ALIGN_START    ? x
                  : style.align == ALIGN_MIDDLE ? x - width / 2
                                                : x - width;
    Rect box = { left - 1, y - style.size_pt / 2, width + 2, style.size_pt };
    if (placer_take(placer, box)) canvas_text_at(canvas, style, x, y, text);
}

/* A title along its edge, beyond the ticks' texts. */
static void draw_axis_title(Canvas *canvas, const Space *space, int axis, const Edge *edge)
{
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);
    Spot a = project(space, edge->from), b = project(space, edge->to);
    double turn = atan2(b.y - a.y, b.x - a.x) * 180 / M_PI;
    double away = 12 + axis_text_width(canvas, &space->axis[axis]) * fabs(edge->out.x) +
                  style.size_pt * fabs(edge->out.y);
    const char *title = axis_title(space->axis[axis].axis, canvas->arena);

    if (turn > 90) turn -= 180;
    if (turn < -90) turn += 180;
    style.turn_deg = turn;
    double length = hypot(b.x - a.x, b.y - a.y);
    if (text_width(&style, title) > length) title = space->axis[axis].axis->title; /* no unit */
    canvas_text(canvas, style, (a.x + b.x) / 2 + away * edge->out.x,
                (a.y + b.y) / 2 + away * edge->out.y + style.size_pt * 0.35,
                text_fit(canvas, &style, title, length));
}

static void draw_z_title(Canvas *canvas, const Space *space, const Edge *edge)
{
    TextStyle style = style_tick(canvas, ALIGN_START);
    Spot top = project(space, edge->to);
    const char *title = axis_title(space->axis[2].axis, canvas->arena);
    double x = fmax(canvas->area.x, top.x - 5 - axis_text_width(canvas, &space->axis[2]));

    canvas_text(canvas, style, x, top.y - style.size_pt * 1.1, title);
}

static void draw_axes(Canvas *canvas, const Space *space)
{
    Placer placer = placer_open(canvas, canvas->area, 3 * TICKS_MAX);

    static const char *const groups[3] = { "axis x", "axis y", "axis z" };

    for (int axis = 0; axis < 3; axis++) {
        Edge edge = edge_of(space, axis);
        wall_line(canvas, space, edge.from, edge.to, canvas->theme->axis);
        scene_group(canvas->scene, groups[axis]);
        for (size_t i = 0; i < space->axis[axis].ticks.count; i++) {
            draw_tick_text(canvas, space, axis, &edge, i, &placer);
        }
        scene_end(canvas->scene);
        if (axis == 2) {
            draw_z_title(canvas, space, &edge);
        } else {
            draw_axis_title(canvas, space, axis, &edge);
        }
    }
}

/* --- Points ----------------------------------------------------------------------------------- */

typedef struct Dot {
    Point at;
    uint32_t series;
    uint32_t band; /* of depth: 0 is farthest */
} Dot;

typedef struct Cloud {
    Dot *dots;
    Point *shadows;
    size_t count;
    double radius;
} Cloud;

static double clamp_share(const ValueAxis *axis, double v)
{
    return 2 * fmin(fmax(scale_share(&axis->scale, v), 0), 1) - 1;
}

static void add_dot(Cloud *cloud, const Space *space, const Series *series, size_t s, size_t i)
{
    double v[] = { series_x(series, i), series_y(series, i), series_z(series, i) }, at[3];

    for (int axis = 0; axis < 3; axis++) {
        if (isnan(scale_share(&space->axis[axis].scale, v[axis]))) return;
        at[axis] = clamp_share(&space->axis[axis], v[axis]);
    }
    Spot spot = project(space, at);
    double behind = fmin(fmax((spot.depth + 1.5) / 3, 0), 0.999);
    Dot dot = { { spot.x, spot.y }, (uint32_t)s, (uint32_t)((1 - behind) * DEPTH_BANDS) };
    at[2] = -1;
    Spot ground = project(space, at);
    cloud->shadows[cloud->count] = (Point){ ground.x, ground.y };
    cloud->dots[cloud->count++] = dot;
}

static Cloud read_cloud(const Canvas *canvas, const Space *space)
{
    const ChartSpec *spec = canvas->spec;
    Cloud cloud = { 0 };
    size_t most = 0;

    for (size_t s = 0; s < spec->series_count; s++)
        most += spec->series[s].n;
    cloud.dots = ARENA_ARRAY(canvas->arena, Dot, most);
    cloud.shadows = ARENA_ARRAY(canvas->arena, Point, most);
    for (size_t s = 0; s < spec->series_count; s++) {
        for (size_t i = 0; i < spec->series[s].n; i++) {
            add_dot(&cloud, space, &spec->series[s], s, i);
        }
    }
    double n = (double)cloud.count, small = fmin(space->scale / 150, 1);
    cloud.radius = n < 300 ? 3 : n < 1500 ? 2.4 : n < 5000 ? 1.8 : n < 20000 ? 1.4 : 1.1;
    cloud.radius *= 0.4 + 0.6 * small;
    return cloud;
}

/* Dots of one band and series, gathered by counting, far to near. */
static void draw_dots(Canvas *canvas, const Cloud *cloud)
{
    size_t groups = DEPTH_BANDS * canvas->spec->series_count;
    size_t *start = ARENA_ARRAY(canvas->arena, size_t, groups + 1);
    size_t *next = ARENA_ARRAY(canvas->arena, size_t, groups);
    Point *at = ARENA_ARRAY(canvas->arena, Point, cloud->count);
    bool few = cloud->count < 1500;
    double alpha = few ? 1 : cloud->count < 6000 ? 0.6 : cloud->count < 30000 ? 0.4 : 0.2;

#define GROUP_OF(dot) ((dot).band * canvas->spec->series_count + (dot).series)
    for (size_t i = 0; i < cloud->count; i++)
        start[GROUP_OF(cloud->dots[i]) + 1]++;
    for (size_t g = 0; g < groups; g++)
        start[g + 1] += start[g];
    for (size_t g = 0; g < groups; g++)
        next[g] = start[g];
    for (size_t i = 0; i < cloud->count; i++) {
        at[next[GROUP_OF(cloud->dots[i])]++] = cloud->dots[i].at;
    }
#undef GROUP_OF
    for (size_t g = 0; g < groups; g++) {
        size_t count = start[g + 1] - start[g];
        double near = (double)(g / canvas->spec->series_count) / (DEPTH_BANDS - 1);
        Rgba colour = series_colour(canvas, g % canvas->spec->series_count);
        double radius = cloud->radius * (0.75 + 0.45 * near);
        if (count == 0) continue;
        colour = rgba_mix(colour, canvas->theme->paper, 0.35 * (1 - near));
        if (few)
            scene_dots(canvas->scene, at + start[g], count, radius + 0.6, canvas->theme->paper);
        scene_dots(canvas->scene, at + start[g], count, radius, rgba_fade(colour, alpha));
    }
}

static void draw_cloud(Canvas *canvas, const Cloud *cloud)
{
    double n = (double)cloud->count;
    double alpha = n < 300 ? 0.13 : n < 2000 ? 0.08 : n < 10000 ? 0.04 : 0.02;

    scene_group(canvas->scene, "shadows");
    if (cloud->count) {
        scene_dots(canvas->scene, cloud->shadows, cloud->count, cloud->radius * 0.9,
                   tint_for(canvas, canvas->theme->ink, alpha));
    }
    scene_end(canvas->scene);
    scene_group(canvas->scene, "points");
    draw_dots(canvas, cloud);
    scene_end(canvas->scene);
}

/* Fits the three axes; returns how many values lie past the largest cut. */
static size_t fit_axes(const Canvas *canvas, Space *space)
{
    const ChartSpec *spec = canvas->spec;
    const Axis *axes[] = { &spec->x, &spec->y, &spec->z };
    static const Channel channels[] = { series_x, series_y, series_z };
    size_t beyond = 0;

    for (int i = 0; i < 3; i++) {
        ChannelRange range = channel_range(spec, channels[i], axes[i]->allow_log, canvas->arena);
        AxisPlan plan = { .axis = axes[i],
                          .lo = range.cut_lo,
                          .hi = range.cut_hi,
                          .upright = true,
                          .length_pt = fmin(canvas->area.height * 0.55, 220) };
        plan.zero = !(axes[i]->allow_log && range.lo > 0 && range.hi / range.lo > 100) &&
                    range.lo >= 0 && range.lo < 0.4 * range.cut_hi;
        plan.least = LEAST_TICKS + 1; /* one may give way to another axis at their corner */
        space->axis[i] = axis_fit(canvas, &plan);
        beyond += range.beyond;
    }
    return beyond;
}

/* A word on what the cut axes do to giants. */
static void draw_beyond(Canvas *canvas, size_t beyond)
{
    TextStyle style = style_tick(canvas, ALIGN_END);
    Rect strip = area_take_bottom(&canvas->area, text_height(&style));
    const char *text = PHRASE(
        canvas->arena, "{n|# value beyond an axis is|# values beyond an axis are} drawn at its end",
        phrase_count("n", (double)beyond, canvas->arena));

    canvas_text(canvas, style, rect_right(strip), strip.y + style.size_pt, text);
}

void scatter_3d_draw(Canvas *canvas)
{
    Space space = { .scale = 1 };
    size_t beyond = fit_axes(canvas, &space);
    ValueAxis axes[] = { space.axis[0], space.axis[1], space.axis[2] };

    legend_series(canvas, GLYPH_DOT);
    if (beyond) draw_beyond(canvas, beyond);
    double ticks = axis_text_width(canvas, &axes[2]);
    Rect inside = { canvas->area.x + fmax(ticks + 8, 26), canvas->area.y + 12,
                    canvas->area.width - fmax(ticks + 8, 26) - 26, canvas->area.height - 32 };
    fit_space(&space, inside);
    for (int i = 0; i < 3; i++)
        space.axis[i] = axes[i];
    Cloud cloud = read_cloud(canvas, &space);
    if (cloud.count == 0) {
        canvas_no_data(canvas);
        return;
    }
    draw_walls(canvas, &space);
    draw_axes(canvas, &space);
    draw_cloud(canvas, &cloud);
}
