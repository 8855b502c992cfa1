#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS 5000
#define HOT_TRIES 10
#define HOT_MS 50
/* The longest text or BLOB that is read; names are cut to far less later. */
#define MAX_VALUE_BYTES (64 * 1024 * 1024)
#define MAX_HEAP_BYTES ((int64_t)1024 * 1024 * 1024)
/* The virtual machine's instructions that a database may cost. For each byte of a file of our
 * schema quick_check and the scans take 0.5, sql/features.sql 1.4; views with joins take more, and
 * a recursive view has no end. */
#define WORK_CHUNK 10000
#define WORK_BASE 20000000
#define WORK_PER_BYTE 50
/* quick_check reads all pages: 0.3 s for 74 MB. Above this size damage is met while scanning: every
 * step's result counts, cell sizes are checked, and so is the type of every value. */
#define CHECK_BYTES (32 * 1024 * 1024)
#define HEADER_BYTES 100

static bool begins(const unsigned char *bytes, size_t size, const char *with)
{
    return size >= strlen(with) && memcmp(bytes, with, strlen(with)) == 0;
}

/* What the file may be instead, as advice. */
static const char *guess_kind(const unsigned char *bytes, size_t size)
{
    if (begins(bytes, size, "\x1f\x8b")) return "it is gzip-compressed: run gunzip on it first";
    if (begins(bytes, size, "PK\x03\x04")) return "it is a ZIP file: unpack it first";
    if (begins(bytes, size, "\x89PNG") || begins(bytes, size, "\xff\xd8")) return "it is a picture";
    if (begins(bytes, size, "PRAGMA foreign_keys") || begins(bytes, size, "BEGIN TRANSACTION")) {
        return "it is an SQL dump: load it with  sqlite3 new.db < dump.sql";
    }
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] < 0x09) return "it may be encrypted, or damaged";
    }
    if (utf8_valid((const char *)bytes, size)) return "it is a text file";
    return "it may be encrypted, or damaged";
}

static Status check_header(Db *db, const unsigned char *bytes, size_t size, Err *err)
{
    if (!begins(bytes, size, "SQLite format 3") || bytes[15] != 0) {
        return err_set(err, ERR_DATA, "%s is not a SQLite database: %s", db->path,
                       guess_kind(bytes, size));
    }
    if (size < HEADER_BYTES) {
        return err_set(err, ERR_DATA,
                       "%s is not a whole SQLite database: it ends within its header, the copy is "
                       "malformed",
                       db->path);
    }
    db->wal = bytes[18] == 2;
    db->lost_log = db->wal; /* until a log is found */
    return OK;
}

static Status read_header(Db *db, Err *err)
{
    unsigned char bytes[HEADER_BYTES];
    int fd = open(db->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0) {
        return err_set(err, errno == EIO ? ERR_IO : ERR_NO_INPUT, "cannot open %s: %s", db->path,
                       strerror(errno));
    }
    ssize_t got = read(fd, bytes, sizeof bytes);
    int why = errno;
    close(fd);
    if (got < 0) return err_set(err, ERR_IO, "cannot read %s: %s", db->path, strerror(why));
    return check_header(db, bytes, (size_t)got, err);
}

static Status check_file(Db *db, Err *err)
{
    struct stat info;

    if (stat(db->path, &info) != 0) {
        bool missing = errno == ENOENT || errno == ENOTDIR;
        if (missing) return err_set(err, ERR_NO_INPUT, "no such file: %s does not exist", db->path);
        return err_set(err, ERR_NO_INPUT, "cannot open %s: %s", db->path, strerror(errno));
    }
    if (S_ISDIR(info.st_mode)) {
        return err_set(err, ERR_DATA, "%s is a directory: give the path of a SQLite database",
                       db->path);
    }
    if (!S_ISREG(info.st_mode)) {
        return err_set(err, ERR_DATA,
                       "%s is not a regular file: give the path of a SQLite database", db->path);
    }
    if (info.st_size == 0) {
        return err_set(err, ERR_DATA, "%s is empty (0 bytes): it holds no tables", db->path);
    }
    db->bytes = info.st_size;
    return read_header(db, err);
}

static void look_for_log(Db *db)
{
    Arena scratch = arena_open();
    struct stat info;

    if (stat(arena_format(&scratch, "%s-wal", db->path), &info) == 0 && info.st_size > 0) {
        db->bytes += info.st_size;
        db->lost_log = false;
    }
    arena_close(&scratch);
}

/* Returning non-zero interrupts the statement. */
static int count_work(void *context)
{
    Db *db = context;

    return --db->steps_left < 0;
}

