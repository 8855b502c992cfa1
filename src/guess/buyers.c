/* Who bought: guests, and people behind several keys. */
#include "guess/private.h"
#include "store/schema.h"

/* Guests: where most orders have no customer, but an e-mail address, that tells who bought. */
void guess_buyer(Guessing *g)
{
    Sales *sales = g->sales;
    const CatalogColumn *customer = reach_column(&sales->reach, sales->customer);
    int node = sales->customer.node, email = email_column(reach_table(&sales->reach, node));

    if (email == NO_PLACE || sales->person == NO_PLACE) return;
    const CatalogColumn *address = &reach_table(&sales->reach, node)->columns[email];
    if (values_known(&customer->values) >= 0.5) return;
    if (values_known(&address->values) < 2 * values_known(&customer->values)) return;
    guess_note(g, TRANSACTIONS, true,
               "%s is blank in most rows: customers are told apart by %s instead",
               guess_name(g, reach_table(&sales->reach, node), customer),
               guess_name(g, reach_table(&sales->reach, node), address));
    sales->customer.column = email;
    sales->person = NO_PLACE;
}

Status guess_tell_guests(Guessing *g, Err *err)
{
    const Sales *sales = g->sales;
    const CatalogTable *table = reach_table(&sales->reach, sales->customer.node);
    const CatalogColumn *customer = reach_column(&sales->reach, sales->customer);
    double counts[2] = { (double)customer->values.blanks, (double)customer->values.rows };
    bool known = false;
    Status s = OK;

    if (!table->more) {
        const char *sql =
            arena_format(g->arena, "SELECT sum(coalesce(%s, '') IN ('', 0)), count(*) FROM %s",
                         sql_quoted(customer->name, g->arena), sql_quoted(table->name, g->arena));
        s = probe_numbers(&known, counts, 2, g->prober, sql, PROBE_LARGE, err);
    }
    if (s || counts[0] <= 0) return s;
    guess_note(g, TRANSACTIONS, true, "%s is empty or 0 in %s: guests, who are no customers",
               guess_name(g, table, customer),
               guess_share(g, counts[0], counts[1], known ? "rows" : "sampled rows"));
    return OK;
}

/* A column of that table, not its key, that tells fewer apart: the person behind several keys. */
static Status find_identity(Guessing *g, const CatalogTable *people, Err *err)
{
    const Reach *reach = &g->sales->reach;
    int key = reach->nodes[g->sales->person].link->to, email = email_column(people);
    Status s = OK;

    for (int pass = 0; pass < 2 && !s; pass++) {
        for (size_t c = 0; c < people->count && !s; c++) {
            const CatalogColumn *column = &people->columns[c];
            bool id = words_have(&column->words, WORDS_PEOPLE " unique") &&
                      words_end(&column->words, "id no number key code");
            bool unique = true;
            if ((int)c == key || (pass ? (int)c != email : !id)) continue;
            if (values_known(&column->values) < 0.9 || column->unique) continue;
            s = catalog_is_unique(&unique, &g->catalog.tables[reach->nodes[g->sales->person].table],
                                  (int)c, g->prober, err);
            if (s || unique || !column->tested) continue;
            g->identity = (Place){ g->sales->person, (int)c };
            return OK;
        }
    }
    return s;
}

Status guess_identity(Guessing *g, Err *err)
{
    const Sales *sales = g->sales;
    const Reach *reach = &sales->reach;
    bool once = false;
    Status s;

    g->identity = NOWHERE;
    if (sales->person == NO_PLACE || reach_table(reach, sales->person)->more) return OK;
    const CatalogTable *holder = reach_table(reach, sales->customer.node);
    if (holder->rows < 10) return OK;
    s = catalog_is_unique(&once, &g->catalog.tables[reach->nodes[sales->customer.node].table],
                          sales->customer.column, g->prober, err);
    if (s || !once) return s;
    const CatalogTable *people = reach_table(reach, sales->person);
    if ((s = find_identity(g, people, err)) || g->identity.node == NO_PLACE) return s;
    guess_note(g, TRANSACTIONS, true,
               "%s is another in every order: customers are told apart by %s, which comes again",
               guess_name(g, holder, reach_column(reach, sales->customer)),
               guess_name(g, people, reach_column(reach, g->identity)));
    return OK;
}
