/* How the figures came about: the choice of k, the projection, stability, settings, terms, sources.
 */
#include <math.h>

#include "data/format.h"
#include "math/math.h"
#include "report/draft.h"

/* --- the number of clusters ------------------------------------------------------------------- */

static const Table *sweep_table(Draft *d)
{
    size_t count = d->model->sweep_count;
    Table *table = table_open(d->arena, count, 6);
    double *k = table_numbers(table, "k", "k", COLUMN_COUNT, 0, d->arena);
    double *inertia = table_numbers(table, "inertia", "Inertia", COLUMN_NUMBER, 1, d->arena);
    double *silhouette =
        table_numbers(table, "silhouette", "Silhouette", COLUMN_NUMBER, 3, d->arena);
    double *ch =
        table_numbers(table, "calinski_harabasz", "Caliński-Harabasz", COLUMN_NUMBER, 1, d->arena);
    double *db =
        table_numbers(table, "davies_bouldin", "Davies-Bouldin", COLUMN_NUMBER, 3, d->arena);
    const char **mark = table_texts(table, "note", "", d->arena);

    for (size_t i = 0; i < count; i++) {
        const SweepRow *row = &d->model->sweep[i];
        bool used = row->k == d->model->clustering.k, rule = row->k == d->model->rule.k;
        k[i] = (double)row->k;
        inertia[i] = row->inertia;
        silhouette[i] = row->silhouette;
        ch[i] = row->calinski_harabasz;
        db[i] = row->davies_bouldin;
        mark[i] = used && rule ? "in use; the rule's choice"
                  : used       ? "in use"
                  : rule       ? "the rule's choice"
                               : "";
    }
    return table;
}

/* What a mean silhouette is worth (Kaufman, Rousseeuw 1990, table 4). */
static const char *silhouette_band(double silhouette)
{
    if (isnan(silhouette)) return "not judged";
    if (silhouette <= 0.25) return "no substantial structure";
    if (silhouette <= 0.5) return "weak structure";
    if (silhouette <= 0.7) return "reasonable structure";
    return "strong structure";
}

/* What the rule for k takes, and why. There is a sweep. */
static const char *say_rule(Draft *d)
{
    const KChoice *rule = &d->model->rule;
    const SweepRow *sweep = d->model->sweep;
    const SweepRow *taken = &sweep[rule->taken], *largest = &sweep[rule->largest];
    PhraseArg k = arg_count(d, "k", (double)rule->k);
    PhraseArg silhouette = arg_number(d, "silhouette", taken->silhouette, 3);
    PhraseArg band = arg_text("band", silhouette_band(taken->silhouette));

    switch (rule->why) {
    case K_ALIKE: return "The rule takes k = 1: no two customers differ.";
    case K_ONLY:
        return SAY(
            d, "The rule takes k = {k}, the only number of clusters that the customers allow.", k);
    case K_LARGEST:
        return SAY(
            d,
            "The rule takes k = {k}, which has the largest mean silhouette of k = {first} to "
            "{last}, {silhouette}: {band}.",
            k, arg_count(d, "first", (double)sweep[0].k),
            arg_count(d, "last", (double)sweep[d->model->sweep_count - 1].k), silhouette, band);
    case K_TIED: break;
    }
    return SAY(
        d,
        "The rule takes k = {k}: its mean silhouette, {silhouette}, is within one standard "
        "error ({error}) of the largest, {largest} at k = {largest_k}, and of those that are "
        "it has the highest Caliński-Harabasz index, {separation}. That is {band}.",
        k, silhouette, arg_number(d, "error", largest->silhouette_error, 3),
        arg_number(d, "largest", largest->silhouette, 3),
        arg_count(d, "largest_k", (double)largest->k),
        arg_number(d, "separation", taken->calinski_harabasz, 1), band);
}

