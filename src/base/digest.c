/* SHA-256 as FIPS 180-4 gives it (section 6.2), and base64. */
#include "base/digest.h"

#include <string.h>

typedef struct Hash {
    uint32_t state[8];
} Hash;

static uint32_t turned(uint32_t x, int bits)
{
    return (x >> bits) | (x << (32 - bits));
}

static uint32_t big_endian(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* The message schedule W, FIPS 180-4, 6.2.2 step 1. */
static void schedule(uint32_t w[64], const uint8_t *block)
{
    for (int t = 0; t < 16; t++)
        w[t] = big_endian(block + 4 * t);
    for (int t = 16; t < 64; t++) {
        uint32_t a = w[t - 15], b = w[t - 2];
        uint32_t s0 = turned(a, 7) ^ turned(a, 18) ^ (a >> 3);
        uint32_t s1 = turned(b, 17) ^ turned(b, 19) ^ (b >> 10);
        w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
}

static void block_add(Hash *hash, const uint8_t *block)
{
    static const uint32_t k[64] = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
        0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
        0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
        0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
        0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
        0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
        0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
        0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
        0xc67178f2
    };
    uint32_t w[64];
    uint32_t v[8]; /* a to h */

    schedule(w, block);
    memcpy(v, hash->state, sizeof v);
    for (int t = 0; t < 64; t++) {
        uint32_t s1 = turned(v[4], 6) ^ turned(v[4], 11) ^ turned(v[4], 25);
        uint32_t ch = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t t1 = v[7] + s1 + ch + k[t] + w[t];
        uint32_t s0 = turned(v[0], 2) ^ turned(v[0], 13) ^ turned(v[0], 22);
        uint32_t maj = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += t1;
        v[0] = t1 + s0 + maj;
    }
    for (int i = 0; i < 8; i++)
        hash->state[i] += v[i];
}

/* The rest of the message, a one bit, zeros, and the length in bits (5.1.1). */
static void rest_add(Hash *hash, const uint8_t *rest, size_t rest_size, size_t size)
{
    uint8_t last[128] = { 0 };
    size_t blocks = rest_size < 56 ? 1 : 2;
    uint64_t bits = (uint64_t)size * 8;

    memcpy(last, rest, rest_size);
    last[rest_size] = 0x80;
    for (size_t i = 0; i < 8; i++)
        last[64 * blocks - 1 - i] = (uint8_t)(bits >> (8 * i));
    for (size_t i = 0; i < blocks; i++)
        block_add(hash, last + 64 * i);
}

Sha256 sha256(const void *data, size_t size)
{
    Hash hash = { { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
                    0x1f83d9ab, 0x5be0cd19 } };
    static const uint8_t none[1];
    const uint8_t *bytes = size ? data : none;
    size_t whole = size / 64;
    Sha256 digest;

    for (size_t i = 0; i < whole; i++)
        block_add(&hash, bytes + 64 * i);
    rest_add(&hash, bytes + 64 * whole, size % 64, size);
    for (int i = 0; i < SHA256_SIZE; i++)
        digest.byte[i] = (uint8_t)(hash.state[i / 4] >> (24 - 8 * (i % 4)));
    return digest;
}

void sha256_hex(Buf *out, const Sha256 *digest)
{
    for (int i = 0; i < SHA256_SIZE; i++)
        buf_format(out, "%02x", digest->byte[i]);
}

void base64_put(Buf *out, const void *data, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const uint8_t *at = data;
    char *to = buf_reserve(out, (size + 2) / 3 * 4 + 1);
    char *from = to;

    for (; size > 0; at += 3) {
        size_t n = size < 3 ? size : 3;
        uint32_t bits = (uint32_t)at[0] << 16;
        if (n > 1) bits |= (uint32_t)at[1] << 8;
        if (n > 2) bits |= at[2];
        *to++ = digits[bits >> 18];
        *to++ = digits[bits >> 12 & 63];
        *to++ = n > 1 ? digits[bits >> 6 & 63] : '=';
        *to++ = n > 2 ? digits[bits & 63] : '=';
        size -= n;
    }
    *to = '\0';
    out->size += (size_t)(to - from);
}
