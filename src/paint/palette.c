/* Every colour of the picture is counted. Those with the most pixels become the palette's; a rarer
 * one is taken for the nearest that differs by no more than PALETTE_ERROR in any channel, and gets
 * an entry of its own where there is none. Flat areas so keep their exact colour, and edges lose a
 * step of anti-aliasing that nobody can see. */
#include "paint/palette.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS 65536u       /* of the hash table; a power of two */
#define MOST_COLOURS 16384 /* a picture with more is a photograph */

typedef struct Shade {
    uint32_t rgb; /* 0xRRGGBB */
    uint32_t pixels;
    uint8_t entry;
} Shade;

struct Shades {
    uint16_t *slot; /* number of a shade + 1; 0 is free */
    Shade *items;
    size_t count;
};

static uint32_t rgb_of(const uint8_t *pixel)
{
    return (uint32_t)pixel[0] << 16 | (uint32_t)pixel[1] << 8 | pixel[2];
}

/* The slot that holds the colour, or the free one where it belongs. */
static uint32_t slot_of(const Shades *shades, uint32_t rgb)
{
    uint32_t at = (rgb * 2654435761u) >> 16;

    while (shades->slot[at] && shades->items[shades->slot[at] - 1u].rgb != rgb)
        at = (at + 1) % SLOTS;
    return at;
}

/* The shade's number, a new one for a new colour; MOST_COLOURS when there are too many. */
static size_t shade_find(Shades *shades, uint32_t rgb)
{
    uint32_t at = slot_of(shades, rgb);

    if (shades->slot[at]) return shades->slot[at] - 1u;
    if (shades->count == MOST_COLOURS) return MOST_COLOURS;
    shades->items[shades->count] = (Shade){ .rgb = rgb };
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

/* Counts the colours; false when there are too many, or some let through. */
static bool count_shades(Shades *shades, const Pixels *pixels)
{
    size_t count = pixels->width * pixels->height;

    for (size_t i = 0, run; i < count; i += run) {
        const uint8_t *pixel = pixels->rgba + 4 * i;
        size_t shade = pixel[3] == 255 ? shade_find(shades, rgb_of(pixel)) : MOST_COLOURS;
        if (shade == MOST_COLOURS) return false;
        run = run_length(pixel, count - i);
        shades->items[shade].pixels += (uint32_t)run;
    }
    return true;
}

static int by_pixels(const void *a, const void *b)
{
    const Shade *const *one = a, *const *other = b;

    if ((*one)->pixels != (*other)->pixels) return (*one)->pixels > (*other)->pixels ? -1 : 1;
    return (*one)->rgb < (*other)->rgb ? -1 : 1;
}

static int channel_error(uint32_t a, uint32_t b, int shift)
{
    return abs((int)(a >> shift & 255) - (int)(b >> shift & 255));
}

static int shade_error(uint32_t a, uint32_t b)
{
    int r = channel_error(a, b, 16), g = channel_error(a, b, 8), blue = channel_error(a, b, 0);
    int most = r > g ? r : g;

    return most > blue ? most : blue;
}

/* The entry for a colour, a new one where none is near; false when the palette is full. */
static bool place_shade(Shade *shade, uint32_t *entries, int *count)
{
    int best = PALETTE_ERROR + 1;

    for (int i = 0; i < *count && best; i++) {
        int error = shade_error(entries[i], shade->rgb);
        if (error < best) {
            best = error;
            shade->entry = (uint8_t)i;
        }
    }
    if (best <= PALETTE_ERROR) return true;
    if (*count == 256) return false;
    shade->entry = (uint8_t)*count;
    entries[(*count)++] = shade->rgb;
    return true;
}

static bool choose_entries(Palette *out, Shades *shades, Arena *arena)
{
    Shade **sorted = ARENA_ARRAY(arena, Shade *, shades->count);
    uint32_t entries[256];

    out->count = 0;
    for (size_t i = 0; i < shades->count; i++)
        sorted[i] = &shades->items[i];
    qsort(sorted, shades->count, sizeof *sorted, by_pixels);
    for (size_t i = 0; i < shades->count; i++) {
        if (!place_shade(sorted[i], entries, &out->count)) return false;
    }
    for (int i = 0; i < out->count; i++)
        out->colour[i] = (Rgba){ (uint8_t)(entries[i] >> 16), (uint8_t)(entries[i] >> 8),
                                 (uint8_t)entries[i], 255 };
    return true;
}

bool palette_make(Palette *out, const Pixels *pixels, Arena *arena)
{
    Shades *shades = ARENA_NEW(arena, Shades);

    shades->slot = ARENA_ARRAY(arena, uint16_t, SLOTS);
    shades->items = ARENA_ARRAY(arena, Shade, MOST_COLOURS);
    if (!count_shades(shades, pixels)) return false;
    if (!choose_entries(out, shades, arena)) return false;
    out->shades = shades;
    return true;
}

void palette_row(const Palette *palette, const uint8_t *rgba, size_t width, uint8_t *entries)
{
    const Shades *shades = palette->shades;

    for (size_t x = 0, run; x < width; x += run) {
        size_t shade = shades->slot[slot_of(shades, rgb_of(rgba + 4 * x))] - 1u;
        run = run_length(rgba + 4 * x, width - x);
        memset(entries + x, shades->items[shade].entry, run);
    }
}
