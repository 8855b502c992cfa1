#include "app/pipeline.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/clock.h"
#include "app/commands.h"
#include "app/import.h"
#include "app/interrupt.h"
#include "app/mode.h"
#include "report/fonts.h"

#define FONT_BYTES_MAX ((size_t)64 * 1024 * 1024)
#define GENERATOR "clientele " CLIENTELE_VERSION

/* A ledger may hold returns only; then nobody is set apart. */
static bool anybody_bought(const Customers *customers)
{
    for (size_t i = 0; i < customers->count; i++) {
        if (customers->bought[i]) return true;
    }
    return false;
}

/* The customers that are clustered, and their clustering features. */
static Matrix choose_rows(uint32_t **rows, const Shop *shop, bool with_prospects, Arena *arena,
                          Arena *scratch)
{
    const Customers *customers = &shop->customers;
    size_t count = 0;

    with_prospects |= !anybody_bought(customers);
    *rows = ARENA_ARRAY(arena, uint32_t, customers->count);
    for (size_t i = 0; i < customers->count; i++) {
        if (with_prospects || customers->bought[i]) (*rows)[count++] = (uint32_t)i;
    }
    Matrix raw = matrix_new(count, CLUSTERED_COUNT, scratch);
    for (size_t i = 0; i < count; i++) {
        for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
            matrix_row(&raw, i)[f] = matrix_at(&customers->features, (*rows)[i], CLUSTERED[f]);
        }
    }
    return raw;
}

/* Fewer different customers than the usual number of clusters is no reason to refuse, only a number
 * that the user gave is. */
static size_t choose_k(const Options *opt, Shop *shop, const Matrix *raw, Arena *arena)
{
    if (opt->k_given || !raw->rows) return opt->k;
    size_t distinct = kmeans_distinct_rows(raw, opt->k, arena);
    if (distinct >= opt->k) return opt->k;
    Finding lowered = {
        .kind = FINDING_WARNING,
        .code = "fewer-clusters",
        .table = "customers",
        .count = (int64_t)distinct,
        .what = PHRASE(arena,
                       distinct < raw->rows ? "{n|all {all} customers who bought are alike|only # "
                                              "of {all} customers who bought "
                                              "differ from each other}"
                                            : "only {n|# customer|# customers} bought",
                       phrase_count("n", (double)distinct, arena),
                       phrase_count("all", (double)raw->rows, arena)),
        .action = PHRASE(arena, "{n|# cluster|# clusters} instead of {asked}",
                         phrase_count("n", (double)distinct, arena),
                         phrase_count("asked", (double)opt->k, arena)),
        .advice = "Nothing: there cannot be more clusters than different customers.",
    };
    VEC_PUSH(arena, &shop->findings, lowered);
    return distinct;
}

void print_findings(const Findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        const Finding *f = &findings->items[i];
        fprintf(stderr, "clientele: %s: %s: %s%s%s%s\n",
                f->kind == FINDING_WARNING ? "warning" : "note", f->what, f->action,
                !f->example     ? ""
                : f->count == 1 ? " ("
                                : " (for example ",
                f->example ? f->example : "", f->example ? ")" : "");
    }
}

/* --verbose: what the run came to, in figures. */
static void print_model(const Shop *shop, const Model *model, const Segments *segments)
{
    fprintf(stderr,
            "clientele: %zu customers, %zu of them clustered; %zu purchases, %.2f in "
            "revenue; %" PRId64 " interactions\n",
            shop->customers.count, segments->buyers, shop->purchases.count, shop->revenue,
            shop->interactions);
    fprintf(
        stderr,
        "clientele: k = %zu: inertia %.4f, silhouette %.4f, %zu rounds; the rule takes k = %zu\n",
        model->clustering.k, model->clustering.inertia, model->silhouette, model->clustering.rounds,
        model->rule.k);
    for (size_t i = 0; i < segments->count; i++) {
        const Segment *s = &segments->items[i];
        fprintf(stderr, "clientele: %s: %zu customers, %.2f in revenue: %s\n", s->label, s->count,
                s->revenue, s->reason);
    }
}

/* 0: figures of few customers may be shown, as those of single ones are. */
static size_t min_group(const Options *opt)
{
    return opt->privacy == PRIVACY_AGGREGATE ? opt->min_group : 0;
}

/* What the user says, else what the data say; amounts that do not say it are taken for dollars. */
const char *pipeline_currency(const Options *opt, const Shop *shop)
{
    const char *said = shop->currency;

    if (opt->currency) return opt->currency;
    return said && strcmp(said, "$") ? said : "USD";
}

