#include "guess/links.h"

#include <stdlib.h>
#include <string.h>

#include "guess/likeness.h"
#include "store/schema.h"

#define MOST_LINKS 200
/* How many of the sample's values must be found: where names agree, where they are only akin, and
 * where there are no names to go by. */
#define MATCH_NAMED 0.5
#define MATCH_AKIN 0.95
#define MATCH_VALUES 0.98
/* Values by which to know a table without names: so many, so long. */
#define FEWEST_VALUES 5
#define LONG_VALUE 12

typedef struct LinkFinding {
    Catalog *catalog;
    Prober *prober;
    int from;
    Link *links;
    size_t count;
} LinkFinding;

/* --- values ----------------------------------------------------------------------------------- */

static bool may_be_key(const CatalogTable *table, int column)
{
    const Values *values = &table->columns[column].values;
    int64_t filled = values->rows - values->blanks;

    if (table->columns[column].unique) return true;
    return filled && !values->blobs && (int64_t)values->distinct == filled && !values->fractions &&
           !values_are_dates(&table->columns[column]);
}

static bool may_refer(const CatalogTable *table, int column)
{
    const CatalogColumn *c = &table->columns[column];
    Words stem = link_stem(&c->words);

    if (!c->values.kept_count || c->values.fractions || values_are_dates(c)) return false;
    /* A table's own key refers to another only where it is called after that: user_id of profiles.
     */
    return column != table->key || (stem.count && words_place(&table->words, &stem) < 0);
}

static bool is_zero(const Kept *kept)
{
    return kept->size == 1 && kept->text[0] == '0';
}

/* 0 stands for none in many shops: it is not looked for. */
static int bind_values(sqlite3_stmt *row, const Values *values)
{
    int bound = 0;

    for (size_t k = 0; k < values->kept_count; k++) {
        const Kept *kept = &values->kept[k];
        if (is_zero(kept)) continue;
        bound++;
        if (!row) continue;
        if (kept->is_integer) {
            sqlite3_bind_int64(row, bound, kept->integer);
        } else {
            sqlite3_bind_text(row, bound, kept->text, (int)kept->size, SQLITE_STATIC);
        }
    }
    return bound;
}

static const char *count_found(const CatalogTable *other, const CatalogColumn *key, int values,
                               Arena *arena)
{
    const char *name = sql_quoted(key->name, arena);
    Buf sql = { 0 };

    buf_format(&sql, "SELECT count(DISTINCT %s), count(*) FROM %s WHERE %s IN (", name,
               sql_quoted(other->name, arena), name);
    for (int i = 0; i < values; i++)
        buf_text(&sql, i ? ",?" : "?");
    buf_char(&sql, ')');
    const char *text = arena_text(arena, sql.data);
    buf_close(&sql);
    return text;
}

/* The share of the column's sampled values that the other table has; -1: not known, or they stand
 * there several times. */
static Status match_values(double *match, const CatalogColumn *column, const CatalogTable *other,
                           const CatalogColumn *key, Prober *prober, Err *err)
{
    int values = bind_values(NULL, &column->values);
    bool row = false;
    Probe probe;

    *match = -1;
    if (!values || (other->more && !key->indexed)) return OK;
    Status s = probe_open(&probe, prober, count_found(other, key, values, prober->arena),
                          key->indexed ? PROBE_FEW : PROBE_TABLE, err);
    if (!s && probe.row) {
        bind_values(probe.row, &column->values);
        s = probe_step(&row, &probe, err);
    }
    if (!s && row) {
        int found = sqlite3_column_int(probe.row, 0);
        if (found == sqlite3_column_int(probe.row, 1)) *match = (double)found / values;
    }
    probe_close(&probe);
    return s;
}

/* Texts that are not met by accident: UUIDs, hashes, long codes. */
static bool tells_by_itself(const CatalogColumn *column)
{
    const Values *values = &column->values;
    size_t length = 0;

    if (values->other_texts != values->rows - values->blanks || values->emails) return false;
    if (values->kept_count < FEWEST_VALUES) return false;
    for (size_t k = 0; k < values->kept_count; k++)
        length += values->kept[k].size;
    return length >= LONG_VALUE * values->kept_count;
}

