#include "store_tests.h"

#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Refusal {
    bool loose;
    const char *change;
    Status status;
    const char *word, *other_word;
} Refusal;

static const Refusal REFUSALS[] = {
    { false, "DROP TABLE customers", ERR_DATA, "customers", "it has: " },
    { false, "DROP TABLE transactions", ERR_DATA, "transactions", "it has: " },
    { false, "ALTER TABLE transactions DROP COLUMN total_amount", ERR_DATA, "total_amount",
      "transaction_date, quantity" },
    { true, "ALTER TABLE customers DROP COLUMN customer_id", ERR_DATA, "customer_id",
      "columns are" },
    { false, "DELETE FROM customers", ERR_DATA, "no customers", "empty" },
    { false, "DELETE FROM transactions", ERR_DATA, "no transactions", "empty" },
    { true, "UPDATE customers SET customer_id = 'C-' || customer_id", ERR_DATA, "customer_id",
      "is not in customers" },
    { true, "UPDATE transactions SET total_amount = replace(total_amount, '.', ',') || ',0'",
      ERR_DATA, "total_amount", "decimal point" },
    { true, "UPDATE transactions SET total_amount = 9e999", ERR_DATA, "total_amount", "beyond" },
    { true, "UPDATE transactions SET transaction_date = strftime('%m/%d/%Y', transaction_date)",
      ERR_DATA, "transaction_date", "'06/01/2024'" },
    { true, "UPDATE transactions SET transaction_date = 1717200000", ERR_DATA, "Unix seconds",
      "1717200000" },
    { true, "UPDATE transactions SET transaction_date = 1717200000000", ERR_DATA, "milliseconds",
      "1717200000000" },
    { true, "UPDATE transactions SET transaction_date = julianday(transaction_date)", ERR_DATA,
      "numbers are not taken as dates", "2460" },
    { true, "UPDATE transactions SET transaction_date = 'yesterday'", ERR_DATA, "'yesterday'",
      "2024-07-31" },
    { true, "UPDATE transactions SET transaction_date = NULL", ERR_DATA, "no transactions",
      "transaction_date" },
    { true, "UPDATE customers SET signup_date = '1.2.2023'", ERR_DATA, "signup_date",
      "'1.2.2023'" },
    { true, "UPDATE interactions SET interaction_date = 'soon'", ERR_DATA, "interaction_date",
      "'soon'" },
    { true, "UPDATE transactions SET customer_id = customer_id + 900", ERR_DATA,
      "is not in customers", "no transactions" },
    { true, "UPDATE transactions SET transaction_date = '2024-07-02'", ERR_DATA, "as of 2024-07-01",
      "after the as-of date" },
    { false, "DROP TABLE transactions; CREATE VIRTUAL TABLE transactions USING fts5(a)", ERR_DATA,
      "virtual table", "transactions" },
    { false,
      "DROP TABLE transactions; CREATE VIEW transactions AS WITH RECURSIVE c(x) AS (SELECT 1"
      " UNION ALL SELECT x + 1 FROM c) SELECT x AS transaction_id, 1 AS customer_id, 1 AS"
      " product_id, '2024-01-01' AS transaction_date, 1 AS quantity, 1.0 AS total_amount"
      " FROM c",
      ERR_DATA, "limit", "view" },
    { false,
      "ALTER TABLE customers RENAME TO c0; CREATE VIEW customers AS SELECT customer_id,"
      " hex(zeroblob(400000000)) AS name, email, signup_date, country FROM c0",
      ERR_DATA, "too big", "limit" },
    { false,
      "ALTER TABLE customers RENAME TO c0; CREATE VIEW customers AS SELECT customer_id,"
      " load_extension('/tmp/evil.so') AS name, email, signup_date, country FROM c0",
      ERR_DATA, "reading", "load_extension" },
    { false,
      "CREATE TABLE zz(a); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE"
      " TABLE zz(a, this is not sql ((((' WHERE name = 'zz'",
      ERR_DATA, "malformed", "zz" },
    { false,
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM"
      " sqlite_schema WHERE name = 'customers') WHERE name = 'transactions'",
      ERR_DATA, "corrupt", "2nd reference" },
};

static void what_cannot_be_read_safely_is_refused_by_name(void **state)
{
    for (size_t i = 0; i < COUNT_OF(REFUSALS); i++) {
        const Refusal *refusal = &REFUSALS[i];
        const char *path = refusal->loose ? loose_shop(*state, refusal->change)
                                          : strict_shop(*state, refusal->change);
        assert_refused(*state, path, refusal->status, refusal->word, refusal->other_word);
    }
}

static const char *file_with(Fixture *fixture, const char *name, const void *bytes, size_t size)
{
    const char *path = path_in(fixture, name);
    Err err;

    assert_int_equal(file_write(path, bytes, size, &err), OK);
    return path;
}

