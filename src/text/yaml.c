/* Reading: from libyaml's events to nodes. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "text/yaml_private.h"

typedef struct Reader {
    yaml_parser_t parser;
    Bytes bytes;
    const char *name;
    size_t nodes;
    Arena *arena;
} Reader;

/* --- refusals --------------------------------------------------------------------------------- */

/* As yaml_refuse, before there is a node. */
static Status refuse(const Reader *r, YamlPlace at, Err *err, const char *format, ...)
    PRINTF_LIKE(4, 5);

static Status refuse(const Reader *r, YamlPlace at, Err *err, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    Status s = yaml_refuse_at(err, r->name, at, format, args);
    va_end(args);
    return s;
}

/* --- places ----------------------------------------------------------------------------------- */

static YamlPlace place_of(yaml_mark_t mark)
{
    return (YamlPlace){ mark.line + 1, mark.column + 1 };
}

/* Of a byte of the file. */
static YamlPlace place_at(Bytes bytes, size_t offset)
{
    YamlPlace place = { 1, 1 };

    for (size_t i = 0; i < offset && i < bytes.size; i++) {
        if (bytes.data[i] == '\n') {
            place = (YamlPlace){ place.line + 1, 1 };
        } else if ((bytes.data[i] & 0xc0) != 0x80) {
            place.column++;
        }
    }
    return place;
}

/* The byte at a place; NUL behind the line's end. */
static char byte_at(Bytes bytes, YamlPlace place)
{
    YamlPlace here = { 1, 1 };

    for (size_t i = 0; i < bytes.size && here.line <= place.line; i++) {
        if (here.line == place.line && here.column == place.column) return (char)bytes.data[i];
        if (bytes.data[i] == '\n') {
            here = (YamlPlace){ here.line + 1, 1 };
        } else if (i + 1 == bytes.size || (bytes.data[i + 1] & 0xc0) != 0x80) {
            here.column++;
        }
    }
    return '\0';
}

/* How many bytes from the beginning are UTF-8. */
static size_t valid_bytes(Bytes bytes)
{
    const char *text = (const char *)bytes.data;
    size_t size = 0;

    for (size_t part = 1; size < bytes.size; size += part) {
        part = 1;
        while (part < 4 && part < bytes.size - size && !utf8_valid(text + size, part))
            part++;
        if (!utf8_valid(text + size, part)) break;
    }
    return size;
}

/* --- what libyaml refuses --------------------------------------------------------------------- */

/* What people stumble over most, by the character at which libyaml gives up. */
static const char *advice_for(char c)
{
    switch (c) {
    case '\t': return ": indent with blanks, not with tabs";
    case ':': return ": put a text that has \": \" in it in quotes";
    case '@':
    case '`':
    case '%':
    case '*':
    case '&':
    case '!': return ": put a text that begins with this character in quotes";
    default: return "";
    }
}

static Status refuse_syntax(const Reader *r, Err *err)
{
    const yaml_parser_t *p = &r->parser;
    const char *problem = p->problem ? p->problem : "it cannot be read";

    if (p->error == YAML_MEMORY_ERROR) out_of_memory();
    if (p->error == YAML_READER_ERROR) {
        return refuse(r, place_at(r->bytes, p->problem_offset), err, "not YAML: %s", problem);
    }
    YamlPlace at = place_of(p->problem_mark);
    const char *advice = advice_for(byte_at(r->bytes, at));
    if (p->context && p->context_mark.index < p->problem_mark.index) {
        return refuse(r, at, err, "not YAML: %s, %s that begins on line %zu%s", problem, p->context,
                      p->context_mark.line + 1, advice);
    }
    return refuse(r, at, err, "not YAML: %s%s", problem, advice);
}

/* --- from events to nodes --------------------------------------------------------------------- */

static Status next_event(yaml_event_t *event, Reader *r, Err *err)
{
    return yaml_parser_parse(&r->parser, event) ? OK : refuse_syntax(r, err);
}

