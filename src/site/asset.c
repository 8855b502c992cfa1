/* Style and script as they stand in a page, and the policy that allows just these bytes. The files
 * were made of those in assets/site when the program was built (tools/minify.h).
 */
#include <string.h>

#include "base/digest.h"
#include "site/parts.h"

static const char *built(const char *path)
{
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

static const char *taken(Buf *buf, Arena *arena)
{
    const char *copy = arena_text_n(arena, buf->data ? buf->data : "", buf->size);

    buf_close(buf);
    return copy;
}

static const char *style_make(const Report *report, Arena *arena)
{
    Buf out = { 0 };

    buf_text(&out, built("site/site.css"));
    segment_colours_put(&out, report);
    return taken(&out, arena);
}

/* --- Policy ---------------------------------------------------------------------------------- */

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

    assets.style = style_make(report, arena);
    assets.early = built("site/early.js");
    assets.script = built(interactive ? "site/all.js" : "site/menu.js");
    assets.policy = policy_make(&assets, arena);
    return assets;
}
