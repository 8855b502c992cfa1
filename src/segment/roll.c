#include "segment/roll.h"

#include <stdlib.h>
#include <string.h>

typedef struct Named {
    const char *identity;
    uint32_t customer;
} Named;

static int by_identity(const void *left, const void *right)
{
    const Named *a = left, *b = right;
    int order = strcmp(a->identity, b->identity);

    return order ? order : a->customer < b->customer ? -1 : a->customer > b->customer;
}

static Roll call_roll(size_t count, const int64_t *ids, const char *const *identities, Arena *arena)
{
    if (!identities) return (Roll){ count, ids, NULL, NULL };
    Named *named = ARENA_ARRAY(arena, Named, count);
    uint32_t *order = ARENA_ARRAY(arena, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        named[i] = (Named){ identities[i], (uint32_t)i };
    qsort(named, count, sizeof *named, by_identity);
    for (size_t i = 0; i < count; i++)
        order[i] = named[i].customer;
    return (Roll){ count, ids, identities, order };
}

static uint32_t at(const Roll *roll, size_t place)
{
    return roll->order ? roll->order[place] : (uint32_t)place;
}

/* Where only one side has identities, all of then come first. */
static int compare(const RollWalk *walk)
{
    const Roll *now = &walk->now, *then = &walk->then;
    size_t i = walk->i, o = walk->o;

    if (i == now->count) return 1;
    if (o == then->count) return -1;
    if (!now->identities != !then->identities) return 1;
    if (now->identities) return strcmp(now->identities[at(now, i)], then->identities[at(then, o)]);
    return (now->ids[i] > then->ids[o]) - (now->ids[i] < then->ids[o]);
}

RollWalk roll_open(const Customers *now, const Run *then, Arena *arena)
{
    return (RollWalk){ .now = call_roll(now->count, now->ids, now->identities, arena),
                       .then = call_roll(then->customers, then->ids, then->identities, arena) };
}

bool roll_next(RollWalk *walk, uint32_t *now, uint32_t *then)
{
    if (walk->i == walk->now.count && walk->o == walk->then.count) return false;
    int order = compare(walk);
    *now = order <= 0 ? at(&walk->now, walk->i++) : NOBODY;
    *then = order >= 0 ? at(&walk->then, walk->o++) : NOBODY;
    return true;
}
