#include "segment/week.h"

#include <math.h>

#include "math/math.h"

/* No reader needs weeks of long ago, and no band. */
#define MOST_WEEKS 520
/* Purchases that are looked at for their usual size. */
#define MOST_SIZES 100000
/* Above this share of the purchases their size is cut: one mistyped amount is no measure. */
#define LARGEST_SHARE 0.995

/* Weeks as they are counted: the newest last. */
typedef struct Weeks {
    const Shop *shop;
    Day to;      /* the last day of the newest */
    int days;    /* of each */
    int covered; /* its first so many days count */
    size_t count;
    double *values[WEEK_FIGURES];
} Weeks;

/* --- counting --------------------------------------------------------------------------------- */

/* The week of a day; SIZE_MAX where it lies outside of all or does not count. */
static size_t week_of(const Weeks *w, Day day)
{
    int back = w->to - day;
    size_t weeks = back < 0 ? w->count : (size_t)(back / w->days);

    if (weeks >= w->count || w->days - 1 - back % w->days >= w->covered) return SIZE_MAX;
    return w->count - 1 - weeks;
}

static void count_customer(Weeks *w, const Day *days, size_t count)
{
    size_t seen = SIZE_MAX, first = count ? week_of(w, days[0]) : SIZE_MAX;

    for (size_t i = 0; i < count; i++) {
        size_t week = week_of(w, days[i]);
        if (week == SIZE_MAX) continue;
        w->values[WEEK_PURCHASES][week]++;
        if (week == seen) continue;
        w->values[WEEK_BUYERS][week]++;
        w->values[week == first ? WEEK_NEW : WEEK_RETURNING][week]++;
        seen = week;
    }
}

static void count_revenue(Weeks *w)
{
    const Shop *shop = w->shop;
    Sum sum = { 0 };
    size_t last = SIZE_MAX;

    for (Day day = shop->first_day; day <= shop->last_day; day++) {
        size_t week = week_of(w, day);
        if (week == SIZE_MAX) continue;
        if (week != last) sum = (Sum){ 0 };
        sum_add(&sum, shop->days[day - shop->first_day].revenue);
        w->values[WEEK_REVENUE][week] = sum_value(sum);
        last = week;
    }
}

static Weeks count_weeks(const Shop *shop, Day to, int days, int covered, size_t count,
                         Arena *arena)
{
    Weeks w = { .shop = shop, .to = to, .days = days, .covered = covered, .count = count };
    const Purchases *purchases = &shop->purchases;

    for (int f = 0; f < WEEK_FIGURES; f++)
        w.values[f] = ARENA_ARRAY(arena, double, count);
    for (size_t c = 0; c < shop->customers.count; c++) {
        size_t from = purchases->first[c];
        count_customer(&w, purchases->days + from, purchases->first[c + 1] - from);
    }
    count_revenue(&w);
    return w;
}

/* --- what may be compared --------------------------------------------------------------------- */

bool shop_has_hole(const Shop *shop, Day from, Day to)
{
    for (size_t i = 0; i < shop->holes.count; i++) {
        if (shop->holes.items[i].from <= to && shop->holes.items[i].to >= from) return true;
    }
    return false;
}

static void leave_out_holes(Weeks *w)
{
    for (size_t i = 0; i < w->count; i++) {
        Day to = w->to - (Day)(w->count - 1 - i) * w->days;
        for (int f = 0; f < WEEK_FIGURES && shop_has_hole(w->shop, to - w->days + 1, to); f++)
            w->values[f][i] = NAN;
    }
}

static bool is_feast_day(Day day)
{
    CivilDate date = day_to_civil(day);

    return date.month == 12 || (date.month == 11 && date.day >= 20) ||
           (date.month == 1 && date.day <= 20);
}

static const bool *find_feasts(const Weeks *w, Arena *arena)
{
    bool *feast = ARENA_ARRAY(arena, bool, w->count);

    for (size_t i = 0; i < w->count; i++) {
        Day to = w->to - (Day)(w->count - 1 - i) * w->days;
        for (Day day = to - w->days + 1; day <= to && !feast[i]; day++)
            feast[i] = is_feast_day(day);
    }
    return feast;
}

/* The mean size of a purchase, weighted by the size itself: what one purchase adds to the variance
 * of a week's revenue over what it adds to its mean. 1 where nothing was sold. */
static double revenue_unit(const Shop *shop, Arena *arena)
{
    const Purchases *purchases = &shop->purchases;
    size_t step = purchases->count / MOST_SIZES + 1, count = 0;
    double *sizes = ARENA_ARRAY(arena, double, purchases->count / step + 1);
    Sum sum = { 0 }, squares = { 0 };

    for (size_t i = 0; i < purchases->count; i += step) {
        if (purchases->net[i] > 0) sizes[count++] = purchases->net[i];
    }
    double most = quantile(sizes, count, LARGEST_SHARE, arena);
    for (size_t i = 0; i < count; i++) {
        double size = fmin(sizes[i], most);
        sum_add(&sum, size);
        sum_add(&squares, size * size);
    }
    double unit = sum_value(squares) / sum_value(sum);
    return isfinite(unit) && unit > 0 ? unit : 1;
}

