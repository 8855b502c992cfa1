/* base/utf8.h — text as code points.
 *
 * Inside the program every text is valid UTF-8, NUL-terminated, and free of control characters;
 * utf8_clean makes it so at the border (store, templates, options).
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define UTF8_REPLACEMENT 0xFFFDu

bool utf8_valid(const char *text, size_t size);

/* The code point at *text, which moves behind it; 0 at the end. A malformed byte gives U+FFFD. */
uint32_t utf8_next(const char **text);

/* Writes the code point as 1 to 4 bytes, returns how many. */
size_t utf8_put(char out[4], uint32_t code);

/* A copy that is valid: malformed bytes, NUL and control characters become U+FFFD, except that
 * tab, line feed and carriage return become a space; cut behind max_chars code points with "…". */
char *utf8_clean(const char *text, size_t size, size_t max_chars, Arena *arena);

size_t utf8_length(const char *text);

/* Without case, composed (NFC): the same text however it was typed. Bytes that are no text are put
 * as U+FFFD. */
char *utf8_caseless(const char *text, size_t size, Arena *arena);

/* Folded for search and comparison: lower case, accents dropped, ł ø đ ı ß as l o d i ss. */
char *utf8_fold(const char *text, Arena *arena);

/* NFC, which libharu and the outlines need, because neither places combining marks. */
char *utf8_compose(const char *text, Arena *arena);

/* A file name for a text: folded, [a-z0-9-] only, never empty ("segment" then). */
char *utf8_slug(const char *text, Arena *arena);

/* Edits (insert, delete, substitute, swap) between two short texts, ASCII case ignored. */
size_t utf8_distance(const char *a, const char *b);

/* The name that a misspelt one may stand for: at most a third of its bytes are wrong, or two of a
 * short one. Of equally near ones the first; NULL where none is near. */
const char *utf8_nearest(const char *wrong, const char *const *names, size_t count);

#endif
