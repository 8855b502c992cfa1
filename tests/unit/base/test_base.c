/* The base room: text, numbers, dates, memory, random numbers, threads, files. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

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

static void numbers_are_grouped_in_thousands(void **state)
{
    char out[NUMBER_TEXT];

    (void)state;
    assert_string_equal(number_grouped(out, 1234567.891, 2), "1,234,567.89");
    assert_string_equal(number_grouped(out, 999, 0), "999");
    assert_string_equal(number_grouped(out, -1000, 0), "−1,000");
    assert_string_equal(number_grouped(out, -0.001, 2), "0.00");
    assert_string_equal(number_grouped(out, 1.0 / 0.0, 2), "–");
    assert_true(strlen(number_grouped(out, 1.7e308, 2)) < NUMBER_TEXT);
}

static void short_numbers_have_three_figures(void **state)
{
    char out[NUMBER_TEXT];

    (void)state;
    assert_string_equal(number_short(out, 950), "950");
    assert_string_equal(number_short(out, 1234), "1.23K");
    assert_string_equal(number_short(out, 999499), "999K");
    assert_string_equal(number_short(out, 999501), "1.00M");
    assert_string_equal(number_short(out, 12345678), "12.3M");
    assert_string_equal(number_short(out, -1500), "−1.50K");
}

static void money_has_its_sign_or_its_code(void **state)
{
    char out[NUMBER_TEXT];

    (void)state;
    assert_string_equal(number_money(out, 1234.5, "USD", 2), "$1,234.50");
    assert_string_equal(number_money(out, -3, "EUR", 2), "−€3.00");
    assert_string_equal(number_money(out, 7, "CHF", 0), "CHF 7");
    assert_string_equal(number_money_short(out, 1e6, "GBP"), "£1.00M");
}

static void the_shortest_text_reads_back_as_the_same_double(void **state)
{
    char out[NUMBER_TEXT];
    Random random = random_open(7, 0);

    (void)state;
    assert_string_equal(number_shortest(out, 0.1), "0.1");
    assert_string_equal(number_shortest(out, -0.0), "0");
    assert_string_equal(number_shortest(out, 1e15), "1e+15");
    for (int i = 0; i < 2000; i++) {
        double value = (random_unit(&random) - 0.5) * 1e6;
        assert_true(strtod(number_shortest(out, value), NULL) == value);
    }
}

/* printf is right, but slow, and takes a half to the even neighbour: here are none. */
static void fixed_and_shortest_numbers_are_those_of_printf(void **state)
{
    Random random = random_open(7, 7);
    char ours[NUMBER_TEXT], theirs[NUMBER_TEXT];

    (void)state;
    for (int i = 0; i < 200000; i++) {
        int64_t bits = (int64_t)(random_bits(&random) % 100000000) - 50000000;
        int decimals = i % 4, digits = 15;
        double value = i % 2 ? random_unit(&random) * (double)bits : (double)bits / 8192;
        if (i % 2) {
            number_fixed(ours, value, decimals);
            snprintf(theirs, sizeof theirs, "%.*f", decimals, value);
            assert_string_equal(ours,
                                strtod(theirs, NULL) == 0 && *theirs == '-' ? theirs + 1 : theirs);
        }
        do {
            snprintf(theirs, sizeof theirs, "%.*g", digits++, value);
        } while (strtod(theirs, NULL) != value);
        assert_string_equal(number_shortest(ours, value), theirs);
    }
}

/* units / per, in whole numbers, half up: per is even, and divides 10^3. */
static void assert_half_up(int64_t units, int64_t per, int decimals)
{
    char ours[NUMBER_TEXT], theirs[NUMBER_TEXT];
    int64_t power = decimals == 0 ? 1 : decimals == 1 ? 10 : 100;
    int64_t size = units < 0 ? -units : units, whole = (size * power + per / 2) / per;

    snprintf(theirs, sizeof theirs, "%s%lld", units < 0 && whole ? "-" : "",
             (long long)(whole / power));
    if (decimals) {
        size_t at = strlen(theirs);
        snprintf(theirs + at, sizeof theirs - at, ".%0*lld", decimals, (long long)(whole % power));
    }
    assert_string_equal(number_fixed(ours, (double)units / (double)per, decimals), theirs);
}

