/* app/config.h — clientele.yaml: the long options' names as keys.
 *
 *   title: The week at the Blue Door
 *   currency: EUR
 *   k: auto
 *
 * Fails: ERR_CONFIG with file and line: not YAML, an unknown key (with the nearest known one), a
 *        value that is no plain text or number.
 */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include "base/base.h"

typedef struct ConfigEntry {
    const char *key; /* as the option is called: "as-of" */
    const char *value;
} ConfigEntry;

MUST_USE Status config_read(ConfigEntry **entries, size_t *count, const char *path, Arena *arena,
                            Err *err);

#endif
