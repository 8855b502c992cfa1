/* The shares d_ij / tau_i of a customer's closed gaps in the time from his first to his last
 * purchase follow a symmetric Dirichlet law with the parameter k, whatever his pace and however
 * long he has been silent since. So k maximises
 *
 *     Σ_i [ln Γ(k x_i) − x_i ln Γ(k) + (k − 1) s_i],   s_i = Σ_j ln(d_ij / tau_i),
 *
 * which is concave; and s_i has the mean x (ψ(k) − ψ(kx)) and the variance x ψ'(k) − x² ψ'(kx). */
#include "predict/gap_shape.h"

#include <float.h>

#include "math/math.h"

#define SMOOTH_REACH 14  /* days before and after: the clock's step averaged over 29 days */
#define MIN_MEAN_GAP 4   /* days; below it gaps of whole days look too regular */
#define MIN_CUSTOMERS 20 /* fewer, or fewer free gaps, and the estimate is too uncertain */
#define MIN_FREE_GAPS 100
#define LEAST_SHAPE 0.05 /* between these it is looked for */
#define MOST_SHAPE 50.0
/* Between these the plain rule keeps its promise by itself (with 0.9 it accuses 6.1 to 6.5 of 100
 * who stay, with 1.4 1.8 to 2.5), and needs no trust in the gamma law's long gaps. */
#define PLAIN_FROM 0.9
#define PLAIN_TO 1.4
/* With perfectly regular gaps one customer of twenty is in the last twentieth of his gap, not even
 * late. At 5 nobody is called quiet before 1.45 usual gaps. */
#define MOST_USED 5.0
/* Customers alike have 0.7 to 1.3. One shape for regular and irregular customers together accuses
 * the irregular ones: up to a third of them. */
#define MIXED_FROM 1.5

/* Customers with the same number of gaps. */
typedef struct GapClass {
    double gaps, customers;
    Sum logs, squares; /* of s_i; of its square */
} GapClass;

typedef struct GapClasses {
    size_t count;
    GapClass *items;
    double logs; /* of all */
} GapClasses;

static bool is_usable(DayRun run)
{
    if (run.count < 3) return false;
    return (int64_t)run.days[run.count - 1] - run.days[0] >=
           MIN_MEAN_GAP * (int64_t)(run.count - 1);
}

/* s_i. Purchase days are whole days, at whose noon each purchase is taken to be, after the end of
 * the day of the one before: of the distances between days half a day goes. */
static double log_shares(DayRun run, const ShopClock *smooth)
{
    double total = 0, logs = 0;

    for (size_t i = 1; i < run.count; i++) {
        double gap = clock_read_noon(smooth, run.days[i]) - clock_read(smooth, run.days[i - 1]);

        gap = fmax(gap, DBL_EPSILON); /* no less, but for rounding */
        total += gap;
        logs += log(gap);
    }
    return logs - (double)(run.count - 1) * log(total);
}

static size_t most_gaps(const PurchaseDays *purchases)
{
    size_t most = 0;

    for (size_t c = 0; c < purchases->customers; c++) {
        DayRun run = purchase_run(purchases, c);

        if (is_usable(run) && run.count - 1 > most) most = run.count - 1;
    }
    return most;
}

static GapClasses collect_gaps(GapShape *shape, const PurchaseDays *purchases,
                               const ShopClock *smooth, Arena *arena)
{
    size_t most = most_gaps(purchases);
    GapClasses out = { 0, ARENA_ARRAY(arena, GapClass, most + 1), 0 };
    Sum logs = { 0 };

    for (size_t c = 0; c < purchases->customers; c++) {
        DayRun run = purchase_run(purchases, c);

        if (!is_usable(run)) continue;
        GapClass *class = &out.items[run.count - 1];
        double s = log_shares(run, smooth);
        class->customers++;
        sum_add(&class->logs, s);
        sum_add(&class->squares, s * s);
        sum_add(&logs, s);
        shape->customers++;
        shape->free_gaps += run.count - 2;
    }
    for (size_t x = 0; x <= most; x++) {
        out.items[x].gaps = (double)x;
        if (out.items[x].customers > 0) out.items[out.count++] = out.items[x];
    }
    out.logs = sum_value(logs);
    return out;
}

/* The derivative of the log-likelihood; falls with k. */
static double score(const void *context, double log_k)
{
    const GapClasses *classes = context;
    double k = exp(log_k);
    Sum sum = { classes->logs, 0 };

    for (size_t i = 0; i < classes->count; i++) {
        const GapClass *class = &classes->items[i];

        sum_add(&sum, class->customers * class->gaps * (digamma(k * class->gaps) - digamma(k)));
    }
    return sum_value(sum);
}

static double variance(double gaps, double k)
{
    return gaps * (trigamma(k) - gaps * trigamma(k * gaps));
}

static double information(const GapClasses *classes, double k)
{
    Sum sum = { 0 };

    for (size_t i = 0; i < classes->count; i++)
        sum_add(&sum, classes->items[i].customers * variance(classes->items[i].gaps, k));
    return sum_value(sum);
}

/* The mean of (s_i − its mean at the estimate)² / its variance at the shape that would be used. */
static double dispersion(const GapClasses *classes, const GapShape *shape)
{
    double estimate = shape->estimate, used = fmin(estimate, MOST_USED);
    Sum sum = { 0 };

    for (size_t i = 0; i < classes->count; i++) {
        const GapClass *class = &classes->items[i];
        double mean = class->gaps * (digamma(estimate) - digamma(estimate * class->gaps));
        double logs = sum_value(class->logs), squares = sum_value(class->squares);

        sum_add(&sum, (squares - 2 * mean * logs + class->customers * mean * mean) /
                          variance(class->gaps, used));
    }
    return sum_value(sum) / (double)shape->customers;
}

static void choose(GapShape *shape)
{
    if (shape->dispersion > MIXED_FROM) {
        shape->pattern = GAPS_MIXED;
        shape->used = shape->estimate < PLAIN_FROM ? shape->estimate : 1;
    } else if (shape->estimate > PLAIN_TO) {
        shape->pattern = GAPS_REGULAR;
        shape->used = fmin(shape->estimate, MOST_USED);
    } else if (shape->estimate < PLAIN_FROM) {
        shape->pattern = GAPS_BURSTS;
        shape->used = shape->estimate;
    } else {
        shape->pattern = GAPS_RANDOM;
    }
}

GapShape gap_shape_fit(const PurchaseDays *purchases, const ShopClock *clock, Arena *arena)
{
    GapShape out = { .estimate = NAN, .error = NAN, .dispersion = NAN, .used = 1 };
    ArenaMark mark = arena_mark(arena);
    ShopClock smooth = clock_smooth(clock, SMOOTH_REACH, arena);
    GapClasses classes = collect_gaps(&out, purchases, &smooth, arena);

    if (out.customers >= MIN_CUSTOMERS && out.free_gaps >= MIN_FREE_GAPS) {
        out.estimate = exp(root_between(score, &classes, log(LEAST_SHAPE), log(MOST_SHAPE)));
        out.error = 1 / sqrt(information(&classes, out.estimate));
        out.dispersion = dispersion(&classes, &out);
        choose(&out);
    }
    arena_release(arena, mark);
    return out;
}
