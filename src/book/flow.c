/* Pieces onto pages. The page breaks of a chapter are chosen together, as the line breaks of a
 * paragraph are: the sum of the pages' costs is least. */
#include <math.h>

#include "book/private.h"

#define CHAPTER_START_SHARE 0.68 /* of a page that may be full above it */
#define CHAPTER_GAP_PT 36.0      /* above a chapter that begins within a page */
#define RUN_GAP_PT 14.0          /* between runs of another width */
#define RUN_START_SHARE 0.88     /* of a page that may be full above one */
#define LAST_PAGE_SHARE 0.22     /* a last page with less than this on it looks forgotten */

/* --- art -------------------------------------------------------------------------------------- */

BookArt book_art(double width_pt, double height_pt, Arena *arena)
{
    return (BookArt){ .scene = scene_open(width_pt, height_pt, (Rgba){ 0, 0, 0, 0 }, arena) };
}

void book_art_link(BookArt *art, BookLink link)
{
    VEC_PUSH(art->scene.arena, &art->links, link);
}

void book_art_place(BookArt *art, const BookArt *part, double x, double y, double scale)
{
    scene_place(&art->scene, &part->scene, x, y, scale);
    for (size_t i = 0; i < part->links.count; i++) {
        BookLink link = part->links.items[i];
        link.at = (Rect){ x + scale * link.at.x, y + scale * link.at.y, scale * link.at.width,
                          scale * link.at.height };
        VEC_PUSH(art->scene.arena, &art->links, link);
    }
}

BookPiece *book_piece(Book *book, BookPieces *pieces, double width_pt, double height_pt)
{
    BookPiece *piece = ARENA_NEW(book->arena, BookPiece);

    piece->art = book_art(width_pt, height_pt, book->arena);
    piece->height_pt = height_pt;
    piece->anchor = BOOK_NO_ANCHOR;
    piece->narrow = book->narrow && width_pt < book->column_pt + 0.5;
    VEC_PUSH(book->arena, pieces, piece);
    return piece;
}

void book_set_dense(Book *book, bool dense)
{
    book->dense = dense;
    book->line_pt = dense ? book->column_pt : BOOK_LINE_PT;
}

bool book_is_half(const Book *book)
{
    return book->column_pt < 0.75 * (book->width_pt - 2 * BOOK_SIDE_PT);
}

void book_set_narrow(Book *book, bool narrow)
{
    book->narrow = narrow;
    book->column_pt = narrow ? book->half_pt : book->width_pt - 2 * BOOK_SIDE_PT;
    book_set_dense(book, narrow);
    /* A chart's title ranks below the headings around it. */
    book->chart_theme.title_pt = narrow ? 9.5 : 10.5;
    book->chart_theme.subtitle_pt = narrow ? 8 : 8.5;
    book->chart_theme.label_pt = narrow ? 7.5 : 8;
    book->chart_theme.small_pt = narrow ? 7 : 7.5;
}

BookPage *book_page(Book *book, const char *chapter, bool landscape)
{
    BookPage *page = ARENA_NEW(book->arena, BookPage);

    page->art = landscape ? book_art(book->height_pt, book->width_pt, book->arena)
                          : book_art(book->width_pt, book->height_pt, book->arena);
    page->chapter = chapter;
    page->landscape = landscape;
    VEC_PUSH(book->arena, &book->pages, page);
    return page;
}

/* --- breaks ----------------------------------------------------------------------------------- */

typedef struct PageBreak {
    double cost;
    size_t from; /* the page that ends here begins with this piece */
} PageBreak;

static double room_of(const Book *book, bool landscape)
{
    return (landscape ? book->width_pt : book->height_pt) - BOOK_TOP_PT - BOOK_BOTTOM_PT;
}

double book_page_room(const Book *book)
{
    return room_of(book, false);
}

bool book_fits_a_page(const Book *book, const BookPieces *pieces)
{
    double charts = 0;

    for (size_t i = 0; i < pieces->count; i++)
        charts += pieces->items[i]->chart_pt;
    return book_height(pieces) - (1 - BOOK_LEAST_SHRINK) * charts <= room_of(book, false);
}

double book_shrink_to_fit(double used, double charts, double room)
{
    if (used <= room + 0.01) return 1;
    return charts > 0 ? (charts - (used - room)) / charts : -1;
}

double book_last_page_cost(double share)
{
    return 40 * fmax(0, LAST_PAGE_SHARE - share);
}

static double page_cost(const Book *book, double used, double room, bool last)
{
    double empty = fmax(room - used, 0) / room;

    if (last) return BOOK_PAGE_COST + (book->followed ? 0 : book_last_page_cost(used / room));
    return BOOK_PAGE_COST + BOOK_EMPTY_COST * empty * empty;
}

static double first_height(const BookPiece *piece)
{
    return piece->height_pt + (piece->repeat ? piece->repeat->height_pt : 0);
}

