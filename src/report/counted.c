#include "report/counted.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/format.h"

/* Reasons that are named; the rest is summed up. */
#define REASONS_NAMED 3
/* What is usual is not worth a sentence below this part of the money. */
#define NOTE_LEAST 0.005

/* --- what weighs ------------------------------------------------------------------------------ */

/* Besides all that leaves transactions out. */
static const char *const WEIGHTY[] = {
    "order-amounts",
    "discounts",
    "refunded-orders",
    "refunds-unknown",
    "negative-amounts",
    "tax-column",
    "shipping-column",
    "no-amounts",
    "amounts-are-prices",
    "amounts-unsure",
    "discounts-above-amounts",
    "currency-said-otherwise",
    "unknown-states",
    "unused-state",
    "unused-columns",
    "unused-amounts",
    "empty-columns",
    "rows-without-partner",
    "keys-that-stand-twice",
    "file-passed-over",
    "shared-customer-ids",
    "customers-by-name",
    "customers-by-new-column",
    "customer-may-be-many",
    "accounts-of-guests",
    "guests-recognised",
    "damaged-ids",
    "ids-with-leading-zeros",
    "duplicate-customers",
    "order-ids-begin-again",
    "orders-there-already",
    "lines-without-order-id",
    "signs-disagree",
    "unknown-dates",
    "lookalikes",
    "lines-with-bad-dates",
    "lines-with-bad-numbers",
    "lines-with-bad-ids",
    "lines-with-huge-numbers",
    "lines-with-stray-quotes",
    "lines-too-long",
    "lines-too-short",
};

bool finding_weighs(const Finding *finding)
{
    if (finding->left_out) return true;
    for (size_t i = 0; i < COUNT_OF(WEIGHTY); i++) {
        if (!strcmp(finding->code, WEIGHTY[i])) return true;
    }
    return false;
}

static bool has_finding(const Findings *findings, const char *code)
{
    for (size_t i = 0; i < findings->count; i++) {
        if (!strcmp(findings->items[i].code, code)) return true;
    }
    return false;
}

/* By the money where that is known, else by the share of rows; what somebody should mend counts
 * double. */
static double weight_of(const Finding *finding, const Shop *shop)
{
    double share = finding->of > 0 ? (double)finding->count / (double)finding->of : 0.01;
    double money =
        finding->revenue != 0 ? fabs(finding->revenue) : share * fabs(shop->ledger_revenue);

    return finding->kind == FINDING_WARNING ? 2 * money : money;
}

typedef struct Weighed {
    const Finding *finding;
    double weight;
    size_t place;
} Weighed;

static int by_weight(const void *a, const void *b)
{
    const Weighed *one = a, *other = b;

    if (one->weight != other->weight) return one->weight > other->weight ? -1 : 1;
    return one->place < other->place ? -1 : 1;
}

/* The weighty findings of which `left_out` is so, the weightiest first. */
static size_t weigh(Weighed *out, const Shop *shop, bool left_out)
{
    const Findings *findings = &shop->findings;
    size_t count = 0;

    for (size_t i = 0; i < findings->count; i++) {
        const Finding *f = &findings->items[i];
        if (f->left_out != left_out || !finding_weighs(f)) continue;
        if (!strcmp(f->code, "no-amounts")) continue; /* said of the whole report */
        /* The import has said which of these are refunds. */
        if (!strcmp(f->code, "negative-amounts") && has_finding(findings, "refunded-orders"))
            continue;
        out[count++] = (Weighed){ f, weight_of(f, shop), i };
    }
    qsort(out, count, sizeof *out, by_weight);
    return count;
}

static size_t drop_light(Weighed *weighed, size_t count, const Shop *shop)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        bool light = weighed[i].weight < NOTE_LEAST * fabs(shop->ledger_revenue);
        if (!light || weighed[i].finding->kind == FINDING_WARNING) weighed[kept++] = weighed[i];
    }
    return kept;
}

/* --- what counts ------------------------------------------------------------------------------ */

typedef struct Teller {
    const Shop *shop;
    const char *currency;
    Arena *arena;
    bool orders;    /* counted in orders; else in lines */
    double largest; /* of the amounts that stand beside each other: cents, or none, in all */
} Teller;

static const char *money_text(const Teller *t, double money)
{
    return format_value(money, COLUMN_MONEY, money_decimals(t->largest), t->currency, false,
                        t->arena);
}

static int64_t units_of(const Teller *t, const Finding *finding)
{
    return t->orders ? finding->orders : finding->count;
}

