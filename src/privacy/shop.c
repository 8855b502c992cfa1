/* The shop of an aggregate: no customers, no purchases; totals that are the segments' sums. */
#include <math.h>

#include "privacy/show.h"

/* The reasons that the reading gives have counts of customers. */
static const char *purchase_reason(PurchaseRule rule)
{
    switch (rule) {
    case PURCHASE_ORDER: return "Lines of one customer with one order id are one purchase.";
    case PURCHASE_DAY: return "What a customer bought on a day is one purchase.";
    case PURCHASE_ROW:
    case PURCHASE_AUTO: break;
    }
    return "Every row is one purchase.";
}

typedef struct Totals {
    double customers, revenue, purchases, lines, returns, interactions;
    double lines_step; /* the largest of the segments' */
} Totals;

/* What a shop has is what its segments have, so that the total tells nothing of its own. */
static Totals add_up(const Whole *whole, const Segments *shown, const SegmentSums *sums)
{
    Totals t = { .lines_step = whole->count_step };

    for (size_t s = 0; s < shown->count; s++) {
        t.customers += sums[s].count;
        t.revenue += sums[s].sum[F_TOTAL_SPEND];
        t.purchases += sums[s].sum[F_FREQUENCY];
        t.lines += (double)shown->items[s].lines;
        t.returns += shown->items[s].returns;
        t.interactions += sums[s].sum[F_INTERACTION_COUNT];
        t.lines_step = fmax(t.lines_step, sums[s].step[F_FREQUENCY]);
    }
    if (!whole->shop->return_lines) t.returns = 0;
    return t;
}

/* Each field of a shop is decided here. */
static Shop fill(const Whole *whole, const Totals *t)
{
    const Shop *shop = whole->shop;

    return (Shop){ .source = { .as_of = shop->source.as_of }, /* and not where it lies */
                   .customers = { .count = (size_t)t->customers },
                   .products = { .count = shop->products.count },
                   .months = NULL, /* show_months */
                   .month_count = 0,
                   .days = NULL, /* on most of them few bought */
                   .baskets = { 0 },
                   .purchases = { .count = (size_t)t->purchases },
                   .purchase_rule = shop->purchase_rule,
                   .purchase_reason = purchase_reason(shop->purchase_rule),
                   .lines = (int64_t)t->lines,
                   .return_lines = shop->return_lines ? -1 : 0, /* of how many is not known */
                   .revenue = t->revenue,
                   .returns = t->returns,
                   .interactions = (int64_t)t->interactions,
                   .first_day = shop->first_day,
                   .last_day = shop->last_day,
                   .has_interactions = shop->has_interactions,
                   .has_categories = shop->has_categories,
                   .has_countries = shop->has_countries,
                   .has_emails = false,
                   .no_amounts = shop->no_amounts,
                   .currency = shop->currency,
                   .file_lines = 0, /* single rows */
                   .export_name = shop->export_name,
                   .names_withheld = true,
                   .holes = { shop->holes.items, shop->holes.count },
                   .sale_days = shop->sale_days,
                   .ends_early = shop->ends_early,
                   .day_meant = shop->day_meant,
                   /* What was left out is of single rows. */
                   .ledger_revenue = NAN,
                   .ledger_returns = NAN,
                   .ledger_rows = -1,
                   .customer_rows = (int64_t)t->customers,
                   .product_rows = shop->product_rows,
                   .interaction_rows = (int64_t)t->interactions,
                   .findings = show_findings(whole, t->lines_step) };
}

Shop show_shop(const Whole *whole, const Segments *shown, const SegmentSums *sums)
{
    Totals totals = add_up(whole, shown, sums);
    Shop shop = fill(whole, &totals);

    show_months(&shop, whole, shown, sums);
    return shop;
}