/* best[to]: the least cost of pages for the pieces before `to`. */
static PageBreak *choose_breaks(const Book *book, const BookPieces *pieces, double whole,
                                double first_room)
{
    PageBreak *best = ARENA_ARRAY(book->arena, PageBreak, pieces->count + 1);

    for (size_t to = 1; to <= pieces->count; to++) {
        bool last = to == pieces->count;
        double behind = 0; /* height of the pieces from+1..to, with the space before them */
        double charts = 0; /* of all of that */
        best[to] = (PageBreak){ INFINITY, to - 1 };
        for (size_t from = to; from-- > 0;) {
            const BookPiece *piece = pieces->items[from];
            double room = from ? whole : first_room;
            double used = first_height(piece) + behind;
            charts += piece->chart_pt;
            double shrink = book_shrink_to_fit(used, charts, room);
            if (behind > 2 * whole) break;
            behind += piece->height_pt + piece->before_pt;
            if (shrink < BOOK_LEAST_SHRINK && from + 1 < to) continue;
            double cost = best[from].cost + page_cost(book, used, room, last) +
                          BOOK_SHRINK_COST * (1 - fmin(fmax(shrink, 0), 1));
            if (from) {
                cost += piece->break_cost;
                if (pieces->items[from - 1]->keep_next) cost += BOOK_FORBIDDEN_COST;
            }
            if (shrink < BOOK_LEAST_SHRINK) cost += BOOK_OVERFULL_COST;
            if (cost < best[to].cost) best[to] = (PageBreak){ cost, from };
        }
    }
    return best;
}

/* --- placing ---------------------------------------------------------------------------------- */

static double place(Book *book, BookPage *page, const BookPiece *piece, Point at, double scale)
{
    if (piece->anchor != BOOK_NO_ANCHOR) {
        BookAnchor *anchor = &book->anchors.items[piece->anchor];
        anchor->page = book->pages.count - 1;
        anchor->y_pt = at.y;
    }
    book_art_place(&page->art, &piece->art, at.x, at.y, scale);
    return at.y + scale * piece->height_pt;
}

/* Takes what overflows from the page's charts. */
static void shrink_charts(Book *book, const BookPieces *pieces, size_t from, size_t to, double room)
{
    double used = first_height(pieces->items[from]) - pieces->items[from]->height_pt;
    double charts = 0;

    for (size_t i = from; i < to; i++) {
        used += pieces->items[i]->height_pt + (i > from ? pieces->items[i]->before_pt : 0);
        charts += pieces->items[i]->chart_pt;
    }
    double shrink = book_shrink_to_fit(used, charts, room);
    if (shrink >= 1 || shrink < BOOK_LEAST_SHRINK) return;
    for (size_t i = from; i < to; i++) {
        BookPiece *piece = pieces->items[i];
        if (piece->figure) book_figure_resize(book, piece, shrink * piece->chart_pt);
    }
}

void book_fill(Book *book, const BookPieces *pieces, size_t from, size_t to, BookPage *page,
               Point at)
{
    const BookPiece *first = pieces->items[from];
    double room = room_of(book, page->landscape) - (at.y - BOOK_TOP_PT);

    shrink_charts(book, pieces, from, to, room);
    double scale = first_height(first) > room ? room / first_height(first) : 1;
    if (first->repeat) at.y = place(book, page, first->repeat, at, scale);
    at.y = place(book, page, first, at, scale);
    for (size_t i = from + 1; i < to; i++) {
        at.y += pieces->items[i]->before_pt;
        at.y = place(book, page, pieces->items[i], at, 1);
    }
    book->end_y_pt = at.y;
}

/* Lays a run of pieces that share the page's orientation, after the breaks; the first page goes
 * onto the last one, from start_y on, when that is not 0. */
static void lay_run(Book *book, const BookPieces *pieces, const PageBreak *best,
                    const char *chapter, bool landscape, double start_y)
{
    size_t count = 0;

    for (size_t to = pieces->count; to > 0; to = best[to].from)
        count++;
    size_t *ends = ARENA_ARRAY(book->arena, size_t, count);
    size_t at = count;
    for (size_t to = pieces->count; to > 0; to = best[to].from)
        ends[--at] = to;
    for (size_t i = 0; i < count; i++) {
        bool continues = i == 0 && start_y > 0;
        BookPage *page = continues ? book->pages.items[book->pages.count - 1]
                                   : book_page(book, chapter, landscape);
        Point corner = { BOOK_SIDE_PT, continues ? start_y : BOOK_TOP_PT };
        book_fill(book, pieces, best[ends[i]].from, ends[i], page, corner);
    }
}

/* Begins on the last page, from start_y on (0: there is no room), where that costs less than a page
 * of its own and the emptiness that it leaves behind. */
