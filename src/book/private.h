/* book/private.h — what the book's files share.
 *
 * A Report becomes pieces (book/arrange.c, book/block.c and the files of the single kinds of block:
 * book/title.c, book/tiles.c, book/entries.c, book/prose.c, book/table.c, book/figure.c): small
 * pictures with a height, that may not be divided. Pieces become pages (book/flow.c). Pages are
 * Scenes; at the end they are inked one by one (book.c). Nothing here knows the PDF but book.c.
 */
#ifndef BOOK_PRIVATE_H
#define BOOK_PRIVATE_H

#include "book/book.h"

#define BOOK_SIDE_PT 56.7 /* margins left and right: 20 mm */
#define BOOK_TOP_PT 66.0  /* the text area begins here; the running head stands above */
#define BOOK_BOTTOM_PT 50.0
#define BOOK_LINE_PT 408.0  /* the longest line of running text: some 85 characters */
#define BOOK_GUTTER_PT 22.0 /* between two columns */
#define BOOK_PAGES_MAX 50
#define BOOK_LEAST_SHRINK 0.7 /* of a chart's height, where that makes its page fit */

/* --- type ------------------------------------------------------------------------------------- */

typedef enum BookStyle {
    BOOK_COVER_TITLE,
    BOOK_TITLE, /* of a chapter */
    BOOK_TITLE_DENSE,
    BOOK_SECTION,
    BOOK_SECTION_DENSE,
    BOOK_HEADING, /* inside a section */
    BOOK_HEADING_DENSE,
    BOOK_LEAD,
    BOOK_BODY,
    BOOK_BODY_DENSE, /* of profiles and lists of definitions */
    BOOK_BODY_NARROW,
    BOOK_TABLE,
    BOOK_TABLE_SMALL,
    BOOK_TABLE_HEAD,
    BOOK_CAPTION,
    BOOK_CAPTION_DENSE,
    BOOK_SMALL,
    BOOK_VALUE, /* a key figure */
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

/* --- pictures with links ---------------------------------------------------------------------- */

/* Leads to one of: an address, the page of the report with that path, an anchor of the book. */
typedef struct BookLink {
    Rect at;
    const char *uri, *path;
    size_t anchor;
} BookLink;

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
/* One line of text; what the font cannot show is a box. Returns its width. */
double book_art_text(BookArt *art, BookStyle style, Rgba colour, Align align, double x, double y,
                     const char *text);

/* --- pieces ----------------------------------------------------------------------------------- */

typedef struct BookFigure BookFigure;
typedef struct BookPiece BookPiece;
struct BookPiece {
    BookArt art;
    double height_pt;
    BookFigure *figure;      /* its charts may be drawn less high; NULL: fixed */
    double chart_pt;         /* how much of the height they are */
    double before_pt;        /* space above; none at the top of a page */
    bool keep_next;          /* no page may end behind it */
    bool narrow;             /* stands in one of two columns */
    double break_cost;       /* how little a page wants to begin with it; 0 begins a section */
    const BookPiece *repeat; /* is shown again above it at the top of a page: a table's header */
    size_t anchor;           /* BOOK_NO_ANCHOR, or what links and the contents lead to */
};

#define BOOK_NO_ANCHOR SIZE_MAX

typedef struct BookPieces {
    BookPiece **items;
    size_t count, capacity;
} BookPieces;

typedef struct BookPage {
    BookArt art;
    const char *chapter; /* for the running head; NULL: a page without one */
    bool landscape;
} BookPage;

typedef struct BookPages {
    BookPage **items;
    size_t count, capacity;
} BookPages;

/* A place that can be led to: a chapter (level 0) or a section (1). */
typedef struct BookAnchor {
    int level;
    const char *title;
    const char *path; /* "segments/champions", of the chapter; else NULL */
    size_t page;      /* SIZE_MAX until it is placed, from 0 */
    double y_pt;
    Rgba colour; /* a segment's, or a = 0 */
} BookAnchor;

/* The charts that were drawn so far, for layouts that are tried in several ways. */
typedef struct BookDrawn {
    struct BookChart {
        const ChartSpec *chart;
        double width_pt, height_pt; /* 0: without values, as high as it wants to be */
        Scene scene;
    } * items;
    size_t count, capacity;
    size_t extent; /* of the last profile's tables: the next one's will be much alike */
} BookDrawn;

typedef struct Book {
    const Report *report;
    const Theme *theme;
    Theme chart_theme; /* the same with the book's sizes of type */
    Arena *arena;
    double width_pt, height_pt; /* of an upright page */
    double column_pt, half_pt;  /* between its margins, and of one of two columns there */
    BookPages pages;
    struct {
        BookAnchor *items;
        size_t count, capacity;
    } anchors;
    int figures, tables; /* numbered so far */
    bool terse;          /* profiles without figures: too many segments for all of it */
    double line_pt;      /* how long a line of text may be here */
    bool justified;      /* running text */
    bool dense;          /* smaller text and less air: profiles */
    bool run_on;         /* dense, and findings in one paragraph each: a full summary */
    bool narrow;         /* dense, and in two columns: back matter. column_pt is that of one */
    bool followed;       /* what ends the chapter's last page has something below it */
    bool profile;        /* a segment's chapter, whose lead stands below its name */
    BookDrawn *drawn;
    double end_y_pt; /* where the last chapter ended on its last page */
    Err *err;
    Status status; /* the first failure of a chart */
} Book;

Book book_open(const Report *report, const BookPlan *plan, Arena *arena, Err *err);
/* All of it, in at most BOOK_PAGES_MAX pages; the summary and the segments' overview alone. */
Book book_lay_out(const Report *report, const BookPlan *plan, Arena *arena, Err *err);
Book book_lay_out_summary(const Report *report, const BookPlan *plan, Arena *arena, Err *err);
/* Adds a piece with art of that size, and returns it for its art to be filled. */
BookPiece *book_piece(Book *book, BookPieces *pieces, double width_pt, double height_pt);
size_t book_anchor(Book *book, int level, const char *title, const char *path, Rgba colour);
/* The anchor of the chapter with that path; BOOK_NO_ANCHOR when it is not in the book. */
size_t book_anchor_find(const Book *book, const char *path);
/* The report's page that a link leads to ("segments/champions.html#why"), or NULL. */
const char *book_page_path(const Book *book, const char *target);

/* What has been numbered so far, so that a part can be laid again in another way. */
typedef struct BookMark {
    int figures, tables;
    size_t anchors;
} BookMark;

BookMark book_mark(const Book *book);
void book_back_to(Book *book, BookMark mark);

/* --- paragraphs (book/text.c) ----------------------------------------------------------------- */

/* A stretch of text of one kind within a paragraph. */
typedef struct BookRun {
    const char *text;
    bool strong;
    bool line_break;  /* nothing but a forced break */
    const char *uri;  /* where it leads, or NULL */
    const char *path; /* the same, within the report */
} BookRun;

typedef struct BookRuns {
    BookRun *items;
    size_t count, capacity;
} BookRuns;

typedef struct BookSpan {
    const char *text;
    double x_pt, width_pt;
    const BookRun *run;
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
/* Draws the lines, first baseline and all, into the box that begins at y. Returns their height. */
double book_lines_draw(BookArt *art, const BookLines *lines, BookStyle style, Rgba colour, double x,
                       double y);
double book_lines_height(const BookLines *lines, BookStyle style);

/* --- blocks into pieces ----------------------------------------------------------------------- */

/* Whether what is added is in smaller type with less air. */
void book_set_dense(Book *book, bool dense);
/* Whether there is about half of a page for it: nothing stands beside anything. */
bool book_is_half(const Book *book);
/* Whether what is added stands in one of two columns: in small type, and as wide as that. */
void book_set_narrow(Book *book, bool narrow);
void book_add_chapter_title(Book *book, BookPieces *pieces, const Page *page);
/* `repeats`: the chapter's title just said it; only the lead is shown. */
void book_add_section_title(Book *book, BookPieces *pieces, const Section *section, bool repeats);
const char *book_chapter_title(const Page *page);
/* What a section's title is followed by. */
void book_add_lead(Book *book, BookPieces *pieces, const char *lead, BookStyle style,
                   double before_pt);
/* The segment of a profile's page; NULL for other pages. */
const Segment *book_segment_of(const Book *book, const Page *page);
/* "192 customers: 19.2% of all, with 56.2% of the revenue" */
const char *book_segment_line(const Book *book, const Segment *segment);
/* Those after the `first` ones, whose profiles would make the book too long, a line each. */
void book_add_other_segments(Book *book, BookPieces *pieces, size_t first);
void book_add_block(Book *book, BookPieces *pieces, const Block *block);
void book_add_metrics(Book *book, BookPieces *pieces, const Metric *items, size_t count);
/* The same, without what became of them, as a list for a narrow column. */
void book_add_metric_list(Book *book, BookPieces *pieces, const Metric *items, size_t count);
void book_add_definitions(Book *book, BookPieces *pieces, const Block *block);
/* Whether a table is one of sentences, which no narrow column can hold beside each other; and such
 * a table as a list. */
bool book_table_is_records(const TableBlock *block);
void book_add_records(Book *book, BookPieces *pieces, const TableBlock *block);
void book_add_attachments(Book *book, BookPieces *pieces);
void book_add_section(Book *book, BookPieces *pieces, const Section *section, bool repeats);
/* Two sections beside each other, the left one wider; false where they are too wide for that. */
bool book_add_sections(Book *book, BookPieces *pieces, const Section *left, const Section *right);
/* Each adds the block at i with what can stand beside it, and returns how many blocks that were; 0
 * when nothing can (book/arrange.c). */
size_t book_add_pair(Book *book, BookPieces *pieces, const Section *section, size_t i);
size_t book_add_beside(Book *book, BookPieces *pieces, const Section *section, size_t i,
                       double chart_width_pt);
/* The profile of a segment, on one page where that can be (book/profile.c). */
BookPieces book_profile(Book *book, const Page *page);
/* Text as pieces of one line each, without orphans and widows. */
void book_add_lines(Book *book, BookPieces *pieces, const BookLines *lines, BookStyle style,
                    Rgba colour, double indent_pt, double before_pt);
void book_add_heading(Book *book, BookPieces *pieces, const char *text);
/* The title of a section, without an anchor; it stays with what follows. */
void book_add_title(Book *book, BookPieces *pieces, const char *text, double before_pt);
void book_add_prose(Book *book, BookPieces *pieces, const Prose *prose);
void book_add_table(Book *book, BookPieces *pieces, const TableBlock *block, double width_pt);
/* The table without columns of zeros or blanks in the rows that are shown. */
Table *book_without_blanks(Book *book, const TableBlock *block);
/* Whether it reads well in half of the column. */
bool book_table_is_small(Book *book, const TableBlock *block);
/* Whether it has at most that many rows, and columns that fit the width. */
bool book_table_fits(Book *book, const TableBlock *block, double width_pt, size_t rows);
/* One piece of two stacks beside each other, each as high as it is. */
BookPiece *book_join(Book *book, BookPieces *pieces, const BookPieces *left,
                     const BookPieces *right, double right_x_pt);
double book_height(const BookPieces *pieces);
/* Whether the kind of chart can be read at half of the column. */
bool book_figure_reads_narrow(const FigureBlock *figure);
/* A figure in a narrow column, its chart about as high as said. */
void book_add_side_figure(Book *book, BookPieces *pieces, const FigureBlock *figure,
                          double width_pt, double chart_pt);
/* "Figure 3. What it shows". */
BookStyle book_caption_style(const Book *book);
/* Of running text. */
BookStyle book_body_style(const Book *book);
BookLines book_caption(Book *book, const char *kind, int number, const char *text, double width_pt);
/* One figure, or two half ones beside each other (right may be NULL). */
void book_add_figures(Book *book, BookPieces *pieces, const FigureBlock *left,
                      const FigureBlock *right);
/* Draws the charts of the piece again, that high. */
void book_figure_resize(Book *book, BookPiece *piece, double chart_pt);

/* The height of an upright page between its margins. */
double book_page_room(const Book *book);
/* Whether the pieces can stand on one, their charts as flat as they may be. */
bool book_fits_a_page(const Book *book, const BookPieces *pieces);

/* --- pages ------------------------------------------------------------------------------------ */

/* What page breaks cost; the sum over a chapter is least. */
#define BOOK_PAGE_COST 4.0      /* of one page more */
#define BOOK_EMPTY_COST 6.0     /* times the square of the share that stays empty */
#define BOOK_FORBIDDEN_COST 1e4 /* of a break where none should be: only when nothing else fits */
#define BOOK_OVERFULL_COST 1e6  /* of a piece that is higher than a page */
#define BOOK_SHRINK_COST 3.0    /* times the share that is taken away */

/* How much of the charts' height remains when what overflows is taken from it; below
 * BOOK_LEAST_SHRINK it does not fit. */
double book_shrink_to_fit(double used, double charts, double room);
/* Of a last page with so little on it that it looks forgotten. */
double book_last_page_cost(double share);
/* The pieces from..to-1 below each other onto the page, from there on. */
void book_fill(Book *book, const BookPieces *pieces, size_t from, size_t to, BookPage *page,
               Point at);
/* Narrow pieces in two columns, from start_y on the last page on, or, when that is 0, on new ones.
 * (book/columns.c) */
void book_flow_columns(Book *book, const BookPieces *pieces, const char *chapter, double start_y);
/* Spreads a chapter's pieces over pages, so that none is needlessly empty. It may begin on the last
 * page, when nearly half of that is free. */
void book_flow(Book *book, const BookPieces *pieces, const char *chapter, bool may_continue);
BookPage *book_page(Book *book, const char *chapter, bool landscape);
void book_cover(Book *book);
void book_ink_logo(PdfPage *page, const Pixels *logo, Arena *arena);
/* How many pages the contents will take; then the contents themselves, on those pages. */
size_t book_contents_pages(const Book *book);
void book_contents(Book *book, size_t first_page);
void book_running_heads(Book *book);

#endif
