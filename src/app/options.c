#include "app/options.h"

#include <stdio.h>
#include <string.h>

#include "app/config.h"
#include "app/option_values.h"

/* --- the table -------------------------------------------------------------------------------- */

typedef struct OptionSpec {
    const char *name;
    char letter;       /* 0: none */
    const char *value; /* its name in the help; NULL for a flag */
    Setter *set;       /* of a flag: NULL, see flag_of */
    unsigned commands;
    const char *help;
} OptionSpec;

enum {
    ANY = COMMAND_DEMO | COMMAND_REPORT | COMMAND_TEMPLATES | COMMAND_GALLERY | COMMAND_IMPORT |
          COMMAND_CHECK,
    READS_CSV = COMMAND_REPORT | COMMAND_IMPORT | COMMAND_CHECK
};

static const OptionSpec SPECS[] = {
    { "out", 'o', "FOLDER", set_out, COMMAND_REPORT | COMMAND_GALLERY | COMMAND_TEMPLATES,
      "where to write; an older report there is replaced in one step" },
    { "as-of", 0, "YYYY-MM-DD", set_as_of, COMMAND_DEMO | COMMAND_REPORT | COMMAND_CHECK,
      "the day to report on; later rows do not count (default: today)" },
    { "k", 'k', "N|auto", set_k, COMMAND_REPORT,
      "number of clusters, or let the stated rule choose (default: 5)" },
    { "labels", 0, "SCHEME", set_labels, COMMAND_REPORT,
      "distinct: every cluster its own name; classic: the textbook rules (default: distinct)" },
    { "prospects", 0, "HOW", set_prospects, COMMAND_REPORT,
      "apart: those who never bought form a segment of their own; cluster: with the rest "
      "(default: apart)" },
    { "only", 0, "LIST", set_only, COMMAND_REPORT,
      "parts to write: html,pdf,csv,json,png,xlsx (default: all)" },
    { "title", 0, "TEXT", set_title, COMMAND_REPORT, "the report's title" },
    { "business", 0, "TEXT", set_business, COMMAND_REPORT,
      "the shop's name (default: from the database's file name)" },
    { "paper", 0, "SIZE", set_paper, COMMAND_REPORT, "of the PDF: a4 or letter (default: a4)" },
    { "pdf-pages", 0, "WHICH", set_pdf_pages, COMMAND_REPORT,
      "full, or summary: two pages only (default: full)" },
    { "attach-csv", 0, NULL, NULL, COMMAND_REPORT, "put the CSV files into the PDF too" },
    { "logo", 0, "FILE", set_logo, COMMAND_REPORT, "a PNG for the PDF's cover" },
    { "currency", 0, "CODE", set_currency, COMMAND_REPORT,
      "the amounts' currency, a three-letter code (default: USD)" },
    { "templates", 0, "FOLDER", set_templates, COMMAND_REPORT,
      "your own templates and strategy texts; what is not there stays built in" },
    { "config", 0, "FILE", set_config, COMMAND_REPORT,
      "a YAML file with any of these options; the command line wins" },
    { "customers", 0, "N|FILE", set_people, COMMAND_DEMO | COMMAND_IMPORT,
      "demo: size of the shop (default: 1000); import: a CSV file of customers" },
    { "transactions", 0, "FILE", set_transactions, COMMAND_IMPORT,
      "the CSV file of transactions: sales, or lines of orders" },
    { "products", 0, "FILE", set_products, COMMAND_IMPORT, "a CSV file of products" },
    { "interactions", 0, "FILE", set_interactions, COMMAND_IMPORT, "a CSV file of interactions" },
    { "map", 0, "FIELD=COLUMN", set_map, READS_CSV,
      "which column of a CSV file is a field; may be given several times" },
    { "date-format", 0, "FORM", set_date_format, READS_CSV,
      "dates in CSV files: ymd, dmy, mdy or unix (default: recognised)" },
    { "delimiter", 0, "NAME", set_delimiter, READS_CSV,
      "comma, semicolon, tab or bar (default: recognised)" },
    { "encoding", 0, "NAME", set_encoding, READS_CSV,
      "utf-8, utf-16le, utf-16be, windows-1252 or iso-8859-1 (default: recognised)" },
    { "decimal", 0, "MARK", set_decimal, READS_CSV, "point or comma (default: recognised)" },
    { "rejects", 0, "FILE", set_rejects, READS_CSV,
      "a CSV file to write the lines to that cannot be read" },
    { "max-rejects", 0, "N|P%", set_max_rejects, READS_CSV,
      "how many lines of a file may be unreadable (default: 1%)" },
    { "append", 0, NULL, NULL, COMMAND_IMPORT, "add to an existing database" },
    { "json", 0, NULL, NULL, COMMAND_CHECK, "findings as JSON" },
    { "seed", 0, "N", set_seed, COMMAND_DEMO | COMMAND_REPORT,
      "same seed, same result (default: 42)" },
    { "threads", 0, "N", set_threads, COMMAND_REPORT,
      "processors to use; the result does not depend on it (default: all)" },
    { "dpi", 0, "N", set_dpi, COMMAND_REPORT,
      "resolution of the pictures (default: 144, twice the nominal size)" },
    { "explore-rows", 0, "N", set_explore_rows, COMMAND_REPORT,
      "customers that the site can filter; above it a stratified sample (default: 20000)" },
    { "force", 0, NULL, NULL, COMMAND_DEMO | COMMAND_IMPORT, "replace an existing file" },
    { "quiet", 'q', NULL, NULL, ANY, "no progress" },
    { "verbose", 'v', NULL, NULL, ANY, "say more" },
    { "help", 'h', NULL, NULL, ANY, "this text" },
    { "version", 0, NULL, NULL, ANY, "the program's version" },
};

