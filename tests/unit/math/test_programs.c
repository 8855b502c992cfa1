/* Linear programs, and releases that are protected by them, held against what can be worked out in
 * another way: all corners of a program, every sum that a reader could form. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "math/disclosure.h"
#include "math/simplex.h"
#include "math_tests.h"

static int open_arena(void **state)
{
    static Arena arena;

    arena = arena_open();
    *state = &arena;
    return 0;
}

static int close_arena(void **state)
{
    arena_close(*state);
    return 0;
}

static void assert_near(double got, double wanted, double tolerance)
{
    if (!(fabs(got - wanted) <= tolerance)) fail_msg("%.17g is not %.17g", got, wanted);
}

/* --- programs of three variables -------------------------------------------------------------- */

enum { COLS = 3, ROWS = 3, ALL = COLS + ROWS };

typedef struct Program {
    double entries[ROWS][COLS], low[ALL], high[ALL], start[COLS];
} Program;

/* What a variable is at a point of the columns. */
static double value_at(const Program *p, size_t variable, const double x[COLS])
{
    if (variable < COLS) return x[variable];
    double value = 0;
    for (size_t c = 0; c < COLS; c++)
        value += p->entries[variable - COLS][c] * x[c];
    return value;
}

static Program random_program(Random *random)
{
    Program p;

    for (size_t c = 0; c < COLS; c++) {
        p.low[c] = (double)random_below(random, 5) - 2;
        p.high[c] = p.low[c] + (double)random_below(random, 9);
        p.start[c] = p.low[c] + random_unit(random) * (p.high[c] - p.low[c]);
    }
    for (size_t r = 0; r < ROWS; r++) {
        for (size_t c = 0; c < COLS; c++)
            p.entries[r][c] = (double)random_below(random, 7) - 3;
        double at = value_at(&p, COLS + r, p.start);
        p.low[COLS + r] =
            random_below(random, 3) ? at - (double)random_below(random, 4) : -INFINITY;
        p.high[COLS + r] =
            random_below(random, 3) ? at + (double)random_below(random, 4) : INFINITY;
    }
    return p;
}

static bool is_allowed(const Program *p, const double x[COLS])
{
    for (size_t v = 0; v < ALL; v++) {
        double value = value_at(p, v, x);
        if (value < p->low[v] - 1e-7 || value > p->high[v] + 1e-7) return false;
    }
    return true;
}

/* Gauss–Jordan; false where the three planes have no one point in common. */
static bool meet(double m[COLS][COLS + 1])
{
    for (size_t c = 0; c < COLS; c++) {
        size_t best = c;
        for (size_t r = c; r < COLS; r++)
            best = fabs(m[r][c]) > fabs(m[best][c]) ? r : best;
        if (fabs(m[best][c]) < 1e-9) return false;
        for (size_t k = 0; k <= COLS; k++) {
            double kept = m[c][k];
            m[c][k] = m[best][k];
            m[best][k] = kept;
        }
        for (size_t r = 0; r < COLS; r++) {
            double factor = m[r][c] / m[c][c];
            for (size_t k = 0; k <= COLS && r != c; k++)
                m[r][k] -= factor * m[c][k];
        }
    }
    for (size_t c = 0; c < COLS; c++)
        m[c][COLS] /= m[c][c];
    return true;
}

/* The plane on which a variable is at its low or high bound. */
static void put_plane(const Program *p, double out[COLS + 1], size_t variable, bool upper)
{
    for (size_t c = 0; c < COLS; c++)
        out[c] = variable < COLS ? variable == c : p->entries[variable - COLS][c];
    out[COLS] = upper ? p->high[variable] : p->low[variable];
}

