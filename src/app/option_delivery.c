/* The readers of the options of mail, publish and weekly. */
#include <string.h>

#include "app/option_values.h"

static Status take_address(MailAddress *out, const char *value, const char *where, Arena *arena,
                           Err *err)
{
    if (mail_address_read(out, value, arena)) return OK;
    return option_refuse(
        where, utf8_clean(value, strlen(value), 80, arena),
        "an e-mail address: give name@example.org or \"Zoe Miller <zoe@example.org>\"", err);
}

Status set_to(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    MailAddress address;
    Status s = take_address(&address, value, where, arena, err);

    if (!s) VEC_PUSH(arena, &o->mail.to, address);
    return s;
}

Status set_from(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    return take_address(&o->mail.from, value, where, arena, err);
}

/* The value may hold a password: it is not repeated. */
Status set_smtp(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    const char *wants;

    if (mail_server_read(&o->mail.server, value, &wants, arena)) return OK;
    return err_set(err, strncmp(where, "--", 2) ? ERR_CONFIG : ERR_USAGE, "%s is not %s", where,
                   wants);
}

Status set_eml(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!*value) return option_refuse(where, value, "a file to write the message to", err);
    o->mail.eml = value;
    return OK;
}

Status set_password_file(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!*value) return option_refuse(where, value, "a file with the password", err);
    o->mail.password_file = value;
    return OK;
}

Status set_ca_file(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!*value) return option_refuse(where, value, "a file of certificates", err);
    o->mail.ca_file = value;
    return OK;
}

Status set_subject(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)where, (void)err;
    o->mail.subject = utf8_clean(value, strlen(value), 200, arena);
    return OK;
}

Status set_attach(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    static const char *const names[] = { "none", "pdf", "csv", "html", "xlsx" };
    bool none, *const parts[] = { &none, &o->mail.pdf, &o->mail.csv, &o->mail.html, &o->mail.xlsx };

    if (parts_read(value, names, parts, COUNT_OF(names), arena)) return OK;
    return option_refuse(where, value, "a list of pdf, csv, html and xlsx, or none", err);
}

/* Slugs, as the report's files and addresses have them. */
Status set_segments(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    char *rest = arena_text(arena, value), *name;

    o->mail.segments.count = 0;
    while ((name = strsep(&rest, ","))) {
        if (!*name || strcmp(name, utf8_slug(name, arena))) {
            return option_refuse(where, value,
                                 "a list of segments as their pages are called: champions,at-risk",
                                 err);
        }
        VEC_PUSH(arena, &o->mail.segments, (const char *)name);
    }
    return OK;
}

Status set_max_size(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!size_read(&o->mail.max_size, value) || o->mail.max_size < 50000) {
        return option_refuse(where, value, "a size of 50KB or more, such as 10MB", err);
    }
    return OK;
}

Status set_retries(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    int64_t number;

    (void)arena;
    if (!integer_read(value, &number) || number < 0 || number > 20) {
        return option_refuse(where, value, "a number of attempts from 0 to 20", err);
    }
    o->mail.retries = (int)number;
    return OK;
}

Status set_retry_wait(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!number_read(value, &o->mail.retry_wait) || o->mail.retry_wait < 0 ||
        o->mail.retry_wait > 3600) {
        return option_refuse(where, value, "a number of seconds from 0 to 3600", err);
    }
    return OK;
}

/* It goes into links: the web's two schemes, and nothing that ends an attribute or a line. */
Status set_address(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    bool web = !strncmp(value, "https://", 8) || !strncmp(value, "http://", 7);
    size_t size = strlen(value);

    if (!web || size > 1000 || strcspn(value, " \"<>\\^`{|}") < size ||
        strcmp(value, utf8_clean(value, size, 1000, arena))) {
        return option_refuse(where, value, "the address of a web page: give https://…", err);
    }
    o->address = value;
    return OK;
}

Status set_audience(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!*value) return option_refuse(where, value, "an audience of the configuration", err);
    o->audience = value;
    return OK;
}

/* The command publish has its own word for it; the configuration's privacy is the report's. */
Status set_publish_privacy(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (privacy_read(&o->may_publish, value)) return OK;
    return option_refuse(where, value, "a degree of privacy: give full, ids or aggregate", err);
}

Status set_shop(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!*value) return option_refuse(where, value, "a database or CSV file", err);
    o->shop = value;
    return OK;
}

Status set_publish(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!*value) return option_refuse(where, value, "a folder to publish in", err);
    o->publish = value;
    return OK;
}
