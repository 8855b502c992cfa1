#include "recognise/consent.h"

#include "recognise/date.h"
#include "recognise/words.h"

static const char YES[] = " yes y true t 1 on ja j oui si sim tak x subscribed optedin optin "
                          "granted accepted agreed allowed ";
static const char NO[] = " no n false f 0 off nein non nao nie nee never ";

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
    return folded_in_list(YES, text, size) || is_day(text, size);
}

bool flag_is_off(const char *text, size_t size)
{
    return folded_in_list(NO, text, size);
}

bool consent_is_withdrawn(const char *text, size_t size)
{
    return !flag_is_off(text, size);
}
