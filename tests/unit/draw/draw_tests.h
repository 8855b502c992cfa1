/* The groups of this program; each returns how many of its tests failed. */
#ifndef DRAW_TESTS_H
#define DRAW_TESTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "draw/scene.h"

extern Arena *draw_arena; /* emptied after each test */

int set_up(void **state);
int tear_down(void **state);

int test_colours(void);
int test_fallback(void);
int test_fonts(void);
int test_icons(void);
int test_paths(void);
int test_scenes(void);
int test_themes(void);

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
