/* What was found in a file of sales, and what of it counts: with its sums, so that the way from the
 * file to the revenue can be followed. */
#include <math.h>
#include <string.h>

#include "import/sales_private.h"
#include "import/sales_teller.h"
#include "import/watch.h"
#include "recognise/plain.h"

static const char *money_text(const Teller *t, double money)
{
    char text[NUMBER_TEXT];

    return arena_text(t->arena, number_grouped(text, money, 2));
}

const char *column_name(const Teller *t, int column)
{
    return column == NO_COLUMN ? NULL : t->file->header[column];
}

const char *chain_name(const Teller *t, const ColumnChain *chain)
{
    return chain->count ? column_name(t, chain->of[0].columns[0]) : NULL;
}

void tell(const Teller *t, Finding finding)
{
    finding.table = "transactions";
    if (!finding.of) finding.of = (int64_t)t->sales->lines.count;
    VEC_PUSH(t->arena, t->findings, finding);
}

/* --- what does not count ---------------------------------------------------------------------- */

/* "Cancelled (21 orders, 1,234.00), Failed (2 orders, 50.00)": the values of rules, by fate. */
static const char *values_text(const Teller *t, LineFate fate)
{
    const Sales *sales = t->sales;
    const char *text = "";

    for (size_t r = 0; r < sales->form.rule_count; r++) {
        const ValueSet *set = &sales->values[r];
        bool of_rows = sales->form.rules[r].of_rows;
        if (of_rows != (fate == LINE_ROW_RULE) || !sales->rule_used[r]) continue;
        for (size_t i = 0; i < set->count; i++) {
            if (set->fate[i] != VALUE_IGNORED || (!of_rows && !set->orders[i])) continue;
            const char *pattern = of_rows ? "{value} ({rows|# row|# rows})"
                                  : sales->form.no_amounts
                                      ? "{value} ({orders|# order|# orders})"
                                      : "{value} ({orders|# order|# orders}, {money})";
            text = phrase_list(text,
                               PHRASE(t->arena, pattern, phrase_text("value", set->text[i]),
                                      phrase_count("rows", (double)set->rows[i], t->arena),
                                      phrase_count("orders", (double)set->orders[i], t->arena),
                                      phrase_text("money", money_text(t, set->gross[i]))),
                               t->arena);
        }
    }
    return text;
}

/* "cancelled, failed or pending": the same without figures; NULL where they are too many. */
static const char *states_brief(const Teller *t)
{
    enum { MOST = 3 };
    const Sales *sales = t->sales;
    const char *names[MOST];
    size_t count = 0;

    for (size_t r = 0; r < sales->form.rule_count; r++) {
        const ValueSet *set = &sales->values[r];
        if (sales->form.rules[r].of_rows || !sales->rule_used[r]) continue;
        for (size_t i = 0; i < set->count; i++) {
            if (set->fate[i] != VALUE_IGNORED || !set->orders[i]) continue;
            if (count == MOST || !*set->text[i]) return NULL;
            names[count++] = set->text[i];
        }
    }
    const char *text = count ? names[0] : NULL;
    for (size_t i = 1; i < count; i++)
        text = i + 1 == count ? PHRASE(t->arena, "{list} or {item}", phrase_text("list", text),
                                       phrase_text("item", names[i]))
                              : phrase_list(text, names[i], t->arena);
    return text;
}

typedef struct FateText {
    FindingKind kind;
    const char *code, *subject;
    const char *plain, *rows, *orders; /* of {n}; and {money}; and {orders}, where they are known */
    const char *action, *advice;
    const char *brief; /* behind their number; of a state: its values say it */
} FateText;

