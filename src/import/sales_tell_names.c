/* What was found about customers who are told apart by their names alone, and about one who may be
 * many. */
#include <string.h>

#include "import/sales_teller.h"

/* One customer of so many has this part of all orders, and so many times those of anybody else:
 * with these, simulated shops whose customers buy very unevenly (the purchases of one being
 * negative binomial, log-normal with a sigma of 1.5, or Pareto with an exponent of 2) give a false
 * alarm in one of a hundred at most, and most of them in none of ten thousand. */
#define FEW_CUSTOMERS 30
#define PART_OF_ORDERS 0.1
#define TIMES_OF_OTHERS 10
#define MOST_LONE 3

/* --- names ------------------------------------------------------------------------------------ */

static void tell_taken(const Teller *t)
{
    const Sales *sales = t->sales;
    const char *column = column_name(t, sales->taken_column);
    const char *name = column_name(t, sales->name_column);

    tell(t,
         (Finding){
             .kind = FINDING_WARNING,
             .code = "customers-by-new-column",
             .column = column,
             .count = (int64_t)sales->taken,
             .of = (int64_t)sales->taken,
             .what = PHRASE(
                 t->arena,
                 "{column} tells {n|one person|# people} apart where {name} has "
                 "{names|one name|# names}: each of its values has one name, and comes "
                 "again",
                 phrase_text("column", column), phrase_count("n", (double)sales->taken, t->arena),
                 phrase_text("name", name), phrase_count("names", (double)sales->names, t->arena)),
             .action = PHRASE(t->arena,
                              "customers are told apart by {column}, and by {name} where it is "
                              "blank",
                              phrase_text("column", column), phrase_text("name", name)),
             .advice = PHRASE(t->arena, "Use --customer-id \"{name}\" to go by the name.",
                              phrase_text("name", name)) });
}

static void tell_by_name(const Teller *t, const Job *job)
{
    const Sales *sales = t->sales;
    int64_t people = (int64_t)job->customers.pool.count;
    const char *name = column_name(t, sales->name_column);
    const char *ids = sales->unread_ids;

    tell(t,
         (Finding){
             .kind = FINDING_WARNING,
             .code = "customers-by-name",
             .column = name,
             .count = people,
             .of = people,
             .what = PHRASE(
                 t->arena, "customers are told apart by {column} alone: {n|one name|# names}",
                 phrase_text("column", name), phrase_count("n", (double)people, t->arena)),
             .action = "people of the same name count as one customer",
             .advice = *ids ? PHRASE(t->arena,
                                     "These columns are not read and look like ids: {columns}. Use "
                                     "--customer-id COLUMN to go by one.",
                                     phrase_text("columns", ids))
                            : "Use --customer-id COLUMN to name a column of customer numbers or "
                              "e-mail addresses, if there is one." });
}

static void tell_named_guests(const Teller *t)
{
    const Sales *sales = t->sales;
    const char *column = chain_name(t, &sales->form.texts[TEXT_CUSTOMER]);

    if (!sales->named_guests) return;
    tell(t, (Finding){ .kind = FINDING_WARNING,
                       .code = "accounts-of-guests",
                       .column = column,
                       .count = (int64_t)sales->named_guests,
                       .what = PHRASE(t->arena,
                                      "{n|# id|# ids} of {column} {n|has|have} a name that shops "
                                      "give to all who come without an account",
                                      phrase_count("n", (double)sales->named_guests, t->arena),
                                      phrase_text("column", column)),
                       .action = "treated as guests" });
}

/* --- one who may be many ---------------------------------------------------------------------- */

typedef struct Lone {
    uint32_t who[MOST_LONE];
    size_t count;
    int64_t orders, of, buyers, next; /* theirs; of all; who bought; of the largest of the others */
} Lone;