static void flow_run(Book *book, const BookPieces *pieces, const char *chapter, bool landscape,
                     double start_y)
{
    double room = room_of(book, landscape), left = room - (start_y - BOOK_TOP_PT);
    PageBreak *best = choose_breaks(book, pieces, room, room);
    double cost = best[pieces->count].cost + BOOK_EMPTY_COST * (left / room) * (left / room);

    if (start_y > 0) {
        PageBreak *there = choose_breaks(book, pieces, room, left);
        if (there[pieces->count].cost - BOOK_PAGE_COST < cost) {
            lay_run(book, pieces, there, chapter, landscape, start_y);
            return;
        }
    }
    lay_run(book, pieces, best, chapter, landscape, 0);
}

/* Where a chapter may begin on the last page; 0 when it must have a page of its own. */
static double start_of(const Book *book, bool may_continue, bool landscape)
{
    const BookPage *last = book->pages.count ? book->pages.items[book->pages.count - 1] : NULL;

    if (!may_continue || landscape || !last || last->landscape || book->end_y_pt <= 0) return 0;
    if (book->end_y_pt > BOOK_TOP_PT + CHAPTER_START_SHARE * room_of(book, false)) return 0;
    return book->end_y_pt + CHAPTER_GAP_PT;
}

typedef enum Width { WIDTH_COLUMN, WIDTH_PAGE, WIDTH_LANDSCAPE } Width;

static Width width_of(const Book *book, const BookPiece *piece)
{
    if (piece->art.scene.width_pt > book->column_pt + 0.5) return WIDTH_LANDSCAPE;
    return piece->narrow ? WIDTH_COLUMN : WIDTH_PAGE;
}

/* How wide each piece stands: as it is itself, or as one that it must stay with. */
static Width *widths_of(const Book *book, const BookPieces *pieces)
{
    Width *widths = ARENA_ARRAY(book->arena, Width, pieces->count + 1);

    for (size_t i = 0; i < pieces->count; i++) {
        widths[i] = width_of(book, pieces->items[i]);
        if (i && widths[i - 1] > widths[i] && pieces->items[i - 1]->keep_next)
            widths[i] = widths[i - 1];
    }
    for (size_t i = pieces->count; i-- > 1;) {
        if (widths[i] > widths[i - 1] && pieces->items[i - 1]->keep_next) widths[i - 1] = widths[i];
    }
    return widths;
}

/* Where a run begins below another one of the same chapter that is less wide or wider. */
static double start_below(const Book *book, const BookPiece *first, Width before, Width width)
{
    double y = book->end_y_pt + fmax(first->before_pt, RUN_GAP_PT);
    bool turned = before == WIDTH_LANDSCAPE || width == WIDTH_LANDSCAPE;

    return turned || y > BOOK_TOP_PT + RUN_START_SHARE * room_of(book, false) ? 0 : y;
}

void book_flow(Book *book, const BookPieces *pieces, const char *chapter, bool may_continue)
{
    const Width *widths = widths_of(book, pieces);

    for (size_t from = 0; from < pieces->count;) {
        size_t to = from + 1;
        while (to < pieces->count && widths[to] == widths[from])
            to++;
        const BookPieces run = { pieces->items + from, to - from, to - from };
        bool landscape = widths[from] == WIDTH_LANDSCAPE;
        double start = from ? start_below(book, run.items[0], widths[from - 1], widths[from])
                            : start_of(book, may_continue, landscape);
        if (widths[from] == WIDTH_COLUMN)
            book_flow_columns(book, &run, chapter, start);
        else
            flow_run(book, &run, chapter, landscape, start);
        from = to;
    }
}

/* --- stacks beside each other ----------------------------------------------------------------- */

double book_height(const BookPieces *pieces)
{
    double height = 0;

    for (size_t i = 0; i < pieces->count; i++)
        height += pieces->items[i]->height_pt + (i ? pieces->items[i]->before_pt : 0);
    return height;
}

static void stack(BookPiece *piece, const BookPieces *pieces, double x)
{
    double y = 0;

    for (size_t i = 0; i < pieces->count; i++) {
        if (i) y += pieces->items[i]->before_pt;
        book_art_place(&piece->art, &pieces->items[i]->art, x, y, 1);
        y += pieces->items[i]->height_pt;
    }
}

BookPiece *book_join(Book *book, BookPieces *pieces, const BookPieces *left,
                     const BookPieces *right, double right_x_pt)
{
    double height = fmax(book_height(left), book_height(right));
    BookPiece *piece = book_piece(book, pieces, book->column_pt, height);

    stack(piece, left, 0);
    stack(piece, right, right_x_pt);
    piece->before_pt = left->count ? left->items[0]->before_pt : 12;
    if (left->count) piece->anchor = left->items[0]->anchor;
    piece->break_cost = 0.3;
    return piece;
}
