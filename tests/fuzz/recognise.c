/* Recognition of values and names: what is taken exists and is finite, a column of one value is
 * decided the way the value is read, or refused with a message, and no zone's file breaks. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "recognise/fields.h"
#include "recognise/recognise.h"
#include "recognise/zone_file.h"
#include "store/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool fine)
{
    if (!fine) abort();
}

static void check_text(const char *text)
{
    check(utf8_valid(text, strlen(text)));
}

static void try_dates(const char *text, size_t size)
{
    DateEvidence evidence = { 0 };
    DateForm form;
    Moment moment;
    Err err = { 0 };

    for (int f = 0; f < DATE_FORMS; f++) {
        if (moment_read(&moment, (DateForm)f, text, size) != DATE_FINE) continue;
        CivilDate date = day_to_civil(moment.day);
        check(date.year >= 1900 && date.year <= 9999);
        check(day_from_civil(date) == moment.day && !day_is_unknown(moment.day));
        check(moment.second >= NO_TIME && moment.second <= 86400);
        check(moment.offset == NO_OFFSET || (moment.offset >= -57600 && moment.offset <= 57600));
        check(moment.second != NO_TIME || moment.offset == NO_OFFSET);
    }
    date_note(&evidence, text, size, 1);
    check(evidence.values + evidence.unknown <= 1);
    if (date_decide(&form, &evidence, "fuzz", &err)) {
        check(err.text[0]);
        check_text(err.text);
    } else if (evidence.values) {
        check(moment_read(&moment, form, text, size) == DATE_FINE);
    }
}

static void try_numbers(const char *text, size_t size)
{
    NumberEvidence evidence = { 0 };
    Currency currency = { "" };
    double value;
    char decimal;
    bool percent;
    Err err = { 0 };

    for (const char *mark = ".,"; *mark; mark++) {
        if (share_parse(&value, &percent, *mark, text, size) == NUMBER_FINE) check(isfinite(value));
        if (money_parse(&value, &currency, *mark, text, size) != NUMBER_FINE) continue;
        check(isfinite(value) && fabs(value) <= AMOUNT_LIMIT && !(value == 0 && signbit(value)));
        check(memchr(currency.code, '\0', sizeof currency.code) != NULL);
        check_text(currency.code);
    }
    number_note(&evidence, text, size, 1);
    check(evidence.values == 0 || !figure_is_blank(text, size));
    if (number_decide(&decimal, &evidence, "fuzz", &err)) {
        check(err.text[0]);
        check_text(err.text);
    } else {
        check(decimal == '.' || decimal == ',');
    }
    if (currency_read(&currency, text, size)) check(currency.code[0]);
}

static void try_words(const char *text, size_t size)
{
    Example example = { .line = 0 };
    BlankCount count = { { 0 } };
    const char *inner = text;
    size_t left = size;

    check(blank_note(&count, text, size, false) == text_is_blank(text, size));
    check(blank_note(&count, text, size, true) == figure_is_blank(text, size));
    check(!text_is_blank(text, size) || figure_is_blank(text, size));
    text_trim(&inner, &left);
    check(inner >= text && inner + left <= text + size);
    const char *again = inner;
    size_t same = left;
    text_trim(&again, &same);
    check(again == inner && same == left);
    id_canonical(&again, &same);
    check(same <= left && (same > 0) == (left > 0));
    check(!id_is_scientific(text, size) || !id_is_rounded(text, size));
    example_note(&example, text, size, 1);
    check_text(example.text);
    check(utf8_length(example.text) <= EXAMPLE_CHARS + 1);
}

static void try_names(const uint8_t *data, size_t size)
{
    static const FieldMaps maps = { .given = "--map", .strict = true };
    Arena arena = arena_open();
    const char *name = utf8_clean((const char *)data, size, 1000, &arena);
    const char *const header[] = { "x", name, "Name" };
    int column[FIELDS];
    Currency currency;
    DateForm form;
    Zone zone;
    Err err = { 0 };

    for (int t = 0; t < TABLES; t++) {
        if (fields_find(column, (TableId)t, header, 3, &maps, "fuzz", &arena, &err)) {
            check_text(err.text);
            continue;
        }
        for (int f = 0; f < FIELDS; f++)
            check(column[f] >= NO_COLUMN && column[f] < 3);
    }
    if (header_currency(&currency, name)) check(currency.code[0]);
    date_form_of(&form, arena_text_n(&arena, (const char *)data, size));
    if (zone_open(&zone, name, "/nowhere", &arena, &err)) check_text(err.text);
    arena_close(&arena);
}

static void try_zones(const char *text, size_t size)
{
    static const int64_t moments[] = { INT64_MIN, -1, 0, 1722412800, 4102444800, INT64_MAX };
    Arena arena = arena_open();
    ZoneRule rule;
    Zone zone;

    if (zone_rule_read(&rule, text, size)) {
        for (size_t i = 0; i < COUNT_OF(moments); i++)
            check(abs(zone_rule_offset(&rule, moments[i])) <= 90000);
    }
    if (zone_file_read(&zone, (Bytes){ (const unsigned char *)text, size }, &arena)) {
        for (size_t i = 0; i < COUNT_OF(moments); i++)
            check(abs(zone_offset(&zone, moments[i])) <= 93599);
    }
    arena_close(&arena);
}

/* A heap copy without a NUL behind it, so that AddressSanitizer sees a step too far. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size ? size : 1);

    if (!text) return 0;
    if (size) memcpy(text, data, size);
    try_dates(text, size);
    try_numbers(text, size);
    try_words(text, size);
    try_zones(text, size);
    free(text);
    try_names(data, size);
    return 0;
}