/* Every second of these is a half, or within a few of one; most have no exact double. */
static void halves_are_rounded_up_from_the_unrounded_value(void **state)
{
    static const int64_t per[] = { 2, 8, 20, 40, 200, 1000 };
    Random random = random_open(8, 8);

    (void)state;
    for (int i = 0; i < 200000; i++) {
        int64_t units = (int64_t)(random_bits(&random) % 200000000) - 100000000;
        int decimals = i % 3;
        int64_t half = per[i % 6] / 2 * (2 * (units / 1000) + 1), power = 1;
        for (int d = 0; d < decimals; d++)
            power *= 10;
        assert_half_up(units, per[i % 6], decimals);
        /* (2 n + 1) / 2 of the last digit that is shown */
        assert_half_up(half, per[i % 6] * power, decimals);
        assert_half_up(half + 1, per[i % 6] * power, decimals);
        assert_half_up(half - 1, per[i % 6] * power, decimals);
    }
}

/* A share is rounded from what was counted, not from a share that was rounded before. */
static void percents_are_rounded_up_from_the_counts(void **state)
{
    char ours[NUMBER_TEXT], theirs[NUMBER_TEXT];

    (void)state;
    for (int of = 1; of <= 1000; of++) {
        for (int part = 0; part <= of; part += 1 + of / 100) {
            int whole = (200 * part + of) / (2 * of), tenths = (2000 * part + of) / (2 * of);
            snprintf(theirs, sizeof theirs, "%d%%", whole);
            if (part && !whole) strcpy(theirs, "<1%");
            if (part < of && whole == 100) strcpy(theirs, ">99%");
            assert_string_equal(number_percent(ours, (double)part / of, 0), theirs);
            snprintf(theirs, sizeof theirs, "%d.%d%%", tenths / 10, tenths % 10);
            assert_string_equal(number_percent(ours, (double)part / of, 1),
                                part < of && tenths == 1000 ? ">99.9%" : theirs);
        }
    }
}

static void whole_numbers_have_all_their_digits(void **state)
{
    Buf out = { 0 };
    char text[NUMBER_TEXT];

    (void)state;
    for (int64_t power = 1; power <= INT64_MAX / 10; power *= 10) {
        for (int64_t value = power - 1; value <= power + 1; value++) {
            snprintf(text, sizeof text, "%lld,%lld", (long long)value, (long long)-value);
            buf_clear(&out);
            buf_integer(&out, value);
            buf_char(&out, ',');
            buf_integer(&out, -value);
            assert_string_equal(out.data, text);
        }
    }
    buf_clear(&out);
    buf_integer(&out, INT64_MIN);
    buf_integer(&out, INT64_MAX);
    buf_fixed(&out, -0.005, 3);
    buf_fixed(&out, NAN, 3);
    assert_string_equal(out.data, "-92233720368547758089223372036854775807-0.005–");
    buf_close(&out);
}

static void only_plain_numbers_are_read(void **state)
{
    static const char *const bad[] = { "",      " 1",  "1 ",  "0x10", "inf", "nan",
                                       "1e999", "1,5", "--1", "1-",   ".",   "e5" };
    double value;
    int64_t integer;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(number_read(bad[i], &value));
    assert_true(number_read("-12.5e1", &value));
    assert_true(value == -125);
    assert_false(integer_read("12.0", &integer));
    assert_false(integer_read("9223372036854775808", &integer));
    assert_true(integer_read("-9223372036854775808", &integer));
    assert_true(integer == INT64_MIN);
}

/* --- dates ------------------------------------------------------------------------------------ */

static void every_day_of_four_centuries_comes_back(void **state)
{
    (void)state;
    for (Day day = -80000; day < 80000; day++) {
        assert_int_equal(day_from_civil(day_to_civil(day)), day);
    }
    assert_int_equal(day_from_civil((CivilDate){ 1970, 1, 1 }), 0);
    assert_int_equal(day_from_civil((CivilDate){ 2024, 2, 29 }), 19782);
}

static void dates_that_do_not_exist_are_refused(void **state)
{
    static const char *const bad[] = { "2023-02-29", "2023-13-01", "2023-00-10",  "0000-01-01",
                                       "2023-1-01",  "20230101",   "2023-01-01 ", "now" };
    char out[NUMBER_TEXT];
    Day day;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(day_read(bad[i], &day));
    assert_true(day_read("2024-02-29", &day));
    assert_string_equal(day_iso(out, day), "2024-02-29");
    assert_string_equal(day_long(out, day), "29 February 2024");
    assert_string_equal(day_month(out, day), "Feb 2024");
}

