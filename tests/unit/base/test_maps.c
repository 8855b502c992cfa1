/* From keys to places: ids, sets of keys, texts kept once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/idmap.h"
#include "base_tests.h"

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

/* Every id is where it is, and its neighbours are nowhere unless they are ids too. */
static IdMap assert_all_found(const int64_t *ids, size_t count)
{
    IdMap map = idmap_new(ids, count, &arena);

    for (size_t i = 0; i < count; i++) {
        assert_int_equal(idmap_find(&map, ids[i]), i);
        if (ids[i] > INT64_MIN && (!i || ids[i - 1] != ids[i] - 1))
            assert_int_equal(idmap_find(&map, ids[i] - 1), NOT_FOUND);
        if (ids[i] < INT64_MAX && (i + 1 == count || ids[i + 1] != ids[i] + 1))
            assert_int_equal(idmap_find(&map, ids[i] + 1), NOT_FOUND);
    }
    return map;
}

static void ids_without_gaps_tell_their_place(void **state)
{
    static const int64_t ids[] = { -2, -1, 0, 1, 2 };
    IdMap map = assert_all_found(ids, COUNT_OF(ids));

    (void)state;
    assert_int_equal(map.span, 5);
    assert_null(map.dense);
    map = assert_all_found(&(int64_t){ 7 }, 1);
    assert_int_equal(map.span, 1);
    map = idmap_new(NULL, 0, &arena);
    assert_int_equal(idmap_find(&map, 0), NOT_FOUND);
}

/* Up to four places an id and 1,024 more in an array; beyond that in a table of hashes. */
static void ids_with_gaps_are_found_in_an_array_or_a_table(void **state)
{
    static const int64_t near[] = { 10, 20, 1045 }, far[] = { 10, 20, 1046 };
    static const int64_t ends[] = { INT64_MIN, -5, 0, 9, INT64_MAX };
    int64_t many[1000];
    IdMap map = assert_all_found(near, 3);

    (void)state;
    assert_int_equal(map.span, 1036);
    assert_non_null(map.dense);
    map = assert_all_found(far, 3);
    assert_int_equal(map.span, 0);
    assert_non_null(map.slots);
    assert_all_found(ends, COUNT_OF(ends));
    for (int i = 0; i < 1000; i++)
        many[i] = (int64_t)i * i * 1000;
    map = assert_all_found(many, COUNT_OF(many));
    assert_int_equal(map.mask, 2047); /* half of the table stays free */
}

static void a_set_numbers_keys_as_they_come(void **state)
{
    KeySet set = { 0 };

    (void)state;
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < 5000; i++)
            assert_int_equal(keyset_add(&set, (uint64_t)i * 0x9e3779b97f4a7c15u), i);
    }
    assert_int_equal(set.count, 5000);
    assert_true(2 * set.count <= set.mask + 1);
    keyset_close(&set);
    assert_int_equal(set.count, 0);
}

static void a_pool_keeps_a_text_once_and_counts(void **state)
{
    TextPool pool = { .arena = &arena };
    char text[32];

    (void)state;
    assert_int_equal(textpool_find(&pool, "x", 1), NOT_FOUND);
    for (int round = 0; round < 3; round++) {
        for (uint32_t i = 0; i < 1000; i++) {
            size_t size = (size_t)snprintf(text, sizeof text, "text %u", i);
            assert_int_equal(textpool_put(&pool, text, size), i);
        }
    }
    assert_int_equal(pool.count, 1000);
    assert_int_equal(textpool_at(&pool, 999)->uses, 3);
    assert_string_equal(textpool_at(&pool, 999)->text, "text 999");
    assert_int_equal(textpool_find(&pool, "text 17", 7), 17);
    assert_int_equal(textpool_find(&pool, "text 17", 6), 1);
    assert_int_equal(textpool_find(&pool, "text", 4), NOT_FOUND);
    textpool_close(&pool);
}

static void put_times(TextPool *pool, const char *text, int times)
{
    for (int i = 0; i < times; i++)
        textpool_put(pool, text, strlen(text));
}

static void spellings_become_the_one_that_is_used_most(void **state)
{
    TextPool pool = { .arena = &arena };
    int64_t merged;

    (void)state;
    put_times(&pool, "norway", 1);
    put_times(&pool, "Perú", 2);
    put_times(&pool, "Norway", 3);
    put_times(&pool, "PERU", 2);
    put_times(&pool, "Chad", 1);
    put_times(&pool, "NORWAY", 2);
    const char *const *texts = textpool_unify(&pool, &merged, &arena);
    assert_string_equal(texts[0], "Norway");
    assert_string_equal(texts[1], "PERU"); /* as often: the first by bytes */
    assert_string_equal(texts[2], "Norway");
    assert_string_equal(texts[3], "PERU");
    assert_string_equal(texts[4], "Chad");
    assert_string_equal(texts[5], "Norway");
    assert_int_equal(merged, 1 + 2 + 2);
    textpool_close(&pool);
}

/* FNV-1a with the size in its start, mixed: the same from run to run, and no two of these alike. */
static void texts_have_hashes_of_their_own(void **state)
{
    (void)state;
    assert_true(bytes_hash("a", 1) == bytes_hash("ab", 1));
    assert_true(bytes_hash("a", 1) != bytes_hash("b", 1));
    assert_true(bytes_hash("ab", 2) != bytes_hash("ba", 2));
    assert_true(bytes_hash("\0", 1) != bytes_hash("\0\0", 2));
    assert_true(bytes_hash("", 0) == key_mix(0xcbf29ce484222325u));
    assert_true(bytes_hash("a", 1) == key_mix(((0xcbf29ce484222325u ^ 1) ^ 'a') * 0x100000001b3u));
}

int test_maps(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_without_gaps_tell_their_place),
        cmocka_unit_test(ids_with_gaps_are_found_in_an_array_or_a_table),
        cmocka_unit_test(a_set_numbers_keys_as_they_come),
        cmocka_unit_test(a_pool_keeps_a_text_once_and_counts),
        cmocka_unit_test(spellings_become_the_one_that_is_used_most),
        cmocka_unit_test(texts_have_hashes_of_their_own),
    };
    return cmocka_run_group_tests_name("maps", tests, open_arena, close_arena);
}
