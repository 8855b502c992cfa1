#include "guess/guess.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "guess/private.h"
#include "store/schema.h"

/* --- what is said ----------------------------------------------------------------------------- */

/* Clean text that YAML takes for one line: it knows breaks that utf8_clean leaves alone. */
static char *one_line(const char *text, Arena *arena)
{
    static const char *const breaks[] = { "\xe2\x80\xa8", "\xe2\x80\xa9", "\xef\xbb\xbf" };
    char *line = utf8_clean(text, strlen(text), 400, arena);

    for (size_t b = 0; b < COUNT_OF(breaks); b++) {
        for (char *at = line; (at = strstr(at, breaks[b]));)
            memcpy(at, "\xef\xbf\xbd", 3);
    }
    return line;
}

void guess_note(Guessing *g, TableId table, bool check, const char *format, ...)
{
    char text[1000];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const GuessNote note = { one_line(text, g->arena), check };
    VEC_PUSH(g->arena, &g->guess.notes[table], note);
}

const char *guess_name(const Guessing *g, const CatalogTable *table, const CatalogColumn *column)
{
    const char *name = utf8_clean(table->name, strlen(table->name), 60, g->arena);

    if (!column) return name;
    return arena_format(g->arena, "%s.%s", name,
                        utf8_clean(column->name, strlen(column->name), 60, g->arena));
}

const char *guess_share(const Guessing *g, double part, double whole, const char *what)
{
    char a[NUMBER_TEXT], b[NUMBER_TEXT], share[NUMBER_TEXT];

    if (part >= whole)
        return arena_format(g->arena, "all %s %s", number_grouped(a, whole, 0), what);
    return arena_format(g->arena, "%s of %s %s (%s)", number_grouped(a, part, 0),
                        number_grouped(b, whole, 0), what, number_percent(share, part / whole, 1));
}

const char *guess_rows(const Guessing *g, const CatalogTable *table)
{
    char rows[NUMBER_TEXT];

    return arena_format(g->arena, "%s%s", table->more ? "over " : "",
                        number_grouped(rows, (double)table->rows, 0));
}

static void tell_skipped(Guessing *g)
{
    for (size_t i = 0; i < g->catalog.skipped.count; i++) {
        const Skipped *skipped = &g->catalog.skipped.items[i];
        const GuessNote note = { arena_format(g->arena, "the %s %s is not read: %s",
                                              skipped->is_view ? "view" : "table", skipped->name,
                                              skipped->why),
                                 true };
        VEC_PUSH(g->arena, &g->guess.skipped, note);
    }
}

static Status refuse(const Guessing *g, const char *path, Err *err)
{
    Buf names = { 0 }, skipped = { 0 };

    for (size_t t = 0; t < g->catalog.count && names.size < 300; t++)
        buf_format(&names, "%s%s", t ? ", " : "", guess_name(g, &g->catalog.tables[t], NULL));
    for (size_t i = 0; i < g->catalog.skipped.count && skipped.size < 300; i++) {
        const Skipped *table = &g->catalog.skipped.items[i];
        buf_format(&skipped, "%s%s (%s)", i ? ", " : "; not read: ", table->name, table->why);
    }
    Status s = err_set(err, ERR_DATA,
                       "%s: no table looks like sales, with a customer, a date and an amount; the "
                       "tables with rows are: %s%s: write source: by hand, as the README shows",
                       path, names.size ? names.data : "none", skipped.size ? skipped.data : "");
    buf_close(&names);
    buf_close(&skipped);
    return s;
}

/* Lines that are read at once, to print what they come to: a second or two for each million. */
#define MOST_LINES 2000000

static Status weigh_size(Guessing *g, Err *err)
{
    const CatalogTable *lines = reach_table(&g->sales->reach, 0);
    double rows = 0;
    bool known = true;
    const char *sql = arena_format(g->arena, "SELECT count(*) FROM (SELECT 1 FROM %s LIMIT %d)",
                                   sql_quoted(lines->name, g->arena), MOST_LINES + 1);
    Status s = OK;

    if (lines->more) s = probe_numbers(&known, &rows, 1, g->prober, sql, PROBE_LARGE, err);
    g->guess.large = !known || rows > MOST_LINES;
    return s;
}

/* --- the guess -------------------------------------------------------------------------------- */

/* Tables first; views only where tables alone give no sales. */
static Status look(Guessing *g, Err *err)
{
    Status s = OK;

    for (int views = 0; views < 2 && !s && !g->found->any; views++) {
        if ((s = catalog_read(&g->catalog, views, g->prober, err))) return s;
        if ((s = links_find(&g->catalog, g->prober, err))) return s;
        sales_find(g->found, &g->catalog);
    }
    return s;
}

static Status guess_tables(Guessing *g, const char *path, Err *err)
{
    Schema schema;
    Err other;
    Status s;

    if (!schema_find(&schema, g->prober->db, g->arena, &other)) {
        g->guess.ours = true;
        return OK;
    }
    if ((s = look(g, err))) return s;
    if (!g->found->any) return refuse(g, path, err);
    tell_skipped(g);
    if ((s = guess_sales(g, err))) return s;
    if ((s = guess_people(g, err))) return s;
    if ((s = guess_goods(g, err))) return s;
    guess_contacts(g);
    return weigh_size(g, err);
}

Status guess_database(Guess *out, const char *path, Arena *arena, Err *err)
{
    Guessing g = { .arena = arena, .found = ARENA_NEW(arena, SalesFound) };
    Prober prober;
    Db db;
    Status s = db_open(&db, path, err);

    if (s) return s;
    prober = prober_open(&db, arena);
    g.prober = &prober;
    g.sales = &g.found->best;
    s = guess_tables(&g, path, err);
    if (!s) *out = g.guess;
    db_close(&db);
    return s;
}
