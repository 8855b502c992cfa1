/* text/template_parse.h — a template's text as a tree of tags; for the template engine only.
 */
#ifndef TEXT_TEMPLATE_PARSE_H
#define TEXT_TEMPLATE_PARSE_H

#include "text/template.h"

#define TEMPLATE_MAX_SIZE (1u << 20)
#define TEMPLATE_MAX_DEPTH 100

typedef enum TagKind {
    TAG_TEXT,     /* literal text */
    TAG_NAME,     /* {{name}} */
    TAG_RAW,      /* {{{name}}} or {{&name}} */
    TAG_SECTION,  /* {{#name}} */
    TAG_INVERTED, /* {{^name}} */
    TAG_PARTIAL   /* {{>name}} */
} TagKind;

typedef struct Tag Tag;
struct Tag {
    TagKind kind;
    int line;
    const char *text; /* TAG_TEXT: the literal, of size bytes; TAG_PARTIAL: the indent */
    size_t size;
    const char *name;
    Tag *first_child, *last_child, *next;
};

/* out is the root, whose children are the template. */
MUST_USE Status template_parse(Tag **out, const char *file, const char *text, size_t size,
                               Arena *arena, Err *err);

#endif
