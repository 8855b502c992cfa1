/* A believable shop, made up, for the gallery's easy case: six segments, a thousand customers. */
#include <math.h>

#include "chart/gallery.h"

#define SEGMENTS 6
#define MONTHS 24

typedef struct Persona {
    const char *name;
    size_t customers;
    double recency, frequency, spend; /* medians */
    double spread;                    /* of the logarithms */
} Persona;

static const Persona PERSONAS[SEGMENTS] = {
    { "Champions", 176, 12, 22, 2900, 0.35 },  { "Loyal Customers", 214, 28, 12, 1150, 0.35 },
    { "Big Spenders", 92, 44, 5, 2300, 0.40 }, { "Potential Loyalists", 241, 35, 5, 420, 0.45 },
    { "At Risk", 131, 190, 8, 980, 0.35 },     { "Hibernating", 146, 330, 2, 130, 0.55 },
};

static const char *const PROFILE_AXES[] = { "Recency",       "Frequency",   "Total spend",
                                            "Average order", "Products",    "Largest purchase",
                                            "Interactions",  "Time on site" };
static const double PROFILES[SEGMENTS][8] = {
    { -0.9, 1.8, 1.7, 0.4, 1.6, 1.2, 0.9, 0.3 },
    { -0.6, 0.8, 0.4, -0.2, 0.9, 0.1, 0.6, 0.2 },
    { -0.3, -0.2, 1.1, 2.1, -0.1, 1.9, -0.1, 0.1 },
    { -0.5, -0.4, -0.5, -0.4, -0.3, -0.5, 0.1, 0.4 },
    { 1.1, 0.2, 0.1, 0.1, 0.3, 0.2, -0.7, -0.4 },
    { 1.9, -0.9, -0.9, -0.6, -1.1, -0.9, -1.0, -0.6 },
};

/* Nearly normal: the sum of twelve uniform numbers, which is the same on every machine. */
static double normal(Random *random)
{
    double sum = -6;

    for (int i = 0; i < 12; i++)
        sum += random_unit(random);
    return sum;
}

static double *draw_values(double median, double spread, size_t n, uint64_t stream, Arena *arena)
{
    Random random = random_open(42, stream);
    double *values = ARENA_ARRAY(arena, double, n);

    for (size_t i = 0; i < n; i++)
        values[i] = median * exp(spread * normal(&random));
    return values;
}

static double *whole(double *values, size_t n, double least)
{
    for (size_t i = 0; i < n; i++)
        values[i] = fmax(least, round(values[i]));
    return values;
}

static Series *new_series(ChartSpec *spec, size_t count, Arena *arena)
{
    Series *series = ARENA_ARRAY(arena, Series, count);

    for (size_t s = 0; s < count; s++) {
        series[s].colour = (int)s;
        if (s < SEGMENTS) series[s].name = PERSONAS[s].name;
    }
    spec->series = series;
    spec->series_count = count;
    return series;
}

static void name_segments(ChartSpec *spec, Arena *arena)
{
    const char **names = ARENA_ARRAY(arena, const char *, SEGMENTS);
    int *colours = ARENA_ARRAY(arena, int, SEGMENTS);

    for (int s = 0; s < SEGMENTS; s++) {
        names[s] = PERSONAS[s].name;
        colours[s] = s;
    }
    spec->categories = names;
    spec->category_count = SEGMENTS;
    spec->colours = colours;
}

static double *copied(const double *values, size_t n, Arena *arena)
{
    return arena_grow(arena, values, n, n, sizeof *values);
}

/* --- Shares and sums -------------------------------------------------------------------------- */

