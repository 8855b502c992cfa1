/* app/command_table.h — every command, a row each. Private to app.
 */
#ifndef APP_COMMAND_TABLE_H
#define APP_COMMAND_TABLE_H

#include "app/options.h"

typedef struct CommandRow {
    Command command;
    const char *name;
    const char *arguments; /* for the help */
    const char *help;
    const char *input;        /* what its first argument is: "a database"; NULL: it has none */
    const char *needs, *asks; /* an option that must be given, and the question if it is not */
    bool hidden;              /* from the help */
} CommandRow;

extern const CommandRow COMMAND_ROWS[];
extern const size_t COMMAND_ROW_COUNT;

/* NULL for COMMAND_NONE. */
const CommandRow *command_row(Command command);
const CommandRow *command_row_of(const char *name);

#endif
