/* app/commands.h — what each command does. The last line on stdout is the path of what was written.
 */
#ifndef APP_COMMANDS_H
#define APP_COMMANDS_H

#include "app/options.h"

MUST_USE Status command_demo(const Options *options, Err *err);
MUST_USE Status command_report(const Options *options, Arena *arena, Err *err);
MUST_USE Status command_history(const Options *options, Err *err);
MUST_USE Status command_import(const Options *options, Arena *arena, Err *err);
/* Prints the findings; *clean: none is a warning. */
MUST_USE Status command_check(bool *clean, const Options *options, Arena *arena, Err *err);
/* Writes a configuration for a database or CSV file of another schema. */
MUST_USE Status command_init(const Options *options, Arena *arena, Err *err);
MUST_USE Status command_templates(const Options *options, Arena *arena, Err *err);
/* Publishes the report of that folder as the options say, if it tells no more than `most`. */
MUST_USE Status publish_report(const Options *options, const char *folder, Privacy most,
                               Arena *arena, Err *err);
MUST_USE Status command_publish(const Options *options, Arena *arena, Err *err);
/* Check, report, publish, mail, with a lock around them (weekly.c). */
MUST_USE Status command_weekly(const Options *options, Arena *arena, Err *err);
MUST_USE Status command_gallery(const Options *options, Arena *arena, Err *err);

/* What the reader of the terminal should know; the report's page on data quality has the same. */
void print_findings(const Findings *findings);

#endif
