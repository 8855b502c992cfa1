#include "history/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS 10000
#define APPLICATION_ID 0x436C6968 /* "Clih" */

/* MIGRATIONS[v] brings a file from version v to v + 1. */
static const char *const MIGRATIONS[] = { "sql/history.sql", "sql/history_2.sql" };
enum { VERSION = COUNT_OF(MIGRATIONS) };

/* --- errors ----------------------------------------------------------------------------------- */

static Status failed(const HistoryFile *file, Err *err)
{
    int code = sqlite3_errcode(file->db) & 0xff;
    int why = code == SQLITE_FULL ? ENOSPC : code == SQLITE_IOERR ? write_trial(file->path) : 0;
    const char *said = sqlite3_errmsg(file->db);

    if (is_no_room(why)) {
        return err_set(err, ERR_IO, "%s: the history cannot be written: %s", file->path,
                       write_reason(why));
    }
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, ERR_TRY_AGAIN,
                       "%s: another run is writing to this history: try again when it is done",
                       file->path);
    case SQLITE_NOTADB:
        return err_set(err, ERR_DATA,
                       "%s is not a history of ours (not a SQLite database): give --history "
                       "another name",
                       file->path);
    /* Our own statements fit our own tables: what they do not fit is no work of ours. */
    case SQLITE_CORRUPT:
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH: return history_damaged(file, said, err);
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return err_set(err, ERR_CANNOT_CREATE,
                       "%s: the history cannot be written to (%s): give --history another place",
                       file->path, said);
    default: return err_set(err, ERR_IO, "%s: the history failed: %s", file->path, said);
    }
}

Status history_damaged(const HistoryFile *file, const char *what, Err *err)
{
    return err_set(err, ERR_DATA,
                   "%s: the history is damaged (%s): restore it from a copy, or remove it and fill "
                   "a new one with  clientele history",
                   file->path, what);
}

/* --- statements ------------------------------------------------------------------------------- */

Status history_exec(const HistoryFile *file, const char *sql, Err *err)
{
    return sqlite3_exec(file->db, sql, NULL, NULL, NULL) == SQLITE_OK ? OK : failed(file, err);
}

Status history_prepare(sqlite3_stmt **out, const HistoryFile *file, const char *sql, Err *err)
{
    *out = NULL;
    return sqlite3_prepare_v2(file->db, sql, -1, out, NULL) == SQLITE_OK ? OK : failed(file, err);
}

Status history_step(bool *row, const HistoryFile *file, sqlite3_stmt *statement, Err *err)
{
    int result = sqlite3_step(statement);

    *row = result == SQLITE_ROW;
    return *row || result == SQLITE_DONE ? OK : failed(file, err);
}

static Status ask(int64_t *out, const HistoryFile *file, const char *sql, Err *err)
{
    sqlite3_stmt *statement;
    bool row = false;
    Status s = history_prepare(&statement, file, sql, err);

    if (!s) s = history_step(&row, file, statement, err);
    *out = row ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return s;
}

/* --- whose file it is ------------------------------------------------------------------------- */

static Status check_owner(HistoryFile *file, int64_t *version, Err *err)
{
    int64_t owner, objects;
    Status s;

    if ((s = ask(&owner, file, "PRAGMA application_id", err))) return s;
    if ((s = ask(version, file, "PRAGMA user_version", err))) return s;
    if ((s = ask(&objects, file, "SELECT count(*) FROM sqlite_schema", err))) return s;
    file->is_new = owner == 0 && *version == 0 && objects == 0;
    if (file->is_new) return OK;
    if (owner != APPLICATION_ID || *version < 1) {
        return err_set(err, ERR_DATA,
                       "%s is a database, but not a history of ours: give --history another name",
                       file->path);
    }
    if (*version > VERSION) {
        return err_set(err, ERR_DATA,
                       "%s was written by a newer clientele (version %lld of the history; this "
                       "program reads up to %d): update clientele",
                       file->path, (long long)*version, VERSION);
    }
    return OK;
}

