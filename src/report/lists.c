/* Lists of customers to turn to: on the segments' pages, and whole in files of their own. */
#include <math.h>

#include "report/draft.h"

#define RAREST 1e6 /* stands for anything rarer too: the column says "at most" */

const char *quiet_file(const Draft *d)
{
    for (size_t i = 0; i < d->segments->count; i++) {
        if (d->segments->items[i].quiet_list.count) return "attachments/quiet_customers.csv";
    }
    return NULL;
}

/* --- tables of a list ------------------------------------------------------------------------- */

/* Of its digits the first two, not rounded up; whole. */
static double floor_digits(double value)
{
    double step = 1;

    while (value / step >= 100)
        step *= 10;
    return isfinite(value) ? floor(value / step) * step : value;
}

static void put_silence(Draft *d, Table *table, const CustomerList *list, bool chance)
{
    double *silent = table_numbers(table, "silent_days", "Silent (days)", COLUMN_DAYS, 0, d->arena);
    double *gap =
        table_numbers(table, "usual_gap_days", "Usual gap (days)", COLUMN_DAYS, 1, d->arena);
    double *rare = chance ? table_numbers(table, "one_in", "By chance, at most 1 in", COLUMN_COUNT,
                                          0, d->arena)
                          : NULL;

    for (size_t i = 0; i < list->count; i++) {
        const Rhythm *rhythm = &d->segments->silence.rhythms[list->items[i]];
        silent[i] = rhythm->silent_days;
        gap[i] = round(10 * rhythm->usual_gap_days) / 10; /* more digits say nothing */
        if (rare) rare[i] = fmin(floor_digits(1 / rhythm->chance), RAREST);
    }
}

static void put_worth(Draft *d, Table *table, const CustomerList *list)
{
    double *days =
        table_numbers(table, "purchase_days", "Purchase days", COLUMN_COUNT, 0, d->arena);
    double *spend = table_numbers(table, "total_spend", "Spend", COLUMN_MONEY, 2, d->arena);
    double *year = table_numbers(table, "spend_a_year", "Spend a year", COLUMN_MONEY, 2, d->arena);

    for (size_t i = 0; i < list->count; i++) {
        uint32_t customer = list->items[i];
        days[i] = (double)purchase_run(&d->segments->days, customer).count;
        spend[i] = matrix_at(&d->shop->customers.features, customer, F_TOTAL_SPEND);
        year[i] = customer_stake(d->segments, d->shop, customer);
    }
}

static void put_feature(Draft *d, Table *table, const CustomerList *list, Feature feature,
                        const char *title)
{
    double *values =
        table_numbers(table, FEATURES[feature].key, title, FEATURES[feature].kind, 0, d->arena);

    for (size_t i = 0; i < list->count; i++)
        values[i] = matrix_at(&d->shop->customers.features, list->items[i], feature);
}

static bool has_buyers(const Draft *d, const CustomerList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (d->shop->customers.bought[list->items[i]]) return true;
    }
    return false;
}

static Table *table_of(Draft *d, const CustomerList *list, FirstStep step, bool segments)
{
    Table *table = table_open(d->arena, list->count, 12);
    bool buyers = has_buyers(d, list), contacts = step == FIRST_CONTACTS;

    table_customers(table, d, list->items);
    if (!d->shop->names_withheld) {
        const char **name = table_texts(table, "name", "Name", d->arena);
        for (size_t i = 0; i < list->count; i++)
            name[i] = d->shop->customers.names[list->items[i]];
    }
    if (segments) {
        Column *segment = table_segment_view(table, d);
        segment->codes = d->segments->of_customer;
        segment->rows = list->items;
    }
    if (buyers) {
        put_silence(d, table, list, step == FIRST_QUIET);
        put_worth(d, table, list);
    } else {
        put_feature(d, table, list, F_TENURE_DAYS, "Signed up (days ago)");
    }
    if (d->shop->has_interactions && (contacts || !buyers))
        put_feature(d, table, list, F_INTERACTION_COUNT, "Interactions");
    return table;
}

TableBlock list_table(Draft *d, const CustomerList *list, FirstStep step, const char *file)
{
    CustomerList shown = { list->items, list->count < LIST_SHOWN ? list->count : LIST_SHOWN };

    return (TableBlock){ .table = table_of(d, &shown, step, false),
                         .caption = SAY(d,
                                        shown.count == list->count
                                            ? "{all|The customer|All # customers}"
                                            : "{shown} of {all|# customer|# customers}",
                                        arg_count(d, "shown", (double)shown.count),
                                        arg_count(d, "all", (double)list->count)),
                         .total_rows = list->count,
                         .rest = file };
}