static int allow_reading(void *context, int action, const char *a, const char *b, const char *c,
                         const char *d)
{
    (void)context, (void)c, (void)d;
    if (action == SQLITE_PRAGMA) {
        bool reads = !strcmp(a, "table_xinfo") || !strcmp(a, "foreign_key_list") ||
                     !strcmp(a, "index_list") || !strcmp(a, "index_info");
        return reads ? SQLITE_OK : SQLITE_DENY;
    }
    if (action == SQLITE_FUNCTION && b && sqlite3_stricmp(b, "load_extension") == 0) {
        return SQLITE_DENY;
    }
    return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION ||
                   action == SQLITE_RECURSIVE
               ? SQLITE_OK
               : SQLITE_DENY;
}

static void set_limits(Db *db)
{
    static const int limits[][2] = {
        { SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES },   { SQLITE_LIMIT_SQL_LENGTH, 1000000 },
        { SQLITE_LIMIT_EXPR_DEPTH, 200 },           { SQLITE_LIMIT_COMPOUND_SELECT, 50 },
        { SQLITE_LIMIT_VDBE_OP, 250000 },           { SQLITE_LIMIT_ATTACHED, 0 },
        { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000 }, { SQLITE_LIMIT_VARIABLE_NUMBER, 100 },
        { SQLITE_LIMIT_TRIGGER_DEPTH, 1 },          { SQLITE_LIMIT_WORKER_THREADS, 0 },
    };

    for (size_t i = 0; i < COUNT_OF(limits); i++)
        sqlite3_limit(db->handle, limits[i][0], limits[i][1]);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0, NULL);
    sqlite3_hard_heap_limit64(MAX_HEAP_BYTES);
    sqlite3_busy_timeout(db->handle, db->wait_ms);
    db->steps_left = (WORK_BASE + WORK_PER_BYTE * db->bytes) / WORK_CHUNK;
    sqlite3_progress_handler(db->handle, WORK_CHUNK, count_work, db);
}

/* SQLite on Debian takes names that begin with "file:" as URIs, and ":memory:" and "" as no file at
 * all; a name with a slash in front of it is always a file. */
static char *plain_name(const char *path, Arena *arena)
{
    return arena_format(arena, "%s%s", path[0] == '/' ? "" : "./", path);
}

/* immutable=1 reads no log, so this is only for a database without one. */
static char *immutable_uri(const char *path, Arena *arena)
{
    Buf uri = { 0 };

    buf_text(&uri, "file:");
    for (const char *c = plain_name(path, arena); *c; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                     (*c >= '0' && *c <= '9') || strchr("/._-", *c);
        if (plain) {
            buf_char(&uri, *c);
        } else {
            buf_format(&uri, "%%%02X", (unsigned)(unsigned char)*c);
        }
    }
    buf_text(&uri, "?immutable=1");
    char *text = arena_text(arena, uri.data);
    buf_close(&uri);
    return text;
}

/* Opens and takes the read lock; the result is SQLite's. */
static int connect_and_lock(Db *db, bool immutable)
{
    Arena scratch = arena_open();
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                (immutable ? SQLITE_OPEN_URI : 0);
    const char *name =
        immutable ? immutable_uri(db->path, &scratch) : plain_name(db->path, &scratch);
    int result = sqlite3_open_v2(name, &db->handle, flags, NULL);

    arena_close(&scratch);
    if (result != SQLITE_OK) return result;
    set_limits(db);
    /* The first read of the schema takes the snapshot that all later reads see. */
    return sqlite3_exec(db->handle,
                        "PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
                        "PRAGMA temp_store = MEMORY; BEGIN; SELECT count(*) FROM sqlite_schema",
                        NULL, NULL, NULL);
}

/* A journal looks hot for a moment when its writer is just done with it: SQLite cannot tell, and a
 * reader may not undo it to see. */
static int connect_patiently(Db *db)
{
    int result = connect_and_lock(db, false);

    for (int tries = 0; tries < HOT_TRIES && result == SQLITE_READONLY_ROLLBACK; tries++) {
        sqlite3_close(db->handle);
        sqlite3_sleep(HOT_MS);
        result = connect_and_lock(db, false);
    }
    return result;
}

/* Complaints about what rows hold, not about the file: a table that we do not read may break its
 * own rules, and those that we read are checked value by value. */
static bool about_contents(const char *said)
{
    return strncmp(said, "NULL value in", 13) == 0 || strncmp(said, "CHECK constraint", 16) == 0 ||
           strncmp(said, "non-unique entry", 16) == 0;
}

/* A page that there was no memory to read says nothing about the file. */
static bool lacks_memory(const char *said)
{
    const char *code = strstr(said, "error code=");

    /* SQLITE_NOMEM, SQLITE_IOERR_NOMEM */
    return code && (!strcmp(code, "error code=7") || !strcmp(code, "error code=3082"));
}

static Status refuse_pages(const Db *db, const char *said, Err *err)
{
    return err_set(
        err, ERR_DATA,
        "%s is corrupt (integrity check: %s): restore it from a copy, or recover it with  "
        "sqlite3 DB .recover",
        db->path, said);
}

/* Is it the file that is broken? A CHECK that calls an unknown function, or a value over the limit,
 * is no damage, and stops the scan if it is in a column that we read. */
