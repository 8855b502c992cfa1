/* Flows between places. Where they go round in a circle (from week to week, or from a segment to
 * itself) every place stands twice: at the left as a source, at the right as a target. */
#include <math.h>
#include <stdlib.h>

#include "chart/frame.h"
#include "chart/kinds.h"

#define NODE_PT 9.0
#define LEAST_PT 0.6     /* a flow thinner than that would not be seen */
#define LABEL_SHARE 0.34 /* of the width, for the names at a side */

typedef struct Flow {
    size_t from, to; /* nodes */
    double weight;
    double y_from, y_to; /* the upper edges at both ends */
} Flow;

typedef struct Node {
    size_t category;
    size_t column;
    double in, out; /* sums of weights */
    double y, height;
    double next_in, next_out; /* where the next flow docks */
} Node;

typedef struct Sankey {
    Flow *flows;
    Node *nodes;
    size_t flow_count, node_count, columns;
    bool stays;   /* some flows go from a place to itself */
    double scale; /* points a unit of weight */
    double gap;
} Sankey;

static size_t category_of(double v, size_t count)
{
    return v >= 0 && v < (double)count ? (size_t)v : count;
}

static void read_flows(const Canvas *canvas, Sankey *k)
{
    const ChartSpec *spec = canvas->spec;
    const Series *series = spec->series_count ? &spec->series[0] : NULL;
    size_t n = series ? series->n : 0, places = spec->category_count;

    k->flows = ARENA_ARRAY(canvas->arena, Flow, n);
    k->nodes = ARENA_ARRAY(canvas->arena, Node, 2 * places);
    k->node_count = places;
    for (size_t i = 0; i < places; i++)
        k->nodes[i].category = i;
    for (size_t i = 0; i < n; i++) {
        size_t from = category_of(series_x(series, i), places);
        size_t to = category_of(series_y(series, i), places);
        double weight = series_z(series, i);
        if (from == places || to == places || !(weight > 0)) continue;
        k->flows[k->flow_count++] = (Flow){ .from = from, .to = to, .weight = weight };
    }
}

/* Columns by the longest way from a source; false when the flows go in a circle. */
static bool find_columns(Sankey *k)
{
    for (size_t round = 0; round <= k->node_count; round++) {
        bool moved = false;
        for (size_t i = 0; i < k->flow_count; i++) {
            size_t wanted = k->nodes[k->flows[i].from].column + 1;
            if (k->nodes[k->flows[i].to].column >= wanted) continue;
            k->nodes[k->flows[i].to].column = wanted;
            moved = true;
        }
        if (!moved) return true;
    }
    return false;
}

/* Every place twice. */
static void split_nodes(Sankey *k)
{
    size_t places = k->node_count;

    for (size_t i = 0; i < places; i++) {
        k->nodes[i].column = 0;
        k->nodes[places + i] = (Node){ .category = i, .column = 1 };
    }
    for (size_t i = 0; i < k->flow_count; i++)
        k->flows[i].to += places;
    k->node_count = 2 * places;
}

static bool stays(const Sankey *k, const Flow *flow)
{
    return k->nodes[flow->from].category == k->nodes[flow->to].category;
}

static double node_size(const Node *node)
{
    return fmax(node->in, node->out);
}

static void add_up(Sankey *k)
{
    for (size_t i = 0; i < k->flow_count; i++) {
        k->stays |= stays(k, &k->flows[i]);
        k->nodes[k->flows[i].from].out += k->flows[i].weight;
        k->nodes[k->flows[i].to].in += k->flows[i].weight;
    }
    for (size_t i = 0; i < k->node_count; i++) {
        if (node_size(&k->nodes[i]) <= 0) continue;
        if (k->nodes[i].column + 1 > k->columns) k->columns = k->nodes[i].column + 1;
    }
}