static void put_choice(Draft *d, Page *page)
{
    Section *section =
        draft_section(d, page, "choice", "Choosing the number of clusters",
                      d->plan->k_auto ? "The number of clusters was left to the rule below."
                                      : SAY(d, "The report uses {k|# cluster|# clusters}, as set.",
                                            arg_count(d, "k", (double)d->model->clustering.k)));

    if (!draft_enough(d, section, NEED_CHOICE, draft_have(d, NEED_CHOICE))) return;
    if (!d->model->sweep_count) {
        draft_note(
            d, section, NOTE_INFO,
            "Too few customers differ to compare numbers of clusters: at least three are needed.");
        return;
    }
    draft_text(d, section, say_rule(d));
    draft_figure(d, section, figure_sweep(d), "Inertia and silhouette by number of clusters",
                 false);
    draft_table(
        d, section,
        (TableBlock){ .table = sweep_table(d), .caption = "Quality for each number of clusters" });
    draft_text(d, section,
               "Inertia always falls with more clusters; look for the bend. Silhouette and "
               "Caliński-Harabasz "
               "are better when larger, Davies-Bouldin when smaller.");
}

/* --- silhouette and stability ----------------------------------------------------------------- */

static void put_silhouette(Draft *d, Section *section)
{
    const Model *m = d->model;

    draft_text(
        d, section,
        SAY(d,
            m->silhouette_sampled
                ? "The mean silhouette is {silhouette}, over a simple random sample of {rows|# "
                  "customer|# customers}, each compared with all {all}. It compares each "
                  "customer's mean distance to their own cluster (a) and to the next one (b): "
                  "(b − a) / max(a, b)."
                : "The mean silhouette is {silhouette}, computed exactly: every clustered customer "
                  "is compared with all others. It compares each customer's mean distance to "
                  "their own cluster (a) and to the next one (b): (b − a) / max(a, b).",
            arg_number(d, "silhouette", m->silhouette, 3),
            arg_count(d, "rows", (double)m->silhouette_rows),
            arg_count(d, "all", (double)m->clustering.rows)));
    draft_figure(d, section, figure_knife(d),
                 d->plan->min_group      ? "Silhouette by segment"
                 : m->silhouette_sampled ? "Silhouette of the sampled customers, by segment"
                                         : "Silhouette of every customer, by segment",
                 false);
}

static void put_stability(Draft *d, Section *section)
{
    size_t count = 0;
    int *which = ARENA_ARRAY(d->arena, int, d->segments->count);

    for (size_t i = 0; i < d->segments->count; i++) {
        if (isfinite(d->segments->items[i].jaccard)) which[count++] = (int)i;
    }
    if (!count) return;
    Table *table = table_open(d->arena, count, 4);
    table_segments(table, d, which);
    double *silhouette =
        table_numbers(table, "silhouette", "Silhouette", COLUMN_NUMBER, 2, d->arena);
    double *jaccard = table_numbers(table, "jaccard", "Jaccard", COLUMN_NUMBER, 2, d->arena);
    const char **band = table_texts(table, "band", "Stability", d->arena);
    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[which[i]];
        silhouette[i] = s->silhouette;
        jaccard[i] = s->jaccard;
        band[i] = stability_band(s->jaccard);
    }
    draft_text(d, section,
               SAY(d,
                   "Would other customers give the same segments? The clustering was repeated "
                   "{times|once|# times}, each time on {rows} customers drawn with replacement "
                   "from the {all} that were clustered; the mean Jaccard similarity of each "
                   "cluster to its nearest new one says how well it was found again (Hennig 2007).",
                   arg_count(d, "times", (double)d->model->stability.bootstraps),
                   arg_count(d, "rows", (double)d->model->stability.sample_rows),
                   arg_count(d, "all", (double)d->model->clustering.rows)));
    draft_table(d, section, (TableBlock){ .table = table, .caption = "Stability of the segments" });
}

/* Rousseeuw 1987 and Kaufman, Rousseeuw 1990: below this no substantial structure was found. */
#define WEAK_SILHOUETTE 0.25

