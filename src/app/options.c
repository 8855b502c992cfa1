#include "app/options.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "app/config.h"
#include "app/option_table.h"

const char *option_nearest(const char *wrong, Command command)
{
    const char *nearest = NULL;
    size_t least = 3;

    for (size_t i = 0; i < OPTION_SPEC_COUNT; i++) {
        if (command && !(OPTION_SPECS[i].commands & command)) continue;
        size_t distance = utf8_distance(wrong, OPTION_SPECS[i].name);
        if (distance < least && distance < strlen(OPTION_SPECS[i].name)) {
            least = distance;
            nearest = OPTION_SPECS[i].name;
        }
    }
    return nearest;
}

static Status set_flag(bool *flag, const char *value, const char *where, Err *err)
{
    if (strcmp(value, "yes") && strcmp(value, "no")) {
        return option_refuse(where, value, "yes or no", err);
    }
    *flag = !strcmp(value, "yes");
    return OK;
}

Status option_set(Options *options, const char *name, const char *value, const char *where,
                  Arena *arena, Err *err)
{
    const OptionSpec *spec = option_spec_n(name, strlen(name));

    if (!spec) return err_set(err, ERR_BUG, "%s: no such option", name);
    return spec->set ? spec->set(options, value, where, arena, err)
                     : set_flag(option_flag(options, name), value, where, err);
}

static Status read_command(Options *o, const char *name, Err *err)
{
    const char *nearest = NULL;
    size_t least = 4;

    for (size_t i = 0; i < COMMAND_SPEC_COUNT; i++) {
        if (!strcmp(name, COMMAND_SPECS[i].name)) {
            o->command = COMMAND_SPECS[i].command;
            return OK;
        }
        size_t distance = utf8_distance(name, COMMAND_SPECS[i].name);
        if (distance < least) {
            least = distance;
            nearest = COMMAND_SPECS[i].name;
        }
    }
    return err_set(err, ERR_USAGE, "%.80s: no such command%s%s%s: see clientele --help", name,
                   nearest ? ": did you mean \"" : "", nearest ? nearest : "",
                   nearest ? "\"?" : "");
}

/* --- the command line ------------------------------------------------------------------------- */

/* The words of argv that are still to read, and which options they have set. */
typedef struct Words {
    int count, next;
    char **items;
    bool *set; /* one an option */
} Words;

static Status unknown_option(const Options *o, const char *word, const char *name, Err *err)
{
    const char *nearest = option_nearest(name, o->command);

    const char *command = o->command ? command_spec(o->command)->name : "";

    return err_set(err, ERR_USAGE, "%.80s: no such option%s%s%s: see clientele %s%s--help", word,
                   nearest ? ": did you mean --" : "", nearest ? nearest : "", nearest ? "?" : "",
                   command, *command ? " " : "");
}

static Status read_option(Options *o, Words *words, const char *word, Arena *arena, Err *err)
{
    const char *name = word + (word[1] == '-' ? 2 : 1);
    size_t size = strcspn(name, "=");
    const OptionSpec *spec = option_spec_n(name, size);

    if (!spec || (word[1] == '-' && size == 1 && strcmp(spec->name, "k"))) {
        return unknown_option(o, word, arena_text_n(arena, name, size), err);
    }
    if (o->command && !(spec->commands & o->command)) {
        return err_set(err, ERR_USAGE, "--%s does not go with %s: see clientele %s --help",
                       spec->name, command_spec(o->command)->name, command_spec(o->command)->name);
    }
    words->set[spec - OPTION_SPECS] = true;
    const char *where = arena_format(arena, "--%s", spec->name);
    if (!spec->set) {
        if (name[size]) return err_set(err, ERR_USAGE, "%s takes no value", where);
        *option_flag(o, spec->name) = true;
        return OK;
    }
    if (name[size]) return spec->set(o, name + size + 1, where, arena, err);
    if (words->next >= words->count) {
        return err_set(err, ERR_USAGE, "%s needs a value: %s %s", where, where, spec->value);
    }
    return spec->set(o, words->items[words->next++], where, arena, err);
}

static Status read_argument(Options *o, const char *word, Err *err)
{
    if (!o->command) return read_command(o, word, err);
    if (o->command == COMMAND_PUBLISH && o->input && !o->publish) {
        o->publish = word;
        return OK;
    }
    if (o->input || o->command == COMMAND_TEMPLATES || o->command == COMMAND_GALLERY) {
        return err_set(err, ERR_USAGE, "%.200s: one argument too many: see clientele %s --help",
                       word, command_spec(o->command)->name);
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
        if (!options_end && !strcmp(word, "--")) {
            options_end = true;
        } else if (!options_end && word[0] == '-' && word[1]) {
            if ((s = read_option(o, words, word, arena, err))) return s;
        } else if ((s = read_argument(o, word, err))) {
            return s;
        }
    }
    return OK;
}

