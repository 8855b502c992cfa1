/* Markdown prose as pieces. The tree is walked with a stack of our own, not by recursion. */
#include <string.h>

#include "book/blocks.h"

#define INDENT_PT 16.0
#define INDENT_MAX_PT 160.0
#define QUOTE_PT 12.0
#define RULE_PT 12.0 /* around a line */
#define CODE_LINES_MAX 200
#define DEEPEST_TAG 16 /* what lies in more lists and quotes is heard as if in so many */

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

static Inline inside(const BookLayout *layout, const Prose *node, Inline outer)
{
    Inline inner = outer;

    inner.next = node->first_child;
    if (node->kind == PROSE_EMPHASIS || node->kind == PROSE_STRONG) inner.strong = true;
    if (node->kind == PROSE_LINK && node->target) {
        if (is_uri(node->target))
            inner.uri = node->target;
        else
            inner.path = book_page_path(layout, node->target);
    }
    return inner;
}

static BookRuns inline_runs(const BookLayout *layout, const Prose *parent)
{
    InlineStack stack = { 0 };
    BookRuns runs = { 0 };

    VEC_PUSH(layout->arena, &stack, ((Inline){ .next = parent->first_child }));
    while (stack.count) {
        Inline *top = &stack.items[stack.count - 1];
        const Prose *node = top->next;
        if (!node) {
            stack.count--;
            continue;
        }
        top->next = node->next;
        if (node->text && *node->text) {
            BookRun run = {
                .text = node->text, .strong = top->strong, .uri = top->uri, .path = top->path
            };
            VEC_PUSH(layout->arena, &runs, run);
        } else if (node->kind == PROSE_BREAK) {
            VEC_PUSH(layout->arena, &runs, ((BookRun){ .text = "", .line_break = true }));
        } else if (node->first_child) {
            Inline inner = inside(layout, node, *top);
            VEC_PUSH(layout->arena, &stack, inner);
        }
    }
    return runs;
}

static const char *inline_text(const BookLayout *layout, const Prose *parent)
{
    BookRuns runs = inline_runs(layout, parent);
    const char *text = "";

    for (size_t i = 0; i < runs.count; i++)
        text = arena_format(layout->arena, "%s%s", text, runs.items[i].text);
    return text;
}

/* --- blocks ----------------------------------------------------------------------------------- */

/* A node whose children are being walked, and how they stand. */
typedef struct Frame {
    const Prose *first, *next; /* of the children; `next` is still to come */
    double indent_pt;
    bool list, quoted;
    bool opens;         /* the first item of a list that is not within another */
    const char *marker; /* of an item: beside the first line of its first child */
    double marker_x_pt;
    bool ordered;             /* of a list */
    int number;               /* of its first item */
    int taken;                /* children walked so far */
    const Tag *within, *item; /* what the children are part of; of an item: whose marker it is */
} Frame;

typedef struct Walk {
    const BookLayout *layout;
    double width_pt;
    BookPieces pieces;
    struct {
        Frame *items;
        size_t count, capacity;
    } frames;
} Walk;

static void push(Walk *walk, const Prose *node, Frame frame)
{
    frame.first = frame.next = node->first_child;
    frame.taken = 0;
    if (frame.indent_pt > INDENT_MAX_PT) frame.indent_pt = INDENT_MAX_PT;
    VEC_PUSH(walk->layout->arena, &walk->frames, frame);
}

static double line_of(const Walk *walk, const Frame *frame)
{
    return book_line(walk->layout, walk->width_pt) - frame->indent_pt;
}

/* Items of a list stand closer than paragraphs. */
static double before(const Walk *walk, const Frame *frame, const Prose *node)
{
    bool opens = frame->opens && node == frame->first;

    return frame->list && !opens ? walk->layout->gaps.item : walk->layout->gaps.paragraph;
}

/* A tag for what lies directly in the frame. */
static const Tag *new_tag(const Walk *walk, const Frame *frame, TagRole role)
{
    return tag_new(role, frame->within, walk->layout->arena);
}

