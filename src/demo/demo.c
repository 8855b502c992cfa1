#include "demo/demo.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "demo/shop.h"

#define MOST_CUSTOMERS 10000000
#define SAY_EVERY 16384

/* Rows of one INSERT: 32 at a time take half the time of single ones (0.98 against 1.78 s for two
 * million), more gain nothing. */
#define BATCH 32

typedef struct Writer {
    const DemoPlan *plan;
    const DemoShop *shop;
    sqlite3 *db;
    void (*progress)(void *context, const char *step, double share);
    void *context;
    char (*days)[16]; /* ISO texts, by day since opening */
    /* Names as parts of e-mail addresses. */
    const char *mail_first[DEMO_COUNTRIES][DEMO_NAMES], *mail_last[DEMO_COUNTRIES][DEMO_NAMES];
} Writer;

/* Binds row i of what `rows` points to, from parameter `first` on. */
typedef void (*BindRow)(sqlite3_stmt *into, int first, const Writer *writer, const void *rows,
                        size_t i);

typedef struct TablePlan {
    const char *name, *step;
    int columns;
    BindRow bind;
} TablePlan;

static Status failed(const Writer *writer, Err *err)
{
    int code = sqlite3_errcode(writer->db) & 0xff;
    int why = code == SQLITE_FULL    ? ENOSPC
              : code == SQLITE_IOERR ? write_trial(sqlite3_db_filename(writer->db, "main"))
                                     : 0;

    return err_set(err, ERR_IO, "cannot write %s: %s", writer->plan->path,
                   is_no_room(why) ? write_reason(why) : sqlite3_errmsg(writer->db));
}

static Status run_sql(const Writer *writer, const char *sql, Err *err)
{
    return sqlite3_exec(writer->db, sql, NULL, NULL, NULL) == SQLITE_OK ? OK : failed(writer, err);
}

/* INSERT INTO table VALUES (?, …), … with that many rows. */
static Status prepare_insert(sqlite3_stmt **out, const Writer *writer, const TablePlan *table,
                             size_t rows, Err *err)
{
    Buf sql = { 0 };

    buf_format(&sql, "INSERT INTO %s VALUES ", table->name);
    for (size_t i = 0; i < rows; i++) {
        for (int c = 0; c < table->columns; c++)
            buf_text(&sql, c ? ", ?" : i ? ", (?" : "(?");
        buf_char(&sql, ')');
    }
    int result = sqlite3_prepare_v2(writer->db, sql.data, -1, out, NULL);
    buf_close(&sql);
    return result == SQLITE_OK ? OK : failed(writer, err);
}

/* Inserts rows from..from + size − 1. */
static Status insert_batch(sqlite3_stmt *insert, const Writer *writer, const TablePlan *table,
                           const void *rows, size_t from, size_t size, Err *err)
{
    for (size_t i = 0; i < size; i++)
        table->bind(insert, 1 + table->columns * (int)i, writer, rows, from + i);
    sqlite3_step(insert);
    return sqlite3_reset(insert) == SQLITE_OK ? OK : failed(writer, err);
}

static Status insert_rows(const Writer *writer, const TablePlan *table, const void *rows,
                          size_t count, Err *err)
{
    sqlite3_stmt *many = NULL, *rest = NULL;
    size_t i = 0;
    Status s = prepare_insert(&many, writer, table, BATCH, err);

    if (!s && count % BATCH) s = prepare_insert(&rest, writer, table, count % BATCH, err);
    for (; !s && i + BATCH <= count; i += BATCH) {
        if (writer->progress && i % SAY_EVERY == 0) {
            writer->progress(writer->context, table->step, (double)i / (double)count);
        }
        s = insert_batch(many, writer, table, rows, i, BATCH, err);
    }
    if (!s && rest) s = insert_batch(rest, writer, table, rows, i, count % BATCH, err);
    sqlite3_finalize(many);
    sqlite3_finalize(rest);
    return s;
}

/* A name as the part of an e-mail address: folded, letters only. */
static const char *mail_part(const char *name, Arena *arena)
{
    char *folded = utf8_fold(name, arena), *end = folded;

    for (const char *c = folded; *c; c++) {
        if (*c >= 'a' && *c <= 'z') *end++ = *c;
    }
    *end = '\0';
    return folded;
}

static void fold_names(Writer *writer, Arena *arena)
{
    for (int land = 0; land < DEMO_COUNTRIES; land++) {
        for (int n = 0; n < DEMO_NAMES; n++) {
            writer->mail_first[land][n] = mail_part(DEMO_LANDS[land].first[n], arena);
            writer->mail_last[land][n] = mail_part(DEMO_LANDS[land].last[n], arena);
        }
    }
}