static void put_weakness(Draft *d, Section *section)
{
    if (!(d->model->silhouette < WEAK_SILHOUETTE)) return;
    draft_note(d, section, NOTE_INFO,
               SAY(d,
                   "Below {weak}, clusters have no sharp borders: the segments shade into each "
                   "other, and customers near a border could just as well be in the next one. Use "
                   "the segments to direct effort, not to decide about single customers.",
                   arg_number(d, "weak", WEAK_SILHOUETTE, 2)));
}

static void put_quality(Draft *d, Page *page)
{
    Section *section = draft_section(d, page, "quality", "How stable the segments are", NULL);

    if (!draft_enough(d, section, NEED_STABILITY, draft_have(d, NEED_STABILITY))) return;
    if (d->model->clustering.k < 2) {
        draft_note(d, section, NOTE_INFO, "With one cluster there is no border to judge.");
        return;
    }
    put_silhouette(d, section);
    put_weakness(d, section);
    put_stability(d, section);
}

/* --- components ------------------------------------------------------------------------------- */

static const Table *loading_table(Draft *d)
{
    static const char *const titles[] = { "Component 1", "Component 2", "Component 3" };
    static const char *const keys[] = { "pc1", "pc2", "pc3" };
    const Pca *pca = &d->model->pca;
    Table *table = table_open(d->arena, CLUSTERED_COUNT, 4);
    const char **feature = table_texts(table, "feature", "Feature", d->arena);
    size_t told[CLUSTERED_COUNT], count = 0;

    for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
        if (FEATURES[CLUSTERED[f]].kind == COLUMN_MONEY && !has_money(d)) continue;
        feature[count] = FEATURES[CLUSTERED[f]].title;
        told[count++] = f;
    }
    for (size_t c = 0; c < pca->components && c < 3; c++) {
        double *loading = table_numbers(table, keys[c], titles[c], COLUMN_SIGMA, 2, d->arena);
        for (size_t i = 0; i < count; i++)
            loading[i] = matrix_at(&pca->loadings, c, told[i]);
    }
    table->rows = count;
    return table;
}

static void put_components(Draft *d, Page *page)
{
    Section *section = draft_section(d, page, "components", "Principal components", NULL);
    const Pca *pca = &d->model->pca;
    double first_two = 0;

    if (!draft_enough(d, section, NEED_COMPONENTS, draft_have(d, NEED_COMPONENTS))) return;
    if (pca->degenerate || pca->components < 2) {
        draft_note(d, section, NOTE_INFO,
                   "The customers do not differ, so there are no components.");
        return;
    }
    for (size_t c = 0; c < 2; c++)
        first_two += pca->explained[c];
    draft_text(d, section,
               SAY(d,
                   "The first two principal components of the standardised features explain "
                   "{share} of their variance.",
                   arg_share(d, "share", first_two)));
    draft_figure(d, section, figure_scree(d), "Explained variance", false);
    draft_table(d, section,
                (TableBlock){ .table = loading_table(d), .caption = "Loadings of the components" });
    draft_figure(d, section, figure_biplot(d), "The first two components", false);
    draft_figure(d, section, figure_profiles(d), "Standardised profiles", false);
}

/* --- settings and terms ----------------------------------------------------------------------- */

static void put_constant(Draft *d, Section *section)
{
    const char *list = "";

    for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
        if (!d->model->scaling.constant[f]) continue;
        if (FEATURES[CLUSTERED[f]].kind == COLUMN_MONEY && !has_money(d)) continue;
        list = phrase_list(list, FEATURES[CLUSTERED[f]].title, d->arena);
    }
    if (!*list) return;
    draft_note(
        d, section, NOTE_INFO,
        SAY(d, "The same for every customer, and so without influence on the clustering: {list}.",
            arg_text("list", list)));
}

