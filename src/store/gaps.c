#include "store/gaps.h"

#include <math.h>

/* With fewer waits than this nothing is usual. */
#define FEW_WAITS 10
/* How often the longest wait may be by chance. */
#define CHANCE 0.05

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

static void find_holes(Ledger *ledger, const uint8_t *sold, double limit, Arena *arena)
{
    Day last = 0;

    for (Day day = 1; day <= ledger->last_day - ledger->first_day; day++) {
        if (!is_sold(sold, day)) continue;
        if (day - last > limit) {
            VEC_PUSH(arena, &ledger->holes,
                     ((DayRange){ ledger->first_day + last + 1, ledger->first_day + day - 1 }));
        }
        last = day;
    }
}

static int64_t days_of(DayRange range)
{
    return (int64_t)range.to - range.from + 1;
}

static void report_holes(const Ledger *ledger, double limit, const Reader *reader)
{
    char from[NUMBER_TEXT], to[NUMBER_TEXT];
    Arena *arena = reader->arena;
    DayRange longest = ledger->holes.items[0];
    long long days = 0;

    for (size_t i = 0; i < ledger->holes.count; i++) {
        DayRange hole = ledger->holes.items[i];
        days += days_of(hole);
        if (days_of(hole) > days_of(longest)) longest = hole;
    }
    Finding finding = {
        .kind = FINDING_WARNING,
        .code = "days-without-sales",
        .table = "transactions",
        .column = "transaction_date",
        .count = days,
        .of = ledger->last_day - ledger->first_day + 1,
        .what = PHRASE(arena,
                       "{days|# day|# days} without any sale, in {holes|# stretch|# stretches} of "
                       "more than {limit|# day|# days}, longer than chance explains",
                       phrase_count("days", (double)days, arena),
                       phrase_count("holes", (double)ledger->holes.count, arena),
                       phrase_count("limit", floor(limit) - 1, arena)),
        .action = "every date counts as it stands; months with such a stretch are not compared",
        .advice = "Was the shop closed? If not, the export has a gap.",
        .example = PHRASE(arena, "{from} to {to} ({days|# day|# days})",
                          phrase_text("from", day_iso(from, longest.from)),
                          phrase_text("to", day_iso(to, longest.to)),
                          phrase_count("days", (double)days_of(longest), arena)),
    };
    VEC_PUSH(arena, reader->findings, finding);
}

static Finding end_finding(const Ledger *ledger, Arena *arena)
{
    char last[NUMBER_TEXT];

    return (Finding){
        .kind = FINDING_WARNING,
        .code = "data-ends-early",
        .table = "transactions",
        .column = "transaction_date",
        .example = arena_text(arena, day_iso(last, ledger->last_day)),
    };
}

static PhraseArg days_arg(const Ledger *ledger, Day until, Arena *arena)
{
    return phrase_count("days", (double)until - ledger->last_day, arena);
}

static void report_end(Ledger *ledger, const Reader *reader)
{
    char as_of[NUMBER_TEXT];
    Arena *arena = reader->arena;
    DayRange silence = { ledger->last_day + 1, reader->source->as_of };
    Finding finding = end_finding(ledger, arena);

    finding.what = PHRASE(
        arena, "the last transaction is {days|# day|# days} before the as-of date, {as_of}",
        days_arg(ledger, silence.to, arena), phrase_text("as_of", day_iso(as_of, silence.to)));
    finding.action = "recency counts to the as-of date";
    finding.advice = "Export again, or use --as-of to report on the day that the data ends.";
    VEC_PUSH(arena, &ledger->holes, silence);
    VEC_PUSH(arena, reader->findings, finding);
}

void gaps_report_moved(const Ledger *ledger, Day meant, const Reader *reader)
{
    char day[NUMBER_TEXT];
    Arena *arena = reader->arena;
    Finding finding = end_finding(ledger, arena);

    day_iso(day, meant);
    finding.what = PHRASE(arena, "the last transaction is {days|# day|# days} before {day}",
                          days_arg(ledger, meant, arena), phrase_text("day", day));
    finding.action = "reported as of that last day";
    finding.advice = PHRASE(arena, "Export again; --as-of {day} reports on that day all the same.",
                            phrase_text("day", day));
    VEC_PUSH(arena, reader->findings, finding);
}

void gaps_find(Ledger *ledger, const Reader *reader)
{
    Arena scratch = arena_open();
    const uint8_t *sold = mark_days(ledger, &scratch);
    int64_t waits = count_waits(ledger, sold);

    ledger->sale_days = waits + 1;
    if (waits >= FEW_WAITS) {
        double mean = (double)(ledger->last_day - ledger->first_day) / (double)waits;
        double limit = mean * log((double)waits / CHANCE);
        find_holes(ledger, sold, limit, reader->arena);
        if (ledger->holes.count) report_holes(ledger, limit, reader);
        ledger->ends_early = reader->source->as_of - ledger->last_day > limit;
        if (ledger->ends_early && !reader->source->as_of_moves) report_end(ledger, reader);
    }
    arena_close(&scratch);
}
