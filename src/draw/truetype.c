/* What the tables hold: the OpenType specification 1.9 (ISO/IEC 14496-22). */
#include "draw/truetype.h"

#include <string.h>

#define DEPTH_MAX 6     /* of composite glyphs within composite glyphs */
#define PARTS_MAX 256   /* of one glyph, all depths together */
#define POINTS_MAX 8192 /* of one simple glyph */
#define UNKNOWN_PARTS 0xffff
#define EMBEDDING_REFUSED 0x0302 /* OS/2 fsType: no embedding, no subsets, bitmaps only */

typedef enum TableName {
    T_HEAD,
    T_HHEA,
    T_MAXP,
    T_HMTX,
    T_LOCA,
    T_GLYF,
    T_CMAP,
    T_OS2,
    TABLES
} TableName;

static const char TAGS[TABLES][5] = {
    "head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap", "OS/2"
};
static const size_t LEAST[TABLES] = { 54, 36, 6, 4, 4, 1, 12, 10 };

typedef struct Reader {
    Bytes file, table[TABLES];
    size_t glyphs, metrics; /* numGlyphs, numberOfHMetrics */
    bool long_loca;
    uint16_t *parts; /* per glyph, its parts of all depths; UNKNOWN_PARTS: not counted yet */
    uint16_t *glyph_of;
    Arena *arena;
} Reader;

/* --- bytes, zero beyond the end -----------------------------------------------------------------
 */

static unsigned u16(Bytes bytes, size_t at)
{
    return at + 2 <= bytes.size ? (unsigned)bytes.data[at] << 8 | bytes.data[at + 1] : 0;
}

static int i16(Bytes bytes, size_t at)
{
    unsigned value = u16(bytes, at);

    return value < 0x8000 ? (int)value : (int)value - 0x10000;
}

static uint32_t u32(Bytes bytes, size_t at)
{
    return (uint32_t)u16(bytes, at) << 16 | u16(bytes, at + 2);
}

static Bytes part(Bytes bytes, size_t at, size_t size)
{
    if (at > bytes.size || size > bytes.size - at) return (Bytes){ NULL, 0 };
    return (Bytes){ bytes.data + at, size };
}

/* --- tables -------------------------------------------------------------------------------------
 */

static Status find_tables(Reader *r, Err *err)
{
    size_t count = u16(r->file, 4);

    if (memcmp(r->file.data, "ttcf", 4) == 0)
        return err_set(err, ERR_DATA, "a collection of fonts: give a file with one font");
    if (memcmp(r->file.data, "OTTO", 4) == 0)
        return err_set(err, ERR_DATA, "its outlines are PostScript's (CFF): give a TrueType font");
    if (u32(r->file, 0) != 0x00010000 && memcmp(r->file.data, "true", 4) != 0)
        return err_set(err, ERR_DATA, "not a TrueType font");
    for (size_t i = 0; i < count; i++) {
        size_t at = 12 + 16 * i;
        if (at + 16 > r->file.size) break;
        for (int t = 0; t < TABLES; t++) {
            if (memcmp(r->file.data + at, TAGS[t], 4) != 0) continue;
            r->table[t] = part(r->file, u32(r->file, at + 8), u32(r->file, at + 12));
        }
    }
    for (int t = 0; t < TABLES; t++) {
        if (r->table[t].size >= LEAST[t]) continue;
        return err_set(err, ERR_DATA, "its table \"%s\" is missing, or not inside of the file",
                       TAGS[t]);
    }
    return OK;
}

