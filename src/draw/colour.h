/* draw/colour.h — sRGB and linear light, in whole numbers so that every machine agrees.
 *
 * Mixing and anti-aliasing happen in linear light (IEC 61966-2-1), 16 bits a channel; pictures are
 * kept in 8-bit sRGB.
 */
#ifndef DRAW_COLOUR_H
#define DRAW_COLOUR_H

#include <stdint.h>

#include "draw/scene.h"

#define LINEAR_MAX 65535

/* The linear light, 0 to LINEAR_MAX, of each sRGB level. */
extern const uint16_t COLOUR_LINEAR[256];

/* The sRGB level whose light is nearest. */
uint8_t colour_from_linear(uint32_t linear);

/* Relative luminance, 0 to 1, and the contrast of two opaque colours, 1 to 21 (WCAG 2). */
double colour_luminance(Rgba colour);
double colour_contrast(Rgba a, Rgba b);

#endif
