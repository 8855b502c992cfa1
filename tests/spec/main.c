/* Every report that the specifications describe is made, and must say what they want.
 *
 *   spec                      all files of tests/spec
 *   spec --stop [FILE...]     up to the first report that is not as it should be
 *   spec --show PLACE FILE TITLE   what a report says at a place, for who writes a specification
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report_judge.h"
#include "spec.h"

typedef struct Tally {
    size_t cases, texts, failed, unmet;
} Tally;

/* The figures of every report keep their axes, ticks, names and sizes. */
static size_t figures_check(const Case *of, const Made *made)
{
    const char *fault = made->refusal ? NULL : report_chart_fault(&made->report, made->arena);

    if (fault) printf("%s: a figure lacks something: %s\n", of->title, fault);
    return fault != NULL;
}

static void run_case(Tally *tally, const Case *now, const char *folder)
{
    Arena arena = arena_open();
    Made made;

    report_make(&made, now, folder, &arena);
    size_t unmet = wanted_check(now, &made) + figures_check(now, &made);
    for (size_t i = 0; i < now->wanted.count; i++)
        tally->texts += now->wanted.items[i].lines.count;
    tally->cases++;
    tally->unmet += unmet;
    tally->failed += unmet > 0;
    arena_close(&arena);
}

static Status read_file(Cases *out, const char *path, Arena *arena)
{
    Err err = { 0 };
    Status s = cases_read(out, path, arena, &err);

    if (s) fprintf(stderr, "spec: %s\n", err.text);
    return s;
}

static Status run_file(Tally *tally, const char *path, bool stop, const char *folder)
{
    Arena arena = arena_open();
    Cases cases = { 0 };
    Status s = read_file(&cases, path, &arena);

    for (size_t i = 0; i < cases.count && !s && !(stop && tally->failed); i++)
        run_case(tally, &cases.items[i], folder);
    arena_close(&arena);
    return s;
}

static Status show(const char *place, const char *path, const char *title, const char *folder)
{
    Arena arena = arena_open();
    Cases cases = { 0 };
    Status s = read_file(&cases, path, &arena);

    for (size_t i = 0; i < cases.count && !s; i++) {
        Buf told = { 0 };
        Made made;
        if (strcmp(cases.items[i].title, title)) continue;
        report_make(&made, &cases.items[i], folder, &arena);
        if (!told_at(&told, &made, place)) puts(made.refusal ? made.refusal : "no such place");
        printf("%s", told.data ? told.data : "");
        buf_close(&told);
    }
    arena_close(&arena);
    return s;
}

static Status run_all(Tally *tally, char **files, int count, bool stop, const char *folder)
{
    glob_t all = { 0 };
    Status s = OK;

    if (!count && !glob(SOURCE_DIR "/tests/spec/*.txt", 0, NULL, &all)) {
        files = all.gl_pathv;
        count = (int)all.gl_pathc;
    }
    for (int i = 0; i < count && !s && !(stop && tally->failed); i++)
        s = run_file(tally, files[i], stop, folder);
    if (all.gl_pathv) globfree(&all);
    printf("%zu reports, %zu texts and figures; %zu reports are not as they should be\n",
           tally->cases, tally->texts, tally->failed);
    return s;
}

int main(int argc, char **argv)
{
    /* In memory where that can be had: many small files are made and thrown away. */
    char folder[] = "/dev/shm/clientele-spec-XXXXXX", other[] = "/tmp/clientele-spec-XXXXXX";
    const char *made = mkdtemp(folder) ? folder : mkdtemp(other);
    bool stop = argc > 1 && !strcmp(argv[1], "--stop");
    Tally tally = { 0 };
    Status s;
    Err err;

    if (!made) return perror("spec: no folder to work in"), EXIT_FAILURE;
    if (argc == 5 && !strcmp(argv[1], "--show")) {
        s = show(argv[2], argv[3], argv[4], made);
    } else {
        s = run_all(&tally, argv + 1 + stop, argc - 1 - stop, stop, made);
    }
    if (folder_remove(made, &err)) fprintf(stderr, "spec: %s\n", err.text);
    return s || tally.failed || (!tally.cases && argc < 5) ? EXIT_FAILURE : EXIT_SUCCESS;
}
