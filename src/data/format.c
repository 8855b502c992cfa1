#include "data/format.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static const char *with_unit(const char *number, const char *unit, bool bare, Arena *arena)
{
    return bare ? arena_text(arena, number) : arena_format(arena, "%s %s", number, unit);
}

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
    case COLUMN_DAYS: {
        number_grouped(text, value, decimals);
        return with_unit(text, strcmp(text, "1") ? "days" : "day", bare, arena);
    }
    case COLUMN_SECONDS: return with_unit(number_grouped(text, value, decimals), "s", bare, arena);
    case COLUMN_RATIO: return arena_format(arena, "%s×", number_grouped(text, value, decimals));
    case COLUMN_SIGMA:
        number_grouped(text, value, decimals);
        return arena_format(arena, "%s%s",
                            value > 0 && strspn(text, "0.") != strlen(text) ? "+" : "", text);
    }
    return "–";
}

int money_decimals(double value)
{
    return fabs(value) < 999.5 ? 2 : 0;
}

const char *format_money(double value, const char *currency, Arena *arena)
{
    return format_value(value, COLUMN_MONEY, money_decimals(value), currency, false, arena);
}

const char *format_share(double share, Arena *arena)
{
    if (share > 0 && share <= 0.005) return "under 1%";
    if (share < 1 && share >= 0.995) return "over 99%";
    return format_value(share, COLUMN_SHARE, 0, "", false, arena);
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
    /* A whole number of purchases needs no decimal: medians are often whole. */
    bool whole = info->kind == COLUMN_COUNT && value == trunc(value);
    const char *text =
        format_value(value, info->kind, whole ? 0 : info->decimals, currency, false, arena);

    if (info->kind != COLUMN_COUNT || !isfinite(value)) return text;
    /* The units are regular: "1 purchase", "2 purchases". */
    int size = (int)strlen(info->unit) - !strcmp(text, "1");
    return arena_format(arena, "%s %.*s", text, size, info->unit);
}
