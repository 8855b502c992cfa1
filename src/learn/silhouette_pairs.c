#include <string.h>

#include "learn/silhouette_pass.h"

/* Rows take places tile by tile; a tile has rows of one group, so that a column of its distances
 * can be summed for that group. A span of tiles is what one thread works on at a time: its sums,
 * 54 clusters × 512 places, fit the second cache. */
enum { SPAN_TILES = 32, SPAN = SPAN_TILES * PAIR_LANES, MOST_BYTES = 128 << 20 };

typedef struct Tile {
    uint32_t first, count; /* place in the groups' order, rows */
    uint32_t group;
} Tile;

typedef struct Scratch {
    float *judged;  /* cols × PAIR_LANES */
    float *columns; /* SPAN × COLUMN_LANES */
    double *totals; /* SPAN */
} Scratch;

typedef struct Pairs {
    const Pass *pass;
    Tile *tiles;
    size_t tile_count, spans, round;
    double *sums; /* by span: clusters of all labelings × SPAN */
    Scratch *scratch;
} Pairs;

/* --- Tiles ------------------------------------------------------------------------------------ */

static size_t count_tiles(const Groups *groups)
{
    size_t count = 0;

    for (size_t g = 0; g < groups->count; g++)
        count += (groups->first[g + 1] - groups->first[g] + PAIR_LANES - 1) / PAIR_LANES;
    return count;
}

/* Measured with nine labelings of demo customers, processor seconds this way and the other: 50,000
 * rows 1.40 and 1.61, 90,000 rows 3.7 and 4.9. At 20,000 rows half as many places as rows stay
 * empty and it takes .32 instead of .25. */
bool judge_pairs_pays(const Pass *pass)
{
    size_t rows = pass->points->rows, places = count_tiles(&pass->groups) * PAIR_LANES;

    return rows >= SPAN && places <= rows + rows * 3 / 10 &&
           places * pass->cluster_count * sizeof(double) <= MOST_BYTES;
}

static void cut_tiles(Pairs *p)
{
    const Groups *groups = &p->pass->groups;
    size_t count = 0;

    for (size_t g = 0; g < groups->count; g++) {
        for (size_t at = groups->first[g]; at < groups->first[g + 1]; at += PAIR_LANES) {
            size_t left = groups->first[g + 1] - at;

            p->tiles[count++] =
                (Tile){ (uint32_t)at, (uint32_t)(left < PAIR_LANES ? left : PAIR_LANES),
                        (uint32_t)g };
        }
    }
}

/* The tiles from `tile` on that are of its group and before `end`. */
static size_t same_group(const Pairs *p, size_t tile, size_t end)
{
    size_t count = 1;

    while (tile + count < end && p->tiles[tile + count].group == p->tiles[tile].group)
        count++;
    return count;
}

static size_t span_end(const Pairs *p, size_t span)
{
    size_t end = (span + 1) * SPAN_TILES;

    return end < p->tile_count ? end : p->tile_count;
}

/* --- Two spans -------------------------------------------------------------------------------- */

static void load_tile(const Pairs *p, const Tile *tile, float *judged, uint32_t *keep)
{
    size_t cols = p->pass->units->cols;

    for (size_t lane = 0; lane < PAIR_LANES; lane++) {
        size_t row = tile->first + (lane < tile->count ? lane : tile->count - 1);

        keep[lane] = lane < tile->count ? UINT32_MAX : 0;
        for (size_t col = 0; col < cols; col++)
            judged[col * PAIR_LANES + lane] = p->pass->rows[row * cols + col];
    }
}

/* Adds to `count` places of a span from `place` on the sums of distances to a group. */
static void add_sums(const Pairs *p, size_t span, size_t place, size_t group, const double *sums,
                     size_t count)
{
    const Pass *pass = p->pass;
    uint32_t member = pass->groups.order[pass->groups.first[group]];
    double *to = p->sums + span * pass->cluster_count * SPAN + place;

    for (size_t l = 0; l < pass->labeling_count; l++) {
        pass->kernels->add(to + pass->labelings[l].cluster[member] * SPAN, sums, count);
        to += pass->labelings[l].k * SPAN;
    }
}

