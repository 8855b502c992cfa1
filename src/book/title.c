/* Titles of chapters and sections, leads, headings, captions. */
#include <math.h>

#include "book/blocks.h"
#include "data/format.h"
#include "draw/icon.h"

#define ICON_PT 34.0
#define ICON_GAP_PT 14.0
#define LEAD_LINES 3 /* of a segment's, beside its badge */

static const BookPlace *place_of(const BookLayout *layout, BookPlace place)
{
    BookPlace *kept = ARENA_NEW(layout->arena, BookPlace);

    *kept = place;
    return kept;
}

/* --- lines ------------------------------------------------------------------------------------ */

BookPieces book_text(const BookLayout *layout, const Tag *tag, const BookLines *lines,
                     BookStyle style, Rgba colour, double indent_pt, double width_pt)
{
    BookPieces pieces = { 0 };

    for (size_t i = 0; i < lines->count; i++) {
        BookPiece *piece =
            book_piece(&pieces, width_pt, BOOK_TYPE[style].leading_pt, layout->arena);
        const BookLines one = { &lines->items[i], 1 };
        book_lines_tagged(&piece->art, tag, &one, style, colour, indent_pt, 0);
        piece->break_cost = i ? 1 : 0.4;
        /* Neither a first nor a last line stands alone on a page. */
        piece->keep_next = (i == 0 && lines->count > 1) || (i + 2 == lines->count);
    }
    return pieces;
}

/* Stays with what follows. */
static BookPieces title_lines(const BookLayout *layout, TagRole role, const char *text,
                              BookStyle style, double width_pt)
{
    const bool strong = role != TAG_PARAGRAPH;
    BookLines lines = book_text_lines(text, strong, style, width_pt, layout->arena);
    BookPieces pieces = book_text(layout, book_tag(layout, role), &lines, style,
                                  book_ink(BOOK_TYPE[style].ink), 0, width_pt);

    for (size_t i = 0; i < pieces.count; i++)
        pieces.items[i]->keep_next = true;
    return pieces;
}

BookPieces book_heading(const BookLayout *layout, const char *text, double width_pt)
{
    BookPieces pieces = title_lines(layout, TAG_HEADING, text, BOOK_HEADING, width_pt);

    if (!pieces.count) return pieces;
    pieces.items[0]->before_pt = layout->gaps.heading;
    pieces.items[0]->break_cost = 0.2;
    pieces.items[pieces.count - 1]->below_pt = layout->gaps.title_below;
    return pieces;
}

BookPieces book_lead(const BookLayout *layout, const char *lead)
{
    BookPieces pieces = title_lines(layout, TAG_PARAGRAPH, lead, BOOK_LEAD, layout->column_pt);

    if (!pieces.count) return pieces;
    pieces.items[0]->before_pt = layout->gaps.lead;
    pieces.items[pieces.count - 1]->below_pt = layout->gaps.lead_below;
    return pieces;
}

BookLines book_caption(const BookLayout *layout, const char *kind, int number, const char *text,
                       double width_pt)
{
    BookRuns runs = { 0 };
    const char *label = PHRASE(layout->arena, "{kind} {number}", phrase_text("kind", kind),
                               phrase_id("number", number, layout->arena));

    VEC_PUSH(layout->arena, &runs, ((BookRun){ .text = label, .strong = true }));
    if (text && *text) {
        const char *rest = arena_format(layout->arena, ". %s", text);
        VEC_PUSH(layout->arena, &runs, ((BookRun){ .text = rest }));
    }
    BookLines lines = book_lines(&runs, BOOK_CAPTION, width_pt, layout->arena);
    return book_lines_at_most(lines, 4, BOOK_CAPTION, width_pt, layout->arena);
}

/* --- sections --------------------------------------------------------------------------------- */

BookPieces book_section_title(const BookLayout *layout, const Section *section)
{
    BookPieces pieces =
        title_lines(layout, TAG_TITLE, section->title, BOOK_SECTION, layout->column_pt);
    BookPieces lead = book_lead(layout, section->lead);

    if (pieces.count) {
        BookPiece *first = pieces.items[0];
        first->before_pt = layout->gaps.section;
        first->break_cost = 0;
        first->place = place_of(layout, (BookPlace){ .level = 2, .title = section->title });
        pieces.items[pieces.count - 1]->below_pt = layout->gaps.title_below;
    }
    book_append(&pieces, &lead, layout->arena);
    return pieces;
}

/* --- chapters --------------------------------------------------------------------------------- */

