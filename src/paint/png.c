/* Writes PNG through libpng: a palette where that loses nothing, else RGB (RGBA on clear paper).
 *
 * Settings by measurement (tests/bench/bench_paint.c): no filter, zlib level 1. On charts filters
 * cost time and size, and levels above 1 save little. */
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>
#include <zlib.h>

#include "paint/palette.h"

#define COMPRESSION 1

/* What must outlive a jump out of libpng. */
typedef struct Writing {
    Buf *out;
    png_structp png;
    png_infop info;
    char text[200]; /* libpng's own words */
} Writing;

static void keep_words(png_structp png, png_const_charp words)
{
    Writing *writing = png_get_error_ptr(png);

    strncpy(writing->text, words ? words : "unknown", sizeof writing->text - 1);
    png_longjmp(png, 1);
}

static void ignore_words(png_structp png, png_const_charp words)
{
    (void)png;
    (void)words;
}

static void take_bytes(png_structp png, png_bytep data, size_t size)
{
    Writing *writing = png_get_io_ptr(png);

    buf_put(writing->out, data, size);
}

static void flush_nothing(png_structp png)
{
    (void)png;
}

/* What goes into the file, made before libpng may jump. */
typedef struct Sheet {
    const Pixels *pixels;
    const Palette *palette; /* NULL: direct colour */
    bool opaque;            /* where there is no palette */
    uint8_t *row;           /* one row as it goes into the file */
    double dpi;
    const char *title, *alt;
} Sheet;

static void write_header(Writing *writing, const Sheet *sheet)
{
    png_color colours[256];
    int type = sheet->palette  ? PNG_COLOR_TYPE_PALETTE
               : sheet->opaque ? PNG_COLOR_TYPE_RGB
                               : PNG_COLOR_TYPE_RGB_ALPHA;
    png_uint_32 per_metre = (png_uint_32)(sheet->dpi / 0.0254 + 0.5);

    png_set_IHDR(writing->png, writing->info, (png_uint_32)sheet->pixels->width,
                 (png_uint_32)sheet->pixels->height, 8, type, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(writing->png, writing->info, per_metre, per_metre, PNG_RESOLUTION_METER);
    if (!sheet->palette) return;
    for (int i = 0; i < sheet->palette->count; i++)
        colours[i] = (png_color){ sheet->palette->colour[0][i].r, sheet->palette->colour[0][i].g,
                                  sheet->palette->colour[0][i].b };
    png_set_PLTE(writing->png, writing->info, colours, sheet->palette->count);
}

static void write_texts(Writing *writing, const Sheet *sheet)
{
    png_text texts[2] = {
        { .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char[]){ "Title" } },
        { .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char[]){ "Description" } },
    };
    char none[] = "";

    /* libpng only reads them, but its structure says char *. */
    memcpy(&texts[0].text, &sheet->title, sizeof texts[0].text);
    memcpy(&texts[1].text, &sheet->alt, sizeof texts[1].text);
    for (int i = 0; i < 2; i++)
        texts[i].lang = texts[i].lang_key = none;
    png_set_text(writing->png, writing->info, texts, 2);
}

static const uint8_t *row_bytes(const Sheet *sheet, size_t y)
{
    const uint8_t *from = sheet->pixels->rgba + 4 * y * sheet->pixels->width;

    if (sheet->palette) {
        palette_row(sheet->palette, sheet->pixels, y, sheet->row);
        return sheet->row;
    }
    if (!sheet->opaque) return from;
    for (size_t x = 0; x < sheet->pixels->width; x++)
        memcpy(sheet->row + 3 * x, from + 4 * x, 3);
    return sheet->row;
}

