/* What the tests of the charts share. */
#ifndef CHART_TEST_H
#define CHART_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chart/gallery.h"

#define assert_near(got, want, eps)                                                                \
    do {                                                                                           \
        double got_ = (got), want_ = (want);                                                       \
        if (!(got_ - want_ <= (eps) && want_ - got_ <= (eps))) {                                   \
            fail_msg("%s is %.12g, not %.12g", #got, got_, want_);                                 \
        }                                                                                          \
    } while (0)

/* A box that may be turned: in a frame turned by turn_deg it is the rectangle. */
typedef struct LabelBox {
    Rect rect;
    double turn_deg;
    const char *text;
    const char *group; /* the innermost group that it stands in */
} LabelBox;

typedef struct LabelBoxes {
    LabelBox *items;
    size_t count, capacity;
} LabelBoxes;

LabelBoxes label_boxes(const Scene *scene, Arena *arena);
/* The corners' range of a box. */
Rect box_bounds(const LabelBox *box);
/* Whether two boxes of the same turn share more than a sliver. */
bool boxes_overlap(const LabelBox *a, const LabelBox *b);

/* Draws or fails the test. */
Scene draw_spec(const ChartSpec *spec, const Theme *theme, Arena *arena);
Scene draw_gallery(ChartKind kind, GalleryCase which, Arena *arena);
/* Marks of a kind inside the groups whose name begins so ("" for all). */
size_t count_marks(const Scene *scene, MarkKind kind, const char *group);
/* The i-th fill inside such groups. */
const Path *nth_fill(const Scene *scene, const char *group, size_t i);
Rect path_bounds(const Path *path);
/* The first label that contains the words; NULL if there is none. */
const Label *find_label(const Scene *scene, const char *words);

int run_tick_tests(void);
int run_distribution_tests(void);
int run_layout_tests(void);
int run_kind_tests(void);
int run_floor_tests(void);
int run_golden_tests(void);

#endif