static void bind_customer(sqlite3_stmt *into, int first, const Writer *writer, const void *rows,
                          size_t i)
{
    const DemoCustomer *customer = (const DemoCustomer *)rows + i;
    const DemoCountry *land = &DEMO_LANDS[customer->country];
    char text[200];

    sqlite3_bind_int64(into, first, (sqlite3_int64)i + 1);
    int size = snprintf(text, sizeof text, "%s %s", land->first[customer->first],
                        land->last[customer->last]);
    sqlite3_bind_text(into, first + 1, text, size, SQLITE_TRANSIENT);
    size = snprintf(text, sizeof text, "%s.%s%zu@example.%s",
                    writer->mail_first[customer->country][customer->first],
                    writer->mail_last[customer->country][customer->last], i + 1,
                    (i + 1) % 3 ? "com" : "org");
    sqlite3_bind_text(into, first + 2, text, size, SQLITE_TRANSIENT);
    sqlite3_bind_text(into, first + 3, writer->days[customer->signup], 10, SQLITE_STATIC);
    sqlite3_bind_text(into, first + 4, land->name, -1, SQLITE_STATIC);
}

static void bind_product(sqlite3_stmt *into, int first, const Writer *writer, const void *rows,
                         size_t i)
{
    const DemoCategory *shelf = (const DemoCategory *)rows + i / DEMO_PER_CATEGORY;

    sqlite3_bind_int64(into, first, (sqlite3_int64)i + 1);
    sqlite3_bind_text(into, first + 1, shelf->products[i % DEMO_PER_CATEGORY].name, -1,
                      SQLITE_STATIC);
    sqlite3_bind_text(into, first + 2, shelf->name, -1, SQLITE_STATIC);
    sqlite3_bind_double(into, first + 3, writer->shop->price_cents[i] / 100.0);
}

/* Events and the order in which they happened. */
typedef struct Events {
    Buf of; /* DemoSale or DemoContact */
    const uint32_t *order;
} Events;

static void bind_sale(sqlite3_stmt *into, int first, const Writer *writer, const void *rows,
                      size_t i)
{
    const Events *events = rows;
    const DemoSale *sale = (const DemoSale *)(const void *)events->of.data + events->order[i];

    sqlite3_bind_int64(into, first, (sqlite3_int64)i + 1);
    sqlite3_bind_int64(into, first + 1, (sqlite3_int64)sale->customer + 1);
    sqlite3_bind_int(into, first + 2, sale->product + 1);
    sqlite3_bind_text(into, first + 3, writer->days[sale->day], 10, SQLITE_STATIC);
    sqlite3_bind_int(into, first + 4, sale->quantity);
    sqlite3_bind_double(into, first + 5, sale->cents / 100.0);
}

static void bind_contact(sqlite3_stmt *into, int first, const Writer *writer, const void *rows,
                         size_t i)
{
    const Events *events = rows;
    const DemoContact *contact =
        (const DemoContact *)(const void *)events->of.data + events->order[i];

    sqlite3_bind_int64(into, first, (sqlite3_int64)i + 1);
    sqlite3_bind_int64(into, first + 1, (sqlite3_int64)contact->customer + 1);
    sqlite3_bind_text(into, first + 2, DEMO_TYPE_NAMES[contact->type], -1, SQLITE_STATIC);
    sqlite3_bind_text(into, first + 3, writer->days[contact->day], 10, SQLITE_STATIC);
    sqlite3_bind_int(into, first + 4, contact->seconds);
}

static uint16_t sale_day(const void *event)
{
    return ((const DemoSale *)event)->day;
}

static uint16_t contact_day(const void *event)
{
    return ((const DemoContact *)event)->day;
}

/* The events' numbers in the order of their days, as they would have been noted: a counting sort.
 * */
static uint32_t *in_order_of_day(const Buf *events, size_t size, uint16_t (*day)(const void *event),
                                 Arena *arena)
{
    size_t count = events->size / size, first[DEMO_DAYS + 1] = { 0 };
    uint32_t *order = ARENA_ARRAY(arena, uint32_t, count);

    for (size_t i = 0; i < count; i++)
        first[day(events->data + i * size) + 1]++;
    for (size_t d = 0; d < DEMO_DAYS; d++)
        first[d + 1] += first[d];
    for (size_t i = 0; i < count; i++)
        order[first[day(events->data + i * size)]++] = (uint32_t)i;
    return order;
}

static Status write_sales(const Writer *writer, Err *err)
{
    static const TablePlan table = { "transactions", "Writing transactions", 6, bind_sale };
    Arena scratch = arena_open();
    Events sales = { 0 };

    for (uint32_t c = 0; c < (uint32_t)writer->shop->counts.customers; c++)
        demo_sales_of(&sales.of, writer->shop, c);
    sales.order = in_order_of_day(&sales.of, sizeof(DemoSale), sale_day, &scratch);
    Status s = insert_rows(writer, &table, &sales, sales.of.size / sizeof(DemoSale), err);
    buf_close(&sales.of);
    arena_close(&scratch);
    return s;
}

static Status write_contacts(const Writer *writer, Err *err)
{
    static const TablePlan table = { "interactions", "Writing interactions", 5, bind_contact };
    Arena scratch = arena_open();
    Events contacts = { 0 };

    for (uint32_t c = 0; c < (uint32_t)writer->shop->counts.customers; c++)
        demo_contacts_of(&contacts.of, writer->shop, c);
    contacts.order = in_order_of_day(&contacts.of, sizeof(DemoContact), contact_day, &scratch);
    Status s = insert_rows(writer, &table, &contacts, contacts.of.size / sizeof(DemoContact), err);
    buf_close(&contacts.of);
    arena_close(&scratch);
    return s;
}

