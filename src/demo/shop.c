#include "demo/shop.h"

#include <math.h>
#include <string.h>

#include "demo/draw.h"

#define SALES_PER_1000 8400
#define CONTACTS_PER_1000 9821
/* Streams of random numbers, apart from those of the customers (0 to 3 × customers). */
#define STREAM_PRICES UINT64_MAX
#define STREAM_FIX_SALES (UINT64_MAX - 1)
#define STREAM_FIX_CONTACTS (UINT64_MAX - 2)
#define MOST_EVENTS 900

const char *const DEMO_TYPE_NAMES[DEMO_TYPES] = { "email_open", "website_visit", "support_ticket",
                                                  "survey_response" };

typedef struct KindPlan {
    double share;
    double sales, sales_shape; /* orders in all: gamma, then Poisson */
    double ticket_cents;       /* mean spend of an order */
    double contacts;
    double patience;
    double mix[DEMO_TYPES];        /* of contacts */
    double taste[DEMO_CATEGORIES]; /* what its favourite category is */
} KindPlan;

static const KindPlan KINDS[DEMO_KINDS] = {
    [KIND_STEADY] = { 0.32,
                      17.0,
                      3.0,
                      6800,
                      13.0,
                      1.0,
                      { 0.34, 0.48, 0.08, 0.10 },
                      { 0.8, 1.2, 1.1, 1, 1.1 } },
    [KIND_BIG] = { 0.11,
                   6.5,
                   3.0,
                   30000,
                   8.0,
                   0.9,
                   { 0.22, 0.60, 0.14, 0.04 },
                   { 3, 0.6, 1.4, 1, 0.1 } },
    [KIND_LAPSED] = { 0.23,
                      6.5,
                      2.0,
                      8200,
                      6.0,
                      0.8,
                      { 0.58, 0.30, 0.09, 0.03 },
                      { 1, 1, 1, 1, 1 } },
    [KIND_NEW] = { 0.15,
                   2.7,
                   4.0,
                   6400,
                   7.0,
                   1.1,
                   { 0.36, 0.52, 0.07, 0.05 },
                   { 0.9, 1.3, 1, 1, 0.8 } },
    [KIND_BROWSING] = { 0.19,
                        1.9,
                        1.6,
                        4200,
                        13.0,
                        1.6,
                        { 0.24, 0.70, 0.04, 0.02 },
                        { 1, 1.2, 0.9, 0.8, 1.3 } },
};

/* Sales by calendar month, January to December: a quiet summer, the holidays' peak. */
static const double MONTHS[12] = { 0.60, 0.57, 0.62, 0.66, 0.68, 0.64,
                                   0.57, 0.58, 0.67, 0.73, 0.93, 1.00 };

/* Between the middles of two months the season moves in a straight line. */
static void fill_season(DemoShop *shop)
{
    for (int d = 0; d < DEMO_DAYS; d++) {
        CivilDate date = day_to_civil(shop->plan->as_of - (DEMO_DAYS - 1) + d);
        double place = date.month - 1 + (date.day - 15.5) / 31;
        int month = (int)floor(place);
        double share = place - month;
        shop->season[d] =
            (1 - share) * MONTHS[(month + 12) % 12] + share * MONTHS[(month + 13) % 12];
    }
}

/* Within a tenth of the list price, ending in .90, .50 or .00 as prices do. */
static void fill_prices(DemoShop *shop)
{
    Random random = random_open(shop->plan->seed, STREAM_PRICES);
    static const int endings[] = { 90, 90, 50, 0 };

    for (int p = 0; p < DEMO_PRODUCTS; p++) {
        const DemoProduct *product =
            &DEMO_SHELVES[p / DEMO_PER_CATEGORY].products[p % DEMO_PER_CATEGORY];
        int whole = (int)(product->price_cents * draw_between(&random, 0.92, 1.08)) / 100;
        shop->price_cents[p] = 100 * whole + endings[random_below(&random, COUNT_OF(endings))];
    }
}

