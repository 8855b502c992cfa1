/* What frames the chapters: the cover, the contents, and the line at the head and foot of each
 * page. */
#include <math.h>

#include "book/compose.h"
#include "book/type.h"
#include "data/format.h"
#include "report/data_end.h"

#define BAND_TOP_PT 150.0
#define BAND_HIGH_PT 10.0
#define NAME_TOP_PT 236.0
#define FACTS_TOP_PT 620.0
#define FACT_PT 19.0
#define FACT_TERM_PT 92.0

#define ENTRY_CHAPTER_PT 21.0
#define ENTRY_PART_PT 14.0
#define ENTRY_INDENT_PT 18.0
#define ENTRY_NUMBER_PT 60.0 /* kept free for the page's number */
#define ENTRY_LINE_PT 14.0   /* of an entry's height, at its foot */
#define CONTENTS_GAP_PT 33.0

#define HEAD_Y_PT 36.0
#define HEAD_RULE_PT 50.0
#define FOOT_PT 38.0 /* from the page's lower edge */

/* --- the cover -------------------------------------------------------------------------------- */

/* What the band shows: "The revenue by segment: Champions 56%, Regulars 20%". */
static const char *band_says(const BookLayout *layout, double total)
{
    const Segments *segments = layout->report->segments;
    const char *all = "";

    for (size_t i = 0; i < segments->count; i++) {
        double share = fmax(segments->items[i].revenue, 0) / total;
        const char *one = PHRASE(layout->arena, "{segment} {share}",
                                 phrase_text("segment", segments->items[i].label),
                                 phrase_text("share", format_share(share, layout->arena)));
        all = i ? phrase_list(all, one, layout->arena) : one;
    }
    return PHRASE(layout->arena, "The revenue by segment: {segments}",
                  phrase_text("segments", all));
}

/* The revenue of the segments side by side, in their colours: the whole report in one line. */
static void draw_revenue_band(const BookLayout *layout, Scene *scene, Rect box)
{
    const Segments *segments = layout->report->segments;
    double total = 0, x = box.x;

    for (size_t i = 0; segments && i < segments->count; i++)
        total += fmax(segments->items[i].revenue, 0);
    if (!(total > 0)) {
        scene_rect(scene, box, layout->theme->accent);
        return;
    }
    const char *alt = band_says(layout, total);
    scene_tag_figure(scene, tag_figure(alt, layout->within, layout->arena), box);
    for (size_t i = 0; i < segments->count; i++) {
        double width = box.width * fmax(segments->items[i].revenue, 0) / total;
        Rect part = { x, box.y, fmax(width - 1.5, 0), box.height };
        scene_rect(scene, part, theme_segment(layout->theme, segments->items[i].colour));
        x += width;
    }
    scene_end(scene);
}

static double cover_fact(const BookLayout *layout, const Tag *list, BookArt *art, double y,
                         const char *term, const char *text)
{
    const Tag *item = tag_new(TAG_ITEM, list, layout->arena);
    const double left = layout->gaps.side;

    if (!text || !*text) return y;
    book_art_text(art, tag_new(TAG_LABEL, item, layout->arena), BOOK_BODY, book_ink(BOOK_INK_FAINT),
                  ALIGN_START, left, y, term);
    book_art_text(art, tag_new(TAG_BODY, item, layout->arena), BOOK_BODY, book_ink(BOOK_INK),
                  ALIGN_START, left + FACT_TERM_PT, y, text);
    return y + FACT_PT;
}

static const char *basis(const BookLayout *layout)
{
    const Shop *shop = layout->report->shop;

    if (!shop) return NULL;
    return PHRASE(layout->arena,
                  "{customers|# customer|# customers}, {purchases|# purchase|# purchases}",
                  phrase_count("customers", (double)shop->customers.count, layout->arena),
                  phrase_count("purchases", (double)shop->purchases.count, layout->arena));
}

/* Lines of a title on the cover; returns where they end. */
static double cover_title(const BookLayout *layout, BookArt *art, const char *text, BookStyle style,
                          BookInk ink, size_t most, double y)
{
    const TagRole role = style == BOOK_COVER_TITLE ? TAG_TITLE : TAG_PARAGRAPH;
    BookLines lines = book_text_lines(text, true, style, layout->column_pt, layout->arena);

    lines = book_lines_at_most(lines, most, style, layout->column_pt, layout->arena);
    return y + book_lines_tagged(art, book_tag(layout, role), &lines, style, book_ink(ink),
                                 layout->gaps.side, y);
}

