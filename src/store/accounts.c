#include "store/accounts.h"

#include <stdlib.h>
#include <string.h>

#include "store/identity.h"

typedef struct MonthTally {
    Sum revenue, returns;
    int64_t purchases, active, fresh;
} MonthTally;

typedef struct DayTally {
    Sum revenue;
    uint32_t lines;
} DayTally;

/* What grows while the customers are walked through. */
typedef struct Walk {
    const Books *books;
    GroupedSales grouped; /* the baskets take the place of the sales one by one */
    const Purchases *purchases;
    MonthTally *months;
    int first_month; /* 12 × year + month − 1 */
    size_t month_count;
    uint32_t *month_of; /* by day from the ledger's first_day on */
    DayTally *days;     /* likewise */
    size_t baskets;
    Sum revenue, returns;
    double *returned; /* by customer */
    Arena *arena;     /* for what stays */
} Walk;

static int month_number(Day day)
{
    CivilDate date = day_to_civil(day);

    return 12 * date.year + date.month - 1;
}

static void lay_out_months(Walk *walk, Arena *arena)
{
    const Ledger *ledger = walk->books->ledger;
    size_t days = (size_t)(ledger->last_day - ledger->first_day) + 1;

    walk->first_month = month_number(ledger->first_day);
    walk->month_count = (size_t)(month_number(walk->books->as_of) - walk->first_month) + 1;
    walk->months = ARENA_ARRAY(arena, MonthTally, walk->month_count);
    walk->month_of = ARENA_ARRAY(arena, uint32_t, days);
    walk->days = ARENA_ARRAY(arena, DayTally, days);
    for (size_t i = 0; i < days; i++)
        walk->month_of[i] =
            (uint32_t)(month_number(ledger->first_day + (Day)i) - walk->first_month);
}

/* Order: product, then amount, then day, then order. */
static int compare_sales(const void *a, const void *b)
{
    const Sale *left = a, *right = b;

    if (left->product != right->product) return left->product < right->product ? -1 : 1;
    if (left->amount != right->amount) return left->amount < right->amount ? -1 : 1;
    if (left->day != right->day) return left->day < right->day ? -1 : 1;
    return (left->order > right->order) - (left->order < right->order);
}

/* A basket is smaller than a sale, and comes of one at least: it fits where sales were that have
 * been read. */
static void put_basket(Walk *walk, Basket basket)
{
    _Static_assert(sizeof(Basket) <= sizeof(Sale), "a basket takes the place of a sale");

    memcpy((char *)walk->grouped.sales + walk->baskets++ * sizeof basket, &basket, sizeof basket);
}

/* One basket for each product that the customer bought or returned; the products that are not in
 * Products come last and share one. Returns how many different ones were bought. Eats the sales. */
static size_t put_baskets(Walk *walk, uint32_t customer, const Sale *sales, size_t count)
{
    size_t known = walk->books->goods->products.count, products = 0;

    for (size_t i = 0; i < count;) {
        uint32_t product = sales[i].product;
        Basket basket = { .customer = customer, .product = product < known ? product : UINT32_MAX };
        Sum revenue = { 0 };
        for (; i < count; i++) {
            const Sale *sale = &sales[i];
            if ((sale->product < known ? sale->product : UINT32_MAX) != basket.product) break;
            /* The largest amount of a product comes last: if that is a return, all are. */
            bool last = i + 1 == count || sale[1].product != sale->product;
            products += last && sale->amount >= 0 && sale->product != NO_PRODUCT;
            sum_add(&revenue, sale->amount);
        }
        basket.revenue = sum_value(revenue);
        put_basket(walk, basket);
    }
    return products;
}

