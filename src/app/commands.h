/* app/commands.h — what each command does. The last line on stdout is the path of what was written.
 */
#ifndef APP_COMMANDS_H
#define APP_COMMANDS_H

#include "app/options.h"

MUST_USE Status command_demo(const Options *options, Err *err);
MUST_USE Status command_report(const Options *options, Arena *arena, Err *err);
MUST_USE Status command_templates(const Options *options, Arena *arena, Err *err);
MUST_USE Status command_gallery(const Options *options, Arena *arena, Err *err);

#endif
