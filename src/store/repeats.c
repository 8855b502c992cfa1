#include "store/repeats.h"

#include <stdlib.h>
#include <string.h>

typedef struct RowKey {
    uint64_t id, customer, contents;
    uint32_t row;
} RowKey;

/* Hashes of 64 bits in place of the values: rows are compared with the neighbours that share an id,
 * so an accident would need two values of one shop's order to collide. */
static uint64_t value_hash(sqlite3_stmt *row, int column)
{
    int type = sqlite3_column_type(row, column);
    double number;

    switch (type) {
    case SQLITE_NULL: return 0;
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
        number = sqlite3_column_double(row, column);
        if (type == SQLITE_FLOAT) return bytes_hash(&number, sizeof number);
        return key_mix((uint64_t)sqlite3_column_int64(row, column) + 1);
    default:
        return bytes_hash(sqlite3_column_blob(row, column),
                          (size_t)sqlite3_column_bytes(row, column));
    }
}

static RowKey key_of(sqlite3_stmt *row, uint32_t number)
{
    RowKey key = { value_hash(row, 0), value_hash(row, 1), 0, number };

    for (int c = 1; c < sqlite3_column_count(row); c++)
        key.contents = key_mix(key.contents + value_hash(row, c) + (uint64_t)c);
    return key;
}

static int by_key(const void *a, const void *b)
{
    const RowKey *left = a, *right = b;

    if (left->id != right->id) return left->id < right->id ? -1 : 1;
    if (left->customer != right->customer) return left->customer < right->customer ? -1 : 1;
    if (left->contents != right->contents) return left->contents < right->contents ? -1 : 1;
    return (left->row > right->row) - (left->row < right->row);
}

/* keys are sorted: equal rows are neighbours, and so are the lines of an order. */
static bool number_orders(uint32_t *order, const RowKey *keys, size_t count)
{
    bool any = false;

    for (size_t i = 1, first = 0; i < count; i++) {
        if (keys[i].id != keys[i - 1].id || keys[i].customer != keys[i - 1].customer) {
            first = i;
            continue;
        }
        bool copy = keys[i].contents == keys[i - 1].contents;
        order[keys[i].row] = copy ? ROW_IS_COPY : keys[first].row;
        any = true;
    }
    return any;
}

static Status scan_keys(Buf *keys, size_t *rows_read, const Reader *reader, Err *err)
{
    const Schema *schema = reader->schema;
    sqlite3_stmt *rows = NULL;
    bool row = false;
    Status s =
        db_prepare(&rows, reader->db,
                   schema_select(schema, TRANSACTIONS, SALE_ID, SALE_LINE, reader->arena), err);

    while (!s && !(s = db_step(&row, reader->db, rows, "reading transactions", err)) && row) {
        if (*rows_read == UINT32_MAX) break; /* ledger_read refuses so many rows */
        uint32_t number = (uint32_t)(*rows_read)++;
        if (sqlite3_column_type(rows, 0) == SQLITE_NULL) continue;
        RowKey key = key_of(rows, number);
        buf_put(keys, &key, sizeof key);
    }
    sqlite3_finalize(rows);
    return s;
}

Status repeats_find(Repeats *out, const Reader *reader, Arena *arena, Err *err)
{
    Buf buf = { 0 };
    Repeats repeats = { 0 };

    *out = repeats;
    if (reader->schema->sale_id_is_key || !reader->schema->column[SALE_ID]) return OK;
    Status s = scan_keys(&buf, &repeats.rows, reader, err);
    if (!s && buf.size) {
        RowKey *keys = (RowKey *)(void *)buf.data;
        size_t count = buf.size / sizeof *keys;
        repeats.ids = count;
        uint32_t *order = ARENA_ARRAY(arena, uint32_t, repeats.rows);
        for (uint32_t i = 0; i < repeats.rows; i++)
            order[i] = i;
        qsort(keys, count, sizeof *keys, by_key);
        if (number_orders(order, keys, count)) repeats.order = order;
        *out = repeats;
    }
    buf_close(&buf);
    return s;
}
