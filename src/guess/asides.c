/* Columns beside the amount that may change the money: status, currency, test orders, refunds,
 * tax. Each is told with its values. What files decide by words (a state, a day of cancellation, a
 * currency) is handed to the import, which decides and tells it each time; where rows can be left
 * out by something else, a line is ready, and the column is kept in sight. */
#include <string.h>

#include "guess/asides.h"
#include "recognise/state.h"
#include "store/schema.h"

/* More different values than that are no statuses. */
#define MOST_STATUSES 20

/* Values of a status that no shop counts as a sale. */
static const char NO_SALES[] =
    "cancel cancelled canceled cancelation cancellation fail failed failure pending void voided "
    "draft trash test refused declined rejected expired abandoned error hold unpaid cart deleted "
    "spam fraud incomplete open_cart storniert abgebrochen annule anulado anulada annullato";

Place aside_place(const Asides *a, const CatalogColumn *column)
{
    return (Place){ a->node, (int)(column - a->table->columns) };
}

/* --- lines that leave rows out ---------------------------------------------------------------- */

static void add_filter(Asides *a, const char *condition, const char *comment)
{
    if (a->filter_count == MOST_FILTERS) return;
    a->filters[a->filter_count++] = (Filter){ condition, comment };
}

/* May the text stand in the query, in a line of YAML? What cleaning changes may not. */
static bool may_be_written(const char *text, Arena *arena)
{
    const char *clean = utf8_clean(text, strlen(text), 60, arena);

    return !strcmp(clean, text) && !strstr(text, "\xe2\x80\xa8") && !strstr(text, "\xe2\x80\xa9") &&
           !strstr(text, "\xef\xbb\xbf") && !strstr(text, "\xef\xbf\xbd");
}

static const char *literal(const ValueCount *value, Arena *arena)
{
    Buf sql = { 0 };

    if (value->is_integer) return value->text;
    buf_char(&sql, '\'');
    for (const char *c = value->text; *c; c++) {
        if (*c == '\'') buf_char(&sql, '\'');
        buf_char(&sql, *c);
    }
    buf_char(&sql, '\'');
    const char *text = arena_text(arena, sql.data);
    buf_close(&sql);
    return text;
}

static bool is_no_sale_value(const ValueCount *value)
{
    Words words = words_of(value->name ? value->name : value->text);

    return words_have(&words, NO_SALES) || words_phrase(&words, "on hold");
}

/* NOT IN (those that are no sales), where there are any; else IN (all), for the reader to cut. */
static void filter_status(Asides *a, const CatalogColumn *column, const ValueCounts *counts,
                          bool bad)
{
    Arena *arena = a->g->arena;
    const char *place = select_place(a->select, aside_place(a, column));
    Buf list = { 0 };
    char number[NUMBER_TEXT];
    int64_t rows = 0;

    for (size_t v = 0; v < counts->count; v++) {
        const ValueCount *value = &counts->items[v];
        if (!value->text || !may_be_written(value->text, arena)) continue;
        if (bad && !is_no_sale_value(value)) continue;
        rows += value->rows;
        buf_format(&list, "%s%s", list.size ? ", " : "", literal(value, arena));
    }
    if (list.size && (bad || counts->complete)) {
        const char *comment = bad ? arena_format(arena, "leaves out %s%s rows of %s",
                                                 number_grouped(number, (double)rows, 0),
                                                 counts->sampled ? " of the sampled" : "",
                                                 guess_name(a->g, a->table, NULL))
                                  : "keeps these; take away what is no sale";
        add_filter(a,
                   arena_format(arena, "coalesce(%s, '') %s (%s)", place, bad ? "NOT IN" : "IN",
                                list.data),
                   comment);
    }
    buf_close(&list);
}

/* --- columns that the import decides by --------------------------------------------------------
 */

/* Hands the column to the import, unless another is it already. */
bool aside_hand_over(Asides *a, Field field, const CatalogColumn *column)
{
    if (a->select->expression[field]) return false;
    select_put(a->select, field, aside_place(a, column));
    return true;
}

/* Whether the words of states say all that this file would: then the import decides. */
static bool is_said_by_words(const ValueCounts *counts)
{
    bool known = false;

    for (size_t v = 0; v < counts->count; v++) {
        const ValueCount *value = &counts->items[v];
        if (!value->text) continue;
        OrderState state = state_of(value->text, strlen(value->text));
        if (value->is_integer || (is_no_sale_value(value) && state != STATE_NO_SALE)) return false;
        known |= state != STATE_UNKNOWN;
    }
    return known;
}

static bool hand_over_status(Asides *a, const CatalogColumn *column, const ValueCounts *counts)
{
    bool payment = is_field(column, TRANSACTIONS, FIELD_PAYMENT_STATUS);

    return is_said_by_words(counts) &&
           aside_hand_over(a, payment ? FIELD_PAYMENT_STATUS : FIELD_STATUS, column);
}

