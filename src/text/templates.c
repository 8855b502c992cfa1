#include "text/templates.h"

#include <string.h>

#define TEMPLATE_MOST (1u << 20)

/* "page", not "../page": a partial's name becomes part of a path. */
static bool is_template_name(const char *name)
{
    size_t size = strlen(name);

    return size > 0 && size < 64 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") == size;
}

/* The user's template of that name: DIR/KIND/NAME.html or DIR/NAME.html. */
static const char *own_template(Templates *templates, const char *name, const char **file,
                                Arena *arena)
{
    const char *const places[] = { arena_format(arena, "%s/", templates->kind), "" };
    Bytes bytes;

    for (size_t i = 0; templates->folder && i < COUNT_OF(places); i++) {
        const char *path =
            path_join(arena, templates->folder, arena_format(arena, "%s%s.html", places[i], name));
        if (!path_exists(path)) continue;
        if (!templates->status)
            templates->status = file_read(&bytes, path, TEMPLATE_MOST, arena, templates->err);
        if (templates->status) return NULL;
        *file = path;
        return (const char *)bytes.data;
    }
    return NULL;
}

static const char *template_find(void *context, const char *name, const char **file, Arena *arena)
{
    Templates *templates = context;
    const char *path = arena_format(arena, "templates/%s/%s.html", templates->kind, name);
    const char *own;

    if (!is_template_name(name)) return NULL;
    own = own_template(templates, name, file, arena);
    if (own || templates->status) return own;
    *file = path;
    return (const char *)embedded_file(path).data;
}

Status templates_render(Buf *out, Templates *templates, const char *name, const Value *value,
                        Arena *arena, Err *err)
{
    TemplateSource source = { template_find, templates };
    Status s = template_render(out, name, value, &source, arena, err);

    return templates->status ? templates->status : s;
}
