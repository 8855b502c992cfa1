#include "app/wrap.h"

#include <string.h>

/* Bytes and columns of the word that the text begins with, of at most `most` columns. */
static size_t word_size(size_t *columns, const char *text, size_t most)
{
    size_t bytes = 0;

    *columns = 0;
    while (text[bytes] && text[bytes] != ' ') {
        bool begins = (text[bytes] & 0xc0) != 0x80;
        if (begins && *columns == most) break;
        *columns += begins;
        bytes++;
    }
    return bytes;
}

size_t wrap_columns(Buf *out, const char *text, const char *begin, size_t width)
{
    size_t at = strlen(begin), column = at, columns, lines = 1;
    bool blank = false; /* before the word */

    while (*text) {
        size_t bytes = word_size(&columns, text, width - at);
        if (column > at && column + blank + columns > width) {
            buf_format(out, "\n%s", begin);
            column = at;
            lines++;
        } else if (blank) {
            buf_char(out, ' ');
            column++;
        }
        buf_put(out, text, bytes);
        column += columns;
        text += bytes;
        blank = *text == ' ';
        text += blank;
    }
    buf_char(out, '\n');
    return lines;
}
