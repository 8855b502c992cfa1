#include "segment/profile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "math/math.h"

static double *feature_of(const Matrix *features, Feature feature, const uint32_t *rows,
                          size_t count, Arena *arena)
{
    double *values = ARENA_ARRAY(arena, double, count);

    for (size_t i = 0; i < count; i++)
        values[i] = matrix_at(features, rows[i], feature);
    return values;
}

void profile_features(double *mean, double *middle, const Matrix *features, const uint32_t *rows,
                      size_t count, Arena *arena)
{
    for (int f = 0; f < F_COUNT; f++) {
        ArenaMark mark = arena_mark(arena);
        double *values = feature_of(features, (Feature)f, rows, count, arena);
        mean[f] = count ? sum_of(values, count) / (double)count : 0;
        middle[f] = count ? median(values, count, arena) : 0;
        arena_release(arena, mark);
    }
}

void profile_deviation(double *sd, const double *mean, const Matrix *features, const uint32_t *rows,
                       size_t count)
{
    for (int f = 0; f < F_COUNT; f++) {
        Sum squares = { 0 };
        for (size_t i = 0; i < count; i++) {
            double off = matrix_at(features, rows[i], (size_t)f) - mean[f];
            sum_add(&squares, off * off);
        }
        sd[f] = count ? sqrt(sum_value(squares) / (double)count) : 0;
    }
}

/* --- engagement ------------------------------------------------------------------------------- */

/* The different values of a feature, ascending, and the share of customers below each, with half of
 * those who have it. Numbers and kinds of interactions are few, whatever the number of customers.
 */
typedef struct Ranks {
    double *values, *shares;
    size_t count;
} Ranks;

static Ranks ranks_of(const Matrix *features, Feature feature, Arena *arena)
{
    size_t rows = features->rows;
    double *values = ARENA_ARRAY(arena, double, rows);
    Ranks ranks = { .shares = ARENA_ARRAY(arena, double, rows) };

    for (size_t i = 0; i < rows; i++)
        values[i] = matrix_at(features, i, feature);
    ranks.values = sorted_copy(values, rows, arena);
    for (size_t at = 0, end; at < rows; at = end) {
        for (end = at; end < rows && ranks.values[end] <= ranks.values[at];)
            end++;
        ranks.values[ranks.count] = ranks.values[at];
        ranks.shares[ranks.count++] = (double)(at + end) / 2 / (double)rows;
    }
    return ranks;
}

