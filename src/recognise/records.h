/* recognise/records.h — the records of a table in a file, whichever kind of file it is.
 *
 * In:    a path: text (CSV, tab-separated, gzipped or not), or a sheet of an .xlsx workbook.
 * Out:   records of fields, as recognise/csv.h and recognise/xlsx.h have them.
 * Owns:  the file and the buffers: records_close. A file may be opened as often as wanted.
 * Fails: as csv.h and xlsx.h; ERR_DATA: a kind of file that is not read, by name.
 */
#ifndef RECOGNISE_RECORDS_H
#define RECOGNISE_RECORDS_H

#include "recognise/csv.h"
#include "recognise/xlsx.h"

typedef enum RecordKind { RECORDS_TEXT, RECORDS_WORKBOOK, RECORDS_ROWS } RecordKind;

/* One record: typed as in RecordReader. */
typedef struct Records {
    const CsvField *fields;
    const unsigned char *typed;
    size_t count;
} Records;

/* Records that come from elsewhere, as rows of a database: the first has the names of the columns.
 */
typedef struct RecordSource {
    const void *context;
    Status (*open)(void **handle, const void *context, Err *err);
    Status (*next)(bool *more, void *handle, Records *out, Err *err);
    void (*close)(void *handle);
} RecordSource;

/* How a file is read; what does not belong to its kind is not looked at. */
typedef struct RecordFormat {
    RecordKind kind;
    CsvFormat text;
    size_t sheet; /* of a workbook, from 0 */
    const RecordSource *rows;
} RecordFormat;

typedef struct SheetName {
    const char *name; /* clean */
    bool visible;
    bool has_cells; /* false: a chart, a macro */
} SheetName;

typedef struct SheetNames {
    SheetName *items;
    size_t count;
} SheetNames;

typedef struct RecordReader {
    RecordKind kind;
    const CsvField *fields;
    size_t count;               /* of a workbook: up to the last cell that is not blank */
    const unsigned char *typed; /* Typed, of each field; NULL: all are texts */
    int64_t line;               /* on which it begins, from 1; of a workbook: its row */
    bool stray;                 /* as in csv.h */
    CsvReader text;
    Xlsx *workbook;
    const RecordSource *rows;
    void *handle; /* of the rows */
    int64_t of;   /* bytes of the file */
} RecordReader;

/* What the file is, and the sheets of a workbook (none of a text). */
MUST_USE Status records_look(RecordKind *kind, SheetNames *sheets, const char *path, Arena *arena,
                             Err *err);

MUST_USE Status records_open(RecordReader *out, const char *path, const RecordFormat *format,
                             Err *err);
/* The next record; *more is false behind the last. */
MUST_USE Status records_next(bool *more, RecordReader *reader, Err *err);
/* Bytes of the file that are behind us, as near as can be told. */
int64_t records_done(const RecordReader *reader);
/* What is blank in a column so far though the sheet shows something; NULL: nothing. */
const XlsxOdd *records_odd(const RecordReader *reader, size_t column);
void records_close(RecordReader *reader);

/* "line" or "row": what `line` counts. */
const char *records_unit(RecordKind kind);

#endif
