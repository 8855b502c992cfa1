#include "predict/quiet.h"

#include "math/math.h"
#include "predict/clock.h"
#include "predict/gap_shape.h"
#include "predict/silence.h"

/* In a history shorter than this a day is a good part of a silence: the last purchase then counts
 * as of the noon of its day. Without it fewer than 2 of 100 who stay would be called quiet after
 * one repeat in eight weeks. */
#define SHORT_HISTORY_DAYS 365

typedef struct Judge {
    const ShopClock *clock;
    SilenceLaw law;
    bool short_history;
} Judge;

static void measure_rhythms(Quiet *out, Rhythm *rhythms, const PurchaseDays *purchases)
{
    for (size_t c = 0; c < purchases->customers; c++) {
        DayRun run = purchase_run(purchases, c);
        Rhythm *rhythm = &rhythms[c];

        *rhythm = (Rhythm){ NAN, NAN, NAN, 0, SILENCE_NOT_JUDGED };
        if (!run.count) continue;
        double last = run.days[run.count - 1];
        rhythm->repeats = (uint32_t)(run.count - 1);
        rhythm->silent_days = purchases->as_of - last;
        if (rhythm->repeats) {
            rhythm->usual_gap_days = (last - run.days[0]) / rhythm->repeats;
            out->repeaters++;
        } else {
            out->one_day++;
        }
    }
}

static double chance_of(Judge *judge, DayRun run)
{
    const ShopClock *clock = judge->clock;
    Day last = run.days[run.count - 1];
    double first_read = clock_read(clock, run.days[0]);
    double last_read =
        judge->short_history ? clock_read_noon(clock, last) : clock_read(clock, last);
    double now = clock->read[clock->count - 1];

    return silence_chance(&judge->law, run.count - 1, last_read - first_read, now - first_read);
}

static void judge_customers(Quiet *out, Rhythm *rhythms, const PurchaseDays *purchases,
                            Judge *judge)
{
    for (size_t c = 0; c < purchases->customers; c++) {
        Rhythm *rhythm = &rhythms[c];

        if (!rhythm->repeats) continue;
        rhythm->chance = chance_of(judge, purchase_run(purchases, c));
        if (rhythm->chance < QUIET_CHANCE) {
            rhythm->silence = SILENCE_QUIET;
            out->quiet++;
        } else if (rhythm->chance < GETTING_QUIET_CHANCE) {
            rhythm->silence = SILENCE_GETTING_QUIET;
            out->getting_quiet++;
        } else {
            rhythm->silence = SILENCE_USUAL;
        }
    }
}

static void compare_with_chance(Quiet *out)
{
    double judged = (double)out->repeaters, quiet = (double)out->quiet;
    double deviation = sqrt(QUIET_CHANCE * (1 - QUIET_CHANCE) * judged);

    out->expected = QUIET_CHANCE * judged;
    out->only_chance = quiet <= out->expected + 2 * deviation;
    out->excess = out->only_chance ? 0 : quiet - out->expected;
}

Quiet quiet_judge(const PurchaseDays *purchases, Arena *arena)
{
    Rhythm *rhythms = ARENA_ARRAY(arena, Rhythm, purchases->customers);
    Quiet out = { .customers = purchases->customers, .rhythms = rhythms };
    ArenaMark mark = arena_mark(arena);
    ShopClock clock = clock_open(purchases, arena);

    measure_rhythms(&out, rhythms, purchases);
    out.history_days = clock.count ? clock.count - 1 : 0;
    out.verdict = out.history_days < QUIET_MIN_DAYS     ? QUIET_TOO_SHORT
                  : out.repeaters < QUIET_MIN_REPEATERS ? QUIET_TOO_FEW
                                                        : QUIET_JUDGED;
    if (out.verdict == QUIET_JUDGED) {
        out.shape = gap_shape_fit(purchases, &clock, arena);
        Judge judge = { &clock, silence_law(out.shape.used, arena),
                        out.history_days < SHORT_HISTORY_DAYS };
        judge_customers(&out, rhythms, purchases, &judge);
        compare_with_chance(&out);
    }
    arena_release(arena, mark);
    return out;
}

typedef struct Wanted {
    SilenceLaw *law;
    size_t repeats;
    double chance;
} Wanted;

/* At a silence of exp(log_gaps) usual gaps. */
static double chance_above(const void *context, double log_gaps)
{
    const Wanted *wanted = context;
    double x = (double)wanted->repeats;

    return silence_chance(wanted->law, wanted->repeats, x, x + exp(log_gaps)) - wanted->chance;
}

double quiet_after_gaps(double shape, size_t repeats, double chance, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    SilenceLaw law = silence_law(shape, arena);
    double log_gaps = root_between(chance_above, &(Wanted){ &law, repeats, chance }, -30, 700);

    arena_release(arena, mark);
    return exp(log_gaps);
}
