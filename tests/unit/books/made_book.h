/* Workbooks as tests want them: usual, odd or hostile, packed in memory. */
#ifndef MADE_BOOK_H
#define MADE_BOOK_H

#include "base/base.h"

typedef struct BookPart {
    const char *name;
    const char *text; /* NULL: the usual part of that name is left out */
    size_t size;      /* 0: the text's length */
} BookPart;

/* A ZIP file of these parts, in memory of the arena. */
Bytes book_pack(const BookPart *parts, size_t count, Arena *arena);
/* A usual workbook with these parts in place of its own, or besides them. The usual one has a sheet
 * "Orders" without rows; shared texts "zero", "one", "two"; styles 0 plain, 1 date (format 14), 2
 * dd/mm/yyyy hh:mm, 3 time, 4 elapsed, 5 an amount in USD. */
Bytes book_make(const BookPart *changes, size_t count, Arena *arena);
/* The same without compression, which takes longest. */
Bytes book_make_plain(const BookPart *changes, size_t count, Arena *arena);
/* A worksheet part with these rows. */
const char *book_sheet(const char *rows, Arena *arena);
/* The list of sheets and their relationships, whose parts are xl/worksheets/sheet1.xml and so on.
 */
const char *book_list(const char *const *names, size_t count, const char *attributes, Arena *arena);
const char *book_relations(size_t count, Arena *arena);

#define BOOK_MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define BOOK_OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define BOOK_RELATIONS "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""

#endif
