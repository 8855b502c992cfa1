#include "import/write.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS 5000

static const char NEW_SETTINGS[] =
    "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE;"
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
    "PRAGMA cache_size = -32000; BEGIN";

static const struct {
    const char *there, *make, *known, *drop;
} PARTS[OPTIONAL_PARTS] = {
    [PART_EMAIL] = { "SELECT count(*) FROM pragma_table_info('customers') WHERE lower(name) = "
                     "'email'",
                     "ALTER TABLE customers ADD COLUMN email TEXT",
                     "SELECT count(email) FROM customers",
                     "ALTER TABLE customers DROP COLUMN email" },
    [PART_COUNTRY] = { "SELECT count(*) FROM pragma_table_info('customers') WHERE lower(name) = "
                       "'country'",
                       "ALTER TABLE customers ADD COLUMN country TEXT",
                       "SELECT count(country) FROM customers",
                       "ALTER TABLE customers DROP COLUMN country" },
    [PART_CONSENT] = { "SELECT count(*) FROM pragma_table_info('customers') WHERE lower(name) = "
                       "'consent'",
                       "ALTER TABLE customers ADD COLUMN consent INTEGER",
                       "SELECT count(consent) FROM customers",
                       "ALTER TABLE customers DROP COLUMN consent" },
    [PART_PRODUCTS] = { "SELECT count(*) FROM sqlite_schema WHERE lower(name) = 'products'",
                        "CREATE TABLE products (product_id INTEGER PRIMARY KEY, product_name TEXT,"
                        " category TEXT, price REAL)",
                        "SELECT count(*) FROM products", "DROP TABLE products" },
};

static Status make_parts(Writer *writer, Err *err)
{
    int64_t there;
    Status s = OK;

    for (int p = 0; !s && p < OPTIONAL_PARTS; p++) {
        s = writer_ask(&there, writer, PARTS[p].there, err);
        writer->made[p] = !s && !there;
        if (writer->made[p]) s = writer_run(writer, PARTS[p].make, err);
    }
    return s;
}

Status writer_drop_unknown(const Writer *writer, Err *err)
{
    int64_t known;
    Status s = OK;

    for (int p = 0; !s && p < OPTIONAL_PARTS; p++) {
        if (!writer->building && !writer->made[p]) continue;
        s = writer_ask(&known, writer, PARTS[p].known, err);
        if (!s && !known) s = writer_run(writer, PARTS[p].drop, err);
    }
    return s;
}

Status writer_failed(const Writer *writer, Err *err)
{
    int code = sqlite3_errcode(writer->db) & 0xff;
    int why = code == SQLITE_FULL    ? ENOSPC
              : code == SQLITE_IOERR ? write_trial(sqlite3_db_filename(writer->db, "main"))
                                     : 0;
    Status status = ERR_IO;

    if (is_no_room(why))
        return err_set(err, ERR_IO, "cannot write %s: %s", writer->path, write_reason(why));
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) status = ERR_TRY_AGAIN;
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT || code == SQLITE_ERROR) status = ERR_DATA;
    if (code == SQLITE_CANTOPEN || code == SQLITE_READONLY) status = ERR_CANNOT_CREATE;
    return err_set(err, status, "cannot write %s: %s%s", writer->path, sqlite3_errmsg(writer->db),
                   status == ERR_TRY_AGAIN ? ": another program has it locked: try again when that "
                                             "is done"
                                           : "");
}

Status writer_run(const Writer *writer, const char *sql, Err *err)
{
    return sqlite3_exec(writer->db, sql, NULL, NULL, NULL) == SQLITE_OK
               ? OK
               : writer_failed(writer, err);
}

Status writer_ask(int64_t *out, const Writer *writer, const char *sql, Err *err)
{
    sqlite3_stmt *row = NULL;
    Status s = OK;

    *out = 0;
    if (sqlite3_prepare_v2(writer->db, sql, -1, &row, NULL) != SQLITE_OK) {
        s = writer_failed(writer, err);
    } else if (sqlite3_step(row) == SQLITE_ROW) {
        *out = sqlite3_column_int64(row, 0);
    }
    if (sqlite3_finalize(row) != SQLITE_OK && !s) s = writer_failed(writer, err);
    return s;
}

const char *import_building_path(const char *path, Arena *arena)
{
    return arena_format(arena, "%s%s.partial", path[0] == '/' ? "" : "./", path);
}

