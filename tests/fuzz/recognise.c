/* Recognition of dates and numbers: what is taken exists and is finite, and a column of one value is
 * decided the way the value is read, or refused with a message. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "recognise/recognise.h"
#include "store/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool fine)
{
    if (!fine) abort();
}

static void try_dates(const char *text, size_t size)
{
    DateEvidence evidence = { 0 };
    DateForm form;
    Day day;
    Err err = { 0 };

    for (int f = 0; f < DATE_FORMS; f++) {
        if (!date_read(&day, (DateForm)f, text, size)) continue;
        CivilDate date = day_to_civil(day);
        check(date.year >= 1 && date.year <= 9999);
        check(day_from_civil(date) == day);
    }
    date_note(&evidence, text, size, 1);
    if (date_decide(&form, &evidence, "fuzz", &err)) {
        check(err.text[0] && utf8_valid(err.text, strlen(err.text)));
    } else if (evidence.values) {
        check(date_read(&day, form, text, size));
    }
}

static void try_numbers(const char *text, size_t size)
{
    NumberEvidence evidence = { 0 };
    double value;
    char decimal;
    Err err = { 0 };

    for (const char *mark = ".,"; *mark; mark++) {
        if (number_parse(&value, *mark, text, size) != NUMBER_FINE) continue;
        check(isfinite(value) && fabs(value) <= AMOUNT_LIMIT && !(value == 0 && signbit(value)));
    }
    number_note(&evidence, text, size, 1);
    if (number_decide(&decimal, &evidence, "fuzz", &err)) {
        check(err.text[0] && utf8_valid(err.text, strlen(err.text)));
    } else {
        check(decimal == '.' || decimal == ',');
    }
}

/* A heap copy without a NUL behind it, so that AddressSanitizer sees a step too far. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size ? size : 1);
    DateForm form;

    if (!text) return 0;
    if (size) memcpy(text, data, size);
    try_dates(text, size);
    try_numbers(text, size);
    free(text);
    Arena arena = arena_open();
    date_form_of(&form, arena_text_n(&arena, (const char *)data, size));
    arena_close(&arena);
    return 0;
}
