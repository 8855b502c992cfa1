/* The icons are written as in SVG, on a field of 24 × 24: M, L, C with absolute coordinates, Z, and
 * O x y r for a circle. They are drawn as lines with round ends. */
#include "draw/icon.h"

#include <math.h>
#include <string.h>

#define FIELD 24.0
#define LINE 1.7 /* the line's width on the field */

typedef struct Icon {
    const char *name, *lines;
} Icon;

static const Icon ICONS[] = {
    /* a crown */
    { "champions", "M4.5 17 L3 7.5 L8 11.5 L12 4.5 L16 11.5 L21 7.5 L19.5 17 Z M5 20.5 L19 20.5" },
    /* a heart */
    { "loyal-customers",
      "M12 20 C6 15.5 3 12.5 3 8.8 C3 6.1 5.1 4 7.7 4 C9.4 4 11 4.9 12 6.4 C13 4.9 14.6 4 16.3 4 "
      "C18.9 4 21 6.1 21 8.8 C21 12.5 18 15.5 12 20 Z" },
    /* a cut stone */
    { "big-spenders", "M7 4 L17 4 L21.5 9.5 L12 20.5 L2.5 9.5 Z M2.5 9.5 L21.5 9.5 "
                      "M12 20.5 L8.5 9.5 L12 4 L15.5 9.5 L12 20.5" },
    /* a seedling */
    { "potential-loyalists",
      "M12 21 L12 11 M12 14.5 C7.5 14.5 4 12 3.5 7.5 C8.5 7.5 11.5 10 12 14.5 "
      "M12 11 C12 6.5 15.5 3.8 20.5 3.5 C20.5 8.5 17.5 11 12 11" },
    /* a person and a plus */
    { "new-customers",
      "O 9.5 8 4 M2.5 20 C2.5 16.2 5.5 14.5 9.5 14.5 C10.9 14.5 12.2 14.7 13.3 15.1 "
      "M18 14.5 L18 20.5 M15 17.5 L21 17.5" },
    /* a warning sign */
    { "at-risk", "M12 3.8 L21.8 20.2 L2.2 20.2 Z M12 9.8 L12 14.2 M12 17.1 L12 17.1" },
    /* a shield */
    { "cant-lose-them",
      "M12 2.8 L20 5.8 L20 11.5 C20 16 17 19.4 12 21.2 C7 19.4 4 16 4 11.5 L4 5.8 Z "
      "M8.5 11.8 L11 14.3 L15.7 9.4" },
    /* a moon */
    { "hibernating", "M20.2 14.4 C19 14.9 17.8 15.2 16.4 15.2 C11.9 15.2 8.8 12.1 8.8 7.7 "
                     "C8.8 6.3 9.1 5 9.6 3.8 C6 5.1 3.5 8.4 3.5 12.1 C3.5 16.8 7.3 20.5 12 20.5 "
                     "C15.7 20.5 18.9 18 20.2 14.4 Z" },
    /* an eye */
    { "window-shoppers",
      "M2 12 C5 7.3 8.3 5.2 12 5.2 C15.7 5.2 19 7.3 22 12 C19 16.7 15.7 18.8 12 18.8 "
      "C8.3 18.8 5 16.7 2 12 Z O 12 12 3" },
    /* a star */
    { "exceptional-customers", "M12 3 L14.7 9 L21.2 9.6 L16.3 13.9 L17.8 20.3 L12 16.9 L6.2 20.3 "
                               "L7.7 13.9 L2.8 9.6 L9.3 9 Z" },
    /* a receipt */
    { "one-time-buyers", "M6 3 L18 3 L18 21 L15 18.8 L12 21 L9 18.8 L6 21 Z M9 8 L15 8 "
                         "M9 12 L15 12" },
    /* an hourglass */
    { "lapsed-customers",
      "M6 3 L18 3 M6 21 L18 21 M7.5 3 C7.5 8 11 9.5 12 12 C11 14.5 7.5 16 7.5 21 "
      "M16.5 3 C16.5 8 13 9.5 12 12 C13 14.5 16.5 16 16.5 21" },
    /* a rising sun */
    { "newer-customers", "M2.5 18.5 L21.5 18.5 M6.5 18.5 C6.5 14.5 9 12.5 12 12.5 "
                         "C15 12.5 17.5 14.5 17.5 18.5 M12 4.5 L12 8 M5 8.5 L7.2 10.7 "
                         "M19 8.5 L16.8 10.7" },
    /* a calendar */
    { "occasional-customers",
      "M4 5.5 L20 5.5 L20 20 L4 20 Z M4 10.5 L20 10.5 M8 3 L8 7 M16 3 L16 7" },
    /* a pulse */
    { "active-customers", "M2.5 12.5 L7 12.5 L10 5 L14 19.5 L16.5 12.5 L21.5 12.5" },
    /* two circles */
    { "mixed-customers", "O 9 12 5.8 O 15 12 5.8" },
    /* a magnifying glass */
    { "prospects", "O 10.5 10.5 6.5 M15.4 15.4 L21 21" },
};

static const Icon PERSON = {
    "customer", "O 12 8 4.2 M4 20.5 C4 16.5 7.4 14.8 12 14.8 C16.6 14.8 20 16.5 20 20.5"
};

const char *icon_name(size_t i)
{
    return i < COUNT_OF(ICONS) ? ICONS[i].name : NULL;
}

static const Icon *icon_find(const char *name)
{
    for (size_t i = 0; name && i < COUNT_OF(ICONS); i++) {
        if (!strcmp(ICONS[i].name, name)) return &ICONS[i];
    }
    return &PERSON;
}

/* Reads "12.5" and the space around it. */
static double read_number(const char **text)
{
    double value = 0, place = 1;

    while (**text == ' ')
        (*text)++;
    for (; **text >= '0' && **text <= '9'; (*text)++)
        value = 10 * value + (**text - '0');
    if (**text == '.') (*text)++;
    for (; **text >= '0' && **text <= '9'; (*text)++)
        value += (**text - '0') * (place /= 10);
    while (**text == ' ')
        (*text)++;
    return value;
}

static Path read_lines(const char *text, const Rect *field, Arena *arena)
{
    Path path = path_open(arena);
    double scale = field->width / FIELD, at[6];

    while (*text) {
        char verb = *text++;
        int numbers = verb == 'C' ? 6 : verb == 'O' ? 3 : verb == 'Z' ? 0 : 2;
        for (int i = 0; i < numbers; i++)
            at[i] = read_number(&text) * scale + (i % 2 ? field->y : field->x);
        if (verb == 'M') path_move(&path, at[0], at[1]);
        if (verb == 'L') path_line(&path, at[0], at[1]);
        if (verb == 'C') path_curve(&path, at[0], at[1], at[2], at[3], at[4], at[5]);
        if (verb == 'O') path_circle(&path, at[0], at[1], at[2] - field->x);
        if (verb == 'Z') path_close(&path);
        while (*text == ' ')
            text++;
    }
    return path;
}

void icon_draw(Scene *scene, const char *name, Rect box, Rgba colour)
{
    const Icon *icon = icon_find(name);
    double side = fmin(box.width, box.height);
    Rect field = { box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side };

    if (!(side > 0)) return;
    scene_group(scene, icon->name);
    scene_stroke(scene, read_lines(icon->lines, &field, scene->arena),
                 (Pen){ .colour = colour,
                        .width_pt = LINE / FIELD * side,
                        .join = JOIN_ROUND,
                        .cap = CAP_ROUND });
    scene_end(scene);
}
