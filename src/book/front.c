/* What frames the chapters: the cover, the contents, and the line at the head and foot of each
 * page. */
#include <math.h>

#include "book/private.h"

#define ENTRY_CHAPTER_PT 25.0
#define ENTRY_PART_PT 17.0
#define CONTENTS_TITLE_PT 62.0
#define ENTRY_CLOSEST 0.72 /* of the entries' heights */

/* --- the cover -------------------------------------------------------------------------------- */

/* The revenue of the segments side by side, in their colours: the whole report in one line. */
static void draw_revenue_band(const Book *book, Scene *scene, Rect box)
{
    const Segments *segments = book->report->segments;
    double total = 0, x = box.x;

    for (size_t i = 0; segments && i < segments->count; i++)
        total += fmax(segments->items[i].revenue, 0);
    if (!(total > 0)) {
        scene_rect(scene, box, book->theme->accent);
        return;
    }
    for (size_t i = 0; i < segments->count; i++) {
        double width = box.width * fmax(segments->items[i].revenue, 0) / total;
        Rect part = { x, box.y, fmax(width - 1.5, 0), box.height };
        scene_rect(scene, part, theme_segment(book->theme, segments->items[i].colour));
        x += width;
    }
}

static double cover_fact(BookArt *art, double y, const char *term, const char *text)
{
    if (!text || !*text) return y;
    book_art_text(art, BOOK_BODY, book_ink(BOOK_INK_FAINT), ALIGN_START, BOOK_SIDE_PT, y, term);
    book_art_text(art, BOOK_BODY, book_ink(BOOK_INK), ALIGN_START, BOOK_SIDE_PT + 92, y, text);
    return y + 19;
}

static const char *basis(const Book *book)
{
    const Shop *shop = book->report->shop;
    char customers[NUMBER_TEXT], purchases[NUMBER_TEXT];

    if (!shop) return NULL;
    number_grouped(customers, (double)shop->customers.count, 0);
    number_grouped(purchases, (double)shop->purchases.count, 0);
    return arena_format(book->arena, "%s customers, %s purchases", customers, purchases);
}

void book_cover(Book *book)
{
    const Report *report = book->report;
    BookArt *art = &book_page(book, NULL, false)->art;
    char date[NUMBER_TEXT];
    double y = 236;

    draw_revenue_band(book, &art->scene, (Rect){ BOOK_SIDE_PT, 150, book->column_pt, 10 });
    BookLines business =
        book_text_lines(report->business, true, BOOK_SECTION, book->column_pt, book->arena);
    business = book_lines_at_most(business, 2, BOOK_SECTION, book->column_pt, book->arena);
    y += book_lines_draw(art, &business, BOOK_SECTION, book_ink(BOOK_INK_SOFT), BOOK_SIDE_PT, y);
    BookLines title =
        book_text_lines(report->title, true, BOOK_COVER_TITLE, book->column_pt, book->arena);
    title = book_lines_at_most(title, 4, BOOK_COVER_TITLE, book->column_pt, book->arena);
    y += 10;
    y += book_lines_draw(art, &title, BOOK_COVER_TITLE, book_ink(BOOK_INK), BOOK_SIDE_PT, y);
    y = fmax(y + 40, 620);
    y = cover_fact(art, y, "As of", day_long(date, report->as_of));
    y = cover_fact(art, y, "Period", report->period);
    y = cover_fact(art, y, "Basis", basis(book));
    cover_fact(art, y, "Made by", report->generator);
}

/* --- the contents ----------------------------------------------------------------------------- */

/* Chapters, the segments' profiles, and the sections of all chapters but the profiles, which are
 * the same for each segment. */
static bool is_listed(const Book *book, size_t i)
{
    if (book->anchors.items[i].level < 2) return true;
    while (i > 0 && book->anchors.items[i].level == 2)
        i--;
    return book->anchors.items[i].level == 0;
}

static double natural_height(const BookAnchor *anchor)
{
    return anchor->level == 0 ? ENTRY_CHAPTER_PT : ENTRY_PART_PT;
}

/* How close the entries stand: a little closer, where a few would be left for a page of their own.
 */
static double closeness(const Book *book)
{
    double room = book_page_room(book) - CONTENTS_TITLE_PT, height = 0;

    for (size_t i = 0; i < book->anchors.count; i++) {
        if (is_listed(book, i)) height += natural_height(&book->anchors.items[i]);
    }
    return height > room && room / height > ENTRY_CLOSEST ? room / height - 1e-6 : 1;
}

static double entry_height(const Book *book, const BookAnchor *anchor)
{
    return natural_height(anchor) * closeness(book);
}

/* The page of the contents, from 0, and the y of the entry after `y`. */
static double next_entry(const Book *book, double y, const BookAnchor *anchor, size_t *page)
{
    if (y + entry_height(book, anchor) > book->height_pt - BOOK_BOTTOM_PT) {
        ++*page;
        return BOOK_TOP_PT;
    }
    return y;
}

