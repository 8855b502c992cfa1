#include "report/data_end.h"

static const char *long_date(Day day, Arena *arena)
{
    char text[NUMBER_TEXT];

    return arena_text(arena, day_long(text, day));
}

static PhraseArg days_early(const Shop *shop, Arena *arena)
{
    return phrase_count("days", (double)shop->day_meant - (double)shop->last_day, arena);
}

const char *data_end_title(const Shop *shop, Arena *arena)
{
    if (!shop->ends_early) return NULL;
    return PHRASE(arena, "The data end on {last}, {days|# day|# days} before {meant}",
                  phrase_text("last", long_date(shop->last_day, arena)), days_early(shop, arena),
                  phrase_text("meant", long_date(shop->day_meant, arena)));
}

const char *data_end_text(const Shop *shop)
{
    if (!shop->ends_early) return NULL;
    if (shop->source.as_of != shop->day_meant) {
        return "Such a gap is too long to be chance, so the report stops at their last day and "
               "says "
               "nothing about the time since. Get newer data before you act on it.";
    }
    return "Such a gap is too long to be chance: sales since then may be missing, and then "
           "customers "
           "look quieter here than they are. Get newer data before you act on it.";
}

const char *data_end_brief(const Shop *shop, Arena *arena)
{
    if (!shop->ends_early) return NULL;
    return PHRASE(arena, "Data end {days|# day|# days} ago ({last})", days_early(shop, arena),
                  phrase_text("last", long_date(shop->last_day, arena)));
}
