#include "store/purchases.h"

#include <stdlib.h>
#include <string.h>

/* Above this many lines of one customer, sorting by insertion loses. */
#define INSERTION_LIMIT 24
/* Rows a day from which a customer's rows are lines, not purchases. */
#define LINES_PER_DAY 1.5
/* With fewer customers that have several rows, chance decides. */
#define FEW_CUSTOMERS 10

/* One purchase while a customer's are sorted. */
typedef struct Bought {
    Day day;
    uint32_t lines, products;
    double net, gross;
} Bought;

/* Columns that grow, customer by customer. */
typedef struct Maker {
    const GroupedSales *grouped;
    PurchaseRule rule;
    size_t count, *first;
    Day *days;
    double *net, *gross;
    uint32_t *lines, *products;
    bool differs; /* some gross is not the net */
    Sale *scratch;
    Bought *bought;
} Maker;

const char *purchase_rule_name(PurchaseRule rule)
{
    switch (rule) {
    case PURCHASE_AUTO: return "auto";
    case PURCHASE_ROW: return "row";
    case PURCHASE_DAY: return "day";
    case PURCHASE_ORDER: return "order";
    }
    return "";
}

static void *array_of(size_t count, size_t size)
{
    void *items = calloc(count + 1, size);

    if (!items) out_of_memory();
    return items;
}

/* --- rows that are a purchase each ------------------------------------------------------------ */

/* Into its place among the customer's, by day and amount. */
static void insert_row(Maker *maker, size_t from, Day day, double amount)
{
    size_t at = maker->count++;

    for (; at > from; at--) {
        bool later = maker->days[at - 1] > day ||
                     (maker->days[at - 1] == day && maker->net[at - 1] > amount);
        if (!later) break;
        maker->days[at] = maker->days[at - 1];
        maker->net[at] = maker->net[at - 1];
    }
    maker->days[at] = day;
    maker->net[at] = amount;
}

static int compare_bought(const void *a, const void *b)
{
    const Bought *left = a, *right = b;

    if (left->day != right->day) return left->day < right->day ? -1 : 1;
    if (left->net != right->net) return left->net < right->net ? -1 : 1;
    if (left->gross != right->gross) return left->gross < right->gross ? -1 : 1;
    if (left->lines != right->lines) return left->lines < right->lines ? -1 : 1;
    return (left->products > right->products) - (left->products < right->products);
}

static void put_bought(Maker *maker, const Bought *bought, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = maker->count++;
        maker->days[at] = bought[i].day;
        maker->net[at] = bought[i].net;
        if (!maker->lines) continue;
        maker->lines[at] = bought[i].lines;
        maker->products[at] = bought[i].products;
        maker->gross[at] = bought[i].gross;
        maker->differs |= bought[i].gross != bought[i].net;
    }
}

static void put_rows(Maker *maker, const Sale *sales, size_t count)
{
    size_t from = maker->count, kept = 0;

    if (count <= INSERTION_LIMIT) {
        for (size_t i = 0; i < count; i++)
            if (sales[i].amount >= 0) insert_row(maker, from, sales[i].day, sales[i].amount);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (sales[i].amount < 0) continue;
        maker->bought[kept++] =
            (Bought){ .day = sales[i].day, .net = sales[i].amount, .gross = sales[i].amount };
    }
    qsort(maker->bought, kept, sizeof *maker->bought, compare_bought);
    put_bought(maker, maker->bought, kept);
}

/* --- lines that make a purchase together ------------------------------------------------------ */

static int compare_lines(const Sale *left, const Sale *right)
{
    if (left->product != right->product) return left->product < right->product ? -1 : 1;
    if (left->amount != right->amount) return left->amount < right->amount ? -1 : 1;
    return (left->day > right->day) - (left->day < right->day);
}

static int by_order(const void *a, const void *b)
{
    const Sale *left = a, *right = b;

    if (left->order != right->order) return left->order < right->order ? -1 : 1;
    return compare_lines(left, right);
}

static int by_day(const void *a, const void *b)
{
    const Sale *left = a, *right = b;

    if (left->day != right->day) return left->day < right->day ? -1 : 1;
    return compare_lines(left, right);
}

static bool is_one_purchase(const Maker *maker, const Sale *a, const Sale *b)
{
    return maker->rule == PURCHASE_DAY ? a->day == b->day : a->order == b->order;
}

/* Lines of one group, by product and amount; false where all are returns. */
static bool sum_up(Bought *out, const Sale *lines, size_t count)
{
    Sum net = { 0 }, gross = { 0 };
    Bought bought = { .day = NO_DAY, .lines = (uint32_t)count };
    uint32_t last = NO_PRODUCT;

    for (size_t i = 0; i < count; i++) {
        const Sale *line = &lines[i];
        sum_add(&net, line->amount);
        if (line->amount < 0) continue;
        sum_add(&gross, line->amount);
        if (bought.day == NO_DAY || line->day < bought.day) bought.day = line->day;
        bought.products += line->product != NO_PRODUCT && line->product != last;
        last = line->product;
    }
    bought.net = sum_value(net);
    bought.gross = sum_value(gross);
    *out = bought;
    return bought.day != NO_DAY;
}

static void put_groups(Maker *maker, const Sale *sales, size_t count)
{
    size_t kept = 0;

    memcpy(maker->scratch, sales, count * sizeof *sales);
    sort_sales(maker->scratch, count, maker->rule == PURCHASE_DAY ? by_day : by_order);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count; end++)
            if (!is_one_purchase(maker, &maker->scratch[i], &maker->scratch[end])) break;
        kept += sum_up(&maker->bought[kept], &maker->scratch[i], end - i);
    }
    qsort(maker->bought, kept, sizeof *maker->bought, compare_bought);
    put_bought(maker, maker->bought, kept);
}

