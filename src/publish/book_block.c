/* The blocks of a section as pieces: titles, key figures, findings, notes, definitions. */
#include <math.h>
#include <string.h>

#include "draw/icon.h"
#include "publish/book_private.h"

#define TILE_GAP_PT 8.0
#define TILE_PAD_PT 8.0
#define NUMERAL_PT 34.0 /* the column of a finding's number */
#define TERM_PT 128.0   /* the column of a definition's term */
#define TERM_NARROW_PT 84.0
#define TERM_PAD_PT 3.0
#define ICON_PT 34.0

/* --- anchors ---------------------------------------------------------------------------------- */

size_t book_anchor(Book *book, int level, const char *title, const char *path, Rgba colour)
{
    BookAnchor anchor = { level, title ? title : "", path, SIZE_MAX, 0, colour };

    VEC_PUSH(book->arena, &book->anchors, anchor);
    return book->anchors.count - 1;
}

BookMark book_mark(const Book *book)
{
    return (BookMark){ book->figures, book->tables, book->anchors.count };
}

void book_back_to(Book *book, BookMark mark)
{
    book->figures = mark.figures;
    book->tables = mark.tables;
    book->anchors.count = mark.anchors;
}

const char *book_page_path(const Book *book, const char *target)
{
    size_t size = target ? strcspn(target, "#?") : 0;

    while (size > 3 && strncmp(target, "../", 3) == 0) {
        target += 3;
        size -= 3;
    }
    if (size > 5 && memcmp(target + size - 5, ".html", 5) == 0) size -= 5;
    for (size_t i = 0; size && i < book->report->pages.count; i++) {
        const char *path = book->report->pages.items[i].path;
        if (path && strlen(path) == size && memcmp(path, target, size) == 0) return path;
    }
    return NULL;
}

size_t book_anchor_find(const Book *book, const char *path)
{
    for (size_t i = 0; i < book->anchors.count; i++) {
        const char *own = book->anchors.items[i].path;
        if (own && strcmp(own, path) == 0) return i;
    }
    return BOOK_NO_ANCHOR;
}

/* --- lines ------------------------------------------------------------------------------------ */

void book_add_lines(Book *book, BookPieces *pieces, const BookLines *lines, BookStyle style,
                    Rgba colour, double indent_pt, double before_pt)
{
    for (size_t i = 0; i < lines->count; i++) {
        BookPiece *piece = book_piece(book, pieces, book->column_pt, BOOK_TYPE[style].leading_pt);
        const BookLines one = { &lines->items[i], 1 };
        book_lines_draw(&piece->art, &one, style, colour, indent_pt, 0);
        piece->before_pt = i ? 0 : before_pt;
        piece->break_cost = i ? 1 : 0.4;
        /* Neither a first nor a last line stands alone on a page. */
        piece->keep_next = (i == 0 && lines->count > 1) || (i + 2 == lines->count);
    }
}

static void add_title_lines(Book *book, BookPieces *pieces, const char *text, BookStyle style,
                            double before_pt)
{
    BookLines lines = book_text_lines(text, true, style, book->line_pt, book->arena);
    size_t first = pieces->count;

    lines = book_lines_at_most(lines, 3, style, book->line_pt, book->arena);
    book_add_lines(book, pieces, &lines, style, book_ink(BOOK_INK), 0, before_pt);
    for (size_t i = first; i < pieces->count; i++)
        pieces->items[i]->keep_next = true;
}

void book_add_heading(Book *book, BookPieces *pieces, const char *text)
{
    size_t first = pieces->count;

    add_title_lines(book, pieces, text, book->dense ? BOOK_HEADING_DENSE : BOOK_HEADING,
                    book->dense ? 8 : 16);
    if (pieces->count > first) pieces->items[first]->break_cost = 0.2;
}

void book_add_title(Book *book, BookPieces *pieces, const char *text, double before_pt)
{
    add_title_lines(book, pieces, text, book->dense ? BOOK_SECTION_DENSE : BOOK_SECTION, before_pt);
}

BookLines book_caption(Book *book, const char *kind, int number, const char *text, double width_pt)
{
    BookRuns runs = { 0 };
    const char *label = arena_format(book->arena, "%s %d", kind, number);

    VEC_PUSH(book->arena, &runs, ((BookRun){ .text = label, .strong = true }));
    if (text && *text) {
        const char *rest = arena_format(book->arena, ". %s", text);
        VEC_PUSH(book->arena, &runs, ((BookRun){ .text = rest }));
    }
    BookLines lines = book_lines(&runs, BOOK_CAPTION, width_pt, book->arena);
    return book_lines_at_most(lines, 4, BOOK_CAPTION, width_pt, book->arena);
}

