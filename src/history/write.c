#include <math.h>
#include <string.h>

#include "history/file.h"
#include "history/pack.h"

/* A statement that is run once a row. */
typedef struct Insert {
    const HistoryFile *file;
    sqlite3_stmt *statement;
    int next; /* the parameter to bind */
} Insert;

static Status insert_open(Insert *out, const HistoryFile *file, const char *sql, Err *err)
{
    *out = (Insert){ .file = file, .next = 1 };
    return history_prepare(&out->statement, file, sql, err);
}

static void bind_text(Insert *insert, const char *text)
{
    sqlite3_bind_text(insert->statement, insert->next++, text, -1, SQLITE_TRANSIENT);
}

static void bind_day(Insert *insert, Day day)
{
    char text[NUMBER_TEXT];

    if (day == NO_RUN) {
        sqlite3_bind_null(insert->statement, insert->next++);
    } else {
        bind_text(insert, day_iso(text, day));
    }
}

static void bind_integer(Insert *insert, int64_t value)
{
    sqlite3_bind_int64(insert->statement, insert->next++, value);
}

static void bind_number(Insert *insert, double value)
{
    sqlite3_bind_double(insert->statement, insert->next++, value);
}

static Status insert_row(Insert *insert, Err *err)
{
    bool row;
    Status s = history_step(&row, insert->file, insert->statement, err);

    sqlite3_reset(insert->statement);
    insert->next = 1;
    return s;
}

static Status insert_close(Insert *insert, Status s)
{
    sqlite3_finalize(insert->statement);
    return s;
}

/* --- the tables ------------------------------------------------------------------------------- */

static Status write_head(const HistoryFile *file, const Run *run, Err *err)
{
    Insert insert;
    Status s = insert_open(&insert, file, "INSERT INTO runs VALUES (?, ?, ?)", err);

    if (s) return s;
    bind_day(&insert, run->as_of);
    bind_day(&insert, run->previous);
    bind_integer(&insert, (int64_t)run->customers);
    return insert_close(&insert, insert_row(&insert, err));
}

static Status write_settings(const HistoryFile *file, const Run *run, Err *err)
{
    Insert insert;
    Status s = insert_open(&insert, file, "INSERT INTO settings VALUES (?, ?, ?)", err);

    for (size_t i = 0; !s && i < run->setting_count; i++) {
        bind_day(&insert, run->as_of);
        bind_text(&insert, run->settings[i].key);
        bind_text(&insert, run->settings[i].value);
        s = insert_row(&insert, err);
    }
    return insert_close(&insert, s);
}

static Status write_figures(const HistoryFile *file, const Run *run, Err *err)
{
    Insert insert;
    Status s = insert_open(&insert, file, "INSERT INTO figures VALUES (?, ?, ?, ?)", err);

    for (size_t i = 0; !s && i < run->figure_count; i++) {
        if (!isfinite(run->figures[i].value)) continue;
        bind_day(&insert, run->as_of);
        bind_text(&insert, run->figures[i].key);
        bind_number(&insert, run->figures[i].value);
        bind_text(&insert, run->figures[i].definition);
        s = insert_row(&insert, err);
    }
    return insert_close(&insert, s);
}

static Status write_segments(const HistoryFile *file, const Run *run, Err *err)
{
    Insert insert;
    Status s =
        insert_open(&insert, file, "INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", err);

    for (size_t i = 0; !s && i < run->segment_count; i++) {
        const RunSegment *segment = &run->segments[i];
        bind_day(&insert, run->as_of);
        bind_integer(&insert, (int64_t)i);
        bind_integer(&insert, segment->lineage);
        bind_text(&insert, segment->label);
        bind_text(&insert, segment->slug);
        bind_text(&insert, segment->archetype);
        bind_integer(&insert, segment->colour);
        bind_integer(&insert, segment->customers);
        bind_number(&insert, segment->revenue);
        s = insert_row(&insert, err);
    }
    return insert_close(&insert, s);
}

/* What a column is packed over: the count of which the feature is an average; else F_COUNT. */
static Feature divisor_of(const Run *run, Feature feature)
{
    Feature by = feature == F_AVG_PURCHASE               ? F_FREQUENCY
                 : feature == F_AVG_INTERACTION_DURATION ? F_INTERACTION_COUNT
                                                         : F_COUNT;

    return by != F_COUNT && run->definitions[by] ? by : F_COUNT;
}

static Status write_features(const HistoryFile *file, const Run *run, Err *err)
{
    Insert insert;
    Status s = insert_open(&insert, file, "INSERT INTO features VALUES (?, ?, ?, ?, ?)", err);

    for (Feature f = 0; !s && f < F_COUNT; f++) {
        Feature by = divisor_of(run, f);
        if (!run->definitions[f]) continue;
        bind_day(&insert, run->as_of);
        bind_text(&insert, FEATURES[f].key);
        bind_text(&insert, run->definitions[f]);
        bind_integer(&insert, FEATURES[f].clustered);
        if (by != F_COUNT) {
            bind_text(&insert, FEATURES[by].key);
        } else {
            sqlite3_bind_null(insert.statement, insert.next++);
        }
        s = insert_row(&insert, err);
    }
    return insert_close(&insert, s);
}

