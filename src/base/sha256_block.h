/* base/sha256_block.h — what SHA-256 does to its state for each block of 64 bytes (FIPS
 * 180-4, 6.2.2); for digest.c alone.
 */
#ifndef BASE_SHA256_BLOCK_H
#define BASE_SHA256_BLOCK_H

#include <stddef.h>
#include <stdint.h>

typedef void Sha256Blocks(uint32_t state[8], const uint8_t *data, size_t count);

/* The fastest form that this machine has; all give the same. */
Sha256Blocks *sha256_blocks(void);
Sha256Blocks sha256_blocks_plain;

#endif
