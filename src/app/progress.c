#include "app/progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

Progress progress_open(bool quiet)
{
    double started = now();

    return (Progress){ .silent = quiet,
                       .terminal = isatty(STDERR_FILENO) != 0,
                       .started = started,
                       .step_started = started,
                       .to = 1 };
}

void progress_stage(Progress *progress, double from, double to)
{
    progress->from = from;
    progress->to = to;
}

static void draw_bar(Progress *p, double share)
{
    enum { CELLS = 24 };
    char bar[3 * CELLS + 1] = "";
    int full = (int)(share * CELLS + 0.5);

    for (int i = 0; i < CELLS; i++)
        strcat(bar, i < full ? "━" : "─");
    fprintf(stderr, "\r\033[K%s %3.0f%% %5.1f s  %s", bar, 100 * share, now() - p->started,
            p->step);
    fflush(stderr);
}

static void end_step(Progress *p)
{
    double seconds = now() - p->step_started;

    p->step_started = now();
    if (!p->step[0]) return;
    if (!p->silent && !p->terminal) fprintf(stderr, "clientele: %s: %.2f s\n", p->step, seconds);
    if (p->done_count == sizeof p->done / sizeof *p->done) return;
    StepTime *done = &p->done[p->done_count++];
    memcpy(done->step, p->step, sizeof done->step);
    done->seconds = seconds;
}

void progress_step(void *progress, const char *step, double share)
{
    Progress *p = progress;
    bool same = !strcmp(step, p->step);

    if (!same) {
        end_step(p);
        snprintf(p->step, sizeof p->step, "%s", step);
    }
    if (p->silent) return;
    /* A terminal is drawn at most twenty times a second. */
    if (p->terminal && (!same || now() - p->drawn > 0.05)) {
        p->drawn = now();
        draw_bar(p, p->from + share * (p->to - p->from));
    }
}

void progress_close(Progress *p)
{
    end_step(p);
    if (!p->silent && p->terminal && p->step[0]) fputs("\r\033[K", stderr);
    p->step[0] = '\0';
}

/* The stages' names as other programs know them; steps of one name are added up. */
static const char *stage_name(const char *step)
{
    static const char *const names[][2] = {
        { "Reading customers", "sql" },     { "Reading transactions", "sql" },
        { "Reading interactions", "sql" },  { "Scaling", "scale" },
        { "Clustering", "sweep_inertia" },  { "Measuring silhouettes", "sweep_silhouette" },
        { "Finding components", "pca" },    { "Judging stability", "stability" },
        { "Drawing the charts", "charts" }, { "Writing the attachments", "csv" },
        { "Typesetting the book", "pdf" },  { "Writing report.json", "json" },
        { "Writing the workbook", "xlsx" }, { "Writing the site", "html" },
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!strcmp(names[i][0], step)) return names[i][1];
    }
    return "other";
}

void progress_timings(const Progress *p)
{
    struct rusage usage;

    fputs("{\"sec\":{", stdout);
    for (size_t i = 0; i < p->done_count; i++) {
        const char *name = stage_name(p->done[i].step);
        double seconds = 0;
        bool told = false;
        for (size_t j = 0; j < p->done_count; j++) {
            if (strcmp(stage_name(p->done[j].step), name)) continue;
            told = told || j < i;
            seconds += p->done[j].seconds;
        }
        if (!told) printf("\"%s\":%.4f,", name, seconds);
    }
    getrusage(RUSAGE_SELF, &usage);
    printf("\"total\":%.4f},\"peak_mb\":%.1f}\n", now() - p->started,
           (double)usage.ru_maxrss / 1024);
}
