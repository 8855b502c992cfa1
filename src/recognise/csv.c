#include "recognise/csv.h"

#include <stdlib.h>
#include <string.h>

#include "recognise/csv_text.h"

/* Bytes read at a time. */
#define BLOCK (256 * 1024)
#define MOST_FIELDS 1000000

Status csv_open(CsvReader *out, const char *path, CsvFormat format, Err *err)
{
    TextFile file;
    Status s = text_file_open(&file, path, err);

    if (s) return s;
    *out = (CsvReader){ .path = path, .format = format, .file = file, .next_line = 1 };
    return OK;
}

void csv_open_bytes(CsvReader *out, Bytes bytes, const char *path, CsvFormat format)
{
    *out = (CsvReader){
        .path = path, .format = format, .file = text_file_of_bytes(bytes, path), .next_line = 1
    };
}

void csv_close(CsvReader *reader)
{
    text_file_close(&reader->file);
    buf_close(&reader->raw);
    buf_close(&reader->text);
    free(reader->fields);
    free(reader->doubled);
    *reader = (CsvReader){ .file.file = -1 };
}

/* Appends a block to raw; a read of nothing sets ended. */
static Status read_block(CsvReader *reader, size_t size, Err *err)
{
    size_t got;
    Status s = text_file_read(&got, &reader->file, buf_reserve(&reader->raw, size), size, err);

    if (s) return s;
    reader->raw.size += got;
    reader->ended = got == 0;
    return OK;
}

/* Drops the records that were handed out and decodes more text behind what is left. A long record
 * is read in blocks that grow with it, so that its bytes are not looked at over and over. */
static Status refill(CsvReader *reader, Err *err)
{
    size_t kept = reader->text.size - reader->at;
    Status s;

    if (kept > CSV_RECORD_BYTES) {
        return err_set(err, ERR_DATA,
                       "%s: line %lld begins a record of more than %d MiB: is its quote closed?",
                       reader->path, (long long)reader->line, CSV_RECORD_BYTES >> 20);
    }
    if (reader->at) memmove(reader->text.data, reader->text.data + reader->at, kept);
    reader->text.size = kept;
    reader->at = 0;
    if ((s = read_block(reader, kept > BLOCK ? kept : BLOCK, err))) return s;
    size_t mark = reader->begun ? 0 : csv_mark_size(&reader->raw, reader->format.encoding);
    size_t used = mark + csv_decode(&reader->text, reader->raw.data + mark, reader->raw.size - mark,
                                    reader->format.encoding, reader->ended);
    memmove(reader->raw.data, reader->raw.data + used, reader->raw.size - used);
    reader->raw.size -= used;
    reader->begun = true;
    return OK;
}

static bool add_field(CsvReader *reader, const char *from, const char *to, bool doubled)
{
    if (reader->count == reader->capacity) {
        size_t wanted = reader->capacity ? 2 * reader->capacity : 32;
        CsvField *fields = realloc(reader->fields, wanted * sizeof *fields);
        if (!fields) out_of_memory();
        reader->fields = fields;
        unsigned char *flags = realloc(reader->doubled, wanted);
        if (!flags) out_of_memory();
        reader->doubled = flags;
        reader->capacity = wanted;
    }
    reader->fields[reader->count] = (CsvField){ from, (size_t)(to - from) };
    reader->doubled[reader->count++] = doubled;
    return reader->count <= MOST_FIELDS;
}

typedef enum Cut { CUT_DONE, CUT_SHORT, CUT_OPEN_QUOTE, CUT_WIDE } Cut;

/* Moves *at to the end of a plain field: a delimiter, a line end, or the end of the text. */
static const char *plain_end(const char *at, const char *end, char delimiter)
{
    while (at < end && *at != delimiter && *at != '\n' && *at != '\r')
        at++;
    return at;
}

