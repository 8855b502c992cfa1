#include <string.h>

#include "recognise/recognise.h"

void text_trim(const char **text, size_t *size)
{
    const char *from = *text, *end = from + *size;

    for (;;) {
        if (from < end && (*from == ' ' || (*from >= '\t' && *from <= '\r'))) {
            from++;
        } else if (end - from >= 2 && !memcmp(from, "\xc2\xa0", 2)) {
            from += 2;
        } else {
            break;
        }
    }
    for (;;) {
        if (from < end && (end[-1] == ' ' || (end[-1] >= '\t' && end[-1] <= '\r'))) {
            end--;
        } else if (end - from >= 2 && !memcmp(end - 2, "\xc2\xa0", 2)) {
            end -= 2;
        } else {
            break;
        }
    }
    *text = from;
    *size = (size_t)(end - from);
}

void example_note(Example *example, const char *text, size_t size, int64_t line)
{
    if (example->line) return;
    Arena scratch = arena_open();
    const char *clean = utf8_clean(text, size, (EXAMPLE_BYTES - 8) / 4, &scratch);
    size_t length = strlen(clean);

    if (length >= EXAMPLE_BYTES) length = 0;
    memcpy(example->text, clean, length);
    example->text[length] = '\0';
    example->line = line;
    arena_close(&scratch);
}

/* --- one value -------------------------------------------------------------------------------- */

/* What is still to be read. */
typedef struct Scan {
    const char *at, *end;
} Scan;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool take(Scan *scan, char c)
{
    if (scan->at == scan->end || *scan->at != c) return false;
    scan->at++;
    return true;
}

/* Up to `most` digits; how many there were. */
static int take_number(int *out, Scan *scan, int most)
{
    int digits = 0;

    *out = 0;
    while (scan->at < scan->end && is_digit(*scan->at) && digits < most) {
        *out = 10 * *out + (*scan->at++ - '0');
        digits++;
    }
    return digits;
}

/* "Jul", "July", "jul."; 0 when it is no month. */
static int take_month(Scan *scan)
{
    char word[12] = "";
    size_t size = 0;

    while (scan->at + size < scan->end && is_letter(scan->at[size]) && size < 10) {
        word[size] = (char)(scan->at[size] | 0x20);
        size++;
    }
    for (int month = 1; month <= 12 && size >= 3; month++) {
        char name[12] = "";
        const char *full = month_name(month);
        for (size_t i = 0; full[i] && i < sizeof name - 1; i++)
            name[i] = (char)(full[i] | 0x20);
        if (strncmp(name, word, size) && !(month == 9 && !strcmp(word, "sept"))) continue;
        scan->at += size;
        take(scan, '.');
        return month;
    }
    return 0;
}

static bool take_offset(Scan *scan)
{
    int hour, minute;

    take(scan, ' ');
    if (scan->at == scan->end || take(scan, 'Z') || take(scan, 'z')) return scan->at == scan->end;
    if ((size_t)(scan->end - scan->at) == 3 && !memcmp(scan->at, "UTC", 3)) return true;
    if (!take(scan, '+') && !take(scan, '-')) return false;
    if (take_number(&hour, scan, 2) != 2 || hour > 15) return false;
    if (scan->at == scan->end) return true;
    take(scan, ':');
    return take_number(&minute, scan, 2) == 2 && minute < 60 && scan->at == scan->end;
}

/* AM or PM behind a time. */
static bool take_half(Scan *scan)
{
    Scan ahead = *scan;

    take(&ahead, ' ');
    if (ahead.end - ahead.at < 2 || (ahead.at[1] | 0x20) != 'm') return false;
    if ((ahead.at[0] | 0x20) != 'a' && (ahead.at[0] | 0x20) != 'p') return false;
    scan->at = ahead.at + 2;
    return true;
}

/* Nothing, or " 9:05", "T09:05:00.123+02:00", ", 9:05 PM". */
static bool time_fine(Scan *scan)
{
    int hour, minute, second = 0, fraction;

    if (scan->at == scan->end) return true;
    take(scan, ',');
    if (!take(scan, ' ') && !take(scan, 'T') && !take(scan, 't')) return false;
    if (!take_number(&hour, scan, 2) || !take(scan, ':')) return false;
    if (take_number(&minute, scan, 2) != 2) return false;
    if (take(scan, ':')) {
        if (take_number(&second, scan, 2) != 2) return false;
        if ((take(scan, '.') || take(scan, ',')) && !take_number(&fraction, scan, 9)) return false;
    }
    if (hour > 24 || minute > 59 || second > 60) return false;
    if (take_half(scan)) return hour <= 12 && scan->at == scan->end;
    return take_offset(scan);
}

