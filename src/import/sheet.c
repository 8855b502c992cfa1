/* Which sheet of a workbook is read, and what is odd in its cells. */
#include <string.h>

#include "import/job.h"

/* --- which sheet? ----------------------------------------------------------------------------- */

static const char *place_of(const InputFile *file, size_t sheet, Arena *arena)
{
    return arena_format(arena, "%s, sheet %s", file->path, file->sheets.items[sheet].name);
}

/* "Orders, Notes, Old (hidden)", without one of them. */
static const char *sheet_list(const SheetNames *sheets, size_t without, Arena *arena)
{
    enum { MOST = 20 };
    const char *text = "";
    size_t told = 0;

    for (size_t i = 0; i < sheets->count && told <= MOST; i++) {
        if (i == without) continue;
        const SheetName *sheet = &sheets->items[i];
        text = told == MOST ? arena_format(arena, "%s …", text)
                            : arena_format(arena, "%s%s%s%s", text, told ? ", " : "", sheet->name,
                                           sheet->visible ? "" : " (hidden)");
        told++;
    }
    return text;
}

static bool same_name(const char *a, const char *b, Arena *arena)
{
    return !strcmp(utf8_fold(a, arena), utf8_fold(b, arena));
}

/* A name counts before a number: sheets are called 2023 and 2024. */
static bool find_named(size_t *out, const SheetNames *sheets, const char *wanted, Arena *arena)
{
    int64_t number;

    for (int folded = 0; folded <= 1; folded++) {
        for (size_t i = 0; i < sheets->count; i++) {
            const char *name = sheets->items[i].name;
            if (folded ? !same_name(name, wanted, arena) : strcmp(name, wanted) != 0) continue;
            *out = i;
            return true;
        }
    }
    if (!integer_read(wanted, &number) || number < 1 || number > (int64_t)sheets->count)
        return false;
    *out = (size_t)number - 1;
    return true;
}

/* The best header, which may stand below titles. */
static Status find_header(size_t *score, int *titles, const InputFile *file, Err *err)
{
    RecordReader reader;
    Status s = records_open(&reader, file->path, &file->format, err);

    *titles = 0;
    if (s) return s;
    s = input_score_header(score, titles, file->table, &reader, err);
    records_close(&reader);
    return s;
}

/* How much of a table a sheet is: 0 nothing, 1 a header only; then the names that are known. */
static Status try_sheet(size_t *score, InputFile *file, size_t sheet, Err *err)
{
    RecordReader reader;
    size_t header = 0;
    bool more = false;

    *score = 0;
    file->format.sheet = sheet;
    if (!file->sheets.items[sheet].has_cells) return OK;
    Status s = find_header(&header, &file->titles, file, err);
    if (!s) s = input_open(&reader, file, err);
    file->titles = 0;
    if (s) return s;
    if (reader.count) {
        s = records_next(&more, &reader, err);
        *score = more ? 2 + header / HEADER_KNOWN : 1;
    }
    records_close(&reader);
    return s;
}

static Status refuse_sheets(const InputFile *file, Arena *arena, Err *err)
{
    const SheetNames *sheets = &file->sheets;

    return err_set(err, ERR_DATA,
                   "%s has no table in a sheet that is visible, so no %s; its sheets are %s: name "
                   "one with --sheet",
                   file->path, schema_table_name(file->table),
                   sheet_list(sheets, sheets->count, arena));
}

/* The visible sheet with the best header; of equals the first. */
static Status find_best(size_t *best, InputFile *file, Arena *arena, Err *err)
{
    const SheetNames *sheets = &file->sheets;
    size_t most = 0, tables = 0, equals = 0;

    for (size_t i = 0; i < sheets->count; i++) {
        size_t score = 0;
        Status s = sheets->items[i].visible ? try_sheet(&score, file, i, err) : OK;
        if (s) return s;
        tables += score > 1;
        equals = score > most ? 1 : equals + (score == most);
        if (score <= most) continue;
        most = score;
        *best = i;
    }
    if (!most) return refuse_sheets(file, arena, err);
    /* Two sheets with headers of ours are two years, or two shops. */
    file->others_alike = equals > 1 && most > 2;
    if (tables > 1) file->others = sheet_list(sheets, *best, arena);
    return OK;
}

