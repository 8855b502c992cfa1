/* Writes PNG (W3C, second edition): a palette where that loses nothing, else RGB (RGBA on clear
 * paper).
 *
 * Settings by measurement (tests/bench/bench_paint.c): no filter, zlib level 1. On charts filters
 * cost time and size, and levels above 1 save little. On a palette only runs are looked for: charts
 * are made of them, and the search for more costs a fifth of the time and makes files larger.
 *
 * A chart's files show the same rows: the one with titles all of them, the others those below the
 * titles, in the light theme's colours or the dark one's. So the rows are compressed once, as
 * deflate blocks of which those below the titles do not refer to those above, and each file puts
 * its own palette before the blocks that it wants. That is why the chunks are written here: libpng
 * compresses what it writes. */
#include <math.h>
#include <string.h>
#include <zlib.h>

#include "paint/palette.h"

#define COMPRESSION 1

/* Rows as PNG wants them, each behind the number of its filter, as raw deflate blocks. */
typedef struct Packed {
    Buf blocks;
    uLong sum; /* Adler-32 of the rows */
    size_t size;
} Packed;

/* Pictures that share their rows: one, or several on one palette. */
typedef struct Sheet {
    const Pixels *pixels;
    Palette palette;
    bool on_palette, opaque; /* neither: RGBA */
    Packed head, body;
} Sheet;

/* --- rows --- */

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
    for (size_t y = from; y < to; y++) {
        bool last = y + 1 == to;
        fill_row(row + 1, sheet, y);
        deflate_row(out, stream, row, size,
                    !last                         ? Z_NO_FLUSH
                    : to == sheet->pixels->height ? Z_FINISH
                                                  : Z_FULL_FLUSH);
    }
}

/* The first rows are the head. */
static Status pack_sheet(Sheet *sheet, size_t head, Arena *arena, Err *err)
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

static void close_sheet(Sheet *sheet)
{
    buf_close(&sheet->head.blocks);
    buf_close(&sheet->body.blocks);
}

/* --- chunks --- */

static void put_byte(Buf *out, int byte)
{
    buf_char(out, (char)byte);
}

static void put_word(Buf *out, size_t word)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        put_byte(out, (int)(word >> shift & 255));
}

static size_t chunk_begin(Buf *out, const char *type)
{
    put_word(out, 0); /* the size comes with the end */
    buf_text(out, type);
    return out->size;
}

static void chunk_end(Buf *out, size_t start)
{
    size_t size = out->size - start;
    const uint8_t *type = (const uint8_t *)out->data + start - 4;

    for (int i = 0; i < 4; i++)
        out->data[start - 8 + (size_t)i] = (char)(size >> (24 - 8 * i) & 255);
    put_word(out, crc32(0, type, (uInt)(4 + size)));
}

static void put_header(Buf *out, const Sheet *sheet, size_t rows)
{
    enum { RGB_TYPE = 2, PALETTE_TYPE = 3, RGBA_TYPE = 6, DEPTH = 8 };
    size_t chunk = chunk_begin(out, "IHDR");

    put_word(out, sheet->pixels->width);
    put_word(out, rows);
    put_byte(out, DEPTH);
    put_byte(out, sheet->on_palette ? PALETTE_TYPE : sheet->opaque ? RGB_TYPE : RGBA_TYPE);
    for (int i = 0; i < 3; i++)
        put_byte(out, 0); /* deflate, filters by row, no interlace */
    chunk_end(out, chunk);
}

static void put_resolution(Buf *out, double dpi)
{
    size_t chunk = chunk_begin(out, "pHYs"), per_metre = (size_t)(dpi / 0.0254 + 0.5);

    put_word(out, per_metre);
    put_word(out, per_metre);
    put_byte(out, 1);
    chunk_end(out, chunk);
}

static void put_palette(Buf *out, const Palette *palette, int picture)
{
    size_t chunk = chunk_begin(out, "PLTE");

    for (int i = 0; i < palette->count; i++)
        buf_put(out, &palette->colour[picture][i], 3);
    chunk_end(out, chunk);
}

/* In UTF-8, not compressed, in no stated language. */
static void put_text(Buf *out, const char *key, const char *text)
{
    size_t chunk = chunk_begin(out, "iTXt");

    buf_put(out, key, strlen(key) + 1);
    buf_put(out, "\0\0\0", 4);
    buf_text(out, text ? text : "");
    chunk_end(out, chunk);
}

static void put_rows(Buf *out, const Packed *head, const Packed *body)
{
    static const uint8_t zlib_header[] = { 0x78, 0x01 };
    size_t chunk = chunk_begin(out, "IDAT");
    uLong sum = body->sum;

    buf_put(out, zlib_header, sizeof zlib_header);
    if (head) {
        buf_put(out, head->blocks.data, head->blocks.size);
        sum = adler32_combine(head->sum, sum, (z_off_t)body->size);
    }
    buf_put(out, body->blocks.data, body->blocks.size);
    put_word(out, sum);
    chunk_end(out, chunk);
}

