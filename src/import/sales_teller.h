/* import/sales_teller.h — what sales_tell*.c share: findings about a file of sales. */
#ifndef IMPORT_SALES_TELLER_H
#define IMPORT_SALES_TELLER_H

#include "import/sales_private.h"

typedef struct Teller {
    Findings *findings;
    const Sales *sales;
    const InputFile *file;
    Arena *arena;
} Teller;

/* The header of a column, of the first column of a chain; NULL where there is none. */
const char *column_name(const Teller *t, int column);
const char *chain_name(const Teller *t, const ColumnChain *chain);
/* Of transactions; of all rows, where it does not say of how many. */
void tell(const Teller *t, Finding finding);

/* Customers who are told apart by their names, or are no single customer. */
void sales_tell_names(const Teller *t, const Job *job);
/* What the amounts are made of. */
void sales_tell_amounts(const Teller *t);
void sales_tell_people(const Teller *t, const Job *job);
void sales_tell_rows(const Teller *t);

#endif
