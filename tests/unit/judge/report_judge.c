#include "report_judge.h"

#include <string.h>

#include "chart_judge.h"

/* The air around a chart belongs to it: halves and wholes of A4 and Letter, the site's half. */
static const double WIDTHS[] = { 0, 245.9, 254.3, 340, 497.9, 514.6 };

static const char *figure_fault(const ChartSpec *chart, Arena *arena)
{
    for (size_t w = 0; w < COUNT_OF(WIDTHS); w++) {
        Arena page = arena_open();
        ChartSpec spec = *chart;
        const char *fault;
        Scene scene;
        Err err = { 0 };

        if (WIDTHS[w] > 0) spec.width_pt = WIDTHS[w];
        if (chart_draw(&scene, &spec, w % 2 ? &THEME_DARK : &THEME_LIGHT, &page, &err))
            fault = err.text;
        else
            fault = chart_fault(&spec, &scene, &page);
        if (fault) fault = arena_text(arena, fault);
        arena_close(&page);
        if (fault) return fault;
    }
    return chart->title && *chart->title ? NULL
                                         : arena_format(arena, "%s has no title", chart->slug);
}

typedef struct Siblings {
    const ChartSpec *box, *profile;
} Siblings;

static const char *siblings_fault(Siblings *seen, const ChartSpec *chart, Arena *arena)
{
    if (chart->kind == CHART_BOX) {
        if (seen->box && seen->box->y.log != chart->y.log)
            return arena_format(arena, "%s and %s differ in scale", seen->box->slug, chart->slug);
        seen->box = chart;
    }
    if (!strncmp(chart->slug, "profile-", 8)) {
        if (seen->profile &&
            (seen->profile->y.lo != chart->y.lo || seen->profile->y.hi != chart->y.hi))
            return arena_format(arena, "%s and %s differ in scale", seen->profile->slug,
                                chart->slug);
        seen->profile = chart;
    }
    return NULL;
}

static const char *section_fault(const Section *section, Siblings *seen, Arena *arena)
{
    const char *fault = NULL;

    for (size_t b = 0; b < section->blocks.count && !fault; b++) {
        const Block *block = &section->blocks.items[b];
        if (block->kind != BLOCK_FIGURE) continue;
        fault = figure_fault(block->figure.chart, arena);
        if (!fault) fault = siblings_fault(seen, block->figure.chart, arena);
    }
    return fault;
}

const char *report_chart_fault(const Report *report, Arena *arena)
{
    Siblings seen = { 0 };
    const char *fault = NULL;

    for (size_t p = 0; p < report->pages.count && !fault; p++) {
        const Page *page = &report->pages.items[p];
        for (size_t s = 0; s < page->sections.count && !fault; s++)
            fault = section_fault(&page->sections.items[s], &seen, arena);
    }
    return fault;
}
