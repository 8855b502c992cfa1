/* text/prose_link.h — which link targets a text may have; for the prose parser only.
 */
#ifndef TEXT_PROSE_LINK_H
#define TEXT_PROSE_LINK_H

#include "base/base.h"

/* The target as a URL with everything unusual percent-encoded: http, https, mailto, # and relative
 * paths. NULL for all else, because a text may come from outside. */
const char *prose_link(const char *url, Arena *arena);

#endif