/* Whoever opens the book should know at once that it is of an earlier day than expected. */
static double cover_data_end(const BookLayout *layout, BookArt *art, double y)
{
    const Shop *shop = layout->report->shop;
    const char *title = shop ? data_end_title(shop, layout->arena) : NULL;

    if (!title) return y;
    return cover_title(layout, art, title, BOOK_HEADING, BOOK_INK, 2, y);
}

BookPage book_cover(const BookLayout *layout)
{
    const Report *report = layout->report;
    const Tag *facts = book_tag(layout, TAG_LIST);
    const Rect band = { layout->gaps.side, BAND_TOP_PT, layout->column_pt, BAND_HIGH_PT };
    BookPage page = book_page(layout, NULL, false);
    BookArt *art = &page.art;
    char date[NUMBER_TEXT];
    double y = NAME_TOP_PT;

    draw_revenue_band(layout, &art->scene, band);
    y = cover_title(layout, art, report->business, BOOK_SECTION, BOOK_INK_SOFT, 2, y);
    y = cover_title(layout, art, report->title, BOOK_COVER_TITLE, BOOK_INK, 4, y + 10);
    y = cover_data_end(layout, art, y + 16);
    y = fmax(y + 40, FACTS_TOP_PT);
    y = cover_fact(layout, facts, art, y, "As of", day_long(date, report->as_of));
    y = cover_fact(layout, facts, art, y, "Period", report->period);
    y = cover_fact(layout, facts, art, y, "Basis", basis(layout));
    cover_fact(layout, facts, art, y, "Made by", report->generator);
    return page;
}

/* --- the contents ----------------------------------------------------------------------------- */

/* Chapters, the segments' profiles, and the sections of all chapters but the profiles, which are
 * the same for each segment. */
static bool is_listed(const Book *book, size_t i)
{
    if (book->spots.items[i].place->level < 2) return true;
    while (i > 0 && book->spots.items[i].place->level == 2)
        i--;
    return book->spots.items[i].place->level == 0;
}

static void draw_swatch(BookArt *art, Rect box, Rgba colour)
{
    Path swatch = path_open(art->scene.arena);

    path_round_rect(&swatch, box, 2);
    scene_fill(&art->scene, swatch, colour);
}

/* The chapter's or section's name, its page, and the link to it. */
static void add_entry(const BookLayout *layout, const Tag *entry, BookPieces *pieces,
                      const BookSpot *spot, size_t number, size_t front)
{
    const Tag *reference = tag_new(TAG_REFERENCE, entry, layout->arena);
    const Tag *link = tag_new(TAG_LINK, reference, layout->arena);
    const BookPlace *place = spot->place;
    bool chapter = place->level == 0;
    FontWeight weight = chapter ? FONT_SEMIBOLD : FONT_REGULAR;
    double height = chapter ? ENTRY_CHAPTER_PT : ENTRY_PART_PT, width = layout->column_pt;
    double top = height - ENTRY_LINE_PT, indent = chapter ? 0 : ENTRY_INDENT_PT;
    BookPiece *piece = book_piece(pieces, width, height, layout->arena);
    BookArt *art = &piece->art;
    char page[NUMBER_TEXT];

    piece->break_cost = chapter ? 0 : 0.5;
    if (chapter)
        scene_line(&art->scene, (Point){ 0, 3.5 }, (Point){ width, 3.5 }, layout->theme->grid, 0.5);
    if (place->colour.a) draw_swatch(art, (Rect){ 1, top + 3, 8, 8 }, place->colour);
    Label label = { .x = indent, .y = top + 10, .weight = weight };
    label.size_pt = BOOK_TYPE[BOOK_BODY].size_pt;
    label.colour = book_ink(chapter ? BOOK_INK : BOOK_INK_SOFT);
    label.text =
        font_shorten(weight, label.size_pt, font_showable(weight, place->title, layout->arena),
                     width - indent - ENTRY_NUMBER_PT, layout->arena);
    scene_tag(&art->scene, link);
    scene_label(&art->scene, label);
    number_fixed(page, (double)(spot->page + front) + 1, 0);
    label.text = arena_text(layout->arena, page);
    label.x = width;
    label.align = ALIGN_END;
    scene_label(&art->scene, label);
    scene_end(&art->scene);
    book_art_link(art, (BookLink){ { 0, top, width, 14 }, NULL, NULL, link, number });
}

