/* Text and numbers of any kind on a PDF page: a file or an error, never a crash; and what is
 * written ends as a PDF ends. The first bytes choose size, place and turn, the rest is the text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static PdfDoc *begin(const char *title)
{
    const Bytes fonts[PDF_FONTS] = { embedded_file("assets/fonts/Inter-Regular.ttf"),
                                     embedded_file("assets/fonts/Inter-SemiBold.ttf") };
    PdfDoc *doc = NULL;
    Err err = { 0 };

    if (pdf_open(&doc, &(PdfInfo){ .title = title, .author = title }, fonts, &err)) abort();
    return doc;
}

static void draw(PdfPage *page, const double at[5], const char *text)
{
    const PdfColour ink = { 1, 2, 3, (uint8_t)text[0] };
    const PdfPen pen = { .colour = ink,
                         .width_pt = at[0],
                         .miter_limit = at[1],
                         .dash_pt = { at[2], at[3] },
                         .dashes = 2,
                         .dash_phase_pt = at[4] };

    pdf_text(page, PDF_REGULAR, at[0], at[1], at[2], at[3], 0, ink, text);
    pdf_text(page, PDF_SEMIBOLD, at[1], at[2], at[3], 0, at[4], ink, text);
    pdf_transform(page, at[4], at[0], at[1]);
    pdf_move(page, at[0], at[1]);
    pdf_curve(page, at[0], at[1], at[2], at[3], at[4], at[0]);
    pdf_stroke(page, &pen);
    const PdfLinkPlace place = {
        .x = at[0], .y = at[1], .width = at[2], .height = at[3], .says = text
    };
    pdf_link_uri(page, &place, text);
    pdf_link_page(page, &place, 0, at[4]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    double at[5];
    Buf text = { 0 }, file = { 0 };
    Err err = { 0 };
    PdfPage *page;

    if (size < sizeof at) return 0;
    memcpy(at, data, sizeof at);
    buf_put(&text, data + sizeof at, size - sizeof at);
    PdfDoc *doc = begin(text.data);
    if (pdf_page_begin(&page, doc, 595, 842, &err)) abort();
    draw(page, at, text.data);
    pdf_bookmark(doc, 0, text.data, 0, at[0]);
    if (pdf_page_end(page, &err)) abort();
    if (pdf_finish(&file, doc, &err)) abort();
    if (file.size < 100 || memcmp(file.data, "%PDF-1.7", 8) != 0) abort();
    pdf_close(doc);
    buf_close(&file);
    buf_close(&text);
    return 0;
}