static BookLayout layout_in(const Walk *walk, const Frame *frame)
{
    return book_within(walk->layout, frame->within);
}

/* Before the text of its line, for those who listen. */
static void draw_marker(const Walk *walk, const Frame *frame, BookPiece *piece, BookStyle style,
                        const char *marker)
{
    Arena *arena = walk->layout->arena;
    const BookArt text = piece->art;
    const Tag *tag =
        frame->item ? tag_new(TAG_LABEL, frame->item, arena) : new_tag(walk, frame, TAG_PARAGRAPH);

    piece->art = book_art(text.scene.width_pt, text.scene.height_pt, arena);
    book_art_text(&piece->art, tag, style, book_ink(BOOK_INK_SOFT), ALIGN_START, frame->marker_x_pt,
                  0, marker);
    book_art_place(&piece->art, &text, 0, 0, 1);
}

/* What all blocks of text share: the item's marker beside the first line, the bar of a quote. */
static void add_text(Walk *walk, const Frame *frame, const Tag *tag, const BookLines *lines,
                     BookStyle style, double before_pt, const char *marker)
{
    Rgba colour = book_ink(frame->quoted ? BOOK_INK_SOFT : BOOK_TYPE[style].ink);
    BookPieces text =
        book_text(walk->layout, tag, lines, style, colour, frame->indent_pt, walk->width_pt);

    if (!text.count) return;
    text.items[0]->before_pt = before_pt;
    if (marker) draw_marker(walk, frame, text.items[0], style, marker);
    for (size_t i = 0; frame->quoted && i < text.count; i++) {
        BookPiece *piece = text.items[i];
        scene_rect(&piece->art.scene, (Rect){ 0, 0, 2, piece->height_pt },
                   walk->layout->theme->grid);
    }
    book_append(&walk->pieces, &text, walk->layout->arena);
}

static const char *marker_of(const Frame *frame, const Prose *node)
{
    return node == frame->first ? frame->marker : NULL;
}

static void add_paragraph(Walk *walk, const Frame *frame, const Prose *node)
{
    BookRuns runs = inline_runs(walk->layout, node);
    double line = line_of(walk, frame);
    BookLines lines = book_lines(&runs, BOOK_BODY, line, walk->layout->arena);

    if (walk->layout->justified) book_lines_justify(&lines, BOOK_BODY, line);
    add_text(walk, frame, new_tag(walk, frame, TAG_PARAGRAPH), &lines, BOOK_BODY,
             before(walk, frame, node), marker_of(frame, node));
}

static void add_code(Walk *walk, const Frame *frame, const Prose *node)
{
    Frame deeper = *frame;
    const char *text = node->text ? node->text : "";
    const Tag *tag = tag_new(TAG_CODE, new_tag(walk, frame, TAG_PARAGRAPH), walk->layout->arena);

    deeper.indent_pt += INDENT_PT;
    for (int i = 0; *text && i < CODE_LINES_MAX; i++) {
        size_t size = strcspn(text, "\n");
        const char *line = arena_text_n(walk->layout->arena, text, size);
        BookLines lines =
            book_text_lines(line, false, BOOK_CAPTION, line_of(walk, &deeper), walk->layout->arena);
        add_text(walk, &deeper, tag, &lines, BOOK_CAPTION, i ? 0 : before(walk, frame, node),
                 i ? NULL : marker_of(frame, node));
        text += size + (text[size] == '\n');
    }
}

static void add_rule(Walk *walk)
{
    BookPiece *piece = book_piece(&walk->pieces, walk->width_pt, 1, walk->layout->arena);

    piece->before_pt = piece->below_pt = RULE_PT;
    piece->break_cost = 0.3;
    scene_line(&piece->art.scene, (Point){ 0, 0.5 }, (Point){ walk->width_pt, 0.5 },
               walk->layout->theme->grid, 0.75);
}

static size_t count_children(const Prose *node)
{
    size_t count = 0;

    for (const Prose *child = node->first_child; child; child = child->next)
        count++;
    return count;
}

