/* recognise/blank.h — values that are none: blanks, and the words that programs write for them.
 *
 * A database exports NULL, MySQL \N, pandas nan, Python None, R NA, JavaScript undefined, a
 * spreadsheet #N/A or (blank), people a dash. They are blanks in every field.
 *
 * The whole value must be such a word, and letters count as they are written: "NULL", "null" and
 * "None" are blanks, "Null" (a surname) and "NONE" are values. Words with marks that no name has
 * ("n/a", "#N/A", "(blank)", "<null>") are blanks in any case. Where only a number or a date can
 * stand, every spelling counts in any case, and NA too, which is Namibia in a column of countries.
 */
#ifndef RECOGNISE_BLANK_H
#define RECOGNISE_BLANK_H

#include "base/base.h"

/* The same as text_trim, for texts that have something to take off or may have. */
void text_trim_slowly(const char **text, size_t *size);

/* Takes blanks off both ends: spaces of any width, tabs, line ends, byte-order and direction marks.
 */
static inline void text_trim(const char **text, size_t *size)
{
    const char *from = *text, *end = from + *size;

    /* Bytes from 0x80 on may be wide blanks. */
    bool plain =
        *size && (unsigned char)(*from - 0x21) < 0x5f && (unsigned char)(end[-1] - 0x21) < 0x5f;
    if (plain) return;
    text_trim_slowly(text, size);
}

/* The size of the blank that begins at text and ends before end; 0 when none does. */
size_t text_blank_size(const char *text, const char *end);

#define BLANK_SPELLINGS 44
/* A value's spelling when there is nothing but blanks in it, and when it is a value. */
#define BLANK_NOTHING (-1)
#define BLANK_NONE (-2)

/* Which spelling the text is, from 0, where it may be a text. */
int blank_spelling(const char *text, size_t size);
/* "NULL"; NULL behind the last. */
const char *blank_word(int spelling);

/* Whether a text (an id, a name, a category) stands for none. */
static inline bool text_is_blank(const char *text, size_t size)
{
    bool digit = size && *text >= '0' && *text <= '9'; /* no word begins so, and most values do */

    return !digit && blank_spelling(text, size) != BLANK_NONE;
}

/* The same where a number or a date is meant. */
bool figure_is_blank(const char *text, size_t size);

/* How often each spelling stood in a column or a file; zeros to begin with. */
typedef struct BlankCount {
    int64_t of[BLANK_SPELLINGS];
} BlankCount;

/* Counts the value if it is a word for none, and says whether it is. An empty one is, uncounted.
 * `figure`: a number or a date is meant. */
bool blank_note(BlankCount *count, const char *text, size_t size, bool figure);
/* All of them; *said lists them, the most frequent first: “NULL” (30), “n/a” (2). */
int64_t blank_total(const char **said, const BlankCount *count, Arena *arena);

#endif
