/* Folders that take their place in one step, and what files and folders do at their borders. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/place.h"
#include "base_tests.h"

static Arena arena;
static const char *root; /* a folder of each test's own */

static int open_root(void **state)
{
    char template[] = "/tmp/clientele-place-XXXXXX";

    (void)state;
    arena = arena_open();
    if (!mkdtemp(template)) return -1;
    char *real = realpath(template, NULL);
    if (!real) return -1;
    root = arena_text(&arena, real);
    free(real);
    return 0;
}

static int close_root(void **state)
{
    Err err;

    (void)state;
    if (folder_remove(root, &err)) print_message("%s\n", err.text);
    arena_close(&arena);
    return 0;
}

static const char *in(const char *name)
{
    return path_join(&arena, root, name);
}

static void put(const char *path, const char *text)
{
    Err err;

    assert_int_equal(file_write(path, text, strlen(text), &err), OK);
}

static void make(const char *path)
{
    Err err;

    assert_int_equal(folder_make(path, &err), OK);
}

static bool holds(const char *path, const char *text)
{
    Bytes got;
    Err err;

    if (file_read(&got, path, 1000, &arena, &err)) return false;
    return got.size == strlen(text) && !memcmp(got.data, text, got.size);
}

/* --- files ------------------------------------------------------------------------------------ */

static void files_and_folders_have_the_usual_rights(void **state)
{
    struct stat info;
    mode_t before = umask(022);

    (void)state;
    put(in("file"), "x");
    make(in("folder"));
    umask(before);
    assert_int_equal(stat(in("file"), &info), 0);
    assert_int_equal(info.st_mode & 07777, 0644);
    assert_int_equal(stat(in("folder"), &info), 0);
    assert_int_equal(info.st_mode & 07777, 0755);
}

static void a_file_is_read_up_to_its_limit_and_no_further(void **state)
{
    Bytes got;
    Err err;

    (void)state;
    put(in("file"), "12345");
    assert_int_equal(file_read(&got, in("file"), 5, &arena, &err), OK);
    assert_int_equal(got.size, 5);
    assert_int_equal(got.data[5], 0);
    assert_int_equal(file_read(&got, in("file"), 4, &arena, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "5 bytes are too many: at most 4 are read"));
    assert_int_equal(mkfifo(in("pipe"), 0600), 0);
    assert_int_equal(file_read(&got, in("pipe"), 5, &arena, &err), ERR_NO_INPUT);
    assert_non_null(strstr(err.text, "not a file"));
    put(in("file"), "1");
    assert_true(holds(in("file"), "1")); /* what was there before is gone */
    put(in("empty"), "");
    assert_true(holds(in("empty"), ""));
}

static Status count_pieces(void *context, const void *data, size_t size, Err *err)
{
    size_t *counts = context;

    (void)err;
    counts[0]++;
    counts[1] += size;
    counts[2] += ((const unsigned char *)data)[size - 1];
    return counts[0] < counts[3] ? OK : ERR_DATA;
}

static void a_file_comes_in_pieces(void **state)
{
    enum { SIZE = 2 * 65536 + 1 };
    size_t counts[4] = { 0, 0, 0, 100 };
    char *data = arena_alloc(&arena, SIZE, 1);
    FileOut out;
    Err err;

    (void)state;
    data[65535] = 1;
    data[SIZE - 1] = 4;
    assert_int_equal(file_begin(&out, in("file"), &err), OK);
    assert_int_equal(out.size, 0);
    assert_int_equal(file_put(&out, data, 65536, &err), OK);
    assert_int_equal(file_put(&out, data + 65536, 65537, &err), OK);
    assert_int_equal(out.size, SIZE);
    assert_int_equal(file_end(&out, OK, &err), OK);
    assert_int_equal(file_pieces(in("file"), count_pieces, counts, &err), OK);
    assert_int_equal(counts[0], 3);
    assert_int_equal(counts[1], SIZE);
    assert_int_equal(counts[2], 5);
    /* Whoever takes them may have enough. */
    counts[0] = 0;
    counts[3] = 2;
    assert_int_equal(file_pieces(in("file"), count_pieces, counts, &err), ERR_DATA);
    assert_int_equal(counts[0], 2);
    assert_int_equal(file_pieces(in("none"), count_pieces, counts, &err), ERR_NO_INPUT);
    assert_int_equal(file_pieces(root, count_pieces, counts, &err), ERR_IO);
}

