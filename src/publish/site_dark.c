/* The pictures once more in the dark theme, for readers of the site who prefer that. */
#include "publish/site.h"

Status site_dark_paint(Pictures *out, const Pictures *light, const PublishPlan *plan, Arena *arena,
                       Err *err)
{
    Pictures both = { ARENA_ARRAY(arena, Picture, light->count), light->count };
    Status s;

    for (size_t i = 0; i < light->count; i++)
        both.items[i] = light->items[i];
    if ((s = pictures_paint(&both, true, plan, arena, err))) return s;
    *out = both;
    return OK;
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
