/* guess/select.h — the SELECT that gives one of our tables from those of the database.
 *
 * Everything is joined with LEFT JOIN along unique keys, so that it gives as many rows as its first
 * table has.
 *
 * In:    a Reach; the expression of each field.
 * Out:   a TableMap: a table and its columns where they all are plain columns of one table, else
 * SQL of several lines.
 */
#ifndef GUESS_SELECT_H
#define GUESS_SELECT_H

#include "guess/reach.h"
#include "recognise/fields.h"

#define MOST_FILTERS 12
#define MOST_EXTRAS 4

/* A line that leaves rows out, in a comment: it is the reader who puts it into force. */
typedef struct Filter {
    const char *condition, *comment;
} Filter;

typedef struct Select {
    const Reach *reach;
    Arena *arena;
    const char *alias[MOST_NODES];
    bool used[MOST_NODES];
    const char *column[FIELDS];     /* the plain column of the first table; NULL: something else */
    const char *expression[FIELDS]; /* NULL: no such field */
    struct {
        const char *items[MOST_EXTRAS]; /* further joins, whole */
        size_t count;
    } extras;
    struct {
        Place items[MOST_FILTERS]; /* columns that are no field's, under their own names */
        size_t count;
    } others;
    bool grouped; /* by the first field, the others are the largest values */
    struct {
        const Filter *items;
        size_t count;
    } filters;
} Select;

/* alias: of the first table. */
Select select_open(const Reach *reach, const char *alias, Arena *arena);
/* How a node is called: o for orders… To be said before the node is first used. */
void select_call(Select *select, int node, const char *alias);
/* l."price"; marks the node and those on its way as joined. */
const char *select_place(Select *select, Place place);
/* The same, divided by 100 where the column holds hundredths. */
const char *select_money(Select *select, Place place);
void select_put(Select *select, Field field, Place place);
/* Keeps a column in sight that is no field's; not one whose name would make it one. */
void select_put_other(Select *select, Place place);
void select_put_text(Select *select, Field field, const char *expression);

/* FROM and the joins. */
const char *select_from(const Select *select);
/* Lines behind the first by two blanks to the right, as in a query within a query. */
const char *select_indented(const char *sql, Arena *arena);
TableMap select_map(const Select *select);

#endif
