/* Columns whose names say nothing. What they hold may: states of orders, currencies; money that is
 * not read is told. Judged by the first rows. */
#include <math.h>
#include <string.h>

#include "import/watch.h"
#include "recognise/blank.h"

/* Of a column's values, this share must be of the kind; a column says something from so many on. */
#define MOST 0.9
#define FEW_VALUES 5

struct ColumnLook {
    bool unread, unnamed; /* no field takes the column; its name is no field's */
    uint32_t values, states, matters, codes, numbers, money, guests;
};

static void mark_chain(ColumnLook *looks, const ColumnChain *chain)
{
    for (int i = 0; i < chain->count; i++)
        for (int c = 0; c < chain->of[i].count; c++)
            looks[chain->of[i].columns[c]].unread = false;
}

void sales_look_begin(Sales *sales, const InputFile *file, Arena *arena)
{
    const SalesForm *form = &sales->form;

    if (form->name) return;
    sales->looks = ARENA_ARRAY(arena, ColumnLook, file->columns);
    for (size_t c = 0; c < file->columns; c++)
        sales->looks[c] = (ColumnLook){ .unread = true, .unnamed = true };
    for (int f = 0; f < FIELDS; f++)
        if (file->column[f] != NO_COLUMN) sales->looks[file->column[f]].unnamed = false;
    for (int t = 0; t < SALES_TEXTS; t++)
        mark_chain(sales->looks, &form->texts[t]);
    for (size_t r = 0; r < form->rule_count; r++)
        mark_chain(sales->looks, &form->rules[r].column);
    for (size_t w = 0; w < form->where_count; w++)
        sales->looks[form->where[w].column].unread = false;
    for (int f = 0; f < SALES_FIGURES; f++)
        for (int c = 0; c < form->figures[f].count; c++)
            sales->looks[form->figures[f].columns[c]].unread = false;
}

static bool is_capital_code(CsvField value)
{
    for (size_t i = 0; i < value.size; i++)
        if (value.text[i] < 'A' || value.text[i] > 'Z') return false;
    return currency_is_code(value.text, value.size);
}

void sales_look(const SalesReading *r)
{
    ColumnLook *looks = r->sales->looks;

    for (size_t c = 0; looks && c < r->reader->count && c < r->file->columns; c++) {
        CsvField value = r->reader->fields[c];
        Currency currency = { "" };
        double number;
        if (!looks[c].unread) continue;
        text_trim(&value.text, &value.size);
        if (!value.size || figure_is_blank(value.text, value.size)) continue;
        const StateWord word = state_word(value.text, value.size);
        looks[c].values++;
        looks[c].states += word.known;
        looks[c].matters += word.fate == VALUE_IGNORED || word.refunded || word.partly;
        looks[c].codes += is_capital_code(value);
        looks[c].guests += guest_is_word(value.text, value.size);
        if (money_parse(&number, &currency, r->sales->decimal, value.text, value.size) !=
            NUMBER_FINE)
            continue;
        looks[c].numbers++;
        looks[c].money += *currency.code || number != floor(number);
    }
}

static bool are_most(uint32_t some, const ColumnLook *look)
{
    return look->values >= FEW_VALUES && some >= MOST * look->values;
}

static const char *add_name(const char *names, const char *name, Arena *arena)
{
    return arena_format(arena, "%s%s%s", names, *names ? ", " : "", name);
}

static bool has_states(const SalesForm *form)
{
    for (size_t r = 0; r < form->rule_count; r++)
        if (!form->rules[r].watch) return true;
    return form->rule_count == RULES_MOST;
}

void sales_look_end(Sales *sales, const InputFile *file, Arena *arena)
{
    SalesForm *form = &sales->form;
    ColumnChain *currency = &form->texts[TEXT_CURRENCY];
    const char *money = "", *states = "";

    for (size_t c = 0; sales->looks && c < file->columns; c++) {
        ColumnLook *look = &sales->looks[c];
        if (!look->unread) continue;
        if (look->unnamed && !currency->count && !sales->currency_said &&
            are_most(look->codes, look)) {
            chain_add(currency, (int)c);
        } else if (look->matters && are_most(look->states, look)) {
            if (look->unnamed && !has_states(form) && !sales->status_said) {
                form_add_states(form, (int)c, file->header);
                sales->states_found = file->header[c];
            } else {
                states = add_name(states, file->header[c], arena);
            }
        } else if (look->guests && look->guests < look->values && look->unnamed) {
            watch_column(form, (int)c, file->header); /* what kind of account bought */
        } else if (look->money && are_most(look->numbers, look)) {
            money = add_name(money, file->header[c], arena);
        }
    }
    sales->unread_money = *money ? money : NULL;
    sales->unread_states = *states ? states : NULL;
    sales->looks = NULL;
}
