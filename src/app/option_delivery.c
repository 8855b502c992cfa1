/* The readers of single options of mail, publish and weekly. */
#include <string.h>

#include "app/option_readers.h"

static Status take_address(MailAddress *out, const OptionValue *value, Arena *arena, Err *err)
{
    if (mail_address_read(out, value->text, arena)) return OK;
    return option_refuse(
        value,
        "is not an e-mail address: give name@example.org or \"Zoe Miller <zoe@example.org>\"",
        arena, err);
}

Status read_mail_address(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                         Err *err)
{
    return take_address(option_member(o, row), value, arena, err);
}

Status read_mail_addresses(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                           Err *err)
{
    MailAddress address;
    Status s = take_address(&address, value, arena, err);

    (void)row;
    if (!s) VEC_PUSH(arena, &o->mail.to, address);
    return s;
}

/* The value may hold a password: it is not repeated. */
Status read_mail_server(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                        Err *err)
{
    const char *wants;

    (void)row;
    if (mail_server_read(&o->mail.server, value->text, &wants, arena)) return OK;
    return option_refuse_unseen(value, arena_format(arena, "is not %s", wants), err);
}

/* Slugs, as the report's files and addresses have them. */
Status read_segments(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                     Err *err)
{
    char *rest = arena_text(arena, value->text), *name;

    (void)row;
    o->mail.segments.count = 0;
    while ((name = strsep(&rest, ","))) {
        if (!*name || strcmp(name, utf8_slug(name, arena))) {
            return option_refuse(value,
                                 "is not a list of segments as their pages are called: "
                                 "champions,at-risk",
                                 arena, err);
        }
        VEC_PUSH(arena, &o->mail.segments, (const char *)name);
    }
    return OK;
}

/* It goes into links: the web's two schemes, and nothing that ends an attribute or a line. */
Status read_web_address(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                        Err *err)
{
    const char *text = value->text;
    bool web = !strncmp(text, "https://", 8) || !strncmp(text, "http://", 7);
    size_t size = strlen(text);

    (void)row;
    if (!web || size > 1000 || strcspn(text, " \"<>\\^`{|}") < size ||
        strcmp(text, utf8_clean(text, size, 1000, arena))) {
        return option_refuse(value, "is not the address of a web page: give https://…", arena, err);
    }
    o->address = text;
    return OK;
}
