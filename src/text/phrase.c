#include "text/phrase.h"

#include <assert.h>
#include <math.h>
#include <string.h>

typedef struct Phrase {
    const PhraseArg *args;
    size_t count;
    Buf out;
} Phrase;

static const PhraseArg *argument(const Phrase *phrase, const char *name, size_t size)
{
    for (size_t i = 0; i < phrase->count; i++) {
        const PhraseArg *arg = &phrase->args[i];
        if (strlen(arg->name) == size && !memcmp(arg->name, name, size)) return arg;
    }
    assert(!"a place of a sentence has no argument");
    return NULL;
}

/* The form for the count: the n-th between bars. English has two. */
static size_t form_of(double count)
{
    return count == 1 ? 0 : 1;
}

/* Where the place ends that begins behind `at`; places may stand in it. */
static const char *place_end(const char *at, const char *end)
{
    int depth = 1;

    for (; at < end; at++) {
        if (*at == '{') depth++;
        if (*at == '}' && !--depth) return at;
    }
    assert(!"a place of a sentence is never closed");
    return end;
}

static void put(Phrase *phrase, const char *text, const char *end, const PhraseArg *counted);

/* The forms between `from` and `end`, of which one is put. */
static void put_form(Phrase *phrase, const char *from, const char *end, const PhraseArg *arg)
{
    size_t wanted = form_of(arg->count), at = 0;
    const char *form = from;

    assert(!isnan(arg->count));
    for (const char *c = from;; c++) {
        if (c < end && *c == '{') c = place_end(c + 1, end);
        if (c < end && *c != '|') continue;
        if (at++ == wanted || c >= end) {
            put(phrase, form, c < end ? c : end, arg);
            return;
        }
        form = c + 1;
    }
}

/* What stands between braces. */
static void put_place(Phrase *phrase, const char *from, const char *end)
{
    const char *bar = memchr(from, '|', (size_t)(end - from));
    const PhraseArg *arg = argument(phrase, from, (size_t)((bar ? bar : end) - from));

    if (bar) {
        put_form(phrase, bar + 1, end, arg);
    } else {
        buf_text(&phrase->out, arg->text);
    }
}

/* counted: the argument that # stands for, or NULL. */
static void put(Phrase *phrase, const char *text, const char *end, const PhraseArg *counted)
{
    for (const char *c = text; c < end; c++) {
        if (c[0] == '{' && c + 1 < end && c[1] == '{') {
            buf_char(&phrase->out, *c++);
        } else if (*c == '{') {
            const char *close = place_end(c + 1, end);
            put_place(phrase, c + 1, close);
            c = close;
        } else if (*c == '#' && counted) {
            buf_text(&phrase->out, counted->text);
        } else {
            buf_char(&phrase->out, *c);
        }
    }
}

const char *phrase(const char *pattern, const PhraseArg *args, size_t count, Arena *arena)
{
    Phrase made = { .args = args, .count = count };

    put(&made, pattern, pattern + strlen(pattern), NULL);
    const char *text = arena_text_n(arena, made.out.data ? made.out.data : "", made.out.size);
    buf_close(&made.out);
    return text;
}

PhraseArg phrase_text(const char *name, const char *text)
{
    return (PhraseArg){ name, text, NAN };
}

PhraseArg phrase_count(const char *name, double count, Arena *arena)
{
    char text[NUMBER_TEXT];

    return (PhraseArg){ name, arena_text(arena, number_grouped(text, count, 0)), count };
}