static void easy_customers(ChartSpec *spec, Arena *arena)
{
    Series *series = new_series(spec, 1, arena);
    double *y = ARENA_ARRAY(arena, double, SEGMENTS);

    for (size_t s = 0; s < SEGMENTS; s++)
        y[s] = (double)PERSONAS[s].customers;
    *series = (Series){ .name = "Customers", .colour = -1, .n = SEGMENTS, .y = y };
    name_segments(spec, arena);
    spec->y = (Axis){ .title = "customers", .kind = COLUMN_COUNT };
    spec->title = "Two segments of six hold 46% of all customers";
    spec->subtitle = "Share of customers by segment, n = 1,000";
}

static void easy_revenue(ChartSpec *spec, Arena *arena)
{
    easy_customers(spec, arena);
    Series *series = (Series *)spec->series;
    double *y = ARENA_ARRAY(arena, double, SEGMENTS);

    for (size_t s = 0; s < SEGMENTS; s++)
        y[s] = PERSONAS[s].spend * (double)PERSONAS[s].customers;
    series->name = "Revenue";
    series->y = y;
    spec->y = (Axis){ .title = "Revenue", .kind = COLUMN_MONEY };
    spec->show_values = true;
    spec->title = "Champions: 18% of customers, 43% of revenue";
    spec->subtitle = "Revenue by segment over two years, US dollars, n = 1,000";
}

static void easy_grouped(ChartSpec *spec, Arena *arena)
{
    static const char *const quarters[] = { "Q1 2024", "Q2 2024", "Q3 2024", "Q4 2024" };
    static const double orders[3][4] = { { 812, 905, 870, 1290 },
                                         { 640, 655, 700, 930 },
                                         { 210, 190, 170, 260 } };
    Series *series = new_series(spec, 3, arena);

    for (size_t s = 0; s < 3; s++) {
        series[s].n = 4;
        series[s].y = copied(orders[s], 4, arena);
    }
    spec->categories = quarters;
    spec->category_count = 4;
    spec->y = (Axis){ .title = "Orders", .kind = COLUMN_COUNT };
    spec->show_values = true;
    spec->title = "The fourth quarter lifts every segment";
    spec->subtitle = "Orders by quarter and segment";
}

static void easy_waterfall(ChartSpec *spec, Arena *arena)
{
    static const char *const names[] = { "Revenue 2023",  "New customers",  "More orders",
                                         "Larger orders", "Lost customers", "Discounts",
                                         "Revenue 2024" };
    static const double changes[] = { 412000, 86000, 51000, 18500, -64000, -22500, 481000 };
    Series *series = new_series(spec, 1, arena);

    *series = (Series){ .name = "Revenue", .colour = 0, .n = 7, .y = copied(changes, 7, arena) };
    spec->categories = names;
    spec->category_count = 7;
    spec->y = (Axis){ .title = "Revenue", .kind = COLUMN_MONEY };
    spec->title = "New customers made up for all that was lost";
    spec->subtitle = "Change of yearly revenue, US dollars";
}

static void easy_sankey(ChartSpec *spec, Arena *arena)
{
    static const double from[] = { 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5 };
    static const double to[] = { 0, 1, 4, 0, 1, 3, 4, 2, 4, 1, 3, 5, 4, 5, 5, 3 };
    static const double weight[] = { 152, 14, 10,  12, 176, 11, 15,  80,
                                     12,  21, 189, 31, 104, 27, 138, 8 };
    Series *series = new_series(spec, 1, arena);

    *series = (Series){ .name = "Moves",
                        .n = 16,
                        .x = copied(from, 16, arena),
                        .y = copied(to, 16, arena),
                        .z = copied(weight, 16, arena) };
    name_segments(spec, arena);
    spec->z = (Axis){ .title = "customers", .kind = COLUMN_COUNT };
    spec->title = "One customer in six changed segment";
    spec->subtitle = "Customers by segment a quarter ago and today, n = 1,000";
}

/* --- Distributions ---------------------------------------------------------------------------- */

