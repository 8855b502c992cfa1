#include "guess/catalog.h"

#include <string.h>

#include "store/schema.h"

#define MOST_TABLES 500
#define MOST_COLUMNS 300

typedef struct Reading {
    Catalog catalog;
    Prober *prober;
    bool with_views;
} Reading;

/* PRAGMA table_xinfo's columns, and index_list's. */
enum { INFO_NAME = 1, INFO_TYPE, INFO_KEY = 5 };
enum { INDEX_NAME = 1, INDEX_UNIQUE, INDEX_PARTIAL = 4 };

static const char *statement_text(sqlite3_stmt *row, int column, Arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return text ? arena_text(arena, text) : "";
}

/* May it be written into a configuration? No control characters, nor what YAML takes for the end of
 * a line: NEL, LS, PS, and the byte-order mark. */
static bool is_plain(const char *name)
{
    if (!*name || !utf8_valid(name, strlen(name))) return false;
    while (*name) {
        uint32_t code = utf8_next(&name);
        if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return false;
        if (code == 0x2028 || code == 0x2029 || code == 0xfeff || code >= 0xfffe) return false;
    }
    return true;
}

static void skip(Reading *reading, const char *name, bool is_view, const char *why)
{
    const Skipped skipped = { utf8_clean(name, strlen(name), 60, reading->prober->arena), is_view,
                              why };

    VEC_PUSH(reading->prober->arena, &reading->catalog.skipped, skipped);
}

static const char *about(const char *pragma, const char *name, Arena *arena)
{
    return arena_format(arena, "PRAGMA %s(%s)", pragma, sql_quoted(name, arena));
}

int catalog_column(const CatalogTable *table, const char *name)
{
    for (size_t c = 0; c < table->count; c++) {
        if (!sqlite3_stricmp(table->columns[c].name, name)) return (int)c;
    }
    return NO_PLACE;
}

/* --- columns and keys ------------------------------------------------------------------------- */

static CatalogColumn column_of(sqlite3_stmt *info, Arena *arena)
{
    const char *name = statement_text(info, INFO_NAME, arena);

    return (CatalogColumn){ .name = name,
                            .type = statement_text(info, INFO_TYPE, arena),
                            .words = words_of(name),
                            .in_key = sqlite3_column_int(info, INFO_KEY) };
}

/* *why: a reason to pass the table over, else NULL. Columns whose names cannot be written down are
 * left out. */
static Status read_columns(const char **why, CatalogTable *table, Prober *prober, Err *err)
{
    Arena *arena = prober->arena;
    Probe probe;
    int keys = 0;
    bool row = false;
    Status s = probe_open(&probe, prober, about("table_xinfo", table->name, arena), PROBE_FEW, err);

    table->columns = ARENA_ARRAY(arena, CatalogColumn, MOST_COLUMNS);
    table->key = NO_PLACE;
    table->has_rowid = !table->is_view;
    while (!s && !(s = probe_step(&row, &probe, err)) && row && table->count < MOST_COLUMNS) {
        const CatalogColumn column = column_of(probe.row, arena);
        keys += column.in_key;
        if (!is_plain(column.name)) continue;
        if (!sqlite3_stricmp(column.name, "_rowid_")) table->has_rowid = false;
        if (column.in_key) table->key = (int)table->count;
        table->columns[table->count++] = column;
    }
    if (probe.refused) *why = probe.refused;
    probe_close(&probe);
    if (keys != 1) table->key = NO_PLACE;
    if (table->key != NO_PLACE)
        table->columns[table->key].unique = table->columns[table->key].indexed = true;
    return s;
}

/* The columns of one index: the first is quick to look up, an only one of a unique index unique. */
static Status read_index(CatalogTable *table, const char *index, bool unique, Prober *prober,
                         Err *err)
{
    Probe probe;
    int first = NO_PLACE, count = 0;
    bool row = false;
    Status s =
        probe_open(&probe, prober, about("index_info", index, prober->arena), PROBE_FEW, err);

    while (!s && !(s = probe_step(&row, &probe, err)) && row) {
        /* Without a name: the rowid, or an expression. */
        const char *name = statement_text(probe.row, 2, prober->arena);
        if (!count++ && *name) first = catalog_column(table, name);
    }
    probe_close(&probe);
    if (first == NO_PLACE) return s;
    table->columns[first].indexed = true;
    table->columns[first].unique |= unique && count == 1;
    return s;
}

static Status read_indexes(CatalogTable *table, Prober *prober, Err *err)
{
    Probe probe;
    bool row = false;
    Status s =
        probe_open(&probe, prober, about("index_list", table->name, prober->arena), PROBE_FEW, err);

    while (!s && !(s = probe_step(&row, &probe, err)) && row) {
        if (sqlite3_column_int(probe.row, INDEX_PARTIAL)) continue;
        s = read_index(table, statement_text(probe.row, INDEX_NAME, prober->arena),
                       sqlite3_column_int(probe.row, INDEX_UNIQUE), prober, err);
    }
    probe_close(&probe);
    return s;
}

