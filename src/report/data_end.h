/* report/data_end.h — data that end earlier than chance explains: said before all else, in words
 * that the report, check and mail share.
 *
 * In:    a Shop.
 * Out:   texts in the arena; NULL where the data reach the day that was meant.
 */
#ifndef REPORT_DATA_END_H
#define REPORT_DATA_END_H

#include "store/store.h"

/* "The data end on 29 May 2024, 31 days before 29 June 2024" */
const char *data_end_title(const Shop *shop, Arena *arena);
/* What follows from it: a sentence or two. */
const char *data_end_text(const Shop *shop);
/* "Data end 31 days ago (29 May 2024)": where room is dear. */
const char *data_end_brief(const Shop *shop, Arena *arena);

#endif