static Status check_complete(const Options *o, Err *err)
{
    if (o->help || o->version) return OK;
    if (!o->command) {
        return err_set(err, ERR_USAGE,
                       "say what to do: clientele report SHOP.db --out FOLDER, or "
                       "see clientele --help");
    }
    const char *name = command_spec(o->command)->name;
    if (o->command == COMMAND_WEEKLY && (!o->config || !o->shop || !o->out)) {
        return err_set(err, ERR_USAGE,
                       "weekly needs --config FILE, with shop: and out: in it: which shop, and "
                       "where does its report go?");
    }
    bool needs_input = o->command != COMMAND_WEEKLY && o->command != COMMAND_TEMPLATES &&
                       o->command != COMMAND_GALLERY;
    if (o->command & (COMMAND_MAIL | COMMAND_PUBLISH) && !o->input) {
        return err_set(err, ERR_USAGE, "%s needs a report: clientele %s %s", name, name,
                       command_spec(o->command)->arguments);
    }
    if (o->command == COMMAND_PUBLISH && !o->publish) {
        return err_set(err, ERR_USAGE, "publish needs a folder to publish in: clientele %s %s",
                       name, command_spec(o->command)->arguments);
    }
    if (needs_input && !o->input) {
        return err_set(err, ERR_USAGE, "%s needs a database: clientele %s %s", name, name,
                       command_spec(o->command)->arguments);
    }
    if (o->command == COMMAND_IMPORT && !o->import.transactions) {
        return err_set(err, ERR_USAGE,
                       "import needs --transactions FILE: which CSV file has them?");
    }
    if (o->command == COMMAND_HISTORY && !o->history) {
        return err_set(err, ERR_USAGE,
                       "history needs --history FILE: which file should be filled?");
    }
    if (o->baseline != NO_RUN && !o->history) {
        return err_set(err, ERR_USAGE, "--baseline needs --history FILE: where is that run?");
    }
    bool needs_out = o->command & (COMMAND_REPORT | COMMAND_TEMPLATES | COMMAND_GALLERY);
    if (needs_out && !o->out) {
        return err_set(err, ERR_USAGE, "%s needs --%s FOLDER: where should it write?", name,
                       o->command == COMMAND_TEMPLATES ? "export" : "out");
    }
    return OK;
}

static MailOptions mail_defaults(void)
{
    return (MailOptions){
        .pdf = true, .csv = true, .max_size = 10000000, .retries = 3, .retry_wait = 15
    };
}

/* Where memory is limited (ulimit -v), threads would take it from each other, and the library that
 * writes workbooks falls when it is refused some: one thing at a time then. */
static int default_threads(void)
{
    struct rlimit limit;

    if (!getrlimit(RLIMIT_AS, &limit) && limit.rlim_cur != RLIM_INFINITY) return 1;
    return parallel_processors();
}

Status options_read(Options *out, int argc, char **argv, Arena *arena, Err *err)
{
    Options o = { .title = "Customer segmentation",
                  .currency = "USD",
                  .customers = 1000,
                  .seed = 42,
                  .k = 5,
                  .threads = default_threads(),
                  .import = { .most_share = 0.01, .most_lines = -1 },
                  .keep_weeks = 110,
                  .weeks = 12,
                  .baseline = NO_RUN,
                  .mail = mail_defaults(),
                  .may_publish = PRIVACY_AGGREGATE,
                  .explore_rows = 20000,
                  .min_group = 10,
                  .compress_above = 50000000,
                  .dpi = PAINT_DEFAULT_DPI,
                  .html = true,
                  .pdf = true,
                  .csv = true,
                  .json = true,
                  .png = true,
                  .xlsx = workbook_is_built() };
    Words words = { argc, 1, argv, ARENA_ARRAY(arena, bool, OPTION_SPEC_COUNT) };
    Status s;

    if ((s = read_words(&o, &words, arena, err))) return s;
    if (o.config && (s = config_read(&o, words.set, o.config, arena, err))) return s;
    if ((s = check_complete(&o, err))) return s;
    *out = o;
    return OK;
}

/* --- help ------------------------------------------------------------------------------------- */

static void help_options(Buf *out, Command command)
{
    buf_text(out, "\nOptions:\n");
    for (size_t i = 0; i < OPTION_SPEC_COUNT; i++) {
        const OptionSpec *spec = &OPTION_SPECS[i];
        char head[64];
        if (!(spec->commands & command)) continue;
        snprintf(head, sizeof head, "--%s%s%s", spec->name, spec->value ? " " : "",
                 spec->value ? spec->value : "");
        if (spec->letter) {
            buf_format(out, "  -%c, %-20s %s\n", spec->letter, head, spec->help);
        } else {
            buf_format(out, "      %-20s %s\n", head, spec->help);
        }
    }
}

void options_help(Buf *out, Command command)
{
    const CommandSpec *spec = command_spec(command);

    if (spec) {
        buf_format(out, "Usage: clientele %s %s [options]\n\n%s.\n", spec->name, spec->arguments,
                   spec->help);
        help_options(out, command);
        return;
    }
    buf_text(out, "clientele turns a shop's records into the week's customer-segmentation report.\n"
                  "\nUsage: clientele COMMAND …\n\nCommands:\n");
    for (size_t i = 0; i < COMMAND_SPEC_COUNT; i++) {
        if (COMMAND_SPECS[i].hidden) continue;
        buf_format(out, "  %-10s %-35s %s\n", COMMAND_SPECS[i].name, COMMAND_SPECS[i].arguments,
                   COMMAND_SPECS[i].help);
    }
    buf_text(out, "\nclientele COMMAND --help lists a command's options.\n"
                  "Exit codes: 0 done, 1 check found something, 2 usage, 65 unusable data, 66 no "
                  "such input, 70 our own bug, "
                  "71 memory,\n73 cannot create the output, 74 reading or writing, 75 try again, "
                  "78 configuration.\n");
}
