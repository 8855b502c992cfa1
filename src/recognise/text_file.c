#include "recognise/text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/* Compressed bytes read at a time. */
#define BLOCK (64 * 1024)
/* inflateInit2: the largest window, with a gzip header and trailer. */
#define GZIP_WINDOW (15 + 16)

struct Gunzip {
    z_stream stream;
    int64_t unpacked;
    bool inside, ended; /* a member has begun and goes on; nothing is left to read */
    unsigned char block[BLOCK];
};

Status regular_open(int *file, int64_t *size, const char *path, Err *err)
{
    struct stat info;
    int opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (opened < 0) {
        return err_set(err, errno == EIO ? ERR_IO : ERR_NO_INPUT, "cannot open %s: %s", path,
                       strerror(errno));
    }
    if (fstat(opened, &info) != 0 || !S_ISREG(info.st_mode)) {
        close(opened);
        return err_set(err, ERR_DATA, "%s is %s: give the path of a CSV file or workbook", path,
                       S_ISDIR(info.st_mode) ? "a directory" : "not a regular file");
    }
    *file = opened;
    *size = info.st_size;
    return OK;
}

Status text_file_open(TextFile *out, const char *path, Err *err)
{
    TextFile file = { .path = path };
    unsigned char magic[2];
    Status s = regular_open(&file.file, &file.of, path, err);

    if (s) return s;
    if (pread(file.file, magic, 2, 0) == 2 && magic[0] == 0x1f && magic[1] == 0x8b) {
        file.packed = calloc(1, sizeof *file.packed);
        if (!file.packed || inflateInit2(&file.packed->stream, GZIP_WINDOW) != Z_OK)
            out_of_memory();
        file.packed->inside = true;
    }
    *out = file;
    return OK;
}

TextFile text_file_of_bytes(Bytes bytes, const char *path)
{
    return (TextFile){ .path = path, .file = -1, .left = bytes, .of = (int64_t)bytes.size };
}

void text_file_close(TextFile *file)
{
    if (file->file >= 0) close(file->file);
    if (file->packed) inflateEnd(&file->packed->stream);
    free(file->packed);
    *file = (TextFile){ .file = -1 };
}

/* The file's own bytes. */
static Status read_plain(size_t *got, TextFile *file, void *out, size_t size, Err *err)
{
    ssize_t count;

    do
        count = read(file->file, out, size);
    while (count < 0 && errno == EINTR);
    if (count < 0) return err_set(err, ERR_IO, "cannot read %s: %s", file->path, strerror(errno));
    file->done += count;
    *got = (size_t)count;
    return OK;
}

static Status refill(TextFile *file, Err *err)
{
    Gunzip *packed = file->packed;
    size_t got;
    Status s = read_plain(&got, file, packed->block, BLOCK, err);

    if (s) return s;
    packed->stream.next_in = packed->block;
    packed->stream.avail_in = (uInt)got;
    packed->ended = got == 0;
    return OK;
}

/* Behind a member another may begin, or zeros fill up a tape's block. */
static Status begin_member(TextFile *file, Err *err)
{
    Gunzip *packed = file->packed;

    while (packed->stream.avail_in && !*packed->stream.next_in) {
        packed->stream.next_in++;
        packed->stream.avail_in--;
    }
    if (!packed->stream.avail_in) return OK;
    if (*packed->stream.next_in != 0x1f) {
        return err_set(err, ERR_DATA,
                       "%s has bytes behind its compressed data that do not belong there: copy or "
                       "download it again",
                       file->path);
    }
    inflateReset(&packed->stream);
    packed->inside = true;
    return OK;
}

static Status judge_code(TextFile *file, int code, Err *err)
{
    if (code == Z_MEM_ERROR) out_of_memory();
    if (code == Z_OK || code == Z_BUF_ERROR || code == Z_STREAM_END) return OK;
    return err_set(err, ERR_DATA,
                   "%s is damaged: its compressed data cannot be unpacked (%s): copy or download "
                   "it again",
                   file->path, file->packed->stream.msg ? file->packed->stream.msg : "gzip");
}

static Status judge_growth(const TextFile *file, Err *err)
{
    int64_t unpacked = file->packed->unpacked;

    if (unpacked <= UNPACKED_FREE || unpacked / UNPACKED_RATIO <= file->of) return OK;
    return err_set(err, ERR_DATA,
                   "%s unpacks to more than %d times its size, as no table does: if it is one, run "
                   "gunzip on it first",
                   file->path, UNPACKED_RATIO);
}

/* One call of inflate, with more input before it where it is wanted. */
static Status inflate_some(TextFile *file, Err *err)
{
    Gunzip *packed = file->packed;
    Status s;

    if (!packed->stream.avail_in && (s = refill(file, err))) return s;
    if (packed->ended && packed->inside) {
        return err_set(err, ERR_DATA,
                       "%s ends in the middle of its compressed data: copy or download it again",
                       file->path);
    }
    if (packed->ended) return OK;
    if (!packed->inside && (s = begin_member(file, err))) return s;
    if (!packed->inside) return OK;
    int code = inflate(&packed->stream, Z_NO_FLUSH);
    if (code == Z_STREAM_END) packed->inside = false;
    return judge_code(file, code, err);
}

static Status read_packed(size_t *got, TextFile *file, void *out, size_t size, Err *err)
{
    Gunzip *packed = file->packed;
    Status s = OK;

    packed->stream.next_out = out;
    packed->stream.avail_out = (uInt)(size < 1u << 30 ? size : 1u << 30);
    uInt room = packed->stream.avail_out;
    while (!s && packed->stream.avail_out == room && !packed->ended)
        s = inflate_some(file, err);
    if (s) return s;
    *got = room - packed->stream.avail_out;
    packed->unpacked += (int64_t)*got;
    return judge_growth(file, err);
}

Status text_file_read(size_t *got, TextFile *file, void *out, size_t size, Err *err)
{
    if (file->packed) return read_packed(got, file, out, size, err);
    if (file->file >= 0) return read_plain(got, file, out, size, err);
    size_t part = file->left.size < size ? file->left.size : size;
    if (part) memcpy(out, file->left.data, part);
    file->left.data += part;
    file->left.size -= part;
    file->done += (int64_t)part;
    *got = part;
    return OK;
}
