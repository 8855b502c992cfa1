/* The table that assets/cmake/EmbedFiles.cmake makes, sorted by path. */
#include <string.h>

#include "base/file.h"

typedef struct EmbeddedFile {
    const char *path;
    const unsigned char *data;
    size_t size;
} EmbeddedFile;

extern const EmbeddedFile clientele_embedded_files[] __attribute__((visibility("hidden")));
extern const size_t clientele_embedded_count __attribute__((visibility("hidden")));

Bytes embedded_file(const char *path)
{
    size_t low = 0, high = clientele_embedded_count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(path, clientele_embedded_files[middle].path);
        if (!order) {
            return (Bytes){ clientele_embedded_files[middle].data,
                            clientele_embedded_files[middle].size };
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return (Bytes){ NULL, 0 };
}

const char *embedded_path(size_t i)
{
    return i < clientele_embedded_count ? clientele_embedded_files[i].path : NULL;
}
