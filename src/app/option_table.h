/* app/option_table.h — every option, a row each. Private to app.
 *
 * What is known of an option stands in its row and nowhere else: the command line is parsed by the
 * rows, the configuration's keys are rows, defaults are applied, and help, the comments of the file
 * that init writes, README.md's tables and refusals are written from them.
 */
#ifndef APP_OPTION_TABLE_H
#define APP_OPTION_TABLE_H

#include "app/option_readers.h"

extern const OptionRow OPTION_ROWS[];
extern const size_t OPTION_ROW_COUNT;

/* The row of a name, of the first `size` bytes; NULL where there is none. A name may have a row for
 * one command and another for the next: COMMAND_NONE gives the first of them. */
const OptionRow *option_row(const char *name, size_t size, Command command);
/* Likewise by its letter. */
const OptionRow *option_row_of_letter(char letter, Command command);
/* The row of a key of the configuration. */
const OptionRow *option_row_of_key(const char *key);

/* Reads a value into the row's member. */
MUST_USE Status option_take(Options *options, const OptionRow *row, const OptionValue *value,
                            Arena *arena, Err *err);

/* The options that the command line has said, by row. */
typedef struct OptionsSaid {
    bool *rows;
} OptionsSaid;

/* Whether the row's member was set by it, by this row or another. */
bool option_was_said(const OptionsSaid *said, const OptionRow *row);

#endif
