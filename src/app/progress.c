#include "app/progress.h"

#include <stdio.h>
#include <string.h>
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
    if (p->step[0] && !p->terminal) {
        fprintf(stderr, "clientele: %s: %.2f s\n", p->step, now() - p->step_started);
    }
    p->step_started = now();
}

void progress_step(void *progress, const char *step, double share)
{
    Progress *p = progress;
    bool same = !strcmp(step, p->step);

    if (p->silent) return;
    if (!same) {
        end_step(p);
        snprintf(p->step, sizeof p->step, "%s", step);
    }
    /* A terminal is drawn at most twenty times a second. */
    if (p->terminal && (!same || now() - p->drawn > 0.05)) {
        p->drawn = now();
        draw_bar(p, p->from + share * (p->to - p->from));
    }
}

void progress_close(Progress *p)
{
    if (p->silent) return;
    end_step(p);
    if (p->terminal && p->step[0]) fputs("\r\033[K", stderr);
    p->step[0] = '\0';
}