/* Over all corners: every three bounds that meet. */
static void force(const Program *p, double least[ALL], double most[ALL])
{
    enum { BOUNDS = 2 * ALL };

    for (size_t v = 0; v < ALL; v++) {
        least[v] = INFINITY;
        most[v] = -INFINITY;
    }
    for (size_t a = 0; a < BOUNDS; a++) {
        for (size_t b = 0; b < a; b++) {
            for (size_t c = 0; c < b; c++) {
                const size_t bounds[] = { a, b, c };
                double m[COLS][COLS + 1], x[COLS];
                bool finite = true;
                for (size_t i = 0; i < COLS; i++) {
                    put_plane(p, m[i], bounds[i] / 2, bounds[i] % 2);
                    finite = finite && isfinite(m[i][COLS]);
                }
                if (!finite || !meet(m)) continue;
                for (size_t i = 0; i < COLS; i++)
                    x[i] = m[i][COLS];
                for (size_t v = 0; v < ALL && is_allowed(p, x); v++) {
                    least[v] = fmin(least[v], value_at(p, v, x));
                    most[v] = fmax(most[v], value_at(p, v, x));
                }
            }
        }
    }
}

/* The point is allowed, every row of the dictionary says what its variable is at any point, and
 * each variable stands where it says that it does. */
static void assert_sound(const Simplex *s, const Program *p)
{
    const double elsewhere[] = { 0.7, -1.3, 2.9 };

    assert_true(is_allowed(p, s->at));
    for (size_t v = 0; v < ALL; v++) {
        assert_near(s->at[v], value_at(p, v, s->at), 1e-7);
        assert_int_equal((s->is_basic[v] ? s->basic : s->other)[s->place[v]], v);
        bool bound = s->at[v] == s->low[v] || s->at[v] == s->high[v];
        assert_true(s->is_basic[v] || bound);
    }
    for (size_t r = 0; r < ROWS; r++) {
        double value = 0;
        for (size_t c = 0; c < COLS; c++)
            value += matrix_at(&s->dictionary, r, c) * value_at(p, s->other[c], elsewhere);
        assert_near(value, value_at(p, s->basic[r], elsewhere), 1e-7);
    }
}

typedef struct Taken {
    size_t count;
    bool has[ALL];
} Taken;

static void take(void *context, size_t variable)
{
    Taken *taken = context;

    assert_false(taken->has[variable]);
    taken->has[variable] = true;
    taken->count++;
}

/* What the result depends on: without the other bounds it is the same. */
static void assert_binding(const Simplex *s, const Program *p, size_t variable, bool upper)
{
    Program loose = *p;
    double least[ALL], most[ALL];
    Taken taken = { 0 };

    simplex_binding(s, variable, take, &taken);
    assert_true(taken.count > 0 || s->at[variable] == 0);
    for (size_t v = 0; v < ALL; v++) {
        if (taken.has[v]) {
            assert_true(s->at[v] == s->low[v] || s->at[v] == s->high[v]);
        } else {
            loose.low[v] = fmin(-100, loose.low[v]);
            loose.high[v] = fmax(100, loose.high[v]);
        }
    }
    if (loose.low[variable] > -100 || loose.high[variable] < 100) return; /* its own bound */
    force(&loose, least, most);
    assert_near(upper ? most[variable] : least[variable], s->at[variable], 1e-6);
}

static void bounds_are_those_of_the_best_corner(void **state)
{
    Random random = random_open(31, 0);

    for (int round = 0; round < 400; round++) {
        Program p = random_program(&random);
        Matrix sums = matrix_new(ROWS, COLS, *state);
        double least[ALL], most[ALL];
        memcpy(sums.at, p.entries, sizeof p.entries);
        Simplex s = simplex_open(sums, p.low, p.high, p.start, *state);
        assert_sound(&s, &p);
        force(&p, least, most);
        for (size_t i = 0; i < 2 * ALL; i++) {
            size_t v = random_below(&random, ALL);
            bool upper = i % 2;
            double got = simplex_bound(&s, v, upper);
            assert_near(got, upper ? most[v] : least[v], 1e-6);
            assert_near(s.at[v], got, 0);
            assert_sound(&s, &p);
            if (round < 100) assert_binding(&s, &p, v, upper);
        }
    }
}

/* --- the largest of a group ------------------------------------------------------------------- */

static int descending(const void *left, const void *right)
{
    double a = fabs(*(const double *)left), b = fabs(*(const double *)right);

    return (a < b) - (a > b);
}

