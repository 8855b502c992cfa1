#include "import/sales_owner.h"

#include <math.h>

#define CENT 0.0051
/* Of the orders that say it, this share must say the same. */
#define MOST 0.9

double owner_worth(const Sales *sales, size_t row)
{
    const Lines *lines = &sales->lines;
    const double *quantity = lines->figure[FIGURE_QUANTITY], *price = lines->figure[FIGURE_PRICE];
    const double *amount = lines->figure[FIGURE_ROW];
    double worth = quantity && price ? quantity[row] * price[row] : NAN;

    return isnan(worth) && amount ? amount[row] : worth;
}

/* What the rows of an order say so far. */
typedef struct Course {
    double first;
    uint32_t lines, with;
    bool differs, beyond, equal; /* than the line comes to: more; just as much, on all */
} Course;

static void note_row(Course *course, double value, double worth)
{
    course->lines++;
    if (isnan(value) || value == 0) return;
    value = fabs(value);
    if (!course->with++) {
        course->first = value;
        course->equal = true;
    }
    course->differs |= fabs(value - course->first) > CENT;
    course->beyond |= value > fabs(worth) + CENT;
    course->equal &= fabs(value - fabs(worth)) <= CENT;
}

static void vote(OwnerVotes *votes, const Course *course)
{
    if (course->lines < 2 || !course->with) return;
    if (course->with == 1) {
        votes->beyond_line |= course->beyond;
    } else if (course->differs || course->equal) {
        votes->of_lines++;
    } else if (course->with < course->lines) {
        votes->of_lines++;
    } else if (course->beyond) {
        votes->of_order++;
    } else {
        votes->unclear++;
    }
}

OwnerVotes owner_votes(const Sales *sales, SalesFigure figure, Arena *scratch)
{
    const Lines *lines = &sales->lines;
    const double *values = lines->figure[figure];
    OwnerVotes votes = { 0 };
    ArenaMark mark = arena_mark(scratch);
    Course *courses = ARENA_ARRAY(scratch, Course, sales->order_numbers);

    for (size_t i = 0; values && i < lines->count; i++) {
        double worth = owner_worth(sales, i);
        /* Rows that give money back may say the same again. */
        if (lines->order[i] == NO_TEXT || lines->fate[i] != LINE_COUNTS || worth < 0) continue;
        note_row(&courses[lines->order[i]], values[i], worth);
    }
    for (size_t o = 0; o < sales->order_numbers; o++)
        vote(&votes, &courses[o]);
    arena_release(scratch, mark);
    return votes;
}

Owner owner_decide(const OwnerVotes *votes)
{
    double order = (double)votes->of_order, lines = (double)votes->of_lines;
    double unclear = (double)votes->unclear, all = order + lines + unclear;

    if (all == 0) return votes->beyond_line ? OWNER_ORDER : OWNER_LINE;
    if (order + unclear >= MOST * all) return OWNER_ORDER;
    if (order == 0 && lines >= unclear) return OWNER_LINE;
    return lines >= MOST * (order + lines) && lines >= unclear ? OWNER_LINE : OWNER_UNSAID;
}