static bool is_text(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f) return false;
    }
    return true;
}

static Status refuse_anchor(const Reader *r, YamlPlace at, const yaml_char_t *anchor, Err *err)
{
    return refuse(r, at, err,
                  "&%s names this place: leave it out, or put a text that begins with & in quotes",
                  yaml_shown(anchor).text);
}

static Status refuse_tag(const Reader *r, YamlPlace at, const yaml_char_t *tag, Err *err)
{
    static const char core[] = "tag:yaml.org,2002:"; /* written as !! */
    bool is_core = !strncmp((const char *)tag, core, strlen(core));

    return refuse(r, at, err,
                  "%s%s says which type this is: leave it out, or put a text that begins with ! in "
                  "quotes",
                  is_core ? "!!" : "", yaml_shown(tag + (is_core ? strlen(core) : 0)).text);
}

/* Anchors, aliases and tags: a file for people has no need of them, and a small one that refers to
 * itself may be a large tree. */
static Status refuse_extras(const Reader *r, const yaml_event_t *event, Err *err)
{
    const yaml_char_t *anchor = NULL, *tag = NULL;
    YamlPlace at = place_of(event->start_mark);

    if (event->type == YAML_ALIAS_EVENT) {
        return refuse(r, at, err,
                      "*%s refers to another place: write the value itself, or put a text that "
                      "begins with * in quotes",
                      yaml_shown(event->data.alias.anchor).text);
    }
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    if (anchor) return refuse_anchor(r, at, anchor, err);
    return tag ? refuse_tag(r, at, tag, err) : OK;
}

static Status read_scalar(const char **out, const Reader *r, const yaml_event_t *event, Err *err)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t size = event->data.scalar.length;

    if (!is_text(text, size)) {
        return refuse(r, place_of(event->start_mark), err,
                      "a control character stands in this text: take it out");
    }
    *out = arena_text_n(r->arena, text, size);
    return OK;
}

/* The key whose value comes next. */
static Status read_key(YamlNode *node, const Reader *r, const yaml_event_t *event, Err *err)
{
    node->key_at = place_of(event->start_mark);
    if (event->type != YAML_SCALAR_EVENT) {
        return refuse(r, node->key_at, err, "a list or section cannot be a key: write a word");
    }
    return read_scalar(&node->key, r, event, err);
}

static int by_key(const void *a, const void *b)
{
    const YamlNode *const *x = a, *const *y = b;
    int order = strcmp((*x)->key, (*y)->key);

    if (order) return order;
    return (*x)->key_at.line < (*y)->key_at.line       ? -1
           : (*x)->key_at.line > (*y)->key_at.line     ? 1
           : (*x)->key_at.column < (*y)->key_at.column ? -1
                                                       : 1;
}

/* Sorted, because a file may have thousands of keys. */
static Status refuse_twins(const Reader *r, const YamlNode *mapping, Err *err)
{
    Arena scratch = arena_open();
    const YamlNode **nodes = ARENA_ARRAY(&scratch, const YamlNode *, mapping->count);
    size_t n = 0;
    Status s = OK;

    for (YAML_EACH(node, mapping))
        nodes[n++] = node;
    qsort(nodes, n, sizeof *nodes, by_key);
    for (size_t i = 1; i < n && !s; i++) {
        if (strcmp(nodes[i - 1]->key, nodes[i]->key)) continue;
        s = refuse(r, nodes[i]->key_at, err,
                   "%s stands twice, here and on line %zu: keep one of them",
                   yaml_shown(nodes[i]->key).text, nodes[i - 1]->key_at.line);
    }
    arena_close(&scratch);
    return s;
}

static Status read_node(YamlNode *node, Reader *r, const yaml_event_t *event, int depth, Err *err);

