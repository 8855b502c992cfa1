#include "made_run.h"

#include <math.h>

Run made_run(Fixture *fixture, const char *as_of, double turn)
{
    static const int64_t ids[PEOPLE] = { INT64_MIN, -3, 7, INT64_MAX };
    static const uint8_t segment[PEOPLE] = { 0, 1, 1, 0 };
    static const int cluster_segment[CLUSTERS] = { 1, 0 };
    static const RunText settings[] = { { "k", "5" }, { "labels", "it's \"so\"" } };
    RunSegment *segments = ARENA_ARRAY(&fixture->arena, RunSegment, 2);
    RunFigure *figures = ARENA_ARRAY(&fixture->arena, RunFigure, 2);
    Run run = { .as_of = day(as_of), .previous = NO_RUN, .customers = PEOPLE };

    segments[0] = (RunSegment){ 4, "Champions", "champions", "champions", 3, 2, 10.1 + turn };
    segments[1] = (RunSegment){ 2, "At Risk 2", "at-risk-2", "at-risk", 0, 2, -1e300 };
    figures[0] = (RunFigure){ "revenue", 0.1 + 0.2 + turn, "revenue/1" };
    figures[1] = (RunFigure){ "returned", NAN, "returned/1 by row" };
    for (Feature f = 0; f < F_COUNT; f++)
        run.definitions[f] = definition_text(FEATURES[f].key, FEATURES[f].version,
                                             FEATURES[f].by_purchase, "row", &fixture->arena);
    run.settings = settings, run.setting_count = 2;
    run.figures = figures, run.figure_count = 2;
    run.segments = segments, run.segment_count = 2;
    run.centroids = matrix_new(CLUSTERS, CLUSTERED_COUNT, &fixture->arena);
    run.cluster_segment = cluster_segment;
    run.ids = ids, run.segment = segment;
    run.features = matrix_new(PEOPLE, F_COUNT, &fixture->arena);
    for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
        run.mean[f] = 1.0 / 3 + turn + (double)f;
        run.sd[f] = f ? sqrt((double)f) : 0;
        for (size_t c = 0; c < CLUSTERS; c++)
            matrix_row(&run.centroids, c)[f] = 1e-17 * (double)(c + f) - turn;
    }
    for (size_t i = 0; i < PEOPLE * F_COUNT; i++)
        run.features.at[i] = (double)i * 1.37 - turn;
    return run;
}

void put_run(const char *path, const Run *run, int keep)
{
    Err err = { 0 };

    if (history_write(path, run, keep, &err)) fail_msg("%s", err.text);
}

History get_history(Fixture *fixture, const char *path, const char *as_of, Day baseline)
{
    History history;
    Err err = { 0 };

    if (history_read(&history, path, day(as_of), baseline, &fixture->arena, &err))
        fail_msg("%s", err.text);
    return history;
}

void refuse_history(Fixture *fixture, const char *path, Status status, const char *word)
{
    History history;
    Err err = { 0 };

    assert_int_equal(history_read(&history, path, day("2030-01-01"), NO_RUN, &fixture->arena, &err),
                     status);
    if (!strstr(err.text, word)) fail_msg("no \"%s\" in: %s", word, err.text);
}
