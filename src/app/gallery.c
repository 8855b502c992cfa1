#include "app/commands.h"

Status command_gallery(const Options *options, Arena *arena, Err *err)
{
    (void)arena;
    return err_set(err, ERR_BUG, "%s: not yet", options->out);
}