/* Money by the lines' days; purchases and buyers by the purchases'. */
static void count_days_and_months(Walk *walk, uint32_t customer, const Sale *sales, size_t count)
{
    Day start = walk->books->ledger->first_day;
    const Purchases *purchases = walk->purchases;
    size_t from = purchases->first[customer], to = purchases->first[customer + 1];
    MonthTally *seen = NULL;

    for (size_t i = 0; i < count; i++) {
        MonthTally *month = &walk->months[walk->month_of[sales[i].day - start]];
        DayTally *day = &walk->days[sales[i].day - start];
        sum_add(&day->revenue, sales[i].amount);
        day->lines++;
        sum_add(&month->revenue, sales[i].amount);
        if (sales[i].amount < 0) sum_add(&month->returns, sales[i].amount);
    }
    for (size_t i = from; i < to; i++) {
        MonthTally *month = &walk->months[walk->month_of[purchases->days[i] - start]];
        month->purchases++;
        month->active += month != seen;
        month->fresh += i == from;
        seen = month;
    }
}

/* Sales that are the same in product, amount and day, under different orders: neighbours now. */
static void count_twins(Walk *walk, uint32_t customer, const Sale *sales, size_t count)
{
    Tally *twins = walk->books->twins;

    for (size_t i = 1; i < count; i++) {
        const Sale *sale = &sales[i], *before = sale - 1;
        bool alike = before->product == sale->product && before->amount == sale->amount &&
                     before->day == sale->day;
        if (!alike || sale->order == before->order) continue;
        if (!twins->count++) {
            char day[NUMBER_TEXT];
            twins->example =
                PHRASE(walk->arena, "customer {id} on {day}",
                       phrase_text("id", customer_said(walk->books->reader,
                                                       walk->books->people->ids[customer])),
                       phrase_text("day", day_iso(day, sale->day)));
        }
        tally_money(twins, sale->amount);
    }
}

/* The features of what a customer bought; returns the day of the first purchase. */
static Day describe_purchases(double *features, const Walk *walk, uint32_t customer)
{
    const Purchases *purchases = walk->purchases;
    size_t from = purchases->first[customer], to = purchases->first[customer + 1];

    if (from == to) return NO_DAY;
    double least = purchases->net[from], most = least;
    for (size_t i = from + 1; i < to; i++) {
        if (purchases->net[i] < least) least = purchases->net[i];
        if (purchases->net[i] > most) most = purchases->net[i];
    }
    features[F_RECENCY_DAYS] = walk->books->as_of - purchases->days[to - 1];
    features[F_FREQUENCY] = (double)(to - from);
    features[F_AVG_PURCHASE] = features[F_TOTAL_SPEND] / (double)(to - from);
    features[F_MAX_PURCHASE] = most;
    features[F_MIN_PURCHASE] = least;
    return purchases->days[from];
}

static void sum_up(double *features, Walk *walk, uint32_t customer, const Sale *sales, size_t count)
{
    Sum spend = { 0 }, returns = { 0 };

    for (size_t i = 0; i < count; i++) {
        sum_add(&spend, sales[i].amount);
        if (sales[i].amount < 0) sum_add(&returns, sales[i].amount);
    }
    features[F_TOTAL_SPEND] = sum_value(spend);
    walk->returned[customer] = sum_value(returns);
    sum_add(&walk->revenue, features[F_TOTAL_SPEND]);
    sum_add(&walk->returns, walk->returned[customer]);
}

static Day walk_customer(double *features, Walk *walk, uint32_t customer)
{
    Sale *sales = walk->grouped.sales + walk->grouped.first[customer];
    size_t count = walk->grouped.first[customer + 1] - walk->grouped.first[customer];

    features[F_RECENCY_DAYS] = RECENCY_OF_NEVER;
    if (!count) return NO_DAY;
    sort_sales(sales, count, compare_sales);
    count_twins(walk, customer, sales, count);
    sum_up(features, walk, customer, sales, count);
    Day first = describe_purchases(features, walk, customer);
    count_days_and_months(walk, customer, sales, count);
    features[F_UNIQUE_PRODUCTS] = (double)put_baskets(walk, customer, sales, count);
    return first;
}

static void describe_contacts(double *features, const Contact *contact)
{
    features[F_INTERACTION_COUNT] = contact->count;
    features[F_AVG_INTERACTION_DURATION] =
        contact->timed ? sum_value(contact->seconds) / contact->timed : 0;
    features[F_INTERACTION_TYPES] = contact->types;
    features[F_EMAIL_OPENS] = contact->email_opens;
    features[F_WEBSITE_VISITS] = contact->website_visits;
}

