#include "app/option_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/command_table.h"
#include "app/option_table.h"
#include "app/wrap.h"

const char *option_group_title(OptionGroup group)
{
    switch (group) {
    case GROUP_FILES: return "What is read and written";
    case GROUP_SEGMENTS: return "Segments";
    case GROUP_REPORT: return "The report";
    case GROUP_PDF: return "The PDF";
    case GROUP_PRIVACY: return "Who may see it";
    case GROUP_HISTORY: return "Earlier weeks";
    case GROUP_DATA: return "Files and other databases";
    case GROUP_MAIL: return "Mail";
    case GROUP_PUBLISH: return "The web";
    case GROUP_TERMINAL: return "On the terminal";
    case OPTION_GROUPS: break;
    }
    return "";
}

/* --- what a row takes ------------------------------------------------------------------------- */

/* A list of parts has a word for all of them or none, which stands apart from the rest. */
static bool stands_apart(const OptionRow *row, const OptionWord *word)
{
    bool parts = row->read == read_parts || row->read == read_only;

    return (parts && word->value == NO_PART) || row->most;
}

static void put_word(Buf *out, const OptionWord *word, bool explained)
{
    buf_text(out, word->word);
    if (explained && word->help) buf_format(out, " (%s)", word->help);
}

/* "a, b or c", of a list of parts "some of a, b and c, or all". */
static void put_words(Buf *out, const OptionRow *row, bool explained)
{
    const OptionWord *first = row->words;
    size_t count = 0, apart = 0;

    while (first && first[count + apart].word)
        stands_apart(row, &first[count + apart]) ? apart++ : count++;
    if (count && apart) buf_text(out, "some of ");
    for (size_t i = 0; i < count; i++) {
        const char *and_or = apart ? " and " : " or ";
        if (i) buf_text(out, i + 1 < count ? ", " : and_or);
        put_word(out, &first[i], explained);
    }
    for (size_t i = count; i < count + apart; i++) {
        if (out->size) buf_text(out, ", or ");
        put_word(out, &first[i], explained);
    }
}

static void put_size_takes(Buf *out, const OptionRow *row)
{
    if (row->least) {
        buf_format(out, "%" PRId64 "KB or more", row->least / 1000);
    } else {
        buf_text(out, "500KB, 10MB…");
    }
}

const char *option_takes(const OptionRow *row, bool explained, Arena *arena)
{
    Buf out = { 0 };

    if (row->read == read_size) {
        put_size_takes(&out, row);
    } else if (row->most == INT64_MAX) {
        buf_format(&out, "%" PRId64 " or more", row->least);
    } else if (row->most) {
        buf_format(&out, "%" PRId64 " to %" PRId64, row->least, row->most);
    }
    put_words(&out, row, explained);
    const char *text = arena_text(arena, out.data ? out.data : "");
    buf_close(&out);
    return text;
}

/* NULL: there is none to speak of. */
static const char *default_of(const OptionRow *row)
{
    return row->usual ? row->usual : row->usual_is;
}

const char *option_sentence(const OptionRow *row, bool with_default, Arena *arena)
{
    const char *takes = option_takes(row, true, arena);
    const char *usual = with_default ? default_of(row) : NULL;

    /* A single word of dates is the default, which says it. */
    if (row->words && !row->words[1].word && !row->most) takes = "";
    return arena_format(arena, "%s%s%s%s%s%s", row->help, *takes ? ": " : "", takes,
                        row->many ? "; may be given several times" : "", usual ? "; default: " : "",
                        usual ? usual : "");
}

/* --- help ------------------------------------------------------------------------------------- */

enum { HELP_COLUMN = 30, WIDTH = 80 };

static void put_option(Buf *out, const OptionRow *row, Arena *arena)
{
    const char *head = arena_format(
        arena, "  %s--%s%s%s", row->letter ? arena_format(arena, "-%c, ", row->letter) : "    ",
        row->name, row->value ? " " : "", row->value ? row->value : "");
    size_t width = utf8_length(head);

    buf_text(out, head);
    if (width + 2 > HELP_COLUMN) {
        buf_char(out, '\n');
        width = 0;
    }
    buf_format(out, "%*s", (int)(HELP_COLUMN - width), "");
    wrap_columns(out, option_sentence(row, true, arena),
                 arena_format(arena, "%*s", HELP_COLUMN, ""), WIDTH);
}

