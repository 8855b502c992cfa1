/* segment/profile.h — figures of a group of customers. Private to the room. */
#ifndef SEGMENT_PROFILE_H
#define SEGMENT_PROFILE_H

#include "segment/segment.h"

/* Mean and median of every feature over some customers; zeros where there are none. */
void profile_features(double *mean, double *median, const Matrix *features, const uint32_t *rows,
                      size_t count, Arena *arena);
/* Population standard deviation of every feature around `mean`. */
void profile_deviation(double *sd, const double *mean, const Matrix *features, const uint32_t *rows,
                       size_t count);

/* 0..100 for each customer: the mean of their percentile ranks in number, length and kinds of
 * interactions, among all customers; ties share the middle rank. NULL without interactions. */
const double *profile_engagement(const Shop *shop, Arena *arena);

/* The largest categories, products and countries of every segment. */
void profile_top_lists(Segments *segments, const Shop *shop, Arena *arena);

/* Numbers texts; entries may be NULL. */
Naming profile_naming(const char *const *texts, size_t rows, Arena *arena);

#endif
