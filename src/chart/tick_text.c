/* What ticks and labels say. */
#include "chart/tick.h"

#include <math.h>
#include <string.h>

#include "data/format.h"

#define MINUS "−"

typedef struct Unit {
    double size;
    const char *letter;
} Unit;

/* The short scale's unit for an axis whose largest value is `most`: from ten thousand up; of money
 * sooner, since its texts are longer by a sign. */
static Unit short_unit(double most, double step, bool money)
{
    static const Unit units[] = { { 1e12, "T" }, { 1e9, "B" }, { 1e6, "M" }, { 1e3, "K" } };

    for (size_t i = 0; i < COUNT_OF(units); i++) {
        bool enough = units[i].size == 1e3 ? most >= 1e4 || (money && most >= 5e3 && step >= 1e3)
                                           : most >= units[i].size;
        /* 1.25M beats 1,250K, but 1.002M is worse than 1,002K. */
        if (enough && step >= 0.01 * units[i].size * (1 - 1e-9)) return units[i];
    }
    return (Unit){ 1, "" };
}

/* The decimals that tell multiples of the step apart, at most six. */
static int step_decimals(double step)
{
    for (int d = 0; d < 6; d++) {
        double scaled = step * pow(10, d);
        if (fabs(scaled - round(scaled)) < 1e-6 * fmax(1, scaled)) return d;
    }
    return 6;
}

static const char *currency_prefix(const char *currency)
{
    return currency ? currency : "USD";
}

/* digits with the sign, prefix and suffix that the axis' kind asks for. */
static const char *dress(const char *digits, bool negative, const Axis *axis, const char *letter,
                         const char *currency, Arena *arena)
{
    char zero[NUMBER_TEXT];
    const char *sign = negative ? MINUS : "";

    switch (axis->kind) {
    case COLUMN_MONEY:
        number_money(zero, 0, currency_prefix(currency), 0);
        zero[strlen(zero) - 1] = 0;
        return arena_format(arena, "%s%s%s%s", sign, zero, digits, letter);
    case COLUMN_SHARE: return arena_format(arena, "%s%s%%", sign, digits);
    case COLUMN_RATIO: return arena_format(arena, "%s%s%s×", sign, digits, letter);
    case COLUMN_SIGMA:
        if (!negative && strspn(digits, "0.") != strlen(digits)) sign = "+";
        return arena_format(arena, "%s%s%s", sign, digits, letter);
    case COLUMN_TEXT:
    case COLUMN_ID:
    case COLUMN_COUNT:
    case COLUMN_NUMBER:
    case COLUMN_DAYS:
    case COLUMN_SECONDS: return arena_format(arena, "%s%s%s", sign, digits, letter);
    }
    return digits;
}

static const char *tick_text(double value, Unit unit, int decimals, const Axis *axis,
                             const char *currency, Arena *arena)
{
    char digits[NUMBER_TEXT];
    bool zero = value == 0;

    /* Sizes that no short scale serves are written with an exponent. */
    if (fabs(value / unit.size) >= 1e6 || (!zero && fabs(value) < 1e-6)) {
        return dress(arena_format(arena, "%.3g", fabs(value)), value < 0, axis, "", currency,
                     arena);
    }
    number_grouped(digits, fabs(value / unit.size), zero ? 0 : decimals);
    return dress(digits, value < 0, axis, zero ? "" : unit.letter, currency, arena);
}

/* "¼", "½", "same", "2×": what a ratio's tick says. */
static const char *ratio_text(double value, Arena *arena)
{
    if (value == 1) return WORDS("same");
    if (value == 0.5) return "½";
    if (value == 0.25) return "¼";
    if (value < 1) return arena_format(arena, "1/%.0f", 1 / value);
    return arena_format(arena, "%.0f×", value);
}

