/* recognise/csv_text.h — the bytes of a delimited file: is it text, and in which encoding? */
#ifndef RECOGNISE_CSV_TEXT_H
#define RECOGNISE_CSV_TEXT_H

#include "recognise/csv.h"

/* Size of the byte-order mark that the bytes begin with, in that encoding. */
size_t csv_mark_size(const Buf *raw, CsvEncoding encoding);

/* Appends the bytes as UTF-8; returns how many were used: without `last`, a character that is cut
 * off by the end of the block stays. */
size_t csv_decode(Buf *out, const char *bytes, size_t size, CsvEncoding encoding, bool last);

#endif
