/* Numbers, days, texts, memory and chance just below, at and above where something changes. */
#include <math.h>
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/base.h"
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

/* --- numbers ---------------------------------------------------------------------------------- */

static void the_short_scale_changes_where_three_figures_do(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        { 0, "0" },         { 1.5, "1.50" },      { 9.994, "9.99" },    { 9.996, "10.0" },
        { 99.94, "99.9" },  { 99.96, "100" },     { 999.4, "999" },     { 999.5, "1.00K" },
        { 9994, "9.99K" },  { 9996, "10.0K" },    { 99940, "99.9K" },   { 99960, "100K" },
        { 999499, "999K" }, { 999500, "1.00M" },  { 9.995e8, "1.00B" }, { 1.5e12, "1.50T" },
        { 1e15, "1,000T" }, { -999.5, "−1.00K" }, { -12, "−12" },       { NAN, "–" },
        { INFINITY, "–" },
    };
    char out[NUMBER_TEXT];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(number_short(out, cases[i].value), cases[i].text);
}

static void numbers_have_all_their_decimals(void **state)
{
    char out[NUMBER_TEXT], wanted[NUMBER_TEXT];

    (void)state;
    assert_string_equal(number_fixed(out, 1.5, 0), "2"); /* a half goes up */
    assert_string_equal(number_fixed(out, 2.5, 0), "3");
    assert_string_equal(number_fixed(out, -2.5, 0), "-3");
    assert_string_equal(number_fixed(out, 1.005, 2), "1.01"); /* which binary has not quite */
    assert_string_equal(number_fixed(out, 0.4999999999, 0), "0");
    assert_string_equal(number_fixed(out, 0.0000005, 12), "0.000000500000");
    assert_string_equal(number_fixed(out, 1.25, 13), "1.2500000000000");
    for (int decimals = 0; decimals <= 12; decimals++) {
        snprintf(wanted, sizeof wanted, "%.*f", decimals, 4503599627370496.5 / 1024);
        assert_string_equal(number_fixed(out, 4503599627370496.5 / 1024, decimals), wanted);
    }
    assert_string_equal(number_fixed(out, 4503599627370495.5, 0), "4503599627370496");
    assert_string_equal(number_fixed(out, 4503599627370497.0, 0), "4503599627370497");
    assert_string_equal(number_fixed(out, 1e22, 1), "10000000000000000000000.0");
    assert_string_equal(number_grouped(out, 1000000, 0), "1,000,000");
    assert_string_equal(number_grouped(out, 999999.995, 1), "1,000,000.0");
    assert_string_equal(number_grouped(out, -0.5, 0), "−1");
    assert_string_equal(number_grouped(out, -0.4, 0), "0");
    assert_string_equal(number_grouped(out, -123456, 2), "−123,456.00");
    assert_string_equal(number_percent(out, 0.125, 1), "12.5%");
    assert_string_equal(number_percent(out, 12.5, 0), "1,250%");
    assert_string_equal(number_percent(out, 57.0 / 200, 0), "29%");
    assert_string_equal(number_percent(out, 0.004, 0), "<1%");
    assert_string_equal(number_percent(out, 0.0004, 1), "<0.1%");
    assert_string_equal(number_percent(out, 0.9996, 0), ">99%");
    assert_string_equal(number_percent(out, 0.9996, 1), ">99.9%");
    assert_string_equal(number_percent(out, 0, 0), "0%");
    assert_string_equal(number_percent(out, 1, 0), "100%");
    assert_string_equal(number_percent(out, NAN, 0), "–");
    assert_string_equal(number_percent(out, INFINITY, 0), "–");
    assert_string_equal(number_shortest(out, NAN), "–");
    assert_string_equal(number_shortest(out, -INFINITY), "–");
    assert_string_equal(number_grouped(out, INFINITY, 2), "–");
    assert_string_equal(number_fixed(out, NAN, 2), "–");
}

/* Where a double has hardly more bits than the digits that are asked for, the last is still that of
 * the exact value: printf's, which differs only in that it rounds a half to the even neighbour. */
static void large_numbers_are_rounded_by_their_exact_value(void **state)
{
    char out[NUMBER_TEXT], wanted[NUMBER_TEXT];
    size_t halves = 0;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        double value = 1e12 + 0.0001220703125 * (i * 37 + 1),
               hundred = fma(value, 100, -value * 100);
        double part = value * 100 - trunc(value * 100);
        if (part == 0.5 && hundred == 0) continue;
        halves += part == 0.5;
        snprintf(wanted, sizeof wanted, "%.2f", value);
        assert_string_equal(number_fixed(out, value, 2), wanted);
    }
    assert_true(halves > 100); /* which only the bits that the product has lost decide */
}

