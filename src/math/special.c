/* Special functions come from GSL. Those used here call its error handler, which would end the
 * program, only outside the stated ranges. */
#include <assert.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_psi.h>

#include "math/math.h"

double digamma(double x)
{
    assert(x > 0);
    return gsl_sf_psi(x);
}

double trigamma(double x)
{
    assert(x > 0);
    return gsl_sf_psi_1(x);
}

double beta_cdf(double x, double a, double b)
{
    assert(a > 0 && b > 0);
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    return gsl_cdf_beta_P(x, a, b);
}

double poisson_cdf(double most, double mean)
{
    assert(mean > 0);
    return most <= -1 ? 0 : gsl_cdf_gamma_Q(mean, most + 1, 1);
}

double student_quantile(double p, double freedom)
{
    assert(p > 0 && p < 1 && freedom > 0);
    return gsl_cdf_tdist_Pinv(p, freedom);
}

/* Bisection: some sixty calls of f, whatever its form. */
double root_between(double (*f)(const void *context, double x), const void *context, double low,
                    double high)
{
    double at_low = f(context, low), at_high = f(context, high);

    if (at_low == 0 || (at_low > 0) == (at_high > 0))
        return fabs(at_low) <= fabs(at_high) ? low : high;
    for (;;) {
        double middle = low + (high - low) / 2;

        if (middle <= low || middle >= high) return middle;
        if ((f(context, middle) > 0) == (at_low > 0)) {
            low = middle;
        } else {
            high = middle;
        }
    }
}
