/* Filling a parsed template: look up, escape, repeat, include. */
#include "text/template.h"

#include <string.h>

#include "text/template_parse.h"
#include "text/value.h"

/* Templates may come from outside the program: lists times partials must end some time. */
#define STEPS_MAX 5000000u

/* A template that was parsed once, with the indent it was included at. */
typedef struct Parsed Parsed;
struct Parsed {
    const char *name, *indent, *file;
    const Tag *root;
    Parsed *next;
};

/* The stack of contexts; names are looked up from the innermost outwards. */
typedef struct Frame Frame;
struct Frame {
    const Value *value;
    const Frame *outer;
};

typedef struct Renderer {
    Buf *out;
    const TemplateSource *source;
    void (*escape)(Buf *out, const char *text);
    bool strict; /* a name that is not there is an error, and there is no markup */
    Parsed *parsed;
    const char *file; /* of the tags being rendered */
    size_t steps;
    Arena *arena;
    Err *err;
} Renderer;

static const Value *lookup(const Frame *frame, const char *name)
{
    size_t size = strcspn(name, ".");
    const Value *value = NULL;

    if (strcmp(name, ".") == 0) return frame->value;
    for (; frame && !value; frame = frame->outer)
        value = value_member(frame->value, name, size);
    while (value && name[size] == '.') {
        name += size + 1;
        size = strcspn(name, ".");
        value = value_member(value, name, size);
    }
    return value;
}

static bool is_true(const Value *value)
{
    if (!value) return false;
    switch (value->kind) {
    case VALUE_NOTHING: return false;
    case VALUE_BOOL: return value->is;
    case VALUE_TEXT:
    case VALUE_HTML: return value->text[0] != '\0';
    case VALUE_LIST: return value->count > 0;
    case VALUE_MAP: return true;
    }
    return false;
}

static Status tags_render(Renderer *r, const Tag *parent, const Frame *frame, int depth);

static Status name_render(Renderer *r, const Tag *tag, const Frame *frame)
{
    const Value *value = lookup(frame, tag->name);

    if (!value && r->strict) {
        return err_set(r->err, ERR_DATA, "%s:%d: {{%s}}: there is no such value", r->file,
                       tag->line, tag->name);
    }
    if (!value) return OK;
    switch (value->kind) {
    case VALUE_BOOL: buf_text(r->out, value->is ? "true" : "false"); break;
    case VALUE_TEXT: r->escape(r->out, value->text); break;
    case VALUE_HTML:
        if (tag->kind == TAG_RAW && !r->strict)
            buf_text(r->out, value->text);
        else
            r->escape(r->out, value->text);
        break;
    case VALUE_NOTHING:
    case VALUE_LIST:
    case VALUE_MAP: break;
    }
    return OK;
}

static Status section_render(Renderer *r, const Tag *tag, const Frame *frame, int depth)
{
    const Value *value = lookup(frame, tag->name);
    Status s;

    if (!is_true(value)) return OK;
    if (value->kind != VALUE_LIST) return tags_render(r, tag, &(Frame){ value, frame }, depth + 1);
    for (size_t i = 0; i < value->count; i++) {
        if ((s = tags_render(r, tag, &(Frame){ value->items[i].value, frame }, depth + 1)))
            return s;
    }
    return OK;
}

/* --- Partials -------------------------------------------------------------------------------- */

/* The text with the indent before each line, as the specification asks of standalone partials. */
static const char *indented(const char *text, const char *indent, Arena *arena)
{
    Buf buf = { 0 };
    const char *copy;

    if (indent[0] == '\0') return text;
    while (*text) {
        size_t line = strcspn(text, "\n");
        if (text[line] == '\n') line++;
        buf_text(&buf, indent);
        buf_put(&buf, text, line);
        text += line;
    }
    copy = arena_text_n(arena, buf.data ? buf.data : "", buf.size);
    buf_close(&buf);
    return copy;
}

static const Parsed *parsed_find(const Renderer *r, const char *name, const char *indent)
{
    for (const Parsed *p = r->parsed; p; p = p->next) {
        if (strcmp(p->name, name) == 0 && strcmp(p->indent, indent) == 0) return p;
    }
    return NULL;
}

