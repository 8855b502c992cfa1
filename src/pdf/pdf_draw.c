/* The content of a page, operator by operator (PDF 32000-1:2008, 8 and 9).
 *
 * The page's first operator turns the y axis down, so coordinates go out as they come in; text and
 * images are turned back by their own matrices.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "pdf/pdf_private.h"

#define LARGEST 32000.0 /* readers may keep numbers in 16 bits */
#define TEXT_BYTES_MAX 32000u
#define FONT_SIZE_MAX 1000.0
#define ADVANCE_TOLERANCE 1.0 /* thousandths of the em that a glyph may be off its place */

/* --- numbers ---------------------------------------------------------------------------------- */

/* Every caller has checked for NaN; what comes of finite numbers may still overflow. */
static double clamp(double value)
{
    if (isnan(value)) return 0;
    return value < -LARGEST ? -LARGEST : value > LARGEST ? LARGEST : value;
}

/* With up to `decimals` (at most 6), no trailing zeros, and a space behind. */
static void put_number(Buf *out, double value, int decimals)
{
    static const double SCALE[] = { 1, 10, 100, 1e3, 1e4, 1e5, 1e6 };
    char digits[24];
    int n = 0;
    double scaled = nearbyint(clamp(value) * SCALE[decimals]);
    bool negative = scaled < 0;
    uint64_t rest = (uint64_t)fabs(scaled);
    int places = decimals;

    while (places > 0 && rest % 10 == 0) {
        rest /= 10;
        places--;
    }
    do {
        digits[n++] = (char)('0' + rest % 10);
        rest /= 10;
        if (n == places) digits[n++] = '.';
    } while (rest || n < places);
    char *to = buf_reserve(out, 28);
    size_t size = 0;
    if (negative) to[size++] = '-';
    while (n)
        to[size++] = digits[--n];
    to[size++] = ' ';
    out->size += size;
    out->data[out->size] = '\0';
}

static void put_numbers(Buf *out, const double *values, size_t count, int decimals)
{
    for (size_t i = 0; i < count; i++)
        put_number(out, values[i], decimals);
}

static bool all_finite(const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i])) return false;
    }
    return true;
}

static bool page_takes(const PdfPage *page)
{
    return page && !page->ended && !pdf_failed(page->doc);
}

static PdfState *state_of(PdfPage *page)
{
    return &page->states[page->depth < PDF_MAX_SAVES ? page->depth : PDF_MAX_SAVES];
}

/* --- the graphics state ----------------------------------------------------------------------- */

void pdf_save(PdfPage *page)
{
    if (!page_takes(page)) return;
    if (page->depth >= PDF_MAX_SAVES) {
        pdf_fail(page->doc, ERR_BUG, "page %zu saves its graphics state more than %d deep",
                 page->number + 1, PDF_MAX_SAVES);
        return;
    }
    page->states[page->depth + 1] = page->states[page->depth];
    page->depth++;
    buf_text(&page->content, "q\n");
}

void pdf_restore(PdfPage *page)
{
    if (!page_takes(page)) return;
    if (page->depth == 0) {
        pdf_fail(page->doc, ERR_BUG, "page %zu restores a graphics state that it did not save",
                 page->number + 1);
        return;
    }
    page->depth--;
    if (page->mark_depth > page->depth) pdf_end_mark(page);
    buf_text(&page->content, "Q\n");
}

void pdf_transform(PdfPage *page, double scale, double dx, double dy)
{
    const double matrix[] = { scale, 0, 0, scale, dx, dy };

    if (!page_takes(page) || !all_finite(matrix, 6) || !(fabs(scale) > 1e-6)) return;
    put_numbers(&page->content, matrix, 6, 5);
    buf_text(&page->content, "cm\n");
}

static void need_alpha(PdfPage *page, int alpha)
{
    PdfDoc *doc = page->doc;
    char name[16];

    if (alpha < 255) page->translucent = true;
    if (state_of(page)->alpha == alpha) return;
    snprintf(name, sizeof name, "A%d", alpha);
    if (!doc->alpha_made[alpha]) {
        HPDF_Dict dict = pdf_new_dict(doc);
        pdf_put_name(doc, dict, "Type", "ExtGState");
        if (!pdf_failed(doc) && dict) {
            HPDF_Dict_AddReal(dict, "CA", (HPDF_REAL)(alpha / 255.0));
            HPDF_Dict_AddReal(dict, "ca", (HPDF_REAL)(alpha / 255.0));
        }
        pdf_put(doc, doc->alpha_resources, name, dict);
        doc->alpha_made[alpha] = true;
    }
    buf_format(&page->content, "/%s gs\n", name);
    state_of(page)->alpha = alpha;
}

