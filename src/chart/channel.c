/* The specification's channels, read so that no value of the data can harm a drawing. */
#include "chart/canvas.h"

#include <math.h>

/* Past this, differences of values overflow a double. */
#define LARGEST 1e150

double value_clean(double v)
{
    return isfinite(v) && fabs(v) < LARGEST ? v : NAN;
}

static double channel(const double *values, const Series *series, size_t i)
{
    return values && i < series->n ? value_clean(values[i]) : NAN;
}

double series_x(const Series *series, size_t i)
{
    return channel(series->x, series, i);
}

double series_y(const Series *series, size_t i)
{
    return channel(series->y, series, i);
}

double series_z(const Series *series, size_t i)
{
    return channel(series->z, series, i);
}

double series_low(const Series *series, size_t i)
{
    return channel(series->low, series, i);
}

double series_high(const Series *series, size_t i)
{
    return channel(series->high, series, i);
}

size_t series_values(const Series *series, double **out, Arena *arena)
{
    double *values = ARENA_ARRAY(arena, double, series->n);
    size_t count = 0;

    for (size_t i = 0; i < series->n; i++) {
        double v = series_y(series, i);
        if (!isnan(v)) values[count++] = v;
    }
    *out = values;
    return count;
}

const char *series_name(const Series *series)
{
    return series->name ? series->name : "";
}

const char *category_name(const ChartSpec *spec, size_t i)
{
    const char *name = spec->categories && i < spec->category_count ? spec->categories[i] : NULL;

    return name ? name : "";
}

/* Of one of so many groups; past a dozen only the one that the title names has a colour. */
static Rgba group_colour(const Canvas *canvas, int colour, size_t i, size_t count)
{
    const ChartSpec *spec = canvas->spec;

    if (colour == COLOUR_BEFORE) return canvas->theme->before;
    if (spec->one_ink) count = THEME_ONE_INK_PAST + 1;
    bool named = count > THEME_ONE_INK_PAST && spec->highlight == i + 1;
    colour = named ? 0 : theme_colour_among(colour, count);
    return theme_segment(canvas->theme, colour);
}

Rgba series_colour(const Canvas *canvas, size_t i)
{
    const ChartSpec *spec = canvas->spec;

    return group_colour(canvas, spec->series[i].colour, i, spec->series_count);
}

Rgba category_colour(const Canvas *canvas, size_t i, Rgba otherwise)
{
    const int *colours = canvas->spec->colours;

    if (!colours || i >= canvas->spec->category_count) return otherwise;
    return group_colour(canvas, colours[i], i, canvas->spec->category_count);
}
