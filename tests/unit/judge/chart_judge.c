#include "chart_judge.h"

#include <math.h>
#include <string.h>

#include "draw/colour.h"

#define TYPE_PT 8.5

/* --- What a scene says ------------------------------------------------------------------------ */

/* All labels below the titles one after the other, without the spaces at which names are broken. */
static const char *all_words(const Scene *scene, Arena *arena)
{
    size_t size = 1, at = 0, i = 0;

    while (scene->marks.items[i].kind != MARK_END)
        i++;
    for (size_t k = i; k < scene->marks.count; k++)
        if (scene->marks.items[k].kind == MARK_LABEL)
            size += strlen(scene->marks.items[k].label.text);
    char *words = ARENA_ARRAY(arena, char, size);
    for (; i < scene->marks.count; i++) {
        if (scene->marks.items[i].kind != MARK_LABEL) continue;
        for (const char *c = scene->marks.items[i].label.text; *c; c++)
            if (*c != ' ') words[at++] = *c;
    }
    words[at] = 0;
    return words;
}

static const char *without_spaces(const char *text, Arena *arena)
{
    char *words = ARENA_ARRAY(arena, char, strlen(text) * 3 + 1);
    size_t at = 0;

    for (const char *c = font_showable(FONT_REGULAR, text, arena); *c; c++)
        if (*c != ' ') words[at++] = *c;
    words[at] = 0;
    return words;
}

typedef struct Judging {
    const ChartSpec *spec;
    const Scene *scene;
    Arena *arena;
    const char *found; /* the first fault */
} Judging;

static void fault(Judging *f, const char *what, const char *which)
{
    if (f->found) return;
    f->found = arena_format(f->arena, "%s at %g × %g: %s: \"%s\"", f->spec->slug,
                            f->scene->width_pt, f->scene->height_pt, what, which);
}

/* --- Judges ----------------------------------------------------------------------------------- */

static bool has_values(const Series *series)
{
    for (size_t i = 0; i < series->n; i++)
        if (series->y && isfinite(series->y[i]) && fabs(series->y[i]) < 1e150) return true;
    return false;
}

/* Which names a kind shows: a single series is named by the title. */
static bool names_series(const ChartSpec *spec)
{
    switch (spec->kind) {
    case CHART_BOX:
    case CHART_HEAT:
    case CHART_KNIFE:
    case CHART_MULTIPLES:
    case CHART_CLOUDS: return true;
    case CHART_BAR:
    case CHART_BAR_H:
    case CHART_BAR_STACKED:
    case CHART_LINE:
    case CHART_SCATTER:
    case CHART_SCATTER_3D:
    case CHART_HISTOGRAM:
    case CHART_LORENZ:
    case CHART_BIPLOT: return spec->series_count > 1;
    case CHART_PIE:
    case CHART_PARETO:
    case CHART_WATERFALL:
    case CHART_SWEEP:
    case CHART_SCREE:
    case CHART_SPARKLINE:
    case CHART_SANKEY:
    case CHART_KINDS: break;
    }
    return false;
}

static bool names_categories(const ChartSpec *spec)
{
    switch (spec->kind) {
    case CHART_BAR:
    case CHART_BAR_H:
    case CHART_BAR_STACKED:
    case CHART_HEAT:
    case CHART_WATERFALL: return true;
    case CHART_PIE:
    case CHART_PARETO: /* those with something to show */
    case CHART_BOX:
    case CHART_KNIFE:
    case CHART_MULTIPLES:
    case CHART_CLOUDS:
    case CHART_LINE:
    case CHART_SCATTER:
    case CHART_SCATTER_3D:
    case CHART_HISTOGRAM:
    case CHART_LORENZ:
    case CHART_BIPLOT:
    case CHART_SWEEP:
    case CHART_SCREE:
    case CHART_SPARKLINE:
    case CHART_SANKEY:
    case CHART_KINDS: break;
    }
    return false;
}

