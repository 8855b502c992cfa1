/* draw/scene.h — a picture as data.
 *
 * A chart makes a Scene; a painter inks it (paint/). Coordinates are points (1/72 inch) from the
 * top left corner, y downwards. Labels stay text, so that the PDF's charts can be searched and
 * copied.
 *
 * In:    calls of scene_…, in painting order.
 * Owns:  nothing; a Scene lives in the arena that it was opened with.
 * Fails: never. What cannot be painted (non-finite coordinates) is dropped when it is added.
 */
#ifndef DRAW_SCENE_H
#define DRAW_SCENE_H

#include "base/base.h"
#include "draw/font.h"
#include "draw/tag.h"

typedef struct Rgba {
    uint8_t r, g, b, a; /* sRGB, not premultiplied; a = 255 is opaque */
} Rgba;

#define RGB(hex) ((Rgba){ ((hex) >> 16) & 0xff, ((hex) >> 8) & 0xff, (hex)&0xff, 255 })
Rgba rgba_fade(Rgba colour, double alpha);       /* the same colour, alpha 0..1 */
Rgba rgba_mix(Rgba from, Rgba to, double share); /* in linear light */

typedef struct Point {
    double x, y;
} Point;

typedef struct Rect {
    double x, y, width, height;
} Rect;

typedef enum PathVerb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE } PathVerb;

/* Move and line take one point, curve (cubic) three, close none. */
typedef struct Path {
    struct {
        PathVerb *items;
        size_t count, capacity;
    } verbs;
    struct {
        Point *items;
        size_t count, capacity;
    } points;
    Arena *arena;
} Path;

Path path_open(Arena *arena);
void path_move(Path *path, double x, double y);
void path_line(Path *path, double x, double y);
void path_curve(Path *path, double x1, double y1, double x2, double y2, double x, double y);
void path_close(Path *path);
void path_rect(Path *path, Rect rect);
void path_round_rect(Path *path, Rect rect, double radius);
void path_circle(Path *path, double x, double y, double radius);
/* An arc as curves, from its start, joined by a line to a point that is already there. Angles in
 * radians, clockwise from three o'clock. */
void path_arc(Path *path, double x, double y, double radius, double from, double to);

typedef enum FillRule { FILL_NON_ZERO, FILL_EVEN_ODD } FillRule;
typedef enum LineJoin { JOIN_MITER, JOIN_ROUND, JOIN_BEVEL } LineJoin;
typedef enum LineCap { CAP_BUTT, CAP_ROUND, CAP_SQUARE } LineCap;

typedef struct Pen {
    Rgba colour;
    double width_pt;
    LineJoin join;
    LineCap cap;
    double miter_limit; /* 0 means 4 */
    double dash_pt[4];  /* on, off, on, off */
    int dashes;         /* how many of them count; 0 is a solid line */
    double dash_phase_pt;
} Pen;

/* A solid ink, or a linear gradient when stops > 0. */
typedef struct Ink {
    Rgba colour;
    int stops; /* 0, or 2 to 4 */
    Point from, to;
    struct {
        double at; /* 0..1, ascending */
        Rgba colour;
    } stop[4];
} Ink;

typedef enum Align { ALIGN_START, ALIGN_MIDDLE, ALIGN_END } Align;

typedef struct Label {
    const char *text;
    double x, y; /* the anchor on the baseline */
    double size_pt;
    FontWeight weight;
    Align align;
    double turn_deg;      /* clockwise about the anchor */
    double word_space_pt; /* more than the font's own between words: justified text, ALIGN_START */
    const Tag *tag;       /* it alone is within (scene_end() puts it here), or NULL */
    bool joined;          /* the text goes on in the next label, without a space between them */
    Rgba colour;
} Label;

typedef enum MarkKind {
    MARK_FILL,
    MARK_STROKE,
    MARK_LABEL,
    MARK_DOTS,  /* many equal circles, the points of a cloud */
    MARK_CLIP,  /* everything up to its MARK_END is cut to a rectangle */
    MARK_GROUP, /* a name for what follows up to its MARK_END, for tests and tooltips */
    MARK_TAG,   /* what that is for readers who listen (draw/tag.h) */
    MARK_END
} MarkKind;

typedef struct Mark {
    MarkKind kind;
    union {
        struct {
            Path path;
            FillRule rule;
            Ink ink;
        } fill;
        struct {
            Path path;
            Pen pen;
        } stroke;
        Label label;
        struct {
            Point *at;
            size_t count;
            double radius_pt;
            Rgba colour;
        } dots;
        Rect clip;
        const char *group;
        struct {
            const Tag *of;
            Rect box; /* of a figure: what it covers */
        } tag;
    };
} Mark;

typedef struct Scene {
    double width_pt, height_pt;
    double head_pt; /* the strip at the top with the titles: what is below it stands alone too */
    Rgba paper;     /* a = 0: transparent; then painters leave the ground as it is */
    const char *title;
    const char *alt; /* what the picture says, for a reader who cannot see it */
    struct {
        Mark *items;
        size_t count, capacity;
    } marks;
    Arena *arena;
} Scene;

Scene scene_open(double width_pt, double height_pt, Rgba paper, Arena *arena);
void scene_fill(Scene *scene, Path path, Rgba colour);
void scene_fill_ink(Scene *scene, Path path, FillRule rule, Ink ink);
void scene_stroke(Scene *scene, Path path, Pen pen);
void scene_rect(Scene *scene, Rect rect, Rgba colour);
void scene_line(Scene *scene, Point from, Point to, Rgba colour, double width_pt);
void scene_circle(Scene *scene, Point centre, double radius, Rgba colour);
void scene_dots(Scene *scene, const Point *at, size_t count, double radius_pt, Rgba colour);
void scene_label(Scene *scene, Label label);
void scene_clip(Scene *scene, Rect inside);
void scene_group(Scene *scene, const char *name);
void scene_tag(Scene *scene, const Tag *tag);
void scene_tag_figure(Scene *scene, const Tag *tag, Rect box);
/* Ends what was opened last. A tag around a single label becomes part of the label: most tags are
 * around one, and a mark is large. */
void scene_end(Scene *scene);
/* Puts all of `part` at (x, y), scaled. */
void scene_place(Scene *scene, const Scene *part, double x, double y, double scale);

#endif
