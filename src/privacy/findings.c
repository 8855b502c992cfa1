/* What was found in the data, without figures of a few rows, examples and amounts. */
#include <string.h>

#include "privacy/show.h"

/* Findings whose text tells of tables and days, and of no customer; and what has no column. */
static bool is_plain(const Finding *finding)
{
    static const char *const codes[] = { "no-products", "no-interactions",
                                         "customers-from-transactions", "days-without-sales",
                                         "data-ends-early" };

    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        if (!strcmp(finding->code, codes[i])) return true;
    }
    return finding->kind == FINDING_ABSENT && !strncmp(finding->code, "no-", 3) && !finding->count;
}

static bool is_small(const Whole *whole, int64_t count)
{
    return count > 0 && count < (int64_t)whole->group;
}

/* A text without a subject may tell of single rows: that there is something is all that is said. */
static const char *what_of(const Whole *whole, const Finding *finding, double count)
{
    if (!finding->subject) {
        return PHRASE(whole->arena,
                      "something in {table} that only a report with customers can show",
                      phrase_text("table", finding->table));
    }
    if (is_small(whole, finding->count)) {
        return PHRASE(whole->arena, "fewer than {least} {rows}",
                      phrase_count("least", (double)whole->group, whole->arena),
                      phrase_text("rows", finding->subject));
    }
    return PHRASE(whole->arena, "about {count} {rows}", phrase_count("count", count, whole->arena),
                  phrase_text("rows", finding->subject));
}

/* How many are told, of how many; 0 of 0: withheld. */
typedef struct Told {
    double count, of;
} Told;

static Told told_of(const Whole *whole, const Finding *f, double lines_step)
{
    double step = strcmp(f->table, "customers") ? lines_step : whole->count_step;

    if (is_plain(f)) return (Told){ (double)f->count, (double)f->of };
    if (!f->subject || is_small(whole, f->count)) return (Told){ 0, 0 };
    return (Told){ round_to((double)f->count, whole->count_step), round_to((double)f->of, step) };
}

/* Each field of a finding is decided here. */
static Finding show_finding(const Whole *whole, const Finding *f, double lines_step)
{
    bool plain = is_plain(f), known = plain || f->subject;
    Told told = told_of(whole, f, lines_step);

    return (Finding){ .kind = f->kind,
                      .code = f->code,
                      .table = f->table,
                      .column = f->column,
                      .count = (int64_t)told.count,
                      .of = (int64_t)told.of,
                      .subject = f->subject,
                      .what = plain ? f->what : what_of(whole, f, told.count),
                      .action = known ? f->action : "clientele check has the details",
                      .advice = known ? f->advice : NULL,
                      .example = NULL,
                      .brief = NULL, /* behind a number of rows */
                      .orders = 0,
                      .left_out = false, /* the ledger is not told */
                      .revenue = 0,
                      .returns = 0 };
}

Findings show_findings(const Whole *whole, double lines_step)
{
    const Findings *findings = &whole->shop->findings;
    Findings shown = { 0 };

    for (size_t i = 0; i < findings->count; i++)
        VEC_PUSH(whole->arena, &shown, show_finding(whole, &findings->items[i], lines_step));
    return shown;
}
