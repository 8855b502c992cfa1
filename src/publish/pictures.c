/* The report's figures as PNG, in the light theme and in the dark one. */
#include <string.h>

#include "publish/publish.h"

/* A chart that is shrunk to half the width has text that nobody can read: it is drawn narrower. */
#define HALF_WIDTH_PT 340.0

const Picture *pictures_find(const Pictures *pictures, const char *slug)
{
    for (size_t i = 0; i < pictures->count; i++) {
        if (!strcmp(pictures->items[i].slug, slug)) return &pictures->items[i];
    }
    return NULL;
}

void pictures_list(Pictures *pictures, const Report *report, Arena *arena)
{
    struct {
        Picture *items;
        size_t count, capacity;
    } list = { 0 };

    for (size_t p = 0; p < report->pages.count; p++) {
        const Page *page = &report->pages.items[p];
        for (size_t s = 0; s < page->sections.count; s++) {
            const Section *section = &page->sections.items[s];
            for (size_t b = 0; b < section->blocks.count; b++) {
                const FigureBlock *figure = &section->blocks.items[b].figure;
                if (section->blocks.items[b].kind != BLOCK_FIGURE) continue;
                VEC_PUSH(arena, &list,
                         ((Picture){ .chart = figure->chart,
                                     .half = figure->half,
                                     .slug = figure->chart->slug }));
            }
        }
    }
    *pictures = (Pictures){ list.items, list.count };
}

Status picture_paint(Buf png[2], Picture *picture, bool dark, double dpi, Arena *arena, Err *err)
{
    ChartSpec spec = *picture->chart;
    Scene scene, other;
    Status s;

    if (picture->half && spec.width_pt <= 0) spec.width_pt = HALF_WIDTH_PT;
    s = chart_draw(&scene, &spec, &THEME_LIGHT, arena, err);
    if (!s && dark) s = chart_draw(&other, &spec, &THEME_DARK, arena, err);
    if (!s) {
        picture->width_pt = scene.width_pt;
        picture->height_pt = scene.height_pt;
        s = dark ? paint_png_pair(png, (const Scene *const[2]){ &scene, &other }, dpi, err)
                 : paint_png(&png[0], &scene, dpi, err);
    }
    return s ? err_context(err, "while painting %s.png", picture->slug) : OK;
}
