#include "publish/json_changes.h"

#include <math.h>

static void put_delta(Json *json, const Delta *delta)
{
    bool judged = variation_judges(&delta->usual);

    json_put_number(json, "now", delta->now);
    json_put_number(json, "before", delta->before);
    json_put_number(json, "change", delta->change);
    json_put_number(json, "usual_low", judged ? delta->usual.low : __builtin_nan(""));
    json_put_number(json, "usual_high", judged ? delta->usual.high : __builtin_nan(""));
    json_put_integer(json, "past_changes", (int64_t)delta->usual.count);
    json_put_bool(json, "unusual", delta->unusual);
    json_put_number(json, "year_before", delta->year_before);
}

static void put_figures(Json *json, const Changes *changes)
{
    json_begin_array(json, "figures");
    for (Kpi kpi = 0; kpi < KPIS; kpi++) {
        json_begin_object(json, NULL);
        json_put_text(json, "key", KPI_INFO[kpi].key);
        put_delta(json, &changes->kpis[kpi]);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_one_segment(Json *json, const SegmentChange *change, const Report *report)
{
    static const Delta unknown = { NAN, NAN, NAN, { 0 }, false, NAN };
    static const char *const fates[] = { "kept", "renamed", "new", "gone" };
    const Segment *now = change->now >= 0 ? &report->segments->items[change->now] : NULL;
    const Run *base = report->changes->base;

    json_begin_object(json, NULL);
    json_put_text(json, "fate", fates[change->fate]);
    json_put_integer(json, "lineage", now ? now->lineage : base->segments[change->before].lineage);
    json_put_text(json, "label", now ? now->label : NULL);
    json_put_text(json, "label_before", change->old_label);
    json_put_text(json, "renamed_why", now ? now->renamed_why : NULL);
    json_begin_object(json, "customers");
    put_delta(json, &change->customers);
    json_end_object(json);
    json_begin_object(json, "revenue");
    put_delta(json, report->shop->no_amounts ? &unknown : &change->revenue);
    json_end_object(json);
    json_end_object(json);
}

static void put_segments(Json *json, const Report *report)
{
    json_begin_array(json, "segments");
    for (size_t i = 0; i < report->changes->segment_count; i++)
        put_one_segment(json, &report->changes->segments[i], report);
    json_end_array(json);
}

/* A number of customers: null where it is not known. */
static void put_known(Json *json, const char *key, bool unknown, size_t customers)
{
    if (unknown) {
        json_put_number(json, key, __builtin_nan(""));
    } else {
        json_put_integer(json, key, (int64_t)customers);
    }
}

static void put_flow(Json *json, const Flow *flow, const Report *report)
{
    const Run *base = report->changes->base;

    json_begin_object(json, NULL);
    json_put_text(json, "from", flow->from < 0 ? NULL : base->segments[flow->from].label);
    json_put_text(json, "to", flow->to < 0 ? NULL : report->segments->items[flow->to].label);
    json_put_integer(json, "customers", (int64_t)flow->customers);
    bool money = !report->shop->no_amounts;
    json_put_number(json, "spend", money ? flow->spend : NAN);
    json_put_number(json, "since", money ? flow->since : NAN);
    for (MoveCause cause = 0; cause < MOVE_CAUSES; cause++) {
        put_known(json, move_cause_name(cause), report->changes->moves.causes_unknown,
                  flow->by[cause]);
    }
    json_end_object(json);
}

static void put_group(Json *json, const char *key, const Group *group, const Report *report)
{
    bool known = !group->unknown && !report->shop->no_amounts;

    json_begin_object(json, key);
    put_known(json, "customers", group->unknown, group->customers);
    json_put_number(json, "spend", known ? group->spend : NAN);
    json_put_number(json, "since", known ? group->since : NAN);
    json_end_object(json);
}

static void put_movement(Json *json, const Report *report)
{
    const Moves *moves = &report->changes->moves;

    json_begin_object(json, "movement");
    json_put_integer(json, "compared", (int64_t)moves->known);
    json_put_integer(json, "moved", (int64_t)moves->mover_count);
    for (MoveCause cause = 0; cause < MOVE_CAUSES; cause++)
        put_known(json, move_cause_name(cause), moves->causes_unknown, moves->by[cause]);
    put_known(json, "offset", moves->causes_unknown, moves->offset);
    put_group(json, "joined", &moves->joined, report);
    put_group(json, "left", &moves->left, report);
    put_group(json, "first_buyers", &moves->first_buyers, report);
    put_group(json, "returned", &moves->returned, report);
    put_group(json, "went_quiet", &moves->went_quiet, report);
    json_begin_array(json, "flows");
    for (size_t i = 0; i < moves->flow_count; i++)
        put_flow(json, &moves->flows[i], report);
    json_end_array(json);
    json_end_object(json);
}

static void put_drift(Json *json, const Changes *changes)
{
    json_begin_array(json, "drift");
    for (size_t i = 0; i < changes->drift_count; i++) {
        json_begin_object(json, NULL);
        json_put_text(json, "feature", FEATURES[changes->drift[i].feature].key);
        json_put_number(json, "stability_index", changes->drift[i].index);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_features(Json *json, const char *key, const Feature *features, size_t count)
{
    json_begin_array(json, key);
    for (size_t i = 0; i < count; i++)
        json_put_text(json, NULL, FEATURES[features[i]].key);
    json_end_array(json);
}

static void put_unlike(Json *json, const Unlike *unlike)
{
    json_begin_object(json, "not_compared");
    put_features(json, "redefined", unlike->redefined, unlike->redefined_count);
    put_features(json, "not_remembered", unlike->missing, unlike->missing_count);
    json_begin_array(json, "dropped");
    for (size_t i = 0; i < unlike->dropped_count; i++)
        json_put_text(json, NULL, unlike->dropped[i]);
    json_end_array(json);
    json_begin_array(json, "figures");
    for (size_t i = 0; i < unlike->kpi_count; i++)
        json_put_text(json, NULL, KPI_INFO[unlike->kpis[i]].key);
    json_end_array(json);
    json_end_object(json);
}

void json_put_changes(Json *json, const Report *report)
{
    const Changes *changes = report->changes;
    char text[NUMBER_TEXT];

    json_begin_object(json, "changes");
    json_put_integer(json, "earlier_runs", (int64_t)changes->history->count);
    json_put_text(json, "baseline", changes->base ? day_iso(text, changes->base->as_of) : NULL);
    if (changes->base) {
        json_put_integer(json, "days", changes->days);
        json_put_text(json, "year_before",
                      changes->year ? day_iso(text, changes->year->as_of) : NULL);
        put_unlike(json, &changes->unlike);
        put_figures(json, changes);
        put_segments(json, report);
        put_movement(json, report);
        put_drift(json, changes);
    }
    json_end_object(json);
}
