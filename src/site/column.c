/* Columns of figures as compact text.
 *
 * A number becomes a whole multiple of 10^-decimals above the column's smallest, in as few bytes as
 * the largest needs (one to six, little-endian), in base64: less than its decimal text, and read
 * in one pass. The largest code stands for a blank.
 */
#include <math.h>
#include <string.h>

#include "base/digest.h"
#include "site/parts.h"

#define MAX_CODE_BYTES 6

/* --- Numbers --------------------------------------------------------------------------------- */

typedef struct Codes {
    double scale; /* 10^decimals */
    double low;   /* the smallest, scaled */
    int bytes;
} Codes;

static Codes codes_plan(const Column *column, int decimals, size_t count)
{
    double low = 0, high = 0, room;
    bool any = false;
    Codes codes = { .scale = 1, .bytes = 1 };

    for (size_t i = 0; i < count; i++) {
        double value = column_number(column, i);
        if (!isfinite(value)) continue;
        if (!any || value < low) low = value;
        if (!any || value > high) high = value;
        any = true;
    }
    for (int i = 0; i < decimals && (high - low) * codes.scale * 10 < 0x1p47; i++)
        codes.scale *= 10;
    codes.low = round(low * codes.scale);
    room = round(high * codes.scale) - codes.low + 1; /* and one code for the blank */
    while (codes.bytes < MAX_CODE_BYTES && room >= ldexp(1, 8 * codes.bytes))
        codes.bytes++;
    return codes;
}

static char *code_put(char *at, const Codes *codes, double most, double value)
{
    double code = isfinite(value) ? round(value * codes->scale) - codes->low : most;
    uint64_t whole = (uint64_t)(code > most ? most : code < 0 ? 0 : code);

    for (int i = 0; i < codes->bytes; i++)
        *at++ = (char)(whole >> (8 * i) & 0xff);
    return at;
}

static void numbers_put(Buf *out, const Column *column, int decimals, size_t count)
{
    Codes codes = codes_plan(column, decimals, count);
    double most = ldexp(1, 8 * codes.bytes) - 1;
    size_t size = count * (size_t)codes.bytes;
    char text[NUMBER_TEXT];
    Buf bytes = { 0 };
    char *at = buf_reserve(&bytes, size);

    for (size_t i = 0; i < count; i++)
        at = code_put(at, &codes, most, column_number(column, i));
    buf_format(out, "\"bytes\":%d,\"scale\":%.0f", codes.bytes, codes.scale);
    buf_format(out, ",\"low\":%s,\"data\":\"", number_shortest(text, codes.low));
    base64_put(out, bytes.data, size);
    buf_char(out, '"');
    buf_close(&bytes);
}

/* --- Texts and the rest ---------------------------------------------------------------------- */

static void texts_put(Buf *out, const Column *column, size_t count)
{
    buf_text(out, "\"texts\":[");
    for (size_t i = 0; i < count; i++) {
        const char *text = column_text(column, i);
        if (i) buf_char(out, ',');
        json_quote(out, text ? text : "");
    }
    buf_char(out, ']');
}

static void ids_put(Buf *out, const Column *column, size_t count)
{
    buf_text(out, "\"texts\":[");
    for (size_t i = 0; i < count; i++) {
        buf_text(out, i ? ",\"" : "\"");
        buf_integer(out, column_id(column, i));
        buf_char(out, '"');
    }
    buf_char(out, ']');
}

/* Shares are shown in percent, which needs two decimals more; money keeps its cents for sums. */
static int kept_decimals(const Column *column)
{
    if (column->kind == COLUMN_SHARE) return column->decimals + 2;
    if (column->kind == COLUMN_MONEY && column->decimals < 2) return 2;
    return column->decimals;
}

static void values_put(Buf *out, const Column *column, size_t count)
{
    buf_text(out, "\"key\":");
    json_quote(out, column->key);
    buf_text(out, ",\"title\":");
    json_quote(out, column->title);
    buf_format(out, ",\"kind\":\"%s\",\"decimals\":%d,", column_kind_name(column->kind),
               column->decimals);
    if (column->kind == COLUMN_TEXT)
        texts_put(out, column, count);
    else if (column->kind == COLUMN_ID)
        ids_put(out, column, count);
    else
        numbers_put(out, column, kept_decimals(column), count);
}

void site_column(Buf *out, const Column *column, size_t count)
{
    buf_char(out, '{');
    values_put(out, column, count);
    buf_char(out, '}');
}

/* --- Tables ---------------------------------------------------------------------------------- */

/* The colour of each row's dot; -1: none. */
static void colours_put(Buf *out, const Site *site, const Column *column, size_t count)
{
    const Segments *all = site->report->segments;

    buf_text(out, ",\"colours\":[");
    for (size_t i = 0; i < count; i++) {
        int segment = column_segment(column, i);
        bool has = segment >= 0 && (size_t)segment < all->count;
        if (i) buf_char(out, ',');
        buf_integer(out, has ? all->items[segment].colour : -1);
    }
    buf_char(out, ']');
}

static void links_put(Buf *out, const Site *site, const Column *column, size_t count)
{
    buf_text(out, ",\"links\":[");
    for (size_t i = 0; i < count; i++) {
        if (i) buf_char(out, ',');
        const char *link = column_link(column, i);
        json_quote(out, link ? arena_format(site->arena, "%s%s", site->root, link) : "");
    }
    buf_char(out, ']');
}

static void table_column_put(Buf *out, const Site *site, const Column *column, size_t count)
{
    buf_char(out, '{');
    values_put(out, column, count);
    if (column->segments) colours_put(out, site, column, count);
    if (column->links) links_put(out, site, column, count);
    buf_char(out, '}');
}

const char *site_currency_sign(const Site *site)
{
    char text[NUMBER_TEXT];

    if (site->report->shop->no_amounts) return "";
    number_money(text, 0, site->report->currency, 0);
    return arena_text_n(site->arena, text, strlen(text) - 1);
}

const char *site_table_data(const Site *site, const TableBlock *block)
{
    const Table *table = block->table;
    size_t most = site->plan->explore_rows ? site->plan->explore_rows : SITE_EXPLORE_ROWS;
    size_t count = table->rows - (block->totals && table->rows ? 1 : 0);
    Buf out = { 0 };
    const char *copy;

    if (count > most && most > block->shown) count = most;
    buf_format(&out, "{\"rows\":%zu,\"total\":%zu,\"sign\":", count, table->rows);
    json_quote(&out, site_currency_sign(site));
    buf_text(&out, ",\"columns\":[");
    for (size_t i = 0; i < table->cols; i++) {
        if (i) buf_char(&out, ',');
        table_column_put(&out, site, &table->columns[i], count);
    }
    buf_text(&out, "]}");
    copy = arena_text_n(site->arena, out.data, out.size);
    buf_close(&out);
    return copy;
}
