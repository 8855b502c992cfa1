/* text/prose.h — Markdown as a tree that both the site and the book walk.
 *
 * Parsed by cmark (CommonMark). Raw HTML is dropped; links other than http, https, mailto, # and
 * relative paths lose their target. The size is bounded (512 KB), the depth too (32; deeper content
 * is flattened). Small pipe tables ("| a | b |" with a dashes row) are recognised by us.
 */
#ifndef TEXT_PROSE_H
#define TEXT_PROSE_H

#include "base/base.h"

typedef enum ProseKind {
    PROSE_DOCUMENT,
    PROSE_PARAGRAPH,
    PROSE_HEADING, /* level */
    PROSE_LIST,    /* ordered, start */
    PROSE_ITEM,
    PROSE_QUOTE,
    PROSE_CODE, /* text */
    PROSE_RULE,
    PROSE_TABLE, /* rows; the first is the header */
    PROSE_ROW,
    PROSE_CELL,
    /* inline: */
    PROSE_TEXT, /* text */
    PROSE_EMPHASIS,
    PROSE_STRONG,
    PROSE_CODE_SPAN, /* text */
    PROSE_LINK,      /* target, or NULL when it was refused */
    PROSE_BREAK      /* a hard line break */
} ProseKind;

typedef struct Prose Prose;
struct Prose {
    ProseKind kind;
    int level;
    bool ordered;
    bool tight; /* PROSE_LIST: its paragraphs stand without space between them */
    int start;
    const char *text;
    const char *target;
    Prose *first_child, *last_child, *next;
};

/* `file` names the text in errors. Fails: ERR_DATA too large or not UTF-8. */
MUST_USE Status prose_parse(Prose **out, const char *file, const char *markdown, size_t size,
                            Arena *arena, Err *err);
/* A document of one paragraph of plain text. */
Prose *prose_plain(const char *text, Arena *arena);
/* The same with a link behind the text; the target is the program's own. */
Prose *prose_linked(const char *text, const char *label, const char *target, Arena *arena);
/* As HTML; headings start at heading_level (2 makes # into h2). */
void prose_html(Buf *out, const Prose *prose, int heading_level);
/* All text, blocks separated by a newline. */
void prose_text(Buf *out, const Prose *prose);

#endif
