/* The week's figures, judged where it is known that nothing happened, or what did.
 *
 * The promise of predict/week.h: in at most 5 of 100 usual weeks anything is called unusual, all
 * five figures together, whatever the shop's size, growth and seasons. And of weeks that lost 95,
 * 50 or 30 % of their sales it says how many are found.
 */
#include "sales.h"
#include "simulate.h"

enum { LOSSES = 3, LOSS_EVERY = 4 /* weeks: a loss is tried in each so many-th */ };

static const double LOST[LOSSES] = { .95, .5, .3 };

#define MOST_FALSE_PCT 5.0

typedef struct Case {
    SalesPlan plan;
    size_t shops;
    double found_pct[LOSSES]; /* of the weeks that lost so much, at least */
} Case;

typedef struct Tally {
    size_t weeks, alarms, figures[WEEK_FIGURES], tried, found[LOSSES], not_judged;
} Tally;

static WeekSeries series_until(const SimulatedSales *sales, size_t week)
{
    WeekSeries series = {
        .feast = sales->feast, .count = week + 1, .year = 52, .unit = sales->unit[week]
    };

    for (int f = 0; f < WEEK_FIGURES; f++)
        series.values[f] = sales->values[f];
    return series;
}

static void count_week(Tally *tally, const SimulatedSales *sales, size_t week, Arena *arena)
{
    WeekSeries series = series_until(sales, week);
    Usual usual[WEEK_FIGURES];
    bool alarm = false;

    week_judge(usual, &series, arena);
    if (!usual_has_band(&usual[WEEK_PURCHASES])) {
        tally->not_judged++;
        return;
    }
    for (int f = 0; f < WEEK_FIGURES; f++) {
        tally->figures[f] += usual_is_news(&usual[f]);
        alarm |= usual_is_news(&usual[f]);
    }
    tally->weeks++;
    tally->alarms += alarm;
}

static bool is_found(const SimulatedSales *sales, size_t week, double lost, Random *random,
                     Arena *arena)
{
    WeekSeries series = series_until(sales, week);
    double was[WEEK_FIGURES], now[WEEK_FIGURES];
    Usual usual[WEEK_FIGURES];
    bool found = false;

    sales_thinned(now, sales, week, 1 - lost, random, arena);
    for (int f = 0; f < WEEK_FIGURES; f++) {
        was[f] = sales->values[f][week];
        sales->values[f][week] = now[f];
    }
    week_judge(usual, &series, arena);
    for (int f = 0; f < WEEK_FIGURES; f++) {
        found |= usual[f].verdict == USUAL_BELOW;
        sales->values[f][week] = was[f];
    }
    return found && usual_has_band(&usual[WEEK_PURCHASES]);
}

static void count_shop(Tally *tally, const SalesPlan *plan, size_t number)
{
    Arena arena = arena_open();
    SimulatedSales sales = sales_simulate(plan, number, &arena);
    Random random = random_open(7, number);

    for (size_t week = (size_t)plan->past; week < sales.weeks; week++) {
        size_t judged = tally->weeks;
        count_week(tally, &sales, week, &arena);
        if (tally->weeks == judged || week % LOSS_EVERY) continue;
        tally->tried++;
        for (int l = 0; l < LOSSES; l++)
            tally->found[l] += is_found(&sales, week, LOST[l], &random, &arena);
    }
    arena_close(&arena);
}

static double pct(size_t part, size_t of)
{
    return of ? 100 * (double)part / (double)of : 0;
}

static void print_tally(const char *name, const Tally *t)
{
    print_message("%-34s %4.1f |", name, pct(t->alarms, t->weeks));
    for (int f = 0; f < WEEK_FIGURES; f++)
        print_message(" %4.1f", pct(t->figures[f], t->weeks));
    print_message(" |");
    for (int l = 0; l < LOSSES; l++)
        print_message(" %4.0f", pct(t->found[l], t->tried));
    print_message("\n");
}

/* Two standard deviations of a rate of 5 in 100 among as many weeks. */
static double chance_pct(size_t weeks)
{
    return 200 * sqrt(MOST_FALSE_PCT / 100 * (1 - MOST_FALSE_PCT / 100) / (double)weeks);
}

static void add_tally(Tally *sum, const Tally *t)
{
    sum->weeks += t->weeks;
    sum->alarms += t->alarms;
}

static void check_case(Tally *sum, const Case *one)
{
    Tally t = { 0 };

    for (size_t number = 0; number < one->shops; number++)
        count_shop(&t, &one->plan, number);
    print_tally(one->plan.name, &t);
    add_tally(sum, &t);
    if (pct(t.alarms, t.weeks) > MOST_FALSE_PCT + chance_pct(t.weeks))
        fail_msg("%s: %zu of %zu usual weeks are called unusual", one->plan.name, t.alarms,
                 t.weeks);
    for (int l = 0; l < LOSSES; l++) {
        if (pct(t.found[l], t.tried) < one->found_pct[l])
            fail_msg("%s: of weeks that lost %.0f %% only %zu of %zu are found", one->plan.name,
                     100 * LOST[l], t.found[l], t.tried);
    }
}

static void check_cases(const Case *cases, size_t count)
{
    Tally sum = { 0 };

    print_message("%-34s %4s | %4s %4s %4s %4s %4s | %4s %4s %4s\n",
                  "called unusual in 100, by figure; lost", "any", "rev", "pur", "buy", "new",
                  "ret", "95%", "50%", "30%");
    for (size_t i = 0; i < count; i++)
        check_case(&sum, &cases[i]);
    print_message("%-34s %4.1f\n", "all", pct(sum.alarms, sum.weeks));
    assert_true(pct(sum.alarms, sum.weeks) < MOST_FALSE_PCT);
}