static void put_settings(Draft *d, Page *page)
{
    Section *section =
        draft_section(d, page, "settings", "Settings",
                      "The same settings and the same data give the same report, byte for byte.");
    static const char *const terms[] = { "Clusters",   "Seed",   "Scaling",      "Clustering",
                                         "Projection", "Labels", "Never bought", "CSV files",
                                         "Made by",    "Privacy" };
    const char **values = ARENA_ARRAY(d->arena, const char *, COUNT_OF(terms));

    values[0] = SAY(d, d->plan->k_auto ? "{k} (chosen by the rule)" : "{k}",
                    arg_count(d, "k", (double)d->model->clustering.k));
    values[1] = arena_format(d->arena, "%llu", (unsigned long long)d->plan->seed);
    values[2] = "Each feature less its mean, divided by its population standard deviation.";
    values[3] = "K-means (Lloyd) from k-means++ starts, the best of several restarts, improved by "
                "trial moves of single centres; at most 300 rounds.";
    values[4] = "Principal components of the standardised features, three of them.";
    values[5] = d->plan->scheme == LABELS_CLASSIC
                    ? "Classic: textbook rules, from the clusters' averages."
                : has_money(d)
                    ? "Distinct: the first name in the glossary that is true of at least six in "
                      "ten members. Segments of ten or more that are alike in silence, purchase "
                      "days and spend (Cliff's delta under 0.33) share a name. Segments with the "
                      "same name that do not differ are merged; the others are told apart by the "
                      "figure in which they differ most."
                    : "Distinct: the first name in the glossary that is true of at least six in "
                      "ten members. Segments of ten or more that are alike in silence and purchase "
                      "days (Cliff's delta under 0.33) share a name. Segments with the same name "
                      "that do not differ are merged; the others are told apart by the figure in "
                      "which they differ most.";
    values[6] = d->segments->buyers == d->shop->customers.count ? "None in the data."
                : d->segments->items[d->segments->count - 1].archetype == ARCHETYPE_PROSPECTS
                    ? "A segment of their own, by rule: without a purchase there is no recency."
                    : "Clustered with the rest.";
    values[7] = "UTF-8 with a header. Text that a spreadsheet would run as a formula (it starts "
                "with =, +, -, @, tab or return) has an apostrophe in front.";
    values[8] = d->plan->generator;
    values[9] = privacy_name(d->plan->privacy);
    if (d->plan->min_group) {
        values[9] =
            SAY(d,
                "{level}: in groups of at least {least} customers, rounded (Hundepool et al. 2012, "
                "Statistical Disclosure Control); figures that would lead to a smaller group are "
                "found by linear programs and withheld (Fischetti and Salazar 2001, Manage. Sci. "
                "47). Charts that would show single customers show means of neighbours, of as many "
                "customers each (univariate microaggregation: Domingo-Ferrer and Mateo-Sanz 2002).",
                arg_text("level", values[9]), arg_count(d, "least", (double)d->plan->min_group));
    }
    draft_definitions(d, section, terms, values, COUNT_OF(terms));
    put_constant(d, section);
}

enum { GLOSSARY_MORE = 13 };

static const char *say_quiet_rule(Draft *d)
{
    const GapShape *shape = &d->segments->silence.shape;
    /* A shop that is not judged has no shape. */
    bool at_random = shape->used == 1 || d->segments->silence.verdict != QUIET_JUDGED;
    const char *pattern =
        at_random
            ? "Let x be the number of purchase days after the first, and u the share of the time "
              "since the first that had passed at the last, on the shop's own clock: p = u to the "
              "power of x. Quiet below 0.05, getting quiet below 0.20. The clock advances each day "
              "by the share of the customers "
              "so far who bought again that day. Judged from two purchase days on."
            : "The chance p that a customer who keeps buying at the same pace is silent for as "
              "long, if gaps follow a gamma distribution of shape {shape} (1: at random; estimated "
              "{estimate}). Quiet below 0.05, getting quiet below 0.20. Time runs by the shop's "
              "own clock: it advances each day by the share of the customers so far who bought "
              "again that day. Judged from two purchase days on.";

    return phrase(pattern,
                  (const PhraseArg[]){ arg_number(d, "shape", shape->used, 2),
                                       arg_number(d, "estimate", shape->estimate, 2) },
                  2, d->arena);
}