/* --- text ------------------------------------------------------------------------------------- */

static void hostile_bytes_become_clean_text(void **state)
{
    static const char nul[] = "Alice\0End";

    (void)state;
    assert_string_equal(utf8_clean(nul, 9, 100, &arena), "Alice\xEF\xBF\xBD"
                                                         "End");
    assert_string_equal(utf8_clean("a\tb\nc", 5, 100, &arena), "a b c");
    assert_string_equal(utf8_clean("\x1b[31m", 5, 100, &arena), "\xEF\xBF\xBD[31m");
    assert_string_equal(utf8_clean("\xff\xc3", 2, 100, &arena), "\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_string_equal(utf8_clean("\xe2\x80\xaeyod", 6, 100, &arena), "\xEF\xBF\xBDyod");
    assert_string_equal(utf8_clean("abcdef", 6, 3, &arena), "abc…");
    for (int i = 0; i < 256; i++) {
        char bytes[3] = { (char)i, (char)(i * 7), (char)(i * 31) };
        const char *clean = utf8_clean(bytes, 3, 10, &arena);
        assert_true(utf8_valid(clean, strlen(clean)));
    }
}

static void search_forgets_accents_and_strokes(void **state)
{
    (void)state;
    assert_string_equal(utf8_fold("Łódź Straße İø Éa", &arena), "lodz strasse io ea");
    assert_string_equal(utf8_slug("Can't Lose Them", &arena), "cant-lose-them");
    assert_string_equal(utf8_slug("  ../Ä//B ", &arena), "a-b");
    assert_string_equal(utf8_slug("日本", &arena), "segment");
    assert_int_equal(utf8_distance("titel", "title"), 1);
    assert_int_equal(utf8_distance("k", "seed"), 4);
    static const char *const names[] = { "k", "seed", "title", "sead", "explore-rows" };
    assert_string_equal(utf8_nearest("titel", names, 5), "title");
    assert_string_equal(utf8_nearest("sed", names, 5), "seed");
    assert_string_equal(utf8_nearest("exploring-row", names, 5), "explore-rows");
    assert_null(utf8_nearest("kk", names, 5));
    assert_null(utf8_nearest("", names, 5));
    assert_null(utf8_nearest("tiple-e", names, 5));
    assert_string_equal(utf8_compose("e\xCC\x81", &arena), "é");
}

static void errors_are_one_line(void **state)
{
    Err err;
    char long_text[3000];

    (void)state;
    assert_int_equal(err_set(&err, ERR_DATA, "a\nb\x1b%s", "c"), ERR_DATA);
    assert_string_equal(err.text, "a b c");
    assert_int_equal(err_context(&err, "while painting %s", "x.png"), ERR_DATA);
    assert_string_equal(err.text, "while painting x.png: a b c");
    memset(long_text, 0xc3, sizeof long_text);
    long_text[sizeof long_text - 1] = '\0';
    assert_int_equal(err_set(&err, ERR_IO, "é%s", long_text), ERR_IO);
    assert_true(utf8_valid(err.text, strlen(err.text)));
}

/* --- memory ----------------------------------------------------------------------------------- */

static void released_memory_is_used_again_and_is_zero(void **state)
{
    ArenaMark mark = arena_mark(&arena);
    char *first = arena_alloc(&arena, 100, 1);

    (void)state;
    memset(first, 0xff, 100);
    arena_release(&arena, mark);
    char *second = arena_alloc(&arena, 100, 1);
    for (int i = 0; i < 100; i++)
        assert_int_equal(second[i], 0);
    for (int i = 0; i < 1000; i++)
        memset(arena_alloc(&arena, 1, 4097), i, 4097);
}

static void buffers_grow_and_end_with_nul(void **state)
{
    Buf buf = { 0 };

    (void)state;
    for (int i = 0; i < 10000; i++)
        buf_format(&buf, "%d,", i % 10);
    assert_int_equal(buf.size, 20000);
    assert_int_equal(buf.data[buf.size], 0);
    buf_clear(&buf);
    buf_char(&buf, 'x');
    assert_string_equal(buf.data, "x");
    buf_close(&buf);
}

static void vectors_keep_their_items(void **state)
{
    struct {
        int *items;
        size_t count, capacity;
    } list = { 0 };

    (void)state;
    for (int i = 0; i < 1000; i++)
        VEC_PUSH(&arena, &list, i);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list.items[i], i);
}

/* --- random and threads ----------------------------------------------------------------------- */

