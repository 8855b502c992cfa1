/* base/digest.h — SHA-256 (FIPS 180-4) and base64 (RFC 4648, section 4).
 *
 * For content hashes and data: addresses, not for secrets.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

#define SHA256_SIZE 32

typedef struct Sha256 {
    uint8_t byte[SHA256_SIZE];
} Sha256;

Sha256 sha256(const void *data, size_t size);

/* The same piece by piece. */
typedef struct Sha256Run {
    uint32_t state[8];
    uint8_t rest[64]; /* what does not fill a block yet */
    uint64_t size;    /* of all so far */
} Sha256Run;

Sha256Run sha256_open(void);
void sha256_add(Sha256Run *run, const void *data, size_t size);
Sha256 sha256_end(Sha256Run *run);

/* Of a file's contents; also its size. */
MUST_USE Status sha256_file(Sha256 *out, size_t *size, const char *path, Err *err);

/* Appends 64 lower-case hexadecimal digits. */
void sha256_hex(Buf *out, const Sha256 *digest);
/* Appends the data as base64 with padding. */
void base64_put(Buf *out, const void *data, size_t size);

#endif
