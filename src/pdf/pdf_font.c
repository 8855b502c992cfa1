/* Fonts: libharu reads the TrueType file and cuts the subset; which glyphs it holds, and the
 * dictionaries around it, are written here (PDF 32000-1:2008, 9.7 and 9.10). */
#include <string.h>

#include "pdf/pdf_private.h"

#define STAND_IN 0x25A1u /* a white square */

static const char *const TAGS[PDF_FONTS] = { "CLIENA", "CLIENB", "CLIENC" };

/* libharu trusts what it reads, so only a plain TrueType file with outlines may pass. */
static bool looks_like_truetype(Bytes file)
{
    static const char version[4] = { 0, 1, 0, 0 };

    if (file.size < 1024 || memcmp(file.data, version, 4) != 0) return false;
    size_t tables = (size_t)file.data[4] << 8 | file.data[5];
    for (size_t i = 0; i < tables && 12 + 16 * (i + 1) <= file.size; i++) {
        if (memcmp(file.data + 12 + 16 * i, "glyf", 4) == 0) return true;
    }
    return false;
}

static void face_open(PdfDoc *doc, PdfFont font, Bytes file)
{
    PdfFace *face = &doc->faces[font];
    HPDF_MMgr memory = doc->haru->mmgr;

    face->file = file;
    if (!looks_like_truetype(file)) {
        pdf_fail(doc, ERR_BUG, "font %d is not a TrueType font with outlines", font + 1);
        return;
    }
    HPDF_Stream stream = HPDF_MemStream_New(memory, (HPDF_UINT)file.size);
    if (!stream || HPDF_Stream_Write(stream, (HPDF_BYTE *)file.data, (HPDF_UINT)file.size)) return;
    face->haru = HPDF_TTFontDef_Load(memory, stream, HPDF_TRUE); /* takes the stream */
    if (!face->haru) {
        pdf_fail(doc, ERR_BUG, "font %d cannot be embedded", font + 1);
        return;
    }
    HPDF_TTFontDef_SetTagName(face->haru, (char *)TAGS[font]);
    if (HPDF_List_Add(doc->haru->fontdef_list, face->haru) != HPDF_OK) return;
    HPDF_TTFontDefAttr attr = face->haru->attr;
    face->glyphs = attr->num_glyphs;
    face->code_of = ARENA_ARRAY(&doc->arena, uint32_t, face->glyphs);
    face->dict = pdf_new_dict(doc);
    char name[8] = { 'F', (char)('0' + font) };
    pdf_put(doc, doc->font_resources, name, face->dict);
}

void pdf_fonts_open(PdfDoc *doc, const Bytes fonts[PDF_FONTS])
{
    for (int i = 0; i < PDF_FONTS && !pdf_failed(doc); i++) {
        if (i == PDF_FALLBACK && !fonts[i].size) continue;
        face_open(doc, (PdfFont)i, fonts[i]);
    }
}

/* --- glyphs ----------------------------------------------------------------------------------- */

/* Characters that mean nothing to other programs: PDF/A lets no text consist of them. */
static bool is_private(uint32_t code)
{
    return (code >= 0xE000 && code <= 0xF8FF) || code == 0xFEFF;
}

static uint16_t glyph_of(const PdfDoc *doc, PdfFont font, uint32_t code)
{
    const PdfFace *face = &doc->faces[font];
    uint16_t glyph = 0;

    if (is_private(code)) return 0;
    if (code > 0xfffe) return 0; /* libharu's reader knows the BMP only, and not its last place */
    if (font != PDF_FALLBACK)
        glyph = HPDF_TTFontDef_GetGlyphid(face->haru, (HPDF_UINT16)code);
    else if (doc->fallback_glyph)
        glyph = doc->fallback_glyph(code);
    return glyph < face->glyphs ? glyph : 0;
}

uint16_t pdf_glyph(PdfDoc *doc, PdfFont font, uint32_t code, uint32_t *shown)
{
    PdfFace *face = &doc->faces[font];
    const uint32_t choices[] = { code, STAND_IN, '?' };

    for (size_t i = 0; i < COUNT_OF(choices); i++) {
        uint16_t glyph = glyph_of(doc, font, choices[i]);
        if (!glyph) continue;
        *shown = choices[i];
        if (!face->code_of[glyph]) face->code_of[glyph] = choices[i];
        return glyph;
    }
    *shown = 0;
    return 0;
}