/* The segment's icon on a rounded square in its colour. Icons are named after archetypes; a second
 * "Champions 2" has the first one's. */
static void draw_badge(const BookLayout *layout, BookArt *art, const Segment *segment)
{
    Path path = path_open(layout->arena);
    Rgba ground = theme_segment(layout->theme, segment->colour);
    const char *icon = utf8_slug(archetype_label(segment->archetype), layout->arena);

    path_round_rect(&path, (Rect){ 0, 2, ICON_PT, ICON_PT }, 7);
    scene_fill(&art->scene, path, ground);
    icon_draw(&art->scene, icon, (Rect){ 7, 9, ICON_PT - 14, ICON_PT - 14 }, theme_ink_on(ground));
}

/* "192 customers: 19% of all, with 56% of the revenue" */
static const char *segment_line(const BookLayout *layout, const Segment *segment)
{
    Arena *arena = layout->arena;

    bool no_amounts = layout->report->shop && layout->report->shop->no_amounts;

    return PHRASE(
        arena,
        no_amounts ? "{n|# customer|# customers}: {share} of all"
                   : "{n|# customer|# customers}: {share} of all, with {of_revenue} of the revenue",
        phrase_count("n", (double)segment->count, arena),
        phrase_text("share", format_share(segment->customer_share, arena)),
        phrase_text("of_revenue", format_share(segment->revenue_share, arena)));
}

/* Badge, name, and below the name who they are. */
static BookPieces segment_title(const BookLayout *layout, const ChapterPlan *plan)
{
    const double indent = ICON_PT + ICON_GAP_PT, room = layout->column_pt - indent;
    const char *says = plan->lead ? plan->lead : segment_line(layout, plan->segment);
    BookLines name = book_text_lines(plan->title, true, BOOK_TITLE, room, layout->arena);
    BookLines lead = book_text_lines(says, false, BOOK_BODY, room, layout->arena);
    BookPieces pieces = { 0 };

    name = book_lines_at_most(name, 3, BOOK_TITLE, room, layout->arena);
    lead = book_lines_at_most(lead, LEAD_LINES, BOOK_BODY, room, layout->arena);
    double height = book_lines_height(&name, BOOK_TITLE) + book_lines_height(&lead, BOOK_BODY) - 6;
    BookPiece *piece =
        book_piece(&pieces, layout->column_pt, fmax(height, ICON_PT + 2), layout->arena);
    draw_badge(layout, &piece->art, plan->segment);
    double y = book_lines_tagged(&piece->art, book_tag(layout, TAG_TITLE), &name, BOOK_TITLE,
                                 book_ink(BOOK_INK), indent, -4);
    book_lines_tagged(&piece->art, book_tag(layout, TAG_PARAGRAPH), &lead, BOOK_BODY,
                      book_ink(BOOK_INK_SOFT), indent, y - 6);
    return pieces;
}

static BookPieces plain_title(const BookLayout *layout, const ChapterPlan *plan)
{
    BookLines lines =
        book_text_lines(plan->title, true, BOOK_TITLE, layout->column_pt, layout->arena);
    BookPieces pieces = { 0 };

    lines = book_lines_at_most(lines, 3, BOOK_TITLE, layout->column_pt, layout->arena);
    BookPiece *piece = book_piece(&pieces, layout->column_pt, book_lines_height(&lines, BOOK_TITLE),
                                  layout->arena);
    book_lines_tagged(&piece->art, book_tag(layout, TAG_TITLE), &lines, BOOK_TITLE,
                      book_ink(BOOK_INK), 0, 0);
    return pieces;
}

BookPieces book_chapter_title(const BookLayout *layout, const ChapterPlan *plan)
{
    const Segment *segment = plan->segment;
    BookPieces pieces = segment ? segment_title(layout, plan) : plain_title(layout, plan);
    BookPieces lead = segment ? (BookPieces){ 0 } : book_lead(layout, plan->lead);
    BookPiece *first = pieces.items[0];
    BookPlace place = { .level = plan->level, .title = plan->title, .path = plan->page->path };

    if (segment) place.colour = theme_segment(layout->theme, segment->colour);
    first->place = place_of(layout, place);
    first->before_pt = layout->gaps.chapter;
    first->keep_next = true;
    first->new_page = plan->new_page;
    first->below_pt = lead.count ? layout->gaps.lead : layout->gaps.chapter_below;
    book_append(&pieces, &lead, layout->arena);
    return pieces;
}
