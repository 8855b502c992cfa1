/* text/template.h — Mustache over a tree of values.
 *
 * Comments, delimiters, interpolation, inverted sections, partials and sections as in the public
 * Mustache specification; no lambdas. {{name}} escapes for HTML; {{{name}}} and {{&name}} take only
 * a VALUE_HTML as it is and escape a text all the same: markup has its own type.
 *
 * Fails: ERR_DATA with file, line and tag: unclosed section or tag, a partial that includes itself
 *        without end, nesting over 100, a template that is not UTF-8 or over 1 MB.
 */
#ifndef TEXT_TEMPLATE_H
#define TEXT_TEMPLATE_H

#include "base/base.h"

typedef enum ValueKind {
    VALUE_NOTHING,
    VALUE_BOOL,
    VALUE_TEXT,
    VALUE_HTML,
    VALUE_LIST,
    VALUE_MAP
} ValueKind;

/* A tree of values in an arena. Build with the functions below. */
typedef struct Value Value;

Value *value_map(Arena *arena);
Value *value_list(Arena *arena);
/* Adds a member; keys are string constants, texts are borrowed. NULL text is VALUE_NOTHING. */
void value_set(Value *map, const char *key, Value *member);
void value_set_text(Value *map, const char *key, const char *text);
void value_set_html(Value *map, const char *key, const char *markup); /* already escaped */
void value_set_bool(Value *map, const char *key, bool is);
Value *value_set_map(Value *map, const char *key); /* adds and returns an empty one */
Value *value_set_list(Value *map, const char *key);
void value_add(Value *list, Value *item);
Value *value_add_map(Value *list); /* adds and returns an empty one */
void value_add_text(Value *list, const char *text);
void value_add_html(Value *list, const char *markup);

/* Where templates come from: `name` as written in {{> name}}; NULL text when there is none. */
typedef struct TemplateSource {
    const char *(*find)(void *context, const char *name, const char **file, Arena *arena);
    void *context;
} TemplateSource;

/* Renders the template called name with the value. */
MUST_USE Status template_render(Buf *out, const char *name, const Value *value,
                                const TemplateSource *source, Arena *arena, Err *err);

/* {{placeholders}} in a Markdown or plain text: the value is inserted with Markdown's special
 * characters escaped, so that data is never markup. */
MUST_USE Status template_fill_markdown(Buf *out, const char *file, const char *text,
                                       const Value *value, Arena *arena, Err *err);

/* Text escaped for HTML content and double-quoted attributes. */
void html_escape(Buf *out, const char *text);

#endif
