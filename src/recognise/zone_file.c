/* TZif: RFC 8536. */
#include <string.h>

#include "recognise/zone_file.h"

/* More than any zone has; the Earth's busiest has some three hundred. */
#define MOST_CHANGES 20000
#define MOST_TYPES 256
#define HEADER 44

typedef struct Counts {
    size_t utc, standard, leaps, changes, types, letters;
} Counts;

static uint32_t big32(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int64_t big64(const unsigned char *at)
{
    return (int64_t)((uint64_t)big32(at) << 32 | big32(at + 4));
}

static bool read_counts(Counts *out, Bytes file)
{
    if (file.size < HEADER || memcmp(file.data, "TZif", 4) != 0) return false;
    const unsigned char *at = file.data + 20;
    *out = (Counts){ big32(at),      big32(at + 4),  big32(at + 8),
                     big32(at + 12), big32(at + 16), big32(at + 20) };
    return out->changes <= MOST_CHANGES && out->types >= 1 && out->types <= MOST_TYPES &&
           out->utc <= MOST_TYPES && out->standard <= MOST_TYPES && out->leaps <= MOST_CHANGES &&
           out->letters <= 65536;
}

/* The size of a block's data; times are of `width` bytes. */
static size_t block_size(const Counts *counts, size_t width)
{
    return counts->changes * (width + 1) + counts->types * 6 + counts->letters +
           counts->leaps * (width + 4) + counts->standard + counts->utc;
}

static bool read_block(Zone *out, const Counts *counts, const unsigned char *data, size_t width,
                       Arena *arena)
{
    int64_t *at = ARENA_ARRAY(arena, int64_t, counts->changes);
    int32_t *offset = ARENA_ARRAY(arena, int32_t, counts->changes);
    const unsigned char *which = data + counts->changes * width;
    const unsigned char *types = which + counts->changes;

    for (size_t i = 0; i < counts->changes; i++) {
        const unsigned char *time = data + i * width;
        at[i] = width == 8 ? big64(time) : (int32_t)big32(time);
        if (which[i] >= counts->types || (i && at[i] <= at[i - 1])) return false;
        offset[i] = (int32_t)big32(types + 6 * which[i]);
        if (offset[i] < -93599 || offset[i] > 93599) return false;
    }
    out->changes = counts->changes;
    out->at = at;
    out->offset = offset;
    out->before = (int32_t)big32(types);
    return out->before >= -93599 && out->before <= 93599;
}

/* Between two line feeds behind the block. */
static bool read_footer(Zone *out, const unsigned char *at, size_t size)
{
    if (size < 2 || at[0] != '\n') return false;
    const unsigned char *end = memchr(at + 1, '\n', size - 1);
    if (!end) return false;
    out->has_rule = end > at + 1;
    return !out->has_rule ||
           zone_rule_read(&out->rule, (const char *)at + 1, (size_t)(end - at) - 1);
}

bool zone_file_read(Zone *out, Bytes file, Arena *arena)
{
    Zone zone = { 0 };
    Counts counts;

    if (!read_counts(&counts, file)) return false;
    size_t size = block_size(&counts, 4);
    if (size > file.size - HEADER) return false;
    if (file.data[4] < '2') {
        if (!read_block(&zone, &counts, file.data + HEADER, 4, arena)) return false;
    } else {
        /* The same again with times of 64 bits, and a rule for what comes later. */
        Bytes rest = { file.data + HEADER + size, file.size - HEADER - size };
        if (!read_counts(&counts, rest)) return false;
        size = block_size(&counts, 8);
        if (size > rest.size - HEADER) return false;
        if (!read_block(&zone, &counts, rest.data + HEADER, 8, arena)) return false;
        if (!read_footer(&zone, rest.data + HEADER + size, rest.size - HEADER - size)) return false;
    }
    *out = zone;
    return true;
}
