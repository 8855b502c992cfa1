/* Style and script as they stand in a page, and the policy that allows just these bytes.
 *
 * The scripts are plain modules (assets/site/NAME.js). A page opened from a file path may not
 * import them, so they are put one behind the other in one function: `import` lines go, `export` is
 * taken from declarations, and so are comments, indentation and blanks that mean nothing. Names at
 * the top of modules must differ; text over several lines in backticks may not occur.
 */
#include <ctype.h>
#include <string.h>

#include "base/digest.h"
#include "site/parts.h"

static const char *const MENU_MODULES[] = { "theme", "main_menu" };
static const char *const ALL_MODULES[] = { "theme", "text",   "format", "data",    "csv",
                                           "stats", "state",  "table",  "charts",  "boxes",
                                           "cloud", "filter", "card",   "explore", "main_all" };

static const char *asset(const char *folder, const char *name, const char *ending, Arena *arena)
{
    const char *path = arena_format(arena, "%s/%s.%s", folder, name, ending);
    Bytes file = embedded_file(path);

    return file.data ? (const char *)file.data : "";
}

/* --- Style ----------------------------------------------------------------------------------- */

static int colours_used(const Report *report)
{
    int used = THEME_SEGMENT_COLOURS;

    for (size_t i = 0; i < report->segments->count; i++) {
        if (report->segments->items[i].colour >= used) used = report->segments->items[i].colour + 1;
    }
    return used;
}

/* selector{--s0:#…;--s1:#…} */
static void colours_put(Buf *out, const char *selector, const Theme *theme, int used)
{
    buf_format(out, "%s{", selector);
    for (int i = 0; i < used; i++) {
        Rgba colour = theme_segment(theme, i);
        buf_format(out, "--s%d:#%02x%02x%02x;", i, colour.r, colour.g, colour.b);
    }
    buf_text(out, "}\n");
}

/* The segments' colours for each theme, so that the site's dots and the pictures agree. */
static void segment_colours_put(Buf *out, const Report *report)
{
    int used = colours_used(report);

    colours_put(out, ":root", &THEME_LIGHT, used);
    buf_text(out, "@media screen and (prefers-color-scheme:dark){");
    colours_put(out, ":root:not([data-theme=light])", &THEME_DARK, used);
    buf_text(out, "}\n@media screen{");
    colours_put(out, ":root[data-theme=dark]", &THEME_DARK, used);
    buf_text(out, "}\n");
    for (int i = 0; i < used; i++)
        buf_format(out, ".seg-%d{--c:var(--s%d)}", i, i);
    buf_text(out, "\n");
}

/* --- Leaving out what only people read ------------------------------------------------------- */

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
static void stripped_put(Buf *out, const char *text, bool is_script)
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

static const char *taken(Buf *buf, Arena *arena)
{
    const char *copy = arena_text_n(arena, buf->data ? buf->data : "", buf->size);

    buf_close(buf);
    return copy;
}

static const char *style_make(const Report *report, Arena *arena)
{
    Buf out = { 0 };

    stripped_put(&out, asset("assets/site", "site", "css", arena), false);
    segment_colours_put(&out, report);
    return taken(&out, arena);
}

static const char *script_make(const char *const *modules, size_t count, Arena *arena)
{
    Buf out = { 0 };

    buf_text(&out, "(()=>{\"use strict\";\n");
    for (size_t i = 0; i < count; i++)
        stripped_put(&out, asset("assets/site", modules[i], "js", arena), true);
    buf_text(&out, "})();\n");
    return taken(&out, arena);
}

static void hash_put(Buf *out, const char *text)
{
    Sha256 digest = sha256(text, strlen(text));

    buf_text(out, " 'sha256-");
    base64_put(out, digest.byte, sizeof digest.byte);
    buf_char(out, '\'');
}

static const char *policy_make(const SiteAssets *assets, Arena *arena)
{
    Buf out = { 0 };

    buf_text(&out, "default-src 'none'; script-src");
    hash_put(&out, assets->early);
    hash_put(&out, assets->script);
    buf_text(&out, "; style-src");
    hash_put(&out, assets->style);
    buf_text(&out, "; img-src data: 'self'; base-uri 'none'; form-action 'none'");
    return taken(&out, arena);
}

SiteAssets site_assets(const Report *report, bool interactive, Arena *arena)
{
    SiteAssets assets = { 0 };
    static const char *const early[] = { "early" };

    assets.style = style_make(report, arena);
    assets.early = script_make(early, 1, arena);
    assets.script = interactive ? script_make(ALL_MODULES, COUNT_OF(ALL_MODULES), arena)
                                : script_make(MENU_MODULES, COUNT_OF(MENU_MODULES), arena);
    assets.policy = policy_make(&assets, arena);
    return assets;
}
