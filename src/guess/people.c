/* The customers: what the sales' customer leads to, with names, addresses and country. */
#include <string.h>

#include "guess/private.h"
#include "store/schema.h"

/* Tables that a customer's country may be found along: addresses, not the store's. */
static const char PLACES[] =
    "address city country location region state province geography profile contact "
    "detail info default billing";

typedef struct People {
    Guessing *g;
    Select select;
    Reach reach; /* from the customers' table */
} People;

static bool leads_through(const Reach *reach, int node, const char *words)
{
    for (; node > 0; node = reach->nodes[node].parent) {
        if (!words_have(&reach_table(reach, node)->words, words)) return false;
    }
    return true;
}

static bool is_same_person(const Reach *reach, int node)
{
    const CatalogTable *table = reach_table(reach, node);
    const Words *link = &reach_column(reach, reach_link_place(reach, node))->words;

    return reach->nodes[node].steps == 1 && people_rank(table) && !is_staff(link) &&
           words_have(link, WORDS_PEOPLE);
}

/* --- names, addresses, sign-up: the customer's own, else of the user that it belongs to --------
 */

static bool put_name(People *p, int node)
{
    const CatalogTable *table = reach_table(&p->reach, node);
    Arena *arena = p->g->arena;
    int first, last, whole = name_column(table, CUSTOMERS);

    bool plain =
        whole != NO_PLACE && is_field(&table->columns[whole], CUSTOMERS, FIELD_CUSTOMER_NAME);
    if (!plain && person_name_columns(&first, &last, table)) {
        const char *parts[2] = { select_place(&p->select, (Place){ node, first }),
                                 select_place(&p->select, (Place){ node, last }) };
        select_put_text(&p->select, FIELD_CUSTOMER_NAME,
                        arena_format(arena, "trim(coalesce(%s, '') || ' ' || coalesce(%s, ''))",
                                     parts[0], parts[1]));
        return true;
    }
    if (whole != NO_PLACE) select_put(&p->select, FIELD_CUSTOMER_NAME, (Place){ node, whole });
    return whole != NO_PLACE;
}

static bool put_found(People *p, int node, Field field, int column)
{
    if (column != NO_PLACE) select_put(&p->select, field, (Place){ node, column });
    return column != NO_PLACE;
}

/* A name that is none but what somebody logs in by is better taken from the address. */
static bool is_login(const CatalogTable *table)
{
    int first, last, name = name_column(table, CUSTOMERS);

    if (person_name_columns(&first, &last, table)) return false;
    return name == NO_PLACE ||
           words_are(&table->columns[name].words, "username user name login nick nickname");
}

static bool put_address_name(People *p)
{
    int first, last;

    for (int n = 1; n < (int)p->reach.count; n++) {
        const CatalogTable *table = reach_table(&p->reach, n);
        if (p->reach.nodes[n].steps > 1 || !words_have(&table->words, "address")) continue;
        if (person_name_columns(&first, &last, table)) return put_name(p, n);
    }
    return false;
}

static void put_person(People *p)
{
    bool name = is_login(reach_table(&p->reach, 0)) && put_address_name(p);
    bool email = false, signup = false;

    for (int n = 0; n < (int)p->reach.count; n++) {
        const CatalogTable *table = reach_table(&p->reach, n);
        if (n && !is_same_person(&p->reach, n)) continue;
        if (!name) name = put_name(p, n);
        if (!email) email = put_found(p, n, FIELD_EMAIL, email_column(table));
        if (!signup) signup = put_found(p, n, FIELD_SIGNUP, signup_column(table));
    }
}

/* Whom the shop may write to: without it, addresses of all would stand in the lists. */
static void put_consent(People *p)
{
    static const Field fields[] = { FIELD_CONSENT, FIELD_OPT_OUT };

    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        for (int n = 0; n < (int)p->reach.count; n++) {
            const CatalogTable *table = reach_table(&p->reach, n);
            if (n && !is_same_person(&p->reach, n)) continue;
            for (size_t c = 0; c < table->count && !p->select.expression[fields[i]]; c++)
                if (is_field(&table->columns[c], CUSTOMERS, fields[i]))
                    select_put(&p->select, fields[i], (Place){ n, (int)c });
        }
    }
    if (p->select.expression[FIELD_CONSENT] || p->select.expression[FIELD_OPT_OUT])
        guess_note(p->g, CUSTOMERS, false,
                   "addresses of those without consent stand in no list of the report");
}

