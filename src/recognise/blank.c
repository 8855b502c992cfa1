#include "recognise/blank.h"

#include <string.h>

static const struct {
    const char *word;
    bool any_case; /* no name is written so */
} SPELLINGS[] = {
    { "NULL", false },       { "null", false },       { "\\N", false },      { "nan", false },
    { "NaN", false },        { "-nan", true },        { "NaT", false },      { "None", false },
    { "none", false },       { "undefined", false },  { "N/A", true },       { "#N/A", true },
    { "#N/D", true },        { "#N/B", true },        { "#NV", true },       { "n.a.", true },
    { "k.A.", true },        { "k. A.", true },       { "<NA>", true },      { "<null>", true },
    { "[null]", true },      { "(null)", true },      { "{null}", true },    { "(blank)", true },
    { "(empty)", true },     { "(none)", true },      { "(not set)", true }, { "(leer)", true },
    { "(vide)", true },      { "(en blanco)", true }, { "(vuoto)", true },   { "(leeg)", true },
    { "(em branco)", true }, { "(vazio)", true },     { "(puste)", true },   { "-", false },
    { "--", false },         { "---", false },        { "–", false },        { "—", false },
    { "−", false },          { "#N/D!", true },       { "N.D.", true },
};

_Static_assert(COUNT_OF(SPELLINGS) == BLANK_SPELLINGS, "blank.h counts the spellings");

#define LONGEST 12

size_t text_blank_size(const char *text, const char *end)
{
    static const char *const wide[] = {
        "\xe2\x80\xaf", "\xe2\x80\x87",
        "\xe2\x80\x89", "\xe2\x80\x82", /* narrow, figure, thin, en */
        "\xe2\x80\x83", "\xe2\x80\x88",
        "\xe2\x80\x8a", "\xe2\x80\x8b", /* em, dot, hair, none */
        "\xe2\x80\x8e", "\xe2\x80\x8f",
        "\xe2\x80\xaa", "\xe2\x80\xac", /* marks of direction */
        "\xe2\x80\xad", "\xe2\x81\xa0",
        "\xe3\x80\x80", "\xef\xbb\xbf",
    };
    size_t size = (size_t)(end - text);

    if (!size) return 0;
    if (*text == ' ' || (*text >= '\t' && *text <= '\r')) return 1;
    if (size >= 2 && !memcmp(text, "\xc2\xa0", 2)) return 2;
    if (size < 3 || (unsigned char)*text < 0xe2) return 0;
    for (size_t i = 0; i < COUNT_OF(wide); i++) {
        if (!memcmp(text, wide[i], 3)) return 3;
    }
    return 0;
}

/* The size of the blank that ends before end. */
static size_t blank_before(const char *text, const char *end)
{
    for (ptrdiff_t size = 1; size <= 3 && size <= end - text; size++) {
        if (text_blank_size(end - size, end) == (size_t)size) return (size_t)size;
    }
    return 0;
}

void text_trim_slowly(const char **text, size_t *size)
{
    const char *from = *text, *end = from + *size;
    size_t blank;

    while ((blank = text_blank_size(from, end)))
        from += blank;
    while ((blank = blank_before(from, end)))
        end -= blank;
    *text = from;
    *size = (size_t)(end - from);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool same(const char *text, size_t size, const char *word, bool any_case)
{
    if (strlen(word) != size) return false;
    if (!any_case) return !memcmp(text, word, size);
    for (size_t i = 0; i < size; i++) {
        if (lower(text[i]) != lower(word[i])) return false;
    }
    return true;
}

/* Most values are told by their first letter or their length. */
static bool may_be_word(const char *text, size_t size)
{
    bool digit = *text >= '0' && *text <= '9';

    return size <= LONGEST && !digit && *text && strchr("nNuU\\-#(<[{kK\xe2", *text);
}

int blank_spelling(const char *text, size_t size)
{
    text_trim(&text, &size);
    if (!size) return BLANK_NOTHING;
    if (!may_be_word(text, size)) return BLANK_NONE;
    for (int i = 0; i < BLANK_SPELLINGS; i++) {
        if (same(text, size, SPELLINGS[i].word, SPELLINGS[i].any_case)) return i;
    }
    return BLANK_NONE;
}

const char *blank_word(int spelling)
{
    return spelling >= 0 && spelling < BLANK_SPELLINGS ? SPELLINGS[spelling].word : NULL;
}

bool figure_is_blank(const char *text, size_t size)
{
    text_trim(&text, &size);
    if (!size) return true;
    if (!may_be_word(text, size)) return false;
    for (int i = 0; i < BLANK_SPELLINGS; i++) {
        if (same(text, size, SPELLINGS[i].word, true)) return true;
    }
    return same(text, size, "na", true);
}

bool blank_note(BlankCount *count, const char *text, size_t size)
{
    int spelling = blank_spelling(text, size);

    if (spelling >= 0) count->of[spelling]++;
    return spelling != BLANK_NONE;
}

int64_t blank_total(const char **said, const BlankCount *count, Arena *arena)
{
    BlankCount left = *count;
    int64_t total = 0;

    *said = "";
    for (;;) {
        int most = 0;
        for (int i = 1; i < BLANK_SPELLINGS; i++) {
            if (left.of[i] > left.of[most]) most = i;
        }
        if (!left.of[most]) return total;
        *said = arena_format(arena, "%s%s“%s” (%lld)", *said, total ? ", " : "",
                             SPELLINGS[most].word, (long long)left.of[most]);
        total += left.of[most];
        left.of[most] = 0;
    }
}
