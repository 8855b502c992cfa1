/* What a reader can work out of the figures that are given out. */
#include "math/disclosure.h"
#include "math/simplex.h"

#define NONE SIZE_MAX

/* A release as a linear program. Its columns are the cells; its rows the sums of several cells that
 * are given out or secret. */
typedef struct Audit {
    const Release *release;
    Simplex simplex;
    size_t *row_figure;      /* by row: the figure; NONE for a secret */
    size_t *figure_of[2];    /* by cell: the figure that bounds it from below, and above */
    size_t *secret_variable; /* by secret */
    double *low, *high;      /* by secret: the widest that was seen, by all points so far */
    bool *lost;              /* by secret: the figures that are always given out bound it */
} Audit;

static bool is_row(const GivenSum *figure)
{
    return !figure->withheld && figure->count > 1;
}

static void bound_cell(Audit *audit, double *low, double *high, size_t number)
{
    const GivenSum *figure = &audit->release->figures[number];
    uint32_t cell = figure->cells[0];

    if (figure->low > low[cell]) {
        low[cell] = figure->low;
        audit->figure_of[0][cell] = number;
    }
    if (figure->high < high[cell]) {
        high[cell] = figure->high;
        audit->figure_of[1][cell] = number;
    }
}

static void put_row(Matrix *sums, size_t row, const uint32_t *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        matrix_row(sums, row)[cells[i]] = 1;
}

static size_t count_rows(const Release *release)
{
    size_t rows = 0;

    for (size_t i = 0; i < release->figure_count; i++)
        rows += is_row(&release->figures[i]);
    for (size_t i = 0; i < release->secret_count; i++)
        rows += release->secrets[i].count > 1;
    return rows;
}

/* The figures that are given out, as rows or as bounds of cells. Returns the next row. */
static size_t put_figures(Audit *audit, Matrix *sums, double *low, double *high)
{
    const Release *release = audit->release;
    size_t row = 0;

    for (size_t i = 0; i < release->figure_count; i++) {
        const GivenSum *figure = &release->figures[i];
        if (!figure->withheld && figure->count == 1) bound_cell(audit, low, high, i);
        if (!is_row(figure)) continue;
        put_row(sums, row, figure->cells, figure->count);
        low[release->cells + row] = figure->low;
        high[release->cells + row] = figure->high;
        audit->row_figure[row++] = i;
    }
    return row;
}

static void put_secrets(Audit *audit, Matrix *sums, size_t row, double *low, double *high)
{
    const Release *release = audit->release;

    for (size_t i = 0; i < release->secret_count; i++) {
        const Secret *secret = &release->secrets[i];
        audit->secret_variable[i] = secret->cells[0];
        if (secret->count == 1) continue;
        put_row(sums, row, secret->cells, secret->count);
        low[release->cells + row] = -INFINITY;
        high[release->cells + row] = INFINITY;
        audit->row_figure[row] = NONE;
        audit->secret_variable[i] = release->cells + row++;
    }
}

/* The program of what is given out at present; in an arena of its own, for there may be many. */
static void build(Audit *audit, Arena *arena)
{
    const Release *release = audit->release;
    size_t rows = count_rows(release), all = release->cells + rows;
    Matrix sums = matrix_new(rows, release->cells, arena);
    double *low = ARENA_ARRAY(arena, double, all), *high = ARENA_ARRAY(arena, double, all);

    audit->row_figure = ARENA_ARRAY(arena, size_t, rows);
    for (int side = 0; side < 2; side++)
        audit->figure_of[side] = ARENA_ARRAY(arena, size_t, release->cells);
    for (size_t c = 0; c < release->cells; c++) {
        low[c] = release->least[c];
        high[c] = INFINITY;
        audit->figure_of[0][c] = audit->figure_of[1][c] = NONE;
    }
    put_secrets(audit, &sums, put_figures(audit, &sums, low, high), low, high);
    audit->simplex = simplex_open(sums, low, high, release->value, arena);
}

