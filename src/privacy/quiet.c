/* Who has gone quiet, by segment: how many, and what that is worth.
 *
 * A row is a segment; its parts are the quiet, those who are getting quiet, those who are neither,
 * and those who are not judged. A segment is told of where each of the four has enough, or none.
 */
#include <math.h>

#include "privacy/grid.h"
#include "segment/silence.h"

enum { QUIET, GETTING, USUAL, UNJUDGED, PARTS };

typedef struct Silent {
    const Whole *whole;
    const SegmentSums *sums;
    size_t rows;
    uint32_t *part_of; /* by customer */
    Grid counts;
    size_t (*cell)[PARTS]; /* by row: figures; NO_FIGURE where the row is not told of */
    size_t *of_row, of_all[PARTS];
} Silent;

static uint32_t part_of(Silence silence)
{
    switch (silence) {
    case SILENCE_QUIET: return QUIET;
    case SILENCE_GETTING_QUIET: return GETTING;
    case SILENCE_USUAL: return USUAL;
    case SILENCE_NOT_JUDGED: break;
    }
    return UNJUDGED;
}

static const Segment *segment_of(const Silent *q, size_t row)
{
    return &q->whole->segments->items[q->sums[row].from];
}

static void count_parts(Silent *q)
{
    const Quiet *silence = &q->whole->segments->silence;
    size_t customers = q->whole->shop->customers.count;

    q->part_of = ARENA_ARRAY(q->whole->arena, uint32_t, customers);
    for (size_t c = 0; c < customers; c++)
        q->part_of[c] = part_of(silence->rhythms[c].silence);
    for (size_t r = 0; r < q->rows; r++) {
        for (size_t i = 0; i < segment_of(q, r)->count; i++)
            *grid_cell(&q->counts, r, q->part_of[segment_of(q, r)->members[i]]) += 1;
    }
}

static double column_sum(const Silent *q, size_t part)
{
    double sum = 0;

    for (size_t r = 0; r < q->rows; r++)
        sum += *grid_cell(&q->counts, r, part);
    return sum;
}

/* --- which are told --------------------------------------------------------------------------- */

static bool is_few(const Silent *q, double count)
{
    return count > 0 && count < (double)q->whole->group;
}

/* The four of a row, or of all, unless one is of a few. */
static void give(Silent *q, size_t figures[PARTS], uint32_t row, const double counts[PARTS],
                 const uint32_t *parts, double worth)
{
    bool few = false;

    for (size_t p = 0; p < PARTS; p++)
        few |= is_few(q, counts[p]);
    for (size_t p = 0; p < PARTS; p++) {
        Parts of = { row, &parts[p], 1 };
        if (few && is_few(q, counts[p])) grid_secret(&q->counts, of);
        figures[p] = few             ? NO_FIGURE
                     : counts[p] > 0 ? grid_count(&q->counts, of, counts[p], true, worth)
                                     : grid_figure(&q->counts, of, 0, 0, worth);
    }
}

static void give_row(Silent *q, uint32_t row, const uint32_t *parts)
{
    double low, high;

    count_range(&low, &high, q->whole, q->sums[row].count);
    q->of_row[row] = grid_figure(&q->counts, (Parts){ row, parts, PARTS }, low, high, 0);
    give(q, q->cell[row], row, grid_cell(&q->counts, row, 0), parts, 1);
    grid_remainder(&q->counts, q->of_row[row], q->cell[row], PARTS);
}

static void give_all(Silent *q, const double total[PARTS], const uint32_t *parts)
{
    enum { OF_ALL = 10 }; /* against a segment's */

    give(q, q->of_all, ALL_ROWS, total, parts, OF_ALL);
    for (size_t p = 0; p < PARTS; p++) {
        size_t *cells = ARENA_ARRAY(q->whole->arena, size_t, q->rows);
        for (size_t r = 0; r < q->rows; r++)
            cells[r] = q->cell[r][p];
        grid_remainder(&q->counts, q->of_all[p], cells, q->rows);
    }
}

static void each_customer(const void *context, GridTake *take, void *to)
{
    const Silent *q = context;
    const double one = 1;

    for (size_t r = 0; r < q->rows; r++) {
        for (size_t i = 0; i < segment_of(q, r)->count; i++) {
            uint32_t cell = (uint32_t)(r * PARTS + q->part_of[segment_of(q, r)->members[i]]);
            take(to, &cell, &one, 1);
        }
    }
}

static bool tells_all(const Silent *q, const size_t figures[PARTS])
{
    bool tells = true;

    for (size_t p = 0; p < PARTS; p++)
        tells &= grid_tells(&q->counts, figures[p]);
    return tells;
}

/* --- what it is worth ------------------------------------------------------------------------- */

