/* base/idmap.h — from a key of the database to a place in an array, and texts kept once.
 *
 * Owns:  IdMap and TextPool live in the arena; KeySet and the pool's growing tables own memory:
 *        keyset_close, textpool_close.
 */
#ifndef BASE_IDMAP_H
#define BASE_IDMAP_H

#include "base/base.h"

#define NOT_FOUND UINT32_MAX

/* Ids as they come from a shop are mostly 1..n without gaps: then the id tells the place. With gaps
 * a plain array answers, else a hash table. */
typedef struct IdMap {
    int64_t low;
    uint64_t span;         /* of dense; 0 when hashed */
    const uint32_t *dense; /* index + 1; NULL where there are no gaps */
    const int64_t *ids;
    uint64_t mask;
    const uint32_t *slots; /* index + 1 */
} IdMap;

/* ids ascending and distinct; they are borrowed. */
IdMap idmap_new(const int64_t *ids, size_t count, Arena *arena);

static inline uint64_t key_mix(uint64_t key)
{
    key = (key ^ (key >> 32)) * 0xd6e8feb86659fd93u;
    key = (key ^ (key >> 32)) * 0xd6e8feb86659fd93u;
    return key ^ (key >> 32);
}

static inline uint32_t idmap_find(const IdMap *map, int64_t id)
{
    if (map->span) {
        uint64_t place = (uint64_t)id - (uint64_t)map->low;
        if (place >= map->span) return NOT_FOUND;
        return map->dense ? map->dense[place] - 1 : (uint32_t)place;
    }
    for (uint64_t slot = key_mix((uint64_t)id) & map->mask;; slot = (slot + 1) & map->mask) {
        uint32_t found = map->slots[slot];
        if (!found || map->ids[found - 1] == id) return found - 1;
    }
}

/* Distinct 64-bit keys in the order of their first appearance. */
typedef struct KeySet {
    Buf keys;        /* uint64_t */
    uint32_t *slots; /* index + 1 */
    size_t count, mask;
} KeySet;

void keyset_close(KeySet *set);
uint32_t keyset_add(KeySet *set, uint64_t key);

uint64_t bytes_hash(const void *bytes, size_t size);

/* Texts kept once each, with how often each was put. */
typedef struct TextPool {
    Arena *arena;
    Buf entries;     /* PoolEntry */
    uint32_t *slots; /* index + 1 */
    size_t count, mask;
} TextPool;

typedef struct PoolEntry {
    const char *text;
    size_t size;
    uint64_t hash;
    int64_t uses;
} PoolEntry;

void textpool_close(TextPool *pool);
/* The number of the text, which is copied into the pool's arena when it is new. */
uint32_t textpool_put(TextPool *pool, const char *text, size_t size);
/* NOT_FOUND when it is not there. */
uint32_t textpool_find(const TextPool *pool, const char *text, size_t size);
const PoolEntry *textpool_at(const TextPool *pool, uint32_t number);
/* Spellings that differ in case or accents only become the one that is used most (ties: the
 * first by bytes). Returns for each number the text to use; *merged counts uses that changed. */
const char *const *textpool_unify(const TextPool *pool, int64_t *merged, Arena *arena);

#endif