/* --- titles ----------------------------------------------------------------------------------- */

static const Segment *segment_of(const Book *book, const Page *page)
{
    const Segments *segments = book->report->segments;

    if (page->kind != PAGE_SEGMENT || page->segment < 0 || !segments) return NULL;
    return (size_t)page->segment < segments->count ? &segments->items[page->segment] : NULL;
}

static const char *segment_line(const Book *book, const Segment *segment)
{
    char count[NUMBER_TEXT], customers[NUMBER_TEXT], revenue[NUMBER_TEXT];

    number_grouped(count, (double)segment->count, 0);
    number_percent(customers, segment->customer_share, 1);
    number_percent(revenue, segment->revenue_share, 1);
    return arena_format(book->arena, "%s customers: %s of all, with %s of the revenue", count,
                        customers, revenue);
}

/* Icons are named after archetypes; a second "Champions 2" has the first one's. */
static const char *icon_of(const Book *book, const Segment *segment)
{
    return utf8_slug(archetype_label(segment->archetype), book->arena);
}

/* The segment's icon on a rounded square in its colour. */
static void draw_badge(const Book *book, BookArt *art, const Segment *segment)
{
    Path path = path_open(book->arena);
    Rgba ground = theme_segment(book->theme, segment->colour);

    path_round_rect(&path, (Rect){ 0, 2, ICON_PT, ICON_PT }, 7);
    scene_fill(&art->scene, path, ground);
    icon_draw(&art->scene, icon_of(book, segment), (Rect){ 7, 9, ICON_PT - 14, ICON_PT - 14 },
              theme_ink_on(ground));
}

/* The summary's own title is the book's, which the cover has said. */
const char *book_chapter_title(const Page *page)
{
    const char *title = page->kind == PAGE_SUMMARY && page->nav ? page->nav : page->title;

    return title ? title : "";
}

void book_add_chapter_title(Book *book, BookPieces *pieces, const Page *page)
{
    const Segment *segment = segment_of(book, page);
    const char *title = book_chapter_title(page);
    double indent = segment ? ICON_PT + 14 : 0;
    Rgba none = { 0, 0, 0, 0 };
    Rgba colour = segment ? theme_segment(book->theme, segment->colour) : none;
    BookLines lines =
        book_text_lines(title, true, BOOK_TITLE, book->column_pt - indent, book->arena);

    lines = book_lines_at_most(lines, 3, BOOK_TITLE, book->column_pt - indent, book->arena);
    double height = fmax(book_lines_height(&lines, BOOK_TITLE) + (segment ? 14 : 12), indent - 6);
    BookPiece *piece = book_piece(book, pieces, book->column_pt, height);
    piece->keep_next = true;
    piece->anchor = book_anchor(book, segment ? 1 : 0, title, page->path, colour);
    if (!segment) {
        book_lines_draw(&piece->art, &lines, BOOK_TITLE, book_ink(BOOK_INK), 0, 0);
        return;
    }
    draw_badge(book, &piece->art, segment);
    double y = book_lines_draw(&piece->art, &lines, BOOK_TITLE, book_ink(BOOK_INK), indent, -4);
    const Section *first = page->sections.count ? page->sections.items : NULL;
    const char *says = first && first->lead ? first->lead : segment_line(book, segment);
    BookLines line = book_text_lines(says, false, BOOK_BODY, book->column_pt - indent, book->arena);
    line = book_lines_at_most(line, 1, BOOK_BODY, book->column_pt - indent, book->arena);
    book_lines_draw(&piece->art, &line, BOOK_BODY, book_ink(BOOK_INK_SOFT), indent, y - 2);
}

static void add_lead(Book *book, BookPieces *pieces, const char *lead, double before_pt)
{
    double width = book->line_pt < BOOK_LINE_PT ? book->line_pt : book->column_pt;
    BookLines lines = book_text_lines(lead, false, BOOK_LEAD, width, book->arena);
    size_t first = pieces->count;

    book_add_lines(book, pieces, &lines, BOOK_LEAD, book_ink(BOOK_INK_SOFT), 0, before_pt);
    for (size_t i = first; i < pieces->count; i++)
        pieces->items[i]->keep_next = true;
}

