/* The configuration that init writes. Everything from the data is quoted or in a comment of clean
 * text: guess/catalog.h passes over names that could not be written down. */
#include <stdio.h>
#include <string.h>

#include "app/init.h"
#include "app/option_table.h"
#include "app/option_text.h"
#include "app/wrap.h"

static void put_quoted(Buf *out, const char *text)
{
    buf_char(out, '"');
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\') buf_char(out, '\\');
        buf_char(out, *c);
    }
    buf_char(out, '"');
}

/* The lines of a SELECT, each behind the blanks that YAML wants. */
static void put_query(Buf *out, const char *sql)
{
    buf_text(out, "    sql: |\n");
    while (*sql) {
        size_t size = strcspn(sql, "\n");
        buf_format(out, "      %.*s\n", (int)size, sql);
        sql += size + (sql[size] == '\n');
    }
}

static void put_columns(Buf *out, const TableMap *map)
{
    if (map->column_count) buf_text(out, "    columns:\n");
    for (size_t i = 0; i < map->column_count; i++) {
        size_t size = strcspn(map->columns[i], "=");
        buf_format(out, "      %.*s: ", (int)size, map->columns[i]);
        put_quoted(out, map->columns[i] + size + 1);
        buf_char(out, '\n');
    }
}

/* What to decide first, then what explains. */
static void put_notes(Buf *out, const GuessNotes *notes)
{
    for (int check = 1; check >= 0; check--) {
        for (size_t n = 0; n < notes->count; n++) {
            if (notes->items[n].check != (check == 1)) continue;
            const char *text = notes->items[n].text;
            bool asks = text[strlen(text) - 1] == '?';
            buf_format(out, "  # %s%s%s\n", check ? "Check: " : "", text, asks ? "" : ".");
        }
    }
}

static void put_table(Buf *out, const Guess *guess, size_t t)
{
    const TableMap *map = &guess->map.tables[t];

    put_notes(out, &guess->notes[t]);
    if (!map->table && !map->sql && !map->column_count) {
        buf_format(out, "  # %s:\n  #   table: …\n", schema_table_name((TableId)t));
        return;
    }
    buf_format(out, "  %s:\n", schema_table_name((TableId)t));
    if (map->table) {
        buf_text(out, "    table: ");
        put_quoted(out, map->table);
        buf_char(out, '\n');
    }
    if (map->sql) put_query(out, map->sql);
    put_columns(out, map);
}

static void put_source(Buf *out, const Guess *guess)
{
    if (guess->ours) {
        buf_text(out, "# The tables are called as clientele calls them: no source is needed.\n");
        return;
    }
    if (guess->known) {
        buf_format(out, "# These are the files of %s: no source is needed.\n", guess->known);
        return;
    }
    buf_text(
        out,
        "# Where customers, products, transactions and interactions are. Each has a table and\n"
        "# columns (FIELD: COLUMN), or a SELECT whose columns are called like the fields.\n"
        "# A part that you do not have may be left out.\n"
        "source:\n");
    put_notes(out, &guess->skipped);
    for (size_t t = 0; t < TABLES; t++)
        put_table(out, guess, t);
}

/* An example where there is no default: what kind of value it is. */
static const char *value_of(const OptionRow *row)
{
    if (!row->value) return "no";
    return row->usual ? row->usual : row->value;
}

static void put_options(Buf *out, const Guess *guess, Arena *arena)
{
    OptionGroup group = OPTION_GROUPS;

    buf_text(out, "\n# The other options, with their defaults; the command line wins.\n");
    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        const OptionRow *row = &OPTION_ROWS[i];
        if (!row->key) continue;
        if (row->group != group) {
            buf_format(out, "\n# --- %s ---\n", option_group_title(row->group));
        }
        group = row->group;
        buf_text(out, "\n# ");
        wrap_columns(out, option_sentence(row, !row->usual, arena), "# ", 80);
        if (guess->currency && !strcmp(row->name, "currency")) {
            buf_format(out, "# It is the only one that the sales name.\n%s: %s\n", row->name,
                       guess->currency);
            continue;
        }
        if (guess->no_amounts && !strcmp(row->name, "amount")) {
            buf_format(out, "# As it was said.\n%s: none\n", row->name);
            continue;
        }
        if (guess->by_lines && !strcmp(row->name, "amount")) {
            buf_format(out, "# The query gives each line its own.\n%s: line\n", row->name);
            continue;
        }
        buf_format(out, "#%s: %s\n", row->name, value_of(row));
    }
}

void init_write(Buf *out, const Guess *guess, const char *source, Arena *arena)
{
    const char *name = utf8_clean(source, strlen(source), 200, arena);

    buf_format(out,
               "# What clientele does with %s: a guess, made by clientele init, to be checked.\n#\n"
               "#   clientele check %s --config THIS FILE\n"
               "#   clientele report %s --config THIS FILE --out report\n\n",
               name, name, name);
    put_source(out, guess);
    put_options(out, guess, arena);
}
