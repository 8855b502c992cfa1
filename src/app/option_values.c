/* The readers of single options of report, import, check and history. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "app/clock.h"
#include "app/option_readers.h"
#include "import/rates.h"
#include "recognise/fields.h"

/* --- analysis --------------------------------------------------------------------------------- */

Status read_as_of(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                  Err *err)
{
    const OptionWord *word = option_word(row, value->text);

    o->as_of_word = word ? (AsOf)word->value : AS_OF_DATE;
    return word ? OK : read_day(o, row, value, arena, err);
}

/* The day it is in the zone; without one, in UTC. */
static Day today_in(const Zone *zone)
{
    int64_t now = clock_seconds();

    if (zone) now += zone_offset(zone, now);
    return (Day)(now / 86400 - (now % 86400 < 0));
}

/* 1970-01-04 was a Sunday. */
static Day sunday_before(Day day)
{
    return day - 1 - ((day - 1 - 3) % 7 + 7) % 7;
}

void options_settle_day(Options *o)
{
    switch (o->as_of_word) {
    case AS_OF_AUTO:
    case AS_OF_TODAY: o->as_of = today_in(o->import.zone); break;
    case AS_OF_YESTERDAY: o->as_of = today_in(o->import.zone) - 1; break;
    case AS_OF_LAST_SUNDAY: o->as_of = sunday_before(today_in(o->import.zone)); break;
    case AS_OF_DATE: break;
    }
}

/* Where memory is limited (ulimit -v), threads would take it from each other, and the library that
 * writes workbooks falls when it is refused some: one thing at a time then. */
static int all_threads(void)
{
    struct rlimit limit;

    if (!getrlimit(RLIMIT_AS, &limit) && limit.rlim_cur != RLIM_INFINITY) return 1;
    return parallel_processors();
}

Status read_threads(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                    Err *err)
{
    if (!option_word(row, value->text)) return read_integer(o, row, value, arena, err);
    o->threads = all_threads();
    return OK;
}

static Status set_least(Options *o, const char *text, const OptionValue *said, Arena *arena,
                        Err *err)
{
    const OptionValue value = { text, said->where, said->source };
    size_t size = strcspn(text, "=");
    Need need = need_find(text, size);
    int64_t number;

    if (need == NEEDS) {
        return option_refuse(
            &value,
            arena_format(arena, "is not SECTION=N, where SECTION is one of %s", need_keys(arena)),
            arena, err);
    }
    if (!text[size] || !integer_read(text + size + 1, &number) || number > 1000000 ||
        number < (int64_t)SECTION_NEEDS[need].floor) {
        return option_refuse(&value,
                             arena_format(arena, "is not %s=N with N from %zu to 1000000",
                                          SECTION_NEEDS[need].key, SECTION_NEEDS[need].floor),
                             arena, err);
    }
    o->least[need] = (size_t)number;
    return OK;
}

Status read_min_data(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                     Err *err)
{
    char *rest = arena_text(arena, value->text), *one;
    Status s = OK;

    (void)row;
    while (!s && (one = strsep(&rest, ",")))
        s = set_least(o, one, value, arena, err);
    return s;
}

/* --- the report ------------------------------------------------------------------------------- */

/* "all" is all that this program was built with. */
Status read_only(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena, Err *err)
{
    Status s = read_parts(o, row, value, arena, err);

    if (s) return s;
    if (!strcmp(value->text, "all")) {
        o->html = o->pdf = o->csv = o->json = o->png = true;
        o->xlsx = workbook_is_built();
    }
    if (o->xlsx && !workbook_is_built()) {
        return option_refuse(value,
                             "is not possible: this program was built without libxlsxwriter, so "
                             "leave xlsx out",
                             arena, err);
    }
    return OK;
}

