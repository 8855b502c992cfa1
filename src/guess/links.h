/* guess/links.h — which columns hold another table's key.
 *
 * Foreign keys are often not declared, and names alone mislead: every small number is found among
 * the keys 1 to n of any table. So a link needs both: names that are alike (or a declaration, or
 * values that no accident gives, such as UUIDs), and values that are found there, which is tried on
 * a sample. The key must be unique: a join along a link loses no row and multiplies none.
 *
 * In:    a Catalog.
 * Out:   the links of each of its tables, the best first.
 * Fails: as guess/probe.h.
 */
#ifndef GUESS_LINKS_H
#define GUESS_LINKS_H

#include "guess/likeness.h"

MUST_USE Status links_find(Catalog *catalog, Prober *prober, Err *err);

/* The best link of that column, or NULL. */
const Link *link_of(const CatalogTable *table, int column);

#endif
