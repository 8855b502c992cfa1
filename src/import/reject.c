/* Lines that cannot be read: counted by reason, kept in a file, told. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "import/sales_private.h"

/* said: of {n} {lines} ("3 of 40 lines") of {file}. */
static const struct {
    const char *code, *one, *many, *said;
} REASONS[REJECTS] = {
    [REJECT_QUOTE] = { "lines-with-stray-quotes", "has text behind a closing quote",
                       "have text behind a closing quote",
                       "{n} of {lines} of {file} {n|has|have} text behind a closing quote" },
    [REJECT_LONG] = { "lines-too-long", "has more fields than the header",
                      "have more fields than the header",
                      "{n} of {lines} of {file} {n|has|have} more fields than the header" },
    [REJECT_SHORT] = { "lines-too-short", "has fewer fields than the header",
                       "have fewer fields than the header",
                       "{n} of {lines} of {file} {n|has|have} fewer fields than the header" },
    [REJECT_ID] = { "lines-with-bad-ids", "has no id, or one of over 200 bytes",
                    "have no id, or one of over 200 bytes",
                    "{n} of {lines} of {file} {n|has|have} no id, or one of over 200 bytes" },
    [REJECT_DATE] = { "lines-with-bad-dates", "has a date that cannot be read",
                      "have a date that cannot be read",
                      "{n} of {lines} of {file} {n|has|have} a date that cannot be read" },
    [REJECT_NUMBER] = { "lines-with-bad-numbers", "has a number that cannot be read",
                        "have a number that cannot be read",
                        "{n} of {lines} of {file} {n|has|have} a number that cannot be read" },
    [REJECT_HUGE] = { "lines-with-huge-numbers", "has a number out of range (beyond 1e13)",
                      "have a number out of range (beyond 1e13)",
                      "{n} of {lines} of {file} {n|has|have} a number out of range (beyond 1e13)" },
};

/* --- the file --------------------------------------------------------------------------------- */

Status job_flush_rejects(Job *job, size_t over, Err *err)
{
    const char *path = job->plan->rejects;
    size_t done = 0;

    if (!path || job->rejects.size <= over) return OK;
    if (job->rejects_file < 0) {
        job->rejects_file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (job->rejects_file < 0) {
            return err_set(err, write_status(errno, ERR_CANNOT_CREATE), "cannot create %s: %s",
                           path, write_reason(errno));
        }
    }
    while (done < job->rejects.size) {
        ssize_t put = write(job->rejects_file, job->rejects.data + done, job->rejects.size - done);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return err_set(err, ERR_IO, "cannot write %s: %s", path, write_reason(errno));
        done += (size_t)put;
    }
    buf_clear(&job->rejects);
    return OK;
}

static void put_quoted(Buf *out, const char *text, size_t size)
{
    buf_text(out, ",\"");
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"') buf_char(out, '"');
        buf_char(out, text[i]);
    }
    buf_char(out, '"');
}

static Status keep_reject(Job *job, const InputFile *file, const RecordReader *reader,
                          const char *reason, Err *err)
{
    if (!job->plan->rejects) return OK;
    if (!job->rejects.size && job->rejects_file < 0) {
        buf_text(&job->rejects, "line,reason,file,fields\r\n");
    }
    buf_format(&job->rejects, "%lld", (long long)reader->line);
    put_quoted(&job->rejects, reason, strlen(reason));
    put_quoted(&job->rejects, file->place, strlen(file->place));
    for (size_t f = 0; f < reader->count; f++)
        put_quoted(&job->rejects, reader->fields[f].text, reader->fields[f].size);
    buf_text(&job->rejects, "\r\n");
    return job_flush_rejects(job, 65536, err);
}

static void note_examples(InputFile *file, const RecordReader *reader, Reject why, int column)
{
    int64_t nth = file->rejects[why].count++;
    CsvField value = { "", 0 };

    file->rejected++;
    if (nth >= REJECT_EXAMPLES) return;
    file->rejects[why].columns[nth] = column;
    if (why >= REJECT_ID && column != NO_COLUMN && (size_t)column < reader->count)
        value = reader->fields[column];
    text_trim(&value.text, &value.size);
    example_note(&file->rejects[why].examples[nth], value.text, value.size, reader->line);
}

