/* recognise/example.h — the value that a message shows, and where it stands. */
#ifndef RECOGNISE_EXAMPLE_H
#define RECOGNISE_EXAMPLE_H

#include "base/base.h"

/* So much of a value is shown; what is cut ends with "…". */
#define EXAMPLE_CHARS 80
#define EXAMPLE_BYTES (4 * EXAMPLE_CHARS + 4)

typedef struct Example {
    char text[EXAMPLE_BYTES]; /* clean; "" when there was none */
    int64_t line;             /* 0: there is none yet */
} Example;

/* Keeps the first. Lines are counted from 1. */
void example_note(Example *example, const char *text, size_t size, int64_t line);

#endif
