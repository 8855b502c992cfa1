#include "app/init.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "app/import.h"
#include "app/interrupt.h"
#include "app/pipeline.h"
#include "app/tables.h"
#include "report/counted.h"

/* The part of the revenue that must have a category for categories to be called known. */
#define CATEGORIES_KNOWN 0.95

/* --- what to compare -------------------------------------------------------------------------- */

static void print_fact(const char *what, const char *text)
{
    fprintf(stderr, "  %-22s %s\n", what, text);
}

static size_t count_buyers(const Shop *shop)
{
    size_t buyers = 0;

    for (size_t c = 0; c < shop->customers.count; c++)
        buyers += shop->customers.bought[c];
    return buyers;
}

/* Of the revenue, the part whose product has a category; NaN where there are none. */
static double category_share(const Shop *shop)
{
    double all = 0, known = 0;

    for (size_t b = 0; b < shop->baskets.count; b++) {
        const Basket *basket = &shop->baskets.items[b];
        double revenue = fabs(basket->revenue);
        all += revenue;
        if (basket->product != UINT32_MAX && shop->products.categories[basket->product])
            known += revenue;
    }
    return shop->has_categories && all > 0 ? known / all : NAN;
}

/* What leaves sales out, and what else changes the figures, as check and the report tell it. */
static void print_counted(const Shop *shop, const char *currency, Arena *arena)
{
    Counted counted = counted_find(shop, currency, arena);

    if (!counted.all) fprintf(stderr, "  %s\n", counted.sentence);
    for (size_t i = 0; i < counted.other_count; i++)
        fprintf(stderr, "  %s\n", counted.others[i]);
}

static void print_totals(const Shop *shop, Arena *arena)
{
    char a[NUMBER_TEXT], b[NUMBER_TEXT], c[NUMBER_TEXT];
    double categories = category_share(shop);

    fputs("clientele: are these your figures?\n", stderr);
    print_fact("purchases",
               arena_format(arena, "%s (%s lines)",
                            number_grouped(a, (double)shop->purchases.count, 0),
                            number_grouped(b, (double)(shop->lines - shop->return_lines), 0)));
    print_fact("customers who bought",
               arena_format(arena, "%s of %s", number_grouped(a, (double)count_buyers(shop), 0),
                            number_grouped(b, (double)shop->customers.count, 0)));
    print_fact("first and last day", arena_format(arena, "%s, %s", day_iso(a, shop->first_day),
                                                  day_iso(b, shop->last_day)));
    if (!shop->no_amounts) print_fact("revenue", number_grouped(c, shop->revenue, 2));
    if (shop->return_lines) {
        print_fact("of it returns",
                   arena_format(arena, "%s in %s lines", number_grouped(a, shop->returns, 2),
                                number_grouped(b, (double)shop->return_lines, 0)));
    }
    if (isfinite(categories) && categories < CATEGORIES_KNOWN)
        print_fact("category known",
                   arena_format(arena, "for %s of the %s", number_percent(a, categories, 1),
                                shop->no_amounts ? "lines" : "revenue"));
    if (shop->interactions)
        print_fact("interactions", number_grouped(a, (double)shop->interactions, 0));
}

/* The customer with that id in the database, or as the shop writes it. */
static bool find_customer(size_t *out, const Customers *customers, const char *id)
{
    int64_t number = 0;
    bool whole = integer_read(id, &number);

    for (size_t c = 0; c < customers->count; c++) {
        *out = c;
        if (whole && customers->ids[c] == number) return true;
        if (customers->keys && !strcmp(customers->keys[c], id)) return true;
    }
    return false;
}

/* "17 (Ada Byron)", with the shop's own id. */
static const char *customer_said(const Customers *customers, const char *id, Arena *arena)
{
    size_t c;

    if (!id) return "nobody";
    if (!find_customer(&c, customers, id)) return id;
    if (customers->keys) id = customers->keys[c];
    /* "Customer 7" says no more than the id does. */
    const char *name = customers->names[c], *end = strstr(name, id);
    return end && !strcmp(end, id) ? id : arena_format(arena, "%s (%s)", id, name);
}

