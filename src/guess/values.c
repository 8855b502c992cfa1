/* What a column's values look like, from a sample of its table's rows. */
#include <stdlib.h>
#include <string.h>

#include "base/idmap.h"
#include "guess/catalog.h"
#include "recognise/recognise.h"
#include "store/schema.h"

#define PLACES 20
#define ROWS_A_PLACE 50
/* Of a table that cannot be entered in the middle: a view, or one WITHOUT ROWID. */
#define FIRST_ROWS 1000
/* A column is said to hold dates or addresses when so many of its values are. */
#define MOST_OF 0.8

typedef struct ColumnSample {
    Values values;
    DateEvidence dates;
    TextPool pool; /* distinct values, and their types: */
    struct {
        Kept *items;
        size_t count, capacity;
    } seen;
} ColumnSample;

/* --- one value -------------------------------------------------------------------------------- */

static bool is_email(const char *text, size_t size)
{
    const char *at = memchr(text, '@', size);

    return at && at > text && memchr(at, '.', size - (size_t)(at - text)) &&
           !memchr(text, ' ', size);
}

/* "0000-00-00 00:00:00" is MySQL's word for no date. */
static bool is_blank(const char *text, size_t size)
{
    return !size || (size >= 10 && !memcmp(text, "0000-00-00", 10));
}

static void note_number(Values *values, double number)
{
    bool first = values->integers + values->reals + values->number_texts == 1;

    if (first || number < values->least) values->least = number;
    if (first || number > values->most) values->most = number;
    values->negatives += number < 0;
    values->fractions += number != (double)(int64_t)number;
}

static void note_text(ColumnSample *sample, const char *text, size_t size)
{
    Values *values = &sample->values;
    double number;

    if (size > KEPT_BYTES || !number_read(text, &number)) {
        values->other_texts++;
        values->emails += is_email(text, size);
        return;
    }
    values->number_texts++;
    if (number > -1e15 && number < 1e15) note_number(values, number);
}

static void note_type(ColumnSample *sample, sqlite3_stmt *row, int column, const char *text,
                      size_t size)
{
    Values *values = &sample->values;
    double number = sqlite3_column_double(row, column);

    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER: values->integers++; break;
    case SQLITE_FLOAT: values->reals++; break;
    case SQLITE_TEXT: note_text(sample, text, size); return;
    default: return;
    }
    if (number > -1e15 && number < 1e15) note_number(values, number);
}

static const char *keep(ColumnSample *sample, sqlite3_stmt *row, int column, const char *text,
                        size_t size)
{
    size_t before = sample->pool.count;
    const char *copy = textpool_at(&sample->pool, textpool_put(&sample->pool, text, size))->text;

    if (sample->pool.count > before) {
        bool integer = sqlite3_column_type(row, column) == SQLITE_INTEGER;
        const Kept kept = { copy, size, integer, integer ? sqlite3_column_int64(row, column) : 0,
                            0 };
        VEC_PUSH(sample->pool.arena, &sample->seen, kept);
    }
    return copy;
}

static void note_value(ColumnSample *sample, sqlite3_stmt *row, int column)
{
    Values *values = &sample->values;
    int type = sqlite3_column_type(row, column);

    values->rows++;
    if (type == SQLITE_BLOB) values->blobs++;
    const char *text = type == SQLITE_NULL || type == SQLITE_BLOB
                           ? NULL
                           : (const char *)sqlite3_column_text(row, column);
    size_t size = text ? (size_t)sqlite3_column_bytes(row, column) : 0;
    if (text) text_trim(&text, &size);
    if (type != SQLITE_BLOB && (!text || is_blank(text, size))) {
        values->blanks++;
        return;
    }
    if (!text) return;
    if (size <= KEPT_BYTES) {
        date_note(&sample->dates, text, size, values->rows);
        text = keep(sample, row, column, text, size);
    }
    note_type(sample, row, column, text, size);
}

/* --- the rows --------------------------------------------------------------------------------- */

/* Pictures and the like are not fetched: of a BLOB only its type is asked. */
static const char *select_all(const CatalogTable *table, const char *tail, Arena *arena)
{
    Buf sql = { 0 };

    for (size_t c = 0; c < table->count; c++) {
        const char *name = sql_quoted(table->columns[c].name, arena);
        buf_format(&sql, "%s CASE WHEN typeof(%s) = 'blob' THEN x'' ELSE %s END",
                   c ? "," : "SELECT", name, name);
    }
    buf_format(&sql, " FROM %s %s", sql_quoted(table->name, arena), tail);
    const char *text = arena_text(arena, sql.data);
    buf_close(&sql);
    return text;
}

static Status read_rows(ColumnSample *samples, Probe *probe, Err *err)
{
    bool row = false;
    Status s;

    while (!(s = probe_step(&row, probe, err)) && row) {
        for (int c = 0; c < sqlite3_column_count(probe->row); c++)
            note_value(&samples[c], probe->row, c);
    }
    return s;
}

/* A table's first and last row. */
static Status find_ends(double ends[2], bool *known, const CatalogTable *table, Prober *prober,
                        Err *err)
{
    const char *name = sql_quoted(table->name, prober->arena);
    const char *sql = arena_format(
        prober->arena, "SELECT (SELECT min(_rowid_) FROM %s), (SELECT max(_rowid_) FROM %s)", name,
        name);

    return probe_numbers(known, ends, 2, prober, sql, PROBE_FEW, err);
}

