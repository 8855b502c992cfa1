/* learn/pca.h — principal components of a standardised matrix (Jolliffe 2002).
 *
 * Eigenvectors of the covariance matrix. The sign of a component is fixed: its largest loading by
 * absolute value is positive.
 */
#ifndef LEARN_PCA_H
#define LEARN_PCA_H

#include "data/data.h"

typedef struct Pca {
    size_t components;
    Matrix loadings;   /* components × cols: unit vectors */
    Matrix scores;     /* rows × components */
    double *explained; /* explained-variance ratio of each of ALL components (cols of them) */
    size_t cols;
    bool degenerate; /* no variance at all: ratios are 0 */
} Pca;

Pca pca_fit(const Matrix *points, size_t components, Arena *arena);

#endif
