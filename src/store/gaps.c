#include "store/gaps.h"

#include <math.h>

/* With fewer waits than this nothing is usual. */
#define FEW_WAITS 10
/* How often the longest wait may be by chance. */
#define CHANCE 0.05

typedef struct Gaps {
    int64_t runs, days; /* too long ones, and their days without a sale */
    Day from, to;       /* the longest: its first and last day without a sale */
    double limit;       /* in days from sale to sale */
} Gaps;

/* One bit a day, from the first to the last with a sale. */
static uint8_t *mark_days(const Ledger *ledger, Arena *arena)
{
    size_t days = (size_t)(ledger->last_day - ledger->first_day) + 1;
    uint8_t *sold = ARENA_ARRAY(arena, uint8_t, days / 8 + 1);
    const Sale *sales = ledger_rows(ledger);

    for (size_t i = 0; i < ledger->count; i++) {
        size_t day = (size_t)(sales[i].day - ledger->first_day);
        sold[day / 8] |= (uint8_t)(1u << day % 8);
    }
    return sold;
}

static bool is_sold(const uint8_t *sold, Day day)
{
    return sold[day / 8] >> day % 8 & 1;
}

static int64_t count_waits(const Ledger *ledger, const uint8_t *sold)
{
    int64_t waits = 0;

    for (Day day = 1; day <= ledger->last_day - ledger->first_day; day++)
        waits += is_sold(sold, day);
    return waits;
}

static Gaps find_gaps(const Ledger *ledger, const uint8_t *sold, double limit)
{
    Gaps gaps = { .limit = limit };
    Day last = 0;

    for (Day day = 1; day <= ledger->last_day - ledger->first_day; day++) {
        if (!is_sold(sold, day)) continue;
        if (day - last > limit) {
            gaps.runs++;
            gaps.days += day - last - 1;
            if (day - last - 2 > gaps.to - gaps.from || gaps.runs == 1) {
                gaps.from = ledger->first_day + last + 1;
                gaps.to = ledger->first_day + day - 1;
            }
        }
        last = day;
    }
    return gaps;
}

static void report_runs(const Gaps *gaps, const Ledger *ledger, const Reader *reader)
{
    char from[NUMBER_TEXT], to[NUMBER_TEXT];
    Arena *arena = reader->arena;
    Finding finding = {
        .kind = FINDING_WARNING,
        .code = "days-without-sales",
        .table = "transactions",
        .column = "transaction_date",
        .count = gaps->days,
        .of = ledger->last_day - ledger->first_day + 1,
        .what = arena_format(arena,
                             "%lld days without any sale, in %lld stretch%s of over %.0f days, "
                             "longer than chance explains",
                             (long long)gaps->days, (long long)gaps->runs,
                             gaps->runs == 1 ? "" : "es", floor(gaps->limit) - 1),
        .action = "nothing: every date counts as it stands",
        .advice = "Was the shop closed? Else the export has a hole.",
        .example = arena_format(arena, "%s to %s (%d days)", day_iso(from, gaps->from),
                                day_iso(to, gaps->to), (int)(gaps->to - gaps->from) + 1),
    };

    VEC_PUSH(arena, reader->findings, finding);
}

static void report_end(const Ledger *ledger, const Reader *reader)
{
    char last[NUMBER_TEXT], days[NUMBER_TEXT], as_of[NUMBER_TEXT];
    Arena *arena = reader->arena;
    Day silent = reader->source->as_of - ledger->last_day;
    Finding finding = {
        .kind = FINDING_WARNING,
        .code = "data-ends-early",
        .table = "transactions",
        .column = "transaction_date",
        .what =
            arena_format(arena, "the last transaction is %s days before the as-of date %s",
                         number_grouped(days, silent, 0), day_iso(as_of, reader->source->as_of)),
        .action = "recency counts to the as-of date",
        .advice = "Export again, or report on the day that the data ends, with --as-of.",
        .example = arena_text(arena, day_iso(last, ledger->last_day)),
    };

    VEC_PUSH(arena, reader->findings, finding);
}

int64_t gaps_report(const Ledger *ledger, const Reader *reader)
{
    Arena scratch = arena_open();
    const uint8_t *sold = mark_days(ledger, &scratch);
    int64_t waits = count_waits(ledger, sold);

    if (waits >= FEW_WAITS) {
        double mean = (double)(ledger->last_day - ledger->first_day) / (double)waits;
        double limit = mean * log((double)waits / CHANCE);
        Gaps gaps = find_gaps(ledger, sold, limit);
        if (gaps.runs) report_runs(&gaps, ledger, reader);
        if (reader->source->as_of - ledger->last_day > limit) report_end(ledger, reader);
    }
    arena_close(&scratch);
    return waits + 1;
}
