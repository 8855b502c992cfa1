#include "app/config.h"

#include <string.h>

#define MOST_VALUE 4096

/* The keys that are no options. */
static const char *const SECTIONS[] = { "source", "audiences" };

Status config_text(const char **out, const YamlNode *node, Err *err)
{
    Status s = yaml_text(out, node, err);

    if (s || strlen(*out) <= MOST_VALUE) return s;
    return yaml_refuse(err, node, "%s%slonger than %d bytes", node->key ? node->key : "",
                       node->key ? ": " : "", MOST_VALUE);
}

static Status check_keys(const YamlNode *root, Arena *arena, Err *err)
{
    const char **keys = ARENA_ARRAY(arena, const char *, OPTION_ROW_COUNT + COUNT_OF(SECTIONS));
    size_t count = 0;

    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        if (OPTION_ROWS[i].key) keys[count++] = OPTION_ROWS[i].name;
    }
    for (size_t i = 0; i < COUNT_OF(SECTIONS); i++)
        keys[count++] = SECTIONS[i];
    return yaml_keys(root, keys, count, err);
}

/* A table of rates, "USD: 0.92", as the option takes it. */
static Status pairs_text(const char **out, const YamlNode *node, Arena *arena, Err *err)
{
    const char *text = "", *value;
    Status s;

    for (YAML_EACH(pair, node)) {
        if ((s = config_text(&value, pair, err))) return s;
        text = arena_format(arena, "%s%s%s=%s", text, *text ? "," : "", pair->key, value);
    }
    *out = text;
    return OK;
}

/* What the command line has said is not even read. */
static Status take_option(Options *o, const OptionsSaid *said, const YamlNode *node, Arena *arena,
                          Err *err)
{
    const OptionRow *row = option_row_of_key(node->key);
    OptionValue value = { .source = IN_CONFIGURATION };
    Status s;

    if (!row || option_was_said(said, row)) return OK;
    bool pairs = row->read == read_rates && node->kind == YAML_MAPPING;
    s = pairs ? pairs_text(&value.text, node, arena, err) : config_text(&value.text, node, err);
    if (s) return s;
    value.where = arena_format(arena, "%s: %s", yaml_place(node, arena), node->key);
    return option_take(o, row, &value, arena, err);
}

/* Sections come last, wherever they stand: an audience goes by what the options say. */
Status config_take(Options *o, const OptionsSaid *said, Bytes bytes, const char *path, Arena *arena,
                   Err *err)
{
    const YamlNode *source, *audiences;
    YamlNode *root;
    Status s;

    if ((s = yaml_read(&root, bytes, path, arena, err))) return s;
    if ((s = check_keys(root, arena, err))) return s;
    for (YAML_EACH(node, root)) {
        if ((s = take_option(o, said, node, arena, err))) return s;
    }
    source = yaml_get(root, "source");
    if (source && (s = config_source(&o->source, source, arena, err))) return s;
    audiences = yaml_get(root, "audiences");
    return audiences ? config_audiences(o, audiences, arena, err) : OK;
}

Status config_read(Options *options, const OptionsSaid *said, const char *path, Arena *arena,
                   Err *err)
{
    Bytes bytes;

    if (file_read(&bytes, path, CONFIG_MOST_BYTES, arena, err)) {
        return err_set(err, ERR_CONFIG, "%s", arena_text(arena, err->text));
    }
    return config_take(options, said, bytes, path, arena, err);
}
