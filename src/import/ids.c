#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import/job.h"
#include "store/value.h"

bool id_is_whole(int64_t *out, const char *text, size_t size)
{
    const char *digits = text + (size && *text == '-');
    size_t count = size - (size_t)(digits - text);

    if (!count || (*digits == '0' && count > 1 && digits[1] != '.')) return false;
    for (size_t i = 0; i < count; i++) {
        if ((digits[i] < '0' || digits[i] > '9') && (digits[i] != '.' || i == 0)) return false;
    }
    return id_from_text(out, text, size) == READ_AS_TEXT;
}

uint32_t ids_put(Ids *ids, const CsvField *value)
{
    size_t before = ids->pool.count;
    uint32_t which = textpool_put(&ids->pool, value->text, value->size);
    int64_t whole;

    if (ids->pool.count > before) {
        IdFacts none = { 0 };
        buf_put(&ids->facts, &none, sizeof none);
        ids->has_texts |= !id_is_whole(&whole, value->text, value->size);
    }
    return which;
}

IdFacts *ids_facts(Ids *ids, uint32_t which)
{
    return (IdFacts *)(void *)ids->facts.data + which;
}

void ids_close(Ids *ids)
{
    textpool_close(&ids->pool);
    buf_close(&ids->facts);
}

/* --- numbers ---------------------------------------------------------------------------------- */

typedef struct Ranked {
    const PoolEntry *entry;
    int64_t number;
    uint32_t which;
} Ranked;

static int by_bytes(const void *a, const void *b)
{
    const PoolEntry *left = ((const Ranked *)a)->entry, *right = ((const Ranked *)b)->entry;
    size_t least = left->size < right->size ? left->size : right->size;
    int order = memcmp(left->text, right->text, least);

    return order ? order : (left->size > right->size) - (left->size < right->size);
}

static int by_number(const void *a, const void *b)
{
    const Ranked *left = a, *right = b;

    if (left->number != right->number) return left->number < right->number ? -1 : 1;
    return (left->which > right->which) - (left->which < right->which);
}

/* The numbers that an earlier import gave. */
static Status known_numbers(Ids *ids, Writer *writer, Err *err)
{
    sqlite3_stmt *find = NULL;
    Status s = OK;

    if (sqlite3_prepare_v2(writer->db, "SELECT id FROM imported_ids WHERE kind = ? AND source = ?",
                           -1, &find, NULL) != SQLITE_OK) {
        return writer_failed(writer, err);
    }
    for (uint32_t i = 0; !s && i < ids->pool.count; i++) {
        const PoolEntry *entry = textpool_at(&ids->pool, i);
        sqlite3_bind_text(find, 1, ids->kind, -1, SQLITE_STATIC);
        sqlite3_bind_text(find, 2, entry->text, (int)entry->size, SQLITE_STATIC);
        if (sqlite3_step(find) == SQLITE_ROW) ids->number[i] = sqlite3_column_int64(find, 0);
        if (sqlite3_reset(find) != SQLITE_OK) s = writer_failed(writer, err);
    }
    sqlite3_finalize(find);
    return s;
}

static Status last_number(int64_t *last, bool *has_texts, const Ids *ids, Writer *writer, Err *err)
{
    char sql[200];
    int64_t known;
    Status s;

    snprintf(sql, sizeof sql, "SELECT count(*) FROM imported_ids WHERE kind = '%s'", ids->kind);
    if ((s = writer_ask(&known, writer, sql, err))) return s;
    *has_texts |= known > 0;
    snprintf(sql, sizeof sql, "SELECT max(%s_id) FROM %ss", ids->kind, ids->kind);
    return writer_ask(last, writer, sql, err);
}

static void sort_numbers(Ids *ids, Ranked *ranked, Arena *arena)
{
    size_t count = ids->pool.count;

    ids->order = ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        ranked[i] = (Ranked){ NULL, ids->number[i], i };
    if (count) qsort(ranked, count, sizeof *ranked, by_number);
    for (size_t i = 0; i < count; i++)
        ids->order[i] = ranked[i].which;
}

Status ids_number(Ids *ids, Writer *writer, Arena *arena, Err *err)
{
    size_t count = ids->pool.count;
    Arena scratch = arena_open();
    Ranked *ranked = ARENA_ARRAY(&scratch, Ranked, count);
    int64_t last = 0;
    Status s = last_number(&last, &ids->has_texts, ids, writer, err);

    ids->number = ARENA_ARRAY(arena, int64_t, count);
    if (!s && ids->has_texts) s = known_numbers(ids, writer, err);
    for (uint32_t i = 0; i < count; i++)
        ranked[i] = (Ranked){ textpool_at(&ids->pool, i), 0, i };
    if (count && ids->has_texts) qsort(ranked, count, sizeof *ranked, by_bytes);
    for (size_t i = 0; !s && i < count; i++) {
        int64_t *number = &ids->number[ranked[i].which];
        if (!ids->has_texts) {
            id_is_whole(number, ranked[i].entry->text, ranked[i].entry->size);
        } else if (!*number) {
            *number = ++last;
        }
    }
    ids->numbered = count;
    if (!s) sort_numbers(ids, ranked, arena);
    arena_close(&scratch);
    return s;
}

Status ids_keep(const Ids *ids, Writer *writer, Err *err)
{
    Inserter inserter;
    Status s;

    if (!ids->has_texts) return OK;
    if ((s = inserter_open(&inserter, writer, "imported_ids", "kind, source, id", err))) return s;
    for (size_t i = 0; !s && i < ids->numbered; i++) {
        uint32_t which = ids->order[i];
        const PoolEntry *entry = textpool_at(&ids->pool, which);
        put_text(&inserter, 0, ids->kind, strlen(ids->kind));
        put_text(&inserter, 1, entry->text, entry->size);
        put_integer(&inserter, 2, ids->number[which]);
        s = inserter_row(&inserter, err);
    }
    return inserter_close(&inserter, s, err);
}
