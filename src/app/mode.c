#include "app/mode.h"

#include <sys/stat.h>

int mode_begin(const Options *options, bool customers)
{
    mode_t files = options->mode ? (mode_t)options->mode : 0600;
    mode_t folders = files | ((files & 0444) >> 2);
    mode_t before = umask(0777 & ~folders);

    if (!options->mode && !customers) umask(before);
    return (int)before;
}

void mode_end(int before)
{
    umask((mode_t)before);
}
