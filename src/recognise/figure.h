/* recognise/figure.h — a number's digits, with all that stands around them taken off.
 *
 * Only the recognise room's own files include this.
 */
#ifndef RECOGNISE_FIGURE_H
#define RECOGNISE_FIGURE_H

#include "recognise/currency.h"

typedef struct Figure {
    const char *text; /* digits, marks, an exponent */
    size_t size;
    Currency currency;
    int signs; /* minus, plus, parentheses: more than one is no number */
    bool negative, percent;
    char cents;  /* '.' or ',' where a dash stood in place of cents; else 0 */
    bool broken; /* currencies that differ, a parenthesis alone */
} Figure;

Figure figure_strip(const char *text, size_t size);

#endif