static void print_largest(const LargestOrders *largest, const Shop *shop, Arena *arena)
{
    char amount[NUMBER_TEXT];

    if (shop->no_amounts) return;

    for (size_t i = 0; i < largest->count; i++) {
        const LargeOrder *order = &largest->items[i];
        fprintf(stderr, "  %-22s %s%s%s on %s by %s\n", i ? "" : "the largest purchases",
                number_grouped(amount, order->amount, 2), order->order ? ": " : "",
                order->order ? order->order : "", order->day ? order->day : "?",
                customer_said(&shop->customers, order->customer, arena));
    }
}

/* Reads the source as the file says, so that its reader has figures to check. A refusal is a hint
 * of what to change in the file, not a failure to write it. */
static void try_out(const Options *options, const Guess *guess, const char *path, Arena *arena)
{
    Options trial = *options;
    Progress progress = progress_open(true);
    LargestOrders largest;
    Shop shop;
    Err err;

    if (guess->large) {
        fprintf(stderr,
                "clientele: %s is large: see what it comes to with  clientele check %s --config "
                "%s\n",
                options->input, options->input, path);
        return;
    }
    bool maps = !guess->ours && !guess->known;
    if (maps) trial.source = guess->map;
    if (guess->by_lines && !guess->no_amounts) trial.import.amount = AMOUNT_LINE;
    if (maps) trial.source.where = arena_format(arena, "%s: source", path);
    Status s = shop_read_largest(&shop, &largest, &trial, &progress, arena, &err);
    progress_close(&progress);
    if (s) {
        fprintf(stderr, "clientele: warning: it does not read yet: %s\n", err.text);
        return;
    }
    print_totals(&shop, arena);
    print_counted(&shop, pipeline_currency(&trial, &shop), arena);
    if (!source_is_csv(options->input) || source_is_tables(options->input))
        print_largest(&largest, &shop, arena);
}

/* --- what to check ---------------------------------------------------------------------------- */

static void print_list(const GuessNotes *notes, const char *about)
{
    for (size_t n = 0; n < notes->count; n++) {
        if (notes->items[n].check)
            fprintf(stderr, "clientele: %s%s\n", about, notes->items[n].text);
    }
}

static void print_notes(const Guess *guess, Arena *arena)
{
    print_list(&guess->skipped, "note: ");
    for (size_t t = 0; t < TABLES; t++) {
        print_list(&guess->notes[t],
                   arena_format(arena, "check %s: ", schema_table_name((TableId)t)));
    }
}

/* The database of a folder's tables is made for a look, and removed again. */
static Status guess_tables(Guess *out, const Options *options, Arena *arena, Err *err)
{
    const char *folder, *database;
    TablesGuess look = { .known = { .found = false } };
    Err other;
    Status removed, s = temporary_folder(&folder, options, arena, err);

    if (s) return s;
    database = path_join(arena, folder, "tables.db");
    s = tables_look(&look, database, options->input, &options->import, NULL, arena, err);
    if (s) name_source(err, database, options->input, arena);
    removed = folder_remove(folder, &other);
    interrupt_remove(NULL);
    if (s) return s;
    if (removed) *err = other;
    *out = look.guess;
    if (look.known.found) out->known = look.known.is;
    return removed;
}

static Status guess_source(Guess *out, const Options *options, Arena *arena, Err *err)
{
    ImportPlan plan = options->import;
    Status s;

    if (source_is_tables(options->input)) return guess_tables(out, options, arena, err);
    if (!source_is_csv(options->input)) return guess_database(out, options->input, arena, err);
    *out = (Guess){ 0 };
    if ((s = source_files(&plan, options->input, arena, err))) return s;
    return import_columns(&out->map, &plan, arena, err);
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
    guess.no_amounts = options->import.amount == AMOUNT_NONE;
    init_write(&text, &guess, options->input, arena);
    s = file_replace(path, text.data, text.size, arena, err);
    buf_close(&text);
    if (s) return s;
    if (!options->quiet) {
        print_notes(&guess, arena);
        try_out(options, &guess, path, arena);
    }
    puts(path);
    return OK;
}