static void easy_spend(ChartSpec *spec, Arena *arena)
{
    Series *series = new_series(spec, SEGMENTS, arena);

    for (size_t s = 0; s < SEGMENTS; s++) {
        series[s].n = PERSONAS[s].customers;
        series[s].y = draw_values(PERSONAS[s].spend, PERSONAS[s].spread, series[s].n, s, arena);
    }
    spec->y = (Axis){ .title = "Total spend", .kind = COLUMN_MONEY, .allow_log = true };
    spec->title = "Champions spend seven times what Potential Loyalists do";
    spec->subtitle = "Total spend by segment, n = 1,000";
}

static void easy_histogram(ChartSpec *spec, Arena *arena)
{
    Series *series = new_series(spec, 1, arena);

    *series = (Series){ .name = "Recency", .colour = -1, .n = 1000 };
    series->y = whole(draw_values(60, 0.6, 1000, 7, arena), 1000, 0);
    spec->y = (Axis){ .title = "Days since the last purchase", .kind = COLUMN_DAYS };
    spec->x = (Axis){ .title = "Customers" };
    spec->title = "Half of the customers bought within two months";
    spec->subtitle = "Days since the last purchase, n = 1,000";
}

static void easy_lorenz(ChartSpec *spec, Arena *arena)
{
    Series *series = new_series(spec, 1, arena);

    *series = (Series){ .name = "Spend", .colour = 0, .n = 1000 };
    series->y = draw_values(700, 1.15, 1000, 8, arena);
    spec->x = (Axis){ .title = "Share of customers, smallest spend first" };
    spec->y = (Axis){ .title = "Share of revenue" };
    spec->title = "A fifth of the customers make three fifths of revenue";
    spec->subtitle = "Lorenz curve of total spend, n = 1,000";
}

static void easy_knife(ChartSpec *spec, Arena *arena)
{
    static const double centre[] = { 0.42, 0.31, 0.47, 0.28, 0.36, 0.22 };
    Series *series = new_series(spec, SEGMENTS, arena);

    for (size_t s = 0; s < SEGMENTS; s++) {
        Random random = random_open(42, 60 + s);
        double *y = ARENA_ARRAY(arena, double, PERSONAS[s].customers);
        for (size_t i = 0; i < PERSONAS[s].customers; i++) {
            y[i] = fmax(-0.4, fmin(0.8, centre[s] + 0.16 * normal(&random)));
        }
        series[s].n = PERSONAS[s].customers;
        series[s].y = y;
    }
    spec->y = (Axis){ .title = "Silhouette width", .kind = COLUMN_NUMBER };
    spec->title = "Big Spenders stand apart, Hibernating blur into At Risk";
    spec->subtitle = "Silhouette width of each customer, n = 1,000";
}

/* --- Points ----------------------------------------------------------------------------------- */

static void easy_points(ChartSpec *spec, Arena *arena)
{
    Series *series = new_series(spec, SEGMENTS, arena);

    for (size_t s = 0; s < SEGMENTS; s++) {
        const Persona *p = &PERSONAS[s];
        series[s].n = p->customers;
        series[s].x =
            whole(draw_values(p->recency, 0.45, p->customers, 20 + s, arena), p->customers, 1);
        series[s].y =
            whole(draw_values(p->frequency, 0.3, p->customers, 30 + s, arena), p->customers, 1);
        series[s].z = draw_values(p->spend, p->spread, p->customers, 40 + s, arena);
    }
    spec->x = (Axis){ .title = "Recency", .unit = "days", .kind = COLUMN_DAYS, .allow_log = true };
    spec->y = (Axis){ .title = "Frequency", .unit = "orders", .kind = COLUMN_COUNT };
    spec->z = (Axis){ .title = "Total spend", .kind = COLUMN_MONEY, .allow_log = true };
    spec->title = "Six segments in recency, frequency and spend";
    spec->subtitle = "One dot a customer, n = 1,000";
}