/* One scale for all columns: the fullest just fits. */
static void place_nodes(Sankey *k, Rect area)
{
    k->scale = INFINITY;
    for (size_t c = 0; c < k->columns; c++) {
        double sum = 0, count = 0;
        for (size_t i = 0; i < k->node_count; i++) {
            if (k->nodes[i].column != c || node_size(&k->nodes[i]) <= 0) continue;
            sum += node_size(&k->nodes[i]);
            count++;
        }
        double gap = count > 1 ? fmin(10, 0.4 * area.height / (count - 1)) : 0;
        k->gap = c == 0 ? gap : fmin(k->gap, gap > 0 ? gap : k->gap);
        k->scale = fmin(k->scale, (area.height - gap * fmax(count - 1, 0)) / sum);
    }
    for (size_t c = 0; c < k->columns; c++) {
        double y = area.y;
        for (size_t i = 0; i < k->node_count; i++) {
            Node *node = &k->nodes[i];
            if (node->column != c || node_size(node) <= 0) continue;
            node->height = node_size(node) * k->scale;
            node->y = node->next_in = node->next_out = y;
            y += node->height + (k->gap > 0 ? k->gap : 4);
        }
    }
}

static double column_x(const Sankey *k, Rect area, size_t column)
{
    if (k->columns < 2) return area.x;
    return area.x + (area.width - NODE_PT) * (double)column / (double)(k->columns - 1);
}

/* What stays is the ground on which what moves is seen. */
static double flow_strength(const Sankey *k, const Flow *flow)
{
    return !k->stays ? 0.42 : stays(k, flow) ? 0.2 : 0.75;
}

static void draw_flow(Canvas *canvas, Sankey *k, Rect area, const Flow *flow)
{
    Node *from = &k->nodes[flow->from], *to = &k->nodes[flow->to];
    double x1 = column_x(k, area, from->column) + NODE_PT, x2 = column_x(k, area, to->column);
    double thick = flow->weight * k->scale, bend = (x2 - x1) / 2;
    double y1 = from->next_out, y2 = to->next_in;
    Rgba colour = category_colour(
        canvas, from->category,
        theme_segment(canvas->theme,
                      theme_colour_among((int)from->category, canvas->spec->category_count)));
    Path path = path_open(canvas->arena);

    from->next_out += thick;
    to->next_in += thick;
    path_move(&path, x1, y1);
    path_curve(&path, x1 + bend, y1, x2 - bend, y2, x2, y2);
    thick = fmax(thick, LEAST_PT);
    path_line(&path, x2, y2 + thick);
    path_curve(&path, x2 - bend, y2 + thick, x1 + bend, y1 + thick, x1, y1 + thick);
    path_close(&path);
    scene_fill(canvas->scene, path, rgba_fade(colour, flow_strength(k, flow)));
}

static void draw_node(Canvas *canvas, const Sankey *k, Rect area, const Node *node)
{
    Rgba colour = category_colour(
        canvas, node->category,
        theme_segment(canvas->theme,
                      theme_colour_among((int)node->category, canvas->spec->category_count)));

    if (node_size(node) <= 0) return;
    scene_rect(canvas->scene,
               (Rect){ column_x(k, area, node->column), node->y, NODE_PT, fmax(node->height, 0.5) },
               colour);
}

static const char *node_text(const Canvas *canvas, const Node *node)
{
    return PHRASE(canvas->arena, "{name}  {value}",
                  phrase_text("name", category_name(canvas->spec, node->category)),
                  phrase_text("value", axis_value_text(node_size(node), &canvas->spec->z,
                                                       canvas->spec->currency, canvas->arena)));
}

/* The lines that the highest of a column's names needs. */
static double label_pitch(const Canvas *canvas, const Sankey *k, size_t column, double width)
{
    TextStyle style = style_tick(canvas, ALIGN_START);
    size_t lines = 1;

    for (size_t i = 0; i < k->node_count; i++) {
        if (k->nodes[i].column != column || node_size(&k->nodes[i]) <= 0) continue;
        size_t need = name_wrap(canvas, &style, node_text(canvas, &k->nodes[i]), width).count;
        if (need > lines) lines = need;
    }
    return (double)lines * text_height(&style);
}