static void money_goes_before_its_number(void **state)
{
    static const char *const signs[][2] = { { "USD", "$5" }, { "EUR", "€5" },   { "GBP", "£5" },
                                            { "JPY", "¥5" }, { "INR", "₹5" },   { "KRW", "₩5" },
                                            { "ILS", "₪5" }, { "TRY", "₺5" },   { "UAH", "₴5" },
                                            { "", "5" },     { "SEK", "SEK 5" } };
    char out[NUMBER_TEXT];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        assert_string_equal(number_money(out, 5, signs[i][0], 0), signs[i][1]);
    assert_string_equal(number_money(out, 5, NULL, 0), "5");
    assert_string_equal(number_money(out, -1234.5, "SEK", 1), "−SEK 1,234.5");
    assert_string_equal(number_money(out, NAN, "USD", 1), "–");
    assert_string_equal(number_money_short(out, -2500, "USD"), "−$2.50K");
    assert_string_equal(number_money_short(out, INFINITY, "USD"), "–");
}

static void the_shortest_text_is_short(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        { 0.0001, "0.0001" },
        { 0.00009, "9e-05" },
        { 999999999.5, "999999999.5" },
        { 1e9, "1000000000" },
        { 1e15, "1e+15" },
        { 999999999999999.0, "999999999999999" },
        { 0.123456, "0.123456" },
        { 0.1234567, "0.1234567" },
        { -2.5, "-2.5" },
        { 1.0 / 3, "0.3333333333333333" },
        { 5e-324, "4.94065645841247e-324" },
        { 1234567890.5, "1234567890.5" },
    };
    char out[NUMBER_TEXT];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(number_shortest(out, cases[i].value), cases[i].text);
}

static void numbers_are_read_to_their_last_character(void **state)
{
    static const char *const good[] = { "5.", ".5", "+5", "-0", "1e3", "1E-3", "007" };
    static const char *const bad[] = { "+", "-", "1e", "1.2.3", "5 ", "+-5", "1e+", "٣" };
    double value = -7;
    int64_t whole = -7;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(number_read(good[i], &value));
        assert_true(value == strtod(good[i], NULL));
    }
    value = -7;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(number_read(bad[i], &value));
    assert_true(value == -7);
    assert_false(integer_read("", &whole) || integer_read("-", &whole) ||
                 integer_read("+1", &whole) || integer_read(" 1", &whole));
    assert_int_equal(whole, -7);
    assert_true(integer_read("-1", &whole) && whole == -1);
    assert_true(integer_read("9223372036854775807", &whole) && whole == INT64_MAX);
}

/* --- days ------------------------------------------------------------------------------------- */

static void assert_day(Day day, int year, int month, int day_of_month)
{
    CivilDate date = day_to_civil(day);

    assert_int_equal(date.year, year);
    assert_int_equal(date.month, month);
    assert_int_equal(date.day, day_of_month);
    assert_int_equal(day_from_civil(date), day);
}

static void days_follow_one_another_through_all_eras(void **state)
{
    CivilDate before = day_to_civil(-1000000 - 1);

    (void)state;
    for (Day day = -1000000; day < 1000000; day++) {
        CivilDate date = day_to_civil(day);
        if (day_from_civil(date) != day) fail_msg("%d", day);
        bool next =
            date.year == before.year && date.month == before.month && date.day == before.day + 1;
        bool month = date.year == before.year && date.month == before.month + 1 && date.day == 1;
        bool year = date.year == before.year + 1 && date.month == 1 && date.day == 1 &&
                    before.month == 12 && before.day == 31;
        if (!next && !month && !year) fail_msg("%d", day);
        before = date;
    }
    assert_day(-719468, 0, 3, 1);
    assert_day(-719469, 0, 2, 29);
    assert_day(-719529, -1, 12, 31);
    assert_day(11016, 2000, 2, 29);
    assert_day(47540, 2100, 2, 28);
    assert_day(47541, 2100, 3, 1);
}