static void easy_biplot(ChartSpec *spec, Arena *arena)
{
    static const double load_x[] = { -0.31, 0.44, 0.47, 0.21, 0.42, 0.38, 0.30, 0.10 };
    static const double load_y[] = { -0.10, -0.25, 0.20, 0.62, -0.30, 0.45, -0.38, -0.22 };
    static const double centre[SEGMENTS][2] = { { 3.1, 0.1 },   { 1.0, -0.9 }, { 0.6, 2.4 },
                                                { -0.9, -0.7 }, { -0.6, 0.4 }, { -2.4, 0.1 } };
    Series *series = new_series(spec, SEGMENTS, arena);

    for (size_t s = 0; s < SEGMENTS; s++) {
        Random random = random_open(42, 80 + s);
        double *x = ARENA_ARRAY(arena, double, PERSONAS[s].customers);
        double *y = ARENA_ARRAY(arena, double, PERSONAS[s].customers);
        for (size_t i = 0; i < PERSONAS[s].customers; i++) {
            x[i] = centre[s][0] + 0.8 * normal(&random);
            y[i] = centre[s][1] + 0.7 * normal(&random);
        }
        series[s].n = PERSONAS[s].customers;
        series[s].x = x;
        series[s].y = y;
    }
    spec->categories = PROFILE_AXES;
    spec->category_count = 8;
    spec->arrow_x = load_x;
    spec->arrow_y = load_y;
    spec->x = (Axis){ .title = "PC 1 (41% of variance)" };
    spec->y = (Axis){ .title = "PC 2 (17% of variance)" };
    spec->title = "Spend and frequency pull the same way";
    spec->subtitle = "Scores and loadings of the first two components, n = 1,000";
}

/* --- Profiles and series ---------------------------------------------------------------------- */

static void easy_profiles(ChartSpec *spec, size_t count, Arena *arena)
{
    Series *series = new_series(spec, count, arena);

    for (size_t s = 0; s < count; s++) {
        series[s].n = 8;
        series[s].y = PROFILES[s];
    }
    spec->categories = PROFILE_AXES;
    spec->category_count = 8;
    spec->y = (Axis){ .title = "Distance from the average customer", .kind = COLUMN_SIGMA };
    spec->y.unit = "standard deviations";
    spec->diverging = true;
    spec->show_values = true;
    spec->title = "Champions buy often, Big Spenders buy big";
    spec->subtitle = "Average of each feature against the whole base";
}

static void easy_lines(ChartSpec *spec, Arena *arena)
{
    static const double season[12] = { -0.1,  -0.14, -0.06, -0.02, 0,    0.02,
                                       -0.03, -0.05, 0.03,  0.08,  0.24, 0.3 };
    Series *series = new_series(spec, 4, arena);

    for (size_t s = 0; s < 4; s++) {
        Random random = random_open(42, 50 + s);
        double *x = ARENA_ARRAY(arena, double, MONTHS), *y = ARENA_ARRAY(arena, double, MONTHS);
        double *low = ARENA_ARRAY(arena, double, MONTHS),
               *high = ARENA_ARRAY(arena, double, MONTHS);
        double base = PERSONAS[s].spend * (double)PERSONAS[s].customers / 24;
        for (int m = 0; m < MONTHS; m++) {
            x[m] = day_from_civil((CivilDate){ 2023 + m / 12, m % 12 + 1, 1 });
            y[m] = base * (0.75 + 0.02 * m + season[m % 12] + 0.03 * normal(&random));
            low[m] = y[m] * 0.92;
            high[m] = y[m] * 1.08;
        }
        series[s].n = MONTHS;
        series[s].x = x;
        series[s].y = y;
        if (s == 0) series[s].low = low;
        if (s == 0) series[s].high = high;
    }
    spec->x = (Axis){ .is_day = true };
    spec->y = (Axis){ .title = "Revenue a month", .kind = COLUMN_MONEY };
    spec->title = "Champions grew by half in two years";
    spec->subtitle = "Revenue by month and segment, US dollars; band: 90% interval";
}

