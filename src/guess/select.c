#include "guess/select.h"

#include <string.h>

#include "guess/roles.h"
#include "store/schema.h"

Select select_open(const Reach *reach, const char *alias, Arena *arena)
{
    Select select = { .reach = reach, .arena = arena };

    select.alias[0] = alias;
    select.used[0] = true;
    return select;
}

static bool is_alias(const Select *select, const char *alias)
{
    for (size_t n = 0; n < select->reach->count; n++) {
        if (select->alias[n] && !strcmp(select->alias[n], alias)) return true;
    }
    return false;
}

void select_call(Select *select, int node, const char *alias)
{
    if (node > 0 && !select->alias[node] && !is_alias(select, alias)) select->alias[node] = alias;
}

/* t1, t2… by the order in which they are asked for. */
static const char *next_alias(const Select *select)
{
    for (int n = 1;; n++) {
        const char *alias = arena_format(select->arena, "t%d", n);
        if (!is_alias(select, alias)) return alias;
    }
}

static void use(Select *select, int node)
{
    if (node == NO_PLACE || select->used[node]) return;
    use(select, select->reach->nodes[node].parent);
    select->used[node] = true;
    if (!select->alias[node]) select->alias[node] = next_alias(select);
}

const char *select_place(Select *select, Place place)
{
    use(select, place.node);
    return arena_format(select->arena, "%s.%s", select->alias[place.node],
                        sql_quoted(reach_column(select->reach, place)->name, select->arena));
}

const char *select_money(Select *select, Place place)
{
    const char *column = select_place(select, place);

    if (!is_in_cents(reach_column(select->reach, place))) return column;
    return arena_format(select->arena, "%s / 100.0", column);
}

void select_put(Select *select, Field field, Place place)
{
    if (place.node == NO_PLACE) return;
    select->expression[field] = select_place(select, place);
    select->column[field] = place.node == 0 ? reach_column(select->reach, place)->name : NULL;
}

void select_put_other(Select *select, Place place)
{
    const char *name = reach_column(select->reach, place)->name;
    FieldCandidate any;

    if (select->others.count == COUNT_OF(select->others.items)) return;
    for (int f = 0; f < FIELDS; f++)
        if (field_candidates(&any, 1, TRANSACTIONS, (Field)f, &name, 1)) return;
    for (size_t i = 0; i < select->others.count; i++)
        if (!sqlite3_stricmp(name, reach_column(select->reach, select->others.items[i])->name))
            return;
    (void)select_place(select, place);
    select->others.items[select->others.count++] = place;
}

void select_put_text(Select *select, Field field, const char *expression)
{
    select->expression[field] = expression;
    select->column[field] = NULL;
}

const char *select_from(const Select *select)
{
    const Reach *reach = select->reach;
    Arena *arena = select->arena;
    Buf sql = { 0 };

    buf_format(&sql, "FROM %s AS %s", sql_quoted(reach_table(reach, 0)->name, arena),
               select->alias[0]);
    for (int n = 1; n < (int)reach->count; n++) {
        if (!select->used[n]) continue;
        const CatalogTable *table = reach_table(reach, n);
        Place from = reach_link_place(reach, n);
        buf_format(&sql, "\nLEFT JOIN %s AS %s ON %s.%s = %s.%s", sql_quoted(table->name, arena),
                   select->alias[n], select->alias[n],
                   sql_quoted(table->columns[reach->nodes[n].link->to].name, arena),
                   select->alias[from.node], sql_quoted(reach_column(reach, from)->name, arena));
    }
    for (size_t e = 0; e < select->extras.count; e++)
        buf_format(&sql, "\n%s", select->extras.items[e]);
    const char *text = arena_text(arena, sql.data);
    buf_close(&sql);
    return text;
}

const char *select_indented(const char *sql, Arena *arena)
{
    Buf out = { 0 };

    for (; *sql; sql++) {
        buf_char(&out, *sql);
        if (*sql == '\n') buf_text(&out, "  ");
    }
    const char *text = arena_text(arena, out.data ? out.data : "");
    buf_close(&out);
    return text;
}

static bool is_plain_table(const Select *select)
{
    if (select->grouped || select->filters.count) return false;
    for (int f = 0; f < FIELDS; f++) {
        if (select->expression[f] && !select->column[f]) return false;
    }
    return true;
}

static TableMap plain_map(const Select *select)
{
    const char **columns = ARENA_ARRAY(select->arena, const char *, FIELDS);
    TableMap map = { .table = reach_table(select->reach, 0)->name, .columns = columns };

    for (int f = 0; f < FIELDS; f++) {
        if (!select->column[f]) continue;
        columns[map.column_count++] =
            arena_format(select->arena, "%s=%s", field_name((Field)f), select->column[f]);
    }
    return map;
}

static void put_filters(Buf *sql, const Select *select)
{
    if (!select->filters.count) return;
    buf_text(sql, "WHERE TRUE\n"
                  "-- To leave rows out, take away the two dashes before a line:\n");
    for (size_t f = 0; f < select->filters.count; f++) {
        const Filter *filter = &select->filters.items[f];
        buf_format(sql, "-- AND %s -- %s\n", filter->condition, filter->comment);
    }
}

static void put_others(Buf *sql, const Select *select)
{
    for (size_t i = 0; i < select->others.count; i++) {
        Place place = select->others.items[i];
        const char *name = sql_quoted(reach_column(select->reach, place)->name, select->arena);
        buf_format(sql, ",\n  %s.%s AS %s", select->alias[place.node], name, name);
    }
}

TableMap select_map(const Select *select)
{
    Buf sql = { 0 };
    bool first = true;

    if (is_plain_table(select)) return plain_map(select);
    for (int f = 0; f < FIELDS; f++) {
        const char *expression = select->expression[f];
        if (!expression) continue;
        bool largest = select->grouped && !first;
        /* Where several rows are one person, a no counts. */
        const char *one = f == FIELD_CONSENT ? "min(" : "max(";
        buf_format(&sql, "%s%s%s%s AS %s", first ? "SELECT\n  " : ",\n  ", largest ? one : "",
                   expression, largest ? ")" : "", field_name((Field)f));
        first = false;
    }
    put_others(&sql, select);
    buf_format(&sql, "\n%s\n", select_from(select));
    put_filters(&sql, select);
    if (select->grouped) buf_text(&sql, "GROUP BY 1\n");
    const char *text = arena_text(select->arena, sql.data);
    buf_close(&sql);
    return (TableMap){ .sql = text };
}