void book_add_section_title(Book *book, BookPieces *pieces, const Section *section, bool repeats)
{
    size_t first = pieces->count;

    if (repeats) {
        /* A profile's lead stands below its name already. */
        if (!book->profile) add_lead(book, pieces, section->lead, 2);
        return;
    }
    book_add_title(book, pieces, section->title, first == 1 ? 12 : book->dense ? 10 : 24);
    if (pieces->count > first) {
        pieces->items[first]->break_cost = 0;
        pieces->items[first]->anchor =
            book_anchor(book, 2, section->title, NULL, (Rgba){ 0, 0, 0, 0 });
    }
    add_lead(book, pieces, section->lead, 4);
}

/* --- key figures ------------------------------------------------------------------------------ */

static size_t tiles_in_row(size_t count)
{
    if (count <= 5) return count;
    return count == 6 || count == 9 ? 3 : count % 4 == 0 || count % 4 == 3 ? 4 : 5;
}

/* A figure's change against an earlier run, a line or two: "↑ +14 in 7 days: more than usual". */
static BookLines change_lines(const Book *book, const MetricChange *change, double room)
{
    static const char *const arrows[] = { "↓", "→", "↑" };
    const char *text =
        arena_format(book->arena, "%s %s%s%s", arrows[change->direction + 1], change->text,
                     change->verdict ? ": " : "", change->verdict ? change->verdict : "");
    BookLines lines = book_text_lines(text, change->verdict != NULL, BOOK_SMALL, room, book->arena);

    return book_lines_at_most(lines, 2, BOOK_SMALL, room, book->arena);
}

static double changes_height(const Book *book, const Metric *metric, double room)
{
    double height = 0;

    for (size_t i = 0; i < metric->change_count; i++) {
        BookLines lines = change_lines(book, &metric->changes[i], room);
        height += book_lines_height(&lines, BOOK_SMALL);
    }
    return height;
}

static void draw_changes(const Book *book, BookArt *art, const Metric *metric, double x, double y,
                         double room)
{
    for (size_t i = 0; i < metric->change_count; i++) {
        const MetricChange *change = &metric->changes[i];
        BookLines lines = change_lines(book, change, room);
        Rgba ink = change->verdict ? book->theme->accent : book_ink(BOOK_INK_SOFT);
        y += book_lines_draw(art, &lines, BOOK_SMALL, ink, x, y);
    }
}

static void draw_tile(const Book *book, BookArt *art, const Metric *metric, Rect box)
{
    Path path = path_open(book->arena);
    double room = box.width - 2 * TILE_PAD_PT, x = box.x + TILE_PAD_PT;
    double size = BOOK_TYPE[BOOK_VALUE].size_pt;
    const char *value = font_showable(FONT_SEMIBOLD, metric->text, book->arena);
    double wide = font_width(FONT_SEMIBOLD, size, value);

    path_round_rect(&path, box, 4);
    scene_fill(&art->scene, path, book->theme->panel);
    BookLines label = book_text_lines(metric->label, false, BOOK_TABLE_SMALL, room, book->arena);
    label = book_lines_at_most(label, 1, BOOK_TABLE_SMALL, room, book->arena);
    book_lines_draw(art, &label, BOOK_TABLE_SMALL, book_ink(BOOK_INK_SOFT), x,
                    box.y + (book->dense ? 5 : 8));
    if (wide > room) size *= fmax(room / wide, 0.55);
    scene_label(&art->scene,
                (Label){ .text = font_shorten(FONT_SEMIBOLD, size, value, room + 0.1, book->arena),
                         .x = x,
                         .y = box.y + (book->dense ? 33 : 38),
                         .size_pt = size,
                         .weight = FONT_SEMIBOLD,
                         .colour = book_ink(BOOK_INK) });
    BookLines note = book_text_lines(metric->note, false, BOOK_SMALL, room, book->arena);
    note = book_lines_at_most(note, 2, BOOK_SMALL, room, book->arena);
    double y = box.y + (book->dense ? 38 : 45);
    y += book_lines_draw(art, &note, BOOK_SMALL, book_ink(BOOK_INK_FAINT), x, y);
    draw_changes(book, art, metric, x, y, room);
}