static const FateText FATES[LINE_FATES] = {
    [LINE_COPY] = { FINDING_WARNING, "copied-orders", "rows of orders that appear twice",
                    "{n|# row|# rows} of orders that appear twice",
                    "{n|# row|# rows} of orders that appear twice, worth {money}",
                    "{n|# row|# rows} of orders that appear twice ({orders|# order|# orders}), "
                    "worth {money}",
                    "left out: each order counts once",
                    "Find out why orders appear twice: an export that ran twice, or files that "
                    "overlap. --duplicates keep counts them all.",
                    "of orders that appear twice" },
    [LINE_TOTALS] = { FINDING_WARNING, "totals-rows", "rows of totals",
                      "{n|# row|# rows} of totals", "{n|# row|# rows} of totals, worth {money}",
                      "{n|# row|# rows} of totals ({orders|# order|# orders}), worth {money}",
                      "left out: they are sums", "Export without totals.", "of totals" },
    [LINE_ROW_RULE] = { FINDING_NOTE, "rows-that-are-no-sales", "rows that are not sales",
                        "{n|# row that is not a sale|# rows that are not sales}",
                        "{n|# row that is not a sale|# rows that are not sales}, worth {money}",
                        "{n|# row that is not a sale|# rows that are not sales} ({orders|# order|# "
                        "orders}), worth {money}",
                        "left out of every figure", NULL, "set aside as not sales" },
    [LINE_WHERE] = { FINDING_NOTE, "left-out-by-where", "rows that --where leaves out",
                     "{n|# row|# rows} that --where leaves out",
                     "{n|# row|# rows} that --where leaves out, worth {money}",
                     "{n|# row|# rows} that --where leaves out ({orders|# order|# orders}), worth "
                     "{money}",
                     "left out, as asked", NULL, "left out by --where" },
    [LINE_CANCELLED] = { FINDING_NOTE, "cancelled-orders", "rows of cancelled orders",
                         "{n|# row|# rows} of cancelled orders",
                         "{n|# row|# rows} of cancelled orders, worth {money}",
                         "{n|# row|# rows} of cancelled orders ({orders|# order|# orders}), worth "
                         "{money}",
                         "left out of every figure", NULL, WORDS("cancelled") },
    [LINE_STATUS] = { FINDING_NOTE, "orders-that-do-not-count", "rows of orders that do not count",
                      "{n|# row|# rows} of orders that do not count",
                      "{n|# row|# rows} of orders that do not count, worth {money}",
                      "{n|# row|# rows} of orders that do not count ({orders|# order|# orders}), "
                      "worth {money}",
                      "left out of every figure",
                      "Use --status VALUE,VALUE to name the values that count.",
                      "in a state that does not count" },
    [LINE_CURRENCY] = { FINDING_WARNING, "other-currencies", "rows in other currencies",
                        "{n|# row|# rows} in other currencies",
                        "{n|# row|# rows} in other currencies, worth {money}",
                        "{n|# row|# rows} in other currencies ({orders|# order|# orders}), worth "
                        "{money}",
                        "left out, as asked", NULL, "in other currencies" },
    [LINE_GUEST] = { FINDING_WARNING, "guest-sales", "rows of guests", "{n|# row|# rows} of guests",
                     "{n|# row|# rows} of guests, worth {money}",
                     "{n|# row|# rows} of guests ({orders|# order|# orders}), worth {money}",
                     "set apart: they are in no segment",
                     "Ask for an e-mail address at checkout, or name columns that identify "
                     "buyers.",
                     "by guests" },
    [LINE_STRANGER] = { FINDING_WARNING, "orphan-transactions",
                        "rows of customers who are not in the customer file",
                        "{n|# row|# rows} of customers who are not in the customer file",
                        "{n|# row|# rows} of customers who are not in the customer file, worth "
                        "{money}",
                        "{n|# row|# rows} of customers who are not in the customer file ({orders|# "
                        "order|# orders}), worth {money}",
                        "left out of every figure",
                        "Export the customers again, together with the sales.",
                        "by customers who are not in the list" },
};

static void tell_fate(const Teller *t, LineFate fate)
{
    const FateSum *sum = &t->sales->sums[fate];
    const FateText *text = &FATES[fate];
    const char *values = fate == LINE_STATUS || fate == LINE_ROW_RULE ? values_text(t, fate) : "";

    if (!sum->rows) return;
    const char *states = fate == LINE_STATUS ? states_brief(t) : NULL;
    const char *pattern = t->sales->form.no_amounts ? text->plain
                          : sum->orders             ? text->orders
                                                    : text->rows;
    const char *what = PHRASE(t->arena, pattern, phrase_count("n", (double)sum->rows, t->arena),
                              phrase_count("orders", (double)sum->orders, t->arena),
                              phrase_text("money", money_text(t, sum->net)));
    tell(t, (Finding){
                .kind = text->kind,
                .code = text->code,
                .count = sum->rows,
                .subject = text->subject,
                .what = *values ? PHRASE(t->arena, "{what}: {values}", phrase_text("what", what),
                                         phrase_text("values", values))
                                : what,
                .action = text->action,
                .advice = text->advice,
                .example = fate == LINE_STRANGER ? t->sales->stranger : NULL,
                .brief = states ? states : text->brief,
                .orders = sum->orders,
                .left_out = true,
                .revenue = sum->net,
                .returns = sum->returns,
            });
}