static void names_are_whole(Judging *f)
{
    const ChartSpec *spec = f->spec;
    const char *words = all_words(f->scene, f->arena);

    if (strstr(words, "Nodata")) return;
    /* Slanted titles of axes go along their edge. */
    if (strstr(words, "…") && spec->kind != CHART_SCATTER_3D) fault(f, "shortened", words);
    for (size_t s = 0; s < spec->series_count && names_series(spec); s++) {
        const char *name = spec->series[s].name;
        if (name && has_values(&spec->series[s]) && !strstr(words, without_spaces(name, f->arena)))
            fault(f, "no name", name);
    }
    bool drawn = spec->kind == CHART_PIE || spec->kind == CHART_PARETO;
    for (size_t i = 0; i < spec->category_count && spec->series_count; i++) {
        double v = i < spec->series[0].n && spec->series[0].y ? spec->series[0].y[i] : NAN;
        if (!names_categories(spec) && !(drawn && v > 0 && v < 1e150)) continue;
        if (!strstr(words, without_spaces(spec->categories[i], f->arena)))
            fault(f, "no name", spec->categories[i]);
    }
}

static void type_is_large_enough(Judging *f)
{
    for (size_t i = 0; i < f->scene->marks.count; i++) {
        const Mark *mark = &f->scene->marks.items[i];
        if (mark->kind == MARK_LABEL && mark->label.size_pt < TYPE_PT - 1e-9)
            fault(f, "too small", mark->label.text);
    }
}

/* On marks the kinds choose ink or paper: test_kinds.c judges those. */
static bool writes_on_marks(ChartKind kind)
{
    return kind == CHART_HEAT || kind == CHART_BAR_STACKED;
}

static void texts_can_be_read(Judging *f)
{
    for (size_t i = 0; i < f->scene->marks.count; i++) {
        const Mark *mark = &f->scene->marks.items[i];
        if (mark->kind != MARK_LABEL || writes_on_marks(f->spec->kind)) continue;
        if (mark->label.colour.a < 255 ||
            colour_contrast(mark->label.colour, f->scene->paper) < THEME_TEXT_CONTRAST)
            fault(f, "too pale", mark->label.text);
    }
}

/* How many axes of numbers a kind has; each is a group of its own. */
static size_t axes_of(const ChartSpec *spec)
{
    switch (spec->kind) {
    case CHART_PIE:
    case CHART_HEAT:
    case CHART_SANKEY:
    case CHART_SPARKLINE:
    case CHART_KINDS: return 0;
    case CHART_BAR:
    case CHART_BAR_H:
    case CHART_BAR_STACKED:
    case CHART_BOX:
    case CHART_KNIFE:
    case CHART_SCREE:
    case CHART_WATERFALL: return 1;
    case CHART_HISTOGRAM:
    case CHART_LINE:
    case CHART_SCATTER:
    case CHART_LORENZ:
    case CHART_PARETO:
    case CHART_BIPLOT: return 2;
    case CHART_SCATTER_3D: return 3;
    case CHART_SWEEP: return 2 * (spec->series_count < 2 ? spec->series_count : 2);
    case CHART_MULTIPLES:
    case CHART_CLOUDS: return spec->series_count + 1;
    }
    return 0;
}

static bool is_number_axis(const char *group)
{
    return !strncmp(group, "axis ", 5) && strcmp(group, "axis categories") &&
           strcmp(group, "axis rows");
}

static void every_axis_has_three_ticks(Judging *f)
{
    size_t axes = 0, ticks = 0, least = 3;
    const char *inside = NULL;

    if (strstr(all_words(f->scene, f->arena), "Nodata")) return;
    for (size_t i = 0; i < f->scene->marks.count; i++) {
        const Mark *mark = &f->scene->marks.items[i];
        if (mark->kind == MARK_GROUP && is_number_axis(mark->group)) {
            inside = mark->group;
            ticks = 0;
        } else if (mark->kind == MARK_LABEL && inside) {
            ticks++;
        } else if (mark->kind == MARK_END && inside) {
            if (ticks < least) fault(f, "too few ticks", inside);
            inside = NULL;
            axes++;
        }
    }
    if (axes < axes_of(f->spec)) fault(f, "an axis is missing", "");
}

static void figures_are_not_too_small(Judging *f)
{
    const bool free = f->spec->kind == CHART_SPARKLINE || f->spec->kind == CHART_LORENZ;

    if (f->scene->width_pt < (free ? 60 : 235) || f->scene->height_pt < (free ? 20 : 50))
        fault(f, "too small", "");
}

const char *chart_fault(const ChartSpec *spec, const Scene *scene, Arena *arena)
{
    Judging f = { .spec = spec, .scene = scene, .arena = arena };

    names_are_whole(&f);
    type_is_large_enough(&f);
    texts_can_be_read(&f);
    every_axis_has_three_ticks(&f);
    figures_are_not_too_small(&f);
    return f.found;
}
