#include "import/orders.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the orders with several lines, this share must say the same. */
#define MOST 0.9
/* From here on amounts are so alike that their sameness within orders says nothing. */
#define ALIKE 0.2
/* With fewer orders of several lines nothing is decided. */
#define FEW_ORDERS 3
/* Of the orders with several lines; more, and the ids begin again. */
#define BEGIN_AGAIN 0.2
#define SAMPLE_ORDERS 10000

/* What is known of an order while its lines come by. */
typedef struct Course {
    uint64_t first_block; /* a hash of its lines */
    uint32_t blocks, customer;
    Day day;
    bool begun, blocks_differ, line_by_line;
} Course;

typedef struct Gathering {
    const Lines *lines;
    const double *amounts;
    OrderFacts *facts;
    Course *courses;
} Gathering;

static uint64_t hash_lines(const uint64_t *contents, size_t count)
{
    uint64_t hash = count;

    for (size_t i = 0; i < count; i++)
        hash = key_mix(hash + contents[i]);
    return hash;
}

/* Lines that stand twice without a break, two or more of them: half of the block; else all of it.
 */
static size_t unit_of(const uint64_t *contents, size_t count)
{
    size_t half = count / 2;

    if (count % 2 || half < 2 || contents[0] == contents[1]) return count;
    return memcmp(contents, contents + half, half * sizeof *contents) ? count : half;
}

/* Lines `from` to `to` stand together and are of one order. */
static void end_block(Gathering *g, size_t from, size_t to)
{
    uint32_t order = g->lines->order[from];
    size_t unit = unit_of(g->lines->contents + from, to - from);
    uint64_t hash = hash_lines(g->lines->contents + from, unit);
    Course *course = &g->courses[order];
    OrderFacts *facts = &g->facts[order];

    if (!course->blocks) {
        course->first_block = hash;
        facts->once = (uint32_t)unit;
    }
    course->blocks += (uint32_t)((to - from) / unit);
    course->blocks_differ |= hash != course->first_block;
}

/* quantity × price of a line; NaN where either is blank. */
static double weight_of(const Lines *lines, size_t i)
{
    const double *quantity = lines->figure[FIGURE_QUANTITY], *price = lines->figure[FIGURE_PRICE];

    return quantity && price ? quantity[i] * price[i] : NAN;
}

/* Money goes back on another day, and to somebody else: such rows say nothing of the order. */
static bool gives_back(const Lines *lines, size_t i, double amount)
{
    const double *quantity = lines->figure[FIGURE_QUANTITY];

    return amount < 0 || (quantity && quantity[i] < 0);
}

static void note_line(Gathering *g, size_t i)
{
    const Lines *lines = g->lines;
    OrderFacts *facts = &g->facts[lines->order[i]];
    Course *course = &g->courses[lines->order[i]];
    double amount = g->amounts ? g->amounts[i] : NAN, weight = weight_of(lines, i);
    uint32_t customer = lines->who[i];

    facts->lines++;
    if (gives_back(lines, i, amount) || lines->fate[i] != LINE_COUNTS) {
        facts->backs++;
        return;
    }
    if (!course->begun) {
        facts->amount = amount;
        facts->same = true;
        course->customer = customer;
        course->day = lines->day[i];
        course->begun = course->line_by_line = true;
    }
    facts->amounts += !isnan(amount);
    facts->same &= !isnan(amount) && amount == facts->amount;
    facts->weight += isnan(weight) ? 0 : weight;
    course->line_by_line &= fabs(weight - amount) <= 0.0051;
    facts->many_days |= lines->day[i] != course->day;
    facts->many_customers |= customer != course->customer && customer != NO_TEXT;
}

static void walk_blocks(Gathering *g)
{
    const Lines *lines = g->lines;

    for (size_t i = 0, end; i < lines->count; i = end) {
        end = i + 1;
        if (lines->order[i] == NO_TEXT) continue;
        while (end < lines->count && lines->order[end] == lines->order[i])
            end++;
        end_block(g, i, end);
    }
}

static int by_value(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;

    return (left > right) - (left < right);
}

/* The chance that two orders, drawn at random, have the same amount. */
static double chance_alike(const OrderFacts *facts, size_t orders, Arena *arena)
{
    size_t step = orders / SAMPLE_ORDERS + 1, count = 0;
    double *sample = ARENA_ARRAY(arena, double, orders / step + 1), pairs = 0;

    for (size_t o = 0; o < orders; o += step)
        if (facts[o].lines && !isnan(facts[o].amount)) sample[count++] = facts[o].amount;
    if (count < 2) return 1;
    qsort(sample, count, sizeof *sample, by_value);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && sample[end] == sample[i];)
            end++;
        pairs += (double)(end - i) * (double)(end - i - 1);
    }
    return pairs / ((double)count * (double)(count - 1));
}

static void sum_up(OrdersTold *told, const Gathering *g, size_t orders)
{
    for (size_t o = 0; o < orders; o++) {
        OrderFacts *facts = &g->facts[o];
        const Course *course = &g->courses[o];
        if (!facts->lines) continue;
        facts->copied = course->blocks > 1 && !course->blocks_differ;
        told->orders++;
        told->copies += facts->copied;
        told->copied_lines += facts->copied ? facts->lines - facts->once : 0;
        if ((facts->copied ? facts->once : facts->lines - facts->backs) < 2) continue;
        double weight = facts->weight / (facts->copied ? (double)course->blocks : 1);
        told->several++;
        told->same += facts->same && facts->amount != 0;
        told->first_only +=
            facts->amounts == (facts->copied ? course->blocks : 1) && !isnan(facts->amount);
        told->by_lines += fabs(weight - facts->amount) <= 0.0051 * (double)facts->lines;
        told->by_line += course->line_by_line;
        told->many_days += facts->many_days;
        told->many_customers += facts->many_customers;
    }
}

