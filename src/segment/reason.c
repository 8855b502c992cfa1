#include "segment/reason.h"

#include <math.h>

#include "data/format.h"

/* {n} of {m} members; {days}, {money} or {count}: the shop's border. The second of each is for
 * reports that say nothing of few. */
static const char *const CLAIM_TEXTS[CLAIMS][2] = {
    [CLAIM_ONCE] = { "Bought on one day only: {n} of {m|# member|# members}.",
                     "Bought on one day only: at least 6 in 10 members." },
    [CLAIM_AGAIN] = { "Bought on two days or more: {n} of {m|# member|# members}.",
                      "Bought on two days or more: at least 6 in 10 members." },
    [CLAIM_NEW] = { "First bought within the last {days}: {n} of {m|# member|# members}.",
                    "First bought within the last {days}: at least 6 in 10 members." },
    [CLAIM_YOUNGER] = { "First bought within a year, and later than two thirds of all buyers: {n} "
                        "of {m|# member|# members}.",
                        "First bought within a year, and later than two thirds of all buyers: at "
                        "least 6 in 10 members." },
    [CLAIM_RECENT] = { "Last bought within {days}: {n} of {m|# member|# members}.",
                       "Last bought within {days}: at least 6 in 10 members." },
    [CLAIM_SILENT] = { "Silent for longer than usual: {n} of {m|# member|# members}.",
                       "Silent for longer than usual: at least 6 in 10 members." },
    [CLAIM_ACTIVE] = { "Not silent for longer than usual: {n} of {m|# member|# members}.",
                       "Not silent for longer than usual: at least 6 in 10 members." },
    [CLAIM_DAYS_THIRD] = { "In the top third of all buyers by purchase days ({count} or more): "
                           "{n} of {m|# member|# members}.",
                           "In the top third of all buyers by purchase days: at least 6 in 10 "
                           "members." },
    [CLAIM_DAYS_FIFTH] = { "In the top fifth of all buyers by purchase days ({count} or more): "
                           "{n} of {m|# member|# members}.",
                           "In the top fifth of all buyers by purchase days: at least 6 in 10 "
                           "members." },
    [CLAIM_DAYS_REST] = { "Fewer purchase days than the top third of all buyers (under {count}): "
                          "{n} of {m|# member|# members}.",
                          "Fewer purchase days than the top third of all buyers: at least 6 in "
                          "10 members." },
    [CLAIM_SPEND_THIRD] = { "In the top third of all buyers by spend (over {money}): {n} of {m|# "
                            "member|# members}.",
                            "In the top third of all buyers by spend: at least 6 in 10 members." },
    [CLAIM_SPEND_FIFTH] = { "In the top fifth of all buyers by spend (over {money}): {n} of {m|# "
                            "member|# members}.",
                            "In the top fifth of all buyers by spend: at least 6 in 10 members." },
    [CLAIM_SPEND_UPPER] = { "Spent more than the median buyer (over {money}): {n} of {m|# "
                            "member|# members}.",
                            "Spent more than the median buyer: at least 6 in 10 members." },
    [CLAIM_SPEND_LOWER] = { "Spent no more than the median buyer ({money}): {n} of {m|# "
                            "member|# members}.",
                            "Spent no more than the median buyer: at least 6 in 10 "
                            "members." },
    [CLAIM_BASKET_THIRD] = { "In the top third of all buyers by spend per purchase day (over "
                             "{money}): {n} of {m|# member|# members}.",
                             "In the top third of all buyers by spend per purchase day: at least 6 "
                             "in 10 members." },
    [CLAIM_CONTACTS_THIRD] = { "In the top third of all buyers by interactions (over {count}): "
                               "{n} of {m|# member|# members}.",
                               "In the top third of all buyers by interactions: at least 6 in 10 "
                               "members." },
};

/* What the steps below share. */
typedef struct Reasoning {
    const ReasonPlan *plan;
    const ClusterGroup *group;
    const char *text; /* so far */
    Arena *arena;
} Reasoning;

