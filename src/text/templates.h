/* text/templates.h — where templates come from: the user's folder, else the program itself. */
#ifndef TEXT_TEMPLATES_H
#define TEXT_TEMPLATES_H

#include "text/template.h"

typedef struct Templates {
    const char *kind;   /* "site", "mail": the folder of the built-in ones */
    const char *folder; /* the user's own, or NULL */
    Status status;      /* of the first override that could not be read */
    Err *err;
} Templates;

/* Renders the template called name: DIR/KIND/NAME.html, DIR/NAME.html, or the built-in one. */
MUST_USE Status templates_render(Buf *out, Templates *templates, const char *name,
                                 const Value *value, Arena *arena, Err *err);

#endif
