#include "base/json.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static void escape_put(Buf *out, uint32_t code)
{
    if (code == '"' || code == '\\')
        buf_format(out, "\\%c", (char)code);
    else
        buf_format(out, "\\u%04x", code);
}

/* JSON's own, what could end a script element, and what ends a line in JavaScript. */
static bool wants_escape(uint32_t code)
{
    return code < 0x20 || code == '"' || code == '\\' || code == '<' || code == '>' ||
           code == '&' || code == 0x7f || code == 0x2028 || code == 0x2029;
}

void json_quote(Buf *out, const char *text)
{
    const char *plain = text; /* up to where it is written */

    buf_char(out, '"');
    for (const char *c = text; *c;) {
        const char *start = c;
        uint32_t code = utf8_next(&c);
        if (!wants_escape(code)) continue;
        buf_put(out, plain, (size_t)(start - plain));
        escape_put(out, code);
        plain = c;
    }
    buf_text(out, plain);
    buf_char(out, '"');
}

static void begin(Json *json, const char *key)
{
    if (!json->first) buf_char(json->out, ',');
    if (json->depth) {
        buf_char(json->out, '\n');
        for (int i = 0; i < json->depth; i++)
            buf_text(json->out, "  ");
    }
    json->first = false;
    if (!key) return;
    json_quote(json->out, key);
    buf_text(json->out, ": ");
}

static void open(Json *json, const char *key, char bracket)
{
    begin(json, key);
    buf_char(json->out, bracket);
    json->depth++;
    json->first = true;
}

static void end(Json *json, char bracket)
{
    bool empty = json->first;

    json->depth--;
    if (!empty) {
        buf_char(json->out, '\n');
        for (int i = 0; i < json->depth; i++)
            buf_text(json->out, "  ");
    }
    buf_char(json->out, bracket);
    json->first = false;
    if (!json->depth) buf_char(json->out, '\n');
}

void json_begin_object(Json *json, const char *key)
{
    open(json, key, '{');
}

void json_begin_array(Json *json, const char *key)
{
    open(json, key, '[');
}

void json_end_object(Json *json)
{
    end(json, '}');
}

void json_end_array(Json *json)
{
    end(json, ']');
}

void json_put_text(Json *json, const char *key, const char *text)
{
    begin(json, key);
    if (text) {
        json_quote(json->out, text);
    } else {
        buf_text(json->out, "null");
    }
}

void json_put_number(Json *json, const char *key, double value)
{
    char text[NUMBER_TEXT];

    begin(json, key);
    buf_text(json->out, isfinite(value) ? number_shortest(text, value) : "null");
}

void json_put_integer(Json *json, const char *key, int64_t value)
{
    begin(json, key);
    buf_format(json->out, "%" PRId64, value);
}

void json_put_bool(Json *json, const char *key, bool value)
{
    begin(json, key);
    buf_text(json->out, value ? "true" : "false");
}
