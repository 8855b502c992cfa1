/* import/job.h — what the passes of an import share: files, ids, rejected lines.
 *
 * scan.c   first pass: how the files are written, which ids there are
 * sheet.c  which sheet of a workbook, and what is odd in it
 * ids.c    ids that are texts get numbers
 * load.c   second pass: the rows; sales.h: those of sales
 * write.c  the database
 */
#ifndef IMPORT_JOB_H
#define IMPORT_JOB_H

#include "base/idmap.h"
#include "import/import.h"
#include "import/rates.h"
#include "import/tables.h"
#include "import/write.h"
#include "recognise/fields.h"
#include "recognise/records.h"

/* Longer ids are no ids; longer texts are cut, far behind what is shown of them. */
#define ID_BYTES 200
#define TEXT_BYTES 4000

typedef enum Reject {
    REJECT_QUOTE,
    REJECT_LONG,
    REJECT_SHORT,
    REJECT_ID,
    REJECT_DATE,
    REJECT_NUMBER,
    REJECT_HUGE,
    REJECTS
} Reject;

#define REJECT_EXAMPLES 3

/* The fields before it are stored; those behind it are found, and not used yet. */
#define FIELDS_STORED FIELD_STATUS

typedef struct InputFile {
    TableId table;
    const char *path;
    const char *place; /* for messages: the path, and the sheet of a workbook */
    RecordFormat format;
    SheetNames sheets;   /* of a workbook */
    const char *others;  /* its other sheets with a table, "2023, 2024"; or NULL */
    bool others_alike;   /* they have as many columns that are known */
    XlsxOdd odd[FIELDS]; /* what is blank in a field's column though the sheet shows something */
    const char *const *header;
    size_t columns;
    int titles;          /* records above the header */
    int64_t header_line; /* where it stands */
    int column[FIELDS];
    uint64_t blank; /* of the columns that somebody named: a bit for each field without a value */
    DateEvidence dates;
    NumberEvidence numbers;
    DateForm date_form;
    char decimal;
    int64_t lines, rejected; /* lines that are not blank */
    struct {
        int64_t count;
        Example examples[REJECT_EXAMPLES];
        int columns[REJECT_EXAMPLES];
    } rejects[REJECTS];
} InputFile;

/* What is known of a customer or product from the lines of transactions. */
typedef struct IdFacts {
    const char *name, *email, *group; /* group: country or category */
    uint64_t email_hash, name_hash;
    uint32_t rows, other_emails, other_names; /* rows; those that name another than the first */
    uint64_t other_hash;                      /* what else told, in the first row, who it is */
    uint32_t last_order, orders;              /* the order of the last row; how often it changed */
    Day first_day, consent_day;
    int8_t consent;    /* the last word: 1 yes, −1 no, 0 none */
    bool used, listed; /* listed: in the file of customers */
} IdFacts;

/* The ids of one kind, in the order of their first appearance. */
typedef struct Ids {
    const char *kind; /* "customer" */
    TextPool pool;
    Buf facts;      /* IdFacts */
    bool has_texts; /* some are no whole numbers: all are numbered */
    size_t numbered;
    int64_t *number; /* of each of the first `numbered` */
    uint32_t *order; /* by number */
} Ids;

typedef struct Job {
    const ImportPlan *plan;
    Rates rates; /* of plan->rates */
    Arena *arena;
    InputFile files[IMPORT_FILES];
    size_t file_count;
    Ids customers, products;
    struct Sales *sales;
    Arena *texts;     /* of the pools */
    Buf key;          /* of a customer, on its way to the pool */
    Db database;      /* of plan->source */
    bool has[TABLES]; /* a file or table of that kind is read */
    Writer writer;
    Buf rejects; /* text on its way to plan->rejects */
    int rejects_file;
    int64_t bytes_done, bytes_of; /* of the pass */
    bool stopped;
} Job;

/* --- records ---------------------------------------------------------------------------------- */

