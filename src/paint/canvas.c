#include "paint/canvas.h"

#include <stdlib.h>
#include <string.h>

#include "draw/colour.h"

/* The nearest level for each step of light: the levels' midpoints are the borders. */
static void fill_from_linear(uint8_t *table)
{
    const uint32_t width = (LINEAR_MAX + 1) / FROM_LINEAR;
    uint32_t level = 0;

    for (uint32_t i = 0; i < FROM_LINEAR; i++) {
        uint32_t light = i * width + width / 2;
        while (level < 255 && 2 * light > (uint32_t)COLOUR_LINEAR[level] + COLOUR_LINEAR[level + 1])
            level++;
        table[i] = (uint8_t)level;
    }
}

Light light_of(Rgba colour)
{
    return (Light){ colour, COLOUR_LINEAR[colour.r], COLOUR_LINEAR[colour.g],
                    COLOUR_LINEAR[colour.b] };
}

static void put(uint8_t *pixel, Rgba colour)
{
    memcpy(pixel, &colour, 4);
}

/* Doubles what is laid already, so that memcpy does the work. */
static void lay_paper(uint8_t *rgba, size_t pixels, Rgba paper)
{
    enum { AT_ONCE = 16384 };
    size_t done = 1;

    put(rgba, paper);
    for (size_t next; done < pixels; done += next) {
        next = done < AT_ONCE ? done : AT_ONCE;
        if (next > pixels - done) next = pixels - done;
        memcpy(rgba + 4 * done, rgba, 4 * next);
    }
}

/* Not the arena's own, which are zeros: paper is laid on all of it. */
static uint8_t *pixel_memory(size_t width, size_t height, Arena *arena)
{
    uint8_t *memory = malloc(4 * width * height);

    if (!memory) out_of_memory();
    arena_own(arena, memory);
    return memory;
}

Canvas canvas_open(size_t width, size_t height, Rgba paper, Arena *arena)
{
    Canvas canvas = { .pixels = { width, height, pixel_memory(width, height, arena) },
                      .clip = { 0, 0, (int)width, (int)height },
                      .opaque = paper.a == 255 };

    fill_from_linear(canvas.from_linear);
    if (!paper.a) paper = (Rgba){ 0, 0, 0, 0 };
    lay_paper(canvas.pixels.rgba, width * height, paper);
    return canvas;
}

/* weight and its rest add up to LINEAR_MAX, so that the sum of the products fits 32 bits. */
static uint8_t mix(const Canvas *canvas, uint32_t ink, uint8_t ground, uint32_t weight)
{
    uint32_t light = (ink * weight + COLOUR_LINEAR[ground] * (LINEAR_MAX - weight)) >> 16;

    return canvas->from_linear[light / ((LINEAR_MAX + 1) / FROM_LINEAR)];
}

static void blend_opaque(const Canvas *canvas, const Light *ink, uint8_t *pixel, uint32_t weight)
{
    pixel[0] = mix(canvas, ink->r, pixel[0], weight);
    pixel[1] = mix(canvas, ink->g, pixel[1], weight);
    pixel[2] = mix(canvas, ink->b, pixel[2], weight);
}

/* Over a ground that lets through: the usual "over", with colours not premultiplied. */
static void blend_clear(const Canvas *canvas, const Light *ink, uint8_t *pixel, uint32_t weight)
{
    uint32_t ground = pixel[3] * 257u;
    uint32_t alpha = weight + (uint32_t)((uint64_t)ground * (LINEAR_MAX - weight) / LINEAR_MAX);
    uint32_t share = alpha ? (uint32_t)((uint64_t)weight * LINEAR_MAX / alpha) : 0;

    blend_opaque(canvas, ink, pixel, share);
    pixel[3] = (uint8_t)((alpha + 128) / 257);
}

static inline void blend(const Canvas *canvas, const Light *ink, uint8_t *pixel, uint32_t coverage)
{
    uint32_t product = coverage * ink->colour.a; /* 255² at most, which becomes LINEAR_MAX */
    uint32_t weight = (uint32_t)(((uint64_t)product * 66052u) >> 16);

    if (product == 255 * 255) {
        put(pixel, ink->colour);
    } else if (canvas->opaque) {
        blend_opaque(canvas, ink, pixel, weight);
    } else {
        blend_clear(canvas, ink, pixel, weight);
    }
}

static uint8_t *pixel_at(const Canvas *canvas, int x, int y)
{
    return canvas->pixels.rgba + 4 * ((size_t)y * canvas->pixels.width + (size_t)x);
}

/* Cuts a run to the clip; false when nothing is left. */
static bool cut_run(const Canvas *canvas, int *x, int y, int *count, const uint8_t **coverage)
{
    int end = *x + *count;

    if (y < canvas->clip.top || y >= canvas->clip.bottom) return false;
    if (*x < canvas->clip.left) {
        *coverage += canvas->clip.left - *x;
        *x = canvas->clip.left;
    }
    *count = (end < canvas->clip.right ? end : canvas->clip.right) - *x;
    return *count > 0;
}

void canvas_row(Canvas *canvas, const Light *ink, int x, int y, int count, const uint8_t *coverage)
{
    uint8_t *pixel;

    if (!cut_run(canvas, &x, y, &count, &coverage)) return;
    pixel = pixel_at(canvas, x, y);
    for (int i = 0; i < count; i++, pixel += 4) {
        if (coverage[i]) blend(canvas, ink, pixel, coverage[i]);
    }
}

/* --- gradients --- */

Rgba ink_colour_at(const Ink *ink, double at)
{
    int i = 0;

    if (at <= ink->stop[0].at) return ink->stop[0].colour;
    while (i + 1 < ink->stops && at > ink->stop[i + 1].at)
        i++;
    if (i + 1 >= ink->stops) return ink->stop[ink->stops - 1].colour;
    return rgba_mix(ink->stop[i].colour, ink->stop[i + 1].colour,
                    (at - ink->stop[i].at) / (ink->stop[i + 1].at - ink->stop[i].at));
}

Gradient gradient_of(const Ink *ink, double scale)
{
    Gradient gradient = { .start = 0 };
    double x = (ink->to.x - ink->from.x) * scale, y = (ink->to.y - ink->from.y) * scale;
    double square = x * x + y * y;

    for (int i = 0; i < 256; i++)
        gradient.step[i] = light_of(ink_colour_at(ink, i / 255.0));
    if (!(square > 0)) {
        gradient.start = 255;
        return gradient;
    }
    gradient.x = 255 * x / square;
    gradient.y = 255 * y / square;
    gradient.start =
        0.5 + gradient.x * (0.5 - ink->from.x * scale) + gradient.y * (0.5 - ink->from.y * scale);
    return gradient;
}

void canvas_gradient_row(Canvas *canvas, const Gradient *gradient, int x, int y, int count,
                         const uint8_t *coverage)
{
    uint8_t *pixel;

    if (!cut_run(canvas, &x, y, &count, &coverage)) return;
    pixel = pixel_at(canvas, x, y);
    for (int i = 0; i < count; i++, pixel += 4) {
        double step = gradient->start + gradient->x * (x + i) + gradient->y * y;
        int at = step > 0 ? step < 255 ? (int)step : 255 : 0;
        if (coverage[i]) blend(canvas, &gradient->step[at], pixel, coverage[i]);
    }
}
