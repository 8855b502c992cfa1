#include "privacy_tests.h"

Made *make(Fixture *fixture, const char *path, size_t k, size_t min_group)
{
    Arena *arena = &fixture->arena;
    Made *m = ARENA_NEW(arena, Made);
    ModelPlan plan = { .k = k, .seed = 42, .threads = 1, .bootstraps = 3 };
    Err err = { 0 };

    m->shop = read_shop(fixture, path, "2025-06-30");
    size_t count = 0, customers = m->shop.customers.count;
    uint32_t *rows = ARENA_ARRAY(arena, uint32_t, customers);
    for (size_t i = 0; i < customers; i++) {
        if (m->shop.customers.bought[i]) rows[count++] = (uint32_t)i;
    }
    Matrix raw = matrix_new(count, CLUSTERED_COUNT, arena);
    for (size_t i = 0; i < count; i++) {
        for (size_t f = 0; f < CLUSTERED_COUNT; f++)
            matrix_row(&raw, i)[f] = matrix_at(&m->shop.customers.features, rows[i], CLUSTERED[f]);
    }
    m->plan = (SegmentPlan){ .scheme = LABELS_DISTINCT, .currency = "USD", .min_group = min_group };
    if (model_fit(&m->model, &raw, &plan, arena, &err)) fail_msg("%s", err.text);
    if (segments_describe(&m->segments, &m->shop, &m->model, rows, &m->plan, arena, &err))
        fail_msg("%s", err.text);
    return m;
}

Shown aggregate(Fixture *fixture, const Made *m)
{
    PrivacyPlan plan = { PRIVACY_AGGREGATE, &m->plan };
    SalesWeek week = week_find(&m->shop, WEEK_DAYS, &fixture->arena);
    Growth growth = growth_find(&m->shop, &m->segments, m->plan.min_group, &fixture->arena);
    const Computed all = { &m->shop, &m->model, &m->segments, &week, &growth };
    Shown shown;
    Err err = { 0 };

    if (privacy_show(&shown, &all, &plan, &fixture->arena, &err)) fail_msg("%s", err.text);
    return shown;
}

int main(void)
{
    return people_tests() + aggregate_tests() + list_tests() + quiet_tests() + week_tests();
}