static void add(Reasoning *r, const char *sentence)
{
    r->text = phrase_join(r->text, sentence, r->arena);
}

/* Above the border, as a whole number. */
static double least_above(double border, double least)
{
    return fmax(floor(border) + 1, least);
}

/* The shop's border that a claim is measured by: the days, the money, the count of its sentence. */
static void border_of(double *days, double *amount, double *count, const Facts *f, Claim claim)
{
    const Border *spend = &f->borders[FIGURE_SPEND], *often = &f->borders[FIGURE_DAYS];

    *days = *amount = *count = 0;
    switch (claim) {
    case CLAIM_NEW: *days = f->new_days; break;
    case CLAIM_RECENT: *days = f->recent_days; break;
    case CLAIM_DAYS_THIRD:
    case CLAIM_DAYS_REST: *count = least_above(often->third, 3); break;
    case CLAIM_DAYS_FIFTH: *count = least_above(often->fifth, 3); break;
    case CLAIM_SPEND_THIRD: *amount = spend->third; break;
    case CLAIM_SPEND_FIFTH: *amount = spend->fifth; break;
    case CLAIM_SPEND_UPPER:
    case CLAIM_SPEND_LOWER: *amount = spend->middle; break;
    case CLAIM_BASKET_THIRD: *amount = f->borders[FIGURE_BASKET].third; break;
    case CLAIM_CONTACTS_THIRD: *count = f->borders[FIGURE_CONTACTS].third; break;
    case CLAIM_ONCE:
    case CLAIM_AGAIN:
    case CLAIM_YOUNGER:
    case CLAIM_SILENT:
    case CLAIM_ACTIVE:
    case CLAIMS: break;
    }
}

static void add_claim(Reasoning *r, Claim claim)
{
    const Counted *counted = &r->group->standing.counted;
    double days, amount, count;

    border_of(&days, &amount, &count, r->plan->facts, claim);
    add(r, PHRASE(r->arena, CLAIM_TEXTS[claim][r->plan->may_count ? 0 : 1],
                  phrase_count("n", (double)counted->of[claim], r->arena),
                  phrase_count("m", (double)counted->members, r->arena),
                  phrase_text("days", format_value(days, COLUMN_DAYS, 0, "", false, r->arena)),
                  phrase_text("money", format_money(amount, r->plan->currency, r->arena)),
                  phrase_count("count", count, r->arena)));
}

static void add_claims(Reasoning *r)
{
    const ClusterGroup *group = r->group;
    uint32_t claims = label_claims(group->archetype);
    size_t added = 0;

    for (int c = 0; c < CLAIMS; c++) {
        if (!(claims >> c & 1)) continue;
        add_claim(r, (Claim)c);
        added++;
    }
    if (added < 2 || !r->plan->may_count) return;
    add(r, PHRASE(r->arena,
                  added == 2   ? "Both: {n|# member|# members}."
                  : added == 3 ? "All three: {n|# member|# members}."
                  : added == 4 ? "All four: {n|# member|# members}."
                               : "All of these: {n|# member|# members}.",
                  phrase_count("n", (double)group->standing.meeting[group->archetype], r->arena)));
}

/* What is so of most members of all that a name could say; ARCHETYPES: of nobody. */
static Archetype nearest_name(const Standing *standing)
{
    Archetype nearest = ARCHETYPES;

    for (int a = 0; a < ARCHETYPE_MIXED; a++) {
        size_t meeting = standing->meeting[a];
        if (!label_claims((Archetype)a) || !meeting ||
            meeting * 10 >= standing->counted.members * 6)
            continue;
        if (nearest == ARCHETYPES || meeting > standing->meeting[nearest]) nearest = (Archetype)a;
    }
    return nearest;
}