Status job_reject(Job *job, InputFile *file, const RecordReader *reader, Reject why, int column,
                  Err *err)
{
    note_examples(file, reader, why, column);
    return keep_reject(job, file, reader, REASONS[why].one, err);
}

/* --- telling ---------------------------------------------------------------------------------- */

/* "Order Date: "; nothing where the example before it is of the same column. */
static const char *column_before(const InputFile *file, Reject why, int i, Arena *arena)
{
    const int *columns = file->rejects[why].columns;

    if (why < REJECT_ID || columns[i] == NO_COLUMN || (i && columns[i] == columns[i - 1]))
        return "";
    return arena_format(arena, "%s: ", file->header[columns[i]]);
}

/* Price: line 5: “abc”, line 9: “x”. Curly, so that a cell of "inf" is never a bare word of JSON.
 */
static const char *examples_text(const InputFile *file, Reject why, Arena *arena)
{
    const char *text = "", *unit = records_unit(file->format.kind);

    for (int i = 0; i < REJECT_EXAMPLES && i < file->rejects[why].count; i++) {
        const Example *example = &file->rejects[why].examples[i];
        bool quoted = why >= REJECT_ID;
        text = arena_format(arena, "%s%s%s%s %lld%s%s%s", text, i ? ", " : "",
                            column_before(file, why, i, arena), unit, (long long)example->line,
                            quoted ? ": “" : "", example->text, quoted ? "”" : "");
    }
    return text;
}

Status job_check_rejects(const Job *job, const InputFile *file, Err *err)
{
    const ImportPlan *plan = job->plan;
    double most =
        plan->most_lines >= 0 ? (double)plan->most_lines : plan->most_share * (double)file->lines;
    const char *text = "";
    char rejected[NUMBER_TEXT], lines[NUMBER_TEXT];

    if ((double)file->rejected <= most) return OK;
    for (int r = 0; r < REJECTS; r++) {
        if (!file->rejects[r].count) continue;
        text = arena_format(job->arena, "%s%s%lld %s (%s)", text, *text ? "; " : "",
                            (long long)file->rejects[r].count,
                            file->rejects[r].count == 1 ? REASONS[r].one : REASONS[r].many,
                            examples_text(file, (Reject)r, job->arena));
    }
    return err_set(
        err, ERR_DATA, "%s: %s of %s %ss cannot be read, more than --max-rejects allows: %s",
        file->place, number_grouped(rejected, (double)file->rejected, 0),
        number_grouped(lines, (double)file->lines, 0), records_unit(file->format.kind), text);
}

/* What the column is for us, else what it is called. */
static const char *field_of(const InputFile *file, int column)
{
    for (int f = 0; f < FIELDS; f++)
        if (file->column[f] == column && column != NO_COLUMN) return field_name((Field)f);
    return column == NO_COLUMN ? NULL : file->header[column];
}

/* "40 lines", "40 rows": how many the file has. */
static const char *lines_text(const InputFile *file, Arena *arena)
{
    const char *pattern =
        file->format.kind == RECORDS_TEXT ? "{n|# line|# lines}" : "{n|# row|# rows}";

    return PHRASE(arena, pattern, phrase_count("n", (double)file->lines, arena));
}