/* One tile against all rows of a span, group by group. */
static void tile_against(const Pairs *p, size_t tile, size_t span, const Scratch *s)
{
    size_t cols = p->pass->units->cols, end = span_end(p, span), count;
    uint32_t keep[PAIR_LANES];

    load_tile(p, &p->tiles[tile], s->judged, keep);
    for (size_t t = span * SPAN_TILES; t < end; t += count) {
        const Tile *first = &p->tiles[t], *last;
        double sums[PAIR_LANES] = { 0 };

        count = same_group(p, t, end);
        last = first + count - 1;
        p->pass->kernels->pairs(sums, s->columns + t % SPAN_TILES * PAIR_LANES * COLUMN_LANES,
                                s->judged, keep, p->pass->rows + first->first * cols,
                                last->first + last->count - first->first, cols);
        add_sums(p, tile / SPAN_TILES, tile % SPAN_TILES * PAIR_LANES, first->group, sums,
                 PAIR_LANES);
    }
}

/* Both ends of all pairs of rows of two spans; of one span with itself each pair is seen twice. */
static void judge_spans(const Pairs *p, size_t a, size_t b, const Scratch *s)
{
    size_t end = span_end(p, a), count;

    for (size_t t = a * SPAN_TILES; t < end; t += count) {
        count = same_group(p, t, end);
        memset(s->columns, 0, SPAN * COLUMN_LANES * sizeof *s->columns);
        for (size_t i = 0; i < count; i++)
            tile_against(p, t + i, b, s);
        if (a == b) continue;
        p->pass->kernels->column_sums(s->totals, s->columns, SPAN);
        add_sums(p, b, 0, p->tiles[t].group, s->totals, SPAN);
    }
}

/* --- All spans -------------------------------------------------------------------------------- */

/* A round of a tournament (the circle method): no span is in two pairs, so that threads do not
 * meet, and sums are added in the order of the rounds. The first round is each with itself. */
static void judge_match(void *context, size_t match, int worker)
{
    const Pairs *p = context;
    size_t players = p->spans + p->spans % 2, turn = p->round - 1, others = players - 1, a, b;

    if (p->round == 0) {
        judge_spans(p, match, match, &p->scratch[worker]);
        return;
    }
    a = match ? (turn + match) % others : others;
    b = (turn + others - match) % others;
    /* With an odd number of spans one rests. */
    if (a < p->spans && b < p->spans) judge_spans(p, a, b, &p->scratch[worker]);
}

static void write_widths(const Pairs *p)
{
    const Pass *pass = p->pass;

    for (size_t t = 0; t < p->tile_count; t++) {
        for (size_t lane = 0; lane < p->tiles[t].count; lane++) {
            size_t row = pass->groups.order[p->tiles[t].first + lane];
            const double *sums = p->sums + t / SPAN_TILES * pass->cluster_count * SPAN +
                                 t % SPAN_TILES * PAIR_LANES + lane;

            for (size_t l = 0; l < pass->labeling_count; l++) {
                pass->widths[l][row] = silhouette_width(&pass->labelings[l], row, sums, SPAN);
                sums += pass->labelings[l].k * SPAN;
            }
        }
    }
}

void judge_pairs(const Pass *pass, Arena *arena)
{
    size_t workers = pass->threads > 1 ? (size_t)pass->threads : 1, players;
    Pairs p = { .pass = pass, .tile_count = count_tiles(&pass->groups) };

    p.tiles = ARENA_ARRAY(arena, Tile, p.tile_count);
    cut_tiles(&p);
    p.spans = (p.tile_count + SPAN_TILES - 1) / SPAN_TILES;
    p.sums = ARENA_ARRAY(arena, double, p.spans * pass->cluster_count * SPAN);
    p.scratch = ARENA_ARRAY(arena, Scratch, workers);
    for (size_t w = 0; w < workers; w++) {
        p.scratch[w].judged = ARENA_ARRAY(arena, float, pass->units->cols *PAIR_LANES);
        p.scratch[w].columns = ARENA_ARRAY(arena, float, SPAN *COLUMN_LANES);
        p.scratch[w].totals = ARENA_ARRAY(arena, double, SPAN);
    }
    players = p.spans + p.spans % 2;
    parallel_for(pass->threads, p.spans, judge_match, &p);
    for (p.round = 1; p.round < players; p.round++)
        parallel_for(pass->threads, players / 2, judge_match, &p);
    write_widths(&p);
}