static void random_numbers_are_the_published_ones(void **state)
{
    /* xoshiro256** from the state 1, 2, 3, 4: the reference implementation's first values. */
    static const uint64_t expected[] = { 11520u, 0u, 1509978240u, 1215971899390074240u };
    Random random = { { 1, 2, 3, 4 } };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_true(random_bits(&random) == expected[i]);
    }
}

static void random_numbers_are_even_and_streams_differ(void **state)
{
    Random a = random_open(42, 0), b = random_open(42, 1);
    size_t counts[10] = { 0 };
    double mean = 0;

    (void)state;
    assert_true(random_bits(&a) != random_bits(&b));
    for (int i = 0; i < 100000; i++) {
        counts[random_below(&a, 10)]++;
        mean += random_unit(&b) / 100000;
    }
    for (int i = 0; i < 10; i++)
        assert_in_range(counts[i], 9600, 10400);
    assert_true(mean > 0.495 && mean < 0.505);
}

static void square(void *context, size_t part, int worker)
{
    (void)worker;
    ((size_t *)context)[part] = part * part;
}

static void parts_are_done_once_by_any_number_of_threads(void **state)
{
    static const int threads[] = { 0, 1, 2, 7, 1000 };

    (void)state;
    for (size_t t = 0; t < COUNT_OF(threads); t++) {
        size_t squares[500] = { 0 };
        parallel_for(threads[t], 500, square, squares);
        for (size_t i = 0; i < 500; i++)
            assert_int_equal(squares[i], i * i);
    }
    parallel_for(2, 0, square, NULL);
    assert_true(parallel_processors() >= 1);
}

/* --- files ------------------------------------------------------------------------------------ */

static char *folder_new(void)
{
    char template[] = "/tmp/clientele-test-XXXXXX";

    return arena_text(&arena, mkdtemp(template));
}

static void files_are_written_read_and_removed(void **state)
{
    const char *folder = folder_new();
    const char *deep = path_join(&arena, folder, "a/b");
    const char *file = path_join(&arena, deep, "c.txt");
    Bytes got;
    Err err;

    (void)state;
    assert_int_equal(folder_make(deep, &err), OK);
    assert_int_equal(folder_make(deep, &err), OK);
    assert_int_equal(file_write(file, "hello", 5, &err), OK);
    assert_int_equal(file_read(&got, file, 100, &arena, &err), OK);
    assert_int_equal(got.size, 5);
    assert_string_equal((const char *)got.data, "hello");
    assert_int_equal(file_read(&got, file, 4, &arena, &err), ERR_DATA);
    assert_int_equal(file_read(&got, deep, 100, &arena, &err), ERR_NO_INPUT);
    assert_int_equal(file_read(&got, "/no/such", 100, &arena, &err), ERR_NO_INPUT);
    assert_non_null(strstr(err.text, "/no/such"));
    assert_int_equal(folder_make(path_join(&arena, file, "x"), &err), ERR_CANNOT_CREATE);
    assert_int_equal(folder_remove(folder, &err), OK);
    assert_false(path_exists(folder));
    assert_int_equal(folder_remove(folder, &err), OK);
}

static void a_link_in_a_folder_is_removed_and_not_followed(void **state)
{
    const char *folder = folder_new(), *other = folder_new();
    const char *kept = path_join(&arena, other, "kept");
    Err err;

    (void)state;
    assert_int_equal(file_write(kept, "x", 1, &err), OK);
    assert_int_equal(symlink(other, path_join(&arena, folder, "link")), 0);
    assert_int_equal(folder_remove(folder, &err), OK);
    assert_true(path_exists(kept));
    assert_int_equal(folder_remove(other, &err), OK);
}

static const char *write_text(const char *folder, const char *name, const char *text)
{
    const char *path = path_join(&arena, folder, name);
    Err err;

    if (file_write(path, text, strlen(text), &err)) fail_msg("%s", err.text);
    return path;
}