static ReportPlan report_plan(const Options *opt, const Shop *shop, Arena *arena)
{
    ReportPlan plan = {
        .title = opt->title,
        .business = opt->business ? opt->business : path_stem(arena, opt->input),
        .currency = pipeline_currency(opt, shop),
        .generator = GENERATOR,
        .seed = opt->seed,
        .k_auto = opt->k == 0,
        .scheme = opt->scheme,
        .privacy = opt->privacy,
        .min_group = min_group(opt),
    };

    memcpy(plan.least, opt->least, sizeof plan.least);
    return plan;
}

/* Its outlines and measures are used from here on, on every thread. */
static Status use_fallback(const char *path, Arena *run, Err *err)
{
    Bytes file;
    Status s = file_read(&file, path, FONT_BYTES_MAX, run, err);

    if (s) return err_context(err, "--fallback-font");
    s = font_use_fallback(file, run, err);
    return s ? err_context(err, "--fallback-font: %.200s", path) : OK;
}

static Status publish(const Report *report, const Options *opt, const Pixels *logo,
                      Progress *progress, Arena *run, Err *err)
{
    PublishPlan plan = {
        .folder = opt->out,
        .html = opt->html,
        .pdf = opt->pdf,
        .csv = opt->csv,
        .json = opt->json,
        .png = opt->png,
        .xlsx = opt->xlsx,
        .book = { .paper = opt->paper,
                  .summary_only = opt->pdf_summary,
                  .attach_csv = opt->attach_csv,
                  .logo = *logo,
                  .justified = opt->justified,
                  .epoch = clock_given(),
                  .progress = progress_step,
                  .progress_context = progress },
        .site = { .templates = opt->templates,
                  .explore_rows = opt->explore_rows,
                  .threads = opt->threads,
                  .has_pdf = opt->pdf },
        .workbook = { .paper = opt->paper, .epoch = clock_given() },
        .threads = opt->threads,
        .compress_above = opt->compress_above,
        .dpi = opt->dpi,
        .progress = progress_step,
        .progress_context = progress,
    };

    plan.building = publish_building_folder(opt->out, run);
    interrupt_remove(plan.building);
    Status s = publish_all(report, &plan, run, err);
    interrupt_remove(NULL);
    return s;
}

/* --- history ---------------------------------------------------------------------------------- */

/* One date's shop and its segments, compared with what earlier runs found. */
typedef struct Analysis {
    Shop shop;
    Model model;
    Segments segments;
    SegmentPlan segment_plan;
    History history;
    Changes changes; /* with a history; else zero */
    SalesWeek week;
    Growth growth;
    Shown shown; /* what of these may be shown */
} Analysis;

/* A new report takes the place of the whole folder: a history in it would be gone. */
static Status check_history_place(const Options *opt, Arena *arena, Err *err)
{
    char *out = realpath(opt->out, NULL), *file = realpath(opt->history, NULL);
    size_t size = out ? strlen(out) : 0;
    bool inside = file && size && !strncmp(file, out, size) && file[size] == '/';
    const char *plain = arena_format(arena, "%s/", opt->out);

    inside = inside || !strncmp(opt->history, plain, strlen(plain));
    free(out);
    free(file);
    if (!inside) return OK;
    return err_set(err, ERR_USAGE,
                   "--history: %s lies in the folder that every report replaces: keep it beside %s",
                   opt->history, opt->out);
}

/* What the history keeps of the settings: those that change what a run finds; and what its figures
 * mean. */
static RunTerms run_terms(const Options *opt, const Shop *shop, Arena *arena)
{
    enum { SETTINGS = 6 };
    RunText *settings = ARENA_ARRAY(arena, RunText, SETTINGS);
    const char *rule = purchase_rule_name(shop->purchase_rule);

    settings[0] = (RunText){ "currency", pipeline_currency(opt, shop) };
    settings[1] = (RunText){ "k", opt->k ? arena_format(arena, "%zu", opt->k) : "auto" };
    settings[2] = (RunText){ "labels", opt->scheme == LABELS_CLASSIC ? "classic" : "distinct" };
    settings[3] = (RunText){ "prospects", opt->cluster_prospects ? "cluster" : "apart" };
    settings[4] = (RunText){ "seed", arena_format(arena, "%" PRIu64, opt->seed) };
    settings[5] = (RunText){ PURCHASE_RULE, rule };
    return (RunTerms){ settings, SETTINGS, kpi_definitions(rule, arena) };
}

