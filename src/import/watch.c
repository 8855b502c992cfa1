#include "import/watch.h"

#include <math.h>
#include <string.h>

#include "math/sum.h"
#include "recognise/words.h"

/* More different values than that are no states. */
#define STATES_MOST 20

static const char A_DAY[] = "a day", AN_AMOUNT[] = "an amount";

/* What a column's name speaks of. */
static const char MONEY[] =
    "discount coupon voucher rebate promo promotion refund chargeback tax vat "
    "gst shipping freight postage fee tip surcharge";
static const char LOST[] = "discount coupon voucher rebate promo promotion refund chargeback";
static const char ENDED[] = "cancel cancelled canceled cancellation void voided deleted delete "
                            "removed archived refund refunded return returned chargeback "
                            "unsubscribed";
static const char OTHERS[] = "status state stage currency test sandbox fraud draft consent optin "
                             "newsletter subscribed paid valid confirmed";
/* And what else it may speak of, with one of these words in it. */
static const char ELSE[] = "address city street zip postcode postal country province region county "
                           "name phone company method provider carrier tracking number code note "
                           "comment message label description reason url by id reference ref class "
                           "policy rate percent pct";

static bool is_address_state(const Words *words)
{
    return words_have(words, "state") &&
           words_have(words, "billing shipping ship delivery customer user buyer");
}

static bool is_kind(const Words *words)
{
    return words_end(words, "type kind") &&
           words_are(words, "transaction order sale invoice record row line type kind");
}

/* In any of the languages that columns are known in. */
static bool is_field(const char *name)
{
    static const Field fields[] = { FIELD_STATUS,   FIELD_PAYMENT_STATUS, FIELD_CANCELLED_AT,
                                    FIELD_CURRENCY, FIELD_DISCOUNT,       FIELD_TAX,
                                    FIELD_SHIPPING, FIELD_REFUND,         FIELD_CONSENT,
                                    FIELD_OPT_OUT };

    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (field_guess(TRANSACTIONS, fields[i], &name, 1) != NO_COLUMN) return true;
    return false;
}

bool watch_by_name(const char *name)
{
    Words words = words_of(name);

    if (is_field(name) || is_kind(&words)) return true;
    if (words_have(&words, ELSE) || is_address_state(&words)) return false;
    return words_have(&words, MONEY) || words_have(&words, ENDED) || words_have(&words, OTHERS);
}

/* --- which ------------------------------------------------------------------------------------ */

static bool is_of_money(const char *name)
{
    Words words = words_of(name);

    return words_have(&words, MONEY) || words_have(&words, "currency") ||
           field_guess(TRANSACTIONS, FIELD_CURRENCY, &name, 1) != NO_COLUMN;
}

void watch_column(SalesForm *form, int column, const char *const *header)
{
    if (form->rule_count == RULES_MOST) return;
    ValueRule *rule = &form->rules[form->rule_count++];
    *rule = (ValueRule){ .name = header[column], .watch = true };
    Words words = words_of(rule->name);
    rule->money = words_have(&words, MONEY);
    chain_add(&rule->column, column);
}

void watches_add(SalesForm *form, const Header *header)
{
    for (size_t c = 0; c < header->count && form->rule_count < RULES_MOST; c++) {
        if (form_uses(form, (int)c) || !watch_by_name(header->names[c])) continue;
        if (form->no_amounts && is_of_money(header->names[c])) continue;
        watch_column(form, (int)c, header->names);
    }
}

/* --- values ----------------------------------------------------------------------------------- */

static bool is_day(const Sales *sales, CsvField value)
{
    Moment moment;

    if (value.size < 8) return false;
    return moment_read(&moment, sales->date_form, value.text, value.size) == DATE_FINE ||
           moment_read(&moment, DATE_YMD, value.text, value.size) == DATE_FINE;
}

CsvField watch_value(SalesReading *r, size_t rule, CsvField value)
{
    Sales *sales = r->sales;
    double amount;

    if (sales->form.rules[rule].money &&
        number_parse(&amount, sales->decimal, value.text, value.size) == NUMBER_FINE) {
        sales->watched[rule] += amount;
        return amount == 0 ? (CsvField){ "", 0 } : (CsvField){ AN_AMOUNT, sizeof AN_AMOUNT - 1 };
    }
    return is_day(sales, value) ? (CsvField){ A_DAY, sizeof A_DAY - 1 } : value;
}

