/* A signal handler may call only what POSIX lists as async-signal-safe: no malloc, no opendir. The
 * folder is read with the system call itself. Only the main thread writes files and only it takes
 * these signals (the workers of base/parallel.c block them), so nothing is added while we remove.
 */
#include "app/interrupt.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdalign.h>
#include <stdbool.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The one mutable global of the program: a signal handler has no other argument. */
static const char *volatile g_remove;

static bool is_inner(const char *name)
{
    return strcmp(name, ".") && strcmp(name, "..");
}

/* Removes a file, or a folder with all in it; whether it is gone. */
static bool remove_tree(int folder, const char *name, int depth)
{
    alignas(struct dirent64) char entries[4096];
    int inner;
    bool removed = true;

    if (unlinkat(folder, name, 0) == 0) return true;
    if (depth > 8) return false;
    inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner < 0) return false;
    /* Removal may move the entries that were not read yet: read again until nothing goes. */
    while (removed) {
        removed = false;
        lseek(inner, 0, SEEK_SET);
        for (long got; (got = syscall(SYS_getdents64, inner, entries, sizeof entries)) > 0;) {
            for (long at = 0; at < got;) {
                struct dirent64 *entry = (struct dirent64 *)(void *)(entries + at);
                at += entry->d_reclen;
                if (is_inner(entry->d_name))
                    removed |= remove_tree(inner, entry->d_name, depth + 1);
            }
        }
    }
    close(inner);
    return unlinkat(folder, name, AT_REMOVEDIR) == 0;
}

static void on_signal(int number)
{
    if (g_remove) remove_tree(AT_FDCWD, g_remove, 0);
    signal(number, SIG_DFL);
    raise(number);
}

void interrupt_guard(void)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action = { .sa_handler = on_signal };

    sigfillset(&action.sa_mask);
    for (unsigned i = 0; i < sizeof signals / sizeof *signals; i++) {
        sigaction(signals[i], &action, NULL);
    }
    /* A closed pipe, and a file that grows over the limit, are errors of write(), said in words. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

void interrupt_remove(const char *path)
{
    g_remove = path;
}
