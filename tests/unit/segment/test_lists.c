/* What the segments of random shops buy, held against what the plainest way of reckoning gives. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "segment/profile.h"
#include "segment_tests.h"

static Arena arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(&arena);
    return 0;
}

static void assert_same(double got, double wanted)
{
    if (got == wanted || (isnan(got) && isnan(wanted))) return;
    if (!(fabs(got - wanted) <= 1e-9 * fmax(1, fabs(wanted))))
        fail_msg("%.17g is not %.17g", got, wanted);
}

static int below(Random *random, int limit)
{
    return (int)random_below(random, (uint64_t)limit);
}

enum { BUYERS = 12, GOODS = 8, KINDS = 9 };

/* What a segment's customers spent on what has this name; NULL: on what has none. */
static double spent_on(const Shop *shop, const Segments *segments, int segment, const char *name,
                       bool category)
{
    double sum = 0;

    for (size_t i = 0; i < shop->baskets.count; i++) {
        const Basket *basket = &shop->baskets.items[i];
        const char *is = basket->product == UINT32_MAX ? NULL
                         : category                    ? shop->products.categories[basket->product]
                                                       : shop->products.names[basket->product];
        if (segment >= 0 && segments->of_customer[basket->customer] != segment) continue;
        if (name ? is && !strcmp(is, name) : !is) sum += basket->revenue;
    }
    return sum;
}

/* Nothing that is known less than nothing. */
static double nameless_of(const Shop *shop, const Segments *segments, int segment, bool category)
{
    if (segment >= 0) return fmax(0, spent_on(shop, segments, segment, NULL, category));
    double sum = 0;
    for (size_t s = 0; s < segments->count; s++)
        sum += nameless_of(shop, segments, (int)s, category);
    return sum;
}

static double total_of(const Shop *shop, const Segments *segments, int segment, bool category)
{
    double sum = nameless_of(shop, segments, segment, category);

    for (size_t i = 0; i < shop->baskets.count; i++) {
        const Basket *basket = &shop->baskets.items[i];
        bool named = basket->product != UINT32_MAX &&
                     (!category || shop->products.categories[basket->product]);
        if (segment >= 0 && segments->of_customer[basket->customer] != segment) continue;
        if (named) sum += basket->revenue;
    }
    return sum;
}

/* Every entry is what was spent on it, no larger one is left out, and they come by size and name.
 */
static void check_list(const ShareList *list, const Shop *shop, const Segments *segments,
                       int segment, const char *const *names, size_t count, bool category)
{
    double all = total_of(shop, segments, -1, category),
           none = nameless_of(shop, segments, segment, category);
    size_t some = 0;

    for (size_t n = 0; n < count; n++) {
        double amount = spent_on(shop, segments, segment, names[n], category);
        bool listed = false, later = true;
        for (size_t i = 0; i < list->named; i++)
            listed |= !strcmp(list->items[i].name, names[n]);
        for (size_t i = 0; i < list->named && !listed; i++)
            later &= list->items[i].revenue >= amount;
        some += amount > 0;
        if (!listed && amount > 0) assert_true(later && list->named == 5);
    }
    assert_int_equal(list->named, some < 5 ? some : 5);
    assert_int_equal(list->count, list->named + (list->named && none > 0));
    for (size_t i = 0; i < list->count; i++) {
        const Share *share = &list->items[i];
        bool named = i < list->named;
        double amount = named ? spent_on(shop, segments, segment, share->name, category) : none;
        double of_all = named ? spent_on(shop, segments, -1, share->name, category)
                              : nameless_of(shop, segments, -1, category);
        assert_same(share->revenue, amount);
        assert_same(share->share, amount / total_of(shop, segments, segment, category));
        assert_same(share->base_share, all > 0 ? of_all / all : NAN);
        if (!named) assert_string_equal(share->name, category ? "(no category)" : "(no product)");
        if (!named || !i) continue;
        assert_true(list->items[i - 1].revenue >= share->revenue);
    }
}

/* What most was spent on, the first by name of equals; -1 where nothing was. */
static int favourite(const Shop *shop, const Naming *kinds, uint32_t customer)
{
    double most = 0;
    int best = -1;

    for (size_t k = 0; k < kinds->count; k++) {
        double sum = 0;
        for (size_t i = 0; i < shop->baskets.count; i++) {
            const Basket *basket = &shop->baskets.items[i];
            if (basket->customer != customer || basket->product == UINT32_MAX) continue;
            const char *is = shop->products.categories[basket->product];
            if (is && !strcmp(is, kinds->names[k])) sum += basket->revenue;
        }
        if (sum > most) {
            most = sum;
            best = (int)k;
        }
    }
    return best;
}

static void lists_have_the_largest_by_what_was_spent(void **state)
{
    static const char *const names[GOODS] = {
        "Ant", "Bee", "Cat", "Dog", "Eel", "Fox", "Gnu", "Hen"
    };
    static const char *const kinds[KINDS] = { "a", "b", "c", "d", "e", "f", "g", NULL, NULL };
    Random random = random_open(55, 0);

    (void)state;
    for (int round = 0; round < 300; round++) {
        ArenaMark mark = arena_mark(&arena);
        const char *categories[GOODS], *countries[BUYERS];
        Basket *baskets = ARENA_ARRAY(&arena, Basket, BUYERS * 10);
        uint8_t of_customer[BUYERS];
        Segment items[2] = { 0 };
        double named = 0, nameless = 0;
        Shop shop = { .customers = { .count = BUYERS, .countries = countries },
                      .products = { .count = GOODS, .names = names, .categories = categories },
                      .has_countries = true };
        Segments segments = { .items = items, .count = 2, .of_customer = of_customer };
        for (size_t g = 0; g < GOODS; g++)
            categories[g] = kinds[below(&random, KINDS)];
        for (uint32_t c = 0; c < BUYERS; c++) {
            countries[c] = kinds[below(&random, KINDS)];
            of_customer[c] = (uint8_t)below(&random, 2);
            for (int i = below(&random, 10); i > 0; i--) {
                uint32_t product = below(&random, 6) ? (uint32_t)below(&random, GOODS) : UINT32_MAX;
                baskets[shop.baskets.count++] = (Basket){ c, product, 5 * (below(&random, 8) - 2) };
            }
        }
        shop.baskets.items = baskets;
        profile_top_lists(&segments, &shop, &arena);
        for (int s = 0; s < 2; s++) {
            double counted = 0;
            check_list(&items[s].products, &shop, &segments, s, names, GOODS, false);
            check_list(&items[s].categories, &shop, &segments, s, kinds, 7, true);
            nameless += nameless_of(&shop, &segments, s, true);
            for (size_t i = 0; i < items[s].countries.count; i++)
                counted += items[s].countries.items[i].revenue;
            assert_true(items[s].countries.named <= 5);
            assert_true(counted <= BUYERS);
        }
        for (size_t k = 0; k < 7; k++)
            named += spent_on(&shop, &segments, -1, kinds[k], true);
        assert_same(segments.category_share,
                    named + nameless > 0 ? named / (named + nameless) : NAN);
        for (uint32_t c = 0; c < BUYERS && segments.categories.count; c++)
            assert_int_equal(segments.categories.of_row[c],
                             favourite(&shop, &segments.categories, c));
        arena_release(&arena, mark);
    }
}

int list_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_have_the_largest_by_what_was_spent),
    };

    return cmocka_run_group_tests_name("lists", tests, open_arena, close_arena);
}