/* out is NULL when the source has no such template. */
static Status parsed_get(const Parsed **out, Renderer *r, const char *name, const char *indent)
{
    const Parsed *have = parsed_find(r, name, indent);
    const char *file = name;
    const char *text;
    Parsed *made;
    Tag *root;
    Status s;

    *out = have;
    if (have || !r->source) return OK;
    text = r->source->find(r->source->context, name, &file, r->arena);
    if (!text) return OK;
    text = indented(text, indent, r->arena);
    if ((s = template_parse(&root, file, text, strlen(text), r->arena, r->err))) return s;
    made = ARENA_NEW(r->arena, Parsed);
    *made = (Parsed){ name, indent, file, root, r->parsed };
    r->parsed = made;
    *out = made;
    return OK;
}

static Status partial_render(Renderer *r, const Tag *tag, const Frame *frame, int depth)
{
    const char *outer = r->file;
    const Parsed *partial;
    Status s;

    if ((s = parsed_get(&partial, r, tag->name, tag->text))) return s;
    if (!partial) {
        if (!r->strict) return OK; /* the specification: a partial that is not there is empty */
        return err_set(r->err, ERR_DATA, "%s:%d: {{>%s}}: this text cannot include others", r->file,
                       tag->line, tag->name);
    }
    r->file = partial->file;
    s = tags_render(r, partial->root, frame, depth + 1);
    r->file = outer;
    return s;
}

/* --- Tags ------------------------------------------------------------------------------------ */

static Status tag_render(Renderer *r, const Tag *tag, const Frame *frame, int depth)
{
    switch (tag->kind) {
    case TAG_TEXT: buf_put(r->out, tag->text, tag->size); return OK;
    case TAG_NAME:
    case TAG_RAW: return name_render(r, tag, frame);
    case TAG_SECTION: return section_render(r, tag, frame, depth);
    case TAG_INVERTED:
        return is_true(lookup(frame, tag->name)) ? OK : tags_render(r, tag, frame, depth + 1);
    case TAG_PARTIAL: return partial_render(r, tag, frame, depth);
    }
    return OK;
}

static Status tags_render(Renderer *r, const Tag *parent, const Frame *frame, int depth)
{
    Status s;

    for (const Tag *tag = parent->first_child; tag; tag = tag->next) {
        if (depth > TEMPLATE_MAX_DEPTH) {
            return err_set(r->err, ERR_DATA,
                           "%s:%d: sections and partials are nested over %d deep here: does a "
                           "partial include itself without end?",
                           r->file, tag->line, TEMPLATE_MAX_DEPTH);
        }
        if (++r->steps > STEPS_MAX) {
            return err_set(r->err, ERR_DATA, "%s:%d: the template repeats itself without end",
                           r->file, tag->line);
        }
        if ((s = tag_render(r, tag, frame, depth))) return s;
    }
    return OK;
}

/* Renders the whole, or leaves out as it was. */
static Status root_render(Renderer *r, const Tag *root, const Value *value)
{
    size_t size = r->out->size;
    Status s = tags_render(r, root, &(Frame){ value, NULL }, 0);

    if (s && r->out->data) {
        r->out->size = size;
        r->out->data[size] = '\0';
    }
    return s;
}

Status template_render(Buf *out, const char *name, const Value *value, const TemplateSource *source,
                       Arena *arena, Err *err)
{
    Renderer r = {
        .out = out, .source = source, .escape = html_escape, .arena = arena, .err = err
    };
    const Parsed *parsed;
    Status s;

    if ((s = parsed_get(&parsed, &r, name, ""))) return s;
    if (!parsed) return err_set(err, ERR_DATA, "there is no template called %s", name);
    r.file = parsed->file;
    return root_render(&r, parsed->root, value);
}

/* A backslash takes the meaning from any ASCII punctuation (CommonMark 2.4); a line end would end
 * the paragraph. */
static void markdown_escape(Buf *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        bool punctuation = (c > ' ' && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') ||
                           (c > 'z' && c < 0x7f);
        if (punctuation) buf_char(out, '\\');
        buf_char(out, c < ' ' ? ' ' : *text);
    }
}

Status template_fill_markdown(Buf *out, const char *file, const char *text, const Value *value,
                              Arena *arena, Err *err)
{
    Renderer r = { .out = out,
                   .escape = markdown_escape,
                   .strict = true,
                   .file = file,
                   .arena = arena,
                   .err = err };
    Tag *root;
    Status s;

    if ((s = template_parse(&root, file, text, strlen(text), arena, err))) return s;
    return root_render(&r, root, value);
}