/* Kinds by the golden ratio's sequence: their shares are right also among ten customers. */
static DemoKind kind_of(uint32_t number)
{
    double place = ((double)number + 0.5) * 0.61803398874989485;

    place -= floor(place);
    for (int k = 0; k < DEMO_KINDS - 1; k++) {
        if ((place -= KINDS[k].share) < 0) return (DemoKind)k;
    }
    return KIND_BROWSING;
}

/* Some were there when the shop opened; the others came later, more and more of them. */
static double draw_signup(Random *random, double last_day)
{
    if (random_unit(random) < 0.26) return fmin(draw_exponential(random, 24), last_day);
    return last_day * sqrt(draw_between(random, 0.02, 1));
}

static uint16_t to_day(double day)
{
    return (uint16_t)fmax(0, fmin(day, DEMO_DAYS - 1));
}

static void draw_times(DemoCustomer *customer, Random *random)
{
    double last = DEMO_DAYS - 1, signup = 0, leaves = last;

    switch ((DemoKind)customer->kind) {
    case KIND_STEADY:
        signup = draw_signup(random, 560);
        if (random_unit(random) < 0.08) leaves = last - draw_between(random, 30, 110);
        break;
    case KIND_BIG: signup = draw_signup(random, 600); break;
    case KIND_LAPSED:
        signup = draw_signup(random, 430);
        leaves = signup + 20 + draw_gamma(random, 2, 150);
        leaves = fmin(leaves, last - 130 - draw_exponential(random, 40));
        break;
    case KIND_NEW: signup = last - draw_between(random, 4, 95); break;
    case KIND_BROWSING: signup = draw_signup(random, 680); break;
    case DEMO_KINDS: break;
    }
    customer->signup = to_day(signup);
    customer->leaves = to_day(fmax(leaves, signup));
}

static void draw_customer(DemoCustomer *customer, const DemoPlan *plan, uint32_t number)
{
    Random random = random_open(plan->seed, 3 * (uint64_t)number);
    DemoKind kind = kind_of(number);
    const KindPlan *as = &KINDS[kind];
    double shares[DEMO_COUNTRIES];

    for (int c = 0; c < DEMO_COUNTRIES; c++)
        shares[c] = DEMO_LANDS[c].share;
    customer->number = number;
    customer->kind = (uint8_t)kind;
    customer->country = (uint8_t)draw_weighted(&random, shares, DEMO_COUNTRIES);
    customer->first = (uint8_t)random_below(&random, DEMO_NAMES);
    customer->last = (uint8_t)random_below(&random, DEMO_NAMES);
    customer->favourite = (uint8_t)draw_weighted(&random, as->taste, DEMO_CATEGORIES);
    draw_times(customer, &random);
    /* A third of those who left were good customers: it is they whom a shop wants back. */
    bool missed = kind == KIND_LAPSED && random_unit(&random) < 0.3;
    customer->ticket = (float)(draw_gamma(&random, 6, as->ticket_cents) * (missed ? 2.6 : 1.0));
    customer->patience = (float)draw_gamma(&random, 8, as->patience);
    customer->sales_mean =
        (float)(draw_gamma(&random, as->sales_shape, as->sales) * (missed ? 1.7 : 1.0));
    customer->contacts_mean = (float)draw_gamma(&random, 3, as->contacts);
}

typedef struct Quota {
    size_t mean_at, count_at; /* members of DemoCustomer */
    int64_t total;
    uint64_t stream; /* of the corrections */
    unsigned part;   /* 1 or 2: which of a customer's streams draws the number */
} Quota;

static float *mean_of(const Quota *quota, DemoCustomer *customer)
{
    return (float *)(void *)((char *)customer + quota->mean_at);
}

static uint16_t *count_of(const Quota *quota, DemoCustomer *customer)
{
    return (uint16_t *)(void *)((char *)customer + quota->count_at);
}

