/* Any bytes as Markdown: an error, or a tree whose HTML holds no markup but ours. */
#include <stdlib.h>
#include <string.h>

#include "text/prose.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena arena = arena_open();
    Prose *prose;
    Buf out = { 0 };
    Err err = { 0 };

    if (prose_parse(&prose, "fuzz.md", (const char *)data, size, &arena, &err) == OK) {
        prose_html(&out, prose, 2);
        if (out.data && (strstr(out.data, "<script") || strstr(out.data, "href=\"javascript:")))
            abort();
        buf_clear(&out);
        prose_text(&out, prose);
    }
    buf_close(&out);
    arena_close(&arena);
    return 0;
}
