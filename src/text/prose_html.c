/* The Prose tree as HTML and as plain text. The tree's depth is bounded, so recursion is too. */
#include "text/prose.h"
#include "text/template.h"

typedef struct Writer {
    Buf *out;
    int heading_level;
} Writer;

static void prose_write(const Writer *w, const Prose *prose);

static void children_write(const Writer *w, const Prose *prose)
{
    for (const Prose *child = prose->first_child; child; child = child->next)
        prose_write(w, child);
}

static void element_write(const Writer *w, const char *name, const Prose *prose, const char *end)
{
    buf_format(w->out, "<%s>", name);
    children_write(w, prose);
    buf_format(w->out, "</%s>%s", name, end);
}

static void text_write(const Writer *w, const char *before, const Prose *prose, const char *after)
{
    buf_text(w->out, before);
    html_escape(w->out, prose->text);
    buf_text(w->out, after);
}

static void heading_write(const Writer *w, const Prose *prose)
{
    int level = w->heading_level + prose->level - 1;
    char name[] = "h6";

    name[1] = (char)('0' + (level < 1 ? 1 : level > 6 ? 6 : level));
    element_write(w, name, prose, "\n");
}

static void item_write(const Writer *w, const Prose *item, bool tight)
{
    buf_text(w->out, "<li>");
    for (const Prose *child = item->first_child; child; child = child->next) {
        if (tight && child->kind == PROSE_PARAGRAPH)
            children_write(w, child);
        else
            prose_write(w, child);
    }
    buf_text(w->out, "</li>\n");
}

static void list_write(const Writer *w, const Prose *list)
{
    if (list->ordered && list->start != 1)
        buf_format(w->out, "<ol start=\"%d\">\n", list->start);
    else
        buf_text(w->out, list->ordered ? "<ol>\n" : "<ul>\n");
    for (const Prose *item = list->first_child; item; item = item->next)
        item_write(w, item, list->tight);
    buf_text(w->out, list->ordered ? "</ol>\n" : "</ul>\n");
}

static void row_write(const Writer *w, const Prose *row, bool is_header)
{
    buf_text(w->out, "<tr>");
    for (const Prose *cell = row->first_child; cell; cell = cell->next) {
        buf_text(w->out, is_header ? "<th scope=\"col\">" : "<td>");
        children_write(w, cell);
        buf_text(w->out, is_header ? "</th>" : "</td>");
    }
    buf_text(w->out, "</tr>\n");
}

static void table_write(const Writer *w, const Prose *table)
{
    const Prose *row = table->first_child;

    buf_text(w->out, "<table>\n<thead>\n");
    if (row) row_write(w, row, true);
    buf_text(w->out, "</thead>\n<tbody>\n");
    for (row = row ? row->next : NULL; row; row = row->next)
        row_write(w, row, false);
    buf_text(w->out, "</tbody>\n</table>\n");
}

static void link_write(const Writer *w, const Prose *link)
{
    if (!link->target) {
        children_write(w, link);
        return;
    }
    buf_text(w->out, "<a href=\"");
    html_escape(w->out, link->target);
    buf_text(w->out, "\">");
    children_write(w, link);
    buf_text(w->out, "</a>");
}

static void prose_write(const Writer *w, const Prose *prose)
{
    switch (prose->kind) {
    case PROSE_DOCUMENT: children_write(w, prose); break;
    case PROSE_PARAGRAPH: element_write(w, "p", prose, "\n"); break;
    case PROSE_HEADING: heading_write(w, prose); break;
    case PROSE_LIST: list_write(w, prose); break;
    case PROSE_ITEM: item_write(w, prose, false); break;
    case PROSE_QUOTE: element_write(w, "blockquote", prose, "\n"); break;
    case PROSE_CODE: text_write(w, "<pre><code>", prose, "</code></pre>\n"); break;
    case PROSE_RULE: buf_text(w->out, "<hr>\n"); break;
    case PROSE_TABLE: table_write(w, prose); break;
    case PROSE_ROW: row_write(w, prose, false); break;
    case PROSE_CELL: children_write(w, prose); break;
    case PROSE_TEXT: text_write(w, "", prose, ""); break;
    case PROSE_EMPHASIS: element_write(w, "em", prose, ""); break;
    case PROSE_STRONG: element_write(w, "strong", prose, ""); break;
    case PROSE_CODE_SPAN: text_write(w, "<code>", prose, "</code>"); break;
    case PROSE_LINK: link_write(w, prose); break;
    case PROSE_BREAK: buf_text(w->out, "<br>\n"); break;
    }
}

void prose_html(Buf *out, const Prose *prose, int heading_level)
{
    prose_write(&(Writer){ out, heading_level }, prose);
}

/* --- Plain text ------------------------------------------------------------------------------ */

/* Ends the line unless it is at its beginning. */
static void line_end(Buf *out)
{
    if (out->size > 0 && out->data[out->size - 1] != '\n') buf_char(out, '\n');
}

static bool ends_line(ProseKind kind)
{
    return kind == PROSE_PARAGRAPH || kind == PROSE_HEADING || kind == PROSE_CODE ||
           kind == PROSE_ROW || kind == PROSE_BREAK;
}

static void plain_write(Buf *out, const Prose *prose)
{
    if (prose->text) buf_text(out, prose->text);
    for (const Prose *child = prose->first_child; child; child = child->next) {
        plain_write(out, child);
        if (child->kind == PROSE_CELL && child->next) buf_char(out, ' ');
    }
    if (ends_line(prose->kind)) line_end(out);
}

void prose_text(Buf *out, const Prose *prose)
{
    plain_write(out, prose);
    while (out->size > 0 && out->data[out->size - 1] == '\n')
        out->data[--out->size] = '\0';
}
