#include "tools/minify.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Between these a blank means something: names, numbers, strings, "a - -b". */
static bool binds(char c)
{
    return isalnum((unsigned char)c) || (c != '\0' && strchr("_$\"'#+-", c)) || (c & 0x80);
}

/* A line of a script without the blanks that mean nothing. From a backtick, a slash or a backslash
 * on it stays as it is: there a pattern or a text with values may begin. */
static void script_line_put(Buf *out, const char *line, size_t size)
{
    char quote = '\0';

    for (size_t i = 0; i < size; i++) {
        char c = line[i];
        bool inner = i > 0 && i + 1 < size;
        if (strchr("`/\\", c)) {
            buf_put(out, line + i, size - i);
            return;
        }
        if (c == ' ' && !quote && inner && !(binds(line[i - 1]) && binds(line[i + 1]))) continue;
        if ((c == '"' || c == '\'') && (!quote || quote == c)) quote = quote ? '\0' : c;
        buf_char(out, c);
    }
}

/* A line of a style sheet without the blanks that mean nothing. */
static void style_line_put(Buf *out, const char *line, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        bool after = i > 0 && strchr(":;,{}", line[i - 1]);
        bool before = i + 1 < size && strchr("{}", line[i + 1]);
        if (line[i] != ' ' || (!after && !before)) buf_char(out, line[i]);
    }
}

/* A line of a script without the types that stand in comments within it. */
static size_t types_dropped(char *out, const char *line, size_t size)
{
    const char *end = line + size;
    char *at = out;

    for (;;) {
        const char *open = memmem(line, (size_t)(end - line), "/*", 2);
        const char *close = open ? memmem(open, (size_t)(end - open), "*/", 2) : NULL;
        size_t before = (size_t)((close ? open : end) - line);
        memcpy(at, line, before);
        at += before;
        if (!close) return (size_t)(at - out);
        line = close + 2;
        if (line < end && *line == ' ') line++;
    }
}

static void line_put(Buf *out, const char *line, size_t size, bool is_script)
{
    char kept[1024];

    if (!is_script) {
        style_line_put(out, line, size);
    } else if (size <= sizeof kept) {
        script_line_put(out, kept, types_dropped(kept, line, size));
    } else {
        buf_put(out, line, size);
    }
    /* After these a line's end means nothing either. */
    if (out->size == 0 || !strchr("{[(,;", out->data[out->size - 1])) buf_char(out, '\n');
}

/* Appends the text without indentation, empty lines and comments that begin a line. */
static void put_stripped(Buf *out, const char *text, bool is_script)
{
    bool comment = false;

    while (*text) {
        size_t size;
        const char *line = text + strspn(text, " \t");

        size = strcspn(line, "\n");
        text = line + size + (line[size] != '\0');
        if (begins(line, "/*")) comment = true;
        if (comment) {
            comment = !memmem(line, size, "*/", 2);
            continue;
        }
        if (size == 0) continue;
        if (is_script && (begins(line, "//") || begins(line, "import "))) continue;
        if (is_script && begins(line, "export ")) {
            line += strlen("export ");
            size -= strlen("export ");
        }
        line_put(out, line, size, is_script);
    }
}

void minify_style(Buf *out, const char *text)
{
    put_stripped(out, text, false);
}

void minify_script(Buf *out, const char *const *modules, size_t count)
{
    buf_text(out, "(()=>{\"use strict\";\n");
    for (size_t i = 0; i < count; i++)
        put_stripped(out, modules[i], true);
    buf_text(out, "})();\n");
}
