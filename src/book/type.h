/* book/type.h — the sizes of type, and text as lines.
 *
 * In:    UTF-8 text, or runs of it; a style; the width of the lines.
 * Out:   lines whose breaks were chosen together, and their ink in a piece of a page
 * (book/piece.h). Owns:  nothing; lines live in the arena that is given.
 */
#ifndef BOOK_TYPE_H
#define BOOK_TYPE_H

#include "book/piece.h"

/* One size a level, everywhere in the book; none is smaller than 8.5 points. */
typedef enum BookStyle {
    BOOK_COVER_TITLE,
    BOOK_TITLE,   /* of a chapter */
    BOOK_SECTION, /* its title */
    BOOK_HEADING, /* inside a section */
    BOOK_LEAD,
    BOOK_BODY,
    BOOK_LIST, /* terms and what they mean */
    BOOK_TABLE,
    BOOK_TABLE_HEAD,
    BOOK_CAPTION,
    BOOK_SMALL,  /* notes in tiles, running head and foot */
    BOOK_VALUE,  /* a key figure */
    BOOK_NUMBER, /* of a finding */
    BOOK_STYLES
} BookStyle;

typedef enum BookInk { BOOK_INK, BOOK_INK_SOFT, BOOK_INK_FAINT, BOOK_INK_ACCENT } BookInk;

typedef struct BookType {
    FontWeight weight;
    double size_pt, leading_pt;
    BookInk ink;
} BookType;

extern const BookType BOOK_TYPE[BOOK_STYLES];
Rgba book_ink(BookInk ink);

/* One line of text, within the tag; what the font cannot show is a box. Returns its width. */
double book_art_text(BookArt *art, const Tag *tag, BookStyle style, Rgba colour, Align align,
                     double x, double y, const char *text);

/* A stretch of text of one kind within a paragraph. */
typedef struct BookRun {
    const char *text;
    bool strong;
    bool line_break;  /* nothing but a forced break */
    const char *uri;  /* where it leads, or NULL */
    const char *path; /* the same, within the report */
    const Tag *tag;   /* what it is within its paragraph, or NULL */
} BookRun;

typedef struct BookRuns {
    BookRun *items;
    size_t count, capacity;
} BookRuns;

typedef struct BookSpan {
    const char *text;
    double x_pt, width_pt;
    const BookRun *run;
    bool joined; /* to the span behind it, or to the next line: no space between them */
} BookSpan;

typedef struct BookLine {
    BookSpan *items;
    size_t count, capacity;
    double width_pt;
    double word_space_pt; /* more than the font's own, in a justified line */
    bool ends;            /* the paragraph, or before a forced break */
} BookLine;

typedef struct BookLines {
    BookLine *items;
    size_t count;
} BookLines;

/* How much of the text must stay on one line: up to a space, or behind a hyphen between letters. */
size_t book_word_size(const char *text);
/* Lines no wider than width_pt, as even as can be over the whole paragraph. */
BookLines book_lines(const BookRuns *runs, BookStyle style, double width_pt, Arena *arena);
/* Both edges straight, but for lines that would become too loose. */
void book_lines_justify(BookLines *lines, BookStyle style, double width_pt);
BookLines book_text_lines(const char *text, bool strong, BookStyle style, double width_pt,
                          Arena *arena);
/* At most `most` lines; the last one ends in "…" when something is missing. */
BookLines book_lines_at_most(BookLines lines, size_t most, BookStyle style, double width_pt,
                             Arena *arena);
/* Draws the lines, first baseline and all, into the box that begins at y. Returns their height.
 * What they are, the scene's open tag says; in none they would not be read to those who listen. */
double book_lines_draw(BookArt *art, const BookLines *lines, BookStyle style, Rgba colour, double x,
                       double y);
/* The same within a tag. */
double book_lines_tagged(BookArt *art, const Tag *tag, const BookLines *lines, BookStyle style,
                         Rgba colour, double x, double y);
double book_lines_height(const BookLines *lines, BookStyle style);

#endif
