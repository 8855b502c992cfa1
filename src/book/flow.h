/* book/flow.h — pieces onto pages.
 *
 * The page breaks are chosen together, as the line breaks of a paragraph are: the sum of the pages'
 * costs is least. A chapter begins where the one before it ends, unless it says otherwise or little
 * of the page is left. No piece is changed to make it fit.
 *
 * In:    the pieces of all chapters, in order.
 * Out:   pages as pictures with links, and where each place of the book came to stand.
 */
#ifndef BOOK_FLOW_H
#define BOOK_FLOW_H

#include "book/layout.h"
#include "book/piece.h"

typedef struct BookPage {
    BookArt art;
    const char *chapter; /* for the running head; NULL: a page without one */
} BookPage;

/* Where a place stands. */
typedef struct BookSpot {
    const BookPlace *place;
    size_t page; /* from 0 */
    double y_pt;
} BookSpot;

typedef struct Book {
    struct {
        BookPage *items;
        size_t count, capacity;
    } pages;
    struct {
        BookSpot *items;
        size_t count, capacity;
    } spots;
} Book;

/* All of the pieces, in their order. `chapter` is what the running head names before the first
 * chapter begins. */
Book book_flow(const BookLayout *layout, const BookPieces *pieces, const char *chapter);
BookPage book_page(const BookLayout *layout, const char *chapter, bool landscape);
/* The spot of the chapter with that path; BOOK_NO_SPOT when it is not in the book. */
size_t book_find_spot(const Book *book, const char *path);

#endif
