#include "book/flow.h"

#include <math.h>
#include <string.h>

/* What pages cost: one more, and the share of it that stays empty. */
#define PAGE_COST 4.0
#define EMPTY_COST 6.0 /* within a chapter: times the share's square, */
#define EARLY_COST 1.0 /* and times the share, so that the first pages are filled first */
#define GAP_COST 30.0  /* below a chapter: times the square of what is more than ENDING_SHARE */
#define ENDING_SHARE 0.3
#define FORGOTTEN_COST 40.0 /* of the last page: times what it lacks of LAST_PAGE_SHARE */
#define LAST_PAGE_SHARE 0.22
#define LOW_START_COST 20.0  /* of a chapter that begins so low that it looks squeezed in: */
#define LOW_START_SHARE 0.68 /* below this share of the page */
#define ROUNDING_PT 0.01
#define FORBIDDEN_COST 1e4 /* of a break where none should be: only when nothing else fits */
#define OVERFULL_COST 1e6  /* of a piece that is higher than a page */

BookPage book_page(const BookLayout *layout, const char *chapter, bool landscape)
{
    double width = layout->width_pt, height = layout->height_pt;

    return (BookPage){ .art = landscape ? book_art(height, width, layout->arena)
                                        : book_art(width, height, layout->arena),
                       .chapter = chapter };
}

size_t book_find_spot(const Book *book, const char *path)
{
    for (size_t i = 0; i < book->spots.count; i++) {
        const char *own = book->spots.items[i].place->path;
        if (own && strcmp(own, path) == 0) return i;
    }
    return BOOK_NO_SPOT;
}

/* --- breaks ----------------------------------------------------------------------------------- */

/* Pieces that share the kind of page. */
typedef struct Stretch {
    BookPieces pieces;
    bool landscape;
    double room_pt; /* of a page */
} Stretch;

typedef struct PageBreak {
    double cost;
    size_t from; /* the page that ends here begins with this piece */
} PageBreak;

static bool begins_chapter(const BookPiece *piece)
{
    return piece->place && piece->place->level < 2;
}

static double top_height(const BookPiece *piece)
{
    return piece->height_pt + (piece->repeat ? piece->repeat->height_pt : 0);
}

/* Of a page that begins with the piece. */
static double start_cost(const BookPieces *pieces, size_t from)
{
    if (!from) return 0;
    return pieces->items[from]->break_cost +
           (pieces->items[from - 1]->keep_next ? FORBIDDEN_COST : 0);
}

/* Of what stays empty below the page's last piece. */
static double end_cost(const Stretch *stretch, size_t to, double used)
{
    const BookPiece *next = to < stretch->pieces.count ? stretch->pieces.items[to] : NULL;
    double empty = fmax(1 - used / stretch->room_pt, 0), gap = fmax(empty - ENDING_SHARE, 0);

    if (!next || next->new_page) return FORGOTTEN_COST * fmax(0, LAST_PAGE_SHARE - (1 - empty));
    return begins_chapter(next) ? GAP_COST * gap * gap
                                : EMPTY_COST * empty * empty + EARLY_COST * empty;
}

/* Of a chapter that begins `above_pt` below the page's top. */
static double chapter_cost(const Stretch *stretch, double above_pt)
{
    return above_pt > LOW_START_SHARE * stretch->room_pt ? LOW_START_COST : 0;
}

/* Of a page with the pieces from..to-1 that is `used` full; `chapter` is the height from the last
 * chapter on that begins within it, or 0. INFINITY: they are too many. */
static double page_cost(const Stretch *stretch, size_t from, size_t to, double used, double chapter)
{
    bool fits = used <= stretch->room_pt + ROUNDING_PT;

    if (!fits && from + 1 < to) return INFINITY;
    return PAGE_COST + start_cost(&stretch->pieces, from) + end_cost(stretch, to, used) +
           (chapter > 0 ? chapter_cost(stretch, used - chapter) : 0) + (fits ? 0 : OVERFULL_COST);
}

/* The cheapest last page before `to`, given the cheapest ones before each piece up to there. */
static PageBreak choose_break(const PageBreak *best, const Stretch *stretch, size_t to)
{
    BookPiece *const *pieces = stretch->pieces.items;
    PageBreak chosen = { INFINITY, to - 1 };
    double below = 0;   /* height of the pieces from+1..to-1, with the gap before them */
    double chapter = 0; /* the same from the page's last chapter on */

    for (size_t from = to; from-- > 0;) {
        const BookPiece *piece = pieces[from];
        double cost =
            best[from].cost + page_cost(stretch, from, to, top_height(piece) + below, chapter);
        if (cost < chosen.cost) chosen = (PageBreak){ cost, from };
        if (!(chapter > 0) && begins_chapter(piece)) chapter = piece->height_pt + below;
        below += piece->height_pt;
        if (piece->new_page || below > stretch->room_pt + ROUNDING_PT) break;
        if (from) below += book_gap(pieces[from - 1], piece);
    }
    return chosen;
}