static void the_calendar_ends_where_it_ends(void **state)
{
    static const char *const good[] = { "2024-01-31", "2024-12-31", "2023-02-28",
                                        "0001-01-01", "9999-12-31", "2024-04-30" };
    static const char *const bad[] = { "2024-01-32", "2024-04-31", "2023-02-30", "2024-12-00",
                                       "2024-01-1a", "2024/01/01", "2024-01/01", "2024-01-011",
                                       "-024-01-01", "2100-02-29" };
    char out[NUMBER_TEXT];
    Day day = 5;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(day_read(good[i], &day));
        assert_string_equal(day_iso(out, day), good[i]);
    }
    day = 5;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(day_read(bad[i], &day));
    assert_int_equal(day, 5);
    assert_string_equal(month_name(1), "January");
    assert_string_equal(month_name(12), "December");
    assert_string_equal(month_name(0), "?");
    assert_string_equal(month_name(13), "?");
}

/* --- text ------------------------------------------------------------------------------------- */

static const char *cleaned(const char *text)
{
    return utf8_clean(text, strlen(text), 100, &arena);
}

static void what_would_disturb_other_text_is_replaced(void **state)
{
    (void)state;
    assert_string_equal(cleaned("a\r\u2028\u2029b"), "a   b");
    assert_string_equal(cleaned("\x1f \x7f~"), "\uFFFD \uFFFD~");
    assert_string_equal(cleaned("\xc2\x80\xc2\x9f\u00a0"), "\uFFFD\uFFFD\u00a0");
    assert_string_equal(cleaned("\u2029\u202a\u202e\u202f"), " \uFFFD\uFFFD\u202f");
    assert_string_equal(cleaned("\u2065\u2066\u2069\u206a"), "\u2065\uFFFD\uFFFD\u206a");
    assert_string_equal(cleaned("\xf4\x8f\xbf\xbf\xf4\x90\x80\x80"),
                        "\U0010FFFF\uFFFD\uFFFD\uFFFD\uFFFD");
    assert_string_equal(utf8_clean("abc", 3, 3, &arena), "abc");
    assert_string_equal(utf8_clean("ééé", 6, 2, &arena), "éé…");
    assert_string_equal(utf8_clean("", 0, 0, &arena), "");
}

static void characters_are_counted_and_put_back(void **state)
{
    static const uint32_t codes[] = { 1, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff };
    static const size_t sizes[] = { 1, 1, 2, 2, 3, 3, 4, 4 };
    char text[5];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        const char *at = text;
        size_t size = utf8_put(text, codes[i]);
        text[size] = '\0';
        assert_int_equal(size, sizes[i]);
        assert_int_equal(utf8_next(&at), codes[i]);
        assert_ptr_equal(at, text + size);
        assert_int_equal(utf8_next(&at), 0);
        assert_ptr_equal(at, text + size);
    }
    assert_int_equal(utf8_length(""), 0);
    assert_int_equal(utf8_length("aé日😀"), 4);
    assert_int_equal(utf8_length("a\xff\xff"), 3);
    assert_true(utf8_valid("aé日😀", 10) && !utf8_valid("aé日😀", 9) && utf8_valid("", 0));
}

static void letters_without_an_accent_to_drop_have_a_plain_one(void **state)
{
    (void)state;
    assert_string_equal(utf8_fold("łøđıßæœþðħ", &arena), "lodissaeoethdh");
    assert_string_equal(utf8_fold("ŁØĐÆŒÞÐĦ", &arena), "lodaeoethdh");
    assert_string_equal(utf8_fold("\xff", &arena), "\xff"); /* what is no text stays as it is */
    assert_string_equal(utf8_slug("a--b__c", &arena), "a-b-c");
    assert_string_equal(utf8_slug("az09`{/:", &arena), "az09");
    assert_string_equal(utf8_slug("'", &arena), "segment");
    assert_string_equal(utf8_slug("Zoë's -9-", &arena), "zoes-9");
    const char *name = "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg";
    assert_int_equal(strlen(utf8_slug(name, &arena)), 60);
}

/* Accents stay, however they are written; case does not. */
static void without_case_texts_are_the_same_if_they_read_the_same(void **state)
{
    const char *accented = utf8_caseless("\u00c9a", 3, &arena);

    (void)state;
    assert_string_equal(accented, "\u00e9a");
    assert_string_equal(utf8_caseless("E\u0301A", 4, &arena), accented);
    assert_string_equal(utf8_caseless("STRASSE", 7, &arena),
                        utf8_caseless("stra\u00dfe", 7, &arena));
    assert_string_equal(utf8_caseless("ab\tC", 3, &arena), "ab "); /* so many bytes, cleaned */
    assert_string_equal(utf8_caseless("A\xff", 2, &arena), "a\ufffd");
    assert_string_equal(utf8_caseless("", 0, &arena), "");
    assert_string_not_equal(utf8_caseless("ea", 2, &arena), accented);
}

