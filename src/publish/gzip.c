#include "publish/gzip.h"

#include <string.h>
#include <zlib.h>

/* Level 1 writes 100 MB a second and the file is a quarter; level 6 takes four times as long for a
 * fifth less. */
#define LEVEL 1

typedef struct Squeeze {
    z_stream stream;
    FileOut *file;
    unsigned char piece[65536];
} Squeeze;

/* Takes what is in stream.next_in, and at the end all that zlib still holds. */
static Status squeeze(Squeeze *into, int flush, Err *err)
{
    do {
        into->stream.next_out = into->piece;
        into->stream.avail_out = sizeof into->piece;
        int code = deflate(&into->stream, flush);
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
            return err_set(err, ERR_BUG, "%s: zlib refuses to compress (%d)", into->file->path,
                           code);
        }
        Status s =
            file_put(into->file, into->piece, sizeof into->piece - into->stream.avail_out, err);
        if (s) return s;
    } while (into->stream.avail_out == 0);
    return OK;
}

static Status take_piece(void *context, const void *data, size_t size, Err *err)
{
    Squeeze *into = context;

    into->stream.next_in = (Bytef *)(uintptr_t)data; /* only read */
    into->stream.avail_in = (uInt)size;
    return squeeze(into, Z_NO_FLUSH, err);
}

static Status squeeze_all(FileOut *file, const char *path, Err *err)
{
    enum { GZIP_WINDOW = 15 + 16 };
    Squeeze into = { .file = file };
    Status s;

    if (deflateInit2(&into.stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
        return err_set(err, ERR_MEMORY, "no memory to compress %s", path);
    }
    s = file_pieces(path, take_piece, &into, err);
    if (!s) s = squeeze(&into, Z_FINISH, err);
    deflateEnd(&into.stream);
    return s;
}

Status gzip_write(const char *path, Err *err)
{
    Arena scratch = arena_open();
    FileOut file;
    Status s = file_begin(&file, arena_format(&scratch, "%s" GZIP_SUFFIX, path), err);

    if (!s) s = file_end(&file, squeeze_all(&file, path, err), err);
    arena_close(&scratch);
    return s;
}
