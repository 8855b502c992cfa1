/* Small databases in a temporary folder, read by store_read, and what is expected of it. */
#ifndef SHOP_FIXTURE_H
#define SHOP_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
// cmocka wants the four above first.
#include <cmocka.h>
#include <sqlite3.h>

#include "demo/demo.h"
#include "store/store.h"

typedef struct Fixture {
    Arena arena;
    char folder[64];
    int made; /* databases so far */
} Fixture;

int open_fixture(void **state);
int close_fixture(void **state);

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_fixture, close_fixture)

/* A path in the fixture's folder. */
const char *path_in(Fixture *fixture, const char *name);
/* Runs SQL in a database file, which is made if need be; fails the test on an error. */
void run_sql(const char *path, const char *sql);
int64_t ask_sql(const char *path, const char *sql);
/* A database of sql/schema.sql, or of the same columns without types and keys, with a small healthy
 * shop in it (see SHOP in shop_fixture.c), and then changed by `change`. */
const char *strict_shop(Fixture *fixture, const char *change);
/* The tables and rows of strict_shop in a database that is open. */
void fill_healthy(sqlite3 *db);
const char *loose_shop(Fixture *fixture, const char *change);

Day day(const char *iso);
/* As of 2024-07-01 where as_of is NULL. Fails the test when it is refused. */
Shop read_shop(Fixture *fixture, const char *path, const char *as_of);
Shop read_source(Fixture *fixture, const Source *source);
/* The shop must be refused with that status and both words in the message. */
void assert_refused(Fixture *fixture, const char *path, Status status, const char *word,
                    const char *other_word);
const Finding *find(const Shop *shop, const char *code);
double feature(const Shop *shop, int64_t customer, Feature which);
/* Counted revenue and what was left out make up the ledger; months and baskets the revenue. */
void assert_reconciles(const Shop *shop);
void assert_near(double got, double wanted, double relative);
/* A file in SHARED_DIR, or NULL where it is absent: then the test skips. */
const char *shared_file(Fixture *fixture, const char *name);

#endif