static void what_is_no_database_is_named_for_what_it_may_be(void **state)
{
    static const unsigned char noise[] = { 0x8f, 0x01, 0x00, 0x77, 0xfe, 0xc3, 0x10, 0x99 };
    const char *dump = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n";

    assert_refused(*state, file_with(*state, "a.db", "hello, text\n", 12), ERR_DATA,
                   "not a SQLite database", "text file");
    assert_refused(*state, file_with(*state, "b.db", noise, sizeof noise), ERR_DATA,
                   "not a SQLite database", "encrypted");
    assert_refused(*state, file_with(*state, "c.db", dump, strlen(dump)), ERR_DATA, "SQL dump",
                   "sqlite3 new.db");
    assert_refused(*state, file_with(*state, "d.db", "\x1f\x8b\x08", 3), ERR_DATA, "gunzip",
                   "gzip");
    assert_refused(*state, file_with(*state, "e.db", "", 0), ERR_DATA, "empty", "0 bytes");
    assert_refused(*state, file_with(*state, "f.db", "SQLite format 3\0\x10", 17), ERR_DATA,
                   "header", "malformed");
    assert_refused(*state, ((Fixture *)*state)->folder, ERR_DATA, "directory", "");
    assert_refused(*state, path_in(*state, "nothing.db"), ERR_NO_INPUT, "no such file",
                   "nothing.db");
    assert_false(path_exists(path_in(*state, "nothing.db")));
}

static void links_that_lead_nowhere_and_pipes_are_refused_at_once(void **state)
{
    const char *loop = path_in(*state, "loop.db"), *pipe = path_in(*state, "pipe.db");
    const char *dangling = path_in(*state, "dangling.db");

    assert_int_equal(symlink(loop, loop), 0);
    assert_int_equal(symlink(path_in(*state, "gone"), dangling), 0);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_refused(*state, loop, ERR_NO_INPUT, "symbolic", "loop.db");
    assert_refused(*state, dangling, ERR_NO_INPUT, "no such file", "dangling.db");
    assert_refused(*state, pipe, ERR_DATA, "regular file", "pipe.db");
    assert_false(path_exists(path_in(*state, "gone")));
}

/* Damage at every 97th byte, one at a time: an error or a reading, never a crash, and what is read
 * still adds up. */
static void damaged_bytes_never_crash(void **state)
{
    Fixture *fixture = *state;
    const char *good = strict_shop(fixture, ""), *bad = path_in(fixture, "bad.db");
    Bytes bytes;
    Err err;
    int read = 0, refused = 0;

    assert_int_equal(file_read(&bytes, good, 1 << 20, &fixture->arena, &err), OK);
    unsigned char *copy = arena_alloc(&fixture->arena, bytes.size, 1);
    for (size_t at = 16; at < bytes.size; at += 97) {
        Shop shop;
        Source source = { .path = bad, .as_of = day("2024-07-01") };
        memcpy(copy, bytes.data, bytes.size);
        copy[at] ^= 0xff;
        assert_int_equal(file_write(bad, copy, bytes.size, &err), OK);
        if (store_read(&shop, &source, NULL, NULL, &fixture->arena, &err) == OK) {
            assert_reconciles(&shop);
            read++;
        } else {
            assert_true(err.text[0] && utf8_valid(err.text, strlen(err.text)));
            refused++;
        }
    }
    assert_true(read > 0 && refused > 0);
}

static void a_database_cut_in_half_is_refused(void **state)
{
    Fixture *fixture = *state;
    const char *path = strict_shop(fixture, "");
    struct stat info;

    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(truncate(path, info.st_size / 2), 0);
    assert_refused(fixture, path, ERR_DATA, "malformed", path);
}

static void copy_file(Fixture *fixture, const char *from, const char *to)
{
    Bytes bytes;
    Err err;

    assert_int_equal(file_read(&bytes, from, 1 << 24, &fixture->arena, &err), OK);
    assert_int_equal(file_write(to, bytes.data, bytes.size, &err), OK);
}

static void a_hot_journal_is_refused_and_left_alone(void **state)
{
    Fixture *fixture = *state;
    const char *path = strict_shop(fixture, "");
    const char *copy = path_in(fixture, "hot.db"), *journal = path_in(fixture, "hot.db-journal");
    sqlite3 *db;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db,
                     "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN;"
                     "UPDATE transactions SET total_amount = -1;"
                     "CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
                     " SELECT i + 1 FROM n WHERE i < 2000) SELECT hex(randomblob(50))"
                     " FROM n",
                     NULL, NULL, NULL),
        SQLITE_OK);
    copy_file(fixture, path, copy);
    copy_file(fixture, arena_format(&fixture->arena, "%s-journal", path), journal);
    sqlite3_close(db);
    assert_refused(fixture, copy, ERR_DATA, "hot journal", "hot.db-journal");
    assert_true(path_exists(journal));
}

/* Another process holds the lock: within one process SQLite's locks would not be seen. */
static void a_locked_database_is_waited_for_and_then_given_up(void **state)
{
    const char *path = strict_shop(*state, "");
    int ready[2];
    char byte;

    assert_int_equal(pipe(ready), 0);
    pid_t holder = fork();
    if (holder == 0) {
        sqlite3 *db;
        sqlite3_open(path, &db);
        sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL);
        if (write(ready[1], "x", 1) != 1) _exit(1);
        sleep(60);
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_refused(*state, path, ERR_TRY_AGAIN, "locked", path);
    kill(holder, SIGKILL);
    waitpid(holder, NULL, 0);
    close(ready[0]);
    close(ready[1]);
    assert_int_equal(read_shop(*state, path, NULL).purchases.count, 8);
}

int refusal_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_cannot_be_read_safely_is_refused_by_name),
        TEST(what_is_no_database_is_named_for_what_it_may_be),
        TEST(links_that_lead_nowhere_and_pipes_are_refused_at_once),
        TEST(damaged_bytes_never_crash),
        TEST(a_database_cut_in_half_is_refused),
        TEST(a_hot_journal_is_refused_and_left_alone),
        TEST(a_locked_database_is_waited_for_and_then_given_up),
    };

    return cmocka_run_group_tests_name("refusals", tests, NULL, NULL);
}
