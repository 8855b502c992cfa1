/* Mustache as a tree, in one pass over the text.
 *
 * The one subtle rule is the standalone tag: a section, comment, partial or delimiter tag that is
 * alone on its line takes the whole line with it, blanks and line end included.
 */
#include "text/template_parse.h"

#include <string.h>

#define DELIMITER_MAX 16

typedef struct Span {
    const char *at;
    size_t size;
} Span;

typedef struct Parser {
    const char *file;
    const char *begin, *end;
    const char *at;      /* the next byte to look at */
    const char *counted; /* the line number is that of this byte */
    int line;
    Span open, close; /* the delimiters in force */
    Tag *section[TEMPLATE_MAX_DEPTH + 1];
    size_t depth;
    Arena *arena;
    Err *err;
} Parser;

/* A tag as it stands in the text. */
typedef struct RawTag {
    const char *begin, *end; /* with delimiters */
    char sign;               /* one of # ^ / > ! = & {, or 0 for a plain name */
    Span name;
    int line;
} RawTag;

static int line_of(Parser *p, const char *at)
{
    for (; p->counted < at; p->counted++)
        p->line += *p->counted == '\n';
    return p->line;
}

static const char *find(const char *from, const char *end, Span what)
{
    return from < end ? memmem(from, (size_t)(end - from), what.at, what.size) : NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_space(char c)
{
    return is_blank(c) || c == '\n' || c == '\r';
}

static Span trimmed(const char *begin, const char *end)
{
    while (begin < end && is_space(*begin))
        begin++;
    while (end > begin && is_space(end[-1]))
        end--;
    return (Span){ begin, (size_t)(end - begin) };
}

static Tag *tag_add(Parser *p, TagKind kind, int line)
{
    Tag *parent = p->section[p->depth];
    Tag *tag = ARENA_NEW(p->arena, Tag);

    tag->kind = kind;
    tag->line = line;
    if (parent->last_child)
        parent->last_child->next = tag;
    else
        parent->first_child = tag;
    parent->last_child = tag;
    return tag;
}

static void literal_add(Parser *p, int line, const char *begin, const char *end)
{
    Tag *tag;

    if (begin >= end) return;
    tag = tag_add(p, TAG_TEXT, line);
    tag->text = begin;
    tag->size = (size_t)(end - begin);
}

/* --- One tag --------------------------------------------------------------------------------- */

/* What must stand before the closing delimiter: "}" for {{{name}}}, "=" for {{=<% %>=}}. */
static const char *closing_mark(char sign)
{
    if (sign == '{') return "}";
    return sign == '=' ? "=" : "";
}

static Status tag_read(RawTag *tag, Parser *p, const char *begin)
{
    const char *inside = begin + p->open.size;
    char sign = '\0';
    const char *mark, *close;
    Span ending;

    while (inside < p->end && is_space(*inside))
        inside++;
    if (inside < p->end && strchr("#^/>!=&{", *inside)) sign = *inside++;
    mark = closing_mark(sign);
    ending.at = arena_format(p->arena, "%s%.*s", mark, (int)p->close.size, p->close.at);
    ending.size = strlen(ending.at);
    close = find(inside, p->end, ending);
    tag->line = line_of(p, begin);
    if (!close) {
        Span shown = trimmed(inside, inside + strcspn(inside, "\n"));
        return err_set(p->err, ERR_DATA, "%s:%d: the tag {{%.*s is never closed: add %s", p->file,
                       tag->line, shown.size > 40 ? 40 : (int)shown.size, shown.at, ending.at);
    }
    tag->begin = begin;
    tag->end = close + ending.size;
    tag->sign = sign;
    tag->name = trimmed(inside, close);
    return OK;
}

/* A tag alone on its line: where that line begins and where the next one does. */
static bool standalone(const Parser *p, const RawTag *tag, const char **line_begin,
                       const char **line_end)
{
    const char *left = tag->begin;
    const char *right = tag->end;

    if (tag->sign == '\0' || tag->sign == '&' || tag->sign == '{') return false;
    while (left > p->begin && is_blank(left[-1]))
        left--;
    if (left > p->begin && left[-1] != '\n') return false;
    while (right < p->end && is_blank(*right))
        right++;
    if (right < p->end && *right == '\r') right++;
    if (right < p->end && *right != '\n') return false;
    *line_begin = left;
    *line_end = right < p->end ? right + 1 : right;
    return true;
}

static bool delimiter_fits(Span mark)
{
    return mark.size > 0 && mark.size <= DELIMITER_MAX && !memchr(mark.at, '=', mark.size);
}

static Status delimiters_change(Parser *p, const RawTag *tag)
{
    const char *end = tag->name.at + tag->name.size;
    const char *cut = tag->name.at;
    Span open, close;

    while (cut < end && !is_space(*cut))
        cut++;
    open = (Span){ tag->name.at, (size_t)(cut - tag->name.at) };
    close = trimmed(cut, end);
    for (size_t i = 0; i < close.size; i++) {
        if (is_space(close.at[i])) close.size = 0;
    }
    if (!delimiter_fits(open) || !delimiter_fits(close)) {
        return err_set(p->err, ERR_DATA,
                       "%s:%d: {{=…=}} names no two delimiters: write them like {{=<%% %%>=}}",
                       p->file, tag->line);
    }
    p->open = open;
    p->close = close;
    return OK;
}

static Status section_open(Parser *p, const RawTag *tag, const char *name)
{
    Tag *section;

    if (p->depth == TEMPLATE_MAX_DEPTH) {
        return err_set(p->err, ERR_DATA, "%s:%d: {{%c%s}} is nested deeper than %d sections",
                       p->file, tag->line, tag->sign, name, TEMPLATE_MAX_DEPTH);
    }
    section = tag_add(p, tag->sign == '#' ? TAG_SECTION : TAG_INVERTED, tag->line);
    section->name = name;
    p->section[++p->depth] = section;
    return OK;
}

static Status section_close(Parser *p, const RawTag *tag, const char *name)
{
    const Tag *section = p->section[p->depth];

    if (p->depth == 0) {
        return err_set(p->err, ERR_DATA, "%s:%d: {{/%s}} closes a section that was never opened",
                       p->file, tag->line, name);
    }
    if (strcmp(section->name, name) != 0) {
        return err_set(p->err, ERR_DATA,
                       "%s:%d: {{/%s}} stands where {{/%s}} should close the section of line %d",
                       p->file, tag->line, name, section->name, section->line);
    }
    p->depth--;
    return OK;
}

static Status tag_take(Parser *p, const RawTag *tag, Span indent)
{
    const char *name = arena_text_n(p->arena, tag->name.at, tag->name.size);
    Tag *made;

    if (tag->sign == '!') return OK;
    if (tag->sign == '=') return delimiters_change(p, tag);
    if (tag->name.size == 0)
        return err_set(p->err, ERR_DATA, "%s:%d: a tag {{}} without a name", p->file, tag->line);
    if (tag->sign == '#' || tag->sign == '^') return section_open(p, tag, name);
    if (tag->sign == '/') return section_close(p, tag, name);
    made = tag_add(p, tag->sign == '>' ? TAG_PARTIAL : tag->sign ? TAG_RAW : TAG_NAME, tag->line);
    made->name = name;
    made->text = arena_text_n(p->arena, indent.at, indent.size);
    return OK;
}

/* --- The whole text -------------------------------------------------------------------------- */

static Status tags_read(Parser *p)
{
    Status s;

    while (p->at < p->end) {
        const char *begin = find(p->at, p->end, p->open);
        int line = line_of(p, p->at);
        const char *line_begin, *line_end;
        RawTag tag = { 0 };

        if (!begin) break;
        if ((s = tag_read(&tag, p, begin))) return s;
        if (standalone(p, &tag, &line_begin, &line_end)) {
            literal_add(p, line, p->at, line_begin);
            p->at = line_end;
        } else {
            literal_add(p, line, p->at, begin);
            p->at = tag.end;
            line_begin = begin;
        }
        if ((s = tag_take(p, &tag, (Span){ line_begin, (size_t)(begin - line_begin) }))) return s;
    }
    literal_add(p, line_of(p, p->at), p->at, p->end);
    return OK;
}

static Status text_check(const char *file, const char *text, size_t size, Err *err)
{
    if (size > TEMPLATE_MAX_SIZE)
        return err_set(err, ERR_DATA, "%s: larger than a template may be (1 MB)", file);
    if (!utf8_valid(text, size)) {
        return err_set(err, ERR_DATA, "%s: not UTF-8: save it in that encoding", file);
    }
    return OK;
}

Status template_parse(Tag **out, const char *file, const char *text, size_t size, Arena *arena,
                      Err *err)
{
    Parser p = { .file = file,
                 .begin = text,
                 .end = text + size,
                 .at = text,
                 .counted = text,
                 .line = 1,
                 .open = { "{{", 2 },
                 .close = { "}}", 2 },
                 .arena = arena,
                 .err = err };
    const Tag *unclosed;
    Status s;

    if ((s = text_check(file, text, size, err))) return s;
    p.section[0] = ARENA_NEW(arena, Tag);
    if ((s = tags_read(&p))) return s;
    unclosed = p.section[p.depth];
    if (p.depth > 0) {
        return err_set(err, ERR_DATA, "%s:%d: {{%c%s}} is never closed: add {{/%s}}", file,
                       unclosed->line, unclosed->kind == TAG_SECTION ? '#' : '^', unclosed->name,
                       unclosed->name);
    }
    *out = p.section[0];
    return OK;
}
