#include "recognise/words.h"

#include <string.h>

#include "recognise/fields.h"

/* Words that names are glued together from without a mark between them: "customerid", "firstname".
 * A name is cut only where it is made of these altogether, so that "valid" ends in no "id". */
static const char GLUED[] =
    "account add added address agent amount article at basket billing book booking buyer by "
    "cancelled category cent cents city class client code contact cost count country coupon "
    "created currency customer data date day default delivery department description detail "
    "discount email employee entity entry family film first full fname gender genre grand gross "
    "group id index invoice item key last line list lname lookup mail member method modified name "
    "net no "
    "number of offline on online order ordered paid parent payment person phone placed postal "
    "price product "
    "profile purchase quantity qty rate receipt ref refund registered rental row sale sales ship "
    "shipping shop sku state stats status store street sub sum supplier tax time timestamp title "
    "total track transaction type unit unique update updated user uuid value variant vendor zip";

static bool in_list(const char *list, const char *word, size_t size)
{
    for (const char *at = list; size && *at; at += *at == ' ') {
        size_t length = strcspn(at, " ");
        if (length == size && !memcmp(at, word, size)) return true;
        at += length;
    }
    return false;
}

static bool ends_with(const char *word, size_t size, const char *end)
{
    size_t length = strlen(end);

    return size > length && !memcmp(word + size - length, end, length);
}

/* "categories" → "category", "addresses" → "address"; not "status", not "address". */
static size_t singular(char *word, size_t size)
{
    static const char *const two[] = { "sses", "xes", "ches", "shes", "tuses" };

    if (size < 4 || word[size - 1] != 's' || word[size - 2] == 's' || word[size - 2] == 'u')
        return size;
    for (size_t i = 0; i < COUNT_OF(two); i++) {
        if (ends_with(word, size, two[i])) return size - 2;
    }
    if (!ends_with(word, size, "ies") || in_list("movies cookies series", word, size))
        return size - 1;
    word[size - 3] = 'y';
    return size - 2;
}

/* What programmers write for short. */
static const struct {
    const char *brief, *whole;
} ABBREVIATIONS[] = {
    { "acct", "account" },   { "addr", "address" },      { "amt", "amount" },
    { "categ", "category" }, { "cust", "customer" },     { "dept", "department" },
    { "emp", "employee" },   { "people", "person" },     { "prod", "product" },
    { "tmpl", "template" },  { "trans", "transaction" },
};

static void spell_out(char word[WORD_BYTES])
{
    for (size_t i = 0; i < COUNT_OF(ABBREVIATIONS); i++) {
        if (strcmp(word, ABBREVIATIONS[i].brief) != 0) continue;
        memcpy(word, ABBREVIATIONS[i].whole, strlen(ABBREVIATIONS[i].whole) + 1);
        return;
    }
}

static void add_word(Words *words, const char *text, size_t size)
{
    char word[WORD_BYTES];

    if (size > WORD_BYTES - 1) size = WORD_BYTES - 1;
    if (!size || words->count == MOST_WORDS) return;
    memcpy(word, text, size);
    word[size] = '\0';
    spell_out(word);
    word[singular(word, strlen(word))] = '\0';
    memcpy(words->word[words->count++], word, sizeof word);
}

/* Adds the pieces and returns true when the text from here on is made of known words. The longest
 * first piece that leaves such a rest is taken. */
static bool add_pieces(Words *words, const char *text, size_t size)
{
    size_t before = words->count;

    if (!size) return true;
    for (size_t piece = size; piece >= 2; piece--) {
        bool known = in_list(GLUED, text, piece) ||
                     (text[piece - 1] == 's' && in_list(GLUED, text, piece - 1));
        if (!known) continue;
        add_word(words, text, piece);
        if (add_pieces(words, text + piece, size - piece)) return true;
        words->count = before;
    }
    return false;
}

static void add_token(Words *words, const char *token, size_t size)
{
    /* The mark of old habits: tblOrders. */
    if (size > 2 && !memcmp(token, "tbl", 3)) {
        token += 3;
        size -= 3;
    }
    if (size > WORD_BYTES - 1 || !add_pieces(words, token, size)) add_word(words, token, size);
}

enum { NONE, LOWER, UPPER, DIGIT };

static int kind_of(char c)
{
    if (c >= '0' && c <= '9') return DIGIT;
    if (c >= 'A' && c <= 'Z') return UPPER;
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80 ? LOWER : NONE;
}

/* Does a new word begin at `at`? Behind a mark, at "I" of "orderId", at the "C" of "SKUCode". */
static bool begins_word(const char *name, size_t at)
{
    int before = at ? kind_of(name[at - 1]) : NONE, here = kind_of(name[at]);

    if (before == NONE || here == NONE) return true;
    if ((before == DIGIT) != (here == DIGIT)) return true;
    if (here != UPPER) return false;
    return before == LOWER || kind_of(name[at + 1]) == LOWER;
}

Words words_of(const char *name)
{
    Words words = { .count = 0 };
    char token[64];
    size_t size = 0;

    for (size_t i = 0;; i++) {
        bool end = !name[i];
        if ((end || begins_word(name, i)) && size) {
            add_token(&words, token, size);
            size = 0;
        }
        if (end) break;
        int kind = kind_of(name[i]);
        if (kind == NONE || size == sizeof token) continue;
        token[size++] = kind == UPPER ? (char)(name[i] - 'A' + 'a') : name[i];
    }
    for (size_t w = 0; w + 1 < words.count; w++) {
        /* "e_mail", "eMail" */
        if (strcmp(words.word[w], "e") != 0 || strcmp(words.word[w + 1], "mail") != 0) continue;
        memcpy(words.word[w + 1], "email", sizeof "email");
        memmove(words.word[w], words.word[w + 1], (words.count - w - 1) * WORD_BYTES);
        words.count--;
    }
    return words;
}

bool words_have(const Words *words, const char *list)
{
    for (size_t i = 0; i < words->count; i++) {
        if (in_list(list, words->word[i], strlen(words->word[i]))) return true;
    }
    return false;
}

bool words_are(const Words *words, const char *list)
{
    for (size_t i = 0; i < words->count; i++) {
        if (!in_list(list, words->word[i], strlen(words->word[i]))) return false;
    }
    return words->count > 0;
}

bool words_end(const Words *words, const char *list)
{
    if (!words->count) return false;
    const char *last = words->word[words->count - 1];
    return in_list(list, last, strlen(last));
}

bool words_phrase(const Words *words, const char *phrase)
{
    for (size_t i = 0; i < words->count; i++) {
        const char *at = phrase;
        for (size_t j = i; *at && j < words->count; j++, at += *at == ' ') {
            size_t size = strcspn(at, " ");
            if (strlen(words->word[j]) != size || memcmp(words->word[j], at, size) != 0) break;
            at += size;
        }
        if (!*at) return true;
    }
    return false;
}

bool words_equal(const Words *a, const Words *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++) {
        if (strcmp(a->word[i], b->word[i]) != 0) return false;
    }
    return true;
}

bool folded_in_list(const char *list, const char *text, size_t size)
{
    char folded[FOLDED_BYTES];

    if (!size || size >= FOLDED_BYTES) return false;
    field_fold(folded, text, size);
    size_t length = strlen(folded);
    for (const char *at = list; length && (at = strstr(at, folded)) != NULL; at++)
        if (at[-1] == ' ' && at[length] == ' ') return true;
    return false;
}
