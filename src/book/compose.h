/* book/compose.h — the finished pages of a book: cover, contents, chapters, running heads.
 *
 * Fails: ERR_BUG a chart of the report could not be drawn.
 */
#ifndef BOOK_COMPOSE_H
#define BOOK_COMPOSE_H

#include "book/flow.h"

/* All of the report; or its summary alone, without cover and contents. */
MUST_USE Status book_compose(Book *out, const BookLayout *layout, bool summary_only, Err *err);

/* --- what frames the chapters (book/front.c) -------------------------------------------------- */

BookPage book_cover(const BookLayout *layout);
/* An entry for each place but the sections of profiles, with the page that it is on when `front`
 * pages stand before those of the book. */
BookPieces book_contents(const BookLayout *layout, const Book *book, size_t front);
/* The lines at the head and foot of each page. */
void book_add_heads(Book *book, const BookLayout *layout);

#endif
