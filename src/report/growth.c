/* What it would bring if customers came to buy like those of the next segment. */
#include "segment/growth.h"

#include <math.h>
#include <string.h>

#include "data/format.h"
#include "report/draft.h"

/* One precision for all amounts a year, the largest of which is this. */
static double largest_amount(const Growth *growth)
{
    double largest = 0;

    for (size_t i = 0; i < growth->count; i++) {
        const GrowthStep *step = &growth->steps[i];
        largest = fmax(largest, fmax(step->own.median, fmax(step->goal.upper, step->most)));
    }
    return largest;
}

static double largest_worth(const Growth *growth)
{
    double largest = 0;

    for (size_t i = 0; i < growth->count; i++)
        largest = fmax(largest, growth->steps[i].worth_most);
    return largest;
}

static const char *say_range(Draft *d, double low, double high, double largest)
{
    return format_money_range(low, high, largest, d->plan->currency, d->arena);
}

static const char **ranges(Table *table, const char *key, const char *title, Arena *arena)
{
    const char **texts = table_texts(table, key, title, arena);

    table->columns[table->cols - 1].align_end = true;
    return texts;
}

static const Table *growth_table(Draft *d, const Growth *growth)
{
    Table *table = table_open(d->arena, growth->count, 7);
    int *from = ARENA_ARRAY(d->arena, int, growth->count);
    double amount = largest_amount(growth), sum = largest_worth(growth);

    for (size_t i = 0; i < growth->count; i++)
        from[i] = growth->steps[i].from;
    table_segments(table, d, from);
    double *customers = table_numbers(table, "customers", "Customers", COLUMN_COUNT, 0, d->arena);
    double *spend = table_numbers(table, "spend_a_year", "Typical spend", COLUMN_MONEY,
                                  money_decimals(amount), d->arena);
    const char **to = table_texts(table, "next_segment", "Towards", d->arena);
    const char **goal = ranges(table, "next_spend_a_year", "Their middle half", d->arena);
    const char **more = ranges(table, "more_a_customer", "More per customer", d->arena);
    const char **worth = ranges(table, "worth_a_year", "If one in ten", d->arena);
    for (size_t i = 0; i < growth->count; i++) {
        const GrowthStep *step = &growth->steps[i];
        customers[i] = (double)step->own.customers;
        spend[i] = step->own.median;
        to[i] = d->segments->items[step->to].label;
        goal[i] = say_range(d, step->goal.lower, step->goal.upper, amount);
        more[i] = say_range(d, step->least, step->most, amount);
        worth[i] = say_range(d, step->worth_least, step->worth_most, sum);
    }
    return table;
}

/* By what the typical customers of the two segments differ. */
static const char *say_difference(Draft *d, const GrowthStep *step)
{
    PhraseArg own = arg_number(d, "own", step->own.purchases, 0);
    PhraseArg goal = arg_count(d, "goal", step->goal.purchases);
    PhraseArg own_size = arg_money(d, "own_size", step->own.purchase);
    PhraseArg goal_size = arg_money(d, "goal_size", step->goal.purchase);

    if (step->more_purchases && step->larger_purchases) {
        return SAY(
            d,
            "They buy more often ({goal|# time|# times} a year, compared with {own}) and more "
            "at a time ({goal_size}, compared with {own_size}).",
            own, goal, own_size, goal_size);
    }
    if (step->more_purchases) {
        return SAY(d, "They buy more often: {goal|# time|# times} a year, compared with {own}.",
                   own, goal);
    }
    return SAY(d, "They buy more at a time: {goal_size}, compared with {own_size}.", own_size,
               goal_size);
}

static const GrowthStep *largest_step(const Growth *growth)
{
    const GrowthStep *largest = &growth->steps[0];

    for (size_t i = 1; i < growth->count; i++) {
        if (growth->steps[i].worth_least > largest->worth_least) largest = &growth->steps[i];
    }
    return largest;
}

static const char *growth_sentence(Draft *d, const Growth *growth)
{
    const GrowthStep *step = largest_step(growth);
    PhraseArg from = arg_text("from", d->segments->items[step->from].label);
    PhraseArg to = arg_text("to", d->segments->items[step->to].label);

    double amount = largest_amount(growth);
    const char *text = SAY(
        d,
        "The largest step is from {from} to {to}: a typical customer of {from} spent {spend} in "
        "the past year, and the middle half of {to} spent {goal}.",
        from, to,
        arg_text("spend", format_value(step->own.median, COLUMN_MONEY, money_decimals(amount),
                                       d->plan->currency, false, d->arena)),
        arg_text("goal", say_range(d, step->goal.lower, step->goal.upper, amount)));

    text = phrase_join(text, say_difference(d, step), d->arena);
    return phrase_join(
        text,
        SAY(d,
            "A customer who comes to buy like them brings {more} more a year; one in ten of the "
            "{customers|# customer|# customers} of {from} would bring {worth}.",
            from, arg_text("more", say_range(d, step->least, step->most, amount)),
            arg_count(d, "customers", (double)step->own.customers),
            arg_text("worth",
                     say_range(d, step->worth_least, step->worth_most, largest_worth(growth)))),
        d->arena);
}

static void put_none(Draft *d, Section *section, const Growth *growth)
{
    const char *why =
        growth->has_year ? SAY(d,
                               "No segment has a realistic next step up. A step up would be a "
                               "stable segment of at least {least} customers and 2% of the buyers, "
                               "where three in four spend at least a quarter more, and whose level "
                               "one in ten of the lower segment's customers already reach.",
                               arg_count(d, "least", GROWTH_LEAST))
                         : SAY(d, "This compares whole years, and sales begin only on {first}.",
                               arg_date(d, "first", d->shop->first_day));

    draft_note(d, section, NOTE_INFO, why);
}

void put_growth(Draft *d, Page *page)
{
    Section *section = draft_section(d, page, "growth", "Growth opportunity", NULL);
    const Growth *growth = d->plan->growth;

    if (!draft_enough(d, section, NEED_GROWTH, draft_have(d, NEED_GROWTH))) return;
    if (!growth->count) {
        put_none(d, section, growth);
        return;
    }
    draft_text(d, section, growth_sentence(d, growth));
    draft_table(d, section,
                (TableBlock){ .table = growth_table(d, growth),
                              .caption = "A step towards the next segment, in a year" });
    draft_text(d, section,
               SAY(d,
                   "The year ends on {to}; only customers who bought before it count. This is "
                   "arithmetic on the past, not a forecast: it does not say that one in ten can be "
                   "won, or what that would cost.",
                   arg_date(d, "to", growth->to)));
}