static int64_t *count_orders(Lone *out, const Sales *sales, size_t customers, Arena *arena)
{
    int64_t *orders = ARENA_ARRAY(arena, int64_t, customers);

    for (size_t o = 0; o < sales->order_count; o++) {
        const SaleOrder *order = &sales->order_of[o];
        if (order->fate != LINE_COUNTS || order->is_return || order->customer >= customers)
            continue;
        out->buyers += !orders[order->customer]++;
        out->of++;
    }
    return orders;
}

/* The largest, as long as each has a large part; whoever is next is the largest of the others. */
static void find_lone(Lone *out, int64_t *orders, size_t customers)
{
    for (;;) {
        size_t best = 0;
        for (size_t c = 1; c < customers; c++)
            if (orders[c] > orders[best]) best = c;
        out->next = orders[best];
        if (out->count == MOST_LONE || (double)out->next <= PART_OF_ORDERS * (double)out->of)
            return;
        out->who[out->count++] = (uint32_t)best;
        out->orders += orders[best];
        orders[best] = 0;
    }
}

static const char *lone_name(const Job *job, uint32_t who, Arena *arena)
{
    const PoolEntry *entry = textpool_at(&job->customers.pool, who);
    const char *name = ids_facts((Ids *)(uintptr_t)&job->customers, who)->name;

    return name ? utf8_clean(name, strlen(name), 60, arena)
                : utf8_clean(entry->text, entry->size, 60, arena);
}

/* The column of the chain in which somebody stands is not known: the one that is named is that of
 * the names, where a test for the name finds the rows. */
static const char *lone_column(const Teller *t, const Job *job, uint32_t who)
{
    const Sales *sales = t->sales;
    const ColumnChain *names = &sales->form.texts[TEXT_CUSTOMER_NAME];
    bool named = ids_facts((Ids *)(uintptr_t)&job->customers, who)->name != NULL;

    return chain_name(t, named && names->count ? names : &sales->form.texts[TEXT_CUSTOMER]);
}

static void tell_lone(const Teller *t, const Job *job)
{
    Arena scratch = arena_open();
    size_t customers = job->customers.pool.count;
    Lone lone = { .count = 0 };
    const char *names = "";
    char share[NUMBER_TEXT];
    int64_t *orders = count_orders(&lone, t->sales, customers, &scratch);

    if (customers) find_lone(&lone, orders, customers);
    arena_close(&scratch);
    double least = lone.count ? (double)lone.orders / (double)lone.count : 0;
    if (!lone.count || lone.buyers < FEW_CUSTOMERS || least < TIMES_OF_OTHERS * (double)lone.next)
        return;
    for (size_t i = 0; i < lone.count; i++)
        names = phrase_list(names, lone_name(job, lone.who[i], t->arena), t->arena);
    const char *column = lone_column(t, job, lone.who[0]);
    const char *part = number_percent(share, (double)lone.orders / (double)lone.of, 1);
    /* Who it is stands in the example only: not every report may name customers. */
    tell(t, (Finding){ .kind = FINDING_WARNING,
                       .code = "customer-may-be-many",
                       .column = column,
                       .count = lone.orders,
                       .of = lone.of,
                       .what = PHRASE(t->arena,
                                      "{c|one customer has|# customers have} {n|# order|# orders}, "
                                      "{share} of all, and nobody else more than {next}: {c|that "
                                      "may be all|those may be all} who came without an account",
                                      phrase_count("c", (double)lone.count, t->arena),
                                      phrase_count("n", (double)lone.orders, t->arena),
                                      phrase_text("share", part),
                                      phrase_count("next", (double)lone.next, t->arena)),
                       .action = "counted as a customer",
                       .advice = PHRASE(t->arena,
                                        "Use --where \"{column}!=NAME\" to leave {c|it|them} out.",
                                        phrase_text("column", column),
                                        phrase_count("c", (double)lone.count, t->arena)),
                       .example = names });
}

void sales_tell_names(const Teller *t, const Job *job)
{
    if (t->sales->taken) {
        tell_taken(t);
    } else if (t->sales->names) {
        tell_by_name(t, job);
    }
    tell_named_guests(t);
    tell_lone(t, job);
}
