#include "recognise/example.h"

#include <string.h>

void example_note(Example *example, const char *text, size_t size, int64_t line)
{
    if (example->line) return;
    Arena scratch = arena_open();
    const char *clean = utf8_clean(text, size, EXAMPLE_CHARS, &scratch);

    memcpy(example->text, clean, strlen(clean) + 1);
    example->line = line;
    arena_close(&scratch);
}
