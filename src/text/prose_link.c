/* Link targets: an allow-list, and percent-encoding of what is unusual. */
#include "text/prose_link.h"

#include <string.h>
#include <strings.h>

/* The length of "scheme:" at the front (RFC 3986, 3.1), or 0 when there is none. */
static size_t scheme_size(const char *url)
{
    size_t size = strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    return size > 0 && url[size] == ':' ? size + 1 : 0;
}

static bool scheme_allowed(const char *url, size_t size)
{
    static const char *const allowed[] = { "http:", "https:", "mailto:" };

    for (size_t i = 0; i < COUNT_OF(allowed); i++) {
        if (strlen(allowed[i]) == size && strncasecmp(url, allowed[i], size) == 0) return true;
    }
    return false;
}

/* Browsers drop control characters and blanks from a URL, and take "\" for "/". */
static bool is_suspicious(const char *url)
{
    for (const char *at = url; *at; at++) {
        if ((unsigned char)*at <= ' ' || *at == '\\' || *at == 0x7f) return true;
    }
    return url[0] == '/' && url[1] == '/';
}

static bool is_plain(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~:/?#@!$&'()*+,;=%", c));
}

const char *prose_link(const char *url, Arena *arena)
{
    size_t scheme;
    Buf buf = { 0 };
    const char *copy;

    if (!url || !*url || is_suspicious(url)) return NULL;
    scheme = scheme_size(url);
    if (scheme ? !scheme_allowed(url, scheme) : strcspn(url, ":") < strcspn(url, "/?#"))
        return NULL;
    for (; *url; url++) {
        unsigned char c = (unsigned char)*url;
        if (is_plain(c))
            buf_char(&buf, (char)c);
        else
            buf_format(&buf, "%%%02X", c);
    }
    copy = arena_text(arena, buf.data);
    buf_close(&buf);
    return copy;
}
