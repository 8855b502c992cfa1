/* The rows of a file of sales, parsed into columns. */
#include <math.h>
#include <string.h>

#include "import/watch.h"

/* --- texts ------------------------------------------------------------------------------------ */

static CsvField no_field(void)
{
    return (CsvField){ "", 0 };
}

static CsvField field_at(const RecordReader *reader, int column)
{
    if ((size_t)column >= reader->count) return no_field();
    CsvField field = reader->fields[column];
    text_trim(&field.text, &field.size);
    return field;
}

/* The column's value; nothing where it is blank or a word for it, which is counted. */
static CsvField value_at(SalesReading *r, int column)
{
    CsvField field = field_at(r->reader, column);

    if (field.size && blank_note(&r->sales->blanks, field.text, field.size, false))
        return no_field();
    return field;
}

static CsvField join_value(SalesReading *r, const ColumnJoin *join)
{
    if (join->count == 1) return value_at(r, join->columns[0]);
    buf_clear(&r->joined);
    for (int i = 0; i < join->count; i++) {
        CsvField part = value_at(r, join->columns[i]);
        if (!part.size) continue;
        if (r->joined.size) buf_char(&r->joined, ' ');
        buf_put(&r->joined, part.text, part.size);
    }
    return r->joined.size ? (CsvField){ r->joined.data, r->joined.size } : no_field();
}

static CsvField chain_value(SalesReading *r, const ColumnChain *chain)
{
    for (int i = 0; i < chain->count; i++) {
        CsvField value = join_value(r, &chain->of[i]);
        if (value.size) return value;
    }
    return no_field();
}

static CsvField text_of(SalesReading *r, SalesText text)
{
    return chain_value(r, &r->sales->form.texts[text]);
}

static const char *kept(SalesReading *r, CsvField value)
{
    size_t size = value.size < TEXT_BYTES ? value.size : TEXT_BYTES;

    return value.size ? arena_text_n(r->job->arena, value.text, size) : NULL;
}

/* --- who -------------------------------------------------------------------------------------- */

/* Rows of one customer mostly follow each other: the last answer is kept. */
static bool is_guest(SalesReading *r, CsvField value)
{
    if (value.size == r->asked.size && !memcmp(value.text, r->asked.data, value.size))
        return r->is_guest;
    buf_clear(&r->asked);
    buf_put(&r->asked, value.text, value.size);
    r->is_guest = value_is_listed(value.text, value.size, &r->sales->form.guests) ||
                  guest_is_word(value.text, value.size);
    return r->is_guest;
}

/* The first value of the chain that stands for somebody; sets *alternative. */
static CsvField who_value(SalesReading *r, const ColumnChain *chain, int *alternative)
{
    for (int i = 0; i < chain->count; i++) {
        CsvField value = join_value(r, &chain->of[i]);
        *alternative = i;
        if (!value.size || value.size > ID_BYTES) continue;
        if (!is_guest(r, value)) return value;
        r->sales->guest_ids++;
    }
    return no_field();
}

static bool gives_back(const Lines *lines, size_t row)
{
    static const SalesFigure figures[] = { FIGURE_ROW, FIGURE_ORDER, FIGURE_QUANTITY };

    for (size_t i = 0; i < COUNT_OF(figures); i++)
        if (lines->figure[figures[i]] && lines->figure[figures[i]][row] < 0) return true;
    return lines->mark[row] & MARK_REFUND;
}

/* Whether each order has a new id, and people come again under other names. Without ids of orders a
 * day is one. */
static void note_orders(SalesReading *r, IdFacts *facts, size_t row)
{
    const ColumnChain *other = &r->sales->form.texts[TEXT_OTHER_CUSTOMER];
    const Lines *lines = &r->sales->lines;
    uint32_t order = lines->order[row] == NO_TEXT ? (uint32_t)lines->day[row] : lines->order[row];

    if (!facts->orders) {
        CsvField value = chain_value(r, other), key = who_key(&r->key, value);
        facts->other_hash = value.size ? bytes_hash(key.text, key.size) : 0;
    }
    if (facts->orders && gives_back(lines, row)) return;
    facts->orders += !facts->orders || order != facts->last_order;
    facts->last_order = order;
}

