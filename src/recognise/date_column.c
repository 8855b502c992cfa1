/* The form of a column's dates, judged over all of it. */
#include <string.h>

#include "recognise/date_parts.h"

static void note_moment(DateEvidence *evidence, const Moment *moment)
{
    evidence->values++;
    evidence->timed += moment->second != NO_TIME;
    evidence->zoned += moment->second != NO_TIME && moment->offset != NO_OFFSET;
}

static void note_unknown(DateEvidence *evidence, const char *text, size_t size, int64_t line)
{
    evidence->unknown++;
    example_note(&evidence->example_unknown, text, size, line);
}

static void note_range(DateEvidence *evidence, DateForm form, Day day, bool first)
{
    if (first || day < evidence->first[form]) evidence->first[form] = day;
    if (first || day > evidence->last[form]) evidence->last[form] = day;
}

/* --- three parts ------------------------------------------------------------------------------ */

/* The days that a date of three parts is in each form of them. */
typedef struct Readings {
    bool is[DATE_FORMS];
    Day day[DATE_FORMS];
} Readings;

static Readings read_forms(const DateParts *parts)
{
    Readings readings = { 0 };

    for (int form = 0; form < DATE_FORMS; form++)
        readings.is[form] = date_parts_day(&readings.day[form], (DateForm)form, parts);
    if (readings.is[DATE_YMD]) readings.is[DATE_YMD_SHORT] = false; /* it has all four digits */
    return readings;
}

static bool are_unknown(const Readings *readings)
{
    for (int form = 0; form < DATE_FORMS; form++) {
        if (readings->is[form] && day_is_unknown(readings->day[form])) return true;
    }
    return false;
}

static void note_order(DateEvidence *evidence, const Readings *readings, const char *text,
                       size_t size, int64_t line)
{
    bool dmy = readings->is[DATE_DMY], mdy = readings->is[DATE_MDY];

    if (dmy && mdy && readings->day[DATE_DMY] != readings->day[DATE_MDY]) {
        evidence->either++;
        example_note(&evidence->example, text, size, line);
    }
    if (dmy && !mdy) {
        evidence->only_dmy++;
        example_note(&evidence->example_dmy, text, size, line);
    }
    if (mdy && !dmy) {
        evidence->only_mdy++;
        example_note(&evidence->example_mdy, text, size, line);
    }
}

/* A year of two digits may come first. */
static void note_short(DateEvidence *evidence, const Readings *readings, const DateParts *parts,
                       const char *text, size_t size, int64_t line)
{
    static const DateForm forms[] = { DATE_YMD_SHORT, DATE_DMY, DATE_MDY };

    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        DateForm form = forms[i];
        if (!readings->is[form]) continue;
        bool first = evidence->first[form] == 0 && evidence->last[form] == 0;
        note_range(evidence, form, readings->day[form], first);
    }
    evidence->loose += parts->separator != '-' || !parts->digits[1];
    example_note(&evidence->example_short, text, size, line);
}

/* False when the parts are a date in no form. */
static bool note_parts(DateEvidence *evidence, const DateParts *parts, const char *text,
                       size_t size, int64_t line)
{
    Readings readings = read_forms(parts);
    Moment moment = { 0, parts->clock.second, parts->clock.offset };
    bool any = false;

    for (int form = 0; form < DATE_FORMS; form++)
        any |= readings.is[form];
    if (!any) return false;
    if (are_unknown(&readings)) {
        note_unknown(evidence, text, size, line);
        return true;
    }
    note_moment(evidence, &moment);
    for (int form = 0; form < DATE_FORMS; form++)
        evidence->fits[form] += readings.is[form];
    note_order(evidence, &readings, text, size, line);
    if (readings.is[DATE_YMD_SHORT]) note_short(evidence, &readings, parts, text, size, line);
    return true;
}

/* --- any value -------------------------------------------------------------------------------- */

static bool note_digits(DateEvidence *evidence, const char *text, size_t size, int64_t line)
{
    static const DateForm forms[] = { DATE_YMD, DATE_UNIX, DATE_UNIX_MILLIS, DATE_SERIAL };
    Moment moment;

    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        if (!digits_read(&moment, forms[i], text, size)) continue;
        if (day_is_unknown(moment.day)) {
            note_unknown(evidence, text, size, line);
            return true;
        }
        note_moment(evidence, &moment);
        evidence->fits[forms[i]]++;
        if (forms[i] == DATE_SERIAL) example_note(&evidence->example_serial, text, size, line);
        return true;
    }
    return false;
}

void date_note(DateEvidence *evidence, const char *text, size_t size, int64_t line)
{
    DateParts parts;
    Moment moment;

    text_trim(&text, &size);
    if (iso_read(&moment, text, size) && !day_is_unknown(moment.day)) {
        note_moment(evidence, &moment);
        evidence->fits[DATE_YMD]++;
        return;
    }
    if (figure_is_blank(text, size)) return;
    if (is_zero_date(text, size)) {
        note_unknown(evidence, text, size, line);
        return;
    }
    if (date_parts_read(&parts, text, size) && note_parts(evidence, &parts, text, size, line))
        return;
    if (note_digits(evidence, text, size, line)) return;
    evidence->values++;
    example_note(&evidence->misfit, text, size, line);
}