double pdf_glyph_width(const PdfFace *face, uint16_t glyph)
{
    HPDF_TTFontDefAttr attr = face->haru->attr;

    if (glyph >= face->glyphs) return 0;
    return attr->h_metric[glyph].advance_width * 1000.0 / attr->header.units_per_em;
}

double pdf_advance(PdfDoc *doc, PdfFont font, uint32_t left, uint32_t right, double own)
{
    if (!doc->advance) return own;
    uint64_t key = ((uint64_t)left << 32 | (uint64_t)right << 2 | (uint64_t)font) + 1;
    PdfKern *place = &doc->kerns[(key * 0x9E3779B97F4A7C15u) >> 51 & (PDF_KERN_CACHE - 1)];

    if (place->key != key) {
        place->key = key;
        place->advance = (float)(1000 * doc->advance(font, left, right));
    }
    return place->advance;
}

/* --- composite glyphs ------------------------------------------------------------------------- */

static unsigned read_u16(Bytes file, size_t at)
{
    return at + 2 <= file.size ? (unsigned)file.data[at] << 8 | file.data[at + 1] : 0;
}

/* Marks the parts of a composite glyph; returns whether one was not marked before. libharu 2.3.0
 * follows composites one level deep only, so that ế would lose its marks in some fonts. */
static bool mark_parts(PdfFace *face, size_t glyph)
{
    HPDF_TTFontDefAttr attr = face->haru->attr;
    size_t unit = attr->header.index_to_loc_format == 0 ? 2 : 1;
    size_t from = attr->glyph_tbl.offsets[glyph], to = attr->glyph_tbl.offsets[glyph + 1];
    size_t at = attr->glyph_tbl.base_offset + from * unit;
    bool any = false;
    unsigned flags = 0x20;

    if (to <= from || read_u16(face->file, at) < 0x8000) return false;
    for (at += 10; flags & 0x20 && at + 4 <= face->file.size;) {
        flags = read_u16(face->file, at);
        unsigned part = read_u16(face->file, at + 2);
        at += flags & 1 ? 8 : 6;
        at += flags & 0x80 ? 8 : flags & 0x40 ? 4 : flags & 8 ? 2 : 0;
        if (part < face->glyphs && !attr->glyph_tbl.flgs[part]) {
            attr->glyph_tbl.flgs[part] = 1;
            any = true;
        }
    }
    return any;
}

static void mark_glyphs(PdfFace *face)
{
    HPDF_TTFontDefAttr attr = face->haru->attr;
    bool any = true;

    for (size_t i = 0; i < face->glyphs; i++) {
        if (face->code_of[i]) attr->glyph_tbl.flgs[i] = 1;
    }
    for (int depth = 0; any && depth < 16; depth++) {
        any = false;
        for (size_t i = 0; i < face->glyphs; i++) {
            if (attr->glyph_tbl.flgs[i]) any |= mark_parts(face, i);
        }
    }
}

/* --- dictionaries ----------------------------------------------------------------------------- */

/* W: [ first [ w w w ] first [ w ] … ], a run of used glyphs each. */
static HPDF_Array widths(PdfDoc *doc, const PdfFace *face)
{
    HPDF_Array all = HPDF_Array_New(doc->haru->mmgr);
    HPDF_Array run = NULL;

    for (size_t i = 0; all && i < face->glyphs && !pdf_failed(doc); i++) {
        if (!face->code_of[i]) {
            run = NULL;
            continue;
        }
        if (!run) {
            HPDF_Array_AddNumber(all, (HPDF_INT32)i);
            run = HPDF_Array_New(doc->haru->mmgr);
            if (!run || HPDF_Array_Add(all, run) != HPDF_OK) return all;
        }
        HPDF_Array_AddReal(run, (HPDF_REAL)pdf_glyph_width(face, (uint16_t)i));
    }
    return all;
}

static void to_unicode_block(Buf *out, const PdfFace *face, const uint16_t *glyphs, size_t count)
{
    buf_format(out, "%zu beginbfchar\n", count);
    for (size_t i = 0; i < count; i++)
        buf_format(out, "<%04X> <%04X>\n", glyphs[i], (unsigned)face->code_of[glyphs[i]]);
    buf_text(out, "endbfchar\n");
}