static void the_largest_are_kept_whatever_their_order(void **state)
{
    Random random = random_open(32, 0);

    for (int round = 0; round < 300; round++) {
        double values[60], sum = 0;
        size_t count = random_below(&random, 60), group = 1 + random_below(&random, 14);
        size_t places = group > 1 ? group - 1 : 1, kept = count < places ? count : places;
        Tops tops = tops_open(group, *state);
        for (size_t i = 0; i < count; i++) {
            values[i] =
                (double)(1 + random_below(&random, 40)) * (random_below(&random, 4) ? 1 : -1);
            tops_add(&tops, values[i]);
            sum += values[i];
        }
        qsort(values, count, sizeof *values, descending);
        double wanted = 0, got = 0;
        for (size_t i = 0; i < kept; i++) {
            wanted += fabs(values[i]);
            got += tops.largest[i];
        }
        assert_int_equal(tops.kept, kept);
        assert_int_equal(tops.members, count);
        assert_near(got, wanted, 0);
        assert_near(tops.most, count ? fabs(values[0]) : 0, 0);
        assert_int_equal(tops_is_secret(&tops),
                         count && (count < group || fabs(values[0]) > DOMINANT * fabs(sum)));
    }
}

static double step_of(double largest, Arena *arena)
{
    Tops tops = tops_open(2, arena);

    tops_add(&tops, largest);
    return tops_step(&tops);
}

static void steps_are_one_two_or_five_times_a_power_of_ten(void **state)
{
    static const struct {
        double largest, step;
    } cases[] = {
        { 5, 1 },       { 5.01, 2 },       { 10, 2 },      { 10.01, 5 },    { 25, 5 },
        { 25.01, 10 },  { 50, 10 },        { 50.01, 20 },  { 500, 100 },    { 4.99, 1 },
        { 2.5, 0.5 },   { 2.51, 1 },       { 0.5, 0.1 },   { 0.051, 0.02 }, { 0.0005, 0.0001 },
        { 5e12, 1e12 }, { 5.01e12, 2e12 }, { -25.01, 10 }, { INFINITY, 0 },
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_near(step_of(cases[i].largest, *state), cases[i].step, cases[i].step * 1e-12);
    static const double counts[] = { 2, 2, 2, 2, 2, 2, 2, 5, 5, 5, 5, 5, 5, 5, 5, 5, 10 };
    for (size_t group = 0; group < COUNT_OF(counts); group++)
        assert_near(count_step(group), counts[group], 0);
    assert_near(count_step(30), 10, 0);
    assert_near(count_step(31), 20, 0);
}

static void values_are_rounded_half_up_with_the_decimals_of_the_step(void **state)
{
    (void)state;
    assert_true(round_to(7.49, 5) == 5 && round_to(7.5, 5) == 10 && round_to(-7.5, 5) == -5);
    assert_true(round_to(0.31, 0.2) == 0.4 && round_to(0.29, 0.2) == 0.2);
    assert_true(round_to(0.675, 0.05) == 0.7 && round_to(0.66, 0.05) == 0.65);
    assert_true(round_to(1.5, 1) == 2 && round_to(1.49, 1) == 1 && round_to(12, 2) == 12);
    assert_true(round_to(1.23, -1) == 1.23);
}

/* --- values in runs --------------------------------------------------------------------------- */

/* How many values each run has, from the lowest up, where each is larger than the last by 30%. */
static size_t runs_of(size_t *sizes, size_t count, size_t group, Arena *arena)
{
    double *values = ARENA_ARRAY(arena, double, count);
    size_t runs = 0;

    for (size_t i = 0; i < count; i++)
        values[(i * 7919) % count] = pow(1.3, (double)i); /* so that no two runs have one mean */
    const double *got = microaggregate(values, count, count, group, arena);
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || got[i] >= got[i - 1]);
        if (i == 0 || got[i] != got[i - 1]) sizes[runs++] = 0;
        sizes[runs - 1]++;
    }
    return runs;
}

static void twenty_runs_of_many_values_each_of_enough(void **state)
{
    static const struct {
        size_t count, group, runs, first, last;
    } cases[] = {
        { 100, 2, 20, 5, 5 },   /* a twentieth each */
        { 101, 2, 16, 11, 6 },  /* rounded up: 6, and the rest, 5, is no run of its own */
        { 600, 2, 30, 20, 20 }, /* no more than ten times the group */
        { 400, 2, 20, 20, 20 }, { 380, 2, 20, 19, 19 }, { 19, 2, 9, 3, 2 }, /* at least the group */
        { 30, 3, 10, 3, 3 },    { 31, 3, 10, 4, 3 },    { 5, 6, 1, 5, 5 },
    };
    size_t sizes[100];

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t runs = runs_of(sizes, cases[i].count, cases[i].group, *state);
        assert_int_equal(runs, cases[i].runs);
        assert_int_equal(sizes[0], cases[i].first);
        assert_int_equal(sizes[runs - 1], cases[i].last);
    }
}

