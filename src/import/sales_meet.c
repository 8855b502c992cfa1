/* Orders that the database has already, from an export that overlaps. */
#include <math.h>
#include <string.h>

#include "import/sales_private.h"

typedef struct KnownOrder {
    double sum;
} KnownOrder;

typedef struct Known {
    TextPool ids;
    Buf sums; /* KnownOrder, by the pool's numbers */
} Known;

const char *sales_order_text(const Sales *sales, size_t row)
{
    uint32_t number = sales->lines.order[row];

    if (number == NO_TEXT) return NULL;
    return sales->split_text ? sales->split_text[number]
                             : textpool_at(&sales->orders, number)->text;
}

/* One customer's rows with one id are an order. */
static Status read_known(Known *known, Job *job, Err *err)
{
    sqlite3_stmt *rows = NULL;
    int got = SQLITE_DONE;

    if (sqlite3_prepare_v2(job->writer.db,
                           "SELECT transaction_id, total(total_amount) FROM transactions "
                           "WHERE transaction_id IS NOT NULL GROUP BY 1",
                           -1, &rows, NULL) != SQLITE_OK)
        return writer_failed(&job->writer, err);
    while ((got = sqlite3_step(rows)) == SQLITE_ROW) {
        KnownOrder order = { sqlite3_column_double(rows, 1) };
        const char *text = (const char *)sqlite3_column_text(rows, 0);
        size_t before = known->ids.count;
        textpool_put(&known->ids, text, (size_t)sqlite3_column_bytes(rows, 0));
        if (known->ids.count > before) buf_put(&known->sums, &order, sizeof order);
    }
    sqlite3_finalize(rows);
    return got == SQLITE_DONE ? OK : writer_failed(&job->writer, err);
}

static Status drop_order(Job *job, sqlite3_stmt *drop, const char *text, Err *err)
{
    int64_t id;

    if (id_is_whole(&id, text, strlen(text))) {
        sqlite3_bind_int64(drop, 1, id);
    } else {
        sqlite3_bind_text(drop, 1, text, -1, SQLITE_STATIC);
    }
    sqlite3_step(drop);
    return sqlite3_reset(drop) == SQLITE_OK ? OK : writer_failed(&job->writer, err);
}

/* What is the same is passed over; what is otherwise is taken from the new file. */
static Status compare(Sales *sales, Job *job, const Known *known, sqlite3_stmt *mark, Err *err)
{
    const KnownOrder *sums = (const KnownOrder *)(const void *)known->sums.data;
    Status s = OK;

    for (size_t o = 0; !s && o < sales->order_count; o++) {
        SaleOrder *order = &sales->order_of[o];
        const char *text = sales_order_text(sales, sales->by_order[order->first]);
        if (!text || order->fate != LINE_COUNTS) continue;
        uint32_t at = textpool_find(&known->ids, text, strlen(text));
        if (at == NOT_FOUND) continue;
        sales->known_orders++;
        sales->known_rows += (int64_t)order->count;
        order->known =
            fabs(sums[at].sum - (sales_gross(sales, o) - sales_refund(sales, o))) < 0.005;
        if (order->known) continue;
        sales->changed_orders++;
        s = drop_order(job, mark, text, err);
    }
    return s;
}

Status sales_meet(Sales *sales, Job *job, Err *err)
{
    Known known = { .ids = { .arena = job->texts } };
    sqlite3_stmt *mark = NULL;
    Status s = read_known(&known, job, err);

    if (!s) s = writer_run(&job->writer, "CREATE TEMP TABLE changed_orders (id)", err);
    if (!s && sqlite3_prepare_v2(job->writer.db, "INSERT INTO temp.changed_orders VALUES (?)", -1,
                                 &mark, NULL) != SQLITE_OK)
        s = writer_failed(&job->writer, err);
    if (!s) s = compare(sales, job, &known, mark, err);
    sqlite3_finalize(mark);
    if (!s && sales->changed_orders) {
        s = writer_run(&job->writer,
                       "DELETE FROM transactions WHERE transaction_id IN "
                       "(SELECT id FROM temp.changed_orders)",
                       err);
    }
    if (!s) s = writer_run(&job->writer, "DROP TABLE temp.changed_orders", err);
    textpool_close(&known.ids);
    buf_close(&known.sums);
    return s;
}
