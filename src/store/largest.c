#include "store/largest.h"

#include <string.h>

#include "store/schema.h"
#include "store/translate.h"

typedef struct Asking {
    Db *db;
    Schema schema;
    const char *customer; /* the id as the shop writes it */
    const Source *source;
    Arena *arena;
} Asking;

static const char *largest_sql(const Asking *a)
{
    const Schema *schema = &a->schema;
    const char *order = schema->column[SALE_ID], *day = schema->column[SALE_DATE];
    char as_of[NUMBER_TEXT];

    /* Lines without an order id are purchases of their own; what nobody bought is none. */
    return arena_format(
        a->arena,
        "SELECT %s, %s, %s(substr(trim(%s), 1, 10)), %s(%s) FROM %s WHERE %s NOT IN (0, '') AND "
        "substr(trim(%s), 1, 10) <= '%s' %s ORDER BY 4 DESC, 3, 1, 2 LIMIT %d",
        order ? order : "NULL", a->customer, order ? "min" : "", day, order ? "sum" : "",
        schema->column[SALE_AMOUNT], schema->from[TRANSACTIONS], a->customer, day,
        day_iso(as_of, a->source->as_of), order ? "GROUP BY 1, 2" : "", MOST_LARGE);
}

static Status ask(LargestOrders *out, const Asking *a, Err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    Status s = db_prepare(&rows, a->db, largest_sql(a), err);

    while (!s && !(s = db_step(&row, a->db, rows, "looking for large orders", err)) && row) {
        const char *texts[3];
        for (int c = 0; c < 3; c++) {
            const char *text = (const char *)sqlite3_column_text(rows, c);
            texts[c] = text ? utf8_clean(text, strlen(text), 60, a->arena) : NULL;
        }
        out->items[out->count++] =
            (LargeOrder){ texts[0], texts[1], texts[2], sqlite3_column_double(rows, 3) };
    }
    sqlite3_finalize(rows);
    return s;
}

Status largest_read(LargestOrders *out, const Source *source, Arena *arena, Err *err)
{
    Asking a = { .source = source, .arena = arena };
    Translator translator = { 0 };
    Db db;
    Status s = db_open(&db, source->path, err);

    *out = (LargestOrders){ 0 };
    if (s) return s;
    a.db = &db;
    if ((s = schema_find(&a.schema, &db, arena, err))) goto done;
    a.customer = a.schema.column[SALE_CUSTOMER];
    if ((s = translator_open(&translator, &a.schema, &db, source, arena, err))) goto done;
    s = ask(out, &a, err);
done:
    translator_close(&translator);
    db_close(&db);
    return s;
}