static double tile_height(const Book *book, const Metric *items, size_t count, double width)
{
    const double lines[] = { 50, 62, 72 }; /* by how many its note has */
    double height = 0;

    for (size_t i = 0; i < count; i++) {
        BookLines note =
            book_text_lines(items[i].note, false, BOOK_SMALL, width - 2 * TILE_PAD_PT, book->arena);
        double own = lines[note.count < 2 ? note.count : 2];
        height = fmax(height, own + changes_height(book, &items[i], width - 2 * TILE_PAD_PT));
    }
    return height - (book->dense ? 10 : 0);
}

static void add_metrics(Book *book, BookPieces *pieces, const Metric *items, size_t count)
{
    size_t in_row = tiles_in_row(count);

    for (size_t i = 0; i < count; i += in_row) {
        double width = (book->column_pt + TILE_GAP_PT) / (double)in_row - TILE_GAP_PT;
        size_t here = count - i < in_row ? count - i : in_row;
        double height = tile_height(book, items + i, here, width);
        BookPiece *piece = book_piece(book, pieces, book->column_pt, height);
        piece->before_pt = i ? TILE_GAP_PT : book->dense ? 10 : 14;
        piece->break_cost = i ? 1 : 0.3;
        piece->keep_next = i + in_row < count;
        for (size_t j = 0; j < here; j++) {
            Rect box = { (double)j * (width + TILE_GAP_PT), 0, width, height };
            draw_tile(book, &piece->art, &items[i + j], box);
        }
    }
}

/* --- findings --------------------------------------------------------------------------------- */

static Rgba insight_colour(const Book *book, const Insight *insight)
{
    const Segments *segments = book->report->segments;

    if (insight->segment < 0 || !segments || (size_t)insight->segment >= segments->count) {
        return book->theme->accent;
    }
    return theme_segment(book->theme, segments->items[insight->segment].colour);
}

static BookStyle body_of(const Book *book)
{
    return book->dense ? BOOK_BODY_DENSE : BOOK_BODY;
}

static BookLines action_lines(const Book *book, const Insight *insight, double width)
{
    BookRuns runs = { 0 };

    if (!insight->action || !*insight->action) return (BookLines){ 0 };
    VEC_PUSH(book->arena, &runs, ((BookRun){ .text = "What to do:", .strong = true }));
    VEC_PUSH(book->arena, &runs,
             ((BookRun){ .text = arena_format(book->arena, " %s", insight->action) }));
    return book_lines(&runs, body_of(book), width, book->arena);
}

static void add_insight(Book *book, BookPieces *pieces, const Insight *insight, size_t number)
{
    double width = book->column_pt - NUMERAL_PT;
    BookStyle body = body_of(book);
    char text[NUMBER_TEXT];
    BookLines head = book_text_lines(insight->headline, true, BOOK_HEADING, width, book->arena);
    BookLines detail = book_text_lines(insight->detail, false, body, book->line_pt, book->arena);
    BookLines action = action_lines(book, insight, book->line_pt);
    double height = book_lines_height(&head, BOOK_HEADING) + 2 + book_lines_height(&detail, body) +
                    (action.count ? 3 + book_lines_height(&action, body) : 0);
    BookPiece *piece = book_piece(book, pieces, book->column_pt, fmax(height, 26));
    Scene *scene = &piece->art.scene;

    piece->before_pt = number == 1 ? 10 : book->dense ? 10 : 15;
    piece->break_cost = 0.3;
    scene_label(scene, (Label){ .text = number_fixed(text, (double)number, 0),
                                .x = 0,
                                .y = 17,
                                .size_pt = 22,
                                .weight = FONT_SEMIBOLD,
                                .colour = insight_colour(book, insight) });
    double y = book_lines_draw(&piece->art, &head, BOOK_HEADING, book_ink(BOOK_INK), NUMERAL_PT, 0);
    y += 2;
    y += book_lines_draw(&piece->art, &detail, body, book_ink(BOOK_INK_SOFT), NUMERAL_PT, y);
    book_lines_draw(&piece->art, &action, body, book_ink(BOOK_INK), NUMERAL_PT, y + 3);
}

/* --- notes ---------------------------------------------------------- */

static void add_note(Book *book, BookPieces *pieces, NoteKind kind, const char *text)
{
    BookLines lines = book_text_lines(text, false, BOOK_BODY, book->column_pt - 30, book->arena);
    BookPiece *piece =
        book_piece(book, pieces, book->column_pt, book_lines_height(&lines, BOOK_BODY) + 16);
    Scene *scene = &piece->art.scene;

    piece->before_pt = 13;
    piece->break_cost = 0.3;
    scene_rect(scene, (Rect){ 0, 0, book->column_pt, piece->height_pt }, book->theme->panel);
    scene_rect(scene, (Rect){ 0, 0, 3, piece->height_pt },
               kind == NOTE_WARNING ? book->theme->warning : book->theme->accent);
    book_lines_draw(&piece->art, &lines, BOOK_BODY, book_ink(BOOK_INK), 16, 8);
}

