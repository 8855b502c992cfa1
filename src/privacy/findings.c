/* What was found in the data, without figures of a few rows, examples and amounts. */
#include <string.h>

#include "privacy/show.h"
#include "text/phrase.h"

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

static const char *what_of(const Whole *whole, const Finding *finding, double count)
{
    if (is_small(whole, finding->count)) {
        return PHRASE(whole->arena, "fewer than {least} {rows}",
                      phrase_count("least", (double)whole->group, whole->arena),
                      phrase_text("rows", finding->subject));
    }
    return PHRASE(whole->arena, "about {count} {rows}", phrase_count("count", count, whole->arena),
                  phrase_text("rows", finding->subject));
}

/* Each field of a finding is decided here. */
static Finding show_finding(const Whole *whole, const Finding *f, double lines_step)
{
    bool customers = !strcmp(f->table, "customers"), plain = is_plain(f);
    double step = customers ? whole->count_step : lines_step;
    double count = plain                       ? (double)f->count
                   : is_small(whole, f->count) ? 0
                                               : round_to((double)f->count, whole->count_step);

    return (Finding){ .kind = f->kind,
                      .code = f->code,
                      .table = f->table,
                      .column = f->column,
                      .count = (int64_t)count,
                      .of = (int64_t)(plain ? (double)f->of : round_to((double)f->of, step)),
                      .subject = f->subject,
                      .what = plain ? f->what : what_of(whole, f, count),
                      .action = f->action,
                      .advice = f->advice,
                      .example = NULL,
                      .left_out = false, /* the ledger is not told */
                      .revenue = 0,
                      .returns = 0 };
}

Findings show_findings(const Whole *whole, double lines_step)
{
    const Findings *findings = &whole->shop->findings;
    Findings shown = { 0 };

    for (size_t i = 0; i < findings->count; i++) {
        const Finding *f = &findings->items[i];
        bool few = !strcmp(f->table, "customers") && is_small(whole, f->count);
        if (few || (!f->subject && !is_plain(f))) continue; /* it may tell of single rows */
        VEC_PUSH(whole->arena, &shown, show_finding(whole, f, lines_step));
    }
    return shown;
}
