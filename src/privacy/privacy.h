/* privacy/privacy.h — what a report may show of a shop.
 *
 * Shop, model and segments are computed from whole data; the report gets copies, made here field by
 * field, from nothing: what nobody has decided to show is not there, and no page, picture or file
 * can show it by oversight. tests/lint/ holds that each field is decided.
 *
 * At every level a name that is an e-mail address becomes the address, and the customer is called
 * "Customer 17". With PRIVACY_IDS all are, no address is left, and findings have no examples.
 *
 * With PRIVACY_AGGREGATE there are no rows of customers, and every figure is a group's of at least
 * min_group customers of whom none makes more than four fifths. It is rounded (math/disclosure.h),
 * and shares, means and totals are computed from rounded figures, so that they tell nothing more.
 * What of products, categories, countries and months still leads to a smaller group is withheld.
 *
 * In:    a Shop with its baskets, a Model and Segments made of it; for aggregates, with segments of
 *        enough customers (SegmentPlan.min_group).
 * Out:   copies in the arena, which borrow what is the same.
 * Fails: privacy_check with ERR_DATA where too few have bought, or one customer makes most of the
 *        revenue; privacy_show as strategy_fill.
 */
#ifndef PRIVACY_PRIVACY_H
#define PRIVACY_PRIVACY_H

#include "privacy/level.h"
#include "segment/growth.h"
#include "segment/segment.h"
#include "segment/week.h"

/* What stands in charts in place of a segment's customers. */
typedef struct SegmentMeans {
    const double *values[F_COUNT]; /* means of neighbours, ascending, as many as Segment.count; NULL
                                    * for features of which no chart is drawn */
    const double *silhouette;      /* the same of silhouettes */
    size_t silhouette_count;
    double centre[2]; /* in the plane of the first two components */
} SegmentMeans;

typedef struct Means {
    const SegmentMeans *segments; /* one a segment */
    const double *spend;          /* of buyers, ascending, as many as Segments.buyers */
    double once_wait;             /* the median days since, of who bought on one day; NaN: none */
    int longest_wait;             /* shop_longest_wait() */
} Means;

/* All that a report is about, whole. */
typedef struct Computed {
    const Shop *shop;
    const Model *model;
    const Segments *segments;
    const SalesWeek *week;
    const Growth *growth;
} Computed;

typedef struct Shown {
    Shop *shop; /* findings of the report's own may be added */
    const Model *model;
    const Segments *segments;
    const Means *means; /* PRIVACY_AGGREGATE; else NULL */
    const SalesWeek *week;
    const Growth *growth;
} Shown;

typedef struct PrivacyPlan {
    Privacy level;
    const SegmentPlan *segments; /* as they were described; its min_group is what holds here */
} PrivacyPlan;

/* Whether there is enough for an aggregate. To be asked of the shop before the work begins. */
MUST_USE Status privacy_check(const Shop *shop, Privacy level, size_t min_group, Arena *arena,
                              Err *err);

MUST_USE Status privacy_show(Shown *out, const Computed *all, const PrivacyPlan *plan, Arena *arena,
                             Err *err);

#endif
