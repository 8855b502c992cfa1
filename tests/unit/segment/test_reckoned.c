/* Weeks, steps and profiles of random shops, held against what the plainest way of reckoning gives:
 * by looking at every customer and every day again for each figure. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "math/math.h"
#include "segment/growth.h"
#include "segment/profile.h"
#include "segment/week.h"
#include "segment_tests.h"

static Arena arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(&arena);
    return 0;
}

static void assert_same(double got, double wanted)
{
    if (got == wanted || (isnan(got) && isnan(wanted))) return;
    if (!(fabs(got - wanted) <= 1e-9 * fmax(1, fabs(wanted))))
        fail_msg("%.17g is not %.17g", got, wanted);
}

/* --- shops ------------------------------------------------------------------------------------ */

enum { MOST = 4000, LONGEST = 1500 };

typedef struct Ledger {
    Shop shop;
    size_t first[64];
    Day days[MOST];
    double net[MOST];
    DayTotal totals[LONGEST];
    DayRange holes[2];
} Ledger;

static int below(Random *random, int limit)
{
    return (int)random_below(random, (uint64_t)limit);
}

static int by_day(const void *left, const void *right)
{
    return *(const Day *)left - *(const Day *)right;
}

static void sell(Ledger *l, Day day, double amount)
{
    l->totals[day - l->shop.first_day].revenue += amount;
    l->totals[day - l->shop.first_day].lines++;
    if (day > l->shop.last_day) l->shop.last_day = day;
}

/* Somebody who buys so many times, between two days of the records. */
static void add_customer(Ledger *l, Random *random, int times, Day from, Day to)
{
    size_t at = l->shop.purchases.count, customer = l->shop.customers.count++;

    for (int i = 0; i < times; i++)
        l->days[at + (size_t)i] = from + below(random, to - from + 1);
    qsort(l->days + at, (size_t)times, sizeof *l->days, by_day);
    for (int i = 0; i < times; i++) {
        l->net[at] = below(random, 9) ? below(random, 4000) / 100.0 : -below(random, 300) / 100.0;
        sell(l, l->days[at], l->net[at]);
        at++;
    }
    l->shop.purchases.count = l->first[customer + 1] = at;
}

static Ledger *ledger_open(Day first, Day as_of)
{
    Ledger *l = ARENA_NEW(&arena, Ledger);

    l->shop = (Shop){ .first_day = first, .last_day = first, .source = { .as_of = as_of } };
    l->shop.purchases = (Purchases){ .first = l->first, .days = l->days, .net = l->net };
    l->shop.days = l->totals;
    l->shop.holes.items = l->holes;
    return l;
}

/* --- weeks ------------------------------------------------------------------------------------ */

static bool touches_hole(const Shop *shop, Day from, Day to)
{
    for (Day day = from; day <= to; day++) {
        for (size_t h = 0; h < shop->holes.count; h++)
            if (day >= shop->holes.items[h].from && day <= shop->holes.items[h].to) return true;
    }
    return false;
}

/* The figures of the days from one to another. */
static void reckon(double out[WEEK_FIGURES], const Shop *shop, Day from, Day to)
{
    for (int f = 0; f < WEEK_FIGURES; f++)
        out[f] = 0;
    for (size_t c = 0; c < shop->customers.count; c++) {
        size_t first = shop->purchases.first[c], end = shop->purchases.first[c + 1], bought = 0;
        for (size_t i = first; i < end; i++)
            bought += shop->purchases.days[i] >= from && shop->purchases.days[i] <= to;
        out[WEEK_PURCHASES] += (double)bought;
        out[WEEK_BUYERS] += bought > 0;
        bool is_new = first < end && shop->purchases.days[first] >= from;
        out[WEEK_NEW] += bought && is_new;
        out[WEEK_RETURNING] += bought && !is_new;
    }
    for (Day day = from; day <= to; day++) {
        if (day < shop->first_day || day > shop->last_day) continue;
        out[WEEK_REVENUE] += shop->days[day - shop->first_day].revenue;
    }
}

static bool is_festive(Day from, Day to)
{
    for (Day day = from; day <= to; day++) {
        CivilDate date = day_to_civil(day);
        if (date.month == 12 || (date.month == 11 && date.day >= 20) ||
            (date.month == 1 && date.day <= 20))
            return true;
    }
    return false;
}

