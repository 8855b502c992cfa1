/* text/value.h — what a Value is made of; for the template engine only.
 */
#ifndef TEXT_VALUE_H
#define TEXT_VALUE_H

#include "text/template.h"

typedef struct Member {
    const char *key; /* NULL in a list */
    Value *value;
} Member;

struct Value {
    ValueKind kind;
    bool is;          /* VALUE_BOOL */
    const char *text; /* VALUE_TEXT, VALUE_HTML */
    Arena *arena;     /* VALUE_LIST, VALUE_MAP: where members are added */
    Member *items;
    size_t count, capacity;
};

/* The member of a map called by the first size bytes of key, or NULL. */
const Value *value_member(const Value *map, const char *key, size_t size);

#endif