static void easy_sweep(ChartSpec *spec, Arena *arena)
{
    static const double k[] = { 2, 3, 4, 5, 6, 7, 8, 9, 10 };
    static const double inertia[] = { 7020, 5810, 4930, 4280, 3890, 3620, 3400, 3210, 3050 };
    static const double silhouette[] = {
        0.31, 0.29, 0.335, 0.342, 0.351, 0.30, 0.281, 0.27, 0.262
    };
    Series *series = new_series(spec, 2, arena);

    series[0] = (Series){ .name = "Inertia", .n = 9, .x = k, .y = inertia };
    series[1] = (Series){ .name = "Silhouette", .n = 9, .x = k, .y = silhouette };
    spec->x = (Axis){ .title = "Number of clusters k", .kind = COLUMN_COUNT };
    spec->y = (Axis){ .kind = COLUMN_NUMBER };
    spec->z = (Axis){ .kind = COLUMN_NUMBER };
    spec->chosen = 5;
    spec->suggested = 6;
    spec->title = "Five clusters lie near the elbow";
    spec->subtitle = "Inertia and mean silhouette by number of clusters";
}

static void easy_scree(ChartSpec *spec, Arena *arena)
{
    static const double share[] = { 0.412, 0.171, 0.118, 0.093, 0.071,
                                    0.052, 0.038, 0.024, 0.014, 0.007 };
    Series *series = new_series(spec, 1, arena);

    *series = (Series){ .name = "Explained", .colour = 0, .n = 10, .y = share };
    spec->chosen = 3;
    spec->title = "Three components hold 70% of the variance";
    spec->subtitle = "Explained variance by principal component; line: running total";
}

static void easy_sparkline(ChartSpec *spec, Arena *arena)
{
    easy_lines(spec, arena);
    spec->series_count = 1;
    spec->title = spec->subtitle = NULL;
    spec->show_values = true;
}

static void fill(ChartSpec *spec, ChartKind kind, Arena *arena)
{
    switch (kind) {
    case CHART_PIE: easy_customers(spec, arena); return;
    case CHART_BAR:
    case CHART_BAR_H:
    case CHART_PARETO: easy_revenue(spec, arena); return;
    case CHART_BAR_STACKED: easy_grouped(spec, arena); return;
    case CHART_BOX: easy_spend(spec, arena); return;
    case CHART_HISTOGRAM: easy_histogram(spec, arena); return;
    case CHART_LINE:
    case CHART_MULTIPLES: easy_lines(spec, arena); return;
    case CHART_CLOUDS:
        easy_points(spec, arena);
        spec->x.log = true;
        return;
    case CHART_SCATTER:
    case CHART_SCATTER_3D: easy_points(spec, arena); return;
    case CHART_HEAT: easy_profiles(spec, SEGMENTS, arena); return;
    case CHART_LORENZ: easy_lorenz(spec, arena); return;
    case CHART_WATERFALL: easy_waterfall(spec, arena); return;
    case CHART_SWEEP: easy_sweep(spec, arena); return;
    case CHART_KNIFE: easy_knife(spec, arena); return;
    case CHART_SCREE: easy_scree(spec, arena); return;
    case CHART_BIPLOT: easy_biplot(spec, arena); return;
    case CHART_SPARKLINE: easy_sparkline(spec, arena); return;
    case CHART_SANKEY: easy_sankey(spec, arena); return;
    case CHART_KINDS: return;
    }
}

ChartSpec gallery_easy(ChartKind kind, Arena *arena)
{
    ChartSpec spec = { .kind = kind, .currency = "USD" };

    fill(&spec, kind, arena);
    spec.alt = spec.title ? arena_format(arena, "%s. %s.", spec.title, spec.subtitle)
                          : "Revenue a month, rising with a peak each December.";
    return spec;
}
