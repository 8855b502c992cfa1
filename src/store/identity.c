#include "store/identity.h"

#include <inttypes.h>

#include "store/translate.h"

enum { MOST_CHARS = 200 };

static Status was_imported(bool *out, const Reader *reader, Err *err)
{
    sqlite3_stmt *statement;
    bool row = false;
    Status s = db_prepare(&statement, reader->db,
                          "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = "
                          "'imported_ids' AND sql LIKE '%kind%source%id%'",
                          err);

    if (!s) s = db_step(&row, reader->db, statement, "looking for imported ids", err);
    sqlite3_finalize(statement);
    *out = row;
    return s;
}

/* Both ascend by id. */
static Status take_sources(const char **identities, size_t *taken, const Customers *customers,
                           const Reader *reader, sqlite3_stmt *rows, Err *err)
{
    bool row;
    size_t i = 0;
    Status s;

    while (!(s = db_step(&row, reader->db, rows, "reading imported ids", err)) && row) {
        int64_t id = sqlite3_column_int64(rows, 0);
        const char *text = (const char *)sqlite3_column_text(rows, 1);
        while (i < customers->count && customers->ids[i] < id)
            i++;
        if (i == customers->count || customers->ids[i] != id || !text) continue;
        ++*taken;
        identities[i] =
            utf8_clean(text, (size_t)sqlite3_column_bytes(rows, 1), MOST_CHARS, reader->arena);
    }
    return s;
}

Status identities_read(Customers *customers, const Reader *reader, Err *err)
{
    sqlite3_stmt *rows;
    bool imported;
    Status s;

    customers->identities = customers->keys;
    if (customers->keys) return OK;
    if ((s = was_imported(&imported, reader, err)) || !imported) return s;
    s = db_prepare(&rows, reader->db,
                   "SELECT id, source FROM imported_ids WHERE kind = 'customer' ORDER BY id", err);
    if (s) return s;
    const char **identities = ARENA_ARRAY(reader->arena, const char *, customers->count);
    size_t taken = 0;
    s = take_sources(identities, &taken, customers, reader, rows, err);
    sqlite3_finalize(rows);
    /* Ids that were whole numbers were left as they are. */
    if (s || !taken) return s;
    for (size_t i = 0; i < customers->count; i++) {
        if (identities[i]) continue;
        identities[i] = arena_format(reader->arena, "%" PRId64, customers->ids[i]);
    }
    customers->identities = identities;
    return OK;
}

const char *customer_said(const Reader *reader, int64_t id)
{
    const Keys *keys = reader->customer_keys;
    const char *said = arena_format(reader->arena, "%" PRId64, id);
    sqlite3_stmt *rows = NULL;
    bool imported = false, row = false;
    Err unheard;

    if (keys && keys->used) return keys->texts[id - 1];
    if (was_imported(&imported, reader, &unheard) || !imported) return said;
    if (db_prepare(&rows, reader->db,
                   "SELECT source FROM imported_ids WHERE kind = 'customer' AND id = ?",
                   &unheard)) {
        return said;
    }
    sqlite3_bind_int64(rows, 1, id);
    if (!db_step(&row, reader->db, rows, "reading imported ids", &unheard) && row) {
        const char *text = (const char *)sqlite3_column_text(rows, 0);
        if (text) {
            said =
                utf8_clean(text, (size_t)sqlite3_column_bytes(rows, 0), MOST_CHARS, reader->arena);
        }
    }
    sqlite3_finalize(rows);
    return said;
}
