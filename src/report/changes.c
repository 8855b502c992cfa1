/* What changed since an earlier run: figures, segments, movement. */
#include <math.h>
#include <string.h>

#include "report/draft.h"

enum { FEW_RUNS = 3, BIGGEST_FLOWS = 8, WIDE_MATRIX = 9 };

/* --- figures ---------------------------------------------------------------------------------- */

/* By what the counts are judged; totals are not. */
static const char *rule(Draft *d)
{
    const Variation *usual = &d->plan->changes->kpis[KPI_MOVED].usual;
    PhraseArg days = arg_days(d, "days", d->plan->changes->days);
    PhraseArg past = arg_count(d, "past", (double)usual->count);

    if (!variation_judges(usual)) {
        return SAY(
            d,
            "Totals are shown for context. How many came back, went quiet or changed segment is "
            "judged once the history has {least} such counts over {days}; it has {past}.",
            arg_count(d, "least", VARIATION_MIN), days, past);
    }
    return SAY(d,
               "Totals are shown for context. How many came back, went quiet or changed segment "
               "is held against the {past} counts over {days} before; the page Method says how.",
               past, days);
}

static void put_settings(Draft *d, Section *section)
{
    const Changes *changes = d->plan->changes;

    for (size_t i = 0; i < changes->setting_count; i++) {
        const SettingChange *change = &changes->settings[i];
        draft_note(d, section, NOTE_WARNING,
                   arena_format(d->arena,
                                "The setting %s was %s and is %s now: some of the changes come "
                                "from that.",
                                change->key, change->before, change->now));
    }
}

/* --- what is not compared --------------------------------------------------------------------- */

/* "A, B and C" */
static const char *with_name(Draft *d, const char *list, const char *name, size_t place,
                             size_t count)
{
    const char *between = place == 0 ? "" : place + 1 == count ? " and " : ", ";

    return arena_format(d->arena, "%s%s%s", list, between, name);
}

static const char *list_features(Draft *d, const Feature *features, size_t count)
{
    const char *list = "";

    for (size_t i = 0; i < count; i++)
        list = with_name(d, list, FEATURES[features[i]].title, i, count);
    return list;
}

static const char *list_kpis(Draft *d, const Unlike *unlike)
{
    const char *list = "";

    for (size_t i = 0; i < unlike->kpi_count; i++)
        list = with_name(d, list, KPI_INFO[unlike->kpis[i]].title, i, unlike->kpi_count);
    return list;
}

static const char *purchase_by(const char *rule)
{
    return !strcmp(rule, "order") ? "an order"
           : !strcmp(rule, "day") ? "all that a customer buys in a day"
           : !strcmp(rule, "row") ? "a row of the sales"
                                  : rule;
}

/* Why figures mean something else than they did. */
static const char *say_redefined(Draft *d, const Unlike *unlike)
{
    if (unlike->rule_now) {
        return arena_format(d->arena, "One purchase was %s then; now it is %s. ",
                            purchase_by(unlike->rule_before), purchase_by(unlike->rule_now));
    }
    return unlike->redefined_count ? "Some definitions have changed since. " : "";
}

static const char *say_dropped(Draft *d, const Unlike *unlike)
{
    const char *list = "";

    for (size_t i = 0; i < unlike->dropped_count; i++)
        list = with_name(d, list, unlike->dropped[i], i, unlike->dropped_count);
    if (!*list) return "";
    return arena_format(d->arena, "Its segments were also made by %s, which this one is not. ",
                        list);
}

static void put_unlike(Draft *d, Section *section)
{
    const Changes *changes = d->plan->changes;
    const Unlike *unlike = &changes->unlike;
    const char *redefined = list_features(d, unlike->redefined, unlike->redefined_count);
    const char *missing = list_features(d, unlike->missing, unlike->missing_count);
    const char *kpis = list_kpis(d, unlike), *what = "";

    if (!changes_are_partial(unlike)) return;
    if (*redefined) what = arena_format(d->arena, "Not compared: %s. ", redefined);
    if (*missing) what = arena_format(d->arena, "%sNot remembered: %s. ", what, missing);
    if (*kpis) what = arena_format(d->arena, "%sKey figures left out: %s. ", what, kpis);
    if (unlike->segments) {
        what = arena_format(d->arena,
                            "%sSegments were made from other figures then: what they gain or lose "
                            "is not judged. ",
                            what);
    }
    draft_note(d, section, NOTE_WARNING,
               arena_format(d->arena,
                            "The run of %s can be compared only in part. %s%s%sTo compare all of "
                            "it, replay the past weeks with clientele history.",
                            say_date(d, changes->base->as_of), say_redefined(d, unlike),
                            say_dropped(d, unlike), what));
}