static void what_cannot_be_written_is_said(void **state)
{
    FileOut out;
    Err err;

    (void)state;
    assert_int_equal(file_begin(&out, in("none/file"), &err), ERR_CANNOT_CREATE);
    assert_int_equal(file_write(root, "x", 1, &err), ERR_CANNOT_CREATE);
    if (!access("/dev/full", W_OK)) {
        assert_int_equal(file_write("/dev/full", "x", 1, &err), ERR_IO);
        assert_non_null(strstr(err.text, "/dev/full: writing failed"));
    }
    assert_int_equal(file_begin(&out, in("file"), &err), OK);
    assert_int_equal(file_end(&out, ERR_DATA, &err), ERR_DATA);
    put(in("file"), "x");
    assert_int_equal(folder_make(in("file"), &err), ERR_CANNOT_CREATE);
    assert_non_null(strstr(err.text, "a file of that name exists"));
    assert_int_equal(folder_make(in("file/a/b"), &err), ERR_CANNOT_CREATE);
}

static void a_folder_is_held_by_one(void **state)
{
    int first = -1, second = -1;

    (void)state;
    make(in("folder"));
    put(in("file"), "x");
    assert_int_equal(symlink(in("folder"), in("link")), 0);
    assert_true(folder_hold(&first, in("folder")));
    assert_true(first >= 0);
    assert_false(folder_hold(&second, in("folder")));
    folder_let_go(first);
    assert_true(folder_hold(&second, in("folder")));
    folder_let_go(second);
    assert_false(folder_hold(&first, in("file")));
    assert_false(folder_hold(&first, in("link")));
    assert_false(folder_hold(&first, in("none")));
}

static void what_is_there_is_told(void **state)
{
    (void)state;
    make(in("folder"));
    put(in("file"), "x");
    assert_int_equal(symlink(in("folder"), in("link")), 0);
    assert_int_equal(symlink(in("none"), in("dead")), 0);
    assert_true(path_exists(in("file")) && path_exists(in("dead")) && !path_exists(in("none")));
    assert_true(path_is_folder(in("folder")) && path_is_folder(in("link")));
    assert_false(path_is_folder(in("file")));
    assert_false(path_is_folder(in("dead")));
    assert_string_equal(path_join(&arena, "", "b"), "/b");
    assert_string_equal(path_stem(&arena, "x/a.tar.gz"), "a");
    assert_string_equal(path_stem(&arena, "x/.gz"), ".gz");
    assert_string_equal(path_stem(&arena, "x/.a.gz"), ".a");
    assert_string_equal(path_stem(&arena, "plain"), "plain");
}

/* --- places ----------------------------------------------------------------------------------- */

static Status fill(void *context, const char *building, Arena *scratch, Err *err)
{
    const char *text = context;
    Status s = file_write(path_join(scratch, building, PLACE_REPORT), "", 0, err);

    if (!s) s = file_write(path_join(scratch, building, "text"), text, strlen(text), err);
    return s || strcmp(text, "bad") ? s : err_set(err, ERR_DATA, "no more ink");
}

static Status build(const char *folder, const char *text, Err *err)
{
    return place_build(folder, PLACE_REPORT, place_building_folder(folder, &arena), fill,
                       (void *)text, &arena, err);
}

static void the_new_folder_takes_the_place_of_the_old_one(void **state)
{
    Err err;

    (void)state;
    assert_int_equal(build(in("report"), "one", &err), OK);
    assert_true(holds(in("report/text"), "one"));
    put(in("report/old"), "x");
    assert_int_equal(build(in("report"), "two", &err), OK);
    assert_true(holds(in("report/text"), "two"));
    assert_false(path_exists(in("report/old")));
    assert_false(path_exists(place_building_folder(in("report"), &arena)));
    /* Whatever fails leaves the old one, and nothing of the new. */
    assert_int_equal(build(in("report"), "bad", &err), ERR_DATA);
    assert_string_equal(err.text, "no more ink");
    assert_true(holds(in("report/text"), "two"));
    assert_false(path_exists(place_building_folder(in("report"), &arena)));
}

