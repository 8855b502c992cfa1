#include "recognise/fields.h"

#include <string.h>

const char *schema_table_name(TableId table)
{
    static const char *const names[TABLES] = { "customers", "products", "transactions",
                                               "interactions" };

    return names[table];
}

typedef struct Synonyms {
    Field field;
    TableId table;
    bool needed;
    const char *names; /* folded, in order of preference */
} Synonyms;

/* The README lists these. */
static const Synonyms SYNONYMS[] = {
    { FIELD_ORDER, TRANSACTIONS, false,
      "orderid ordernumber orderno ordernum invoiceno invoiceid invoicenumber invoice receiptid "
      "receiptno receiptnumber basketid transactionid transactionno transactionnumber transid "
      "saleid order name" },
    { FIELD_LINE, TRANSACTIONS, false,
      "lineid linenumber lineno lineitemid orderlineid orderitemid rowid transactionid" },
    { FIELD_CUSTOMER, TRANSACTIONS, true,
      "customerid customernumber customerno custid customerkey clientid clientnumber memberid "
      "userid buyerid accountid customer client customeremail email customername" },
    { FIELD_CUSTOMER_NAME, TRANSACTIONS, false, "customername clientname billingname fullname" },
    { FIELD_EMAIL, TRANSACTIONS, false, "customeremail email emailaddress" },
    { FIELD_COUNTRY, TRANSACTIONS, false,
      "country countryregion customercountry billingcountry shippingcountry" },
    { FIELD_PRODUCT, TRANSACTIONS, false,
      "productid stockcode sku productcode productsku itemcode itemsku articleid articlenumber "
      "lineitemsku variantsku itemid productnumber product item lineitemname description "
      "productname" },
    { FIELD_PRODUCT_NAME, TRANSACTIONS, false,
      "productname description producttitle itemname lineitemname productdescription product "
      "item" },
    { FIELD_CATEGORY, TRANSACTIONS, false,
      "category productcategory categoryname department producttype genre" },
    { FIELD_DATE, TRANSACTIONS, true,
      "transactiondate orderdate invoicedate purchasedate saledate salesdate date datetime "
      "createdat orderdatetime transdate timestamp day dateplaced orderedat placedat purchasedat "
      "soldat "
      "datecreated orderpurchasetimestamp" },
    { FIELD_QUANTITY, TRANSACTIONS, false,
      "quantity qty units lineitemquantity orderquantity quantityordered qtyordered" },
    { FIELD_PRICE, TRANSACTIONS, false, "unitprice price priceeach itemprice lineitemprice" },
    { FIELD_TOTAL, TRANSACTIONS, false,
      "totalamount amount total totalprice lineamount linetotal sales revenue turnover saleamount "
      "salesamount orderamount ordertotal totalsales totalspent netamount value payment rowtotal "
      "lineprice grandtotal totaldue" },

    { FIELD_CUSTOMER, CUSTOMERS, true,
      "customerid customernumber customerno custid customerkey clientid clientnumber memberid "
      "userid buyerid accountid id customer client customeremail email" },
    { FIELD_CUSTOMER_NAME, CUSTOMERS, false, "name customername clientname fullname" },
    { FIELD_EMAIL, CUSTOMERS, false, "email customeremail emailaddress mail" },
    { FIELD_COUNTRY, CUSTOMERS, false,
      "country countryregion customercountry billingcountry defaultaddresscountrycode" },
    { FIELD_SIGNUP, CUSTOMERS, false,
      "signupdate registrationdate registeredat registered createdat joindate joined "
      "customersince membersince datejoined created" },

    { FIELD_PRODUCT, PRODUCTS, true,
      "productid stockcode sku productcode productsku itemcode articleid articlenumber variantsku "
      "id itemid productnumber" },
    { FIELD_PRODUCT_NAME, PRODUCTS, false,
      "productname name title description producttitle itemname product" },
    { FIELD_CATEGORY, PRODUCTS, false,
      "category productcategory categoryname department producttype type genre" },
    { FIELD_PRICE, PRODUCTS, false, "price unitprice listprice variantprice" },

    { FIELD_CUSTOMER, INTERACTIONS, true,
      "customerid customernumber customerno custid customerkey clientid clientnumber memberid "
      "userid buyerid accountid customer client customeremail email" },
    { FIELD_CONTACT_TYPE, INTERACTIONS, false,
      "interactiontype type event eventtype channel action activity" },
    { FIELD_CONTACT_DATE, INTERACTIONS, true,
      "interactiondate date eventdate datetime timestamp createdat eventtime time" },
    { FIELD_DURATION, INTERACTIONS, false,
      "durationseconds duration seconds durationsec lengthseconds" },
};

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

