/* The only file that knows stb_truetype. It trusts its input, so it sees our own two fonts only.
 *
 * What a text's measure needs (glyph numbers, advances, kerning of the common pairs) is read once
 * into tables that never change afterwards; pthread_once guards the filling. Everything is kept in
 * whole font units, so that sums do not depend on the order of adding. */
#include <math.h>
#include <pthread.h>
#include <string.h>

#include "draw/path.h"

#define STBTT_malloc(size, arena) arena_alloc((arena), (size), 1)
#define STBTT_free(memory, arena) ((void)(memory), (void)(arena))
#define STBTT_assert(truth) ((void)0)
#define STBTT_STATIC
#define STB_TRUETYPE_IMPLEMENTATION
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_truetype.h>
#pragma GCC diagnostic pop

#define TABLE_CODES 0x2800 /* all that the bundled fonts show lies below */
#define TABLE_GLYPHS 2048
#define PAIR_FIRST 0x20 /* kerning of ASCII pairs comes from a table */
#define PAIR_CODES 96
#define BOX_CODE 0x25A1 /* □ */
#define ELLIPSIS "\xE2\x80\xA6"

typedef struct Font {
    stbtt_fontinfo info;
    double units; /* to the em */
    FontMetrics metrics;
    uint16_t glyph[TABLE_CODES];
    uint16_t advance[TABLE_GLYPHS];
    int16_t kern[PAIR_CODES][PAIR_CODES];
} Font;

static Font fonts[FONT_WEIGHTS]; /* constant once fonts_once has run */
static pthread_once_t fonts_once = PTHREAD_ONCE_INIT;

Bytes font_file(FontWeight weight)
{
    return embedded_file(weight == FONT_SEMIBOLD ? "assets/fonts/Inter-SemiBold.ttf"
                                                 : "assets/fonts/Inter-Regular.ttf");
}

static double glyph_height(const Font *font, uint32_t code)
{
    int left, bottom, right, top = 0;

    stbtt_GetCodepointBox(&font->info, (int)code, &left, &bottom, &right, &top);
    return top / font->units;
}

static void read_metrics(Font *font)
{
    int ascent, descent, gap;

    stbtt_GetFontVMetrics(&font->info, &ascent, &descent, &gap);
    font->units = 1 / (double)stbtt_ScaleForMappingEmToPixels(&font->info, 1);
    font->units = floor(font->units + 0.5); /* stb's float holds 1/units */
    font->metrics = (FontMetrics){ .ascent = ascent / font->units,
                                   .descent = -descent / font->units,
                                   .cap_height = glyph_height(font, 'H'),
                                   .x_height = glyph_height(font, 'x') };
}

static void read_tables(Font *font)
{
    for (int code = 0; code < TABLE_CODES; code++)
        font->glyph[code] = (uint16_t)stbtt_FindGlyphIndex(&font->info, code);
    for (int glyph = 0; glyph < font->info.numGlyphs && glyph < TABLE_GLYPHS; glyph++) {
        int advance, bearing;
        stbtt_GetGlyphHMetrics(&font->info, glyph, &advance, &bearing);
        font->advance[glyph] = (uint16_t)advance;
    }
    for (int a = 0; a < PAIR_CODES; a++) {
        for (int b = 0; b < PAIR_CODES; b++) {
            font->kern[a][b] = (int16_t)stbtt_GetGlyphKernAdvance(
                &font->info, font->glyph[PAIR_FIRST + a], font->glyph[PAIR_FIRST + b]);
        }
    }
}

static void fonts_read(void)
{
    for (int weight = 0; weight < FONT_WEIGHTS; weight++) {
        Font *font = &fonts[weight];
        Bytes file = font_file((FontWeight)weight);
        if (!file.data || !stbtt_InitFont(&font->info, file.data, 0)) continue;
        read_metrics(font);
        read_tables(font);
    }
}

static const Font *font_of(FontWeight weight)
{
    pthread_once(&fonts_once, fonts_read);
    return &fonts[weight == FONT_SEMIBOLD ? FONT_SEMIBOLD : FONT_REGULAR];
}

FontMetrics font_metrics(FontWeight weight)
{
    return font_of(weight)->metrics;
}

/* Joiners, direction marks, variation selectors: they have no ink and no width. */
static bool is_invisible(uint32_t code)
{
    return code == 0xAD || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) ||
           (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF || (code > 0 && code < 0x20);
}

static int glyph_or_none(const Font *font, uint32_t code)
{
    return code < TABLE_CODES ? font->glyph[code] : 0;
}

static int glyph_shown(const Font *font, uint32_t code)
{
    int glyph = glyph_or_none(font, code);

    return glyph ? glyph : font->glyph[BOX_CODE];
}

/* Text set glyph by glyph: where the next glyph stands, in font units. */
typedef struct Setter {
    const Font *font;
    const char *rest;
    uint32_t last;  /* the code point before; 0 at the start */
    int glyph;      /* the glyph that was just set */
    int64_t x, end; /* its origin; the end of its advance */
} Setter;

static Setter setter_open(const Font *font, const char *text)
{
    return (Setter){ .font = font, .rest = text };
}

static int kern_between(const Font *font, uint32_t a, uint32_t b)
{
    if (!a) return 0;
    if (a - PAIR_FIRST < PAIR_CODES && b - PAIR_FIRST < PAIR_CODES)
        return font->kern[a - PAIR_FIRST][b - PAIR_FIRST];
    return stbtt_GetGlyphKernAdvance(&font->info, glyph_shown(font, a), glyph_shown(font, b));
}