/* On another disk the new folder cannot take the place of the old one in a step. */
static void what_cannot_be_put_in_place_leaves_the_old_one(void **state)
{
    char other[] = "/dev/shm/clientele-place-XXXXXX";
    struct stat here, there;
    Err err;

    (void)state;
    if (!mkdtemp(other)) skip();
    assert_int_equal(stat(root, &here) | stat(other, &there), 0);
    assert_int_equal(build(in("report"), "one", &err), OK);
    const char *building = path_join(&arena, other, "new");
    Status s = place_build(in("report"), PLACE_REPORT, building, fill, (char *)"two", &arena, &err);
    if (here.st_dev != there.st_dev) {
        assert_int_equal(s, ERR_CANNOT_CREATE);
        assert_non_null(strstr(err.text, "report: cannot be put in place"));
        assert_true(holds(in("report/text"), "one"));
    }
    assert_false(path_exists(building));
    assert_int_equal(folder_remove(other, &err), OK);
}

static void an_empty_folder_and_a_link_are_places_too(void **state)
{
    struct stat info;
    Err err;

    (void)state;
    make(in("folder"));
    assert_int_equal(symlink(in("folder"), in("link")), 0);
    assert_string_equal(place_resolved(in("link"), &arena), in("folder"));
    assert_string_equal(place_resolved(in("none//"), &arena), in("none"));
    assert_string_equal(place_resolved("/", &arena), "/");
    assert_int_equal(build(in("link"), "one", &err), OK);
    assert_true(holds(in("folder/text"), "one"));
    assert_int_equal(lstat(in("link"), &info), 0);
    assert_true(S_ISLNK(info.st_mode));
}

static void the_new_folder_is_built_beside_its_place(void **state)
{
    const char *process = arena_format(&arena, "%ld", (long)getpid());

    (void)state;
    assert_string_equal(place_building_folder(in("report/"), &arena),
                        arena_format(&arena, "%s/.report.clientele-%s", root, process));
    assert_string_equal(place_building_folder("a/", &arena),
                        arena_format(&arena, "./.a.clientele-%s", process));
    assert_string_equal(place_building_folder("no-such-place", &arena),
                        arena_format(&arena, "./.no-such-place.clientele-%s", process));
    assert_string_equal(place_building_folder("/no-such-place", &arena),
                        arena_format(&arena, "//.no-such-place.clientele-%s", process));
}

static void nothing_of_others_is_overwritten(void **state)
{
    char *overlong = arena_alloc(&arena, 3002, 1);
    Err err;

    (void)state;
    put(in("file"), "x");
    assert_int_equal(place_check(in("file"), PLACE_REPORT, &err), ERR_CANNOT_CREATE);
    assert_non_null(strstr(err.text, "exists and is not a folder"));
    make(in("folder"));
    assert_int_equal(place_check(in("folder"), PLACE_REPORT, &err), OK);
    assert_int_equal(place_check(in("none"), PLACE_REPORT, &err), OK);
    put(in("folder/thesis"), "x");
    assert_int_equal(place_check(in("folder"), PLACE_REPORT, &err), ERR_CANNOT_CREATE);
    assert_non_null(strstr(err.text, "is not a report of ours (it has no .clientele file)"));
    assert_int_equal(place_check(in("folder"), PLACE_SITE, &err), ERR_CANNOT_CREATE);
    assert_non_null(strstr(err.text, "is not a site of ours (it has no .clientele-site file)"));
    assert_int_equal(build(in("folder"), "one", &err), ERR_CANNOT_CREATE);
    assert_true(holds(in("folder/thesis"), "x"));
    put(in("folder/.clientele"), "");
    assert_int_equal(place_check(in("folder"), PLACE_REPORT, &err), OK);
    assert_int_equal(place_check(in("folder"), PLACE_SITE, &err), ERR_CANNOT_CREATE);
    memset(overlong, 'a', 3001);
    assert_int_equal(place_check(overlong, PLACE_REPORT, &err), ERR_CANNOT_CREATE);
    assert_non_null(strstr(err.text, "a path of 3001 bytes is too long"));
    overlong[3000] = '\0';
    assert_int_equal(place_check(overlong, PLACE_REPORT, &err), OK);
}

