/* Every chart over easy and nasty data, as PNG files, one PDF and an index page: how people judge a
 * change to the drawing. */
#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "chart/gallery.h"
#include "text/template.h"

typedef struct GalleryWork {
    const char *folder;
    PdfDoc *book;
    Buf index;
    Arena *arena;
} GalleryWork;

static Status draw_png(const GalleryWork *w, const Scene *scene, const char *name, Err *err)
{
    Buf png = { 0 };
    Status s = paint_png(&png, scene, PAINT_DEFAULT_DPI, err);

    if (!s) s = file_write(path_join(w->arena, w->folder, name), png.data, png.size, err);
    buf_close(&png);
    return s;
}

static Status draw_page(const GalleryWork *w, const Scene *scene, const char *title, Err *err)
{
    PdfPage *page;
    Status s;

    s = pdf_page_begin(&page, w->book, scene->width_pt + 40, scene->height_pt + 40, err);
    if (s) return s;
    pdf_bookmark(w->book, 0, title, pdf_page_count(w->book) - 1, 0);
    Rect box = { 20, 20, scene->width_pt, scene->height_pt };
    if ((s = paint_pdf(page, scene, box, err))) return s;
    return pdf_page_end(page, err);
}

static void list_chart(GalleryWork *w, const GalleryChart *chart, const Scene *scene,
                       const char *name)
{
    buf_text(&w->index, "<figure>\n<img loading=\"lazy\" src=\"");
    html_escape(&w->index, name);
    buf_format(&w->index, "\" width=\"%.0f\" height=\"%.0f\" alt=\"", scene->width_pt,
               scene->height_pt);
    html_escape(&w->index, scene->alt ? scene->alt : "");
    buf_text(&w->index, "\">\n<figcaption>");
    html_escape(&w->index, chart_kind_name(chart->spec.kind));
    buf_text(&w->index, ": ");
    html_escape(&w->index, chart->what);
    buf_text(&w->index, "</figcaption>\n</figure>\n");
}

static Status draw_one(GalleryWork *w, const GalleryChart *chart, const Theme *theme, Err *err)
{
    const char *name = arena_format(w->arena, "%s-%s.png", chart->spec.slug, theme->name);
    Scene scene;
    Status s;

    if ((s = chart_draw(&scene, &chart->spec, theme, w->arena, err))) return s;
    if ((s = draw_png(w, &scene, name, err))) return s;
    list_chart(w, chart, &scene, name);
    return theme == &THEME_LIGHT ? draw_page(w, &scene, chart->spec.slug, err) : OK;
}

/* Easy cases in both themes, the nasty ones in the light one. */
static Status draw_all(GalleryWork *w, Err *err)
{
    Gallery gallery = gallery_make(w->arena);
    Status s = OK;

    for (size_t i = 0; i < gallery.count && !s; i++) {
        ArenaMark mark = arena_mark(w->arena);
        s = draw_one(w, &gallery.items[i], &THEME_LIGHT, err);
        if (!s && gallery.items[i].which == GALLERY_EASY) {
            s = draw_one(w, &gallery.items[i], &THEME_DARK, err);
        }
        if (s) s = err_context(err, "while drawing %s", gallery.items[i].spec.slug);
        arena_release(w->arena, mark);
    }
    return s;
}

static Status write_files(GalleryWork *w, Err *err)
{
    Buf pdf = { 0 };
    Status s = pdf_finish(&pdf, w->book, err);

    if (!s) {
        s = file_write(path_join(w->arena, w->folder, "gallery.pdf"), pdf.data, pdf.size, err);
    }
    if (!s) {
        s = file_write(path_join(w->arena, w->folder, "index.html"), w->index.data, w->index.size,
                       err);
    }
    buf_close(&pdf);
    return s;
}

Status command_gallery(const Options *options, Arena *arena, Err *err)
{
    const PdfInfo info = { .title = "Gallery of charts", .language = "en", .creator = "clientele" };
    const Bytes fonts[PDF_FONTS] = { embedded_file("assets/fonts/Inter-Regular.ttf"),
                                     embedded_file("assets/fonts/Inter-SemiBold.ttf") };
    GalleryWork w = { .folder = options->out, .arena = arena };
    Status s;

    if ((s = folder_make(options->out, err))) return s;
    if ((s = pdf_open(&w.book, &info, fonts, err))) return s;
    buf_text(&w.index, "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                       "<title>Gallery of charts</title>\n<h1>Gallery of charts</h1>\n");
    s = draw_all(&w, err);
    if (!s) s = write_files(&w, err);
    pdf_close(w.book);
    buf_close(&w.index);
    if (!s) puts(options->out);
    return s;
}
