#include "app/options.h"

#include <string.h>

#include "app/command_table.h"
#include "app/config.h"
#include "app/option_table.h"

/* --- names ------------------------------------------------------------------------------------ */

static Status unknown(const char *what, const char *word, const char *nearest, const char *command,
                      Err *err)
{
    Arena scratch = arena_open();
    Status s = err_set(err, ERR_USAGE, "%s: no such %s: %s%s%s clientele %s%s--help",
                       utf8_clean(word, strlen(word), 80, &scratch), what,
                       nearest ? "did you mean " : "see", nearest ? nearest : "",
                       nearest ? "? See" : "", command, *command ? " " : "");

    arena_close(&scratch);
    return s;
}

static Status unknown_option(Command command, const char *word, const char *name, Arena *arena,
                             Err *err)
{
    const char **names = ARENA_ARRAY(arena, const char *, OPTION_ROW_COUNT);
    size_t count = 0;

    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        if (!command || OPTION_ROWS[i].commands & command) names[count++] = OPTION_ROWS[i].name;
    }
    const char *nearest = utf8_nearest(name, names, count);
    return unknown("option", word, nearest ? arena_format(arena, "--%s", nearest) : NULL,
                   command ? command_row(command)->name : "", err);
}

static Status unknown_command(const char *word, Arena *arena, Err *err)
{
    const char **names = ARENA_ARRAY(arena, const char *, COMMAND_ROW_COUNT);
    size_t count = 0;

    for (size_t i = 0; i < COMMAND_ROW_COUNT; i++) {
        if (!COMMAND_ROWS[i].hidden) names[count++] = COMMAND_ROWS[i].name;
    }
    return unknown("command", word, utf8_nearest(word, names, count), "", err);
}

/* --- the command line ------------------------------------------------------------------------- */

/* The words of argv that are still to read. */
typedef struct Words {
    int count, next;
    char **items;
    int command; /* which of them is the command; 0: none */
    OptionsSaid said;
} Words;

static bool is_option(const char *word)
{
    return word[0] == '-' && word[1];
}

/* The option that a word names, "--out=x", "-o"; *size: of its name, *name where it begins. */
static const OptionRow *row_of(const char *word, const char **name, size_t *size, Command command)
{
    bool is_long = word[1] == '-';

    *name = word + (is_long ? 2 : 1);
    *size = strcspn(*name, "=");
    if (!is_long && *size == 1) return option_row_of_letter(**name, command);
    return option_row(*name, *size, command);
}

/* The command comes first, because what an option takes may depend on it: options may stand before
 * it, and their values are not to be taken for it. */
static Status find_command(Options *o, Words *words, Arena *arena, Err *err)
{
    const char *name;
    size_t size;

    for (int i = 1; i < words->count; i++) {
        const char *word = words->items[i];
        if (strcmp(word, "--") && is_option(word)) {
            const OptionRow *row = row_of(word, &name, &size, COMMAND_NONE);
            if (!row) return OK; /* which read_option refuses */
            if (row->value && !name[size]) i++;
            continue;
        }
        if (!strcmp(word, "--") && ++i == words->count) return OK;
        const CommandRow *row = command_row_of(words->items[i]);
        if (!row) return unknown_command(words->items[i], arena, err);
        o->command = row->command;
        words->command = i;
        return OK;
    }
    return OK;
}

static Status read_option(Options *o, Words *words, const char *word, Arena *arena, Err *err)
{
    const char *name;
    size_t size;
    const OptionRow *row = row_of(word, &name, &size, o->command);
    const OptionRow *other = row ? row : row_of(word, &name, &size, COMMAND_NONE);

    if (!other)
        return unknown_option(o->command, word, arena_text_n(arena, name, size), arena, err);
    if (!row) {
        const char *command = command_row(o->command)->name;
        return err_set(err, ERR_USAGE, "--%s does not go with %s: see clientele %s --help",
                       other->name, command, command);
    }
    OptionValue value = { "yes", arena_format(arena, "--%s", row->name), ON_COMMAND_LINE };
    if (!row->value && name[size]) {
        return err_set(err, ERR_USAGE, "%s takes no value", value.where);
    }
    if (row->value && !name[size] && words->next >= words->count) {
        return err_set(err, ERR_USAGE, "%s needs a value: %s %s", value.where, value.where,
                       row->value);
    }
    if (row->value) value.text = name[size] ? name + size + 1 : words->items[words->next++];
    words->said.rows[row - OPTION_ROWS] = true;
    return option_take(o, row, &value, arena, err);
}

