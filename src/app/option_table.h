/* app/option_table.h — every option and every command, a row each. Private.
 */
#ifndef APP_OPTION_TABLE_H
#define APP_OPTION_TABLE_H

#include "app/option_values.h"

typedef struct OptionSpec {
    const char *name;
    char letter;       /* 0: none */
    const char *value; /* its name in the help; NULL for a flag */
    Setter *set;       /* of a flag: NULL, see option_flag() */
    unsigned commands;
    const char *help;
} OptionSpec;

extern const OptionSpec OPTION_SPECS[];
extern const size_t OPTION_SPEC_COUNT;

typedef struct CommandSpec {
    Command command;
    const char *name, *arguments, *help;
    bool hidden;
} CommandSpec;

extern const CommandSpec COMMAND_SPECS[];
extern const size_t COMMAND_SPEC_COUNT;

/* The row of an option's name, or of its letter; NULL where there is none. */
const OptionSpec *option_spec_n(const char *name, size_t size);
const CommandSpec *command_spec(Command command);
/* The member that a flag's name sets. */
bool *option_flag(Options *options, const char *name);

#endif