/* Poisson numbers about means that are scaled to the total. Returns their sum. */
static int64_t draw_counts(const Quota *quota, DemoCustomer *customers, size_t count, uint64_t seed)
{
    double means = 0;
    int64_t sum = 0;

    for (size_t i = 0; i < count; i++)
        means += *mean_of(quota, &customers[i]);
    double scale = (double)quota->total / means;
    for (size_t i = 0; i < count; i++) {
        Random random = random_open(seed ^ 0x5ca1ab1e, 3 * (uint64_t)i + quota->part);
        double mean = *mean_of(quota, &customers[i]) * scale;
        uint32_t drawn = draw_poisson(&random, mean < MOST_EVENTS / 2 ? mean : MOST_EVENTS / 2);
        *count_of(quota, &customers[i]) = (uint16_t)(drawn < MOST_EVENTS ? drawn : MOST_EVENTS);
        sum += *count_of(quota, &customers[i]);
    }
    return sum;
}

/* What chance left over or took too much is evened out, one event here and there, among those who
 * have some: nobody becomes a buyer, or stops being one, by it. */
static void meet_quota(const Quota *quota, DemoCustomer *customers, size_t count, uint64_t seed)
{
    Random random = random_open(seed, quota->stream);
    int64_t missing = quota->total - draw_counts(quota, customers, count, seed);

    for (size_t tries = 0; missing != 0; tries++) {
        uint16_t *number = count_of(quota, &customers[random_below(&random, count)]);
        /* Among a handful of customers all may be at zero: then anybody will do. */
        bool fits = missing > 0 ? (*number > 0 || tries > 64 * count) : *number > 1;
        if (!fits) continue;
        *number = (uint16_t)(missing > 0 ? *number + 1 : *number - 1);
        missing += missing > 0 ? -1 : 1;
    }
}

static DemoCustomer *in_order_of_signup(const DemoCustomer *drawn, size_t count, Arena *arena)
{
    DemoCustomer *sorted = ARENA_ARRAY(arena, DemoCustomer, count);
    size_t first[DEMO_DAYS + 1] = { 0 };

    for (size_t i = 0; i < count; i++)
        first[drawn[i].signup + 1]++;
    for (size_t d = 0; d < DEMO_DAYS; d++)
        first[d + 1] += first[d];
    for (size_t i = 0; i < count; i++)
        sorted[first[drawn[i].signup]++] = drawn[i];
    return sorted;
}

static int64_t per_1000(int64_t customers, int64_t each)
{
    return (customers * each + 500) / 1000;
}

void demo_shop_make(DemoShop *out, const DemoPlan *plan, Arena *arena)
{
    Arena scratch = arena_open();
    size_t count = (size_t)plan->customers;
    DemoCustomer *drawn = ARENA_ARRAY(&scratch, DemoCustomer, count);
    Quota sales = { offsetof(DemoCustomer, sales_mean), offsetof(DemoCustomer, sales),
                    per_1000(plan->customers, SALES_PER_1000), STREAM_FIX_SALES, 1 };
    Quota contacts = { offsetof(DemoCustomer, contacts_mean), offsetof(DemoCustomer, contacts),
                       per_1000(plan->customers, CONTACTS_PER_1000), STREAM_FIX_CONTACTS, 2 };

    *out = (DemoShop){ .plan = plan };
    fill_season(out);
    fill_prices(out);
    for (uint32_t i = 0; i < count; i++)
        draw_customer(&drawn[i], plan, i);
    meet_quota(&sales, drawn, count, plan->seed);
    meet_quota(&contacts, drawn, count, plan->seed);
    out->customers = in_order_of_signup(drawn, count, arena);
    out->counts = (DemoCounts){ plan->customers, DEMO_PRODUCTS, sales.total, contacts.total };
    arena_close(&scratch);
}

/* A day in first..last; days of the high season are taken more often. */
static uint16_t draw_day(Random *random, const DemoShop *shop, uint16_t first, uint16_t last)
{
    for (;;) {
        uint16_t day = (uint16_t)(first + random_below(random, (uint64_t)(last - first) + 1));
        if (random_unit(random) < shop->season[day]) return day;
    }
}