static Status analyse(Analysis *out, const Options *opt, ModelPlan model_plan, Progress *progress,
                      Arena *run, Err *err)
{
    uint32_t *rows;
    RunTerms terms;
    Status s;

    *out = (Analysis){ .segment_plan = { .scheme = opt->scheme,
                                         .templates = opt->templates,
                                         .history = opt->history ? &out->history : NULL,
                                         .min_group = min_group(opt) } };
    if (opt->history && opt->privacy == PRIVACY_AGGREGATE) {
        return err_set(
            err, ERR_USAGE,
            "--history follows customers from run to run, which --privacy aggregate does "
            "not: leave one of them out");
    }
    progress_stage(progress, 0, 0.3);
    if ((s = shop_read(&out->shop, opt, progress, run, err))) return s;
    /* Which runs are earlier ones depends on the day that the data decide. */
    if (opt->history && (s = history_read(&out->history, opt->history, out->shop.source.as_of,
                                          opt->baseline, run, err))) {
        return s;
    }
    if ((s = privacy_check(&out->shop, opt->privacy, opt->min_group, run, err))) return s;
    out->segment_plan.currency = pipeline_currency(opt, &out->shop);
    terms = run_terms(opt, &out->shop, run);
    history_align(&out->history, &terms.definitions, run);
    progress_stage(progress, 0.3, 0.7);
    Arena scratch = arena_open(); /* the model has the rows standardised */
    Matrix raw = choose_rows(&rows, &out->shop, opt->cluster_prospects, run, &scratch);
    model_plan.k = choose_k(opt, &out->shop, &raw, run);
    if (out->history.last && run_has_centres(out->history.last))
        model_plan.warm_start = &out->history.last->centroids;
    s = model_fit(&out->model, &raw, &model_plan, run, err);
    arena_close(&scratch);
    if (s) return s;
    s = segments_describe(&out->segments, &out->shop, &out->model, rows, &out->segment_plan, run,
                          err);
    /* What an aggregate may show of goods is worked out from them once more (show). */
    if (opt->privacy != PRIVACY_AGGREGATE) shop_drop_baskets(&out->shop, run);
    if (s || !opt->history) return s;
    out->changes =
        changes_find(&out->history, &out->shop, &out->model, &out->segments, &terms, run);
    return OK;
}

/* Data that end early and bring nothing that an earlier or later run had not seen are no new week:
 * another run of them would be compared with as if nobody had bought since. */
static bool is_new_to_history(const Analysis *a)
{
    const Shop *shop = &a->shop;
    const Run *last = a->history.last;

    if (!shop->ends_early) return true;
    return !(last && last->as_of >= shop->last_day) && a->history.later == NO_RUN;
}

static Status remember(const Analysis *a, const Options *opt, Err *err)
{
    char day[NUMBER_TEXT];

    if (is_new_to_history(a))
        return history_write(opt->history, &a->changes.record, opt->keep_weeks, err);
    fprintf(stderr,
            "clientele: note: %s does not remember this run: the data end on %s, and it has a run "
            "that had seen all of them\n",
            opt->history, day_iso(day, a->shop.last_day));
    return OK;
}

/* --- the runs --------------------------------------------------------------------------------- */

/* The seven days up to the as-of date, or as many as lie between the two runs that the report
 * compares: of less than a week nothing can be told from its own past. */
static int days_of_week(const Changes *changes)
{
    return changes->base && changes->days > WEEK_DAYS ? changes->days : WEEK_DAYS;
}

/* What a report is about beside the segments, and what may be shown of all. */
static Status show(Analysis *a, const Options *opt, Arena *run, Err *err)
{
    const PrivacyPlan plan = { opt->privacy, &a->segment_plan };
    const Computed all = { &a->shop, &a->model, &a->segments, &a->week, &a->growth };

    a->week = week_find(&a->shop, days_of_week(&a->changes), run);
    a->growth = growth_find(&a->shop, &a->segments, min_group(opt), run);
    Status s = privacy_show(&a->shown, &all, &plan, run, err);
    shop_drop_baskets(&a->shop, run);
    return s;
}

