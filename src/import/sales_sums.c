/* What the amounts of a file are made of, by its own arithmetic: quantity × price, less a discount,
 * with tax and shipping or without. Of all ways to add them up the one that gives most of the
 * amounts is believed, where it gives nearly all. */
#include <math.h>

#include "import/sales_private.h"

#define CENT 0.0051
#define MOST 0.9
#define FEW_UNITS 5
#define MOST_UNITS 50000

typedef enum Off { OFF_NOT, OFF_ONCE, OFF_EACH, OFF_UNITS, OFF_PERCENT, OFF_SHARE, OFFS } Off;
typedef enum Extra { EXTRA_NOT, EXTRA_ONCE, EXTRA_EACH, EXTRAS } Extra;

/* A row, or the rows of an order. */
typedef struct Unit {
    double full, amount, beside;
    double off[OFFS], tax[EXTRAS], shipping[EXTRAS];
    uint32_t rows;
    bool begun;
} Unit;

typedef struct Ways {
    size_t of[SUM_PARTS];                          /* units that have the part… */
    size_t equal[SUM_PARTS][OFFS][EXTRAS][EXTRAS]; /* …and add up that way */
    size_t beside_of, beside_more, beside_less; /* of the amounts beside: with the tax, without */
} Ways;

static double figure(const Lines *lines, SalesFigure which, size_t row)
{
    return lines->figure[which] ? lines->figure[which][row] : NAN;
}

static double or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

static void add_extra(double extra[EXTRAS], double value)
{
    extra[EXTRA_ONCE] = fmax(extra[EXTRA_ONCE], or_zero(value));
    extra[EXTRA_EACH] += or_zero(value);
}

static void add_row(Unit *unit, const Sales *sales, size_t row, bool grouped)
{
    const Lines *lines = &sales->lines;
    double quantity = figure(lines, FIGURE_QUANTITY, row);
    double full = quantity * figure(lines, FIGURE_PRICE, row);
    double off = fabs(or_zero(figure(lines, FIGURE_DISCOUNT, row)));
    double amount = figure(lines, grouped ? FIGURE_ORDER : FIGURE_ROW, row);

    if (!unit->begun) unit->amount = NAN;
    unit->begun = true;
    unit->rows++;
    unit->full += full;
    if (isnan(unit->amount)) unit->amount = amount;
    unit->beside = figure(lines, FIGURE_BESIDE, row);
    unit->off[OFF_ONCE] = fmax(unit->off[OFF_ONCE], off);
    unit->off[OFF_EACH] += off;
    unit->off[OFF_UNITS] += off * fabs(or_zero(quantity));
    unit->off[OFF_PERCENT] += full * off / 100;
    unit->off[OFF_SHARE] += full * off;
    add_extra(unit->tax, figure(lines, FIGURE_TAX, row));
    add_extra(unit->shipping, figure(lines, FIGURE_SHIPPING, row));
}

static bool is_near(double a, double b, const Unit *unit)
{
    return fabs(a - b) <= CENT * (unit->rows > 1 ? unit->rows : 1.5);
}

static void judge_beside(Ways *ways, const Unit *unit)
{
    double tax = unit->tax[EXTRA_EACH];

    if (isnan(unit->beside) || unit->rows != 1 || tax <= 0) return;
    ways->beside_of++;
    ways->beside_less += is_near(unit->amount, unit->beside + tax, unit);
    ways->beside_more += is_near(unit->amount, unit->beside - tax, unit);
}