static void an_open_folder_is_read_whatever_takes_its_place(void **state)
{
    const char *around = folder_new();
    const char *here = path_join(&arena, around, "here"), *copy = path_join(&arena, around, "copy");
    Folder folder;
    Bytes got;
    Err err;

    (void)state;
    assert_int_equal(folder_open(&folder, here, &err), ERR_NO_INPUT);
    assert_int_equal(folder_make(path_join(&arena, here, "in"), &err), OK);
    write_text(here, "in/file", "old");
    write_text(here, ".hidden", "hidden");
    assert_int_equal(symlink("/etc", path_join(&arena, here, "link")), 0);
    assert_int_equal(folder_open(&folder, here, &err), OK);
    assert_int_equal(rename(here, path_join(&arena, around, "aside")), 0);
    assert_int_equal(folder_make(path_join(&arena, here, "in"), &err), OK);
    write_text(here, "in/file", "new");

    assert_int_equal(folder_read(&got, &folder, "in/file", 100, &arena, &err), OK);
    assert_string_equal((const char *)got.data, "old");
    assert_true(folder_has(&folder, "in/file"));
    assert_false(folder_has(&folder, "in"));
    assert_false(folder_has(&folder, "link/passwd"));
    assert_int_equal(folder_read(&got, &folder, "link/passwd", 9999, &arena, &err), ERR_NO_INPUT);
    assert_int_equal(folder_read(&got, &folder, "no/file", 100, &arena, &err), ERR_NO_INPUT);
    assert_int_equal(folder_copy(&folder, copy, 100, &arena, &err), OK);
    assert_int_equal(file_read(&got, path_join(&arena, copy, "in/file"), 100, &arena, &err), OK);
    assert_string_equal((const char *)got.data, "old");
    assert_false(path_exists(path_join(&arena, copy, "link")));
    assert_false(path_exists(path_join(&arena, copy, ".hidden")));
    folder_close(&folder);
    assert_int_equal(folder_remove(around, &err), OK);
}

/* What somebody reads is not removed by who puts another in its place. */
static void an_open_folder_cannot_be_held_by_who_would_remove_it(void **state)
{
    const char *here = folder_new();
    Folder one, other;
    int handle;
    Err err;

    (void)state;
    assert_int_equal(folder_open(&one, here, &err), OK);
    assert_int_equal(folder_open(&other, here, &err), OK);
    folder_close(&one);
    assert_false(folder_hold(&handle, here));
    folder_close(&other);
    assert_true(folder_hold(&handle, here));
    folder_let_go(handle);
    assert_int_equal(folder_remove(here, &err), OK);
}

static unsigned mode_of(const char *path)
{
    struct stat info;

    assert_int_equal(lstat(path, &info), 0);
    return info.st_mode & 0777;
}

static void what_is_published_can_be_read_by_everybody(void **state)
{
    const char *here = folder_new(), *other = folder_new();
    const char *inner = path_join(&arena, here, "in");
    mode_t before = umask(0077);
    Err err;

    (void)state;
    assert_int_equal(folder_make(inner, &err), OK);
    const char *file = write_text(inner, "file", "x"), *outside = write_text(other, "kept", "x");
    assert_int_equal(symlink(outside, path_join(&arena, inner, "link")), 0);
    umask(before);
    assert_int_equal(mode_of(file), 0600);
    assert_int_equal(folder_publish_modes(here, &err), OK);
    assert_int_equal(mode_of(here), 0755);
    assert_int_equal(mode_of(inner), 0755);
    assert_int_equal(mode_of(file), 0644);
    assert_int_equal(mode_of(outside), 0600); /* where a link leads is none of it */
    assert_int_equal(folder_remove(here, &err), OK);
    assert_int_equal(folder_remove(other, &err), OK);
}

static void no_room_is_an_error_of_writing_with_a_reason(void **state)
{
    (void)state;
    assert_int_equal(write_status(ENOSPC, ERR_CANNOT_CREATE), ERR_IO);
    assert_int_equal(write_status(EDQUOT, ERR_CANNOT_CREATE), ERR_IO);
    assert_int_equal(write_status(EFBIG, ERR_CANNOT_CREATE), ERR_IO);
    assert_int_equal(write_status(EACCES, ERR_CANNOT_CREATE), ERR_CANNOT_CREATE);
    assert_non_null(strstr(write_reason(ENOSPC), "the disk is full"));
    assert_non_null(strstr(write_reason(EDQUOT), "quota"));
    assert_non_null(strstr(write_reason(EFBIG), "ulimit -f"));
    assert_string_equal(write_reason(EACCES), strerror(EACCES));
}