static void note_person(SalesReading *r, uint32_t who)
{
    IdFacts *facts = ids_facts(&r->job->customers, who);
    CsvField email = text_of(r, TEXT_EMAIL), key = who_key(&r->key, email);
    uint64_t email_hash = email.size ? bytes_hash(key.text, key.size) : 0;

    if (!facts->email) facts->email = kept(r, email);
    if (!facts->email_hash) facts->email_hash = email_hash;
    facts->other_emails += email_hash && email_hash != facts->email_hash;
    CsvField name = text_of(r, TEXT_CUSTOMER_NAME);
    key = who_key(&r->key, name);
    uint64_t name_hash = name.size ? bytes_hash(key.text, key.size) : 0;
    if (!facts->name) facts->name = kept(r, name);
    if (!facts->name_hash) facts->name_hash = name_hash;
    facts->other_names += name_hash && name_hash != facts->name_hash;
    if (!facts->group) facts->group = kept(r, text_of(r, TEXT_COUNTRY));
    facts->rows++;
}

static uint32_t read_who(SalesReading *r, size_t row)
{
    bool refund = r->sales->lines.mark[row] & MARK_REFUND;
    SalesText chain = refund && chain_is_there(&r->sales->form.texts[TEXT_REFUND_CUSTOMER])
                          ? TEXT_REFUND_CUSTOMER
                          : TEXT_CUSTOMER;
    int alternative = 0;
    CsvField value = who_value(r, &r->sales->form.texts[chain], &alternative);

    if (!value.size) return NO_TEXT;
    if (!alternative) id_note(&r->sales->ids, value.text, value.size, r->reader->line);
    CsvField key = who_key(&r->key, value);
    uint32_t who = ids_put(&r->job->customers, &key);
    /* It is kept because its room may be used again. */
    bool spelled = key.text != value.text && sales_keep_spelling(r, value);
    if (!alternative && chain_is_there(&r->sales->form.texts[TEXT_OTHER_CUSTOMER]))
        note_orders(r, ids_facts(&r->job->customers, who), row);
    note_person(r, who);
    if (spelled) sales_note_spelling(r, who);
    return who;
}

/* --- products --------------------------------------------------------------------------------- */

static uint32_t read_product(SalesReading *r)
{
    CsvField value = text_of(r, TEXT_PRODUCT);

    if (!value.size || value.size > ID_BYTES) return NO_TEXT;
    uint32_t which = ids_put(&r->job->products, &value);
    IdFacts *facts = ids_facts(&r->job->products, which);
    if (!facts->name) facts->name = kept(r, text_of(r, TEXT_PRODUCT_NAME));
    if (!facts->group) facts->group = kept(r, text_of(r, TEXT_CATEGORY));
    return which;
}

/* --- figures ---------------------------------------------------------------------------------- */

static bool is_number_cell(const SalesReading *r, int column)
{
    return r->reader->typed && (size_t)column < r->reader->count &&
           r->reader->typed[column] == TYPED_NUMBER;
}

/* Cells that are numbers have a decimal point, whatever the texts among them have. */
static char decimal_at(const SalesReading *r, int column)
{
    return is_number_cell(r, column) ? '.' : r->sales->decimal;
}

static Reject read_figure(double *out, SalesReading *r, int column)
{
    CsvField value = field_at(r->reader, column);
    Currency currency = { "" };

    *out = NAN;
    if (!value.size) return REJECTS;
    if (!is_number_cell(r, column)) {
        r->sales->numbers.column = r->file->header[column];
        number_note(&r->sales->numbers, value.text, value.size, r->reader->line);
    }
    NumberReading got = money_parse(out, &currency, decimal_at(r, column), value.text, value.size);
    if (got == NUMBER_FINE) {
        if (*currency.code) r->signed_currency = currency;
        return REJECTS;
    }
    *out = NAN;
    r->wrong = column;
    if (got == NUMBER_BLANK) blank_note(&r->sales->blanks, value.text, value.size, true);
    return got == NUMBER_BLANK ? REJECTS : got == NUMBER_HUGE ? REJECT_HUGE : REJECT_NUMBER;
}

static bool is_sum(SalesFigure figure)
{
    return figure == FIGURE_ROW_PLUS || figure == FIGURE_ROW_LESS || figure == FIGURE_ORDER_PLUS ||
           figure == FIGURE_ORDER_LESS;
}

static Reject read_figures(SalesReading *r, size_t row)
{
    const SalesForm *form = &r->sales->form;

    for (int f = 0; f < SALES_FIGURES; f++) {
        const FigureColumns *columns = &form->figures[f];
        double whole = NAN;
        for (int c = 0; c < columns->count; c++) {
            double value;
            Reject why = read_figure(&value, r, columns->columns[c]);
            if (why != REJECTS && f != FIGURE_BESIDE) return why;
            if (isnan(value)) continue;
            if (f == FIGURE_ROW_LESS || f == FIGURE_ORDER_LESS) value = fabs(value);
            whole = isnan(whole) ? value : whole + value;
            if (!is_sum((SalesFigure)f)) break;
        }
        if (columns->count) r->sales->lines.figure[f][row] = whole;
    }
    return REJECTS;
}