static int draw_category(Random *random, const DemoCustomer *customer)
{
    double weights[DEMO_CATEGORIES];

    if (random_unit(random) < 0.45) return customer->favourite;
    for (int c = 0; c < DEMO_CATEGORIES; c++)
        weights[c] = DEMO_SHELVES[c].appeal;
    return (int)draw_weighted(random, weights, DEMO_CATEGORIES);
}

/* Looks at three products, the wanted ones more likely, and takes the one that suits the budget. */
static int draw_product(Random *random, const DemoShop *shop, int category, double budget_cents)
{
    int best = -1;
    double best_gap = 0;

    for (int look = 0; look < 3; look++) {
        double skewed = random_unit(random);
        int place = (int)(DEMO_PER_CATEGORY * skewed * (0.4 + 0.6 * skewed));
        int product = category * DEMO_PER_CATEGORY + place;
        double gap = fabs(shop->price_cents[product] - budget_cents);
        if (best < 0 || gap < best_gap) {
            best = product;
            best_gap = gap;
        }
    }
    return best;
}

static int draw_discount_percent(Random *random)
{
    static const int percents[] = { 5, 10, 10, 15, 20 };

    return random_unit(random) < 0.12 ? percents[random_below(random, COUNT_OF(percents))] : 0;
}

static DemoSale draw_sale(Random *random, const DemoShop *shop, uint32_t customer, uint16_t day)
{
    const DemoCustomer *of = &shop->customers[customer];
    double budget = draw_gamma(random, 2.2, of->ticket);
    int product = draw_product(random, shop, draw_category(random, of), budget);
    int most = of->kind == KIND_BIG ? 8 : 4;
    int quantity = (int)(budget / shop->price_cents[product]);

    quantity = quantity < 1 ? 1 : quantity > most ? most : quantity;
    int cents = quantity * shop->price_cents[product] * (100 - draw_discount_percent(random));
    return (DemoSale){ customer, (uint32_t)(cents + 50) / 100, day, (uint8_t)product,
                       (uint8_t)quantity };
}

void demo_sales_of(Buf *sales, const DemoShop *shop, uint32_t customer)
{
    const DemoCustomer *of = &shop->customers[customer];
    Random random = random_open(shop->plan->seed ^ 0x50a1e5, 3 * (uint64_t)of->number + 1);

    for (int i = 0; i < of->sales; i++) {
        /* The first purchase follows the signup closely. */
        double soon = of->signup + draw_exponential(&random, 5);
        uint16_t day =
            i ? draw_day(&random, shop, of->signup, of->leaves) : (uint16_t)fmin(soon, of->leaves);
        DemoSale sale = draw_sale(&random, shop, customer, day);
        buf_put(sales, &sale, sizeof sale);
    }
}

void demo_contacts_of(Buf *contacts, const DemoShop *shop, uint32_t customer)
{
    static const double mean_seconds[DEMO_TYPES] = { 22, 210, 760, 150 };
    const DemoCustomer *of = &shop->customers[customer];
    const KindPlan *as = &KINDS[of->kind];
    Random random = random_open(shop->plan->seed ^ 0xc0a7ac75, 3 * (uint64_t)of->number + 2);
    /* Mails are opened for a while after the last purchase. */
    uint16_t last = to_day(of->leaves + 45.0);

    for (int i = 0; i < of->contacts; i++) {
        DemoContact contact = { .customer = customer };
        contact.type = (uint8_t)draw_weighted(&random, as->mix, DEMO_TYPES);
        contact.day =
            (uint16_t)(of->signup + random_below(&random, (uint64_t)(last - of->signup) + 1));
        double seconds = draw_gamma(&random, 2, mean_seconds[contact.type] * of->patience);
        contact.seconds = (uint16_t)(seconds < 1 ? 1 : seconds > 7200 ? 7200 : seconds);
        buf_put(contacts, &contact, sizeof contact);
    }
}