/* --- states that nobody knows ----------------------------------------------------------------- */

static void tell_unknown_values(const Teller *t, size_t rule)
{
    const ValueSet *set = &t->sales->values[rule];
    const char *text = "";
    int64_t rows = 0;

    for (size_t i = 0; i < set->count; i++) {
        if (set->known[i] || set->fate[i] != VALUE_COUNTS) continue;
        rows += set->rows[i];
        text = phrase_list(text,
                           PHRASE(t->arena, "{value} ({rows|# row|# rows})",
                                  phrase_text("value", set->text[i]),
                                  phrase_count("rows", (double)set->rows[i], t->arena)),
                           t->arena);
    }
    if (!rows) return;
    bool used = t->sales->rule_used[rule];
    tell(t, (Finding){
                .kind = FINDING_WARNING,
                .code = used ? "unknown-states" : "unused-state",
                .column = t->sales->form.rules[rule].name,
                .count = rows,
                .what = PHRASE(t->arena,
                               used ? "{column} has values that are no known state: {values}"
                                    : "{column} looks like a state, but none of its values is "
                                      "known: {values}",
                               phrase_text("column", t->sales->form.rules[rule].name),
                               phrase_text("values", text)),
                .action = "all of these count",
                .advice = "Use --status VALUE,VALUE to name the values that count.",
            });
}

/* --- money ------------------------------------------------------------------------------------ */

static void tell_refunds(const Teller *t)
{
    const Sales *sales = t->sales;
    size_t orders = 0, unknown = 0;
    double sum = 0, unsure = 0;

    for (size_t o = 0; o < sales->order_count; o++) {
        const SaleOrder *order = &sales->order_of[o];
        if (order->fate != LINE_COUNTS) continue;
        orders += order->refund > 0 && !order->is_return;
        if (!order->is_return) sum += sales_refund(sales, o);
        unknown += order->refund_unknown;
        if (order->refund_unknown) unsure += sales_gross(sales, o);
    }
    bool by_column = figure_is_there(&sales->form, FIGURE_REFUND) ||
                     figure_is_there(&sales->form, FIGURE_REFUND_REST) ||
                     sales->form.refund_full.count || sales->form.rule_count;
    if (orders && by_column) {
        tell(t,
             (Finding){ .kind = FINDING_NOTE,
                        .code = "refunded-orders",
                        .count = (int64_t)orders,
                        .of = (int64_t)sales->order_count,
                        .what = PHRASE(t->arena,
                                       "{n|# order was|# orders were} refunded, in part or in "
                                       "full: {money}",
                                       phrase_count("n", (double)orders, t->arena),
                                       phrase_text("money", money_text(t, sum))),
                        .action = "subtracted: an order stays a purchase, net of what went back" });
    }
    if (!unknown) return;
    tell(t, (Finding){ .kind = FINDING_WARNING,
                       .code = "refunds-unknown",
                       .count = (int64_t)unknown,
                       .of = (int64_t)sales->order_count,
                       .what = PHRASE(t->arena,
                                      "{n|# order was|# orders were} refunded in part, and the "
                                      "file does not say how much; {n|it comes|they come} to "
                                      "{money}",
                                      phrase_count("n", (double)unknown, t->arena),
                                      phrase_text("money", money_text(t, unsure))),
                       .action = "counted in full",
                       .advice = "Export a column with the refunded amount." });
}

/* Amounts that no price explains. */
static void tell_off_price(const Teller *t)
{
    const Lines *lines = &t->sales->lines;
    const double *quantity = lines->figure[FIGURE_QUANTITY], *price = lines->figure[FIGURE_PRICE];
    const double *amount = lines->figure[FIGURE_ROW];
    int64_t priced = 0, off = 0;
    size_t first = 0;

    if (!quantity || !price || !amount || sales_is_grouped(t->sales) ||
        t->sales->form.discount == DISCOUNT_IN)
        return;
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->fate[i] != LINE_COUNTS || isnan(quantity[i] * price[i] * amount[i])) continue;
        priced++;
        if (!is_off_price(fabs(amount[i]), fabs(quantity[i]), fabs(price[i]))) continue;
        if (!off++) first = i;
    }
    if (!off) return;
    tell(t,
         (Finding){ .kind = FINDING_NOTE,
                    .code = "totals-off-price",
                    .column = "total_amount",
                    .count = off,
                    .of = priced,
                    .what = PHRASE(t->arena,
                                   "{n} of {all|# line|# lines} of {file} with a unit price "
                                   "{n|has|have} a total that is not quantity × unit price",
                                   phrase_count("n", (double)off, t->arena),
                                   phrase_count("all", (double)priced, t->arena),
                                   phrase_text("file", path_name(t->file->place))),
                    .action = "imported with the total as recorded",
                    .advice = "Nothing, if discounts explain it.",
                    .example = PHRASE(t->arena,
                                      t->file->format.kind == RECORDS_TEXT ? "line {line}: {money}"
                                                                           : "row {line}: {money}",
                                      phrase_id("line", (int64_t)lines->at[first], t->arena),
                                      phrase_text("money", money_text(t, amount[first]))) });
}

