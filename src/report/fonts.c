#include "report/fonts.h"

#include "draw/font.h"

typedef struct Names {
    int64_t count;
    size_t first; /* the row of the first that cannot be shown */
} Names;

static bool is_hidden(const char *text)
{
    return text && !font_can_show(FONT_REGULAR, text);
}

/* `others` may be NULL, and so may its entries. */
static Names count_hidden(const char *const *names, const char *const *others, size_t count)
{
    Names hidden = { 0 };

    for (size_t i = 0; i < count; i++) {
        if (!is_hidden(names[i]) && !(others && is_hidden(others[i]))) continue;
        if (!hidden.count++) hidden.first = i;
    }
    return hidden;
}

static void report(Findings *findings, const Names *hidden, size_t of, const char *table,
                   const char *kind, int64_t first_id, Arena *arena)
{
    char count[NUMBER_TEXT], total[NUMBER_TEXT];

    if (!hidden->count) return;
    Finding finding = {
        .kind = FINDING_NOTE,
        .code = arena_format(arena, "unshowable-%s", table),
        .table = table,
        .count = hidden->count,
        .of = (int64_t)of,
        .subject = arena_format(arena, "%s whose texts the PDF's font has no letters for", table),
        .what = arena_format(arena, "%s of %s %s have texts that the PDF's font has no letters for",
                             number_grouped(count, (double)hidden->count, 0),
                             number_grouped(total, (double)of, 0), table),
        .action = "shown with a box for each such letter in pictures and the PDF; the site "
                  "shows them",
        .advice = "Name a font that has them with --fallback-font.",
        .example = arena_format(arena, "%s %lld", kind, (long long)first_id),
    };
    VEC_PUSH(arena, findings, finding);
}

void fonts_check(Findings *findings, const Customers *customers, const Products *products,
                 Arena *arena)
{
    size_t shown = customers->names ? customers->count : 0;
    Names people = count_hidden(customers->names, customers->countries, shown);
    Names goods = count_hidden(products->names, products->categories, products->count);

    if (people.count) {
        report(findings, &people, customers->count, "customers", "customer",
               customers->ids[people.first], arena);
    }
    if (goods.count) {
        report(findings, &goods, products->count, "products", "product", products->ids[goods.first],
               arena);
    }
}
