/* import/folder.h — a folder of files that belong together, made into a database of such tables.
 *
 * Each file is a table, called like the file without its ending and without what only says that it
 * is a file ("orders_dataset.csv", "export-orders-2024-05-01.csv": orders), with the columns of its
 * header.
 * Columns in which every value is a whole number, or a number, hold numbers; all others texts, just
 * as they are written. Columns that look like a table's key and are unique get an index. What is
 * then guessed or written about the tables (guess/guess.h, `source:`) is as for any database.
 *
 * In:    a folder with two files or more: .csv, .tsv (gzipped or not), .xlsx.
 * Out:   the tables; what was passed over, in the findings.
 * Owns:  nothing; all is in the arena. The database is the caller's to remove.
 * Fails: ERR_IO, ERR_CANNOT_CREATE; ERR_DATA no file can be read, or more lines of one cannot than
 *        plan->most_rejects allows.
 */
#ifndef IMPORT_FOLDER_H
#define IMPORT_FOLDER_H

#include "import/export.h"
#include "import/import.h"

typedef struct FolderTable {
    const char *name, *path;
    const char *const *columns; /* unique, whatever their case */
    size_t column_count;
} FolderTable;

typedef struct TableFolder {
    const char *path, *database;
    FolderTable *tables;
    size_t count;
    Findings findings;
} TableFolder;

/* The paths of files that may be tables, by name. */
MUST_USE Status folder_files(const char *const **out, size_t *count, const char *path, Arena *arena,
                             Err *err);
MUST_USE Status folder_load(TableFolder *out, const char *database, const char *path,
                            const ImportPlan *plan, Arena *arena, Err *err);

/* The known export that the files are, where there is one (import/export.h). */
typedef struct FolderExport {
    bool found;
    const char *name; /* for --export */
    const char *is;   /* "the Olist data set" */
    const char *file; /* the only one that is read, where it has no joins; NULL */
    SourceMap map;    /* else: its transactions, as one query over the tables */
} FolderExport;

/* Fails with ERR_DATA where a file that it is joined with is not there. What rows of the joins have
 * no partner is added to the folder's findings. */
MUST_USE Status folder_export(FolderExport *out, TableFolder *folder, const char *wanted,
                              Arena *arena, Err *err);

#endif
