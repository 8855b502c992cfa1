/* Markdown into the Prose tree: cmark parses, its events are walked once, without recursion.
 *
 * A table is a paragraph at the top level whose source lines have the shape of one; its cells are
 * parsed again as inline text.
 */
#include "text/prose.h"

#include <cmark.h>
#include <string.h>

#include "text/prose_link.h"

#define PROSE_MAX_SIZE (512u << 10)
#define PROSE_MAX_BLOCKS 24 /* containers of blocks within each other */
#define PROSE_MAX_INLINES 7 /* containers of inlines within each other */
#define PROSE_MAX_CELLS 16  /* columns of a table */

typedef struct Walk {
    Prose *open[PROSE_MAX_BLOCKS + PROSE_MAX_INLINES + 2];
    cmark_node *node[PROSE_MAX_BLOCKS + PROSE_MAX_INLINES + 2]; /* what opened it */
    size_t depth;                                               /* open[depth] takes the children */
    size_t inlines;
    const char *const *lines; /* of the source, 1-based; NULL inside of cells */
    size_t line_count;
    Arena *arena;
} Walk;

static Prose *prose_new(Arena *arena, ProseKind kind)
{
    Prose *prose = ARENA_NEW(arena, Prose);

    prose->kind = kind;
    return prose;
}

static void child_add(Prose *parent, Prose *child)
{
    if (parent->last_child)
        parent->last_child->next = child;
    else
        parent->first_child = child;
    parent->last_child = child;
}

static Prose *walk_add(Walk *walk, ProseKind kind)
{
    Prose *made = prose_new(walk->arena, kind);

    child_add(walk->open[walk->depth], made);
    return made;
}

static Prose *walk_open(Walk *walk, ProseKind kind, cmark_node *node)
{
    Prose *made = walk_add(walk, kind);

    walk->open[++walk->depth] = made;
    walk->node[walk->depth] = node;
    return made;
}

static const char *clean(const char *text, Arena *arena)
{
    return text ? utf8_clean(text, strlen(text), SIZE_MAX, arena) : "";
}

/* The lines of a code block, each clean, with their ends. */
static const char *clean_lines(const char *text, Arena *arena)
{
    Buf buf = { 0 };
    const char *copy;

    while (text && *text) {
        size_t size = strcspn(text, "\n");
        buf_text(&buf, utf8_clean(text, size, SIZE_MAX, arena));
        if (text[size]) buf_char(&buf, '\n');
        text += size + (text[size] != '\0');
    }
    copy = arena_text_n(arena, buf.data ? buf.data : "", buf.size);
    buf_close(&buf);
    return copy;
}

/* --- Inlines --------------------------------------------------------------------------------- */

static void text_add(Walk *walk, ProseKind kind, const char *text)
{
    walk_add(walk, kind)->text = text;
}

static void inline_open(Walk *walk, cmark_node *node, ProseKind kind)
{
    Prose *made;

    if (walk->inlines == PROSE_MAX_INLINES) return;
    made = walk_open(walk, kind, node);
    walk->inlines++;
    if (kind == PROSE_LINK) made->target = prose_link(cmark_node_get_url(node), walk->arena);
}

static bool enter_inline(Walk *walk, cmark_node *node, cmark_node_type type)
{
    const char *literal = cmark_node_get_literal(node);

    if (type == CMARK_NODE_TEXT)
        text_add(walk, PROSE_TEXT, clean(literal, walk->arena));
    else if (type == CMARK_NODE_CODE)
        text_add(walk, PROSE_CODE_SPAN, clean(literal, walk->arena));
    else if (type == CMARK_NODE_SOFTBREAK)
        text_add(walk, PROSE_TEXT, " ");
    else if (type == CMARK_NODE_LINEBREAK)
        walk_add(walk, PROSE_BREAK);
    else if (type == CMARK_NODE_EMPH)
        inline_open(walk, node, PROSE_EMPHASIS);
    else if (type == CMARK_NODE_STRONG)
        inline_open(walk, node, PROSE_STRONG);
    else if (type == CMARK_NODE_LINK)
        inline_open(walk, node, PROSE_LINK);
    else
        return false;
    return true;
}

/* --- Tables ---------------------------------------------------------------------------------- */

