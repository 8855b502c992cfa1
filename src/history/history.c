#include "history/history.h"

#include <math.h>
#include <string.h>

#include "history/file.h"
#include "history/pack.h"

enum { MOST_SEGMENTS = 256, MOST_NAME = 200 };

/* A query over the rows of one run. */
typedef struct Rows {
    const HistoryFile *file;
    sqlite3_stmt *statement;
    Arena *arena;
} Rows;

typedef struct Heads {
    Run *items;
    size_t count, capacity;
} Heads;

/* --- rows ------------------------------------------------------------------------------------- */

static Status rows_open(Rows *out, const HistoryFile *file, const char *sql, Day day, Arena *arena,
                        Err *err)
{
    char text[NUMBER_TEXT];
    Status s;

    *out = (Rows){ .file = file, .arena = arena };
    if ((s = history_prepare(&out->statement, file, sql, err))) return s;
    sqlite3_bind_text(out->statement, 1, day_iso(text, day), -1, SQLITE_TRANSIENT);
    return OK;
}

static Status rows_next(bool *row, const Rows *rows, Err *err)
{
    return history_step(row, rows->file, rows->statement, err);
}

static Status rows_close(Rows *rows, Status s)
{
    sqlite3_finalize(rows->statement);
    return s;
}

static const char *text_at(const Rows *rows, int column)
{
    const char *text = (const char *)sqlite3_column_text(rows->statement, column);
    size_t size = (size_t)sqlite3_column_bytes(rows->statement, column);

    return utf8_clean(text ? text : "", text ? size : 0, MOST_NAME, rows->arena);
}

/* Text that is no date, or no text, is damage. */
static bool day_at(Day *out, const Rows *rows, int column)
{
    const char *text = (const char *)sqlite3_column_text(rows->statement, column);

    return text && day_read(text, out);
}

static double number_at(const Rows *rows, int column)
{
    return sqlite3_column_double(rows->statement, column);
}

/* --- what every run has ----------------------------------------------------------------------- */

static Status read_settings(Run *run, const HistoryFile *file, Arena *arena, Err *err)
{
    struct {
        RunText *items;
        size_t count, capacity;
    } found = { 0 };
    Rows rows;
    bool row;
    Status s =
        rows_open(&rows, file, "SELECT key, value FROM settings WHERE as_of = ? ORDER BY key",
                  run->as_of, arena, err);

    while (!s && !(s = rows_next(&row, &rows, err)) && row) {
        VEC_PUSH(arena, &found, ((RunText){ text_at(&rows, 0), text_at(&rows, 1) }));
    }
    run->settings = found.items;
    run->setting_count = found.count;
    return rows_close(&rows, s);
}

static Status read_figures(Run *run, const HistoryFile *file, Arena *arena, Err *err)
{
    struct {
        RunFigure *items;
        size_t count, capacity;
    } found = { 0 };
    Rows rows;
    bool row;
    Status s = rows_open(&rows, file, "SELECT key, value FROM figures WHERE as_of = ? ORDER BY key",
                         run->as_of, arena, err);

    while (!s && !(s = rows_next(&row, &rows, err)) && row) {
        if (!isfinite(number_at(&rows, 1))) s = history_damaged(file, "a figure", err);
        VEC_PUSH(arena, &found, ((RunFigure){ text_at(&rows, 0), number_at(&rows, 1) }));
    }
    run->figures = found.items;
    run->figure_count = found.count;
    return rows_close(&rows, s);
}

static bool segment_is_sound(const RunSegment *segment)
{
    return segment->lineage >= 1 && segment->colour >= 0 && segment->colour < MOST_SEGMENTS &&
           segment->customers >= 0 && isfinite(segment->revenue);
}

