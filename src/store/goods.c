#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/people.h"
#include "store/tally.h"
#include "store/value.h"

typedef struct Good {
    int64_t id;
    const char *name;
    uint32_t category; /* in the pool, NOT_FOUND when blank */
    double price;      /* NaN when it is not known */
    size_t order;
} Good;

typedef enum GoodsFault {
    BAD_ID,
    ID_AS_TEXT,
    DUPLICATE,
    CLEANED,
    CATEGORY_SPELLING,
    GOODS_FAULTS
} GoodsFault;

static const Fault FAULTS[GOODS_FAULTS] = {
    [BAD_ID] = { "unreadable-product-ids", PRODUCTS, "product_id",
                 "products with a product_id that is not a whole number",
                 "{n} of {all} products {n|has|have} a product_id that is not a whole number",
                 "left out: their sales count with the product unknown", false, FINDING_WARNING,
                 "Give each product a whole number as id." },
    [ID_AS_TEXT] = { "product-ids-as-text", PRODUCTS, "product_id",
                     "products with a product_id stored as text or with decimals",
                     "{n} of {all} products {n|has|have} a product_id stored as text or with "
                     "decimals",
                     "read as whole numbers", false, FINDING_WARNING,
                     "Store ids as whole numbers." },
    [DUPLICATE] = { "duplicate-products", PRODUCTS, "product_id",
                    "products that repeat a product_id",
                    "{n} of {all} products {n|repeats|repeat} a product_id",
                    "the first row of each is used", false, FINDING_WARNING,
                    "Merge the rows of these products." },
    [CLEANED] = { "cleaned-product-texts", PRODUCTS, "product_name",
                  "products with text that is too long, not UTF-8 or contains control characters",
                  "{n} of {all} products {n|has|have} text that is too long, not UTF-8 or contains "
                  "control characters",
                  "shown with � in place of what cannot be shown, and cut after 200 characters",
                  false, FINDING_WARNING,
                  "Export the texts as UTF-8, without control characters." },
    [CATEGORY_SPELLING] = { "category-spellings", PRODUCTS, "category",
                            "products that spell the category differently from most, in case or "
                            "accents",
                            "{n} of {all} products {n|spells|spell} the category differently from "
                            "most, in case or accents",
                            "counted under the most frequent spelling", false, FINDING_NOTE,
                            "Agree on one spelling when products are entered." },
};

typedef struct GoodsReading {
    const Reader *reader;
    Buf goods; /* Good */
    TextPool categories;
    Tally tally[GOODS_FAULTS];
    int64_t rows;
} GoodsReading;

enum { AT_ID, AT_NAME, AT_CATEGORY, AT_PRICE };

static double read_price(sqlite3_stmt *row)
{
    double price;
    Reading got = value_amount(&price, row, AT_PRICE);

    return (got == READ_OK || got == READ_AS_TEXT) && price >= 0 ? price : NAN;
}

static void read_good(GoodsReading *reading, sqlite3_stmt *row)
{
    Arena *arena = reading->reader->arena;
    Good good = { .order = (size_t)reading->rows++, .category = NOT_FOUND };
    bool cleaned = false;

    Reading id = value_id(&good.id, row, AT_ID);
    if (id != READ_OK && id != READ_AS_TEXT) {
        tally_add(&reading->tally[BAD_ID], row, AT_ID, arena);
        return;
    }
    if (id == READ_AS_TEXT) tally_add(&reading->tally[ID_AS_TEXT], row, AT_ID, arena);
    good.name = value_text(&cleaned, row, AT_NAME, arena);
    if (!good.name) good.name = PHRASE(arena, "Product {id}", phrase_id("id", good.id, arena));
    const char *category = value_text(&cleaned, row, AT_CATEGORY, arena);
    if (category) good.category = textpool_put(&reading->categories, category, strlen(category));
    good.price = read_price(row);
    if (cleaned) tally_add(&reading->tally[CLEANED], row, -1, arena);
    if (cleaned && !reading->tally[CLEANED].example) {
        reading->tally[CLEANED].example =
            PHRASE(arena, "product {id}", phrase_id("id", good.id, arena));
    }
    buf_put(&reading->goods, &good, sizeof good);
}

