#include "data/format.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

const char *format_value(double value, ColumnKind kind, int decimals, const char *currency,
                         bool bare, Arena *arena)
{
    char text[NUMBER_TEXT];

    if (!isfinite(value)) return "–";
    switch (kind) {
    case COLUMN_TEXT:
    case COLUMN_ID:
    case COLUMN_COUNT:
    case COLUMN_NUMBER: return arena_text(arena, number_grouped(text, value, decimals));
    case COLUMN_MONEY:
        if (bare) return arena_text(arena, number_grouped(text, value, decimals));
        return arena_text(arena, number_money(text, value, currency, decimals));
    case COLUMN_SHARE: return arena_text(arena, number_percent(text, value, decimals));
    case COLUMN_DAYS:
        if (bare) return arena_text(arena, number_grouped(text, value, decimals));
        return PHRASE(arena, "{n|# day|# days}", phrase_number("n", value, decimals, arena));
    case COLUMN_SECONDS:
        if (bare) return arena_text(arena, number_grouped(text, value, decimals));
        return PHRASE(arena, "{n} s", phrase_number("n", value, decimals, arena));
    case COLUMN_RATIO: return arena_format(arena, "%s×", number_grouped(text, value, decimals));
    case COLUMN_SIGMA:
        number_grouped(text, value, decimals);
        return arena_format(arena, "%s%s",
                            value > 0 && strspn(text, "0.") != strlen(text) ? "+" : "", text);
    }
    return "–";
}

const char *format_cell(const Column *column, size_t row, const char *currency, Arena *arena)
{
    if (column->kind == COLUMN_TEXT)
        return column_text(column, row) ? column_text(column, row) : "";
    if (column->kind == COLUMN_ID) return arena_format(arena, "%" PRId64, column_id(column, row));
    return format_value(column_number(column, row), column->kind, column->decimals, currency, true,
                        arena);
}

const char *format_feature(Feature feature, double value, const char *currency, Arena *arena)
{
    const FeatureInfo *info = &FEATURES[feature];

    if (info->counted && isfinite(value)) {
        /* A whole number of purchases needs no decimal: medians are often whole. */
        int decimals = value == trunc(value) ? 0 : info->decimals;
        return PHRASE(arena, info->counted, phrase_number("n", value, decimals, arena));
    }
    return format_value(value, info->kind, info->decimals, currency, false, arena);
}

int money_decimals(double largest)
{
    return fabs(largest) < 999.5 ? 2 : 0;
}

const char *format_money(double value, const char *currency, Arena *arena)
{
    return format_value(value, COLUMN_MONEY, money_decimals(value), currency, false, arena);
}

const char *format_signed(double value, ColumnKind kind, int decimals, const char *currency,
                          Arena *arena)
{
    const char *sign = value < 0 ? "−" : "+";
    char text[NUMBER_TEXT];

    /* A change by less than a percent is no share that is more than none. */
    if (kind == COLUMN_SHARE)
        return arena_format(arena, "%s%s%%", sign,
                            number_grouped(text, 100 * fabs(value), decimals));
    return arena_format(arena, "%s%s", sign,
                        format_value(fabs(value), kind, decimals, currency, false, arena));
}

const char *format_money_range(double low, double high, double largest, const char *currency,
                               Arena *arena)
{
    int decimals = money_decimals(largest);
    const char *from = format_value(low, COLUMN_MONEY, decimals, currency, false, arena);
    const char *to = format_value(high, COLUMN_MONEY, decimals, currency, false, arena);

    if (!strcmp(from, to)) return from;
    return PHRASE(arena, "{low} to {high}", phrase_text("low", from), phrase_text("high", to));
}

const char *format_share(double share, Arena *arena)
{
    char text[NUMBER_TEXT];

    number_percent(text, share, 0);
    if (*text == '<' || *text == '>') {
        return PHRASE(arena, *text == '<' ? "under {share}" : "over {share}",
                      phrase_text("share", text + 1));
    }
    return arena_text(arena, text);
}