/* --- definitions, attachments ----------------------------------------------------------------- */

typedef struct Entry {
    const char *term;
    BookRuns says;
} Entry;

typedef struct Entries {
    Entry *items;
    size_t count, capacity;
} Entries;

typedef struct Columns {
    size_t count;
    BookStyle style;
    double width_pt, term_pt; /* of one; the term's part of it, 0: the text runs on behind it */
} Columns;

static double draw_run_in(Book *book, BookArt *art, const Entry *entry, const Columns *columns,
                          double x)
{
    BookRuns runs = { 0 };

    bool own_line = entry->says.count > 1;
    const char *term = arena_format(book->arena, own_line ? "%s" : "%s: ", entry->term);

    VEC_PUSH(book->arena, &runs, ((BookRun){ .text = term, .strong = true }));
    if (own_line) VEC_PUSH(book->arena, &runs, ((BookRun){ .text = "", .line_break = true }));
    for (size_t i = 0; i < entry->says.count; i++)
        VEC_PUSH(book->arena, &runs, entry->says.items[i]);
    BookLines lines = book_lines(&runs, columns->style, columns->width_pt, book->arena);
    if (art) {
        scene_line(&art->scene, (Point){ x, 0 }, (Point){ x + columns->width_pt, 0 },
                   book->theme->grid, 0.5);
        book_lines_draw(art, &lines, columns->style, book_ink(BOOK_INK), x, TERM_PAD_PT);
    }
    return 2 * TERM_PAD_PT + book_lines_height(&lines, columns->style);
}

/* One entry as wide as said, at x; returns its height. With no art it is only measured. */
static double draw_definition(Book *book, BookArt *art, const Entry *entry, const Columns *columns,
                              double x)
{
    BookStyle style = columns->style;

    if (!columns->term_pt) return draw_run_in(book, art, entry, columns, x);
    double room = columns->term_pt - 10;
    BookLines term = book_text_lines(entry->term, true, style, room, book->arena);
    BookLines says =
        book_lines(&entry->says, style, columns->width_pt - columns->term_pt, book->arena);

    term = book_lines_at_most(term, 4, style, room, book->arena);
    if (art) {
        scene_line(&art->scene, (Point){ x, 0 }, (Point){ x + columns->width_pt, 0 },
                   book->theme->grid, 0.5);
        book_lines_draw(art, &term, style, book_ink(BOOK_INK), x, TERM_PAD_PT);
        book_lines_draw(art, &says, style, book_ink(BOOK_INK_SOFT), x + columns->term_pt,
                        TERM_PAD_PT);
    }
    return 2 * TERM_PAD_PT + fmax(book_lines_height(&term, style), book_lines_height(&says, style));
}

/* The height of a row of entries beside each other. */
static double row_height(Book *book, const Entry *entries, size_t count, const Columns *columns)
{
    double height = 0;

    for (size_t i = 0; i < count; i++)
        height = fmax(height, draw_definition(book, NULL, &entries[i], columns, 0));
    return height;
}

static double all_rows_height(Book *book, const Entries *entries, const Columns *columns)
{
    double height = 0;

    for (size_t i = 0; i < entries->count; i += columns->count) {
        size_t left = entries->count - i;
        height += row_height(book, entries->items + i,
                             left < columns->count ? left : columns->count, columns);
    }
    return height;
}

/* Whether entries have paths in them, which no narrow column holds on a line. */
static bool has_parts(const Entries *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        if (entries->items[i].says.count > 1) return true;
    }
    return false;
}

/* Many short entries stand in two columns, where that saves much of the height. */
static Columns columns_for(Book *book, const Entries *entries)
{
    const Columns one = { 1, BOOK_BODY, book->column_pt, TERM_PT };
    const Columns two[] = { { 2, BOOK_BODY_DENSE, book->half_pt, TERM_NARROW_PT },
                            { 2, BOOK_BODY_DENSE, book->half_pt, 0 } };

    if (entries->count < 6) return one;
    double most = 0.75 * all_rows_height(book, entries, &one);
    for (size_t i = has_parts(entries) ? 1 : 0; i < COUNT_OF(two); i++) {
        if (all_rows_height(book, entries, &two[i]) < most) return two[i];
    }
    return one;
}

