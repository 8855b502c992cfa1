/* paint/tags.h — a scene's tags as elements of a PDF. Private to this room. */
#ifndef PAINT_TAGS_H
#define PAINT_TAGS_H

#include "paint/paint.h"

/* The tags that are open while a scene is painted. */
typedef struct PdfTags {
    PdfPage *page;
    Arena *arena;
    struct {
        PdfElement **items; /* NULL: an artifact */
        size_t count, capacity;
    } open;
} PdfTags;

/* box: of a figure, on the page. */
void tags_open(PdfTags *tags, const Tag *tag, Rect box);
/* A figure that is a whole scene. */
void tags_open_figure(PdfTags *tags, const char *alt, Rect box);
void tags_close(PdfTags *tags);
/* Whether what is painted now is read by those who listen. */
bool tags_read(const PdfTags *tags);

#endif
