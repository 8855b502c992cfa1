/* The interactions: what customers did besides buying, where there is a table of it. */
#include "guess/private.h"

static const char CONTACTS[] =
    "interaction event visit activity contact session ticket click email "
    "message call touch pageview view newsletter campaign";

/* The link to the sales' customers, or a column that is called like theirs. */
static int customer_of(const Guessing *g, const CatalogTable *table)
{
    const Sales *sales = g->sales;
    const CatalogColumn *own = reach_column(&sales->reach, sales->customer);

    for (size_t i = 0; i < table->links.count && sales->person != NO_PLACE; i++) {
        const Link *link = &table->links.items[i];
        if (link->table == sales->reach.nodes[sales->person].table &&
            link->to == sales->reach.nodes[sales->person].link->to &&
            !is_staff(&table->columns[link->column].words)) {
            return link->column;
        }
    }
    for (size_t c = 0; c < table->count && sales->person == NO_PLACE; c++) {
        if (words_equal(&table->columns[c].words, &own->words)) return (int)c;
    }
    return NO_PLACE;
}

static int date_of(const CatalogTable *table)
{
    int best = NO_PLACE, most = 0;

    for (size_t c = 0; c < table->count; c++) {
        int rank = date_rank(&table->columns[c], table);
        if (is_field(&table->columns[c], INTERACTIONS, FIELD_CONTACT_DATE) && rank) rank += 40;
        if (rank <= most) continue;
        most = rank;
        best = (int)c;
    }
    return best;
}

static int field_of(const CatalogTable *table, Field field, bool texts)
{
    for (size_t c = 0; c < table->count; c++) {
        const CatalogColumn *column = &table->columns[c];
        bool fits = texts ? column->values.other_texts > 0 : values_are_numbers(&column->values);
        if (fits && (int)c != table->key && is_field(column, INTERACTIONS, field)) return (int)c;
    }
    return NO_PLACE;
}

static bool take(Guessing *g, int which)
{
    const CatalogTable *table = &g->catalog.tables[which];
    int customer = customer_of(g, table), date = date_of(table);

    if (customer == NO_PLACE || date == NO_PLACE) return false;
    Reach reach = reach_of(&g->catalog, which);
    Select select = select_open(&reach, "i", g->arena);
    const int columns[] = { customer, field_of(table, FIELD_CONTACT_TYPE, true), date,
                            field_of(table, FIELD_DURATION, false) };
    static const Field fields[] = { FIELD_CUSTOMER, FIELD_CONTACT_TYPE, FIELD_CONTACT_DATE,
                                    FIELD_DURATION };
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (columns[i] != NO_PLACE) select_put(&select, fields[i], (Place){ 0, columns[i] });
    }
    g->guess.map.tables[INTERACTIONS] = select_map(&select);
    return true;
}

/* A table that the sales are made of. */
static bool is_taken(const Guessing *g, int table)
{
    const Sales *sales = g->sales;
    const int nodes[] = { 0, sales->head, sales->person, sales->product };

    for (size_t i = 0; i < COUNT_OF(nodes); i++) {
        if (nodes[i] != NO_PLACE && sales->reach.nodes[nodes[i]].table == table) return true;
    }
    return false;
}

void guess_contacts(Guessing *g)
{
    for (size_t t = 0; t < g->catalog.count; t++) {
        const CatalogTable *table = &g->catalog.tables[t];
        if (words_have(&table->words, WORDS_SALE " audit admin job status")) continue;
        if (!words_have(&table->words, CONTACTS) || is_taken(g, (int)t)) continue;
        if (take(g, (int)t)) return;
    }
    guess_note(g, INTERACTIONS, false,
               "no table of interactions (visits, e-mails opened, calls) was found: what is known "
               "of them is left out");
}
