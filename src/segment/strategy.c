#include "segment/strategy.h"

#include <math.h>
#include <string.h>

#include "data/format.h"
#include "math/math.h"
#include "text/template.h"

#define MAX_TEXT ((size_t)512 * 1024)

/* --- placeholders (templates/strategies/README.md) ----------------------------------------------
 */

/* Shares of customers that the arithmetic supposes: one in so many. */
enum { ONE_IN_TEN = 10, ONE_IN_TWENTY = 20, ONE_IN_FIVE = 5 };
/* From so many points above the share of the whole shop on, a category is more than usual here. */
#define CLEARLY_MORE 0.05
/* Fewer do not say what share comes back. */
enum { WAITED_LEAST = 30, WAIT_MORE_DAYS = 90 };

typedef struct Filling {
    Value *map;
    const Segment *segment;
    const Segments *segments;
    const char *currency;
    Arena *arena;
} Filling;

static const char *money(const Filling *f, double value)
{
    return format_money(value, f->currency, f->arena);
}

static const char *days_text(const Filling *f, double days)
{
    return format_value(days, COLUMN_DAYS, 0, f->currency, false, f->arena);
}

static const char *share_text(const Filling *f, double share)
{
    return format_share(share, f->arena);
}

/* A median of counts may end in a half. */
static PhraseArg count_arg(const Filling *f, const char *name, double value)
{
    return phrase_number(name, value, value == floor(value) ? 0 : 1, f->arena);
}

static void put(const Filling *f, const char *key, const char *text)
{
    value_set_text(f->map, key, text); /* NULL: a section on it is left out */
}

/* --- the typical member ----------------------------------------------------------------------- */

/* What a member usually pays at a time; of who never bought, what any buyer does. */
static double usual_purchase(const Filling *f)
{
    return f->segment->archetype == ARCHETYPE_PROSPECTS ? f->segments->base_median[F_AVG_PURCHASE]
                                                        : f->segment->median[F_AVG_PURCHASE];
}

static bool has_money(const Filling *f)
{
    return !f->segments->no_amounts;
}

/* An amount, where there are any. */
static const char *money_or_null(const Filling *f, double value)
{
    return has_money(f) ? money(f, value) : NULL;
}

static const char *figures_without_money(const Filling *f)
{
    const double *mine = f->segment->median, *all = f->segments->base_median;

    return PHRASE(
        f->arena,
        "{m|This customer|Typical here (medians of # customers)}: "
        "{days|one purchase day|# purchase days}, last purchase {silence} ago. Typical of "
        "all buyers: {all_days|one purchase day|# purchase days}, last purchase "
        "{all_silence} ago.",
        phrase_count("m", (double)f->segment->count, f->arena),
        count_arg(f, "days", f->segment->typical.purchase_days),
        phrase_text("silence", days_text(f, mine[F_RECENCY_DAYS])),
        count_arg(f, "all_days", f->segments->base_purchase_days),
        phrase_text("all_silence", days_text(f, all[F_RECENCY_DAYS])));
}

static const char *figures_sentence(const Filling *f)
{
    const Segment *s = f->segment;
    const double *all = f->segments->base_median;

    if (!has_money(f)) return figures_without_money(f);

    return PHRASE(
        f->arena,
        "{m|This customer|Typical here (medians of # customers)}: "
        "{days|one purchase day|# purchase days}, {purchase} per purchase on average, {spend} "
        "spent so far, last purchase {silence} ago. Typical of all buyers: "
        "{all_days|one purchase day|# purchase days}, {all_purchase} per purchase on average, "
        "{all_spend} spent so far, last purchase {all_silence} ago.",
        phrase_count("m", (double)s->count, f->arena),
        count_arg(f, "days", s->typical.purchase_days),
        phrase_text("purchase", money(f, s->median[F_AVG_PURCHASE])),
        phrase_text("spend", money(f, s->median[F_TOTAL_SPEND])),
        phrase_text("silence", days_text(f, s->median[F_RECENCY_DAYS])),
        count_arg(f, "all_days", f->segments->base_purchase_days),
        phrase_text("all_purchase", money(f, all[F_AVG_PURCHASE])),
        phrase_text("all_spend", money(f, all[F_TOTAL_SPEND])),
        phrase_text("all_silence", days_text(f, all[F_RECENCY_DAYS])));
}