/* Inside the transaction: a run that is killed leaves the old version. */
static Status migrate(const HistoryFile *file, int64_t version, Err *err)
{
    char pragmas[100];
    Status s;

    for (; version < VERSION; version++) {
        Bytes sql = embedded_file(MIGRATIONS[version]);
        if (!sql.data)
            return err_set(err, ERR_BUG, "%s is not in the program", MIGRATIONS[version]);
        if ((s = history_exec(file, (const char *)sql.data, err))) return s;
    }
    snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             APPLICATION_ID, VERSION);
    return history_exec(file, pragmas, err);
}

/* --- open and close --------------------------------------------------------------------------- */

/* A file that could not be written to at the end of the run is refused before the work. */
static Status check_place(HistoryFile *file, Err *err)
{
    Arena scratch = arena_open();
    struct stat info;
    bool there = stat(file->path, &info) == 0;
    const char *slash = strrchr(file->path, '/');
    const char *folder = !slash ? "."
                         : slash == file->path
                             ? "/"
                             : arena_text_n(&scratch, file->path, (size_t)(slash - file->path));
    Status s = OK;

    file->is_new = !there || (S_ISREG(info.st_mode) && info.st_size == 0);
    if (there && !S_ISREG(info.st_mode)) {
        s = err_set(err, ERR_CANNOT_CREATE, "%s: --history takes a file, this is not one",
                    file->path);
    } else if (access(folder, W_OK) || (there && access(file->path, R_OK | W_OK))) {
        s = err_set(err, ERR_CANNOT_CREATE,
                    "%s: the history cannot be written to (%s): give --history another place",
                    file->path, strerror(errno));
    }
    arena_close(&scratch);
    return s;
}

static Status connect(HistoryFile *file, Err *err)
{
    Arena scratch = arena_open();
    /* With a slash in front "file:x" and ":memory:" are plain names too. */
    const char *name = arena_format(&scratch, "%s%s", file->path[0] == '/' ? "" : "./", file->path);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    /* SQLite would make it so that the group cannot write, whatever the umask allows. */
    int made = file->is_new ? open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0666) : -1;
    if (made >= 0) close(made);
    int result = sqlite3_open_v2(name, &file->db, flags, NULL);

    arena_close(&scratch);
    if (result != SQLITE_OK) return failed(file, err);
    sqlite3_busy_timeout(file->db, BUSY_MS);
    sqlite3_db_config(file->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(file->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(file->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(file->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    return history_exec(file, "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON", err);
}

static Status begin_as(HistoryFile *file, const char *how, int64_t *version, Err *err)
{
    Status s = history_exec(file, how, err);

    return s ? s : check_owner(file, version, err);
}

/* Whoever only reads an old file brings it up to date too, and history_close undoes that. It holds
 * the lock of a writer meanwhile: taken later, it could be refused. */
static Status begin(HistoryFile *file, bool writing, Err *err)
{
    int64_t version;
    Status s;

    if ((s = connect(file, err))) return s;
    if ((s = begin_as(file, writing ? "BEGIN IMMEDIATE" : "BEGIN", &version, err))) return s;
    if (version == VERSION || (file->is_new && !writing)) return OK;
    if (!writing && (s = begin_as(file, "ROLLBACK; BEGIN IMMEDIATE", &version, err))) return s;
    return version == VERSION ? OK : migrate(file, version, err);
}

Status history_open(HistoryFile *out, const char *path, bool writing, Err *err)
{
    HistoryFile file = { .path = path };
    Status s;

    *out = file;
    if ((s = check_place(&file, err))) return s;
    s = file.is_new && !writing ? OK : begin(&file, writing, err);
    if (s) {
        history_close(&file);
        return s;
    }
    *out = file;
    return OK;
}

Status history_commit(HistoryFile *file, Err *err)
{
    return history_exec(file, "COMMIT", err);
}

void history_close(HistoryFile *file)
{
    sqlite3_close(file->db);
    file->db = NULL;
}
