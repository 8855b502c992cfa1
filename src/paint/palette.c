/* Every colour of the picture is counted (of pictures that are painted together: every combination
 * of colours that a pixel has in them). Those with the most pixels become the palette's; a rarer
 * one is taken for the nearest that differs by no more than PALETTE_ERROR in any channel, and gets
 * an entry of its own where there is none. Flat areas so keep their exact colour, and edges lose a
 * step of anti-aliasing that nobody can see. A dense cloud has too many shades for that: there the
 * rare ones, which no area has, may be further off. */
#include "paint/palette.h"

#include <stdlib.h>
#include <string.h>

#define CHANNELS (3 * PAINT_TOGETHER)
#define FIRST_SLOT_BITS 14      /* of the hash table; most charts need no more */
#define MOST_COLOURS (1u << 17) /* a picture with more is a photograph */

typedef struct Shade {
    uint64_t colours; /* 24 bits a picture, 0xRRGGBB, the first lowest */
    uint32_t pixels, runs;
    uint8_t entry;
} Shade;

/* Neighbours in a row with one shade. */
typedef struct Run {
    uint32_t shade, length;
} Run;

struct Shades {
    uint32_t *slot; /* number of a shade + 1; 0 is free */
    int slot_bits;
    struct {
        Shade *items;
        size_t count, capacity;
    } list;
    Run *runs;
    size_t run_count;
    size_t *row; /* the first run of each row; one more than there are rows */
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

/* The slot that holds the colours, or the free one where they belong. */
static uint32_t *slot_of(const Shades *shades, uint64_t colours)
{
    uint32_t last = (1u << shades->slot_bits) - 1;
    uint32_t at = (uint32_t)((colours * 0x9e3779b97f4a7c15u) >> (64 - shades->slot_bits));

    while (shades->slot[at] && shades->list.items[shades->slot[at] - 1u].colours != colours)
        at = (at + 1) & last;
    return &shades->slot[at];
}

static void make_slots(Shades *shades, int bits, Arena *arena)
{
    shades->slot = ARENA_ARRAY(arena, uint32_t, (size_t)1 << bits);
    shades->slot_bits = bits;
    for (size_t i = 0; i < shades->list.count; i++)
        *slot_of(shades, shades->list.items[i].colours) = (uint32_t)i + 1;
}

/* The shade's number, a new one for a new colour; MOST_COLOURS when there are too many. */
static size_t shade_find(Shades *shades, uint64_t colours, Arena *arena)
{
    uint32_t *slot = slot_of(shades, colours);

    if (*slot) return *slot - 1u;
    if (shades->list.count == MOST_COLOURS) return MOST_COLOURS;
    VEC_PUSH(arena, &shades->list, ((Shade){ .colours = colours }));
    *slot = (uint32_t)shades->list.count;
    if (shades->list.count >> (shades->slot_bits - 1)) {
        make_slots(shades, shades->slot_bits + 1, arena);
    }
    return shades->list.count - 1;
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

static bool opaque(const uint8_t *const *pixel, int pictures)
{
    for (int p = 0; p < pictures; p++) {
        if (pixel[p][3] != 255) return false;
    }
    return true;
}

/* Adds the run that begins a row's rest; 0 when its colour lets through or is one too many. */
static size_t count_run(Shades *shades, const uint8_t *const *pixel, int pictures, size_t rest,
                        Arena *arena)
{
    size_t run = rest, shade;

    if (!opaque(pixel, pictures)) return 0;
    shade = shade_find(shades, colours_of(pixel, pictures), arena);
    if (shade == MOST_COLOURS) return 0;
    for (int p = 0; p < pictures; p++)
        run = run_length(pixel[p], run);
    shades->list.items[shade].pixels += (uint32_t)run;
    shades->list.items[shade].runs++;
    shades->runs[shades->run_count++] = (Run){ (uint32_t)shade, (uint32_t)run };
    return run;
}

/* For the most that there can be; what is not touched costs nothing. */
static Run *room_for_runs(size_t pixels, Arena *arena)
{
    Run *runs = malloc(pixels * sizeof *runs);

    if (!runs) out_of_memory();
    arena_own(arena, runs);
    return runs;
}

/* Counts the colours; false when there are too many, or some let through. */
static bool count_shades(Shades *shades, const Pixels *pictures, int count, Arena *arena)
{
    size_t width = pictures->width, height = pictures->height;

    make_slots(shades, FIRST_SLOT_BITS, arena);
    shades->runs = room_for_runs(width * height, arena);
    shades->row = ARENA_ARRAY(arena, size_t, height + 1);
    for (size_t y = 0; y < height; y++) {
        for (size_t x = 0, run; x < width; x += run) {
            const uint8_t *pixel[PAINT_TOGETHER];
            for (int p = 0; p < count; p++)
                pixel[p] = pictures[p].rgba + 4 * (y * width + x);
            run = count_run(shades, pixel, count, width - x, arena);
            if (!run) return false;
        }
        shades->row[y + 1] = shades->run_count;
    }
    return true;
}

/* --- from the most frequent shade to the rarest --- */

#define BUCKETS 512

/* A number's size to five binary digits, so that a few buckets do for all. */
static uint32_t bucket_of(uint32_t pixels)
{
    uint32_t shift = pixels < 32 ? 0 : 27 - (uint32_t)__builtin_clz(pixels);

    return BUCKETS - 1 - (16 * shift + (pixels >> shift));
}

/* The numbers of the shades. */
static uint32_t *by_falling_pixels(const Shades *shades, Arena *arena)
{
    uint32_t *sorted = ARENA_ARRAY(arena, uint32_t, shades->list.count);
    uint32_t start[BUCKETS + 1] = { 0 };

    for (size_t i = 0; i < shades->list.count; i++)
        start[bucket_of(shades->list.items[i].pixels) + 1]++;
    for (int b = 0; b < BUCKETS; b++)
        start[b + 1] += start[b];
    for (size_t i = 0; i < shades->list.count; i++)
        sorted[start[bucket_of(shades->list.items[i].pixels)]++] = (uint32_t)i;
    return sorted;
}

/* --- the entries --- */

/* Channel by channel, so that a shade is compared with all of them at once. */
typedef struct Entries {
    uint8_t level[CHANNELS][256];
    int count, channels;
} Entries;

static uint8_t level_of(uint64_t colours, int channel)
{
    return (uint8_t)(colours >> 8 * channel);
}

/* The entry whose worst channel differs least; *error is that difference, 255 without entries. */
static int nearest_entry(const Entries *entries, uint64_t colours, int *error)
{
    uint8_t worst[256] = { 0 }, least = 255;

    for (int c = 0; c < entries->channels; c++) {
        uint8_t wanted = level_of(colours, c);
        for (int i = 0; i < 256; i++) {
            uint8_t level = entries->level[c][i];
            uint8_t off = level > wanted ? level - wanted : wanted - level;
            worst[i] = off > worst[i] ? off : worst[i];
        }
    }
    memset(worst + entries->count, 255, (size_t)(256 - entries->count));
    for (int i = 0; i < 256; i++)
        least = worst[i] < least ? worst[i] : least;
    *error = least;
    return (int)((const uint8_t *)memchr(worst, least, sizeof worst) - worst);
}

static int add_entry(Entries *entries, uint64_t colours)
{
    for (int c = 0; c < entries->channels; c++)
        entries->level[c][entries->count] = level_of(colours, c);
    return entries->count++;
}

/* How far shades may be from the entries: those of flat areas, the others, and those that find the
 * palette full, which may be few. */
typedef struct Bounds {
    int flat, rest, full;
} Bounds;

#define FIRST_ENTRIES 128 /* are for the frequent shades, as if these were flat */
#define FLAT_RUN 4 /* pixels: a shade with such runs on average is an area's, not an edge's */

static bool choose_entries(Entries *entries, Shades *shades, const uint32_t *sorted,
                           const Bounds *bounds, size_t most_off)
{
    size_t off = 0;

    entries->count = 0;
    for (size_t i = 0; i < shades->list.count && off <= most_off; i++) {
        Shade *shade = &shades->list.items[sorted[i]];
        bool flat = entries->count < FIRST_ENTRIES || shade->pixels / shade->runs >= FLAT_RUN;
        int error, entry = nearest_entry(entries, shade->colours, &error);
        if (error > (flat ? bounds->flat : bounds->rest)) {
            if (entries->count < 256) {
                entry = add_entry(entries, shade->colours);
            } else if (error <= bounds->full) {
                off += shade->pixels;
            } else {
                return false;
            }
        }
        shade->entry = (uint8_t)entry;
    }
    return off <= most_off;
}

/* The wider bounds are for clouds of translucent points, where no pixel is like its neighbours. */
static bool choose_any(Entries *entries, Shades *shades, size_t pixels, Arena *arena)
{
    static const Bounds bounds[] = {
        { PALETTE_ERROR, PALETTE_ERROR, PALETTE_ERROR },
        { PALETTE_ERROR, PALETTE_CLOUD_ERROR / 2, PALETTE_RARE_ERROR },
        { PALETTE_ERROR, PALETTE_CLOUD_ERROR, PALETTE_RARE_ERROR },
    };
    const uint32_t *sorted = by_falling_pixels(shades, arena);

    for (size_t i = 0; i < COUNT_OF(bounds); i++) {
        if (choose_entries(entries, shades, sorted, &bounds[i], pixels / PALETTE_RARE)) return true;
    }
    return false;
}

bool palette_make(Palette *out, const Pixels *pictures, int count, Arena *arena)
{
    Shades *shades = ARENA_NEW(arena, Shades);
    Entries entries = { .channels = 3 * count };

    if (!count_shades(shades, pictures, count, arena)) return false;
    if (!choose_any(&entries, shades, pictures->width * pictures->height, arena)) return false;
    out->shades = shades;
    out->count = entries.count;
    for (int p = 0; p < count; p++) {
        for (int i = 0; i < entries.count; i++)
            out->colour[p][i] = (Rgba){ entries.level[3 * p + 2][i], entries.level[3 * p + 1][i],
                                        entries.level[3 * p][i], 255 };
    }
    return true;
}

void palette_row(const Palette *palette, size_t y, uint8_t *entries)
{
    const Shades *shades = palette->shades;

    for (size_t i = shades->row[y]; i < shades->row[y + 1]; i++) {
        Run run = shades->runs[i];
        memset(entries, shades->list.items[run.shade].entry, run.length);
        entries += run.length;
    }
}
