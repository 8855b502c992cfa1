#include "store/tally.h"

#include "store/value.h"

void tally_add(Tally *tally, sqlite3_stmt *row, int column, Arena *arena)
{
    if (!tally->count++ && column >= 0) tally->example = value_example(row, column, arena);
}

void tally_money(Tally *tally, double amount)
{
    sum_add(&tally->revenue, amount);
    if (amount < 0) sum_add(&tally->returns, amount);
}

const char *tally_said(const Tally *tally, const Fault *fault, int64_t of, Arena *arena)
{
    char count[NUMBER_TEXT], total[NUMBER_TEXT];

    return arena_format(arena, "%s of %s %s %s", number_grouped(count, (double)tally->count, 0),
                        number_grouped(total, (double)of, 0), schema_table_name(fault->table),
                        tally->count == 1 ? fault->one : fault->many);
}

void tally_report(Findings *findings, const Tally *tally, const Fault *fault, int64_t of,
                  Arena *arena)
{
    if (!tally->count) return;
    Finding finding = {
        .kind = fault->kind,
        .code = fault->code,
        .table = schema_table_name(fault->table),
        .column = fault->column,
        .count = tally->count,
        .of = of,
        .subject = arena_format(arena, "%s that %s", schema_table_name(fault->table), fault->many),
        .what = tally_said(tally, fault, of, arena),
        .action = fault->action,
        .advice = fault->advice,
        .example = tally->example,
        .brief = tally->brief,
        .left_out = fault->left_out,
        .revenue = sum_value(tally->revenue),
        .returns = sum_value(tally->returns),
    };
    VEC_PUSH(arena, findings, finding);
}

bool tally_excessive(const Tally *tally, int64_t of)
{
    return tally->count == of ||
           (tally->count > FEW_ROWS && (double)tally->count > UNREADABLE_SHARE * (double)of);
}
