/* The ICC profile of sRGB, made from the numbers that define it: IEC 61966-2-1's transfer curve and
 * its primaries, adapted to the white D50 (Bradford), in the form of ICC.1:2001-04 (version 2). */
#include <math.h>
#include <string.h>

#include "pdf/pdf_private.h"

#define CURVE_POINTS 1024
#define HEADER_BYTES 128
#define ENTRY_BYTES 12

static void put_u32(Buf *out, uint32_t value)
{
    const char bytes[] = { (char)(value >> 24), (char)(value >> 16), (char)(value >> 8),
                           (char)value };

    buf_put(out, bytes, sizeof bytes);
}

static void put_u16(Buf *out, unsigned value)
{
    buf_char(out, (char)(value >> 8));
    buf_char(out, (char)value);
}

static void put_zeros(Buf *out, size_t count)
{
    while (count--)
        buf_char(out, '\0');
}

/* XYZ in sixteenths of a bit: s15Fixed16. */
static void put_xyz(Buf *out, const double xyz[3])
{
    for (int i = 0; i < 3; i++)
        put_u32(out, (uint32_t)lround(xyz[i] * 65536));
}

/* --- the tags --------------------------------------------------------------------------------- */

static const double WHITE[3] = { 0.9642, 1, 0.8249 };
static const double PRIMARIES[3][3] = { { 0.4360747, 0.2225045, 0.0139322 },
                                        { 0.3850649, 0.7168786, 0.0971045 },
                                        { 0.1430804, 0.0606169, 0.7141733 } };

static void put_description(Buf *out)
{
    static const char name[] = "sRGB IEC61966-2.1";

    buf_text(out, "desc");
    put_u32(out, 0);
    put_u32(out, sizeof name);
    buf_put(out, name, sizeof name);
    put_zeros(out, 4 + 4 + 2 + 1 + 67); /* no Unicode, no Macintosh form */
}

static void put_copyright(Buf *out)
{
    static const char text[] = "No copyright";

    buf_text(out, "text");
    put_u32(out, 0);
    buf_put(out, text, sizeof text);
}

static void put_colour(Buf *out, const double xyz[3])
{
    buf_text(out, "XYZ ");
    put_u32(out, 0);
    put_xyz(out, xyz);
}

static void put_curve(Buf *out)
{
    buf_text(out, "curv");
    put_u32(out, 0);
    put_u32(out, CURVE_POINTS);
    for (int i = 0; i < CURVE_POINTS; i++) {
        double x = (double)i / (CURVE_POINTS - 1);
        double light = x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
        put_u16(out, (unsigned)lround(light * 65535));
    }
}

/* --- the profile ------------------------------------------------------------------------------ */

typedef struct TagEntry {
    const char *name;
    size_t at, size;
} TagEntry;

#define TAGS 9

/* Each tag's data begin at a multiple of four; the three curves are one. */
static void put_tags(Buf *data, TagEntry tags[TAGS])
{
    static const char *const names[TAGS] = { "desc", "cprt", "wtpt", "rXYZ", "gXYZ",
                                             "bXYZ", "rTRC", "gTRC", "bTRC" };

    for (int i = 0; i < TAGS; i++) {
        tags[i] = (TagEntry){ names[i], data->size, 0 };
        if (i == 0) put_description(data);
        if (i == 1) put_copyright(data);
        if (i == 2) put_colour(data, WHITE);
        if (i >= 3 && i < 6) put_colour(data, PRIMARIES[i - 3]);
        if (i == 6) put_curve(data);
        tags[i].size = data->size - tags[i].at;
        if (i > 6) tags[i] = (TagEntry){ names[i], tags[6].at, tags[6].size };
        put_zeros(data, (4 - data->size % 4) % 4);
    }
}

static void put_header(Buf *out, size_t size)
{
    put_u32(out, (uint32_t)size);
    put_u32(out, 0);          /* no colour management module is preferred */
    put_u32(out, 0x02100000); /* version 2.1 */
    buf_text(out, "mntrRGB XYZ ");
    for (int i = 0; i < 6; i++)
        put_u16(out, (unsigned[]){ 2000, 1, 1, 0, 0, 0 }[i]);
    buf_text(out, "acsp");
    put_zeros(out, 4 + 4 + 4 + 4 + 8 + 4); /* no platform, flags, device; perceptual intent */
    put_xyz(out, WHITE);
    put_zeros(out, HEADER_BYTES - 80);
}

void pdf_put_srgb_profile(Buf *out)
{
    const size_t before = HEADER_BYTES + 4 + TAGS * ENTRY_BYTES;
    TagEntry tags[TAGS];
    Buf data = { 0 };

    put_tags(&data, tags);
    put_header(out, before + data.size);
    put_u32(out, TAGS);
    for (int i = 0; i < TAGS; i++) {
        buf_text(out, tags[i].name);
        put_u32(out, (uint32_t)(before + tags[i].at));
        put_u32(out, (uint32_t)tags[i].size);
    }
    buf_put(out, data.data, data.size);
    buf_close(&data);
}
