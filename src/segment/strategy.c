#include "segment/strategy.h"

#include <math.h>
#include <string.h>

#include "data/format.h"
#include "text/template.h"

#define MAX_TEXT ((size_t)512 * 1024)

/* --- placeholders ----------------------------------------------------------------------------- */

typedef struct Filling {
    Value *map;
    const Segment *segment;
    const Segments *segments;
    const char *currency;
    Arena *arena;
} Filling;

static void put_count(const Filling *f, const char *key, double value)
{
    value_set_text(f->map, key, format_value(value, COLUMN_COUNT, 0, f->currency, false, f->arena));
}

static void put_money(const Filling *f, const char *key, double value)
{
    int decimals = fabs(value) < 1000 ? 2 : 0;

    value_set_text(f->map, key,
                   format_value(value, COLUMN_MONEY, decimals, f->currency, false, f->arena));
}

static void put_share(const Filling *f, const char *key, double share)
{
    value_set_text(f->map, key, format_value(share, COLUMN_SHARE, 0, f->currency, false, f->arena));
}

static void put_average(const Filling *f, const char *key, double value)
{
    value_set_text(f->map, key,
                   format_value(value, COLUMN_NUMBER, 1, f->currency, false, f->arena));
}

static void put_days(const Filling *f, const char *key, double days)
{
    value_set_text(f->map, key, format_value(days, COLUMN_DAYS, 0, f->currency, false, f->arena));
}

static void put_ratio(const Filling *f, const char *key, Feature feature)
{
    double base = f->segments->base_mean[feature];
    char text[NUMBER_TEXT];

    if (base <= 0) {
        value_set_text(f->map, key, NULL); /* a section on it is left out */
        return;
    }
    number_grouped(text, f->segment->mean[feature] / base, 1);
    value_set_text(f->map, key, arena_format(f->arena, "%s times", text));
}

static void put_averages(const Filling *f)
{
    const Segment *s = f->segment;

    put_average(f, "frequency", s->mean[F_FREQUENCY]);
    put_ratio(f, "frequency_ratio", F_FREQUENCY);
    put_money(f, "spend", s->mean[F_TOTAL_SPEND]);
    put_ratio(f, "spend_ratio", F_TOTAL_SPEND);
    put_money(f, "average_purchase", s->mean[F_AVG_PURCHASE]);
    put_ratio(f, "average_purchase_ratio", F_AVG_PURCHASE);
    put_money(f, "max_purchase", s->mean[F_MAX_PURCHASE]);
    put_average(f, "products", s->mean[F_UNIQUE_PRODUCTS]);
    put_days(f, "recency", s->median[F_RECENCY_DAYS]);
    put_days(f, "tenure", s->median[F_TENURE_DAYS]);
    value_set_text(f->map, "interactions", NULL);
    if (isfinite(s->engagement)) {
        put_average(f, "interactions", s->mean[F_INTERACTION_COUNT]);
        put_ratio(f, "interactions_ratio", F_INTERACTION_COUNT);
    }
}

/* "one in ten of 137" is 14 customers: a share of customers, rounded up, at least one. */
static double part_of(size_t count, double share)
{
    return count ? ceil(share * (double)count - 1e-9) : 0;
}

/* What one more purchase by a part of the customers comes to, with the arithmetic shown. */
static void put_gain(const Filling *f, const char *key, size_t count, double share, double purchase)
{
    double buyers = part_of(count, share);
    const char *each = format_value(purchase, COLUMN_MONEY, 2, f->currency, false, f->arena);
    const char *total =
        format_value(buyers * purchase, COLUMN_MONEY, 0, f->currency, false, f->arena);

    value_set_text(f->map, key, arena_format(f->arena, "%s (%.0f × %s)", total, buyers, each));
}

static void put_gains(const Filling *f)
{
    const Segment *s = f->segment;
    double purchase = s->archetype == ARCHETYPE_PROSPECTS ? f->segments->base_mean[F_AVG_PURCHASE]
                                                          : s->mean[F_AVG_PURCHASE];

    put_gain(f, "tenth_value", s->count, 0.1, purchase);
    put_gain(f, "twentieth_value", s->count, 0.05, purchase);
    put_gain(f, "winback_value", s->overdue > 0 ? (size_t)s->overdue : 0, 0.2, purchase);
    put_money(f, "five_percent", 0.05 * s->revenue);
    put_count(f, "overdue_customers", s->overdue);
    value_set_bool(f->map, "overdue_known", isfinite(s->overdue));
    value_set_bool(f->map, "overdue_customers_some", s->overdue > 0);
}

static Value *figures_of(const Segment *segment, const Segments *segments, const char *currency,
                         Arena *arena)
{
    Filling f = { value_map(arena), segment, segments, currency, arena };

    value_set_text(f.map, "label", segment->label);
    put_count(&f, "customers", (double)segment->count);
    put_share(&f, "share", segment->customer_share);
    put_money(&f, "revenue", segment->revenue);
    put_share(&f, "revenue_share", segment->revenue_share);
    put_averages(&f);
    value_set_bool(f.map, "named", segment->priority_count > 0);
    put_gains(&f);
    if (segment->categories.named) {
        value_set_text(f.map, "top_category", segment->categories.items[0].name);
        put_share(&f, "top_category_share", segment->categories.items[0].share);
    }
    if (segment->products.named)
        value_set_text(f.map, "top_product", segment->products.items[0].name);
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