/* One file: of the sheet's picture of that number, with its head or without. */
static void put_png(Buf *out, const Sheet *sheet, int picture, bool head, const Scene *scene,
                    double dpi)
{
    static const uint8_t signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
    size_t line = 1 + sheet->pixels->width * pixel_size(sheet);

    buf_put(out, signature, sizeof signature);
    put_header(out, sheet, (sheet->body.size + (head ? sheet->head.size : 0)) / line);
    put_resolution(out, dpi);
    if (sheet->on_palette) put_palette(out, &sheet->palette, picture);
    put_text(out, "Title", scene->title);
    put_text(out, "Description", scene->alt);
    put_rows(out, head ? &sheet->head : NULL, &sheet->body);
    chunk_end(out, chunk_begin(out, "IEND"));
}

/* --- pictures --- */

/* On its own palette where it can be. */
static Sheet sheet_of(const Pixels *pixels, Arena *arena)
{
    Sheet sheet = { .pixels = pixels };

    sheet.on_palette = palette_make(&sheet.palette, pixels, 1, arena);
    if (!sheet.on_palette) sheet.opaque = all_opaque(pixels);
    return sheet;
}

static Status write_alone(Buf *out, const Scene *scene, double dpi, Arena *arena, Err *err)
{
    Pixels pixels;
    Status status = paint_pixels(&pixels, scene, dpi, arena, err);

    if (status) return status;
    Sheet sheet = sheet_of(&pixels, arena);
    status = pack_sheet(&sheet, 0, arena, err);
    if (!status) put_png(out, &sheet, 0, false, scene, dpi);
    close_sheet(&sheet);
    return status;
}

Status paint_png(Buf *out, const Scene *scene, double dpi, Err *err)
{
    Arena arena = arena_open();
    Status status = write_alone(out, scene, dpi, &arena, err);

    arena_close(&arena);
    return status;
}

/* Where the body begins; it has one row at least. */
static size_t head_rows(const Scene *scene, const Pixels *pixels, double dpi)
{
    double rows = floor(scene->head_pt * dpi / 72 + 0.5);

    return rows > 0 ? (size_t)fmin(rows, (double)(pixels->height - 1)) : 0;
}

static Status write_shared(Buf *whole, Buf body[2], Sheet *sheet, const Scene *const scenes[2],
                           double dpi, Arena *arena, Err *err)
{
    size_t head = head_rows(scenes[0], sheet->pixels, dpi);
    Status status = pack_sheet(sheet, head, arena, err);

    if (!status && whole) put_png(whole, sheet, 0, true, scenes[0], dpi);
    for (int i = 0; i < 2 && !status; i++)
        put_png(&body[i], sheet, i, false, scenes[i], dpi);
    close_sheet(sheet);
    return status;
}

static Status write_own(Buf *whole, Buf *body, const Pixels *pixels, const Scene *scene, double dpi,
                        Arena *arena, Err *err)
{
    Sheet sheet = sheet_of(pixels, arena);
    Status status = pack_sheet(&sheet, head_rows(scene, pixels, dpi), arena, err);

    if (!status && whole) put_png(whole, &sheet, 0, true, scene, dpi);
    if (!status) put_png(body, &sheet, 0, false, scene, dpi);
    close_sheet(&sheet);
    return status;
}

static Status write_pair(Buf *whole, Buf body[2], const Scene *const scenes[2], double dpi,
                         Arena *arena, Err *err)
{
    Pixels pixels[2];
    Sheet sheet = { .pixels = pixels };
    bool alike = scenes_alike(scenes[0], scenes[1]);
    Status status = paint_pixels_together(pixels, scenes, alike ? 2 : 1, dpi, arena, err);

    if (!status && !alike) status = paint_pixels(&pixels[1], scenes[1], dpi, arena, err);
    if (status) return status;
    sheet.on_palette = alike && palette_make(&sheet.palette, pixels, 2, arena);
    if (sheet.on_palette) return write_shared(whole, body, &sheet, scenes, dpi, arena, err);
    status = write_own(whole, &body[0], &pixels[0], scenes[0], dpi, arena, err);
    return status ? status : write_own(NULL, &body[1], &pixels[1], scenes[1], dpi, arena, err);
}

Status paint_png_pair(Buf *whole, Buf body[2], const Scene *const scenes[2], double dpi, Err *err)
{
    Arena arena = arena_open();
    Status status = write_pair(whole, body, scenes, dpi, &arena, err);

    arena_close(&arena);
    return status;
}
