/* segment/segment.h — clusters become segments: profile, label, and the reason for the label.
 *
 * In:    a Shop and the Model fitted to its buyers.
 * Out:   Segments, in the arena; every customer belongs to exactly one.
 *
 * Overdue: a customer's usual gap is the time from sign-up to the last purchase over the number of
 * purchases (for one purchase: the median gap of the repeat buyers). Who buys at random moments at
 * that rate is silent for over three gaps with a probability of exp(-3), 5%; whoever is silent
 * longer counts as overdue.
 *
 * With plan->min_group, clusters that are smaller are put together, with the smallest of the others
 * where need be, until they are that many; nobody is named; the three overdue figures are NaN where
 * fewer are overdue, or fewer are not, and returns are NaN (rows 0) where fewer returned; lists
 * leave out what fewer bought. Fails: ERR_CONFIG when a strategy text cannot be read or filled.
 */
#ifndef SEGMENT_SEGMENT_H
#define SEGMENT_SEGMENT_H

#include "history/history.h"
#include "learn/learn.h"
#include "store/store.h"
#include "text/prose.h"

typedef enum LabelScheme { LABELS_DISTINCT, LABELS_CLASSIC } LabelScheme;

typedef enum Archetype {
    ARCHETYPE_CHAMPIONS,
    ARCHETYPE_LOYAL,
    ARCHETYPE_BIG_SPENDERS,
    ARCHETYPE_POTENTIAL,
    ARCHETYPE_NEW,
    ARCHETYPE_NEED_ATTENTION,
    ARCHETYPE_AT_RISK,
    ARCHETYPE_CANT_LOSE,
    ARCHETYPE_HIBERNATING,
    ARCHETYPE_WINDOW_SHOPPERS,
    ARCHETYPE_PROSPECTS, /* never bought: made by rule, not by k-means */
    ARCHETYPE_OTHER,     /* segments too small to be shown, put together */
    ARCHETYPES
} Archetype;

typedef struct Share {
    const char *name;
    double revenue;    /* or customers, for countries */
    double share;      /* of the segment */
    double base_share; /* of the whole base */
} Share;

/* The largest by name; behind them what has no name, where there is any: the shares are of all. */
typedef struct ShareList {
    const Share *items;
    size_t count;
    size_t named; /* those of the count that are names */
} ShareList;

typedef struct Segment {
    Archetype archetype;
    const char *label;       /* "Champions"; a second one is "Champions 2" */
    const char *slug;        /* "champions" */
    int colour;              /* theme_segment() */
    int lineage;             /* the same number from run to run; 0 without a history */
    const char *last_label;  /* in the last run; NULL where there was none of it */
    const char *renamed_why; /* why the label is another one now; NULL where it is not */
    const uint32_t *members; /* indexes into Shop.customers, ascending */
    size_t count;
    const size_t *clusters; /* the k-means clusters in it; none for Prospects */
    size_t cluster_count;
    double customer_share, revenue, revenue_share;
    double returns; /* negative amounts, part of revenue; gross sales are revenue − returns */
    int64_t lines;  /* counted ones, returns among them; 0 where the shop does not say */
    int64_t purchases;
    /* Of the members, but for F_AVG_PURCHASE: there the mean is revenue over purchases. */
    double mean[F_COUNT], median[F_COUNT];
    double sigma[F_COUNT]; /* (mean − base mean) / base standard deviation; base: buyers */
    ShareList categories, products, countries; /* the largest five, by revenue or customers */
    double engagement;                         /* 0..100; NaN without interactions */
    double overdue;             /* members silent for over three times their usual gap */
    double overdue_spend;       /* what those have spent so far */
    double churn_risk;          /* overdue over members, 0..1; NaN for Prospects */
    double silhouette, jaccard; /* of its clusters, by size; NaN for Prospects */
    const char *reason;         /* "spend 2.7 times the average, last bought 12 days ago" */
    const uint32_t *priority;   /* the customers to look at first, at most ten, as in members */
    size_t priority_count;
    const char *priority_why;                    /* how they were chosen */
    const Prose *behaviour, *strategy, *outcome; /* filled from this segment's figures */
} Segment;

/* Names numbered in the order of their bytes, and which of them each row has. Empty: none. */
typedef struct Naming {
    const char *const *names;
    size_t count;
    int32_t *of_row; /* -1: none */
} Naming;

typedef struct Segments {
    Segment *items; /* by descending revenue; Prospects last */
    size_t count;
    const uint8_t *of_customer; /* index into items, one a customer */
    LabelScheme scheme;
    double base_mean[F_COUNT], base_median[F_COUNT], base_sd[F_COUNT]; /* over buyers; as above */
    size_t buyers;
    double base_engagement;     /* of all customers; NaN without interactions */
    const bool *overdue;        /* one a customer */
    double usual_gap_days;      /* the median gap of repeat buyers; NaN where there are none */
    const uint32_t *buyer_rows; /* customers that were clustered, in Model's row order */
    Naming categories;          /* of_row: the one that a customer has spent most on */
    Naming countries;
    double category_share;   /* of the revenue, that has a category; NaN where none is known */
    bool carried_by_members; /* what goes on was found by customers, not by centres */
} Segments;

typedef struct SegmentPlan {
    LabelScheme scheme;
    const char *templates; /* a folder of the user's own texts, or NULL */
    const char *currency;
    /* NULL, or what earlier runs found: segments that go on keep their lineage, colour, and (for
     * distinct labels) their name for as long as its conditions hold. */
    const History *history;
    size_t min_group; /* nothing is said of fewer customers; 0: no such limit */
} SegmentPlan;

/* `rows` maps the model's rows to customers (Shop.customers index), ascending. */
MUST_USE Status segments_describe(Segments *out, const Shop *shop, const Model *model,
                                  const uint32_t *rows, const SegmentPlan *plan, Arena *arena,
                                  Err *err);

const char *archetype_label(Archetype archetype); /* "Can't Lose Them" */
bool archetype_read(Archetype *out, const char *slug);
const char *archetype_slug(Archetype archetype); /* "cant-lose-them": icons and texts */
/* What the name stands for, a sentence, for the glossary. */
const char *archetype_meaning(Archetype archetype);

#endif
