#include "privacy/show.h"

#include <math.h>

#include "segment/strategy.h"

Status privacy_check(const Shop *shop, Privacy level, size_t min_group, Arena *arena, Err *err)
{
    const Customers *customers = &shop->customers;
    ArenaMark mark = arena_mark(arena);
    Tops spend = tops_open(min_group, arena);
    size_t buyers = 0;

    if (level != PRIVACY_AGGREGATE) return OK;
    for (size_t i = 0; i < customers->count; i++) {
        buyers += customers->bought[i];
        tops_add(&spend, matrix_at(&customers->features, i, F_TOTAL_SPEND));
    }
    arena_release(arena, mark);
    if (buyers < min_group) {
        return err_set(err, ERR_DATA,
                       "%s: fewer than %zu customers have bought, so --privacy aggregate leaves "
                       "nothing to report: use --privacy ids, or a smaller --min-group",
                       shop->source.path, min_group);
    }
    if (spend.most > DOMINANT * fabs(sum_value(spend.sum))) {
        return err_set(err, ERR_DATA,
                       "%s: one customer makes most of the revenue, which the totals of --privacy "
                       "aggregate would tell: use --privacy ids",
                       shop->source.path);
    }
    return OK;
}

static Status fill_texts(Segments *shown, const SegmentPlan *plan, Arena *arena, Err *err)
{
    Status s = OK;

    for (size_t i = 0; i < shown->count && !s; i++)
        s = strategy_fill(&shown->items[i], shown, plan, arena, err);
    return s;
}

static Status show_aggregate(Shown *out, const Whole *whole, const Computed *all,
                             const SegmentPlan *plan, Err *err)
{
    Arena *arena = whole->arena;
    Shop *shop = ARENA_NEW(arena, Shop);
    Model *model = ARENA_NEW(arena, Model);
    Segments *segments = ARENA_NEW(arena, Segments);
    Means *means = ARENA_NEW(arena, Means);
    SalesWeek *week = ARENA_NEW(arena, SalesWeek);
    Growth *growth = ARENA_NEW(arena, Growth);
    size_t count;
    Status s;

    SegmentSums *sums = sums_make(&count, whole);
    *segments = show_segments(whole, sums, count);
    if (whole->shop->products.count > 1) show_goods(segments, whole, sums);
    if (whole->shop->has_countries) show_countries(segments, whole, sums);
    if ((s = fill_texts(segments, plan, arena, err))) return s;
    *shop = show_shop(whole, segments, sums);
    *model = show_model(whole, segments);
    *means = show_means(whole, segments, sums);
    *week = show_week(all->week, whole, sums, count);
    *growth = show_growth(all->growth, whole, sums, count);
    *out = (Shown){ shop, model, segments, means, week, growth };
    return OK;
}

Status privacy_show(Shown *out, const Computed *all, const PrivacyPlan *plan, Arena *arena,
                    Err *err)
{
    size_t group = plan->segments->min_group;

    if (plan->level == PRIVACY_AGGREGATE) {
        Whole whole = { all->shop, all->model, all->segments, group, count_step(group), arena };
        return show_aggregate(out, &whole, all, plan->segments, err);
    }
    Shop *shown = ARENA_NEW(arena, Shop);
    *shown = show_people(all->shop, plan->level, arena);
    *out = (Shown){ shown, all->model, all->segments, NULL, all->week, all->growth };
    return OK;
}
