/* Many shops at random, each clustered in several ways: whatever a name says is so of the members.
 * What is so is reckoned here anew, by counting, and not by the room's own borders. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "made_shop.h"
#include "math/math.h"
#include "segment_tests.h"

enum { SHOPS = 40 };

static Arena arena;

/* --- shops ------------------------------------------------------------------------------------ */

static double between(Random *random, double low, double high)
{
    return low + (high - low) * random_unit(random);
}

/* Each shop has a handful of kinds of customers, and everybody differs a little from his kind. */
static MadeShop *random_shop(uint64_t seed)
{
    Random random = random_open(seed, 0);
    MadeShop *made = made_open(&arena);
    size_t kinds = 2 + random_below(&random, 6);
    bool contacts = random_below(&random, 2), some_never_bought = random_below(&random, 3) == 0;

    for (size_t kind = 0; kind < kinds; kind++) {
        size_t customers = 3 + random_below(&random, 90);
        double pace = exp(between(&random, 0, 5)), often = exp(between(&random, 0, 3.5));
        double amount = exp(between(&random, 1, 6)), start = between(&random, 0, 990);
        bool stay = random_below(&random, 3) > 0;
        for (size_t i = 0; i < customers; i++) {
            int gap = (int)ceil(pace * exp(between(&random, -0.7, 0.7)));
            int first = (int)fmin(start * exp(between(&random, -0.5, 0.5)), MADE_AS_OF);
            int most = 1 + (MADE_AS_OF - first) / gap;
            int count = (int)fmin(ceil(often * exp(between(&random, -1, 1))), most);
            if (stay) count = most;
            if (count > MADE_MOST_PURCHASES) first += gap * (count - MADE_MOST_PURCHASES);
            if (count > MADE_MOST_PURCHASES) count = MADE_MOST_PURCHASES;
            if (some_never_bought && i % 9 == 0) count = 0;
            made_add(made,
                     (Kind){ first, gap, count, amount * exp(between(&random, -1, 1)),
                             contacts ? (double)random_below(&random, 20) : 0 },
                     1, 0);
        }
    }
    made_close(made);
    return made;
}

static void cluster_shop(MadeShop *made, size_t k, uint64_t seed)
{
    size_t rows = made->model.clustering.rows;
    Matrix raw = matrix_new(rows, CLUSTERED_COUNT, &arena);
    ModelPlan plan = { .k = k, .seed = seed, .threads = 1 };
    Err err = { 0 };

    for (size_t i = 0; i < rows; i++) {
        for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
            matrix_row(&raw, i)[f] =
                matrix_at(&made->shop.customers.features, made->rows[i], CLUSTERED[f]);
        }
    }
    if (model_fit(&made->model, &raw, &plan, &arena, &err)) fail_msg("%s", err.text);
}

/* --- what is so ------------------------------------------------------------------------------- */

typedef struct Person {
    double days, spend, basket, silence, since, contacts;
    bool quiet;
} Person;

typedef struct Truth {
    Person *people; /* of the buyers, by customer; days 0 for the others */
    size_t customers, buyers;
    double days_50, days_80;
    bool proven, few_are_new, contacts;
} Truth;

typedef double Measure(const Person *person);

static double days(const Person *p)
{
    return p->days;
}

static double spend(const Person *p)
{
    return p->spend;
}

static double basket(const Person *p)
{
    return p->basket;
}

static double silence(const Person *p)
{
    return p->silence;
}

static double since(const Person *p)
{
    return p->since;
}

static double contacts(const Person *p)
{
    return p->contacts;
}

static PurchaseDays days_of(const MadeShop *made)
{
    size_t customers = made->kinds.count, count = 0;
    size_t *first = ARENA_ARRAY(&arena, size_t, customers + 1);
    Day *all = ARENA_ARRAY(&arena, Day, customers * MADE_MOST_PURCHASES);

    for (size_t c = 0; c < customers; c++) {
        const Kind *kind = &made->kinds.items[c];
        first[c] = count;
        for (int n = 0; n < kind->count; n++)
            all[count++] = kind->first + n * kind->gap;
    }
    first[customers] = count;
    return (PurchaseDays){ customers, first, all, MADE_AS_OF };
}