/* Where the column of amounts is blank, and quantity × price is not. */
static void tell_from_prices(const Teller *t)
{
    const Lines *lines = &t->sales->lines;
    const double *amount = lines->figure[FIGURE_ROW];
    int64_t rows = 0;
    double sum = 0;

    if (!amount || t->sales->form.name || sales_is_grouped(t->sales)) return;
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->fate[i] != LINE_COUNTS || !isnan(amount[i])) continue;
        double own = sales_row_amount(t->sales, i);
        if (isnan(own)) continue;
        rows++;
        sum += own;
    }
    if (!rows) return;
    tell(t,
         (Finding){ .kind = FINDING_WARNING,
                    .code = "amounts-from-prices",
                    .column = column_name(t, t->sales->form.figures[FIGURE_ROW].columns[0]),
                    .count = rows,
                    .what = PHRASE(t->arena,
                                   "{n|# row has|# rows have} no amount, but a quantity and a "
                                   "price: {money}",
                                   phrase_count("n", (double)rows, t->arena),
                                   phrase_text("money", money_text(t, sum))),
                    .action = "quantity × price counts",
                    .advice = "Use --amount order if the amount on another row is the order's." });
}

static void tell_discounts(const Teller *t)
{
    const Sales *sales = t->sales;
    bool unsure = sales->discount_unsure, by_units = sales->discount_units > 0;
    const char *action =
        unsure ? "amounts count as they stand: no list price in the file says what they were before"
        : by_units ? PHRASE(t->arena,
                            "amounts are net of it; taken off each unit it would be {money} more, "
                            "and nothing in the file decides",
                            phrase_text("money", money_text(t, sales->discount_units)))
                   : "amounts are net of it";

    tell(t, (Finding){ .kind = unsure || by_units ? FINDING_WARNING : FINDING_NOTE,
                       .code = "discounts",
                       .column = column_name(t, sales->form.figures[FIGURE_DISCOUNT].columns[0]),
                       .count = (int64_t)sales->discount_rows,
                       .what = sales->discount_why,
                       .action = action,
                       .advice = by_units ? "Use --discount unit or --discount amount to say which."
                                          : "Use --discount if it means something else." });
}

static const char *rate_text(const Teller *t, double rate)
{
    char text[NUMBER_TEXT];

    return arena_text(t->arena, number_shortest(text, rate));
}

/* Currencies that were converted, each by its rows and its sums before and after. */
static void tell_rates(const Teller *t)
{
    const Sales *sales = t->sales;
    const char *into = sales->currency.code;

    for (size_t c = 0; sales->converted && c < sales->currency_count; c++) {
        const RateSum *sum = &sales->rates[c];
        if (!sum->rows) continue;
        const char *rate =
            sum->least == sum->most
                ? rate_text(t, sum->least)
                : PHRASE(t->arena, "{low} to {high}", phrase_text("low", rate_text(t, sum->least)),
                         phrase_text("high", rate_text(t, sum->most)));
        tell(t,
             (Finding){ .kind = FINDING_NOTE,
                        .code = "converted-currency",
                        .column = chain_name(t, &sales->form.texts[TEXT_CURRENCY]),
                        .count = (int64_t)sum->rows,
                        .what = PHRASE(
                            t->arena,
                            "{n|# row|# rows} in {currency}, {before}, {n|is|are} {after} {into} "
                            "at {rate}",
                            phrase_count("n", (double)sum->rows, t->arena),
                            phrase_text("currency", sales->currencies[c].code),
                            phrase_text("before", money_text(t, sum->before)),
                            phrase_text("after", money_text(t, sum->after)),
                            phrase_text("into", into), phrase_text("rate", rate)),
                        .action = "converted line by line, rounded to cents" });
    }
    if (!sales->converted || !sales->unnamed_currency) return;
    tell(t,
         (Finding){ .kind = FINDING_WARNING,
                    .code = "currency-unnamed",
                    .column = chain_name(t, &sales->form.texts[TEXT_CURRENCY]),
                    .count = (int64_t)sales->unnamed_currency,
                    .what = PHRASE(t->arena, "{n|# row names|# rows name} no currency",
                                   phrase_count("n", (double)sales->unnamed_currency, t->arena)),
                    .action = PHRASE(t->arena, "taken to be in {into}", phrase_text("into", into)),
                    .advice = "Use --where to leave them out if they are not." });
}

