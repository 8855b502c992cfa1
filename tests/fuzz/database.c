/* store_read on a database of which the fuzzer wrote every byte: an error or a reading, never a
 * crash, and what is read adds up and is finite.
 *
 * Give it a folder with a small database to start from: `clientele demo small.db --customers 3`. */
#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_shop(const Shop *shop)
{
    double left_out = 0;

    for (size_t i = 0; i < shop->customers.count * F_COUNT; i++) {
        if (!isfinite(shop->customers.features.at[i])) abort();
    }
    for (size_t i = 0; i < shop->findings.count; i++)
        left_out += shop->findings.items[i].left_out ? shop->findings.items[i].revenue : 0;
    /* Amounts go up to 1e13; a wrong account would be off by a whole one. */
    if (fabs(shop->revenue + left_out - shop->ledger_revenue) > 0.01) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena arena = arena_open();
    Shop shop;
    Err err;
    int file = memfd_create("fuzz", 0);

    if (file < 0 || write(file, data, size) != (ssize_t)size) abort();
    Source source = { .path = arena_format(&arena, "/proc/self/fd/%d", file), .as_of = 19905 };
    if (store_read(&shop, &source, NULL, NULL, &arena, &err) == OK) check_shop(&shop);
    arena_close(&arena);
    close(file);
    return 0;
}