static void put_group(Buf *out, OptionGroup group, Command command, Arena *arena)
{
    bool titled = false;

    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        const OptionRow *row = &OPTION_ROWS[i];
        if (row->group != group || !(row->commands & command)) continue;
        if (!titled) buf_format(out, "\n%s:\n", option_group_title(group));
        titled = true;
        put_option(out, row, arena);
    }
}

static void put_commands(Buf *out)
{
    buf_text(out, "clientele turns a shop's records into the week's customer-segmentation report.\n"
                  "\nUsage: clientele COMMAND …\n\nCommands:\n");
    for (size_t i = 0; i < COMMAND_ROW_COUNT; i++) {
        const CommandRow *row = &COMMAND_ROWS[i];
        if (row->hidden) continue;
        buf_format(out, "  %-10s %-35s %s\n", row->name, row->arguments, row->help);
    }
    buf_text(out, "\nclientele COMMAND --help lists a command's options.\n"
                  "Exit codes: 0 done, 1 check found something, 2 usage, 65 unusable data, 66 no "
                  "such input, 70 our own bug, "
                  "71 memory,\n73 cannot create the output, 74 reading or writing, 75 try again, "
                  "78 configuration.\n");
}

void options_help(Buf *out, Command command)
{
    const CommandRow *row = command_row(command);
    Arena arena = arena_open();

    if (row) {
        buf_format(out, "Usage: clientele %s %s%s[options]\n\n%c%s.\n", row->name, row->arguments,
                   *row->arguments ? " " : "", *row->help & ~0x20, row->help + 1);
        for (int group = 0; group < OPTION_GROUPS; group++)
            put_group(out, (OptionGroup)group, command, &arena);
    } else {
        put_commands(out);
    }
    arena_close(&arena);
}

/* --- Markdown --------------------------------------------------------------------------------- */

/* A bar would end the cell, and "<" begin markup. */
static void put_cell(Buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '|') buf_char(out, '\\');
        buf_char(out, *text);
    }
}

static void put_row_commands(Buf *out, const OptionRow *row)
{
    bool first = true;

    if (row->commands == COMMAND_ANY) {
        buf_text(out, "all");
        return;
    }
    for (size_t i = 0; i < COMMAND_ROW_COUNT; i++) {
        if (COMMAND_ROWS[i].hidden || !(row->commands & COMMAND_ROWS[i].command)) continue;
        buf_format(out, "%s%s", first ? "" : ", ", COMMAND_ROWS[i].name);
        first = false;
    }
}

static void put_row(Buf *out, const OptionRow *row, Arena *arena)
{
    const char *usual = default_of(row);

    buf_text(out, "| `");
    if (row->letter) buf_format(out, "-%c`, `", row->letter);
    buf_format(out, "--%s", row->name);
    if (row->value) buf_char(out, ' ');
    put_cell(out, row->value ? row->value : "");
    buf_text(out, "` | ");
    put_cell(out, option_sentence(row, false, arena));
    buf_text(out, " | ");
    put_cell(out, usual ? usual : "");
    buf_text(out, " | ");
    put_row_commands(out, row);
    buf_format(out, " | %s |\n", row->key ? "yes" : "");
}

void options_markdown(Buf *out, Arena *arena)
{
    OptionGroup group = OPTION_GROUPS;

    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        const OptionRow *row = &OPTION_ROWS[i];
        if (row->group != group) {
            buf_format(out,
                       "%s**%s**\n\n| option | meaning | default | commands | key |\n"
                       "|---|---|---|---|---|\n",
                       out->size ? "\n" : "", option_group_title(row->group));
        }
        group = row->group;
        put_row(out, row, arena);
    }
}
