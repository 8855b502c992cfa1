/* The only file that knows stb_truetype. It trusts its input, so it sees our own two fonts, and a
 * fallback that truetype.h wrote anew.
 *
 * What a text's measure needs (glyph numbers, advances, kerning of the common pairs) is read once
 * into tables that never change afterwards; pthread_once guards the filling. Everything is kept in
 * whole font units, so that sums do not depend on the order of adding. */
#include <math.h>
#include <pthread.h>
#include <string.h>

#include "draw/path.h"
#include "draw/truetype.h"

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

/* What the bundled fonts lack; constant while there are threads. */
static struct Fallback {
    stbtt_fontinfo info;
    TrueType font; /* without glyph_of: there is none */
    double units;
} fallback;

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

Status font_use_fallback(Bytes file, Arena *arena, Err *err)
{
    struct Fallback made = { .units = 0 };
    Status s;

    fallback = made;
    if (!file.size) return OK;
    if ((s = truetype_check(&made.font, file, arena, err))) return s;
    if (!stbtt_InitFont(&made.info, made.font.file.data, 0))
        return err_set(err, ERR_DATA, "not a TrueType font");
    made.units = 1 / (double)stbtt_ScaleForMappingEmToPixels(&made.info, 1);
    made.units = floor(made.units + 0.5);
    fallback = made;
    return OK;
}

Bytes font_fallback_file(void)
{
    return fallback.font.file;
}

/* Scripts written from right to left, or whose letters change with their neighbours: set letter by
 * letter they would be wrong, which is worse than a box. */
static bool needs_shaping(uint32_t code)
{
    return (code >= 0x0590 && code < 0x0E00) || (code >= 0x0F00 && code < 0x10A0) ||
           (code >= 0x1780 && code < 0x1800) || (code >= 0xFB1D && code < 0xFE00) ||
           (code >= 0xFE70 && code < 0xFF00);
}

uint16_t font_fallback_glyph(uint32_t code)
{
    if (!fallback.font.glyph_of || code >= TRUETYPE_CODES || needs_shaping(code)) return 0;
    return fallback.font.glyph_of[code];
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

/* A character's glyph, of the fallback where the font has none; else the box. */
typedef struct Shown {
    int glyph;
    bool fallback;
} Shown;

static Shown shown_as(const Font *font, uint32_t code)
{
    int glyph = glyph_or_none(font, code);

    if (glyph) return (Shown){ glyph, false };
    glyph = font_fallback_glyph(code);
    return glyph ? (Shown){ glyph, true } : (Shown){ font->glyph[BOX_CODE], false };
}

static bool is_shown(const Font *font, uint32_t code)
{
    return glyph_or_none(font, code) || font_fallback_glyph(code);
}

/* In units of the font, whichever font shows it. */
static int advance_of(const Font *font, Shown shown)
{
    int advance, bearing;

    if (!shown.fallback) return font->advance[shown.glyph];
    stbtt_GetGlyphHMetrics(&fallback.info, shown.glyph, &advance, &bearing);
    return (int)floor(advance * font->units / fallback.units + 0.5);
}

/* Text set glyph by glyph: where the next glyph stands, in font units. */
typedef struct Setter {
    const Font *font;
    const char *rest;
    uint32_t last;  /* the code point before; 0 at the start */
    Shown shown;    /* the glyph that was just set */
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
    Shown left = shown_as(font, a), right = shown_as(font, b);
    if (left.fallback || right.fallback) return 0;
    return stbtt_GetGlyphKernAdvance(&font->info, left.glyph, right.glyph);
}

static bool setter_next(Setter *setter)
{
    uint32_t code;

    while ((code = utf8_next(&setter->rest))) {
        if (is_invisible(code)) continue;
        setter->shown = shown_as(setter->font, code);
        setter->x = setter->end + kern_between(setter->font, setter->last, code);
        setter->end = setter->x + advance_of(setter->font, setter->shown);
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
        if (!is_invisible(code) && !is_shown(font, code)) return false;
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
        if (is_invisible(code) || !is_shown(font, code)) return false;
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
        size += utf8_put(shown + size, is_shown(font, code) ? code : BOX_CODE);
    }
    return shown;
}

double font_advance(FontWeight weight, uint32_t left, uint32_t right)
{
    const Font *font = font_of(weight);
    int units = advance_of(font, shown_as(font, left));

    if (right) units += kern_between(font, left, right);
    return units / font->units;
}

size_t font_run(FontWeight weight, const char *text, bool *is_fallback)
{
    const Font *font = font_of(weight);
    const char *rest = text, *end = text;
    bool any = false;

    *is_fallback = false;
    for (uint32_t code; (code = utf8_next(&rest)); end = rest) {
        if (is_invisible(code)) continue;
        bool here = shown_as(font, code).fallback;
        if (any && here != *is_fallback) break;
        *is_fallback = here;
        any = true;
    }
    return (size_t)(end - text);
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

static void add_glyph(Path *path, const Font *font, Shown shown, double x, const Frame *frame)
{
    stbtt_fontinfo info = shown.fallback ? fallback.info : font->info;
    double zoom = shown.fallback ? font->units / fallback.units : 1;
    stbtt_vertex *vertices;
    int count;

    info.userdata = path->arena;
    count = stbtt_GetGlyphShape(&info, shown.glyph, &vertices);
    for (int i = 0; i < count; i++) {
        const stbtt_vertex *v = &vertices[i];
        Point to = frame_point(frame, x + zoom * v->x, zoom * v->y);
        if (v->type == STBTT_vmove) {
            path_close(path);
            path_move(path, to.x, to.y);
        } else if (v->type == STBTT_vcurve) {
            add_quadratic(path, frame_point(frame, x + zoom * v->cx, zoom * v->cy), to);
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
    while (setter_next(&setter)) {
        add_glyph(&path, font, setter.shown, (double)setter.x - shift, &frame);
        if (setter.last == ' ') shift -= label->word_space_pt / frame.scale;
    }
    return path;
}