static Status read_segments(Run *run, const HistoryFile *file, Arena *arena, Err *err)
{
    RunSegment *segments = ARENA_ARRAY(arena, RunSegment, MOST_SEGMENTS);
    Rows rows;
    bool row;
    Status s = rows_open(&rows, file,
                         "SELECT lineage, label, slug, archetype, colour, customers, revenue "
                         "FROM segments WHERE as_of = ? ORDER BY place",
                         run->as_of, arena, err);

    while (!s && !(s = rows_next(&row, &rows, err)) && row) {
        if (run->segment_count == MOST_SEGMENTS) {
            s = history_damaged(file, "too many segments", err);
            break;
        }
        RunSegment *segment = &segments[run->segment_count++];
        *segment = (RunSegment){ .lineage = sqlite3_column_int(rows.statement, 0),
                                 .label = text_at(&rows, 1),
                                 .slug = text_at(&rows, 2),
                                 .archetype = text_at(&rows, 3),
                                 .colour = sqlite3_column_int(rows.statement, 4),
                                 .customers = sqlite3_column_int64(rows.statement, 5),
                                 .revenue = number_at(&rows, 6) };
        if (!segment_is_sound(segment)) s = history_damaged(file, "a segment", err);
    }
    run->segments = segments;
    return rows_close(&rows, s);
}

static Status read_heads(Heads *out, const HistoryFile *file, Day before, Arena *arena, Err *err)
{
    Rows rows;
    bool row;
    Status s = rows_open(&rows, file,
                         "SELECT as_of, previous, customers FROM runs WHERE as_of < ? "
                         "ORDER BY as_of",
                         before, arena, err);

    while (!s && !(s = rows_next(&row, &rows, err)) && row) {
        Run run = { .previous = NO_RUN };
        int64_t customers = sqlite3_column_int64(rows.statement, 2);
        bool sound = day_at(&run.as_of, &rows, 0) && customers >= 0 && customers < UINT32_MAX;
        if (sqlite3_column_type(rows.statement, 1) != SQLITE_NULL) {
            sound = day_at(&run.previous, &rows, 1) && sound;
        }
        if (!sound) s = history_damaged(file, "a run", err);
        run.customers = (size_t)customers;
        VEC_PUSH(arena, out, run);
    }
    return rows_close(&rows, s);
}

/* --- what the run that this one is compared with has too -------------------------------------- */

static int clustered_place(const char *key)
{
    for (int f = 0; f < CLUSTERED_COUNT; f++) {
        if (!strcmp(FEATURES[CLUSTERED[f]].key, key)) return f;
    }
    return -1;
}

static Status read_scaling(Run *run, const HistoryFile *file, Arena *arena, Err *err)
{
    Rows rows;
    bool row;
    int seen = 0;
    Status s = rows_open(&rows, file, "SELECT feature, mean, sd FROM scaling WHERE as_of = ?",
                         run->as_of, arena, err);

    while (!s && !(s = rows_next(&row, &rows, err)) && row) {
        int f = clustered_place(text_at(&rows, 0));
        if (f < 0 || !isfinite(number_at(&rows, 1)) || !(number_at(&rows, 2) >= 0)) continue;
        run->mean[f] = number_at(&rows, 1);
        run->sd[f] = number_at(&rows, 2);
        seen++;
    }
    if (!s && seen != CLUSTERED_COUNT) s = history_damaged(file, "a scaling", err);
    return rows_close(&rows, s);
}

