#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* The code point at text and its length; malformed, surrogate and overlong bytes give length 1 and
 * U+FFFD (utf8proc checks all of these). */
static size_t decode(const char *text, size_t size, uint32_t *code)
{
    utf8proc_int32_t got;
    utf8proc_ssize_t used =
        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)size, &got);

    if (used <= 0) {
        *code = UTF8_REPLACEMENT;
        return 1;
    }
    *code = (uint32_t)got;
    return (size_t)used;
}

bool utf8_valid(const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        utf8proc_int32_t code;
        utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)text + i,
                                                 (utf8proc_ssize_t)(size - i), &code);
        if (used <= 0) return false;
        i += (size_t)used;
    }
    return true;
}

uint32_t utf8_next(const char **text)
{
    uint32_t code;

    if (!**text) return 0;
    if ((unsigned char)**text < 0x80) return (uint32_t)(unsigned char)*(*text)++;
    *text += decode(*text, strnlen(*text, 4), &code);
    return code;
}

size_t utf8_put(char out[4], uint32_t code)
{
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)out);
}

size_t utf8_length(const char *text)
{
    size_t length = 0;

    while (utf8_next(&text))
        length++;
    return length;
}

/* What a code point becomes inside the program. Bidirectional overrides would let a name reorder
 * the text around it; they go the way of control characters. */
static uint32_t tamed(uint32_t code)
{
    if (code == '\t' || code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029)
        return ' ';
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return UTF8_REPLACEMENT;
    if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) {
        return UTF8_REPLACEMENT;
    }
    return code;
}

char *utf8_clean(const char *text, size_t size, size_t max_chars, Arena *arena)
{
    /* Three bytes for each malformed one at worst, and a text is never read past max_chars. */
    size_t most = size < max_chars ? size : max_chars;
    char *out = arena_alloc(arena, 4 * most + 4, 1);
    size_t used = 0, chars = 0;

    for (size_t i = 0; i < size; chars++) {
        uint32_t code;
        if (chars == max_chars) {
            memcpy(out + used, "…", 3);
            used += 3;
            break;
        }
        i += decode(text + i, size - i, &code);
        used += utf8_put(out + used, tamed(code));
    }
    out[used] = '\0';
    return out;
}

/* Letters that have no decomposition, and so keep their stroke through NFKD; small ones, for case
 * is folded before. */
static const char *folded_letter(uint32_t code)
{
    switch (code) {
    case 0x0142: return "l";
    case 0x00f8: return "o";
    case 0x0111: return "d";
    case 0x0131: return "i";
    case 0x00e6: return "ae";
    case 0x0153: return "oe";
    case 0x00fe: return "th";
    case 0x00f0: return "d";
    case 0x0127: return "h";
    default: return NULL;
    }
}

char *utf8_fold(const char *text, Arena *arena)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t size =
        utf8proc_map((const utf8proc_uint8_t *)text, 0, &mapped,
                     UTF8PROC_NULLTERM | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
                         UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);

    if (size < 0 || !mapped) {
        free(mapped);
        return arena_text(arena, text);
    }
    char *out = arena_alloc(arena, 2 * (size_t)size + 4, 1);
    size_t used = 0;
    for (const char *c = (const char *)mapped; *c;) {
        const char *start = c;
        const char *letter = folded_letter(utf8_next(&c));
        size_t length = letter ? strlen(letter) : (size_t)(c - start);
        memcpy(out + used, letter ? letter : start, length);
        used += length;
    }
    free(mapped);
    return out;
}

char *utf8_caseless(const char *text, size_t size, Arena *arena)
{
    const char *clean = utf8_clean(text, size, size, arena);
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t got =
        utf8proc_map((const utf8proc_uint8_t *)clean, 0, &mapped,
                     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    char *out = arena_text(arena, got >= 0 && mapped ? (const char *)mapped : clean);

    free(mapped);
    return out;
}

char *utf8_compose(const char *text, Arena *arena)
{
    utf8proc_uint8_t *composed = utf8proc_NFC((const utf8proc_uint8_t *)text);
    char *out = arena_text(arena, composed ? (const char *)composed : text);

    free(composed);
    return out;
}

char *utf8_slug(const char *text, Arena *arena)
{
    const char *folded = utf8_fold(text, arena);
    char *out = arena_alloc(arena, strlen(folded) + sizeof "segment", 1);
    size_t used = 0;

    for (const char *c = folded; *c && used < 60; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');
        if (plain) {
            out[used++] = *c;
        } else if (used && out[used - 1] != '-' && *c != '\'') {
            out[used++] = '-';
        }
    }
    while (used && out[used - 1] == '-')
        used--;
    out[used] = '\0';
    return used ? out : strcpy(out, "segment");
}

static int lower(int c)
{
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau-Levenshtein, optimal string alignment, over at most LONGEST bytes of each. */
size_t utf8_distance(const char *a, const char *b)
{
    enum { LONGEST = 63 };
    size_t cost[LONGEST + 1][LONGEST + 1];
    size_t m = strnlen(a, LONGEST), n = strnlen(b, LONGEST);

    for (size_t i = 0; i <= m; i++)
        cost[i][0] = i;
    for (size_t j = 0; j <= n; j++)
        cost[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        for (size_t j = 1; j <= n; j++) {
            bool same = lower(a[i - 1]) == lower(b[j - 1]);
            cost[i][j] = smaller(smaller(cost[i - 1][j], cost[i][j - 1]) + 1,
                                 cost[i - 1][j - 1] + (same ? 0 : 1));
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1])) {
                cost[i][j] = smaller(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
    }
    return cost[m][n];
}

const char *utf8_nearest(const char *wrong, const char *const *names, size_t count)
{
    enum { LONG = 60 };
    const char *nearest = NULL;
    size_t third = strnlen(wrong, LONG) / 3, least = third > 2 ? third + 1 : 3;

    for (size_t i = 0; i < count; i++) {
        size_t distance = utf8_distance(wrong, names[i]);
        if (distance >= least || distance >= strlen(names[i])) continue;
        least = distance;
        nearest = names[i];
    }
    return nearest;
}