/* The nodes of a sequence or mapping, up to its end. */
static Status read_nodes(YamlNode *parent, Reader *r, int depth, Err *err)
{
    yaml_event_type_t end =
        parent->kind == YAML_MAPPING ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT;
    const YamlNode **link = &parent->first;
    yaml_event_t event;
    Status s;

    while (!(s = next_event(&event, r, err)) && event.type != end) {
        YamlNode *node = ARENA_NEW(r->arena, YamlNode);
        s = refuse_extras(r, &event, err);
        if (!s && parent->kind == YAML_MAPPING) {
            s = read_key(node, r, &event, err);
            yaml_event_delete(&event);
            if (!s) s = next_event(&event, r, err);
            if (s) return s;
        }
        if (!s) s = read_node(node, r, &event, depth + 1, err);
        yaml_event_delete(&event);
        if (s) return s;
        *link = node;
        link = &node->next;
        parent->count++;
    }
    return s || parent->kind != YAML_MAPPING ? s : refuse_twins(r, parent, err);
}

/* The node that begins with the event, and what is in it. */
static Status read_node(YamlNode *node, Reader *r, const yaml_event_t *event, int depth, Err *err)
{
    Status s = refuse_extras(r, event, err);

    if (s) return s;
    node->file = r->name;
    node->at = place_of(event->start_mark);
    if (++r->nodes > YAML_MOST_NODES) {
        return refuse(r, node->at, err, "more than %d values: split the file", YAML_MOST_NODES);
    }
    if (event->type == YAML_SCALAR_EVENT) {
        node->kind = YAML_SCALAR;
        return read_scalar(&node->text, r, event, err);
    }
    if (depth >= YAML_MOST_DEPTH) {
        return refuse(r, node->at, err, "more than %d sections within each other", YAML_MOST_DEPTH);
    }
    node->kind = event->type == YAML_MAPPING_START_EVENT ? YAML_MAPPING : YAML_SEQUENCE;
    return read_nodes(node, r, depth, err);
}

/* --- the document ----------------------------------------------------------------------------- */

/* The next event; one of the type that is passed over is not it. */
static Status next_of(yaml_event_t *event, Reader *r, yaml_event_type_t passed, Err *err)
{
    Status s = next_event(event, r, err);

    if (s || event->type != passed) return s;
    yaml_event_delete(event);
    return next_event(event, r, err);
}

static Status read_document(YamlNode *root, Reader *r, Err *err)
{
    yaml_event_t event;
    Status s;

    if ((s = next_of(&event, r, YAML_STREAM_START_EVENT, err))) return s;
    bool empty = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event); /* the document's beginning */
    if (empty) return OK;
    if ((s = next_event(&event, r, err))) return s;
    s = read_node(root, r, &event, 0, err);
    yaml_event_delete(&event);
    if (s || (s = next_of(&event, r, YAML_DOCUMENT_END_EVENT, err))) return s;
    if (event.type != YAML_STREAM_END_EVENT) {
        s = refuse(r, place_of(event.start_mark), err,
                   "a second document begins here: keep one, without --- between");
    }
    yaml_event_delete(&event);
    return s;
}

Status yaml_read(YamlNode **out, Bytes bytes, const char *name, Arena *arena, Err *err)
{
    Reader r = { .bytes = bytes, .name = arena_text(arena, name), .arena = arena };
    YamlNode *root = ARENA_NEW(arena, YamlNode);
    size_t valid = valid_bytes(bytes);

    if (bytes.size > YAML_MOST_BYTES) {
        return refuse(&r, (YamlPlace){ 1, 1 }, err, "%zu bytes are too many: at most %zu are read",
                      bytes.size, YAML_MOST_BYTES);
    }
    if (valid < bytes.size) {
        return refuse(&r, place_at(bytes, valid), err, "not UTF-8: save the file as UTF-8");
    }
    *root = (YamlNode){ .kind = YAML_MAPPING, .file = r.name, .at = { 1, 1 } };
    if (!yaml_parser_initialize(&r.parser)) out_of_memory();
    yaml_parser_set_input_string(&r.parser, bytes.data, bytes.size);
    Status s = read_document(root, &r, err);
    yaml_parser_delete(&r.parser);
    if (!s) *out = root;
    return s;
}
