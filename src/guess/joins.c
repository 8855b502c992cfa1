/* Every join is tried before it is written down: how many rows find their partner. */
#include "guess/private.h"
#include "store/schema.h"

/* Less than that is for the reader to look at. */
#define MATCH_WANTED 0.95

/* For each joined node: rows whose key is filled (0 is nobody's), and rows that found the other. */
static const char *count_sql(const Select *select, Arena *arena)
{
    const Reach *reach = select->reach;
    Buf sql = { 0 };

    buf_text(&sql, "SELECT count(*)");
    for (int n = 1; n < (int)reach->count; n++) {
        if (!select->used[n]) continue;
        Place from = reach_link_place(reach, n);
        const char *key = sql_quoted(reach_column(reach, from)->name, arena);
        const char *to =
            sql_quoted(reach_table(reach, n)->columns[reach->nodes[n].link->to].name, arena);
        buf_format(&sql, ", count(CASE WHEN %s.%s NOT IN (0, '') THEN 1 END), count(%s.%s)",
                   select->alias[from.node], key, select->alias[n], to);
    }
    buf_format(&sql, " %s", select_from(select));
    const char *text = arena_text(arena, sql.data);
    buf_close(&sql);
    return text;
}

static void tell_join(Guessing *g, TableId table, const Select *select, int node, double filled,
                      double found)
{
    const Reach *reach = select->reach;
    const Link *link = reach->nodes[node].link;
    Place from = reach_link_place(reach, node);
    const char *column = guess_name(g, reach_table(reach, from.node), reach_column(reach, from));
    const char *other = guess_name(g, reach_table(reach, node), NULL);

    if (filled < 0) {
        guess_note(g, table, link->match < MATCH_WANTED,
                   "%s leads to %s: of a sample of its values %.0f%% are there", column, other,
                   100 * link->match);
        return;
    }
    bool check = found < MATCH_WANTED * filled;
    guess_note(g, table, check, "%s leads to %s: %s are there%s", column, other,
               guess_share(g, found, filled, "rows"),
               check ? "; the others stay, without what it would add" : "");
}

Status guess_try_joins(Guessing *g, TableId table, const Select *select, Err *err)
{
    const Reach *reach = select->reach;
    const CatalogTable *base = reach_table(reach, 0);
    double counts[1 + 2 * MOST_NODES] = { 0 };
    size_t joined = 0;
    bool known = false;
    Status s = OK;

    for (int n = 1; n < (int)reach->count; n++)
        joined += select->used[n];
    if ((joined || select->extras.count) && !base->more)
        s = probe_numbers(&known, counts, 1 + 2 * joined, g->prober, count_sql(select, g->arena),
                          PROBE_LARGE, err);
    if (known && (int64_t)counts[0] != base->rows) {
        guess_note(g, table, true, "the query gives %.0f rows, %s has %s: a join is wrong",
                   counts[0], base->name, guess_rows(g, base));
    }
    for (int n = 1, at = 1; n < (int)reach->count && !s; n++) {
        if (!select->used[n]) continue;
        tell_join(g, table, select, n, known ? counts[at] : -1, known ? counts[at + 1] : -1);
        at += 2;
    }
    return s;
}