static Status create(Writer *writer, Err *err)
{
    Bytes schema = embedded_file("sql/import.sql");
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    Status s;

    if (!schema.data) return err_set(err, ERR_BUG, "sql/import.sql is not in the program");
    unlink(writer->building); /* of a run that was killed */
    /* SQLite would make it so that the group cannot write, whatever the umask allows. */
    if ((s = file_write(writer->building, "", 0, err))) return s;
    if (sqlite3_open_v2(writer->building, &writer->db, flags, NULL) != SQLITE_OK) {
        int why = sqlite3_system_errno(writer->db);
        return err_set(err, write_status(why, ERR_CANNOT_CREATE), "cannot create %s: %s",
                       writer->path,
                       is_no_room(why) ? write_reason(why) : sqlite3_errmsg(writer->db));
    }
    if ((s = writer_run(writer, NEW_SETTINGS, err))) return s;
    writer->has_lines = true;
    return writer_run(writer, (const char *)schema.data, err);
}

static Status open_existing(Writer *writer, Arena *arena, Err *err)
{
    int64_t found;
    const char *name =
        arena_format(arena, "%s%s", writer->path[0] == '/' ? "" : "./", writer->path);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    Status s;

    if (sqlite3_open_v2(name, &writer->db, flags, NULL) != SQLITE_OK) {
        return writer_failed(writer, err);
    }
    sqlite3_busy_timeout(writer->db, BUSY_MS);
    sqlite3_db_config(writer->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(writer->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    if ((s = writer_run(writer, "PRAGMA cache_size = -32000; BEGIN IMMEDIATE", err))) return s;
    if ((s = writer_ask(
             &found, writer,
             "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND lower(name) IN "
             "('customers', 'products', 'transactions', 'interactions')",
             err))) {
        return s;
    }
    if (found < 3) {
        return err_set(err, ERR_DATA,
                       "%s has no tables customers, transactions and interactions to append to: "
                       "import into a new database",
                       writer->path);
    }
    if ((s = writer_ask(&found, writer,
                        "SELECT count(*) FROM pragma_table_info('transactions') "
                        "WHERE lower(name) = 'line_number'",
                        err))) {
        return s;
    }
    writer->has_lines = found > 0;
    if ((s = writer_run(writer,
                        "CREATE TABLE IF NOT EXISTS imported_ids (kind TEXT, source TEXT,"
                        " id INTEGER, PRIMARY KEY (kind, source)) WITHOUT ROWID",
                        err))) {
        return s;
    }
    return make_parts(writer, err);
}

Status writer_open(Writer *out, const ImportPlan *plan, Arena *arena, Err *err)
{
    struct stat info;
    bool there = lstat(plan->path, &info) == 0;
    Status s;

    *out = (Writer){ .path = plan->path, .force = plan->force };
    if (there && S_ISDIR(info.st_mode)) {
        return err_set(err, ERR_CANNOT_CREATE, "%s is a directory: give the path of a file",
                       plan->path);
    }
    if (there && !plan->append && !plan->force) {
        return err_set(err, ERR_CANNOT_CREATE,
                       "%s exists already: add --append to add to it, or --force to replace it",
                       plan->path);
    }
    bool append = there && plan->append;
    if (!append) out->building = import_building_path(plan->path, arena);
    s = append ? open_existing(out, arena, err) : create(out, err);
    if (s) writer_close(out);
    return s;
}

/* link() refuses to replace what another program made meanwhile; rename() replaces. */
static Status put_in_place(Writer *writer, Err *err)
{
    static const char *const endings[] = { "-wal", "-shm", "-journal" };
    Arena scratch = arena_open();
    bool placed = false;

    if (writer->force) {
        /* An old log or journal would be taken for the new database's. */
        for (size_t i = 0; i < COUNT_OF(endings); i++)
            unlink(arena_format(&scratch, "%s%s", writer->path, endings[i]));
        placed = rename(writer->building, writer->path) == 0;
    } else if (link(writer->building, writer->path) == 0) {
        unlink(writer->building);
        placed = true;
    } else if (errno != EEXIST) {
        placed = rename(writer->building, writer->path) == 0; /* a file system without links */
    }
    int why = errno;
    arena_close(&scratch);
    if (placed) {
        writer->building = NULL;
        return OK;
    }
    return err_set(err, write_status(why, ERR_CANNOT_CREATE), "cannot create %s: %s", writer->path,
                   write_reason(why));
}

Status writer_finish(Writer *writer, Err *err)
{
    Status s = writer_run(writer, "COMMIT", err);

    if (s) return s;
    if (sqlite3_close(writer->db) != SQLITE_OK) return writer_failed(writer, err);
    writer->db = NULL;
    return writer->building ? put_in_place(writer, err) : OK;
}

void writer_close(Writer *writer)
{
    if (writer->db) sqlite3_exec(writer->db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(writer->db);
    writer->db = NULL;
    if (writer->building) unlink(writer->building);
    writer->building = NULL;
}

/* --- rows ------------------------------------------------------------------------------------- */

/* INSERT … SELECT of a number of VALUES, of which the last parameter says how many count: so the
 * last batch needs no statement of its own. */
Status inserter_open(Inserter *out, const Writer *writer, const char *table, const char *columns,
                     Err *err)
{
    Buf sql = { 0 };
    int count = 1;

    for (const char *c = columns; *c; c++)
        count += *c == ',';
    buf_format(&sql, "INSERT OR IGNORE INTO %s (%s) SELECT * FROM (VALUES ", table, columns);
    for (int row = 0; row < BATCH_ROWS; row++) {
        for (int c = 0; c < count; c++)
            buf_text(&sql, c ? ", ?" : row ? ", (?" : "(?");
        buf_char(&sql, ')');
    }
    buf_text(&sql, ") LIMIT ?");
    *out = (Inserter){ .writer = writer, .columns = count };
    int result = sqlite3_prepare_v2(writer->db, sql.data, -1, &out->insert, NULL);
    buf_close(&sql);
    return result == SQLITE_OK ? OK : writer_failed(writer, err);
}

static int place(const Inserter *inserter, int column)
{
    return 1 + inserter->pending * inserter->columns + column;
}

void put_null(Inserter *inserter, int column)
{
    sqlite3_bind_null(inserter->insert, place(inserter, column));
}

void put_integer(Inserter *inserter, int column, int64_t value)
{
    sqlite3_bind_int64(inserter->insert, place(inserter, column), value);
}

void put_real(Inserter *inserter, int column, double value)
{
    sqlite3_bind_double(inserter->insert, place(inserter, column), value);
}

void put_number(Inserter *inserter, int column, double value)
{
    if (value == floor(value) && fabs(value) < 9e15) {
        put_integer(inserter, column, (int64_t)value);
    } else {
        put_real(inserter, column, value);
    }
}

void put_text(Inserter *inserter, int column, const char *text, size_t size)
{
    if (!size) {
        put_null(inserter, column);
    } else {
        sqlite3_bind_text(inserter->insert, place(inserter, column), text, (int)size,
                          SQLITE_TRANSIENT);
    }
}

void put_day(Inserter *inserter, int column, Day day)
{
    char *kept = inserter->days[inserter->pending][column & 1];
    CivilDate date = day_to_civil(day);
    int digits[] = { date.year / 1000,
                     date.year / 100 % 10,
                     date.year / 10 % 10,
                     date.year % 10,
                     -1,
                     date.month / 10,
                     date.month % 10,
                     -1,
                     date.day / 10,
                     date.day % 10 };

    /* As day_iso, without printf: this is done for every row. */
    for (size_t i = 0; i < COUNT_OF(digits); i++)
        kept[i] = (char)(digits[i] < 0 ? '-' : '0' + digits[i]);
    sqlite3_bind_text(inserter->insert, place(inserter, column), kept, 10, SQLITE_STATIC);
}

static Status flush(Inserter *inserter, Err *err)
{
    sqlite3_bind_int(inserter->insert, 1 + BATCH_ROWS * inserter->columns, inserter->pending);
    inserter->pending = 0;
    sqlite3_step(inserter->insert);
    if (sqlite3_reset(inserter->insert) == SQLITE_OK) return OK;
    return writer_failed(inserter->writer, err);
}

Status inserter_row(Inserter *inserter, Err *err)
{
    return ++inserter->pending < BATCH_ROWS ? OK : flush(inserter, err);
}

Status inserter_close(Inserter *inserter, Status before, Err *err)
{
    Status s = before;

    if (!s && inserter->pending) s = flush(inserter, err);
    sqlite3_finalize(inserter->insert);
    inserter->insert = NULL;
    return s;
}
