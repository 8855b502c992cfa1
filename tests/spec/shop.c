/* The lines of a shop, as a database of sql/schema.sql. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spec.h"

/* Order ids that nobody gave, so that they meet none that somebody did. */
enum { OWN_ORDERS = 1000000 };

typedef struct Making {
    sqlite3 *db;
    Plan *plan;
    const Case *of;
    const Line *line;
    Words words;
    size_t at;       /* the next word */
    int sales;       /* so far */
    bool own_orders; /* some sales name their order: one may then have several lines */
    Arena *arena;
} Making;

static Status refuse(const Making *m, const char *why, Err *err)
{
    return err_set(err, ERR_DATA, "%s:%zu: %s: %s", m->of->file, m->line->number, why,
                   m->line->text);
}

static Status run(const Making *m, const char *sql, Err *err)
{
    if (sqlite3_exec(m->db, sql, NULL, NULL, NULL) == SQLITE_OK) return OK;
    return refuse(m, sqlite3_errmsg(m->db), err);
}

/* One row; NULL and "-" are blank. */
static Status insert(const Making *m, const char *sql, const char *const *values, int count,
                     Err *err)
{
    sqlite3_stmt *row = NULL;
    int result = sqlite3_prepare_v2(m->db, sql, -1, &row, NULL);

    for (int i = 0; result == SQLITE_OK && i < count; i++) {
        if (!values[i] || !strcmp(values[i], "-")) continue;
        result = sqlite3_bind_text(row, i + 1, values[i], -1, SQLITE_TRANSIENT);
    }
    if (result == SQLITE_OK) result = sqlite3_step(row);
    sqlite3_finalize(row);
    return result == SQLITE_DONE ? OK : refuse(m, sqlite3_errmsg(m->db), err);
}

/* --- words -------------------------------------------------------------------------------------
 */

static const char *next_word(Making *m)
{
    return m->at < m->words.count ? m->words.items[m->at++] : NULL;
}

/* Moves past the word if it is next. */
static bool take(Making *m, const char *word)
{
    bool is = m->at < m->words.count && !strcmp(m->words.items[m->at], word);

    m->at += is;
    return is;
}

/* What follows the word, if that is next. */
static const char *take_after(Making *m, const char *word)
{
    return take(m, word) ? next_word(m) : NULL;
}

/* "7", or "11..30" */
static bool take_range(Making *m, int *first, int *last)
{
    const char *text = next_word(m), *dots = text ? strstr(text, "..") : NULL;

    if (!text) return false;
    *first = (int)strtol(text, NULL, 10);
    *last = dots ? (int)strtol(dots + 2, NULL, 10) : *first;
    return true;
}

/* "every 7 days, 20 times", "every month, 12 times" */
typedef struct Repeat {
    int days, months, times;
} Repeat;

static bool take_repeat(Making *m, Repeat *out)
{
    *out = (Repeat){ .times = 1 };
    if (!take(m, "every")) return true;
    const char *step = next_word(m);
    if (step && !strcmp(step, "month,")) {
        out->months = 1;
    } else if (step) {
        out->days = (int)strtol(step, NULL, 10);
        if (!take(m, "days,")) return false;
    }
    const char *times = next_word(m);
    if (!times || !take(m, "times")) return false;
    out->times = (int)strtol(times, NULL, 10);
    return out->times > 0;
}

/* The n-th day of a series; what is no day stays as it is. */
static const char *day_of(const Making *m, const char *first, const Repeat *repeat, int n)
{
    char text[NUMBER_TEXT];
    Day day;

    if (!n || !day_read(first, &day)) return first;
    CivilDate date = day_to_civil(day);
    int months = date.month - 1 + n * repeat->months;
    CivilDate moved = { date.year + months / 12, months % 12 + 1, date.day };
    day = day_from_civil(moved) + n * repeat->days;
    return arena_text(m->arena, day_iso(text, day));
}