static Status check_numbers(Reader *r, Err *err)
{
    unsigned units = u16(r->table[T_HEAD], 18), loca = u16(r->table[T_HEAD], 50);
    unsigned licence = u16(r->table[T_OS2], 8);

    r->glyphs = u16(r->table[T_MAXP], 4);
    r->metrics = u16(r->table[T_HHEA], 34);
    r->long_loca = loca == 1;
    if (units < 16 || units > 16384)
        return err_set(err, ERR_DATA, "%u units to the em are not from 16 to 16384", units);
    if (loca > 1) return err_set(err, ERR_DATA, "its index of glyphs is of no known kind");
    if (!r->glyphs || !r->metrics || r->metrics > r->glyphs ||
        r->table[T_HMTX].size < 4 * r->metrics + 2 * (r->glyphs - r->metrics))
        return err_set(err, ERR_DATA, "it has fewer widths than glyphs");
    if (r->table[T_LOCA].size < (r->glyphs + 1) * (r->long_loca ? 4 : 2))
        return err_set(err, ERR_DATA, "its index is shorter than its number of glyphs");
    if (licence & EMBEDDING_REFUSED)
        return err_set(err, ERR_DATA, "its licence does not allow it to be part of a PDF");
    return OK;
}

/* --- glyphs -------------------------------------------------------------------------------------
 */

static size_t glyph_start(const Reader *r, size_t glyph)
{
    return r->long_loca ? u32(r->table[T_LOCA], 4 * glyph)
                        : 2 * (size_t)u16(r->table[T_LOCA], 2 * glyph);
}

/* The bytes of a glyph; an empty one has none. */
static bool glyph_bytes(const Reader *r, size_t glyph, Bytes *out)
{
    size_t from = glyph_start(r, glyph), to = glyph_start(r, glyph + 1);

    if (to < from || to > r->table[T_GLYF].size) return false;
    *out = part(r->table[T_GLYF], from, to - from);
    return to == from || to - from >= 10;
}

/* How many bytes the coordinates take, by the flags of the points; SIZE_MAX when the flags end
 * early. Moves *at behind the flags. */
static size_t coordinate_bytes(Bytes glyph, size_t *at, size_t points)
{
    size_t bytes = 0;

    for (size_t i = 0; i < points;) {
        if (*at >= glyph.size) return SIZE_MAX;
        unsigned flag = glyph.data[(*at)++];
        size_t times = 1;
        if (flag & 8) {
            if (*at >= glyph.size) return SIZE_MAX;
            times += glyph.data[(*at)++];
        }
        bytes += times * ((flag & 2 ? 1 : flag & 16 ? 0 : 2) + (flag & 4 ? 1 : flag & 32 ? 0 : 2));
        i += times;
        if (i > points) return SIZE_MAX;
    }
    return bytes;
}

static bool simple_is_sound(Bytes glyph, size_t contours)
{
    size_t at = 10, points = 0;

    for (size_t i = 0; i < contours; i++, at += 2) {
        size_t end = u16(glyph, at) + 1u;
        if (at + 2 > glyph.size || (i && end <= points)) return false;
        points = end;
    }
    if (points > POINTS_MAX || at + 2 > glyph.size) return false;
    at += 2 + (size_t)u16(glyph, at);
    size_t bytes = coordinate_bytes(glyph, &at, points);
    return bytes != SIZE_MAX && at + bytes <= glyph.size;
}

static bool count_parts(Reader *r, size_t glyph, int depth);

static bool composite_is_sound(Reader *r, Bytes glyph, size_t *parts, int depth)
{
    size_t at = 10;
    unsigned flags;

    do {
        flags = u16(glyph, at);
        size_t child = u16(glyph, at + 2);
        at += 4 + (flags & 1 ? 4 : 2);
        at += flags & 0x80 ? 8 : flags & 0x40 ? 4 : flags & 8 ? 2 : 0;
        if (at > glyph.size || child >= r->glyphs) return false;
        if (!count_parts(r, child, depth + 1)) return false;
        *parts += r->parts[child];
        if (*parts > PARTS_MAX) return false;
    } while (flags & 0x20);
    return true;
}

/* Whether the glyph is sound; then r->parts has its number of parts. The depth bounds a glyph that
 * is part of itself. */
static bool count_parts(Reader *r, size_t glyph, int depth)
{
    Bytes bytes;
    size_t parts = 1;

    if (r->parts[glyph] != UNKNOWN_PARTS) return true;
    if (depth > DEPTH_MAX || !glyph_bytes(r, glyph, &bytes)) return false;
    if (bytes.size) {
        int contours = i16(bytes, 0);
        if (contours >= 0 ? !simple_is_sound(bytes, (size_t)contours)
                          : !composite_is_sound(r, bytes, &parts, depth))
            return false;
    }
    r->parts[glyph] = (uint16_t)parts;
    return true;
}

