/* chart/panels.h — what the kinds share that draw a small picture of each series on one scale.
 *
 * Panels stand in rows of equal width; the figures of the axis at the left stand once a row, those
 * of the axis below at every panel. Each has its series' whole name above it.
 */
#ifndef CHART_PANELS_H
#define CHART_PANELS_H

#include "chart/frame.h"

/* What a panel needs: its plot's least width and height, the room at its right, and the most of
 * them in a row. */
typedef struct PanelNeeds {
    double plot_w, plot_h, right_pt;
    size_t most;
} PanelNeeds;

typedef struct Panels {
    size_t cols, rows;
    Rect area;
    ValueAxis x, y; /* their places are set for each panel by panel_open() */
    double left_pt, plot_w, plot_h, name_pt, below_pt, right_pt;
} Panels;

/* The least height below the titles of so many panels. */
double panels_floor(const Canvas *canvas, const PanelNeeds *needs);
/* Axes without titles, which stand once above all panels. */
Panels panels_lay(Canvas *canvas, const PanelNeeds *needs, const AxisPlan *x, const AxisPlan *y);
/* Draws panel i's name, grid, axes; returns its frame. */
Frame panel_open(Canvas *canvas, Panels *panels, size_t i);

#endif
