/* The unattended run: every step in order, each with a line about it, the first that fails ends it.
 *
 * A report for readers who may see less than the main one is made beside it: "report-aggregate".
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/commands.h"
#include "app/import.h"
#include "app/lock.h"
#include "app/mail.h"
#include "app/pipeline.h"
#include "deliver/mail.h"

typedef struct Week {
    const Options *options;
    const char *news;                 /* of the step, for its line; "" for nothing */
    Day as_of, day_meant;             /* the day that is reported on; that was to be */
    bool ends_early;                  /* the data do */
    bool made[PRIVACY_AGGREGATE + 1]; /* reports beside the main one */
    Arena *arena;
} Week;

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* --- reports ---------------------------------------------------------------------------------- */

/* Without slashes at the end. */
static size_t path_size(const char *path)
{
    size_t size = strlen(path);

    while (size > 1 && path[size - 1] == '/')
        size--;
    return size;
}

static Status make_report(const Options *o, Err *err)
{
    Arena arena = arena_open();
    Progress progress = progress_open(true);
    Status s = pipeline_run(o, &progress, &arena, err);

    arena_close(&arena);
    return s;
}

/* A report that tells no more than `most`: the main one, or one that is made beside it. */
static Status report_for(const char **out, Week *week, Privacy most, Err *err)
{
    const char *name = privacy_name(most);
    Options o = *week->options;
    Written main_report;
    Status s = written_read(&main_report, o.out, week->arena, err);

    *out = o.out;
    if (s || main_report.privacy >= most) return s;
    *out = o.out = arena_format(week->arena, "%.*s-%s", (int)path_size(o.out), o.out, name);
    if (week->made[most]) return OK;
    o.privacy = most;
    if (most == PRIVACY_AGGREGATE) o.history = NULL; /* it follows customers from run to run */
    if ((s = make_report(&o, err))) return err_context(err, "the report with privacy %s", name);
    week->made[most] = true;
    return OK;
}

/* --- steps ------------------------------------------------------------------------------------ */

static Status run_check(Week *week, Err *err)
{
    Progress progress = progress_open(true);
    Arena arena = arena_open();
    Shop shop;
    Status s = shop_read(&shop, week->options, &progress, &arena, err);

    if (!s) {
        week->as_of = shop.source.as_of;
        week->day_meant = shop.day_meant;
        week->ends_early = shop.ends_early;
        week->news = PHRASE(week->arena,
                            "{customers|# customer|# customers}, {purchases|# purchase|# "
                            "purchases}, {findings|# finding|# findings}",
                            phrase_count("customers", (double)shop.customers.count, week->arena),
                            phrase_count("purchases", (double)shop.purchases.count, week->arena),
                            phrase_count("findings", (double)shop.findings.count, week->arena));
    }
    arena_close(&arena);
    return s;
}

static Status run_report(Week *week, Err *err)
{
    week->news = week->options->out;
    return make_report(week->options, err);
}

static bool has_run(const History *history, Day as_of)
{
    for (size_t i = 0; i < history->count; i++) {
        if (history->runs[i].as_of == as_of) return true;
    }
    return false;
}

/* The report has written itself down when it was in place; here that is read back. */
static Status run_history(Week *week, Err *err)
{
    const Options *o = week->options;
    History history;
    Status s;

    if (!o->history) {
        week->news = "none is kept";
        return OK;
    }
    /* Up to the day that was meant: the data may end before runs that are there already. */
    if ((s = history_read(&history, o->history, week->day_meant + 1, NO_RUN, week->arena, err)))
        return s;
    bool there = has_run(&history, week->as_of);
    if (!there && !week->ends_early) {
        return err_set(err, ERR_BUG, "%s: this week's run is not in it", o->history);
    }
    week->news = PHRASE(week->arena,
                        there ? "{n|# run|# runs} in {file}"
                              : "{n|# run|# runs} in {file}, nothing new to remember",
                        phrase_count("n", (double)history.count, week->arena),
                        phrase_text("file", o->history));
    return OK;
}

static Status run_publish(Week *week, Err *err)
{
    const Options *o = week->options;
    const char *folder;
    Status s;

    if (!o->publish) {
        week->news = "nowhere to";
        return OK;
    }
    if ((s = report_for(&folder, week, o->may_publish, err))) return s;
    week->news = arena_format(week->arena, "%s in %s", folder, o->publish);
    return publish_report(o, folder, o->may_publish, week->arena, err);
}

/* "post/week.eml" for "board": "post/week-board.eml". */
static const char *beside_name(const char *path, const char *name, Arena *arena)
{
    const char *dot = strrchr(path_name(path), '.');
    size_t stem = dot && dot > path_name(path) ? (size_t)(dot - path) : strlen(path);

    return arena_format(arena, "%.*s-%s%s", (int)stem, path, utf8_slug(name, arena), path + stem);
}

static Status mail_one(Week *week, const Audience *audience, Err *err)
{
    Options o = mail_to_audience(week->options, audience);
    const char *folder = o.out;
    Status s = OK;

    o.quiet = true;
    /* Each audience's message has a file of its own. */
    if (o.mail.eml && strcmp(o.mail.eml, "-") && o.audiences.count > 1)
        o.mail.eml = beside_name(o.mail.eml, audience->name, week->arena);
    if (audience->has_privacy) s = report_for(&folder, week, audience->privacy, err);
    if (!s) s = mail_report(&o, audience, folder, week->arena, err);
    return s ? err_context(err, "%s", audience->name) : OK;
}

/* One audience that cannot be reached is no reason to leave the others without their mail. What may
 * be tried again does not hide what may not. */
static Status run_mail(Week *week, Err *err)
{
    const Options *o = week->options;
    Status worst = OK;
    size_t done = 0;

    for (size_t i = 0; i < o->audiences.count; i++) {
        Err one = { 0 };
        Status s = mail_one(week, &o->audiences.items[i], &one);
        done += s == OK;
        if (!s) continue;
        if (worst) fprintf(stderr, "clientele: weekly: mail: %s\n", err->text);
        if (!worst || worst == ERR_TRY_AGAIN) worst = s;
        *err = one;
    }
    week->news = PHRASE(week->arena, "{n|# audience|# audiences}",
                        phrase_count("n", (double)done, week->arena));
    return worst;
}

static Status run_steps(Week *week, Err *err)
{
    static const struct {
        const char *name;
        Status (*run)(Week *week, Err *err);
    } steps[] = { { "check", run_check },
                  { "report", run_report },
                  { "history", run_history },
                  { "publish", run_publish },
                  { "mail", run_mail } };

    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        double started = now();
        week->news = "";
        if (steps[i].run(week, err)) return err_context(err, "weekly: %s", steps[i].name);
        if (week->options->quiet) continue;
        fprintf(stderr, "clientele: weekly: %s: %s: %.2f s\n", steps[i].name, week->news,
                now() - started);
    }
    return OK;
}

Status command_weekly(const Options *options, Arena *arena, Err *err)
{
    Options o = *options;
    Week week = { .options = &o, .news = "", .arena = arena };
    int lock;
    Status s;

    o.input = o.shop;
    if (o.audiences.count && (s = mail_check(o.mail.server.host != NULL, err))) {
        return err_context(err, "weekly");
    }
    if ((s = lock_take(&lock, o.out, arena, err))) return err_context(err, "weekly");
    s = run_steps(&week, err);
    lock_release(lock);
    if (!s) puts(o.out);
    return s;
}
