/* deliver/mail_library.h — libraries that are loaded when mail is made or sent, and not before.
 *
 * GMime and libcurl bring some forty other libraries with them, which every other command would
 * wait for: linked in the usual way GMime takes 2 ms of each start, libcurl 5.
 *
 * For mail*.c only. A library is a list of X(prefix, name), the function prefix##name; its table
 * has a member `name` for each.
 */
#ifndef DELIVER_MAIL_LIBRARY_H
#define DELIVER_MAIL_LIBRARY_H

#include "base/base.h"

#define LIBRARY_MEMBER(prefix, name) __typeof__(prefix##name) *name;
#define LIBRARY_NAME(prefix, name) #prefix #name,

/* Fills a table whose members are the functions of these names. wants: "libcurl 7.69 or newer". The
 * library stays loaded until the program ends. Fails: ERR_CONFIG it is not installed. */
MUST_USE Status library_load(void *table, const char *const *names, size_t count, const char *file,
                             const char *wants, Err *err);

#endif
