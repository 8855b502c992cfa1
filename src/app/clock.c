#include "app/clock.h"

#include <stdlib.h>
#include <time.h>

#include "base/base.h"

int64_t clock_given(void)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds;

    return text && integer_read(text, &seconds) && seconds > 0 ? seconds : 0;
}

int64_t clock_seconds(void)
{
    int64_t given = clock_given();

    return given ? given : (int64_t)time(NULL);
}
