/* app/clock.h — what time it is: SOURCE_DATE_EPOCH where it is set (seconds since 1970, over 0),
 * else the system's clock. */
#ifndef APP_CLOCK_H
#define APP_CLOCK_H

#include <stdint.h>

int64_t clock_seconds(void);
/* What SOURCE_DATE_EPOCH says; 0 where it says nothing. */
int64_t clock_given(void);

#endif