/* --- tables ----------------------------------------------------------------------------------- */

/* Can it be read at all, and how many rows has it? A view that is not needed is only opened. */
static Status count_rows(const char **why, CatalogTable *table, int64_t most, Prober *prober,
                         Err *err)
{
    const char *sql = arena_format(prober->arena, "SELECT * FROM %s LIMIT 1",
                                   sql_quoted(table->name, prober->arena));
    double rows = 0;
    bool row = false, known = false;
    Probe probe;
    Status s = probe_open(&probe, prober, sql, PROBE_TABLE, err);

    if (!s) s = probe_step(&row, &probe, err);
    if (probe.refused) *why = probe.refused;
    probe_close(&probe);
    if (s || !row || *why) return s;
    sql = arena_format(prober->arena, "SELECT count(*) FROM (SELECT 1 FROM %s LIMIT %lld)",
                       sql_quoted(table->name, prober->arena), (long long)most + 1);
    if ((s = probe_numbers(&known, &rows, 1, prober, sql, PROBE_LARGE, err))) return s;
    table->more = !known || (int64_t)rows > most;
    table->rows = table->more ? most : (int64_t)rows;
    return OK;
}

static Status read_table(Reading *reading, CatalogTable *table, Err *err)
{
    Prober *prober = reading->prober;
    const char *why = NULL;
    int64_t most = table->is_view ? MOST_COUNTED / 100 : MOST_COUNTED;
    Status s = OK;

    table->words = words_of(table->name);
    if (!is_plain(table->name)) why = "its name cannot be written down";
    if (!why) s = count_rows(&why, table, most, prober, err);
    if (s || why || !table->rows || (table->is_view && !reading->with_views)) goto done;
    if ((s = read_columns(&why, table, prober, err)) || why || !table->count) goto done;
    if ((s = read_indexes(table, prober, err))) goto done;
    if ((s = values_sample(table, prober, err))) goto done;
    reading->catalog.tables[reading->catalog.count++] = *table;
done:
    if (!s && why) skip(reading, table->name, table->is_view, why);
    return s;
}

/* One entry of sqlite_schema: name, is a view, is virtual, how a table WITHOUT ROWID says so. */
static Status read_entry(Reading *reading, sqlite3_stmt *row, Err *err)
{
    CatalogTable table = { .name = statement_text(row, 0, reading->prober->arena),
                           .is_view = sqlite3_column_int(row, 1) };

    if (sqlite3_column_int(row, 2)) {
        skip(reading, table.name, false, "it is a virtual table: copy its rows into a plain one");
        return OK;
    }
    return read_table(reading, &table, err);
}

/* Without the hidden tables of a virtual one (docs_content, docs_idx… of docs). */
static const char LIST[] =
    "SELECT name, type = 'view', type = 'table' AND rootpage = 0 FROM sqlite_schema AS s "
    "WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
    "AND NOT EXISTS (SELECT 1 FROM sqlite_schema AS v WHERE v.type = 'table' AND v.rootpage = 0 "
    "AND s.name IN (v.name || '_content', v.name || '_segments', v.name || '_segdir', "
    "v.name || '_docsize', v.name || '_stat', v.name || '_data', v.name || '_idx', "
    "v.name || '_config', v.name || '_node', v.name || '_parent', v.name || '_rowid')) "
    "ORDER BY name";

Status catalog_read(Catalog *out, bool with_views, Prober *prober, Err *err)
{
    Reading reading = { .prober = prober, .with_views = with_views };
    Probe probe;
    bool row = false;
    Status s = probe_open(&probe, prober, LIST, PROBE_TABLE, err);

    reading.catalog.tables = ARENA_ARRAY(prober->arena, CatalogTable, MOST_TABLES);
    while (!s && !(s = probe_step(&row, &probe, err)) && row) {
        if (reading.catalog.count == MOST_TABLES) break;
        s = read_entry(&reading, probe.row, err);
    }
    probe_close(&probe);
    if (!s) *out = reading.catalog;
    return s;
}

/* --- uniqueness ------------------------------------------------------------------------------- */

Status catalog_is_unique(bool *unique, CatalogTable *table, int column, Prober *prober, Err *err)
{
    CatalogColumn *c = &table->columns[column];
    double counts[2] = { 0 };
    bool known = false;
    Status s = OK;

    *unique = c->unique;
    if (c->unique) return OK;
    if (!c->tested && !table->more) {
        const char *name = sql_quoted(c->name, prober->arena);
        s = probe_numbers(&known, counts, 2, prober,
                          arena_format(prober->arena,
                                       "SELECT count(%s), count(DISTINCT %s) FROM %s", name, name,
                                       sql_quoted(table->name, prober->arena)),
                          PROBE_LARGE, err);
        c->tested_unique = known && counts[0] > 0 && counts[0] == counts[1];
    }
    c->tested = true;
    *unique = c->tested_unique;
    return s;
}