static Status read_argument(Options *o, Words *words, const char *word, Err *err)
{
    const CommandRow *command = command_row(o->command);

    if (o->command == COMMAND_PUBLISH && o->input && !o->publish) {
        o->publish = word;
        words->said.rows[option_row_of_key("publish") - OPTION_ROWS] = true;
        return OK;
    }
    if (o->input || !command->input) {
        return err_set(err, ERR_USAGE, "%.200s: one argument too many: see clientele %s --help",
                       word, command->name);
    }
    o->input = word;
    return OK;
}

static Status read_words(Options *o, Words *words, Arena *arena, Err *err)
{
    bool options_end = false;
    Status s;

    while (words->next < words->count) {
        const char *word = words->items[words->next++];
        if (words->next - 1 == words->command) continue;
        if (!options_end && !strcmp(word, "--")) {
            options_end = true;
        } else if (!options_end && is_option(word)) {
            if ((s = read_option(o, words, word, arena, err))) return s;
        } else if ((s = read_argument(o, words, word, err))) {
            return s;
        }
    }
    return OK;
}

/* --- what a command needs --------------------------------------------------------------------- */

static bool is_given(const Options *o, const OptionRow *row)
{
    const char *text;

    memcpy(&text, (const char *)o + row->at, sizeof text);
    return text != NULL;
}

static Status check_complete(const Options *o, Err *err)
{
    const CommandRow *command = command_row(o->command);

    if (o->help || o->version) return OK;
    if (!command) {
        return err_set(err, ERR_USAGE,
                       "say what to do: clientele report SHOP.db --out FOLDER, or "
                       "see clientele --help");
    }
    if (o->command == COMMAND_WEEKLY && (!o->config || !o->shop || !o->out)) {
        return err_set(err, ERR_USAGE,
                       "weekly needs --config FILE, with shop: and out: in it: which shop, and "
                       "where does its report go?");
    }
    if (command->input && !o->input) {
        return err_set(err, ERR_USAGE, "%s needs %s: clientele %s %s", command->name,
                       command->input, command->name, command->arguments);
    }
    if (o->command == COMMAND_PUBLISH && !o->publish) {
        return err_set(err, ERR_USAGE, "publish needs a folder to publish in: clientele %s %s",
                       command->name, command->arguments);
    }
    if (command->needs) {
        const OptionRow *row = option_row(command->needs, strlen(command->needs), o->command);
        if (!is_given(o, row)) {
            return err_set(err, ERR_USAGE, "%s needs --%s %s: %s", command->name, row->name,
                           row->value, command->asks);
        }
    }
    if (o->baseline != NO_RUN && !o->history) {
        return err_set(err, ERR_USAGE, "--baseline needs --history FILE: where is that run?");
    }
    return OK;
}

/* --- all of it -------------------------------------------------------------------------------- */

static Status apply_default(Options *o, const OptionRow *row, Arena *arena, Err *err)
{
    const char *where = arena_format(arena, "the default of --%s", row->name);
    const OptionValue value = { row->usual, where, BY_DEFAULT };

    return row->usual ? option_take(o, row, &value, arena, err) : OK;
}

/* Keys come first: several commands share their options, one has another meaning for a name. */
Status options_default(Options *out, Command command, Arena *arena, Err *err)
{
    Status s;

    *out = (Options){ .command = command };
    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        if (OPTION_ROWS[i].key && (s = apply_default(out, &OPTION_ROWS[i], arena, err))) return s;
    }
    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        const OptionRow *row = &OPTION_ROWS[i];
        if (row->key || !(row->commands & command)) continue;
        if ((s = apply_default(out, row, arena, err))) return s;
    }
    return OK;
}

Status options_read(Options *out, int argc, char **argv, Arena *arena, Err *err)
{
    Words words = { .count = argc,
                    .next = 1,
                    .items = argv,
                    .said = { ARENA_ARRAY(arena, bool, OPTION_ROW_COUNT) } };
    Options o = { 0 };
    Status s;

    if ((s = find_command(&o, &words, arena, err))) return s;
    if ((s = options_default(&o, o.command, arena, err))) return s;
    if ((s = read_words(&o, &words, arena, err))) return s;
    if (o.config && (s = config_read(&o, &words.said, o.config, arena, err))) return s;
    if ((s = check_complete(&o, err))) return s;
    options_settle_day(&o);
    *out = o;
    return OK;
}