static bool same_rgb(PdfColour a, PdfColour b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static void put_colour(Buf *out, PdfColour colour, const char *rgb_operator, const char *grey)
{
    const double rgb[] = { colour.r / 255.0, colour.g / 255.0, colour.b / 255.0 };

    if (colour.r == colour.g && colour.g == colour.b) {
        put_number(out, rgb[0], 4);
        buf_text(out, grey);
    } else {
        put_numbers(out, rgb, 3, 4);
        buf_text(out, rgb_operator);
    }
}

static void need_fill(PdfPage *page, PdfColour colour)
{
    PdfState *state = state_of(page);

    need_alpha(page, colour.a);
    if (state->fill_known && same_rgb(state->fill, colour)) return;
    put_colour(&page->content, colour, "rg\n", "g\n");
    state->fill = colour;
    state->fill_known = true;
}

static void need_stroke(PdfPage *page, PdfColour colour)
{
    PdfState *state = state_of(page);

    need_alpha(page, colour.a);
    if (state->stroke_known && same_rgb(state->stroke, colour)) return;
    put_colour(&page->content, colour, "RG\n", "G\n");
    state->stroke = colour;
    state->stroke_known = true;
}

void pdf_clip_rect(PdfPage *page, double x, double y, double width, double height)
{
    const double rect[] = { x, y, width, height };

    if (!page_takes(page) || !all_finite(rect, 4)) return;
    put_numbers(&page->content, rect, 4, 2);
    buf_text(&page->content, "re W n\n");
}

/* --- paths ------------------------------------------------------------------------------------ */

/* A path gathers beside the content, because colours must be set before its first operator. */

void pdf_move(PdfPage *page, double x, double y)
{
    const double at[] = { x, y };

    if (!page_takes(page) || !all_finite(at, 2)) return;
    put_numbers(&page->path, at, 2, 2);
    buf_text(&page->path, "m\n");
    page->has_point = true;
}

void pdf_line(PdfPage *page, double x, double y)
{
    const double at[] = { x, y };

    if (!page_takes(page) || !all_finite(at, 2)) return;
    if (!page->has_point) {
        pdf_move(page, x, y);
        return;
    }
    put_numbers(&page->path, at, 2, 2);
    buf_text(&page->path, "l\n");
}

void pdf_curve(PdfPage *page, double x1, double y1, double x2, double y2, double x, double y)
{
    const double at[] = { x1, y1, x2, y2, x, y };

    if (!page_takes(page) || !all_finite(at, 6)) return;
    if (!page->has_point) pdf_move(page, x1, y1);
    put_numbers(&page->path, at, 6, 2);
    buf_text(&page->path, "c\n");
}

void pdf_close_path(PdfPage *page)
{
    if (page_takes(page) && page->has_point) buf_text(&page->path, "h\n");
}

static void end_path(PdfPage *page, const char *paint)
{
    buf_put(&page->content, page->path.data, page->path.size);
    buf_text(&page->content, paint);
    buf_clear(&page->path);
    page->has_point = false;
}

void pdf_fill(PdfPage *page, PdfColour colour, bool even_odd)
{
    if (!page_takes(page) || !page->path.size) return;
    if (colour.a) {
        pdf_need_mark(page);
        need_fill(page, colour);
    }
    end_path(page, !colour.a ? "n\n" : even_odd ? "f*\n" : "f\n");
}

static int within(int value, int last)
{
    return value < 0 || value > last ? 0 : value;
}

static void need_line(PdfPage *page, const PdfPen *pen)
{
    PdfState *state = state_of(page);
    Buf *out = &page->content;
    double width = isfinite(pen->width_pt) && pen->width_pt > 0 ? pen->width_pt : 0;
    double miter = isfinite(pen->miter_limit) && pen->miter_limit >= 1 ? pen->miter_limit : 4;
    int join = within(pen->join, 2), cap = within(pen->cap, 2);

    if (state->line_width != width) {
        put_number(out, width, 3);
        buf_text(out, "w\n");
        state->line_width = width;
    }
    if (state->join != join) buf_format(out, "%d j\n", join);
    state->join = join;
    if (state->cap != cap) buf_format(out, "%d J\n", cap);
    state->cap = cap;
    if (join == 0 && state->miter != miter) {
        put_number(out, miter, 2);
        buf_text(out, "M\n");
        state->miter = miter;
    }
}

static bool dash_is_sound(const PdfPen *pen)
{
    double sum = 0;

    if (pen->dashes < 1 || pen->dashes > 4 || !all_finite(pen->dash_pt, (size_t)pen->dashes)) {
        return false;
    }
    for (int i = 0; i < pen->dashes; i++) {
        if (pen->dash_pt[i] < 0) return false;
        sum += pen->dash_pt[i];
    }
    return sum > 0.01;
}

static void need_dash(PdfPage *page, const PdfPen *pen)
{
    PdfState *state = state_of(page);
    Buf *out = &page->content;
    bool dashed = dash_is_sound(pen);

    if (!dashed && !state->dashed) return;
    buf_char(out, '[');
    if (dashed) put_numbers(out, pen->dash_pt, (size_t)pen->dashes, 3);
    buf_text(out, "] ");
    put_number(out, dashed && isfinite(pen->dash_phase_pt) ? pen->dash_phase_pt : 0, 3);
    buf_text(out, "d\n");
    state->dashed = dashed;
}

void pdf_stroke(PdfPage *page, const PdfPen *pen)
{
    if (!page_takes(page) || !page->path.size) return;
    bool visible = pen->colour.a && isfinite(pen->width_pt) && pen->width_pt > 0;
    if (visible) {
        pdf_need_mark(page);
        need_stroke(page, pen->colour);
        need_line(page, pen);
        need_dash(page, pen);
    }
    end_path(page, visible ? "S\n" : "n\n");
}

/* --- text ------------------------------------------------------------------------------------- */

static void need_font(PdfPage *page, PdfFont font, double size_pt)
{
    PdfState *state = state_of(page);

    if (state->font == (int)font && state->font_size == size_pt) return;
    buf_format(&page->content, "/F%d ", (int)font);
    put_number(&page->content, size_pt, 3);
    buf_text(&page->content, "Tf ");
    state->font = (int)font;
    state->font_size = size_pt;
}

static uint32_t visible_next(const char **text)
{
    uint32_t code;

    do {
        code = utf8_next(text);
    } while (code && (code < 0x20 || (code >= 0x7f && code < 0xa0)));
    return code;
}

/* The array of TJ: runs of glyph codes, and between them how much closer (in thousandths) the next
 * glyph stands than its neighbour's advance would put it. */
static void put_glyphs(PdfPage *page, PdfFont font, double size_pt, double word_space_pt,
                       const char *text)
{
    PdfDoc *doc = page->doc;
    Buf *out = &page->content;
    double behind = 0; /* where the reader's pen is, less where it should be */
    uint32_t code = visible_next(&text), shown = 0;
    uint16_t glyph = code ? pdf_glyph(doc, font, code, &shown) : 0;

    buf_text(out, "[<");
    while (code) {
        uint32_t next = visible_next(&text), next_shown = 0;
        uint16_t next_glyph = next ? pdf_glyph(doc, font, next, &next_shown) : 0;
        double own = glyph ? pdf_glyph_width(&doc->faces[font], glyph) : 0;
        if (glyph) buf_format(out, "%04X", glyph); /* PDF/A lets none refer to "no glyph" */
        behind += own - pdf_advance(doc, font, shown, next_shown, own);
        if (code == ' ') behind -= 1000 * word_space_pt / size_pt;
        if (next && fabs(behind) >= ADVANCE_TOLERANCE) {
            buf_char(out, '>');
            put_number(out, nearbyint(behind), 0);
            out->data[out->size - 1] = '<';
            behind -= nearbyint(behind);
        }
        code = next;
        glyph = next_glyph;
        shown = next_shown;
    }
    buf_text(out, ">] TJ");
}

void pdf_text(PdfPage *page, PdfFont font, double size_pt, double x, double y, double turn_deg,
              double word_space_pt, PdfColour colour, const char *text)
{
    const double at[] = { x, y }, numbers[] = { size_pt, x, y, turn_deg, word_space_pt };

    if (!page_takes(page) || !text || !*text || !all_finite(numbers, 5)) return;
    if (!page->doc->faces[font].haru) return;
    if (!colour.a || size_pt <= 0.05 || strlen(text) > TEXT_BYTES_MAX) return;
    if (size_pt > FONT_SIZE_MAX) size_pt = FONT_SIZE_MAX;
    word_space_pt = clamp(word_space_pt);
    double turn = fmod(turn_deg, 360) * acos(-1) / 180;
    const double matrix[] = { cos(turn), sin(turn), sin(turn), -cos(turn) };

    pdf_need_mark(page);
    need_fill(page, colour);
    buf_text(&page->content, "BT ");
    need_font(page, font, size_pt);
    put_numbers(&page->content, matrix, 4, 5);
    put_numbers(&page->content, at, 2, 3);
    buf_text(&page->content, "Tm ");
    put_glyphs(page, font, size_pt, word_space_pt, text);
    buf_text(&page->content, " ET\n");
}

/* --- images ----------------------------------------------------------------------------------- */

static bool size_fits(size_t width, size_t height)
{
    return width && height && width <= 16384 && height <= 16384;
}

static void show_image(PdfPage *page, HPDF_Dict image, const double matrix[6])
{
    PdfDoc *doc = page->doc;
    char name[32];

    snprintf(name, sizeof name, "I%zu", doc->images++);
    pdf_put(doc, doc->image_resources, name, image);
    pdf_need_mark(page);
    need_alpha(page, 255);
    buf_text(&page->content, "q ");
    put_numbers(&page->content, matrix, 6, 3);
    buf_format(&page->content, "cm /%s Do Q\n", name);
}

void pdf_image(PdfPage *page, const uint8_t *rgb, size_t width, size_t height, double x, double y,
               double width_pt, double height_pt)
{
    const double matrix[] = { width_pt, 0, 0, -height_pt, x, y + height_pt };

    if (!page_takes(page) || !all_finite(matrix, 6) || !size_fits(width, height)) return;
    show_image(page,
               HPDF_LoadRawImageFromMem(page->doc->haru, rgb, (HPDF_UINT)width, (HPDF_UINT)height,
                                        HPDF_CS_DEVICE_RGB, 8),
               matrix);
}

/* [/Indexed /DeviceRGB, last entry, the colours' bytes] */
static HPDF_Array palette_of(PdfDoc *doc, const PdfIndexed *image)
{
    HPDF_Array space = HPDF_Array_New(doc->haru->mmgr);
    HPDF_BYTE bytes[3 * 256];

    for (int i = 0; i < image->count; i++) {
        bytes[3 * i] = image->colours[i].r;
        bytes[3 * i + 1] = image->colours[i].g;
        bytes[3 * i + 2] = image->colours[i].b;
    }
    if (!space) return NULL;
    HPDF_Array_AddName(space, "Indexed");
    HPDF_Array_AddName(space, "DeviceRGB");
    HPDF_Array_AddNumber(space, image->count - 1);
    HPDF_Array_Add(space, HPDF_Binary_New(doc->haru->mmgr, bytes, 3 * (HPDF_UINT)image->count));
    return space;
}

static HPDF_Array clear_of(PdfDoc *doc, const PdfIndexed *image)
{
    HPDF_Array range = image->clear < 0 ? NULL : HPDF_Array_New(doc->haru->mmgr);

    if (!range) return NULL;
    HPDF_Array_AddNumber(range, image->clear);
    HPDF_Array_AddNumber(range, image->clear);
    return range;
}

void pdf_image_indexed(PdfPage *page, const PdfIndexed *image, double x, double y, double width_pt,
                       double height_pt)
{
    const double matrix[] = { width_pt, 0, 0, -height_pt, x, y + height_pt };

    if (!page_takes(page) || !all_finite(matrix, 6) || !size_fits(image->width, image->height))
        return;
    if (image->count < 1 || image->count > 256) return;
    PdfDoc *doc = page->doc;
    HPDF_Dict made = pdf_new_stream(doc, image->entries, image->width * image->height, true);
    pdf_put_name(doc, made, "Type", "XObject");
    pdf_put_name(doc, made, "Subtype", "Image");
    pdf_put_number(doc, made, "Width", (int)image->width);
    pdf_put_number(doc, made, "Height", (int)image->height);
    pdf_put_number(doc, made, "BitsPerComponent", 8);
    pdf_put(doc, made, "ColorSpace", palette_of(doc, image));
    pdf_put(doc, made, "Mask", clear_of(doc, image));
    show_image(page, made, matrix);
}
