/* SHA-256 as FIPS 180-4 gives it (section 6.2), and base64. */
#include "base/digest.h"

#include <string.h>

#include "base/file.h"

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

/* Step 3: the eight letters stay where they are, their names move. */
static inline void round_add(uint32_t v[8], int i, uint32_t word)
{
    uint32_t *a = &v[(8 - i) & 7], *b = &v[(9 - i) & 7], *c = &v[(10 - i) & 7];
    uint32_t *d = &v[(11 - i) & 7], *e = &v[(12 - i) & 7], *f = &v[(13 - i) & 7];
    uint32_t *g = &v[(14 - i) & 7], *h = &v[(15 - i) & 7];
    uint32_t s1 = turned(*e, 6) ^ turned(*e, 11) ^ turned(*e, 25);
    uint32_t s0 = turned(*a, 2) ^ turned(*a, 13) ^ turned(*a, 22);
    uint32_t t1 = *h + s1 + ((*e & *f) ^ (~*e & *g)) + word;

    *d += t1;
    *h = t1 + s0 + ((*a & *b) ^ (*a & *c) ^ (*b & *c));
}

static void block_add(Sha256Run *run, const uint8_t *block)
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
    uint32_t v[8]; /* a to h, turned by one place a round: a is v[-t mod 8] */

    schedule(w, block);
    memcpy(v, run->state, sizeof v);
    for (int t = 0; t < 64; t += 8) {
        for (int i = 0; i < 8; i++)
            round_add(v, i, k[t + i] + w[t + i]);
    }
    for (int i = 0; i < 8; i++)
        run->state[i] += v[i];
}

Sha256Run sha256_open(void)
{
    return (Sha256Run){ .state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
                                   0x9b05688c, 0x1f83d9ab, 0x5be0cd19 } };
}

void sha256_add(Sha256Run *run, const void *data, size_t size)
{
    const uint8_t *bytes = data;
    size_t held = run->size % 64;

    run->size += size;
    if (held + size < 64) {
        if (size) memcpy(run->rest + held, bytes, size);
        return;
    }
    if (held) {
        memcpy(run->rest + held, bytes, 64 - held);
        block_add(run, run->rest);
        bytes += 64 - held;
        size -= 64 - held;
    }
    for (; size >= 64; bytes += 64, size -= 64)
        block_add(run, bytes);
    memcpy(run->rest, bytes, size);
}

/* A one bit, zeros, and the length in bits (5.1.1). */
Sha256 sha256_end(Sha256Run *run)
{
    uint64_t bits = run->size * 8;
    size_t held = run->size % 64;
    uint8_t last[72] = { 0x80 };
    size_t zeros = held < 56 ? 56 - held : 120 - held; /* the one bit's byte among them */
    Sha256 digest;

    for (size_t i = 0; i < 8; i++)
        last[zeros + i] = (uint8_t)(bits >> (56 - 8 * i));
    sha256_add(run, last, zeros + 8);
    for (int i = 0; i < SHA256_SIZE; i++)
        digest.byte[i] = (uint8_t)(run->state[i / 4] >> (24 - 8 * (i % 4)));
    return digest;
}

Sha256 sha256(const void *data, size_t size)
{
    Sha256Run run = sha256_open();

    sha256_add(&run, data, size);
    return sha256_end(&run);
}

static Status add_piece(void *context, const void *data, size_t size, Err *err)
{
    (void)err;
    sha256_add(context, data, size);
    return OK;
}

Status sha256_file(Sha256 *out, size_t *size, const char *path, Err *err)
{
    Sha256Run run = sha256_open();
    Status s = file_pieces(path, add_piece, &run, err);

    if (s) return s;
    *size = run.size;
    *out = sha256_end(&run);
    return OK;
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