/* --- kinds of columns ------------------------------------------------------------------------- */

static bool is_status(const CatalogColumn *column)
{
    if (words_have(&column->words, "billing shipping ship address customer user country province"))
        return false;
    if (values_are_dates(column) || column->values.distinct > MOST_STATUSES) return false;
    return words_have(&column->words, "status state stage") ||
           (words_end(&column->words, "type kind") &&
            words_have(&column->words, WORDS_SALE " type kind") && column->words.count <= 2);
}

static Status tell_status(Asides *a, const CatalogColumn *column, Err *err)
{
    Arena *arena = a->g->arena;
    const char *name = guess_name(a->g, a->table, column);
    ValueCounts counts;
    bool bad = false;
    Status s = values_count(&counts, a->g, a->table, column, err);

    if (s || !counts.count) return s;
    if (counts.items[0].is_integer && (s = values_name(&counts, a->g, column, err))) return s;
    for (size_t v = 0; v < counts.count; v++) {
        const ValueCount *value = &counts.items[v];
        if (!value->text || !is_no_sale_value(value)) continue;
        bad = true;
    }
    if (hand_over_status(a, column, &counts)) {
        if (counts.count > 1 || bad)
            guess_note(a->g, TRANSACTIONS, bad, "%s is %s: %s", name, values_list(&counts, arena),
                       bad ? "what is no sale does not count; status: below says otherwise"
                           : "all of them count");
        return OK;
    }
    if (counts.count == 1 && !bad) return OK;
    select_put_other(a->select, aside_place(a, column));
    guess_note(a->g, TRANSACTIONS, bad, "%s is %s: %s", name, values_list(&counts, arena),
               bad ? "all of them count, unless you use the line that leaves some out"
                   : "all of them count");
    filter_status(a, column, &counts, bad);
    return OK;
}

static bool is_yes(const char *text)
{
    Words words = words_of(text);

    return words_are(&words, "1 true t yes y");
}

static bool is_flag(const CatalogColumn *column)
{
    const Values *values = &column->values;

    for (size_t k = 0; k < values->kept_count; k++) {
        Words words = words_of(values->kept[k].text);
        if (!words_are(&words, "0 1 true false t f yes no y n")) return false;
    }
    return values->distinct && values->distinct <= 2 &&
           words_have(&column->words, "test deleted delete cancelled canceled void voided valid "
                                      "archived paid sandbox draft fraud confirmed gift internal "
                                      "return returned refund refunded");
}

/* Flags that are good when set: valid, paid, confirmed. */
static Status tell_flag(Asides *a, const CatalogColumn *column, Err *err)
{
    Arena *arena = a->g->arena;
    const char *place = select_place(a->select, aside_place(a, column));
    bool good = words_have(&column->words, "valid paid confirmed");
    int64_t out = 0;
    char number[NUMBER_TEXT];
    ValueCounts counts;
    Buf list = { 0 };
    Status s = values_count(&counts, a->g, a->table, column, err);

    for (size_t v = 0; !s && v < counts.count; v++) {
        const ValueCount *value = &counts.items[v];
        if (!value->text || is_yes(value->text) == good) continue;
        if (!may_be_written(value->text, arena)) continue;
        out += value->rows;
        buf_format(&list, "%s%s", list.size ? ", " : "", literal(value, arena));
    }
    if (list.size && out < counts.rows) {
        select_put_other(a->select, aside_place(a, column));
        guess_note(a->g, TRANSACTIONS, true, "%s is %s: all of them count",
                   guess_name(a->g, a->table, column), values_list(&counts, arena));
        add_filter(a, arena_format(arena, "coalesce(%s, '') NOT IN (%s)", place, list.data),
                   arena_format(arena, "leaves out %s rows of %s",
                                number_grouped(number, (double)out, 0),
                                guess_name(a->g, a->table, NULL)));
    }
    buf_close(&list);
    return s;
}

static bool is_end(const CatalogColumn *column)
{
    const Values *values = &column->values;
    bool dates = values_are_dates(column) || values->blanks == values->rows;

    return dates &&
           words_have(&column->words, "cancelled canceled cancel deleted delete voided void "
                                      "refunded archived removed returned");
}

