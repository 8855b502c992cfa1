/* Let gaps follow a gamma law of shape k. Then x of them together follow one of shape kx, and the
 * share u = tau / Theta of the time until now that they fill has a density in proportion to
 * I_u(kx, k) / u, I being the regularised incomplete beta function, whatever the customer's pace:
 * now is a moment that knows nothing of his purchases. On the scale w = x ln(1 / u) the chance of a
 * share no larger is
 *
 *     H(w) = ∫ I_exp(−t/x)(kx, k) dt from w on / the same from 0 on,
 *
 * where the integral from 0 on is x (ψ(kx + k) − ψ(kx)). For k = 1 H(w) = exp(−w) = u^x. On this
 * scale H hardly changes with x, and its logarithm is nearly straight: so a table of it is short.
 */
#include "predict/silence.h"

#include "math/math.h"

#define PIECES 64
#define EXACT_UP_TO 32 /* repeats with a table of their own; beyond, a table serves 1/8 more */
#define STEP 1.125

typedef struct Knot {
    double w, log_chance, slope;
} Knot;

typedef struct SilenceTable {
    Knot knots[PIECES + 1];
} SilenceTable;

SilenceLaw silence_law(double shape, Arena *arena)
{
    return (SilenceLaw){ .shape = shape, .arena = arena };
}

static double density(double w, double repeats, double shape)
{
    return beta_cdf(exp(-w / repeats), shape * repeats, shape);
}

/* The knots lie at range × z², z in even steps: closer together towards 0, where the density of
 * bursts is steep. Each piece is integrated by Simpson's rule over z; what lies beyond the last
 * knot falls as exp(−kw). */
static SilenceTable *make_table(double repeats, double shape, Arena *arena)
{
    SilenceTable *table = ARENA_NEW(arena, SilenceTable);
    Knot *knots = table->knots;
    double range = 8 + 30 / shape, after = density(range, repeats, shape), mass = after / shape;

    knots[PIECES] = (Knot){ range, log(mass), -after / mass };
    for (size_t i = PIECES; i-- > 0;) {
        double z = (double)i / PIECES, half = z + 0.5 / PIECES, next = z + 1.0 / PIECES;
        double here = density(range * z * z, repeats, shape);
        double between = density(range * half * half, repeats, shape);

        mass += range / (3 * PIECES) * (z * here + 4 * half * between + next * after);
        knots[i] = (Knot){ range * z * z, log(mass), -here / mass };
        after = here;
    }
    for (size_t i = PIECES + 1; i-- > 0;)
        knots[i].log_chance -= knots[0].log_chance;
    return table;
}

static const SilenceTable *table_of(SilenceLaw *law, size_t repeats)
{
    size_t at = repeats;
    double stands_for = (double)repeats;

    if (repeats > EXACT_UP_TO) {
        double steps = round(log(stands_for / EXACT_UP_TO) / log(STEP));

        at = EXACT_UP_TO + (size_t)steps;
        stands_for = EXACT_UP_TO * pow(STEP, steps);
    }
    assert(at > 0 && at < SILENCE_TABLES);
    if (!law->tables[at]) law->tables[at] = make_table(stands_for, law->shape, law->arena);
    return law->tables[at];
}

/* Hermite's cubic in each piece, a straight line beyond the last knot. */
static double log_chance_at(const SilenceTable *table, double w)
{
    const Knot *last = &table->knots[PIECES];

    if (w >= last->w) return last->log_chance + last->slope * (w - last->w);
    size_t at = (size_t)(sqrt(w / last->w) * PIECES);
    if (at >= PIECES) at = PIECES - 1;
    const Knot *a = &table->knots[at], *b = a + 1;
    double h = b->w - a->w, t = (w - a->w) / h, s = 1 - t;
    return s * s * ((1 + 2 * t) * a->log_chance + t * h * a->slope) +
           t * t * ((1 + 2 * s) * b->log_chance - s * h * b->slope);
}

double silence_chance(SilenceLaw *law, size_t repeats, double tau, double theta)
{
    if (law->shape == 1) return pow(tau / theta, (double)repeats);
    return exp(log_chance_at(table_of(law, repeats), (double)repeats * log(theta / tau)));
}