static double rank_of(const Ranks *ranks, double value)
{
    size_t low = 0;

    for (size_t high = ranks->count; high - low > 1;) {
        size_t middle = (low + high) / 2;
        if (ranks->values[middle] <= value) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return ranks->shares[low];
}

const double *profile_engagement(const Shop *shop, Arena *arena)
{
    static const Feature parts[] = { F_INTERACTION_COUNT, F_AVG_INTERACTION_DURATION,
                                     F_INTERACTION_TYPES };
    size_t count = shop->customers.count;

    if (!shop->has_interactions) return NULL;
    double *score = ARENA_ARRAY(arena, double, count);
    for (size_t p = 0; p < COUNT_OF(parts); p++) {
        ArenaMark mark = arena_mark(arena);
        Ranks ranks = ranks_of(&shop->customers.features, parts[p], arena);
        for (size_t i = 0; i < count; i++) {
            double value = matrix_at(&shop->customers.features, i, parts[p]);
            score[i] += 100 * rank_of(&ranks, value) / (double)COUNT_OF(parts);
        }
        arena_release(arena, mark);
    }
    return score;
}

/* --- top lists -------------------------------------------------------------------------------- */

enum { TOP = 5 };

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

Naming profile_naming(const char *const *texts, size_t rows, Arena *arena)
{
    Naming naming = { .of_row = ARENA_ARRAY(arena, int32_t, rows) };
    Arena scratch = arena_open();
    const char **names = ARENA_ARRAY(&scratch, const char *, rows);
    size_t given = 0;

    for (size_t i = 0; i < rows; i++) {
        if (texts[i]) names[given++] = texts[i];
    }
    qsort(names, given, sizeof *names, by_text);
    for (size_t i = 0; i < given; i++) {
        if (!naming.count || strcmp(names[i], names[naming.count - 1])) {
            names[naming.count++] = names[i];
        }
    }
    for (size_t i = 0; i < rows; i++) {
        const char **found =
            texts[i] ? bsearch(&texts[i], names, naming.count, sizeof *names, by_text) : NULL;
        naming.of_row[i] = found ? (int32_t)(found - names) : -1;
    }
    naming.names = arena_grow(arena, names, naming.count, naming.count, sizeof *names);
    arena_close(&scratch);
    return naming;
}

/* Amounts, segments × names; the last column is of what has none. */
typedef struct Amounts {
    Matrix amounts;
    const char *const *names;
    const char *nameless;
} Amounts;

static Amounts amounts_open(size_t segments, size_t names, const char *const *texts,
                            const char *nameless, Arena *arena)
{
    return (Amounts){ matrix_new(segments, names + 1, arena), texts, nameless };
}

static size_t nameless_column(const Amounts *a)
{
    return a->amounts.cols - 1;
}

/* The largest amount with a name that is not taken yet; nameless_column when there is none. */
static size_t next_largest(const Amounts *a, size_t row, const bool *taken)
{
    size_t none = nameless_column(a), best = none;

    for (size_t i = 0; i < none; i++) {
        double amount = matrix_at(&a->amounts, row, i);
        if (taken[i] || amount <= 0) continue;
        if (best == none || amount > matrix_at(&a->amounts, row, best)) best = i;
    }
    return best;
}

/* What the shares of a list are of. */
typedef struct Whole {
    double total;       /* of the segment */
    const double *base; /* of all segments, by column */
    double base_total;
} Whole;

static Share share_of(const Amounts *a, size_t row, size_t col, const Whole *whole)
{
    double amount = matrix_at(&a->amounts, row, col);
    bool said = whole->base_total > 0;

    return (Share){ col == nameless_column(a) ? a->nameless : a->names[col], amount,
                    amount / whole->total, said ? whole->base[col] / whole->base_total : NAN };
}

/* The largest entries of one row of amounts, as shares of its total; behind them what has no name.
 * Ties by name order. */
static ShareList largest(const Amounts *a, size_t row, const Whole *whole, Arena *arena)
{
    Share *items = ARENA_ARRAY(arena, Share, TOP + 1);
    bool *taken = ARENA_ARRAY(arena, bool, a->amounts.cols);
    size_t count = 0, best = 0, none = nameless_column(a);

    while (count < TOP && (best = next_largest(a, row, taken)) < none) {
        taken[best] = true;
        items[count++] = share_of(a, row, best, whole);
    }
    size_t named = count;
    if (count && matrix_at(&a->amounts, row, none) > 0)
        items[count++] = share_of(a, row, none, whole);
    return (ShareList){ items, count, named };
}

/* The lists of all segments. */
static void fill_lists(Segments *segments, size_t list_offset, const Amounts *a, Arena *arena)
{
    double *base = ARENA_ARRAY(arena, double, a->amounts.cols);

    for (size_t s = 0; s < a->amounts.rows; s++) {
        /* Returns of nothing known would make the others more than all. */
        double *nameless = &matrix_row(&a->amounts, s)[nameless_column(a)];
        if (*nameless < 0) *nameless = 0;
        for (size_t i = 0; i < a->amounts.cols; i++)
            base[i] += matrix_at(&a->amounts, s, i);
    }
    double base_total = sum_of(base, a->amounts.cols);
    for (size_t s = 0; s < a->amounts.rows; s++) {
        ShareList *list = (ShareList *)((char *)&segments->items[s] + list_offset);
        const Whole whole = { sum_of(matrix_row(&a->amounts, s), a->amounts.cols), base,
                              base_total };
        *list = largest(a, s, &whole, arena);
    }
}

/* The part of all amounts that has a name; NaN where there are no amounts. */
static double named_share(const Amounts *a)
{
    double named = 0, nameless = 0;

    for (size_t s = 0; s < a->amounts.rows; s++) {
        named += sum_of(matrix_row(&a->amounts, s), nameless_column(a));
        nameless += matrix_at(&a->amounts, s, nameless_column(a));
    }
    return named + nameless > 0 ? named / (named + nameless) : NAN;
}

/* -1: none. */
static int32_t category_of(const Naming *categories, const Basket *basket)
{
    return basket->product == UINT32_MAX ? -1 : categories->of_row[basket->product];
}

/* What one customer has spent by category, and on which the most. */
static int32_t largest_category(double *spent, const Naming *categories, const Basket *baskets,
                                size_t count)
{
    int32_t best = -1;

    for (size_t i = 0; i < count; i++) {
        int32_t category = category_of(categories, &baskets[i]);
        if (category >= 0) spent[category] = 0;
    }
    for (size_t i = 0; i < count; i++) {
        int32_t category = category_of(categories, &baskets[i]);
        if (category >= 0) spent[category] += baskets[i].revenue;
    }
    for (size_t i = 0; i < count; i++) {
        int32_t category = category_of(categories, &baskets[i]);
        if (category < 0 || !(spent[category] > 0)) continue;
        bool more = best < 0 || spent[category] > spent[best];
        if (more || (spent[category] >= spent[best] && category < best)) best = category;
    }
    return best;
}

static void customer_categories(Segments *segments, const Shop *shop, const Naming *categories,
                                Arena *arena)
{
    Naming *naming = &segments->categories;
    double *spent = ARENA_ARRAY(arena, double, categories->count);
    const Basket *baskets = shop->baskets.items;

    *naming = (Naming){ categories->names, categories->count,
                        ARENA_ARRAY(arena, int32_t, shop->customers.count) };
    for (size_t i = 0; i < shop->customers.count; i++)
        naming->of_row[i] = -1;
    for (size_t at = 0, end; at < shop->baskets.count; at = end) {
        for (end = at; end < shop->baskets.count; end++) {
            if (baskets[end].customer != baskets[at].customer) break;
        }
        naming->of_row[baskets[at].customer] =
            largest_category(spent, categories, baskets + at, end - at);
    }
}

static void product_lists(Segments *segments, const Shop *shop, Arena *arena)
{
    const Products *products = &shop->products;
    Naming categories = profile_naming(products->categories, products->count, arena);
    Amounts by_product =
        amounts_open(segments->count, products->count, products->names, "(no product)", arena);
    Amounts by_category =
        amounts_open(segments->count, categories.count, categories.names, "(no category)", arena);

    for (size_t i = 0; i < shop->baskets.count; i++) {
        const Basket *basket = &shop->baskets.items[i];
        size_t segment = segments->of_customer[basket->customer];
        int32_t known = category_of(&categories, basket);
        size_t category = known < 0 ? categories.count : (size_t)known;
        size_t product = basket->product == UINT32_MAX ? products->count : basket->product;
        matrix_row(&by_product.amounts, segment)[product] += basket->revenue;
        matrix_row(&by_category.amounts, segment)[category] += basket->revenue;
    }
    fill_lists(segments, offsetof(Segment, products), &by_product, arena);
    fill_lists(segments, offsetof(Segment, categories), &by_category, arena);
    segments->category_share = named_share(&by_category);
    if (categories.count) customer_categories(segments, shop, &categories, arena);
}

static void country_lists(Segments *segments, const Shop *shop, Arena *arena)
{
    Naming countries = profile_naming(shop->customers.countries, shop->customers.count, arena);
    Amounts by_country =
        amounts_open(segments->count, countries.count, countries.names, "(no country)", arena);

    for (size_t i = 0; i < shop->customers.count; i++) {
        int32_t known = countries.of_row[i];
        size_t country = known < 0 ? countries.count : (size_t)known;
        matrix_row(&by_country.amounts, segments->of_customer[i])[country] += 1;
    }
    fill_lists(segments, offsetof(Segment, countries), &by_country, arena);
    segments->countries = countries;
}

void profile_top_lists(Segments *segments, const Shop *shop, Arena *arena)
{
    segments->category_share = NAN;
    if (shop->products.count > 1) product_lists(segments, shop, arena);
    if (shop->has_countries) country_lists(segments, shop, arena);
}
