#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/mail.h"

/* Outside root's and users' PATH on many systems, cron's among them. */
#define USUAL_PLACE "/usr/sbin/sendmail"

/* -i: a line with a single dot does not end the message. */
static char **arguments(const MailOptions *mail, Arena *arena)
{
    char **words = ARENA_ARRAY(arena, char *, mail->to.count + 6);
    size_t n = 0;

    words[n++] = arena_text(arena, "sendmail");
    words[n++] = arena_text(arena, "-i");
    words[n++] = arena_text(arena, "-f");
    words[n++] = arena_text(arena, mail->from.address);
    words[n++] = arena_text(arena, "--");
    for (size_t i = 0; i < mail->to.count; i++)
        words[n++] = arena_text(arena, mail->to.items[i].address);
    return words;
}

static int spawn(pid_t *child, int input, char **words)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t ours;
    int failed;

    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    /* What this program ignores (interrupt_guard) is not to be ignored by that one. */
    sigemptyset(&ours);
    sigaddset(&ours, SIGPIPE);
    sigaddset(&ours, SIGXFSZ);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigdefault(&attributes, &ours);
    failed = posix_spawnp(child, "sendmail", &files, &attributes, words, environ);
    if (failed == ENOENT)
        failed = posix_spawn(child, USUAL_PLACE, &files, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

/* A program that reads from a pipe expects lines to end as they do on this system. */
static bool write_lines(int to, const Buf *message)
{
    Buf lines = { 0 };
    size_t done = 0;

    for (size_t i = 0; i < message->size; i++) {
        if (message->data[i] != '\r') buf_char(&lines, message->data[i]);
    }
    while (done < lines.size) {
        ssize_t put = write(to, lines.data + done, lines.size - done);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) break;
        done += (size_t)put;
    }
    bool all = done == lines.size;
    buf_close(&lines);
    return all;
}

/* What sendmail exits with is of the same table as our own codes. */
static Status judge(int state, bool written, Err *err)
{
    int code = WIFEXITED(state) ? WEXITSTATUS(state) : -1;

    if (code == 0 && written) return OK;
    if (code == ERR_TRY_AGAIN) {
        return err_set(err, ERR_TRY_AGAIN, "sendmail: has no time for the message: try again");
    }
    return err_set(err, ERR_IO, "sendmail: did not take the message: it ended with %d", code);
}

Status sendmail_run(const Buf *message, const MailOptions *mail, Arena *arena, Err *err)
{
    int pipes[2], state = 0, failed;
    pid_t child;

    if (pipe2(pipes, O_CLOEXEC)) return err_set(err, ERR_IO, "sendmail: %s", strerror(errno));
    failed = spawn(&child, pipes[0], arguments(mail, arena));
    close(pipes[0]);
    if (failed) {
        close(pipes[1]);
        return err_set(err, ERR_CONFIG, "sendmail: cannot be started: %s: give --smtp instead",
                       strerror(failed));
    }
    bool written = write_lines(pipes[1], message);
    close(pipes[1]);
    while (waitpid(child, &state, 0) < 0 && errno == EINTR) {
    }
    return judge(state, written, err);
}
