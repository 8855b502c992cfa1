#include "recognise/blank.h"

#include <string.h>

typedef enum Written {
    EXACTLY,  /* in another case it may be a name */
    ANY_CASE, /* no name is written so */
    FIGURES   /* among texts it may be a value */
} Written;

static const struct {
    const char *word;
    Written written;
} SPELLINGS[] = {
    { "NULL", EXACTLY },      { "null", EXACTLY },     { "\\N", EXACTLY },
    { "nan", EXACTLY },       { "NaN", EXACTLY },      { "-nan", ANY_CASE },
    { "NaT", EXACTLY },       { "None", EXACTLY },     { "none", EXACTLY },
    { "undefined", EXACTLY }, { "N/A", ANY_CASE },     { "#N/A", ANY_CASE },
    { "#N/D", ANY_CASE },     { "#N/B", ANY_CASE },    { "#NV", ANY_CASE },
    { "n.a.", ANY_CASE },     { "k.A.", ANY_CASE },    { "k. A.", ANY_CASE },
    { "<NA>", ANY_CASE },     { "<null>", ANY_CASE },  { "[null]", ANY_CASE },
    { "(null)", ANY_CASE },   { "{null}", ANY_CASE },  { "(blank)", ANY_CASE },
    { "(empty)", ANY_CASE },  { "(none)", ANY_CASE },  { "(not set)", ANY_CASE },
    { "(leer)", ANY_CASE },   { "(vide)", ANY_CASE },  { "(en blanco)", ANY_CASE },
    { "(vuoto)", ANY_CASE },  { "(leeg)", ANY_CASE },  { "(em branco)", ANY_CASE },
    { "(vazio)", ANY_CASE },  { "(puste)", ANY_CASE }, { "-", EXACTLY },
    { "--", EXACTLY },        { "---", EXACTLY },      { "–", EXACTLY },
    { "—", EXACTLY },         { "−", EXACTLY },        { "#N/D!", ANY_CASE },
    { "N.D.", ANY_CASE },     { "NA", FIGURES },
};

_Static_assert(COUNT_OF(SPELLINGS) == BLANK_SPELLINGS, "blank.h counts the spellings");

#define LONGEST 12

size_t text_blank_size(const char *text, const char *end)
{
    /* No-break, figure, thin, en, em, punctuation and hair space, one of no width, marks and ends
     * of direction, a joiner, the ideographic space, the byte-order mark. */
    static const char *const wide[] = {
        "\xe2\x80\xaf", "\xe2\x80\x87", "\xe2\x80\x89", "\xe2\x80\x82",
        "\xe2\x80\x83", "\xe2\x80\x88", "\xe2\x80\x8a", "\xe2\x80\x8b",
        "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xaa", "\xe2\x80\xac",
        "\xe2\x80\xad", "\xe2\x81\xa0", "\xe3\x80\x80", "\xef\xbb\xbf",
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

static int find_spelling(const char *text, size_t size, bool figure)
{
    text_trim(&text, &size);
    if (!size) return BLANK_NOTHING;
    if (!may_be_word(text, size)) return BLANK_NONE;
    for (int any_case = 0; any_case < 2; any_case++) {
        for (int i = 0; i < BLANK_SPELLINGS; i++) {
            Written written = SPELLINGS[i].written;
            if (!figure && (written == FIGURES || (any_case && written != ANY_CASE))) continue;
            if (same(text, size, SPELLINGS[i].word, any_case)) return i;
        }
    }
    return BLANK_NONE;
}

int blank_spelling(const char *text, size_t size)
{
    return find_spelling(text, size, false);
}

const char *blank_word(int spelling)
{
    return spelling >= 0 && spelling < BLANK_SPELLINGS ? SPELLINGS[spelling].word : NULL;
}

bool figure_is_blank(const char *text, size_t size)
{
    return find_spelling(text, size, true) != BLANK_NONE;
}

bool blank_note(BlankCount *count, const char *text, size_t size, bool figure)
{
    int spelling = find_spelling(text, size, figure);

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
        *said =
            phrase_list(*said,
                        PHRASE(arena, "“{word}” ({n})", phrase_text("word", SPELLINGS[most].word),
                               phrase_count("n", (double)left.of[most], arena)),
                        arena);
        total += left.of[most];
        left.of[most] = 0;
    }
}