static double secret_value(const Release *release, const Secret *secret)
{
    Sum sum = { 0 };

    for (size_t i = 0; i < secret->count; i++)
        sum_add(&sum, release->value[secret->cells[i]]);
    return sum_value(sum);
}

/* Every point that the figures allow is one that a reader cannot rule out. */
static void see(Audit *audit)
{
    for (size_t i = 0; i < audit->release->secret_count; i++) {
        double at = audit->simplex.at[audit->secret_variable[i]];
        audit->low[i] = fmin(audit->low[i], at);
        audit->high[i] = fmax(audit->high[i], at);
    }
}

static bool is_wide(const Audit *audit, size_t number, bool upper)
{
    double value = secret_value(audit->release, &audit->release->secrets[number]);
    double margin = KNOWN_WITHIN * fabs(value) * (1 - 1e-9);

    return upper ? audit->high[number] >= value + margin : audit->low[number] <= value - margin;
}

/* The withholdable figure of the least worth among those that bound a secret. */
typedef struct Choice {
    const Audit *audit;
    bool upper;
    size_t figure;
} Choice;

static void choose(void *context, size_t variable)
{
    Choice *choice = context;
    const Audit *audit = choice->audit;
    const Release *release = audit->release;
    const Simplex *s = &audit->simplex;
    size_t figure;

    if (variable >= release->cells) {
        figure = audit->row_figure[variable - release->cells];
    } else {
        figure = audit->figure_of[s->at[variable] > s->low[variable]][variable];
    }
    if (figure == NONE || !(release->figures[figure].worth > 0)) return;
    if (choice->figure != NONE &&
        release->figures[figure].worth >= release->figures[choice->figure].worth)
        return;
    choice->figure = figure;
}

/* Whether the secret is out of reach on that side; else *culprit is a figure to withhold, NONE
 * where there is none. */
static bool is_hidden(Audit *audit, size_t number, bool upper, size_t *culprit)
{
    Choice choice = { audit, upper, NONE };

    if (is_wide(audit, number, upper)) return true;
    double bound = simplex_bound(&audit->simplex, audit->secret_variable[number], upper);
    see(audit);
    if (upper) {
        audit->high[number] = fmax(audit->high[number], bound);
    } else {
        audit->low[number] = fmin(audit->low[number], bound);
    }
    if (is_wide(audit, number, upper)) return true;
    simplex_binding(&audit->simplex, audit->secret_variable[number], choose, &choice);
    *culprit = choice.figure;
    return false;
}

/* The first figure to withhold; NONE where every secret is out of reach, or lost. */
static size_t find_culprit(Audit *audit)
{
    size_t culprit = NONE;

    for (size_t i = 0; i < audit->release->secret_count; i++) {
        if (audit->lost[i]) continue;
        bool hidden = is_hidden(audit, i, true, &culprit) && is_hidden(audit, i, false, &culprit);
        if (hidden) continue;
        if (culprit != NONE) return culprit;
        audit->lost[i] = true;
    }
    return NONE;
}

size_t disclosure_protect(Release *release, Arena *arena)
{
    size_t lost = 0, culprit = NONE;
    Audit audit = { .release = release,
                    .secret_variable = ARENA_ARRAY(arena, size_t, release->secret_count),
                    .low = ARENA_ARRAY(arena, double, release->secret_count),
                    .high = ARENA_ARRAY(arena, double, release->secret_count),
                    .lost = ARENA_ARRAY(arena, bool, release->secret_count) };

    for (size_t i = 0; i < release->secret_count; i++)
        audit.low[i] = audit.high[i] = secret_value(release, &release->secrets[i]);
    do {
        Arena scratch = arena_open();
        build(&audit, &scratch);
        culprit = find_culprit(&audit);
        arena_close(&scratch);
        if (culprit != NONE) release->figures[culprit].withheld = true;
    } while (culprit != NONE);
    for (size_t i = 0; i < release->secret_count; i++)
        lost += audit.lost[i];
    return lost;
}