static void put_typical(const Filling *f)
{
    const Segment *s = f->segment;
    bool bought = s->cluster_count > 0;
    double gap = s->typical.usual_gap_days;

    put(f, "figures", bought ? figures_sentence(f) : NULL);
    put(f, "days",
        PHRASE(f->arena, "{n|one purchase day|# purchase days}",
               count_arg(f, "n", s->typical.purchase_days)));
    put(f, "spend", money_or_null(f, s->median[F_TOTAL_SPEND]));
    put(f, "purchase", money_or_null(f, usual_purchase(f)));
    put(f, "basket", money_or_null(f, s->typical.basket));
    put(f, "silence", bought ? days_text(f, s->median[F_RECENCY_DAYS]) : NULL);
    put(f, "usual_gap", isfinite(gap) ? days_text(f, gap) : NULL);
    put(f, "signed_up", days_text(f, s->median[F_TENURE_DAYS]));
    put(f, "contacts",
        isfinite(s->engagement) && s->median[F_INTERACTION_COUNT] > 0
            ? PHRASE(f->arena, "{n|one interaction|# interactions}",
                     count_arg(f, "n", s->median[F_INTERACTION_COUNT]))
            : NULL);
    if (s->categories.named) {
        put(f, "top_category", s->categories.items[0].name);
        put(f, "top_category_share", share_text(f, s->categories.items[0].share));
        put(f, "top_category_more",
            s->categories.items[0].share - s->categories.items[0].base_share >= CLEARLY_MORE
                ? "yes"
                : NULL);
        put(f, "top_category_of", has_money(f) ? "their spend" : "the lines they bought");
    }
    if (s->products.named) put(f, "top_product", s->products.items[0].name);
}

/* --- what may follow -------------------------------------------------------------------------- */

/* One in so many of a number of customers, rounded, at least one. */
static double one_in(double customers, int many)
{
    return fmax(1, round(customers / many));
}

static const char *one_more_purchases(int many, bool prospects)
{
    if (many == ONE_IN_TEN) {
        return prospects ? "If about one in ten of them bought once, that would be {n|one "
                           "purchase|# purchases}."
                         : "If about one in ten of them bought once more, that would be {n|one "
                           "more purchase|# more purchases}.";
    }
    return prospects ? "If about one in twenty of them bought once, that would be {n|one "
                       "purchase|# purchases}."
                     : "If about one in twenty of them bought once more, that would be {n|one more "
                       "purchase|# more purchases}.";
}

/* To two digits: what an "about" is for. */
static const char *about_money(const Filling *f, double value)
{
    value = significant(value, 2);
    return format_value(value, COLUMN_MONEY, fabs(value) < 10 ? 2 : 0, f->currency, false,
                        f->arena);
}

/* What one more purchase of usual size by one in so many of them comes to. */
static const char *one_more(const Filling *f, int many)
{
    double buyers = one_in((double)f->segment->count, many), purchase = usual_purchase(f);
    bool prospects = f->segment->archetype == ARCHETYPE_PROSPECTS;

    if (!has_money(f)) {
        return PHRASE(f->arena, one_more_purchases(many, prospects),
                      phrase_count("n", buyers, f->arena));
    }
    const char *pattern =
        buyers < 2 ? (prospects ? "If one of them bought once, that would bring in about {value}, "
                                  "what a typical buyer averages per purchase."
                                : "If one of them bought once more, that would bring in about "
                                  "{value}, what a typical customer here averages per purchase.")
        : many == ONE_IN_TEN
            ? (prospects ? "If {n} of them (about one in ten) bought once for "
                           "{purchase}, what a typical buyer averages per purchase, that would "
                           "bring in about {value}."
                         : "If {n} of them (about one in ten) bought once more for "
                           "{purchase}, what a typical customer here averages per purchase, that "
                           "would bring in about {value}.")
            : (prospects ? "If {n} of them (about one in twenty) bought once for "
                           "{purchase}, what a typical buyer averages per purchase, that would "
                           "bring in about {value}."
                         : "If {n} of them (about one in twenty) bought once more for "
                           "{purchase}, what a typical customer here averages per purchase, that "
                           "would bring in about {value}.");

    if (!(purchase > 0)) return "Their purchases add up to nothing, so no gain can be estimated.";
    return PHRASE(f->arena, pattern, phrase_count("n", buyers, f->arena),
                  phrase_text("purchase", money(f, purchase)),
                  phrase_text("value", about_money(f, buyers * purchase)));
}