Status input_find_sheet(InputFile *file, const ImportPlan *plan, Arena *arena, Err *err)
{
    const char *wanted = file->table == TRANSACTIONS ? plan->sheet : NULL;
    const SheetNames *sheets = &file->sheets;
    size_t found = 0;
    Status s;

    if (!wanted) {
        if ((s = find_best(&found, file, arena, err))) return s;
    } else if (!find_named(&found, sheets, wanted, arena)) {
        return err_set(err, ERR_USAGE, "--sheet %.100s: %s has no such sheet; it has %s", wanted,
                       file->path, sheet_list(sheets, sheets->count, arena));
    }
    file->format.sheet = found;
    file->place = place_of(file, found, arena);
    return OK;
}

/* --- what is odd ------------------------------------------------------------------------------ */

void input_note_odd(InputFile *file, const RecordReader *reader)
{
    for (int f = 0; f < FIELDS; f++) {
        const XlsxOdd *odd =
            file->column[f] == NO_COLUMN ? NULL : records_odd(reader, (size_t)file->column[f]);
        if (odd) file->odd[f] = *odd;
    }
}

static void add_others(Findings *findings, const InputFile *file, Arena *arena)
{
    if (!file->others) return;
    Finding finding = {
        .kind = file->others_alike ? FINDING_WARNING : FINDING_NOTE,
        .code = "sheets-left-out",
        .table = schema_table_name(file->table),
        .of = file->lines,
        .what = PHRASE(
            arena, "{sheet} is one of several sheets with a table; the others are {others}",
            phrase_text("sheet", path_name(file->place)), phrase_text("others", file->others)),
        .action = "only this sheet was read",
        .advice = file->others_alike
                      ? "Put sheets that belong together into one, or import each with --sheet and "
                        "--append."
                      : "Use --sheet to name another if this is the wrong one.",
    };
    VEC_PUSH(arena, findings, finding);
}

static void add_cells(Findings *findings, const InputFile *file, Field field, Arena *arena)
{
    const XlsxCells *errors = &file->odd[field].errors;
    const XlsxCells *uncomputed = &file->odd[field].uncomputed;
    const char *column = file->header[file->column[field]];

    if (errors->count) {
        Finding finding = {
            .kind = FINDING_WARNING,
            .code = "cells-with-errors",
            .table = schema_table_name(file->table),
            .column = field_name(field),
            .count = errors->count,
            .of = file->lines,
            .what =
                PHRASE(arena,
                       "{n|# cell|# cells} of the column {column} in {sheet} {n|shows|show} an "
                       "error, such as #REF! or #VALUE!",
                       phrase_count("n", (double)errors->count, arena),
                       phrase_text("column", column), phrase_text("sheet", path_name(file->place))),
            .action = "taken as blank",
            .advice = "Correct their formulas in the workbook and import it again.",
            .example = PHRASE(arena, "cell {cell}", phrase_text("cell", errors->first)),
        };
        VEC_PUSH(arena, findings, finding);
    }
    if (uncomputed->count) {
        Finding finding = {
            .kind = FINDING_WARNING,
            .code = "formulas-without-results",
            .table = schema_table_name(file->table),
            .column = field_name(field),
            .count = uncomputed->count,
            .of = file->lines,
            .what =
                PHRASE(arena,
                       "{n|# cell|# cells} of the column {column} in {sheet} {n|has|have} a "
                       "formula whose result was never saved",
                       phrase_count("n", (double)uncomputed->count, arena),
                       phrase_text("column", column), phrase_text("sheet", path_name(file->place))),
            .action = "taken as blank",
            .advice =
                "Open the workbook in Excel or LibreOffice, save it there, and import it again.",
            .example = PHRASE(arena, "cell {cell}", phrase_text("cell", uncomputed->first)),
        };
        VEC_PUSH(arena, findings, finding);
    }
}

void sheet_findings(Findings *findings, const InputFile *file, Arena *arena)
{
    add_others(findings, file, arena);
    for (int f = 0; f < FIELDS; f++) {
        if (file->column[f] != NO_COLUMN) add_cells(findings, file, (Field)f, arena);
    }
}
