/* draw/tag.h — what a stretch of a picture is, for readers who listen to it.
 *
 * Tags form a tree: a paragraph lies within a section, a cell within a row within a table. What a
 * scene draws between scene_tag() and scene_end() belongs to that tag. One tag may be opened many
 * times, on several pages: it is still one paragraph. What stands in no tag is decoration. The
 * order in which tags are first inked is the order in which they are read.
 *
 * Owns:  nothing; tags live in the arena that is given. They are told apart by their addresses.
 */
#ifndef DRAW_TAG_H
#define DRAW_TAG_H

#include "base/base.h"

typedef enum TagRole {
    TAG_SECTION, /* a title and what belongs to it; a chapter is one, too */
    TAG_TITLE,   /* of its section: its level is how many sections it lies in */
    TAG_HEADING, /* inside a section: one level below the title */
    TAG_GROUP,   /* of things that belong together: a figure and its caption */
    TAG_PARAGRAPH,
    TAG_QUOTE,
    TAG_CODE,
    TAG_LIST, /* of items, of a label and a body each */
    TAG_LIST_NUMBERED,
    TAG_ITEM,
    TAG_LABEL,
    TAG_BODY,
    TAG_TABLE, /* of rows; all have as many cells */
    TAG_ROW,
    TAG_COLUMN_HEAD,
    TAG_ROW_HEAD,
    TAG_CELL,
    TAG_FIGURE, /* a picture, the texts in it included */
    TAG_CAPTION,
    TAG_LINK,
    TAG_CONTENTS, /* of entries, with contents of their own */
    TAG_ENTRY,
    TAG_REFERENCE,
    TAG_DECORATION, /* nothing to be read, whatever is inside */
    TAG_PAGE_HEAD,  /* the same: what stands on each page */
    TAG_PAGE_FOOT
} TagRole;

typedef struct Tag Tag;
struct Tag {
    TagRole role;
    const Tag *within; /* NULL: the tag that is open around it, or else the document */
    const char *alt;   /* of a figure: what it shows, for those who cannot see it */
    const void *key;   /* tags with the same one are one tag; NULL: it is its own */
};

/* within: see above. */
const Tag *tag_new(TagRole role, const Tag *within, Arena *arena);
const Tag *tag_figure(const char *alt, const Tag *within, Arena *arena);
/* One tag for each `key`, whoever makes it and however often. */
const Tag *tag_keyed(TagRole role, const Tag *within, const void *key, Arena *arena);

#endif
