#include "import/spread.h"

#include <math.h>

Spread spread_begin(double amount, double weights, size_t parts)
{
    double cents = amount * 100;

    return (Spread){ .amount = amount,
                     .weights = weights,
                     .cents = fabs(cents - round(cents)) < 1e-6 && fabs(cents) < 1e15,
                     .parts = parts };
}

double spread_next(Spread *spread, double weight)
{
    double share = spread->weights > 0 ? weight / spread->weights : 1 / (double)spread->parts;
    double upto;

    spread->run += share;
    upto = spread->amount * fmin(spread->run, 1);
    if (spread->cents) upto = round(upto * 100) / 100;
    double part = upto - spread->given;
    spread->given = upto;
    return spread->cents ? round(part * 100) / 100 : part;
}
