#include "segment/facts.h"

#include "math/math.h"

#define NEW_LEAST_DAYS 30.0
#define NEW_MOST_DAYS 180.0
#define SILENT_LEAST_DAYS 14.0
#define YOUNG_MOST_DAYS 365.0
#define RHYTHM_DAYS                                                                                \
    4                /* from so many purchase days on a customer is held against the own rhythm    \
                      */
#define OFTEN_DAYS 3 /* with fewer nobody buys often, whatever the others do */

/* --- purchase days ---------------------------------------------------------------------------- */

PurchaseDays purchase_days(const Purchases *purchases, size_t customers, Day as_of, Arena *arena)
{
    size_t *first = ARENA_ARRAY(arena, size_t, customers + 1);
    Day *days = ARENA_ARRAY(arena, Day, purchases->count);
    size_t count = 0;

    for (size_t c = 0; c < customers && purchases->count; c++) {
        first[c] = count;
        for (size_t i = purchases->first[c]; i < purchases->first[c + 1]; i++) {
            Day day = purchases->days[i];
            bool again = count > first[c] && days[count - 1] == day;
            if (day <= as_of && !again) days[count++] = day;
        }
    }
    first[customers] = count;
    return (PurchaseDays){ customers, first, days, as_of };
}

/* --- single customers ------------------------------------------------------------------------- */

static size_t days_of(const Facts *f, uint32_t customer)
{
    return purchase_run(&f->days, customer).count;
}

double facts_figure(const Facts *f, Figure figure, uint32_t customer)
{
    DayRun run = purchase_run(&f->days, customer);
    const double *features = matrix_row(&f->shop->customers.features, customer);

    switch (figure) {
    case FIGURE_SILENCE:
        return run.count ? f->days.as_of - run.days[run.count - 1]
                         : (double)f->quiet.history_days + 1;
    case FIGURE_DAYS: return (double)run.count;
    case FIGURE_SPEND: return features[F_TOTAL_SPEND];
    case FIGURE_BASKET: return run.count ? features[F_TOTAL_SPEND] / (double)run.count : 0;
    case FIGURE_SINCE: return run.count ? f->days.as_of - run.days[0] : 0;
    case FIGURE_CONTACTS: return features[F_INTERACTION_COUNT];
    case FIGURES: break;
    }
    return NAN;
}

/* Whoever has a rhythm is held against it, the others against the shop. */
static bool is_silent(const Facts *f, uint32_t customer, double silence)
{
    if (f->quiet.rhythms[customer].silence == SILENCE_QUIET) return true;
    return days_of(f, customer) < RHYTHM_DAYS && silence > f->silent_days;
}

static uint32_t bit_if(bool is, Claim claim)
{
    return is ? CLAIM_BIT(claim) : 0;
}

static uint32_t claims_of_time(const Facts *f, uint32_t customer)
{
    double silence = facts_figure(f, FIGURE_SILENCE, customer);
    double since = facts_figure(f, FIGURE_SINCE, customer);
    bool silent = is_silent(f, customer, silence);

    return bit_if(since <= f->new_days, CLAIM_NEW) |
           bit_if(since < f->borders[FIGURE_SINCE].low_third && since <= YOUNG_MOST_DAYS,
                  CLAIM_YOUNGER) |
           bit_if(silence <= f->recent_days, CLAIM_RECENT) | bit_if(silent, CLAIM_SILENT) |
           bit_if(!silent, CLAIM_ACTIVE);
}

static uint32_t claims_of_size(const Facts *f, uint32_t customer)
{
    const Border *days_border = &f->borders[FIGURE_DAYS];
    const Border *spend_border = &f->borders[FIGURE_SPEND];
    double days = facts_figure(f, FIGURE_DAYS, customer);
    double spend = facts_figure(f, FIGURE_SPEND, customer);
    bool often = days > days_border->third && days >= OFTEN_DAYS;
    bool upper = spend > spend_border->middle;

    uint32_t claims = bit_if(days == 1, CLAIM_ONCE) | bit_if(days > 1, CLAIM_AGAIN) |
                      bit_if(often, CLAIM_DAYS_THIRD) | bit_if(!often, CLAIM_DAYS_REST) |
                      bit_if(often && days > days_border->fifth, CLAIM_DAYS_FIFTH);

    /* Of who spends what, nothing is so. */
    if (f->shop->no_amounts) return claims;
    return claims | bit_if(spend > spend_border->third, CLAIM_SPEND_THIRD) |
           bit_if(spend > spend_border->fifth, CLAIM_SPEND_FIFTH) |
           bit_if(upper, CLAIM_SPEND_UPPER) | bit_if(!upper, CLAIM_SPEND_LOWER) |
           bit_if(facts_figure(f, FIGURE_BASKET, customer) > f->borders[FIGURE_BASKET].third,
                  CLAIM_BASKET_THIRD);
}