static Status check_glyphs(Reader *r, Err *err)
{
    r->parts = ARENA_ARRAY(r->arena, uint16_t, r->glyphs);
    memset(r->parts, 0xff, r->glyphs * sizeof *r->parts);
    for (size_t glyph = 0; glyph < r->glyphs; glyph++) {
        if (!count_parts(r, glyph, 0))
            return err_set(err, ERR_DATA, "its glyph %zu is damaged", glyph);
    }
    return OK;
}

/* --- characters ---------------------------------------------------------------------------------
 */

static void map_code(Reader *r, uint32_t code, uint32_t glyph)
{
    if (code && code < 0xfffe && glyph < r->glyphs) r->glyph_of[code] = (uint16_t)glyph;
}

/* Segments of codes, each with a difference to the glyphs or a list of them. */
static void read_format_4(Reader *r, Bytes map)
{
    size_t count = u16(map, 6) / 2u;

    for (size_t i = 0; i < count; i++) {
        uint32_t last = u16(map, 14 + 2 * i), first = u16(map, 16 + 2 * (count + i));
        uint32_t delta = u16(map, 16 + 2 * (2 * count + i));
        size_t range_at = 16 + 2 * (3 * count + i), range = u16(map, range_at);
        for (uint32_t code = first; code <= last && range_at + 2 <= map.size; code++) {
            uint32_t glyph = range ? u16(map, range_at + range + 2 * (size_t)(code - first)) : code;
            if (!range || glyph) map_code(r, code, (glyph + delta) & 0xffff);
        }
    }
}

/* Groups of codes with as many glyphs in a row. */
static void read_format_12(Reader *r, Bytes map)
{
    size_t count = u32(map, 12), most = map.size < 16 ? 0 : (map.size - 16) / 12;

    for (size_t i = 0; i < count && i < most; i++) {
        uint32_t first = u32(map, 16 + 12 * i), last = u32(map, 20 + 12 * i);
        uint32_t glyph = u32(map, 24 + 12 * i);
        for (uint32_t code = first; code <= last && code < TRUETYPE_CODES; code++) {
            if (glyph < r->glyphs) map_code(r, code, glyph + (code - first));
        }
    }
}

static Status read_characters(Reader *r, Err *err)
{
    Bytes cmap = r->table[T_CMAP];
    size_t count = u16(cmap, 2), found = 0;

    r->glyph_of = ARENA_ARRAY(r->arena, uint16_t, TRUETYPE_CODES);
    for (size_t i = 0; i < count && 4 + 8 * (i + 1) <= cmap.size; i++) {
        unsigned platform = u16(cmap, 4 + 8 * i), encoding = u16(cmap, 6 + 8 * i);
        size_t at = u32(cmap, 8 + 8 * i);
        bool unicode = platform == 0 || (platform == 3 && (encoding == 1 || encoding == 10));
        if (!unicode || at >= cmap.size) continue;
        Bytes map = part(cmap, at, cmap.size - at);
        if (u16(map, 0) == 4) read_format_4(r, map);
        if (u16(map, 0) == 12) read_format_12(r, map);
    }
    for (size_t code = 0; code < TRUETYPE_CODES; code++)
        found += r->glyph_of[code] != 0;
    return found ? OK : err_set(err, ERR_DATA, "it has no map from Unicode to its glyphs");
}

/* --- written anew -------------------------------------------------------------------------------
 */

typedef struct NewTable {
    const char *tag;
    Bytes bytes;
} NewTable;