OrderFacts *orders_gather(OrdersTold *told, const Lines *lines, const double *amounts,
                          size_t orders, Arena *arena)
{
    Arena scratch = arena_open();
    Gathering g = { .lines = lines,
                    .amounts = amounts,
                    .facts = ARENA_ARRAY(arena, OrderFacts, orders),
                    .courses = ARENA_ARRAY(&scratch, Course, orders) };

    *told = (OrdersTold){ 0 };
    for (size_t i = 0; lines->order && i < lines->count; i++)
        if (lines->order[i] != NO_TEXT) note_line(&g, i);
    if (lines->order) walk_blocks(&g);
    sum_up(told, &g, orders);
    told->alike = chance_alike(g.facts, orders, &scratch);
    arena_close(&scratch);
    return g.facts;
}

/* --- whose the amounts are -------------------------------------------------------------------- */

/* pattern: of {column}; {n} of {all}. */
static const char *because(const OrdersTold *told, size_t found, const char *column,
                           const char *pattern, Arena *arena)
{
    return PHRASE(arena, pattern, phrase_text("column", column),
                  phrase_count("n", (double)found, arena),
                  phrase_count("all", (double)told->several, arena));
}

bool orders_are_alike(const OrdersTold *told)
{
    return told->alike >= ALIKE && 2 * told->by_lines < told->several;
}

/* Few orders are enough where each has its amount once, or one that its lines come to. */
static bool all_say_it(const OrdersTold *told)
{
    return told->first_only == told->several ||
           (told->same == told->several && told->by_lines == told->several);
}

bool orders_are_unsure(const OrdersTold *told)
{
    bool few = told->several < FEW_ORDERS && told->same == told->several;
    bool alike = (double)told->same >= MOST * (double)told->several && orders_are_alike(told) &&
                 (double)told->by_line < MOST * (double)told->several;

    return told->several && (few || alike) && told->by_line < told->several;
}

RowKind orders_decide(const char **why, const OrdersTold *told, const char *column, Arena *arena)
{
    double several = (double)told->several;

    *why = NULL;
    if (told->several < FEW_ORDERS && !(told->several && all_say_it(told))) return ROW_LINE;
    if ((double)told->first_only >= MOST * several) {
        *why = because(told, told->first_only, column,
                       "{column} is the order's: it is only on the first line, in {n} of the {all} "
                       "orders with several lines",
                       arena);
        return ROW_FIRST_LINE;
    }
    if ((double)told->same < MOST * several || (double)told->by_line >= MOST * several)
        return ROW_LINE;
    if (orders_are_alike(told)) return ROW_LINE;
    *why = because(told, told->same, column,
                   "{column} is the order's: it is repeated on every line, in {n} of the {all} "
                   "orders with several lines",
                   arena);
    return ROW_EACH_LINE;
}

/* --- ids that begin again --------------------------------------------------------------------- */

bool orders_begin_again(const OrdersTold *told)
{
    size_t worse = told->many_days > told->many_customers ? told->many_days : told->many_customers;

    return told->several >= FEW_ORDERS && (double)worse > BEGIN_AGAIN * (double)told->several;
}

typedef struct SplitKey {
    uint32_t order, customer, line;
    Day day;
} SplitKey;

static int by_key(const void *a, const void *b)
{
    const SplitKey *left = a, *right = b;

    if (left->order != right->order) return left->order < right->order ? -1 : 1;
    if (left->day != right->day) return left->day < right->day ? -1 : 1;
    if (left->customer != right->customer) return left->customer < right->customer ? -1 : 1;
    return (left->line > right->line) - (left->line < right->line);
}

size_t orders_split(Lines *lines, bool days, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    SplitKey *keys = ARENA_ARRAY(arena, SplitKey, lines->count);
    size_t count = 0, made = 0;

    for (size_t i = 0; i < lines->count; i++) {
        if (lines->order[i] == NO_TEXT) continue;
        keys[count++] =
            (SplitKey){ lines->order[i], lines->who[i], (uint32_t)i, days ? lines->day[i] : 0 };
    }
    qsort(keys, count, sizeof *keys, by_key);
    for (size_t i = 0; i < count; i++) {
        bool same = i && keys[i].order == keys[i - 1].order && keys[i].day == keys[i - 1].day &&
                    keys[i].customer == keys[i - 1].customer;
        made += !same;
        lines->order[keys[i].line] = (uint32_t)(made - 1);
    }
    arena_release(arena, mark);
    return made;
}

/* --- copies ----------------------------------------------------------------------------------- */

size_t orders_mark_copies(Lines *lines, const OrderFacts *facts, size_t orders, bool every,
                          Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    uint32_t *seen = ARENA_ARRAY(arena, uint32_t, orders);
    size_t marked = 0;

    for (size_t i = 0; lines->order && i < lines->count; i++) {
        uint32_t order = lines->order[i];
        if (order == NO_TEXT) continue;
        bool copy = facts[order].copied && seen[order] >= facts[order].once;
        seen[order]++;
        if (every && !copy && i && lines->order[i - 1] == order)
            copy = lines->contents[i - 1] == lines->contents[i];
        if (!copy) continue;
        lines->fate[i] = LINE_COPY;
        marked++;
    }
    arena_release(arena, mark);
    return marked;
}
