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
        sd[f] = count ? sqrt(sum_value(&squares) / (double)count) : 0;
    }
}

/* --- overdue ---------------------------------------------------------------------------------- */

#define OVERDUE_GAPS 3.0

/* Days between purchases, at least one; sign-up counts as the start. */
static double gap_of(const double *features)
{
    double span = features[F_TENURE_DAYS] - features[F_RECENCY_DAYS];

    return fmax(span, 1) / fmax(features[F_FREQUENCY], 1);
}

static double usual_gap(const Customers *customers, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    double *gaps = ARENA_ARRAY(arena, double, customers->count);
    size_t count = 0;

    for (size_t i = 0; i < customers->count; i++) {
        const double *features = matrix_row(&customers->features, i);
        if (customers->bought[i] && features[F_FREQUENCY] >= 2) gaps[count++] = gap_of(features);
    }
    double gap = median(gaps, count, arena);
    arena_release(arena, mark);
    return gap;
}

const bool *profile_overdue(double *usual_gap_days, const Customers *customers, Arena *arena)
{
    bool *overdue = ARENA_ARRAY(arena, bool, customers->count);

    *usual_gap_days = usual_gap(customers, arena);
    for (size_t i = 0; i < customers->count; i++) {
        const double *features = matrix_row(&customers->features, i);
        if (!customers->bought[i]) continue;
        double gap = features[F_FREQUENCY] >= 2 ? gap_of(features) : *usual_gap_days;
        /* Without any repeat buyer there is no rhythm to be behind. */
        overdue[i] = isfinite(gap) && features[F_RECENCY_DAYS] > OVERDUE_GAPS * gap;
    }
    return overdue;
}

/* --- engagement ------------------------------------------------------------------------------- */

/* How many of the sorted values lie below `value`, and how many are equal to it. */
static double middle_rank(const double *sorted, size_t count, double value)
{
    size_t below = 0, above = count;

    for (size_t high = count; below < high;) {
        size_t middle = (below + high) / 2;
        if (sorted[middle] < value) {
            below = middle + 1;
        } else {
            high = middle;
        }
    }
    for (size_t low = below; low < above;) {
        size_t middle = (low + above) / 2;
        if (sorted[middle] <= value) {
            low = middle + 1;
        } else {
            above = middle;
        }
    }
    return (double)(below + above) / 2 / (double)count;
}

const double *profile_engagement(const Shop *shop, Arena *arena)
{
    static const Feature parts[] = { F_INTERACTION_COUNT, F_AVG_INTERACTION_DURATION,
                                     F_INTERACTION_TYPES };
    size_t count = shop->customers.count;

    if (!shop->has_interactions) return NULL;
    double *score = ARENA_ARRAY(arena, double, count);
    double *values = ARENA_ARRAY(arena, double, count);
    for (size_t p = 0; p < COUNT_OF(parts); p++) {
        for (size_t i = 0; i < count; i++) {
            values[i] = matrix_at(&shop->customers.features, i, parts[p]);
        }
        ArenaMark mark = arena_mark(arena);
        double *sorted = sorted_copy(values, count, arena);
        for (size_t i = 0; i < count; i++) {
            score[i] += 100 * middle_rank(sorted, count, values[i]) / (double)COUNT_OF(parts);
        }
        arena_release(arena, mark);
    }
    return score;
}

/* --- top lists -------------------------------------------------------------------------------- */

enum { TOP = 5 };

/* Names numbered in the order of their bytes, and each row's number (-1: no name). */
typedef struct Naming {
    const char **names;
    size_t count;
    int32_t *of_row;
} Naming;

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static Naming number_names(const char *const *texts, size_t rows, Arena *arena)
{
    Naming naming = { .names = ARENA_ARRAY(arena, const char *, rows),
                      .of_row = ARENA_ARRAY(arena, int32_t, rows) };
    size_t given = 0;

    for (size_t i = 0; i < rows; i++) {
        if (texts[i]) naming.names[given++] = texts[i];
    }
    qsort(naming.names, given, sizeof *naming.names, by_text);
    for (size_t i = 0; i < given; i++) {
        if (!naming.count || strcmp(naming.names[i], naming.names[naming.count - 1])) {
            naming.names[naming.count++] = naming.names[i];
        }
    }
    for (size_t i = 0; i < rows; i++) {
        const char **found =
            texts[i] ? bsearch(&texts[i], naming.names, naming.count, sizeof *naming.names, by_text)
                     : NULL;
        naming.of_row[i] = found ? (int32_t)(found - naming.names) : -1;
    }
    return naming;
}

