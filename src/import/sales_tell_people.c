/* What was found about who bought, about orders and about rows. */
#include <string.h>

#include "import/sales_teller.h"

static void tell_order_ids(const Teller *t)
{
    const Sales *sales = t->sales;

    if (!sales->order_ids) return;
    const char *by = chain_name(t, &sales->form.texts[TEXT_CUSTOMER]);
    const char *name = column_name(t, sales->order_ids_column);
    tell(t,
         (Finding){
             .kind = FINDING_WARNING,
             .code = "customer-ids-of-orders",
             .column = name,
             .count = (int64_t)sales->order_ids,
             .what = PHRASE(t->arena,
                            "{column} is new with each order ({ids|# id|# ids}), and by {other} "
                            "they are {people|one person|# people}",
                            phrase_text("column", name),
                            phrase_count("ids", (double)sales->order_ids, t->arena),
                            phrase_text("other", by),
                            phrase_count("people", (double)sales->order_people, t->arena)),
             .action = PHRASE(t->arena, "customers are told apart by {column}",
                              phrase_text("column", by)),
             .advice = PHRASE(t->arena, "Use --customer-id \"{column}\" to go by it all the same.",
                              phrase_text("column", name)) });
}

static void tell_damaged(const Teller *t, const char *column)
{
    const Sales *sales = t->sales;

    if (!sales->ids.scientific && !ids_are_rounded(&sales->ids)) return;
    bool science = sales->ids.scientific > 0;
    tell(t,
         (Finding){
             .kind = FINDING_WARNING,
             .code = "damaged-ids",
             .column = column,
             .count = science ? sales->ids.scientific : sales->ids.rounded,
             .what = PHRASE(
                 t->arena,
                 "{n|# id|# ids} of {column} {n|has|have} lost digits in a "
                 "spreadsheet",
                 phrase_count("n", (double)(science ? sales->ids.scientific : sales->ids.rounded),
                              t->arena),
                 phrase_text("column", column)),
             .action = "read as they are: different customers may appear as one",
             .advice = "Export again, and do not save the file from a spreadsheet program.",
             .example = arena_text(t->arena, science ? sales->ids.example_scientific.text
                                                     : sales->ids.example_rounded.text) });
}

void sales_tell_people(const Teller *t, const Job *job)
{
    const Sales *sales = t->sales;
    IdTwins twins = ids_twins(&job->customers.pool, t->arena);
    const char *column = chain_name(t, &sales->form.texts[TEXT_CUSTOMER]);

    if (sales->shared_ids) {
        tell(t, (Finding){ .kind = FINDING_WARNING,
                           .code = "shared-customer-ids",
                           .column = column,
                           .count = (int64_t)sales->shared_ids,
                           .of = (int64_t)job->customers.pool.count,
                           .what = PHRASE(t->arena,
                                          "{n|# id|# ids} of {column} {n|stands|stand} for many "
                                          "people, by their e-mail addresses or names",
                                          phrase_count("n", (double)sales->shared_ids, t->arena),
                                          phrase_text("column", column)),
                           .action = "treated as guests" });
    }
    tell_order_ids(t);
    if (sales->zero_rows) {
        tell(t,
             (Finding){ .kind = FINDING_WARNING,
                        .code = "customer-zero",
                        .column = column,
                        .count = (int64_t)sales->zero_rows,
                        .what = PHRASE(t->arena,
                                       "{n|# row is|# rows are} of {column} 0, which many shops "
                                       "write for guests",
                                       phrase_count("n", (double)sales->zero_rows, t->arena),
                                       phrase_text("column", column)),
                        .action = "counted as one customer: there is a customer 1 beside, and 0 "
                                  "has no more rows than others",
                        .advice = PHRASE(t->arena, "Use --where \"{column}!=0\" to leave them out.",
                                         phrase_text("column", column)) });
    }
    if (sales->joined_rows) {
        tell(t, (Finding){ .kind = FINDING_NOTE,
                           .code = "guests-recognised",
                           .count = (int64_t)sales->joined_rows,
                           .what = PHRASE(t->arena,
                                          "{n|# row|# rows} of guests {n|has|have} the e-mail "
                                          "address of a customer",
                                          phrase_count("n", (double)sales->joined_rows, t->arena)),
                           .action = "counted as that customer's" });
    }
    tell_damaged(t, column);
    if (!twins.ids) return;
    tell(t, (Finding){ .kind = FINDING_WARNING,
                       .code = "ids-with-leading-zeros",
                       .column = column,
                       .count = twins.ids,
                       .of = (int64_t)job->customers.pool.count,
                       .what = PHRASE(t->arena,
                                      "{n|# customer id differs|# customer ids differ} from "
                                      "others only by leading zeros",
                                      phrase_count("n", (double)twins.ids, t->arena)),
                       .action = "counted as different customers",
                       .advice = "If they are the same, write the ids the same way in all files.",
                       .example = phrase_and(twins.one, twins.other, t->arena) });
}

