/* The tree of values that a template is filled from. */
#include "text/value.h"

#include <assert.h>
#include <string.h>

static Value *value_new(Arena *arena, ValueKind kind)
{
    Value *value = ARENA_NEW(arena, Value);

    value->kind = kind;
    value->arena = arena;
    return value;
}

Value *value_map(Arena *arena)
{
    return value_new(arena, VALUE_MAP);
}

Value *value_list(Arena *arena)
{
    return value_new(arena, VALUE_LIST);
}

static Value *value_of_text(Arena *arena, ValueKind kind, const char *text)
{
    Value *value = value_new(arena, text ? kind : VALUE_NOTHING);

    value->text = text;
    return value;
}

void value_set(Value *map, const char *key, Value *member)
{
    assert(map->kind == VALUE_MAP);
    if (!member) member = value_new(map->arena, VALUE_NOTHING);
    for (size_t i = 0; i < map->count; i++) {
        if (strcmp(map->items[i].key, key) == 0) {
            map->items[i].value = member;
            return;
        }
    }
    VEC_PUSH(map->arena, map, ((Member){ key, member }));
}

void value_set_text(Value *map, const char *key, const char *text)
{
    value_set(map, key, value_of_text(map->arena, VALUE_TEXT, text));
}

void value_set_html(Value *map, const char *key, const char *markup)
{
    value_set(map, key, value_of_text(map->arena, VALUE_HTML, markup));
}

void value_set_bool(Value *map, const char *key, bool is)
{
    Value *value = value_new(map->arena, VALUE_BOOL);

    value->is = is;
    value_set(map, key, value);
}

Value *value_set_map(Value *map, const char *key)
{
    Value *member = value_map(map->arena);

    value_set(map, key, member);
    return member;
}

Value *value_set_list(Value *map, const char *key)
{
    Value *member = value_list(map->arena);

    value_set(map, key, member);
    return member;
}

void value_add(Value *list, Value *item)
{
    assert(list->kind == VALUE_LIST);
    VEC_PUSH(list->arena, list, ((Member){ NULL, item }));
}

Value *value_add_map(Value *list)
{
    Value *item = value_map(list->arena);

    value_add(list, item);
    return item;
}

void value_add_text(Value *list, const char *text)
{
    value_add(list, value_of_text(list->arena, VALUE_TEXT, text));
}

void value_add_html(Value *list, const char *markup)
{
    value_add(list, value_of_text(list->arena, VALUE_HTML, markup));
}

const Value *value_member(const Value *map, const char *key, size_t size)
{
    if (map->kind != VALUE_MAP) return NULL;
    for (size_t i = 0; i < map->count; i++) {
        const char *have = map->items[i].key;
        if (strncmp(have, key, size) == 0 && have[size] == '\0') return map->items[i].value;
    }
    return NULL;
}