Status read_currency(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                     Err *err)
{
    (void)row;
    if (strlen(value->text) != 3 || strspn(value->text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3) {
        return option_refuse(value, "is not a currency's three-letter code: give USD, EUR, GBP…",
                             arena, err);
    }
    o->currency = value->text;
    return OK;
}

Status read_baseline(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                     Err *err)
{
    if (!option_word(row, value->text)) return read_day(o, row, value, arena, err);
    o->baseline = NO_RUN;
    return OK;
}

/* --- files and databases of others ------------------------------------------------------------ */

Status read_map(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena, Err *err)
{
    size_t count = o->import.map_count;
    const char **maps = arena_grow(arena, o->import.maps, count, count + 1, sizeof *maps);
    size_t size = strcspn(value->text, "=");

    (void)row;
    if (!value->text[size] || !field_known(arena_text_n(arena, value->text, size))) {
        return option_refuse(value,
                             arena_format(arena, "is not FIELD=COLUMN, where FIELD is one of %s",
                                          field_names(arena)),
                             arena, err);
    }
    maps[count] = value->text;
    o->import.maps = maps;
    o->import.map_count = count + 1;
    return OK;
}

/* "paid, shipped". */
Status read_values(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                   Err *err)
{
    ValueList *list = option_member(o, row);
    char *rest = arena_text(arena, value->text), *one;
    const char **items = ARENA_ARRAY(arena, const char *, strlen(value->text) + 1);

    *list = (ValueList){ items, 0 };
    while ((one = strsep(&rest, ",")) != NULL) {
        const char *text = one;
        size_t size = strlen(one);
        text_trim(&text, &size);
        if (size) items[list->count++] = arena_text_n(arena, text, size);
    }
    return list->count ? OK : option_refuse(value, "names nothing: write A,B", arena, err);
}

/* A file is read when the sales are; that it is missing is said even where there is nothing to
 * convert. */
Status read_rates(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                  Err *err)
{
    Rates rates;

    if (!rates_is_list(value->text)) {
        Status path = read_path(o, row, value, arena, err);
        if (path || path_exists(o->import.rates)) return path;
        return err_set(err, ERR_NO_INPUT, "%s: %s: no such file", value->where, o->import.rates);
    }
    o->import.rates = value->text;
    Status s = rates_read(&rates, value->text, arena, err);
    if (!s) return OK;
    const char *why = arena_text(arena, err->text);
    if (!strncmp(why, "rates: ", 7)) why += 7; /* the place says it */
    return err_set(err, value->source == IN_CONFIGURATION ? ERR_CONFIG : ERR_USAGE, "%s: %s",
                   value->where, why);
}

/* Its column is looked for when the file is there. */
Status read_where(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                  Err *err)
{
    size_t count = o->import.where_count;
    const char **tests = arena_grow(arena, o->import.where, count, count + 1, sizeof *tests);

    (void)row;
    if (count == WHERE_MOST || !strpbrk(value->text, "=<>")) {
        return option_refuse(value,
                             count == WHERE_MOST ? "is one test too many: eight are the most"
                                                 : "is no test: write COLUMN=VALUE[,VALUE], or "
                                                   "with !=, < or >",
                             arena, err);
    }
    tests[count] = value->text;
    o->import.where = tests;
    o->import.where_count = count + 1;
    return OK;
}

Status read_zone(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena, Err *err)
{
    Zone *zone = ARENA_NEW(arena, Zone);
    Status s = zone_open(zone, value->text, NULL, arena, err);

    (void)row;
    o->import.zone = zone;
    return s ? err_context(err, "%s", value->where) : OK;
}

/* More spellings are taken than the words: those that other programs have for them. */
Status read_date_form(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                      Err *err)
{
    if (!strcmp(value->text, "auto")) {
        o->import.has_date_form = false;
        return OK;
    }
    if (!date_form_of(&o->import.date_form, value->text))
        return read_word(o, row, value, arena, err);
    o->import.has_date_form = true;
    return OK;
}

Status read_encoding(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                     Err *err)
{
    CsvEncoding encoding = csv_encoding_of(value->text);

    if (encoding == CSV_DETECT) return read_word(o, row, value, arena, err);
    o->import.encoding = encoding;
    return OK;
}

Status read_max_rejects(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                        Err *err)
{
    size_t size = strlen(value->text);
    double share;

    (void)row;
    if (size > 1 && value->text[size - 1] == '%' &&
        number_read(arena_text_n(arena, value->text, size - 1), &share) && share >= 0 &&
        share <= 100) {
        o->import.most_share = share / 100;
        o->import.most_lines = -1;
        return OK;
    }
    if (integer_read(value->text, &o->import.most_lines) && o->import.most_lines >= 0) return OK;
    return option_refuse(value, "is not a number of lines, nor a share such as 2%", arena, err);
}
