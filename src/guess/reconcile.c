/* The lines against the orders' totals: which reading of a line makes them. */
#include <math.h>

#include "guess/deciding.h"
#include "store/schema.h"

#define MOST_READINGS 24
#define MOST_TARGETS 4

typedef struct Reading {
    Amount amount;
    double lines;
    int equal[MOST_TARGETS]
             [8]; /* by target and what it has besides: tax 1, shipping 2, discount 4 */
} AmountReading;

typedef struct Comparing {
    AmountReading readings[MOST_READINGS];
    size_t reading_count;
    Place targets[MOST_TARGETS];
    double totals[MOST_TARGETS];
    size_t target_count;
    Place tax, shipping, discount; /* of the order */
    int64_t orders;
} Comparing;

static void add_reading(Comparing *c, const Sales *sales, Amount amount)
{
    if (c->reading_count == MOST_READINGS) return;
    if (place_is_there(amount.total) && !amount_can_reckon(sales, amount.total)) return;
    if (!place_is_there(amount.total) && !amount_can_reckon(sales, amount.price)) return;
    if (place_is_there(amount.quantity) && !amount_can_reckon(sales, amount.quantity)) return;
    c->readings[c->reading_count++] = (AmountReading){ .amount = amount };
}

/* The usual reading is the first. */
static void list_readings(Comparing *c, const Sales *sales)
{
    Amount usual = sales->amount, one = usual;

    add_reading(c, sales, usual);
    for (int form = DISCOUNT_NONE; form < DISCOUNT_FORMS && place_is_there(usual.discount);
         form++) {
        one.form = (DiscountForm)form;
        if (form == DISCOUNT_SUM_EACH && place_is_there(usual.total)) continue;
        if (one.form != usual.form) add_reading(c, sales, one);
    }
    one = usual;
    if (!place_is_there(usual.total) && place_is_there(usual.quantity)) {
        /* The price is the line's. */
        one.quantity = NOWHERE;
        add_reading(c, sales, one);
    }
    if (place_is_there(usual.total) && place_is_there(usual.price)) {
        one.total = NOWHERE;
        add_reading(c, sales, one);
    }
}

/* The order's totals, tax and so on: those with numbers. */
static void list_targets(Comparing *c, const Sales *sales)
{
    const CatalogTable *head = reach_table(&sales->reach, sales->head);

    c->tax = c->shipping = c->discount = NOWHERE;
    for (size_t i = 0; i < head->count; i++) {
        Place place = { sales->head, (int)i };
        Measure measure = measure_of(NULL, &head->columns[i]);
        if ((int)i == head->key || !amount_can_reckon(sales, place)) continue;
        if (measure == MEASURE_TOTAL && c->target_count < MOST_TARGETS)
            c->targets[c->target_count++] = place;
        if (measure == MEASURE_TAX && !place_is_there(c->tax)) c->tax = place;
        if (measure == MEASURE_SHIPPING && !place_is_there(c->shipping)) c->shipping = place;
        if (measure == MEASURE_DISCOUNT && !place_is_there(c->discount)) c->discount = place;
    }
}

static void put_head_value(Buf *sql, Select *select, Place place)
{
    if (place_is_there(place)) {
        buf_format(sql, ", max(%s)", select_money(select, place));
    } else {
        buf_text(sql, ", 0");
    }
}

/* One row an order: tax, shipping, discount, the totals, then the lines' sum in each reading. */
static const char *compare_sql(const Comparing *c, const Sales *sales, size_t values, Arena *arena)
{
    Select select = select_open(&sales->reach, "l", arena);
    const CatalogColumn *link = reach_column(&sales->reach, sales->order);
    Buf sql = { 0 };

    select_call(&select, sales->head, "h");
    buf_text(&sql, "SELECT count(*)");
    put_head_value(&sql, &select, c->tax);
    put_head_value(&sql, &select, c->shipping);
    put_head_value(&sql, &select, c->discount);
    for (size_t t = 0; t < c->target_count; t++)
        put_head_value(&sql, &select, c->targets[t]);
    for (size_t r = 0; r < c->reading_count; r++)
        buf_format(&sql, ", sum(%s)", amount_sql(&select, &c->readings[r].amount));
    const char *name = sql_quoted(link->name, arena);
    buf_format(&sql, " %s WHERE l.%s IN (", select_from(&select), name);
    for (size_t v = 0; v < values; v++)
        buf_text(&sql, v ? ",?" : "?");
    buf_format(&sql, ") GROUP BY l.%s", name);
    const char *text = arena_text(arena, sql.data);
    buf_close(&sql);
    return text;
}

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 0.02 + 0.0005 * fabs(a);
}