void date_note_typed(DateEvidence *evidence, const char *text, size_t size)
{
    Moment moment;

    if (size < 10 || !iso_read(&moment, text, 10)) return;
    evidence->typed_days |= 1u << day_to_civil(moment.day).day;
}

/* --- the decision ----------------------------------------------------------------------------- */

/* Values that only one order of day and month can read must be this many times as frequent as
 * those of the other order; a few slips do not turn a column, but two habits are two columns. */
#define CLEARLY 50

static const char *unit_of(const DateEvidence *evidence)
{
    return evidence->rows ? "row" : "line";
}

static Status decide_order(DateForm *out, const DateEvidence *evidence, const char *where, Err *err)
{
    int64_t dmy = evidence->only_dmy, mdy = evidence->only_mdy;
    const char *unit = unit_of(evidence);

    if (dmy > CLEARLY * mdy || mdy > CLEARLY * dmy || (!dmy && !mdy && !evidence->either)) {
        *out = mdy > dmy ? DATE_MDY : DATE_DMY;
        return OK;
    }
    if (dmy || mdy) {
        return err_set(err, ERR_DATA,
                       "%s: dates are mixed: \"%s\" (%s %lld) has the day first, \"%s\" (%s "
                       "%lld) the month first: give --date-format dmy or mdy",
                       where, evidence->example_dmy.text, unit,
                       (long long)evidence->example_dmy.line, evidence->example_mdy.text, unit,
                       (long long)evidence->example_mdy.line);
    }
    return err_set(err, ERR_DATA,
                   "%s: \"%s\" (%s %lld) may be day/month or month/day, and no date in the "
                   "column decides it: give --date-format dmy or mdy",
                   where, evidence->example.text, unit, (long long)evidence->example.line);
}

static int64_t span_days(const DateEvidence *evidence, DateForm form)
{
    return (int64_t)evidence->last[form] - evidence->first[form] + 1;
}

/* A wrong reading takes days for years, and scatters a column over decades: days of the month from
 * 1 to 31 make thirty years. */
#define SCATTERED 20
#define DECADES (25 * 365)

static bool is_compact(int64_t days, int64_t other)
{
    return other >= SCATTERED * days || (other >= DECADES && other >= 2 * days);
}

/* Records of the first of each month, over decades, look like days of 2001. */
static bool is_of_2001(const DateEvidence *evidence, DateForm form)
{
    return day_to_civil(evidence->first[form]).year == 2001 &&
           day_to_civil(evidence->last[form]).year == 2001;
}

typedef enum Verdict { YEAR_FIRST, YEAR_LAST, UNDECIDED } Verdict;

/* Of values such as 24-07-31. */
static Verdict judge_short(const DateEvidence *evidence)
{
    int64_t dmy = evidence->fits[DATE_DMY], mdy = evidence->fits[DATE_MDY];
    int64_t first = evidence->fits[DATE_YMD_SHORT], last = dmy > mdy ? dmy : mdy;
    int64_t not_first = evidence->values - first, not_last = evidence->values - last;

    if (CLEARLY * (not_first - not_last) > evidence->values) return YEAR_LAST;
    if (CLEARLY * (not_last - not_first) > evidence->values) return YEAR_FIRST;
    DateForm form = dmy >= mdy ? DATE_DMY : DATE_MDY;
    if (dmy == mdy && span_days(evidence, DATE_MDY) < span_days(evidence, DATE_DMY)) {
        form = DATE_MDY;
    }
    int64_t days_first = span_days(evidence, DATE_YMD_SHORT), days_last = span_days(evidence, form);
    if (is_compact(days_first, days_last) && !is_of_2001(evidence, DATE_YMD_SHORT)) {
        return YEAR_FIRST;
    }
    if (is_compact(days_last, days_first) && !is_of_2001(evidence, form)) return YEAR_LAST;
    /* Dots, slashes and names of months mostly have the year last. */
    return 2 * evidence->loose > first ? YEAR_LAST : UNDECIDED;
}

static Status decide_parts(DateForm *out, const DateEvidence *evidence, const char *where, Err *err)
{
    if (!evidence->fits[DATE_YMD_SHORT]) return decide_order(out, evidence, where, err);
    switch (judge_short(evidence)) {
    case YEAR_FIRST: *out = DATE_YMD_SHORT; return OK;
    case YEAR_LAST: return decide_order(out, evidence, where, err);
    case UNDECIDED: break;
    }
    return err_set(err, ERR_DATA,
                   "%s: \"%s\" (%s %lld) may begin or end with its year, and no date in the "
                   "column decides it: give --date-format ymd, dmy or mdy",
                   where, evidence->example_short.text, unit_of(evidence),
                   (long long)evidence->example_short.line);
}