/* What is said of silence, and what the names are measured by. */
static size_t put_silence_terms(Draft *d, const char **terms, const char **meanings, size_t n)
{
    const Segments *s = d->segments;

    terms[n] = "Purchase day";
    meanings[n++] = "A day with a purchase: several on one day count once.";
    terms[n] = "Quiet";
    meanings[n++] = say_quiet_rule(d);
    terms[n] = "More than chance";
    meanings[n++] = "The number of quiet customers less 5% of those judged; none if that is "
                    "within two standard deviations. The same for a segment, scaled so that all "
                    "segments together have no more than the shop.";
    terms[n] = "Silent for longer than usual";
    meanings[n++] = isfinite(s->silent_days)
                        ? SAY(d,
                              "Gone quiet; or, with up to three purchase days, no purchase for "
                              "more than {days|one day|# days}, by when four in five of those who "
                              "make a second purchase have done so.",
                              arg_count(d, "days", s->silent_days))
                        : "Gone quiet.";
    terms[n] = has_money(d) ? "Spend a year" : "Most often";
    meanings[n++] =
        has_money(d)
            ? "What is at stake with a customer: the spend so far, divided by the years from the "
              "first purchase to the last plus one usual gap, at least one year. \"Most at stake "
              "first\" sorts by it."
            : "By the purchase days so far, divided by the years from the first purchase to the "
              "last plus one usual gap, at least one year.";
    terms[n] = "Usual gap";
    meanings[n++] = "The days from the first purchase to the last, divided by the purchase days "
                    "after the first.";
    terms[n] = "Top third, top fifth";
    meanings[n++] = "Above at least two thirds, or four fifths, of all buyers of this shop.";
    return n;
}

static void put_glossary(Draft *d, Page *page)
{
    Section *section = draft_section(d, page, "glossary", "Glossary", NULL);
    Feature features[F_COUNT];
    size_t count = draft_features(d, features, false), n = 0;
    const char **terms = ARENA_ARRAY(d->arena, const char *, count + ARCHETYPES + GLOSSARY_MORE);
    const char **meanings = ARENA_ARRAY(d->arena, const char *, count + ARCHETYPES + GLOSSARY_MORE);
    bool enough = draft_have(d, NEED_CONCENTRATION) >= draft_least(d, NEED_CONCENTRATION);
    double uneven =
        enough && has_money(d) ? gini(buyers_spend(d), d->segments->buyers, d->arena) : NAN;

    for (size_t i = 0; i < count; i++, n++) {
        terms[n] = FEATURES[features[i]].title;
        meanings[n] = FEATURES[features[i]].note;
    }
    /* The textbook's names are explained where they are given. */
    int first = d->plan->scheme == LABELS_CLASSIC ? ARCHETYPE_PROSPECTS : 0;
    for (int a = first; a < (d->plan->min_group ? ARCHETYPES : ARCHETYPE_OTHER); a++) {
        if (!has_money(d) && archetype_is_of_money((Archetype)a)) continue;
        terms[n] = archetype_label((Archetype)a);
        meanings[n++] = archetype_meaning((Archetype)a);
    }
    terms[n] = "Purchase";
    meanings[n++] = SAY(
        d,
        has_money(d)
            ? "What a customer bought at one time. {rule} A return has a negative amount: it is "
              "subtracted, and returns alone are not a purchase."
            : "What a customer bought at one time. {rule} A line with a negative quantity was "
              "given back, and is not a purchase.",
        arg_text("rule", d->shop->purchase_reason));
    n = put_silence_terms(d, terms, meanings, n);
    if (d->shop->has_interactions) {
        terms[n] = "Engagement";
        meanings[n++] = "0 to 100: the mean percentile rank in number, length and kinds of "
                        "interactions among all customers.";
    }
    terms[n] = "Distance";
    meanings[n++] =
        "The segment's mean less the mean of all buyers, in standard deviations of all buyers.";
    if (isfinite(uneven)) {
        terms[n] = "Gini coefficient";
        meanings[n++] = SAY(d,
                            "How unevenly the buyers spend: {gini} here. 0: all spend the same; 1: "
                            "one buyer spends all.",
                            arg_number(d, "gini", uneven, 2));
    }
    draft_definitions(d, section, terms, meanings, n);
}