void reject_findings(Findings *findings, const InputFile *file, Arena *arena)
{
    for (int r = 0; r < REJECTS; r++) {
        int64_t count = file->rejects[r].count;
        if (!count) continue;
        Finding finding = {
            .kind = FINDING_WARNING,
            .code = REASONS[r].code,
            .table = schema_table_name(file->table),
            .column = r >= REJECT_ID ? field_of(file, file->rejects[r].columns[0]) : NULL,
            .count = count,
            .of = file->lines,
            .what = PHRASE(arena, REASONS[r].said, phrase_count("n", (double)count, arena),
                           phrase_text("lines", lines_text(file, arena)),
                           phrase_text("file", path_name(file->place))),
            .action = "left out of the import",
            .advice = file->format.kind == RECORDS_TEXT
                          ? "Correct these lines in the file and import it again; --rejects lists "
                            "them all."
                          : "Correct these rows in the file and import it again; --rejects lists "
                            "them all.",
            .example = examples_text(file, (Reject)r, arena),
        };
        VEC_PUSH(arena, findings, finding);
    }
}

static void add_absent(Findings *findings, const Job *job, const InputFile *file)
{
    if (file->table != TRANSACTIONS || job->has[CUSTOMERS]) return;
    Finding finding = {
        .code = "customers-from-transactions",
        .table = "customers",
        .of = (int64_t)job->customers.pool.count,
        .what =
            job->plan->source ? "no table of customers is named" : "there is no file of customers",
        .action = "customers are those who bought, and their tenure counts from the first purchase",
        .advice = "Import a file of customers to see who has not bought yet, and since when each "
                  "has been a customer.",
    };
    VEC_PUSH(job->arena, findings, finding);
}

static void add_titles(Findings *findings, const InputFile *file, Arena *arena)
{
    if (!file->titles) return;
    Finding finding = {
        .kind = FINDING_NOTE,
        .code = "titles-above-header",
        .table = schema_table_name(file->table),
        .count = file->titles,
        .of = file->lines,
        .what = PHRASE(arena,
                       file->format.kind == RECORDS_TEXT ? "{file}: the header is in line {line}"
                                                         : "{file}: the header is in row {line}",
                       phrase_text("file", path_name(file->place)),
                       phrase_id("line", file->header_line, arena)),
        .action = "everything above it was skipped",
    };
    VEC_PUSH(arena, findings, finding);
}

/* What systems write where they know no date. */
static void add_unknown_dates(Findings *findings, const InputFile *file, const DateEvidence *dates,
                              Arena *arena)
{
    bool sales = file->table == TRANSACTIONS;

    if (!dates->unknown) return;
    Finding finding = {
        .kind = FINDING_WARNING,
        .code = "unknown-dates",
        .table = schema_table_name(file->table),
        .count = dates->unknown,
        .of = file->lines,
        .what =
            PHRASE(arena,
                   "{n|# date|# dates} of {file} {n|is|are} 1970-01-01, 0000-00-00 or the like, "
                   "which systems write when the date is not known",
                   phrase_count("n", (double)dates->unknown, arena),
                   phrase_text("file", path_name(file->place))),
        .action = sales ? "taken as missing: these rows are in no figure" : "taken as missing",
        .advice = "Export the real dates, or find out why the system does not know them.",
        .example = PHRASE(
            arena, file->format.kind == RECORDS_TEXT ? "line {line}: {text}" : "row {line}: {text}",
            phrase_id("line", (int64_t)dates->example_unknown.line, arena),
            phrase_text("text", dates->example_unknown.text)),
    };
    VEC_PUSH(arena, findings, finding);
}

void job_findings(Imported *out, const Job *job)
{
    const Findings *before = job->plan->before;

    for (size_t i = 0; before && i < before->count; i++)
        VEC_PUSH(job->arena, &out->findings, before->items[i]);
    for (size_t f = 0; f < job->file_count; f++) {
        const InputFile *file = &job->files[f];
        add_titles(&out->findings, file, job->arena);
        reject_findings(&out->findings, file, job->arena);
        add_unknown_dates(&out->findings, file,
                          file->table == TRANSACTIONS ? &job->sales->dates : &file->dates,
                          job->arena);
        if (file->table == TRANSACTIONS) sales_tell(&out->findings, job->sales, job, file);
        add_absent(&out->findings, job, file);
        filled_findings(&out->findings, file, job->arena);
        sheet_findings(&out->findings, file, job->arena);
    }
}
