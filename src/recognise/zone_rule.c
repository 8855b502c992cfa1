/* POSIX.1-2017, Base Definitions, 8.3: TZ, with the extension of RFC 8536 that times go from -167
 * to 167 hours. */
#include "recognise/scan.h"
#include "recognise/zone_file.h"

/* --- reading ---------------------------------------------------------------------------------- */

/* "CET" or "<+03>". */
static bool skip_name(Scan *scan)
{
    size_t size = 0;

    if (scan_take(scan, '<')) {
        while (!scan_ended(scan) && *scan->at != '>')
            scan->at++;
        return scan_take(scan, '>');
    }
    while (!scan_ended(scan) &&
           ((*scan->at >= 'A' && *scan->at <= 'Z') || (*scan->at >= 'a' && *scan->at <= 'z'))) {
        scan->at++;
        size++;
    }
    return size >= 3;
}

/* "-1", "3:30", "+167:59:59", in seconds. */
static bool take_time(int32_t *out, Scan *scan, int most_hours)
{
    int sign = 1, hour, minute = 0, second = 0;

    if (scan_take(scan, '-')) {
        sign = -1;
    } else {
        scan_take(scan, '+');
    }
    if (!scan_number(&hour, scan, 3) || hour > most_hours) return false;
    if (scan_take(scan, ':') && (!scan_number(&minute, scan, 2) || minute > 59)) return false;
    if (scan_take(scan, ':') && (!scan_number(&second, scan, 2) || second > 59)) return false;
    *out = sign * (3600 * hour + 60 * minute + second);
    return true;
}

static bool take_day(ZoneSwitch *out, Scan *scan)
{
    if (scan_take(scan, 'M')) {
        out->kind = 'M';
        return scan_number(&out->month, scan, 2) && scan_take(scan, '.') &&
               scan_number(&out->week, scan, 1) && scan_take(scan, '.') &&
               scan_number(&out->day, scan, 1) && out->month >= 1 && out->month <= 12 &&
               out->week >= 1 && out->week <= 5 && out->day <= 6;
    }
    out->kind = scan_take(scan, 'J') ? 'J' : 'D';
    return scan_number(&out->day, scan, 3) && out->day <= 365 && (out->kind == 'D' || out->day);
}

static bool take_switch(ZoneSwitch *out, Scan *scan)
{
    if (!scan_take(scan, ',') || !take_day(out, scan)) return false;
    out->second = 7200;
    return !scan_take(scan, '/') || take_time(&out->second, scan, 167);
}

bool zone_rule_read(ZoneRule *out, const char *text, size_t size)
{
    Scan scan = { text, text + size };
    ZoneRule rule = { 0 };
    int32_t west;

    if (!skip_name(&scan) || !take_time(&west, &scan, 24)) return false;
    rule.standard = -west;
    if (!scan_ended(&scan)) {
        rule.has_summer = true;
        rule.summer = rule.standard + 3600;
        if (!skip_name(&scan)) return false;
        if (!scan_ended(&scan) && *scan.at != ',') {
            if (!take_time(&west, &scan, 24)) return false;
            rule.summer = -west;
        }
        if (!take_switch(&rule.begins, &scan) || !take_switch(&rule.ends, &scan)) return false;
        if (!scan_ended(&scan)) return false;
    }
    *out = rule;
    return true;
}

/* --- a moment --------------------------------------------------------------------------------- */

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static Day switch_day(const ZoneSwitch *when, int year)
{
    Day new_year = day_from_civil((CivilDate){ year, 1, 1 });

    if (when->kind == 'D') return new_year + when->day;
    if (when->kind == 'J') {
        return new_year + when->day - 1 + (is_leap(year) && when->day >= 60);
    }
    Day first = day_from_civil((CivilDate){ year, when->month, 1 });
    Day next = when->month == 12 ? day_from_civil((CivilDate){ year + 1, 1, 1 })
                                 : day_from_civil((CivilDate){ year, when->month + 1, 1 });
    int weekday = ((first + 4) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
    Day day = first + (when->day - weekday + 7) % 7 + 7 * (when->week - 1);
    return day < next ? day : day - 7;
}

/* The moment of a switch: its time is local, under the offset that ends with it. */
static int64_t switch_moment(const ZoneSwitch *when, int year, int32_t offset)
{
    return (int64_t)switch_day(when, year) * 86400 + when->second - offset;
}

static int64_t floor_day(int64_t second)
{
    return second / 86400 - (second % 86400 < 0);
}

int32_t zone_rule_offset(const ZoneRule *rule, int64_t moment)
{
    const int64_t most = (int64_t)100000 * 366 * 86400; /* days are 32 bits wide */

    if (!rule->has_summer || moment > most || moment < -most) return rule->standard;
    int year = day_to_civil((Day)floor_day(moment + rule->standard)).year;
    int64_t begins = switch_moment(&rule->begins, year, rule->standard);
    int64_t ends = switch_moment(&rule->ends, year, rule->summer);
    /* In the south summer goes over the new year. */
    bool summer =
        begins < ends ? moment >= begins && moment < ends : moment >= begins || moment < ends;
    return summer ? rule->summer : rule->standard;
}