/* --- files ------------------------------------------------------------------------------------ */

/* E-mail addresses are in the files alone. */
static const Column *emails_of(Draft *d, const CustomerList *list)
{
    if (!d->shop->has_emails) return NULL;
    Table *table = table_open(d->arena, list->count, 1);
    Column *column = table_view(table, "email", "E-mail", COLUMN_TEXT, 0);
    column->texts = d->shop->customers.emails;
    column->rows = list->items;
    return column;
}

static void attach(Draft *d, const CustomerList *list, FirstStep step, const char *file,
                   const char *title, const char *description, int segment)
{
    Attachment *attachment =
        draft_attachment(d, file, title, description, table_of(d, list, step, segment < 0));

    attachment->csv_only = emails_of(d, list);
    attachment->segment = segment;
}

static void attach_first(Draft *d, size_t number)
{
    static const char *const whom[FIRST_STEPS] = {
        [FIRST_NOBODY] = "",
        [FIRST_QUIET] = "",
        [FIRST_ONCE] = "Customers who have bought on only one day so far, the latest first.",
        [FIRST_DUE] =
            "Customers whose usual gap between purchases has passed, most at stake first.",
        [FIRST_CONTACTS] = "Customers who have been in touch most.",
        [FIRST_JOINED] = "Customers who signed up last.",
        [FIRST_ACTIVE] = "Customers with the highest spend a year who have not gone quiet.",
        [FIRST_STAKE] = "Customers with the highest spend a year.",
    };
    static const char *const often[FIRST_STEPS] = {
        [FIRST_DUE] =
            "Customers whose usual gap between purchases has passed, those who buy most often "
            "first.",
        [FIRST_ACTIVE] = "Customers who buy most often and have not gone quiet.",
        [FIRST_STAKE] = "Customers who buy most often.",
    };
    const Segment *s = &d->segments->items[number];

    if (!s->first.count || s->first_step == FIRST_QUIET) return;
    attach(d, &s->first, s->first_step, segment_first_file(s, d->arena),
           SAY(d, "{segment}: the first step", arg_text("segment", s->label)),
           !has_money(d) && often[s->first_step] ? often[s->first_step] : whom[s->first_step],
           (int)number);
}

static void attach_quiet(Draft *d, size_t number)
{
    const Segment *s = &d->segments->items[number];

    if (!s->quiet_list.count) return;
    attach(d, &s->quiet_list, FIRST_QUIET, segment_quiet_file(s, d->arena),
           SAY(d, "{segment}: gone quiet", arg_text("segment", s->label)),
           has_money(d) ? "Customers who have gone quiet, most at stake first."
                        : "Customers who have gone quiet, those who bought most often first.",
           (int)number);
}

/* All quiet customers, most at stake first: the segments' lists, merged. */
static CustomerList all_quiet(const Draft *d)
{
    const Segments *segments = d->segments;
    size_t *next = ARENA_ARRAY(d->arena, size_t, segments->count), count = 0;

    for (size_t s = 0; s < segments->count; s++)
        count += segments->items[s].quiet_list.count;
    uint32_t *items = ARENA_ARRAY(d->arena, uint32_t, count);
    for (size_t i = 0; i < count; i++) {
        size_t best = segments->count;
        double most = -1;
        for (size_t s = 0; s < segments->count; s++) {
            const CustomerList *list = &segments->items[s].quiet_list;
            if (next[s] == list->count) continue;
            double stake = customer_stake(segments, d->shop, list->items[next[s]]);
            bool first = stake == most && list->items[next[s]] < items[i];
            if (!(stake > most || first)) continue;
            most = stake;
            best = s;
            items[i] = list->items[next[s]];
        }
        next[best]++;
    }
    return (CustomerList){ items, count };
}

void attach_lists(Draft *d)
{
    const char *file = quiet_file(d);

    if (file) {
        const CustomerList list = all_quiet(d);
        attach(d, &list, FIRST_QUIET, file, "Customers who have gone quiet",
               has_money(d)
                   ? "One row per customer who has gone quiet, most at stake first."
                   : "One row per customer who has gone quiet, those who bought most often "
                     "first.",
               -1);
    }
    for (size_t i = 0; i < d->segments->count; i++) {
        attach_first(d, i);
        attach_quiet(d, i);
    }
}