static void add_mixed(Reasoning *r)
{
    const Standing *standing = &r->group->standing;
    Archetype nearest = nearest_name(standing);

    add(r, "No name fits six in ten members, so this one claims nothing.");
    if (nearest == ARCHETYPES || !r->plan->may_count) return;
    add(r, PHRASE(r->arena, "The closest is {name}, which fits {n} of {m|# member|# members}.",
                  phrase_text("name", archetype_label(nearest)),
                  phrase_count("n", (double)standing->meeting[nearest], r->arena),
                  phrase_count("m", (double)standing->counted.members, r->arena)));
}

/* Names that are given for want of claims. */
static void add_want(Reasoning *r)
{
    if (r->group->archetype == ARCHETYPE_EXCEPTIONAL) {
        const char *pattern =
            r->plan->may_count
                ? "{n|One customer|# customers}, unlike all others: under 2% of buyers, too few "
                  "for "
                  "a name that describes them."
                : "Unlike all others: under 2% of buyers, too few for a name that describes them.";
        add(r, PHRASE(r->arena, pattern, phrase_count("n", (double)r->group->count, r->arena)));
    }
    if (r->group->own == ARCHETYPE_MIXED) add_mixed(r);
}

/* Where the name is not the one that the members alone would give. */
static void add_others(Reasoning *r)
{
    const ClusterGroup *group = r->group;

    if (group->outspent) {
        add(r, PHRASE(r->arena,
                      "They would be {own}, but other loyal customers of this shop spend more, "
                      "and {own} must not spend less than they do.",
                      phrase_text("own", archetype_label(group->own))));
    } else if (group->own != group->archetype) {
        bool mixed = group->archetype == ARCHETYPE_MIXED;
        const char *pattern =
            r->plan->facts->shop->no_amounts
                ? (mixed ? "By its members alone this segment would be {own}, but in silence and "
                           "purchase days it is like another segment of which that name is not "
                           "true. Segments that are alike get the same advice."
                         : "By its members alone this segment would be {own}, but in silence and "
                           "purchase days it is like another segment. Segments that are alike get "
                           "the same advice, and this name is true of both.")
            : mixed ? "By its members alone this segment would be {own}, but in silence, purchase "
                      "days and spend it is like another segment of which that name is not true. "
                      "Segments that are alike get the same advice."
                    : "By its members alone this segment would be {own}, but in silence, purchase "
                      "days and spend it is like another segment. Segments that are alike get the "
                      "same advice, and this name is true of both.";
        add(r, PHRASE(r->arena, pattern, phrase_text("own", archetype_label(group->own))));
    }
    if (group->cluster_count > 1) {
        add(r, PHRASE(r->arena,
                      "{n|# cluster|# clusters} that hardly differ in any figure are shown as one "
                      "segment.",
                      phrase_count("n", (double)group->cluster_count, r->arena)));
    }
}

const char *reason_for(const ClusterGroup *group, const ReasonPlan *plan, Arena *arena)
{
    Reasoning r = { plan, group, "", arena };

    add_claims(&r);
    add_want(&r);
    add_others(&r);
    if (group->suffix_reason && plan->may_count) add(&r, group->suffix_reason);
    return r.text;
}

const char *reason_renamed(Archetype before, const ClusterGroup *group, const Facts *facts,
                           Arena *arena)
{
    const Standing *standing = &group->standing;
    const PhraseArg args[] = {
        phrase_text("before", archetype_label(before)),
        phrase_text("now", archetype_label(group->archetype)),
        phrase_count("n", (double)standing->meeting[before], arena),
        phrase_count("m", (double)standing->counted.members, arena),
    };
    const char *pattern =
        before == group->archetype ? "Another figure now tells it from the other {now}."
        : label_holds(before, standing, facts)
            ? "What {now} stands for is also true of most members, and says more."
        : standing->meeting[before] * 10 < standing->counted.members * 6
            ? "What {before} stands for is true of {n} of {m|# member|# members}, fewer than six "
              "in ten."
            : "What {before} stands for cannot be measured in this shop at present.";

    return phrase(pattern, args, COUNT_OF(args), arena);
}
