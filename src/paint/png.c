/* Writes PNG through libpng: a palette where that loses nothing, else RGB (RGBA on clear paper). */
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "paint/sheet.h"
#include "paint/together.h"

/* One file: the sheet's picture of that number, with its head or without. */
typedef struct Writing {
    Buf *out;
    const Sheet *sheet;
    int picture;
    bool head;
    const Scene *scene;
    double dpi;
    png_structp png;
    png_infop info;
    char said[200]; /* libpng's own words */
} Writing;

static void keep_words(png_structp png, png_const_charp words)
{
    Writing *w = png_get_error_ptr(png);

    strncpy(w->said, words ? words : "unknown", sizeof w->said - 1);
    png_longjmp(png, 1);
}

static void ignore_words(png_structp png, png_const_charp words)
{
    (void)png;
    (void)words;
}

static void take_bytes(png_structp png, png_bytep data, size_t size)
{
    buf_put(png_get_io_ptr(png), data, size);
}

static void flush_nothing(png_structp png)
{
    (void)png;
}

static void set_header(const Writing *w)
{
    const Sheet *sheet = w->sheet;
    size_t rows = sheet->body.rows + (w->head ? sheet->head.rows : 0);
    png_uint_32 per_metre = (png_uint_32)(w->dpi / 0.0254 + 0.5);
    int type = sheet->on_palette ? PNG_COLOR_TYPE_PALETTE
               : sheet->opaque   ? PNG_COLOR_TYPE_RGB
                                 : PNG_COLOR_TYPE_RGB_ALPHA;

    png_set_IHDR(w->png, w->info, (png_uint_32)sheet->pixels->width, (png_uint_32)rows, 8, type,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(w->png, w->info, per_metre, per_metre, PNG_RESOLUTION_METER);
}

static void set_palette(const Writing *w)
{
    const Palette *palette = &w->sheet->palette;
    png_color colours[256];

    for (int i = 0; i < palette->count; i++) {
        Rgba colour = palette->colour[w->picture][i];
        colours[i] = (png_color){ colour.r, colour.g, colour.b };
    }
    png_set_PLTE(w->png, w->info, colours, palette->count);
}

static void set_texts(const Writing *w)
{
    const char *title = w->scene->title ? w->scene->title : "";
    const char *alt = w->scene->alt ? w->scene->alt : "";
    char none[] = "";
    png_text texts[2] = {
        { .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char[]){ "Title" } },
        { .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char[]){ "Description" } },
    };

    /* libpng only reads them, but its structure says char *. */
    memcpy(&texts[0].text, &title, sizeof texts[0].text);
    memcpy(&texts[1].text, &alt, sizeof texts[1].text);
    for (int i = 0; i < 2; i++)
        texts[i].lang = texts[i].lang_key = none;
    png_set_text(w->png, w->info, texts, 2);
}

static void put_blocks(const Writing *w, const Packed *packed)
{
    png_write_chunk_data(w->png, (png_const_bytep)packed->blocks.data, packed->blocks.size);
}

/* The compressed rows as one zlib stream. libpng has no notion of rows that it did not compress, so
 * the chunk and the one that ends the file are put as they are. */
static void put_rows(const Writing *w)
{
    static const png_byte zlib_header[] = { 0x78, 0x01 };
    const Packed *head = &w->sheet->head, *body = &w->sheet->body;
    uLong sum = w->head ? adler32_combine(head->sum, body->sum, (z_off_t)body->size) : body->sum;
    size_t size = sizeof zlib_header + (w->head ? head->blocks.size : 0) + body->blocks.size + 4;
    png_byte end[4];

    png_save_uint_32(end, (png_uint_32)sum);
    png_write_chunk_start(w->png, (png_const_bytep) "IDAT", (png_uint_32)size);
    png_write_chunk_data(w->png, zlib_header, sizeof zlib_header);
    if (w->head) put_blocks(w, head);
    put_blocks(w, body);
    png_write_chunk_data(w->png, end, sizeof end);
    png_write_chunk_end(w->png);
    png_write_chunk(w->png, (png_const_bytep) "IEND", NULL, 0);
}

/* A function of its own, so that no variable lives across libpng's jump. */
static bool tried_to_write(const Writing *w)
{
    if (setjmp(png_jmpbuf(w->png))) return false;
    png_set_write_fn(w->png, w->out, take_bytes, flush_nothing);
    set_header(w);
    if (w->sheet->on_palette) set_palette(w);
    set_texts(w);
    png_write_info(w->png, w->info);
    put_rows(w);
    return true;
}

static Status write_file(Writing *w, Err *err)
{
    size_t before = w->out->size;
    Status status = OK;

    w->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, w, keep_words, ignore_words);
    w->info = w->png ? png_create_info_struct(w->png) : NULL;
    if (!w->info) {
        status = err_set(err, ERR_MEMORY, "no memory to write a PNG");
    } else if (!tried_to_write(w)) {
        w->out->size = before;
        status = err_set(err, ERR_BUG, "picture \"%s\": libpng refused to write it: %s",
                         w->scene->title ? w->scene->title : "", w->said);
    }
    png_destroy_write_struct(&w->png, &w->info);
    return status;
}

static Status put_png(Buf *out, const Sheet *sheet, int picture, bool head, const Scene *scene,
                      double dpi, Err *err)
{
    return write_file(&(Writing){ .out = out,
                                  .sheet = sheet,
                                  .picture = picture,
                                  .head = head,
                                  .scene = scene,
                                  .dpi = dpi },
                      err);
}

/* --- pictures --- */

static Status write_alone(Buf *out, const Scene *scene, double dpi, Arena *arena, Err *err)
{
    Pixels pixels;
    Status status = paint_pixels(&pixels, scene, dpi, arena, err);

    if (status) return status;
    Sheet sheet = sheet_of(&pixels, arena);
    status = sheet_pack(&sheet, 0, arena, err);
    if (!status) status = put_png(out, &sheet, 0, false, scene, dpi, err);
    sheet_close(&sheet);
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
    Status status = sheet_pack(sheet, head, arena, err);

    if (!status && whole) status = put_png(whole, sheet, 0, true, scenes[0], dpi, err);
    for (int i = 0; i < 2 && !status; i++)
        status = put_png(&body[i], sheet, i, false, scenes[i], dpi, err);
    sheet_close(sheet);
    return status;
}

static Status write_own(Buf *whole, Buf *body, const Pixels *pixels, const Scene *scene, double dpi,
                        Arena *arena, Err *err)
{
    Sheet sheet = sheet_of(pixels, arena);
    Status status = sheet_pack(&sheet, head_rows(scene, pixels, dpi), arena, err);

    if (!status && whole) status = put_png(whole, &sheet, 0, true, scene, dpi, err);
    if (!status) status = put_png(body, &sheet, 0, false, scene, dpi, err);
    sheet_close(&sheet);
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
