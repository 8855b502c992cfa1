#include "report/report.h"

#include "report/draft.h"

/* Copies without rows of customers: whoever walks the Report cannot show what is not there. */
static void seal(Report *report, Arena *arena)
{
    Shop *shop = ARENA_NEW(arena, Shop);
    Model *model = ARENA_NEW(arena, Model);
    Segments *segments = ARENA_NEW(arena, Segments);
    Segment *items = ARENA_ARRAY(arena, Segment, report->segments->count);

    *shop = *report->shop;
    shop->customers = (Customers){ .count = shop->customers.count };
    *segments = *report->segments;
    segments->items = items;
    segments->of_customer = NULL;
    segments->days = (PurchaseDays){ 0 };
    segments->silence.rhythms = NULL;
    segments->categories = segments->countries = (Naming){ 0 };
    segments->buyer_rows = NULL;
    for (size_t i = 0; i < segments->count; i++) {
        items[i] = report->segments->items[i];
        items[i].members = NULL;
        items[i].first = items[i].quiet_list = (CustomerList){ NULL, 0 };
    }
    *model = *report->model;
    model->clustering.cluster = NULL;
    model->pca.scores = (Matrix){ 0 };
    model->silhouette_width = NULL;
    model->silhouette_row = NULL;
    report->shop = shop;
    report->segments = segments;
    report->model = model;
}

/* The seven days up to the as-of date, or as many as lie between the two runs that the report
 * compares: of less than a week nothing can be told from its own past. */
static SalesWeek find_week(const Shop *shop, const ReportPlan *plan, Arena *arena)
{
    const Changes *changes = plan->changes;
    int days = changes && changes->base ? changes->days : WEEK_DAYS;

    return week_find(shop, days > WEEK_DAYS ? days : WEEK_DAYS, plan->min_group, arena);
}

Status report_build(Report *out, const Shop *shop, const Model *model, const Segments *segments,
                    const ReportPlan *plan, Arena *arena, Err *err)
{
    Report report = { .title = plan->title,
                      .business = plan->business,
                      .as_of = shop->source.as_of,
                      .generator = plan->generator,
                      .currency = plan->currency,
                      .seed = plan->seed,
                      .privacy = plan->privacy,
                      .segments = segments,
                      .shop = shop,
                      .model = model,
                      .changes = plan->changes };
    SalesWeek *week = ARENA_NEW(arena, SalesWeek);
    Draft d = { &report, shop, model, segments, plan, arena, week, NULL };

    (void)err;
    *week = find_week(shop, plan, arena);
    report.week = week;
    report.period = arena_format(arena, "%s to %s", say_date(&d, shop->first_day),
                                 say_date(&d, shop->last_day));
    write_summary(&d);
    if (plan->changes) write_changes(&d);
    write_segments(&d);
    write_segment_pages(&d);
    write_insights(&d);
    if (plan->privacy != PRIVACY_AGGREGATE) write_customers(&d);
    write_method(&d);
    write_quality(&d);
    write_attachments(&d);
    if (plan->privacy == PRIVACY_AGGREGATE) seal(&report, arena);
    *out = report;
    return OK;
}
