#include "data/data.h"

#include <string.h>

Matrix matrix_new(size_t rows, size_t cols, Arena *arena)
{
    size_t cells;

    if (__builtin_mul_overflow(rows, cols, &cells)) cells = SIZE_MAX; /* the arena refuses it */
    return (Matrix){ rows, cols, ARENA_ARRAY(arena, double, cells) };
}

Matrix matrix_copy(const Matrix *m, Arena *arena)
{
    Matrix copy = matrix_new(m->rows, m->cols, arena);

    if (m->rows) memcpy(copy.at, m->at, m->rows * m->cols * sizeof *m->at);
    return copy;
}

const Column *table_column(const Table *table, const char *key)
{
    for (size_t i = 0; i < table->cols; i++) {
        if (!strcmp(table->columns[i].key, key)) return &table->columns[i];
    }
    return NULL;
}

const FeatureInfo FEATURES[F_COUNT] = {
    [F_RECENCY_DAYS] = { "recency_days", "Recency", "days",
                         "Days from the last purchase to the as-of date.", COLUMN_DAYS, 0, true,
                         false, 1, true, NULL },
    [F_FREQUENCY] = { "frequency", "Frequency", "purchases", "Purchases up to the as-of date.",
                      COLUMN_COUNT, 1, true, false, 1, true, "{n|# purchase|# purchases}" },
    [F_TOTAL_SPEND] = { "total_spend", "Total spend", "",
                        "The total of all purchases, less returns.", COLUMN_MONEY, 2, true, false,
                        1, false, NULL },
    [F_AVG_PURCHASE] = { "avg_purchase", "Average purchase", "",
                         "Total spend divided by purchases.", COLUMN_MONEY, 2, true, false, 1, true,
                         NULL },
    [F_UNIQUE_PRODUCTS] = { "unique_products", "Different products", "products",
                            "How many different products were bought.", COLUMN_COUNT, 1, true,
                            false, 1, false, "{n|# product|# products}" },
    [F_MAX_PURCHASE] = { "max_purchase", "Largest purchase", "", "Amount of the largest purchase.",
                         COLUMN_MONEY, 2, true, false, 1, true, NULL },
    [F_MIN_PURCHASE] = { "min_purchase", "Smallest purchase", "",
                         "Amount of the smallest purchase.", COLUMN_MONEY, 2, false, false, 1, true,
                         NULL },
    [F_INTERACTION_COUNT] = { "interaction_count", "Interactions", "interactions",
                              "E-mails opened, visits, tickets and survey answers.", COLUMN_COUNT,
                              1, true, true, 1, false, "{n|# interaction|# interactions}" },
    [F_AVG_INTERACTION_DURATION] = { "avg_interaction_duration", "Interaction length", "seconds",
                                     "Mean length of an interaction.", COLUMN_SECONDS, 0, true,
                                     true, 1, false, NULL },
    [F_INTERACTION_TYPES] = { "interaction_types", "Kinds of interaction", "kinds",
                              "How many different kinds of interaction.", COLUMN_COUNT, 1, true,
                              true, 1, false, "{n|# kind|# kinds}" },
    [F_EMAIL_OPENS] = { "email_opens", "E-mails opened", "e-mails", "Marketing e-mails opened.",
                        COLUMN_COUNT, 1, false, true, 1, false, "{n|# e-mail|# e-mails}" },
    [F_WEBSITE_VISITS] = { "website_visits", "Website visits", "visits",
                           "Recorded visits to the website.", COLUMN_COUNT, 1, false, true, 1,
                           false, "{n|# visit|# visits}" },
    [F_TENURE_DAYS] = { "tenure_days", "Tenure", "days",
                        "Days from sign-up, or else from the first purchase, to the as-of date.",
                        COLUMN_DAYS, 0, true, false, 1, false, NULL },
};

const Feature CLUSTERED[CLUSTERED_COUNT] = {
    F_RECENCY_DAYS,      F_FREQUENCY,    F_TOTAL_SPEND,       F_AVG_PURCHASE,
    F_UNIQUE_PRODUCTS,   F_MAX_PURCHASE, F_INTERACTION_COUNT, F_AVG_INTERACTION_DURATION,
    F_INTERACTION_TYPES, F_TENURE_DAYS,
};

Feature feature_of_key(const char *key)
{
    Feature f = 0;

    while (f < F_COUNT && strcmp(FEATURES[f].key, key))
        f++;
    return f;
}

const char *definition_text(const char *key, int version, bool by_purchase,
                            const char *purchase_rule, Arena *arena)
{
    return arena_format(arena, "%s/%d%s%s", key, version, by_purchase ? " by " : "",
                        by_purchase ? purchase_rule : "");
}

const char *column_kind_name(ColumnKind kind)
{
    switch (kind) {
    case COLUMN_TEXT: return "text";
    case COLUMN_ID: return "id";
    case COLUMN_COUNT: return "count";
    case COLUMN_NUMBER: return "number";
    case COLUMN_MONEY: return "money";
    case COLUMN_SHARE: return "share";
    case COLUMN_DAYS: return "days";
    case COLUMN_SECONDS: return "seconds";
    case COLUMN_RATIO: return "ratio";
    case COLUMN_SIGMA: return "sigma";
    }
    return "text";
}