/* --- figures, put together -------------------------------------------------------------------- */

static void put_figures(Draft *d, Page *page)
{
    const Changes *changes = d->plan->changes;
    Section *section = draft_section(
        d, page, "changes", "Key figures",
        arena_format(d->arena, "%s against %s. The history has %s %s before this one.",
                     say_date(d, changes->as_of), say_date(d, changes->base->as_of),
                     say_count(d, (double)changes->history->count),
                     changes->history->count == 1 ? "run" : "runs"));

    put_unlike(d, section);
    put_settings(d, section);
    draft_table(d, section,
                (TableBlock){ .table = table_kpis(d),
                              .caption = arena_format(d->arena, "Key figures and their change %s",
                                                      say_since(d)) });
    draft_text(d, section, rule(d));
    if (changes->year) {
        draft_text(d, section,
                   arena_format(d->arena, "The year before is the run of %s.",
                                say_date(d, changes->year->as_of)));
    }
}

/* --- segments --------------------------------------------------------------------------------- */

static void put_identity(Draft *d, Section *section)
{
    const Changes *changes = d->plan->changes;

    for (size_t i = 0; i < changes->segment_count; i++) {
        const SegmentChange *change = &changes->segments[i];
        if (change->fate != FATE_RENAMED) continue;
        const Segment *s = &d->segments->items[change->now];
        draft_note(d, section, NOTE_INFO,
                   arena_format(d->arena, "%s is %s now%s%s.", change->old_label, s->label,
                                s->renamed_why ? ": " : "", s->renamed_why ? s->renamed_why : ""));
    }
}

static void put_segments(Draft *d, Page *page)
{
    const char *lead =
        d->segments->carried_by_members
            ? "A segment goes on where more than half of its customers are those of an earlier "
              "one. Its name is of today's members."
            : "A segment goes on where its customers are like those of an earlier one. Its name is "
              "of today's members.";
    Section *section = draft_section(d, page, "segments", "Segments", lead);

    put_identity(d, section);
    draft_table(d, section,
                (TableBlock){ .table = table_segment_changes(d),
                              .caption = has_money(d) ? "Size and revenue of the segments"
                                                      : "Size of the segments" });
    if (d->plan->changes->history->count + 1 < FEW_RUNS) {
        draft_note(d, section, NOTE_INFO,
                   arena_format(d->arena, "Trend lines need at least %d runs.", FEW_RUNS));
        return;
    }
    draft_figure(d, section, figure_courses(d, false), "Customers by segment, run by run", true);
    if (has_money(d))
        draft_figure(d, section, figure_courses(d, true), "Revenue by segment, run by run", true);
}

/* --- movement --------------------------------------------------------------------------------- */

typedef struct GroupRow {
    Metric *items;
    size_t count;
} GroupRow;

static void add_group(Draft *d, GroupRow *row, const char *key, const char *label,
                      const Group *group, const char *note)
{
    if (group->unknown) return;
    row->items[row->count++] = (Metric){ .key = key,
                                         .label = label,
                                         .value = (double)group->customers,
                                         .text = say_count(d, (double)group->customers),
                                         .note = note };
}

/* Without the amount where that is not known. */
static const char *with_money(Draft *d, const char *before, double amount, const char *after)
{
    if (!isfinite(amount) || !has_money(d)) return NULL;
    return arena_format(d->arena, "%s%s%s", before, say_money(d, amount), after);
}

