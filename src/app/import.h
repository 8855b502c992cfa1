/* app/import.h — a shop given as CSV files or workbooks: imported for good, or for the time of one
 * report.
 *
 * A file that ends in .csv, .tsv, .txt, .xlsx or .gz, or has a workbook's or gzip's first bytes, or
 * a folder with transactions.csv (and customers.csv, products.csv, interactions.csv where there are
 * any; or .csv.gz, .xlsx), or with other tables (app/tables.h), is a source of files; all else is
 * taken for a database.
 */
#ifndef APP_IMPORT_H
#define APP_IMPORT_H

#include "app/options.h"
#include "app/progress.h"
#include "store/largest.h"

/* Reads the source that the options name. Files go through a database in the temporary folder,
 * which is removed again, also when the run fails or is interrupted. */
MUST_USE Status shop_read(Shop *out, const Options *options, Progress *progress, Arena *arena,
                          Err *err);
/* The same, with the largest purchases. */
MUST_USE Status shop_read_largest(Shop *out, LargestOrders *largest, const Options *options,
                                  Progress *progress, Arena *arena, Err *err);

/* A folder that an interrupted run removes; else it is the caller's to remove. */
MUST_USE Status temporary_folder(const char **out, const Options *options, Arena *arena, Err *err);

/* Messages name the source that the user gave, not the database in between. */
void name_source(Err *err, const char *database, const char *source, Arena *arena);

/* Whether the source is made of such files, and which they are. */
bool source_is_csv(const char *source);
bool folder_has_transactions(const char *folder, Arena *arena);
MUST_USE Status source_files(ImportPlan *plan, const char *source, Arena *arena, Err *err);

#endif
