/* How a week and a change are judged: the rules behind the readers' pages. */
#include "report/draft.h"

static const char *const WEEK_RULE =
    "Each of the figures is forecast from its own past, one week ahead, by exponential "
    "smoothing that cuts odd weeks short; of several such smoothings the one with the smallest "
    "past errors is taken. Usual is what lies as near to the forecast as those of the year before "
    "did: "
    "their median error, Student's t, and a robust standard deviation. Where the same weeks of a "
    "year before make the forecasts better, they have a part in them; a week that was exceptional "
    "a "
    "year ago may be so again or not. Weeks from 20 November to 20 January do not move the "
    "forecasts of others; as far off as they were a year before they may be again, and without "
    "such "
    "a year they are not judged. Values are transformed between a square root and a logarithm, as "
    "much as they vary, and no range is narrower than that of purchases at random moments.";

static const char *const WEEK_RATES =
    "In simulated shops in which nothing happens (steady, growing or shrinking, with seasons and "
    "with a Christmas, small and large) at least one of the figures is called unusual in 1 to "
    "5 weeks of 100. Of weeks that lost half of their sales 4 in 10 are found at 20 purchases a "
    "week, 8 or 9 in 10 at 50, all at 200; of those that lost nearly all, all from 20 on.";

static const char *const HISTORY_RULE =
    "How many customers went quiet, came back or changed segment, and by how much segments grew "
    "or "
    "shrank, is held against the same of past runs over as many days. Unusual lies further from "
    "their median than Student's t × 1.4826 × their median absolute deviation, at a chance that "
    "all of these together share: one run in 200. Fewer than six past values do not judge. Totals "
    "up "
    "to a day are context and are not judged.";

static const char *const CARRY_RULE =
    "Last run's centres are tried as one more start. A segment goes on where its centre lies "
    "within "
    "half a standard deviation of an earlier one's, on average over the features; where the last "
    "run does not remember enough features, where more than half of its customers are the same. A "
    "customer moved by behaviour where the last run's scaling and centres, put to today's figures, "
    "give the new segment too; by the borders where they give the old one still.";

/* --- drift ------------------------------------------------------------------------------------ */

/* Which features drifted; they stand in the order of their index. */
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
        list = arena_format(d->arena, "%s%s%s", list, count ? ", " : "",
                            band == DRIFT_SOME
                                ? SAY(d, "{feature} somewhat shifted ({index})", feature, index)
                                : SAY(d, "{feature} shifted ({index})", feature, index));
    }
    if (!changes->drift_count) return NULL;
    if (count == changes->drift_count)
        return SAY(d, "{list}; none is the same.", arg_text("list", list));
    if (count) return SAY(d, "{list}; all others are the same.", arg_text("list", list));
    return SAY(d, "All features spread the same: the largest index is {index}, that of {feature}.",
               arg_number(d, "index", changes->drift[0].index, 3),
               arg_text("feature", FEATURES[changes->drift[0].feature].title));
}

static void put_drift(Draft *d, Section *section)
{
    draft_heading(d, section, "Drift");
    draft_text(d, section,
               SAY(d,
                   "The population stability index compares how buyers spread over the deciles of "
                   "{date}: below 0.10 they spread the same, up to 0.25 somewhat shifted, above "
                   "that the figures are no longer the ones that the segments were made of.",
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
                                         "What the history tells", "Segments that go on" };
    const char **texts = ARENA_ARRAY(d->arena, const char *, COUNT_OF(terms));
    Section *section = draft_section(d, page, "judging", "How a week is judged", NULL);

    texts[0] = WEEK_RULE;
    texts[1] = WEEK_RATES;
    texts[2] = HISTORY_RULE;
    texts[3] = CARRY_RULE;
    draft_definitions(d, section, terms, texts, draft_base(d) ? COUNT_OF(terms) : 2);
    if (draft_base(d)) put_drift(d, section);
}