/* The names of one column, spread apart: the first at its left, the others at their right. */
static void label_column(Canvas *canvas, const Sankey *k, Rect area, size_t column, double width)
{
    TextStyle style = style_tick(canvas, column == 0 ? ALIGN_END : ALIGN_START);
    const Node **mine = ARENA_ARRAY(canvas->arena, const Node *, k->node_count);
    double *at = ARENA_ARRAY(canvas->arena, double, k->node_count);
    size_t count = 0;

    style.colour = canvas->theme->ink;
    for (size_t i = 0; i < k->node_count; i++) {
        if (k->nodes[i].column != column || node_size(&k->nodes[i]) <= 0) continue;
        mine[count] = &k->nodes[i];
        at[count++] = k->nodes[i].y + k->nodes[i].height / 2;
    }
    double gap = label_pitch(canvas, k, column, width);
    spread(at, count, gap, area.y + gap / 2, rect_bottom(area) - gap / 2, canvas->arena);
    double x = column_x(k, area, column) + (column == 0 ? -5 : NODE_PT + 5);
    for (size_t i = 0; i < count; i++)
        row_name_draw(canvas, style, node_text(canvas, mine[i]), x, at[i], width);
}

static double label_width(const Canvas *canvas, const Sankey *k, bool first)
{
    TextStyle style = style_tick(canvas, ALIGN_START);
    double width = 0;

    for (size_t i = 0; i < k->node_count; i++) {
        if ((k->nodes[i].column == 0) != first || node_size(&k->nodes[i]) <= 0) continue;
        if (!first && k->nodes[i].column + 1 < k->columns) continue;
        width = fmax(width, text_width(&style, node_text(canvas, &k->nodes[i])));
    }
    return fmin(width + 6, canvas->area.width * LABEL_SHARE);
}

/* Every place may stand on both sides, with a figure behind its name. */
double sankey_floor(const Canvas *canvas)
{
    TextStyle style = style_tick(canvas, ALIGN_START);
    double width = canvas->area.width * LABEL_SHARE - 6;
    size_t lines = 1;

    for (size_t i = 0; i < canvas->spec->category_count; i++) {
        const char *text =
            arena_format(canvas->arena, "%s  100,000", category_name(canvas->spec, i));
        size_t need = name_wrap(canvas, &style, text, width).count;
        if (need > lines) lines = need;
    }
    return (double)(lines * canvas->spec->category_count) * text_height(&style) + 8;
}

void sankey_draw(Canvas *canvas)
{
    Sankey k = { 0 };

    read_flows(canvas, &k);
    if (k.flow_count == 0) {
        canvas_no_data(canvas);
        return;
    }
    if (!find_columns(&k)) split_nodes(&k);
    add_up(&k);
    Rect area = canvas->area;
    double left = label_width(canvas, &k, true), right = label_width(canvas, &k, false);
    area_take_left(&area, left);
    area_take_right(&area, right);
    area_take_top(&area, 4);
    area_take_bottom(&area, 4);
    place_nodes(&k, area);
    scene_group(canvas->scene, "flows");
    for (size_t i = 0; i < k.flow_count; i++)
        draw_flow(canvas, &k, area, &k.flows[i]);
    scene_end(canvas->scene);
    for (size_t i = 0; i < k.node_count; i++)
        draw_node(canvas, &k, area, &k.nodes[i]);
    scene_group(canvas->scene, "names");
    for (size_t c = 0; c < k.columns; c++) {
        double between = (area.width - NODE_PT) / fmax((double)k.columns - 1, 1) - NODE_PT - 10;
        label_column(canvas, &k, area, c,
                     c == 0               ? left - 6
                     : c + 1 == k.columns ? right - 6
                                          : between);
    }
    scene_end(canvas->scene);
}
