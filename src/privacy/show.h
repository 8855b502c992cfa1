/* privacy/show.h — what the files of this room share. Private. */
#ifndef PRIVACY_SHOW_H
#define PRIVACY_SHOW_H

#include "math/disclosure.h"
#include "privacy/privacy.h"

/* What is shown is made of these. */
typedef struct Whole {
    const Shop *shop;
    const Model *model;
    const Segments *segments;
    size_t group;      /* customers that a figure needs */
    double count_step; /* what counts of customers are rounded to */
    Arena *arena;
} Whole;

/* --- people.c: names and addresses --- */

/* At PRIVACY_FULL or PRIVACY_IDS. */
Shop show_people(const Shop *shop, Privacy level, Arena *arena);

/* --- the parts of an aggregate --- */

double count_shown(const Whole *whole, double count);
/* What the reader knows of a count that is shown as `shown`, and of a sum. */
void count_range(double *low, double *high, const Whole *whole, double shown);

/* A segment's sums, as they are shown: of each feature over its members. (sums.c) */
typedef struct SegmentSums {
    uint32_t from; /* which of Whole.segments it is */
    double count;
    double sum[F_COUNT];  /* 0 where it is of so few customers that it counts as nothing */
    double step[F_COUNT]; /* what it is rounded to; INFINITY in that case */
} SegmentSums;

/* Of every segment that may be shown; none where nobody bought are fewer than the group. */
SegmentSums *sums_make(size_t *count, const Whole *whole);

Segments show_segments(const Whole *whole, const SegmentSums *sums, size_t count); /* segments.c */
void show_goods(Segments *shown, const Whole *whole, const SegmentSums *sums);     /* goods.c */
void show_countries(Segments *shown, const Whole *whole, const SegmentSums *sums); /* countries.c */
void show_quiet(Segments *shown, const Whole *whole, const SegmentSums *sums);     /* quiet.c */
Shop show_shop(const Whole *whole, const Segments *shown, const SegmentSums *sums); /* shop.c */
void show_months(Shop *shown, const Whole *whole, const Segments *segments,
                 const SegmentSums *sums);                     /* months.c */
Findings show_findings(const Whole *whole, double lines_step); /* findings.c */
Model show_model(const Whole *whole, const Segments *shown);   /* model.c */
Means show_means(const Whole *whole, const Segments *shown, const SegmentSums *sums); /* means.c */

SalesWeek show_week(const SalesWeek *week, const Whole *whole, const SegmentSums *sums,
                    size_t count); /* week.c */
Growth show_growth(const Growth *growth, const Whole *whole, const SegmentSums *sums,
                   size_t count); /* growth.c */

#endif