typedef struct Cells {
    const char *at[PROSE_MAX_CELLS];
    size_t size[PROSE_MAX_CELLS];
    size_t count;
} Cells;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* "| a | b |" → a, b; false where the line is no such row. A backslash keeps a bar in its cell. */
static bool cells_read(Cells *cells, const char *line, size_t size)
{
    const char *end = line + size;
    const char *begin;

    cells->count = 0;
    while (line < end && is_blank(*line))
        line++;
    while (end > line && is_blank(end[-1]))
        end--;
    if (end - line < 3 || *line != '|' || end[-1] != '|' || end[-2] == '\\') return false;
    for (begin = ++line; line < end; line++) {
        if (*line == '\\' && line + 1 < end) {
            line++;
        } else if (*line == '|') {
            if (cells->count == PROSE_MAX_CELLS) return false;
            cells->at[cells->count] = begin;
            cells->size[cells->count++] = (size_t)(line - begin);
            begin = line + 1;
        }
    }
    return cells->count > 0;
}

static bool is_dashes(const Cells *cells)
{
    for (size_t i = 0; i < cells->count; i++) {
        size_t dashes = 0;
        for (size_t j = 0; j < cells->size[i]; j++) {
            char c = cells->at[i][j];
            if (c == '-')
                dashes++;
            else if (c != ':' && !is_blank(c))
                return false;
        }
        if (dashes == 0) return false;
    }
    return true;
}

static size_t line_size(const char *line)
{
    return strcspn(line, "\n");
}

static bool is_table(const Walk *walk, cmark_node *node)
{
    int first = cmark_node_get_start_line(node);
    int last = cmark_node_get_end_line(node);
    Cells header = { .count = 0 };
    Cells row;

    if (!walk->lines || walk->depth > 0 || first < 1 || last <= first ||
        (size_t)last > walk->line_count)
        return false;
    for (int i = first; i <= last; i++) {
        if (!cells_read(&row, walk->lines[i], line_size(walk->lines[i]))) return false;
        if (i == first) header = row;
        if (row.count != header.count) return false;
        if (i == first + 1 && !is_dashes(&row)) return false;
    }
    return true;
}

static void tree_walk(Walk *walk, cmark_node *root);

/* A cell's text: the inlines of the first paragraph that it makes. */
static void cell_fill(Prose *cell, const char *text, size_t size, Arena *arena)
{
    cmark_node *root = cmark_parse_document(text, size, CMARK_OPT_DEFAULT);
    Walk walk = { .open = { prose_new(arena, PROSE_DOCUMENT) }, .arena = arena };
    const Prose *block;

    tree_walk(&walk, root);
    cmark_node_free(root);
    block = walk.open[0]->first_child;
    if (!block) return;
    if (block->kind == PROSE_PARAGRAPH || block->kind == PROSE_HEADING) {
        cell->first_child = block->first_child;
        cell->last_child = block->last_child;
    } else { /* "- 3": a list elsewhere, in a cell it is what it says */
        Prose *plain = prose_new(arena, PROSE_TEXT);
        while (size > 0 && is_blank(text[0]))
            text++, size--;
        while (size > 0 && is_blank(text[size - 1]))
            size--;
        plain->text = utf8_clean(text, size, SIZE_MAX, arena);
        child_add(cell, plain);
    }
}

static void table_add(Walk *walk, cmark_node *node)
{
    int first = cmark_node_get_start_line(node);
    int last = cmark_node_get_end_line(node);
    Prose *table = walk_add(walk, PROSE_TABLE);

    for (int i = first; i <= last; i++) {
        Cells cells;
        Prose *row;

        if (i == first + 1) continue; /* the dashes */
        if (!cells_read(&cells, walk->lines[i], line_size(walk->lines[i]))) continue;
        row = prose_new(walk->arena, PROSE_ROW);
        child_add(table, row);
        for (size_t j = 0; j < cells.count; j++) {
            Prose *cell = prose_new(walk->arena, PROSE_CELL);
            child_add(row, cell);
            cell_fill(cell, cells.at[j], cells.size[j], walk->arena);
        }
    }
}

/* --- Blocks ---------------------------------------------------------------------------------- */

static bool has_room(const Walk *walk, size_t levels)
{
    return walk->depth + levels < PROSE_MAX_BLOCKS;
}

static void list_open(Walk *walk, cmark_node *node)
{
    Prose *list;

    if (!has_room(walk, 3)) return; /* its items and their paragraphs need a level each */
    list = walk_open(walk, PROSE_LIST, node);
    list->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    list->start = list->ordered ? cmark_node_get_list_start(node) : 0;
    list->tight = cmark_node_get_list_tight(node) != 0;
}

static bool enter_container(Walk *walk, cmark_node *node, cmark_node_type type)
{
    if (type == CMARK_NODE_BLOCK_QUOTE) {
        if (has_room(walk, 2)) walk_open(walk, PROSE_QUOTE, node);
    } else if (type == CMARK_NODE_LIST) {
        list_open(walk, node);
    } else if (type == CMARK_NODE_ITEM) {
        if (walk->open[walk->depth]->kind == PROSE_LIST) walk_open(walk, PROSE_ITEM, node);
    } else {
        return false;
    }
    return true;
}

