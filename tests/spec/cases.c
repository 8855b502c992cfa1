/* The files of the specification, as cases. */
#include <ctype.h>
#include <string.h>

#include "spec.h"

enum { MOST_BYTES = 1 << 20 };

typedef struct Reading {
    Cases *out;
    const char *file;
    size_t number;
    Arena *arena;
} Reading;

static bool starts(const char *text, const char *with)
{
    return !strncmp(text, with, strlen(with));
}

static const Case *find_case(const Cases *cases, const char *title)
{
    for (size_t i = 0; i < cases->count; i++) {
        if (!strcmp(cases->items[i].title, title)) return &cases->items[i];
    }
    return NULL;
}

static Status refuse(const Reading *r, const char *why, Err *err)
{
    return err_set(err, ERR_DATA, "%s:%zu: %s", r->file, r->number, why);
}

/* "quality/needs is": the word behind the last space says what is wanted of the place. */
static Status take_place(Reading *r, const char *text, Err *err)
{
    static const char *const words[] = { "has", "lacks", "is" };
    Case *now = &r->out->items[r->out->count - 1];
    const char *space = strrchr(text, ' ');

    for (size_t kind = 0; space && kind < 3; kind++) {
        if (strcmp(space + 1, words[kind])) continue;
        Wanted wanted = { .kind = (WantedKind)kind, .number = r->number };
        wanted.place = arena_text_n(r->arena, text, (size_t)(space - text));
        VEC_PUSH(r->arena, &now->wanted, wanted);
        return OK;
    }
    return refuse(r, "a place of the report is followed by has, lacks or is", err);
}

/* The shop of another case, to be added to. */
static Status take_like(Reading *r, const char *title, Err *err)
{
    Case *now = &r->out->items[r->out->count - 1];
    const Case *other = find_case(r->out, title);

    if (!other || other == now) return refuse(r, "no case above has this title", err);
    for (size_t i = 0; i < other->shop.count; i++)
        VEC_PUSH(r->arena, &now->shop, other->shop.items[i]);
    return OK;
}

static Status take_case(Reading *r, const char *title, Err *err)
{
    if (find_case(r->out, title)) return refuse(r, "a case above has this title", err);
    Case begun = { .file = r->file, .number = r->number, .title = title };
    VEC_PUSH(r->arena, r->out, begun);
    return OK;
}

static Status take_line(Reading *r, const char *text, bool *in_shop, Err *err)
{
    const char *bare = text + strspn(text, " ");
    Line line = { r->number, bare };

    if (!*bare || *text == '#') return OK;
    if (starts(text, "== ")) {
        *in_shop = true;
        return take_case(r, text + 3, err);
    }
    if (!r->out->count) return refuse(r, "a case begins with == and its title", err);
    Case *now = &r->out->items[r->out->count - 1];
    if (!strcmp(text, "--")) {
        *in_shop = false;
        return OK;
    }
    if (*in_shop && starts(bare, "like ")) return take_like(r, bare + 5, err);
    if (*in_shop) {
        VEC_PUSH(r->arena, &now->shop, line);
        return OK;
    }
    if (bare == text) return take_place(r, text, err);
    if (!now->wanted.count) return refuse(r, "a text without a place", err);
    VEC_PUSH(r->arena, &now->wanted.items[now->wanted.count - 1].lines, line);
    return OK;
}

/* Lines that end with a backslash go on in the next one. */
static const char *next_line(Reading *r, const char **at, const char *end)
{
    const char *text = "";
    bool more = true;

    while (more && *at < end) {
        const char *stop = memchr(*at, '\n', (size_t)(end - *at)), *next;
        if (!stop) stop = end;
        next = stop < end ? stop + 1 : end;
        while (stop > *at && isspace((unsigned char)stop[-1]))
            stop--;
        more = stop > *at && stop[-1] == '\\';
        if (more) stop--;
        const char *from = *at + (*text ? strspn(*at, " ") : 0);
        text = arena_format(r->arena, "%s%.*s", text, (int)(stop - from), from);
        r->number++;
        *at = next;
    }
    return text;
}

Status cases_read(Cases *out, const char *path, Arena *arena, Err *err)
{
    const char *name = strrchr(path, '/');
    Reading r = { .out = out, .file = name ? name + 1 : path, .arena = arena };
    bool in_shop = false;
    Bytes bytes;
    Status s;

    if ((s = file_read(&bytes, path, MOST_BYTES, arena, err))) return s;
    const char *at = (const char *)bytes.data, *end = at + bytes.size;
    while (at < end) {
        if ((s = take_line(&r, next_line(&r, &at, end), &in_shop, err))) return s;
    }
    return OK;
}

Words case_words(const char *text, Arena *arena)
{
    Words words = { 0 };

    for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
        bool quoted = *text == '"';
        if (quoted) text++;
        size_t size = strcspn(text, quoted ? "\"" : " ");
        VEC_PUSH(arena, &words, arena_text_n(arena, text, size));
        text += size + (quoted && text[size]);
    }
    return words;
}
