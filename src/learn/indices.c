#include "learn/indices.h"

#include <math.h>

/* An inertia that is so small a part of the spread between the centres is what rounding left of 0.
 */
#define ROUNDING 1e-24

static double square_between(const double *a, const double *b, size_t cols)
{
    double square = 0;

    for (size_t col = 0; col < cols; col++)
        square += (a[col] - b[col]) * (a[col] - b[col]);
    return square;
}

/* Between-variance from the centres alone: Σ size × ‖centre − mean of all‖². */
static double spread_between(const Clustering *clustering)
{
    size_t cols = clustering->centroids.cols;
    double between = 0;

    for (size_t col = 0; col < cols; col++) {
        double mean = 0;

        for (size_t c = 0; c < clustering->k; c++)
            mean += (double)clustering->sizes[c] / (double)clustering->rows *
                    matrix_at(&clustering->centroids, c, col);
        for (size_t c = 0; c < clustering->k; c++) {
            double off = matrix_at(&clustering->centroids, c, col) - mean;
            between += (double)clustering->sizes[c] * off * off;
        }
    }
    return between;
}

double index_calinski_harabasz(const Clustering *clustering)
{
    double k = (double)clustering->k, rows = (double)clustering->rows;

    if (clustering->k < 2 || clustering->k >= clustering->rows) return NAN;
    double between = spread_between(clustering);
    if (!(clustering->inertia > ROUNDING * between)) return NAN;
    return between / (k - 1) / (clustering->inertia / (rows - k));
}

double index_davies_bouldin(const Clustering *clustering)
{
    const double *spread = clustering->spread;
    size_t cols = clustering->centroids.cols;
    double total = 0;

    for (size_t i = 0; i < clustering->k; i++) {
        double worst = 0;

        for (size_t j = 0; j < clustering->k; j++) {
            double apart = sqrt(square_between(matrix_row(&clustering->centroids, i),
                                               matrix_row(&clustering->centroids, j), cols));
            if (i != j && apart > 0) worst = fmax(worst, (spread[i] + spread[j]) / apart);
        }
        total += worst;
    }
    return clustering->k < 2 ? NAN : total / (double)clustering->k;
}

static double pairs(uint64_t count)
{
    return (double)count * ((double)count - 1) / 2;
}

double index_adjusted_rand(const uint8_t *a, const uint8_t *b, size_t rows)
{
    uint64_t of_a[256] = { 0 }, of_b[256] = { 0 };
    double in_a = 0, in_b = 0, in_both = 0, expected, most;

    for (size_t row = 0; row < rows; row++) {
        of_a[a[row]]++;
        of_b[b[row]]++;
    }
    for (size_t i = 0; i < 256; i++) {
        uint64_t both[256] = { 0 };

        in_a += pairs(of_a[i]);
        in_b += pairs(of_b[i]);
        for (size_t row = 0; of_a[i] && row < rows; row++)
            if (a[row] == i) both[b[row]]++;
        for (size_t j = 0; of_a[i] && j < 256; j++)
            in_both += pairs(both[j]);
    }
    expected = rows > 1 ? in_a * in_b / pairs(rows) : 0;
    most = (in_a + in_b) / 2;
    return most == expected ? 1 : (in_both - expected) / (most - expected);
}