/* --- lines -------------------------------------------------------------------------------------
 */

/* customer ID SIGNED-UP [NAME] [in COUNTRY] [mail ADDRESS] */
static Status put_customer(Making *m, Err *err)
{
    const char *values[5] = { 0 };
    int first, last;
    Status s = OK;

    if (!take_range(m, &first, &last)) return refuse(m, "which customer?", err);
    values[3] = next_word(m);
    while (m->at < m->words.count) {
        const char *country = take_after(m, "in"), *mail = country ? NULL : take_after(m, "mail");
        if (country) {
            values[4] = country;
        } else if (mail) {
            values[2] = mail;
        } else {
            values[1] = next_word(m);
        }
    }
    const char *name = values[1];
    for (int id = first; id <= last && !s; id++) {
        values[0] = arena_format(m->arena, "%d", id);
        values[1] = name ? name : arena_format(m->arena, "Customer no. %d", id);
        s = insert(m, "INSERT INTO customers VALUES (?, ?, ?, ?, ?)", values, 5, err);
    }
    return s;
}

/* product NAME [in CATEGORY] */
static Status put_product(Making *m, Err *err)
{
    const char *values[2] = { next_word(m), NULL };

    values[1] = take_after(m, "in");
    return insert(m, "INSERT INTO products (product_name, category) VALUES (?, ?)", values, 2, err);
}

/* sale CUSTOMER DAY AMOUNT [of PRODUCT] [order ID] [every …] */
static Status put_sale(Making *m, Err *err)
{
    int first, last;
    Repeat repeat;
    Status s = OK;

    if (!take_range(m, &first, &last)) return refuse(m, "to whom?", err);
    const char *day = next_word(m), *amount = next_word(m), *product = take_after(m, "of");
    const char *order = take_after(m, "order");
    if (!amount || !take_repeat(m, &repeat) || m->at < m->words.count) {
        return refuse(m, "sale CUSTOMER DAY AMOUNT [of PRODUCT] [order ID] [every 7 days, 4 times]",
                      err);
    }
    for (int n = 0; n < repeat.times; n++) {
        for (int id = first; id <= last && !s; id++) {
            int own = (m->own_orders ? OWN_ORDERS : 0) + ++m->sales;
            const char *values[] = { order ? order : arena_format(m->arena, "%d", own),
                                     arena_format(m->arena, "%d", id), product,
                                     day_of(m, day, &repeat, n), amount };
            s = insert(m,
                       "INSERT INTO transactions VALUES (?, ?, (SELECT product_id FROM products "
                       "WHERE product_name = ?), ?, 1, ?)",
                       values, 5, err);
        }
    }
    return s;
}

/* contact CUSTOMER DAY KIND [SECONDS] [every …] */
static Status put_contact(Making *m, Err *err)
{
    int first, last;
    Repeat repeat;
    Status s = OK;

    if (!take_range(m, &first, &last)) return refuse(m, "with whom?", err);
    const char *day = next_word(m), *kind = next_word(m), *seconds = NULL;
    if (m->at < m->words.count && strcmp(m->words.items[m->at], "every")) seconds = next_word(m);
    if (!kind || !take_repeat(m, &repeat))
        return refuse(m, "contact CUSTOMER DAY KIND [SECONDS]", err);
    for (int n = 0; n < repeat.times; n++) {
        for (int id = first; id <= last && !s; id++) {
            const char *values[] = { arena_format(m->arena, "%d", id), kind,
                                     day_of(m, day, &repeat, n), seconds };
            s = insert(m,
                       "INSERT INTO interactions (customer_id, interaction_type, interaction_date, "
                       "duration_seconds) VALUES (?, ?, ?, ?)",
                       values, 4, err);
        }
    }
    return s;
}

