/* segment/facts.h — what is so of single customers, and of how many in a group. Private to the
 * room.
 *
 * A claim is held against the shop's own buyers: their percentiles, their time to the second
 * purchase, their rhythm. Nothing here depends on scaling, options, a history or how much may be
 * shown, so what is named by these claims has the same name whenever the members are the same.
 *
 * In:    a Shop, whole.
 * Out:   claims as bits, a customer at a time; counts of them over groups.
 * Owns:  nothing; results live in the arena.
 */
#ifndef SEGMENT_FACTS_H
#define SEGMENT_FACTS_H

#include "predict/predict.h"
#include "store/store.h"

typedef enum Figure {
    FIGURE_SILENCE, /* days since the last purchase day; of who never bought: one more than of
                       anybody */
    FIGURE_DAYS,    /* purchase days */
    FIGURE_SPEND,   /* net */
    FIGURE_BASKET,  /* spend a purchase day; of who never bought: 0 */
    FIGURE_SINCE,   /* days since the first purchase day; of who never bought: 0 */
    FIGURE_CONTACTS,
    FIGURES
} Figure;

/* Everything but CLAIM_ONCE to CLAIM_AGAIN is measured against the shop. A top third is above at
 * least two thirds of all buyers, a top fifth above four fifths: equal values never help. */
typedef enum Claim {
    CLAIM_ONCE,       /* one purchase day */
    CLAIM_AGAIN,      /* two or more */
    CLAIM_NEW,        /* first bought within Facts.new_days */
    CLAIM_YOUNGER,    /* first bought later than two thirds of buyers, and within a year */
    CLAIM_RECENT,     /* last bought within Facts.recent_days */
    CLAIM_SILENT,     /* gone quiet; or up to three purchase days, the last before
                       * Facts.silent_days */
    CLAIM_ACTIVE,     /* bought, and not silent */
    CLAIM_DAYS_THIRD, /* top third in purchase days, and three or more */
    CLAIM_DAYS_FIFTH, /* top fifth likewise */
    CLAIM_DAYS_REST,  /* not in the top third */
    CLAIM_SPEND_THIRD,
    CLAIM_SPEND_FIFTH,
    CLAIM_SPEND_UPPER, /* above the median */
    CLAIM_SPEND_LOWER, /* not above it */
    CLAIM_BASKET_THIRD,
    CLAIM_CONTACTS_THIRD,
    CLAIMS
} Claim;

#define CLAIM_BIT(claim) (UINT32_C(1) << (claim))

/* Of one figure over all buyers. */
typedef struct Border {
    double fifth, third; /* who is in the top fifth, or third, is above it */
    double middle;       /* the median */
    double low_third;    /* who is in the lowest third is below it */
} Border;

typedef struct Facts {
    const Shop *shop;
    PurchaseDays days;
    Quiet quiet;
    SecondPurchase second;
    size_t buyers;       /* customers with a purchase day */
    double new_days;     /* by when half of those who come back have: 30 to 180 */
    double recent_days;  /* the same, at least 30 */
    double silent_days;  /* by when four of five of them have, at least 14; infinite where nobody
                          * has come back */
    bool few_are_new;    /* at most half of the buyers */
    bool silence_proven; /* more are quiet than chance explains: names may speak of silence */
    Border borders[FIGURES];
} Facts;

Facts facts_find(const Shop *shop, Arena *arena);

double facts_figure(const Facts *facts, Figure figure, uint32_t customer);
/* The claims that are so of a customer, a CLAIM_BIT each. */
uint32_t facts_claims(const Facts *facts, uint32_t customer);

/* Of how many in a group each claim is so. */
typedef struct Counted {
    size_t members;
    size_t of[CLAIMS];
} Counted;

void facts_count(Counted *out, const Facts *facts, const uint32_t *members, size_t count);
/* Whether it is so of at least six in ten. */
bool counted_mostly(const Counted *counted, Claim claim);

/* Each customer's days with a purchase, each day once, up to and with `as_of`. */
PurchaseDays purchase_days(const Purchases *purchases, size_t customers, Day as_of, Arena *arena);

#endif
