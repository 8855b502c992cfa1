#include "segment/suffix.h"

#include <stdlib.h>
#include <string.h>

#include "data/format.h"
#include "math/math.h"

enum { LOWER, HIGHER, LOWEST, HIGHEST, DEGREES };
enum { MOST_PARTS = 2 }; /* figures in one suffix: a longer name is none */

typedef struct FigureWords {
    const char *of[DEGREES];
    const char *reason; /* {words}, {label}; {mine} and {theirs}: medians */
    ColumnKind kind;
} FigureWords;

static const FigureWords WORDS[FIGURES] = {
    [FIGURE_SILENCE] = { { "more recent", "less recent", "most recent", "least recent" },
                         "Called “{words}” because they last bought {mine} ago (median); in the "
                         "other {label} the median is {theirs}.",
                         COLUMN_DAYS },
    [FIGURE_DAYS] = { { "fewer days", "more days", "fewest days", "most days" },
                      "Called “{words}” because the median number of purchase days is {mine} "
                      "here; in the other {label} it is {theirs}.",
                      COLUMN_COUNT },
    [FIGURE_SPEND] = { { "lower spend", "higher spend", "lowest spend", "highest spend" },
                       "Called “{words}” because the median spend is {mine} here; in the other "
                       "{label} it is {theirs}.",
                       COLUMN_MONEY },
    [FIGURE_BASKET] = { { "smaller baskets", "larger baskets", "smallest baskets",
                          "largest baskets" },
                        "Called “{words}” because the median spend per purchase day is {mine} "
                        "here; in the other {label} it is {theirs}.",
                        COLUMN_MONEY },
    [FIGURE_SINCE] = { { WORDS("later"), WORDS("earlier"), WORDS("latest"), WORDS("earliest") },
                       "Called “{words}” because they first bought {mine} ago (median); in the "
                       "other {label} the median is {theirs}.",
                       COLUMN_DAYS },
    [FIGURE_CONTACTS] = { { "fewer contacts", "more contacts", "fewest contacts", "most contacts" },
                          "Called “{words}” because the median number of interactions is {mine} "
                          "here; in the other {label} it is {theirs}.",
                          COLUMN_COUNT },
};

/* What has been found to say of a group. */
typedef struct Said {
    size_t count;
    Figure figures[FIGURES];            /* in the order in which they were found */
    int degree[FIGURES];                /* by figure */
    double low[FIGURES], high[FIGURES]; /* the least and greatest median of those it differs from */
} Said;

/* What the steps below share. */
typedef struct Suffixing {
    ClusterGroups *groups;
    const Differences *d;
    Said *said; /* one a group */
    const char *currency;
    Arena *arena;
} Suffixing;

/* On which side of earlier cuts the groups at hand are. */
typedef enum Side { SIDE_NONE, SIDE_LOW, SIDE_HIGH, SIDE_DONE } Side;

typedef struct Sides {
    Side of[FIGURES];
    Figure last; /* of the cuts so far; a superlative is one only next to its comparative */
} Sides;

typedef struct Cut {
    Figure figure;
    size_t low; /* how many are on the low side */
    double apart;
} Cut;

/* --- where to cut ----------------------------------------------------------------------------- */

static void order_by_median(size_t *which, size_t count, const Suffixing *s, Figure figure)
{
    const GroupMedians *medians = s->d->medians;

    for (size_t i = 1; i < count; i++) {
        size_t group = which[i], at = i;
        while (at && medians[which[at - 1]].of[figure] > medians[group].of[figure]) {
            which[at] = which[at - 1];
            at--;
        }
        which[at] = group;
    }
}

/* The smallest difference between the two sides; 0 where medians are the same. */
static double apart_at(const size_t *which, size_t count, size_t low, const Suffixing *s,
                       Figure figure)
{
    const GroupMedians *medians = s->d->medians;
    double apart = 1;

    if (!(medians[which[low - 1]].of[figure] < medians[which[low]].of[figure])) return 0;
    for (size_t l = 0; l < low; l++) {
        for (size_t h = low; h < count; h++)
            apart = fmin(apart, difference(s->d, which[h], which[l], figure));
    }
    return apart;
}

/* Of cuts that part as well the one into two halves. */
static bool is_better(double apart, size_t low, const Cut *best, size_t count)
{
    size_t smaller = low < count - low ? low : count - low;
    size_t before = best->low < count - best->low ? best->low : count - best->low;

    return apart > best->apart || (apart == best->apart && smaller > before);
}

static Cut best_cut(size_t *which, size_t count, const Suffixing *s, const Sides *sides)
{
    bool full = s->said[which[0]].count == MOST_PARTS;
    Cut best = { .figure = FIGURES };

    for (Figure figure = 0; figure < FIGURES; figure++) {
        bool again = sides->of[figure] != SIDE_NONE;
        if (sides->of[figure] == SIDE_DONE || (again ? sides->last != figure : full)) continue;
        order_by_median(which, count, s, figure);
        for (size_t low = 1; low < count; low++) {
            double apart = apart_at(which, count, low, s, figure);
            if (apart >= ALIKE_BELOW && is_better(apart, low, &best, count))
                best = (Cut){ figure, low, apart };
        }
    }
    if (best.figure != FIGURES) order_by_median(which, count, s, best.figure);
    return best;
}

