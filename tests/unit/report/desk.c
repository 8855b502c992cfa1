#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "desk.h"

/* A usual week of 24 to 30 June 2025. */
Desk *desk_new(Arena *arena)
{
    Desk *d = ARENA_NEW(arena, Desk);
    const double value[] = { 5000, 50, 45, 10, 35 }, low[] = { 4000, 40, 36, 5, 28 };
    const double high[] = { 6000, 60, 54, 15, 42 }, expected[] = { 5010, 51, 46, 9, 36 };

    d->items[0] =
        (Segment){ .label = "Loyal", .archetype = ARCHETYPE_LOYAL, .count = 40, .revenue = 9000 };
    d->items[1] =
        (Segment){ .label = "New", .archetype = ARCHETYPE_NEW, .count = 60, .revenue = 2000 };
    d->segments = (Segments){ .items = d->items, .count = SEGMENTS, .buyers = 100 };
    d->segments.silence = (Quiet){ .verdict = QUIET_JUDGED, .repeaters = 60 };
    d->plan = (ReportPlan){ .currency = "USD" };
    d->week =
        (SalesWeek){ .to = day_from_civil((CivilDate){ 2025, 6, 30 }), .days = 7, .past = 60 };
    d->week.from = d->week.to - 6;
    for (int f = 0; f < WEEK_FIGURES; f++) {
        d->week.value[f] = value[f];
        d->week.year_before[f] = NAN;
        d->week.usual[f] = (Usual){ USUAL_WITHIN, 52, expected[f], low[f], high[f], false };
    }
    d->draft = (Draft){ .report = &d->report,
                        .shop = &d->shop,
                        .segments = &d->segments,
                        .plan = &d->plan,
                        .arena = arena,
                        .week = &d->week };
    return d;
}

void set(Desk *d, WeekFigure figure, double value)
{
    Usual *usual = &d->week.usual[figure];

    d->week.value[figure] = value;
    usual->verdict = value < usual->low    ? USUAL_BELOW
                     : value > usual->high ? USUAL_ABOVE
                                           : USUAL_WITHIN;
}

const Section *write_week(Desk *d)
{
    d->report.pages.count = 0;
    d->page = draft_page(&d->draft, PAGE_SUMMARY, "index", "T", "T", -1);
    put_week(&d->draft, d->page);
    assert_int_equal(d->page->sections.count, 1);
    return &d->page->sections.items[0];
}

const Insight *insight(const Section *section, size_t number)
{
    const Block *block = &section->blocks.items[0];

    assert_int_equal(block->kind, BLOCK_INSIGHTS);
    assert_true(number < block->insights.count);
    return &block->insights.items[number];
}

size_t insights(const Section *section)
{
    const Block *block = &section->blocks.items[0];

    return block->kind == BLOCK_INSIGHTS ? block->insights.count : 0;
}

const Metric *tile(const Section *section, const char *key)
{
    const Block *block = &section->blocks.items[section->blocks.count - 1];

    assert_int_equal(block->kind, BLOCK_METRICS);
    for (size_t i = 0; i < block->metrics.count; i++)
        if (!strcmp(block->metrics.items[i].key, key)) return &block->metrics.items[i];
    return NULL;
}

void remember(Desk *d)
{
    d->then[0] = (RunSegment){ .lineage = 1, .label = "Loyal", .customers = 38 };
    d->then[1] = (RunSegment){ .lineage = 2, .label = "New", .customers = 55 };
    d->base = (Run){ .as_of = d->week.to - 7, .segments = d->then, .segment_count = SEGMENTS };
    d->history = (History){ .count = 30 };
    d->changes = (Changes){ .history = &d->history,
                            .base = &d->base,
                            .as_of = d->week.to,
                            .days = 7,
                            .segments = d->segment_changes,
                            .segment_count = SEGMENTS,
                            .drift = &d->drift };
    for (int i = 0; i < SEGMENTS; i++) {
        double now = (double)d->items[i].count, before = (double)d->then[i].customers;
        d->segment_changes[i] = (SegmentChange){
            .fate = FATE_KEPT,
            .now = i,
            .before = i,
            .old_label = d->then[i].label,
            .customers = { now, before, now - before, { 29, 1, -9, 9 }, false, NAN },
            .revenue = { 100, 90, 10, { 0 }, false, NAN }
        };
    }
    d->changes.moves.flows = d->flows;
    d->changes.moves.known = 100;
    d->plan.changes = &d->changes;
}

void count(Desk *d, Kpi kpi, double now)
{
    d->changes.kpis[kpi] = (Delta){ now, NAN, now, { 29, 20, 11.4, 28.6 }, true, NAN };
}
