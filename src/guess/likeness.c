#include "guess/likeness.h"

#include <string.h>

/* What a table's name may have behind the thing, and a key before it. */
static const char NEUTRAL[] = "entity lookup stat table tbl master data info profile record header "
                              "head main dim fact list flat grid";
static const char ROLES[] = "delivery invoice billing shipping default parent main primary first "
                            "last current bill ship to sold by from original source own";

static void drop_word(Words *words, size_t at)
{
    memmove(words->word[at], words->word[at + 1], (words->count - at - 1) * WORD_BYTES);
    words->count--;
}

Words link_stem(const Words *words)
{
    Words stem = *words;

    while (words_end(&stem, WORDS_MARK))
        stem.count--;
    while (stem.count > 1) {
        Words first = { .count = 1 };
        memcpy(first.word[0], stem.word[0], WORD_BYTES);
        if (!words_end(&first, WORDS_MARK)) break;
        drop_word(&stem, 0);
    }
    return stem;
}

/* Where the part's words stand in the whole's, next to each other; -1: nowhere. The last place. */
int words_place(const Words *whole, const Words *part)
{
    for (int at = (int)whole->count - (int)part->count; at >= 0 && part->count; at--) {
        size_t same = 0;
        while (same < part->count && !strcmp(whole->word[(size_t)at + same], part->word[same]))
            same++;
        if (same == part->count) return at;
    }
    return -1;
}

/* Are all words of the whole that are not of the part in the list? */
static bool rest_is(const Words *whole, int at, size_t part, const char *list, bool before)
{
    for (size_t i = before ? 0 : (size_t)at + part; i < whole->count; i++) {
        Words one = { .count = 1 };
        if (i >= (size_t)at && i < (size_t)at + part) continue;
        memcpy(one.word[0], whole->word[i], WORD_BYTES);
        if (!words_end(&one, list)) return false;
    }
    return true;
}

static bool both_end(const Words *a, const Words *b, const char *list)
{
    return words_end(a, list) && words_end(b, list);
}

/* The words of a product or item behind those of a sale: order_products holds lines, not products.
 */
static bool is_within_sale(const Words *table, int at, const Words *stem)
{
    Words before = *table;

    before.count = (size_t)at;
    return words_have(&before, WORDS_SALE) && !words_have(stem, WORDS_SALE);
}

/* By the last word of the table's name alone, with what says which of several: (category, default)
 * and ps_categories. */
static bool is_in_role(const Words *stem, const Words *bare)
{
    Words last = { .count = 1 };

    memcpy(last.word[0], bare->word[bare->count - 1], WORD_BYTES);
    int at = words_place(stem, &last);
    return at >= 0 && rest_is(stem, at, 1, ROLES, true);
}

/* How well a column is called after a table: 3 order_id and (shop_)orders; 2 billing_address_id and
 * addresses, order_id and order_stats; 1 client_id and users; else 0. */
int likeness_to_table(const Words *stem, const Words *table)
{
    Words bare = *table;

    if (!stem->count || !table->count || words_are(stem, NEUTRAL)) return 0;
    while (bare.count > 1 && words_end(&bare, NEUTRAL))
        bare.count--;
    int at = words_place(table, stem);
    if (at >= 0 && is_within_sale(table, at, stem)) return 0;
    if (at >= 0 && (size_t)at + stem->count == table->count) return 3;
    if (at >= 0 && rest_is(table, at, stem->count, NEUTRAL, false)) return 2;
    at = words_place(stem, &bare);
    if (at >= 0 && (size_t)at + bare.count == stem->count) return 2;
    if (is_in_role(stem, &bare)) return 2;
    return both_end(stem, &bare, WORDS_PEOPLE) || both_end(stem, &bare, WORDS_PRODUCT) ||
           both_end(stem, &bare, WORDS_SALE);
}

/* Names that every other table has as well. */
static bool is_general(const Words *words)
{
    return words_are(words, "id key no number nr code uuid guid name title status state type kind "
                            "date created updated at on by value amount quantity qty price total "
                            "description entity row item parent object position active deleted "
                            "note comment store language currency count sum city zip") ||
           words_phrase(words, "entity id");
}

int likeness_of(const CatalogColumn *column, const CatalogTable *other, const CatalogColumn *key)
{
    Words stem = link_stem(&column->words), own = link_stem(&key->words);

    /* The other column must be the one that tells its rows apart: id, or order_id of orders. That
     * a reference is unique today, such as user_id of profiles, makes it none. */
    bool is_key = key->unique || (other->key != NO_PLACE && key == &other->columns[other->key]) ||
                  !own.count || likeness_to_table(&own, &other->words) >= 2;
    if (words_equal(&column->words, &key->words) && !is_general(&column->words)) {
        /* The same first name is not the same person; the same address is. */
        if (is_key && words_have(&column->words, WORDS_MARK)) return 3;
        if (values_are_emails(&column->values) && words_have(&other->words, WORDS_PEOPLE)) return 2;
    }
    if (!stem.count) return 0;
    /* WordPress keeps products among its posts. */
    if (words_end(&stem, "product") && words_end(&other->words, "post") && key->unique &&
        catalog_column(other, "post_type") != NO_PLACE) {
        return 2;
    }
    return is_key ? likeness_to_table(&stem, &other->words) : 0;
}