static Status read_centroids(Run *run, const HistoryFile *file, Arena *arena, Err *err)
{
    int *segment_of = ARENA_ARRAY(arena, int, MOST_SEGMENTS);
    Rows rows;
    bool row;
    size_t seen = 0, clusters = 0;
    Status s = rows_open(&rows, file,
                         "SELECT cluster, segment, feature, value FROM centroids WHERE as_of = ? "
                         "ORDER BY cluster",
                         run->as_of, arena, err);

    run->centroids = matrix_new(MOST_SEGMENTS, CLUSTERED_COUNT, arena);
    while (!s && !(s = rows_next(&row, &rows, err)) && row) {
        int64_t cluster = sqlite3_column_int64(rows.statement, 0);
        int64_t segment = sqlite3_column_int64(rows.statement, 1);
        int f = clustered_place(text_at(&rows, 2));
        if (cluster < 0 || cluster >= MOST_SEGMENTS || segment < 0 || f < 0 ||
            segment >= (int64_t)run->segment_count || !isfinite(number_at(&rows, 3))) {
            s = history_damaged(file, "a centroid", err);
            break;
        }
        matrix_row(&run->centroids, (size_t)cluster)[f] = number_at(&rows, 3);
        segment_of[cluster] = (int)segment;
        clusters = (size_t)cluster + 1;
        seen++;
    }
    run->centroids.rows = clusters;
    run->cluster_segment = segment_of;
    if (!s && seen != clusters * CLUSTERED_COUNT) s = history_damaged(file, "centroids", err);
    return rows_close(&rows, s);
}

/* The bytes live until the rows' next step. */
static Status read_column(Bytes *out, Rows *rows, const Run *run, const char *key, Err *err)
{
    bool row;
    Status s;

    sqlite3_reset(rows->statement);
    sqlite3_bind_text(rows->statement, 2, key, -1, SQLITE_TRANSIENT);
    if ((s = rows_next(&row, rows, err))) return s;
    *out = (Bytes){ NULL, 0 };
    if (!row) return run->customers ? history_damaged(rows->file, key, err) : OK;
    out->data = sqlite3_column_blob(rows->statement, 0);
    out->size = (size_t)sqlite3_column_bytes(rows->statement, 0);
    /* A packed value takes a byte at least: no file makes us reserve more than it is worth. */
    return out->size >= run->customers ? OK : history_damaged(rows->file, key, err);
}

static Status take_members(Run *run, Rows *rows, Err *err)
{
    int64_t *ids;
    uint8_t *segment;
    Bytes bytes;
    Status s;

    if ((s = read_column(&bytes, rows, run, "customer_id", err))) return s;
    ids = ARENA_ARRAY(rows->arena, int64_t, run->customers);
    if (!unpack_ids(ids, run->customers, bytes))
        return history_damaged(rows->file, "customer_id", err);
    if ((s = read_column(&bytes, rows, run, "segment", err))) return s;
    segment = ARENA_ARRAY(rows->arena, uint8_t, run->customers);
    if (bytes.size != run->customers) return history_damaged(rows->file, "segment", err);
    for (size_t i = 0; i < run->customers; i++) {
        segment[i] = bytes.data[i];
        if (segment[i] >= run->segment_count) return history_damaged(rows->file, "segment", err);
    }
    run->ids = ids;
    run->segment = segment;
    return OK;
}

/* A column that only some runs have: nothing where it is not there. */
static Status take_identities(Run *run, Rows *rows, Err *err)
{
    const char **texts;
    bool row;
    Status s;

    sqlite3_reset(rows->statement);
    sqlite3_bind_text(rows->statement, 2, "identity", -1, SQLITE_STATIC);
    if ((s = rows_next(&row, rows, err)) || !row || !run->customers) return s;
    Bytes bytes = { sqlite3_column_blob(rows->statement, 0),
                    (size_t)sqlite3_column_bytes(rows->statement, 0) };
    texts = ARENA_ARRAY(rows->arena, const char *, run->customers);
    if (!bytes.data || !unpack_texts(texts, run->customers, bytes, rows->arena))
        return history_damaged(rows->file, "identity", err);
    run->identities = texts;
    return OK;
}

static Status take_features(Run *run, Rows *rows, Err *err)
{
    /* Divisors come first. */
    static const bool turns[] = { false, true };
    Bytes bytes;
    Status s;

    run->features = matrix_new(run->customers, F_COUNT, rows->arena);
    for (size_t t = 0; t < COUNT_OF(turns); t++) {
        for (Feature f = 0; f < F_COUNT; f++) {
            Feature by = history_divisor(f);
            double *at = run->features.at;
            if ((by != F_COUNT) != turns[t]) continue;
            if ((s = read_column(&bytes, rows, run, FEATURES[f].key, err))) return s;
            if (!run->customers) continue;
            if (!unpack_numbers(at + f, by == F_COUNT ? NULL : at + by, F_COUNT, run->customers,
                                bytes)) {
                return history_damaged(rows->file, FEATURES[f].key, err);
            }
        }
    }
    return OK;
}

