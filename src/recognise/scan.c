#include "recognise/scan.h"

#include <string.h>

bool scan_take_text(Scan *scan, const char *text)
{
    size_t size = strlen(text);

    if ((size_t)(scan->end - scan->at) < size || memcmp(scan->at, text, size) != 0) return false;
    scan->at += size;
    return true;
}

bool scan_blanks(Scan *scan)
{
    const char *from = scan->at;
    size_t size;

    while ((size = text_blank_size(scan->at, scan->end)))
        scan->at += size;
    return scan->at > from;
}

int scan_number(int *out, Scan *scan, int most)
{
    int digits = 0;

    *out = 0;
    while (scan->at < scan->end && scan_is_digit(*scan->at) && digits < most) {
        *out = 10 * *out + (*scan->at++ - '0');
        digits++;
    }
    return digits;
}

/* The letter without case and accents, and its size; 0 where there is none. */
static char letter_at(size_t *size, const Scan *scan)
{
    /* U+00C0 to U+017F; '.' for what is no letter. */
    static const char latin[] = "aaaaaaaceeeeiiiidnooooo.ouuuuyts"
                                "aaaaaaaceeeeiiiidnooooo.ouuuuyty"
                                "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkk"
                                "llllllllllnnnnnnnnnoooooooorrrrrrsssssssstttttt"
                                "uuuuuuuuuuuuwwyyyzzzzzzs";
    unsigned char first = scan->at < scan->end ? (unsigned char)*scan->at : 0;

    *size = 1;
    if (first >= 'a' && first <= 'z') return (char)first;
    if (first >= 'A' && first <= 'Z') return (char)(first + 32);
    if (first < 0xc3 || first > 0xc5 || scan->end - scan->at < 2) return 0;
    unsigned char second = (unsigned char)scan->at[1];
    if ((second & 0xc0) != 0x80) return 0;
    char letter = latin[(first - 0xc3) * 64 + (second & 0x3f)];
    *size = 2;
    return letter == '.' ? 0 : letter;
}

/* Accents as code points of their own, U+0300 to U+036F. */
static void skip_accents(Scan *scan)
{
    while (scan->end - scan->at >= 2 &&
           ((unsigned char)*scan->at == 0xcc || (unsigned char)*scan->at == 0xcd)) {
        scan->at += 2;
    }
}

size_t scan_word(char out[WORD_BYTES], Scan *scan)
{
    size_t letters = 0, size;
    char letter;

    while ((letter = letter_at(&size, scan))) {
        if (letters < WORD_BYTES - 1) out[letters] = letter;
        letters++;
        scan->at += size;
        skip_accents(scan);
    }
    out[letters < WORD_BYTES ? letters : WORD_BYTES - 1] = '\0';
    return letters;
}
