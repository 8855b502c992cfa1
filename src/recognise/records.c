#include "recognise/records.h"

#include <string.h>
#include <sys/stat.h>

#include "recognise/kind.h"

Status records_look(RecordKind *kind, SheetNames *sheets, const char *path, Arena *arena, Err *err)
{
    FileKind found;
    Xlsx *workbook;
    Status s = file_kind(&found, path, err);

    if (s) return s;
    *sheets = (SheetNames){ NULL, 0 };
    *kind = found == KIND_ZIP ? RECORDS_WORKBOOK : RECORDS_TEXT;
    if (found == KIND_TEXT) return OK;
    if ((s = xlsx_open(&workbook, path, err))) return s;
    sheets->items = ARENA_ARRAY(arena, SheetName, workbook->sheet_count);
    sheets->count = workbook->sheet_count;
    for (size_t i = 0; i < workbook->sheet_count; i++) {
        const XlsxSheet *sheet = &workbook->sheets[i];
        sheets->items[i] =
            (SheetName){ arena_text(arena, sheet->name), sheet->visible, *sheet->part != '\0' };
    }
    xlsx_close(workbook);
    return OK;
}

static Status open_workbook(RecordReader *out, const char *path, size_t sheet, Err *err)
{
    Xlsx *workbook;
    struct stat info;
    Status s = xlsx_open(&workbook, path, err);

    if (s) return s;
    if (sheet >= workbook->sheet_count) {
        s = err_set(err, ERR_DATA, "%s changed while it was read: try again", path);
    } else {
        s = xlsx_begin(workbook, sheet, err);
    }
    if (s) {
        xlsx_close(workbook);
        return s;
    }
    *out = (RecordReader){ .kind = RECORDS_WORKBOOK,
                           .workbook = workbook,
                           .of = stat(path, &info) == 0 ? info.st_size : 0 };
    return OK;
}

Status records_open(RecordReader *out, const char *path, const RecordFormat *format, Err *err)
{
    RecordReader reader = { .kind = format->kind };
    Status s;

    if (format->kind == RECORDS_WORKBOOK) return open_workbook(out, path, format->sheet, err);
    if (format->kind == RECORDS_ROWS) {
        reader.rows = format->rows;
        if ((s = reader.rows->open(&reader.handle, reader.rows->context, err))) return s;
        *out = reader;
        return OK;
    }
    if ((s = csv_open(&reader.text, path, format->text, err))) return s;
    reader.of = reader.text.file.of;
    *out = reader;
    return OK;
}

static Status next_row(bool *more, RecordReader *reader, Err *err)
{
    Records row = { NULL, NULL, 0 };
    Status s = reader->rows->next(more, reader->handle, &row, err);

    reader->fields = row.fields;
    reader->typed = row.typed;
    reader->count = row.count;
    reader->line++;
    return s;
}

Status records_next(bool *more, RecordReader *reader, Err *err)
{
    Status s;

    if (reader->kind == RECORDS_ROWS) return next_row(more, reader, err);

    if (reader->kind == RECORDS_TEXT) {
        s = csv_next(more, &reader->text, err);
        reader->fields = reader->text.fields;
        reader->count = reader->text.count;
        reader->line = reader->text.line;
        reader->stray = reader->text.stray;
        return s;
    }
    s = xlsx_next(more, reader->workbook, err);
    reader->fields = reader->workbook->fields;
    reader->typed = reader->workbook->typed;
    reader->count = reader->workbook->count;
    reader->line = reader->workbook->row.row;
    return s;
}

int64_t records_done(const RecordReader *reader)
{
    switch (reader->kind) {
    case RECORDS_TEXT: return reader->text.file.done;
    case RECORDS_WORKBOOK: return (int64_t)(xlsx_share(reader->workbook) * (double)reader->of);
    case RECORDS_ROWS: break;
    }
    return 0;
}

const XlsxOdd *records_odd(const RecordReader *reader, size_t column)
{
    const Xlsx *workbook = reader->workbook;

    return workbook && column < workbook->odd_count ? &workbook->odd[column] : NULL;
}

void records_close(RecordReader *reader)
{
    switch (reader->kind) {
    case RECORDS_TEXT: csv_close(&reader->text); break;
    case RECORDS_WORKBOOK:
        if (reader->workbook) xlsx_close(reader->workbook);
        break;
    case RECORDS_ROWS:
        if (reader->rows) reader->rows->close(reader->handle);
        break;
    }
    *reader = (RecordReader){ .text.file.file = -1 };
}

const char *records_unit(RecordKind kind)
{
    return kind == RECORDS_TEXT ? "line" : "row";
}
