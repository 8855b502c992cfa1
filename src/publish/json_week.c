#include "publish/json_week.h"

#include <math.h>

static const char *state_name(WeekState state)
{
    switch (state) {
    case WEEK_JUDGED: return "judged";
    case WEEK_TOO_SHORT: return "too-short";
    case WEEK_FEAST: return "turn-of-the-year";
    case WEEK_HOLE: return "hole";
    case WEEK_ENDS_EARLY: return "ends-early";
    case WEEK_WITHHELD: return "withheld";
    }
    return "";
}

/* NULL: not judged. */
static const char *verdict_name(UsualVerdict verdict)
{
    switch (verdict) {
    case USUAL_WITHIN: return "usual";
    case USUAL_BELOW: return "below";
    case USUAL_ABOVE: return "above";
    case USUAL_UNKNOWN:
    case USUAL_TOO_SHORT:
    case USUAL_FEAST: break;
    }
    return NULL;
}

/* An estimate has no more digits than cents, and none that hang on a machine's mathematics. */
static double in_cents(double value)
{
    return round(value * 100) / 100;
}

static void put_figure(Json *json, const char *key, const SalesWeek *week, WeekFigure figure)
{
    const Usual *usual = &week->usual[figure];

    json_begin_object(json, key);
    json_put_number(json, "value", week->value[figure]);
    json_put_number(json, "year_before", week->year_before[figure]);
    json_put_number(json, "expected", in_cents(usual->expected));
    json_put_number(json, "usual_low", in_cents(usual->low));
    json_put_number(json, "usual_high", in_cents(usual->high));
    json_put_text(json, "verdict", verdict_name(usual->verdict));
    json_end_object(json);
}

void json_put_week(Json *json, const SalesWeek *week)
{
    char text[NUMBER_TEXT];

    json_begin_object(json, "week");
    json_put_text(json, "from", day_iso(text, week->from));
    json_put_text(json, "to", day_iso(text, week->to));
    json_put_integer(json, "days", week->days);
    json_put_text(json, "state", state_name(week->state));
    json_put_integer(json, "earlier_weeks", (int64_t)week->past);
    put_figure(json, "revenue", week, WEEK_REVENUE);
    put_figure(json, "purchases", week, WEEK_PURCHASES);
    put_figure(json, "buyers", week, WEEK_BUYERS);
    put_figure(json, "new_customers", week, WEEK_NEW);
    put_figure(json, "returning_customers", week, WEEK_RETURNING);
    json_end_object(json);
}
