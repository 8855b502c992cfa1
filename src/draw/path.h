/* draw/path.h — what painters and icons ask of a Path beyond making one (draw/scene.h). */
#ifndef DRAW_PATH_H
#define DRAW_PATH_H

#include "draw/scene.h"

#define PI 3.14159265358979323846

/* Sine and cosine to the last digits or so, with the same bits on every processor; for |radians| up
 * to a million. */
void path_sine_cosine(double radians, double *sine, double *cosine);

/* Whether every coordinate is finite. */
bool path_finite(const Path *path);

/* The path scaled and moved. Shares the verbs with the old one. */
Path path_moved(const Path *path, double x, double y, double scale, Arena *arena);

/* The label's text as outlines where it stands: shaped, aligned and turned; non-zero fill. */
Path label_outline(const Label *label, Arena *arena);

#endif
