/* What was found about who bought, about orders and about rows. */
#include <string.h>

#include "import/sales_teller.h"

static void tell_order_ids(const Teller *t)
{
    const Sales *sales = t->sales;

    if (!sales->order_ids) return;
    const char *by = chain_name(t, &sales->form.texts[TEXT_CUSTOMER]);
    const char *name = column_name(t, sales->order_ids_column);
    tell(t, (Finding){
                .kind = FINDING_WARNING,
                .code = "customer-ids-of-orders",
                .column = name,
                .count = (int64_t)sales->order_ids,
                .what = arena_format(
                    t->arena, "%s is new with each order (%s ids), and by %s they are %s people",
                    name, count_text(t, (double)sales->order_ids), by,
                    count_text(t, (double)sales->order_people)),
                .action = arena_format(t->arena, "customers are told apart by %s", by),
                .advice = arena_format(t->arena, "--customer-id \"%s\" goes by it all the same.",
                                       name) });
}

static void tell_damaged(const Teller *t, const char *column)
{
    const Sales *sales = t->sales;

    if (!sales->ids.scientific && !ids_are_rounded(&sales->ids)) return;
    bool science = sales->ids.scientific > 0;
    tell(t,
         (Finding){ .kind = FINDING_WARNING,
                    .code = "damaged-ids",
                    .column = column,
                    .count = science ? sales->ids.scientific : sales->ids.rounded,
                    .what = arena_format(t->arena, "%s ids of %s have lost digits in a spreadsheet",
                                         count_text(t, (double)(science ? sales->ids.scientific
                                                                        : sales->ids.rounded)),
                                         column),
                    .action = "read as they stand: different customers may be one",
                    .advice = "Export again, and do not save the file from a spreadsheet.",
                    .example = arena_text(t->arena, science ? sales->ids.example_scientific.text
                                                            : sales->ids.example_rounded.text) });
}

void sales_tell_people(const Teller *t, const Job *job)
{
    const Sales *sales = t->sales;
    IdTwins twins = ids_twins(&job->customers.pool, t->arena);
    const char *column = chain_name(t, &sales->form.texts[TEXT_CUSTOMER]);

    if (sales->shared_ids) {
        tell(t,
             (Finding){ .kind = FINDING_WARNING,
                        .code = "shared-customer-ids",
                        .column = column,
                        .count = (int64_t)sales->shared_ids,
                        .of = (int64_t)job->customers.pool.count,
                        .what = arena_format(t->arena,
                                             "%s of %s %s many people, by their e-mail "
                                             "addresses or names",
                                             count_text(t, (double)sales->shared_ids), column,
                                             sales->shared_ids == 1 ? "stands for" : "stand for"),
                        .action = "taken for guests" });
    }
    tell_order_ids(t);
    if (sales->zero_rows) {
        tell(t, (Finding){ .kind = FINDING_WARNING,
                           .code = "customer-zero",
                           .column = column,
                           .count = (int64_t)sales->zero_rows,
                           .what = arena_format(t->arena,
                                                "%s rows are of %s 0, which many shops write "
                                                "for guests",
                                                count_text(t, (double)sales->zero_rows), column),
                           .action = "counted as one customer: there is a customer 1 beside, and 0 "
                                     "has no more rows than others",
                           .advice = arena_format(t->arena, "--where \"%s!=0\" leaves them out.",
                                                  column) });
    }
    if (sales->joined_rows) {
        tell(t, (Finding){ .kind = FINDING_NOTE,
                           .code = "guests-recognised",
                           .count = (int64_t)sales->joined_rows,
                           .what = arena_format(t->arena,
                                                "%s rows of guests have the e-mail address of a "
                                                "customer",
                                                count_text(t, (double)sales->joined_rows)),
                           .action = "counted as that customer's" });
    }
    tell_damaged(t, column);
    if (!twins.ids) return;
    tell(t, (Finding){ .kind = FINDING_WARNING,
                       .code = "ids-with-leading-zeros",
                       .column = column,
                       .count = twins.ids,
                       .of = (int64_t)job->customers.pool.count,
                       .what = arena_format(t->arena,
                                            "%s ids of customers differ from others by leading "
                                            "zeros only",
                                            count_text(t, (double)twins.ids)),
                       .action = "counted as different customers",
                       .advice = "If they are the same, write the ids alike in all files.",
                       .example = arena_format(t->arena, "%s and %s", twins.one, twins.other) });
}

