/* app/mode.h — who may read what a command writes: the process's umask, from which every file and
 * folder has its mode, whichever library makes it.
 */
#ifndef APP_MODE_H
#define APP_MODE_H

#include "app/options.h"

/* Files as --mode says; without it those with customers for their owner alone. Folders can be
 * entered by whoever may read. Returns what mode_end takes. */
int mode_begin(const Options *options, bool customers);
void mode_end(int before);

#endif
