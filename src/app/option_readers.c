/* The kinds of options: what all rows of a kind are read by. */
#include "app/option_readers.h"

#include <string.h>

#include "app/option_text.h"

/* --- for readers ------------------------------------------------------------------------------ */

static Status status_of(const OptionValue *value)
{
    switch (value->source) {
    case BY_DEFAULT: return ERR_BUG;
    case IN_CONFIGURATION: return ERR_CONFIG;
    case ON_COMMAND_LINE: return ERR_USAGE;
    }
    return ERR_BUG;
}

Status option_refuse(const OptionValue *value, const char *problem, Arena *arena, Err *err)
{
    return err_set(err, status_of(value), "%s: \"%s\" %s", value->where,
                   utf8_clean(value->text, strlen(value->text), 80, arena), problem);
}

Status option_refuse_unseen(const OptionValue *value, const char *problem, Err *err)
{
    return err_set(err, status_of(value), "%s %s", value->where, problem);
}

/* "… PROBLEM: give 1 to 100, or auto": what the row takes is said by the row. */
static Status refuse_by_row(const OptionRow *row, const OptionValue *value, const char *problem,
                            Arena *arena, Err *err)
{
    return option_refuse(
        value, arena_format(arena, "%s: give %s", problem, option_takes(row, false, arena)), arena,
        err);
}

void *option_member(Options *options, const OptionRow *row)
{
    return (char *)options + row->at;
}

/* Whole numbers, words and flags go into members of several sizes. */
static void store(Options *o, const OptionRow *row, int64_t value)
{
    const int8_t one = (int8_t)value;
    const int32_t four = (int32_t)value;
    const void *from = row->size == sizeof one    ? (const void *)&one
                       : row->size == sizeof four ? (const void *)&four
                                                  : (const void *)&value;

    memcpy(option_member(o, row), from, row->size);
}

static void store_text(Options *o, const OptionRow *row, const char *text)
{
    memcpy(option_member(o, row), &text, sizeof text);
}

const OptionWord *option_word(const OptionRow *row, const char *text)
{
    for (const OptionWord *word = row->words; word && word->word; word++) {
        if (!strcmp(text, word->word) || (word->also && !strcmp(text, word->also))) return word;
    }
    return NULL;
}

/* --- texts and paths -------------------------------------------------------------------------- */

/* Texts from outside become clean ones here. */
Status read_text(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena, Err *err)
{
    (void)err;
    store_text(o, row, utf8_clean(value->text, strlen(value->text), row->longest, arena));
    return OK;
}

Status read_path(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena, Err *err)
{
    if (!*value->text) {
        const char *what = !strcmp(row->value, "FOLDER") ? "a folder"
                           : !strcmp(row->value, "FILE") ? "a file"
                                                         : row->value;
        return option_refuse(value, arena_format(arena, "is empty: give %s", what), arena, err);
    }
    store_text(o, row, value->text);
    return OK;
}

Status read_folder(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                   Err *err)
{
    if (!path_is_folder(value->text)) {
        return option_refuse(value, "is not a folder: give one that exists", arena, err);
    }
    store_text(o, row, value->text);
    return OK;
}

/* --- numbers, sizes, days --------------------------------------------------------------------- */

Status read_integer(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                    Err *err)
{
    const OptionWord *word = option_word(row, value->text);
    int64_t number;

    if (word) {
        number = word->value;
    } else if (!integer_read(value->text, &number)) {
        return refuse_by_row(row, value, "is not a whole number", arena, err);
    } else if (number < row->least || number > row->most) {
        return refuse_by_row(row, value, "is out of range", arena, err);
    }
    store(o, row, number);
    return OK;
}

Status read_number(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                   Err *err)
{
    double number;

    if (!number_read(value->text, &number)) {
        return refuse_by_row(row, value, "is not a number", arena, err);
    }
    if (number < (double)row->least || number > (double)row->most) {
        return refuse_by_row(row, value, "is out of range", arena, err);
    }
    memcpy(option_member(o, row), &number, sizeof number);
    return OK;
}

/* "500KB", "10MB", "2GB", or bytes. */
static bool size_of(int64_t *out, const char *text)
{
    static const char *const units[] = { "", "KB", "MB", "GB" };
    size_t digits = strspn(text, "0123456789");
    int64_t factor = 1, value = 0;

    if (!digits || digits > 9) return false;
    for (size_t i = 0; i < digits; i++)
        value = 10 * value + (text[i] - '0');
    for (size_t i = 0; i < COUNT_OF(units); i++, factor *= 1000) {
        if (strcmp(text + digits, units[i])) continue;
        *out = value * factor;
        return true;
    }
    return false;
}

Status read_size(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena, Err *err)
{
    int64_t size;

    if (!size_of(&size, value->text)) return refuse_by_row(row, value, "is not a size", arena, err);
    if (size < row->least) return refuse_by_row(row, value, "is too small", arena, err);
    store(o, row, size);
    return OK;
}

Status read_day(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena, Err *err)
{
    const char *words = option_takes(row, false, arena);
    Day day;

    if (!day_read(value->text, &day)) {
        return option_refuse(value,
                             arena_format(arena,
                                          "is not a date: give YYYY-MM-DD, such as 2024-06-30%s%s",
                                          *words ? ", or " : "", words),
                             arena, err);
    }
    memcpy(option_member(o, row), &day, sizeof day);
    return OK;
}

/* --- words ------------------------------------------------------------------------------------ */

Status read_word(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena, Err *err)
{
    const OptionWord *word = option_word(row, value->text);

    if (!word) return refuse_by_row(row, value, "is not known", arena, err);
    store(o, row, word->value);
    return OK;
}

Status read_flag(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena, Err *err)
{
    bool yes = !strcmp(value->text, "yes") || !strcmp(value->text, "true");

    if (!yes && strcmp(value->text, "no") && strcmp(value->text, "false")) {
        return option_refuse(value, "is not known: give yes or no", arena, err);
    }
    store(o, row, yes);
    return OK;
}

static void set_parts(Options *o, const OptionRow *row, bool present)
{
    for (const OptionWord *word = row->words; word->word; word++) {
        if (word->value != NO_PART) *(bool *)((char *)o + word->value) = present;
    }
}

/* A word for a whole list stands alone. */
Status read_parts(Options *o, const OptionRow *row, const OptionValue *value, Arena *arena,
                  Err *err)
{
    const OptionWord *word = option_word(row, value->text);
    char *rest = arena_text(arena, value->text), *name;
    Options read = *o;

    set_parts(&read, row, false);
    while (!(word && word->value == NO_PART) && (name = strsep(&rest, ","))) {
        const OptionValue part = { name, value->where, value->source };
        word = option_word(row, name);
        if (!word) return refuse_by_row(row, &part, "is not known", arena, err);
        if (word->value == NO_PART) {
            return refuse_by_row(row, &part, "stands alone", arena, err);
        }
        *(bool *)((char *)&read + word->value) = true;
    }
    *o = read;
    return OK;
}