/* cancelled_at, deleted_at: a day is there where it happened. */
static Status tell_end(Asides *a, const CatalogColumn *column, Err *err)
{
    Arena *arena = a->g->arena;
    const char *name = sql_quoted(column->name, arena);
    const char *blank = arena_format(arena, "coalesce(%s, '') IN ('', 0)", name);
    double counts[2] = { (double)(column->values.rows - column->values.blanks),
                         (double)column->values.rows };
    char number[NUMBER_TEXT];
    bool known = false;
    Status s = OK;

    if (!a->table->more) {
        s = probe_numbers(&known, counts, 2, a->g->prober,
                          arena_format(arena, "SELECT sum(NOT (%s)), count(*) FROM %s", blank,
                                       sql_quoted(a->table->name, arena)),
                          PROBE_LARGE, err);
    }
    if (s || counts[0] <= 0) return s;
    if (is_field(column, TRANSACTIONS, FIELD_CANCELLED_AT) &&
        aside_hand_over(a, FIELD_CANCELLED_AT, column)) {
        guess_note(a->g, TRANSACTIONS, true, "%s is filled in %s: these do not count",
                   guess_name(a->g, a->table, column),
                   guess_share(a->g, counts[0], counts[1], known ? "rows" : "sampled rows"));
        return OK;
    }
    const char *place = select_place(a->select, aside_place(a, column));
    select_put_other(a->select, aside_place(a, column));
    guess_note(a->g, TRANSACTIONS, true, "%s is filled in %s: these count too",
               guess_name(a->g, a->table, column),
               guess_share(a->g, counts[0], counts[1], known ? "rows" : "sampled rows"));
    add_filter(a, arena_format(arena, "coalesce(%s, '') IN ('', 0)", place),
               arena_format(arena, "leaves out %s%s rows of %s",
                            number_grouped(number, counts[0], 0), known ? "" : " of the sampled",
                            guess_name(a->g, a->table, NULL)));
    return OK;
}

bool aside_is_currency(const CatalogColumn *column)
{
    return words_have(&column->words, "currency waehrung devise moneda valuta") &&
           column->values.other_texts && column->values.distinct <= 50 &&
           !words_have(&column->words, "rate base global store");
}

static bool is_currency_code(const char *text)
{
    for (int i = 0; i < 3; i++) {
        if (text[i] < 'A' || text[i] > 'Z') return false;
    }
    return !text[3];
}

static Status tell_currency(Asides *a, const CatalogColumn *column, Err *err)
{
    Arena *arena = a->g->arena;
    ValueCounts counts;
    Status s = values_count(&counts, a->g, a->table, column, err);

    if (s || !counts.count || !counts.items[0].text) return s;
    const ValueCount *most = &counts.items[0];
    aside_hand_over(a, FIELD_CURRENCY, column);
    if (counts.count == 1) {
        if (is_currency_code(most->text)) a->g->guess.currency = most->text;
        return OK;
    }
    guess_note(a->g, TRANSACTIONS, true,
               "%s is %s: amounts in several currencies are no sum: say only-currency: below, or "
               "use the line that keeps one",
               guess_name(a->g, a->table, column), values_list(&counts, arena));
    if (!may_be_written(most->text, arena)) return OK;
    const char *place = select_place(a->select, aside_place(a, column));
    add_filter(a, arena_format(arena, "%s = %s", place, literal(most, arena)),
               "keeps the currency that most rows have");
    return OK;
}

/* --- all of them ------------------------------------------------------------------------------ */

static bool is_used(const Asides *a, int column)
{
    const Sales *sales = a->g->sales;
    const Place used[] = {
        sales->customer,     sales->order,           sales->line,           sales->date,
        sales->product_id,   sales->product_name,    sales->category,       sales->amount.total,
        sales->amount.price, sales->amount.quantity, sales->amount.discount
    };

    for (size_t i = 0; i < COUNT_OF(used); i++) {
        if (used[i].node == a->node && used[i].column == column) return true;
    }
    return column == a->table->key;
}

static void tell_parent(Asides *a, const CatalogColumn *column)
{
    const Link *link = link_of(a->table, (int)(column - a->table->columns));

    if (!link || &a->g->catalog.tables[link->table] != a->table) return;
    guess_note(a->g, TRANSACTIONS, false,
               "%s refers to other rows of %s: parts and exchanges count "
               "as they stand",
               guess_name(a->g, a->table, column), a->table->name);
}

static Status tell_column(Asides *a, const CatalogColumn *column, Err *err)
{
    Measure measure = measure_of(NULL, column);

    tell_parent(a, column);
    if (aside_is_currency(column)) return tell_currency(a, column, err);
    if (is_flag(column)) return tell_flag(a, column, err);
    if (is_end(column)) return tell_end(a, column, err);
    if (is_status(column)) return tell_status(a, column, err);
    return aside_tell_money(a, column, measure, err);
}

Status guess_asides(Guessing *g, Select *select, Err *err)
{
    Asides a = { .g = g, .select = select, .filters = ARENA_ARRAY(g->arena, Filter, MOST_FILTERS) };
    const int nodes[] = { 0, g->sales->head };
    Status s = OK;

    for (size_t i = 0; i < COUNT_OF(nodes) && !s; i++) {
        if (nodes[i] == NO_PLACE) continue;
        a.node = nodes[i];
        a.table = reach_table(&g->sales->reach, nodes[i]);
        for (size_t c = 0; c < a.table->count && !s; c++) {
            if (!is_used(&a, (int)c)) s = tell_column(&a, &a.table->columns[c], err);
        }
    }
    select->filters.items = a.filters;
    select->filters.count = a.filter_count;
    return s;
}