static Truth truth_of(const MadeShop *made)
{
    PurchaseDays purchases = days_of(made);
    Quiet quiet = quiet_judge(&purchases, &arena);
    SecondPurchase second = second_purchase_fit(&purchases, &arena);
    Truth t = { .people = ARENA_ARRAY(&arena, Person, made->kinds.count),
                .customers = made->kinds.count,
                .days_50 = second.days_50,
                .days_80 = second.days_80 };
    double expected = 0.05 * (double)quiet.repeaters;

    t.proven =
        quiet.verdict == QUIET_JUDGED && (double)quiet.quiet > expected + 2 * sqrt(0.95 * expected);
    for (size_t c = 0; c < t.customers; c++) {
        const Kind *kind = &made->kinds.items[c];
        Day last = kind->first + (kind->count - 1) * kind->gap;
        if (!kind->count) continue;
        t.people[c] = (Person){ .days = kind->count,
                                .spend = kind->count * kind->amount,
                                .basket = kind->count * kind->amount / kind->count,
                                .silence = MADE_AS_OF - last,
                                .since = MADE_AS_OF - kind->first,
                                .contacts = kind->contacts,
                                .quiet = quiet.rhythms[c].silence == SILENCE_QUIET };
        t.buyers++;
        t.contacts |= kind->contacts > 0;
    }
    return t;
}

/* The share of buyers who have less of it. */
static double below(const Truth *t, const Person *person, Measure *of)
{
    size_t less = 0;

    for (size_t c = 0; c < t->customers; c++)
        less += t->people[c].days > 0 && of(&t->people[c]) < of(person);
    return (double)less / (double)t->buyers;
}

static double above(const Truth *t, const Person *person, Measure *of)
{
    size_t more = 0;

    for (size_t c = 0; c < t->customers; c++)
        more += t->people[c].days > 0 && of(&t->people[c]) > of(person);
    return (double)more / (double)t->buyers;
}

static bool is_new(const Truth *t, const Person *p)
{
    double limit = isnan(t->days_50) ? 30 : fmax(30, fmin(180, t->days_50));

    return p->since <= limit;
}

static bool is_silent(const Truth *t, const Person *p)
{
    if (p->quiet) return true;
    return p->days <= 3 && !isnan(t->days_80) && p->silence > fmax(14, t->days_80);
}

static bool often(const Truth *t, const Person *p, double share)
{
    return p->days >= 3 && below(t, p, days) >= share - 1e-12;
}

static bool much(const Truth *t, const Person *p, Measure *of, double share)
{
    return below(t, p, of) >= share - 1e-12;
}

/* Above the middle: fewer than half have as much or more. */
static bool upper_half(const Truth *t, const Person *p)
{
    double middle[4096];
    size_t count = 0;

    for (size_t c = 0; c < t->customers; c++) {
        if (t->people[c].days > 0) middle[count++] = t->people[c].spend;
    }
    return p->spend > median(middle, count, &arena);
}

static bool meets(const Truth *t, Archetype name, const Person *p)
{
    bool active = !is_silent(t, p);

    if (!(p->days > 0)) return false;
    switch (name) {
    case ARCHETYPE_NEW: return is_new(t, p);
    case ARCHETYPE_ONE_TIME: return p->days == 1;
    case ARCHETYPE_CANT_LOSE: return !active && much(t, p, spend, 2.0 / 3) && often(t, p, 2.0 / 3);
    case ARCHETYPE_AT_RISK: return !active && upper_half(t, p);
    case ARCHETYPE_HIBERNATING: return !active && !upper_half(t, p);
    case ARCHETYPE_LAPSED: return !active;
    case ARCHETYPE_CHAMPIONS: return active && often(t, p, 0.8) && much(t, p, spend, 0.8);
    case ARCHETYPE_BIG_SPENDERS: return much(t, p, spend, 2.0 / 3) && much(t, p, basket, 2.0 / 3);
    case ARCHETYPE_LOYAL: return active && often(t, p, 2.0 / 3);
    case ARCHETYPE_WINDOW_SHOPPERS:
        return active && much(t, p, contacts, 2.0 / 3) && !upper_half(t, p);
    case ARCHETYPE_NEWER: return active && p->since <= 365 && above(t, p, since) >= 2.0 / 3 - 1e-12;
    case ARCHETYPE_POTENTIAL:
        return active && p->days > 1 && !often(t, p, 2.0 / 3) && p->silence <= fmax(30, t->days_50);
    case ARCHETYPE_OCCASIONAL: return p->days > 1 && !often(t, p, 2.0 / 3);
    case ARCHETYPE_ACTIVE: return active;
    case ARCHETYPE_EXCEPTIONAL:
    case ARCHETYPE_MIXED: return true;
    case ARCHETYPE_PROSPECTS:
    case ARCHETYPE_OTHER:
    case ARCHETYPES: break;
    }
    return false;
}

