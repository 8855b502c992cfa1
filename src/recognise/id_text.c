#include "recognise/id_text.h"

#include <string.h>

#include "recognise/blank.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool id_is_scientific(const char *text, size_t size)
{
    size_t at = 0;

    text_trim(&text, &size);
    if (size < 5 || size > 24 || !is_digit(text[at++])) return false;
    if (text[at] == '.' || text[at] == ',') {
        size_t from = ++at;
        while (at < size && is_digit(text[at]))
            at++;
        if (at == from) return false;
    }
    if (size - at != 4 && size - at != 5) return false;
    if ((text[at] != 'E' && text[at] != 'e') || text[at + 1] != '+') return false;
    for (at += 2; at < size; at++) {
        if (!is_digit(text[at])) return false;
    }
    return true;
}

static bool is_long(const char *text, size_t size)
{
    if (size < 16 || size > 20 || text[0] == '0') return false;
    for (size_t i = 0; i < size; i++) {
        if (!is_digit(text[i])) return false;
    }
    return true;
}

bool id_is_rounded(const char *text, size_t size)
{
    text_trim(&text, &size);
    if (!is_long(text, size)) return false;
    for (size_t i = 15; i < size; i++) {
        if (text[i] != '0') return false;
    }
    return true;
}

void id_note(IdEvidence *evidence, const char *text, size_t size, int64_t line)
{
    text_trim(&text, &size);
    if (!size) return;
    evidence->values++;
    if (size >= 16 && is_long(text, size)) {
        evidence->longs++;
        if (!id_is_rounded(text, size)) return;
        evidence->rounded++;
        example_note(&evidence->example_rounded, text, size, line);
    } else if (id_is_scientific(text, size)) {
        evidence->scientific++;
        example_note(&evidence->example_scientific, text, size, line);
    }
}

bool ids_are_rounded(const IdEvidence *evidence)
{
    return evidence->longs >= 3 && evidence->rounded == evidence->longs;
}

/* --- leading zeros ---------------------------------------------------------------------------- */

void id_canonical(const char **text, size_t *size)
{
    size_t zeros = 0;

    text_trim(text, size);
    if (!*size || **text != '0') return;
    for (size_t i = 0; i < *size; i++) {
        if (!is_digit((*text)[i])) return;
    }
    while (zeros + 1 < *size && (*text)[zeros] == '0')
        zeros++;
    *text += zeros;
    *size -= zeros;
}

/* Each id's number by its canonical form, to find the first with the same. */
static uint32_t *first_of_form(const TextPool *pool, TextPool *forms, Arena *arena)
{
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, pool->count);

    for (uint32_t i = 0; i < pool->count; i++) {
        const PoolEntry *entry = textpool_at(pool, i);
        const char *text = entry->text;
        size_t size = entry->size, before = forms->count;
        id_canonical(&text, &size);
        uint32_t form = textpool_put(forms, text, size);
        if (forms->count > before) first[form] = i;
    }
    return first;
}

IdTwins ids_twins(const TextPool *pool, Arena *arena)
{
    Arena scratch = arena_open();
    TextPool forms = { .arena = &scratch };
    uint32_t *first = first_of_form(pool, &forms, &scratch);
    IdTwins twins = { 0 };

    for (uint32_t f = 0; f < forms.count; f++) {
        if (textpool_at(&forms, f)->uses > 1) twins.ids += textpool_at(&forms, f)->uses;
    }
    for (uint32_t i = 0; twins.ids && i < pool->count && !twins.one; i++) {
        const PoolEntry *entry = textpool_at(pool, i);
        const char *text = entry->text;
        size_t size = entry->size;
        id_canonical(&text, &size);
        uint32_t form = textpool_find(&forms, text, size);
        if (first[form] == i) continue;
        const PoolEntry *one = textpool_at(pool, first[form]);
        twins.one = utf8_clean(one->text, one->size, EXAMPLE_CHARS, arena);
        twins.other = utf8_clean(entry->text, entry->size, EXAMPLE_CHARS, arena);
    }
    textpool_close(&forms);
    arena_close(&scratch);
    return twins;
}
