/* The groups of this program's tests, one a file, and the way from a database to what is shown. */
#ifndef PRIVACY_TESTS_H
#define PRIVACY_TESTS_H

#include "privacy/privacy.h"
#include "shop_fixture.h"

/* A shop as the program reads, models and describes it. */
typedef struct Made {
    Shop shop;
    Model model;
    Segments segments;
    SegmentPlan plan;
} Made;

/* Of a database of sql/schema.sql, as of 2025-06-30. */
Made *make(Fixture *fixture, const char *path, size_t k, size_t min_group);
Shown aggregate(Fixture *fixture, const Made *made);

int people_tests(void);
int aggregate_tests(void);
int list_tests(void);
int quiet_tests(void);
int week_tests(void);

#endif
