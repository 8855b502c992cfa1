#include "publish/json_text.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

void json_quote(Buf *out, const char *text)
{
    buf_char(out, '"');
    for (const char *c = text; *c;) {
        const char *start = c;
        uint32_t code = utf8_next(&c);
        if (code == '"' || code == '\\') {
            buf_char(out, '\\');
            buf_char(out, (char)code);
        } else if (code < 0x20 || code == '<' || code == '>' || code == '&' || code == 0x7f ||
                   code == 0x2028 || code == 0x2029) {
            buf_format(out, "\\u%04x", code);
        } else {
            buf_put(out, start, (size_t)(c - start));
        }
    }
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
