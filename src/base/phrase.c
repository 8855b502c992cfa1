#include "base/phrase.h"

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"

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

/* The form for the count as it is shown, the n-th between bars: 1.2 shown as "1" is one, 1 shown as
 * "1.0" is not. English has two. */
static size_t form_of(const PhraseArg *arg)
{
    return strcmp(arg->text, "1") ? 1 : 0;
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
    size_t wanted = form_of(arg), at = 0;
    const char *form = from;

    assert(arg->counted);
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
        if (c[0] == '{' && c[1] == '{') {
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
    return (PhraseArg){ name, text, false };
}

PhraseArg phrase_count(const char *name, double count, Arena *arena)
{
    return phrase_number(name, count, 0, arena);
}

PhraseArg phrase_number(const char *name, double value, int decimals, Arena *arena)
{
    char text[NUMBER_TEXT];

    return (PhraseArg){ name, arena_text(arena, number_grouped(text, value, decimals)), true };
}

PhraseArg phrase_id(const char *name, int64_t id, Arena *arena)
{
    return phrase_text(name, arena_format(arena, "%" PRId64, id));
}

const char *phrase_join(const char *text, const char *sentence, Arena *arena)
{
    if (!text || !*text) return sentence;
    return PHRASE(arena, "{text} {sentence}", phrase_text("text", text),
                  phrase_text("sentence", sentence));
}

const char *phrase_list(const char *list, const char *item, Arena *arena)
{
    if (!list || !*list) return item;
    return PHRASE(arena, "{list}, {item}", phrase_text("list", list), phrase_text("item", item));
}

const char *phrase_and(const char *list, const char *item, Arena *arena)
{
    if (!list || !*list) return item;
    return PHRASE(arena, "{list} and {item}", phrase_text("list", list), phrase_text("item", item));
}

const char *phrase_begin(const char *text, Arena *arena)
{
    size_t word = strcspn(text, " :,;"), inner = strcspn(text, "._/");
    char *begun = arena_text(arena, text);

    if (inner + 1 < word) return begun;
    begun[0] = (char)toupper((unsigned char)begun[0]);
    return begun;
}