static void edits_are_counted(void **state)
{
    static const char *const near[] = { "abcdef", "abcd" };
    char longer[66];

    (void)state;
    assert_int_equal(utf8_distance("", ""), 0);
    assert_int_equal(utf8_distance("", "abc"), 3);
    assert_int_equal(utf8_distance("abc", ""), 3);
    assert_int_equal(utf8_distance("ABC", "abc"), 0);
    assert_int_equal(utf8_distance("AZ@[", "az@["), 0);
    assert_int_equal(utf8_distance("@", "`"), 1);
    assert_int_equal(utf8_distance("[", "{"), 1);
    assert_int_equal(utf8_distance("kitten", "sitting"), 3);
    assert_int_equal(utf8_distance("ab", "ba"), 1);
    assert_int_equal(utf8_distance("abcd", "badc"), 2);
    assert_int_equal(utf8_distance("ca", "abc"), 3); /* no swap over a letter between */
    memset(longer, 'a', 65);
    longer[65] = '\0';
    assert_int_equal(utf8_distance(longer, ""), 63);
    assert_int_equal(utf8_distance(longer, longer + 1), 0);
    /* Two of a short name may be wrong, a third of a long one, and never all of it. */
    assert_string_equal(utf8_nearest("xxcd", &near[1], 1), "abcd");
    assert_null(utf8_nearest("xxxd", &near[1], 1));
    assert_string_equal(utf8_nearest("abcdxy", near, 2), "abcdef");
    static const char *const nine[] = { "abcdefghi" };
    assert_string_equal(utf8_nearest("xxxdefghi", nine, 1), "abcdefghi");
    assert_null(utf8_nearest("xxxxefghi", nine, 1));
    static const char *const equal[] = { "sat", "cat" };
    assert_string_equal(utf8_nearest("bat", equal, 2), "sat");
    static const char *const two[] = { "ab" };
    assert_null(utf8_nearest("xy", two, 1));
    assert_string_equal(utf8_nearest("xb", two, 1), "ab");
    assert_null(utf8_nearest("abc", NULL, 0));
}

static void messages_are_cut_at_a_character(void **state)
{
    char text[1200];
    Err err;

    (void)state;
    memset(text, 'a', 998);
    strcpy(text + 998, "é"); /* one byte of it would fit */
    assert_int_equal(err_set(&err, ERR_IO, "%s", text), ERR_IO);
    assert_int_equal(strlen(err.text), 998);
    assert_int_equal(err_set(&err, ERR_IO, "\x1f \x7f"), ERR_IO);
    assert_string_equal(err.text, "   ");
    assert_int_equal(err_set(&err, ERR_DATA, "why"), ERR_DATA);
    memset(text, 'b', 1100);
    text[1100] = '\0';
    assert_int_equal(err_context(&err, "%s", text), ERR_DATA);
    assert_int_equal(strlen(err.text), 999);
    assert_int_equal(err.text[998], 'b');
    assert_int_equal(err_set(&err, ERR_DATA, "why"), ERR_DATA);
    text[990] = '\0';
    assert_int_equal(err_context(&err, "%s", text), ERR_DATA);
    assert_string_equal(err.text + 990, ": why");
}

/* --- memory ----------------------------------------------------------------------------------- */

static void memory_is_aligned_and_apart(void **state)
{
    unsigned char *last = NULL;

    (void)state;
    for (size_t size = 0; size < 200; size++) {
        unsigned char *place = arena_alloc(&arena, 1, size);
        assert_int_equal((uintptr_t)place % alignof(max_align_t), 0);
        if (last && place > last) assert_true(place >= last + (size ? size - 1 : 0));
        memset(place, 0xaa, size);
        last = place;
    }
    const char *text = arena_text_n(&arena, "abcdef", 3);
    assert_string_equal(text, "abc");
    assert_string_equal(arena_text(&arena, ""), "");
    assert_string_equal(arena_format(&arena, "%s-%d", "x", 7), "x-7");
    assert_string_equal(arena_format(&arena, "%s", ""), "");
    int *grown = arena_grow(&arena, (int[]){ 1, 2 }, 2, 4, sizeof(int));
    assert_int_equal(grown[0] + 10 * grown[1] + 100 * grown[2] + 1000 * grown[3], 21);
}

