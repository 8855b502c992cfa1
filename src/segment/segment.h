/* segment/segment.h — clusters become segments: profile, label, and the reason for the label.
 *
 * In:    a Shop and the Model fitted to its buyers.
 * Out:   Segments, in the arena; every customer belongs to exactly one.
 *
 * Names say only what is so of most members, held against the shop's own buyers (label.h,
 * naming.h). Who has gone quiet: predict/quiet.h.
 *
 * With plan->min_group, clusters that are smaller, or of which one customer makes most of the
 * revenue (math/disclosure.h), are put together, with the smallest of the others where need be, and
 * nobody is named. What of the figures may be told is decided later (privacy/privacy.h).
 * Fails: ERR_CONFIG when a strategy text cannot be read or filled.
 */
#ifndef SEGMENT_SEGMENT_H
#define SEGMENT_SEGMENT_H

#include "history/history.h"
#include "learn/learn.h"
#include "predict/predict.h"
#include "store/store.h"
#include "text/prose.h"

typedef enum LabelScheme { LABELS_DISTINCT, LABELS_CLASSIC } LabelScheme;

/* In the order in which the table of names tries them (label.h). */
typedef enum Archetype {
    ARCHETYPE_EXCEPTIONAL,
    ARCHETYPE_NEW,
    ARCHETYPE_ONE_TIME,
    ARCHETYPE_CANT_LOSE,
    ARCHETYPE_AT_RISK,
    ARCHETYPE_HIBERNATING,
    ARCHETYPE_LAPSED,
    ARCHETYPE_CHAMPIONS,
    ARCHETYPE_BIG_SPENDERS,
    ARCHETYPE_LOYAL,
    ARCHETYPE_WINDOW_SHOPPERS,
    ARCHETYPE_NEWER,
    ARCHETYPE_POTENTIAL,
    ARCHETYPE_OCCASIONAL,
    ARCHETYPE_ACTIVE,
    ARCHETYPE_MIXED,
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

/* Customers by silence. All NaN where the shop is not judged, or so few may not be told. */
typedef struct QuietFigures {
    double judged;        /* have two purchase days or more */
    double quiet;         /* have gone quiet */
    double getting_quiet; /* are getting quiet */
    double excess;        /* of the quiet, those whom chance does not explain; 0 where it may
                           * explain all. Of the segments together no more than of the shop */
    double spend;         /* of the quiet, so far */
    double stake;         /* of the quiet, a year: customer_stake() */
} QuietFigures;

/* Whom the first step with a segment is for. */
typedef enum FirstStep {
    FIRST_NOBODY,
    FIRST_QUIET,    /* who have gone quiet, most at stake first */
    FIRST_ONCE,     /* who have bought on one day, the latest first */
    FIRST_DUE,      /* whose usual gap has passed, and who are not quiet; most at stake first */
    FIRST_CONTACTS, /* who are in touch most */
    FIRST_JOINED,   /* who signed up last */
    FIRST_ACTIVE,   /* who spend most a year and have not gone quiet */
    FIRST_STAKE,    /* who spend most a year, quiet or not */
    FIRST_STEPS
} FirstStep;

/* Customers in an order, as indexes into Shop.customers. */
typedef struct CustomerList {
    const uint32_t *items;
    size_t count;
} CustomerList;

/* Medians of the members, of what is no feature (facts.h). */
typedef struct TypicalMember {
    double purchase_days;
    double basket;         /* spend a purchase day */
    double silent_days;    /* since the last purchase day */
    double usual_gap_days; /* of those who have one; NaN where nobody has */
} TypicalMember;

typedef struct Segment {
    Archetype archetype;
    const char *label;          /* "Champions", "Champions, larger baskets" */
    const char *slug;           /* "champions", "champions-larger-baskets" */
    int colour;                 /* theme_segment() */
    int lineage;                /* the same number from run to run; 0 without a history */
    const char *last_label;     /* in the last run; NULL where there was none of it */
    const char *last_archetype; /* the slug of it; likewise */
    const char *renamed_why;    /* why the label is another one now; NULL where it is not */
    const uint32_t *members;    /* indexes into Shop.customers, ascending */
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
    TypicalMember typical;
    double consented; /* may be written to; NaN where that is not known of all, or withheld */
    QuietFigures quiet;
    double silhouette, jaccard; /* of its clusters, by size; NaN for Prospects */
    const char *reason;         /* "Bought on one day only: 700 of 810 members. …" */
    FirstStep first_step;
    CustomerList first;      /* whom the first step is for; none where nobody may be shown */
    CustomerList quiet_list; /* who have gone quiet, most at stake first; none where they are no
                              * more than chance leaves, or nobody may be shown */
    const char *first_text;  /* the first step, in words; a sentence without its full stop */
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
    double base_purchase_days; /* the median of all buyers' */
    size_t buyers;
    double base_engagement;     /* of all customers; NaN without interactions */
    PurchaseDays days;          /* of all customers */
    Quiet silence;              /* likewise; customer by customer in silence.rhythms */
    SecondPurchase second;      /* the wait for the second purchase day */
    double silent_days;         /* who has up to three purchase days is silent after so long */
    double new_days;            /* who first bought within so many days is new */
    QuietFigures quiet;         /* of all customers */
    const uint32_t *buyer_rows; /* customers that were clustered, in Model's row order */
    Naming categories;          /* of_row: the one that a customer has spent most on */
    Naming countries;
    double category_share;   /* of the revenue, that has a category; NaN where none is known */
    bool no_amounts;         /* as Shop's */
    bool carried_by_members; /* what goes on was found by customers, not by centres */
} Segments;

typedef struct SegmentPlan {
    LabelScheme scheme;
    const char *templates; /* a folder of the user's own texts, or NULL */
    const char *currency;
    /* NULL, or what earlier runs found: segments that go on keep their lineage and colour. Names do
     * not depend on it. */
    const History *history;
    size_t min_group; /* nothing is said of fewer customers; 0: no such limit */
} SegmentPlan;

/* `rows` maps the model's rows to customers (Shop.customers index), ascending. */
MUST_USE Status segments_describe(Segments *out, const Shop *shop, const Model *model,
                                  const uint32_t *rows, const SegmentPlan *plan, Arena *arena,
                                  Err *err);

/* What a year of a customer's was worth: the spend so far over the years from the first purchase to
 * the last and one usual gap more, at least one year. What is at stake when he is silent. 0 for who
 * never bought, or returned as much. */
double customer_stake(const Segments *segments, const Shop *shop, uint32_t customer);

/* Where the lists of a segment are, beside the report. */
const char *segment_first_file(const Segment *segment, Arena *arena);
const char *segment_quiet_file(const Segment *segment, Arena *arena);

/* "usual", "getting quiet", "quiet", "not judged" */
const char *silence_name(Silence silence);

const char *archetype_label(Archetype archetype); /* "Can't Lose Them" */
bool archetype_read(Archetype *out, const char *slug);
const char *archetype_slug(Archetype archetype); /* "cant-lose-them": icons and texts */
/* What the name stands for, a sentence, for the glossary. */
const char *archetype_meaning(Archetype archetype);
/* Whether the name says what members spend: where there is no money nobody has it. */
bool archetype_is_of_money(Archetype archetype);

#endif