static Status write_scaling(const HistoryFile *file, const Run *run, Err *err)
{
    Insert insert;
    Status s = insert_open(&insert, file, "INSERT INTO scaling VALUES (?, ?, ?, ?)", err);

    for (size_t f = 0; !s && f < CLUSTERED_COUNT; f++) {
        if (!run->definitions[CLUSTERED[f]]) continue;
        bind_day(&insert, run->as_of);
        bind_text(&insert, FEATURES[CLUSTERED[f]].key);
        bind_number(&insert, run->mean[f]);
        bind_number(&insert, run->sd[f]);
        s = insert_row(&insert, err);
    }
    return insert_close(&insert, s);
}

static Status write_centroids(const HistoryFile *file, const Run *run, Err *err)
{
    Insert insert;
    Status s = insert_open(&insert, file, "INSERT INTO centroids VALUES (?, ?, ?, ?, ?)", err);

    for (size_t c = 0; !s && c < run->centroids.rows; c++) {
        for (size_t f = 0; !s && f < CLUSTERED_COUNT; f++) {
            if (!run->definitions[CLUSTERED[f]]) continue;
            bind_day(&insert, run->as_of);
            bind_integer(&insert, (int64_t)c);
            bind_integer(&insert, run->cluster_segment[c]);
            bind_text(&insert, FEATURES[CLUSTERED[f]].key);
            bind_number(&insert, matrix_at(&run->centroids, c, f));
            s = insert_row(&insert, err);
        }
    }
    return insert_close(&insert, s);
}

static Status write_column(Insert *insert, const Run *run, const char *key, Buf *data, Err *err)
{
    bind_day(insert, run->as_of);
    bind_text(insert, key);
    sqlite3_bind_blob64(insert->statement, insert->next++, data->data ? data->data : "", data->size,
                        SQLITE_STATIC);
    Status s = insert_row(insert, err);
    sqlite3_clear_bindings(insert->statement);
    buf_clear(data);
    return s;
}

static Status write_customers(const HistoryFile *file, const Run *run, Err *err)
{
    Buf data = { 0 };
    Insert insert;
    const double *at = run->features.at;
    Status s = insert_open(&insert, file, "INSERT INTO columns VALUES (?, ?, ?)", err);

    if (s) return s;
    pack_ids(&data, run->ids, run->customers);
    s = write_column(&insert, run, "customer_id", &data, err);
    if (!s && run->identities) {
        pack_texts(&data, run->identities, run->customers);
        s = write_column(&insert, run, "identity", &data, err);
    }
    buf_put(&data, run->segment, run->customers);
    if (!s) s = write_column(&insert, run, "segment", &data, err);
    for (Feature f = 0; !s && f < F_COUNT; f++) {
        Feature by = divisor_of(run, f);
        if (!run->definitions[f]) continue;
        pack_numbers(&data, at + f, by == F_COUNT ? NULL : at + by, F_COUNT, run->customers);
        s = write_column(&insert, run, FEATURES[f].key, &data, err);
    }
    buf_close(&data);
    return insert_close(&insert, s);
}

/* --- all -------------------------------------------------------------------------------------- */

static Status remove_run(const HistoryFile *file, Day day, Err *err)
{
    Insert insert;
    Status s = insert_open(&insert, file, "DELETE FROM runs WHERE as_of = ?", err);

    if (s) return s;
    bind_day(&insert, day);
    return insert_close(&insert, insert_row(&insert, err));
}

static Status prune(const HistoryFile *file, int keep_weeks, Err *err)
{
    Insert insert;
    Status s = insert_open(&insert, file,
                           "DELETE FROM runs WHERE julianday(as_of) < "
                           "(SELECT julianday(max(as_of)) FROM runs) - 7 * ?",
                           err);

    if (s) return s;
    bind_integer(&insert, keep_weeks);
    return insert_close(&insert, insert_row(&insert, err));
}

static Status write_run(const HistoryFile *file, const Run *run, int keep_weeks, Err *err)
{
    static Status (*const steps[])(const HistoryFile *, const Run *,
                                   Err *) = { write_head,      write_settings, write_figures,
                                              write_segments,  write_features, write_scaling,
                                              write_centroids, write_customers };
    Status s = remove_run(file, run->as_of, err);

    for (size_t i = 0; !s && i < COUNT_OF(steps); i++)
        s = steps[i](file, run, err);
    return s ? s : prune(file, keep_weeks, err);
}

Status history_write(const char *path, const Run *run, int keep_weeks, Err *err)
{
    HistoryFile file;
    Status s = history_open(&file, path, true, err);

    if (s) return s;
    s = write_run(&file, run, keep_weeks, err);
    if (!s) s = history_commit(&file, err);
    history_close(&file);
    return s;
}