/* Where each page ends, in order; the last one with the last piece. */
static size_t *choose_ends(const Stretch *stretch, size_t *pages, Arena *arena)
{
    const size_t count = stretch->pieces.count;
    PageBreak *best = ARENA_ARRAY(arena, PageBreak, count + 1); /* before each piece */

    for (size_t to = 1; to <= count; to++)
        best[to] = choose_break(best, stretch, to);
    *pages = 0;
    for (size_t to = count; to > 0; to = best[to].from)
        ++*pages;
    size_t *ends = ARENA_ARRAY(arena, size_t, *pages), at = *pages;
    for (size_t to = count; to > 0; to = best[to].from)
        ends[--at] = to;
    return ends;
}

/* --- placing ---------------------------------------------------------------------------------- */

/* Onto the last page; returns where it ends. */
static double place(Book *book, const BookPiece *piece, Point at, double scale, Arena *arena)
{
    BookPage *page = &book->pages.items[book->pages.count - 1];

    if (piece->place) {
        BookSpot spot = { piece->place, book->pages.count - 1, at.y };
        VEC_PUSH(arena, &book->spots, spot);
    }
    book_art_place(&page->art, &piece->art, at.x, at.y, scale);
    return at.y + scale * piece->height_pt;
}

/* What stands there for the eye alone: those who listen have heard it. */
static double place_again(Book *book, const BookLayout *layout, const BookPiece *piece, Point at,
                          double scale)
{
    Scene *scene = &book->pages.items[book->pages.count - 1].art.scene;

    scene_tag(scene, tag_new(TAG_DECORATION, NULL, layout->arena));
    double foot = place(book, piece, at, scale, layout->arena);
    scene_end(scene);
    return foot;
}

/* The pieces from..to-1 below each other onto the last page. One that is higher than the page is
 * made smaller. */
static void fill_page(Book *book, const BookLayout *layout, const Stretch *stretch, size_t from,
                      size_t to)
{
    const BookPiece *const *pieces = (const BookPiece *const *)stretch->pieces.items;
    const double top = top_height(pieces[from]);
    double scale = top > stretch->room_pt ? stretch->room_pt / top : 1;
    Point at = { layout->gaps.side, layout->gaps.top };

    if (pieces[from]->repeat) at.y = place_again(book, layout, pieces[from]->repeat, at, scale);
    at.y = place(book, pieces[from], at, scale, layout->arena);
    for (size_t i = from + 1; i < to; i++) {
        at.y += book_gap(pieces[i - 1], pieces[i]);
        at.y = place(book, pieces[i], at, 1, layout->arena);
    }
}

/* The chapter that the last of the book's spots is in. */
static const char *chapter_of(const Book *book, const char *before_any)
{
    for (size_t i = book->spots.count; i-- > 0;) {
        if (book->spots.items[i].place->level < 2) return book->spots.items[i].place->title;
    }
    return before_any;
}

static void lay_stretch(Book *book, const BookLayout *layout, const Stretch *stretch,
                        const char *chapter)
{
    size_t pages, from = 0;
    const size_t *ends = choose_ends(stretch, &pages, layout->arena);

    for (size_t i = 0; i < pages; from = ends[i++]) {
        const BookPiece *first = stretch->pieces.items[from];
        const char *title = begins_chapter(first) ? first->place->title : chapter_of(book, chapter);
        VEC_PUSH(layout->arena, &book->pages, book_page(layout, title, stretch->landscape));
        fill_page(book, layout, stretch, from, ends[i]);
    }
}

/* --- the kind of page ------------------------------------------------------------------------- */

/* Which pieces need a landscape page: those that say so, and what must stay with them. */
static bool *turned_pieces(const BookPieces *pieces, Arena *arena)
{
    bool *turned = ARENA_ARRAY(arena, bool, pieces->count + 1);

    for (size_t i = 0; i < pieces->count; i++)
        turned[i] =
            pieces->items[i]->landscape || (i && turned[i - 1] && pieces->items[i - 1]->keep_next);
    for (size_t i = pieces->count; i-- > 1;)
        turned[i - 1] = turned[i - 1] || (turned[i] && pieces->items[i - 1]->keep_next);
    return turned;
}

Book book_flow(const BookLayout *layout, const BookPieces *pieces, const char *chapter)
{
    const bool *turned = turned_pieces(pieces, layout->arena);
    Book book = { 0 };

    for (size_t from = 0, to; from < pieces->count; from = to) {
        to = from + 1;
        while (to < pieces->count && turned[to] == turned[from])
            to++;
        const Stretch stretch = { { pieces->items + from, to - from, to - from },
                                  turned[from],
                                  book_page_room(layout, turned[from]) };
        lay_stretch(&book, layout, &stretch, chapter);
    }
    return book;
}
