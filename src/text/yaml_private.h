/* text/yaml_private.h — refusals, for the reader and for the tree. Private.
 */
#ifndef TEXT_YAML_PRIVATE_H
#define TEXT_YAML_PRIVATE_H

#include <stdarg.h>

#include "text/yaml.h"

/* The beginning of a key or value, for a message: no more than 80 bytes, and no half character. */
typedef struct YamlShown {
    char text[84];
} YamlShown;

YamlShown yaml_shown(const void *text);

MUST_USE Status yaml_refuse_at(Err *err, const char *name, YamlPlace at, const char *format,
                               va_list args) __attribute__((format(printf, 4, 0)));

#endif
