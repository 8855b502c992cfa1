#include "base/idmap.h"

#include <stdlib.h>
#include <string.h>

IdMap idmap_new(const int64_t *ids, size_t count, Arena *arena)
{
    IdMap map = { .ids = ids };
    uint64_t span = count ? (uint64_t)ids[count - 1] - (uint64_t)ids[0] : 0;

    if (count && span == (uint64_t)count - 1) {
        map.low = ids[0];
        map.span = span + 1;
        return map;
    }
    if (count && span < 4 * (uint64_t)count + 1024) {
        uint32_t *dense = ARENA_ARRAY(arena, uint32_t, span + 1);
        for (size_t i = 0; i < count; i++)
            dense[(uint64_t)ids[i] - (uint64_t)ids[0]] = (uint32_t)(i + 1);
        map.low = ids[0];
        map.span = span + 1;
        map.dense = dense;
        return map;
    }
    size_t slots_count = 16;
    while (slots_count < 2 * count)
        slots_count *= 2;
    uint32_t *slots = ARENA_ARRAY(arena, uint32_t, slots_count);
    map.mask = slots_count - 1;
    for (size_t i = 0; i < count; i++) {
        uint64_t slot = key_mix((uint64_t)ids[i]) & map.mask;
        while (slots[slot])
            slot = (slot + 1) & map.mask;
        slots[slot] = (uint32_t)(i + 1);
    }
    map.slots = slots;
    return map;
}

/* The zeroed slots of a table with room for twice as many entries. */
static uint32_t *new_slots(uint32_t *old, size_t *mask)
{
    size_t wanted = *mask ? 2 * (*mask + 1) : 64;
    uint32_t *slots = calloc(wanted, sizeof *slots);

    if (!slots) out_of_memory();
    free(old);
    *mask = wanted - 1;
    return slots;
}

void keyset_close(KeySet *set)
{
    buf_close(&set->keys);
    free(set->slots);
    *set = (KeySet){ 0 };
}

static uint64_t key_at(const KeySet *set, size_t i)
{
    uint64_t key;

    memcpy(&key, set->keys.data + i * sizeof key, sizeof key);
    return key;
}

static size_t keyset_slot(const KeySet *set, uint64_t key)
{
    size_t slot = key_mix(key) & set->mask;

    while (set->slots[slot] && key_at(set, set->slots[slot] - 1) != key)
        slot = (slot + 1) & set->mask;
    return slot;
}

uint32_t keyset_add(KeySet *set, uint64_t key)
{
    if (2 * (set->count + 1) > set->mask) {
        set->slots = new_slots(set->slots, &set->mask);
        for (size_t i = 0; i < set->count; i++)
            set->slots[keyset_slot(set, key_at(set, i))] = (uint32_t)(i + 1);
    }
    size_t slot = keyset_slot(set, key);
    if (!set->slots[slot]) {
        buf_put(&set->keys, &key, sizeof key);
        set->slots[slot] = (uint32_t)++set->count;
    }
    return set->slots[slot] - 1;
}

uint64_t bytes_hash(const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    uint64_t hash = 0xcbf29ce484222325u ^ size;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ at[i]) * 0x100000001b3u;
    return key_mix(hash);
}

void textpool_close(TextPool *pool)
{
    buf_close(&pool->entries);
    free(pool->slots);
    *pool = (TextPool){ .arena = pool->arena };
}

const PoolEntry *textpool_at(const TextPool *pool, uint32_t number)
{
    return (const PoolEntry *)(const void *)pool->entries.data + number;
}

static size_t pool_slot(const TextPool *pool, const char *text, size_t size, uint64_t hash)
{
    size_t slot = hash & pool->mask;

    while (pool->slots[slot]) {
        const PoolEntry *entry = textpool_at(pool, pool->slots[slot] - 1);
        if (entry->hash == hash && entry->size == size && memcmp(entry->text, text, size) == 0)
            break;
        slot = (slot + 1) & pool->mask;
    }
    return slot;
}

uint32_t textpool_find(const TextPool *pool, const char *text, size_t size)
{
    if (!pool->count) return NOT_FOUND;
    size_t slot = pool_slot(pool, text, size, bytes_hash(text, size));
    return pool->slots[slot] ? pool->slots[slot] - 1 : NOT_FOUND;
}

uint32_t textpool_put(TextPool *pool, const char *text, size_t size)
{
    uint64_t hash = bytes_hash(text, size);

    if (2 * (pool->count + 1) > pool->mask) {
        pool->slots = new_slots(pool->slots, &pool->mask);
        for (uint32_t i = 0; i < pool->count; i++) {
            const PoolEntry *entry = textpool_at(pool, i);
            pool->slots[pool_slot(pool, entry->text, entry->size, entry->hash)] = i + 1;
        }
    }
    size_t slot = pool_slot(pool, text, size, hash);
    if (!pool->slots[slot]) {
        PoolEntry entry = { arena_text_n(pool->arena, text, size), size, hash, 0 };
        buf_put(&pool->entries, &entry, sizeof entry);
        pool->slots[slot] = (uint32_t)++pool->count;
    }
    uint32_t number = pool->slots[slot] - 1;
    ((PoolEntry *)(void *)pool->entries.data)[number].uses++;
    return number;
}

typedef struct Spelling {
    const char *folded;
    const PoolEntry *entry;
    uint32_t number;
} Spelling;

static int by_fold_then_uses(const void *a, const void *b)
{
    const Spelling *left = a, *right = b;
    int order = strcmp(left->folded, right->folded);

    if (order) return order;
    if (left->entry->uses != right->entry->uses) {
        return left->entry->uses > right->entry->uses ? -1 : 1;
    }
    return strcmp(left->entry->text, right->entry->text);
}

const char *const *textpool_unify(const TextPool *pool, int64_t *merged, Arena *arena)
{
    Arena scratch = arena_open();
    const char **texts = ARENA_ARRAY(arena, const char *, pool->count);
    Spelling *spellings = ARENA_ARRAY(&scratch, Spelling, pool->count);

    *merged = 0;
    for (uint32_t i = 0; i < pool->count; i++) {
        const PoolEntry *entry = textpool_at(pool, i);
        spellings[i] = (Spelling){ utf8_fold(entry->text, &scratch), entry, i };
    }
    qsort(spellings, pool->count, sizeof *spellings, by_fold_then_uses);
    for (size_t i = 0, first = 0; i < pool->count; i++) {
        if (strcmp(spellings[i].folded, spellings[first].folded) != 0) first = i;
        texts[spellings[i].number] = spellings[first].entry->text;
        if (i != first) *merged += spellings[i].entry->uses;
    }
    arena_close(&scratch);
    return texts;
}
