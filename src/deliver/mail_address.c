#include <string.h>

#include "deliver/mail.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* Whether all of the n bytes are among the allowed ones, and there is at least one. */
static bool made_of(const char *text, size_t n, const char *allowed)
{
    return n > 0 && strspn(text, allowed) >= n;
}

/* A domain as SMTP knows it: letters, digits, dots and hyphens (RFC 5321, section 4.1.2). */
static bool is_domain(const char *text, size_t n)
{
    return made_of(text, n, LETTERS DIGITS ".-") && n <= 253 && *text != '.' && *text != '-' &&
           text[n - 1] != '.' && text[n - 1] != '-';
}

/* A dot-string before the "@": quoted local parts are legal and used by nobody. */
static bool is_address(const char *text)
{
    const char *at = strrchr(text, '@');
    size_t local = at ? (size_t)(at - text) : 0;

    return at && local <= 64 && made_of(text, local, LETTERS DIGITS "!#$%&'*+-/=?^_`{|}~.") &&
           *text != '.' && at[-1] != '.' && is_domain(at + 1, strlen(at + 1));
}

/* Without spaces and one pair of quotes around it. */
static char *trimmed(const char *text, size_t size, Arena *arena)
{
    while (size && text[size - 1] == ' ')
        size--;
    while (size && *text == ' ')
        text++, size--;
    if (size > 1 && *text == '"' && text[size - 1] == '"') text++, size -= 2;
    return arena_text_n(arena, text, size);
}

bool mail_address_read(MailAddress *out, const char *text, Arena *arena)
{
    const char *clean = utf8_clean(text, strlen(text), 500, arena);
    const char *open = strrchr(clean, '<');
    const char *name = "";
    char *address;

    if (strcmp(clean, text)) return false; /* it had control characters */
    if (open) {
        size_t size = strcspn(open + 1, ">");
        if (open[1 + size] != '>' || open[1 + size + 1]) return false;
        name = trimmed(clean, (size_t)(open - clean), arena);
        address = arena_text_n(arena, open + 1, size);
    } else {
        address = trimmed(clean, strlen(clean), arena);
    }
    if (!is_address(address)) return false;
    *out = (MailAddress){ name, address };
    return true;
}

/* --- servers ---------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    const char *at = c ? strchr("0123456789abcdef0123456789ABCDEF", c) : NULL;

    return at ? (int)((at - "0123456789abcdef0123456789ABCDEF") % 16) : -1;
}

/* "me%40example.org" → "me@example.org"; NULL where that is no plain text. */
static const char *user_decoded(const char *text, size_t size, Arena *arena)
{
    char *user = arena_text_n(arena, text, size);
    size_t to = 0;

    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        if (c == '%') {
            int high = i + 2 < size ? hex_digit(text[i + 1]) : -1;
            int low = i + 2 < size ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) return NULL;
            c = (char)(16 * high + low);
            i += 2;
        }
        if ((unsigned char)c < ' ' || c == 127) return NULL;
        user[to++] = c;
    }
    user[to] = '\0';
    return user;
}

/* host, host:port, [::1]:port */
static bool read_host(MailServer *server, const char *text, Arena *arena)
{
    bool bracket = *text == '[';
    size_t size = bracket ? strcspn(text, "]") + 1 : strcspn(text, ":/");
    int64_t port = server->smtps ? 465 : 587;

    if (bracket ? size < 4 || !made_of(text + 1, size - 2, DIGITS "abcdefABCDEF:.") ||
                      text[size - 1] != ']'
                : !is_domain(text, size)) {
        return false;
    }
    server->host = arena_text_n(arena, text, size);
    text += size;
    if (*text == ':') {
        size_t digits = strspn(text + 1, DIGITS);
        if (!integer_read(arena_text_n(arena, text + 1, digits), &port)) return false;
        text += 1 + digits;
    }
    if (port < 1 || port > 65535 || (*text && strcmp(text, "/"))) return false;
    server->port = (int)port;
    return true;
}

bool mail_server_read(MailServer *out, const char *url, const char **wants, Arena *arena)
{
    MailServer server = { .user = "", .smtps = !strncmp(url, "smtps://", 8) };
    const char *rest = url + (server.smtps ? 8 : 7);
    const char *at;

    *wants = "an address of a mail server: give smtps://user@host:465 or smtp://user@host:587";
    if (!server.smtps && strncmp(url, "smtp://", 7)) return false;
    at = strrchr(rest, '@');
    if (at && memchr(rest, ':', (size_t)(at - rest))) {
        *wants = "for a password, because others can read a command line: give it in "
                 "CLIENTELE_SMTP_PASSWORD or with --password-file";
        return false;
    }
    if (at && !(server.user = user_decoded(rest, (size_t)(at - rest), arena))) return false;
    if (!read_host(&server, at ? at + 1 : rest, arena)) return false;
    *out = server;
    return true;
}

bool mail_server_may_be_plain(const MailServer *server)
{
    static const char *const here[] = { "localhost", "[::1]" };

    for (size_t i = 0; i < COUNT_OF(here); i++) {
        if (!strcmp(server->host, here[i])) return true;
    }
    return !*server->user || (!strncmp(server->host, "127.", 4) &&
                              made_of(server->host, strlen(server->host), DIGITS "."));
}