/* "21 cancelled ($1,234)", in another unit than the sentence's "3 lines of totals ($12,000)". */
static const char *reason_text(const Teller *t, const Finding *finding)
{
    int64_t units = units_of(t, finding);
    bool small = fabs(finding->revenue) < 0.005;
    const char *pattern = units   ? (small ? "{n} {brief}" : "{n} {brief} ({money})")
                          : small ? "{n|# line|# lines} {brief}"
                                  : "{n|# line|# lines} {brief} ({money})";

    return PHRASE(t->arena, pattern,
                  phrase_count("n", (double)(units ? units : finding->count), t->arena),
                  phrase_text("brief", finding->brief ? finding->brief : "left out"),
                  phrase_text("money", money_text(t, finding->revenue)));
}

static const char *rest_text(const Teller *t, const Weighed *weighed, size_t count)
{
    int64_t lines = 0;
    double revenue = 0;

    for (size_t i = 0; i < count; i++) {
        lines += weighed[i].finding->count;
        revenue += weighed[i].finding->revenue;
    }
    return PHRASE(t->arena,
                  t->shop->no_amounts ? "{n|# line|# lines} for other reasons"
                                      : "{n|# line|# lines} for other reasons ({money})",
                  phrase_count("n", (double)lines, t->arena),
                  phrase_text("money", money_text(t, revenue)));
}

static const char *reasons_text(const Teller *t, const Weighed *weighed, size_t count)
{
    size_t named = count > REASONS_NAMED + 1 ? REASONS_NAMED : count;
    size_t parts = named + (named < count);
    const char *text = "";

    for (size_t i = 0; i < parts; i++) {
        const char *part = i < named ? reason_text(t, weighed[i].finding)
                                     : rest_text(t, weighed + named, count - named);
        text =
            i + 1 == parts ? phrase_and(text, part, t->arena) : phrase_list(text, part, t->arena);
    }
    return text;
}

/* Orders where a purchase is one, unless it is not known how many of them were left out. */
static bool counts_orders(const Shop *shop)
{
    bool known = false, left_out = false;

    for (size_t i = 0; i < shop->findings.count; i++) {
        known |= shop->findings.items[i].orders > 0;
        left_out |= shop->findings.items[i].left_out;
    }
    return shop->purchase_rule == PURCHASE_ORDER && (known || !left_out);
}

static const char *all_text(const Teller *t, int64_t counted)
{
    return PHRASE(t->arena,
                  t->orders ? "{n|The one order was counted.|All # orders were counted.}"
                            : "{n|The one line was counted.|All # lines were counted.}",
                  phrase_count("n", (double)counted, t->arena));
}

static const char *sentence(const Teller *t, int64_t counted, int64_t total, const Weighed *weighed,
                            size_t count)
{
    if (!count) return all_text(t, counted);
    bool one = count == 1 && (units_of(t, weighed[0].finding) == 1 ||
                              (!units_of(t, weighed[0].finding) && weighed[0].finding->count == 1));
    const char *pattern =
        t->orders
            ? (one ? "{n} of {all|# order|# orders} {n|was|were} counted; {reasons} was not."
                   : "{n} of {all|# order|# orders} {n|was|were} counted; {reasons} were not.")
            : (one ? "{n} of {all|# line|# lines} {n|was|were} counted; {reasons} was not."
                   : "{n} of {all|# line|# lines} {n|was|were} counted; {reasons} were not.");

    return PHRASE(t->arena, pattern, phrase_count("n", (double)counted, t->arena),
                  phrase_count("all", (double)total, t->arena),
                  phrase_text("reasons", reasons_text(t, weighed, count)));
}

/* --- what else -------------------------------------------------------------------------------- */

static const char *other_text(const Finding *finding, Arena *arena)
{
    return PHRASE(arena, "{what}; {action}.",
                  phrase_text("what", phrase_begin(finding->what, arena)),
                  phrase_text("action", finding->action));
}

Counted counted_find(const Shop *shop, const char *currency, Arena *arena)
{
    Teller t = { shop, currency, arena, counts_orders(shop), 0 };
    Weighed *weighed = ARENA_ARRAY(arena, Weighed, shop->findings.count);
    size_t count = weigh(weighed, shop, true);
    Counted out = { .all = count == 0, .in_orders = t.orders };

    out.count = out.total = t.orders ? (int64_t)shop->purchases.count : shop->lines;
    for (size_t i = 0; i < count; i++) {
        out.total += units_of(&t, weighed[i].finding);
        t.largest = fmax(t.largest, fabs(weighed[i].finding->revenue));
    }
    out.sentence = sentence(&t, out.count, out.total, weighed, count);
    count = drop_light(weighed, weigh(weighed, shop, false), shop);
    const char **others = ARENA_ARRAY(arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        others[i] = other_text(weighed[i].finding, arena);
    out.others = others;
    out.other_count = count;
    return out;
}
