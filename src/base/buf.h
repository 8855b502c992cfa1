/* base/buf.h — a text or a file under construction.
 *
 * Owns:  its memory (malloc), because it grows: buf_close it.
 * Fails: never; memory that runs out ends the program as an arena does.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

typedef struct Buf {
    char *data; /* always followed by a NUL once something was put; NULL before */
    size_t size;
    size_t capacity;
} Buf;

void buf_close(Buf *buf);
void buf_clear(Buf *buf);
void buf_put(Buf *buf, const void *data, size_t size);
void buf_text(Buf *buf, const char *text);
void buf_char(Buf *buf, char c);
void buf_format(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Room for size more bytes at the end, to be written by the caller, who then adds to buf->size. */
char *buf_reserve(Buf *buf, size_t size);

#endif