static void write_all(Writing *writing, const Sheet *sheet)
{
    png_set_write_fn(writing->png, writing, take_bytes, flush_nothing);
    png_set_compression_level(writing->png, COMPRESSION);
    png_set_compression_buffer_size(writing->png, 65536);
    png_set_filter(writing->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    write_header(writing, sheet);
    write_texts(writing, sheet);
    png_write_info(writing->png, writing->info);
    for (size_t y = 0; y < sheet->pixels->height; y++)
        png_write_row(writing->png, row_bytes(sheet, y));
    png_write_end(writing->png, NULL);
}

/* A function of its own, so that no variable lives across the jump. */
static bool tried_to_write(Writing *writing, const Sheet *sheet)
{
    if (setjmp(png_jmpbuf(writing->png))) return false;
    write_all(writing, sheet);
    return true;
}

static Status write_sheet(Buf *out, const Sheet *sheet, Err *err)
{
    Writing writing = { .out = out };
    size_t before = out->size;
    Status status = OK;

    writing.png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, &writing, keep_words, ignore_words);
    writing.info = writing.png ? png_create_info_struct(writing.png) : NULL;
    if (!writing.info) {
        status = err_set(err, ERR_MEMORY, "no memory to write a PNG");
        goto done;
    }
    if (!tried_to_write(&writing, sheet)) {
        out->size = before;
        status = err_set(err, ERR_BUG, "picture \"%s\": libpng refused to write it: %s",
                         sheet->title, writing.text);
    }
done:
    png_destroy_write_struct(&writing.png, &writing.info);
    return status;
}

static bool all_opaque(const Pixels *pixels)
{
    for (size_t i = 0; i < pixels->width * pixels->height; i++) {
        if (pixels->rgba[4 * i + 3] != 255) return false;
    }
    return true;
}

/* palette: NULL for direct colour. */
static Status write_picture(Buf *out, const Scene *scene, const Pixels *pixels,
                            const Palette *palette, double dpi, Arena *arena, Err *err)
{
    Sheet sheet = { .pixels = pixels,
                    .palette = palette,
                    .opaque = !palette && all_opaque(pixels),
                    .row = ARENA_ARRAY(arena, uint8_t, 3 * pixels->width),
                    .dpi = dpi,
                    .title = scene->title ? scene->title : "",
                    .alt = scene->alt ? scene->alt : "" };

    return write_sheet(out, &sheet, err);
}

static uint32_t read_word(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void write_word(uint8_t *at, uint32_t word)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(word >> (24 - 8 * i));
}

/* The same file with the colours of another picture: all but the chunk PLTE (PNG, 11.2.2) is the
 * same, and its size is. */
static void write_recoloured(Buf *out, const Buf *png, const Palette *palette, int picture)
{
    enum { HEAD = 8, SIGNATURE = 8, SUM = 4 };

    buf_put(out, png->data, png->size);
    uint8_t *chunk = (uint8_t *)out->data + out->size - png->size + SIGNATURE;
    while (memcmp(chunk + 4, "PLTE", 4))
        chunk += HEAD + read_word(chunk) + SUM;
    uint32_t size = read_word(chunk);
    for (uint32_t i = 0; i < size / 3; i++) {
        Rgba colour = palette->colour[picture][i];
        memcpy(chunk + HEAD + 3 * i, &colour, 3);
    }
    write_word(chunk + HEAD + size, (uint32_t)crc32(0, chunk + 4, 4 + size));
}

/* count pictures of alike scenes. */
static Status write_together(Buf *out, const Scene *const *scenes, const Pixels *pixels, int count,
                             double dpi, Arena *arena, Err *err)
{
    Palette palette;
    bool shared = palette_make(&palette, pixels, count, arena);
    Status status = OK;

    if (shared) {
        status = write_picture(&out[0], scenes[0], pixels, &palette, dpi, arena, err);
        for (int i = 1; i < count && !status; i++)
            write_recoloured(&out[i], &out[0], &palette, i);
        return status;
    }
    for (int i = 0; i < count && !status; i++) {
        bool own = count > 1 && palette_make(&palette, &pixels[i], 1, arena);
        status =
            write_picture(&out[i], scenes[i], &pixels[i], own ? &palette : NULL, dpi, arena, err);
    }
    return status;
}

static Status paint_alike(Buf *out, const Scene *const *scenes, int count, double dpi, Err *err)
{
    Arena arena = arena_open();
    Pixels pixels[PAINT_TOGETHER];
    Status status = paint_pixels_together(pixels, scenes, count, dpi, &arena, err);

    if (!status) status = write_together(out, scenes, pixels, count, dpi, &arena, err);
    arena_close(&arena);
    return status;
}

Status paint_png(Buf *out, const Scene *scene, double dpi, Err *err)
{
    return paint_alike(out, &scene, 1, dpi, err);
}

Status paint_png_pair(Buf out[2], const Scene *const scenes[2], double dpi, Err *err)
{
    if (scenes_alike(scenes[0], scenes[1])) return paint_alike(out, scenes, 2, dpi, err);
    Status status = paint_png(&out[0], scenes[0], dpi, err);
    return status ? status : paint_png(&out[1], scenes[1], dpi, err);
}
