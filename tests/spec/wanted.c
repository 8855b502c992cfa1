/* What is wanted against what is told. */
#include <ctype.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spec.h"

typedef struct Checking {
    const Case *of;
    const Made *made;
    size_t unmet;
} Checking;

static void complain(Checking *c, size_t number, const char *why, const char *wanted)
{
    c->unmet++;
    printf("%s:%zu: %s: %s\n  wanted: %s\n", c->of->file, number, c->of->title, why, wanted);
}

/* The lines of the place that share most with the text come first in a reader's mind. */
static void show(const char *told)
{
    printf("  there is:\n");
    for (const char *at = told; *at;) {
        size_t size = strcspn(at, "\n");
        printf("    %.*s\n", (int)size, at);
        at += size + (at[size] != '\0');
    }
}

/* --- text --------------------------------------------------------------------------------------
 */

static bool is_figure(unsigned char c)
{
    return isalnum(c) || c >= 0x80;
}

/* Whether the place between before and behind is no part of a longer word or number: "12" is in
 * neither "$1,128.50" nor "5.12". */
static bool stands_alone(const char *told, const char *at, size_t size)
{
    const char *behind = at + size;
    bool begins = at == told || !isalnum((unsigned char)*at) || !is_figure((unsigned char)at[-1]);
    bool ends = !isalnum((unsigned char)behind[-1]) || !is_figure((unsigned char)*behind);

    if (isdigit((unsigned char)*at) && at - told > 1 && strchr(".,", at[-1]) &&
        isdigit((unsigned char)at[-2])) {
        begins = false;
    }
    if (isdigit((unsigned char)behind[-1]) && *behind && strchr(".,", *behind) &&
        isdigit((unsigned char)behind[1])) {
        ends = false;
    }
    return begins && ends;
}

static bool tells(const char *told, const char *text)
{
    size_t size = strlen(text);

    for (const char *at = strstr(told, text); at; at = strstr(at + 1, text)) {
        if (stands_alone(told, at, size)) return true;
    }
    return false;
}

static void check_texts(Checking *c, const Wanted *wanted, const char *told)
{
    bool has = wanted->kind == WANTED_HAS, shown = false;

    for (size_t i = 0; i < wanted->lines.count; i++) {
        const Line *line = &wanted->lines.items[i];
        if (tells(told, line->text) == has) continue;
        complain(c, line->number, has ? "is not told" : "is told", line->text);
        if (!shown && has) show(told);
        shown = true;
    }
}

/* --- a whole place -----------------------------------------------------------------------------
 */

static const char *next(const char **at, Arena *arena)
{
    size_t size = strcspn(*at, "\n"), bare = size;

    while (bare && (*at)[bare - 1] == ' ') /* an empty cell at its end */
        bare--;
    const char *line = arena_text_n(arena, *at, bare);
    *at += size + ((*at)[size] != '\0');
    return line;
}

/* "..." stands for any number of lines. */
static void check_whole(Checking *c, const Wanted *wanted, const char *told)
{
    bool skipping = false;
    const char *at = told;

    for (size_t i = 0; i < wanted->lines.count; i++) {
        const Line *line = &wanted->lines.items[i];
        if (!strcmp(line->text, "...")) {
            skipping = true;
            continue;
        }
        const char *got = *at ? next(&at, c->made->arena) : NULL;
        while (skipping && got && strcmp(got, line->text))
            got = *at ? next(&at, c->made->arena) : NULL;
        skipping = false;
        if (got && !strcmp(got, line->text)) continue;
        complain(c, line->number, "is not the next line", line->text);
        if (got) printf("  but is: %s\n", got);
        show(told);
        return;
    }
    if (!*at || skipping) return;
    complain(c, wanted->number, "ends here", "(no further line)");
    printf("  but has: %s\n", next(&at, c->made->arena));
}

/* --- JSON --------------------------------------------------------------------------------------
 */

/* ".segments[0].customers" */
static json_t *at_path(json_t *root, const char *path, Arena *arena)
{
    json_t *now = root;

    while (now && (*path == '.' || *path == '[')) {
        bool index = *path++ == '[';
        size_t size = strcspn(path, index ? "]" : ".[");
        const char *part = arena_text_n(arena, path, size);
        now = index ? json_array_get(now, (size_t)strtoul(part, NULL, 10))
                    : json_object_get(now, part);
        path += size + index;
    }
    return now;
}

static bool same(const json_t *got, const json_t *wanted)
{
    if (!got || !wanted) return false;
    if (json_is_number(got) && json_is_number(wanted)) {
        double a = json_number_value(got), b = json_number_value(wanted);
        return fabs(a - b) <= 1e-9 * fmax(1, fabs(b));
    }
    return json_equal(got, wanted);
}

/* .path = VALUE */
static void check_value(Checking *c, json_t *root, const Line *line)
{
    const char *is = strstr(line->text, " = ");
    Arena *arena = c->made->arena;

    if (!is) {
        complain(c, line->number, "no value is named", line->text);
        return;
    }
    const char *path = arena_text_n(arena, line->text, (size_t)(is - line->text));
    json_t *got = at_path(root, path, arena);
    json_t *wanted = json_loads(is + 3, JSON_DECODE_ANY, NULL);
    if (!same(got, wanted)) {
        char *text = got ? json_dumps(got, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
        complain(c, line->number, wanted ? "is another value" : "is not JSON", line->text);
        printf("  but is: %.300s\n", text ? text : "not there");
        free(text);
    }
    json_decref(wanted);
}

static void check_json(Checking *c, const Wanted *wanted, const char *told)
{
    json_t *root = json_loads(told, 0, NULL);

    for (size_t i = 0; i < wanted->lines.count; i++)
        check_value(c, root, &wanted->lines.items[i]);
    json_decref(root);
}

/* --- all ---------------------------------------------------------------------------------------
 */

static void check_place(Checking *c, const Wanted *wanted)
{
    Buf told = { 0 };
    bool there = told_at(&told, c->made, wanted->place);
    const char *text = told.data ? told.data : "";

    if (!there && (wanted->kind != WANTED_LACKS || wanted->lines.count || c->made->refusal)) {
        complain(c, wanted->number, c->made->refusal ? c->made->refusal : "there is no such place",
                 wanted->place);
    } else if (there && wanted->kind == WANTED_LACKS && !wanted->lines.count) {
        complain(c, wanted->number, "is there",
                 arena_format(c->made->arena, "no %s", wanted->place));
    } else if (there && !strcmp(wanted->place, "json")) {
        check_json(c, wanted, text);
    } else if (there && wanted->kind == WANTED_IS) {
        check_whole(c, wanted, text);
    } else if (there) {
        check_texts(c, wanted, text);
    }
    buf_close(&told);
}

size_t wanted_check(const Case *of, const Made *made)
{
    Checking c = { .of = of, .made = made };

    for (size_t i = 0; i < of->wanted.count; i++)
        check_place(&c, &of->wanted.items[i]);
    if (!of->wanted.count) complain(&c, of->number, "nothing is wanted of it", of->title);
    return c.unmet;
}