static bool *flag_of(Options *o, const char *name)
{
    struct {
        const char *name;
        bool *flag;
    } const flags[] = { { "force", &o->force },
                        { "append", &o->import.append },
                        { "json", &o->json_output },
                        { "quiet", &o->quiet },
                        { "help", &o->help },
                        { "version", &o->version },
                        { "attach-csv", &o->attach_csv },
                        { "verbose", &o->verbose } };

    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        if (!strcmp(flags[i].name, name)) return flags[i].flag;
    }
    return NULL;
}

static const OptionSpec *find_spec(const char *name, size_t size)
{
    for (size_t i = 0; i < COUNT_OF(SPECS); i++) {
        if (strlen(SPECS[i].name) == size && !strncmp(SPECS[i].name, name, size)) return &SPECS[i];
        if (size == 1 && SPECS[i].letter == name[0]) return &SPECS[i];
    }
    return NULL;
}

const char *option_nearest(const char *wrong, Command command)
{
    const char *nearest = NULL;
    size_t least = 3;

    for (size_t i = 0; i < COUNT_OF(SPECS); i++) {
        if (command && !(SPECS[i].commands & command)) continue;
        size_t distance = utf8_distance(wrong, SPECS[i].name);
        if (distance < least && distance < strlen(SPECS[i].name)) {
            least = distance;
            nearest = SPECS[i].name;
        }
    }
    return nearest;
}

Status option_set(Options *options, const char *name, const char *value, const char *where,
                  Arena *arena, Err *err)
{
    const OptionSpec *spec = find_spec(name, strlen(name));

    if (!spec || !spec->set) return err_set(err, ERR_BUG, "%s: no such option", name);
    return spec->set(options, value, where, arena, err);
}

/* --- commands --------------------------------------------------------------------------------- */

typedef struct CommandSpec {
    Command command;
    const char *name, *arguments, *help;
    bool hidden;
} CommandSpec;

static const CommandSpec COMMANDS[] = {
    { COMMAND_REPORT, "report", "SHOP.db|ORDERS.csv --out FOLDER",
      "write the week's segmentation report: site, PDF, charts, CSV, JSON", false },
    { COMMAND_CHECK, "check", "SHOP.db|ORDERS.csv",
      "say what is wrong with the data, and what to do", false },
    { COMMAND_IMPORT, "import", "SHOP.db --transactions ORDERS.csv",
      "make a database from CSV files", false },
    { COMMAND_DEMO, "demo", "SHOP.db", "make a believable shop to try the program on", false },
    { COMMAND_TEMPLATES, "templates", "--out FOLDER",
      "write out the built-in templates and strategy texts, to change them", false },
    { COMMAND_GALLERY, "gallery", "--out FOLDER", "draw every kind of chart, to judge the drawing",
      true },
};

static const CommandSpec *find_command(Command command)
{
    for (size_t i = 0; i < COUNT_OF(COMMANDS); i++) {
        if (COMMANDS[i].command == command) return &COMMANDS[i];
    }
    return NULL;
}