BookPieces book_contents(const BookLayout *layout, const Book *book, size_t front)
{
    BookPieces pieces = { 0 };
    BookPiece *title =
        book_piece(&pieces, layout->column_pt, BOOK_TYPE[BOOK_TITLE].leading_pt, layout->arena);

    const Tag *contents = book_tag(layout, TAG_CONTENTS), *parts = contents;

    book_art_text(&title->art, book_tag(layout, TAG_TITLE), BOOK_TITLE, book_ink(BOOK_INK),
                  ALIGN_START, 0, 0, "Contents");
    title->below_pt = CONTENTS_GAP_PT;
    title->keep_next = true;
    bool chapter_above = false;
    for (size_t i = 0; i < book->spots.count; i++) {
        if (!is_listed(book, i)) continue;
        const BookSpot *spot = &book->spots.items[i];
        /* A chapter's entry goes with those of its first parts. */
        if (chapter_above && spot->place->level > 0)
            pieces.items[pieces.count - 1]->keep_next = true;
        const bool chapter = spot->place->level == 0;
        const Tag *entry = tag_new(TAG_ENTRY, chapter ? contents : parts, layout->arena);
        add_entry(layout, entry, &pieces, spot, i, front);
        if (chapter) parts = tag_new(TAG_CONTENTS, entry, layout->arena);
        chapter_above = chapter;
    }
    return pieces;
}

/* --- heads and feet --------------------------------------------------------------------------- */

/* Business and title, as far as there is room. */
static const char *head_text(const BookLayout *layout, double room)
{
    const Report *report = layout->report;
    const char *title = report->title ? report->title : "";
    const char *text =
        report->business && *report->business
            ? PHRASE(layout->arena, "{business} · {title}",
                     phrase_text("business", report->business), phrase_text("title", title))
            : title;

    text = font_showable(FONT_REGULAR, text, layout->arena);
    return font_shorten(FONT_REGULAR, BOOK_TYPE[BOOK_SMALL].size_pt, text, room, layout->arena);
}

static void draw_head(const BookLayout *layout, BookPage *page, size_t number, size_t count)
{
    BookArt *art = &page->art;
    const double size = BOOK_TYPE[BOOK_SMALL].size_pt, left = layout->gaps.side;
    double right = art->scene.width_pt - left, foot = art->scene.height_pt - FOOT_PT;
    double half = (right - left) / 2 - 10;
    Rgba faint = book_ink(BOOK_INK_FAINT);
    char date[NUMBER_TEXT];
    const Tag *at_head = tag_new(TAG_PAGE_HEAD, NULL, layout->arena);
    const Tag *at_foot = tag_new(TAG_PAGE_FOOT, NULL, layout->arena);

    book_art_text(art, at_head, BOOK_SMALL, faint, ALIGN_START, left, HEAD_Y_PT,
                  head_text(layout, half));
    const char *chapter = font_showable(FONT_REGULAR, page->chapter, layout->arena);
    chapter = font_shorten(FONT_REGULAR, size, chapter, half, layout->arena);
    book_art_text(art, at_head, BOOK_SMALL, faint, ALIGN_END, right, HEAD_Y_PT, chapter);
    scene_line(&art->scene, (Point){ left, HEAD_RULE_PT }, (Point){ right, HEAD_RULE_PT },
               layout->theme->grid, 0.5);
    book_art_text(art, at_foot, BOOK_SMALL, faint, ALIGN_START, left, foot,
                  PHRASE(layout->arena, "As of {date}",
                         phrase_text("date", day_long(date, layout->report->as_of))));
    book_art_text(art, at_foot, BOOK_SMALL, faint, ALIGN_END, right, foot,
                  PHRASE(layout->arena, "Page {page} of {pages}",
                         phrase_count("page", (double)number, layout->arena),
                         phrase_count("pages", (double)count, layout->arena)));
}

void book_add_heads(Book *book, const BookLayout *layout)
{
    for (size_t i = 0; i < book->pages.count; i++) {
        if (book->pages.items[i].chapter)
            draw_head(layout, &book->pages.items[i], i + 1, book->pages.count);
    }
}