void field_fold(char out[64], const char *text, size_t size)
{
    size_t used = 0;

    for (size_t i = 0; i < size && used < 63; i++) {
        char c = text[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out[used++] = c;
    }
    out[used] = '\0';
}

/* The place of a folded name in a list of synonyms, from 1; 0 when it is not there. */
static size_t rank_in(const char *names, const char *name)
{
    size_t rank = 0, size = strlen(name);

    for (const char *at = names; size && *at; at += *at == ' ') {
        size_t length = strcspn(at, " ");
        rank++;
        if (length == size && !memcmp(at, name, size)) return rank;
        at += length;
    }
    return 0;
}

size_t fields_known(TableId table, const CsvField *header, size_t count)
{
    size_t known = 0;
    char name[64];

    for (size_t c = 0; c < count; c++) {
        bool found = false;
        field_fold(name, header[c].text, header[c].size);
        for (size_t i = 0; i < COUNT_OF(SYNONYMS); i++)
            found |= SYNONYMS[i].table == table && rank_in(SYNONYMS[i].names, name);
        known += found;
    }
    return known;
}

/* --- finding ---------------------------------------------------------------------------------- */

typedef struct Finder {
    int *column;
    TableId table;
    const char *const *header;
    size_t count;
    const FieldMaps *maps;
    const char *path;
    bool *taken; /* by column */
    bool left_out[FIELDS], mapped[FIELDS];
} Finder;

/* The field that the part of a mapping before "=" means: its own name, that of the database's
 * column or a synonym. */
static int field_of(const char *text, size_t size, int table)
{
    char name[64], own[64];

    field_fold(name, text, size);
    for (int f = 0; f < FIELDS; f++) {
        field_fold(own, NAMES[f], strlen(NAMES[f]));
        if (!strcmp(own, name)) return f;
    }
    for (size_t i = 0; i < COUNT_OF(SYNONYMS); i++) {
        if (table >= 0 && (int)SYNONYMS[i].table != table) continue;
        if (rank_in(SYNONYMS[i].names, name)) return (int)SYNONYMS[i].field;
    }
    return -1;
}

bool field_known(const char *name)
{
    return field_of(name, strlen(name), -1) >= 0;
}

static const Synonyms *synonyms_of(Field field, TableId table)
{
    for (size_t i = 0; i < COUNT_OF(SYNONYMS); i++) {
        if (SYNONYMS[i].field == field && SYNONYMS[i].table == table) return &SYNONYMS[i];
    }
    return NULL;
}

static const char *header_text(const Finder *finder, Arena *arena)
{
    Buf names = { 0 };

    for (size_t c = 0; c < finder->count; c++) {
        if (names.size > 300) {
            buf_text(&names, ", …");
            break;
        }
        const char *name = finder->header[c];
        buf_format(&names, "%s%s", c ? ", " : "", utf8_clean(name, strlen(name), 40, arena));
    }
    const char *text = arena_text(arena, names.data ? names.data : "");
    buf_close(&names);
    return text;
}

/* The column with that name: exactly, else folded. */
static int column_named(const Finder *finder, const char *name)
{
    char wanted[64], have[64];

    for (size_t c = 0; c < finder->count; c++) {
        if (!strcmp(finder->header[c], name)) return (int)c;
    }
    field_fold(wanted, name, strlen(name));
    for (size_t c = 0; c < finder->count && *wanted; c++) {
        field_fold(have, finder->header[c], strlen(finder->header[c]));
        if (!strcmp(wanted, have)) return (int)c;
    }
    return NO_COLUMN;
}

static Status refuse_map(const Finder *finder, size_t m, const char *why, Arena *arena, Err *err)
{
    const FieldMaps *maps = finder->maps;

    return err_set(err, maps->configured ? ERR_CONFIG : ERR_USAGE,
                   "%s %.100s: %s has %s; it has: %s",
                   maps->given_each ? maps->given_each[m] : maps->given, maps->items[m],
                   finder->path, why, header_text(finder, arena));
}

static Status apply_map(Finder *finder, size_t m, Arena *arena, Err *err)
{
    const char *map = finder->maps->items[m];
    size_t size = strcspn(map, "=");
    int field = field_of(map, size, (int)finder->table);
    bool strict = finder->maps->strict;

    if (field < 0 || !synonyms_of((Field)field, finder->table)) {
        bool ours = strict && finder->maps->configured;
        return ours ? refuse_map(finder, m, "no such field", arena, err) : OK;
    }
    if (!map[size + 1]) {
        finder->left_out[field] = true;
        return OK;
    }
    int column = column_named(finder, map + size + 1);
    if (column == NO_COLUMN) {
        return strict ? refuse_map(finder, m, "no such column", arena, err) : OK;
    }
    finder->column[field] = column;
    finder->taken[column] = finder->mapped[field] = true;
    return OK;
}

/* May a column also serve this field, when another has it? The name of a customer or product that
 * has no id is its id too. */
static bool may_share(Field field)
{
    return field == FIELD_CUSTOMER_NAME || field == FIELD_EMAIL || field == FIELD_PRODUCT_NAME;
}

static Status find_field(Finder *finder, const Synonyms *synonyms, Arena *arena, Err *err)
{
    size_t best = SIZE_MAX, twice = 0;
    char name[64];
    Field field = synonyms->field;

    for (size_t c = 0; c < finder->count; c++) {
        field_fold(name, finder->header[c], strlen(finder->header[c]));
        size_t rank = rank_in(synonyms->names, name);
        if (!rank || (finder->taken[c] && !may_share(field))) continue;
        if (rank < best) {
            best = rank;
            twice = 0;
            finder->column[field] = (int)c;
        } else if (rank == best) {
            twice = c;
        }
    }
    if (twice) {
        return err_set(err, ERR_DATA,
                       "%s: duplicate column \"%s\" (columns %d and %zu) for %s: rename one in the "
                       "header line; it has: %s",
                       finder->path, finder->header[twice], finder->column[field] + 1, twice + 1,
                       NAMES[field], header_text(finder, arena));
    }
    if (finder->column[field] != NO_COLUMN) finder->taken[finder->column[field]] = true;
    return OK;
}

static Status check_needed(const Finder *finder, Arena *arena, Err *err)
{
    const char *missing = NULL;
    const int *column = finder->column;

    for (size_t i = 0; i < COUNT_OF(SYNONYMS); i++) {
        const Synonyms *s = &SYNONYMS[i];
        if (s->table == finder->table && s->needed && column[s->field] == NO_COLUMN && !missing) {
            missing = NAMES[s->field];
        }
    }
    bool total = column[FIELD_TOTAL] != NO_COLUMN ||
                 (column[FIELD_QUANTITY] != NO_COLUMN && column[FIELD_PRICE] != NO_COLUMN);
    if (finder->table == TRANSACTIONS && !missing && !total) {
        missing = "total_amount (nor for quantity and unit_price, whose product it would be)";
    }
    if (!missing) return OK;
    if (finder->maps->configured) {
        return err_set(err, ERR_CONFIG,
                       "%s %s has no column for %s; it has: %s: name the column with  %.*s: COLUMN",
                       finder->maps->given, finder->path, missing, header_text(finder, arena),
                       (int)strcspn(missing, " "), missing);
    }
    return err_set(err, ERR_DATA,
                   "%s: the header has no column for %s; it has: %s: name the column with  --map "
                   "%.*s=COLUMN",
                   finder->path, missing, header_text(finder, arena), (int)strcspn(missing, " "),
                   missing);
}

Status fields_find(int column[FIELDS], TableId table, const char *const *header, size_t count,
                   const FieldMaps *maps, const char *path, Arena *arena, Err *err)
{
    Finder finder = { .column = column,
                      .table = table,
                      .header = header,
                      .count = count,
                      .maps = maps,
                      .path = path,
                      .taken = ARENA_ARRAY(arena, bool, count) };
    Status s;

    for (int f = 0; f < FIELDS; f++)
        column[f] = NO_COLUMN;
    for (size_t m = 0; m < maps->count; m++) {
        if ((s = apply_map(&finder, m, arena, err))) return s;
    }
    for (size_t i = 0; i < COUNT_OF(SYNONYMS); i++) {
        const Synonyms *synonyms = &SYNONYMS[i];
        if (synonyms->table != table || finder.mapped[synonyms->field]) continue;
        if (finder.left_out[synonyms->field]) continue;
        if ((s = find_field(&finder, synonyms, arena, err))) return s;
    }
    return check_needed(&finder, arena, err);
}

int field_guess(TableId table, Field field, const char *const *header, size_t count)
{
    const Synonyms *synonyms = synonyms_of(field, table);
    size_t best = SIZE_MAX;
    int column = NO_COLUMN;
    char name[64];

    for (size_t c = 0; synonyms && c < count; c++) {
        field_fold(name, header[c], strlen(header[c]));
        size_t rank = rank_in(synonyms->names, name);
        if (!rank || rank >= best) continue;
        best = rank;
        column = (int)c;
    }
    return column;
}
