/* How a week and a change are judged: the rules behind the readers' pages. */
#include "report/draft.h"

static const char *const WEEK_RULE =
    "Each of the figures is forecast from its own past, one week ahead, by exponential "
    "smoothing that limits the weight of odd weeks; of several such smoothings the one with the "
    "smallest past errors is taken. A figure is as expected if it is about as close to its "
    "forecast "
    "as those of the past year were to theirs, measured by their median error, Student's t and a "
    "robust standard deviation. If "
    "the same weeks of the year before improve the forecasts, they are included; a week that was "
    "exceptional a year ago may or may not be so again. Weeks from 20 November to 20 January do "
    "not affect the forecasts of others; they may differ from theirs by as much as a year earlier, "
    "and are not judged if there is no earlier year. Values are transformed by something between a "
    "square root and a logarithm, depending on how much they vary, and no range is narrower than "
    "that of purchases at random moments.";

static const char *const WEEK_RATES =
    "In simulated shops in which nothing happens (steady, growing or shrinking, with seasons and "
    "with Christmas, small and large) at least one of the figures is called unusual in 1 to 5 "
    "weeks of 100. Of weeks that lost half of their sales, 4 in 10 are detected at 20 purchases a "
    "week, 8 or 9 in 10 at 50, and all at 200; of those that lost nearly all, all from 20 on.";

static const char *const HISTORY_RULE =
    "How many customers went quiet, came back or changed segment, and by how much segments grew or "
    "shrank, is compared with the same counts of past runs over as many days. A count is unusual "
    "if it is further from their median than Student's t × 1.4826 × their median absolute "
    "deviation, with a false-alarm rate of one run in 200 for all counts together. With fewer than "
    "six past "
    "values nothing is judged. Whom shifting borders moved makes no size unusual. Totals up to a "
    "day are shown for context and are not judged.";

static const char *const CARRY_RULE =
    "The last run's centres are tried as one more start. A segment continues an earlier one if its "
    "centre is within half a standard deviation of that one's, on average over the features; or, "
    "if the last run did not store enough features, if more than half of its customers are the "
    "same. A customer was moved by behaviour if the last run's scaling and centres, applied to "
    "today's figures, also give the new segment; by the borders if they still give the old one.";

/* --- drift ------------------------------------------------------------------------------------ */

/* Which features drifted, of one at least; they stand in the order of their index. */
static const char *drift_brief(Draft *d)
{
    const Changes *changes = d->plan->changes;
    const char *list = "";
    size_t count = 0;

    for (; count < changes->drift_count; count++) {
        const Drift *drift = &changes->drift[count];
        DriftBand band = drift_band(drift->index);
        PhraseArg feature = arg_text("feature", FEATURES[drift->feature].title);
        PhraseArg index = arg_number(d, "index", drift->index, 2);
        if (band == DRIFT_NONE) break;
        list = phrase_list(list,
                           band == DRIFT_SOME
                               ? SAY(d, "{feature} somewhat shifted ({index})", feature, index)
                               : SAY(d, "{feature} shifted ({index})", feature, index),
                           d->arena);
    }
    if (count == changes->drift_count)
        return SAY(d, "{list}; none is the same.", arg_text("list", list));
    if (count) return SAY(d, "{list}; all others are the same.", arg_text("list", list));
    return SAY(
        d,
        "All features are distributed the same: the largest index is {index}, that of {feature}.",
        arg_number(d, "index", changes->drift[0].index, 3),
        arg_text("feature", FEATURES[changes->drift[0].feature].title));
}

static void put_drift(Draft *d, Section *section)
{
    draft_heading(d, section, "Drift");
    draft_text(d, section,
               SAY(d,
                   "The population stability index compares how buyers are distributed over the "
                   "deciles of {date}: below 0.10 the same, up to 0.25 somewhat shifted; above "
                   "that the figures are no longer the ones that the segments were made from.",
                   arg_date(d, "date", d->plan->changes->base->as_of)));
    if (!d->plan->changes->drift_count) {
        draft_note(d, section, NOTE_INFO, "No feature can be compared.");
        return;
    }
    draft_table(d, section,
                (TableBlock){ .table = table_drift(d),
                              .caption = "Drift by feature",
                              .brief = drift_brief(d) });
}

/* --- all together ----------------------------------------------------------------------------- */

void put_judging(Draft *d, Page *page)
{
    static const char *const terms[] = { "This week's figures", "How often it is wrong",
                                         "What the history tells", "Segments that continue" };
    const char **texts = ARENA_ARRAY(d->arena, const char *, COUNT_OF(terms));
    Section *section = draft_section(d, page, "judging", "How a week is judged", NULL);

    texts[0] = WEEK_RULE;
    texts[1] = WEEK_RATES;
    texts[2] = HISTORY_RULE;
    texts[3] = CARRY_RULE;
    draft_definitions(d, section, terms, texts, draft_base(d) ? COUNT_OF(terms) : 2);
    if (draft_base(d)) put_drift(d, section);
}
