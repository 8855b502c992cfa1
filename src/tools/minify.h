/* tools/minify.h — style and scripts without what only people read; when the program is built.
 *
 * The scripts are plain modules (assets/site/NAME.js). A page opened from a file path may not
 * import them, so they are put one behind the other in one function: `import` lines go, `export` is
 * taken from declarations, and so are comments, indentation and blanks that mean nothing. Names at
 * the top of modules must differ; text over several lines in backticks may not occur.
 *
 * Out:   appended to the buffer.
 * Fails: never; what it does not understand it leaves as it is.
 */
#ifndef TOOLS_MINIFY_H
#define TOOLS_MINIFY_H

#include "base/buf.h"

void minify_style(Buf *out, const char *text);
/* The modules as one script, in their order. */
void minify_script(Buf *out, const char *const *modules, size_t count);

#endif