static Status read_whole(Run *run, const HistoryFile *file, Arena *arena, Err *err)
{
    Rows rows;
    Status s;

    if ((s = read_scaling(run, file, arena, err))) return s;
    if ((s = read_centroids(run, file, arena, err))) return s;
    s = rows_open(&rows, file, "SELECT data FROM columns WHERE as_of = ? AND key = ?", run->as_of,
                  arena, err);
    if (!s) s = take_members(run, &rows, err);
    if (!s) s = take_identities(run, &rows, err);
    if (!s) s = take_features(run, &rows, err);
    return rows_close(&rows, s);
}

/* --- all -------------------------------------------------------------------------------------- */

static Status refuse_baseline(const Heads *heads, Day baseline, const char *path, Arena *arena,
                              Err *err)
{
    char text[NUMBER_TEXT];
    const char *list = "";

    for (size_t i = heads->count; i > 0; i--) {
        list = arena_format(arena, "%s%s%s", list, *list ? ", " : "",
                            day_iso(text, heads->items[i - 1].as_of));
        if (heads->count - i < 11) continue;
        if (i > 1) list = arena_format(arena, "%s and %zu earlier", list, i - 1);
        break;
    }
    return err_set(err, ERR_USAGE,
                   "--baseline %s: %s remembers no such run before this one; it has %s",
                   day_iso(text, baseline), path, *list ? list : "none");
}

static Status read_runs(History *out, const HistoryFile *file, const Heads *heads, Day baseline,
                        Arena *arena, Err *err)
{
    Run *last = heads->count ? &heads->items[heads->count - 1] : NULL, *base = last;
    Status s = OK;

    for (size_t i = 0; i < heads->count; i++) {
        Run *run = &heads->items[i];
        if (run->as_of == baseline) base = run;
        if ((s = read_settings(run, file, arena, err))) return s;
        if ((s = read_figures(run, file, arena, err))) return s;
        if ((s = read_segments(run, file, arena, err))) return s;
    }
    if (baseline != NO_RUN && (!base || base->as_of != baseline)) {
        return refuse_baseline(heads, baseline, file->path, arena, err);
    }
    if (last) s = read_whole(last, file, arena, err);
    if (!s && base != last) s = read_whole(base, file, arena, err);
    *out = (History){ heads->items, heads->count, last, base, 0 };
    return s;
}

static void find_lineages(History *history)
{
    for (size_t i = 0; i < history->count; i++) {
        const Run *run = &history->runs[i];
        for (size_t s = 0; s < run->segment_count; s++) {
            if (run->segments[s].lineage > history->lineages)
                history->lineages = run->segments[s].lineage;
        }
    }
}

Status history_read(History *out, const char *path, Day as_of, Day baseline, Arena *arena, Err *err)
{
    History history = { 0 };
    Heads heads = { 0 };
    HistoryFile file;
    Status s = history_open(&file, path, false, err);

    if (s) return s;
    if (!file.is_new) s = read_heads(&heads, &file, as_of, arena, err);
    if (!s) s = read_runs(&history, &file, &heads, baseline, arena, err);
    history_close(&file);
    if (s) return s;
    find_lineages(&history);
    *out = history;
    return OK;
}

double run_figure(const Run *run, const char *key)
{
    for (size_t i = 0; i < run->figure_count; i++) {
        if (!strcmp(run->figures[i].key, key)) return run->figures[i].value;
    }
    return NAN;
}

const char *run_setting(const Run *run, const char *key)
{
    for (size_t i = 0; i < run->setting_count; i++) {
        if (!strcmp(run->settings[i].key, key)) return run->settings[i].value;
    }
    return NULL;
}
