/* recognise/recognise.h — how a column writes its values, judged over all of it.
 *
 * "03/04/2024" may be April or March, "1.234" a thousand or one: the values of one column speak for
 * each other. Evidence is gathered value by value, then decided once; where nothing in the column
 * decides, the decision is refused with an example, never guessed.
 *
 *   blank.h      NULL, n/a, "-": what stands for no value
 *   number.h     numbers with signs, thousands and currencies (currency.h)
 *   date.h       dates with times of day and offsets; zone.h: in which zone a day ends
 *   id_text.h    ids that a spreadsheet damaged, or that differ by leading zeros only
 *   fields.h     which column is which field
 *   plain.h      values as our own schema has them
 */
#ifndef RECOGNISE_RECOGNISE_H
#define RECOGNISE_RECOGNISE_H

#include "recognise/blank.h"
#include "recognise/date.h"
#include "recognise/example.h"
#include "recognise/id_text.h"
#include "recognise/number.h"
#include "recognise/zone.h"

#endif