/* --- states ----------------------------------------------------------------------------------- */

/* What the set's last value makes of its rows or orders. */
static void judge(ValueSet *set, const ValueRule *rule)
{
    size_t n = set->count, size = strlen(set->text[n]);
    const char *text = set->text[n];

    set->known[n] = true;
    set->fate[n] = VALUE_COUNTS;
    if (value_is_listed(text, size, &rule->ignores)) {
        set->fate[n] = VALUE_IGNORED;
    } else if (value_is_listed(text, size, &rule->refunds)) {
        set->fate[n] = VALUE_REFUND;
    } else if (rule->words) {
        const StateWord word = state_word(text, size);
        set->known[n] = word.known;
        set->fate[n] = word.fate;
        set->refunded[n] = word.refunded;
        set->partly[n] = word.partly;
    } else if (rule->has_counts && !value_is_listed(text, size, &rule->counts)) {
        set->known[n] = false;
        if (rule->unknown_ignored) set->fate[n] = VALUE_IGNORED;
    }
}

/* The value's number in the rule's set; NO_VALUE: blank, or beyond the set. */
static uint8_t value_number(SalesReading *r, size_t number)
{
    ValueSet *set = &r->sales->values[number];
    CsvField value = chain_value(r, &r->sales->form.rules[number].column);

    if (value.size && r->sales->form.rules[number].watch) value = watch_value(r, number, value);
    if (!value.size) return NO_VALUE;
    for (size_t i = 0; i < set->count; i++) {
        if (!value_is(value.text, value.size, set->text[i])) continue;
        set->rows[i]++;
        return (uint8_t)i;
    }
    if (set->count == VALUES_MOST) {
        set->beyond++;
        return NO_VALUE;
    }
    set->text[set->count] = utf8_clean(value.text, value.size, 80, r->job->arena);
    set->rows[set->count] = 1;
    judge(set, &r->sales->form.rules[number]);
    return (uint8_t)set->count++;
}

static uint8_t currency_number(SalesReading *r)
{
    CsvField value = text_of(r, TEXT_CURRENCY);
    Currency currency = r->signed_currency;
    Sales *sales = r->sales;

    if (value.size && !currency_read(&currency, value.text, value.size)) {
        size_t size = value.size < sizeof currency.code - 1 ? value.size : sizeof currency.code - 1;
        currency = (Currency){ "" };
        memcpy(currency.code, value.text, size);
    }
    if (!*currency.code) return NO_VALUE;
    for (size_t i = 0; i < sales->currency_count; i++)
        if (currency_same(&sales->currencies[i], &currency)) return (uint8_t)i;
    if (sales->currency_count == CURRENCY_KINDS) return CURRENCY_KINDS - 1;
    sales->currencies[sales->currency_count] = currency;
    return (uint8_t)sales->currency_count++;
}

/* Who takes back a consent has not given it. Where nothing is asked, the others have. */
static uint8_t read_consent(SalesReading *r)
{
    const SalesForm *form = &r->sales->form;
    CsvField out = text_of(r, TEXT_OPT_OUT), in = text_of(r, TEXT_CONSENT);

    if (out.size && consent_is_withdrawn(out.text, out.size)) return MARK_NO_CONSENT;
    bool only_out =
        !chain_is_there(&form->texts[TEXT_CONSENT]) && chain_is_there(&form->texts[TEXT_OPT_OUT]);
    if (!in.size) return out.size || only_out ? MARK_CONSENT : 0;
    bool granted = form->granted.count ? value_is_listed(in.text, in.size, &form->granted)
                                       : consent_is_given(in.text, in.size);
    return granted ? MARK_CONSENT : MARK_NO_CONSENT;
}

static uint8_t read_marks(SalesReading *r)
{
    const SalesForm *form = &r->sales->form;
    uint8_t mark = 0;

    CsvField cancelled = text_of(r, TEXT_CANCELLED);
    if (cancelled.size && !flag_is_off(cancelled.text, cancelled.size)) mark |= MARK_CANCELLED;
    CsvField line = chain_value(r, &form->line_column);
    if (!form->line_column.count ||
        (form->line_values.count ? value_is_listed(line.text, line.size, &form->line_values)
                                 : line.size > 0))
        mark |= MARK_LINE;
    return mark | read_consent(r);
}

/* --- rows ------------------------------------------------------------------------------------- */