/* Fewer places than values, and more: each shows the run in which its part of the order begins. */
static void so_many_places_are_shown_as_are_asked_for(void **state)
{
    const double values[] = { 1000, 2000, 3000, 4000, 5000, 6000 };
    const double *all = microaggregate(values, 6, 6, 2, *state);
    const double *three = microaggregate(values, 6, 3, 2, *state);
    const double *nine = microaggregate(values, 6, 9, 2, *state);

    assert_near(all[0], 1500, 0); /* 3,000, in steps of 500 */
    assert_near(all[2], 3500, 0);
    assert_near(all[4], 6000, 0); /* 11,000, in steps of 2,000 */
    for (size_t i = 0; i < 3; i++)
        assert_near(three[i], all[2 * i], 0);
    for (size_t i = 0; i < 9; i++)
        assert_near(nine[i], all[i * 6 / 9], 0);
    assert_non_null(microaggregate(values, 0, 3, 2, *state));
}

static void the_middle_has_as_many_on_both_sides(void **state)
{
    double values[13];

    for (size_t count = 1; count <= 13; count++) {
        for (size_t i = 0; i < count; i++)
            values[(i * 5) % count == i ? i : i] = 20 + (double)((i * i) % 17);
        const double *sorted = sorted_copy(values, count, *state);
        for (size_t group = 1; group <= 14; group++) {
            size_t from = 0, end = count;
            while (end - from > group && end - from > group + 1) {
                from++;
                end--;
            }
            double sum = 0;
            for (size_t i = from; i < end; i++)
                sum += sorted[i];
            assert_near(middle_mean(values, count, group, *state), sum / (double)(end - from),
                        1e-12);
        }
    }
}

/* --- releases --------------------------------------------------------------------------------- */

enum { HEIGHT = 3, WIDTH = 4, CELLS = HEIGHT * WIDTH, FIGURES = CELLS + HEIGHT + WIDTH + 1 };

/* A table with its sums: every cell that is no secret is given out, all of it rounded. */
typedef struct Sheet {
    double value[CELLS], least[CELLS];
    uint32_t cells[FIGURES][CELLS], pair[2];
    GivenSum figures[FIGURES];
    Secret secrets[CELLS];
    Release release;
} Sheet;

static void give(Sheet *sheet, const uint32_t *cells, size_t count, double width, double worth)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += sheet->value[cells[i]];
    sheet->figures[sheet->release.figure_count++] =
        (GivenSum){ cells, count, sum - width, sum + width, worth * (1 + sum), false };
}

static void fill_sheet(Sheet *sheet, Random *random)
{
    double width = (double)random_below(random, 3) / 2;
    bool sums_go = random_below(random, 2);

    *sheet = (Sheet){ .release = { .cells = CELLS } };
    for (size_t i = 0; i < CELLS; i++)
        sheet->value[i] = random_below(random, 3) ? 20 + (double)random_below(random, 80)
                                                  : (double)random_below(random, 6);
    for (size_t f = 0; f < FIGURES; f++) {
        size_t count = 0;
        for (size_t i = 0; i < CELLS; i++) {
            bool in = f < CELLS                    ? i == f
                      : f < CELLS + HEIGHT         ? i / WIDTH == f - CELLS
                      : f < CELLS + HEIGHT + WIDTH ? i % WIDTH == f - CELLS - HEIGHT
                                                   : true;
            if (in) sheet->cells[f][count++] = (uint32_t)i;
        }
        if (f < CELLS && sheet->value[f] < 6) {
            sheet->secrets[sheet->release.secret_count++] = (Secret){ sheet->cells[f], 1 };
        } else {
            give(sheet, sheet->cells[f], count, width, f < CELLS || (sums_go && f + 1 < FIGURES));
        }
    }
    /* Two neighbours that are secret together, though neither is alone. */
    if (sheet->value[0] >= 6 && sheet->value[1] >= 6 && sheet->release.secret_count < CELLS) {
        sheet->pair[1] = 1;
        sheet->secrets[sheet->release.secret_count++] = (Secret){ sheet->pair, 2 };
    }
    sheet->release.value = sheet->value;
    sheet->release.least = sheet->least;
    sheet->release.figures = sheet->figures;
    sheet->release.secrets = sheet->secrets;
}

