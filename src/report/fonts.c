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

typedef struct HiddenWords {
    const char *code, *table, *subject, *what, *example;
} HiddenWords;

static const HiddenWords PEOPLE = {
    "unshowable-customers",
    "customers",
    "customers with letters that the PDF's font does not have",
    "{n} of {all} customers {n|has|have} letters that the PDF's font does not have",
    "customer {id}",
};
static const HiddenWords GOODS = {
    "unshowable-products",
    "products",
    "products with letters that the PDF's font does not have",
    "{n} of {all} products {n|has|have} letters that the PDF's font does not have",
    "product {id}",
};

static void report(Findings *findings, const Names *hidden, size_t of, const HiddenWords *words,
                   int64_t first_id, Arena *arena)
{
    if (!hidden->count) return;
    Finding finding = {
        .kind = FINDING_NOTE,
        .code = words->code,
        .table = words->table,
        .count = hidden->count,
        .of = (int64_t)of,
        .subject = words->subject,
        .what = PHRASE(arena, words->what, phrase_count("n", (double)hidden->count, arena),
                       phrase_count("all", (double)of, arena)),
        .action = "shown with a box for each such letter in pictures and the PDF; the site "
                  "shows them in full",
        .advice = "Use --fallback-font to name a font that has them.",
        .example = PHRASE(arena, words->example, phrase_id("id", first_id, arena)),
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
        report(findings, &people, customers->count, &PEOPLE, customers->ids[people.first], arena);
    }
    if (goods.count) {
        report(findings, &goods, products->count, &GOODS, products->ids[goods.first], arena);
    }
}