static Reject read_day(Day *day, SalesReading *r)
{
    const ColumnChain *chain = &r->sales->form.texts[TEXT_DATE];
    CsvField value = text_of(r, TEXT_DATE);
    Moment moment;

    *day = NO_DATE;
    if (!value.size) return REJECTS;
    int column = chain->of[0].columns[0];
    bool typed = r->reader->typed && (size_t)column < r->reader->count &&
                 r->reader->typed[column] == TYPED_DATE;
    if (typed) {
        date_note_typed(&r->sales->dates, value.text, value.size);
    } else {
        date_note(&r->sales->dates, value.text, value.size, r->reader->line);
    }
    r->wrong = column;
    switch (moment_read(&moment, typed ? DATE_YMD : r->sales->date_form, value.text, value.size)) {
    case DATE_FINE: *day = r->zone ? moment_day(&moment, r->zone) : moment.day; return REJECTS;
    case DATE_BLANK:
    case DATE_UNKNOWN: return REJECTS;
    case DATE_BAD: return REJECT_DATE;
    }
    return REJECT_DATE;
}

static uint64_t hash_record(const RecordReader *reader)
{
    uint64_t hash = reader->count;

    for (size_t f = 0; f < reader->count; f++)
        hash = key_mix(hash + bytes_hash(reader->fields[f].text, reader->fields[f].size) + f);
    return hash;
}

static uint32_t read_order(SalesReading *r, SalesText text)
{
    CsvField value = text_of(r, text);

    if (!value.size) return NO_TEXT;
    if (value.size == r->last_order.size && !memcmp(value.text, r->last_order.data, value.size))
        return r->last_order_number;
    buf_clear(&r->last_order);
    buf_put(&r->last_order, value.text, value.size);
    r->last_order_number = textpool_put(&r->sales->orders, value.text, value.size);
    return r->last_order_number;
}

static bool has_amount(const SalesReading *r, size_t row)
{
    static const SalesFigure figures[] = { FIGURE_ROW, FIGURE_ORDER, FIGURE_QUANTITY,
                                           FIGURE_PRICE };

    for (size_t i = 0; i < COUNT_OF(figures); i++) {
        const double *figure = r->sales->lines.figure[figures[i]];
        if (figure && !isnan(figure[row])) return true;
    }
    return false;
}

/* Rows that are no sales, or give money back, by the rules of rows. */
static void apply_row_rules(SalesReading *r, size_t row)
{
    Sales *sales = r->sales;
    Lines *lines = &sales->lines;

    for (size_t n = 0; n < sales->form.rule_count && lines->fate[row] == LINE_COUNTS; n++) {
        const ValueRule *rule = &sales->form.rules[n];
        uint8_t value = lines->value[n][row];
        if (!rule->of_rows) continue;
        if (value == NO_VALUE) {
            if (rule->blank_ignored) lines->fate[row] = LINE_ROW_RULE;
            continue;
        }
        ValueFate fate = sales->values[n].fate[value];
        if (fate == VALUE_REFUND) lines->mark[row] |= MARK_REFUND;
        if (fate == VALUE_IGNORED) lines->fate[row] = LINE_ROW_RULE;
        if (fate == VALUE_COUNTS && rule->negative_ignored && sales_own_amount(sales, row) < 0)
            lines->fate[row] = LINE_ROW_RULE;
    }
}

Reject sales_read_row(SalesReading *r)
{
    Sales *sales = r->sales;
    Lines *lines = &sales->lines;
    size_t row = lines->count;
    Reject why;

    lines_grow(lines, &sales->form);
    r->signed_currency = (Currency){ "" };
    if ((why = read_day(&lines->day[row], r)) != REJECTS) return why;
    if ((why = read_figures(r, row)) != REJECTS) return why;
    lines->order[row] = read_order(r, TEXT_ORDER);
    lines->product[row] = read_product(r);
    lines->mark[row] = read_marks(r);
    /* A note below the table, a row of a header that comes again. */
    if (lines->day[row] == NO_DATE && !has_amount(r, row) && lines->product[row] == NO_TEXT) {
        sales->no_sales++;
        return REJECTS;
    }
    lines->at[row] = (uint32_t)r->reader->line;
    lines->contents[row] = hash_record(r->reader);
    if (lines->line) {
        CsvField id = text_of(r, TEXT_LINE);
        lines->line[row] = id.size ? textpool_put(&sales->line_ids, id.text, id.size) : NO_TEXT;
    }
    if (lines->refund_of) {
        CsvField of = text_of(r, TEXT_REFUND_OF);
        lines->refund_of[row] = of.size ? textpool_put(&sales->orders, of.text, of.size) : NO_TEXT;
    }
    lines->fate[row] = where_fails(r) ? LINE_WHERE : LINE_COUNTS;
    for (size_t rule = 0; rule < sales->form.rule_count; rule++)
        lines->value[rule][row] = value_number(r, rule);
    apply_row_rules(r, row);
    lines->who[row] = read_who(r, row);
    lines->currency[row] = currency_number(r);
    lines->count++;
    return REJECTS;
}