/* Glyph → character, so that text can be searched and copied. At most 100 entries a block. */
static HPDF_Dict to_unicode(PdfDoc *doc, const PdfFace *face)
{
    Buf map = { 0 };
    uint16_t block[100];
    size_t count = 0;

    buf_text(&map, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                   "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                   "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                   "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (size_t i = 0; i < face->glyphs; i++) {
        if (!face->code_of[i]) continue;
        block[count++] = (uint16_t)i;
        if (count == COUNT_OF(block)) {
            to_unicode_block(&map, face, block, count);
            count = 0;
        }
    }
    if (count) to_unicode_block(&map, face, block, count);
    buf_text(&map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    HPDF_Dict made = pdf_new_stream(doc, map.data, map.size, true);
    buf_close(&map);
    return made;
}

static HPDF_Dict descriptor(PdfDoc *doc, const PdfFace *face)
{
    HPDF_FontDef def = face->haru;
    HPDF_TTFontDefAttr attr = def->attr;
    HPDF_Dict dict = pdf_new_dict(doc);
    HPDF_Dict data = pdf_new_stream(doc, NULL, 0, true);

    if (pdf_failed(doc)) return NULL;
    if (HPDF_TTFontDef_SaveFontData(def, data->stream) != HPDF_OK) return NULL;
    pdf_put_number(doc, data, "Length1", (int)attr->length1);
    pdf_put(doc, dict, "FontFile2", data);
    pdf_put_name(doc, dict, "Type", "FontDescriptor");
    pdf_put_name(doc, dict, "FontName", attr->base_font);
    pdf_put_number(doc, dict, "Flags", 4); /* glyphs by number: "symbolic" */
    pdf_put_number(doc, dict, "ItalicAngle", 0);
    pdf_put_number(doc, dict, "Ascent", def->ascent);
    pdf_put_number(doc, dict, "Descent", def->descent);
    pdf_put_number(doc, dict, "CapHeight", def->cap_height);
    pdf_put_number(doc, dict, "StemV", def->stemv);
    pdf_put(doc, dict, "FontBBox", HPDF_Box_Array_New(doc->haru->mmgr, def->font_bbox));
    return dict;
}

static HPDF_Dict descendant(PdfDoc *doc, const PdfFace *face, const char *base_font)
{
    HPDF_Dict dict = pdf_new_dict(doc);
    HPDF_Dict system = pdf_failed(doc) ? NULL : HPDF_Dict_New(doc->haru->mmgr);

    pdf_put_name(doc, dict, "Type", "Font");
    pdf_put_name(doc, dict, "Subtype", "CIDFontType2");
    pdf_put_name(doc, dict, "BaseFont", base_font);
    pdf_put(doc, dict, "CIDSystemInfo", system);
    if (!pdf_failed(doc)) {
        pdf_put(doc, system, "Registry", HPDF_String_New(doc->haru->mmgr, "Adobe", NULL));
        pdf_put(doc, system, "Ordering", HPDF_String_New(doc->haru->mmgr, "Identity", NULL));
        pdf_put_number(doc, system, "Supplement", 0);
        pdf_put(doc, dict, "W", widths(doc, face));
    }
    pdf_put_name(doc, dict, "CIDToGIDMap", "Identity");
    pdf_put(doc, dict, "FontDescriptor", descriptor(doc, face));
    return dict;
}

static void face_finish(PdfDoc *doc, PdfFace *face)
{
    HPDF_TTFontDefAttr attr = face->haru->attr;
    HPDF_Array descendants = HPDF_Array_New(doc->haru->mmgr);

    mark_glyphs(face);
    pdf_put_name(doc, face->dict, "Type", "Font");
    pdf_put_name(doc, face->dict, "Subtype", "Type0");
    pdf_put_name(doc, face->dict, "BaseFont", attr->base_font);
    pdf_put_name(doc, face->dict, "Encoding", "Identity-H");
    pdf_put(doc, face->dict, "ToUnicode", to_unicode(doc, face));
    pdf_put(doc, face->dict, "DescendantFonts", descendants);
    HPDF_Dict child = descendant(doc, face, attr->base_font);
    if (descendants && child) HPDF_Array_Add(descendants, child);
}

void pdf_fonts_finish(PdfDoc *doc)
{
    for (int i = 0; i < PDF_FONTS && !pdf_failed(doc); i++) {
        if (doc->faces[i].haru) face_finish(doc, &doc->faces[i]);
    }
}
