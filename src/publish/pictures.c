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

/* One chart a part; each has its own arena and error, so that the parts share nothing. */
typedef struct Painting {
    Pictures *pictures;
    Buf *png;
    Err *errors;
    const Theme *theme;
    double dpi;
} Painting;

static void paint_one(void *context, size_t part, int worker)
{
    Painting *painting = context;
    Picture *picture = &painting->pictures->items[part];
    Err *err = &painting->errors[part];
    ChartSpec spec = *picture->chart;
    Arena arena = arena_open();
    Scene scene;

    (void)worker;
    if (picture->half && spec.width_pt <= 0) spec.width_pt = HALF_WIDTH_PT;
    err->status = chart_draw(&scene, &spec, painting->theme, &arena, err);
    if (!err->status) {
        picture->width_pt = scene.width_pt;
        picture->height_pt = scene.height_pt;
        err->status = paint_png(&painting->png[part], &scene, painting->dpi, err);
    }
    arena_close(&arena);
}

/* The bytes move into the arena; the buffer goes. */
static Bytes keep(Buf *png, Arena *arena)
{
    const char *copy = arena_text_n(arena, png->data ? png->data : "", png->size);
    Bytes kept = { (const unsigned char *)copy, png->size };

    buf_close(png);
    return kept;
}

Status pictures_paint(Pictures *pictures, bool dark, const PublishPlan *plan, Arena *arena,
                      Err *err)
{
    Painting painting = { .pictures = pictures,
                          .png = ARENA_ARRAY(arena, Buf, pictures->count),
                          .errors = ARENA_ARRAY(arena, Err, pictures->count),
                          .theme = dark ? &THEME_DARK : &THEME_LIGHT,
                          .dpi = plan->dpi > 0 ? plan->dpi : PAINT_DEFAULT_DPI };
    Status s = OK;

    parallel_for(plan->threads, pictures->count, paint_one, &painting);
    for (size_t i = 0; i < pictures->count; i++) {
        Picture *picture = &pictures->items[i];
        if (painting.errors[i].status && !s) {
            *err = painting.errors[i];
            s = err_context(err, "while painting %s.png%s", picture->slug,
                            dark ? " in dark colours" : "");
        }
        *(dark ? &picture->dark_png : &picture->png) = keep(&painting.png[i], arena);
    }
    return s;
}
