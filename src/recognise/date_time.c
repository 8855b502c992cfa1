#include "recognise/date_time.h"

#include <string.h>

/* --- hours and minutes ------------------------------------------------------------------------ */

typedef struct Hands {
    int hour, minute, second;
} Hands;

/* "081500" or "0815". */
static bool take_compact(Hands *out, Scan *scan)
{
    int digits = 0, number;

    while (scan_digit_at(scan, (size_t)digits))
        digits++;
    if (digits != 4 && digits != 6) return false;
    scan_number(&number, scan, digits);
    if (digits == 4) number *= 100;
    *out = (Hands){ number / 10000, number / 100 % 100, number % 100 };
    return true;
}

/* What may stand between hours and minutes; 0 when nothing does. */
static char take_hour_mark(Scan *scan)
{
    if (scan_take(scan, ':')) return ':';
    if (scan_digit_at(scan, 1) && scan_take(scan, '.')) return '.';
    if (scan_digit_at(scan, 1) && (scan_take(scan, 'h') || scan_take(scan, 'H'))) return 'h';
    return 0;
}

/* Fractions of a second are checked and dropped. */
static bool take_fraction(Scan *scan)
{
    if (!scan_take(scan, '.') && !scan_take(scan, ',') && !scan_take(scan, ':')) return true;
    if (!scan_digit_at(scan, 0)) return false;
    while (scan_digit_at(scan, 0))
        scan->at++;
    return true;
}

static bool take_hands(Hands *out, bool *bare, Scan *scan)
{
    int hour, minute = 0, second = 0;

    if (!scan_number(&hour, scan, 2)) return false;
    char mark = take_hour_mark(scan);
    *bare = !mark;
    if (mark) {
        if (scan_number(&minute, scan, 2) != 2) return false;
        if (mark != 'h' && scan_digit_at(scan, 1) && scan_take(scan, mark)) {
            if (scan_number(&second, scan, 2) != 2 || !take_fraction(scan)) return false;
        }
    }
    *out = (Hands){ hour, minute, second };
    return true;
}

/* "AM", "p.m.", "a. m.": 'a' or 'p', else 0. */
static char take_half(Scan *scan)
{
    Scan ahead = *scan;

    scan_blanks(&ahead);
    char half = ahead.at < ahead.end ? (char)(*ahead.at | 0x20) : 0;
    if (half != 'a' && half != 'p') return 0;
    ahead.at++;
    if (scan_take(&ahead, '.')) scan_blanks(&ahead);
    if (!scan_take(&ahead, 'm') && !scan_take(&ahead, 'M')) return 0;
    scan_take(&ahead, '.');
    *scan = ahead;
    return half;
}

/* " Uhr", "h", " hrs". */
static void skip_hour_word(Scan *scan)
{
    Scan ahead = *scan;
    char word[WORD_BYTES];

    scan_blanks(&ahead);
    if (!scan_word(word, &ahead)) return;
    if (!strcmp(word, "uhr") || !strcmp(word, "h") || !strcmp(word, "hs") || !strcmp(word, "hrs")) {
        *scan = ahead;
    }
}

bool clock_take(Clock *out, Scan *scan, bool compact)
{
    Hands hands;
    bool bare = false;

    if (!(compact && take_compact(&hands, scan)) && !take_hands(&hands, &bare, scan)) return false;
    if (hands.hour > 24 || hands.minute > 59 || hands.second > 60) return false;
    char half = take_half(scan);
    if (bare && !half) return false;
    if (half == 'a' && hands.hour > 12) return false;
    if (half && hands.hour == 12) hands.hour = 0;
    if (half == 'p' && hands.hour < 12) hands.hour += 12;
    if (!half) skip_hour_word(scan);
    int32_t second = 3600 * hands.hour + 60 * hands.minute + hands.second;
    out->second = second < 86400 ? second : 86400;
    return true;
}

/* --- zones ------------------------------------------------------------------------------------ */

