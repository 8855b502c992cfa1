/* app/init.h — the text of a first clientele.yaml.
 *
 * In:    a guess of where the tables are; the source's name.
 * Out:   YAML that config_read takes: the section source, with notes as comments, and every other
 *        key commented out with its default.
 */
#ifndef APP_INIT_H
#define APP_INIT_H

#include "base/base.h"
#include "guess/guess.h"

void init_write(Buf *out, const Guess *guess, const char *source, Arena *arena);

#endif
