#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

enum { MOST_THREADS = 64 };

typedef struct Job {
    void (*work)(void *context, size_t part, int worker);
    void *context;
    size_t parts;
    atomic_size_t next;
} Job;

typedef struct Worker {
    Job *job;
    int number;
    pthread_t thread;
} Worker;

static void *run_worker(void *argument)
{
    Worker *worker = argument;
    Job *job = worker->job;

    for (size_t part; (part = atomic_fetch_add(&job->next, 1)) < job->parts;) {
        job->work(job->context, part, worker->number);
    }
    return NULL;
}

void parallel_for(int threads, size_t parts, void (*work)(void *context, size_t part, int worker),
                  void *context)
{
    Job job = { .work = work, .context = context, .parts = parts };
    Worker workers[MOST_THREADS];
    int started = 1;

    if (threads > MOST_THREADS) threads = MOST_THREADS;
    if (threads < 1) threads = 1;
    if ((size_t)threads > parts) threads = (int)parts;
    /* Signals go to the thread that called: it is the one that knows what to clean up. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    /* A thread that cannot be had is no failure: the others do its share. */
    for (; started < threads; started++) {
        workers[started] = (Worker){ .job = &job, .number = started };
        if (pthread_create(&workers[started].thread, NULL, run_worker, &workers[started])) break;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    workers[0] = (Worker){ .job = &job };
    run_worker(&workers[0]);
    for (int i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}

int parallel_processors(void)
{
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set)) return 1;
    return CPU_COUNT(&set);
}