static void compare_order(Comparing *c, sqlite3_stmt *row)
{
    int at = 4, lines_at = 4 + (int)c->target_count;

    c->orders++;
    for (size_t t = 0; t < c->target_count; t++)
        c->totals[t] += sqlite3_column_double(row, at + (int)t);
    for (size_t r = 0; r < c->reading_count; r++) {
        double lines = sqlite3_column_double(row, lines_at + (int)r);
        c->readings[r].lines += lines;
        for (size_t t = 0; t < c->target_count; t++) {
            double total = sqlite3_column_double(row, at + (int)t);
            for (int with = 0; with < 8; with++) {
                double sum = lines + (with & 1 ? sqlite3_column_double(row, 1) : 0) +
                             (with & 2 ? sqlite3_column_double(row, 2) : 0) -
                             (with & 4 ? fabs(sqlite3_column_double(row, 3)) : 0);
                c->readings[r].equal[t][with] += is_near(total, sum);
            }
        }
    }
}

static int bits(int with)
{
    return (with & 1) + (with >> 1 & 1) + (with >> 2 & 1);
}

/* The best comparison of one reading: most orders, then least besides. */
static int best_of(size_t *target, int *with, const Comparing *c, const AmountReading *reading)
{
    int most = -1;

    for (size_t t = 0; t < c->target_count; t++) {
        for (int w = 0; w < 8; w++) {
            int equal = reading->equal[t][w];
            if (equal < most || (equal == most && bits(w) >= bits(*with))) continue;
            most = equal;
            *target = t;
            *with = w;
        }
    }
    return most;
}

/* A subtotal has nothing besides its lines; a total that is explained by the discount, too, and not
 * without it, shows that it came off them. */
static bool find_discounted(size_t *target, int *with, const Comparing *c,
                            const AmountReading *reading)
{
    int most = -1;

    for (size_t t = 0; t < c->target_count; t++) {
        for (int w = 4; w < 8; w++) {
            int equal = reading->equal[t][w];
            bool better = equal > most || (equal == most && bits(w) < bits(*with));
            if (equal <= reading->equal[t][w - 4] || !better) continue;
            most = equal;
            *target = t;
            *with = w;
        }
    }
    return most >= 0 && (double)most >= EXPLAINED * (double)c->orders;
}

static void conclude(Deciding *d, const Comparing *c)
{
    size_t target = 0, best_target = 0, best = 0;
    int with = 7, best_with = 7, most = best_of(&best_target, &best_with, c, &c->readings[0]);
    double usual = most;

    for (size_t r = 1; r < c->reading_count; r++) {
        int equal = best_of(&target, &with, c, &c->readings[r]);
        /* Another reading must be clearly better: it explains orders that the usual one does not.
         */
        if (equal <= most || equal < usual + 0.05 * (double)c->orders) continue;
        if ((double)equal < BELIEVED * (double)c->orders) continue;
        most = equal;
        best = r;
        best_target = target;
        best_with = with;
    }
    if (!(best_with & 4) && find_discounted(&target, &with, c, &c->readings[best])) {
        best_target = target;
        best_with = with;
        most = c->readings[best].equal[target][with];
    }
    d->found.reconciled = (Reconciled){ .orders = c->orders,
                                        .equal = most,
                                        .total = c->targets[best_target],
                                        .lines = c->readings[best].lines,
                                        .totals = c->totals[best_target],
                                        .tax = (best_with & 1) != 0,
                                        .shipping = (best_with & 2) != 0,
                                        .discount = (best_with & 4) != 0,
                                        .off = c->discount };
    if ((double)most < BELIEVED * (double)c->orders) return;
    Amount *amount = &d->sales->amount;
    bool other = c->readings[best].amount.form != amount->form;
    *amount = c->readings[best].amount;
    d->found.sure = true;
    if (!place_is_there(amount->discount)) return;
    if (other || !d->found.why)
        d->found.why = amount->form != DISCOUNT_NONE   ? amount_form_words(amount->form)
                       : place_is_there(amount->total) ? "is taken off already"
                                                       : "is no part of the orders' totals";
}

Status amount_by_orders(Deciding *d, Err *err)
{
    Sales *sales = d->sales;
    Comparing *c = ARENA_NEW(d->prober->arena, Comparing);
    bool row = false;
    Probe probe;

    if (sales->head == NO_PLACE || sales->order.node != 0) return OK;
    const CatalogColumn *link = reach_column(&sales->reach, sales->order);
    const Values *values = &link->values;
    if (reach_table(&sales->reach, 0)->more && !link->indexed) return OK;
    list_readings(c, sales);
    list_targets(c, sales);
    if (!c->reading_count || !c->target_count || !values->kept_count) return OK;
    Status s =
        probe_open(&probe, d->prober, compare_sql(c, sales, values->kept_count, d->prober->arena),
                   PROBE_LARGE, err);
    for (size_t v = 0; probe.row && v < values->kept_count; v++) {
        const Kept *kept = &values->kept[v];
        if (kept->is_integer) {
            sqlite3_bind_int64(probe.row, (int)v + 1, kept->integer);
        } else {
            sqlite3_bind_text(probe.row, (int)v + 1, kept->text, (int)kept->size, SQLITE_STATIC);
        }
    }
    while (!s && !(s = probe_step(&row, &probe, err)) && row)
        compare_order(c, probe.row);
    probe_close(&probe);
    if (!s && c->orders) conclude(d, c);
    return s;
}
