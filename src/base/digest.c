/* SHA-256 as FIPS 180-4 gives it (section 6.2; its blocks: sha256_block.c), and base64. */
#include "base/digest.h"

#include <string.h>

#include "base/file.h"
#include "base/sha256_block.h"

Sha256Run sha256_open(void)
{
    return (Sha256Run){ .state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
                                   0x9b05688c, 0x1f83d9ab, 0x5be0cd19 } };
}

void sha256_add(Sha256Run *run, const void *data, size_t size)
{
    Sha256Blocks *blocks_add = sha256_blocks();
    const uint8_t *bytes = data;
    size_t held = run->size % 64;

    run->size += size;
    if (held + size < 64) {
        if (size) memcpy(run->rest + held, bytes, size);
        return;
    }
    if (held) {
        memcpy(run->rest + held, bytes, 64 - held);
        blocks_add(run->state, run->rest, 1);
        bytes += 64 - held;
        size -= 64 - held;
    }
    blocks_add(run->state, bytes, size / 64);
    memcpy(run->rest, bytes + size / 64 * 64, size % 64);
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
