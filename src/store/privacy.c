#include "store/privacy.h"

#include <math.h>
#include <string.h>

const char *privacy_name(Privacy level)
{
    switch (level) {
    case PRIVACY_FULL: return "full";
    case PRIVACY_IDS: return "ids";
    case PRIVACY_AGGREGATE: return "aggregate";
    }
    return "";
}

bool privacy_read(Privacy *out, const char *name)
{
    for (Privacy level = PRIVACY_FULL; level <= PRIVACY_AGGREGATE; level++) {
        if (strcmp(name, privacy_name(level))) continue;
        *out = level;
        return true;
    }
    return false;
}

/* --- names and addresses ---------------------------------------------------------------------- */

/* "ann@example.com", also within a longer text. */
static bool holds_address(const char *text)
{
    const char *at = text ? strchr(text, '@') : NULL;

    return at && at > text && at[-1] != ' ' && at[1] && at[1] != ' ';
}

/* Ids that are addresses or names say as much as those do: numbers take their place. */
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

static const char *name_by_id(const Customers *customers, size_t i, Arena *arena)
{
    if (customers->keys) return arena_format(arena, "Customer %s", customers->keys[i]);
    return arena_format(arena, "Customer %lld", (long long)customers->ids[i]);
}

static void redact_names(Shop *shop, Privacy level, Arena *arena)
{
    Customers *customers = &shop->customers;
    const char **names = ARENA_ARRAY(arena, const char *, customers->count);
    const char **emails = ARENA_ARRAY(arena, const char *, customers->count);

    if (keys_are_names(customers, arena)) customers->keys = NULL;
    for (size_t i = 0; i < customers->count; i++) {
        bool address = holds_address(customers->names[i]);
        names[i] = customers->names[i];
        emails[i] = customers->emails[i];
        if (level == PRIVACY_FULL && address && !emails[i]) {
            emails[i] = names[i];
            shop->has_emails = true;
        }
        if (level != PRIVACY_FULL || address) names[i] = name_by_id(customers, i, arena);
        if (level != PRIVACY_FULL) emails[i] = NULL;
    }
    customers->names = names;
    customers->emails = emails;
    shop->names_withheld = level != PRIVACY_FULL;
    shop->has_emails = shop->has_emails && level == PRIVACY_FULL;
}

/* An example may be a name, an address, or one customer's row. */
static void redact_examples(Findings *findings, Privacy level)
{
    for (size_t i = 0; i < findings->count; i++) {
        Finding *finding = &findings->items[i];
        if (level != PRIVACY_FULL || holds_address(finding->example)) finding->example = NULL;
    }
}

/* --- groups that are too small ---------------------------------------------------------------- */

/* Findings that are about a few customers. */
static void drop_small_findings(Findings *findings, size_t min_group)
{
    size_t kept = 0;

    for (size_t i = 0; i < findings->count; i++) {
        const Finding *finding = &findings->items[i];
        bool small = finding->count > 0 && finding->count < (int64_t)min_group;
        if (!small || strcmp(finding->table, "customers")) findings->items[kept++] = *finding;
    }
    findings->count = kept;
}

static void keep_texts(const char *const **texts, const uint32_t *rows, size_t count, Arena *arena)
{
    const char **kept = ARENA_ARRAY(arena, const char *, count);

    for (size_t i = 0; i < count; i++)
        kept[i] = (*texts)[rows[i]];
    *texts = kept;
}

static void keep_ledger(Customers *customers, const uint32_t *rows, size_t count, Arena *arena)
{
    double *returns = ARENA_ARRAY(arena, double, count);
    uint32_t *lines = ARENA_ARRAY(arena, uint32_t, count);

    for (size_t i = 0; i < count; i++) {
        returns[i] = customers->returns ? customers->returns[rows[i]] : 0;
        lines[i] = customers->lines ? customers->lines[rows[i]] : 0;
    }
    if (customers->returns) customers->returns = returns;
    if (customers->lines) customers->lines = lines;
}

