#include "segment/first.h"

#include <math.h>
#include <stdlib.h>

/* --- which step ------------------------------------------------------------------------------- */

/* What a segment of that name wants first; where nobody is on its list, the next one down. */
static FirstStep wanted(Archetype archetype)
{
    switch (archetype) {
    case ARCHETYPE_CANT_LOSE:
    case ARCHETYPE_AT_RISK:
    case ARCHETYPE_HIBERNATING:
    case ARCHETYPE_LAPSED:
    case ARCHETYPE_CHAMPIONS:
    case ARCHETYPE_BIG_SPENDERS:
    case ARCHETYPE_LOYAL: return FIRST_QUIET;
    case ARCHETYPE_NEW:
    case ARCHETYPE_ONE_TIME: return FIRST_ONCE;
    case ARCHETYPE_NEWER:
    case ARCHETYPE_POTENTIAL:
    case ARCHETYPE_OCCASIONAL: return FIRST_DUE;
    case ARCHETYPE_WINDOW_SHOPPERS:
    case ARCHETYPE_PROSPECTS: return FIRST_CONTACTS;
    case ARCHETYPE_ACTIVE: return FIRST_ACTIVE;
    case ARCHETYPE_EXCEPTIONAL:
    case ARCHETYPE_MIXED: return FIRST_STAKE;
    case ARCHETYPE_OTHER:
    case ARCHETYPES: break;
    }
    return FIRST_NOBODY;
}

/* Instead of the quiet, where there are none beyond chance: segments that still buy are thanked,
 * and whoever is quiet is not. */
static FirstStep instead_of_quiet(Archetype archetype)
{
    bool buying = archetype == ARCHETYPE_CHAMPIONS || archetype == ARCHETYPE_BIG_SPENDERS ||
                  archetype == ARCHETYPE_LOYAL;

    return buying ? FIRST_ACTIVE : FIRST_STAKE;
}

static bool is_for(FirstStep step, const Segments *segments, const Shop *shop, uint32_t customer)
{
    const Rhythm *rhythm = &segments->silence.rhythms[customer];
    size_t days = purchase_run(&segments->days, customer).count;

    switch (step) {
    case FIRST_QUIET: return rhythm->silence == SILENCE_QUIET;
    /* Whose only order was free, or went back, gets no "come again". */
    case FIRST_ONCE:
        return days == 1 && (shop->no_amounts ||
                             matrix_at(&shop->customers.features, customer, F_TOTAL_SPEND) > 0);
    case FIRST_DUE:
        return days > 1 && rhythm->silence != SILENCE_QUIET &&
               rhythm->silent_days > rhythm->usual_gap_days;
    case FIRST_ACTIVE: return rhythm->silence != SILENCE_QUIET;
    case FIRST_CONTACTS:
    case FIRST_JOINED:
    case FIRST_STAKE: return true;
    case FIRST_NOBODY:
    case FIRST_STEPS: break;
    }
    return false;
}

static double rank_of(FirstStep step, const Segments *segments, const Shop *shop, uint32_t customer)
{
    switch (step) {
    case FIRST_ONCE: return -segments->silence.rhythms[customer].silent_days;
    case FIRST_CONTACTS: return matrix_at(&shop->customers.features, customer, F_INTERACTION_COUNT);
    case FIRST_JOINED: return -matrix_at(&shop->customers.features, customer, F_TENURE_DAYS);
    case FIRST_QUIET:
    case FIRST_DUE:
    case FIRST_ACTIVE:
    case FIRST_STAKE: return customer_stake(segments, shop, customer);
    case FIRST_NOBODY:
    case FIRST_STEPS: break;
    }
    return 0;
}

/* --- lists ------------------------------------------------------------------------------------ */

typedef struct Ranked {
    double rank;
    uint32_t customer;
} Ranked;

static int by_rank(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;

    if (a->rank != b->rank) return a->rank < b->rank ? 1 : -1;
    return a->customer < b->customer ? -1 : 1;
}

static CustomerList list_for(FirstStep step, const Segment *segment, const Segments *segments,
                             const Shop *shop, Arena *arena)
{
    uint32_t *items = ARENA_ARRAY(arena, uint32_t, segment->count);
    ArenaMark mark = arena_mark(arena);
    Ranked *ranked = ARENA_ARRAY(arena, Ranked, segment->count);
    bool short_list = step == FIRST_STAKE || step == FIRST_ACTIVE || step == FIRST_CONTACTS ||
                      step == FIRST_JOINED;
    size_t count = 0;

    for (size_t i = 0; i < segment->count; i++) {
        uint32_t customer = segment->members[i];
        if (!is_for(step, segments, shop, customer)) continue;
        ranked[count++] = (Ranked){ rank_of(step, segments, shop, customer), customer };
    }
    qsort(ranked, count, sizeof *ranked, by_rank);
    if (short_list && count > FIRST_MOST) count = FIRST_MOST;
    for (size_t i = 0; i < count; i++)
        items[i] = ranked[i].customer;
    arena_release(arena, mark);
    return (CustomerList){ items, count };
}

/* --- in words --------------------------------------------------------------------------------- */

const char *segment_quiet_file(const Segment *segment, Arena *arena)
{
    return arena_format(arena, "attachments/quiet/%s.csv", segment->slug);
}

const char *segment_first_file(const Segment *segment, Arena *arena)
{
    if (segment->first_step == FIRST_QUIET) return segment_quiet_file(segment, arena);
    return arena_format(arena, "attachments/first/%s.csv", segment->slug);
}

