#include "app/app.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/interrupt.h"
#include "app/mail.h"
#include "app/option_text.h"

/* What `check` exits with when there are warnings. */
#define EXIT_WARNINGS 1

/* A closed descriptor 0, 1 or 2 would be given to the next file that is opened, and a message meant
 * for stderr would be written into the database. */
static void hold_standard_files(void)
{
    for (int file = 0; file <= 2; file++) {
        if (fcntl(file, F_GETFD) < 0 && open("/dev/null", file ? O_WRONLY : O_RDONLY) != file) {
            _exit(ERR_IO);
        }
    }
}

/* What one picture frees the next one takes: to give it back to the system and ask again, with the
 * other thread to be told each time, took 4 % of a run at 1,000 customers. At a million the memory
 * that so stays is 10 MB. */
static void hold_freed_memory(void)
{
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
}

static Status print_help(const Options *options)
{
    Buf text = { 0 };

    options_help(&text, options->command);
    fwrite(text.data, 1, text.size, stdout);
    buf_close(&text);
    return OK;
}

static Status print_options(Arena *arena)
{
    Buf text = { 0 };

    options_markdown(&text, arena);
    fwrite(text.data, 1, text.size, stdout);
    buf_close(&text);
    return OK;
}

/* *clean: nothing to warn of; only check has such an answer. */
static Status run(bool *clean, int argc, char **argv, Arena *arena, Err *err)
{
    Options options;
    Status s;

    if ((s = options_read(&options, argc, argv, arena, err))) return s;
    if (options.version) {
        puts("clientele " CLIENTELE_VERSION);
        return OK;
    }
    if (options.help) return print_help(&options);
    switch (options.command) {
    case COMMAND_DEMO: return command_demo(&options, err);
    case COMMAND_REPORT: return command_report(&options, arena, err);
    case COMMAND_TEMPLATES: return command_templates(&options, arena, err);
    case COMMAND_GALLERY: return command_gallery(&options, arena, err);
    case COMMAND_IMPORT: return command_import(&options, arena, err);
    case COMMAND_CHECK: return command_check(clean, &options, arena, err);
    case COMMAND_INIT: return command_init(&options, arena, err);
    case COMMAND_HISTORY: return command_history(&options, err);
    case COMMAND_MAIL: return command_mail(&options, arena, err);
    case COMMAND_PUBLISH: return command_publish(&options, arena, err);
    case COMMAND_WEEKLY: return command_weekly(&options, arena, err);
    case COMMAND_OPTIONS: return print_options(arena);
    case COMMAND_NONE: break;
    }
    return err_set(err, ERR_BUG, "no command");
}

int app_main(int argc, char **argv)
{
    Arena arena = arena_open();
    Err err = { 0 };
    bool clean = true;

    hold_standard_files();
    hold_freed_memory();
    interrupt_guard();
    Status status = run(&clean, argc, argv, &arena, &err);
    errno = 0;
    if (!status && (fflush(stdout) || ferror(stdout))) {
        status = err_set(&err, ERR_IO, "standard output: writing failed%s%s", errno ? ": " : "",
                         errno ? write_reason(errno) : "");
    }
    if (status) fprintf(stderr, "clientele: %s\n", err.text);
    arena_close(&arena);
    return !status && !clean ? EXIT_WARNINGS : (int)status;
}
