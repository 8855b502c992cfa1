/* Fuzzes the rasterizer: any bytes as a scene of fills, strokes, dots and clips, with every kind of
 * coordinate. The scene is made by hand, past the checks of scene_…, because a painter must stand what
 * scaling leaves. Sanitizers say whether anything was written outside. */
#include <stdint.h>
#include <string.h>

#include "paint/paint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Input {
    const uint8_t *data;
    size_t size;
} Input;

static uint8_t take_byte(Input *input)
{
    if (!input->size) return 0;
    input->size--;
    return *input->data++;
}

/* Mostly places in the picture, now and then the bits of any double. */
static double take_number(Input *input)
{
    uint8_t kind = take_byte(input);
    double any = 0;

    if (kind < 200) return kind + take_byte(input) / 256.0 - 50;
    for (size_t i = 0; i < sizeof any; i++)
        ((uint8_t *)&any)[i] = take_byte(input);
    return any;
}

static Path take_path(Input *input, Arena *arena)
{
    Path path = path_open(arena);
    int verbs = take_byte(input) % 24;

    for (int i = 0; i < verbs; i++) {
        double n[6];
        PathVerb verb = (PathVerb)(take_byte(input) % 4);
        for (int k = 0; k < 6 && verb != PATH_CLOSE; k++)
            n[k] = k < 2 || verb == PATH_CURVE ? take_number(input) : 0;
        switch (verb) {
        case PATH_MOVE: path_move(&path, n[0], n[1]); break;
        case PATH_LINE: path_line(&path, n[0], n[1]); break;
        case PATH_CURVE: path_curve(&path, n[0], n[1], n[2], n[3], n[4], n[5]); break;
        case PATH_CLOSE: path_close(&path); break;
        }
    }
    return path;
}

static Rgba take_colour(Input *input)
{
    return (Rgba){ take_byte(input), take_byte(input), take_byte(input), take_byte(input) };
}

static Ink take_ink(Input *input)
{
    Ink ink = { .colour = take_colour(input), .stops = take_byte(input) % 5 };

    if (ink.stops == 1) ink.stops = 0;
    ink.from = (Point){ take_number(input), take_number(input) };
    ink.to = (Point){ take_number(input), take_number(input) };
    for (int i = 0; i < ink.stops; i++) {
        ink.stop[i].at = take_byte(input) / 255.0;
        ink.stop[i].colour = take_colour(input);
    }
    return ink;
}

static Pen take_pen(Input *input)
{
    Pen pen = { .colour = take_colour(input),
                .width_pt = take_number(input),
                .join = (LineJoin)(take_byte(input) % 3),
                .cap = (LineCap)(take_byte(input) % 3),
                .miter_limit = take_number(input),
                .dashes = take_byte(input) % 5,
                .dash_phase_pt = take_number(input) };

    for (int i = 0; i < 4; i++)
        pen.dash_pt[i] = take_number(input);
    return pen;
}

static Mark take_mark(Input *input, Arena *arena)
{
    Mark mark = { .kind = MARK_END };
    Point *points = ARENA_ARRAY(arena, Point, 4);

    switch (take_byte(input) % 6) {
    case 0:
    case 1:
        mark.kind = MARK_FILL;
        mark.fill.path = take_path(input, arena);
        mark.fill.rule = (FillRule)(take_byte(input) % 2);
        mark.fill.ink = take_ink(input);
        break;
    case 2:
        mark.kind = MARK_STROKE;
        mark.stroke.path = take_path(input, arena);
        mark.stroke.pen = take_pen(input);
        break;
    case 3:
        mark.kind = MARK_DOTS;
        for (int i = 0; i < 4; i++)
            points[i] = (Point){ take_number(input), take_number(input) };
        mark.dots.at = points;
        mark.dots.count = 4;
        mark.dots.radius_pt = take_number(input);
        mark.dots.colour = take_colour(input);
        break;
    case 4:
        mark.kind = MARK_CLIP;
        mark.clip = (Rect){ take_number(input), take_number(input), take_number(input),
                            take_number(input) };
        break;
    default: break;
    }
    return mark;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Input input = { data, size };
    Arena arena = arena_open();
    Scene scene = scene_open(100, 80, take_colour(&input), &arena);
    Pixels pixels;
    Err err = { 0 };

    while (input.size)
        VEC_PUSH(&arena, &scene.marks, take_mark(&input, &arena));
    (void)!paint_pixels(&pixels, &scene, 72 + take_byte(&input), &arena, &err);
    arena_close(&arena);
    return 0;
}
