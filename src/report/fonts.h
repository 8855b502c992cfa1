/* report/fonts.h — names that neither the bundled font nor the fallback has letters for.
 *
 * Pictures and the PDF show a box in their place; the site shows them in a font of the reader's.
 */
#ifndef REPORT_FONTS_H
#define REPORT_FONTS_H

#include "store/store.h"

/* Adds a finding for customers, as they are shown, and one for products, where there are such
 * names.
 */
void fonts_check(Findings *findings, const Customers *customers, const Products *products,
                 Arena *arena);

#endif