static void add_entries(Book *book, BookPieces *pieces, const Entries *entries)
{
    const Columns columns = columns_for(book, entries);

    for (size_t i = 0; i < entries->count; i += columns.count) {
        size_t left = entries->count - i, here = left < columns.count ? left : columns.count;
        double height = row_height(book, entries->items + i, here, &columns);
        BookPiece *piece = book_piece(book, pieces, book->column_pt, height);
        piece->before_pt = i ? 0 : 10;
        piece->break_cost = 0.4;
        piece->keep_next = i == 0 || i + 2 * columns.count >= entries->count;
        for (size_t j = 0; j < here; j++) {
            double x = (double)j * (columns.width_pt + BOOK_GUTTER_PT);
            draw_definition(book, &piece->art, &entries->items[i + j], &columns, x);
        }
    }
    if (entries->count) pieces->items[pieces->count - 1]->keep_next = false;
}

static void add_entry(Book *book, Entries *entries, const char *term, const char *says)
{
    Entry entry = { .term = term };

    if (says && *says) VEC_PUSH(book->arena, &entry.says, ((BookRun){ .text = says }));
    VEC_PUSH(book->arena, entries, entry);
}

static void add_definitions(Book *book, BookPieces *pieces, const Block *block)
{
    Entries entries = { 0 };

    for (size_t i = 0; i < block->definitions.count; i++) {
        add_entry(book, &entries, block->definitions.terms[i], block->definitions.meanings[i]);
    }
    add_entries(book, pieces, &entries);
}

/* Those whose profiles would make the book too long, a line each. `first`: how many have profiles.
 */
void book_add_other_segments(Book *book, BookPieces *pieces, size_t first)
{
    static const Page chapter = { .kind = PAGE_SEGMENTS, .title = "Further segments" };
    Entries entries = { 0 };
    size_t seen = 0;

    book_add_chapter_title(book, pieces, &chapter);
    add_lead(
        book, pieces,
        "Their profiles are in the report's web pages; here they would make the book too long.", 2);
    for (size_t i = 0; i < book->report->pages.count; i++) {
        const Page *page = &book->report->pages.items[i];
        const Segment *segment = segment_of(book, page);
        if (page->kind != PAGE_SEGMENT || seen++ < first || !segment) continue;
        add_entry(book, &entries, segment->label, segment_line(book, segment));
    }
    add_entries(book, pieces, &entries);
}

static void add_attachments(Book *book, BookPieces *pieces)
{
    Entries entries = { 0 };

    for (size_t i = 0; i < book->report->attachments.count; i++) {
        const Attachment *attachment = &book->report->attachments.items[i];
        Entry entry = { .term = attachment->title };
        const char *what = attachment->description ? attachment->description : "";
        BookRun path = { .text = attachment->path };
        VEC_PUSH(book->arena, &entry.says, path);
        VEC_PUSH(book->arena, &entry.says, ((BookRun){ .line_break = true, .text = "" }));
        VEC_PUSH(book->arena, &entry.says, ((BookRun){ .text = what }));
        VEC_PUSH(book->arena, &entries, entry);
    }
    add_entries(book, pieces, &entries);
}

/* --- the switch ------------------------------------------------------------------------------- */

void book_add_block(Book *book, BookPieces *pieces, const Block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING: book_add_heading(book, pieces, block->heading); break;
    case BLOCK_PROSE: book_add_prose(book, pieces, block->prose); break;
    case BLOCK_METRICS:
        add_metrics(book, pieces, block->metrics.items, block->metrics.count);
        break;
    case BLOCK_INSIGHTS:
        for (size_t i = 0; i < block->insights.count; i++)
            add_insight(book, pieces, &block->insights.items[i], i + 1);
        break;
    case BLOCK_FIGURE: book_add_figures(book, pieces, &block->figure, NULL); break;
    case BLOCK_TABLE: book_add_table(book, pieces, &block->table, book->column_pt); break;
    case BLOCK_NOTE: add_note(book, pieces, block->note.kind, block->note.text); break;
    case BLOCK_DEFINITIONS: add_definitions(book, pieces, block); break;
    case BLOCK_ATTACHMENTS: add_attachments(book, pieces); break;
    }
}
