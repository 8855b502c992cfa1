/* The groups of this program; each returns how many of its tests failed. */
#ifndef PAINT_TESTS_H
#define PAINT_TESTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "paint/paint.h"
#include "paint/raster.h"

extern Arena *paint_arena; /* emptied after each test */

int set_up(void **state);
int tear_down(void **state);

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* What a raster of up to 200 × 200 pixels covered, and how often it wrote outside its clip. */
typedef struct Inked {
    uint8_t at[200][200]; /* [y][x] */
    double area;          /* in pixels */
    int outside;
} Inked;

/* The path as it is, in pixels. */
Inked *ink_path(const Path *path, FillRule rule, PixelBox clip);
Inked *ink_outline(const Outline *outline, FillRule rule, PixelBox clip);
Inked *ink_stroke(const Path *path, const Pen *pen);

#define ALL ((PixelBox){ 0, 0, 200, 200 })

/* A scene with everything that a scene can hold: 252 × 162 points: whole pixels at 200 dpi. */
Scene sample_scene(const Theme *theme, Arena *arena);

Rgba pixel_at(const Pixels *pixels, size_t x, size_t y);

int test_dump(void);
int test_pdf(void);
int test_pixels(void);
int test_png(void);
int test_raster(void);
int test_strokes(void);

#endif
