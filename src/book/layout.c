#include "book/layout.h"

#include <math.h>
#include <string.h>

#define LINE_PT 408.0 /* some 85 characters */

static const BookGaps GAPS = { .side = 56.7, /* 20 mm */
                               .top = 66,
                               .bottom = 50,
                               .gutter = 22,
                               .chapter = 40,
                               .chapter_below = 12,
                               .section = 24,
                               .heading = 16,
                               .title_below = 7,
                               .lead = 4,
                               .lead_below = 10,
                               .paragraph = 7,
                               .item = 3,
                               .figure = 8, /* a chart has air of its own */
                               .table = 14,
                               .tiles = 14,
                               .note = 13,
                               .list = 10,
                               .finding_first = 10,
                               .finding = 15 };

BookLayout book_layout(const Report *report, const BookPlan *plan, Arena *arena)
{
    static const struct {
        double width_pt, height_pt;
    } papers[] = { [PAPER_A4] = { 595.276, 841.890 }, [PAPER_LETTER] = { 612, 792 } };
    double width = papers[plan->paper].width_pt, column = width - 2 * GAPS.side;
    BookLayout layout = { .report = report,
                          .theme = &THEME_LIGHT,
                          .chart_theme = THEME_LIGHT,
                          .arena = arena,
                          .width_pt = width,
                          .height_pt = papers[plan->paper].height_pt,
                          .column_pt = column,
                          .half_pt = (column - GAPS.gutter) / 2,
                          .line_pt = LINE_PT,
                          .justified = plan->justified,
                          .gaps = GAPS };

    /* A chart's title ranks below the headings around it. */
    layout.chart_theme.title_pt = 12;
    layout.chart_theme.subtitle_pt = 8.5;
    layout.chart_theme.label_pt = 8.5;
    layout.chart_theme.small_pt = 8.5;
    return layout;
}

BookLayout book_within(const BookLayout *layout, const Tag *part)
{
    BookLayout inside = *layout;

    inside.within = part;
    return inside;
}

const Tag *book_tag(const BookLayout *layout, TagRole role)
{
    return tag_new(role, layout->within, layout->arena);
}

double book_page_width(const BookLayout *layout, bool landscape)
{
    return (landscape ? layout->height_pt : layout->width_pt) - 2 * layout->gaps.side;
}

double book_page_room(const BookLayout *layout, bool landscape)
{
    return (landscape ? layout->width_pt : layout->height_pt) - layout->gaps.top -
           layout->gaps.bottom;
}

double book_line(const BookLayout *layout, double width_pt)
{
    return fmin(layout->line_pt, width_pt);
}

const char *book_page_path(const BookLayout *layout, const char *target)
{
    size_t size = target ? strcspn(target, "#?") : 0;

    while (size > 3 && strncmp(target, "../", 3) == 0) {
        target += 3;
        size -= 3;
    }
    if (size > 5 && memcmp(target + size - 5, ".html", 5) == 0) size -= 5;
    for (size_t i = 0; size && i < layout->report->pages.count; i++) {
        const char *path = layout->report->pages.items[i].path;
        if (path && strlen(path) == size && memcmp(path, target, size) == 0) return path;
    }
    return NULL;
}