/* --- the country ------------------------------------------------------------------------------ */

static Place find_country(const Reach *reach)
{
    for (int n = 0; n < (int)reach->count; n++) {
        int column = country_column(reach_table(reach, n));
        if (column == NO_PLACE || !leads_through(reach, n, PLACES)) continue;
        return (Place){ n, column };
    }
    return NOWHERE;
}

/* A table that refers to the customers and has a country: addresses, else the orders themselves.
 * A customer with several gets the last by the alphabet: one of them, and always the same. */
static bool join_country(People *p, int table, const Link *link, Place country, const Reach *reach)
{
    Arena *arena = p->g->arena;
    Select inner = select_open(reach, "a", arena);
    const char *value = select_place(&inner, country);
    const char *key = select_place(&inner, (Place){ 0, link->column });
    const CatalogTable *people = reach_table(&p->reach, 0);

    if (p->select.extras.count == MOST_EXTRAS) return false;
    p->select.extras.items[p->select.extras.count++] = arena_format(
        arena,
        "LEFT JOIN (\n  SELECT %s AS id, max(%s) AS country\n  %s\n  GROUP BY 1\n) AS place ON "
        "place.id = c.%s",
        key, value, select_indented(select_from(&inner), arena),
        sql_quoted(people->columns[link->to].name, arena));
    select_put_text(&p->select, FIELD_COUNTRY, "place.country");
    guess_note(p->g, CUSTOMERS, false, "the country is that of their rows in %s",
               guess_name(p->g, &p->g->catalog.tables[table], NULL));
    return true;
}

static bool put_country_of(People *p, bool addresses)
{
    const Catalog *catalog = &p->g->catalog;
    const CatalogTable *people = reach_table(&p->reach, 0);

    for (size_t t = 0; t < catalog->count; t++) {
        const CatalogTable *table = &catalog->tables[t];
        if (words_have(&table->words, "address location") != addresses) continue;
        if (!addresses && (int)t != p->g->sales->reach.nodes[p->g->sales->customer.node].table)
            continue;
        for (size_t i = 0; i < table->links.count; i++) {
            const Link *link = &table->links.items[i];
            if (&catalog->tables[link->table] != people) continue;
            Reach reach = reach_of(catalog, (int)t);
            Place country = find_country(&reach);
            if (country.node != NO_PLACE && join_country(p, (int)t, link, country, &reach))
                return true;
        }
    }
    return false;
}

static void put_country(People *p)
{
    Place country = find_country(&p->reach);

    if (country.node != NO_PLACE) {
        select_put(&p->select, FIELD_COUNTRY, country);
    } else if (!put_country_of(p, true)) {
        put_country_of(p, false);
    }
}

/* --- all of them ------------------------------------------------------------------------------ */

static void tell_missing(People *p)
{
    static const struct {
        Field field;
        const char *what;
    } facts[] = { { FIELD_CUSTOMER_NAME, "names" },
                  { FIELD_EMAIL, "e-mail addresses" },
                  { FIELD_COUNTRY, "countries" },
                  { FIELD_SIGNUP, "sign-up dates" } };
    const char *missing = NULL;

    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        if (p->select.expression[facts[i].field]) continue;
        missing =
            missing ? arena_format(p->g->arena, "%s, %s", missing, facts[i].what) : facts[i].what;
    }
    if (missing) guess_note(p->g, CUSTOMERS, false, "no column was found for their %s", missing);
}

Status guess_people(Guessing *g, Err *err)
{
    const Sales *sales = g->sales;
    People p = { .g = g };
    Status s;

    if (sales->person == NO_PLACE) {
        guess_note(g, CUSTOMERS, false,
                   "no table of customers was found: they are those who bought");
        return OK;
    }
    const Node *node = &sales->reach.nodes[sales->person];
    int id = g->identity.node == NO_PLACE ? node->link->to : g->identity.column;
    p.reach = reach_of(&g->catalog, node->table);
    p.select = select_open(&p.reach, "c", g->arena);
    p.select.grouped = g->identity.node != NO_PLACE;
    select_put(&p.select, FIELD_CUSTOMER, (Place){ 0, id });
    put_person(&p);
    put_consent(&p);
    put_country(&p);
    tell_missing(&p);
    if ((s = guess_try_joins(g, CUSTOMERS, &p.select, err))) return s;
    g->guess.map.tables[CUSTOMERS] = select_map(&p.select);
    return OK;
}
