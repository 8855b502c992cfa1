/* minify style|script OUT FILE… — run by CMake, never by the program (src/CMakeLists.txt). */
#include <stdio.h>
#include <string.h>

#include "tools/minify.h"

enum { MOST_FILES = 64 };

static int refuse(const char *path, const char *what)
{
    fprintf(stderr, "minify: %s: %s\n", path, what);
    return 1;
}

static int read_file(Buf *out, const char *path)
{
    FILE *file = fopen(path, "rb");
    char piece[16384];
    size_t size;

    if (!file) return refuse(path, "cannot be opened");
    while ((size = fread(piece, 1, sizeof piece, file)) > 0)
        buf_put(out, piece, size);
    int failed = ferror(file);
    fclose(file);
    if (failed) return refuse(path, "cannot be read");
    if (!out->data || strlen(out->data) != out->size) return refuse(path, "not a text");
    return 0;
}

static int write_file(const char *path, const Buf *text)
{
    FILE *file = fopen(path, "wb");

    if (!file) return refuse(path, "cannot be created");
    size_t size = fwrite(text->data, 1, text->size, file);
    if (fclose(file) || size != text->size) return refuse(path, "cannot be written");
    return 0;
}

static int minify(const char *kind, const char *target, char **paths, size_t count)
{
    Buf files[MOST_FILES] = { 0 }, out = { 0 };
    const char *texts[MOST_FILES];
    int failed = 0;

    for (size_t i = 0; i < count && !failed; i++) {
        failed = read_file(&files[i], paths[i]);
        texts[i] = files[i].data;
    }
    if (!failed && !strcmp(kind, "script")) {
        minify_script(&out, texts, count);
    } else if (!failed) {
        for (size_t i = 0; i < count; i++)
            minify_style(&out, texts[i]);
    }
    if (!failed) failed = write_file(target, &out);
    for (size_t i = 0; i < count; i++)
        buf_close(&files[i]);
    buf_close(&out);
    return failed;
}

int main(int argc, char **argv)
{
    if (argc < 4 || argc - 3 > MOST_FILES ||
        (strcmp(argv[1], "style") && strcmp(argv[1], "script"))) {
        fputs("usage: minify style|script OUT FILE...\n", stderr);
        return 2;
    }
    return minify(argv[1], argv[2], argv + 3, (size_t)(argc - 3));
}