static bool is_damage(int code)
{
    code &= 0xff;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_IOERR ||
           code == SQLITE_INTERRUPT || code == SQLITE_BUSY;
}

static Status check_pages(Db *db, Err *err)
{
    sqlite3_stmt *check = NULL;
    Status s = OK;
    int result;

    if (db->bytes > CHECK_BYTES) return OK;
    result = sqlite3_prepare_v2(db->handle, "PRAGMA quick_check(20)", -1, &check, NULL);
    while (!s && check && (result = sqlite3_step(check)) == SQLITE_ROW) {
        const char *said = (const char *)sqlite3_column_text(check, 0);
        if (said && lacks_memory(said)) out_of_memory();
        if (said && strcmp(said, "ok") != 0 && !about_contents(said)) {
            s = refuse_pages(db, said, err);
        }
    }
    if (!s && is_damage(result)) s = db_failed(db, "checking", err);
    sqlite3_finalize(check);
    return s;
}

Status db_open(Db *out, const char *path, Err *err)
{
    Status s;

    *out = (Db){ .path = path, .wait_ms = BUSY_MS };
    if ((s = check_file(out, err))) return s;
    look_for_log(out);
    int result = connect_patiently(out);
    /* A database in WAL mode in a folder that we may not write to has no place for its index, which
     * it does not need when there is no log. */
    if (out->lost_log && result != SQLITE_READONLY_ROLLBACK &&
        ((result & 0xff) == SQLITE_CANTOPEN || (result & 0xff) == SQLITE_READONLY)) {
        sqlite3_close(out->handle);
        result = connect_and_lock(out, true);
    }
    s = result == SQLITE_OK ? check_pages(out, err) : db_failed(out, "opening", err);
    if (s) {
        db_close(out);
        return s;
    }
    sqlite3_set_authorizer(out->handle, allow_reading, NULL);
    return OK;
}

Status db_open_again(Db *out, const Db *db, Err *err)
{
    *out = (Db){ .path = db->path, .bytes = db->bytes, .wal = db->wal };
    if (connect_and_lock(out, false) != SQLITE_OK) {
        Status s = db_failed(out, "opening", err);
        db_close(out);
        return s;
    }
    sqlite3_set_authorizer(out->handle, allow_reading, NULL);
    return OK;
}

void db_close(Db *db)
{
    sqlite3_close(db->handle);
    db->handle = NULL;
}

/* SQLite's primary result code as exit code and words; the rest of the message is SQLite's own. */
static Status explain(int code, const char **advice)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        *advice = "another program has it locked: try again when that is done";
        return ERR_TRY_AGAIN;
    case SQLITE_INTERRUPT:
        *advice = "a view, query or table needs more work than the size of the database justifies "
                  "(one without end?), the limit stopped it: make it a table";
        return ERR_DATA;
    case SQLITE_TOOBIG:
        *advice = "a value is over the limit of 64 MiB: shorten it";
        return ERR_DATA;
    case SQLITE_NOMEM: *advice = "it needs more than 1 GiB of memory, the limit"; return ERR_DATA;
    case SQLITE_NOTADB: *advice = "it may be encrypted, or damaged"; return ERR_DATA;
    case SQLITE_CORRUPT:
        *advice = "the file is damaged (corrupt): restore it from a copy, or recover it with  "
                  "sqlite3 DB .recover";
        return ERR_DATA;
    case SQLITE_IOERR: *advice = "the disk or file system failed"; return ERR_IO;
    case SQLITE_CANTOPEN:
        *advice = "its -wal file needs a folder that can be written to: copy the database with its "
                  "-wal file elsewhere";
        return ERR_IO;
    default: *advice = NULL; return ERR_DATA;
    }
}

Status db_failed(Db *db, const char *doing, Err *err)
{
    int code = sqlite3_extended_errcode(db->handle);
    const char *advice;

    if (code == SQLITE_READONLY_ROLLBACK) {
        return err_set(err, ERR_DATA,
                       "%s has a hot journal (%s-journal): a program stopped while writing to it; "
                       "open it once with that program, or with sqlite3, to undo the unfinished "
                       "change",
                       db->path, db->path);
    }
    Status s = explain(code, &advice);
    return err_set(err, s, "%s: %s failed: %s%s%s", db->path, doing, sqlite3_errmsg(db->handle),
                   advice ? "; " : "", advice ? advice : "");
}

Status db_prepare(sqlite3_stmt **out, Db *db, const char *sql, Err *err)
{
    *out = NULL;
    if (sqlite3_prepare_v2(db->handle, sql, -1, out, NULL) == SQLITE_OK) return OK;
    return db_failed(db, "reading the tables", err);
}

Status db_step(bool *row, Db *db, sqlite3_stmt *statement, const char *doing, Err *err)
{
    int result = sqlite3_step(statement);

    *row = result == SQLITE_ROW;
    return *row || result == SQLITE_DONE ? OK : db_failed(db, doing, err);
}
