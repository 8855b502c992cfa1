/* data/format.h — a value as its reader sees it, the same in the site, the book and the charts. */
#ifndef DATA_FORMAT_H
#define DATA_FORMAT_H

#include "data/data.h"

/* "$1,234.50", "12.3 %", "41 days"… Without the unit where bare is set (a table names it in its
 * header). A NaN is "–". The text lives in the arena. */
const char *format_value(double value, ColumnKind kind, int decimals, const char *currency,
                         bool bare, Arena *arena);
/* Decimals of an amount in a sentence: none from a thousand on, where cents say nothing. 999.50
 * reads as a thousand. */
int money_decimals(double value);
/* An amount in a sentence: "$86.20", "$1,234". */
const char *format_money(double value, const char *currency, Arena *arena);
/* A share in a sentence, in whole percent; "under 1%" and "over 99%" where that would read as none
 * or all. */
const char *format_share(double share, Arena *arena);
/* One cell of a table. */
const char *format_cell(const Column *column, size_t row, const char *currency, Arena *arena);
/* A feature's value with its unit: "41 days", "$86.20", "3.2 orders". */
const char *format_feature(Feature feature, double value, const char *currency, Arena *arena);

#endif
