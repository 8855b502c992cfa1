/* app/option_text.h — what the table of options says to people: the help, the README, a refusal.
 * Private to the options.
 */
#ifndef APP_OPTION_TEXT_H
#define APP_OPTION_TEXT_H

#include "app/option_readers.h"

/* What a row takes, "1 to 100, or auto", with the words' meanings where they are `explained`; ""
 * where the name of its value says it. */
const char *option_takes(const OptionRow *row, bool explained, Arena *arena);
/* Help, what it takes, and its default, in a line. */
const char *option_sentence(const OptionRow *row, bool with_default, Arena *arena);
const char *option_group_title(OptionGroup group);
/* The tables of README.md, as Markdown: everything between its two marks. */
void options_markdown(Buf *out, Arena *arena);

#endif