static void judge(Ways *ways, const Unit *unit)
{
    const bool has[SUM_PARTS] = { [SUM_TAX] = unit->tax[EXTRA_ONCE] > 0,
                                  [SUM_SHIPPING] = unit->shipping[EXTRA_ONCE] > 0,
                                  [SUM_DISCOUNT] = unit->off[OFF_ONCE] > 0 };

    if (!unit->begun || isnan(unit->amount) || unit->amount <= 0) return;
    judge_beside(ways, unit);
    if (isnan(unit->full) || unit->full <= 0) return;
    for (int p = 0; p < SUM_PARTS; p++)
        ways->of[p] += has[p];
    for (int o = 0; o < OFFS; o++) {
        for (int t = 0; t < EXTRAS; t++) {
            for (int s = 0; s < EXTRAS; s++) {
                double sum = unit->full - unit->off[o] + unit->tax[t] + unit->shipping[s];
                if (!is_near(unit->amount, sum, unit)) continue;
                for (int p = 0; p < SUM_PARTS; p++)
                    ways->equal[p][o][t][s] += has[p];
            }
        }
    }
}

/* Whether the part is in the amounts, by the way that gives most of them where it is there; of
 * equals the shortest. */
static SumSays says(const Ways *ways, SumPart part)
{
    size_t best = 0;
    int terms = 4;
    bool in = false;

    for (int o = 0; o < OFFS; o++) {
        for (int t = 0; t < EXTRAS; t++) {
            for (int s = 0; s < EXTRAS; s++) {
                size_t equal = ways->equal[part][o][t][s];
                int these = (o > 0) + (t > 0) + (s > 0);
                if (equal < best || (equal == best && these >= terms)) continue;
                best = equal;
                terms = these;
                in = part == SUM_TAX ? t > 0 : part == SUM_SHIPPING ? s > 0 : o > 0;
            }
        }
    }
    if (ways->of[part] < FEW_UNITS || (double)best < MOST * (double)ways->of[part]) return SUM_OPEN;
    return in ? SUM_IN : SUM_BESIDE;
}

static SumSays tax_beside(const Ways *ways)
{
    double least = MOST * (double)ways->beside_of;

    if (ways->beside_of < FEW_UNITS) return SUM_OPEN;
    if ((double)ways->beside_less >= least) return SUM_IN;
    return (double)ways->beside_more >= least ? SUM_BESIDE : SUM_OPEN;
}

static void walk_orders(Ways *ways, const Sales *sales, Arena *arena)
{
    const Lines *lines = &sales->lines;
    size_t count = sales->order_numbers < MOST_UNITS ? sales->order_numbers : MOST_UNITS;
    ArenaMark mark = arena_mark(arena);
    Unit *units = ARENA_ARRAY(arena, Unit, count);

    for (size_t i = 0; i < lines->count; i++)
        if (lines->order[i] < count && lines->fate[i] == LINE_COUNTS)
            add_row(&units[lines->order[i]], sales, i, true);
    for (size_t o = 0; o < count; o++)
        judge(ways, &units[o]);
    arena_release(arena, mark);
}

static void walk_rows(Ways *ways, const Sales *sales)
{
    size_t judged = 0;

    for (size_t i = 0; i < sales->lines.count && judged < MOST_UNITS; i++) {
        Unit unit = { 0 };
        if (sales->lines.fate[i] != LINE_COUNTS) continue;
        add_row(&unit, sales, i, false);
        judge(ways, &unit);
        judged++;
    }
}

void sales_find_sums(Sales *sales, Arena *arena)
{
    double *const *figures = sales->lines.figure;
    bool parts = figures[FIGURE_TAX] || figures[FIGURE_SHIPPING] || figures[FIGURE_DISCOUNT];
    Ways *ways;

    if (!parts || sales->form.name || (!figures[FIGURE_ROW] && !figures[FIGURE_ORDER])) return;
    ways = ARENA_NEW(arena, Ways);
    if (sales_is_grouped(sales)) {
        walk_orders(ways, sales, arena);
    } else {
        walk_rows(ways, sales);
    }
    for (int p = 0; p < SUM_PARTS; p++)
        sales->sums_say[p] = says(ways, (SumPart)p);
    if (sales->sums_say[SUM_TAX] == SUM_OPEN) sales->sums_say[SUM_TAX] = tax_beside(ways);
}
