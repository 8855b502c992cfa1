/* app/lock.h — one run at a time.
 *
 * A file beside the output is locked; the lock ends with the process, however it ends, so that none
 * is ever left behind. The file itself stays: its removal could take the lock from under another.
 */
#ifndef APP_LOCK_H
#define APP_LOCK_H

#include "base/base.h"

/* Fails: ERR_TRY_AGAIN another run holds it: the text says which process, and since when;
 *        ERR_CANNOT_CREATE the file cannot be made. */
MUST_USE Status lock_take(int *handle, const char *output, Arena *arena, Err *err);
void lock_release(int handle);

#endif
