/* What changed since an earlier run: figures, segments, movement, drift. */
#include "report/draft.h"

enum { FEW_RUNS = 3, BIGGEST_FLOWS = 8, WIDE_MATRIX = 9 };

/* --- figures ---------------------------------------------------------------------------------- */

static const char *rule(Draft *d)
{
    const Variation *usual = &d->plan->changes->kpis[KPI_REVENUE].usual;
    const char *days = say_days(d, d->plan->changes->days);

    if (!variation_judges(usual)) {
        return arena_format(d->arena,
                            "A change is judged by the changes over %s before it. At least %d of "
                            "them are needed; the history has %zu.",
                            days, VARIATION_MIN, usual->count);
    }
    return arena_format(
        d->arena,
        "Usual is what lies within the median ± 2.5 robust standard deviations (1.4826 × median "
        "absolute deviation) of the %zu remembered changes over %s, widened for so few so that "
        "about one usual change in eighty would lie outside. First purchases, returns, silences "
        "and moves are counts of these days and are held against past counts.",
        usual->count, days);
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

static void put_figures(Draft *d, Page *page)
{
    const Changes *changes = d->plan->changes;
    Section *section = draft_section(
        d, page, "changes", "Key figures",
        arena_format(d->arena, "%s against %s. The history has %s %s before this one.",
                     say_date(d, changes->as_of), say_date(d, changes->base->as_of),
                     say_count(d, (double)changes->history->count),
                     changes->history->count == 1 ? "run" : "runs"));

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
    Section *section = draft_section(
        d, page, "segments", "Segments",
        "A segment goes on where its centre lies within half a standard deviation of an earlier "
        "one's, on average over the features. It keeps its name for as long as that is true.");

    put_identity(d, section);
    draft_table(d, section,
                (TableBlock){ .table = table_segment_changes(d),
                              .caption = "Size and revenue of the segments" });
    if (d->plan->changes->history->count + 1 < FEW_RUNS) {
        draft_note(d, section, NOTE_INFO,
                   arena_format(d->arena, "Trend lines need at least %d runs.", FEW_RUNS));
        return;
    }
    draft_figure(d, section, figure_courses(d, false), "Customers by segment, run by run", true);
    draft_figure(d, section, figure_courses(d, true), "Revenue by segment, run by run", true);
}

/* --- movement --------------------------------------------------------------------------------- */

static Metric group_metric(Draft *d, const char *key, const char *label, const Group *group,
                           const char *note)
{
    return (Metric){ .key = key,
                     .label = label,
                     .value = (double)group->customers,
                     .text = say_count(d, (double)group->customers),
                     .note = note };
}

static void put_groups(Draft *d, Section *section)
{
    const Moves *moves = &d->plan->changes->moves;
    Metric *items = ARENA_ARRAY(d->arena, Metric, 5);

    items[0] = group_metric(d, "joined", "New in the list", &moves->joined,
                            "customers who were not there");
    items[1] =
        group_metric(d, "first_buyers", "First purchases", &moves->first_buyers,
                     arena_format(d->arena, "worth %s", say_money(d, moves->first_buyers.since)));
    items[2] = group_metric(
        d, "returned", "Returned", &moves->returned,
        arena_format(d->arena, "were overdue; bought for %s", say_money(d, moves->returned.since)));
    items[3] = group_metric(d, "fell_silent", "Fell silent", &moves->fell_silent,
                            arena_format(d->arena, "overdue now; %s of past spend",
                                         say_money(d, moves->fell_silent.spend)));
    items[4] = group_metric(d, "left", "Lost from the list", &moves->left,
                            "in the earlier data, not in today's");
    VEC_PUSH(
        d->arena, &section->blocks,
        ((Block){ .kind = BLOCK_METRICS, .metrics = { items, moves->left.customers ? 5 : 4 } }));
}

/* "none" reads better than "0" in a sentence. */
static const char *how_many(Draft *d, size_t count)
{
    return count ? say_count(d, (double)count) : "none";
}

static const char *split(Draft *d)
{
    const Moves *moves = &d->plan->changes->moves;
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
    draft_table(d, section,
                (TableBlock){ .table = table_transitions(d, true),
                              .caption = "Their spend to date, from then (rows) to now" });
}

static void put_movement(Draft *d, Page *page)
{
    Section *section = draft_section(d, page, "movement", "Movement", NULL);

    put_groups(d, section);
    draft_text(d, section, split(d));
    draft_figure(d, section, figure_movement(d), "From segment to segment", false);
    if (d->plan->changes->moves.mover_count) {
        draft_table(
            d, section,
            (TableBlock){ .table = table_biggest_flows(d, BIGGEST_FLOWS),
                          .caption = "The biggest flows by spend, and what moved the customers" });
    }
    put_matrices(d, section);
}

/* --- drift ------------------------------------------------------------------------------------ */

/* Which features drifted; they stand in the order of their index. */
static const char *drift_brief(Draft *d)
{
    static const char *const words[] = { "", "somewhat ", "" };
    const Changes *changes = d->plan->changes;
    const char *list = "";
    size_t count = 0;

    for (; count < changes->drift_count; count++) {
        const Drift *drift = &changes->drift[count];
        int band = drift_band(drift->index);
        if (!band) break;
        list = arena_format(d->arena, "%s%s%s %sshifted (%s)", list, count ? ", " : "",
                            FEATURES[drift->feature].title, words[band],
                            say_number(d, drift->index, 2));
    }
    if (!changes->drift_count) return NULL;
    if (count) {
        return arena_format(d->arena, "%s; %s.", list,
                            count < changes->drift_count ? "all others are the same"
                                                         : "none is the same");
    }
    return arena_format(
        d->arena, "All features spread the same: the largest index is %s, that of %s.",
        say_number(d, changes->drift[0].index, 3), FEATURES[changes->drift[0].feature].title);
}

static void put_drift(Draft *d, Page *page)
{
    Section *section = draft_section(d, page, "drift", "Drift", NULL);

    draft_text(d, section,
               "The population stability index compares how buyers spread over the deciles of "
               "the earlier run: below 0.10 they spread the same, up to 0.25 somewhat shifted, "
               "above that the figures are no longer the ones that the segments were made of.");
    draft_table(d, section,
                (TableBlock){ .table = table_drift(d),
                              .caption = "Drift by feature",
                              .brief = drift_brief(d) });
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
    put_drift(d, page);
    attach_changes(d);
}