static void put_groups(Draft *d, Section *section)
{
    const Moves *moves = &d->plan->changes->moves;
    GroupRow row = { .items = ARENA_ARRAY(d->arena, Metric, 5) };

    add_group(d, &row, "joined", "New in the list", &moves->joined, "customers who were not there");
    add_group(d, &row, "first_buyers", "First purchases", &moves->first_buyers,
              with_money(d, "worth ", moves->first_buyers.since, ""));
    add_group(d, &row, "returned", "Returned", &moves->returned,
              with_money(d, "were quiet; bought for ", moves->returned.since, ""));
    add_group(d, &row, "went_quiet", "Went quiet", &moves->went_quiet,
              with_money(d, "quiet now; ", moves->went_quiet.spend, " of past spend"));
    if (moves->left.customers) {
        add_group(d, &row, "left", "Lost from the list", &moves->left,
                  "in the earlier data, not in today's");
    }
    VEC_PUSH(d->arena, &section->blocks,
             ((Block){ .kind = BLOCK_METRICS, .metrics = { row.items, row.count } }));
}

/* "none" reads better than "0" in a sentence. */
static const char *how_many(Draft *d, size_t count)
{
    return count ? say_count(d, (double)count) : "none";
}

static const char *split(Draft *d)
{
    const Moves *moves = &d->plan->changes->moves;

    if (moves->causes_unknown) {
        return arena_format(d->arena,
                            "%s of %s changed segment. Whether their behaviour or the borders did "
                            "it is not known: the earlier run's centres cannot be put to today's "
                            "figures.",
                            say_count(d, (double)moves->mover_count),
                            say_customers(d, (double)moves->known));
    }
    const char *offset =
        moves->offset == 0
            ? ""
            : arena_format(d->arena,
                           " %s more would have moved by the old borders, and did not because the "
                           "borders moved too.",
                           say_count(d, (double)moves->offset));

    return arena_format(
        d->arena,
        "%s of %s changed segment. With the earlier run's scaling and centres put to today's "
        "figures, %s of these move just so: behaviour did it (a purchase, or more days of "
        "silence). "
        "As for the others, the borders moved over %s who would have stayed, and %s moved by both "
        "together.%s",
        say_count(d, (double)moves->mover_count), say_customers(d, (double)moves->known),
        how_many(d, moves->by[MOVE_BEHAVIOUR]), how_many(d, moves->by[MOVE_REDEFINITION]),
        how_many(d, moves->by[MOVE_BOTH]), offset);
}

static void put_matrices(Draft *d, Section *section)
{
    const char *rest = "attachments/movement.csv";

    if (d->segments->count > WIDE_MATRIX) {
        draft_text(d, section,
                   arena_format(d->arena, "All flows are in %s: too many for a table here.", rest));
        return;
    }
    draft_table(d, section,
                (TableBlock){ .table = table_transitions(d, false),
                              .caption = "Customers from each segment then (rows) to each now" });
    if (!has_money(d)) return;
    draft_table(d, section,
                (TableBlock){ .table = table_transitions(d, true),
                              .caption = "Their spend to date, from then (rows) to now" });
}

static void put_movement(Draft *d, Page *page)
{
    const Moves *moves = &d->plan->changes->moves;
    Section *section = draft_section(d, page, "movement", "Movement", NULL);

    put_groups(d, section);
    draft_text(d, section, split(d));
    draft_figure(d, section, figure_movement(d), "From segment to segment", false);
    if (moves->mover_count) {
        draft_table(
            d, section,
            (TableBlock){ .table = table_biggest_flows(d, BIGGEST_FLOWS),
                          .caption = arena_format(
                              d->arena, "The biggest flows%s%s", has_money(d) ? " by spend" : "",
                              moves->causes_unknown ? "" : ", and what moved the customers") });
    }
    put_matrices(d, section);
}

void write_changes(Draft *d)
{
    Page *page = draft_page(d, PAGE_CHANGES, "changes", "What changed", "What changed", -1);

    if (!draft_base(d)) {
        Section *section = draft_section(d, page, "changes", "The first run", NULL);
        draft_note(d, section, NOTE_INFO,
                   "The history holds no earlier run: this one is remembered, and comparisons "
                   "begin with the next. To compare with past weeks now, fill the history with "
                   "clientele history.");
        attach_changes(d);
        return;
    }
    put_figures(d, page);
    put_segments(d, page);
    put_movement(d, page);
    attach_changes(d);
}
