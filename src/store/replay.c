#include "store/replay.h"

#include <math.h>
#include <string.h>

#include "store/value.h"

#define FIRST_FEATURE 2 /* behind customer_id and name */

static Status check_columns(sqlite3_stmt *rows, const Reader *reader, Err *err)
{
    int count = sqlite3_column_count(rows);

    if (!sqlite3_stmt_readonly(rows) || count != FIRST_FEATURE + F_COUNT) {
        return err_set(
            err, ERR_DATA,
            "%s: the features query has %d columns instead of %d: customer_id, name, and "
            "the features in the order of sql/features.sql",
            reader->source->path, count, FIRST_FEATURE + F_COUNT);
    }
    for (int f = 0; f < F_COUNT; f++) {
        const char *name = sqlite3_column_name(rows, FIRST_FEATURE + f);
        if (name && sqlite3_stricmp(name, FEATURES[f].key) == 0) continue;
        return err_set(err, ERR_DATA, "%s: column %d of the features query is %s, wanted is %s",
                       reader->source->path, FIRST_FEATURE + f + 1, name ? name : "unnamed",
                       FEATURES[f].key);
    }
    return OK;
}

static Status read_row(double *features, sqlite3_stmt *row, int64_t id, const Reader *reader,
                       Err *err)
{
    for (int f = 0; f < F_COUNT; f++) {
        int type = sqlite3_column_type(row, FIRST_FEATURE + f);
        double value = sqlite3_column_double(row, FIRST_FEATURE + f);
        if ((type != SQLITE_INTEGER && type != SQLITE_FLOAT) || !isfinite(value)) {
            return err_set(err, ERR_DATA, "%s: the features query gives %s as %s of customer %lld",
                           reader->source->path,
                           value_example(row, FIRST_FEATURE + f, reader->arena), FEATURES[f].key,
                           (long long)id);
        }
        features[f] = value;
    }
    return OK;
}

static void bind_text(sqlite3_stmt *rows, const char *name, const char *text)
{
    int place = sqlite3_bind_parameter_index(rows, name);

    if (place) sqlite3_bind_text(rows, place, text, -1, SQLITE_TRANSIENT);
}

static void bind_parameters(sqlite3_stmt *rows, PurchaseRule rule, const Reader *reader)
{
    char as_of[NUMBER_TEXT];

    day_iso(as_of, reader->source->as_of);
    bind_text(rows, ":as_of", as_of);
    bind_text(rows, ":purchase_rule", purchase_rule_name(rule));
}

Status replay_features(Matrix *features, PurchaseRule rule, const People *people,
                       const Reader *reader, Err *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    Status s = db_prepare(&rows, reader->db, reader->source->sql_features, err);

    if (!s) s = check_columns(rows, reader, err);
    if (!s) bind_parameters(rows, rule, reader);
    while (!s && !(s = db_step(&row, reader->db, rows, "the features query", err)) && row) {
        int64_t id;
        Reading got = value_id(&id, rows, 0);
        if (got != READ_OK && got != READ_AS_TEXT) continue;
        uint32_t at = idmap_find(&people->map, id);
        if (at != NOT_FOUND) s = read_row(matrix_row(features, at), rows, id, reader, err);
    }
    sqlite3_finalize(rows);
    return s;
}