/* Numbers from 25,569 to 73,050 are dates only where nothing else is in the column. */
static Status decide_serial(DateForm *out, const DateEvidence *evidence, const char *where,
                            Err *err)
{
    if (evidence->fits[DATE_SERIAL] == evidence->values) {
        *out = DATE_SERIAL;
        return OK;
    }
    return err_set(err, ERR_DATA,
                   "%s: \"%s\" (%s %lld) is a spreadsheet's number of a day, but not every value "
                   "is one: format the column as dates (yyyy-mm-dd) and export it again",
                   where, evidence->example_serial.text, unit_of(evidence),
                   (long long)evidence->example_serial.line);
}

/* A spreadsheet program that opens "03/04/2024" of the other order of day and month makes another
 * day of it, and leaves "31/12/2024" a text, because there is no month 31. What it saves then has
 * dates up to the 12th of a month only, and behind it only texts. */
static bool looks_swapped(const DateEvidence *evidence)
{
    enum { DAYS_OF_MONTHS = 0x1ffe, ENOUGH = 6 };

    return (evidence->only_dmy || evidence->only_mdy) && !evidence->either &&
           !(evidence->typed_days & ~(uint32_t)DAYS_OF_MONTHS) &&
           __builtin_popcount(evidence->typed_days) >= ENOUGH;
}

static Status refuse_swapped(const DateEvidence *evidence, const char *where, Err *err)
{
    const Example *late = evidence->only_dmy ? &evidence->example_dmy : &evidence->example_mdy;

    return err_set(err, ERR_DATA,
                   "%s: no date is behind the 12th of its month but those that are text, such as "
                   "\"%s\" (row %lld): day and month were mixed up when a spreadsheet program "
                   "opened the data: import the file that it was made from",
                   where, late->text, (long long)late->line);
}

Status date_decide(DateForm *out, const DateEvidence *evidence, const char *where, Err *err)
{
    DateForm best = DATE_YMD;

    if (looks_swapped(evidence)) return refuse_swapped(evidence, where, err);
    for (int form = 0; form < DATE_FORMS; form++) {
        if (evidence->fits[form] > evidence->fits[best]) best = (DateForm)form;
    }
    if (evidence->values && 2 * evidence->fits[best] < evidence->values) {
        return err_set(err, ERR_DATA,
                       "%s: \"%s\" (%s %lld) is not a date in a known form: write dates as "
                       "2024-07-31, or name another column with --map",
                       where, evidence->misfit.text, unit_of(evidence),
                       (long long)evidence->misfit.line);
    }
    switch (best) {
    case DATE_DMY:
    case DATE_MDY:
    case DATE_YMD_SHORT: return decide_parts(out, evidence, where, err);
    case DATE_SERIAL: return decide_serial(out, evidence, where, err);
    case DATE_YMD:
    case DATE_UNIX:
    case DATE_UNIX_MILLIS:
    case DATE_FORMS: break;
    }
    *out = best;
    return OK;
}

/* --- names of forms --------------------------------------------------------------------------- */

bool date_form_of(DateForm *out, const char *name)
{
    static const struct {
        const char *order;
        DateForm form;
    } forms[] = {
        { "ymd", DATE_YMD_SHORT }, { "dmy", DATE_DMY },      { "mdy", DATE_MDY },
        { "unix", DATE_UNIX },     { "epoch", DATE_UNIX },   { "ms", DATE_UNIX_MILLIS },
        { "iso", DATE_YMD },       { "excel", DATE_SERIAL }, { "serial", DATE_SERIAL },
    };
    const char *whole = name;
    char order[8] = "";
    size_t size = 0;

    /* Of "%d.%m.%Y" and "dd/mm/yyyy" the order of the letters is left. */
    for (; *name && strncmp(name, " %H", 3) != 0 && size < sizeof order - 1; name++) {
        char c = (char)(*name | 0x20);
        if (c < 'a' || c > 'z') continue;
        if (!size || order[size - 1] != c) order[size++] = c;
    }
    order[size] = '\0';
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        if (strcmp(order, forms[i].order) != 0) continue;
        *out = forms[i].form;
        bool four = strstr(whole, "yyyy") || strstr(whole, "YYYY") || strstr(whole, "%Y");
        if (*out == DATE_YMD_SHORT && four) *out = DATE_YMD;
        return true;
    }
    return false;
}

const char *date_form_name(DateForm form)
{
    switch (form) {
    case DATE_YMD: return "year-month-day";
    case DATE_DMY: return "day/month/year";
    case DATE_MDY: return "month/day/year";
    case DATE_UNIX: return "Unix seconds";
    case DATE_UNIX_MILLIS: return "Unix milliseconds";
    case DATE_YMD_SHORT: return "year-month-day, years of two digits";
    case DATE_SERIAL: return "a spreadsheet's numbers of days";
    case DATE_FORMS: break;
    }
    return "";
}