#define HALF_YEAR .amount_sigma = .8, .past = 26, .judged = 60
#define QUARTER .amount_sigma = .8, .past = 13, .judged = 60
#define TWO_YEARS .amount_sigma = .8, .past = 110, .judged = 60

static void steady_shops(void **state)
{
    const Case cases[] = {
        { { "5 purchases a week", 5, HALF_YEAR }, 12, { 0 } },
        { { "20", 20, HALF_YEAR }, 12, { 99, 35, 0 } },
        { { "50", 50, HALF_YEAR }, 12, { 99, 80, 20 } },
        { { "100", 100, HALF_YEAR }, 12, { 99, 97, 50 } },
        { { "200", 200, HALF_YEAR }, 12, { 99, 99, 90 } },
        { { "1,000", 1000, HALF_YEAR }, 6, { 99, 99, 99 } },
        { { "50, from its 13th week on", 50, QUARTER }, 12, { 99, 75, 20 } },
        { { "50, after two years", 50, TWO_YEARS }, 12, { 99, 85, 25 } },
        { { "50, weeks vary by 10 %", 50, .noise = .1, HALF_YEAR }, 12, { 99, 70, 15 } },
        { { "1,000, weeks vary by 10 %", 1000, .noise = .1, HALF_YEAR }, 6, { 99, 99, 60 } },
        { { "300, by 20 %, good and bad times", 300, .noise = .2, .memory = .5, HALF_YEAR },
          12,
          { 99, 70, 15 } },
        { { "50, amounts very different", 50, .amount_sigma = 1.5, .past = 26, .judged = 60 },
          12,
          { 99, 80, 20 } },
        { { "300, amounts very different", 300, .amount_sigma = 1.5, .past = 26, .judged = 60 },
          12,
          { 99, 99, 95 } },
    };

    (void)state;
    check_cases(cases, COUNT_OF(cases));
}

static void growing_and_shrinking_shops(void **state)
{
    const Case cases[] = {
        { { "50, 1 % a week", 50, .growth = .01, HALF_YEAR }, 12, { 99, 95, 40 } },
        { { "200, 2 % a week", 200, .growth = .02, .noise = .05, HALF_YEAR }, 8, { 99, 99, 80 } },
        { { "100, 3 % a week, from its start", 100, .growth = .03, .noise = .05, QUARTER },
          8,
          { 99, 99, 70 } },
        { { "200, −1 % a week", 200, .growth = -.01, .noise = .05, HALF_YEAR },
          12,
          { 99, 95, 50 } },
        { { "1,000, −2 % a week", 1000, .growth = -.02, .noise = .05, HALF_YEAR },
          4,
          { 99, 99, 80 } },
    };

    (void)state;
    check_cases(cases, COUNT_OF(cases));
}

static void shops_with_seasons(void **state)
{
    const Case cases[] = {
        { { "20, ±50 %, from its start", 20, .season = .5, QUARTER }, 12, { 90, 20, 0 } },
        { { "200, ±50 %, from its start", 200, .season = .5, .noise = .05, QUARTER },
          12,
          { 99, 90, 40 } },
        { { "1,000, ±80 %, from its start", 1000, .season = .8, .noise = .05, QUARTER },
          6,
          { 99, 90, 40 } },
        { { "50, ±50 %, after two years", 50, .season = .5, .noise = .05, TWO_YEARS },
          12,
          { 99, 60, 15 } },
        { { "1,000, ±50 %, after two years", 1000, .season = .5, .noise = .05, TWO_YEARS },
          6,
          { 99, 99, 80 } },
        { { "20, Christmas × 3, from its start", 20, .christmas = 3, QUARTER }, 12, { 95, 25, 0 } },
        { { "200, Christmas × 3, from its start", 200, .christmas = 3, .season = .2, .noise = .05,
            QUARTER },
          12,
          { 99, 90, 45 } },
        { { "20, Christmas × 3, after two years", 20, .christmas = 3, TWO_YEARS },
          12,
          { 99, 20, 0 } },
        { { "200, Christmas × 3, after two years", 200, .christmas = 3, .season = .2, .noise = .05,
            TWO_YEARS },
          12,
          { 99, 85, 35 } },
        { { "1,000, Christmas × 3, in its 2nd year", 1000, .christmas = 3, .season = .2,
            .noise = .05, .amount_sigma = .8, .past = 66, .judged = 60 },
          6,
          { 99, 90, 70 } },
        { { "100, 1.5 % a week, Christmas × 1.6", 100, .growth = .015, .christmas = 1.6,
            .noise = .05, .amount_sigma = .8, .past = 60, .judged = 60 },
          8,
          { 99, 95, 50 } },
        { { "50, April and May × 4", 50, .spring = 4, .noise = .05, TWO_YEARS },
          12,
          { 98, 50, 10 } },
        { { "500, April and May × 4", 500, .spring = 4, .noise = .05, TWO_YEARS },
          6,
          { 99, 75, 60 } },
    };

    (void)state;
    check_cases(cases, COUNT_OF(cases));
}

int test_week(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steady_shops),
        cmocka_unit_test(growing_and_shrinking_shops),
        cmocka_unit_test(shops_with_seasons),
    };

    return cmocka_run_group_tests_name("week", tests, NULL, NULL);
}