/* --- all customers ---------------------------------------------------------------------------- */

static void make_all(Maker *maker)
{
    const GroupedSales *grouped = maker->grouped;
    bool by_row = maker->rule == PURCHASE_ROW;

    maker->count = 0;
    for (size_t c = 0; c < grouped->people; c++) {
        const Sale *sales = grouped->sales + grouped->first[c];
        size_t count = grouped->first[c + 1] - grouped->first[c];
        maker->first[c] = maker->count;
        if (by_row) {
            put_rows(maker, sales, count);
        } else if (count) {
            put_groups(maker, sales, count);
        }
    }
    maker->first[grouped->people] = maker->count;
}

/* How many customers have several rows, and how many of them so many a day that these are lines.
 * The rows stand by day. */
static void count_rows_a_day(const Maker *maker, size_t *several, size_t *many)
{
    *several = *many = 0;
    for (size_t c = 0; c < maker->grouped->people; c++) {
        size_t from = maker->first[c], to = maker->first[c + 1], days = 1;
        if (to - from < 2) continue;
        for (size_t i = from + 1; i < to; i++)
            days += maker->days[i] != maker->days[i - 1];
        ++*several;
        *many += (double)(to - from) >= LINES_PER_DAY * (double)days;
    }
}

/* Why rows are lines of purchases, or purchases. */
static const char *rule_reason(bool lines, size_t several, size_t many, Arena *arena)
{
    const char *pattern =
        !several ? "No two rows share an order id, and no customer has several rows; so every "
                   "row is one purchase."
        : several == 1
            ? (many ? "No two rows share an order id, and the only customer with several "
                      "rows has at least {least} a purchase day; still, every row is "
                      "one purchase."
                    : "No two rows share an order id, and the only customer with several "
                      "rows has fewer than {least} a purchase day; so every row is one "
                      "purchase.")
        : lines ? "No two rows share an order id, and {many} of the {several} customers with "
                  "several rows {many|averages|average} {least} or more a purchase day; so what a "
                  "customer bought on a day is one purchase."
                : "No two rows share an order id, and {many} of the {several} customers with "
                  "several rows {many|averages|average} {least} or more a purchase day; so every "
                  "row is one purchase.";

    return PHRASE(arena, pattern, phrase_count("many", (double)many, arena),
                  phrase_count("several", (double)several, arena),
                  phrase_number("least", LINES_PER_DAY, 1, arena));
}

/* What the table calls for, once its rows stand by day. */
static PurchaseRule judge_rows(const Maker *maker, const char **why, Arena *arena)
{
    size_t several, many;

    count_rows_a_day(maker, &several, &many);
    bool lines = several >= FEW_CUSTOMERS && 2 * many >= several;
    *why = rule_reason(lines, several, many, arena);
    return lines ? PURCHASE_DAY : PURCHASE_ROW;
}

static const char *reason(PurchaseRule rule, PurchaseRule asked)
{
    if (rule == PURCHASE_ORDER) return "Lines with the same order id are one purchase.";
    if (rule == PURCHASE_DAY) return "What a customer bought on a day is one purchase, as asked.";
    return asked == PURCHASE_ROW ? "Every row is one purchase, as asked."
                                 : "Every row is one purchase.";
}

static void hand_over(Purchases *out, Maker *maker, Arena *arena)
{
    bool groups = maker->rule != PURCHASE_ROW;

    arena_own(arena, maker->first);
    arena_own(arena, maker->days);
    arena_own(arena, maker->net);
    if (groups) {
        arena_own(arena, maker->lines);
        arena_own(arena, maker->products);
    }
    if (maker->differs) {
        arena_own(arena, maker->gross);
    } else {
        free(maker->gross);
    }
    *out = (Purchases){
        .count = maker->count,
        .first = maker->first,
        .days = maker->days,
        .net = maker->net,
        .gross = maker->differs ? maker->gross : NULL,
        .lines = groups ? maker->lines : NULL,
        .products = groups ? maker->products : NULL,
    };
}

void purchases_make(Purchases *out, PurchaseRule *rule, const char **why,
                    const GroupedSales *grouped, const Ledger *ledger, PurchaseRule asked,
                    Arena *arena)
{
    size_t most = ledger->count - ledger->returns;
    Maker maker = {
        .grouped = grouped,
        .rule = asked,
        .first = array_of(grouped->people, sizeof *maker.first),
        .days = array_of(most, sizeof *maker.days),
        .net = array_of(most, sizeof *maker.net),
        .bought = array_of(grouped->most, sizeof *maker.bought),
    };

    if (asked == PURCHASE_AUTO) maker.rule = ledger->has_order_ids ? PURCHASE_ORDER : PURCHASE_ROW;
    *why = reason(maker.rule, asked);
    if (maker.rule == PURCHASE_ROW) {
        make_all(&maker);
        if (asked == PURCHASE_AUTO) maker.rule = judge_rows(&maker, why, arena);
    }
    if (maker.rule != PURCHASE_ROW) {
        maker.lines = array_of(most, sizeof *maker.lines);
        maker.products = array_of(most, sizeof *maker.products);
        maker.gross = array_of(most, sizeof *maker.gross);
        maker.scratch = array_of(grouped->most, sizeof *maker.scratch);
        make_all(&maker);
    }
    free(maker.scratch);
    free(maker.bought);
    hand_over(out, &maker, arena);
    *rule = maker.rule;
}
