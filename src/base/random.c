#include "base/random.h"

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

Random random_open(uint64_t seed, uint64_t stream)
{
    Random random;
    uint64_t mixed = seed;
    uint64_t state = splitmix(&mixed) ^ (stream * 0xd1342543de82ef95u);

    for (int i = 0; i < 4; i++)
        random.state[i] = splitmix(&state);
    return random;
}

static uint64_t rotate(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

uint64_t random_bits(Random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double random_unit(Random *random)
{
    return (double)(random_bits(random) >> 11) * 0x1.0p-53;
}

/* Lemire 2019: a multiplication, and a rejection only where it would be biased. */
uint64_t random_below(Random *random, uint64_t limit)
{
    if (limit < 2) return 0;
    unsigned __int128 product = (unsigned __int128)random_bits(random) * limit;
    if ((uint64_t)product < limit) {
        uint64_t least = -limit % limit;
        while ((uint64_t)product < least)
            product = (unsigned __int128)random_bits(random) * limit;
    }
    return (uint64_t)(product >> 64);
}

void random_shuffle(Random *random, uint32_t *items, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = random_below(random, i);
        uint32_t kept = items[i - 1];
        items[i - 1] = items[j];
        items[j] = kept;
    }
}
