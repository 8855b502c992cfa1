/* book/blocks.h — a block of the report as pieces, one file a kind.
 *
 * In:    the layout; the block with its plan; the width of its column.
 * Out:   new pieces, and nothing else: the same in, the same out. A chart that cannot be drawn
 *        leaves its fault in its piece.
 */
#ifndef BOOK_BLOCKS_H
#define BOOK_BLOCKS_H

#include "book/plan.h"
#include "book/type.h"

/* --- the parts of a chapter (book/chapter.c) -------------------------------------------------- */

BookPieces book_chapter(const BookLayout *layout, const ChapterPlan *plan);
/* Blocks below each other, in their stack's width. */
BookPieces book_stack(const BookLayout *layout, const StackPlan *stack);
/* Any one of the kinds below. */
BookPieces book_block(const BookLayout *layout, const BlockPlan *plan, double width_pt);

/* --- titles and lines of text (book/title.c) -------------------------------------------------- */

BookPieces book_chapter_title(const BookLayout *layout, const ChapterPlan *plan);
BookPieces book_section_title(const BookLayout *layout, const Section *section);
BookPieces book_lead(const BookLayout *layout, const char *lead);
BookPieces book_heading(const BookLayout *layout, const char *text, double width_pt);
/* Text as pieces of one line each, without orphans and widows; all of them are that tag's. */
BookPieces book_text(const BookLayout *layout, const Tag *tag, const BookLines *lines,
                     BookStyle style, Rgba colour, double indent_pt, double width_pt);
/* "Figure 3. What it shows". */
BookLines book_caption(const BookLayout *layout, const char *kind, int number, const char *text,
                       double width_pt);

/* --- the kinds -------------------------------------------------------------------------------- */

BookPieces book_prose(const BookLayout *layout, const Prose *prose, double width_pt);
BookPieces book_metrics(const BookLayout *layout, const Metric *items, size_t count,
                        double width_pt);
BookPieces book_insights(const BookLayout *layout, const Insight *items, size_t count,
                         double width_pt);
BookPieces book_note(const BookLayout *layout, NoteKind kind, const char *text, double width_pt);
BookPieces book_definitions(const BookLayout *layout, const Block *block, double width_pt);
BookPieces book_attachments(const BookLayout *layout, double width_pt);

BookPieces book_table(const BookLayout *layout, const TableBlock *block, int number,
                      double width_pt);
/* Whether it reads well in half of the page. */
bool book_table_is_small(const BookLayout *layout, const TableBlock *block);
/* Whether it has at most that many rows, and columns that fit the width. */
bool book_table_fits(const BookLayout *layout, const TableBlock *block, double width_pt,
                     size_t rows);

BookPieces book_figure(const BookLayout *layout, const BlockPlan *plan, double width_pt);
/* Whether the kind of chart can be read in half of the page. */
bool book_figure_reads_narrow(const BookLayout *layout, const FigureBlock *figure);
/* Whether its chart may be higher than it wants to be: a ring's or a plane's gains nothing. */
bool book_figure_grows(const FigureBlock *figure);
/* How high the chart is at that width: all of its rows, axes and names have their room. */
double book_chart_height(const BookLayout *layout, const ChartSpec *chart, double width_pt);

#endif
