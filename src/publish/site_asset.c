/* Style and script as they stand in a page, and the policy that allows just these bytes.
 *
 * The scripts are plain modules (assets/site/NAME.js). A page opened from a file path may not
 * import them, so they are put one behind the other in one function: `import` lines go, `export` is
 * taken from declarations, and so are comments and indentation. Names at the top of modules must
 * differ.
 */
#include <string.h>

#include "base/digest.h"
#include "publish/site.h"

static const char *const MENU_MODULES[] = { "theme", "main_menu" };
static const char *const ALL_MODULES[] = { "theme",  "text",  "format",  "data",    "csv",
                                           "stats",  "state", "table",   "charts",  "cloud",
                                           "filter", "card",  "explore", "main_all" };

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

/* One line; of a script without the types that stand in comments within it. */
static void line_put(Buf *out, const char *line, size_t size, bool is_script)
{
    const char *end = line + size;

    while (is_script) {
        const char *open = memmem(line, (size_t)(end - line), "/** ", 4);
        const char *close = open ? memmem(open, (size_t)(end - open), "*/", 2) : NULL;
        if (!close) break;
        buf_put(out, line, (size_t)(open - line));
        line = close + 2;
        if (line < end && *line == ' ') line++;
    }
    buf_put(out, line, (size_t)(end - line));
    buf_char(out, '\n');
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
