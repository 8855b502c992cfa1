/* A font from outside: what passes the check is drawn, every character of it. */
#include <stdlib.h>

#include "draw/path.h"
#include "draw/truetype.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena arena = arena_open();
    Err err = { 0 };

    if (!font_use_fallback((Bytes){ data, size }, &arena, &err)) {
        for (uint32_t code = 0x20; code < TRUETYPE_CODES; code++) {
            char text[8] = { 0 };
            if (!font_fallback_glyph(code)) continue;
            utf8_put(text, code);
            label_outline(&(Label){ .text = text, .size_pt = 9 }, &arena);
        }
        if (font_use_fallback((Bytes){ NULL, 0 }, &arena, &err)) abort();
    }
    arena_close(&arena);
    return 0;
}
