/* book/piece.h — pieces: small pictures with a height, which no page break divides.
 *
 * Blocks of the report become pieces (book/blocks.h), pieces become pages (book/flow.h). A piece
 * says by itself how it wants to stand: the space around it, and what a break before it costs.
 *
 * Owns:  nothing; pieces live in the arena that is given.
 */
#ifndef BOOK_PIECE_H
#define BOOK_PIECE_H

#include "draw/scene.h"

/* --- pictures with links ---------------------------------------------------------------------- */

/* Leads to one of: an address, the page of the report with that path, a place in the book. */
typedef struct BookLink {
    Rect at;
    const char *uri, *path;
    const Tag *tag; /* of its text */
    size_t spot;    /* of those of the finished book (book/flow.h), or BOOK_NO_SPOT */
} BookLink;

#define BOOK_NO_SPOT SIZE_MAX

typedef struct BookArt {
    Scene scene;
    struct {
        BookLink *items;
        size_t count, capacity;
    } links;
} BookArt;

BookArt book_art(double width_pt, double height_pt, Arena *arena);
void book_art_place(BookArt *art, const BookArt *part, double x, double y, double scale);
void book_art_link(BookArt *art, BookLink link);

/* --- pieces ----------------------------------------------------------------------------------- */

/* What contents, bookmarks and links lead to. */
typedef struct BookPlace {
    int level; /* 0 a chapter, 1 a chapter within one, 2 a section */
    const char *title;
    const char *path; /* "segments/champions", of a chapter; else NULL */
    Rgba colour;      /* a segment's, or a = 0 */
} BookPlace;

typedef struct BookPiece BookPiece;
struct BookPiece {
    BookArt art;
    double height_pt;
    double before_pt;        /* space above; none at the top of a page */
    double below_pt;         /* titles: the space below, whatever comes; 0: what that wants */
    bool keep_next;          /* no page may end behind it */
    bool new_page;           /* begins one */
    bool landscape;          /* needs a page of that kind */
    double break_cost;       /* how little a page wants to begin with it; 0 begins a section */
    const BookPiece *repeat; /* is shown again above it at the top of a page: a table's header */
    const BookPlace *place;  /* that begins with it, or NULL */
    const Err *fault;        /* why it could not be drawn, or NULL */
};

typedef struct BookPieces {
    BookPiece **items;
    size_t count, capacity;
} BookPieces;

/* Adds a piece with art of that size, and returns it for its art to be filled. */
BookPiece *book_piece(BookPieces *pieces, double width_pt, double height_pt, Arena *arena);
void book_append(BookPieces *pieces, const BookPieces *more, Arena *arena);
/* The space between a piece and the one below it. */
double book_gap(const BookPiece *above, const BookPiece *below);
/* Of all of them, and the gaps between. */
double book_height(const BookPieces *pieces);
/* One piece of two stacks beside each other, each as high as it is, in that width. */
BookPieces book_join(const BookPieces *left, const BookPieces *right, double right_x_pt,
                     double width_pt, Arena *arena);

#endif
