/* data/csv_text.h — a Table as comma-separated values. */
#ifndef DATA_CSV_TEXT_H
#define DATA_CSV_TEXT_H

#include "data/data.h"

void csv_put_header(Buf *out, const Table *table);
/* Rows from..to, without `to`. */
void csv_put_rows(Buf *out, const Table *table, size_t from, size_t to);
/* The header and all rows. */
void csv_put_table(Buf *out, const Table *table);

#endif