static void tell_no_money(const Teller *t)
{
    tell(t, (Finding){ .kind = FINDING_ABSENT,
                       .code = "no-amounts",
                       .column = "total_amount",
                       .what = "there are no amounts",
                       .action = "everything about money is left out; categories and products are "
                                 "weighed by lines" });
}

static void tell_money(const Teller *t)
{
    const Sales *sales = t->sales;

    if (sales->row_why) {
        tell(t, (Finding){ .kind = FINDING_NOTE,
                           .code = "order-amounts",
                           .count = (int64_t)sales->told.several,
                           .of = (int64_t)sales->told.orders,
                           .what = sales->row_why,
                           .action = "counted once per order, spread over its lines by quantity × "
                                     "price",
                           .advice = "Use --amount line if every row has an amount of its own." });
    }
    if (sales->form.row == ROW_LINE && !sales->form.name && orders_are_unsure(&sales->told)) {
        tell(t,
             (Finding){ .kind = FINDING_WARNING,
                        .code = "amounts-unsure",
                        .column = chain_name(t, &sales->form.texts[TEXT_ORDER]),
                        .count = (int64_t)sales->told.several,
                        .of = (int64_t)sales->told.orders,
                        .what = PHRASE(t->arena,
                                       "all lines of an order have the same amount, in {n|the only "
                                       "order|the # orders} with several lines: it may be the "
                                       "order's",
                                       phrase_count("n", (double)sales->told.several, t->arena)),
                        .action = orders_are_alike(&sales->told)
                                      ? "counted on each line: amounts are so alike in all orders "
                                        "that it says nothing"
                                      : "counted on each line: the orders are too few to say",
                        .advice = "Use --amount order if it is the order's." });
    }
    if (sales->refund_why) {
        tell(t, (Finding){ .kind = FINDING_NOTE,
                           .code = "refund-amounts",
                           .column = column_name(t, sales->form.figures[FIGURE_REFUND].columns[0]),
                           .what = sales->refund_why,
                           .action = "subtracted once per order",
                           .advice = "Use --map refund= to leave it out." });
    }
    if (sales->discount_why) tell_discounts(t);
    tell_rates(t);
    tell_off_price(t);
    tell_from_prices(t);
    tell_refunds(t);
    sales_tell_amounts(t);
}

static void tell_export(const Teller *t)
{
    const SalesForm *form = &t->sales->form;

    if (!form->name) return;
    tell(t, (Finding){ .kind = FINDING_NOTE,
                       .code = "known-export",
                       .what = PHRASE(t->arena, "{file} is {export}",
                                      phrase_text("file", path_name(t->file->place)),
                                      phrase_text("export", form->name)),
                       .action = "read as such",
                       .advice = "Use --export none to read it by the names of its columns." });
    for (size_t i = 0; i < form->notes.count; i++) {
        const char *note = form->notes.items[i];
        size_t size = strlen(note);
        if (size && note[size - 1] == '.') size--; /* what was done follows */
        tell(t, (Finding){ .kind = FINDING_NOTE,
                           .code = "export-note",
                           .what = arena_text_n(t->arena, note, size),
                           .action = "counted that way" });
    }
}

void sales_tell(Findings *findings, const Sales *sales, const Job *job, const InputFile *file)
{
    const Teller t = { findings, sales, file, job->arena };

    tell_export(&t);
    for (LineFate fate = LINE_COPY; fate < LINE_FATES; fate++)
        tell_fate(&t, fate);
    for (size_t r = 0; r < sales->form.rule_count; r++)
        if (sales->form.rules[r].words || sales->form.rules[r].has_counts)
            tell_unknown_values(&t, r);
    if (sales->form.no_amounts) {
        tell_no_money(&t);
    } else {
        tell_money(&t);
    }
    sales_tell_people(&t, job);
    sales_tell_names(&t, job);
    sales_tell_rows(&t);
    watches_tell(findings, sales, job);
}