/* --- what is checked -------------------------------------------------------------------------- */

static bool speaks_of_silence(Archetype name)
{
    return name == ARCHETYPE_CANT_LOSE || name == ARCHETYPE_AT_RISK ||
           name == ARCHETYPE_HIBERNATING || name == ARCHETYPE_LAPSED;
}

static void check_name(const Truth *t, const Segment *s)
{
    size_t meeting = 0, quiet = 0, silent = 0, new = 0;

    for (size_t i = 0; i < s->count; i++) {
        const Person *p = &t->people[s->members[i]];
        meeting += meets(t, s->archetype, p);
        quiet += p->quiet;
        silent += is_silent(t, p);
    }
    if (meeting * 10 < s->count * 6) fail_msg("%s: so of %zu of %zu", s->label, meeting, s->count);
    for (size_t c = 0; c < t->customers; c++)
        new += t->people[c].days > 0 && is_new(t, &t->people[c]);
    if (s->archetype == ARCHETYPE_NEW) assert_true(2 * new <= t->buyers);
    if (speaks_of_silence(s->archetype)) assert_true(t->proven);
    if (s->archetype == ARCHETYPE_WINDOW_SHOPPERS) assert_true(t->contacts);
    if (s->archetype == ARCHETYPE_EXCEPTIONAL)
        assert_true(s->count < 10 && s->count * 50 < t->buyers);
    bool praises = s->archetype == ARCHETYPE_CHAMPIONS || s->archetype == ARCHETYPE_LOYAL ||
                   s->archetype == ARCHETYPE_POTENTIAL || s->archetype == ARCHETYPE_NEW;
    if (praises) assert_true(quiet * 2 <= s->count && silent * 10 <= s->count * 6);
}

static double delta(const Truth *t, const Segment *a, const Segment *b, Measure *of)
{
    double sum = 0;

    for (size_t i = 0; i < a->count; i++) {
        for (size_t j = 0; j < b->count; j++) {
            double one = of(&t->people[a->members[i]]), other = of(&t->people[b->members[j]]);
            sum += (one > other) - (one < other);
        }
    }
    return sum / ((double)a->count * (double)b->count);
}

static double middle_of(const Truth *t, const Segment *s, Measure *of)
{
    double *values = ARENA_ARRAY(&arena, double, s->count);

    for (size_t i = 0; i < s->count; i++)
        values[i] = of(&t->people[s->members[i]]);
    return median(values, s->count, &arena);
}

static double mean_spend(const Truth *t, const Segment *s)
{
    double sum = 0;

    for (size_t i = 0; i < s->count; i++)
        sum += t->people[s->members[i]].spend;
    return sum / (double)s->count;
}

/* Words of which one side has the first, the other the second. */
static const struct {
    const char *low, *high;
    Measure *of;
} OPPOSITES[] = {
    { "more recent", "less recent", silence },
    { "most recent", "more recent", silence },
    { "less recent", "least recent", silence },
    { "fewer days", "more days", days },
    { "fewest days", "fewer days", days },
    { "more days", "most days", days },
    { "lower spend", "higher spend", spend },
    { "lowest spend", "lower spend", spend },
    { "higher spend", "highest spend", spend },
    { "smaller baskets", "larger baskets", basket },
    { "smallest baskets", "smaller baskets", basket },
    { "larger baskets", "largest baskets", basket },
    { "later", "earlier", since },
    { "latest", "later", since },
    { "earlier", "earliest", since },
    { "fewer contacts", "more contacts", contacts },
    { "fewest contacts", "fewer contacts", contacts },
    { "more contacts", "most contacts", contacts },
};