static double match_wanted(const Link *link, const CatalogColumn *column)
{
    if (link->declared || link->likeness >= 2) return MATCH_NAMED;
    if (link->likeness == 1 && words_have(&column->words, WORDS_MARK)) return MATCH_AKIN;
    return tells_by_itself(column) ? MATCH_VALUES : 2;
}

/* --- the links of one table ------------------------------------------------------------------- */

static bool has_link(const LinkFinding *f, int column, int table, int to)
{
    for (size_t i = 0; i < f->count; i++) {
        const Link *link = &f->links[i];
        if (link->column == column && link->table == table && link->to == to) return true;
    }
    return false;
}

/* Keeps the link where its values are found and the key is unique. */
static Status try_link(LinkFinding *f, Link link, Err *err)
{
    const CatalogColumn *column = &f->catalog->tables[f->from].columns[link.column];
    CatalogTable *other = &f->catalog->tables[link.table];
    double wanted = match_wanted(&link, column);
    bool unique = false;
    Status s;

    if (wanted > 1 || f->count == MOST_LINKS) return OK;
    /* One of several columns of a key may be unique today: it is not meant to be. */
    if (other->columns[link.to].in_key && !other->columns[link.to].unique) return OK;
    if (has_link(f, link.column, link.table, link.to)) return OK;
    if ((s = match_values(&link.match, column, other, &other->columns[link.to], f->prober, err)))
        return s;
    if (link.match < wanted) return OK;
    if ((s = catalog_is_unique(&unique, other, link.to, f->prober, err)) || !unique) return s;
    f->links[f->count++] = link;
    return OK;
}

static int table_named(const Catalog *catalog, const char *name)
{
    for (size_t t = 0; t < catalog->count; t++) {
        if (!sqlite3_stricmp(catalog->tables[t].name, name)) return (int)t;
    }
    return NO_PLACE;
}

/* A row of PRAGMA foreign_key_list: id, seq, table, from, to. Keys of several columns are passed
 * over: no one of them is unique. */
static Status read_foreign_key(LinkFinding *f, sqlite3_stmt *row, Err *err)
{
    const char *table = (const char *)sqlite3_column_text(row, 2);
    const char *from = (const char *)sqlite3_column_text(row, 3);
    const char *to = (const char *)sqlite3_column_text(row, 4);
    int other = table ? table_named(f->catalog, table) : NO_PLACE;

    if (other == NO_PLACE || !from || sqlite3_column_int(row, 1)) return OK;
    const CatalogTable *there = &f->catalog->tables[other];
    Link link = { .column = catalog_column(&f->catalog->tables[f->from], from),
                  .table = other,
                  .to = to ? catalog_column(there, to) : there->key,
                  .declared = true };
    if (link.column == NO_PLACE || link.to == NO_PLACE) return OK;
    link.likeness = likeness_of(&f->catalog->tables[f->from].columns[link.column], there,
                                &there->columns[link.to]);
    return try_link(f, link, err);
}

static Status read_declared(LinkFinding *f, Err *err)
{
    Arena *arena = f->prober->arena;
    const char *name = f->catalog->tables[f->from].name;
    Probe probe;
    bool row = false;
    Status s =
        probe_open(&probe, f->prober,
                   arena_format(arena, "PRAGMA foreign_key_list(%s)", sql_quoted(name, arena)),
                   PROBE_FEW, err);

    while (!s && !(s = probe_step(&row, &probe, err)) && row)
        s = read_foreign_key(f, probe.row, err);
    probe_close(&probe);
    return s;
}

static bool is_key_by_values(const CatalogTable *table, int column)
{
    return (table->key == NO_PLACE || table->key == column) &&
           tells_by_itself(&table->columns[column]);
}

