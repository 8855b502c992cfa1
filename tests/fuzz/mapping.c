/* Any bytes as a map of a small database, and as the names of its tables and columns. A map is read
 * or refused, and changes nothing; a guess, written as a configuration, reads as the same guess. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/config.h"
#include "app/init.h"
#include "import/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool fine)
{
    if (!fine) abort();
}

static const char *folder(void)
{
    static char path[] = "/tmp/clientele-fuzz-XXXXXX";
    static bool made = false;

    if (!made) check(mkdtemp(path) != NULL);
    made = true;
    return path;
}

static void run(const char *path, const char *sql)
{
    sqlite3 *db;

    check(sqlite3_open(path, &db) == SQLITE_OK);
    (void)sqlite3_exec(db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
    (void)sqlite3_exec(db, sql, NULL, NULL, NULL); /* names that SQLite does not take: no table */
    sqlite3_close(db);
}

static const char SHOP[] =
    "CREATE TABLE c (id TEXT, name, mail, since); CREATE TABLE s (no, client, \"when\", sum, qty, "
    "p);"
    "INSERT INTO c VALUES ('A', 'Ada', 'a@x', '1.2.2023'), ('B', 'Bob', NULL, 1700000000);"
    "INSERT INTO s VALUES (1, 'A', '31.12.2023', '1,50', 2, 'x'), (1, 'B', '2024-01-02', 3, 1, "
    "'y'),"
    " (2, 'B', 1700000000, '4', NULL, X'00');";

/* The i-th line of the bytes, "" behind the last. */
static const char *line(const uint8_t *data, size_t size, size_t i, Arena *arena)
{
    const char *text = arena_text_n(arena, (const char *)data, size);

    for (; i && *text; i--) {
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    return arena_text_n(arena, text, strcspn(text, "\n"));
}

static TableMap table_of(const uint8_t *data, size_t size, size_t first, Arena *arena)
{
    const char *from = line(data, size, first, arena);
    const char **columns = ARENA_ARRAY(arena, const char *, 3);
    TableMap map = { .columns = columns };

    if (*from == 't') map.table = from + 1;
    if (*from == 'q') map.sql = from + 1;
    for (size_t c = 0; c < 3; c++) {
        const char *column = line(data, size, first + 1 + c, arena);
        if (strchr(column, '=')) columns[map.column_count++] = column;
    }
    return map;
}

static void try_map(const uint8_t *data, size_t size, Arena *arena)
{
    const char *path = path_join(arena, folder(), "shop.db");
    const char *made = path_join(arena, folder(), "made.db");
    SourceMap map = { .where = "fuzz" };
    ImportPlan plan = { .path = made,
                        .database = path,
                        .source = &map,
                        .force = true,
                        .most_share = 1,
                        .most_lines = -1 };
    Source source = { .path = made, .as_of = 20000 };
    struct stat before, after;
    Imported imported;
    Shop shop;
    Err err = { 0 };

    if (!path_exists(path)) run(path, SHOP);
    map.tables[TRANSACTIONS] = table_of(data, size, 0, arena);
    map.tables[CUSTOMERS] = table_of(data, size, 4, arena);
    check(stat(path, &before) == 0);
    if (import_csv(&imported, &plan, arena, &err) ||
        store_read(&shop, &source, NULL, NULL, arena, &err)) {
        check(err.text[0] && utf8_valid(err.text, strlen(err.text)));
    }
    check(stat(path, &after) == 0 && before.st_mtim.tv_nsec == after.st_mtim.tv_nsec &&
          before.st_size == after.st_size);
}

static void put_name(Buf *sql, const char *name)
{
    buf_char(sql, '"');
    for (; *name; name++) {
        if (*name == '"') buf_char(sql, '"');
        buf_char(sql, *name);
    }
    buf_char(sql, '"');
}

static void same_text(const char *a, const char *b)
{
    check((a == NULL) == (b == NULL) && (!a || strcmp(a, b) == 0));
}

static void check_written(const Guess *guess, Arena *arena)
{
    Options options = { .command = COMMAND_REPORT };
    Buf text = { 0 };
    Err err;

    init_write(&text, guess, "shop.db", arena);
    const Bytes bytes = { (const unsigned char *)text.data, text.size };
    check(config_take(&options, NULL, bytes, "fuzz.yaml", arena, &err) == OK);
    for (size_t t = 0; t < TABLES; t++) {
        const TableMap *wrote = &guess->map.tables[t], *read = &options.source.tables[t];
        same_text(wrote->table, read->table);
        same_text(wrote->sql, read->sql);
        check(wrote->column_count == read->column_count);
        for (size_t c = 0; c < wrote->column_count; c++)
            same_text(wrote->columns[c], read->columns[c]);
    }
    buf_close(&text);
}

/* A table of sales and one of customers, with names from the bytes among names that are known. */
static void try_guess(const uint8_t *data, size_t size, Arena *arena)
{
    const char *path = path_join(arena, folder(), "guess.db");
    static const char *const parts[] = { "CREATE TABLE ",
                                         " (id INTEGER PRIMARY KEY, amount, ",
                                         " TEXT, ",
                                         ", customer_id); CREATE TABLE ",
                                         " (customer_id, email, ",
                                         ", ",
                                         ");" };
    Buf sql = { 0 };
    Guess guess;
    Err err = { 0 };

    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        buf_text(&sql, parts[i]);
        if (i + 1 < COUNT_OF(parts)) put_name(&sql, line(data, size, i, arena));
    }
    buf_text(&sql, "INSERT INTO ");
    put_name(&sql, line(data, size, 0, arena));
    buf_text(&sql, " DEFAULT VALUES; INSERT INTO ");
    put_name(&sql, line(data, size, 3, arena));
    buf_text(&sql, " DEFAULT VALUES;");
    unlink(path);
    run(path, sql.data);
    buf_close(&sql);
    if (guess_database(&guess, path, arena, &err)) {
        check(err.text[0] && utf8_valid(err.text, strlen(err.text)));
    } else {
        check_written(&guess, arena);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena arena = arena_open();

    if (size && size < 4096) {
        if (data[0] % 2) {
            try_map(data + 1, size - 1, &arena);
        } else {
            try_guess(data + 1, size - 1, &arena);
        }
    }
    arena_close(&arena);
    return 0;
}