size_t book_contents_pages(const Book *book)
{
    double y = BOOK_TOP_PT + CONTENTS_TITLE_PT;
    size_t page = 0;

    for (size_t i = 0; i < book->anchors.count; i++) {
        if (!is_listed(book, i)) continue;
        y = next_entry(book, y, &book->anchors.items[i], &page);
        y += entry_height(book, &book->anchors.items[i]);
    }
    return page + 1;
}

static void draw_entry(Book *book, BookArt *art, size_t i, double y)
{
    const BookAnchor *anchor = &book->anchors.items[i];
    bool chapter = anchor->level == 0;
    double indent = chapter ? 0 : 18, right = BOOK_SIDE_PT + book->column_pt;
    double height = entry_height(book, anchor), top = y + height - 14.5;
    FontWeight weight = chapter ? FONT_SEMIBOLD : FONT_REGULAR;
    char number[NUMBER_TEXT];

    if (anchor->page == SIZE_MAX) return;
    if (chapter) {
        scene_line(&art->scene, (Point){ BOOK_SIDE_PT, y + 6 }, (Point){ right, y + 6 },
                   book->theme->grid, 0.5);
    }
    if (anchor->colour.a) {
        Path swatch = path_open(book->arena);
        path_round_rect(&swatch, (Rect){ BOOK_SIDE_PT + 1, top + 3, 8, 8 }, 2);
        scene_fill(&art->scene, swatch, anchor->colour);
    }
    const char *title = font_showable(weight, anchor->title, book->arena);
    title = font_shorten(weight, 9.5, title, book->column_pt - indent - 60, book->arena);
    Label label = { .text = title,
                    .x = BOOK_SIDE_PT + indent,
                    .y = top + 10,
                    .size_pt = 9.5,
                    .weight = weight,
                    .colour = book_ink(chapter ? BOOK_INK : BOOK_INK_SOFT) };
    scene_label(&art->scene, label);
    label.text = number_fixed(number, (double)anchor->page + 1, 0);
    label.x = right;
    label.align = ALIGN_END;
    scene_label(&art->scene, label);
    book_art_link(art, (BookLink){ { BOOK_SIDE_PT, top, book->column_pt, 14 }, NULL, NULL, i });
}

void book_contents(Book *book, size_t first_page)
{
    double y = BOOK_TOP_PT + CONTENTS_TITLE_PT;
    size_t page = 0;

    book_art_text(&book->pages.items[first_page]->art, BOOK_TITLE, book_ink(BOOK_INK), ALIGN_START,
                  BOOK_SIDE_PT, BOOK_TOP_PT, "Contents");
    for (size_t i = 0; i < book->anchors.count; i++) {
        if (!is_listed(book, i)) continue;
        y = next_entry(book, y, &book->anchors.items[i], &page);
        draw_entry(book, &book->pages.items[first_page + page]->art, i, y);
        y += entry_height(book, &book->anchors.items[i]);
    }
}

/* --- heads and feet --------------------------------------------------------------------------- */

static void draw_head(Book *book, BookPage *page, size_t number)
{
    BookArt *art = &page->art;
    double right = art->scene.width_pt - BOOK_SIDE_PT, foot = art->scene.height_pt - 38;
    double half = (right - BOOK_SIDE_PT) / 2 - 10;
    Rgba faint = book_ink(BOOK_INK_FAINT);
    const Report *report = book->report;
    const char *title = report->title ? report->title : "";
    const char *left = report->business && *report->business
                           ? arena_format(book->arena, "%s · %s", report->business, title)
                           : title;
    char date[NUMBER_TEXT];

    left = font_showable(FONT_REGULAR, left, book->arena);
    left = font_shorten(FONT_REGULAR, 7.5, left, half, book->arena);
    book_art_text(art, BOOK_SMALL, faint, ALIGN_START, BOOK_SIDE_PT, 36, left);
    const char *chapter = font_showable(FONT_REGULAR, page->chapter, book->arena);
    chapter = font_shorten(FONT_REGULAR, 7.5, chapter, half, book->arena);
    book_art_text(art, BOOK_SMALL, faint, ALIGN_END, right, 36, chapter);
    scene_line(&art->scene, (Point){ BOOK_SIDE_PT, 50 }, (Point){ right, 50 }, book->theme->grid,
               0.5);
    book_art_text(art, BOOK_SMALL, faint, ALIGN_START, BOOK_SIDE_PT, foot,
                  arena_format(book->arena, "As of %s", day_long(date, report->as_of)));
    book_art_text(art, BOOK_SMALL, faint, ALIGN_END, right, foot,
                  arena_format(book->arena, "Page %zu of %zu", number, book->pages.count));
}

void book_running_heads(Book *book)
{
    for (size_t i = 0; i < book->pages.count; i++) {
        if (book->pages.items[i]->chapter) draw_head(book, book->pages.items[i], i + 1);
    }
}
