#include <math.h>
#include <string.h>

#include "history/history.h"

static bool same(const char *then, const char *now)
{
    return then && now && !strcmp(then, now);
}

static const char *definition_of(const Definitions *now, const char *key)
{
    for (size_t i = 0; i < now->figure_count; i++) {
        if (!strcmp(now->figures[i].key, key)) return now->figures[i].value;
    }
    return NULL;
}

static void align_figures(Run *run, const Definitions *now, Arena *arena)
{
    RunFigure *figures = ARENA_ARRAY(arena, RunFigure, run->figure_count);

    for (size_t i = 0; i < run->figure_count; i++) {
        figures[i] = run->figures[i];
        if (!same(figures[i].definition, definition_of(now, figures[i].key)))
            figures[i].value = NAN;
    }
    run->figures = figures;
}

/* A segment's revenue is its members' spend. */
static void align_segments(Run *run, const Definitions *now, Arena *arena)
{
    if (same(run->definitions[F_TOTAL_SPEND], now->features[F_TOTAL_SPEND])) return;
    RunSegment *segments = ARENA_ARRAY(arena, RunSegment, run->segment_count);
    for (size_t i = 0; i < run->segment_count; i++) {
        segments[i] = run->segments[i];
        segments[i].revenue = NAN;
    }
    run->segments = segments;
}

static void forget_column(const Matrix *m, size_t col)
{
    for (size_t i = 0; i < m->rows; i++)
        matrix_row(m, i)[col] = NAN;
}

static void align_whole(Run *run, const Definitions *now)
{
    for (Feature f = 0; f < F_COUNT; f++) {
        if (!same(run->definitions[f], now->features[f])) forget_column(&run->features, f);
    }
    for (size_t c = 0; c < CLUSTERED_COUNT; c++) {
        if (same(run->definitions[CLUSTERED[c]], now->features[CLUSTERED[c]])) continue;
        /* What did not vary told nobody apart. */
        run->stands_apart |= run->sd[c] > 0;
        run->mean[c] = run->sd[c] = NAN;
        forget_column(&run->centroids, c);
    }
}

void history_align(History *history, const Definitions *now, Arena *arena)
{
    for (size_t i = 0; i < history->count; i++) {
        Run *run = &history->runs[i];
        align_figures(run, now, arena);
        align_segments(run, now, arena);
        if (run == history->last || run == history->baseline) align_whole(run, now);
    }
}

bool run_has(const Run *run, Feature feature)
{
    return !run->features.rows || isfinite(matrix_at(&run->features, 0, feature));
}

bool run_has_centres(const Run *run)
{
    for (size_t i = 0; i < run->centroids.rows * CLUSTERED_COUNT; i++) {
        if (!isfinite(run->centroids.at[i])) return false;
    }
    return run->centroids.rows > 0;
}
