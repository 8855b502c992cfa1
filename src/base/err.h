/* base/err.h — how a function says that it failed.
 *
 * A function that can fail returns Status and takes an Err. Whoever discovers the failure writes
 * the text once, naming the thing (file, table, column, row, option), what is wrong with it and
 * what to do; a boundary may put context before it. Outputs are written only on success.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))

/* The program's exit codes, after sysexits(3). */
typedef enum Status {
    OK = 0,
    ERR_USAGE = 2,          /* the command line is wrong */
    ERR_DATA = 65,          /* the data is not usable */
    ERR_NO_INPUT = 66,      /* no such input */
    ERR_BUG = 70,           /* our own bug */
    ERR_MEMORY = 71,        /* not enough memory */
    ERR_CANNOT_CREATE = 73, /* cannot create the output */
    ERR_IO = 74,            /* reading or writing failed */
    ERR_TRY_AGAIN = 75,     /* the database is locked, and the like */
    ERR_CONFIG = 78         /* the configuration is wrong */
} Status;

typedef struct Err {
    Status status;
    char text[1000]; /* one line, no final full stop needed, valid UTF-8, no control characters */
} Err;

/* Writes the text (control characters become "?", an overlong text is cut) and returns status. */
MUST_USE Status err_set(Err *err, Status status, const char *format, ...) PRINTF_LIKE(3, 4);

/* Puts "context: " before the text and returns err's own status. */
MUST_USE Status err_context(Err *err, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
