/* A case's report, made as the program makes it. */
#include <stdio.h>

#include "spec.h"

static void add_word(Words *words, Arena *arena, const char *word)
{
    VEC_PUSH(arena, words, word);
}

static void add_words(Words *words, Arena *arena, const Words *more)
{
    for (size_t i = 0; i < more->count; i++)
        add_word(words, arena, more->items[i]);
}

/* The options of one run, as if they stood on the command line. */
static Status read_options(Options *out, const Plan *plan, const EarlierRun *earlier,
                           const char *history, Arena *arena, Err *err)
{
    Words words = { 0 };

    add_word(&words, arena, "clientele");
    add_word(&words, arena, "report");
    add_word(&words, arena, plan->database);
    add_word(&words, arena, "--out");
    add_word(&words, arena, "nowhere");
    add_word(&words, arena, "--threads");
    add_word(&words, arena, "1");
    add_word(&words, arena, "--as-of");
    add_word(&words, arena, plan->as_of);
    if (plan->history) {
        add_word(&words, arena, "--history");
        add_word(&words, arena, history);
    }
    add_words(&words, arena, &plan->options);
    if (earlier) add_words(&words, arena, &earlier->options);
    int count = (int)words.count;
    add_word(&words, arena, NULL);
    Status s = options_read(out, count, (char **)words.items, arena, err);
    if (!s && earlier) out->as_of = earlier->as_of;
    return s;
}

static Status remember(const Plan *plan, const char *history, Arena *arena, Err *err)
{
    Progress silent = progress_open(true);
    Status s = OK;

    for (size_t i = 0; i < plan->earlier.count && !s; i++) {
        Options options;
        if ((s = read_options(&options, plan, &plan->earlier.items[i], history, arena, err))) break;
        options.weeks = 1;
        s = pipeline_replay(&options, &silent, err);
    }
    return s;
}

static Status make(Report *out, const Case *from, const char *folder, Arena *arena, Err *err)
{
    const char *history = path_join(arena, folder, "runs.history");
    Options options;
    Plan plan;
    Status s;

    remove(history);
    if ((s = shop_make(&plan, from, path_join(arena, folder, "shop.db"), arena, err))) return s;
    if (!plan.as_of) {
        return err_set(err, ERR_DATA, "%s:%zu: a shop is seen as of a day", from->file,
                       from->number);
    }
    if ((s = remember(&plan, history, arena, err))) return s;
    if ((s = shop_change(&plan, err))) return s;
    if ((s = read_options(&options, &plan, NULL, history, arena, err))) return s;
    return pipeline_document(out, &options, arena, err);
}

void report_make(Made *out, const Case *from, const char *folder, Arena *arena)
{
    Err err = { 0 };

    *out = (Made){ .arena = arena };
    if (make(&out->report, from, folder, arena, &err)) {
        out->refusal = arena_text(arena, err.text);
    }
}