typedef struct Parts {
    int value[3], digits[3]; /* digits 0: a month by name */
    char separator;
    bool time_fine;
} Parts;

static bool take_separator(char *separator, Scan *scan)
{
    const char *from = scan->at;

    while (scan->at < scan->end && scan->at - from < 2 && *scan->at && strchr("/-., ", *scan->at))
        scan->at++;
    if (scan->at == from) return false;
    *separator = *from;
    return true;
}

/* Three parts with separators between them. */
static bool split_date(Parts *out, const char *text, size_t size)
{
    Scan scan = { text, text + size };
    Parts parts = { 0 };
    char next;

    for (int p = 0; p < 3; p++) {
        if (p && !take_separator(p == 1 ? &parts.separator : &next, &scan)) return false;
        parts.digits[p] = take_number(&parts.value[p], &scan, 4);
        if (parts.digits[p]) continue;
        if (p == 2 || !(parts.value[p] = take_month(&scan))) return false;
    }
    parts.time_fine = time_fine(&scan);
    *out = parts;
    return parts.time_fine;
}

/* The day of a date that exists. */
static bool make_day(Day *out, int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return false;
    Day made = day_from_civil((CivilDate){ year, month, day });
    if (day_to_civil(made).month != month) return false;
    *out = made;
    return true;
}

static bool full_year(int *year, int digits)
{
    if (digits == 2) *year += *year < 69 ? 2000 : 1900;
    return digits == 2 || digits == 4;
}

static bool parts_day(Day *out, DateForm form, const Parts *parts)
{
    const int *value = parts->value, *digits = parts->digits;
    int year;

    if (form == DATE_YMD) {
        return digits[0] == 4 && digits[1] <= 2 && digits[2] && digits[2] <= 2 &&
               make_day(out, value[0], value[1], value[2]);
    }
    year = value[2];
    if (digits[0] > 2 || digits[1] > 2 || !full_year(&year, digits[2])) return false;
    /* A month by name may stand on either side in both forms: it is not in doubt. */
    if (!digits[0] || !digits[1]) {
        if (!digits[0] == !digits[1]) return false;
        return make_day(out, year, value[digits[0] ? 1 : 0], value[digits[0] ? 0 : 1]);
    }
    if (form == DATE_DMY) return make_day(out, year, value[1], value[0]);
    return parts->separator != '.' && make_day(out, year, value[0], value[1]);
}

/* 20240731, and Unix times of 9 to 10 or 12 to 13 digits (1973 to 2286). */
static bool digits_day(Day *out, DateForm form, const char *text, size_t size)
{
    int64_t number = 0;
    size_t digits = 0;

    while (digits < size && digits < 14 && is_digit(text[digits]))
        number = 10 * number + (text[digits++] - '0');
    size_t rest = digits;
    if (rest < size && text[rest] == '.') {
        while (++rest < size && is_digit(text[rest]))
            ;
    }
    if (rest != size) return false;
    if (form == DATE_YMD) {
        return size == 8 && number >= 19000000 && number < 22000000 &&
               make_day(out, (int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100));
    }
    bool millis = digits == 12 || digits == 13;
    if (form == DATE_UNIX ? digits != 9 && digits != 10 : !millis) return false;
    *out = (Day)((form == DATE_UNIX ? number : number / 1000) / 86400);
    return true;
}

bool date_read(Day *out, DateForm form, const char *text, size_t size)
{
    Parts parts;

    text_trim(&text, &size);
    if (form == DATE_UNIX || form == DATE_UNIX_MILLIS) return digits_day(out, form, text, size);
    if (form == DATE_YMD && digits_day(out, form, text, size)) return true;
    return split_date(&parts, text, size) && parts_day(out, form, &parts);
}

/* --- a column --------------------------------------------------------------------------------- */

