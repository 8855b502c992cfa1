/* import/watch.h — columns beside the sales that are not used, and look as if they changed them.
 *
 * A second state, a flag for tests, the day of a deletion, a fee: what they would change is the
 * shop's to say, so that they decide nothing. Each is told with its values, and with what the rows
 * of each come to.
 *
 * A watch is a rule of the form (import/sales_form.h) that lets everything count. Days stand in its
 * set of values as one value, and so do amounts, whose sum is kept.
 *
 * In:    the header and rows of a file of sales that is no known export.
 * Out:   rules behind the form's own; findings.
 * Owns:  nothing.
 */
#ifndef IMPORT_WATCH_H
#define IMPORT_WATCH_H

#include "import/sales_private.h"

/* Whether a column of that name may say whether, how, or in what a sale counts. */
bool watch_by_name(const char *name);
/* Adds a rule for each such column that the form does not use. */
void watches_add(SalesForm *form, const Header *header);
/* A rule for one column, where there is room for it. */
void watch_column(SalesForm *form, int column, const char *const *header);
/* What stands in the rule's set for a value. */
CsvField watch_value(SalesReading *r, size_t rule, CsvField value);
/* The values of the rules that decide, with what their orders come to; then the watches. */
void watches_tell(Findings *findings, const Sales *sales, const Job *job);

#endif
