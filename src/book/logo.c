/* The business's own mark on the cover. */
#include <math.h>

#include "book/logo.h"

#define LOGO_BYTES_MAX ((size_t)8 * 1024 * 1024)
#define LOGO_WIDE_PT 190.0
#define LOGO_HIGH_PT 64.0
#define LOGO_FOOT_PT 126.0 /* it stands on this, above the band */

Status book_read_logo(Pixels *out, const char *path, Arena *arena, Err *err)
{
    Bytes png;
    Status s;

    s = file_read(&png, path, LOGO_BYTES_MAX, arena, err);
    if (s) return err_context(err, "--logo");
    s = paint_read_png(out, png, LOGO_SIDE_MAX, arena, err);
    return s ? err_context(err, "--logo: %.200s", path) : OK;
}

static PdfElement *figure(PdfPage *page, const BookLayout *layout)
{
    const char *business = layout->report->business;
    const char *alt = PHRASE(layout->arena, "Logo of {business}",
                             phrase_text("business", business ? business : ""));

    return pdf_element_new(pdf_page_doc(page), NULL, NULL,
                           &(PdfTag){ .type = "Figure", .alt = alt });
}

/* As large as its place allows; a PDF wants three bytes a pixel. */
void book_ink_logo(PdfPage *page, const BookLayout *layout, const Pixels *logo)
{
    size_t count = logo->width * logo->height;

    if (!logo->rgba || !count) return;
    uint8_t *rgb = arena_alloc(layout->arena, 3 * count, 1);
    for (size_t i = 0; i < count; i++) {
        for (size_t c = 0; c < 3; c++)
            rgb[3 * i + c] = logo->rgba[4 * i + c];
    }
    double wide = (double)logo->width, high = (double)logo->height;
    double scale = fmin(LOGO_WIDE_PT / wide, LOGO_HIGH_PT / high);
    double x = layout->gaps.side, y = LOGO_FOOT_PT - scale * high;
    PdfElement *element = figure(page, layout);
    pdf_element_box(element, page, x, y, scale * wide, scale * high);
    pdf_tag_open(page, element);
    pdf_image(page, rgb, logo->width, logo->height, x, y, scale * wide, scale * high);
    pdf_tag_close(page);
}