static void a_mark_is_returned_to_through_many_blocks(void **state)
{
    Arena own = arena_open();

    (void)state;
    for (int round = 0; round < 3; round++) {
        ArenaMark mark = arena_mark(&own);
        for (int i = 0; i < 40; i++) {
            char *place = arena_alloc(&own, 1, 5000);
            for (int b = 0; b < 5000; b++) {
                if (place[b]) fail_msg("byte %d of piece %d in round %d", b, i, round);
            }
            memset(place, 0xff, 5000);
        }
        arena_release(&own, mark);
        assert_ptr_equal(arena_mark(&own).block, mark.block);
        char *kept = arena_text(&own, "kept");
        (void)kept;
    }
    arena_alloc(&own, 20, (size_t)1 << 20); /* large ones ask for large pages */
    arena_close(&own);
    assert_null(own.newest);
}

/* Used, released and used a little: the rest of what was used is still not clean. */
static void released_memory_stays_dirty_to_where_it_was_used(void **state)
{
    Arena own = arena_open();
    ArenaMark mark;

    (void)state;
    arena_alloc(&own, 1, 16);
    mark = arena_mark(&own);
    memset(arena_alloc(&own, 1, 1000), 0xff, 1000);
    arena_release(&own, mark);
    memset(arena_alloc(&own, 1, 100), 0xff, 100);
    arena_release(&own, mark);
    const char *place = arena_alloc(&own, 1, 2000);
    for (int i = 0; i < 2000; i++)
        assert_int_equal(place[i], 0);
    arena_close(&own);
}

static void memory_of_others_goes_with_the_arena(void **state)
{
    Arena own = arena_open();
    void *first = malloc(10), *second = malloc(10);

    (void)state;
    arena_own(&own, first);
    char *between = arena_text(&own, "between");
    arena_own(&own, second);
    arena_disown(&own, first); /* freed now, and not once more below */
    assert_string_equal(between, "between");
    arena_close(&own);
}

static void buffers_have_room_for_what_was_asked(void **state)
{
    Buf buf = { 0 };

    (void)state;
    for (size_t size = 0; size < 3000; size += 37) {
        char *place = buf_reserve(&buf, size);
        memset(place, 'x', size);
        assert_int_equal(place[size], 0);
        assert_true(buf.capacity > buf.size + size);
        buf.size += size;
    }
    for (size_t i = 0; i < buf.size; i++)
        assert_int_equal(buf.data[i], 'x');
    buf_clear(&buf);
    assert_string_equal(buf.data, "");
    buf_put(&buf, NULL, 0);
    buf_format(&buf, "%s", "");
    buf_format(&buf, "%05d", 42);
    buf_char(&buf, '!');
    assert_string_equal(buf.data, "00042!");
    assert_int_equal(buf.size, 6);
    buf_close(&buf);
    buf_clear(&buf);
    assert_null(buf.data);
}

/* --- chance ----------------------------------------------------------------------------------- */

/* The state is filled by splitmix64, whose first number from 1234567 is 6457827717110365317 in its
 * reference; these are the four that follow from there, and from there ^ 3 × 0xd1342543de82ef95. */
static void a_seed_and_a_stream_make_a_state(void **state)
{
    static const uint64_t stream_0[] = { 0x86bf2042062b0cc9u, 0xb49a95e7eb5b2db7u,
                                         0xff5a7968cc4a2bbcu, 0xeefaef6e07f1389bu };
    static const uint64_t stream_3[] = { 0x39ebf7857138e0cbu, 0x3236ca022cbfb01fu,
                                         0xd3594efc3041d1e6u, 0xe0fe0ab545a311aau };
    Random first = random_open(1234567, 0), other = random_open(1234567, 3);

    (void)state;
    assert_memory_equal(first.state, stream_0, sizeof stream_0);
    assert_memory_equal(other.state, stream_3, sizeof stream_3);
}

