/* The pictures once more in the dark theme, for readers of the site who prefer that. */
#include "publish/site.h"

/* One picture a part; the parts share nothing. */
typedef struct Painting {
    Picture *items;
    Buf *png;
    Err *errors;
} Painting;

static void paint_one(void *context, size_t part, int worker)
{
    Painting *painting = context;
    Err *err = &painting->errors[part];
    Arena arena = arena_open();
    Scene scene;

    (void)worker;
    err->status = chart_draw(&scene, painting->items[part].chart, &THEME_DARK, &arena, err);
    if (!err->status) err->status = paint_png(&painting->png[part], &scene, PAINT_DEFAULT_DPI, err);
    arena_close(&arena);
}

static Status picture_keep(Picture *picture, Buf *png, const Err *failed, Arena *arena, Err *err)
{
    Status s = failed->status;

    if (s) {
        *err = *failed;
        s = err_context(err, "while painting %s.png in dark colours", picture->slug);
    } else {
        const char *copy = arena_text_n(arena, png->data, png->size);
        picture->dark_png = (Bytes){ (const unsigned char *)copy, png->size };
    }
    buf_close(png);
    return s;
}

Status site_dark_paint(Pictures *out, const Pictures *light, int threads, Arena *arena, Err *err)
{
    Painting painting = { ARENA_ARRAY(arena, Picture, light->count),
                          ARENA_ARRAY(arena, Buf, light->count),
                          ARENA_ARRAY(arena, Err, light->count) };
    Status s = OK;

    for (size_t i = 0; i < light->count; i++)
        painting.items[i] = light->items[i];
    parallel_for(threads, light->count, paint_one, &painting);
    for (size_t i = 0; i < light->count; i++) {
        Status one = picture_keep(&painting.items[i], &painting.png[i], &painting.errors[i], arena,
                                  s ? &(Err){ .status = OK } : err);
        if (!s) s = one;
    }
    if (!s) *out = (Pictures){ painting.items, light->count };
    return s;
}

Status site_dark_write(const Pictures *pictures, const char *folder, Arena *arena, Err *err)
{
    const char *dark = path_join(arena, folder, "charts/dark");
    Status s = folder_make(dark, err);

    for (size_t i = 0; i < pictures->count && !s; i++) {
        const Picture *picture = &pictures->items[i];
        const char *name = arena_format(arena, "%s/%s.png", dark, picture->slug);
        s = file_write(name, picture->dark_png.data, picture->dark_png.size, err);
    }
    return s;
}
