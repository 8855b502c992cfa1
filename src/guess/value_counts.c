#include <string.h>

#include "guess/asides.h"
#include "guess/goods.h"
#include "store/schema.h"

/* --- counting --------------------------------------------------------------------------------- */

static void count_kept(ValueCounts *out, const Values *values)
{
    out->sampled = true;
    out->rows = values->rows;
    out->complete = values->distinct <= MOST_VALUES;
    for (size_t k = 0; k < values->kept_count; k++) {
        const Kept *kept = &values->kept[k];
        ValueCount value = { kept->text, NULL, kept->is_integer, kept->uses };
        size_t at = out->count;
        while (at && out->items[at - 1].rows < value.rows)
            at--;
        if (at == MOST_VALUES) continue;
        if (out->count < MOST_VALUES) out->count++;
        memmove(&out->items[at + 1], &out->items[at], (out->count - at - 1) * sizeof out->items[0]);
        out->items[at] = value;
    }
}

Status values_count(ValueCounts *out, const Guessing *g, const CatalogTable *table,
                    const CatalogColumn *column, Err *err)
{
    const char *name = sql_quoted(column->name, g->arena);
    const char *sql =
        arena_format(g->arena, "SELECT %s, count(*) FROM %s GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %d",
                     name, sql_quoted(table->name, g->arena), MOST_VALUES + 1);
    bool row = false;
    Probe probe;

    *out = (ValueCounts){ .rows = table->rows, .complete = true };
    if (table->more) {
        count_kept(out, &column->values);
        return OK;
    }
    Status s = probe_open(&probe, g->prober, sql, PROBE_LARGE, err);
    while (!s && !(s = probe_step(&row, &probe, err)) && row) {
        if (out->count == MOST_VALUES) {
            out->complete = false;
            break;
        }
        const char *text = (const char *)sqlite3_column_text(probe.row, 0);
        out->items[out->count++] =
            (ValueCount){ text ? arena_text(g->arena, text) : NULL, NULL,
                          sqlite3_column_type(probe.row, 0) == SQLITE_INTEGER,
                          sqlite3_column_int64(probe.row, 1) };
    }
    probe_close(&probe);
    return s;
}

/* --- names ------------------------------------------------------------------------------------ */

/* order_status_id of order_statuses; current_state and id_order_state of order_state_lang. */
static int key_of_names(const CatalogTable *table, const CatalogColumn *column)
{
    Words stem = link_stem(&column->words);

    for (size_t c = 0; c < table->count; c++) {
        const CatalogColumn *key = &table->columns[c];
        Words own = link_stem(&key->words);
        if (values_are_dates(key) || !values_are_numbers(&key->values)) continue;
        bool lone = !own.count && (int)c == table->key;
        if (lone || words_equal(&own, &stem) ||
            (words_end(&own, "status state") && words_end(&stem, "status state"))) {
            return (int)c;
        }
    }
    return NO_PLACE;
}

static void take_name(ValueCounts *counts, const char *key, const char *name, Arena *arena)
{
    for (size_t v = 0; v < counts->count; v++) {
        ValueCount *value = &counts->items[v];
        if (value->text && !strcmp(value->text, key))
            value->name = utf8_clean(name, strlen(name), 40, arena);
    }
}

static Status read_names(ValueCounts *counts, const Guessing *g, const CatalogTable *table, int key,
                         int name, Err *err)
{
    Arena *arena = g->arena;
    bool row = false;
    Probe probe;
    const char *sql = arena_format(
        arena, "SELECT n.%s, min(n.%s) FROM %s AS n%s GROUP BY 1 LIMIT 200",
        sql_quoted(table->columns[key].name, arena), sql_quoted(table->columns[name].name, arena),
        sql_quoted(table->name, arena), goods_one_language(table, "n", arena));
    Status s = probe_open(&probe, g->prober, sql, PROBE_FEW, err);

    while (!s && !(s = probe_step(&row, &probe, err)) && row) {
        const char *value = (const char *)sqlite3_column_text(probe.row, 0);
        const char *text = (const char *)sqlite3_column_text(probe.row, 1);
        if (value && text) take_name(counts, value, text, arena);
    }
    probe_close(&probe);
    return s;
}

Status values_name(ValueCounts *counts, const Guessing *g, const CatalogColumn *column, Err *err)
{
    Status s = OK;

    for (size_t t = 0; t < g->catalog.count && !s; t++) {
        const CatalogTable *table = &g->catalog.tables[t];
        int name = name_column(table, PRODUCTS), key;
        if (!words_have(&table->words, "status state") || name == NO_PLACE) continue;
        if ((key = key_of_names(table, column)) == NO_PLACE) continue;
        s = read_names(counts, g, table, key, name, err);
        if (counts->items[0].name) break;
    }
    return s;
}

/* --- for the reader --------------------------------------------------------------------------- */

static const char *value_said(const ValueCount *value, Arena *arena)
{
    if (!value->text) return "NULL";
    if (!*value->text) return "(blank)";
    const char *clean = utf8_clean(value->text, strlen(value->text), 40, arena);
    return value->name ? arena_format(arena, "%s (%s)", clean, value->name) : clean;
}

const char *values_list(const ValueCounts *counts, Arena *arena)
{
    char number[NUMBER_TEXT];
    Buf text = { 0 };

    for (size_t v = 0; v < counts->count; v++) {
        buf_format(&text, "%s%s %s", v ? ", " : "", value_said(&counts->items[v], arena),
                   number_grouped(number, (double)counts->items[v].rows, 0));
    }
    if (!counts->complete) buf_text(&text, ", …");
    if (counts->sampled) {
        buf_format(&text, " of %s rows looked at", number_grouped(number, (double)counts->rows, 0));
    }
    const char *out = arena_text(arena, text.data ? text.data : "");
    buf_close(&text);
    return out;
}
