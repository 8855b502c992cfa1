/* Any bytes as a template: an error or a text, in bounded time. */
#include <string.h>

#include "text/template.h"

static const char *find(void *context, const char *name, const char **file, Arena *arena)
{
    (void)arena;
    *file = "fuzz.html";
    return strcmp(name, "self") == 0 ? context : NULL;
}

static Value *some_value(Arena *arena)
{
    Value *value = value_map(arena);
    Value *list = value_set_list(value, "l");

    value_set_text(value, "t", "<text>");
    value_set_html(value, "h", "<b>");
    value_set_bool(value, "b", true);
    value_set_text(value_set_map(value, "m"), "t", "inner");
    for (int i = 0; i < 3; i++)
        value_set_text(value_add_map(list), "t", "item");
    return value;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena arena = arena_open();
    char *text = arena_text_n(&arena, (const char *)data, size);
    TemplateSource source = { find, text };
    Buf out = { 0 };
    Err err = { 0 };

    if (template_render(&out, "self", some_value(&arena), &source, &arena, &err) == OK) {
        buf_clear(&out);
        (void)!template_fill_markdown(&out, "fuzz.md", text, some_value(&arena), &arena, &err);
    }
    buf_close(&out);
    arena_close(&arena);
    return 0;
}