/* Columns of no known name. */
static void tell_columns(const Teller *t)
{
    const Sales *sales = t->sales;

    if (sales->states_found) {
        tell(t, (Finding){ .kind = FINDING_WARNING,
                           .code = "states-by-their-words",
                           .column = sales->states_found,
                           .what = PHRASE(t->arena, "{column} has words for states of orders",
                                          phrase_text("column", sales->states_found)),
                           .action = "read as the orders' state",
                           .advice = "Use --map status= to leave it out." });
    }
    if (sales->unread_states) {
        tell(t, (Finding){ .kind = FINDING_WARNING,
                           .code = "states-not-read",
                           .column = sales->unread_states,
                           .what = PHRASE(t->arena,
                                          "{columns}: words for states of orders, cancelled ones "
                                          "among them",
                                          phrase_text("columns", sales->unread_states)),
                           .action = "not read: all of these count",
                           .advice =
                               "Use --map status=COLUMN to name the one that says what counts." });
    }
    if (!sales->unread_money) return;
    tell(t, (Finding){ .kind = FINDING_NOTE,
                       .code = "money-not-read",
                       .column = sales->unread_money,
                       .what = PHRASE(t->arena,
                                      "{columns}: amounts beside the one that counts, or under "
                                      "names that do not say what they are",
                                      phrase_text("columns", sales->unread_money)),
                       .action = "not used",
                       .advice =
                           "Use --map refund=COLUMN, discount=COLUMN and the like if one changes "
                           "what was paid." });
}

static void tell_states(const Teller *t)
{
    const Sales *sales = t->sales;

    if (sales->later_states) {
        tell(t, (Finding){ .kind = FINDING_NOTE,
                           .code = "later-states",
                           .count = (int64_t)sales->later_states,
                           .what = PHRASE(t->arena,
                                          "{n|# row|# rows} of orders {n|appears|appear} again "
                                          "below with another state",
                                          phrase_count("n", (double)sales->later_states, t->arena)),
                           .action = "the last one counts",
                           .advice = "Use --duplicates keep to count every row." });
    }
    if (sales->total_words) {
        tell(t, (Finding){
                    .kind = FINDING_WARNING,
                    .code = "total-words",
                    .count = (int64_t)sales->total_words,
                    .what = PHRASE(t->arena,
                                   "{n|# row has|# rows have} a word for a total, but {n|is|are} "
                                   "not what the rows above come to",
                                   phrase_count("n", (double)sales->total_words, t->arena)),
                    .action = sales->total_guests == sales->total_words
                                  ? "set apart with the sales of guests"
                                  : "counted as sales",
                    .advice = "If they are sums, export without them, or leave them out with "
                              "--where." });
    }
    if (!sales->state_orders) return;
    tell(t, (Finding){
                .kind = FINDING_NOTE,
                .code = "states-of-lines",
                .count = (int64_t)sales->state_orders,
                .of = (int64_t)sales->told.orders,
                .what = PHRASE(t->arena,
                               "{n|# order has|# orders have} lines whose state counts and lines "
                               "whose state does not",
                               phrase_count("n", (double)sales->state_orders, t->arena)),
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
                           .what = PHRASE(t->arena,
                                          "{n|# value is a word|# values are words} for nothing: "
                                          "{words}",
                                          phrase_count("n", (double)blanks, t->arena),
                                          phrase_text("words", said)),
                           .action = "read as blank" });
    }
    if (sales->no_sales) {
        tell(t, (Finding){ .kind = FINDING_NOTE,
                           .code = "rows-without-a-sale",
                           .count = sales->no_sales,
                           .what = PHRASE(t->arena,
                                          "{n|# row has|# rows have} no date, no amount and no "
                                          "product",
                                          phrase_count("n", (double)sales->no_sales, t->arena)),
                           .action = "skipped" });
    }
    if (sales->headers) {
        tell(t, (Finding){ .kind = FINDING_NOTE,
                           .code = "repeated-headers",
                           .count = sales->headers,
                           .what = PHRASE(t->arena, "the header is repeated {n|once|# times}",
                                          phrase_count("n", (double)sales->headers, t->arena)),
                           .action = "skipped: the file seems to be several exports in one" });
    }
    if (sales->split) {
        tell(t, (Finding){ .kind = FINDING_WARNING,
                           .code = "order-ids-begin-again",
                           .column = chain_name(t, &sales->form.texts[TEXT_ORDER]),
                           .count = (int64_t)sales->split,
                           .of = (int64_t)sales->told.orders,
                           .what = PHRASE(t->arena,
                                          "{n|# order id stands|# order ids stand} for several "
                                          "days or customers: the numbers begin again",
                                          phrase_count("n", (double)sales->split, t->arena)),
                           .action = "id, day and customer together make an order" });
    }
    if (!sales->known_orders) return;
    tell(t, (Finding){ .kind = FINDING_NOTE,
                       .code = "orders-there-already",
                       .count = (int64_t)sales->known_orders,
                       .of = (int64_t)sales->order_count,
                       .what =
                           PHRASE(t->arena,
                                  "{n|# order|# orders} of {file} {n|was|were} in the database "
                                  "already, {changed} of them with other values",
                                  phrase_count("n", (double)sales->known_orders, t->arena),
                                  phrase_text("file", path_name(t->file->place)),
                                  phrase_count("changed", (double)sales->changed_orders, t->arena)),
                       .action = "counted once, as in the new file" });
}
