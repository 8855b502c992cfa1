/* store_read on a database of which the fuzzer wrote every byte: an error or a reading, never a
 * crash, and what is read adds up and is finite. */
#include <fcntl.h>
#include <math.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static void check(bool fine)
{
    if (!fine) abort();
}

/* In memory where that can be had; SQLite opens no file that has no name. */
static char path[64] = "/dev/shm/clientele-fuzz-XXXXXX";

static void remove_file(void)
{
    remove(path);
}

static void check_shop(const Shop *shop)
{
    double left_out = 0;

    for (size_t i = 0; i < shop->customers.count * F_COUNT; i++)
        check(isfinite(shop->customers.features.at[i]));
    for (size_t i = 0; i < shop->findings.count; i++)
        left_out += shop->findings.items[i].left_out ? shop->findings.items[i].revenue : 0;
    /* Amounts go up to 1e13; a wrong account would be off by a whole one. */
    check(fabs(shop->revenue + left_out - shop->ledger_revenue) <= 0.01);
}

static Status read_shop(Arena *arena)
{
    Source source = { .path = path, .as_of = 19905 };
    Shop shop;
    Err err = { 0 };
    Status s = store_read(&shop, &source, NULL, NULL, arena, &err);

    if (s) {
        check(err.text[0] && utf8_valid(err.text, strlen(err.text)));
    } else {
        check_shop(&shop);
    }
    return s;
}

/* A database as it should be is read: else all that follows would be about opening files. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const char rows[] = "INSERT INTO customers VALUES (1, 'Ada', NULL, '2023-01-01', NULL);"
                               "INSERT INTO transactions VALUES (1, 1, NULL, '2024-01-01', 1, 5)";
    Arena arena = arena_open();
    sqlite3 *db;
    int file = mkstemp(path);

    (void)argc, (void)argv;
    if (file < 0) file = mkstemp(strcpy(path, "/tmp/clientele-fuzz-XXXXXX"));
    check(file >= 0 && !close(file) && !atexit(remove_file));
    check(sqlite3_open(path, &db) == SQLITE_OK);
    check(!sqlite3_exec(db, (const char *)embedded_file("sql/schema.sql").data, NULL, NULL, NULL));
    check(!sqlite3_exec(db, rows, NULL, NULL, NULL));
    sqlite3_close(db);
    check(read_shop(&arena) == OK);
    arena_close(&arena);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena arena = arena_open();
    Err err;

    check(file_write(path, data, size, &err) == OK);
    (void)read_shop(&arena);
    arena_close(&arena);
    return 0;
}