typedef struct Reference {
    const char *of, *where;
    bool of_changes; /* used only where there is a history */
} Reference;

static const Reference SOURCES[] = {
    { "K-means",
      "Lloyd 1982, IEEE Trans. Information Theory 28; starts: Arthur and Vassilvitskii 2007, SODA "
      "(k-means++); exchange of single customers: Hartigan 1975, Clustering Algorithms; moved "
      "centres: Fränti 2018, J. Big Data 5.",
      false },
    { "Silhouette",
      "Rousseeuw 1987, J. Comput. Appl. Math. 20; bands: Kaufman and Rousseeuw 1990, Finding "
      "Groups "
      "in Data.",
      false },
    { "Indices",
      "Caliński and Harabasz 1974, Commun. Stat. 3; Davies and Bouldin 1979, IEEE PAMI 1.", false },
    { "Stability", "Hennig 2007, Comput. Stat. Data Anal. 52.", false },
    { "Components",
      "Jolliffe 2002, Principal Component Analysis; biplot: Gabriel 1971, Biometrika 58.", false },
    { "Quiet customers",
      "Random waiting times: Schmittlein, Morrison and Colombo 1987, Management Science 33, whose "
      "assumption that recency and frequency suffice is shared; time to the second purchase: "
      "Kaplan and Meier 1958, J. Am. Stat. Assoc. 53; error: Greenwood 1926.",
      false },
    { "Likeness of segments",
      "Cliff 1993, Psychological Bulletin 114; a small effect is under 0.33: Romano and others "
      "2006.",
      false },
    { "Quantiles", "Hyndman and Fan 1996, Am. Stat. 50 (type 7).", false },
    { "A week's range",
      "Gelper, Fried and Croux 2010, J. Forecasting 29; damped trends: Gardner and McKenzie 1985, "
      "Manag. Sci. 31; transformation: Anscombe 1948, Biometrika 35.",
      false },
    { "Usual changes",
      "Leys et al. 2013, J. Exp. Soc. Psychol. 49; Iglewicz and Hoaglin 1993, How to Detect and "
      "Handle Outliers.",
      true },
    { "Drift", "Siddiqi 2006, Credit Risk Scorecards (population stability index).", true },
};

static void put_sources(Draft *d, Page *page)
{
    Section *section = draft_section(d, page, "sources", "Sources of the formulas", NULL);
    const char **terms = ARENA_ARRAY(d->arena, const char *, COUNT_OF(SOURCES));
    const char **texts = ARENA_ARRAY(d->arena, const char *, COUNT_OF(SOURCES));
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(SOURCES); i++) {
        if (SOURCES[i].of_changes && !d->plan->changes) continue;
        terms[count] = SOURCES[i].of;
        texts[count++] = SOURCES[i].where;
    }
    draft_definitions(d, section, terms, texts, count);
}

void write_method(Draft *d)
{
    Page *page = draft_page(d, PAGE_METHOD, "method", "Method", "Method", -1);

    put_choice(d, page);
    put_quality(d, page);
    put_components(d, page);
    put_judging(d, page);
    put_settings(d, page);
    put_glossary(d, page);
    put_sources(d, page);
}
