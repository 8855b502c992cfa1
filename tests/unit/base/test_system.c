/* What a system may do that this one does not: file systems that cannot exchange folders, standard
 * input that is closed, memory that is given back. renameat2 is wrapped for it (see
 * CMakeLists.txt). */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/folder.h"
#include "base/place.h"
#include "base_tests.h"

static Arena arena;
static const char *root; /* a folder of each test's own */
static int refusal;      /* what an exchange of folders fails with; 0: it does not */

int __real_renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags);
int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags);

int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags)
{
    if (!refusal || !(flags & RENAME_EXCHANGE))
        return __real_renameat2(from_folder, from, to_folder, to, flags);
    errno = refusal;
    return -1;
}

static int open_root(void **state)
{
    char template[] = "/tmp/clientele-system-XXXXXX";

    (void)state;
    arena = arena_open();
    refusal = 0;
    if (!mkdtemp(template)) return -1;
    root = arena_text(&arena, template);
    return 0;
}

static int close_root(void **state)
{
    Err err;

    (void)state;
    refusal = 0;
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

static void make_with(const char *folder, const char *text)
{
    Err err;

    assert_int_equal(folder_make(in(folder), &err), OK);
    put(path_join(&arena, in(folder), "text"), text);
}

static bool holds(const char *path, const char *text)
{
    Bytes got;
    Err err;

    if (file_read(&got, in(path), 1000, &arena, &err)) return false;
    return got.size == strlen(text) && !memcmp(got.data, text, got.size);
}

/* --- folders that change places --------------------------------------------------------------- */

static void folders_change_places_in_steps_where_they_cannot_in_one(void **state)
{
    static const int refusals[] = { EINVAL, ENOSYS };
    Err err;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        make_with("new", "new");
        make_with("old", "old");
        refusal = refusals[i];
        assert_int_equal(folder_exchange(in("new"), in("old"), &err), OK);
        assert_true(holds("old/text", "new"));
        assert_true(holds("new/text", "old"));
        assert_false(path_exists(in("new" FOLDER_ASIDE)));
    }
    refusal = EPERM; /* which steps would not help */
    assert_int_equal(folder_exchange(in("new"), in("old"), &err), ERR_CANNOT_CREATE);
    assert_true(holds("old/text", "new"));
}

static void what_fails_in_steps_leaves_the_old_one(void **state)
{
    char *overlong = arena_alloc(&arena, 4301, 1);
    Err err;

    (void)state;
    make_with("old", "old");
    refusal = EINVAL;
    assert_int_equal(folder_exchange(in("none"), in("old"), &err), ERR_CANNOT_CREATE);
    assert_non_null(strstr(err.text, "old: cannot be put in place: No such file"));
    assert_true(holds("old/text", "old"));
    assert_false(path_exists(in("none" FOLDER_ASIDE)));
    /* What is in the way of the first step is left alone. */
    make_with("new", "new");
    make_with("new" FOLDER_ASIDE, "aside");
    assert_int_equal(folder_exchange(in("new"), in("old"), &err), ERR_CANNOT_CREATE);
    assert_true(holds("new/text", "new"));
    assert_true(holds("old/text", "old"));
    assert_true(holds("new" FOLDER_ASIDE "/text", "aside"));
    memset(overlong, 'a', 4300);
    assert_int_equal(folder_exchange(overlong, in("old"), &err), ERR_CANNOT_CREATE);
    assert_true(holds("old/text", "old"));
}

static Status fill_nothing(void *context, const char *building, Arena *scratch, Err *err)
{
    (void)context;
    return file_write(path_join(scratch, building, PLACE_REPORT), "", 0, err);
}

/* Neither names of the same length as those of abandoned folders, nor the folder of another place.
 */
static void only_folders_of_this_place_are_tidied_up(void **state)
{
    static const char *const others[] = { ".repose.clientele-1",      ".report.clientile-1",
                                          "-report.clientele-1",      ".repose.clientele-1.old",
                                          ".report.clientele-1.olds", ".report.clientele-1old" };
    Err err;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_int_equal(folder_make(in(others[i]), &err), OK);
    assert_int_equal(folder_make(in(".report.clientele-12345678"), &err), OK);
    assert_int_equal(folder_make(in("report"), &err), OK);
    put(in("report/.clientele"), "");
    assert_int_equal(
        place_build(in("report"), PLACE_REPORT, in("building"), fill_nothing, NULL, &arena, &err),
        OK);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_true(path_exists(in(others[i])));
    assert_false(path_exists(in(".report.clientele-12345678")));
}

/* --- descriptors ------------------------------------------------------------------------------ */

static size_t open_descriptors(void)
{
    const char *const *names;
    size_t count;
    Err err;

    assert_int_equal(folder_names(&names, &count, "/proc/self/fd", &arena, &err), OK);
    return count;
}

static Status nothing(void *context, const void *data, size_t size, Err *err)
{
    (void)context;
    (void)data;
    (void)size;
    (void)err;
    return OK;
}

