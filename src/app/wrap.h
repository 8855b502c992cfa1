/* app/wrap.h — text in lines of a terminal's width. */
#ifndef APP_WRAP_H
#define APP_WRAP_H

#include "base/base.h"

/* The text, broken at blanks into lines of up to `width` columns, and a line break; `begin` (ASCII)
 * stands before each line but the first, which is taken to begin as far in. A word that is longer
 * than a line is cut. Returns how many lines it took. */
size_t wrap_columns(Buf *out, const char *text, const char *begin, size_t width);

#endif
