/* base/phrase.h — a sentence for a reader, with named places.
 *
 * Every sentence that a reader sees is one pattern, whole, so that it can be read in one go with
 * all others (tests/golden/sentences.txt lists them), and given in another language, where the
 * words stand in another order and a count may have more forms than two.
 *
 *     "{customers|A customer has|# customers have} gone quiet, with {spend} of past spend."
 *
 * {name} is the value as text. {name|one|other} chooses by the count behind the name, singular
 * where it is shown as "1"; # in a choice is the value as text. "{{" is a brace. A choice may hold
 * places, but no further choice.
 *
 * In:    a pattern of the program (never data); arguments by name. Texts of arguments are put in as
 *        they are: they are never read as patterns.
 * Out:   text in the arena.
 * Fails: a place without an argument, or a choice by one without a count, is our own bug: asserted.
 */
#ifndef BASE_PHRASE_H
#define BASE_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct PhraseArg {
    const char *name; /* "customers" */
    const char *text; /* "1,234" */
    bool counted;     /* a number that may choose a form; one that is withheld is "–", and many */
} PhraseArg;

const char *phrase(const char *pattern, const PhraseArg *args, size_t count, Arena *arena);

/* A text that is no count. */
PhraseArg phrase_text(const char *name, const char *text);
/* A count, grouped in thousands. */
PhraseArg phrase_count(const char *name, double count, Arena *arena);

/* A count with so many decimals, such as a mean. */
PhraseArg phrase_number(const char *name, double value, int decimals, Arena *arena);

/* A number that names something: not grouped, and no count. */
PhraseArg phrase_id(const char *name, int64_t id, Arena *arena);

/* Whole sentences, or whole items of a list, one after the other; `text` may be NULL or "". */
const char *phrase_join(const char *text, const char *sentence, Arena *arena);
const char *phrase_list(const char *list, const char *item, Arena *arena); /* "A, B" */
const char *phrase_and(const char *list, const char *item, Arena *arena);  /* "A, B and C" */

/* As the beginning of a sentence: with a capital, unless its first word is the name of a file or a
 * column ("orders.csv", "total_amount"), which stays as it is. */
const char *phrase_begin(const char *text, Arena *arena);

/* Words that no list of sentences could tell from a key: "gone". It marks them as a reader's. */
#define WORDS(text) text

#define PHRASE(arena, pattern, ...)                                                                \
    phrase(pattern, (const PhraseArg[]){ __VA_ARGS__ },                                            \
           sizeof((const PhraseArg[]){ __VA_ARGS__ }) / sizeof(PhraseArg), arena)

#endif
