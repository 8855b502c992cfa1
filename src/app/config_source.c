/* source: the tables and columns of somebody's database, or the columns of CSV files. */
#include <string.h>

#include "app/config.h"
#include "recognise/fields.h"

static const char *const TABLE_KEYS[] = { "table", "sql", "columns" };

/* In the order of the fields, whatever the file's. */
static Status take_columns(TableMap *out, const YamlNode *section, const char *table, Arena *arena,
                           Err *err)
{
    const char *fields[FIELDS], *column;
    const char **columns = ARENA_ARRAY(arena, const char *, FIELDS);
    const char **where = ARENA_ARRAY(arena, const char *, FIELDS);
    Status s;

    for (size_t f = 0; f < FIELDS; f++)
        fields[f] = field_name_at(f);
    if ((s = yaml_keys(section, fields, FIELDS, err))) return s;
    for (size_t f = 0; f < FIELDS; f++) {
        const YamlNode *node = yaml_get(section, fields[f]);
        if (!node) continue;
        if ((s = config_text(&column, node, err))) return s;
        columns[out->column_count] = arena_format(arena, "%s=%s", node->key, column);
        where[out->column_count++] =
            arena_format(arena, "%s: source: %s: columns:", yaml_place(node, arena), table);
    }
    out->columns = columns;
    out->columns_where = where;
    return OK;
}

/* The text under a key, NULL where it is not there or empty. */
static Status take_text(const char **out, const YamlNode *node, Err *err)
{
    const char *text = NULL;
    Status s = node ? yaml_text(&text, node, err) : OK;

    if (!s) *out = text && *text ? text : NULL;
    return s;
}

static Status take_table(TableMap *out, const YamlNode *section, Arena *arena, Err *err)
{
    const YamlNode *table = yaml_get(section, "table"), *sql = yaml_get(section, "sql");
    const YamlNode *columns = yaml_get(section, "columns");
    Status s;

    if ((s = yaml_keys(section, TABLE_KEYS, COUNT_OF(TABLE_KEYS), err))) return s;
    if ((s = take_text(&out->table, table, err))) return s;
    if ((s = take_text(&out->sql, sql, err))) return s;
    if (out->table && out->sql) {
        return yaml_refuse(err, sql, "source: %s: it has both table and sql: keep one of them",
                           section->key);
    }
    const YamlNode *said = out->table ? table : out->sql ? sql : section;
    out->where = arena_format(arena, "%s: source: %s", yaml_place(said, arena), section->key);
    return columns ? take_columns(out, columns, section->key, arena, err) : OK;
}

Status config_source(SourceMap *out, const YamlNode *section, Arena *arena, Err *err)
{
    const char *names[TABLES];
    SourceMap map = { .where = arena_format(arena, "%s: source", section->file) };
    Status s;

    for (int t = 0; t < TABLES; t++)
        names[t] = schema_table_name((TableId)t);
    if ((s = yaml_keys(section, names, TABLES, err))) return s;
    for (int t = 0; t < TABLES; t++) {
        const YamlNode *table = yaml_get(section, names[t]);
        if (table && (s = take_table(&map.tables[t], table, arena, err))) return s;
    }
    *out = map;
    return OK;
}
