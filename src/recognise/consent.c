#include "recognise/consent.h"

#include <string.h>

#include "recognise/date.h"
#include "recognise/fields.h"

static const char YES[] = " yes y true t 1 on ja j oui si sim tak x subscribed optedin optin "
                          "granted accepted agreed allowed ";
static const char NO[] = " no n false f 0 off nein non nao nie nee never ";

/* The words stand between blanks. */
static bool is_word(const char *words, const char *text, size_t size)
{
    char folded[FOLDED_BYTES];

    if (!size || size >= FOLDED_BYTES) return false;
    field_fold(folded, text, size);
    size_t length = strlen(folded);
    for (const char *at = words; length && (at = strstr(at, folded)) != NULL; at++)
        if (at[-1] == ' ' && at[length] == ' ') return true;
    return false;
}

static bool is_day(const char *text, size_t size)
{
    static const DateForm forms[] = { DATE_YMD, DATE_DMY, DATE_MDY, DATE_UNIX, DATE_UNIX_MILLIS };
    Moment moment;

    for (size_t i = 0; size >= 6 && i < COUNT_OF(forms); i++)
        if (moment_read(&moment, forms[i], text, size) == DATE_FINE) return true;
    return false;
}

bool consent_is_given(const char *text, size_t size)
{
    return is_word(YES, text, size) || is_day(text, size);
}

bool flag_is_off(const char *text, size_t size)
{
    return is_word(NO, text, size);
}

bool consent_is_withdrawn(const char *text, size_t size)
{
    return !flag_is_off(text, size);
}