/* {n}: how many; {file}: their list. */
static const char *const NAMED_STEPS[FIRST_STEPS] = {
    [FIRST_NOBODY] = "Include them in what goes to all customers",
    [FIRST_QUIET] = "Write to the {n|one customer who has|# customers who have} gone quiet, most "
                    "at stake first: {file}",
    [FIRST_ONCE] = "Write to the {n|one customer who has|# customers who have} bought on only one "
                   "day so far, the latest first: {file}",
    [FIRST_DUE] = "Remind the {n|one customer|# customers} whose usual gap between purchases has "
                  "passed, most at stake first: {file}",
    [FIRST_CONTACTS] =
        "Contact the {n|one customer who has|# customers who have} been in touch most: {file}",
    [FIRST_JOINED] = "Write to the {n|one customer|# customers} who signed up last: {file}",
    [FIRST_ACTIVE] = "Write to the {n|one customer|# customers} with the highest spend a year who "
                     "{n|has|have} not gone quiet: {file}",
    [FIRST_STAKE] =
        "Start with the {n|one customer|# customers} with the highest spend a year: {file}",
};

static const char *const UNNAMED_STEPS[FIRST_STEPS] = {
    [FIRST_NOBODY] = "Include them in what goes to all customers",
    [FIRST_QUIET] = "Write to those who have gone quiet, most at stake first",
    [FIRST_ONCE] = "Write to those who have bought on only one day so far, the latest first",
    [FIRST_DUE] = "Remind those whose usual gap between purchases has passed, most at stake first",
    [FIRST_CONTACTS] = "Contact those who have been in touch most",
    [FIRST_JOINED] = "Write to those who signed up last",
    [FIRST_ACTIVE] = "Write to those with the highest spend a year who have not gone quiet",
    [FIRST_STAKE] = "Start with those with the highest spend a year",
};

/* The same where there is no money: who buys most often comes first. NULL: as above. */
static const char *const NAMED_OFTEN[FIRST_STEPS] = {
    [FIRST_QUIET] = "Write to the {n|one customer who has|# customers who have} gone quiet, most "
                    "frequent buyers first: {file}",
    [FIRST_DUE] = "Remind the {n|one customer|# customers} whose usual gap between purchases has "
                  "passed, most frequent buyers first: {file}",
    [FIRST_ACTIVE] = "Write to the {n|one customer who buys|# customers who buy} most often and "
                     "{n|has|have} not gone quiet: {file}",
    [FIRST_STAKE] =
        "Start with the {n|one customer who has|# customers who have} bought most often: {file}",
};

static const char *const UNNAMED_OFTEN[FIRST_STEPS] = {
    [FIRST_QUIET] = "Write to those who have gone quiet, most frequent buyers first",
    [FIRST_DUE] =
        "Remind those whose usual gap between purchases has passed, most frequent buyers first",
    [FIRST_ACTIVE] = "Write to those who buy most often and have not gone quiet",
    [FIRST_STAKE] = "Start with those who have bought most often",
};

static const char *pattern_of(FirstStep step, bool shown, bool all, bool often)
{
    const char *other = shown ? NAMED_OFTEN[step] : UNNAMED_OFTEN[step];

    if (shown && all) {
        bool write = step == FIRST_ACTIVE;
        return often ? (write ? "Write to {n|the customer|all # customers, most frequent buyers "
                                "first}: {file}"
                              : "Review {n|the customer|all # customers, most frequent buyers "
                                "first}: {file}")
                     : (write ? "Write to {n|the customer|all # customers, highest spend a year "
                                "first}: {file}"
                              : "Review {n|the customer|all # customers, highest spend a year "
                                "first}: {file}");
    }
    if (often && other) return other;
    return shown ? NAMED_STEPS[step] : UNNAMED_STEPS[step];
}

static const char *say_step(const Segment *segment, bool shown, bool often, Arena *arena)
{
    bool stake = segment->first_step == FIRST_STAKE || segment->first_step == FIRST_ACTIVE;
    bool all = stake && segment->first.count == segment->count;
    const char *pattern = pattern_of(segment->first_step, shown, all, often);

    return PHRASE(arena, pattern, phrase_count("n", (double)segment->first.count, arena),
                  phrase_text("file", segment_first_file(segment, arena)));
}

/* --- all -------------------------------------------------------------------------------------- */

/* Quiet customers are named where more are quiet than chance leaves: else nobody is to be won
 * back. */
static bool quiet_is_news(const Segments *segments)
{
    return segments->silence.verdict == QUIET_JUDGED && !segments->silence.only_chance;
}

void first_choose(Segment *segment, const Segments *segments, const Shop *shop, bool shown,
                  Arena *arena)
{
    bool prospects = segment->archetype == ARCHETYPE_PROSPECTS;
    FirstStep step = wanted(segment->archetype);

    segment->first_step = FIRST_NOBODY;
    if (step == FIRST_CONTACTS && !shop->has_interactions)
        step = prospects ? FIRST_JOINED : FIRST_STAKE;
    if (quiet_is_news(segments))
        segment->quiet_list = list_for(FIRST_QUIET, segment, segments, shop, arena);
    if (step == FIRST_QUIET && !(round(segment->quiet.excess) >= 1))
        step = instead_of_quiet(segment->archetype);
    if (step == FIRST_QUIET) segment->first = segment->quiet_list;
    if (step != FIRST_QUIET) segment->first = list_for(step, segment, segments, shop, arena);
    if (!segment->first.count && step != FIRST_NOBODY) {
        step = FIRST_STAKE;
        segment->first = list_for(step, segment, segments, shop, arena);
    }
    segment->first_step = step;
    segment->first_text = say_step(segment, shown, shop->no_amounts, arena);
    if (!shown) segment->first = segment->quiet_list = (CustomerList){ NULL, 0 };
}
