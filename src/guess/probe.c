#include "guess/probe.h"

#include <string.h>

/* The steps between two calls of the progress handler (store/db.c). */
#define STEPS_A_CALL 10000
#define CALLS(thousands) ((thousands)*1000 / STEPS_A_CALL)

Prober prober_open(Db *db, Arena *arena)
{
    return (Prober){ db, arena, PROBE_ALL };
}

/* Whether nothing else can be read either. */
static bool is_fatal(int code)
{
    code &= 0xff;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_IOERR ||
           code == SQLITE_BUSY || code == SQLITE_LOCKED || code == SQLITE_CANTOPEN;
}

static Status refuse(Probe *probe, Err *err)
{
    Db *db = probe->prober->db;
    int code = sqlite3_errcode(db->handle);

    if ((code & 0xff) == SQLITE_NOMEM) out_of_memory();
    if (is_fatal(code)) return db_failed(db, "looking at the tables", err);
    const char *said = sqlite3_errmsg(db->handle);
    probe->refused = (code & 0xff) == SQLITE_INTERRUPT
                         ? "it takes too long to look at"
                         : utf8_clean(said, strlen(said), 200, probe->prober->arena);
    return OK;
}

Status probe_open(Probe *out, Prober *prober, const char *sql, int64_t thousands, Err *err)
{
    Db *db = prober->db;
    int64_t lent = thousands < prober->left ? thousands : prober->left;

    if (lent < 0) lent = 0;
    *out = (Probe){ .prober = prober, .had = db->steps_left, .lent = CALLS(lent) };
    if (out->lent > db->steps_left) out->lent = db->steps_left;
    db->steps_left = out->lent;
    if (sqlite3_prepare_v2(db->handle, sql, -1, &out->row, NULL) == SQLITE_OK) return OK;
    return refuse(out, err);
}

Status probe_step(bool *row, Probe *probe, Err *err)
{
    *row = false;
    if (!probe->row || probe->refused) return OK;
    int result = sqlite3_step(probe->row);
    *row = result == SQLITE_ROW;
    return *row || result == SQLITE_DONE ? OK : refuse(probe, err);
}

void probe_close(Probe *probe)
{
    if (!probe->prober) return;
    Db *db = probe->prober->db;
    int64_t used = probe->lent - (db->steps_left > 0 ? db->steps_left : 0);

    sqlite3_finalize(probe->row);
    db->steps_left = probe->had - used;
    probe->prober->left -= used * STEPS_A_CALL / 1000;
    *probe = (Probe){ 0 };
}

Status probe_numbers(bool *known, double *out, size_t count, Prober *prober, const char *sql,
                     int64_t thousands, Err *err)
{
    Probe probe;
    bool row = false;
    Status s = probe_open(&probe, prober, sql, thousands, err);

    if (!s) s = probe_step(&row, &probe, err);
    *known = !s && row;
    for (size_t i = 0; *known && i < count; i++)
        out[i] = sqlite3_column_double(probe.row, (int)i);
    probe_close(&probe);
    return s;
}