uint32_t facts_claims(const Facts *f, uint32_t customer)
{
    bool contacts = f->shop->has_interactions &&
                    facts_figure(f, FIGURE_CONTACTS, customer) > f->borders[FIGURE_CONTACTS].third;

    if (!days_of(f, customer)) return 0;
    return claims_of_time(f, customer) | claims_of_size(f, customer) |
           bit_if(contacts, CLAIM_CONTACTS_THIRD);
}

/* --- groups ----------------------------------------------------------------------------------- */

void facts_count(Counted *out, const Facts *f, const uint32_t *members, size_t count)
{
    *out = (Counted){ .members = count };
    for (size_t i = 0; i < count; i++) {
        uint32_t claims = facts_claims(f, members[i]);
        for (int c = 0; c < CLAIMS; c++)
            out->of[c] += claims >> c & 1;
    }
}

bool counted_mostly(const Counted *counted, Claim claim)
{
    return counted->of[claim] * 10 >= counted->members * 6;
}

/* --- the shop --------------------------------------------------------------------------------- */

/* What is above it is above at least so many of five (or three) parts of all. */
static double border_above(const double *sorted, size_t count, size_t parts, size_t below)
{
    return sorted[(count * below + parts - 1) / parts - 1];
}

static void find_border(Facts *f, Figure figure, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    double *values = ARENA_ARRAY(arena, double, f->buyers);
    size_t count = 0;

    for (uint32_t c = 0; c < f->days.customers; c++) {
        if (days_of(f, c)) values[count++] = facts_figure(f, figure, c);
    }
    const double *sorted = sorted_copy(values, count, arena);
    f->borders[figure] = (Border){ .fifth = border_above(sorted, count, 5, 4),
                                   .third = border_above(sorted, count, 3, 2),
                                   .middle = quantile_sorted(sorted, count, 0.5),
                                   .low_third = sorted[count - (count * 2 + 2) / 3] };
    arena_release(arena, mark);
}

/* fmin and fmax pass over a NaN: where nobody has come back, the least counts as new. */
static void find_spans(Facts *f)
{
    double half = f->second.days_50;

    f->new_days = fmax(NEW_LEAST_DAYS, isnan(half) ? 0 : fmin(half, NEW_MOST_DAYS));
    f->recent_days = fmax(NEW_LEAST_DAYS, half);
    f->silent_days =
        isnan(f->second.days_80) ? INFINITY : fmax(SILENT_LEAST_DAYS, f->second.days_80);
}

static void count_new(Facts *f)
{
    size_t new = 0;

    for (uint32_t c = 0; c < f->days.customers; c++)
        new += days_of(f, c) && facts_figure(f, FIGURE_SINCE, c) <= f->new_days;
    f->few_are_new = 2 * new <= f->buyers;
}

Facts facts_find(const Shop *shop, Arena *arena)
{
    Facts f = { .shop = shop };

    f.days = purchase_days(&shop->purchases, shop->customers.count, shop->source.as_of, arena);
    f.quiet = quiet_judge(&f.days, arena);
    f.second = second_purchase_fit(&f.days, arena);
    f.buyers = f.quiet.one_day + f.quiet.repeaters;
    f.silence_proven = f.quiet.verdict == QUIET_JUDGED && !f.quiet.only_chance;
    find_spans(&f);
    for (Figure figure = 0; figure < FIGURES && f.buyers; figure++)
        find_border(&f, figure, arena);
    count_new(&f);
    return f;
}
