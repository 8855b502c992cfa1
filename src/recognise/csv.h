/* recognise/csv.h — delimited text, record by record, from a file of any size.
 *
 * In:    a path, or bytes; the encoding and the delimiter, which csv_sniff and the caller find out.
 * Out:   records of fields as UTF-8 (malformed bytes stay as they are: utf8_clean them), with the
 *        line on which each begins. Quotes may hold delimiters, line ends and doubled quotes; lines
 *        end with LF, CR LF or CR. A quote inside a field that does not begin with one is a letter.
 * Owns:  the file and the buffers: csv_close. Memory grows with the longest record only.
 * Fails: ERR_NO_INPUT, ERR_IO; ERR_DATA: not a regular file, not text, a quote that is never closed
 *        (with its line), a record over CSV_RECORD_BYTES.
 */
#ifndef RECOGNISE_CSV_H
#define RECOGNISE_CSV_H

#include "recognise/text_file.h"

#define CSV_RECORD_BYTES (16 * 1024 * 1024)

typedef enum CsvEncoding {
    CSV_DETECT,
    CSV_UTF8,
    CSV_UTF16LE,
    CSV_UTF16BE,
    CSV_WINDOWS_1252,
    CSV_ISO_8859_1
} CsvEncoding;

typedef struct CsvFormat {
    CsvEncoding encoding; /* not CSV_DETECT when a reader opens */
    char delimiter;
} CsvFormat;

/* Valid until the next record is read; a NUL does not stand behind it. */
typedef struct CsvField {
    const char *text;
    size_t size;
} CsvField;

typedef struct CsvReader {
    const char *path;
    CsvFormat format;
    TextFile file;
    Buf raw;                 /* bytes on their way to text */
    Buf text;                /* decoded */
    size_t at;               /* where in text the next record begins */
    bool ended, begun;       /* nothing is left to read; the byte-order mark is behind us */
    int64_t line, next_line; /* where the record begins, counted from 1 */
    bool stray; /* text stood behind a closing quote: the fields are not to be trusted */
    CsvField *fields;
    size_t count, capacity;
    unsigned char *doubled; /* a flag for each field: it holds doubled quotes */
} CsvReader;

/* Reads all of the file once: the encoding by its byte-order mark or, without one, UTF-8 where that
 * fits and Windows-1252 where not. UTF-16 without a mark, and files that are no text, are refused.
 */
MUST_USE Status csv_sniff(CsvEncoding *out, const char *path, Err *err);

MUST_USE Status csv_open(CsvReader *out, const char *path, CsvFormat format, Err *err);
/* The same from memory, which is borrowed; path is for messages. */
void csv_open_bytes(CsvReader *out, Bytes bytes, const char *path, CsvFormat format);
/* The next record; *more is false behind the last. An empty line is a record of one empty field. */
MUST_USE Status csv_next(bool *more, CsvReader *reader, Err *err);
void csv_close(CsvReader *reader);

/* "Windows-1252". */
const char *csv_encoding_name(CsvEncoding encoding);
/* The encoding of that name, as options spell it: "utf-8", "UTF16LE", "cp1252", "latin1"…;
 * CSV_DETECT when there is none. */
CsvEncoding csv_encoding_of(const char *name);

#endif