/* All links of that column to that table for which there is reason, at least `likeness` of it. */
static Status try_table(LinkFinding *f, int column, int table, int likeness, Err *err)
{
    const CatalogTable *other = &f->catalog->tables[table];
    const CatalogColumn *from = &f->catalog->tables[f->from].columns[column];
    Status s = OK;

    for (size_t k = 0; k < other->count && !s; k++) {
        if (table == f->from && (int)k == column) continue;
        if (!may_be_key(other, (int)k)) continue;
        Link link = { .column = column,
                      .table = table,
                      .to = (int)k,
                      .likeness = likeness_of(from, other, &other->columns[k]) };
        if (link.likeness < likeness) continue;
        if (!likeness && !is_key_by_values(other, (int)k)) continue;
        s = try_link(f, link, err);
    }
    return s;
}

/* Names that agree come first; what is only akin, or has nothing but its values, is looked for
 * where those give nothing. */
static Status find_links_of(LinkFinding *f, int column, Err *err)
{
    static const int rounds[] = { 2, 1, 0 };
    bool alone = tells_by_itself(&f->catalog->tables[f->from].columns[column]);
    size_t before = f->count;
    Status s = OK;

    for (size_t i = 0; i < f->count; i++) {
        if (f->links[i].column == column) before = 0;
    }
    for (size_t r = 0; r < COUNT_OF(rounds); r++) {
        if (r && f->count > before) break;
        if (!rounds[r] && !alone) break;
        for (size_t t = 0; t < f->catalog->count && !s; t++)
            s = try_table(f, column, (int)t, rounds[r], err);
    }
    return s;
}

/* Is a the better of two links? Declared, by name, by values, then the shorter name: orders before
 * archived_orders. */
static bool is_better(const Link *a, const Link *b, const Catalog *catalog)
{
    if (a->declared != b->declared) return a->declared;
    if (a->likeness != b->likeness) return a->likeness > b->likeness;
    if (a->match < b->match || a->match > b->match) return a->match > b->match;
    size_t left = strlen(catalog->tables[a->table].name);
    size_t right = strlen(catalog->tables[b->table].name);
    return left < right;
}

static void sort_links(LinkFinding *f)
{
    for (size_t i = 1; i < f->count; i++) {
        Link link = f->links[i];
        size_t at = i;
        for (; at && is_better(&link, &f->links[at - 1], f->catalog); at--)
            f->links[at] = f->links[at - 1];
        f->links[at] = link;
    }
}

static Status find_links(LinkFinding *f, Err *err)
{
    CatalogTable *table = &f->catalog->tables[f->from];
    Status s = read_declared(f, err);

    for (size_t c = 0; c < table->count && !s; c++) {
        if (may_refer(table, (int)c)) s = find_links_of(f, (int)c, err);
    }
    sort_links(f);
    table->links.items =
        arena_grow(f->prober->arena, f->links, f->count, f->count, sizeof *f->links);
    table->links.count = f->count;
    return s;
}

/* Tables without a declared key: the column that is called as one, where its values are as a
 * key's. */
static Status find_key(CatalogTable *table, Prober *prober, Err *err)
{
    Status s = OK;

    for (size_t c = 0; c < table->count && table->key == NO_PLACE && !s; c++) {
        const CatalogColumn *column = &table->columns[c];
        Words stem = link_stem(&column->words);
        bool called =
            words_are(&column->words, WORDS_MARK) || (words_have(&column->words, WORDS_MARK) &&
                                                      likeness_to_table(&stem, &table->words) >= 2);
        bool unique =
            called && !column->in_key && !column->values.blanks && may_be_key(table, (int)c);
        if (unique && !table->more) s = catalog_is_unique(&unique, table, (int)c, prober, err);
        if (unique) table->key = (int)c;
    }
    return s;
}

Status links_find(Catalog *catalog, Prober *prober, Err *err)
{
    Link links[MOST_LINKS];
    Status s = OK;

    for (size_t t = 0; t < catalog->count && !s; t++)
        s = find_key(&catalog->tables[t], prober, err);
    for (size_t t = 0; t < catalog->count && !s; t++) {
        LinkFinding finding = { catalog, prober, (int)t, links, 0 };
        s = find_links(&finding, err);
    }
    return s;
}

const Link *link_of(const CatalogTable *table, int column)
{
    for (size_t i = 0; i < table->links.count; i++) {
        if (table->links.items[i].column == column) return &table->links.items[i];
    }
    return NULL;
}