/* Columns of no known name. */
static void tell_columns(const Teller *t)
{
    const Sales *sales = t->sales;

    if (sales->states_found) {
        tell(t, (Finding){ .kind = FINDING_WARNING,
                           .code = "states-by-their-words",
                           .column = sales->states_found,
                           .what = arena_format(t->arena, "%s has words for states of orders",
                                                sales->states_found),
                           .action = "read as the orders' state",
                           .advice = "--map status= leaves it out." });
    }
    if (sales->unread_states) {
        tell(t, (Finding){ .kind = FINDING_WARNING,
                           .code = "states-not-read",
                           .column = sales->unread_states,
                           .what = arena_format(t->arena,
                                                "%s: words for states of orders, cancelled "
                                                "ones among them",
                                                sales->unread_states),
                           .action = "not read: all of these count",
                           .advice = "--map status=COLUMN names the one that says what counts." });
    }
    if (!sales->unread_money) return;
    tell(t, (Finding){ .kind = FINDING_NOTE,
                       .code = "money-not-read",
                       .column = sales->unread_money,
                       .what = arena_format(t->arena,
                                            "%s: amounts under names that say nothing, or "
                                            "beside the one that counts",
                                            sales->unread_money),
                       .action = "not read",
                       .advice =
                           "--map refund=COLUMN, discount=COLUMN and the like, where one changes "
                           "what was paid." });
}

static void tell_states(const Teller *t)
{
    const Sales *sales = t->sales;

    if (sales->later_states) {
        tell(t, (Finding){ .kind = FINDING_NOTE,
                           .code = "later-states",
                           .count = (int64_t)sales->later_states,
                           .what = arena_format(t->arena,
                                                "%s rows of orders stand again below with "
                                                "another state",
                                                count_text(t, (double)sales->later_states)),
                           .action = "the last one counts",
                           .advice = "--duplicates keep counts every row." });
    }
    if (sales->total_words) {
        tell(t,
             (Finding){ .kind = FINDING_WARNING,
                        .code = "total-words",
                        .count = (int64_t)sales->total_words,
                        .what = arena_format(t->arena,
                                             "%s %s a word for a total, and %s not what the "
                                             "rows above come to",
                                             count_text(t, (double)sales->total_words),
                                             sales->total_words == 1 ? "row has" : "rows have",
                                             sales->total_words == 1 ? "is" : "are"),
                        .action = "counted as sales",
                        .advice = "If they are sums, export without them, or leave them out with "
                                  "--where." });
    }
    if (!sales->state_orders) return;
    tell(t,
         (Finding){ .kind = FINDING_NOTE,
                    .code = "states-of-lines",
                    .count = (int64_t)sales->state_orders,
                    .of = (int64_t)sales->told.orders,
                    .what = arena_format(
                        t->arena, "%s %s lines whose state counts and lines whose state does not",
                        count_text(t, (double)sales->state_orders),
                        sales->state_orders == 1 ? "order has" : "orders have"),
                    .action = "each line by its own state" });
}

void sales_tell_rows(const Teller *t)
{
    const Sales *sales = t->sales;
    const char *said;
    int64_t blanks = blank_total(&said, &sales->blanks, t->arena);

    tell_columns(t);
    tell_states(t);
    if (blanks) {
        tell(t, (Finding){ .kind = FINDING_NOTE,
                           .code = "words-for-nothing",
                           .count = blanks,
                           .what = arena_format(
                               t->arena, "%s %s nothing: %s", count_text(t, (double)blanks),
                               blanks == 1 ? "value is a word for" : "values are words for", said),
                           .action = "read as blank" });
    }
    if (sales->no_sales) {
        tell(t, (Finding){ .kind = FINDING_NOTE,
                           .code = "rows-without-a-sale",
                           .count = sales->no_sales,
                           .what = arena_format(t->arena,
                                                "%s %s neither a date nor an amount nor a product",
                                                count_text(t, (double)sales->no_sales),
                                                sales->no_sales == 1 ? "row has" : "rows have"),
                           .action = "passed over" });
    }
    if (sales->headers) {
        tell(t, (Finding){ .kind = FINDING_NOTE,
                           .code = "repeated-headers",
                           .count = sales->headers,
                           .what = arena_format(t->arena, "the header comes again %s %s",
                                                count_text(t, (double)sales->headers),
                                                sales->headers == 1 ? "time" : "times"),
                           .action = "passed over: the file seems to be several exports in one" });
    }
    if (sales->split) {
        tell(t, (Finding){ .kind = FINDING_WARNING,
                           .code = "order-ids-begin-again",
                           .column = chain_name(t, &sales->form.texts[TEXT_ORDER]),
                           .count = (int64_t)sales->split,
                           .of = (int64_t)sales->told.orders,
                           .what = arena_format(t->arena,
                                                "%s ids of orders stand for several days or "
                                                "customers: the numbers begin again",
                                                count_text(t, (double)sales->split)),
                           .action = "id, day and customer together make an order" });
    }
    if (!sales->known_orders) return;
    tell(t,
         (Finding){ .kind = FINDING_NOTE,
                    .code = "orders-there-already",
                    .count = (int64_t)sales->known_orders,
                    .of = (int64_t)sales->order_count,
                    .what = arena_format(t->arena,
                                         "%s orders of %s were in the database already, %s of "
                                         "them otherwise",
                                         count_text(t, (double)sales->known_orders), t->file->place,
                                         count_text(t, (double)sales->changed_orders)),
                    .action = "counted once, as the new file has them" });
}