/* A table in the prose is set like the report's own, all of it text. */
static void add_prose_table(Walk *walk, const Frame *frame, const Prose *node)
{
    Arena *arena = walk->layout->arena;
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
            const char *text = inline_text(walk->layout, cell);
            if (r)
                ((const char **)columns[c].texts)[r - 1] = text;
            else
                columns[c].title = text;
        }
    }
    const Table table = { rows - 1, cols, columns };
    const BookLayout inside = layout_in(walk, frame);
    BookPieces pieces = book_table(&inside, &(TableBlock){ .table = &table }, 0, walk->width_pt);
    book_append(&walk->pieces, &pieces, arena);
}

static void add_heading(Walk *walk, const Frame *frame, const Prose *node)
{
    const BookLayout inside = layout_in(walk, frame);
    BookPieces heading = book_heading(&inside, inline_text(walk->layout, node), walk->width_pt);

    book_append(&walk->pieces, &heading, walk->layout->arena);
}

static Frame item_frame(const Walk *walk, const Frame *list, const Prose *node)
{
    char number[NUMBER_TEXT];
    Frame item = *list;

    item.marker = "•";
    if (list->ordered) {
        number_fixed(number, list->number + list->taken, 0);
        item.marker = arena_format(walk->layout->arena, "%s.", number);
    }
    item.item = NULL;
    if (walk->frames.count <= DEEPEST_TAG) {
        item.item = new_tag(walk, list, TAG_ITEM);
        item.within = tag_new(TAG_BODY, item.item, walk->layout->arena);
    }
    item.marker_x_pt = list->indent_pt - INDENT_PT + (list->ordered ? 0 : 3);
    item.opens = list->opens && node == list->first;
    return item;
}

static Frame list_frame(const Walk *walk, const Frame *outer, const Prose *node)
{
    Frame list = *outer;

    if (walk->frames.count < DEEPEST_TAG)
        list.within = new_tag(walk, outer, node->ordered ? TAG_LIST_NUMBERED : TAG_LIST);

    list.indent_pt += INDENT_PT;
    list.opens = !outer->list;
    list.list = true;
    list.marker = NULL;
    list.ordered = node->ordered;
    list.number = node->start;
    return list;
}

static Frame quote_frame(const Walk *walk, const Frame *outer)
{
    Frame quote = *outer;

    if (walk->frames.count < DEEPEST_TAG) quote.within = new_tag(walk, outer, TAG_QUOTE);
    quote.quoted = true;
    quote.indent_pt += QUOTE_PT;
    return quote;
}

static void add_node(Walk *walk, const Frame *frame, const Prose *node)
{
    switch (node->kind) {
    case PROSE_DOCUMENT: push(walk, node, *frame); break;
    case PROSE_PARAGRAPH: add_paragraph(walk, frame, node); break;
    case PROSE_HEADING: add_heading(walk, frame, node); break;
    case PROSE_LIST: push(walk, node, list_frame(walk, frame, node)); break;
    case PROSE_ITEM: push(walk, node, item_frame(walk, frame, node)); break;
    case PROSE_QUOTE: push(walk, node, quote_frame(walk, frame)); break;
    case PROSE_CODE: add_code(walk, frame, node); break;
    case PROSE_RULE: add_rule(walk); break;
    case PROSE_TABLE: add_prose_table(walk, frame, node); break;
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

BookPieces book_prose(const BookLayout *layout, const Prose *prose, double width_pt)
{
    Walk walk = { .layout = layout, .width_pt = width_pt };

    if (!prose) return walk.pieces;
    push(&walk, prose, (Frame){ .within = layout->within });
    while (walk.frames.count) {
        Frame *frame = &walk.frames.items[walk.frames.count - 1];
        const Prose *node = frame->next;
        if (!node) {
            walk.frames.count--;
            continue;
        }
        const Frame outer = *frame; /* pushing may move it */
        frame->next = node->next;
        frame->taken++;
        add_node(&walk, &outer, node);
    }
    return walk.pieces;
}
