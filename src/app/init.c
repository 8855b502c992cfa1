#include "app/init.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "app/import.h"

/* Reads the source as the file says, so that its reader has totals to check. A refusal is a hint of
 * what to change in the file, not a failure to write it. */
static void try_out(const Options *options, const Guess *guess, const char *path, Arena *arena)
{
    Options trial = *options;
    Progress progress = progress_open(true);
    char first[NUMBER_TEXT], last[NUMBER_TEXT], rows[NUMBER_TEXT], total[NUMBER_TEXT];
    Shop shop;
    Err err;

    if (!guess->ours) trial.source = guess->map;
    if (!guess->ours) trial.source.where = arena_format(arena, "%s: source", path);
    Status s = shop_read(&shop, &trial, &progress, arena, &err);
    progress_close(&progress);
    if (s) {
        fprintf(stderr, "clientele: warning: it does not read yet: %s\n", err.text);
        return;
    }
    fprintf(stderr,
            "clientele: %zu customers, %s purchases from %s to %s, %s in revenue, %" PRId64
            " interactions: are these your figures?\n",
            shop.customers.count, number_grouped(rows, (double)shop.purchases.count, 0),
            day_iso(first, shop.first_day), day_iso(last, shop.last_day),
            number_grouped(total, shop.revenue, 2), shop.interactions);
}

static void print_notes(const Guess *guess, Arena *arena)
{
    for (size_t t = 0; t < TABLES; t++) {
        for (size_t n = 0; n < GUESS_NOTES && guess->notes[t][n]; n++) {
            const char *text = guess->notes[t][n];
            fprintf(stderr, "clientele: check %s: %s\n", schema_table_name((TableId)t),
                    utf8_clean(text, strlen(text), 400, arena));
        }
    }
}

static Status guess_source(Guess *out, const Options *options, Arena *arena, Err *err)
{
    ImportPlan plan = options->import;
    Status s;

    if (!source_is_csv(options->input)) return guess_database(out, options->input, arena, err);
    if ((s = source_files(&plan, options->input, arena, err))) return s;
    return guess_files(out, &plan, arena, err);
}

Status command_init(const Options *options, Arena *arena, Err *err)
{
    const char *path = options->out;
    Guess guess;
    Buf text = { 0 };
    Status s;

    if (path_exists(path) && !options->force) {
        return err_set(err, ERR_CANNOT_CREATE,
                       "%s exists: choose another with --out, or replace it with --force", path);
    }
    if ((s = guess_source(&guess, options, arena, err))) return s;
    init_write(&text, &guess, options->input, arena);
    s = file_write(path, text.data, text.size, err);
    buf_close(&text);
    if (s) return s;
    if (!options->quiet) {
        print_notes(&guess, arena);
        try_out(options, &guess, path, arena);
    }
    puts(path);
    return OK;
}
