/* paint/canvas.h — a picture in 8-bit sRGB that is blended in linear light, private to this room.
 */
#ifndef PAINT_CANVAS_H
#define PAINT_CANVAS_H

#include "paint/paint.h"
#include "paint/raster.h"

#define FROM_LINEAR 8192 /* steps of light that the way back to sRGB tells apart */

typedef struct Canvas {
    Pixels pixels;
    PixelBox clip;
    bool opaque; /* every pixel is, so that alpha need not be looked at */
    uint8_t from_linear[FROM_LINEAR];
} Canvas;

Canvas canvas_open(size_t width, size_t height, Rgba paper, Arena *arena);

/* A colour with its light, ready to be blended. */
typedef struct Light {
    Rgba colour;
    uint32_t r, g, b; /* linear */
} Light;

Light light_of(Rgba colour);

/* Lays the colour over a run of pixels, each by its coverage. */
void canvas_row(Canvas *canvas, const Light *ink, int x, int y, int count, const uint8_t *coverage);

#define LARGEST_DOT 64 /* pixels */

/* A circle to be laid down often; lives in the arena. Radius in pixels, up to LARGEST_DOT. */
typedef struct Stamp Stamp;
Stamp *stamp_open(double radius, Arena *arena);

/* Circles at the points × scale. */
void canvas_dots(Canvas *canvas, const Point *at, size_t count, double scale, Stamp *stamp,
                 Rgba colour);

/* A linear gradient, mixed in linear light in 256 steps. */
typedef struct Gradient {
    Light step[256];
    double x, y, start; /* step number = start + x·column + y·row, at pixel centres */
} Gradient;

/* The colour at 0 to 1 along the gradient. */
Rgba ink_colour_at(const Ink *ink, double at);
Gradient gradient_of(const Ink *ink, double scale);
void canvas_gradient_row(Canvas *canvas, const Gradient *gradient, int x, int y, int count,
                         const uint8_t *coverage);

#endif