/* Opens the file behind its header; where the header is not known yet, it is found first. */
MUST_USE Status input_open(RecordReader *reader, const InputFile *file, Err *err);
/* How it is written and what its columns are called, then which of them is which field. */
MUST_USE Status input_find_header(InputFile *file, const ImportPlan *plan, Arena *arena, Err *err);
MUST_USE Status input_recognise(InputFile *file, const ImportPlan *plan, Arena *arena, Err *err);
/* Names that are known, times HEADER_KNOWN, and the number of columns, of the best of the first
 * records: above the header some programs write titles. *titles (may be NULL) says how many. */
#define HEADER_KNOWN 1000
MUST_USE Status input_score_header(size_t *score, int *titles, TableId table, RecordReader *reader,
                                   Err *err);
bool record_is_blank(const RecordReader *reader);
/* REJECTS when the record has the header's shape. */
Reject record_shape(const InputFile *file, const RecordReader *reader);
/* The field's value without blanks around it; nothing where it has no column. */
CsvField record_value(const InputFile *file, const RecordReader *reader, Field field);
/* What the file itself says of that value. */
Typed record_typed(const InputFile *file, const RecordReader *reader, Field field);
/* Progress, and the question whether to stop. */
MUST_USE Status job_say(Job *job, const char *step, const RecordReader *reader, Err *err);

/* --- workbooks -------------------------------------------------------------------------------- */

/* The sheet that --sheet names, or the one whose header has most columns that are known. */
MUST_USE Status input_find_sheet(InputFile *file, const ImportPlan *plan, Arena *arena, Err *err);
/* Keeps what was odd in the cells of the columns that are read. */
void input_note_odd(InputFile *file, const RecordReader *reader);
void sheet_findings(Findings *findings, const InputFile *file, Arena *arena);

/* With several files a mapping may be meant for another of them. */
FieldMaps maps_of(const ImportPlan *plan, TableId table, Arena *arena);

/* --- columns that somebody named -------------------------------------------------------------- */

void input_watch_filled(InputFile *file, const ImportPlan *plan, const FieldMaps *maps);
void input_note_filled(InputFile *file, const RecordReader *reader);
void filled_findings(Findings *findings, const InputFile *file, Arena *arena);

/* --- passes ----------------------------------------------------------------------------------- */

MUST_USE Status job_scan(Job *job, Err *err);
MUST_USE Status job_load(Job *job, Err *err);
/* Counts a line that cannot be read and writes it to the file of rejects. */
MUST_USE Status job_reject(Job *job, InputFile *file, const RecordReader *reader, Reject why,
                           int column, Err *err);
MUST_USE Status job_flush_rejects(Job *job, size_t over, Err *err);
/* Refuses a file with too many of them. */
MUST_USE Status job_check_rejects(const Job *job, const InputFile *file, Err *err);
void reject_findings(Findings *findings, const InputFile *file, Arena *arena);
void job_findings(Imported *out, const Job *job);
/* "customer_id, name, …": the columns of a table that an import fills. */
const char *job_columns(const Job *job, TableId table);
/* Progress in what is not read from a file. */
MUST_USE Status job_say_share(Job *job, size_t done, size_t of, Err *err);

/* --- ids -------------------------------------------------------------------------------------- */

/* A whole number as shops write it: no leading zeros, "12346.0" is one. */
bool id_is_whole(int64_t *out, const char *text, size_t size);
uint32_t ids_put(Ids *ids, const CsvField *value);
IdFacts *ids_facts(Ids *ids, uint32_t which);
/* Gives numbers: the ids themselves, or their rank in the order of their bytes, going on from those
 * that the database has. */
MUST_USE Status ids_number(Ids *ids, Writer *writer, Arena *arena, Err *err);
/* Notes in the database which number stands for which text. */
MUST_USE Status ids_keep(const Ids *ids, Writer *writer, Err *err);
void ids_close(Ids *ids);

#endif