/* No journal: the file is new, and thrown away when anything fails. */
static const char SETTINGS[] =
    "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE;"
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
    "PRAGMA cache_size = -32000; BEGIN";

static Status fill_database(const Writer *writer, Err *err)
{
    static const TablePlan customers = { "customers", "Writing customers", 5, bind_customer };
    static const TablePlan products = { "products", "Writing products", 4, bind_product };
    Bytes schema = embedded_file("sql/schema.sql");
    Status s;

    if (!schema.data) return err_set(err, ERR_BUG, "sql/schema.sql is not in the program");
    if ((s = run_sql(writer, SETTINGS, err))) return s;
    if ((s = run_sql(writer, (const char *)schema.data, err))) return s;
    if ((s = insert_rows(writer, &customers, writer->shop->customers,
                         (size_t)writer->plan->customers, err))) {
        return s;
    }
    if ((s = insert_rows(writer, &products, DEMO_SHELVES, DEMO_PRODUCTS, err))) return s;
    if ((s = write_sales(writer, err))) return s;
    if ((s = write_contacts(writer, err))) return s;
    return run_sql(writer, "COMMIT", err);
}

static void write_days(Writer *writer, Arena *arena)
{
    char text[NUMBER_TEXT];

    writer->days = arena_alloc(arena, DEMO_DAYS, sizeof *writer->days);
    for (Day d = 0; d < DEMO_DAYS; d++) {
        day_iso(text, writer->plan->as_of - (DEMO_DAYS - 1) + d);
        memcpy(writer->days[d], text, 11);
    }
}

/* On success the file is whole and synced. */
static Status build(Writer *writer, const char *file, Err *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    Status s = OK;

    if (sqlite3_open_v2(file, &writer->db, flags, NULL) != SQLITE_OK) {
        int why = sqlite3_system_errno(writer->db);
        s = err_set(err, write_status(why, ERR_CANNOT_CREATE), "cannot create %s: %s",
                    writer->plan->path,
                    is_no_room(why) ? write_reason(why) : sqlite3_errmsg(writer->db));
    } else {
        s = fill_database(writer, err);
    }
    sqlite3_close(writer->db);
    return s;
}

static Status check_plan(const DemoPlan *plan, Err *err)
{
    struct stat info;

    if (plan->customers < 1 || plan->customers > MOST_CUSTOMERS) {
        return err_set(err, ERR_USAGE, "--customers %lld is out of range: 1 to %d are possible",
                       (long long)plan->customers, MOST_CUSTOMERS);
    }
    if (lstat(plan->path, &info) != 0) return OK;
    if (S_ISDIR(info.st_mode)) {
        return err_set(err, ERR_CANNOT_CREATE, "%s is a directory: give the path of a file",
                       plan->path);
    }
    if (plan->force) return OK;
    return err_set(err, ERR_CANNOT_CREATE, "%s exists already: add --force to replace it",
                   plan->path);
}

/* An old log or journal would be taken for the new database's. */
static void remove_companions(const char *path, Arena *scratch)
{
    static const char *const endings[] = { "-wal", "-shm", "-journal" };

    for (size_t i = 0; i < COUNT_OF(endings); i++)
        unlink(arena_format(scratch, "%s%s", path, endings[i]));
}

/* link() refuses to replace what another program made meanwhile; rename() replaces. */
static Status put_in_place(const DemoPlan *plan, const char *file, Arena *scratch, Err *err)
{
    if (plan->force) {
        remove_companions(plan->path, scratch);
        if (rename(file, plan->path) == 0) return OK;
    } else if (link(file, plan->path) == 0) {
        unlink(file);
        return OK;
    } else if (errno != EEXIST && rename(file, plan->path) == 0) {
        return OK; /* a file system without links */
    }
    return err_set(err, write_status(errno, ERR_CANNOT_CREATE), "cannot create %s: %s", plan->path,
                   write_reason(errno));
}

Status demo_write(DemoCounts *out, const DemoPlan *plan,
                  void (*progress)(void *context, const char *step, double share),
                  void *progress_context, Err *err)
{
    Arena arena = arena_open();
    DemoShop shop;
    Writer writer = {
        .plan = plan, .shop = &shop, .progress = progress, .context = progress_context
    };
    Status s = check_plan(plan, err);

    if (!s) {
        const char *file =
            arena_format(&arena, "%s%s.partial", plan->path[0] == '/' ? "" : "./", plan->path);
        unlink(file); /* of a run that was killed */
        demo_shop_make(&shop, plan, &arena);
        write_days(&writer, &arena);
        fold_names(&writer, &arena);
        s = build(&writer, file, err);
        if (!s) s = put_in_place(plan, file, &arena, err);
        if (s) unlink(file);
        if (!s) *out = shop.counts;
    }
    arena_close(&arena);
    return s;
}
