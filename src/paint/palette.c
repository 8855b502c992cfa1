/* Every colour of the picture is counted (of pictures that are painted together: every combination
 * of colours that a pixel has in them). Those with the most pixels become the palette's; a rarer
 * one is taken for the nearest that differs by no more than PALETTE_ERROR in any channel, and gets
 * an entry of its own where there is none. Flat areas so keep their exact colour, and edges lose a
 * step of anti-aliasing that nobody can see. */
#include "paint/palette.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS 65536u       /* of the hash table; a power of two */
#define MOST_COLOURS 16384 /* a picture with more is a photograph */

typedef struct Shade {
    uint64_t colours; /* 24 bits a picture, 0xRRGGBB, the first lowest */
    uint32_t pixels;
    uint8_t entry;
} Shade;

struct Shades {
    uint16_t *slot; /* number of a shade + 1; 0 is free */
    Shade *items;
    size_t count;
};

static uint64_t colours_of(const uint8_t *const *pixel, int pictures)
{
    uint64_t colours = 0;

    for (int p = pictures - 1; p >= 0; p--) {
        colours =
            colours << 24 | (uint64_t)pixel[p][0] << 16 | (uint64_t)pixel[p][1] << 8 | pixel[p][2];
    }
    return colours;
}

/* The slot that holds the colour, or the free one where it belongs. */
static uint32_t slot_of(const Shades *shades, uint64_t colours)
{
    uint32_t at = (uint32_t)((colours * 0x9e3779b97f4a7c15u) >> 48);

    while (shades->slot[at] && shades->items[shades->slot[at] - 1u].colours != colours)
        at = (at + 1) % SLOTS;
    return at;
}

/* The shade's number, a new one for a new colour; MOST_COLOURS when there are too many. */
static size_t shade_find(Shades *shades, uint64_t colours)
{
    uint32_t at = slot_of(shades, colours);

    if (shades->slot[at]) return shades->slot[at] - 1u;
    if (shades->count == MOST_COLOURS) return MOST_COLOURS;
    shades->items[shades->count] = (Shade){ .colours = colours };
    shades->slot[at] = (uint16_t)(shades->count + 1);
    return shades->count++;
}

/* How many of the pixels from the first on are alike, count at most. Charts are long runs of one
 * colour: eight pixels a step make the palette four times as fast as one. */
static size_t run_length(const uint8_t *rgba, size_t count)
{
    uint64_t first, four[4];
    size_t run = 0;

    memcpy(&first, rgba, 4);
    first = (first & UINT32_MAX) * 0x100000001u;
    for (; run + 8 <= count; run += 8) {
        memcpy(four, rgba + 4 * run, sizeof four);
        if ((four[0] ^ first) | (four[1] ^ first) | (four[2] ^ first) | (four[3] ^ first)) break;
    }
    while (run < count && !memcmp(rgba + 4 * run, rgba, 4))
        run++;
    return run;
}

static size_t run_together(const uint8_t *const *rgba, int pictures, size_t count)
{
    for (int p = 0; p < pictures; p++)
        count = run_length(rgba[p], count);
    return count;
}

static void pixels_at(const uint8_t *out[PAINT_TOGETHER], const Pixels *pictures, int count,
                      size_t pixel)
{
    for (int p = 0; p < count; p++)
        out[p] = pictures[p].rgba + 4 * pixel;
}

static bool opaque(const uint8_t *const *pixel, int pictures)
{
    for (int p = 0; p < pictures; p++) {
        if (pixel[p][3] != 255) return false;
    }
    return true;
}

/* Counts the colours; false when there are too many, or some let through. */
static bool count_shades(Shades *shades, const Pixels *pictures, int count)
{
    size_t pixels = pictures->width * pictures->height;
    const uint8_t *at[PAINT_TOGETHER];

    for (size_t i = 0, run; i < pixels; i += run) {
        pixels_at(at, pictures, count, i);
        if (!opaque(at, count)) return false;
        size_t shade = shade_find(shades, colours_of(at, count));
        if (shade == MOST_COLOURS) return false;
        run = run_together(at, count, pixels - i);
        shades->items[shade].pixels += (uint32_t)run;
    }
    return true;
}

static int by_pixels(const void *a, const void *b)
{
    const Shade *const *one = a, *const *other = b;

    if ((*one)->pixels != (*other)->pixels) return (*one)->pixels > (*other)->pixels ? -1 : 1;
    return (*one)->colours < (*other)->colours ? -1 : 1;
}

/* The largest difference in a channel; stops at what is too much. */
static int shade_error(uint64_t a, uint64_t b)
{
    int most = 0;

    for (; a != b && most <= PALETTE_ERROR; a >>= 8, b >>= 8) {
        int error = abs((int)(a & 255) - (int)(b & 255));
        if (error > most) most = error;
    }
    return most;
}

/* The entry for a shade, a new one where none is near; false when the palette is full. */
static bool place_shade(Shade *shade, uint64_t *entries, int *count)
{
    int best = PALETTE_ERROR + 1;

    for (int i = 0; i < *count && best; i++) {
        int error = shade_error(entries[i], shade->colours);
        if (error < best) {
            best = error;
            shade->entry = (uint8_t)i;
        }
    }
    if (best <= PALETTE_ERROR) return true;
    if (*count == 256) return false;
    shade->entry = (uint8_t)*count;
    entries[(*count)++] = shade->colours;
    return true;
}

static bool choose_entries(Palette *out, Shades *shades, Arena *arena)
{
    Shade **sorted = ARENA_ARRAY(arena, Shade *, shades->count);
    uint64_t entries[256];

    out->count = 0;
    for (size_t i = 0; i < shades->count; i++)
        sorted[i] = &shades->items[i];
    qsort(sorted, shades->count, sizeof *sorted, by_pixels);
    for (size_t i = 0; i < shades->count; i++) {
        if (!place_shade(sorted[i], entries, &out->count)) return false;
    }
    for (int i = 0; i < out->count; i++) {
        for (int p = 0; p < PAINT_TOGETHER; p++)
            out->colour[p][i] = RGB((uint32_t)(entries[i] >> 24 * p));
    }
    return true;
}

bool palette_make(Palette *out, const Pixels *pictures, int count, Arena *arena)
{
    Shades *shades = ARENA_NEW(arena, Shades);

    shades->slot = ARENA_ARRAY(arena, uint16_t, SLOTS);
    shades->items = ARENA_ARRAY(arena, Shade, MOST_COLOURS);
    if (!count_shades(shades, pictures, count)) return false;
    if (!choose_entries(out, shades, arena)) return false;
    out->shades = shades;
    out->pictures = count;
    return true;
}

void palette_row(const Palette *palette, const Pixels *pictures, size_t y, uint8_t *entries)
{
    const Shades *shades = palette->shades;
    size_t width = pictures->width;
    const uint8_t *at[PAINT_TOGETHER];

    for (size_t x = 0, run; x < width; x += run) {
        pixels_at(at, pictures, palette->pictures, y * width + x);
        size_t shade = shades->slot[slot_of(shades, colours_of(at, palette->pictures))] - 1u;
        run = run_together(at, palette->pictures, width - x);
        memset(entries + x, shades->items[shade].entry, run);
    }
}