/* Of one segment, or of all: the spend of the quiet and of the others, and what is at stake. */
typedef struct Worth {
    Tops spend, others, stake;
} Worth;

static Worth open_worth(const Whole *whole)
{
    return (Worth){ tops_open(whole->group, whole->arena), tops_open(whole->group, whole->arena),
                    tops_open(whole->group, whole->arena) };
}

static void add_worth(Worth *worth, const Silent *q, const Segment *segment)
{
    const Whole *whole = q->whole;

    for (size_t i = 0; i < segment->count; i++) {
        uint32_t customer = segment->members[i];
        bool quiet = q->part_of[customer] == QUIET;
        double spend = matrix_at(&whole->shop->customers.features, customer, F_TOTAL_SPEND);
        tops_add(quiet ? &worth->spend : &worth->others, spend);
        if (quiet) tops_add(&worth->stake, customer_stake(whole->segments, whole->shop, customer));
    }
}

static double sum_shown(const Tops *tops, bool secret)
{
    return secret || tops_is_secret(tops) ? NAN : tops_rounded(tops);
}

/* --- the figures ------------------------------------------------------------------------------ */

static const QuietFigures WITHHELD = { NAN, NAN, NAN, NAN, NAN, NAN };

/* Of a segment or all, of whom most customers are shown: rounded parts may add up to more. */
static QuietFigures figures_of(const Silent *q, const double counts[PARTS], const Worth *worth,
                               double most)
{
    bool others = tops_is_secret(&worth->others); /* would follow from the segment's spend */
    double shown[PARTS];

    for (size_t p = 0; p < PARTS; p++)
        shown[p] = count_shown(q->whole, counts[p]);
    double silent = shown[QUIET] + shown[GETTING];
    return (QuietFigures){ .judged = fmax(silent, fmin(silent + shown[USUAL], most)),
                           .quiet = shown[QUIET],
                           .getting_quiet = shown[GETTING],
                           .excess = 0, /* set_excess */
                           .spend = sum_shown(&worth->spend, others),
                           .stake = sum_shown(&worth->stake, others) };
}

/* Of the shown figures, and none where the true ones have none. */
static double excess_of(const QuietFigures *shown, const QuietFigures *whole)
{
    return whole->excess > 0 ? fmax(0, shown->quiet - QUIET_CHANCE * shown->judged) : 0;
}

static void set_excess(Segments *shown, const Silent *q)
{
    double sum = 0, all;

    if (isfinite(shown->quiet.quiet))
        shown->quiet.excess = excess_of(&shown->quiet, &q->whole->segments->quiet);
    all = shown->quiet.excess;
    for (size_t s = 0; s < shown->count; s++) {
        QuietFigures *of = &shown->items[s].quiet;
        if (!isfinite(of->quiet)) continue;
        of->excess = excess_of(of, &segment_of(q, s)->quiet);
        sum += of->excess;
    }
    /* Together no more than of the shop. */
    for (size_t s = 0; s < shown->count && sum > all; s++)
        shown->items[s].quiet.excess *= all / sum;
}

void show_quiet(Segments *shown, const Whole *whole, const SegmentSums *sums)
{
    static const uint32_t parts[PARTS] = { QUIET, GETTING, USUAL, UNJUDGED };
    Silent q = { .whole = whole, .sums = sums, .rows = shown->count };
    Worth all = open_worth(whole);
    double total[PARTS];

    shown->quiet = WITHHELD;
    for (size_t s = 0; s < shown->count; s++)
        shown->items[s].quiet = WITHHELD;
    if (whole->segments->silence.verdict != QUIET_JUDGED) return;
    q.counts = grid_open(whole, q.rows, PARTS);
    q.cell = arena_alloc(whole->arena, q.rows, sizeof *q.cell);
    q.of_row = ARENA_ARRAY(whole->arena, size_t, q.rows);
    count_parts(&q);
    for (uint32_t r = 0; r < q.rows; r++)
        give_row(&q, r, parts);
    for (size_t p = 0; p < PARTS; p++)
        total[p] = column_sum(&q, p);
    give_all(&q, total, parts);
    grid_protect(&q.counts, &(GridPeople){ each_customer, &q });
    for (size_t r = 0; r < q.rows; r++) {
        Worth worth = open_worth(whole);
        add_worth(&worth, &q, segment_of(&q, r));
        add_worth(&all, &q, segment_of(&q, r));
        if (tells_all(&q, q.cell[r]))
            shown->items[r].quiet =
                figures_of(&q, grid_cell(&q.counts, r, 0), &worth, (double)shown->items[r].count);
    }
    if (tells_all(&q, q.of_all)) shown->quiet = figures_of(&q, total, &all, (double)shown->buyers);
    set_excess(shown, &q);
}
