/* Months of an aggregate: those at the end of which each has enough customers, and from which, with
 * the total, the others do not follow. */
#include <math.h>
#include <string.h>

#include "privacy/show.h"

typedef struct Months {
    const Whole *whole;
    const Month *items;
    size_t count;
    Tops *revenue, *purchases; /* of customers, by month */
    size_t from, to;           /* the months that are shown */
} Months;

/* Months ascend. */
static size_t month_at(const Months *months, Day day)
{
    size_t low = 0, high = months->count;

    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (months->items[middle].first_day <= day) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static Tops *open_tops(const Months *months)
{
    Tops *tops = ARENA_ARRAY(months->whole->arena, Tops, months->count);

    for (size_t m = 0; m < months->count; m++)
        tops[m] = tops_open(months->whole->group, months->whole->arena);
    return tops;
}

static void tally_months(Months *months)
{
    const Shop *shop = months->whole->shop;
    const Purchases *all = &shop->purchases;
    double *net = ARENA_ARRAY(months->whole->arena, double, months->count);
    double *times = ARENA_ARRAY(months->whole->arena, double, months->count);

    months->revenue = open_tops(months);
    months->purchases = open_tops(months);
    for (size_t c = 0; all->count && c < shop->customers.count; c++) {
        for (size_t p = all->first[c]; p < all->first[c + 1]; p++) {
            net[month_at(months, all->days[p])] += all->net[p];
            times[month_at(months, all->days[p])] += 1;
        }
        for (size_t p = all->first[c]; p < all->first[c + 1]; p++) {
            size_t m = month_at(months, all->days[p]);
            tops_add(&months->revenue[m], net[m]);
            tops_add(&months->purchases[m], times[m]);
            net[m] = times[m] = 0; /* a customer counts once */
        }
    }
}

/* --- which are shown -------------------------------------------------------------------------- */

static bool is_few(const Months *months, int64_t count)
{
    return count > 0 && count < (int64_t)months->whole->group;
}

/* A month of nothing but returns is of few, or of how many is not known. */
static bool is_secret(const Months *months, size_t m)
{
    bool returns_alone = !months->revenue[m].members && months->items[m].revenue != 0;

    return is_few(months, months->items[m].active_customers) || returns_alone ||
           tops_is_secret(&months->revenue[m]);
}

/* Returns count in the month in which they came back, so that this is not the purchases' sum. */
static double revenue_shown(const Months *months, size_t m)
{
    return round_to(months->items[m].revenue, tops_step(&months->revenue[m]));
}

static bool is_shown(const Months *months, size_t m)
{
    return m >= months->from && m < months->to;
}

/* What is withheld has a sum, which the total less the others tells. */
static bool rest_is_secret(const Months *months)
{
    const Shop *shop = months->whole->shop;
    const Purchases *all = &shop->purchases;
    Tops rest = tops_open(months->whole->group, months->whole->arena);

    for (size_t c = 0; all->count && c < shop->customers.count; c++) {
        double net = 0;
        for (size_t p = all->first[c]; p < all->first[c + 1]; p++) {
            if (!is_shown(months, month_at(months, all->days[p]))) net += all->net[p];
        }
        tops_add(&rest, net);
    }
    return tops_is_secret(&rest);
}

/* A release of which each cell is a month. */
typedef struct Ledger {
    Release release;
    uint32_t *numbers;
    double *value, *least;
    GivenSum *figures;
    Secret *secrets;
} Ledger;

/* The first figure is the sum of all. */
static Ledger open_ledger(const Months *months, double low, double high)
{
    Arena *arena = months->whole->arena;
    Ledger l = { .numbers = ARENA_ARRAY(arena, uint32_t, months->count),
                 .value = ARENA_ARRAY(arena, double, months->count),
                 .least = ARENA_ARRAY(arena, double, months->count),
                 .figures = ARENA_ARRAY(arena, GivenSum, months->count + 1),
                 .secrets = ARENA_ARRAY(arena, Secret, months->count + 1) };

    for (size_t m = 0; m < months->count; m++)
        l.numbers[m] = (uint32_t)m;
    l.figures[0] = (GivenSum){ l.numbers, months->count, low, high, 0, false };
    l.release = (Release){ .cells = months->count,
                           .value = l.value,
                           .least = l.least,
                           .figures = l.figures,
                           .figure_count = 1,
                           .secrets = l.secrets };
    return l;
}

static void put_value(Ledger *l, size_t m, double value)
{
    l->value[m] = value;
    l->least[m] = fmin(0, value);
}

static void give(Ledger *l, size_t m, double low, double high, double worth)
{
    l->figures[l->release.figure_count++] =
        (GivenSum){ &l->numbers[m], 1, low, high, worth, false };
}

static void hide(Ledger *l, const uint32_t *months, size_t count)
{
    l->secrets[l->release.secret_count++] = (Secret){ months, count };
}

/* Secret months, and all that are withheld, where their sum is a secret. */
static void hide_months(Ledger *l, const Months *months)
{
    uint32_t *rest = ARENA_ARRAY(months->whole->arena, uint32_t, months->count);
    size_t count = 0;

    for (size_t m = 0; m < months->count; m++) {
        if (is_secret(months, m)) hide(l, &l->numbers[m], 1);
        if (!is_shown(months, m)) rest[count++] = (uint32_t)m;
    }
    if (count && rest_is_secret(months)) hide(l, rest, count);
}

/* Whether fewer months than are shown may be: then those after the last that may not. */
static bool shorten(Months *months, double low, double high)
{
    Ledger l = open_ledger(months, low, high);
    size_t from = months->from;

    for (size_t m = 0; m < months->count; m++) {
        double shown = revenue_shown(months, m), half = tops_step(&months->revenue[m]) / 2;
        put_value(&l, m, months->items[m].revenue);
        if (is_shown(months, m)) give(&l, m, shown - half, shown + half, (double)(m + 1));
    }
    hide_months(&l, months);
    if (disclosure_protect(&l.release, months->whole->arena)) from = months->to;
    for (size_t f = 1; f < l.release.figure_count; f++) {
        if (l.figures[f].withheld && l.figures[f].cells[0] >= from)
            from = l.figures[f].cells[0] + 1;
    }
    bool shorter = from > months->from;
    months->from = from;
    return shorter;
}

static void choose_months(Months *months, const Segments *shown, const SegmentSums *sums)
{
    double revenue = 0, half = 0;

    for (size_t s = 0; s < shown->count; s++) {
        revenue += sums[s].sum[F_TOTAL_SPEND];
        half += sums[s].step[F_TOTAL_SPEND] / 2;
    }
    months->from = 0;
    months->to = months->count;
    while (months->to && is_secret(months, months->to - 1))
        months->to--;
    for (size_t m = 0; m < months->to; m++) {
        if (is_secret(months, m)) months->from = m + 1;
    }
    while (months->from < months->to && shorten(months, revenue - half, revenue + half))
        continue;
}

/* --- new customers ---------------------------------------------------------------------------- */

/* New customers of each month that may be told; −1 for the others. */
static void show_new(Month *shown, const Months *months, const Segments *segments)
{
    double low = 0, high = 0;

    for (size_t s = 0; s < segments->count; s++) {
        double from, to;
        if (!segments->items[s].cluster_count) continue;
        count_range(&from, &to, months->whole, (double)segments->items[s].count);
        low += from;
        high += to;
    }
    Ledger l = open_ledger(months, low, high);
    for (size_t m = 0; m < months->count; m++) {
        double count = (double)months->items[m].new_customers, from, to;
        put_value(&l, m, count);
        if (is_few(months, months->items[m].new_customers)) hide(&l, &l.numbers[m], 1);
        if (!is_shown(months, m) || count < (double)months->whole->group) continue;
        count_range(&from, &to, months->whole, count_shown(months->whole, count));
        give(&l, m, from, to, count);
    }
    bool lost = disclosure_protect(&l.release, months->whole->arena) > 0;
    for (size_t m = months->from; m < months->to; m++)
        shown[m - months->from].new_customers = months->items[m].new_customers ? -1 : 0;
    for (size_t f = 1; !lost && f < l.release.figure_count; f++) {
        size_t m = l.figures[f].cells[0];
        if (l.figures[f].withheld) continue;
        shown[m - months->from].new_customers =
            (int64_t)count_shown(months->whole, (double)months->items[m].new_customers);
    }
}

/* --- all -------------------------------------------------------------------------------------- */

/* Each field of a month is decided here. */
static Month show_month(const Months *months, size_t m)
{
    const Month *month = &months->items[m];
    bool returns = months->whole->shop->return_lines > 0;

    return (Month){ .first_day = month->first_day,
                    .revenue = revenue_shown(months, m),
                    .returns = returns ? NAN : 0, /* of how many is not known */
                    .purchases = (int64_t)tops_rounded(&months->purchases[m]),
                    .active_customers =
                        (int64_t)count_shown(months->whole, (double)month->active_customers),
                    .new_customers = 0 /* show_new */ };
}

void show_months(Shop *shown, const Whole *whole, const Segments *segments, const SegmentSums *sums)
{
    Months months = { .whole = whole,
                      .items = whole->shop->months,
                      .count = whole->shop->month_count };

    if (!months.count) return;
    tally_months(&months);
    choose_months(&months, segments, sums);
    shown->month_count = months.to - months.from;
    shown->months = ARENA_ARRAY(whole->arena, Month, shown->month_count);
    for (size_t m = months.from; m < months.to; m++)
        shown->months[m - months.from] = show_month(&months, m);
    show_new(shown->months, &months, segments);
}
