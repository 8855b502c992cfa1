/* The report's figures as PNG, for each use. */
#include <string.h>

#include "site/pictures.h"

/* A chart that is shrunk to half the width has text that nobody can read: it is drawn narrower. */
#define HALF_WIDTH_PT 340.0

const char *picture_path(const Picture *picture, PictureUse use, Arena *arena)
{
    static const char *const folders[PICTURE_USES] = { "", "light/", "dark/" };

    return arena_format(arena, "charts/%s%s.png", folders[use], picture->slug);
}

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

/* The site sets the titles as text: its pictures begin below them. */
static Status paint_for_site(Buf png[PICTURE_USES], Picture *picture, const ChartSpec *spec,
                             bool file, double dpi, Arena *arena, Err *err)
{
    Scene light, dark;
    Status s = chart_draw(&light, spec, &THEME_LIGHT, arena, err);

    if (!s) s = chart_draw(&dark, spec, &THEME_DARK, arena, err);
    if (s) return s;
    picture->width_pt = light.width_pt;
    picture->height_pt = light.height_pt - light.head_pt;
    return paint_png_pair(file ? &png[PICTURE_FILE] : NULL, &png[PICTURE_SITE_LIGHT],
                          (const Scene *const[2]){ &light, &dark }, dpi, err);
}

static Status paint_file(Buf *png, const ChartSpec *spec, double dpi, Arena *arena, Err *err)
{
    Scene scene;
    Status s = chart_draw(&scene, spec, &THEME_LIGHT, arena, err);

    return s ? s : paint_png(png, &scene, dpi, err);
}

Status picture_paint(Buf png[PICTURE_USES], Picture *picture, bool file, bool site, double dpi,
                     Arena *arena, Err *err)
{
    ChartSpec spec = *picture->chart;
    Status s = OK;

    if (picture->half && spec.width_pt <= 0) spec.width_pt = HALF_WIDTH_PT;
    if (site) {
        s = paint_for_site(png, picture, &spec, file, dpi, arena, err);
    } else if (file) {
        s = paint_file(&png[PICTURE_FILE], &spec, dpi, arena, err);
    }
    return s ? err_context(err, "while painting %s.png", picture->slug) : OK;
}