static int by_id_then_order(const void *a, const void *b)
{
    const Good *left = a, *right = b;

    if (left->id != right->id) return left->id < right->id ? -1 : 1;
    return (left->order > right->order) - (left->order < right->order);
}

/* Sorts and keeps the first of each id. */
static size_t put_in_order(GoodsReading *reading, Good *goods, size_t count)
{
    size_t kept = 0;
    Tally *tally = &reading->tally[DUPLICATE];

    if (count) qsort(goods, count, sizeof *goods, by_id_then_order);
    for (size_t i = 0; i < count; i++) {
        if (!kept || goods[kept - 1].id != goods[i].id) {
            goods[kept++] = goods[i];
        } else if (!tally->count++) {
            tally->example = arena_format(reading->reader->arena, "%lld", (long long)goods[i].id);
        }
    }
    return kept;
}

static void fill(Goods *out, GoodsReading *reading, const Good *goods, size_t count)
{
    Arena *arena = reading->reader->arena;
    int64_t *ids = ARENA_ARRAY(arena, int64_t, count);
    const char **names = ARENA_ARRAY(arena, const char *, count);
    const char **categories = ARENA_ARRAY(arena, const char *, count);
    double *prices = ARENA_ARRAY(arena, double, count);
    const char *const *texts =
        textpool_unify(&reading->categories, &reading->tally[CATEGORY_SPELLING].count, arena);

    for (size_t i = 0; i < count; i++) {
        ids[i] = goods[i].id;
        names[i] = goods[i].name;
        prices[i] = goods[i].price;
        categories[i] = goods[i].category == NOT_FOUND ? NULL : texts[goods[i].category];
    }
    out->products = (Products){ count, ids, names, categories };
    out->map = idmap_new(ids, count, arena);
    out->prices = prices;
    out->rows = reading->rows;
    out->has_categories = reading->categories.count > 0;
}

static Status scan_goods(GoodsReading *reading, Err *err)
{
    const Reader *reader = reading->reader;
    sqlite3_stmt *rows = NULL;
    bool row = false;
    Status s = db_prepare(
        &rows, reader->db,
        schema_select(reader->schema, PRODUCTS, PRODUCT_ID, PRODUCT_PRICE, reader->arena), err);

    while (!s && !(s = db_step(&row, reader->db, rows, "reading products", err)) && row)
        read_good(reading, rows);
    sqlite3_finalize(rows);
    return s;
}

static void report_no_products(const Reader *reader)
{
    Finding finding = {
        .code = "no-products",
        .table = "products",
        .what = "there is no table products",
        .action = "product names and categories are left out",
        .advice = "Add the products to see what each segment buys.",
    };
    VEC_PUSH(reader->arena, reader->findings, finding);
}

Status goods_read(Goods *out, const Reader *reader, Err *err)
{
    GoodsReading reading = { .reader = reader, .categories = { .arena = reader->arena } };
    Status s = OK;

    if (!reader->schema->table[PRODUCTS]) {
        report_no_products(reader);
    } else {
        s = scan_goods(&reading, err);
    }
    if (!s) {
        Good *goods = (Good *)(void *)reading.goods.data;
        size_t count = put_in_order(&reading, goods, reading.goods.size / sizeof *goods);
        fill(out, &reading, goods, count);
        for (int f = 0; f < GOODS_FAULTS; f++)
            tally_report(reader->findings, &reading.tally[f], &FAULTS[f], reading.rows,
                         reader->arena);
    }
    buf_close(&reading.goods);
    textpool_close(&reading.categories);
    return s;
}