/* Computed apart, in another language. */
static void numbers_below_a_limit_are_always_the_same(void **state)
{
    static const uint32_t shuffled[] = { 2, 5, 0, 9, 4, 7, 8, 6, 3, 1 };
    static const uint64_t drawn[] = { 10, 36, 76, 52, 62, 95, 47, 13 };
    uint32_t items[10];
    Random random = random_open(42, 0);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(drawn); i++)
        assert_int_equal(random_below(&random, 100), drawn[i]);
    random = random_open(42, 0);
    for (uint32_t i = 0; i < 10; i++)
        items[i] = i;
    random_shuffle(&random, items, 10);
    assert_memory_equal(items, shuffled, sizeof shuffled);
    assert_int_equal(random_below(&random, 0), 0);
    assert_int_equal(random_below(&random, 1), 0);
    int ones = 0;
    for (int i = 0; i < 1000; i++)
        ones += random_below(&random, 2) == 1;
    assert_in_range(ones, 430, 570);
    int turned = 0;
    for (int i = 0; i < 1000; i++) {
        items[0] = 0, items[1] = 1;
        random_shuffle(&random, items, 2);
        turned += items[0] == 1;
    }
    assert_in_range(turned, 430, 570);
}

/* Below three quarters of 2^64 every third number would come twice as often as the others. */
static void numbers_below_a_large_limit_are_even(void **state)
{
    Random random = random_open(7, 0);
    int thirds[3] = { 0 };

    (void)state;
    for (int i = 0; i < 30000; i++) {
        uint64_t drawn = random_below(&random, 0xC000000000000000u);
        assert_true(drawn < 0xC000000000000000u);
        thirds[drawn % 3]++;
    }
    for (int i = 0; i < 3; i++)
        assert_in_range(thirds[i], 9600, 10400);
}

static void units_stay_below_one(void **state)
{
    Random random = { { 0, 0, 0, 0 } };
    double least = 1, most = 0;

    (void)state;
    assert_true(random_unit(&random) == 0);
    random = random_open(3, 0);
    for (int i = 0; i < 100000; i++) {
        double unit = random_unit(&random);
        least = fmin(least, unit);
        most = fmax(most, unit);
    }
    assert_true(least >= 0 && least < 0.001 && most < 1 && most > 0.999);
}

static void note_worker(void *context, size_t part, int worker)
{
    int *workers = context;

    workers[part] = worker;
}

static void workers_have_numbers_below_the_threads(void **state)
{
    static const int threads[] = { -1, 1, 3, 64, 65 };

    (void)state;
    for (size_t t = 0; t < COUNT_OF(threads); t++) {
        int workers[200];
        parallel_for(threads[t], 200, note_worker, workers);
        for (size_t i = 0; i < 200; i++)
            assert_true(workers[i] >= 0 && workers[i] < (threads[t] < 1    ? 1
                                                         : threads[t] > 64 ? 64
                                                                           : threads[t]));
    }
}

int test_borders(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_short_scale_changes_where_three_figures_do),
        cmocka_unit_test(numbers_have_all_their_decimals),
        cmocka_unit_test(large_numbers_are_rounded_by_their_exact_value),
        cmocka_unit_test(money_goes_before_its_number),
        cmocka_unit_test(the_shortest_text_is_short),
        cmocka_unit_test(numbers_are_read_to_their_last_character),
        cmocka_unit_test(days_follow_one_another_through_all_eras),
        cmocka_unit_test(the_calendar_ends_where_it_ends),
        cmocka_unit_test(what_would_disturb_other_text_is_replaced),
        cmocka_unit_test(characters_are_counted_and_put_back),
        cmocka_unit_test(letters_without_an_accent_to_drop_have_a_plain_one),
        cmocka_unit_test(without_case_texts_are_the_same_if_they_read_the_same),
        cmocka_unit_test(edits_are_counted),
        cmocka_unit_test(messages_are_cut_at_a_character),
        cmocka_unit_test(memory_is_aligned_and_apart),
        cmocka_unit_test(a_mark_is_returned_to_through_many_blocks),
        cmocka_unit_test(released_memory_stays_dirty_to_where_it_was_used),
        cmocka_unit_test(memory_of_others_goes_with_the_arena),
        cmocka_unit_test(buffers_have_room_for_what_was_asked),
        cmocka_unit_test(a_seed_and_a_stream_make_a_state),
        cmocka_unit_test(numbers_below_a_limit_are_always_the_same),
        cmocka_unit_test(numbers_below_a_large_limit_are_even),
        cmocka_unit_test(units_stay_below_one),
        cmocka_unit_test(workers_have_numbers_below_the_threads),
    };
    return cmocka_run_group_tests_name("borders", tests, open_arena, close_arena);
}
