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
               "Totals are shown for context. How many came back, went quiet or changed segment is "
               "compared with the {past} earlier counts over {days}; Method says how.",
               past, days);
}

static void put_settings(Draft *d, Section *section)
{
    const Changes *changes = d->plan->changes;

    for (size_t i = 0; i < changes->setting_count; i++) {
        const SettingChange *change = &changes->settings[i];
        draft_note(d, section, NOTE_WARNING,
                   SAY(d,
                       "The setting {key} was {before} and is now {now}: some of the changes come "
                       "from that.",
                       arg_text("key", change->key), arg_text("before", change->before),
                       arg_text("now", change->now)));
    }
}

/* --- what is not compared --------------------------------------------------------------------- */

/* "A, B and C" */
static const char *with_name(Draft *d, const char *list, const char *name, size_t place,
                             size_t count)
{
    return place + 1 == count ? phrase_and(list, name, d->arena)
                              : phrase_list(list, name, d->arena);
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
        return SAY(d, "One purchase was {before} then; now it is {now}.",
                   arg_text("before", purchase_by(unlike->rule_before)),
                   arg_text("now", purchase_by(unlike->rule_now)));
    }
    return unlike->redefined_count ? "Some definitions have changed since." : NULL;
}

static const char *say_dropped(Draft *d, const Unlike *unlike)
{
    const char *list = "";

    for (size_t i = 0; i < unlike->dropped_count; i++)
        list = with_name(d, list, unlike->dropped[i], i, unlike->dropped_count);
    if (!*list) return NULL;
    return SAY(d, "Its segments were also based on {names}; these are not.",
               arg_text("names", list));
}

/* Adds the sentence, where there is one. */
static const char *also(Draft *d, const char *text, const char *sentence)
{
    return sentence ? phrase_join(text, sentence, d->arena) : text;
}

static void put_unlike(Draft *d, Section *section)
{
    const Changes *changes = d->plan->changes;
    const Unlike *unlike = &changes->unlike;
    const char *redefined = list_features(d, unlike->redefined, unlike->redefined_count);
    const char *missing = list_features(d, unlike->missing, unlike->missing_count);
    const char *kpis = list_kpis(d, unlike);

    if (!changes_are_partial(unlike)) return;
    const char *text = SAY(d, "The run of {date} can be compared only in part.",
                           arg_date(d, "date", changes->base->as_of));
    text = also(d, text, say_redefined(d, unlike));
    text = also(d, text, say_dropped(d, unlike));
    if (*redefined)
        text = also(d, text, SAY(d, "Not compared: {names}.", arg_text("names", redefined)));
    if (*missing)
        text = also(d, text, SAY(d, "Not remembered: {names}.", arg_text("names", missing)));
    if (*kpis)
        text = also(d, text, SAY(d, "Key figures left out: {names}.", arg_text("names", kpis)));
    if (unlike->segments) {
        text = also(d, text,
                    "Segments were made from other figures then: what they gain or lose is not "
                    "judged.");
    }
    text = also(d, text, "To compare all of it, replay the past weeks with clientele history.");
    draft_note(d, section, NOTE_WARNING, text);
}

/* --- figures, put together -------------------------------------------------------------------- */

static void put_figures(Draft *d, Page *page)
{
    const Changes *changes = d->plan->changes;
    Section *section = draft_section(
        d, page, "changes", "Key figures",
        SAY(d, "{now} compared with {then}. The history holds {runs|# earlier run|# earlier runs}.",
            arg_date(d, "now", changes->as_of), arg_date(d, "then", changes->base->as_of),
            arg_count(d, "runs", (double)changes->history->count)));

    put_unlike(d, section);
    put_settings(d, section);
    draft_table(
        d, section,
        (TableBlock){ .table = table_kpis(d),
                      .caption = SAY(d,
                                     is_since_day(d) ? "Key figures and their change since {date}"
                                                     : "Key figures and their change in {days}",
                                     arg_date(d, "date", changes->base->as_of),
                                     arg_days(d, "days", changes->days)) });
    draft_text(d, section, rule(d));
    if (changes->year) {
        draft_text(d, section,
                   SAY(d, "“A year earlier” is the run of {date}.",
                       arg_date(d, "date", changes->year->as_of)));
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
                   also(d,
                        SAY(d, "{before} is now called {name}.",
                            arg_text("before", change->old_label), arg_text("name", s->label)),
                        s->renamed_why));
    }
}

