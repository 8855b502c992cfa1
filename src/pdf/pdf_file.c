/* The file: libharu's objects as it writes them; ours behind them, compressed many at a time
 * (object streams, ISO 32000-1, 7.5.7), because thousands of small ones would make the file large;
 * and one cross-reference stream (7.5.8) over both, in place of libharu's table. */
#include <string.h>

#include "pdf/pdf_private.h"

#define OBJECTS_A_STREAM 256
#define ENTRY_BYTES 7 /* 1 for the kind, 4 for the place, 2 for the place in a stream */

/* --- libharu's part --------------------------------------------------------------------------- */

static void read_out(Buf *out, PdfDoc *doc)
{
    HPDF_UINT32 size = HPDF_GetStreamSize(doc->haru);

    HPDF_ResetStream(doc->haru);
    while (size && !pdf_failed(doc)) {
        HPDF_UINT32 got = size;
        char *place = buf_reserve(out, size);
        HPDF_STATUS code = HPDF_ReadFromStream(doc->haru, (HPDF_BYTE *)place, &got);
        if (code != HPDF_OK && code != HPDF_STREAM_EOF) return;
        if (!got) return;
        out->size += got;
        size -= got < size ? got : size;
    }
}

/* Without its table and trailer. */
static void write_objects(Buf *out, PdfDoc *doc)
{
    HPDF_SaveToStream(doc->haru);
    if (pdf_failed(doc)) return;
    read_out(out, doc);
    size_t end = doc->haru->xref->addr;
    if (pdf_failed(doc) || end + 4 > out->size || memcmp(out->data + end, "xref", 4) != 0) {
        pdf_fail(doc, ERR_BUG, "the PDF library did not write its objects");
        return;
    }
    out->size = end;
}

/* --- compressed streams ----------------------------------------------------------------------- */

static void put_deflated(Buf *out, PdfDoc *doc, const Buf *data)
{
    HPDF_Stream from = HPDF_MemStream_New(doc->haru->mmgr, (HPDF_UINT)data->size + 1);
    HPDF_Stream to = HPDF_MemStream_New(doc->haru->mmgr, 65536);

    if (from && to &&
        HPDF_Stream_Write(from, (HPDF_BYTE *)data->data, (HPDF_UINT)data->size) == HPDF_OK &&
        HPDF_Stream_WriteToStream(from, to, HPDF_STREAM_FILTER_FLATE_DECODE, NULL) == HPDF_OK) {
        for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(to); i++) {
            HPDF_UINT size = 0;
            const HPDF_BYTE *part = HPDF_MemStream_GetBufPtr(to, i, &size);
            buf_put(out, part, size);
        }
    }
    if (from) HPDF_Stream_Free(from);
    if (to) HPDF_Stream_Free(to);
}

/* `dictionary` without what says how long it is and how it is compressed. */
static void put_stream(Buf *out, PdfDoc *doc, size_t id, const char *dictionary, const Buf *data)
{
    Buf packed = { 0 };

    put_deflated(&packed, doc, data);
    buf_format(out, "%zu 0 obj\n<<%s/Filter/FlateDecode/Length %zu>>\nstream\r\n", id, dictionary,
               packed.size);
    buf_put(out, packed.data, packed.size);
    buf_text(out, "\nendstream\nendobj\n");
    buf_close(&packed);
}

/* --- the cross-reference stream --------------------------------------------------------------- */

static void put_entry(Buf *out, int kind, size_t place, size_t within)
{
    const size_t parts[ENTRY_BYTES] = { (size_t)kind, place >> 24, place >> 16, place >> 8,
                                        place,        within >> 8, within };

    for (int i = 0; i < ENTRY_BYTES; i++)
        buf_char(out, (char)parts[i]);
}

static void put_haru_entries(Buf *out, const PdfDoc *doc)
{
    HPDF_Xref xref = doc->haru->xref;

    put_entry(out, 0, 0, 65535);
    for (HPDF_UINT i = 1; i < xref->entries->count; i++)
        put_entry(out, 1, HPDF_Xref_GetEntry(xref, i)->byte_offset, 0);
}