/* --- what is said ----------------------------------------------------------------------------- */

static const char *value_text(const Suffixing *s, Figure figure, double value)
{
    ColumnKind kind = WORDS[figure].kind;
    int decimals = kind == COLUMN_MONEY ? money_decimals(value) : 0;

    if (kind == COLUMN_COUNT && value != floor(value)) decimals = 1;
    return format_value(value, kind == COLUMN_COUNT ? COLUMN_NUMBER : kind, decimals, s->currency,
                        false, s->arena);
}

static const char *range_text(const Suffixing *s, Figure figure, const Said *said)
{
    const char *low = value_text(s, figure, said->low[figure]);
    const char *high = value_text(s, figure, said->high[figure]);

    if (!strcmp(low, high)) return low;
    return PHRASE(s->arena, "between {low} and {high}", phrase_text("low", low),
                  phrase_text("high", high));
}

/* The groups of one side differ by so much from the others. */
static void say(const Suffixing *s, Figure figure, int degree, const size_t *which, size_t count,
                const size_t *others, size_t other_count)
{
    double low = s->d->medians[others[0]].of[figure];
    double high = s->d->medians[others[other_count - 1]].of[figure];

    for (size_t i = 0; i < count; i++) {
        Said *said = &s->said[which[i]];
        bool before = false;
        for (size_t f = 0; f < said->count; f++)
            before |= said->figures[f] == figure;
        if (!before) said->figures[said->count++] = figure;
        said->degree[figure] = degree;
        said->low[figure] = before ? fmin(said->low[figure], low) : low;
        said->high[figure] = before ? fmax(said->high[figure], high) : high;
    }
}

static void write_suffix(const Suffixing *s, size_t which)
{
    ClusterGroup *group = &s->groups->items[which];
    const Said *said = &s->said[which];

    for (size_t i = 0; i < said->count; i++) {
        Figure figure = said->figures[i];
        const char *words = WORDS[figure].of[said->degree[figure]];
        const char *mine = value_text(s, figure, s->d->medians[which].of[figure]);
        const char *why =
            PHRASE(s->arena, WORDS[figure].reason, phrase_text("words", words),
                   phrase_text("label", archetype_label(group->archetype)),
                   phrase_text("mine", mine), phrase_text("theirs", range_text(s, figure, said)));
        group->suffix = phrase_list(i ? group->suffix : NULL, words, s->arena);
        group->suffix_reason = phrase_join(i ? group->suffix_reason : NULL, why, s->arena);
    }
}

/* --- parting ---------------------------------------------------------------------------------- */

/* Numbered by revenue; the first has none. */
static void number_groups(const size_t *which, size_t count, const Suffixing *s)
{
    for (size_t i = 0; i < count; i++) {
        ClusterGroup *group = &s->groups->items[which[i]];
        int before = 0;
        for (size_t j = 0; j < count; j++) {
            const ClusterGroup *other = &s->groups->items[which[j]];
            bool equal = other->revenue == group->revenue;
            before +=
                other->revenue > group->revenue || (equal && other->members[0] < group->members[0]);
        }
        group->number = before ? before + 1 : 0;
    }
}

/* Where two sides have been parted by the figure before, "higher spend" stays true of one of the
 * new sides, and the other has the "highest". */
static void say_sides(const Suffixing *s, const Cut *cut, Side before, const size_t *low,
                      const size_t *high, size_t high_count)
{
    if (before != SIDE_HIGH)
        say(s, cut->figure, before == SIDE_LOW ? LOWEST : LOWER, low, cut->low, high, high_count);
    if (before != SIDE_LOW)
        say(s, cut->figure, before == SIDE_HIGH ? HIGHEST : HIGHER, high, high_count, low,
            cut->low);
}

static void part(size_t *which, size_t count, const Suffixing *s, Sides sides)
{
    if (count < 2) return;
    Cut cut = best_cut(which, count, s, &sides);
    if (cut.figure == FIGURES) {
        number_groups(which, count, s);
        return;
    }
    Side before = sides.of[cut.figure];
    say_sides(s, &cut, before, which, which + cut.low, count - cut.low);
    sides.last = cut.figure;
    sides.of[cut.figure] = before == SIDE_NONE ? SIDE_LOW : SIDE_DONE;
    part(which, cut.low, s, sides);
    sides.of[cut.figure] = before == SIDE_NONE ? SIDE_HIGH : SIDE_DONE;
    part(which + cut.low, count - cut.low, s, sides);
}

void suffix_groups(ClusterGroups *groups, Archetype archetype, const Differences *differences,
                   const char *currency, Arena *arena)
{
    Suffixing s = { groups, differences, ARENA_ARRAY(arena, Said, groups->count), currency, arena };
    size_t *which = ARENA_ARRAY(arena, size_t, groups->count);
    size_t count = 0;

    for (size_t g = 0; g < groups->count; g++) {
        if (groups->items[g].archetype == archetype) which[count++] = g;
    }
    part(which, count, &s, (Sides){ .last = FIGURES });
    for (size_t i = 0; i < count; i++)
        write_suffix(&s, which[i]);
}