/* What one more purchase adds to the variance over what it adds to the mean. */
static double unit_of(const Shop *shop)
{
    double *sizes = ARENA_ARRAY(&arena, double, shop->purchases.count), sum = 0, squares = 0;
    size_t count = 0;

    for (size_t i = 0; i < shop->purchases.count; i++)
        if (shop->purchases.net[i] > 0) sizes[count++] = shop->purchases.net[i];
    double most = quantile(sizes, count, 0.995, &arena);
    for (size_t i = 0; i < count; i++) {
        sum += fmin(most, sizes[i]);
        squares += fmin(most, sizes[i]) * fmin(most, sizes[i]);
    }
    return sum > 0 ? squares / sum : 1;
}

/* Each week up to `to`, of which only its first days count. */
static size_t judge(Usual out[WEEK_FIGURES], const Shop *shop, Day to, int days, int counted)
{
    int have = (to - shop->first_day + 1) / days;
    size_t weeks = have < 1 ? 1 : have > 520 ? 520 : (size_t)have, past = 0; /* ten years */
    double *values[WEEK_FIGURES], one[WEEK_FIGURES];
    bool *feast = ARENA_ARRAY(&arena, bool, weeks);
    WeekSeries series = { .feast = feast, .count = weeks, .unit = unit_of(shop) };

    if (364 % days == 0) series.year = (size_t)(364 / days);
    for (int f = 0; f < WEEK_FIGURES; f++)
        series.values[f] = values[f] = ARENA_ARRAY(&arena, double, weeks);
    for (size_t w = 0; w < weeks; w++) {
        Day end = to - (Day)(weeks - 1 - w) * days, start = end - days + 1;
        bool hole = touches_hole(shop, start, end);
        reckon(one, shop, start, start + counted - 1);
        for (int f = 0; f < WEEK_FIGURES; f++)
            values[f][w] = hole || (f == WEEK_REVENUE && shop->no_amounts) ? NAN : one[f];
        feast[w] = is_festive(start, end);
        past += w + 1 < weeks && !hole;
    }
    week_judge(out, &series, &arena);
    return past;
}

static int wait_of(const Shop *shop)
{
    int longest = 0, wait = 0;
    Day start = shop->last_day - 364;

    /* From the first day of the year with a sale on. */
    while (start < shop->first_day || !shop->days[start - shop->first_day].lines)
        start++;
    for (Day day = start + 1; day <= shop->last_day; day++) {
        if (!shop->days[day - shop->first_day].lines) {
            wait++;
            continue;
        }
        if (wait > longest && !touches_hole(shop, day - wait, day - 1)) longest = wait;
        wait = 0;
    }
    return longest;
}

static WeekState state_by(const Shop *shop, const Usual *usual, Day to, int days)
{
    Usual part[WEEK_FIGURES];
    int silent = to - shop->last_day;

    if (touches_hole(shop, to - days + 1, to)) return WEEK_HOLE;
    if (usual[WEEK_PURCHASES].verdict == USUAL_TOO_SHORT) return WEEK_TOO_SHORT;
    if (silent >= 1 && silent > wait_of(shop)) {
        if (silent >= days) return WEEK_ENDS_EARLY;
        judge(part, shop, to, days, days - silent);
        if (part[WEEK_PURCHASES].verdict != USUAL_BELOW &&
            part[WEEK_BUYERS].verdict != USUAL_BELOW && part[WEEK_REVENUE].verdict != USUAL_BELOW)
            return WEEK_ENDS_EARLY;
    }
    return usual[WEEK_PURCHASES].verdict == USUAL_FEAST ? WEEK_FEAST : WEEK_JUDGED;
}

static void assert_usual(const Usual *got, const Usual *wanted, bool judged)
{
    assert_int_equal(got->verdict, judged ? wanted->verdict : USUAL_UNKNOWN);
    assert_int_equal(got->past, wanted->past);
    assert_same(got->expected, wanted->expected);
    assert_same(got->low, wanted->low);
    assert_same(got->high, wanted->high);
}

