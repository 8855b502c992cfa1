/* What the files of the specification program share. README.md says how a specification is written.
 *
 * A file holds cases; a case is a shop in a few lines, and what its report must say.
 */
#ifndef SPEC_H
#define SPEC_H

#include "app/pipeline.h"

/* --- cases.c: the files ------------------------------------------------------------------------
 */

typedef struct Line {
    size_t number; /* in its file */
    const char *text;
} Line;

typedef struct Lines {
    Line *items;
    size_t count, capacity;
} Lines;

/* What one place of the report must be like. */
typedef enum WantedKind { WANTED_HAS, WANTED_LACKS, WANTED_IS } WantedKind;

typedef struct Wanted {
    WantedKind kind;
    size_t number;     /* the line */
    const char *place; /* "quality/needs", "json", "file attachments/monthly_sales.csv" */
    Lines lines;
} Wanted;

typedef struct Case {
    const char *file;
    size_t number;
    const char *title;
    Lines shop;
    struct {
        Wanted *items;
        size_t count, capacity;
    } wanted;
} Case;

typedef struct Cases {
    Case *items;
    size_t count, capacity;
} Cases;

MUST_USE Status cases_read(Cases *out, const char *path, Arena *arena, Err *err);

/* The words of a line; "several in quotes" are one. */
typedef struct Words {
    const char **items;
    size_t count, capacity;
} Words;

Words case_words(const char *text, Arena *arena);

/* --- shop.c: the shop as a database ------------------------------------------------------------
 */

typedef struct EarlierRun {
    Day as_of;
    Words options;
} EarlierRun;

typedef struct Plan {
    const char *database;
    const char *as_of;
    bool history;
    Words options;
    Words later; /* statements for when the earlier runs are remembered */
    struct {
        EarlierRun *items;
        size_t count, capacity;
    } earlier;
} Plan;

/* Makes the file, and finds what the lines say of the run. */
MUST_USE Status shop_make(Plan *out, const Case *from, const char *path, Arena *arena, Err *err);
MUST_USE Status shop_change(const Plan *plan, Err *err);

/* --- made.c: the report ------------------------------------------------------------------------
 */

/* A case's report, made as the program makes it, and what is asked of it as text. */
typedef struct Made {
    const char *refusal; /* why there is none; NULL: there is one */
    Report report;
    Arena *arena;
} Made;

void report_make(Made *out, const Case *from, const char *folder, Arena *arena);

/* --- told.c: the report as lines of text -------------------------------------------------------
 */

/* Every line of the place; false where there is no such place. */
bool told_at(Buf *out, const Made *made, const char *place);

/* --- form.c: how tables and charts are to be shown ---------------------------------------------
 */

void form_block(Buf *out, const Block *block);
void form_columns(Buf *out, const Table *table);

/* --- wanted.c: what is wanted against what is told ---------------------------------------------
 */

/* Returns how many of the case's expectations are not met, each of which it prints. */
size_t wanted_check(const Case *of, const Made *made);

#endif
