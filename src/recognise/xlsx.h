/* recognise/xlsx.h — the rows of a sheet of an .xlsx workbook (ECMA-376, ISO/IEC 29500, both the
 * transitional and the strict form), one by one.
 *
 * In:    a path, or bytes; the number of a sheet.
 * Out:   the names of the sheets; rows of cells as the text that a CSV file would have (cell.h),
 * with the row's number. Rows without any text are left out; a row ends with its last cell that is
 *        not blank. Formulas are their saved results.
 * Owns:  the archive, the parsers and the texts: xlsx_close. Memory: the shared texts, read only as
 *        far as they are wanted, and the longest row.
 * Fails: as package.h; ERR_DATA: no workbook, a sheet whose cells contradict each other, a text
 * that is not there, a limit passed.
 */
#ifndef RECOGNISE_XLSX_H
#define RECOGNISE_XLSX_H

#include "recognise/cell.h"
#include "recognise/csv.h"
#include "recognise/package.h"

/* What Excel holds. */
#define XLSX_ROWS 1048576
#define XLSX_COLUMNS 16384
/* Bytes of a cell, of a row; of all shared texts, and their number. */
#define XLSX_CELL_BYTES (1 << 20)
#define XLSX_ROW_BYTES (16 << 20)
#define XLSX_SHARED_BYTES (256ll << 20)
#define XLSX_SHARED (16 << 20)
/* Blank cells in front of others, in a whole sheet: a few bytes can ask for 16,383 of them. */
#define XLSX_BLANKS (1ll << 30)
#define XLSX_SHEETS 1000
#define XLSX_STYLES (1 << 20)

typedef struct XlsxSheet {
    const char *name; /* clean */
    const char *part; /* its entry; "" when the workbook does not say */
    bool visible;
} XlsxSheet;

/* Cells of one kind, of a column. */
typedef struct XlsxCells {
    int64_t count;
    char first[16]; /* "E7" */
} XlsxCells;

/* What is blank in a column so far though the sheet shows something. */
typedef struct XlsxOdd {
    XlsxCells errors;     /* #REF! and the like; not #N/A, which says that there is no value */
    XlsxCells uncomputed; /* formulas without a saved result */
} XlsxOdd;

/* What a cell says of its own text. */
typedef enum Typed {
    TYPED_TEXT,
    TYPED_NUMBER, /* with "." as decimal point */
    TYPED_DATE,   /* YYYY-MM-DD, alone or with a time */
} Typed;

/* The shared texts, one behind the other. */
typedef struct XlsxTexts {
    XmlPart part;
    bool begun;  /* part is open */
    bool inside; /* in the <t> of a text, not of its pronunciation */
    Buf text;
    uint32_t *ends; /* of each, in text.data */
    size_t count, capacity;
} XlsxTexts;

typedef struct XlsxCell {
    int64_t at; /* in the row's text, or the number of a shared text */
    uint32_t size;
    bool shared;
    unsigned char typed; /* Typed */
} XlsxCell;

/* The attribute t of a cell. */
typedef enum CellType {
    CELL_IS_NUMBER,
    CELL_IS_SHARED,
    CELL_IS_TEXT, /* in place, or a formula's */
    CELL_IS_TRUTH,
    CELL_IS_DATE, /* ISO 8601 */
    CELL_IS_ERROR
} CellType;

/* A row under construction. */
typedef struct XlsxRow {
    XmlPart part;
    int64_t row;    /* its number */
    bool placed;    /* which the file says */
    int64_t column; /* of the cell, from 1 */
    XlsxCell *cells;
    size_t count, capacity; /* cells up to the last one */
    int64_t blanks;         /* of all rows */
    Buf text;
    /* The cell that is open. */
    size_t from; /* where its value begins in text */
    CellType type;
    CellForm form;
    bool has_formula, inside;
} XlsxRow;

typedef struct Xlsx {
    const char *path;
    Package package;
    Arena arena;
    XlsxSheet *sheets;
    size_t sheet_count;
    size_t sheet; /* the one that is read */
    bool since_1904;
    const char *texts_part, *styles_part; /* NULL: none */
    unsigned char *forms;                 /* CellForm by style */
    size_t form_count;
    XlsxTexts texts;
    XlsxRow row;
    CsvField *fields;     /* of the row that was read */
    unsigned char *typed; /* Typed, of each */
    size_t count, capacity;
    XlsxOdd *odd; /* by column */
    size_t odd_count;
} Xlsx;

/* The sheets are known when it returns. */
MUST_USE Status xlsx_open(Xlsx **out, const char *path, Err *err);
/* The bytes are borrowed; path is for messages. */
MUST_USE Status xlsx_open_bytes(Xlsx **out, Bytes bytes, const char *path, Err *err);
/* Begins to read a sheet, once. */
MUST_USE Status xlsx_begin(Xlsx *xlsx, size_t sheet, Err *err);
/* The next row with anything in it; *more is false behind the last. Fields are valid until then. */
MUST_USE Status xlsx_next(bool *more, Xlsx *xlsx, Err *err);
/* How much of the sheet is read, 0 to 1. */
double xlsx_share(const Xlsx *xlsx);
void xlsx_close(Xlsx *xlsx);

/* --- between the files of the reader ---------------------------------------------------------- */

MUST_USE Status xlsx_read_styles(Xlsx *xlsx, Err *err);
/* Reads the shared texts up to that one. */
MUST_USE Status xlsx_need_text(Xlsx *xlsx, size_t which, Err *err);
CsvField xlsx_text(const Xlsx *xlsx, size_t which);
/* Undoes "_x000D_" and the like (ST_Xstring) behind `from`. */
void xlsx_unescape(Buf *text, size_t from);

#endif