/* The reason that a library has lost: a limit of sizes is found again. */
static void a_trial_tells_why_writing_fails(void **state)
{
    const char *here = folder_new(), *file = write_text(here, "file", "x");
    struct rlimit before, small;
    Err err;

    (void)state;
    assert_int_equal(write_trial(file), 0);
    assert_int_equal(write_trial("/no/such/file"), ENOENT);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 4096;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_int_equal(write_trial(file), EFBIG);
    assert_int_equal(write_trial(path_join(&arena, here, "not-there")), EFBIG);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    assert_int_equal(folder_remove(here, &err), OK); /* with nothing left of the trials */
}

static void folders_change_places(void **state)
{
    const char *folder = folder_new();
    const char *old = path_join(&arena, folder, "old"), *new = path_join(&arena, folder, "new");
    Err err;

    (void)state;
    assert_int_equal(folder_make(old, &err), OK);
    assert_int_equal(folder_make(new, &err), OK);
    assert_int_equal(file_write(path_join(&arena, new, "n"), "", 0, &err), OK);
    assert_int_equal(folder_exchange(new, old, &err), OK);
    assert_true(path_exists(path_join(&arena, old, "n")));
    assert_false(path_exists(path_join(&arena, new, "n")));
    assert_int_equal(folder_remove(old, &err), OK);
    assert_int_equal(folder_exchange(new, old, &err), OK);
    assert_false(path_exists(new));
    assert_int_equal(folder_remove(folder, &err), OK);
}

static void embedded_files_are_found_by_path(void **state)
{
    size_t count = 0;

    (void)state;
    assert_non_null(embedded_file("sql/features.sql").data);
    assert_null(embedded_file("sql/none.sql").data);
    for (; embedded_path(count); count++) {
        Bytes file = embedded_file(embedded_path(count));
        assert_non_null(file.data);
        assert_int_equal(file.data[file.size], 0);
    }
    assert_true(count > 20);
}

static void paths_are_joined_and_named(void **state)
{
    (void)state;
    assert_string_equal(path_join(&arena, "a/", "b"), "a/b");
    assert_string_equal(path_join(&arena, "a", "b"), "a/b");
    assert_string_equal(path_stem(&arena, "x/shop.v2.db"), "shop.v2");
    assert_string_equal(path_stem(&arena, ".hidden"), ".hidden");
    assert_string_equal(path_stem(&arena, "x/orders.csv.gz"), "orders");
    assert_string_equal(path_stem(&arena, "orders.gz"), "orders");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_grouped_in_thousands),
        cmocka_unit_test(short_numbers_have_three_figures),
        cmocka_unit_test(money_has_its_sign_or_its_code),
        cmocka_unit_test(the_shortest_text_reads_back_as_the_same_double),
        cmocka_unit_test(fixed_and_shortest_numbers_are_those_of_printf),
        cmocka_unit_test(halves_are_rounded_up_from_the_unrounded_value),
        cmocka_unit_test(percents_are_rounded_up_from_the_counts),
        cmocka_unit_test(whole_numbers_have_all_their_digits),
        cmocka_unit_test(only_plain_numbers_are_read),
        cmocka_unit_test(every_day_of_four_centuries_comes_back),
        cmocka_unit_test(dates_that_do_not_exist_are_refused),
        cmocka_unit_test(hostile_bytes_become_clean_text),
        cmocka_unit_test(search_forgets_accents_and_strokes),
        cmocka_unit_test(errors_are_one_line),
        cmocka_unit_test(released_memory_is_used_again_and_is_zero),
        cmocka_unit_test(buffers_grow_and_end_with_nul),
        cmocka_unit_test(vectors_keep_their_items),
        cmocka_unit_test(random_numbers_are_the_published_ones),
        cmocka_unit_test(random_numbers_are_even_and_streams_differ),
        cmocka_unit_test(parts_are_done_once_by_any_number_of_threads),
        cmocka_unit_test(files_are_written_read_and_removed),
        cmocka_unit_test(a_link_in_a_folder_is_removed_and_not_followed),
        cmocka_unit_test(folders_change_places),
        cmocka_unit_test(an_open_folder_is_read_whatever_takes_its_place),
        cmocka_unit_test(an_open_folder_cannot_be_held_by_who_would_remove_it),
        cmocka_unit_test(what_is_published_can_be_read_by_everybody),
        cmocka_unit_test(no_room_is_an_error_of_writing_with_a_reason),
        cmocka_unit_test(a_trial_tells_why_writing_fails),
        cmocka_unit_test(embedded_files_are_found_by_path),
        cmocka_unit_test(paths_are_joined_and_named),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena) + test_digest() + test_json() +
           test_maps() + test_places() + test_borders() + test_system();
}