static WeekState check_week(const Shop *shop, int days)
{
    SalesWeek week = week_find(shop, days, &arena);
    bool unfinished = shop->source.as_of_moves && shop->last_day < shop->source.as_of;
    Day to = shop->source.as_of - unfinished, ago = to - 364;
    double value[WEEK_FIGURES], before[WEEK_FIGURES];
    Usual usual[WEEK_FIGURES];

    assert_int_equal(week.to, to);
    assert_int_equal(week.from, to - days + 1);
    assert_int_equal(week.days, days);
    assert_int_equal(week.last_sale, shop->last_day);
    assert_int_equal(week.past, judge(usual, shop, to, days, days));
    reckon(value, shop, week.from, to);
    reckon(before, shop, ago - days + 1, ago);
    bool known = ago - days + 1 >= shop->first_day && !touches_hole(shop, ago - days + 1, ago);
    WeekState state = state_by(shop, usual, to, days);
    assert_int_equal(week.state, state);
    for (int f = 0; f < WEEK_FIGURES; f++) {
        bool told = f != WEEK_REVENUE || !shop->no_amounts;
        assert_same(week.value[f], told ? value[f] : NAN);
        assert_same(week.year_before[f], known && told ? before[f] : NAN);
        assert_usual(&week.usual[f], &usual[f], state == WEEK_JUDGED);
    }
    assert_int_equal(shop_longest_wait(shop), wait_of(shop));
    return state;
}

static void weeks_are_what_came_in_on_their_days(void **state)
{
    static const int lengths[] = { 1, 2, 3, 4, 7, 14, 28 };
    Random random = random_open(51, 0);
    size_t seen[WEEK_WITHHELD + 1] = { 0 };

    (void)state;
    for (int round = 0; round < 400; round++) {
        ArenaMark mark = arena_mark(&arena);
        int long_ago = 20 + below(&random, round % 2 ? 900 : 150);
        Day as_of =
            day_from_civil((CivilDate){ 2024, 1 + below(&random, 12), 1 + below(&random, 28) });
        Ledger *l = ledger_open(as_of - long_ago, as_of);
        int end = below(&random, 3) ? 0 : below(&random, 12), busy = 1 + below(&random, 40);
        add_customer(l, &random, 1, as_of - long_ago, as_of - long_ago);
        for (int c = 0; c < 20; c++)
            add_customer(l, &random, below(&random, busy), as_of - long_ago, as_of - end);
        for (int i = 0; i < 5; i++)
            sell(l, as_of - long_ago + below(&random, long_ago + 1 - end),
                 -below(&random, 500) / 100.0);
        l->shop.source.as_of_moves = below(&random, 4) == 0;
        l->shop.no_amounts = below(&random, 5) == 0;
        while (l->shop.holes.count < 2 && below(&random, 3) == 0) {
            Day from = as_of - below(&random, long_ago);
            l->holes[l->shop.holes.count++] = (DayRange){ from, from + below(&random, 9) };
        }
        for (size_t i = 0; i < COUNT_OF(lengths); i++)
            seen[check_week(&l->shop, lengths[i])]++;
        arena_release(&arena, mark);
    }
    for (WeekState s = WEEK_JUDGED; s < WEEK_WITHHELD; s++)
        assert_true(seen[s] > 20); /* of every state enough */
}

/* --- growth ----------------------------------------------------------------------------------- */

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

static double quantile_of(double *values, size_t count, double p)
{
    qsort(values, count, sizeof *values, by_size);
    if (!count) return NAN;
    double place = p * (double)(count - 1);
    size_t at = (size_t)place;
    double above = at + 1 < count ? values[at + 1] : values[at];
    return values[at] + (place - (double)at) * (above - values[at]);
}

typedef struct Member {
    double customers, lower, median, upper, purchases, purchase, revenue;
    double spends[64];
} Member;

/* The typical member of a segment in the year up to the last sale. */
static Member member_of(const Shop *shop, const Segment *segment)
{
    Member m = { 0 };
    double counts[64], sizes[64];
    size_t whole = 0, bought = 0;

    for (size_t i = 0; i < segment->count; i++) {
        uint32_t c = segment->members[i];
        size_t first = shop->purchases.first[c], end = shop->purchases.first[c + 1];
        double spend = 0, times = 0;
        if (first == end || shop->purchases.days[first] > shop->last_day - 365) continue;
        for (size_t p = first; p < end; p++) {
            if (shop->purchases.days[p] <= shop->last_day - 365) continue;
            spend += shop->purchases.net[p];
            times++;
        }
        m.revenue += spend;
        if (times > 0) sizes[bought++] = spend / times;
        counts[whole] = times;
        m.spends[whole++] = spend;
    }
    m.customers = (double)whole;
    m.lower = quantile_of(m.spends, whole, 0.25);
    m.median = quantile_of(m.spends, whole, 0.5);
    m.upper = quantile_of(m.spends, whole, 0.75);
    m.purchases = quantile_of(counts, whole, 0.5);
    m.purchase = quantile_of(sizes, bought, 0.5);
    return m;
}