/* --- judging ---------------------------------------------------------------------------------- */

/* A today that nobody named and that has no sale yet is not over: it is no day of the week. */
static Day end_of_week(const Shop *shop)
{
    bool unfinished = shop->source.as_of_moves && shop->last_day < shop->source.as_of;

    return shop->source.as_of - unfinished;
}

static size_t whole_weeks(const Shop *shop, int days)
{
    int have = (end_of_week(shop) - shop->first_day + 1) / days;

    return have > MOST_WEEKS ? MOST_WEEKS : have < 1 ? 1 : (size_t)have;
}

static void judge_weeks(Usual out[WEEK_FIGURES], Weeks *w, Arena *arena)
{
    WeekSeries series = { .feast = find_feasts(w, arena),
                          .count = w->count,
                          .year =
                              DAYS_OF_52_WEEKS % w->days ? 0 : (size_t)(DAYS_OF_52_WEEKS / w->days),
                          .unit = revenue_unit(w->shop, arena) };

    leave_out_holes(w);
    for (size_t i = 0; w->shop->no_amounts && i < w->count; i++)
        w->values[WEEK_REVENUE][i] = NAN;
    for (int f = 0; f < WEEK_FIGURES; f++)
        series.values[f] = w->values[f];
    week_judge(out, &series, arena);
}

int shop_longest_wait(const Shop *shop)
{
    Day start = shop->last_day - DAYS_OF_52_WEEKS, next = shop->last_day;
    int longest = 0;

    for (Day day = next - 1; day >= start && day >= shop->first_day; day--) {
        if (!shop->days[day - shop->first_day].lines) continue;
        int wait = next - day - 1;
        if (wait > longest && !shop_has_hole(shop, day + 1, next - 1)) longest = wait;
        next = day;
    }
    return longest;
}

static bool is_below(const Usual *usual)
{
    return usual->verdict == USUAL_BELOW;
}

/* Whether the week lacks its last days, and is as usual up to there. */
static bool ends_early(const Shop *shop, int days, Arena *arena)
{
    int silent = end_of_week(shop) - shop->last_day;
    Usual usual[WEEK_FIGURES];

    if (silent < 1 || silent <= shop_longest_wait(shop)) return false;
    if (silent >= days) return true;
    Weeks part =
        count_weeks(shop, end_of_week(shop), days, days - silent, whole_weeks(shop, days), arena);
    judge_weeks(usual, &part, arena);
    return !is_below(&usual[WEEK_PURCHASES]) && !is_below(&usual[WEEK_BUYERS]) &&
           !is_below(&usual[WEEK_REVENUE]);
}

static WeekState state_of(const SalesWeek *week, const Shop *shop, Arena *arena)
{
    const Usual *purchases = &week->usual[WEEK_PURCHASES];

    if (shop_has_hole(shop, week->from, week->to)) return WEEK_HOLE;
    if (purchases->verdict == USUAL_TOO_SHORT) return WEEK_TOO_SHORT;
    if (ends_early(shop, week->days, arena)) return WEEK_ENDS_EARLY;
    return purchases->verdict == USUAL_FEAST ? WEEK_FEAST : WEEK_JUDGED;
}

/* --- the week --------------------------------------------------------------------------------- */

static void take_newest(double out[WEEK_FIGURES], const Weeks *w)
{
    for (int f = 0; f < WEEK_FIGURES; f++)
        out[f] = w->values[f][w->count - 1];
    if (w->shop->no_amounts) out[WEEK_REVENUE] = NAN;
}

static void take_year_before(SalesWeek *week, const Shop *shop, Arena *arena)
{
    Day to = week->to - DAYS_OF_52_WEEKS, from = to - week->days + 1;

    for (int f = 0; f < WEEK_FIGURES; f++)
        week->year_before[f] = NAN;
    if (from < shop->first_day || shop_has_hole(shop, from, to)) return;
    Weeks one = count_weeks(shop, to, week->days, week->days, 1, arena);
    take_newest(week->year_before, &one);
}

static void count_past(SalesWeek *week, const Weeks *w)
{
    for (size_t i = 0; i + 1 < w->count; i++)
        week->past += !isnan(w->values[WEEK_PURCHASES][i]);
}

SalesWeek week_find(const Shop *shop, int days, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    SalesWeek week = { .to = end_of_week(shop), .days = days, .last_sale = shop->last_day };
    Weeks weeks = count_weeks(shop, week.to, days, days, whole_weeks(shop, days), arena);

    week.from = week.to - days + 1;
    take_newest(week.value, &weeks);
    take_year_before(&week, shop, arena);
    judge_weeks(week.usual, &weeks, arena);
    count_past(&week, &weeks);
    week.state = state_of(&week, shop, arena);
    for (int f = 0; f < WEEK_FIGURES; f++) {
        if (week.state != WEEK_JUDGED) week.usual[f].verdict = USUAL_UNKNOWN;
    }
    arena_release(arena, mark);
    return week;
}

size_t week_news(const SalesWeek *week)
{
    size_t news = 0;

    for (int f = 0; f < WEEK_FIGURES; f++)
        news += usual_is_news(&week->usual[f]);
    return news;
}
