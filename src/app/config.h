/* app/config.h — clientele.yaml: the long options' names as keys, and sections.
 *
 *   title: The week at the Blue Door
 *   currency: EUR
 *   source:
 *     transactions:
 *       table: Orders
 *       columns:
 *         total_amount: Gross
 *   audiences:
 *     board:
 *       to: [ada@example.org]
 *       parts: [pdf]
 *
 * Fails: ERR_CONFIG with file and line: not YAML, an unknown key (with the nearest known one), a
 *        value that is no plain text or number.
 */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include "recognise/source_map.h"

typedef struct ConfigEntry {
    const char *key; /* as the option is called: "as-of" */
    const char *value;
} ConfigEntry;

/* A list of texts under a key of a section. */
typedef struct ConfigList {
    const char **items;
    size_t count;
} ConfigList;

/* audiences: NAME: who gets what by e-mail; texts as their options take them. */
typedef struct ConfigAudience {
    const char *name;
    ConfigList to, parts, segments;
    const char *privacy, *subject; /* NULL: not given */
} ConfigAudience;

typedef struct Config {
    ConfigEntry *entries; /* options, in the order of OPTION_SPECS */
    size_t count;
    SourceMap source;
    ConfigAudience *audiences; /* in the file's order */
    size_t audience_count;
} Config;

MUST_USE Status config_read(Config *out, const char *path, Arena *arena, Err *err);

/* The same of a text that is read already; path is for messages. */
MUST_USE Status config_parse(Config *out, Bytes bytes, const char *path, Arena *arena, Err *err);

/* Whether an option of that name may be a key. */
bool config_has_key(const char *option);

#endif
