/* Text as HTML: the five characters that could end a text or an attribute. */
#include "text/template.h"

static const char *entity(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    }
    return NULL;
}

void html_escape(Buf *out, const char *text)
{
    const char *from = text;

    for (; *text; text++) {
        const char *as = entity(*text);
        if (!as) continue;
        buf_put(out, from, (size_t)(text - from));
        buf_text(out, as);
        from = text + 1;
    }
    buf_put(out, from, (size_t)(text - from));
}
