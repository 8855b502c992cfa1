#include "history/whole.h"

#include <math.h>
#include <string.h>

#include "history/pack.h"

/* What the steps below share. */
typedef struct Reading {
    Run *run;
    const HistoryFile *file;
    KeptList kept;
    Arena *arena;
} Reading;

/* --- features --------------------------------------------------------------------------------- */

static const Kept *kept_of_key(const KeptList *kept, const char *key)
{
    for (size_t i = 0; i < kept->count; i++) {
        if (!strcmp(kept->items[i].key, key)) return &kept->items[i];
    }
    return NULL;
}

/* A key twice, or a divisor that is not there or has one itself, would not say how to unpack. */
static bool kept_are_sound(const KeptList *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        const Kept *k = &kept->items[i];
        const Kept *by = k->divisor ? kept_of_key(kept, k->divisor) : NULL;
        if (kept_of_key(kept, k->key) != k || (k->divisor && (!by || by->divisor))) return false;
    }
    return kept->count > 0;
}

Status read_kept(KeptList *out, const HistoryFile *file, Day as_of, Arena *arena, Err *err)
{
    KeptList kept = { 0 };
    Rows rows;
    bool row;
    Status s = rows_open(&rows, file,
                         "SELECT key, definition, clustered, divisor FROM features WHERE as_of = ? "
                         "ORDER BY key",
                         as_of, arena, err);

    while (!s && !(s = rows_next(&row, &rows, err)) && row) {
        const char *key = row_text(&rows, 0);
        if (kept.count == MOST_FEATURES) {
            s = history_damaged(file, "too many features", err);
            break;
        }
        VEC_PUSH(arena, &kept,
                 ((Kept){ .key = key,
                          .definition = row_text(&rows, 1),
                          .clustered = row_integer(&rows, 2) != 0,
                          .divisor = row_is_null(&rows, 3) ? NULL : row_text(&rows, 3),
                          .feature = feature_of_key(key) }));
    }
    if (!s && !kept_are_sound(&kept)) s = history_damaged(file, "features", err);
    *out = kept;
    return rows_close(&rows, s);
}

/* The place among today's clustering features, or -1. */
static int clustered_place(Feature feature)
{
    for (int f = 0; f < CLUSTERED_COUNT; f++) {
        if (CLUSTERED[f] == feature) return f;
    }
    return -1;
}

static size_t count_clustered(const KeptList *kept)
{
    size_t count = 0;

    for (size_t i = 0; i < kept->count; i++)
        count += kept->items[i].clustered;
    return count;
}

/* --- the model -------------------------------------------------------------------------------- */

/* What told the run's clusters apart and can no longer: its centres say nothing without it. */
static void drop(Reading *r, const char *key)
{
    Run *run = r->run;
    const char **keys = arena_grow(r->arena, run->dropped, run->dropped_count,
                                   run->dropped_count + 1, sizeof *keys);

    keys[run->dropped_count++] = key;
    run->dropped = keys;
    run->stands_apart = true;
}

static Status take_scaling(Reading *r, const Rows *rows, Err *err)
{
    const Kept *kept = kept_of_key(&r->kept, row_text(rows, 0));
    double mean = row_number(rows, 1), sd = row_number(rows, 2);

    if (!kept || !kept->clustered || !isfinite(mean) || !isfinite(sd) || sd < 0)
        return history_damaged(r->file, "a scaling", err);
    int f = clustered_place(kept->feature);
    if (f >= 0) {
        r->run->mean[f] = mean;
        r->run->sd[f] = sd;
    } else if (sd > 0) {
        drop(r, kept->key);
    }
    return OK;
}

static Status read_scaling(Reading *r, Err *err)
{
    Rows rows;
    bool row;
    size_t seen = 0;
    Status s = rows_open(&rows, r->file,
                         "SELECT feature, mean, sd FROM scaling WHERE as_of = ? ORDER BY feature",
                         r->run->as_of, r->arena, err);

    for (int f = 0; f < CLUSTERED_COUNT; f++)
        r->run->mean[f] = r->run->sd[f] = NAN;
    while (!s && !(s = rows_next(&row, &rows, err)) && row) {
        s = take_scaling(r, &rows, err);
        seen++;
    }
    if (!s && seen != count_clustered(&r->kept)) s = history_damaged(r->file, "a scaling", err);
    return rows_close(&rows, s);
}

static Status take_centroid(Reading *r, int *segment_of, const Rows *rows, Err *err)
{
    int64_t cluster = row_integer(rows, 0), segment = row_integer(rows, 1);
    const Kept *kept = kept_of_key(&r->kept, row_text(rows, 2));
    double value = row_number(rows, 3);

    if (cluster < 0 || cluster >= MOST_SEGMENTS || segment < 0 || !kept || !kept->clustered ||
        segment >= (int64_t)r->run->segment_count || !isfinite(value)) {
        return history_damaged(r->file, "a centroid", err);
    }
    int f = clustered_place(kept->feature);
    if (f >= 0) matrix_row(&r->run->centroids, (size_t)cluster)[f] = value;
    segment_of[cluster] = (int)segment;
    r->run->centroids.rows = (size_t)cluster + 1;
    return OK;
}