/* Only those whom chance does not explain can have gone, and be won back. */
static const char *winback(const Filling *f)
{
    const QuietFigures *q = &f->segment->quiet;
    double purchase = usual_purchase(f), beyond = round(q->excess);

    if (!(beyond >= 1)) return NULL;
    if (!has_money(f)) {
        return PHRASE(
            f->arena,
            "{quiet|One customer here has|# customers here have} gone quiet, about "
            "{beyond} more than chance explains. If {n|one|# (about one in five)} of those "
            "came back once, that would be {n|one purchase|# purchases}.",
            phrase_count("quiet", q->quiet, f->arena), phrase_count("beyond", beyond, f->arena),
            phrase_count("n", one_in(beyond, ONE_IN_FIVE), f->arena));
    }
    if (!(purchase > 0)) return NULL;
    return PHRASE(
        f->arena,
        one_in(beyond, ONE_IN_FIVE) > 1
            ? "{quiet|One customer here has|# customers here have} gone quiet, about {beyond} more "
              "than chance explains. If {n} of those (about one in five) came back for one "
              "purchase of the usual size here, {purchase}, that would bring in about {value}."
            : "{quiet|One customer here has|# customers here have} gone quiet, about {beyond} more "
              "than chance explains. If one of those came back for one purchase of the usual size "
              "here, that would bring in {purchase}.",
        phrase_count("quiet", q->quiet, f->arena), phrase_count("beyond", beyond, f->arena),
        phrase_count("n", one_in(beyond, ONE_IN_FIVE), f->arena),
        phrase_text("purchase", money(f, purchase)),
        phrase_text("value", about_money(f, one_in(beyond, ONE_IN_FIVE) * purchase)));
}

/* When customers of this shop come back for the second time. */
static const char *second_times(const Filling *f)
{
    const SecondPurchase *second = &f->segments->second;

    if (!isfinite(second->days_50) || second->bought_again < WAITED_LEAST) return NULL;
    return PHRASE(f->arena,
                  "Of the customers who bought a second time, half did so within {half} of the "
                  "first, four in five within {most}.",
                  phrase_text("half", days_text(f, second->days_50)),
                  phrase_text("most", days_text(f, second->days_80)));
}

/* Where most have waited for longer than those who come back usually do. */
static const char *second_passed(const Filling *f)
{
    const SecondPurchase *second = &f->segments->second;

    if (!(f->segment->typical.silent_days > second->days_80)) return NULL;
    if (second->bought_again < WAITED_LEAST) return NULL;
    return PHRASE(f->arena,
                  "Of the customers who bought a second time, four in five did so within {most} of "
                  "the first; most here have waited longer.",
                  phrase_text("most", days_text(f, second->days_80)));
}

/* How many came back of those who had waited as long as the middle one of the segment has, or as
 * long as the records can tell of. Its share is NaN where too few tell. */
static SecondShare share_of_waiting(const Filling *f, double *waited)
{
    const SecondPurchase *second = &f->segments->second;
    double known = (double)second->longest_wait - WAIT_MORE_DAYS;
    SecondShare share = { .share = NAN };

    *waited = fmin(floor(f->segment->typical.silent_days), known);
    if (*waited >= 0) share = second_purchase_share(second, (size_t)*waited, WAIT_MORE_DAYS);
    if (share.of < WAITED_LEAST) share.share = NAN;
    return share;
}

/* What that share of those on the list would bring. */
static const char *second_outcome(const Filling *f)
{
    double waited, purchase = usual_purchase(f);
    double listed = (double)f->segment->first.count;
    SecondShare share = share_of_waiting(f, &waited);
    double buyers = round(listed * share.share);

    if (!(buyers >= 0) || !(listed > 0) || f->segment->first_step != FIRST_ONCE) return NULL;
    if (has_money(f) && !(purchase > 0)) return NULL;
    const char *pattern =
        buyers < 1 ? "As second purchases have come so far after such a wait, at most one of the "
                     "{n|customers|# customers} on the list can be expected to buy again within "
                     "{more} days."
        : has_money(f)
            ? "As second purchases have come so far after such a wait ({share} in 100 within "
              "{more} "
              "days), about {buyers} of the {n|customers|# customers} on the list would buy again; "
              "at {purchase}, what a typical customer here averages per purchase, that is about "
              "{value}."
            : "As second purchases have come so far after such a wait ({share} in 100 within "
              "{more} "
              "days), about {buyers} of the {n|customers|# customers} on the list would buy "
              "again.";
    return PHRASE(
        f->arena, pattern, phrase_count("buyers", buyers, f->arena),
        phrase_number("share", 100 * share.share, 0, f->arena), phrase_count("n", listed, f->arena),
        phrase_count("more", WAIT_MORE_DAYS, f->arena), phrase_text("purchase", money(f, purchase)),
        phrase_text("value", about_money(f, buyers * purchase)));
}

static const char *second_share(const Filling *f)
{
    double middle = floor(f->segment->typical.silent_days), waited;
    SecondShare share = share_of_waiting(f, &waited);

    if (!isfinite(share.share)) return NULL;
    const char *pattern =
        waited < middle
            ? "Of customers who had gone {waited} without a second purchase, {share} in 100 "
              "bought again within the next {more} days; most customers here have gone longer."
            : "Of customers who had gone {waited} without a second purchase, like the median "
              "here, {share} in 100 bought again within the next {more} days.";
    const char *hundredths = format_value(100 * share.share, COLUMN_COUNT, 0, "", false, f->arena);
    bool few = share.share > 0 && share.share < 0.005;
    return PHRASE(f->arena, pattern, phrase_text("waited", days_text(f, waited)),
                  phrase_text("share", few ? "fewer than 1" : hundredths),
                  phrase_count("more", WAIT_MORE_DAYS, f->arena));
}