static void put_16(uint8_t *at, unsigned value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static void put_32(uint8_t *at, size_t value)
{
    put_16(at, (unsigned)(value >> 16) & 0xffff);
    put_16(at + 2, (unsigned)value & 0xffff);
}

static Bytes copied(const Reader *r, Bytes table, size_t size)
{
    uint8_t *copy = arena_alloc(r->arena, size, 4);

    memcpy(copy, table.data, table.size < size ? table.size : size);
    return (Bytes){ copy, size };
}

/* The numbers of the TrueType program are of no use without one. */
static Bytes new_maxp(const Reader *r)
{
    uint8_t *maxp = arena_alloc(r->arena, 32, 4);

    put_32(maxp, 0x00010000);
    put_16(maxp + 4, (unsigned)r->glyphs);
    if (r->table[T_MAXP].size >= 32) memcpy(maxp + 6, r->table[T_MAXP].data + 6, 8);
    put_16(maxp + 14, 1);
    put_16(maxp + 28, 16);
    put_16(maxp + 30, DEPTH_MAX);
    return (Bytes){ maxp, 32 };
}

/* Characters are looked up in glyph_of; the file's own map has but the end that must be there. */
static const uint8_t NEW_CMAP[] = {
    0, 0, 0, 1,  0, 3, 0, 1, 0, 0, 0, 12, /* one subtable, of Windows Unicode */
    0, 4, 0, 24, 0, 0, 0, 2, 0, 2, 0, 0,  0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff, 0, 1, 0, 0
};

/* The style "Regular" (name 2) and the PostScript name "Fallback" (6), in Macintosh Roman. */
static const char NEW_NAME[] = "\0\0\0\2\0\36"
                               "\0\1\0\0\0\0\0\2\0\7\0\10"
                               "\0\1\0\0\0\0\0\6\0\10\0\0"
                               "FallbackRegular";

static Bytes new_post(const Reader *r)
{
    uint8_t *post = arena_alloc(r->arena, 32, 4);

    put_32(post, 0x00030000); /* without glyphs' names */
    return (Bytes){ post, 32 };
}

static Bytes assemble(const Reader *r, const NewTable *tables, size_t count)
{
    size_t size = 12 + 16 * count, at = size;

    for (size_t i = 0; i < count; i++)
        size += (tables[i].bytes.size + 3) & ~(size_t)3;
    uint8_t *file = arena_alloc(r->arena, size, 4);
    put_32(file, 0x00010000);
    put_16(file + 4, (unsigned)count);
    for (size_t i = 0; i < count; i++) {
        uint8_t *entry = file + 12 + 16 * i;
        memcpy(entry, tables[i].tag, 4);
        put_32(entry + 8, at);
        put_32(entry + 12, tables[i].bytes.size);
        memcpy(file + at, tables[i].bytes.data, tables[i].bytes.size);
        at += (tables[i].bytes.size + 3) & ~(size_t)3;
    }
    return (Bytes){ file, size };
}

static Bytes write_anew(const Reader *r)
{
    const NewTable tables[] = {
        { "OS/2", copied(r, r->table[T_OS2], 96) },
        { "cmap", { NEW_CMAP, sizeof NEW_CMAP } },
        { "glyf", r->table[T_GLYF] },
        { "head", copied(r, r->table[T_HEAD], 54) },
        { "hhea", copied(r, r->table[T_HHEA], 36) },
        { "hmtx", copied(r, r->table[T_HMTX], 4 * r->metrics + 2 * (r->glyphs - r->metrics)) },
        { "loca", copied(r, r->table[T_LOCA], (r->glyphs + 1) * (r->long_loca ? 4 : 2)) },
        { "maxp", new_maxp(r) },
        { "name", { (const unsigned char *)NEW_NAME, sizeof NEW_NAME - 1 } },
        { "post", new_post(r) },
    };

    return assemble(r, tables, COUNT_OF(tables));
}

Status truetype_check(TrueType *out, Bytes file, Arena *arena, Err *err)
{
    Reader reader = { .file = file, .arena = arena };
    Status s;

    if (file.size < 12) return err_set(err, ERR_DATA, "not a TrueType font");
    if ((s = find_tables(&reader, err))) return s;
    if ((s = check_numbers(&reader, err))) return s;
    if ((s = check_glyphs(&reader, err))) return s;
    if ((s = read_characters(&reader, err))) return s;
    *out = (TrueType){ write_anew(&reader), reader.glyph_of };
    return OK;
}
