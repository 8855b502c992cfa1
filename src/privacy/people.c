/* Names and addresses: the shop as a report may show it that has rows of customers. */
#include <string.h>

#include "base/digest.h"

#include "privacy/show.h"

/* "ann@example.com", also within a longer text. */
static bool holds_address(const char *text)
{
    const char *at = text ? strchr(text, '@') : NULL;

    return at && at > text && at[-1] != ' ' && at[1] && at[1] != ' ';
}

/* Ids that are addresses or names say as much as those do: codes take their place. */
static bool keys_are_names(const Customers *customers, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    bool found = false;

    for (size_t i = 0; customers->keys && i < customers->count && !found; i++) {
        const char *key = customers->keys[i], *name = customers->names[i];
        found =
            holds_address(key) || (name && !strcmp(utf8_fold(key, arena), utf8_fold(name, arena)));
        arena_release(arena, mark);
    }
    return found;
}

enum { CODE_DIGITS = 12 }; /* two of a million customers are alike once in two thousand shops */

/* A code for each id, made from it: the same in every report. */
static const char *const *codes_of(const Customers *customers, Arena *arena)
{
    const char **codes = ARENA_ARRAY(arena, const char *, customers->count);
    Buf hex = { 0 };

    for (size_t i = 0; i < customers->count; i++) {
        const char *folded = utf8_fold(customers->keys[i], arena);
        Sha256 digest = sha256(folded, strlen(folded));
        buf_clear(&hex);
        sha256_hex(&hex, &digest);
        codes[i] = arena_text_n(arena, hex.data, CODE_DIGITS);
    }
    buf_close(&hex);
    return codes;
}

static const char *name_by_id(const Customers *customers, const char *const *keys, size_t i,
                              Arena *arena)
{
    if (keys) return PHRASE(arena, "Customer {id}", phrase_text("id", keys[i]));
    return PHRASE(arena, "Customer {id}", phrase_id("id", customers->ids[i], arena));
}

static Customers show_customers(const Customers *customers, Privacy level, Arena *arena)
{
    const char **names = ARENA_ARRAY(arena, const char *, customers->count);
    const char **emails = ARENA_ARRAY(arena, const char *, customers->count);
    const char *const *keys =
        keys_are_names(customers, arena) ? codes_of(customers, arena) : customers->keys;

    for (size_t i = 0; i < customers->count; i++) {
        bool address = holds_address(customers->names[i]), full = level == PRIVACY_FULL;
        const char *email = customers->emails[i];
        bool refused = customers->consent && customers->consent[i] == 0;
        names[i] = full && !address ? customers->names[i] : name_by_id(customers, keys, i, arena);
        emails[i] = !full ? NULL : address && !email && !refused ? customers->names[i] : email;
    }
    return (Customers){ .count = customers->count,
                        .ids = customers->ids,
                        .keys = keys,
                        .identities = NULL, /* they may be addresses, and only the history asks */
                        .names = names,
                        .emails = emails,
                        .consent = customers->consent,
                        .countries = customers->countries,
                        .features = customers->features,
                        .bought = customers->bought,
                        .returns = customers->returns,
                        .lines = customers->lines };
}

static bool any_email(const Customers *customers)
{
    for (size_t i = 0; i < customers->count; i++) {
        if (customers->emails[i]) return true;
    }
    return false;
}

/* An example may be a name, an address, or one customer's row. */
static Finding show_finding(const Finding *f, bool example)
{
    return (Finding){ .kind = f->kind,
                      .code = f->code,
                      .table = f->table,
                      .column = f->column,
                      .count = f->count,
                      .of = f->of,
                      .subject = f->subject,
                      .what = f->what,
                      .action = f->action,
                      .advice = f->advice,
                      .example = example ? f->example : NULL,
                      .brief = f->brief,
                      .orders = f->orders,
                      .left_out = f->left_out,
                      .revenue = f->revenue,
                      .returns = f->returns };
}

static Findings show_examples(const Findings *findings, Privacy level, Arena *arena)
{
    Findings shown = { 0 };

    for (size_t i = 0; i < findings->count; i++) {
        const Finding *finding = &findings->items[i];
        bool example = level == PRIVACY_FULL && !holds_address(finding->example);
        VEC_PUSH(arena, &shown, show_finding(finding, example));
    }
    return shown;
}

Shop show_people(const Shop *shop, Privacy level, Arena *arena)
{
    Customers customers = show_customers(&shop->customers, level, arena);

    return (Shop){ .source = shop->source,
                   .customers = customers,
                   .products = shop->products,
                   .months = shop->months,
                   .month_count = shop->month_count,
                   .days = shop->days,
                   .baskets = { 0 }, /* in the segments' lists by now */
                   .purchases = shop->purchases,
                   .purchase_rule = shop->purchase_rule,
                   .purchase_reason = shop->purchase_reason,
                   .lines = shop->lines,
                   .return_lines = shop->return_lines,
                   .revenue = shop->revenue,
                   .returns = shop->returns,
                   .interactions = shop->interactions,
                   .first_day = shop->first_day,
                   .last_day = shop->last_day,
                   .has_interactions = shop->has_interactions,
                   .has_categories = shop->has_categories,
                   .has_countries = shop->has_countries,
                   .has_emails = any_email(&customers),
                   .no_amounts = shop->no_amounts,
                   .currency = shop->currency,
                   .file_lines = shop->file_lines,
                   .export_name = shop->export_name,
                   .names_withheld = level != PRIVACY_FULL,
                   .holes = { shop->holes.items, shop->holes.count },
                   .sale_days = shop->sale_days,
                   .ends_early = shop->ends_early,
                   .day_meant = shop->day_meant,
                   .ledger_revenue = shop->ledger_revenue,
                   .ledger_returns = shop->ledger_returns,
                   .ledger_rows = shop->ledger_rows,
                   .customer_rows = shop->customer_rows,
                   .product_rows = shop->product_rows,
                   .interaction_rows = shop->interaction_rows,
                   .findings = show_examples(&shop->findings, level, arena) };
}