static void put_segments(Draft *d, Page *page)
{
    const char *lead = d->segments->carried_by_members
                           ? "A segment is treated as the continuation of an earlier one if more "
                             "than half of its customers come from it. Names describe today's "
                             "members."
                           : "A segment is treated as the continuation of an earlier one if its "
                             "customers are similar. Names describe today's members.";
    Section *section = draft_section(d, page, "segments", "Segments", lead);

    put_identity(d, section);
    draft_table(d, section,
                (TableBlock){ .table = table_segment_changes(d),
                              .caption = has_money(d) ? "Size and revenue of the segments"
                                                      : "Size of the segments" });
    if (d->plan->changes->history->count + 1 < FEW_RUNS) {
        draft_note(
            d, section, NOTE_INFO,
            SAY(d, "Trend lines need at least {least} runs.", arg_count(d, "least", FEW_RUNS)));
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

/* pattern: of {money}; NULL where the amount is not known. */
static const char *with_money(Draft *d, const char *pattern, double amount)
{
    return isfinite(amount) && has_money(d) ? SAY(d, pattern, arg_money(d, "money", amount)) : NULL;
}

static void put_groups(Draft *d, Section *section)
{
    const Moves *moves = &d->plan->changes->moves;
    GroupRow row = { .items = ARENA_ARRAY(d->arena, Metric, 5) };

    add_group(d, &row, "joined", "New in the list", &moves->joined,
              "customers who were not in it before");
    add_group(d, &row, "first_buyers", "First purchases", &moves->first_buyers,
              with_money(d, "worth {money}", moves->first_buyers.since));
    add_group(d, &row, "returned", "Returned", &moves->returned,
              with_money(d, "were quiet; bought for {money}", moves->returned.since));
    add_group(d, &row, "went_quiet", "Went quiet", &moves->went_quiet,
              with_money(d, "quiet now; {money} of past spend", moves->went_quiet.spend));
    if (moves->left.customers) {
        add_group(d, &row, "left", "Lost from the list", &moves->left,
                  "in the earlier data, but not in today's");
    }
    VEC_PUSH(d->arena, &section->blocks,
             ((Block){ .kind = BLOCK_METRICS, .metrics = { row.items, row.count } }));
}

/* "none" reads better than "0" in a sentence. */
static PhraseArg how_many(Draft *d, const char *name, size_t count)
{
    return arg_text(name, count ? say_count(d, (double)count) : WORDS("none"));
}

static const char *split(Draft *d)
{
    const Moves *moves = &d->plan->changes->moves;
    const PhraseArg moved = arg_count(d, "moved", (double)moves->mover_count);
    const PhraseArg known = arg_count(d, "known", (double)moves->known);

    if (moves->causes_unknown) {
        return SAY(d,
                   "{moved} of {known|# customer|# customers} changed segment. Whether that was "
                   "their behaviour or the borders is not known: the earlier run's centres cannot "
                   "be applied to today's figures.",
                   moved, known);
    }
    const char *text = SAY(
        d,
        "{moved} of {known|# customer|# customers} changed segment: {behaviour} because of what "
        "they did (a purchase, or more days of silence), {borders} because the borders between "
        "the segments shifted, {both} because of both.",
        moved, known, how_many(d, "behaviour", moves->by[MOVE_BEHAVIOUR]),
        how_many(d, "borders", moves->by[MOVE_REDEFINITION]),
        how_many(d, "both", moves->by[MOVE_BOTH]));

    if (!moves->offset) return text;
    return also(d, text,
                SAY(d,
                    "{n|One further customer|# further customers} would have changed segment if "
                    "the borders had stayed.",
                    arg_count(d, "n", (double)moves->offset)));
}

static void put_matrices(Draft *d, Section *section)
{
    const char *rest = "attachments/movement.csv";

    if (d->segments->count > WIDE_MATRIX) {
        draft_text(d, section,
                   SAY(d, "All flows are in {file}: there are too many for a table here.",
                       arg_text("file", rest)));
        return;
    }
    draft_table(d, section,
                (TableBlock){ .table = table_transitions(d, false),
                              .caption = "Customers by segment: then (rows) and now (columns)" });
    if (!has_money(d)) return;
    draft_table(d, section,
                (TableBlock){ .table = table_transitions(d, true),
                              .caption = "Their spend to date: then (rows) and now (columns)" });
}

static const char *flows_caption(bool money, bool causes_unknown)
{
    if (causes_unknown) return money ? "The biggest flows by spend" : "The biggest flows";
    return money ? "The biggest flows by spend, and what moved the customers"
                 : "The biggest flows, and what moved the customers";
}

static void put_movement(Draft *d, Page *page)
{
    const Moves *moves = &d->plan->changes->moves;
    Section *section = draft_section(d, page, "movement", "Movement", NULL);

    put_groups(d, section);
    draft_text(d, section, split(d));
    draft_figure(d, section, figure_movement(d), "From segment to segment", false);
    if (moves->mover_count) {
        draft_table(d, section,
                    (TableBlock){ .table = table_biggest_flows(d, BIGGEST_FLOWS),
                                  .caption = flows_caption(has_money(d), moves->causes_unknown) });
    }
    put_matrices(d, section);
}

void write_changes(Draft *d)
{
    Page *page = draft_page(d, PAGE_CHANGES, "changes", "What changed", "What changed", -1);

    if (!draft_base(d)) {
        Section *section = draft_section(d, page, "changes", "The first run", NULL);
        draft_note(
            d, section, NOTE_INFO,
            "The history has no earlier run: this one is remembered, and comparisons begin with "
            "the next. To compare with past weeks now, fill the history with clientele history.");
        attach_changes(d);
        return;
    }
    put_figures(d, page);
    put_segments(d, page);
    put_movement(d, page);
    attach_changes(d);
}
