/* predict/usual.h — is the newest value of a series what its own past leads to expect?
 *
 * Each value is forecast from those before it, and the errors of the past forecasts say how far off
 * a usual one is: their median moves the band, a robust standard deviation of the last year's makes
 * its width, by Student's t for as many errors. So a steady growth, which every forecast lags
 * behind by the same, is no news, and one odd week in the past neither widens the band nor carries
 * the level away. Of several smoothings (slow and quick, with and without a trend) the one with the
 * smallest past errors is taken.
 *
 * Season: the error of the same week a year before, or half of it, is added to the forecast where
 * this makes the past errors smaller (known for at least half a year). A week that was exceptional
 * a year ago (beyond three standard deviations), or lies beside one that was, is usual both when
 * that comes again and when it does not; when it came two years ago too, only when it comes again.
 * Weeks around the turn of the year (feasts) never move the level and do not show how far off
 * forecasts are; the errors of the same week a year before and of those beside it are usual ones,
 * and without such a week they are not judged. What comes after them begins at their last three.
 *
 * Errors are those of transformed values: with unit events of mean m and variance m + s·m² the
 * inverse hyperbolic sine of √(s·(value + 3/8)) has about the same variance at every level, between
 * a square root (s = 0) and a logarithm (Anscombe 1948); s is estimated from the errors. No band is
 * narrower than that of single purchases at random moments (Poisson).
 *
 * In:    values in even steps of time, the newest last.
 * Out:   the band, and on which side of it the newest is.
 * Owns:  nothing; nothing stays in the arena.
 * Fails: never; a past that is too short gets a verdict that says so.
 */
#ifndef PREDICT_USUAL_H
#define PREDICT_USUAL_H

#include "base/base.h"

/* Known values before the newest, with which a band can be drawn: the first four make a level, the
 * others are forecast. */
#define USUAL_MIN_PAST 13

typedef enum UsualVerdict {
    USUAL_UNKNOWN,   /* the newest value is not known */
    USUAL_TOO_SHORT, /* fewer than USUAL_MIN_PAST values are known before it */
    USUAL_FEAST,     /* around the turn of the year, without one a year before */
    USUAL_WITHIN,
    USUAL_BELOW,
    USUAL_ABOVE
} UsualVerdict;

typedef struct UsualSeries {
    const double *values; /* NaN: not known, or not to be compared */
    const bool *feast;    /* which ones lie around the turn of the year; NULL: none */
    size_t count;         /* 1 or more */
    size_t year;          /* values in 52 weeks; 0 where they are no whole number */
    double unit;          /* what one event adds: 1 for a count, for money the mean amount weighted
                           * by itself (the sum of squares over the sum); above 0 */
    bool whole;           /* the values are counts */
} UsualSeries;

typedef struct Usual {
    UsualVerdict verdict;
    size_t past;      /* errors that make the band; 0 where there is none */
    double expected;  /* NaN without a band, as are: */
    double low, high; /* what lies from one to the other is usual; whole numbers for counts, and
                       * not below 0 */
    bool by_year;     /* the same weeks of a year before have a part in it */
} Usual;

/* chance (0 to 1): how often at most a usual value may be called unusual, both sides together. */
Usual usual_judge(const UsualSeries *series, double chance, Arena *arena);

static inline bool usual_has_band(const Usual *usual)
{
    return usual->past > 0;
}

static inline bool usual_is_news(const Usual *usual)
{
    return usual->verdict == USUAL_BELOW || usual->verdict == USUAL_ABOVE;
}

#endif
