/* data/format.h — a value as its reader sees it, the same in the site, the book and the charts. */
#ifndef DATA_FORMAT_H
#define DATA_FORMAT_H

#include "data/data.h"

/* "$1,234.50", "12.3 %", "41 days"… Without the unit where bare is set (a table names it in its
 * header). A NaN is "–". The text lives in the arena. */
const char *format_value(double value, ColumnKind kind, int decimals, const char *currency,
                         bool bare, Arena *arena);
/* One cell of a table. */
const char *format_cell(const Column *column, size_t row, const char *currency, Arena *arena);
/* A feature's value with its unit: "41 days", "$86.20", "3.2 purchases". */
const char *format_feature(Feature feature, double value, const char *currency, Arena *arena);

/* --- in sentences --- */

/* How many decimals amounts have, the largest of which is this: cents say nothing beside a
 * thousand. A column of amounts takes those of its largest. */
int money_decimals(double largest);
const char *format_money(double value, const char *currency, Arena *arena);
/* "$80.00 to $120.00", with the decimals of the largest: that of the column, or of both ends. One
 * amount where they read the same. */
const char *format_money_range(double low, double high, double largest, const char *currency,
                               Arena *arena);
/* "+14", "−$1,234.50". */
const char *format_signed(double value, ColumnKind kind, int decimals, const char *currency,
                          Arena *arena);
/* Whole percent; "under 1%", "over 99%". */
const char *format_share(double share, Arena *arena);

#endif
