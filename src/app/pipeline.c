#include "app/pipeline.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/import.h"
#include "app/interrupt.h"
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
static Matrix choose_rows(uint32_t **rows, const Shop *shop, bool with_prospects, Arena *arena)
{
    const Customers *customers = &shop->customers;
    size_t count = 0;

    with_prospects |= !anybody_bought(customers);
    *rows = ARENA_ARRAY(arena, uint32_t, customers->count);
    for (size_t i = 0; i < customers->count; i++) {
        if (with_prospects || customers->bought[i]) (*rows)[count++] = (uint32_t)i;
    }
    Matrix raw = matrix_new(count, CLUSTERED_COUNT, arena);
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
        .what =
            distinct < raw->rows
                ? arena_format(arena, "only %zu of %zu customers who bought differ from each other",
                               distinct, raw->rows)
                : arena_format(arena, "only %zu customer%s bought", distinct,
                               distinct == 1 ? "" : "s"),
        .action = arena_format(arena, "%zu cluster%s instead of %zu", distinct,
                               distinct == 1 ? "" : "s", opt->k),
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
                f->example ? " (for example " : "", f->example ? f->example : "",
                f->example ? ")" : "");
    }
}

/* --verbose: what the run came to, in figures. */
static void print_model(const Shop *shop, const Model *model, const Segments *segments)
{
    fprintf(stderr,
            "clientele: %zu customers, %zu of them clustered; %" PRId64 " transactions, %.2f in "
            "revenue; %" PRId64 " interactions\n",
            shop->customers.count, segments->buyers, shop->transactions, shop->revenue,
            shop->interactions);
    fprintf(stderr, "clientele: k = %zu: inertia %.4f, silhouette %.4f, %zu rounds; the rule: %s\n",
            model->clustering.k, model->clustering.inertia, model->silhouette,
            model->clustering.rounds, model->k_reason ? model->k_reason : "none");
    for (size_t i = 0; i < segments->count; i++) {
        const Segment *s = &segments->items[i];
        fprintf(stderr, "clientele: %s: %zu customers, %.2f in revenue: %s\n", s->label, s->count,
                s->revenue, s->reason);
    }
}

static ReportPlan report_plan(const Options *opt, Arena *arena)
{
    ReportPlan plan = {
        .title = opt->title,
        .business = opt->business ? opt->business : path_stem(arena, opt->input),
        .currency = opt->currency,
        .generator = GENERATOR,
        .seed = opt->seed,
        .k_auto = opt->k == 0,
        .scheme = opt->scheme,
    };

    memcpy(plan.least, opt->least, sizeof plan.least);
    return plan;
}

static int64_t source_date_epoch(void)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds;

    return text && integer_read(text, &seconds) && seconds > 0 ? seconds : 0;
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
        .templates = opt->templates,
        .html = opt->html,
        .pdf = opt->pdf,
        .csv = opt->csv,
        .json = opt->json,
        .png = opt->png,
        .xlsx = opt->xlsx,
        .paper = opt->paper,
        .pdf_summary = opt->pdf_summary,
        .attach_csv = opt->attach_csv,
        .logo = *logo,
        .justified = opt->justified,
        .threads = opt->threads,
        .explore_rows = opt->explore_rows,
        .compress_above = opt->compress_above,
        .dpi = opt->dpi,
        .epoch = source_date_epoch(),
        .progress = progress_step,
        .progress_context = progress,
    };

    plan.building = publish_building_folder(opt->out, run);
    interrupt_remove(plan.building);
    Status s = publish_all(report, &plan, run, err);
    interrupt_remove(NULL);
    return s;
}

Status pipeline_run(const Options *opt, Progress *progress, Arena *run, Err *err)
{
    ModelPlan model_plan = { .seed = opt->seed,
                             .threads = opt->threads,
                             .silhouette = opt->silhouette,
                             .bootstraps = 25,
                             .progress = progress_step,
                             .progress_context = progress };
    SegmentPlan segment_plan = { opt->scheme, opt->templates, opt->currency };
    ReportPlan plan = report_plan(opt, run);
    Shop shop;
    Model model;
    Segments segments;
    Report report;
    Pixels logo = { 0 };
    uint32_t *rows;
    Status s;

    if ((s = publish_check_folder(opt->out, err))) return s;
    if (opt->fallback_font && (s = use_fallback(opt->fallback_font, run, err))) return s;
    if (opt->logo && (s = publish_read_logo(&logo, opt->logo, run, err))) return s;
    progress_stage(progress, 0, 0.3);
    if ((s = shop_read(&shop, opt, progress, run, err))) return s;
    fonts_check(&shop.findings, &shop, run);
    Matrix raw = choose_rows(&rows, &shop, opt->cluster_prospects, run);
    model_plan.k = choose_k(opt, &shop, &raw, run);
    progress_stage(progress, 0.3, 0.7);
    if ((s = model_fit(&model, &raw, &model_plan, run, err))) return s;
    if ((s = segments_describe(&segments, &shop, &model, rows, &segment_plan, run, err))) return s;
    if ((s = report_build(&report, &shop, &model, &segments, &plan, run, err))) return s;
    progress_stage(progress, 0.7, 1);
    if ((s = publish(&report, opt, &logo, progress, run, err))) return s;
    progress_close(progress);
    if (opt->verbose) print_model(&shop, &model, &segments);
    print_findings(&shop.findings);
    return OK;
}