/* From signup; where that is not known or lies after the as-of date, from the first purchase. */
static double tenure(Day signup, Day first_buy, Day as_of)
{
    if (signup != NO_DAY && signup <= as_of) return (double)as_of - signup;
    return first_buy == NO_DAY ? 0 : (double)as_of - first_buy;
}

static void hand_over_months(Shop *out, const Walk *walk, Arena *arena)
{
    out->month_count = walk->month_count;
    out->months = ARENA_ARRAY(arena, Month, walk->month_count);
    for (size_t m = 0; m < walk->month_count; m++) {
        int number = walk->first_month + (int)m;
        const MonthTally *from = &walk->months[m];
        out->months[m] = (Month){
            .first_day = day_from_civil((CivilDate){ number / 12, number % 12 + 1, 1 }),
            .revenue = sum_value(from->revenue),
            .returns = sum_value(from->returns),
            .purchases = from->purchases,
            .active_customers = from->active,
            .new_customers = from->fresh,
        };
    }
}

static void hand_over_days(Shop *out, const Walk *walk, Arena *arena)
{
    size_t count = (size_t)(out->last_day - out->first_day) + 1;
    DayTotal *days = ARENA_ARRAY(arena, DayTotal, count);

    for (size_t d = 0; d < count; d++)
        days[d] = (DayTotal){ sum_value(walk->days[d].revenue), walk->days[d].lines };
    out->days = days;
}

/* What was the ledger's memory, cut to the baskets, now lives with the shop. */
static void hand_over_baskets(Shop *out, const Walk *walk, Ledger *ledger, Arena *arena)
{
    Basket *items = realloc(ledger->rows.data, (walk->baskets + 1) * sizeof *items);

    if (!items) out_of_memory();
    arena_own(arena, items);
    ledger->rows = (Buf){ 0 };
    out->baskets.count = walk->baskets;
    out->baskets.items = items;
}

void shop_drop_baskets(Shop *shop, Arena *arena)
{
    arena_disown(arena, shop->baskets.items);
    shop->baskets.items = NULL;
    shop->baskets.count = 0;
}

void accounts_make(Shop *out, Day *first_buy, const Books *books, Arena *arena)
{
    Arena scratch = arena_open();
    Walk walk = { .books = books, .arena = arena };
    size_t people = books->people->count;
    Matrix features = matrix_new(people, F_COUNT, arena);
    bool *bought = ARENA_ARRAY(arena, bool, people);
    uint32_t *lines = ARENA_ARRAY(arena, uint32_t, people);

    walk.returned = ARENA_ARRAY(arena, double, people);
    walk.grouped = group_sales(books->ledger, people, &scratch);
    purchases_make(&out->purchases, &out->purchase_rule, &out->purchase_reason, &walk.grouped,
                   books->ledger, books->asked, arena);
    walk.purchases = &out->purchases;
    lay_out_months(&walk, &scratch);
    for (uint32_t c = 0; c < people; c++) {
        double *row = matrix_row(&features, c);
        first_buy[c] = walk_customer(row, &walk, c);
        bought[c] = first_buy[c] != NO_DAY;
        lines[c] = (uint32_t)(walk.grouped.first[c + 1] - walk.grouped.first[c]);
        describe_contacts(row, &books->contacts->of[c]);
        row[F_TENURE_DAYS] = tenure(books->people->signup[c], first_buy[c], books->as_of);
    }
    out->customers.features = features;
    out->customers.bought = bought;
    out->customers.returns = walk.returned;
    out->customers.lines = lines;
    out->revenue = sum_value(walk.revenue);
    out->returns = sum_value(walk.returns);
    out->lines = (int64_t)books->ledger->count;
    out->return_lines = (int64_t)books->ledger->returns;
    out->first_day = books->ledger->first_day;
    out->last_day = books->ledger->last_day;
    hand_over_months(out, &walk, arena);
    hand_over_days(out, &walk, arena);
    hand_over_baskets(out, &walk, books->ledger, arena);
    arena_close(&scratch);
}