static bool may_step(const Segments *segments, const Member *m, size_t from, size_t to,
                     double least)
{
    const Segment *own = &segments->items[from], *goal = &segments->items[to];
    size_t reached = 0;

    if (from == to || m[from].customers < least || m[to].customers < least) return false;
    if (!own->cluster_count || 3 * m[from].customers < (double)own->count) return false;
    if (!(m[from].purchases >= 1)) return false;
    if (!goal->cluster_count || goal->archetype == ARCHETYPE_OTHER) return false;
    if (goal->archetype == ARCHETYPE_EXCEPTIONAL || !(goal->jaccard >= 0.6)) return false;
    if ((double)goal->count < 0.02 * (double)segments->buyers) return false;
    if (2 * m[to].customers < (double)goal->count) return false;
    if (!(m[to].lower >= 1.25 * m[from].median)) return false;
    if (!(m[to].purchases > m[from].purchases) && !(m[to].purchase > m[from].purchase))
        return false;
    for (size_t i = 0; i < (size_t)m[from].customers; i++)
        reached += m[from].spends[i] >= m[to].lower;
    return (double)reached >= 0.1 * m[from].customers;
}

static size_t check_growth(const Shop *shop, const Segments *segments, size_t min_group)
{
    Growth growth = growth_find(shop, segments, min_group, &arena);
    double least = min_group > 10 ? (double)min_group : 10;
    Member members[8];
    size_t steps = 0;

    assert_int_equal(growth.has_year, shop->first_day < shop->last_day - 364);
    for (size_t s = 0; s < segments->count; s++)
        members[s] = member_of(shop, &segments->items[s]);
    for (size_t from = 0; from < segments->count && growth.has_year; from++) {
        size_t nearest = SIZE_MAX;
        for (size_t to = 0; to < segments->count; to++) {
            if (!may_step(segments, members, from, to, least)) continue;
            if (nearest == SIZE_MAX || members[to].median < members[nearest].median) nearest = to;
        }
        if (nearest == SIZE_MAX) continue;
        const Member *own = &members[from], *goal = &members[nearest];
        if (0.1 * own->customers * (goal->upper - own->median) > goal->revenue) continue;
        assert_true(steps < growth.count);
        const GrowthStep *step = &growth.steps[steps++];
        assert_int_equal(step->from, from);
        assert_int_equal(step->to, nearest);
        assert_same((double)step->own.customers, own->customers);
        assert_same(step->goal.revenue, goal->revenue);
        assert_same(step->least, goal->lower - own->median);
        assert_same(step->most, goal->upper - own->median);
        assert_same(step->worth_least, 0.1 * own->customers * step->least);
        assert_same(step->worth_most, 0.1 * own->customers * step->most);
        assert_int_equal(step->more_purchases, goal->purchases > own->purchases);
        assert_int_equal(step->larger_purchases, goal->purchase > own->purchase);
    }
    assert_int_equal(growth.count, steps);
    return steps;
}

