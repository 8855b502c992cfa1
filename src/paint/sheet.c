/* Settings by measurement (tests/bench/bench_paint.c): no filter, zlib level 1. On charts filters
 * cost time and size, and levels above 1 save little. On a palette only runs are looked for: charts
 * are made of them, and the search for more costs a fifth of the time and makes files larger. */
#include "paint/sheet.h"

#include <string.h>

#define COMPRESSION 1

static bool all_opaque(const Pixels *pixels)
{
    for (size_t i = 0; i < pixels->width * pixels->height; i++) {
        if (pixels->rgba[4 * i + 3] != 255) return false;
    }
    return true;
}

static size_t pixel_size(const Sheet *sheet)
{
    return sheet->on_palette ? 1 : sheet->opaque ? 3 : 4;
}

static void fill_row(uint8_t *row, const Sheet *sheet, size_t y)
{
    size_t width = sheet->pixels->width;
    const uint8_t *from = sheet->pixels->rgba + 4 * y * width;

    if (sheet->on_palette) {
        palette_row(&sheet->palette, y, row);
    } else if (sheet->opaque) {
        for (size_t x = 0; x < width; x++)
            memcpy(row + 3 * x, from + 4 * x, 3);
    } else {
        memcpy(row, from, 4 * width);
    }
}

static void deflate_row(Packed *out, z_stream *stream, uint8_t *row, size_t size, int flush)
{
    enum { ROOM = 16384 };

    out->sum = adler32(out->sum, row, (uInt)size);
    out->size += size;
    stream->next_in = row;
    stream->avail_in = (uInt)size;
    do {
        stream->next_out = (uint8_t *)buf_reserve(&out->blocks, ROOM);
        stream->avail_out = ROOM;
        deflate(stream, flush);
        out->blocks.size += ROOM - stream->avail_out;
    } while (!stream->avail_out);
}

static void pack_rows(Packed *out, z_stream *stream, const Sheet *sheet, size_t from, size_t to,
                      uint8_t *row)
{
    size_t size = 1 + sheet->pixels->width * pixel_size(sheet);

    out->sum = adler32(0, NULL, 0);
    out->rows = to - from;
    for (size_t y = from; y < to; y++) {
        bool last = y + 1 == to;
        fill_row(row + 1, sheet, y);
        deflate_row(out, stream, row, size,
                    !last                         ? Z_NO_FLUSH
                    : to == sheet->pixels->height ? Z_FINISH
                                                  : Z_FULL_FLUSH);
    }
}

Status sheet_pack(Sheet *sheet, size_t head, Arena *arena, Err *err)
{
    enum { RAW = -15, MEMORY = 8 };
    int strategy = sheet->on_palette ? Z_RLE : Z_DEFAULT_STRATEGY;
    uint8_t *row = ARENA_ARRAY(arena, uint8_t, 1 + 4 * sheet->pixels->width);
    z_stream stream = { .zalloc = NULL };

    if (deflateInit2(&stream, COMPRESSION, Z_DEFLATED, RAW, MEMORY, strategy) != Z_OK)
        return err_set(err, ERR_MEMORY, "no memory to write a PNG");
    pack_rows(&sheet->head, &stream, sheet, 0, head, row);
    pack_rows(&sheet->body, &stream, sheet, head, sheet->pixels->height, row);
    deflateEnd(&stream);
    return OK;
}

void sheet_close(Sheet *sheet)
{
    buf_close(&sheet->head.blocks);
    buf_close(&sheet->body.blocks);
}

Sheet sheet_of(const Pixels *pixels, Arena *arena)
{
    Sheet sheet = { .pixels = pixels };

    sheet.on_palette = palette_make(&sheet.palette, pixels, 1, arena);
    if (!sheet.on_palette) sheet.opaque = all_opaque(pixels);
    return sheet;
}