static Status read_command(Options *o, const char *name, Err *err)
{
    const char *nearest = NULL;
    size_t least = 4;

    for (size_t i = 0; i < COUNT_OF(COMMANDS); i++) {
        if (!strcmp(name, COMMANDS[i].name)) {
            o->command = COMMANDS[i].command;
            return OK;
        }
        size_t distance = utf8_distance(name, COMMANDS[i].name);
        if (distance < least) {
            least = distance;
            nearest = COMMANDS[i].name;
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
    bool set[COUNT_OF(SPECS)];
} Words;

static Status unknown_option(const Options *o, const char *word, const char *name, Err *err)
{
    const char *nearest = option_nearest(name, o->command);

    const char *command = o->command ? find_command(o->command)->name : "";

    return err_set(err, ERR_USAGE, "%.80s: no such option%s%s%s: see clientele %s%s--help", word,
                   nearest ? ": did you mean --" : "", nearest ? nearest : "", nearest ? "?" : "",
                   command, *command ? " " : "");
}

static Status read_option(Options *o, Words *words, const char *word, Arena *arena, Err *err)
{
    const char *name = word + (word[1] == '-' ? 2 : 1);
    size_t size = strcspn(name, "=");
    const OptionSpec *spec = find_spec(name, size);

    if (!spec || (word[1] == '-' && size == 1 && strcmp(spec->name, "k"))) {
        return unknown_option(o, word, arena_text_n(arena, name, size), err);
    }
    if (o->command && !(spec->commands & o->command)) {
        return err_set(err, ERR_USAGE, "--%s does not go with %s: see clientele %s --help",
                       spec->name, find_command(o->command)->name, find_command(o->command)->name);
    }
    words->set[spec - SPECS] = true;
    const char *where = arena_format(arena, "--%s", spec->name);
    if (!spec->set) {
        if (name[size]) return err_set(err, ERR_USAGE, "%s takes no value", where);
        *flag_of(o, spec->name) = true;
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
    if (o->input || o->command == COMMAND_TEMPLATES || o->command == COMMAND_GALLERY) {
        return err_set(err, ERR_USAGE, "%.200s: one argument too many: see clientele %s --help",
                       word, find_command(o->command)->name);
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

static Status set_flag(bool *flag, const char *value, const char *where, Err *err)
{
    if (strcmp(value, "yes") && strcmp(value, "no")) {
        return option_refuse(where, value, "yes or no", err);
    }
    *flag = !strcmp(value, "yes");
    return OK;
}

/* What the configuration says counts only where the command line said nothing. */
static Status read_config(Options *o, const Words *words, Arena *arena, Err *err)
{
    ConfigEntry *entries;
    size_t count;
    Status s;

    if ((s = config_read(&entries, &count, o->config, arena, err))) return s;
    for (size_t i = 0; i < count; i++) {
        const OptionSpec *spec = find_spec(entries[i].key, strlen(entries[i].key));
        const char *where = arena_format(arena, "%s: %s", o->config, entries[i].key);
        if (!spec || words->set[spec - SPECS]) continue;
        s = spec->set ? spec->set(o, entries[i].value, where, arena, err)
                      : set_flag(flag_of(o, spec->name), entries[i].value, where, err);
        if (s) return s;
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
    const char *name = find_command(o->command)->name;
    bool needs_input = o->command != COMMAND_TEMPLATES && o->command != COMMAND_GALLERY;
    if (needs_input && !o->input) {
        return err_set(err, ERR_USAGE, "%s needs a database: clientele %s %s", name, name,
                       find_command(o->command)->arguments);
    }
    if (o->command == COMMAND_IMPORT && !o->import.transactions) {
        return err_set(err, ERR_USAGE,
                       "import needs --transactions FILE: which CSV file has them?");
    }
    bool needs_out = o->command & (COMMAND_REPORT | COMMAND_TEMPLATES | COMMAND_GALLERY);
    if (needs_out && !o->out) {
        return err_set(err, ERR_USAGE, "%s needs --out FOLDER: where should it write?", name);
    }
    return OK;
}

Status options_read(Options *out, int argc, char **argv, Arena *arena, Err *err)
{
    Options o = { .title = "Customer segmentation",
                  .currency = "USD",
                  .customers = 1000,
                  .seed = 42,
                  .k = 5,
                  .threads = parallel_processors(),
                  .import = { .most_share = 0.01, .most_lines = -1 },
                  .explore_rows = 20000,
                  .dpi = PAINT_DEFAULT_DPI,
                  .html = true,
                  .pdf = true,
                  .csv = true,
                  .json = true,
                  .png = true,
                  .xlsx = true };
    Words words = { .count = argc, .next = 1, .items = argv };
    Status s;

    if ((s = read_words(&o, &words, arena, err))) return s;
    if (o.config && (s = read_config(&o, &words, arena, err))) return s;
    if ((s = check_complete(&o, err))) return s;
    *out = o;
    return OK;
}

/* --- help ------------------------------------------------------------------------------------- */

static void help_options(Buf *out, Command command)
{
    buf_text(out, "\nOptions:\n");
    for (size_t i = 0; i < COUNT_OF(SPECS); i++) {
        const OptionSpec *spec = &SPECS[i];
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
    const CommandSpec *spec = find_command(command);

    if (spec) {
        buf_format(out, "Usage: clientele %s %s [options]\n\n%s.\n", spec->name, spec->arguments,
                   spec->help);
        help_options(out, command);
        return;
    }
    buf_text(out, "clientele turns a shop's records into the week's customer-segmentation report.\n"
                  "\nUsage: clientele COMMAND …\n\nCommands:\n");
    for (size_t i = 0; i < COUNT_OF(COMMANDS); i++) {
        if (COMMANDS[i].hidden) continue;
        buf_format(out, "  %-10s %-35s %s\n", COMMANDS[i].name, COMMANDS[i].arguments,
                   COMMANDS[i].help);
    }
    buf_text(out, "\nclientele COMMAND --help lists a command's options.\n"
                  "Exit codes: 0 done, 1 check found something, 2 usage, 65 unusable data, 66 no "
                  "such input, 70 our own bug, "
                  "71 memory,\n73 cannot create the output, 74 reading or writing, 75 try again, "
                  "78 configuration.\n");
}
