#include "app/config.h"

#include <string.h>

#include "app/option_table.h"

#define MOST_VALUE 4096

/* The keys that are no options. */
static const char *const SECTIONS[] = { "source", "audiences" };

bool config_has_key(const char *option)
{
    static const char *const none[] = { "config", "map",      "help",    "version",
                                        "to",     "segments", "dry-run", "audience" };
    const OptionSpec *spec = option_spec_n(option, strlen(option));

    for (size_t i = 0; i < COUNT_OF(none); i++) {
        if (!strcmp(option, none[i])) return false;
    }
    return spec &&
           (spec->commands & (COMMAND_REPORT | COMMAND_MAIL | COMMAND_PUBLISH | COMMAND_WEEKLY));
}

Status config_text(const char **out, const YamlNode *node, Err *err)
{
    Status s = yaml_text(out, node, err);

    if (s || strlen(*out) <= MOST_VALUE) return s;
    return yaml_refuse(err, node, "%s%slonger than %d bytes", node->key ? node->key : "",
                       node->key ? ": " : "", MOST_VALUE);
}

static Status check_keys(const YamlNode *root, Arena *arena, Err *err)
{
    const char **keys = ARENA_ARRAY(arena, const char *, OPTION_SPEC_COUNT + COUNT_OF(SECTIONS));
    size_t count = 0;

    for (size_t i = 0; i < OPTION_SPEC_COUNT; i++) {
        if (config_has_key(OPTION_SPECS[i].name)) keys[count++] = OPTION_SPECS[i].name;
    }
    for (size_t i = 0; i < COUNT_OF(SECTIONS); i++)
        keys[count++] = SECTIONS[i];
    return yaml_keys(root, keys, count, err);
}

/* What the command line has said is not even read. */
static Status take_option(Options *o, const bool *said, const YamlNode *node, Arena *arena,
                          Err *err)
{
    const OptionSpec *spec = option_spec_n(node->key, strlen(node->key));
    const char *value;
    Status s;

    if (!spec || (said && said[spec - OPTION_SPECS])) return OK;
    if (o->publish && !strcmp(spec->name, "publish")) return OK; /* it was an argument */
    if ((s = config_text(&value, node, err))) return s;
    const char *where = arena_format(arena, "%s: %s", yaml_place(node, arena), node->key);
    return option_set(o, spec->name, value, where, arena, err);
}

/* Sections come last, wherever they stand: an audience goes by what the options say. */
Status config_take(Options *o, const bool *said, Bytes bytes, const char *path, Arena *arena,
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

Status config_read(Options *options, const bool *said, const char *path, Arena *arena, Err *err)
{
    Bytes bytes;

    if (file_read(&bytes, path, CONFIG_MOST_BYTES, arena, err)) {
        return err_set(err, ERR_CONFIG, "%s", arena_text(arena, err->text));
    }
    return config_take(options, said, bytes, path, arena, err);
}
