#include "report/report.h"

#include "report/draft.h"

/* Among more segments than anybody tells apart by hue all have one ink. */
static const Segments *in_their_colours(const Segments *segments, Arena *arena)
{
    Segments *inked = ARENA_NEW(arena, Segments);

    if (segments->count <= THEME_ONE_INK_PAST) return segments;
    *inked = *segments;
    inked->items = arena_grow(arena, segments->items, segments->count, segments->count,
                              sizeof *segments->items);
    for (size_t i = 0; i < inked->count; i++)
        inked->items[i].colour = theme_colour_among(inked->items[i].colour, inked->count);
    return inked;
}

Status report_build(Report *out, const Shop *shop, const Model *model, const Segments *segments,
                    const ReportPlan *plan, Arena *arena, Err *err)
{
    segments = in_their_colours(segments, arena);
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