/* --- telling ---------------------------------------------------------------------------------- */

typedef struct Worth {
    int64_t rows[VALUES_MOST], left_out[VALUES_MOST];
    Sum sum[VALUES_MOST];
} Worth;

static void add_worth(Worth *worth, uint8_t value, size_t rows, double amount, LineFate fate)
{
    if (value == NO_VALUE) return;
    worth->rows[value] += (int64_t)rows;
    if (fate != LINE_COUNTS) worth->left_out[value] += (int64_t)rows;
    if (!isnan(amount)) sum_add(&worth->sum[value], amount);
}

static bool is_told(LineFate fate, bool watch)
{
    return fate == LINE_COUNTS || (!watch && (fate == LINE_STATUS || fate == LINE_CANCELLED));
}

/* An order's amount is its value's; where rows have amounts of their own, each is its row's. */
static void sum_values(Worth *worth, const Sales *sales, size_t rule)
{
    const Lines *lines = &sales->lines;
    bool watch = sales->form.rules[rule].watch, grouped = sales_is_grouped(sales);

    for (size_t o = 0; o < sales->order_count; o++) {
        const SaleOrder *order = &sales->order_of[o];
        const uint32_t *rows = sales->by_order + order->first;
        double rate = sales->converted ? sales->converted[o].rate : 0;
        uint8_t first = NO_VALUE;
        if (!is_told((LineFate)order->fate, watch)) continue;
        for (size_t i = 0; i < order->count; i++) {
            uint8_t value = lines->value[rule][rows[i]];
            if (first == NO_VALUE) first = value;
            double amount = sales_own_amount(sales, rows[i]);
            if (rate > 0 && !isnan(amount)) amount = rates_convert(amount, rate);
            if (!grouped) add_worth(worth, value, 1, amount, order->fate);
        }
        if (grouped)
            add_worth(worth, first, order->count, sales_gross(sales, o) - sales_refund(sales, o),
                      order->fate);
    }
}

/* "completed: 91 rows, 6,070.93; cancelled: 21 rows, 1,234.50, left out". */
static const char *values_text(const Worth *worth, const Sales *sales, const ValueSet *set,
                               Arena *arena)
{
    const char *text = "";
    char sum[NUMBER_TEXT];

    for (size_t v = 0; v < set->count; v++) {
        if (!worth->rows[v]) continue;
        bool left_out = worth->left_out[v] == worth->rows[v];
        const char *pattern =
            sales->form.no_amounts
                ? (left_out ? "{value}: {n|# row|# rows}, left out" : "{value}: {n|# row|# rows}")
            : left_out ? "{value}: {n|# row|# rows}, {money}, left out"
                       : "{value}: {n|# row|# rows}, {money}";
        const char *one =
            PHRASE(arena, pattern, phrase_text("value", set->text[v]),
                   phrase_count("n", (double)worth->rows[v], arena),
                   phrase_text("money", number_grouped(sum, sum_value(worth->sum[v]), 2)));
        text = *text ? PHRASE(arena, "{list}; {item}", phrase_text("list", text),
                              phrase_text("item", one))
                     : one;
    }
    return text;
}

typedef struct Teller {
    Findings *findings;
    const Sales *sales;
    Arena *arena;
} Teller;

static int64_t rows_of(const Worth *worth)
{
    int64_t rows = 0;

    for (size_t v = 0; v < VALUES_MOST; v++)
        rows += worth->rows[v];
    return rows;
}

static void tell(const Teller *t, size_t rule, const Worth *worth, Finding finding)
{
    finding.table = "transactions";
    finding.column = t->sales->form.rules[rule].name;
    finding.count = rows_of(worth);
    finding.of = (int64_t)t->sales->lines.count;
    VEC_PUSH(t->arena, t->findings, finding);
}