static Status read_centroids(Reading *r, Err *err)
{
    int *segment_of = ARENA_ARRAY(r->arena, int, MOST_SEGMENTS);
    Matrix *centroids = &r->run->centroids;
    Rows rows;
    bool row;
    size_t seen = 0;
    Status s = rows_open(&rows, r->file,
                         "SELECT cluster, segment, feature, value FROM centroids WHERE as_of = ? "
                         "ORDER BY cluster",
                         r->run->as_of, r->arena, err);

    *centroids = matrix_new(MOST_SEGMENTS, CLUSTERED_COUNT, r->arena);
    for (size_t i = 0; i < (size_t)MOST_SEGMENTS * CLUSTERED_COUNT; i++)
        centroids->at[i] = NAN;
    centroids->rows = 0;
    while (!s && !(s = rows_next(&row, &rows, err)) && row) {
        s = take_centroid(r, segment_of, &rows, err);
        seen++;
    }
    r->run->cluster_segment = segment_of;
    if (!s && seen != centroids->rows * count_clustered(&r->kept))
        s = history_damaged(r->file, "centroids", err);
    return rows_close(&rows, s);
}

/* --- the customers ---------------------------------------------------------------------------- */

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

static Status unpack(const Reading *r, double *out, const double *divisors, size_t stride,
                     const char *key, Rows *rows, Err *err)
{
    Bytes bytes;
    Status s;

    if ((s = read_column(&bytes, rows, r->run, key, err)) || !r->run->customers) return s;
    return unpack_numbers(out, divisors, stride, r->run->customers, bytes)
               ? OK
               : history_damaged(r->file, key, err);
}

/* Packed over a feature that is none of today's: that one is unpacked for it, and forgotten. */
static Status take_over_unknown(const Reading *r, const Kept *kept, Rows *rows, Err *err)
{
    size_t count = r->run->customers;
    Arena scratch = arena_open();
    double *by = ARENA_ARRAY(&scratch, double, count);
    double *values = ARENA_ARRAY(&scratch, double, count);
    Status s = unpack(r, by, NULL, 1, kept->divisor, rows, err);

    if (!s) s = unpack(r, values, by, 1, kept->key, rows, err);
    for (size_t i = 0; !s && i < count; i++)
        matrix_row(&r->run->features, i)[kept->feature] = values[i];
    arena_close(&scratch);
    return s;
}

static Status take_feature(const Reading *r, const Kept *kept, Rows *rows, Err *err)
{
    double *at = r->run->features.at;

    if (!kept->divisor) return unpack(r, at + kept->feature, NULL, F_COUNT, kept->key, rows, err);
    Feature by = kept_of_key(&r->kept, kept->divisor)->feature;
    if (by == F_COUNT) return take_over_unknown(r, kept, rows, err);
    return unpack(r, at + kept->feature, at + by, F_COUNT, kept->key, rows, err);
}

static void find_buyers(Run *run, Arena *arena)
{
    if (!run->definitions[F_FREQUENCY]) return;
    bool *bought = ARENA_ARRAY(arena, bool, run->customers);
    for (size_t i = 0; i < run->customers; i++)
        bought[i] = matrix_at(&run->features, i, F_FREQUENCY) > 0;
    run->bought = bought;
}

static Status take_features(Reading *r, Rows *rows, Err *err)
{
    Run *run = r->run;
    Status s;

    run->features = matrix_new(run->customers, F_COUNT, r->arena);
    for (size_t i = 0; i < run->customers * F_COUNT; i++)
        run->features.at[i] = NAN;
    /* Divisors come first. */
    for (int divided = 0; divided < 2; divided++) {
        for (size_t i = 0; i < r->kept.count; i++) {
            const Kept *kept = &r->kept.items[i];
            if (kept->feature == F_COUNT || (kept->divisor != NULL) != divided) continue;
            if ((s = take_feature(r, kept, rows, err))) return s;
        }
    }
    find_buyers(run, r->arena);
    return OK;
}

Status read_whole(Run *run, const HistoryFile *file, Arena *arena, Err *err)
{
    Reading reading = { .run = run, .file = file, .arena = arena };
    Rows rows;
    Status s;

    if ((s = read_kept(&reading.kept, file, run->as_of, arena, err))) return s;
    if ((s = read_scaling(&reading, err))) return s;
    if ((s = read_centroids(&reading, err))) return s;
    s = rows_open(&rows, file, "SELECT data FROM columns WHERE as_of = ? AND key = ?", run->as_of,
                  arena, err);
    if (!s) s = take_members(run, &rows, err);
    if (!s) s = take_identities(run, &rows, err);
    if (!s) s = take_features(&reading, &rows, err);
    return rows_close(&rows, s);
}
