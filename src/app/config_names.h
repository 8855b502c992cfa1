/* app/config_names.h — the names under audiences:, which are the user's own. For config.c only.
 */
#ifndef APP_CONFIG_NAMES_H
#define APP_CONFIG_NAMES_H

#include "app/config.h"

/* At most `most`; none where the text is not YAML, which libcyaml then says. */
ConfigList config_audience_names(Bytes text, size_t most, Arena *arena);

#endif
