/* app/tables.h — a folder of files that are tables of one shop: orders, their lines, customers.
 *
 * It is read like a database of such tables, which is made in a temporary folder: as `source:`
 * says, else as the known export that the files are, else as init would guess it. A folder with
 * transactions.csv, or with one table alone, is none (app/import.h).
 */
#ifndef APP_TABLES_H
#define APP_TABLES_H

#include "app/options.h"
#include "guess/guess.h"
#include "import/folder.h"

bool source_is_tables(const char *source);

typedef struct TablesGuess {
    FolderExport known; /* found: it is a known export */
    Guess guess;        /* else: what was guessed; its map is empty where `source:` says it */
    Findings findings;  /* what to tell: what was passed over, what was guessed */
} TablesGuess;

/* Makes the database and looks at it. */
MUST_USE Status tables_look(TablesGuess *out, const char *database, const char *source,
                            const ImportPlan *plan, const SourceMap *said, Arena *arena, Err *err);
/* The same, and sets the plan's source. *map lives as long as the plan. */
MUST_USE Status tables_plan(ImportPlan *plan, SourceMap *map, const char *database,
                            const char *source, const SourceMap *said, Arena *arena, Err *err);

#endif
