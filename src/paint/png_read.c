/* Reads a logo. The bytes are hostile: the size is looked at before memory is taken, and libpng's
 * own limits are set. */
#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "draw/colour.h"
#include "paint/paint.h"

#define LARGEST_CHUNK 8000000

/* What must outlive a jump out of libpng. */
typedef struct Reading {
    Bytes png_file;
    size_t at;
    size_t max_side;
    png_structp png;
    png_infop info;
    Pixels pixels;
    Arena *arena;
    char text[200];
} Reading;

static void keep_words(png_structp png, png_const_charp words)
{
    Reading *reading = png_get_error_ptr(png);

    strncpy(reading->text, words ? words : "unknown", sizeof reading->text - 1);
    png_longjmp(png, 1);
}

static void ignore_words(png_structp png, png_const_charp words)
{
    (void)png;
    (void)words;
}

static void give_bytes(png_structp png, png_bytep data, size_t size)
{
    Reading *reading = png_get_io_ptr(png);

    if (size > reading->png_file.size - reading->at) png_error(png, "the file ends too early");
    memcpy(data, reading->png_file.data + reading->at, size);
    reading->at += size;
}

/* Whatever the file holds becomes 8-bit RGBA. */
static void ask_for_rgba(png_structp png)
{
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
    png_set_interlace_handling(png);
}

static void read_all(Reading *reading)
{
    png_structp png = reading->png;
    png_bytep *rows;
    size_t width, height;

    png_set_user_limits(png, (png_uint_32)reading->max_side, (png_uint_32)reading->max_side);
    png_set_chunk_malloc_max(png, LARGEST_CHUNK);
    png_set_chunk_cache_max(png, 16);
    png_set_read_fn(png, reading, give_bytes);
    png_read_info(png, reading->info);
    width = png_get_image_width(png, reading->info);
    height = png_get_image_height(png, reading->info);
    ask_for_rgba(png);
    png_read_update_info(png, reading->info);
    if (png_get_rowbytes(png, reading->info) != 4 * width)
        png_error(png, "an unknown pixel format");
    reading->pixels = (Pixels){ width, height, arena_alloc(reading->arena, height, 4 * width) };
    rows = ARENA_ARRAY(reading->arena, png_bytep, height);
    for (size_t y = 0; y < height; y++)
        rows[y] = reading->pixels.rgba + 4 * y * width;
    png_read_image(png, rows);
    png_read_end(png, NULL);
}

/* A function of its own, so that no variable lives across the jump. */
static bool tried_to_read(Reading *reading)
{
    if (setjmp(png_jmpbuf(reading->png))) return false;
    read_all(reading);
    return true;
}

static void lay_on_white(Pixels *pixels)
{
    for (size_t i = 0; i < pixels->width * pixels->height; i++) {
        uint8_t *pixel = pixels->rgba + 4 * i;
        Rgba colour = { pixel[0], pixel[1], pixel[2], 255 };
        Rgba laid = rgba_mix(RGB(0xFFFFFF), colour, pixel[3] / 255.0);
        memcpy(pixel, &laid, 4);
    }
}

Status paint_read_png(Pixels *out, Bytes png, size_t max_side, Arena *arena, Err *err)
{
    Reading reading = { .png_file = png, .max_side = max_side, .arena = arena };
    Status status = OK;

    if (png.size < 8 || png_sig_cmp(png.data, 0, 8))
        return err_set(err, ERR_DATA, "the picture is not a PNG file: save it as PNG");
    reading.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reading, keep_words, ignore_words);
    reading.info = reading.png ? png_create_info_struct(reading.png) : NULL;
    if (!reading.info) {
        status = err_set(err, ERR_MEMORY, "no memory to read a PNG");
        goto done;
    }
    if (!tried_to_read(&reading)) {
        status =
            err_set(err, ERR_DATA,
                    "the PNG file cannot be read (%s): save it again, at most %zu pixels a side",
                    reading.text, max_side);
        goto done;
    }
    lay_on_white(&reading.pixels);
    *out = reading.pixels;
done:
    png_destroy_read_struct(&reading.png, &reading.info, NULL);
    return status;
}
