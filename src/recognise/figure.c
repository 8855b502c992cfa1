#include "recognise/figure.h"

#include <string.h>

#include "recognise/blank.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool starts(const char *text, size_t size, const char *with)
{
    return size >= strlen(with) && !memcmp(text, with, strlen(with));
}

static bool ends(const char *text, size_t size, const char *with)
{
    return size >= strlen(with) && !memcmp(text + size - strlen(with), with, strlen(with));
}

/* Hyphen, minus sign, en dash, em dash, small and full-width minus. */
static const char *const DASHES[] = { "-", "−", "–", "—", "﹣", "－" };

static size_t dash_at_start(const char *text, size_t size)
{
    for (size_t i = 0; i < COUNT_OF(DASHES); i++) {
        if (starts(text, size, DASHES[i])) return strlen(DASHES[i]);
    }
    return 0;
}

static size_t dash_at_end(const char *text, size_t size)
{
    for (size_t i = 0; i < COUNT_OF(DASHES); i++) {
        if (ends(text, size, DASHES[i])) return strlen(DASHES[i]);
    }
    return 0;
}

static void drop(Figure *figure, size_t front, size_t back)
{
    figure->text += front;
    figure->size -= front + back;
    text_trim(&figure->text, &figure->size);
}

/* Most figures begin and end with a digit, but for a minus: nothing is to be taken off. */
static bool is_bare(Figure *figure)
{
    size_t minus = figure->size > 1 && figure->text[0] == '-';

    if (!figure->size || !is_digit(figure->text[minus])) return false;
    if (!is_digit(figure->text[figure->size - 1])) return false;
    figure->signs = (int)minus;
    figure->negative = minus > 0;
    figure->text += minus;
    figure->size -= minus;
    return true;
}

static void note_currency(Figure *figure, const Currency *currency)
{
    if (!currency_agrees(&figure->currency, currency)) figure->broken = true;
    /* Of "$5 USD" the code says more. */
    if (!figure->currency.code[0] || currency_is_code(currency->code, strlen(currency->code))) {
        figure->currency = *currency;
    }
}

static bool peel_front(Figure *figure, int *open)
{
    Currency currency;
    size_t dash = dash_at_start(figure->text, figure->size), size;

    if (dash || starts(figure->text, figure->size, "+")) {
        figure->signs++;
        figure->negative |= dash > 0;
        drop(figure, dash ? dash : 1, 0);
        return true;
    }
    if (starts(figure->text, figure->size, "(")) {
        ++*open;
        drop(figure, 1, 0);
        return true;
    }
    if (!(size = currency_at_start(&currency, figure->text, figure->size))) return false;
    note_currency(figure, &currency);
    drop(figure, size, 0);
    return true;
}

/* "5,-", "5.--": dashes that stand for no cents, not for a minus; their size with the mark. */
static size_t dashed_cents(const Figure *figure)
{
    size_t left = figure->size, dash;

    while ((dash = dash_at_end(figure->text, left)))
        left -= dash;
    bool cents = left > 1 && left < figure->size && is_digit(figure->text[left - 2]) &&
                 (figure->text[left - 1] == '.' || figure->text[left - 1] == ',');
    return cents ? figure->size - left + 1 : 0;
}

static bool peel_sign_behind(Figure *figure)
{
    size_t cents = dashed_cents(figure), dash = dash_at_end(figure->text, figure->size);

    if (cents) {
        figure->cents = figure->text[figure->size - cents];
        drop(figure, 0, cents);
    } else if (ends(figure->text, figure->size, "/-")) {
        drop(figure, 0, 2);
    } else if (dash) {
        figure->signs++;
        figure->negative = true;
        drop(figure, 0, dash);
    } else {
        return false;
    }
    return true;
}

static bool peel_back(Figure *figure, int *close)
{
    Currency currency;
    size_t size;

    if (!figure->size || is_digit(figure->text[figure->size - 1])) return false;
    if (ends(figure->text, figure->size, ")")) {
        ++*close;
        drop(figure, 0, 1);
        return true;
    }
    if (!figure->percent && ends(figure->text, figure->size, "%")) {
        figure->percent = true;
        drop(figure, 0, 1);
        return true;
    }
    if (peel_sign_behind(figure)) return true;
    if (!(size = currency_at_end(&currency, figure->text, figure->size))) return false;
    note_currency(figure, &currency);
    drop(figure, 0, size);
    return true;
}

Figure figure_strip(const char *text, size_t size)
{
    Figure figure = { .text = text, .size = size };
    int open = 0, close = 0;

    if (is_bare(&figure)) return figure;
    text_trim(&figure.text, &figure.size);
    while (figure.size && !is_digit(figure.text[0]) && peel_front(&figure, &open))
        ;
    while (peel_back(&figure, &close))
        ;
    figure.signs += open;
    figure.negative |= open > 0;
    figure.broken |= open != close || open > 1;
    return figure;
}
