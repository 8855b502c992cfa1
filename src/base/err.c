#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* A message is one line for a terminal: no control characters, and no half character at the cut. */
static void make_printable(char *text)
{
    for (char *c = text; *c; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7f) *c = ' ';
    }
    size_t size = strlen(text);
    while (size && !utf8_valid(text, size))
        text[--size] = '\0';
}

Status err_set(Err *err, Status status, const char *format, ...)
{
    va_list args;

    err->status = status;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    make_printable(err->text);
    return status;
}

Status err_context(Err *err, const char *format, ...)
{
    char text[2 * sizeof err->text];
    va_list args;

    va_start(args, format);
    int used = vsnprintf(text, sizeof err->text, format, args);
    va_end(args);
    if (used < 0) used = 0;
    if ((size_t)used >= sizeof err->text) used = sizeof err->text - 1;
    snprintf(text + used, sizeof text - (size_t)used, ": %s", err->text);
    memcpy(err->text, text, sizeof err->text);
    err->text[sizeof err->text - 1] = '\0';
    make_printable(err->text);
    return err->status;
}