void ticks_write(Ticks *ticks, const Axis *axis, const char *currency, bool log, Arena *arena)
{
    double most = 0, scale = axis->kind == COLUMN_SHARE ? 100 : 1;

    for (size_t i = 0; i < ticks->count; i++)
        most = fmax(most, fabs(ticks->at[i]) * scale);
    for (size_t i = 0; i < ticks->count; i++) {
        double value = ticks->at[i] * scale;
        /* On a logarithmic axis each tick has its own unit and needs. */
        double step = log ? value : ticks->step * scale;
        Unit unit = axis->kind == COLUMN_SHARE
                        ? (Unit){ 1, "" }
                        : short_unit(log ? fabs(value) : most, step, axis->kind == COLUMN_MONEY);
        if (log && value >= 1e3 && axis->kind == COLUMN_MONEY && unit.size == 1) {
            unit = (Unit){ 1e3, "K" };
        }
        ticks->text[i] =
            log && axis->kind == COLUMN_RATIO
                ? ratio_text(value, arena)
                : tick_text(value, unit, step_decimals(step / unit.size), axis, currency, arena);
    }
    if (ticks->ends) ticks->text[0] = arena_format(arena, "≤%s", ticks->text[0]);
}

/* Decimals for three significant figures of a value below ten thousand. */
static int label_decimals(double value, ColumnKind kind)
{
    double size = fabs(value);

    switch (kind) {
    case COLUMN_TEXT:
    case COLUMN_ID:
    case COLUMN_COUNT: return size > 0 && size < 10 && size != floor(size) ? 1 : 0;
    case COLUMN_SHARE: return 0;
    case COLUMN_SIGMA: return 1;
    case COLUMN_RATIO: return size < 0.95 ? 2 : size < 99.5 ? 1 : 0;
    case COLUMN_MONEY: return size > 0 && size < 10 ? 2 : 0;
    case COLUMN_NUMBER:
    case COLUMN_DAYS:
    case COLUMN_SECONDS:
        return size == floor(size) || size >= 99.5 ? 0 : size >= 9.95 ? 1 : size >= 0.1 ? 2 : 3;
    }
    return 0;
}

/* "$86.0K" says no more than "$86K". */
static char *strip_zeros(char *text)
{
    char *point = strrchr(text, '.');
    size_t zeros = point ? strspn(point + 1, "0") : 0;

    if (zeros && !(point[1 + zeros] >= '0' && point[1 + zeros] <= '9')) {
        memmove(point, point + 1 + zeros, strlen(point + 1 + zeros) + 1);
    }
    return text;
}

const char *axis_value_text(double value, const Axis *axis, const char *currency, Arena *arena)
{
    char text[NUMBER_TEXT];
    const char *code = currency_prefix(currency);

    if (isnan(value)) return "–";
    if (axis->is_day && fabs(value) < 2932896) return arena_text(arena, day_iso(text, (Day)value));
    if (fabs(value) >= 1e15) {
        return dress(arena_format(arena, "%.3g", fabs(value)), value < 0, axis, "", code, arena);
    }
    if (axis->whole && fabs(value) < 1e9)
        return format_value(value, axis->kind, 0, code, axis->kind != COLUMN_MONEY, arena);
    if (axis->kind == COLUMN_SHARE || fabs(value) < 9999.5) {
        return format_value(value, axis->kind, label_decimals(value, axis->kind), code,
                            axis->kind != COLUMN_MONEY, arena);
    }
    if (axis->kind == COLUMN_MONEY)
        return arena_text(arena, strip_zeros(number_money_short(text, value, code)));
    number_short(text, fabs(value));
    return dress(strip_zeros(text), value < 0, axis, "", code, arena);
}

/* What stands in brackets behind an axis' title. */
static const char *title_unit(const Axis *axis, Arena *arena)
{
    bool unit = axis->unit && *axis->unit;

    if (!axis->log || axis->kind == COLUMN_RATIO) return unit ? axis->unit : "";
    return unit ? PHRASE(arena, "{unit}, log scale", phrase_text("unit", axis->unit))
                : WORDS("log scale");
}

const char *axis_title(const Axis *axis, Arena *arena)
{
    const char *unit = title_unit(axis, arena);

    if (!axis->title || !*axis->title) return axis->unit ? axis->unit : "";
    return *unit ? PHRASE(arena, "{title} ({unit})", phrase_text("title", axis->title),
                          phrase_text("unit", unit))
                 : axis->title;
}