/* From the shop to the document about it. */
static Status draft(Report *out, Analysis *a, const Options *opt, Progress *progress, Arena *run,
                    Err *err)
{
    ModelPlan model_plan = { .seed = opt->seed,
                             .threads = opt->threads,
                             .silhouette = opt->silhouette,
                             .bootstraps = 25,
                             .progress = progress_step,
                             .progress_context = progress };
    ReportPlan plan;
    Status s;

    if ((s = analyse(a, opt, model_plan, progress, run, err))) return s;
    if ((s = show(a, opt, run, err))) return s;
    fonts_check(&a->shown.shop->findings, &a->shown.shop->customers, &a->shop.products, run);
    plan = report_plan(opt, &a->shop, run);
    plan.changes = opt->history ? &a->changes : NULL;
    plan.means = a->shown.means;
    plan.week = a->shown.week;
    plan.growth = a->shown.growth;
    return report_build(out, a->shown.shop, a->shown.model, a->shown.segments, &plan, run, err);
}

Status pipeline_document(Report *out, const Options *opt, Arena *run, Err *err)
{
    Progress silent = progress_open(true);

    return draft(out, ARENA_NEW(run, Analysis), opt, &silent, run, err);
}

static Status make_report(const Options *opt, Progress *progress, Arena *run, Err *err)
{
    Analysis a;
    Report report;
    Pixels logo = { 0 };
    Status s;

    if ((s = publish_check_folder(opt->out, err))) return s;
    if (opt->history && (s = check_history_place(opt, run, err))) return s;
    if (opt->fallback_font && (s = use_fallback(opt->fallback_font, run, err))) return s;
    if (opt->logo && (s = book_read_logo(&logo, opt->logo, run, err))) return s;
    if ((s = draft(&report, &a, opt, progress, run, err))) return s;
    progress_stage(progress, 0.7, 1);
    if ((s = publish(&report, opt, &logo, progress, run, err))) return s;
    if (opt->history) s = remember(&a, opt, err);
    progress_close(progress);
    if (s) return s;
    if (opt->verbose) print_model(a.shown.shop, a.shown.model, a.shown.segments);
    print_findings(&a.shown.shop->findings);
    return OK;
}

Status pipeline_run(const Options *opt, Progress *progress, Arena *run, Err *err)
{
    int before = mode_begin(opt, opt->privacy != PRIVACY_AGGREGATE);
    Status s = make_report(opt, progress, run, err);

    mode_end(before);
    return s;
}

static Status replay_week(const Options *opt, Arena *arena, Err *err)
{
    ModelPlan model_plan = { .seed = opt->seed, .threads = opt->threads };
    Progress silent = progress_open(true);
    char day[NUMBER_TEXT];
    Analysis a;
    Status s;

    if ((s = analyse(&a, opt, model_plan, &silent, arena, err))) {
        return s == ERR_TRY_AGAIN ? s : err_context(err, "week of %s", day_iso(day, opt->as_of));
    }
    if ((s = history_write(opt->history, &a.changes.record, opt->keep_weeks, err))) return s;
    if (opt->verbose) {
        fprintf(stderr, "clientele: %s\n",
                PHRASE(arena,
                       "{day}: {n|# customer|# customers} in {segments|# segment|# segments}",
                       phrase_text("day", day_iso(day, opt->as_of)),
                       phrase_count("n", (double)a.shop.customers.count, arena),
                       phrase_count("segments", (double)a.segments.count, arena)));
    }
    return OK;
}

/* The weeks to replay, up to the last one's day: those that had sales already. */
static Status count_weeks(int *weeks, Day *last, const Options *opt, Err *err)
{
    Arena arena = arena_open();
    Progress silent = progress_open(true);
    Shop shop;
    Status s = shop_read(&shop, opt, &silent, &arena, err);

    if (!s) {
        *last = shop.source.as_of;
        *weeks = (*last - shop.first_day) / 7 + 1;
    }
    arena_close(&arena);
    return s;
}

static Status replay(const Options *opt, Progress *progress, Err *err)
{
    int weeks;
    Day last;
    Status s;

    if ((s = count_weeks(&weeks, &last, opt, err))) return s;
    if (weeks < opt->weeks) {
        fprintf(stderr, "clientele: warning: sales begin %d weeks before: replaying those\n",
                weeks);
    } else {
        weeks = opt->weeks;
    }
    for (int week = weeks - 1; !s && week >= 0; week--) {
        Arena arena = arena_open();
        Options then = *opt;
        then.as_of = last - 7 * week;
        then.as_of_word = AS_OF_DATE;
        progress_step(progress, "Replaying", 1 - (double)(week + 1) / weeks);
        s = replay_week(&then, &arena, err);
        arena_close(&arena);
    }
    return s;
}

Status pipeline_replay(const Options *opt, Progress *progress, Err *err)
{
    int before = mode_begin(opt, true);
    Status s = replay(opt, progress, err);

    mode_end(before);
    return s;
}
