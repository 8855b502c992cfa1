#include "recognise/date_words.h"

#include <string.h>

/* --- months and weekdays ---------------------------------------------------------------------- */

static const char *const MONTHS[12] = {
    "january januar janner janvier enero gennaio januari janeiro styczen stycznia",
    "february februar feber fevrier febrero febbraio februari fevereiro luty lutego",
    "march marz maerz mrz mars marzo maart mrt marco marzec marca",
    "april avril abril aprile kwiecien kwietnia",
    "may mai mayo maggio mei maio maj maja",
    "june juni juin junio giugno junho czerwiec czerwca",
    "july juli juillet julio luglio julho lipiec lipca",
    "august aout agosto augustus sierpien sierpnia",
    "september septembre septiembre setiembre settembre setembro wrzesien wrzesnia",
    "october oktober octobre octubre ottobre outubro pazdziernik pazdziernika",
    "november novembre noviembre novembro listopad listopada",
    "december dezember decembre diciembre dicembre dezembro grudzien grudnia",
};

static const char WEEKDAYS[] =
    "monday tuesday wednesday thursday friday saturday sunday "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miercoles jueves viernes sabado domingo "
    "lunedi martedi mercoledi giovedi venerdi sabato domenica "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "segunda terca quarta quinta sexta "
    "poniedzialek wtorek sroda czwartek piatek sobota niedziela pn pt sb nd";

/* Whether the word is one in the list, or the beginning of one. */
static bool begins_one_of(const char *list, const char *word, size_t size)
{
    for (const char *at = list; *at; at += *at == ' ') {
        if (*at == *word && !strncmp(at, word, size)) return true;
        at += strcspn(at, " ");
    }
    return false;
}

static bool is_one_of(const char *list, const char *word)
{
    size_t size = strlen(word);

    for (const char *at = list; size && *at; at += *at == ' ') {
        size_t length = strcspn(at, " ");
        if (length == size && !memcmp(at, word, size)) return true;
        at += length;
    }
    return false;
}

int month_of(const char *word)
{
    size_t size = strlen(word);
    int found = 0;

    if (size < 3) return 0;
    for (int month = 1; month <= 12; month++) {
        if (!begins_one_of(MONTHS[month - 1], word, size)) continue;
        if (found) return 0; /* "jui": juin or juillet */
        found = month;
    }
    return found;
}

bool is_weekday(const char *word)
{
    size_t size = strlen(word);

    return size >= 2 && begins_one_of(WEEKDAYS, word, size);
}

bool is_before_time(const char *word)
{
    return is_one_of("at um a as las les alle ore om o kl", word);
}

/* --- zones ------------------------------------------------------------------------------------ */

#define HOURS(h) ((int32_t)((h)*3600))

/* The North American ones are RFC 5322's. */
static const struct {
    const char *names;
    int32_t offset;
} ZONES[] = {
    { "utc gmt ut wet z", 0 },
    { "est", HOURS(-5) },
    { "edt", HOURS(-4) },
    { "cst", HOURS(-6) },
    { "cdt", HOURS(-5) },
    { "mst", HOURS(-7) },
    { "mdt", HOURS(-6) },
    { "pst", HOURS(-8) },
    { "pdt", HOURS(-7) },
    { "akst", HOURS(-9) },
    { "akdt", HOURS(-8) },
    { "hst", HOURS(-10) },
    { "cet mez west wat", HOURS(1) },
    { "cest mesz eet cat sast", HOURS(2) },
    { "eest msk trt eat", HOURS(3) },
    { "pkt", HOURS(5) },
    { "wib ict", HOURS(7) },
    { "awst sgt hkt pht", HOURS(8) },
    { "jst kst", HOURS(9) },
    { "acst", HOURS(9.5) },
    { "aest", HOURS(10) },
    { "acdt", HOURS(10.5) },
    { "aedt", HOURS(11) },
    { "nzst", HOURS(12) },
    { "nzdt", HOURS(13) },
    { "brt art", HOURS(-3) },
    { "cot pet", HOURS(-5) },
    { "ist bst pt mt ct et", NO_OFFSET },
};

static const struct {
    const char *name;
    int32_t offset;
} LONG_NAMES[] = {
    { "coordinated universal time", 0 },
    { "greenwich mean time", 0 },
    { "british summer time", HOURS(1) },
    { "western european time", 0 },
    { "western european summer time", HOURS(1) },
    { "central european time", HOURS(1) },
    { "central european standard time", HOURS(1) },
    { "central european summer time", HOURS(2) },
    { "eastern european time", HOURS(2) },
    { "eastern european standard time", HOURS(2) },
    { "eastern european summer time", HOURS(3) },
    { "eastern standard time", HOURS(-5) },
    { "eastern daylight time", HOURS(-4) },
    { "central standard time", HOURS(-6) },
    { "central daylight time", HOURS(-5) },
    { "mountain standard time", HOURS(-7) },
    { "mountain daylight time", HOURS(-6) },
    { "pacific standard time", HOURS(-8) },
    { "pacific daylight time", HOURS(-7) },
    { "alaska standard time", HOURS(-9) },
    { "alaska daylight time", HOURS(-8) },
    { "hawaii standard time", HOURS(-10) },
    { "india standard time", HOURS(5.5) },
    { "japan standard time", HOURS(9) },
    { "china standard time", HOURS(8) },
    { "singapore standard time", HOURS(8) },
    { "australian eastern standard time", HOURS(10) },
    { "australian eastern daylight time", HOURS(11) },
    { "new zealand standard time", HOURS(12) },
    { "new zealand daylight time", HOURS(13) },
    { "eastern time", NO_OFFSET },
    { "central time", NO_OFFSET },
    { "mountain time", NO_OFFSET },
    { "pacific time", NO_OFFSET },
};

bool zone_name_offset(int32_t *offset, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(ZONES); i++) {
        if (!is_one_of(ZONES[i].names, name)) continue;
        *offset = ZONES[i].offset;
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(LONG_NAMES); i++) {
        if (strcmp(LONG_NAMES[i].name, name) != 0) continue;
        *offset = LONG_NAMES[i].offset;
        return true;
    }
    return false;
}
