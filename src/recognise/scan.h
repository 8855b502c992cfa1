/* recognise/scan.h — what is still to be read of a text, and the small steps through it.
 *
 * Only the recognise room's own files include this.
 */
#ifndef RECOGNISE_SCAN_H
#define RECOGNISE_SCAN_H

#include "recognise/blank.h"

typedef struct Scan {
    const char *at, *end;
} Scan;

static inline bool scan_ended(const Scan *scan)
{
    return scan->at == scan->end;
}

static inline bool scan_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether the byte at `ahead` is a digit. */
static inline bool scan_digit_at(const Scan *scan, size_t ahead)
{
    return (size_t)(scan->end - scan->at) > ahead && scan_is_digit(scan->at[ahead]);
}

static inline bool scan_take(Scan *scan, char c)
{
    if (scan->at == scan->end || *scan->at != c) return false;
    scan->at++;
    return true;
}

/* Takes the bytes, if they come next. */
bool scan_take_text(Scan *scan, const char *text);
/* Takes blanks of any width; whether there were any. */
bool scan_blanks(Scan *scan);
/* Up to `most` digits, most <= 9; how many there were. */
int scan_number(int *out, Scan *scan, int most);
/* The letters that come next, without case and accents ("Février" gives "fevrier"); how many there
 * were. Of a longer word only the first WORD_BYTES - 1 are kept. */
#define WORD_BYTES 24
size_t scan_word(char out[WORD_BYTES], Scan *scan);

#endif