static void note_parts(DateEvidence *evidence, const Parts *parts, const char *text, size_t size,
                       int64_t line, bool *any)
{
    Day day = 0, dmy = 0, mdy = 0;
    bool is_dmy = parts_day(&dmy, DATE_DMY, parts), is_mdy = parts_day(&mdy, DATE_MDY, parts);
    bool is_ymd = parts_day(&day, DATE_YMD, parts);

    evidence->fits[DATE_YMD] += is_ymd;
    evidence->fits[DATE_DMY] += is_dmy;
    evidence->fits[DATE_MDY] += is_mdy;
    evidence->either += is_dmy && is_mdy && dmy != mdy;
    if (is_dmy && is_mdy && dmy != mdy) example_note(&evidence->example, text, size, line);
    if (is_dmy && !is_mdy) {
        evidence->only_dmy++;
        example_note(&evidence->example_dmy, text, size, line);
    }
    if (is_mdy && !is_dmy) {
        evidence->only_mdy++;
        example_note(&evidence->example_mdy, text, size, line);
    }
    *any = is_ymd || is_dmy || is_mdy;
}

void date_note(DateEvidence *evidence, const char *text, size_t size, int64_t line)
{
    Parts parts;
    Day day;
    bool any = false;

    text_trim(&text, &size);
    if (!size) return;
    evidence->values++;
    if (split_date(&parts, text, size)) note_parts(evidence, &parts, text, size, line, &any);
    for (int form = 0; form < DATE_FORMS && !any; form++) {
        if (form == DATE_DMY || form == DATE_MDY) continue;
        any = digits_day(&day, (DateForm)form, text, size);
        evidence->fits[form] += any;
    }
    if (!any) example_note(&evidence->misfit, text, size, line);
}

/* Values that only one order of day and month can read must be this many times as frequent as
 * those of the other order; a few slips do not turn a column, but two habits are two columns. */
#define CLEARLY 50

static Status decide_order(DateForm *out, const DateEvidence *evidence, const char *where, Err *err)
{
    int64_t dmy = evidence->only_dmy, mdy = evidence->only_mdy;
    const char *unit = evidence->rows ? "row" : "line";

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

void date_note_typed(DateEvidence *evidence, const char *text, size_t size)
{
    char day[11] = "";
    Day value;

    if (size < 10) return;
    memcpy(day, text, 10);
    if (day_read(day, &value)) evidence->typed_days |= 1u << day_to_civil(value).day;
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

Status date_decide(DateForm *out, const DateEvidence *evidence, const char *where, Err *err)
{
    DateForm best = DATE_YMD;

    if (looks_swapped(evidence)) {
        const Example *late = evidence->only_dmy ? &evidence->example_dmy : &evidence->example_mdy;
        return err_set(
            err, ERR_DATA,
            "%s: no date is behind the 12th of its month but those that are text, such as "
            "\"%s\" (row %lld): day and month were mixed up when a spreadsheet program "
            "opened the data: import the file that it was made from",
            where, late->text, (long long)late->line);
    }
    for (int form = 0; form < DATE_FORMS; form++) {
        if (evidence->fits[form] > evidence->fits[best]) best = (DateForm)form;
    }
    if (evidence->values && 2 * evidence->fits[best] < evidence->values) {
        return err_set(err, ERR_DATA,
                       "%s: \"%s\" (%s %lld) is no date in a form that is known: write dates as "
                       "2024-07-31, or name another column with --map",
                       where, evidence->misfit.text, evidence->rows ? "row" : "line",
                       (long long)evidence->misfit.line);
    }
    if (best == DATE_DMY || best == DATE_MDY) return decide_order(out, evidence, where, err);
    *out = best;
    return OK;
}

bool date_form_of(DateForm *out, const char *name)
{
    static const struct {
        const char *order;
        DateForm form;
    } forms[] = { { "ymd", DATE_YMD },       { "dmy", DATE_DMY },    { "mdy", DATE_MDY },
                  { "unix", DATE_UNIX },     { "epoch", DATE_UNIX }, { "iso", DATE_YMD },
                  { "ms", DATE_UNIX_MILLIS } };
    char order[8] = "";
    size_t size = 0;

    /* Of "%d.%m.%Y" and "dd/mm/yyyy" the order of the letters is left. */
    for (; *name && strncmp(name, " %H", 3) && size < sizeof order - 1; name++) {
        char c = (char)(*name | 0x20);
        if (is_letter(*name) && (!size || order[size - 1] != c)) order[size++] = c;
    }
    order[size] = '\0';
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        if (strcmp(order, forms[i].order)) continue;
        *out = forms[i].form;
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
    case DATE_FORMS: break;
    }
    return "";
}