/* Each row as its difference to the one above it (the PNG filter "up"), which compresses well. */
static Buf as_differences(const Buf *rows)
{
    Buf out = { 0 };

    for (size_t i = 0; i < rows->size; i++) {
        if (i % ENTRY_BYTES == 0) buf_char(&out, 2);
        buf_char(&out, (char)(rows->data[i] - (i < ENTRY_BYTES ? 0 : rows->data[i - ENTRY_BYTES])));
    }
    return out;
}

/* The first half of the pages' digest: the same book, the same name. */
static void put_id(Buf *out, PdfDoc *doc)
{
    Sha256 digest;
    Buf hex = { 0 };

    if (doc->info.title) sha256_add(&doc->digest, doc->info.title, strlen(doc->info.title));
    digest = sha256_end(&doc->digest);
    sha256_hex(&hex, &digest);
    buf_format(out, "/ID[<%.32s><%.32s>]", hex.data, hex.data);
    buf_close(&hex);
}

static void put_references(Buf *out, PdfDoc *doc, const Buf *entries, size_t id)
{
    Buf packed = as_differences(entries), dictionary = { 0 };
    size_t at = out->size;

    buf_format(&dictionary, "/Type/XRef/Size %zu/W[1 4 2]/Root %zu 0 R/Info %zu 0 R", id + 1,
               pdf_object_id(doc->haru->catalog), pdf_object_id(doc->haru->info));
    put_id(&dictionary, doc);
    buf_format(&dictionary, "/DecodeParms<</Predictor 12/Columns %d>>", ENTRY_BYTES);
    put_stream(out, doc, id, dictionary.data, &packed);
    buf_format(out, "startxref\n%zu\n%%%%EOF\n", at);
    buf_close(&packed);
    buf_close(&dictionary);
}

/* --- the whole -------------------------------------------------------------------------------- */

/* The objects from..to-1 in a stream of their own. */
static void put_objects(Buf *out, PdfDoc *doc, const PdfTexts *own, size_t from, size_t to,
                        size_t id)
{
    const size_t *starts = own->starts.items, base = starts[from];
    size_t end = to < own->starts.count ? starts[to] : own->text.size;
    Buf data = { 0 };

    for (size_t i = from; i < to; i++)
        buf_format(&data, "%zu %zu ", doc->tree_id + i, starts[i] - base);
    const char *dictionary =
        arena_format(&doc->arena, "/Type/ObjStm/N %zu/First %zu", to - from, data.size);
    buf_put(&data, own->text.data + base, end - base);
    put_stream(out, doc, id, dictionary, &data);
    buf_close(&data);
}

void pdf_file_write(Buf *out, PdfDoc *doc)
{
    PdfTexts own = { 0 };
    Buf entries = { 0 }, streams = { 0 };

    if (pdf_failed(doc)) return;
    write_objects(out, doc);
    if (pdf_failed(doc)) return;
    pdf_tree_write(&own, doc);
    put_haru_entries(&entries, doc);
    const size_t count = own.starts.count;
    size_t id = doc->tree_id + count;
    for (size_t from = 0; from < count; from += OBJECTS_A_STREAM, id++) {
        size_t to = from + OBJECTS_A_STREAM < count ? from + OBJECTS_A_STREAM : count;
        for (size_t i = from; i < to; i++)
            put_entry(&entries, 2, id, i - from);
        put_entry(&streams, 1, out->size, 0);
        put_objects(out, doc, &own, from, to, id);
    }
    put_entry(&streams, 1, out->size, 0); /* of the cross-reference stream itself */
    buf_put(&entries, streams.data, streams.size);
    put_references(out, doc, &entries, id);
    buf_close(&own.text);
    buf_close(&entries);
    buf_close(&streams);
}