static void what_killed_runs_left_is_tidied_up(void **state)
{
    int handle;
    Err err;

    (void)state;
    make(in(".report.clientele-1/deep"));
    make(in(".report.clientele-2.old"));
    make(in(".report.clientele-3x"));
    make(in(".report.clientele-"));
    make(in(".other.clientele-4"));
    make(in(".report.clientele-5"));
    make(in("report"));
    put(in("report/.clientele"), "");
    assert_true(folder_hold(&handle, in(".report.clientele-5"))); /* a run that still builds */
    assert_int_equal(build(in("report"), "one", &err), OK);
    assert_true(holds(in("report/text"), "one"));
    assert_false(path_exists(in(".report.clientele-1")));
    assert_false(path_exists(in(".report.clientele-2.old")));
    assert_true(path_exists(in(".report.clientele-3x")));
    assert_true(path_exists(in(".report.clientele-")));
    assert_true(path_exists(in(".other.clientele-4")));
    assert_true(path_exists(in(".report.clientele-5")));
    folder_let_go(handle);
}

static void a_report_that_was_put_aside_goes_back(void **state)
{
    Err err;

    (void)state;
    make(in(".report.clientele-2.old"));
    put(in(".report.clientele-2.old/.clientele"), "");
    put(in(".report.clientele-2.old/text"), "old");
    make(in(".report.clientele-1"));
    assert_int_equal(build(in("report"), "bad", &err), ERR_DATA);
    assert_true(holds(in("report/text"), "old"));
    assert_false(path_exists(in(".report.clientele-1")));
}

static void a_folders_names_come_in_the_order_of_their_bytes(void **state)
{
    const char *const *names;
    size_t count;
    Err err;

    (void)state;
    make(in("none"));
    assert_int_equal(folder_names(&names, &count, in("none"), &arena, &err), OK);
    assert_int_equal(count, 0);
    for (int i = 149; i >= 0; i--)
        put(in(arena_format(&arena, "f%03d", i)), "");
    put(in("Z"), "");
    put(in(".hidden"), "");
    assert_int_equal(folder_names(&names, &count, root, &arena, &err), OK);
    assert_int_equal(count, 153);
    assert_string_equal(names[0], ".hidden");
    assert_string_equal(names[1], "Z");
    for (int i = 0; i < 150; i++)
        assert_string_equal(names[2 + i], arena_format(&arena, "f%03d", i));
    assert_string_equal(names[152], "none");
    assert_int_equal(folder_names(&names, &count, in("absent"), &arena, &err), ERR_IO);
    assert_non_null(strstr(err.text, "absent: cannot read the folder: No such file"));
}

static void a_file_that_is_not_there_is_named_with_the_reason(void **state)
{
    Bytes got;
    Err err;

    (void)state;
    assert_int_equal(file_read(&got, in("absent"), 5, &arena, &err), ERR_NO_INPUT);
    assert_non_null(strstr(err.text, "absent: cannot open: No such file"));
}

#define ROOTED(function) cmocka_unit_test_setup_teardown(function, open_root, close_root)

int test_places(void)
{
    const struct CMUnitTest tests[] = {
        ROOTED(files_and_folders_have_the_usual_rights),
        ROOTED(a_file_is_read_up_to_its_limit_and_no_further),
        ROOTED(a_file_comes_in_pieces),
        ROOTED(what_cannot_be_written_is_said),
        ROOTED(a_folder_is_held_by_one),
        ROOTED(what_is_there_is_told),
        ROOTED(the_new_folder_takes_the_place_of_the_old_one),
        ROOTED(what_cannot_be_put_in_place_leaves_the_old_one),
        ROOTED(an_empty_folder_and_a_link_are_places_too),
        ROOTED(the_new_folder_is_built_beside_its_place),
        ROOTED(nothing_of_others_is_overwritten),
        ROOTED(what_killed_runs_left_is_tidied_up),
        ROOTED(a_report_that_was_put_aside_goes_back),
        ROOTED(a_folders_names_come_in_the_order_of_their_bytes),
        ROOTED(a_file_that_is_not_there_is_named_with_the_reason),
    };
    return cmocka_run_group_tests_name("places", tests, NULL, NULL);
}
