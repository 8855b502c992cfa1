#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void buf_close(Buf *buf)
{
    free(buf->data);
    *buf = (Buf){ 0 };
}

void buf_clear(Buf *buf)
{
    buf->size = 0;
    if (buf->data) buf->data[0] = '\0';
}

char *buf_reserve(Buf *buf, size_t size)
{
    if (size >= SIZE_MAX / 2 - buf->size) out_of_memory();
    if (buf->capacity < buf->size + size + 1) {
        size_t wanted = 2 * (buf->size + size + 1);
        char *grown = realloc(buf->data, wanted < 256 ? 256 : wanted);
        if (!grown) out_of_memory();
        buf->data = grown;
        buf->capacity = wanted < 256 ? 256 : wanted;
    }
    buf->data[buf->size + size] = '\0';
    return buf->data + buf->size;
}

void buf_put(Buf *buf, const void *data, size_t size)
{
    char *place = buf_reserve(buf, size);

    if (size) memcpy(place, data, size);
    buf->size += size;
}

void buf_text(Buf *buf, const char *text)
{
    buf_put(buf, text, strlen(text));
}

void buf_char(Buf *buf, char c)
{
    *buf_reserve(buf, 1) = c;
    buf->size++;
}

void buf_format(Buf *buf, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (size <= 0) return;
    char *place = buf_reserve(buf, (size_t)size);
    va_start(args, format);
    vsnprintf(place, (size_t)size + 1, format, args);
    va_end(args);
    buf->size += (size_t)size;
}
