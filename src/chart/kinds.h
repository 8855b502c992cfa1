/* chart/kinds.h — one function a kind of chart, each in the file of its name; chart.c has the
 * table.
 *
 * A kind draws into canvas->area. What its channels need was checked; their values were not.
 */
#ifndef CHART_KINDS_H
#define CHART_KINDS_H

#include "chart/canvas.h"

void pie_draw(Canvas *canvas);
void bar_draw(Canvas *canvas);
void bar_h_draw(Canvas *canvas);
void bar_stacked_draw(Canvas *canvas);
void box_draw(Canvas *canvas);
void histogram_draw(Canvas *canvas);
void line_draw(Canvas *canvas);
void scatter_draw(Canvas *canvas);
void scatter_3d_draw(Canvas *canvas);
void heat_draw(Canvas *canvas);
void lorenz_draw(Canvas *canvas);
void pareto_draw(Canvas *canvas);
void waterfall_draw(Canvas *canvas);
void sweep_draw(Canvas *canvas);
void knife_draw(Canvas *canvas);
void scree_draw(Canvas *canvas);
void biplot_draw(Canvas *canvas);
void multiples_draw(Canvas *canvas);
void clouds_draw(Canvas *canvas);
void sparkline_draw(Canvas *canvas);
void sankey_draw(Canvas *canvas);

/* --- How high some of them must be (chart/floor.h) -------------------------------------------- */

double pie_floor(const Canvas *canvas);
double sweep_floor(const Canvas *canvas);
double multiples_floor(const Canvas *canvas);
double clouds_floor(const Canvas *canvas);
double sankey_floor(const Canvas *canvas);
double heat_head(const Canvas *canvas); /* the columns' names */
double knife_row(const Canvas *canvas); /* a row with its name */

#endif
