#include "app/config_names.h"

#include <string.h>
#include <yaml.h>

static const char *text_of(yaml_document_t *document, int node)
{
    const yaml_node_t *n = yaml_document_get_node(document, node);

    return n && n->type == YAML_SCALAR_NODE ? (const char *)n->data.scalar.value : "";
}

/* The mapping under that key of a mapping, or NULL. */
static const yaml_node_t *section(yaml_document_t *document, const yaml_node_t *map,
                                  const char *key)
{
    if (!map || map->type != YAML_MAPPING_NODE) return NULL;
    for (yaml_node_pair_t *pair = map->data.mapping.pairs.start; pair < map->data.mapping.pairs.top;
         pair++) {
        if (strcmp(text_of(document, pair->key), key)) continue;
        const yaml_node_t *found = yaml_document_get_node(document, pair->value);
        return found && found->type == YAML_MAPPING_NODE ? found : NULL;
    }
    return NULL;
}

static void take_keys(ConfigList *out, yaml_document_t *document, const yaml_node_t *map,
                      size_t most, Arena *arena)
{
    out->items = ARENA_ARRAY(arena, const char *, most);
    for (yaml_node_pair_t *pair = map->data.mapping.pairs.start;
         pair < map->data.mapping.pairs.top && out->count < most; pair++) {
        const char *name = text_of(document, pair->key);
        if (*name) out->items[out->count++] = utf8_clean(name, strlen(name), 80, arena);
    }
}

ConfigList config_audience_names(Bytes text, size_t most, Arena *arena)
{
    ConfigList names = { 0 };
    yaml_document_t document;
    yaml_parser_t parser;

    if (!yaml_parser_initialize(&parser)) out_of_memory();
    yaml_parser_set_input_string(&parser, text.data, text.size);
    if (yaml_parser_load(&parser, &document)) {
        const yaml_node_t *map =
            section(&document, yaml_document_get_root_node(&document), "audiences");
        if (map) take_keys(&names, &document, map, most, arena);
        yaml_document_delete(&document);
    }
    yaml_parser_delete(&parser);
    return names;
}
