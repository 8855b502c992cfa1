/* text/phrase.h — a sentence for a reader, with named places.
 *
 * Every sentence that a reader sees is one pattern, whole, so that it can be read in one go, listed
 * (tests/golden/sentences.txt), and given in another language, where the words stand in another
 * order and a count may have more forms than two.
 *
 *     "{customers|A customer has|# customers have} gone quiet, with {spend} of past spend."
 *
 * {name} is the value as text. {name|one|other} chooses by the count behind the name, singular for
 * exactly 1; # in a choice is the value as text. "{{" is a brace. A choice may hold places, but no
 * further choice.
 *
 * In:    a pattern of the program (never data); arguments by name. Texts of arguments are put in as
 *        they are: they are never read as patterns.
 * Out:   text in the arena.
 * Fails: a place without an argument, or a choice by one without a count, is our own bug: asserted.
 */
#ifndef TEXT_PHRASE_H
#define TEXT_PHRASE_H

#include "base/base.h"

typedef struct PhraseArg {
    const char *name; /* "customers" */
    const char *text; /* "1,234" */
    double count;     /* what chooses the form; NaN: a text that is no count */
} PhraseArg;

const char *phrase(const char *pattern, const PhraseArg *args, size_t count, Arena *arena);

/* A text that is no count. */
PhraseArg phrase_text(const char *name, const char *text);
/* A count, grouped in thousands. */
PhraseArg phrase_count(const char *name, double count, Arena *arena);

#define PHRASE(arena, pattern, ...)                                                                \
    phrase(pattern, (const PhraseArg[]){ __VA_ARGS__ },                                            \
           sizeof((const PhraseArg[]){ __VA_ARGS__ }) / sizeof(PhraseArg), arena)

#endif