/* All that opens something, each once. */
static void use_all(void)
{
    const char *const *names;
    size_t count;
    Folder folder;
    FileOut out;
    Bytes got;
    int handle;
    Err err;

    assert_int_equal(file_write(in("file"), "x", 1, &err), OK);
    assert_int_equal(file_read(&got, in("file"), 10, &arena, &err), OK);
    assert_int_equal(got.size, 1);
    assert_int_equal(file_pieces(in("file"), nothing, NULL, &err), OK);
    assert_int_equal(file_begin(&out, in("file"), &err), OK);
    assert_int_equal(file_end(&out, OK, &err), OK);
    make_with("from/inner/most", "inner");
    assert_int_equal(folder_open(&folder, in("from"), &err), OK);
    assert_true(folder_has(&folder, "inner/most/text"));
    assert_false(folder_has(&folder, "inner/none/text"));
    assert_false(folder_has(&folder, "inner/most"));
    assert_int_equal(folder_read(&got, &folder, "inner/most/text", 10, &arena, &err), OK);
    assert_int_equal(folder_read(&got, &folder, "inner/none", 10, &arena, &err), ERR_NO_INPUT);
    assert_int_equal(folder_copy(&folder, in("to"), 10, &arena, &err), OK);
    folder_close(&folder);
    assert_true(holds("to/inner/most/text", "inner"));
    assert_int_equal(folder_names(&names, &count, in("from"), &arena, &err), OK);
    assert_int_equal(folder_publish_modes(in("to"), &err), OK);
    assert_true(folder_hold(&handle, in("to")));
    folder_let_go(handle);
    assert_int_equal(folder_remove(in("to"), &err), OK);
    assert_int_equal(folder_remove(in("from"), &err), OK);
}

static void what_is_opened_is_closed_again(void **state)
{
    size_t before = open_descriptors();

    (void)state;
    use_all();
    assert_int_equal(open_descriptors(), before);
}

/* A service may be started with nothing open: the first file then has the number 0. */
static void without_standard_input_files_are_files_too(void **state)
{
    int kept = dup(0);

    (void)state;
    assert_true(kept > 0);
    close(0);
    use_all();
    bool closed = fcntl(0, F_GETFD) < 0;
    dup2(kept, 0);
    close(kept);
    assert_true(closed);
}

static void a_folder_that_is_closed_twice_closes_nothing_of_others(void **state)
{
    Folder folder;
    Err err;

    (void)state;
    assert_int_equal(folder_open(&folder, root, &err), OK);
    folder_close(&folder);
    assert_int_equal(folder.handle, -1);
    folder_close(&folder);
}

static void names_and_folders_that_are_too_long_or_missing_are_refused(void **state)
{
    char *overlong = arena_alloc(&arena, 300, 1), longest[256];
    Folder folder;
    Bytes got;
    Err err;

    (void)state;
    memset(overlong, 'a', 299);
    memset(longest, 'b', 255);
    longest[255] = '\0';
    put(in(longest), "as long as a name can be");
    assert_int_equal(folder_open(&folder, root, &err), OK);
    assert_true(folder_has(&folder, longest));
    assert_int_equal(folder_read(&got, &folder, longest, 100, &arena, &err), OK);
    assert_false(folder_has(&folder, overlong));
    assert_int_equal(folder_read(&got, &folder, overlong, 10, &arena, &err), ERR_NO_INPUT);
    assert_non_null(strstr(err.text, "cannot open: File name too long"));
    assert_int_equal(folder_read(&got, &folder, "none/text", 10, &arena, &err), ERR_NO_INPUT);
    assert_non_null(strstr(err.text, "none/text: cannot open: No such file"));
    folder_close(&folder);
    assert_int_equal(folder_open(&folder, in("none"), &err), ERR_NO_INPUT);
    assert_non_null(strstr(err.text, "none: cannot open the folder: No such file"));
}

/* --- memory ----------------------------------------------------------------------------------- */

/* Sanitizers count for themselves: then nothing is asked. */
static void memory_that_is_disowned_is_given_back(void **state)
{
    enum { LARGE = 64 << 20 };
    Arena own = arena_open();
    void *kept = malloc(10), *large = malloc(LARGE);
    size_t before = mallinfo2().hblkhd;

    (void)state;
    memset(kept, 7, 10);
    arena_own(&own, kept);
    arena_own(&own, large);
    arena_disown(&own, large);
    if (before >= LARGE) assert_true(mallinfo2().hblkhd <= before - LARGE);
    assert_int_equal(((unsigned char *)kept)[9], 7);
    arena_close(&own);
}

#define ROOTED(function) cmocka_unit_test_setup_teardown(function, open_root, close_root)

int test_system(void)
{
    const struct CMUnitTest tests[] = {
        ROOTED(folders_change_places_in_steps_where_they_cannot_in_one),
        ROOTED(what_fails_in_steps_leaves_the_old_one),
        ROOTED(only_folders_of_this_place_are_tidied_up),
        ROOTED(what_is_opened_is_closed_again),
        ROOTED(without_standard_input_files_are_files_too),
        ROOTED(a_folder_that_is_closed_twice_closes_nothing_of_others),
        ROOTED(names_and_folders_that_are_too_long_or_missing_are_refused),
        ROOTED(memory_that_is_disowned_is_given_back),
    };
    return cmocka_run_group_tests_name("system", tests, NULL, NULL);
}