/* "+02:00", "-0500", "+02"; after GMT and UTC also "+2". False: there is a sign, but no offset. */
static bool take_offset(int32_t *out, Scan *scan, bool loose)
{
    int sign = 0, hour, minute = 0;

    if (scan_take(scan, '+')) sign = 1;
    if (!sign && (scan_take(scan, '-') || scan_take_text(scan, "−"))) sign = -1;
    if (!sign) return false;
    int digits = scan_number(&hour, scan, 2);
    if (digits != 2 && !(digits == 1 && loose)) return false;
    if (digits == 2 && scan_digit_at(scan, 0)) {
        if (scan_number(&minute, scan, 2) != 2) return false;
    } else if (scan_take(scan, ':') && scan_number(&minute, scan, 2) != 2) {
        return false;
    }
    if (hour > 15 || minute > 59) return false;
    *out = sign * (3600 * hour + 60 * minute);
    return true;
}

/* "Europe/Berlin", from its slash on. */
static void skip_path(Scan *scan)
{
    char word[WORD_BYTES];

    while (scan_take(scan, '/') || scan_take(scan, '_') || scan_take(scan, '-'))
        scan_word(word, scan);
}

/* A zone by its name, of up to five words. */
static bool take_zone_name(int32_t *out, Scan *scan)
{
    char name[5 * WORD_BYTES] = "", word[WORD_BYTES];
    size_t used = 0;
    Scan ahead = *scan;

    for (int w = 0; w < 5 && scan_word(word, &ahead); w++) {
        size_t size = strlen(word);
        if (used) name[used++] = ' ';
        memcpy(name + used, word, size + 1);
        used += size;
        *scan = ahead;
        if (!scan_ended(&ahead) && *ahead.at == '/') {
            skip_path(scan);
            *out = NO_OFFSET;
            return true;
        }
        scan_blanks(&ahead);
    }
    return used && zone_name_offset(out, name);
}

/* " (Central European Summer Time)", "[Europe/Berlin]": what the zone is called besides. */
static bool skip_note(Scan *scan, char open, char close)
{
    Scan ahead = *scan;

    scan_blanks(&ahead);
    if (!scan_take(&ahead, open)) return true;
    while (!scan_ended(&ahead) && *ahead.at != close && *ahead.at != open)
        ahead.at++;
    if (!scan_take(&ahead, close)) return false;
    *scan = ahead;
    return true;
}

static bool take_zone_itself(int32_t *out, Scan *scan)
{
    if (scan_ended(scan) || *scan->at == '(' || *scan->at == '[') return true;
    if (*scan->at == '+' || *scan->at == '-' || (unsigned char)*scan->at == 0xe2) {
        return take_offset(out, scan, false);
    }
    if (scan_is_digit(*scan->at)) return true; /* the year of "10:00:00 2024" */
    if (!take_zone_name(out, scan)) return false;
    Scan ahead = *scan; /* "GMT+2", "UTC +02:00" */
    scan_blanks(&ahead);
    if (*out != 0 || scan_ended(&ahead) || (*ahead.at != '+' && *ahead.at != '-')) return true;
    *scan = ahead;
    return take_offset(out, scan, true);
}

bool clock_take_zone(Clock *out, Scan *scan)
{
    scan_blanks(scan);
    return take_zone_itself(&out->offset, scan) && skip_note(scan, '(', ')') &&
           skip_note(scan, '[', ']');
}

/* --- behind a date ---------------------------------------------------------------------------- */

static void skip_words_before(Scan *scan)
{
    Scan ahead = *scan;
    char word[WORD_BYTES];

    for (int w = 0; w < 2 && scan_word(word, &ahead) && is_before_time(word); w++) {
        scan_blanks(&ahead);
        *scan = ahead;
    }
}

bool clock_take_rest(Clock *out, Scan *scan, bool compact)
{
    if (scan_ended(scan)) return true;
    if (out->second != NO_TIME) {
        return clock_take_zone(out, scan) && scan_ended(scan);
    }
    bool after_t = scan_digit_at(scan, 1) && (scan_take(scan, 'T') || scan_take(scan, 't'));
    if (!after_t) {
        bool apart = scan_take(scan, ',');
        apart |= scan_blanks(scan);
        if (!apart || scan_ended(scan)) return false;
        skip_words_before(scan);
    }
    if (!clock_take(out, scan, compact || after_t)) return false;
    return clock_take_zone(out, scan) && scan_ended(scan);
}
