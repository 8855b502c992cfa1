#include "made_shop.h"

#include <math.h>

MadeShop *made_open(Arena *arena)
{
    MadeShop *made = ARENA_NEW(arena, MadeShop);

    *made = (MadeShop){ .arena = arena };
    return made;
}

void made_add(MadeShop *made, Kind kind, size_t customers, size_t cluster)
{
    for (size_t i = 0; i < customers; i++) {
        VEC_PUSH(made->arena, &made->kinds, kind);
        VEC_PUSH(made->arena, &made->cluster, (uint8_t)cluster);
    }
    if (cluster >= made->clusters) made->clusters = cluster + 1;
}

void made_add_crowd(MadeShop *made, bool gone)
{
    for (int i = 0; i < 200; i++) {
        Day first = i * 4, last = MADE_AS_OF - i % 40;
        made_add(made, (Kind){ first, 60, (last - first) / 60 + 1, 50, 0 }, 1, 0);
    }
    for (int i = 0; i < 60 && gone; i++)
        made_add(made, (Kind){ i, 60, 6, 50, 0 }, 1, 1);
}

static void fill_features(double *f, const Kind *kind)
{
    double recency = MADE_AS_OF - kind->first - (kind->count - 1) * kind->gap;

    f[F_INTERACTION_COUNT] = kind->contacts;
    f[F_TENURE_DAYS] = MADE_AS_OF - kind->first;
    f[F_RECENCY_DAYS] = kind->count ? recency : f[F_TENURE_DAYS];
    f[F_FREQUENCY] = kind->count;
    f[F_TOTAL_SPEND] = kind->count * kind->amount;
    f[F_AVG_PURCHASE] = kind->count ? kind->amount : 0;
    f[F_MAX_PURCHASE] = f[F_MIN_PURCHASE] = f[F_AVG_PURCHASE];
}

static void fill_customers(MadeShop *made)
{
    size_t count = made->kinds.count;
    Arena *arena = made->arena;
    int64_t *ids = ARENA_ARRAY(arena, int64_t, count);
    const char **names = ARENA_ARRAY(arena, const char *, count);
    bool *bought = ARENA_ARRAY(arena, bool, count);
    Matrix features = matrix_new(count, F_COUNT, arena);

    for (size_t i = 0; i < count; i++) {
        const Kind *kind = &made->kinds.items[i];
        ids[i] = (int64_t)(100 + i);
        names[i] = arena_format(arena, "Customer *%zu*", i);
        bought[i] = kind->count > 0;
        fill_features(matrix_row(&features, i), kind);
        made->shop.revenue += kind->count * kind->amount;
        made->shop.has_interactions |= kind->contacts > 0;
    }
    made->shop.customers = (Customers){ .count = count,
                                        .ids = ids,
                                        .names = names,
                                        .emails = ARENA_ARRAY(arena, const char *, count),
                                        .countries = ARENA_ARRAY(arena, const char *, count),
                                        .features = features,
                                        .bought = bought };
    made->shop.source.as_of = made->shop.last_day = MADE_AS_OF;
}

static void fill_purchases(MadeShop *made)
{
    Arena *arena = made->arena;
    size_t customers = made->kinds.count, most = customers * MADE_MOST_PURCHASES, count = 0;
    size_t *first = ARENA_ARRAY(arena, size_t, customers + 1);
    Day *days = ARENA_ARRAY(arena, Day, most);
    double *net = ARENA_ARRAY(arena, double, most);

    for (size_t i = 0; i < customers; i++) {
        const Kind *kind = &made->kinds.items[i];
        first[i] = count;
        for (int n = 0; n < kind->count; n++) {
            days[count] = kind->first + n * kind->gap;
            net[count++] = kind->amount;
        }
    }
    first[customers] = count;
    made->shop.purchases = (Purchases){ .count = count, .first = first, .days = days, .net = net };
}

/* Those who never bought are in no cluster. */
static void fill_model(MadeShop *made)
{
    size_t customers = made->kinds.count, rows = 0;
    Arena *arena = made->arena;
    uint8_t *cluster = ARENA_ARRAY(arena, uint8_t, customers);
    size_t *sizes = ARENA_ARRAY(arena, size_t, made->clusters);

    made->rows = ARENA_ARRAY(arena, uint32_t, customers);
    for (size_t i = 0; i < customers; i++) {
        if (!made->kinds.items[i].count) continue;
        cluster[rows] = made->cluster.items[i];
        sizes[cluster[rows]]++;
        made->rows[rows++] = (uint32_t)i;
    }
    made->model.clustering =
        (Clustering){ .k = made->clusters, .rows = rows, .cluster = cluster, .sizes = sizes };
    made->model.silhouette_cluster = ARENA_ARRAY(arena, double, made->clusters);
}

void made_close(MadeShop *made)
{
    fill_customers(made);
    fill_purchases(made);
    fill_model(made);
}
