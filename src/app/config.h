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
 * In:    the file; which options the command line has said, for these win.
 * Out:   Options, with what the file says.
 * Fails: ERR_CONFIG with file, line and column: not YAML, an unknown key (with the nearest known
 *        one), a value that its option does not take.
 */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include "app/option_table.h"
#include "text/yaml.h"

#define CONFIG_MOST_BYTES ((size_t)256 * 1024)

/* `said`: by the command line; NULL: nothing was. */
MUST_USE Status config_read(Options *options, const OptionsSaid *said, const char *path,
                            Arena *arena, Err *err);

/* The same of a text that is read already; path is for messages. */
MUST_USE Status config_take(Options *options, const OptionsSaid *said, Bytes bytes,
                            const char *path, Arena *arena, Err *err);

/* --- app/config_source.c, app/config_audiences.c: the sections ------------------------------- */

/* source: which tables and columns are which. */
MUST_USE Status config_source(SourceMap *out, const YamlNode *section, Arena *arena, Err *err);
/* audiences: who gets what by e-mail; what they do not say is as `options` says. */
MUST_USE Status config_audiences(Options *options, const YamlNode *section, Arena *arena, Err *err);
/* The text of a value, which has an end. */
MUST_USE Status config_text(const char **out, const YamlNode *node, Err *err);

#endif