static void steps_lead_to_the_nearest_that_may_be_a_goal(void **state)
{
    static const size_t cluster = 0;
    Random random = random_open(52, 0);
    size_t steps = 0;

    (void)state;
    for (int round = 0; round < 1500; round++) {
        ArenaMark mark = arena_mark(&arena);
        Day first = 1000, last = 1000 + 340 + below(&random, 400);
        Ledger *l = ledger_open(first, last);
        Segment items[4] = { 0 };
        uint32_t members[4][16];
        sell(l, last - below(&random, 3), 0);
        for (size_t s = 0; s < 4; s++) {
            int base = 1 + below(&random, 6),
                join = below(&random, 4) ? 1000 : 1000 + below(&random, 300);
            size_t count = 9 + (size_t)below(&random, 7);
            for (size_t i = 0; i < count; i++) {
                members[s][i] = (uint32_t)l->shop.customers.count;
                add_customer(l, &random, base + below(&random, 4), join, l->shop.last_day);
                if (below(&random, 3)) l->days[l->first[members[s][i]]] = 1000;
            }
            items[s] =
                (Segment){ .members = members[s],
                           .count = count,
                           .clusters = &cluster,
                           .cluster_count = (size_t)(below(&random, 12) > 0),
                           .jaccard = below(&random, 8) ? 0.6 + below(&random, 2) / 4.0 : 0.59,
                           .archetype = (Archetype)below(&random, ARCHETYPES) };
        }
        Segments segments = { .items = items,
                              .count = 4,
                              .buyers = 500 + (size_t)below(&random, 200) };
        if (below(&random, 3)) segments.buyers = 60;
        steps += check_growth(&l->shop, &segments, below(&random, 4) ? 0 : 12);
        arena_release(&arena, mark);
    }
    assert_true(steps > 100);
}

/* --- profiles --------------------------------------------------------------------------------- */

static void engagement_is_the_mean_of_three_middle_ranks(void **state)
{
    static const Feature parts[] = { F_INTERACTION_COUNT, F_AVG_INTERACTION_DURATION,
                                     F_INTERACTION_TYPES };
    Random random = random_open(53, 0);

    (void)state;
    for (int round = 0; round < 200; round++) {
        size_t count = 1 + (size_t)below(&random, 40);
        Shop shop = { .has_interactions = true, .customers = { .count = count } };
        shop.customers.features = matrix_new(count, F_COUNT, &arena);
        for (size_t i = 0; i < count * F_COUNT; i++)
            shop.customers.features.at[i] = below(&random, 1 + round % 12);
        const double *got = profile_engagement(&shop, &arena);
        for (size_t i = 0; i < count; i++) {
            double sum = 0;
            for (size_t p = 0; p < COUNT_OF(parts); p++) {
                double mine = matrix_at(&shop.customers.features, i, parts[p]);
                for (size_t j = 0; j < count; j++) {
                    double other = matrix_at(&shop.customers.features, j, parts[p]);
                    sum += other < mine ? 1 : other == mine ? 0.5 : 0;
                }
            }
            assert_same(got[i], 100 * sum / 3 / (double)count);
        }
        shop.has_interactions = false;
        assert_null(profile_engagement(&shop, &arena));
    }
}

static void features_have_their_mean_middle_and_spread(void **state)
{
    Random random = random_open(54, 0);

    (void)state;
    for (int round = 0; round < 100; round++) {
        enum { ROWS = 30 };
        Matrix features = matrix_new(ROWS, F_COUNT, &arena);
        uint32_t rows[ROWS];
        size_t buyers = 0;
        for (size_t i = 0; i < ROWS * F_COUNT; i++)
            features.at[i] = below(&random, 6);
        for (uint32_t i = 0; i < ROWS; i++)
            if (below(&random, 3)) rows[buyers++] = i;
        double mean[F_COUNT], middle[F_COUNT], sd[F_COUNT];
        profile_features(mean, middle, &features, rows, buyers, &arena);
        profile_deviation(sd, mean, &features, rows, buyers);
        for (size_t f = 0; f < F_COUNT; f++) {
            double values[ROWS], sum = 0, squares = 0;
            for (size_t i = 0; i < buyers; i++)
                sum += values[i] = matrix_at(&features, rows[i], f);
            for (size_t i = 0; i < buyers; i++)
                squares += pow(values[i] - sum / (double)buyers, 2);
            assert_same(mean[f], sum / (double)buyers);
            assert_same(middle[f], quantile_of(values, buyers, 0.5));
            assert_same(sd[f], sqrt(squares / (double)buyers));
        }
    }
}

int reckoned_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks_are_what_came_in_on_their_days),
        cmocka_unit_test(steps_lead_to_the_nearest_that_may_be_a_goal),
        cmocka_unit_test(engagement_is_the_mean_of_three_middle_ranks),
        cmocka_unit_test(features_have_their_mean_middle_and_spread),
    };

    return cmocka_run_group_tests_name("reckoned", tests, open_arena, close_arena);
}