static void keep_customers(Customers *customers, const uint32_t *rows, size_t count, Arena *arena)
{
    int64_t *ids = ARENA_ARRAY(arena, int64_t, count);
    bool *bought = ARENA_ARRAY(arena, bool, count);
    Matrix features = matrix_new(count, customers->features.cols, arena);

    for (size_t i = 0; i < count; i++) {
        ids[i] = customers->ids[rows[i]];
        bought[i] = customers->bought[rows[i]];
        memcpy(matrix_row(&features, i), matrix_row(&customers->features, rows[i]),
               features.cols * sizeof(double));
    }
    if (customers->keys) keep_texts(&customers->keys, rows, count, arena);
    keep_ledger(customers, rows, count, arena);
    keep_texts(&customers->names, rows, count, arena);
    keep_texts(&customers->emails, rows, count, arena);
    keep_texts(&customers->countries, rows, count, arena);
    customers->ids = ids;
    customers->bought = bought;
    customers->features = features;
    customers->count = count;
}

/* Purchases are in the order of customers: those who leave have none. */
static void keep_purchases(Purchases *purchases, const uint32_t *rows, size_t count, Arena *arena)
{
    size_t *first = ARENA_ARRAY(arena, size_t, count + 1);

    for (size_t i = 0; i < count; i++)
        first[i] = purchases->first[rows[i]];
    first[count] = purchases->count;
    purchases->first = first;
}

/* Without those who never bought; only buyers have baskets and purchases. */
static void keep_buyers(Shop *shop, size_t buyers, Arena *arena)
{
    size_t all = shop->customers.count, count = 0;
    uint32_t *rows = ARENA_ARRAY(arena, uint32_t, buyers);
    uint32_t *new_place = ARENA_ARRAY(arena, uint32_t, all);

    for (size_t i = 0; i < all; i++) {
        new_place[i] = (uint32_t)count;
        if (shop->customers.bought[i]) rows[count++] = (uint32_t)i;
    }
    for (size_t i = 0; i < shop->baskets.count; i++) {
        Basket *basket = &shop->baskets.items[i];
        basket->customer = new_place[basket->customer];
    }
    shop->customer_rows -= (int64_t)(all - buyers);
    keep_purchases(&shop->purchases, rows, count, arena);
    keep_customers(&shop->customers, rows, count, arena);
}

static bool is_small(int64_t count, size_t min_group)
{
    return count > 0 && count < (int64_t)min_group;
}

/* How many of the months at both ends stay away, so that each of the others has enough customers,
 * and those that are away have them together: else they would follow from the total. */
static void trim_months(Shop *shop, size_t min_group)
{
    size_t from = 0, to = shop->month_count;
    int64_t apart = 0; /* customers who are surely in the months that are away */

    if (to && is_small(shop->months[to - 1].active_customers, min_group)) to--;
    for (size_t i = 0; i < to; i++) {
        if (is_small(shop->months[i].active_customers, min_group)) from = i + 1;
    }
    for (size_t i = 0; i < shop->month_count; i++) {
        if (i < from || i >= to) apart += shop->months[i].new_customers;
    }
    bool safe = apart >= (int64_t)min_group || (from == 0 && to == shop->month_count);
    while (!safe && from < to)
        safe = shop->months[from++].active_customers > 0;
    shop->months += from;
    shop->month_count = to - from;
}

/* One month's new customers would follow from the others'. */
static void withhold_new_customers(Shop *shop, size_t min_group)
{
    bool small = false;

    for (size_t i = 0; i < shop->month_count; i++)
        small |= is_small(shop->months[i].new_customers, min_group);
    for (size_t i = 0; small && i < shop->month_count; i++)
        shop->months[i].new_customers = -1;
}

static Status withhold_small_groups(Shop *shop, size_t min_group, Arena *arena, Err *err)
{
    size_t buyers = 0, all = shop->customers.count;

    for (size_t i = 0; i < all; i++)
        buyers += shop->customers.bought[i];
    if (buyers < min_group) {
        return err_set(err, ERR_DATA,
                       "%s: fewer than %zu customers have bought, so --privacy aggregate leaves "
                       "nothing to report: use --privacy ids, or a smaller --min-group",
                       shop->source.path, min_group);
    }
    if (is_small((int64_t)(all - buyers), min_group)) keep_buyers(shop, buyers, arena);
    drop_small_findings(&shop->findings, min_group);
    trim_months(shop, min_group);
    withhold_new_customers(shop, min_group);
    for (size_t i = 0; shop->returns < 0 && i < shop->month_count; i++)
        shop->months[i].returns = NAN; /* by how few is not known */
    return OK;
}

Status shop_redact(Shop *shop, Privacy level, size_t min_group, Arena *arena, Err *err)
{
    redact_names(shop, level, arena);
    redact_examples(&shop->findings, level);
    if (level != PRIVACY_AGGREGATE) return OK;
    return withhold_small_groups(shop, min_group, arena, err);
}
