/* site/pictures.h — the report's figures as PNG: the site's own, and the files for use elsewhere,
 * which are painted in one go.
 */
#ifndef SITE_PICTURES_H
#define SITE_PICTURES_H

#include "paint/paint.h"
#include "report/report.h"

/* What a picture is painted for. The site's have no titles: it sets them as text. */
typedef enum PictureUse {
    PICTURE_FILE, /* a file to use elsewhere: charts/<slug>.png */
    PICTURE_SITE_LIGHT,
    PICTURE_SITE_DARK,
    PICTURE_USES
} PictureUse;

typedef struct Picture {
    const ChartSpec *chart;
    bool half; /* drawn for half the page's width */
    const char *slug;
    Bytes png[PICTURE_USES];    /* {NULL, 0} until painted */
    double width_pt, height_pt; /* the site's */
} Picture;

typedef struct Pictures {
    Picture *items;
    size_t count;
} Pictures;

/* From the report's folder: "charts/dark/segment-share.png". */
const char *picture_path(const Picture *picture, PictureUse use, Arena *arena);
const Picture *pictures_find(const Pictures *pictures, const char *slug);
/* The report's figures, in their order, not painted yet. */
void pictures_list(Pictures *pictures, const Report *report, Arena *arena);
/* Paints the pictures for their uses: the file where `file`, the site's two where `site`. */
MUST_USE Status picture_paint(Buf png[PICTURE_USES], Picture *picture, bool file, bool site,
                              double dpi, Arena *arena, Err *err);

#endif
