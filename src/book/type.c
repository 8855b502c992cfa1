/* The book's type as a table, and lines of it as ink. */
#include "book/type.h"

#include "draw/theme.h"

const BookType BOOK_TYPE[BOOK_STYLES] = {
    [BOOK_COVER_TITLE] = { FONT_SEMIBOLD, 38, 44, BOOK_INK },
    [BOOK_TITLE] = { FONT_SEMIBOLD, 24, 29, BOOK_INK },
    [BOOK_SECTION] = { FONT_SEMIBOLD, 15, 19, BOOK_INK },
    [BOOK_HEADING] = { FONT_SEMIBOLD, 11, 15, BOOK_INK },
    [BOOK_LEAD] = { FONT_REGULAR, 11, 16, BOOK_INK_SOFT },
    [BOOK_BODY] = { FONT_REGULAR, 9.5, 14, BOOK_INK },
    [BOOK_LIST] = { FONT_REGULAR, 8.5, 12, BOOK_INK },
    [BOOK_TABLE] = { FONT_REGULAR, 8.5, 12, BOOK_INK },
    [BOOK_TABLE_HEAD] = { FONT_SEMIBOLD, 8.5, 11, BOOK_INK_SOFT },
    [BOOK_CAPTION] = { FONT_REGULAR, 8.5, 12, BOOK_INK_SOFT },
    [BOOK_SMALL] = { FONT_REGULAR, 8.5, 12, BOOK_INK_FAINT },
    [BOOK_VALUE] = { FONT_SEMIBOLD, 18, 22, BOOK_INK },
    [BOOK_NUMBER] = { FONT_SEMIBOLD, 22, 26, BOOK_INK },
};

Rgba book_ink(BookInk ink)
{
    switch (ink) {
    case BOOK_INK: return THEME_LIGHT.ink;
    case BOOK_INK_SOFT: return THEME_LIGHT.ink_soft;
    case BOOK_INK_FAINT: return THEME_LIGHT.ink_faint;
    case BOOK_INK_ACCENT: return THEME_LIGHT.accent;
    }
    return THEME_LIGHT.ink;
}

/* --- ink -------------------------------------------------------------------------------------- */

double book_lines_height(const BookLines *lines, BookStyle style)
{
    return (double)lines->count * BOOK_TYPE[style].leading_pt;
}

/* The baseline of a line whose box begins at y: the letters' height stands in its middle. */
static double baseline(BookStyle style, double y)
{
    const BookType *type = &BOOK_TYPE[style];
    FontMetrics font = font_metrics(type->weight);

    return y + type->leading_pt / 2 + font.cap_height * type->size_pt / 2;
}

double book_lines_draw(BookArt *art, const BookLines *lines, BookStyle style, Rgba colour, double x,
                       double y)
{
    const BookType *type = &BOOK_TYPE[style];
    Arena *arena = art->scene.arena;

    for (size_t i = 0; i < lines->count; i++) {
        const BookLine *line = &lines->items[i];
        double top = y + (double)i * type->leading_pt;
        for (size_t j = 0; j < line->count; j++) {
            const BookSpan *span = &line->items[j];
            bool linked = span->run->uri || span->run->path;
            const Tag *tag = linked ? tag_keyed(TAG_LINK, NULL, span->run, arena) : span->run->tag;
            if (tag) scene_tag(&art->scene, tag);
            scene_label(&art->scene,
                        (Label){ .text = span->text,
                                 .x = x + span->x_pt,
                                 .y = baseline(style, top),
                                 .size_pt = type->size_pt,
                                 .weight = span->run->strong ? FONT_SEMIBOLD : type->weight,
                                 .word_space_pt = line->word_space_pt,
                                 .joined = span->joined,
                                 .colour = linked ? book_ink(BOOK_INK_ACCENT) : colour });
            if (tag) scene_end(&art->scene);
            if (!linked) continue;
            Rect at = { x + span->x_pt, top, span->width_pt, type->leading_pt };
            book_art_link(art,
                          (BookLink){ at, span->run->uri, span->run->path, tag, BOOK_NO_SPOT });
        }
    }
    return book_lines_height(lines, style);
}

double book_lines_tagged(BookArt *art, const Tag *tag, const BookLines *lines, BookStyle style,
                         Rgba colour, double x, double y)
{
    if (!lines->count) return 0;
    scene_tag(&art->scene, tag);
    double height = book_lines_draw(art, lines, style, colour, x, y);
    scene_end(&art->scene);
    return height;
}

double book_art_text(BookArt *art, const Tag *tag, BookStyle style, Rgba colour, Align align,
                     double x, double y, const char *text)
{
    const BookType *type = &BOOK_TYPE[style];
    const char *shown = font_showable(type->weight, text, art->scene.arena);

    scene_tag(&art->scene, tag);
    scene_label(&art->scene, (Label){ .text = shown,
                                      .x = x,
                                      .y = baseline(style, y),
                                      .size_pt = type->size_pt,
                                      .weight = type->weight,
                                      .align = align,
                                      .colour = colour });
    scene_end(&art->scene);
    return font_width(type->weight, type->size_pt, shown);
}