static void enter_block(Walk *walk, cmark_iter *iter, cmark_node *node, cmark_node_type type)
{
    if (type == CMARK_NODE_PARAGRAPH && is_table(walk, node)) {
        table_add(walk, node);
        cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
    } else if (type == CMARK_NODE_PARAGRAPH) {
        walk_open(walk, PROSE_PARAGRAPH, node);
    } else if (type == CMARK_NODE_HEADING) {
        walk_open(walk, PROSE_HEADING, node)->level = cmark_node_get_heading_level(node);
    } else if (type == CMARK_NODE_THEMATIC_BREAK) {
        walk_add(walk, PROSE_RULE);
    } else if (type == CMARK_NODE_CODE_BLOCK) {
        text_add(walk, PROSE_CODE, clean_lines(cmark_node_get_literal(node), walk->arena));
    }
}

static bool is_inline_kind(ProseKind kind)
{
    return kind == PROSE_EMPHASIS || kind == PROSE_STRONG || kind == PROSE_LINK;
}

static void leave(Walk *walk, const cmark_node *node)
{
    if (walk->depth == 0 || walk->node[walk->depth] != node) return; /* was flattened */
    if (is_inline_kind(walk->open[walk->depth]->kind)) walk->inlines--;
    walk->depth--;
}

static void tree_walk(Walk *walk, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);

        if (event == CMARK_EVENT_EXIT)
            leave(walk, node);
        else if (!enter_inline(walk, node, type) && !enter_container(walk, node, type))
            enter_block(walk, iter, node, type);
    }
    cmark_iter_free(iter);
}

/* --- Doors ----------------------------------------------------------------------------------- */

static size_t lines_index(const char ***out, const char *text, size_t size, Arena *arena)
{
    size_t count = 1, at = 1;
    const char **lines;

    for (size_t i = 0; i < size; i++)
        count += text[i] == '\n';
    lines = ARENA_ARRAY(arena, const char *, count + 1);
    lines[at] = text;
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\n') lines[++at] = text + i + 1;
    }
    *out = lines;
    return count;
}

/* cmark before 0.30.3 takes quadratic time over brackets that stay open (CVE-2023-22486): behind so
 * many in one paragraph they are plain text. */
#define MAX_BRACKETS 1000

static const char *tame_brackets(const char *text, size_t *size, Arena *arena)
{
    Buf tamed = { 0 };
    size_t brackets = 0;

    for (size_t i = 0; i < *size; i++) {
        if (text[i] == '\n' && text[i + 1] == '\n') brackets = 0;
        bool escaped = i && text[i - 1] == '\\';
        if (text[i] == '[' && !escaped && ++brackets > MAX_BRACKETS) buf_char(&tamed, '\\');
        buf_char(&tamed, text[i]);
    }
    const char *out = arena_text_n(arena, tamed.size ? tamed.data : "", tamed.size);
    *size = tamed.size;
    buf_close(&tamed);
    return out;
}

Status prose_parse(Prose **out, const char *file, const char *markdown, size_t size, Arena *arena,
                   Err *err)
{
    const char *text;
    const char **lines;
    Walk walk = { .open = { prose_new(arena, PROSE_DOCUMENT) }, .arena = arena };
    cmark_node *root;

    if (size > PROSE_MAX_SIZE)
        return err_set(err, ERR_DATA, "%s: larger than a text may be (512 KB)", file);
    if (!utf8_valid(markdown, size))
        return err_set(err, ERR_DATA, "%s: not UTF-8: save it in that encoding", file);
    text = tame_brackets(arena_text_n(arena, markdown, size), &size, arena);
    walk.line_count = lines_index(&lines, text, size, arena);
    walk.lines = lines;
    root = cmark_parse_document(text, size, CMARK_OPT_DEFAULT);
    tree_walk(&walk, root);
    cmark_node_free(root);
    *out = walk.open[0];
    return OK;
}

Prose *prose_plain(const char *text, Arena *arena)
{
    Prose *document = prose_new(arena, PROSE_DOCUMENT);
    Prose *paragraph = prose_new(arena, PROSE_PARAGRAPH);
    Prose *words = prose_new(arena, PROSE_TEXT);

    words->text = arena_text(arena, text);
    child_add(paragraph, words);
    child_add(document, paragraph);
    return document;
}

Prose *prose_linked(const char *text, const char *label, const char *target, Arena *arena)
{
    Prose *document = prose_plain(text, arena);
    Prose *link = prose_new(arena, PROSE_LINK), *words = prose_new(arena, PROSE_TEXT);

    words->text = arena_text(arena, label);
    link->target = prose_link(target, arena);
    child_add(link, words);
    child_add(document->first_child, link);
    return document;
}
