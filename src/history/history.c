#include "history/history.h"

#include <math.h>
#include <string.h>

#include "history/rows.h"
#include "history/whole.h"

typedef struct Heads {
    Run *items;
    size_t count, capacity;
} Heads;

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
        VEC_PUSH(arena, &found, ((RunText){ row_text(&rows, 0), row_text(&rows, 1) }));
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
    Status s = rows_open(&rows, file,
                         "SELECT key, value, definition FROM figures WHERE as_of = ? ORDER BY key",
                         run->as_of, arena, err);

    while (!s && !(s = rows_next(&row, &rows, err)) && row) {
        if (!isfinite(row_number(&rows, 1))) s = history_damaged(file, "a figure", err);
        VEC_PUSH(arena, &found,
                 ((RunFigure){ row_text(&rows, 0), row_number(&rows, 1), row_text(&rows, 2) }));
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
                                 .label = row_text(&rows, 1),
                                 .slug = row_text(&rows, 2),
                                 .archetype = row_text(&rows, 3),
                                 .colour = sqlite3_column_int(rows.statement, 4),
                                 .customers = row_integer(&rows, 5),
                                 .revenue = row_number(&rows, 6) };
        if (!segment_is_sound(segment)) s = history_damaged(file, "a segment", err);
    }
    run->segments = segments;
    return rows_close(&rows, s);
}

static Status read_definitions(Run *run, const HistoryFile *file, Arena *arena, Err *err)
{
    KeptList kept;
    Status s = read_kept(&kept, file, run->as_of, arena, err);

    for (size_t i = 0; !s && i < kept.count; i++) {
        Feature f = kept.items[i].feature;
        if (f != F_COUNT) run->definitions[f] = kept.items[i].definition;
    }
    return s;
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
        int64_t customers = row_integer(&rows, 2);
        bool sound = row_day(&run.as_of, &rows, 0) && customers >= 0 && customers < UINT32_MAX;
        if (!row_is_null(&rows, 1)) {
            sound = row_day(&run.previous, &rows, 1) && sound;
        }
        if (!sound) s = history_damaged(file, "a run", err);
        run.customers = (size_t)customers;
        VEC_PUSH(arena, out, run);
    }
    return rows_close(&rows, s);
}

static Status find_later(Day *later, const HistoryFile *file, Day than, Arena *arena, Err *err)
{
    Rows rows;
    bool row;
    Status s =
        rows_open(&rows, file, "SELECT max(as_of) FROM runs WHERE as_of > ?", than, arena, err);

    if (!s && !(s = rows_next(&row, &rows, err)) && row && !row_is_null(&rows, 0) &&
        !row_day(later, &rows, 0)) {
        s = history_damaged(file, "a run", err);
    }
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
        if ((s = read_definitions(run, file, arena, err))) return s;
    }
    if (baseline != NO_RUN && (!base || base->as_of != baseline)) {
        return refuse_baseline(heads, baseline, file->path, arena, err);
    }
    if (last) s = read_whole(last, file, arena, err);
    if (!s && base != last) s = read_whole(base, file, arena, err);
    *out = (History){ heads->items, heads->count, last, base, 0, NO_RUN };
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
    if (!s && !file.is_new) s = find_later(&history.later, &file, as_of, arena, err);
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
