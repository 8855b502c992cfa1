/* The parsers of dates, amounts and ids from a database: whatever the bytes, what is taken must be
 * what the strict form says, and nothing may be read past the size. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool fine)
{
    if (!fine) abort();
}

/* A heap copy without a NUL behind it, so that AddressSanitizer sees a step too far. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size ? size : 1);
    Day day;
    double amount;
    int64_t id;

    if (!text) return 0;
    if (size) memcpy(text, data, size);
    if (day_from_text(&day, text, size) == READ_OK) {
        CivilDate date = day_to_civil(day);
        check(date.year >= FIRST_YEAR && date.year <= 9999 && size >= 10);
        check(day_from_civil(date) == day);
    }
    if (amount_from_text(&amount, text, size) == READ_AS_TEXT) {
        check(isfinite(amount) && fabs(amount) <= AMOUNT_LIMIT);
    }
    if (id_from_text(&id, text, size) == READ_AS_TEXT) check(size > 0);
    free(text);
    return 0;
}
