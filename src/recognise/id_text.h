/* recognise/id_text.h — ids that are not what the shop wrote.
 *
 * A spreadsheet that opens a CSV file takes ids for numbers: 123456789012 is saved as 1.23457E+11
 * and digits are lost for good; beyond 15 digits the rest become zeros; leading zeros go. Then
 * different customers have one id, or one customer has two.
 */
#ifndef RECOGNISE_ID_TEXT_H
#define RECOGNISE_ID_TEXT_H

#include "base/idmap.h"
#include "recognise/example.h"

/* "1.23457E+11", "4,5E+12": as spreadsheets and data frames write long numbers. "1E5" is a name. */
bool id_is_scientific(const char *text, size_t size);
/* A whole number of 16 to 20 digits that ends in zeros from the sixteenth on. */
bool id_is_rounded(const char *text, size_t size);

/* What a column of ids shows; zeros to begin with. */
typedef struct IdEvidence {
    int64_t values;
    int64_t scientific;
    int64_t longs, rounded; /* ids of 16 digits or more; those that may be rounded */
    Example example_scientific, example_rounded;
} IdEvidence;

void id_note(IdEvidence *evidence, const char *text, size_t size, int64_t line);
/* Whether long ids were rounded: all of three or more are, where one in ten would be by chance. */
bool ids_are_rounded(const IdEvidence *evidence);

/* The id without leading zeros where it has digits only ("00712" gives "712", "000" "0"), else as
 * it stands: ids with equal canonical forms differ by leading zeros only. Points into text. */
void id_canonical(const char **text, size_t *size);

/* Ids of a pool that differ by leading zeros only. */
typedef struct IdTwins {
    int64_t ids;             /* that have such a twin */
    const char *one, *other; /* an example: the first by number; NULL where there is none */
} IdTwins;

IdTwins ids_twins(const TextPool *pool, Arena *arena);

#endif
