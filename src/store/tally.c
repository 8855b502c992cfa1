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
    return PHRASE(arena, fault->said, phrase_count("n", (double)tally->count, arena),
                  phrase_count("all", (double)of, arena));
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
        .subject = fault->subject,
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