/* The largest entries of one row of amounts, as shares of its total. Ties by name order. */
static ShareList largest(const Matrix *amounts, size_t row, const double *base, double base_total,
                         const char *const *names, Arena *arena)
{
    double total = sum_of(matrix_row(amounts, row), amounts->cols);
    Share *items = ARENA_ARRAY(arena, Share, TOP);
    bool *taken = ARENA_ARRAY(arena, bool, amounts->cols);
    size_t count = 0;

    while (count < TOP) {
        size_t best = amounts->cols;
        for (size_t i = 0; i < amounts->cols; i++) {
            double amount = matrix_at(amounts, row, i);
            if (!taken[i] && amount > 0 &&
                (best == amounts->cols || amount > matrix_at(amounts, row, best))) {
                best = i;
            }
        }
        if (best == amounts->cols) break;
        taken[best] = true;
        double amount = matrix_at(amounts, row, best);
        items[count++] = (Share){ names[best], amount, amount / total,
                                  base_total > 0 ? base[best] / base_total : NAN };
    }
    return (ShareList){ items, count };
}

/* The lists of all segments from amounts (segments × names). */
static void fill_lists(Segments *segments, size_t list_offset, const Matrix *amounts,
                       const char *const *names, Arena *arena)
{
    double *base = ARENA_ARRAY(arena, double, amounts->cols);

    for (size_t s = 0; s < amounts->rows; s++) {
        for (size_t i = 0; i < amounts->cols; i++)
            base[i] += matrix_at(amounts, s, i);
    }
    double base_total = sum_of(base, amounts->cols);
    for (size_t s = 0; s < amounts->rows; s++) {
        ShareList *list = (ShareList *)((char *)&segments->items[s] + list_offset);
        *list = largest(amounts, s, base, base_total, names, arena);
    }
}

static void product_lists(Segments *segments, const Shop *shop, Arena *arena)
{
    const Products *products = &shop->products;
    Naming categories = number_names(products->categories, products->count, arena);
    Matrix by_product = matrix_new(segments->count, products->count, arena);
    Matrix by_category = matrix_new(segments->count, categories.count, arena);

    for (size_t i = 0; i < shop->baskets.count; i++) {
        const Basket *basket = &shop->baskets.items[i];
        size_t segment = segments->of_customer[basket->customer];
        if (basket->product == UINT32_MAX) continue;
        int32_t category = categories.of_row[basket->product];
        matrix_row(&by_product, segment)[basket->product] += basket->revenue;
        if (category >= 0) matrix_row(&by_category, segment)[category] += basket->revenue;
    }
    fill_lists(segments, offsetof(Segment, products), &by_product, products->names, arena);
    fill_lists(segments, offsetof(Segment, categories), &by_category, categories.names, arena);
}

static void country_lists(Segments *segments, const Shop *shop, Arena *arena)
{
    Naming countries = number_names(shop->customers.countries, shop->customers.count, arena);
    Matrix customers = matrix_new(segments->count, countries.count, arena);

    for (size_t i = 0; i < shop->customers.count; i++) {
        if (countries.of_row[i] < 0) continue;
        matrix_row(&customers, segments->of_customer[i])[countries.of_row[i]] += 1;
    }
    fill_lists(segments, offsetof(Segment, countries), &customers, countries.names, arena);
}

void profile_top_lists(Segments *segments, const Shop *shop, Arena *arena)
{
    if (shop->products.count > 1) product_lists(segments, shop, arena);
    if (shop->has_countries) country_lists(segments, shop, arena);
}