/* *at stands behind an opening quote; afterwards at the closing one, or at the end. */
static bool quoted_end(const char **at, const char *end, bool *doubled, int64_t *lines)
{
    for (; *at < end; (*at)++) {
        if (**at == '\n') (*lines)++;
        if (**at != '"') continue;
        if (*at + 1 == end || (*at)[1] != '"') return true;
        *doubled = true;
        (*at)++;
    }
    return false;
}

/* Adds the field at *at, and moves there to what ends it. */
static Cut cut_field(CsvReader *reader, const char **at, const char *end, int64_t *lines)
{
    const char *from = *at, *to;
    bool doubled = false;

    if (from < end && *from == '"') {
        *at = ++from;
        if (!quoted_end(at, end, &doubled, lines)) return CUT_OPEN_QUOTE;
        to = *at;
        /* A quote as the last byte may be the first of two. */
        if (++*at == end && !reader->ended) return CUT_SHORT;
        const char *behind = *at;
        *at = plain_end(behind, end, reader->format.delimiter);
        for (; behind < *at; behind++)
            reader->stray |= *behind != ' ' && *behind != '\t';
    } else {
        to = *at = plain_end(from, end, reader->format.delimiter);
    }
    return add_field(reader, from, to, doubled) ? CUT_DONE : CUT_WIDE;
}

/* Cuts the record at `at` into fields, without changing the text. */
static Cut cut_record(CsvReader *reader)
{
    const char *at = reader->text.data + reader->at;
    const char *end = reader->text.data + reader->text.size;
    int64_t lines = 0;
    Cut cut;

    reader->count = 0;
    reader->stray = false;
    for (;; at++) {
        if ((cut = cut_field(reader, &at, end, &lines)) != CUT_DONE) return cut;
        if (at == end && !reader->ended) return CUT_SHORT;
        if (at == end || *at != reader->format.delimiter) break;
    }
    if (at < end && *at == '\r') {
        if (at + 1 == end && !reader->ended) return CUT_SHORT;
        if (at + 1 < end && at[1] == '\n') at++;
    }
    if (at < end) at++;
    reader->at = (size_t)(at - reader->text.data);
    reader->next_line = reader->line + lines + 1;
    return CUT_DONE;
}

/* Makes one quote of two, in place: the record is not read again. */
static void join_quotes(CsvField *field)
{
    char *to = (char *)(uintptr_t)field->text;
    const char *from = field->text, *end = from + field->size;

    while (from < end) {
        if (*from == '"' && from + 1 < end && from[1] == '"') from++;
        *to++ = *from++;
    }
    field->size = (size_t)(to - field->text);
}

static Status refuse_cut(const CsvReader *reader, Cut cut, Err *err)
{
    if (cut == CUT_WIDE) {
        return err_set(err, ERR_DATA, "%s: line %lld has more than %d fields", reader->path,
                       (long long)reader->line, MOST_FIELDS);
    }
    /* The fields so far were closed, so that the quote opened where the last of them ended. */
    int64_t line = reader->line;
    const char *from = reader->text.data + reader->at;
    const char *open = reader->count ? reader->fields[reader->count - 1].text : from;
    for (; from < open; from++)
        line += *from == '\n';
    return err_set(err, ERR_DATA,
                   "%s: the quote that opens in line %lld is never closed: add the missing \"",
                   reader->path, (long long)line);
}

Status csv_next(bool *more, CsvReader *reader, Err *err)
{
    Status s;

    reader->line = reader->next_line;
    for (;;) {
        if (reader->at < reader->text.size) {
            Cut cut = cut_record(reader);
            if (cut == CUT_DONE) break;
            if (reader->ended || cut == CUT_WIDE) return refuse_cut(reader, cut, err);
        } else if (reader->ended) {
            *more = false;
            return OK;
        }
        if ((s = refill(reader, err))) return s;
    }
    for (size_t f = 0; f < reader->count; f++) {
        if (reader->doubled[f]) join_quotes(&reader->fields[f]);
    }
    *more = true;
    return OK;
}