static void put_outlook(const Filling *f)
{
    const Segment *s = f->segment;

    put(f, "first_step", s->first_text);
    put(f, "quiet_first", s->first_step == FIRST_QUIET ? "yes" : NULL);
    put(f, "one_more", one_more(f, ONE_IN_TEN));
    put(f, "one_more_twentieth", one_more(f, ONE_IN_TWENTY));
    put(f, "winback", winback(f));
    put(f, "five_percent", money_or_null(f, 0.05 * s->revenue));
    put(f, "second_times", second_times(f));
    put(f, "second_share", s->cluster_count ? second_share(f) : NULL);
    put(f, "second_passed", s->cluster_count ? second_passed(f) : NULL);
    put(f, "second_outcome", s->cluster_count ? second_outcome(f) : NULL);
}

static Value *figures_of(const Segment *segment, const Segments *segments, const char *currency,
                         Arena *arena)
{
    const Filling f = { value_map(arena), segment, segments, currency, arena };

    put(&f, "label", segment->label);
    put(&f, "customers",
        PHRASE(arena, "{n|one customer|# customers}",
               phrase_count("n", (double)segment->count, arena)));
    put(&f, "share", share_text(&f, segment->customer_share));
    put(&f, "one", segment->count == 1 ? "yes" : NULL);
    put(&f, "over_a_year", segment->median[F_TENURE_DAYS] > 365 ? "yes" : NULL);
    put(&f, "revenue", money_or_null(&f, segment->revenue));
    put(&f, "revenue_share",
        isfinite(segment->revenue_share) ? share_text(&f, segment->revenue_share) : NULL);
    put_typical(&f);
    put_outlook(&f);
    return f.map;
}

/* --- the text --------------------------------------------------------------------------------- */

/* The user's own text where there is one, else the built-in one. */
static Status find_text(Bytes *out, const char **file, const char *templates, const char *slug,
                        Arena *arena, Err *err)
{
    const char *name = arena_format(arena, "strategies/%s.md", slug);

    if (templates) {
        const char *own = path_join(arena, templates, name);
        if (path_exists(own)) {
            *file = own;
            return file_read(out, own, MAX_TEXT, arena, err);
        }
    }
    *file = arena_format(arena, "templates/%s", name);
    *out = embedded_file(*file);
    return out->data ? OK : err_set(err, ERR_BUG, "%s is not in the program", *file);
}

/* Cuts the document at its second-level headings: the n-th part without its heading, or NULL. */
static Prose *part(const Prose *document, int number, Arena *arena)
{
    Prose *cut = ARENA_NEW(arena, Prose);
    int seen = 0;

    cut->kind = PROSE_DOCUMENT;
    for (const Prose *block = document->first_child; block; block = block->next) {
        if (block->kind == PROSE_HEADING && block->level == 2) {
            seen++;
            continue;
        }
        if (seen != number) continue;
        Prose *copy = ARENA_NEW(arena, Prose);
        *copy = *block;
        copy->next = NULL;
        if (cut->last_child) {
            cut->last_child->next = copy;
        } else {
            cut->first_child = copy;
        }
        cut->last_child = copy;
    }
    return cut->first_child ? cut : NULL;
}

Status strategy_fill(Segment *segment, const Segments *segments, const SegmentPlan *plan,
                     Arena *arena, Err *err)
{
    Buf filled = { 0 };
    const char *file;
    Prose *document = NULL;
    Bytes text;
    Status s;

    if ((s = find_text(&text, &file, plan->templates, archetype_slug(segment->archetype), arena,
                       err))) {
        return s;
    }
    const Value *figures = figures_of(segment, segments, plan->currency, arena);
    if ((s = template_fill_markdown(&filled, file, (const char *)text.data, figures, arena, err))) {
        goto done;
    }
    if ((s = prose_parse(&document, file, filled.data ? filled.data : "", filled.size, arena,
                         err))) {
        goto done;
    }
    segment->behaviour = part(document, 1, arena);
    segment->strategy = part(document, 2, arena);
    segment->outcome = part(document, 3, arena);
    if (!segment->behaviour || !segment->strategy || !segment->outcome) {
        s = err_set(err, ERR_CONFIG,
                    "%s: a strategy needs three headings with text below each: "
                    "\"## Behaviour\", \"## Strategy\" and \"## Expected outcome\"",
                    file);
    }
done:
    buf_close(&filled);
    return s;
}