/* How many secrets a reader of what is given out knows: by a program with a row for each figure. */
static size_t count_known(const Sheet *sheet, bool always_given, Arena *arena)
{
    const Release *r = &sheet->release;
    size_t rows = r->figure_count + r->secret_count, known = 0;
    double *low = ARENA_ARRAY(arena, double, CELLS + rows);
    double *high = ARENA_ARRAY(arena, double, CELLS + rows);
    Matrix sums = matrix_new(rows, CELLS, arena);

    for (size_t v = 0; v < CELLS + rows; v++) {
        low[v] = v < CELLS ? 0 : -INFINITY;
        high[v] = INFINITY;
    }
    for (size_t f = 0; f < r->figure_count; f++) {
        const GivenSum *figure = &r->figures[f];
        for (size_t i = 0; i < figure->count; i++)
            matrix_row(&sums, f)[figure->cells[i]] = 1;
        if (figure->withheld || (always_given && figure->worth > 0)) continue;
        low[CELLS + f] = figure->low;
        high[CELLS + f] = figure->high;
    }
    for (size_t s = 0; s < r->secret_count; s++) {
        for (size_t i = 0; i < r->secrets[s].count; i++)
            matrix_row(&sums, r->figure_count + s)[r->secrets[s].cells[i]] = 1;
    }
    Simplex simplex = simplex_open(sums, low, high, sheet->value, arena);
    for (size_t s = 0; s < r->secret_count; s++) {
        double value = 0, margin;
        for (size_t i = 0; i < r->secrets[s].count; i++)
            value += sheet->value[r->secrets[s].cells[i]];
        margin = KNOWN_WITHIN * value * (1 - 1e-6);
        size_t variable = CELLS + r->figure_count + s;
        known += simplex_bound(&simplex, variable, true) < value + margin ||
                 simplex_bound(&simplex, variable, false) > value - margin;
    }
    return known;
}

static size_t count_withheld(const Sheet *sheet)
{
    size_t withheld = 0;

    for (size_t f = 0; f < sheet->release.figure_count; f++) {
        withheld += sheet->figures[f].withheld;
        assert_false(sheet->figures[f].withheld && !(sheet->figures[f].worth > 0));
    }
    return withheld;
}

static void no_reader_knows_a_secret_that_can_be_kept(void **state)
{
    Random random = random_open(33, 0);
    size_t withheld = 0, lost = 0, shown = 0;

    for (int round = 0; round < 150; round++) {
        ArenaMark mark = arena_mark(*state);
        Sheet sheet;
        fill_sheet(&sheet, &random);
        size_t told = disclosure_protect(&sheet.release, *state);
        assert_int_equal(count_known(&sheet, false, *state), told);
        assert_int_equal(count_known(&sheet, true, *state), told);
        withheld += count_withheld(&sheet);
        shown += sheet.release.figure_count;
        lost += told;
        arena_release(*state, mark);
    }
    /* Of the 2,424 figures no more go than need be: those of the least worth that bound a secret.
     */
    assert_int_equal(shown, 2424);
    assert_true(withheld <= 429);
    assert_int_equal(lost, 4);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int program_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(bounds_are_those_of_the_best_corner),
        TEST(the_largest_are_kept_whatever_their_order),
        TEST(steps_are_one_two_or_five_times_a_power_of_ten),
        TEST(values_are_rounded_half_up_with_the_decimals_of_the_step),
        TEST(twenty_runs_of_many_values_each_of_enough),
        TEST(so_many_places_are_shown_as_are_asked_for),
        TEST(the_middle_has_as_many_on_both_sides),
        TEST(no_reader_knows_a_secret_that_can_be_kept),
    };

    return cmocka_run_group_tests_name("programs", tests, NULL, NULL);
}