/* Where two labels are the same but for one of those words at one place. */
static void check_suffixes(const Truth *t, const Segment *a, const Segment *b)
{
    for (size_t i = 0; i < COUNT_OF(OPPOSITES); i++) {
        const char *low = strstr(a->label, OPPOSITES[i].low);
        const char *high = strstr(b->label, OPPOSITES[i].high);
        if (!low || !high || low - a->label != high - b->label) continue;
        if (strncmp(a->label, b->label, (size_t)(low - a->label))) continue;
        if (!(middle_of(t, a, OPPOSITES[i].of) < middle_of(t, b, OPPOSITES[i].of)))
            fail_msg("%s against %s", a->label, b->label);
    }
}

static void check_pair(const Truth *t, const Segment *a, const Segment *b)
{
    bool alike = fabs(delta(t, a, b, silence)) < 0.33 && fabs(delta(t, a, b, days)) < 0.33 &&
                 fabs(delta(t, a, b, spend)) < 0.33;

    assert_string_not_equal(a->label, b->label);
    assert_string_not_equal(a->slug, b->slug);
    if (a->archetype == ARCHETYPE_CHAMPIONS && b->archetype == ARCHETYPE_LOYAL) {
        assert_true(middle_of(t, a, spend) >= middle_of(t, b, spend));
        assert_true(mean_spend(t, a) >= mean_spend(t, b) * (1 - 1e-12));
    }
    if (a->archetype == b->archetype) {
        bool same = alike && fabs(delta(t, a, b, basket)) < 0.33 &&
                    fabs(delta(t, a, b, since)) < 0.33 && fabs(delta(t, a, b, contacts)) < 0.33;
        assert_false(same && a->archetype != ARCHETYPE_EXCEPTIONAL);
        check_suffixes(t, a, b);
    } else if (alike && a->count >= 10 && b->count >= 10) {
        assert_true(a->archetype == ARCHETYPE_MIXED || b->archetype == ARCHETYPE_MIXED);
    }
}

static void check_shop(const Truth *t, const Segments *segments, size_t given[ARCHETYPES])
{
    for (size_t i = 0; i < segments->count; i++) {
        const Segment *a = &segments->items[i];
        if (a->archetype == ARCHETYPE_PROSPECTS) continue;
        given[a->archetype]++;
        check_name(t, a);
        for (size_t j = 0; j < segments->count; j++) {
            const Segment *b = &segments->items[j];
            if (j != i && b->archetype != ARCHETYPE_PROSPECTS) check_pair(t, a, b);
        }
    }
}

static void every_claim_of_every_name_is_so(void **state)
{
    static const size_t ks[] = { 3, 5, 8, 12 };
    const SegmentPlan plan = { .currency = "USD" };
    size_t given[ARCHETYPES] = { 0 }, kinds = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= SHOPS; seed++) {
        arena = arena_open();
        MadeShop *made = random_shop(seed);
        const Truth truth = truth_of(made);
        for (size_t i = 0; i < COUNT_OF(ks); i++) {
            Segments segments;
            Err err = { 0 };
            cluster_shop(made, ks[i], seed);
            if (segments_describe(&segments, &made->shop, &made->model, made->rows, &plan, &arena,
                                  &err)) {
                fail_msg("%s", err.text);
            }
            check_shop(&truth, &segments, given);
        }
        arena_close(&arena);
    }
    for (int a = 0; a < ARCHETYPES; a++) {
        if (given[a]) print_message("%s %zu; ", archetype_label((Archetype)a), given[a]);
        kinds += given[a] > 0;
    }
    print_message("\n");
    assert_true(kinds >= 12); /* else the shops are too much alike to say anything */
}

int claims_tests(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_claim_of_every_name_is_so) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
