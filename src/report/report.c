#include "report/report.h"

#include "report/draft.h"

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
                      .week = plan->week,
                      .changes = plan->changes };
    Draft d = { &report, shop, model, segments, plan, arena, plan->week, NULL, { NULL } };

    (void)err;
    report.period = SAY(&d, "{first} to {last}", arg_date(&d, "first", shop->first_day),
                        arg_date(&d, "last", shop->last_day));
    write_summary(&d);
    if (plan->changes) write_changes(&d);
    write_segments(&d);
    write_segment_pages(&d);
    write_insights(&d);
    if (plan->privacy != PRIVACY_AGGREGATE) write_customers(&d);
    write_method(&d);
    write_quality(&d);
    write_attachments(&d);
    *out = report;
    return OK;
}