static Status sample_places(ColumnSample *samples, const CatalogTable *table, const double ends[2],
                            Prober *prober, Err *err)
{
    const char *sql = select_all(
        table, "WHERE _rowid_ >= ?1 AND _rowid_ < ?2 ORDER BY _rowid_ LIMIT ?3", prober->arena);
    double width = (ends[1] - ends[0] + 1) / PLACES;
    Status s = OK;

    for (int place = 0; place < PLACES && !s; place++) {
        Probe probe;
        if ((s = probe_open(&probe, prober, sql, PROBE_FEW, err))) return s;
        if (probe.row) {
            double to = place + 1 == PLACES ? ends[1] + 1 : ends[0] + width * (place + 1);
            sqlite3_bind_double(probe.row, 1, ends[0] + width * place);
            sqlite3_bind_double(probe.row, 2, to);
            sqlite3_bind_int(probe.row, 3, ROWS_A_PLACE);
            s = read_rows(samples, &probe, err);
        }
        probe_close(&probe);
    }
    return s;
}

static Status sample_first(ColumnSample *samples, const CatalogTable *table, Prober *prober,
                           Err *err)
{
    const char *sql =
        select_all(table, arena_format(prober->arena, "LIMIT %d", FIRST_ROWS), prober->arena);
    Probe probe;
    Status s = probe_open(&probe, prober, sql, PROBE_TABLE, err);

    if (!s) s = read_rows(samples, &probe, err);
    probe_close(&probe);
    return s;
}

/* Of the distinct values some from all over the sample: old rows may refer to what is gone. */
static void choose_kept(Values *values, const ColumnSample *sample, Arena *arena)
{
    size_t count = sample->seen.count < MOST_KEPT ? sample->seen.count : MOST_KEPT;

    values->kept = ARENA_ARRAY(arena, Kept, count);
    values->kept_count = count;
    for (size_t k = 0; k < count; k++) {
        size_t from = k * sample->seen.count / count;
        values->kept[k] = sample->seen.items[from];
        values->kept[k].text = arena_text_n(arena, values->kept[k].text, values->kept[k].size);
        values->kept[k].uses = textpool_at(&sample->pool, (uint32_t)from)->uses;
    }
}

static void conclude(CatalogColumn *column, ColumnSample *sample, Arena *arena)
{
    Values *values = &column->values;

    *values = sample->values;
    values->distinct = sample->pool.count;
    for (int form = 0; form < DATE_FORMS; form++) {
        if (sample->dates.fits[form] > values->dates) values->dates = sample->dates.fits[form];
    }
    choose_kept(values, sample, arena);
    textpool_close(&sample->pool);
}

static ColumnSample *open_samples(size_t count, Arena *scratch)
{
    ColumnSample *samples = ARENA_ARRAY(scratch, ColumnSample, count);

    for (size_t c = 0; c < count; c++)
        samples[c].pool.arena = scratch;
    return samples;
}

static void close_pools(ColumnSample *samples, size_t count)
{
    for (size_t c = 0; c < count; c++)
        textpool_close(&samples[c].pool);
}

/* From twenty places, unless the rows' numbers are so uneven that this finds few. */
static Status sample_rows(ColumnSample **out, const CatalogTable *table, Prober *prober,
                          Arena *scratch, Err *err)
{
    ColumnSample *samples = open_samples(table->count, scratch);
    double ends[2] = { 0 };
    bool places = false;
    Status s = OK;

    if (table->has_rowid && table->rows > FIRST_ROWS)
        s = find_ends(ends, &places, table, prober, err);
    if (!s && places) s = sample_places(samples, table, ends, prober, err);
    if (!s && samples[0].values.rows < FIRST_ROWS / 2) {
        close_pools(samples, table->count);
        samples = open_samples(table->count, scratch);
        s = sample_first(samples, table, prober, err);
    }
    *out = samples;
    return s;
}

Status values_sample(CatalogTable *table, Prober *prober, Err *err)
{
    Arena scratch = arena_open();
    ColumnSample *samples;
    Status s = sample_rows(&samples, table, prober, &scratch, err);

    for (size_t c = 0; c < table->count; c++)
        conclude(&table->columns[c], &samples[c], prober->arena);
    arena_close(&scratch);
    return s;
}

/* --- what they are ---------------------------------------------------------------------------- */

static int64_t filled(const Values *values)
{
    return values->rows - values->blanks;
}

double values_known(const Values *values)
{
    return values->rows ? (double)filled(values) / (double)values->rows : 0;
}

bool values_are_numbers(const Values *values)
{
    return filled(values) &&
           values->integers + values->reals + values->number_texts == filled(values);
}

bool values_are_emails(const Values *values)
{
    return filled(values) && (double)values->emails >= MOST_OF * (double)filled(values);
}

/* Numbers are dates only where the name or the declared type says so: 20240131 may be an id, and
 * 1706659200 a price in cents. */
bool values_are_dates(const CatalogColumn *column)
{
    static const char words[] =
        "date datetime day at time timestamp on when created ordered placed "
        "purchased paid datum fecha data dato";
    const Values *values = &column->values;

    if (!filled(values) || (double)values->dates < MOST_OF * (double)filled(values)) return false;
    if (!values_are_numbers(values)) return true;
    Words type = words_of(column->type);
    return words_have(&column->words, words) || words_have(&type, "date datetime time timestamp");
}