static void tell_amounts(const Teller *t, size_t rule, const Worth *worth)
{
    const char *name = t->sales->form.rules[rule].name;
    Words words = words_of(name);
    char sum[NUMBER_TEXT];

    tell(t, rule, worth,
         (Finding){
             .kind = words_have(&words, LOST) ? FINDING_WARNING : FINDING_NOTE,
             .code = "unused-amounts",
             .what = PHRASE(t->arena, "{column} comes to {money} in {n|# row|# rows}",
                            phrase_text("column", name),
                            phrase_text("money", number_grouped(sum, t->sales->watched[rule], 2)),
                            phrase_count("n", (double)rows_of(worth), t->arena)),
             .action = "not used: neither added nor taken off",
             .advice = "If it is part of what came in, include it in the amount: a SELECT "
                       "under source: in a configuration can do that." });
}

/* Words for sales that failed, went back or were tried out, and flags for them. */
static bool is_suspect(const char *name, const char *text)
{
    Words words = words_of(name);
    StateWord word = state_word(text, strlen(text));
    bool set = !flag_is_off(text, strlen(text));

    if (word.fate == VALUE_IGNORED || word.refunded || word.partly) return true;
    if (words_have(&words, "paid valid confirmed")) return !set;
    return set && (words_have(&words, ENDED) || words_have(&words, "test sandbox fraud draft"));
}

/* The values to keep, "0" or "paid,open"; a blank first where some rows have none. "" where that is
 * for the shop to say. */
static const char *values_to_keep(const Teller *t, const char *name, const ValueSet *set,
                                  bool has_blanks)
{
    const char *text = "";
    bool any = has_blanks;

    for (size_t v = 0; v < set->count; v++) {
        if (is_suspect(name, set->text[v])) continue;
        text = arena_format(t->arena, "%s%s%s", text, any ? "," : "", set->text[v]);
        any = true;
    }
    return any ? text : "VALUE,VALUE";
}

static void tell_watch(const Teller *t, size_t rule)
{
    const ValueSet *set = &t->sales->values[rule];
    const char *name = t->sales->form.rules[rule].name;
    Worth worth = { 0 };
    bool suspect = false;

    if (!set->count || set->beyond || set->count > STATES_MOST) return;
    sum_values(&worth, t->sales, rule);
    if (!rows_of(&worth)) return;
    if (!strcmp(set->text[0], AN_AMOUNT)) {
        if (!t->sales->form.no_amounts) tell_amounts(t, rule, &worth);
        return;
    }
    for (size_t v = 0; v < set->count; v++)
        suspect |= worth.rows[v] && is_suspect(name, set->text[v]);
    if (set->count == 1 && !suspect) return;
    bool has_blanks = rows_of(&worth) < t->sales->sums[LINE_COUNTS].rows;
    tell(t, rule, &worth,
         (Finding){
             .kind = suspect ? FINDING_WARNING : FINDING_NOTE,
             .code = "unused-columns",
             .what = PHRASE(t->arena, "{column} is not used; its values are {values}",
                            phrase_text("column", name),
                            phrase_text("values", values_text(&worth, t->sales, set, t->arena))),
             .action = "all of these count",
             .advice =
                 PHRASE(t->arena, "--where \"{column}={values}\" keeps only rows with these.",
                        phrase_text("column", name),
                        phrase_text("values", suspect ? values_to_keep(t, name, set, has_blanks)
                                                      : "VALUE,VALUE")) });
}

static void tell_state(const Teller *t, size_t rule)
{
    const ValueSet *set = &t->sales->values[rule];
    const char *name = t->sales->form.rules[rule].name;
    Worth worth = { 0 };

    sum_values(&worth, t->sales, rule);
    if (!rows_of(&worth)) return;
    tell(t, rule, &worth,
         (Finding){ .kind = FINDING_NOTE,
                    .code = "state-values",
                    .what =
                        PHRASE(t->arena, "{column} decides which orders count: {values}",
                               phrase_text("column", name),
                               phrase_text("values", values_text(&worth, t->sales, set, t->arena))),
                    .action = "counted that way",
                    .advice = "Use --status VALUE,VALUE to name the values that count." });
}

void watches_tell(Findings *findings, const Sales *sales, const Job *job)
{
    const Teller t = { findings, sales, job->arena };

    for (size_t r = 0; !sales->form.name && r < sales->form.rule_count; r++) {
        if (sales->form.rules[r].watch) {
            tell_watch(&t, r);
        } else if (sales->rule_used[r]) {
            tell_state(&t, r);
        }
    }
}
