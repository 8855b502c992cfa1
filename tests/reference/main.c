#include "reference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int open_arena(void **state)
{
    static Arena arena;

    arena = arena_open();
    *state = &arena;
    return 0;
}

int close_arena(void **state)
{
    arena_close(*state);
    return 0;
}

void assert_near(double got, double wanted, double tolerance)
{
    if (!(fabs(got - wanted) <= tolerance)) fail_msg("%.12g is not %.12g", got, wanted);
}

const char *shared_file(const char *name, Arena *arena)
{
    const char *folder = getenv("SHARED_DIR");
    char *path = path_join(arena, folder && *folder ? folder : SHARED_DIR, name);

    if (path_exists(path)) return path;
    print_message("skipped: no %s (set SHARED_DIR)\n", path);
    return NULL;
}

static uint8_t class_number(const char *text, size_t size, const char **known, size_t *count,
                            Arena *arena)
{
    size_t i = 0;

    while (i < *count && (strlen(known[i]) != size || memcmp(known[i], text, size)))
        i++;
    if (i == *count) known[(*count)++] = arena_text_n(arena, text, size);
    assert_true(*count < 16);
    return (uint8_t)i;
}

Matrix read_numbers(const char *path, size_t cols, uint8_t **classes, Arena *arena)
{
    const char *known[16];
    size_t known_count = 0, lines = 0;
    Matrix out = { .cols = cols };
    const char *at;
    Bytes bytes;
    Err err;

    if (file_read(&bytes, path, 1 << 20, arena, &err)) fail_msg("%s", err.text);
    for (size_t i = 0; i < bytes.size; i++)
        lines += bytes.data[i] == '\n';
    out = matrix_new(lines, cols, arena);
    out.rows = 0;
    *classes = ARENA_ARRAY(arena, uint8_t, lines);
    at = strchr((const char *)bytes.data, '\n') + 1; /* past the header */
    while (*at) {
        for (size_t col = 0; col < cols; col++) {
            char *end;

            matrix_row(&out, out.rows)[col] = strtod(at, &end);
            assert_true(end > at && *end == ',');
            at = end + 1;
        }
        (*classes)[out.rows] = class_number(at, strcspn(at, "\r\n"), known, &known_count, arena);
        out.rows++;
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    return out;
}

int main(void)
{
    return test_clustering() | test_shops() | test_quiet();
}
