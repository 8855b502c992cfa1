/* Markdown prose as pieces. The tree is walked with a stack of our own, not by recursion. */
#include <string.h>

#include "book/private.h"

#define INDENT_PT 16.0
#define INDENT_MAX_PT 160.0

/* --- inline text ------------------------------------------------------------------------------ */

typedef struct Inline {
    const Prose *next;
    bool strong;
    const char *uri, *path;
} Inline;

typedef struct InlineStack {
    Inline *items;
    size_t count, capacity;
} InlineStack;

static bool is_uri(const char *target)
{
    return strncmp(target, "https://", 8) == 0 || strncmp(target, "http://", 7) == 0 ||
           strncmp(target, "mailto:", 7) == 0;
}

static Inline inside(const Book *book, const Prose *node, Inline outer)
{
    Inline inner = outer;

    inner.next = node->first_child;
    if (node->kind == PROSE_EMPHASIS || node->kind == PROSE_STRONG) inner.strong = true;
    if (node->kind == PROSE_LINK && node->target) {
        if (is_uri(node->target))
            inner.uri = node->target;
        else
            inner.path = book_page_path(book, node->target);
    }
    return inner;
}

static BookRuns inline_runs(const Book *book, const Prose *parent)
{
    InlineStack stack = { 0 };
    BookRuns runs = { 0 };

    VEC_PUSH(book->arena, &stack, ((Inline){ .next = parent->first_child }));
    while (stack.count) {
        Inline *top = &stack.items[stack.count - 1];
        const Prose *node = top->next;
        if (!node) {
            stack.count--;
            continue;
        }
        top->next = node->next;
        if (node->text && *node->text) {
            BookRun run = { node->text, top->strong, false, top->uri, top->path };
            VEC_PUSH(book->arena, &runs, run);
        } else if (node->kind == PROSE_BREAK) {
            VEC_PUSH(book->arena, &runs, ((BookRun){ .text = "", .line_break = true }));
        } else if (node->first_child) {
            Inline inner = inside(book, node, *top);
            VEC_PUSH(book->arena, &stack, inner);
        }
    }
    return runs;
}

static const char *inline_text(const Book *book, const Prose *parent)
{
    BookRuns runs = inline_runs(book, parent);
    const char *text = "";

    for (size_t i = 0; i < runs.count; i++)
        text = arena_format(book->arena, "%s%s", text, runs.items[i].text);
    return text;
}

/* --- blocks ----------------------------------------------------------------------------------- */

typedef struct Frame {
    const Prose *next;
    double indent_pt;
    bool list, item, ordered, quoted;
    int number;
} Frame;

typedef struct Walk {
    Book *book;
    BookPieces *pieces;
    struct {
        Frame *items;
        size_t count, capacity;
    } frames;
    const char *marker; /* of the item whose first line is still to come */
    double marker_x_pt;
    double before_pt; /* above the next block */
} Walk;

static void push(Walk *walk, const Prose *node, Frame frame)
{
    frame.next = node->first_child;
    if (frame.indent_pt > INDENT_MAX_PT) frame.indent_pt = INDENT_MAX_PT;
    VEC_PUSH(walk->book->arena, &walk->frames, frame);
}

/* What all blocks of text share: the item's marker beside the first line, the bar of a quote. */
static void add_text(Walk *walk, const Frame *frame, const BookLines *lines, BookStyle style)
{
    size_t first = walk->pieces->count;
    Rgba colour = book_ink(frame->quoted ? BOOK_INK_SOFT : BOOK_TYPE[style].ink);

    book_add_lines(walk->book, walk->pieces, lines, style, colour, frame->indent_pt,
                   walk->before_pt);
    for (size_t i = first; i < walk->pieces->count; i++) {
        BookPiece *piece = walk->pieces->items[i];
        if (i == first && walk->marker) {
            book_art_text(&piece->art, style, book_ink(BOOK_INK_SOFT), ALIGN_START,
                          walk->marker_x_pt, 0, walk->marker);
        }
        if (frame->quoted) {
            scene_rect(&piece->art.scene, (Rect){ 0, 0, 2, piece->height_pt },
                       walk->book->theme->grid);
        }
    }
    walk->marker = NULL;
    walk->before_pt = frame->list ? 3 : 7;
}

static void add_paragraph(Walk *walk, const Frame *frame, const Prose *node)
{
    BookRuns runs = inline_runs(walk->book, node);
    BookStyle style = book_body_style(walk->book);
    BookLines lines =
        book_lines(&runs, style, walk->book->line_pt - frame->indent_pt, walk->book->arena);

    if (walk->book->justified)
        book_lines_justify(&lines, style, walk->book->line_pt - frame->indent_pt);
    add_text(walk, frame, &lines, style);
}