static bool setter_next(Setter *setter)
{
    uint32_t code;

    while ((code = utf8_next(&setter->rest))) {
        if (is_invisible(code)) continue;
        setter->glyph = glyph_shown(setter->font, code);
        setter->x = setter->end + kern_between(setter->font, setter->last, code);
        setter->end = setter->x + setter->font->advance[setter->glyph];
        setter->last = code;
        return true;
    }
    return false;
}

static int64_t text_units(const Font *font, const char *text)
{
    Setter setter = setter_open(font, text);

    while (setter_next(&setter)) {
    }
    return setter.end;
}

double font_width(FontWeight weight, double size_pt, const char *text)
{
    const Font *font = font_of(weight);

    return (double)text_units(font, text) * size_pt / font->units;
}

bool font_can_show(FontWeight weight, const char *text)
{
    const Font *font = font_of(weight);

    for (uint32_t code; (code = utf8_next(&text));) {
        if (!is_invisible(code) && !glyph_or_none(font, code)) return false;
    }
    return true;
}

static const char *with_ellipsis(const char *text, size_t kept, Arena *arena)
{
    while (kept > 0 && text[kept - 1] == ' ')
        kept--;
    return arena_format(arena, "%.*s" ELLIPSIS, (int)kept, text);
}

const char *font_shorten(FontWeight weight, double size_pt, const char *text, double width_pt,
                         Arena *arena)
{
    const Font *font = font_of(weight);
    Setter setter = setter_open(font, text);
    double room = width_pt * font->units / size_pt + 1e-6;
    int64_t ellipsis = text_units(font, ELLIPSIS);
    size_t kept = 0;

    while (setter_next(&setter)) {
        if ((double)(setter.end + ellipsis + kern_between(font, setter.last, 0x2026)) <= room)
            kept = (size_t)(setter.rest - text);
    }
    if ((double)setter.end <= room) return text;
    if (!((double)ellipsis <= room)) return "";
    return with_ellipsis(text, kept, arena);
}

static bool is_plain(const Font *font, const char *text)
{
    for (uint32_t code; (code = utf8_next(&text));) {
        if (is_invisible(code) || !glyph_or_none(font, code)) return false;
    }
    return true;
}

const char *font_showable(FontWeight weight, const char *text, Arena *arena)
{
    const Font *font = font_of(weight);
    size_t size = 0;
    char *shown;

    if (is_plain(font, text)) return text;
    shown = arena_alloc(arena, 3 * strlen(text) + 1, 1); /* "□" takes 3 bytes */
    for (uint32_t code; (code = utf8_next(&text));) {
        if (is_invisible(code)) continue;
        size += utf8_put(shown + size, glyph_or_none(font, code) ? code : BOX_CODE);
    }
    return shown;
}

double font_advance(FontWeight weight, uint32_t left, uint32_t right)
{
    const Font *font = font_of(weight);
    int units = font->advance[glyph_shown(font, left)];

    if (right) units += kern_between(font, left, right);
    return units / font->units;
}

/* From font units, y up, to the label's place. */
typedef struct Frame {
    double x, y, cosine, sine, scale;
} Frame;

static Point frame_point(const Frame *frame, double x, double y)
{
    x *= frame->scale;
    y *= -frame->scale;
    return (Point){ frame->x + x * frame->cosine - y * frame->sine,
                    frame->y + x * frame->sine + y * frame->cosine };
}

/* A quadratic as the cubic that is the same curve. */
static void add_quadratic(Path *path, Point control, Point to)
{
    Point from = path->points.items[path->points.count - 1];

    path_curve(path, from.x + (control.x - from.x) * (2.0 / 3),
               from.y + (control.y - from.y) * (2.0 / 3), to.x + (control.x - to.x) * (2.0 / 3),
               to.y + (control.y - to.y) * (2.0 / 3), to.x, to.y);
}

static void add_glyph(Path *path, const Font *font, int glyph, double x, const Frame *frame)
{
    stbtt_fontinfo info = font->info;
    stbtt_vertex *vertices;
    int count;

    info.userdata = path->arena;
    count = stbtt_GetGlyphShape(&info, glyph, &vertices);
    for (int i = 0; i < count; i++) {
        const stbtt_vertex *v = &vertices[i];
        Point to = frame_point(frame, x + v->x, v->y);
        if (v->type == STBTT_vmove) {
            path_close(path);
            path_move(path, to.x, to.y);
        } else if (v->type == STBTT_vcurve) {
            add_quadratic(path, frame_point(frame, x + v->cx, v->cy), to);
        } else {
            path_line(path, to.x, to.y);
        }
    }
    path_close(path);
}

Path label_outline(const Label *label, Arena *arena)
{
    const Font *font = font_of(label->weight);
    Setter setter = setter_open(font, label->text);
    Frame frame = { label->x, label->y, 1, 0, label->size_pt / font->units };
    double shift = label->align == ALIGN_START ? 0 : (double)text_units(font, label->text);
    Path path = path_open(arena);

    if (label->align == ALIGN_MIDDLE) shift /= 2;
    if (label->turn_deg != 0)
        path_sine_cosine(fmod(label->turn_deg, 360) * (PI / 180), &frame.sine, &frame.cosine);
    while (setter_next(&setter))
        add_glyph(&path, font, setter.glyph, (double)setter.x - shift, &frame);
    return path;
}