/* earlier DAY [every …] [OPTIONS] */
static Status put_earlier(Making *m, Err *err)
{
    EarlierRun run = { 0 };
    const char *day = next_word(m);
    Repeat repeat;
    Day first;

    if (!day || !day_read(day, &first) || !take_repeat(m, &repeat))
        return refuse(m, "earlier DAY [every 7 days, 4 times] [OPTIONS]", err);
    while (m->at < m->words.count)
        VEC_PUSH(m->arena, &run.options, next_word(m));
    for (int n = 0; n < repeat.times; n++) {
        (void)day_read(day_of(m, day, &repeat, n), &run.as_of);
        VEC_PUSH(m->arena, &m->plan->earlier, run);
    }
    m->plan->history = true;
    return OK;
}

static Status put_line(Making *m, Err *err)
{
    m->words = case_words(m->line->text, m->arena);
    m->at = 0;
    if (take(m, "customer")) return put_customer(m, err);
    if (take(m, "product")) return put_product(m, err);
    if (take(m, "sale")) return put_sale(m, err);
    if (take(m, "contact")) return put_contact(m, err);
    if (take(m, "earlier")) return put_earlier(m, err);
    if (take(m, "sql")) return run(m, m->line->text + 4, err);
    if (take(m, "later")) {
        VEC_PUSH(m->arena, &m->plan->later, m->line->text + 6);
        return OK;
    }
    if (take(m, "history")) {
        m->plan->history = true;
        return OK;
    }
    if (take(m, "options")) {
        while (m->at < m->words.count)
            VEC_PUSH(m->arena, &m->plan->options, next_word(m));
        return OK;
    }
    if (take(m, "as") && take(m, "of")) {
        m->plan->as_of = next_word(m);
        return OK;
    }
    return refuse(m, "a shop has customers, products, sales, contacts; see README.md", err);
}

static bool names_orders(const Case *of)
{
    for (size_t i = 0; i < of->shop.count; i++) {
        const char *text = of->shop.items[i].text;
        if (!strncmp(text, "sale ", 5) && strstr(text, " order ")) return true;
    }
    return false;
}

/* The tables of the schema; transaction_id is a key where no order has several lines. */
static Status make_tables(Making *m, Err *err)
{
    Status s = run(m, (const char *)embedded_file("sql/schema.sql").data, err);

    m->own_orders = names_orders(m->of);
    if (s || !m->own_orders) return s;
    return run(m,
               "DROP TABLE transactions; CREATE TABLE transactions (transaction_id INTEGER, "
               "customer_id INTEGER, product_id INTEGER, transaction_date DATE, quantity INTEGER, "
               "total_amount REAL)",
               err);
}

Status shop_make(Plan *out, const Case *from, const char *path, Arena *arena, Err *err)
{
    Making m = { .plan = out, .of = from, .line = &(Line){ from->number, from->title } };
    Status s;

    m.arena = arena;
    *out = (Plan){ .database = path };
    remove(path);
    if (sqlite3_open(path, &m.db) != SQLITE_OK) {
        s = refuse(&m, sqlite3_errmsg(m.db), err);
        goto done;
    }
    if ((s = run(&m, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; BEGIN", err))) goto done;
    s = make_tables(&m, err);
    for (size_t i = 0; i < from->shop.count && !s; i++) {
        m.line = &from->shop.items[i];
        s = put_line(&m, err);
    }
    if (!s) s = run(&m, "COMMIT", err);
done:
    sqlite3_close(m.db);
    return s;
}

Status shop_change(const Plan *plan, Err *err)
{
    sqlite3 *db = NULL;
    int result = sqlite3_open(plan->database, &db);

    for (size_t i = 0; i < plan->later.count && result == SQLITE_OK; i++)
        result = sqlite3_exec(db, plan->later.items[i], NULL, NULL, NULL);
    Status s = result == SQLITE_OK ? OK : err_set(err, ERR_DATA, "later: %s", sqlite3_errmsg(db));
    sqlite3_close(db);
    return s;
}