static void add_code(Walk *walk, const Frame *frame, const Prose *node)
{
    Frame deeper = *frame;
    const char *text = node->text ? node->text : "";

    deeper.indent_pt += INDENT_PT;
    for (int i = 0; *text && i < 200; i++) {
        size_t size = strcspn(text, "\n");
        const char *line = arena_text_n(walk->book->arena, text, size);
        BookLines lines = book_text_lines(
            line, false, BOOK_CAPTION, walk->book->line_pt - deeper.indent_pt, walk->book->arena);
        add_text(walk, &deeper, &lines, BOOK_CAPTION);
        walk->before_pt = 0;
        text += size + (text[size] == '\n');
    }
    walk->before_pt = 7;
}

static void add_rule(Walk *walk)
{
    BookPiece *piece = book_piece(walk->book, walk->pieces, walk->book->column_pt, 1);

    piece->before_pt = 12;
    piece->break_cost = 0.3;
    scene_line(&piece->art.scene, (Point){ 0, 0.5 }, (Point){ walk->book->column_pt, 0.5 },
               walk->book->theme->grid, 0.75);
    walk->before_pt = 12;
}

static size_t count_children(const Prose *node)
{
    size_t count = 0;

    for (const Prose *child = node->first_child; child; child = child->next)
        count++;
    return count;
}

/* A table in the prose is set like the report's own, all of it text. */
static void add_prose_table(Walk *walk, const Prose *node)
{
    Arena *arena = walk->book->arena;
    const Prose *header = node->first_child;
    size_t cols = header ? count_children(header) : 0, rows = count_children(node);
    Column *columns = ARENA_ARRAY(arena, Column, cols);

    if (!cols || rows < 2) return;
    for (size_t c = 0; c < cols; c++)
        columns[c].texts = ARENA_ARRAY(arena, const char *, rows);
    size_t r = 0;
    for (const Prose *row = header; row; row = row->next, r++) {
        const Prose *cell = row->first_child;
        for (size_t c = 0; c < cols && cell; c++, cell = cell->next) {
            const char *text = inline_text(walk->book, cell);
            if (r)
                ((const char **)columns[c].texts)[r - 1] = text;
            else
                columns[c].title = text;
        }
    }
    Table *table = ARENA_NEW(arena, Table);
    *table = (Table){ rows - 1, cols, columns };
    book_add_table(walk->book, walk->pieces, &(TableBlock){ .table = table },
                   walk->book->column_pt);
    walk->before_pt = 10;
}

static void open_item(Walk *walk, Frame *list, const Prose *node)
{
    char number[NUMBER_TEXT];

    walk->marker = "•";
    if (list->ordered) {
        number_fixed(number, list->number++, 0);
        walk->marker = arena_format(walk->book->arena, "%s.", number);
    }
    walk->marker_x_pt = list->indent_pt - INDENT_PT + (list->ordered ? 0 : 3);
    Frame item = *list;
    item.item = true;
    push(walk, node, item);
}

static void add_node(Walk *walk, Frame *frame, const Prose *node)
{
    Frame inner = *frame;

    switch (node->kind) {
    case PROSE_DOCUMENT: push(walk, node, inner); break;
    case PROSE_PARAGRAPH: add_paragraph(walk, frame, node); break;
    case PROSE_HEADING:
        book_add_heading(walk->book, walk->pieces, inline_text(walk->book, node));
        walk->before_pt = 3;
        break;
    case PROSE_LIST:
        inner.indent_pt += INDENT_PT;
        inner.list = true;
        inner.item = false;
        inner.ordered = node->ordered;
        inner.number = node->start;
        push(walk, node, inner);
        break;
    case PROSE_ITEM: open_item(walk, frame, node); break;
    case PROSE_QUOTE:
        inner.quoted = true;
        inner.indent_pt += 12;
        push(walk, node, inner);
        break;
    case PROSE_CODE: add_code(walk, frame, node); break;
    case PROSE_RULE: add_rule(walk); break;
    case PROSE_TABLE: add_prose_table(walk, node); break;
    case PROSE_ROW:
    case PROSE_CELL:
    case PROSE_TEXT:
    case PROSE_EMPHASIS:
    case PROSE_STRONG:
    case PROSE_CODE_SPAN:
    case PROSE_LINK:
    case PROSE_BREAK: break; /* only inside of the others */
    }
}

void book_add_prose(Book *book, BookPieces *pieces, const Prose *prose)
{
    /* Close below a heading, further below anything else. */
    bool headed = pieces->count && pieces->items[pieces->count - 1]->keep_next;
    Walk walk = { .book = book, .pieces = pieces, .before_pt = headed ? 4 : 8 };

    if (!prose) return;
    push(&walk, prose, (Frame){ 0 });
    while (walk.frames.count) {
        Frame *frame = &walk.frames.items[walk.frames.count - 1];
        const Prose *node = frame->next;
        if (!node) {
            walk.frames.count--;
            if (frame->list) walk.before_pt = frame->item ? 3 : 7;
            continue;
        }
        frame->next = node->next;
        add_node(&walk, frame, node);
    }
}
