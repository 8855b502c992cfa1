/* Names of columns, made comparable; and what they say of themselves. */
#include <string.h>

#include "recognise/field_names.h"

static void put_folded(char out[FOLDED_BYTES], const char *text, size_t size)
{
    size_t used = 0;

    for (size_t i = 0; i < size && used < FOLDED_BYTES - 1; i++) {
        char c = text[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out[used++] = c;
    }
    out[used] = '\0';
}

void field_fold(char out[FOLDED_BYTES], const char *text, size_t size)
{
    bool ascii = true;

    for (size_t i = 0; i < size; i++)
        ascii &= (unsigned char)text[i] < 0x80;
    if (ascii) {
        put_folded(out, text, size);
        return;
    }
    Arena scratch = arena_open();
    const char *folded = utf8_fold(utf8_clean(text, size, 4 * FOLDED_BYTES, &scratch), &scratch);
    put_folded(out, folded, strlen(folded));
    arena_close(&scratch);
}

/* --- rows of names ---------------------------------------------------------------------------- */

const FieldNames *field_names_row(size_t i)
{
    if (i < FIELD_NAMES_COUNT) return &FIELD_NAMES[i];
    i -= FIELD_NAMES_COUNT;
    return i < MONEY_NAMES_COUNT ? &MONEY_NAMES[i] : NULL;
}

/* The place of a name in a list, from 1; 0 when it is not there. *weak: behind the bar. */
static size_t rank_in(const char *names, const char *name, bool *weak)
{
    size_t rank = 0, size = strlen(name);

    *weak = false;
    for (const char *at = names; size && *at; at += *at == ' ') {
        size_t length = strcspn(at, " ");
        rank++;
        if (*at == '|') *weak = true;
        if (length == size && !memcmp(at, name, size)) return rank;
        at += length;
    }
    return 0;
}

size_t field_rank(TableId table, Field field, const char *name)
{
    const FieldNames *row;

    for (size_t i = 0; (row = field_names_row(i)); i++) {
        bool weak;
        if (row->field != field || !(row->tables & (1u << table))) continue;
        size_t rank = rank_in(row->names, name, &weak);
        /* No list has a hundred names. */
        if (rank) return 100 * i + rank + (weak ? WEAK_RANK : 0);
    }
    return 0;
}

/* --- the field's own name ----------------------------------------------------------------------
 */

static const char *const NAMES[FIELDS] = {
    [FIELD_ORDER] = "order_id",
    [FIELD_LINE] = "line_id",
    [FIELD_CUSTOMER] = "customer_id",
    [FIELD_CUSTOMER_NAME] = "customer_name",
    [FIELD_EMAIL] = "email",
    [FIELD_COUNTRY] = "country",
    [FIELD_SIGNUP] = "signup_date",
    [FIELD_PRODUCT] = "product_id",
    [FIELD_PRODUCT_NAME] = "product_name",
    [FIELD_CATEGORY] = "category",
    [FIELD_PRICE] = "unit_price",
    [FIELD_DATE] = "date",
    [FIELD_QUANTITY] = "quantity",
    [FIELD_TOTAL] = "total_amount",
    [FIELD_CONTACT_TYPE] = "interaction_type",
    [FIELD_CONTACT_DATE] = "interaction_date",
    [FIELD_DURATION] = "duration_seconds",
    [FIELD_STATUS] = "status",
    [FIELD_PAYMENT_STATUS] = "payment_status",
    [FIELD_CANCELLED_AT] = "cancelled_at",
    [FIELD_CURRENCY] = "currency",
    [FIELD_DISCOUNT] = "discount",
    [FIELD_TAX] = "tax",
    [FIELD_SHIPPING] = "shipping",
    [FIELD_REFUND] = "refund",
    [FIELD_FIRST_NAME] = "first_name",
    [FIELD_LAST_NAME] = "last_name",
    [FIELD_PHONE] = "phone",
    [FIELD_POSTCODE] = "postcode",
    [FIELD_STORE] = "store",
    [FIELD_CONSENT] = "consent",
    [FIELD_OPT_OUT] = "unsubscribed",
    [FIELD_ORDER_TOTAL] = "order_total",
    [FIELD_LINE_TOTAL] = "line_total",
    [FIELD_SUBTOTAL] = "subtotal",
    [FIELD_GROSS] = "gross_amount",
    [FIELD_NET] = "net_amount",
};

const char *field_name(Field field)
{
    return NAMES[field];
}

const char *field_name_at(size_t i)
{
    return i < FIELDS ? NAMES[i] : NULL;
}

const char *field_names(Arena *arena)
{
    const char *names = NAMES[0];

    for (int f = 1; f < FIELDS; f++)
        names = arena_format(arena, "%s, %s", names, NAMES[f]);
    return names;
}

/* --- currencies --------------------------------------------------------------------------------
 */

/* Of all codes those that are no words: a column "Total all" is not in Albanian leks. */
static bool is_usual_code(const char *text)
{
    static const char codes[] = "EUR USD GBP CHF SEK NOK DKK PLN CZK HUF RON BGN CAD AUD NZD JPY "
                                "CNY INR BRL MXN ZAR SGD HKD KRW ILS AED";

    for (size_t i = 0; i + 3 <= sizeof codes - 1; i += 4) {
        if (!strncasecmp(text, codes + i, 3)) return true;
    }
    return false;
}

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* Where the code begins that a header ends with, parentheses aside: a word of its own, or capitals
 * behind a small letter ("totalEUR"). NULL when there is none. */
static const char *header_code(const char *name)
{
    const char *end = name + strlen(name);

    while (end > name && !is_alnum(end[-1]))
        end--;
    if (end - name < 5 || !is_usual_code(end - 3)) return NULL;
    char before = end[-4];
    bool capital = before >= 'a' && before <= 'z' && end[-3] <= 'Z';
    return !is_alnum(before) || capital ? end - 3 : NULL;
}

bool header_currency(Currency *out, const char *name)
{
    const char *code = header_code(name);
    size_t size = strlen(name);

    if (code) return currency_read(out, code, 3);
    while (size && strchr(" )]", name[size - 1]))
        size--;
    /* "Total €"; letters at the end are a part of the name. */
    bool letter = size && is_alnum(name[size - 1]) && (unsigned char)name[size - 1] < 0x80;
    return !letter && currency_at_end(out, name, size) > 0;
}

static bool is_money(Field field)
{
    return field == FIELD_PRICE || field == FIELD_TOTAL ||
           (field >= FIELD_DISCOUNT && field <= FIELD_REFUND) || field >= FIELD_ORDER_TOTAL;
}

/* Without the code at its end: "Betrag in EUR" is "betrag". */
static size_t rank_without_code(TableId table, Field field, const char *header)
{
    const char *code = header_code(header);
    char name[FOLDED_BYTES];

    if (!code) return 0;
    field_fold(name, header, (size_t)(code - header));
    size_t rank = field_rank(table, field, name), size = strlen(name);
    if (!rank && size > 2 && !strcmp(name + size - 2, "in")) {
        name[size - 2] = '\0';
        rank = field_rank(table, field, name);
    }
    return rank;
}

size_t header_rank(TableId table, Field field, const char *header)
{
    char name[FOLDED_BYTES];

    field_fold(name, header, strlen(header));
    size_t rank = field_rank(table, field, name);
    if (!rank && is_money(field)) rank = rank_without_code(table, field, header);
    return rank ? rank : rank_by_parts(table, field, header);
}

bool field_is_weak(TableId table, Field field, const char *name)
{
    return header_rank(table, field, name) >= WEAK_RANK;
}
