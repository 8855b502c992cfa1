#include "guess/roles.h"

#include <string.h>

bool is_field(const CatalogColumn *column, TableId table, Field field)
{
    return field_guess(table, field, &column->name, 1) != NO_COLUMN;
}

/* The column with the highest rank above 0. */
typedef int Ranking(const CatalogColumn *column, const CatalogTable *table);

static int best_column(const CatalogTable *table, Ranking *ranking)
{
    int best = NO_PLACE, most = 0;

    for (size_t c = 0; c < table->count; c++) {
        int rank = ranking(&table->columns[c], table);
        if (rank <= most) continue;
        most = rank;
        best = (int)c;
    }
    return best;
}

static bool has_values(const CatalogColumn *column)
{
    return column->values.rows > column->values.blanks;
}

static bool has_texts(const CatalogColumn *column)
{
    return column->values.other_texts > 0;
}

/* Half of the points where half of the rows are blank. */
static int by_known(int rank, const CatalogColumn *column)
{
    return (int)(rank * values_known(&column->values) + 0.5);
}

/* --- dates ------------------------------------------------------------------------------------ */

int date_rank(const CatalogColumn *column, const CatalogTable *table)
{
    static const struct {
        const char *words;
        int rank;
    } ranks[] = {
        /* The first that fits decides. */
        { "update updated modify modified ship shipped shipping require required delivery "
          "delivered birth birthday expiry expires expire due refunded cancelled canceled deleted "
          "estimated limit sync synced load loaded next scheduled return returned archived until "
          "valid start end review closed",
          0 },
        { "approved completed processed confirmed finished accepted captured fulfilled", 40 },
        { "purchase purchased sold placed ordered bought checkout bestellung bestelldatum", 95 },
        { "order sale transaction booking rental kauf commande pedido ordine", 90 },
        { "created create add added inserted issued entered creation", 70 },
        { "invoice payment paid rechnung", 65 },
        { "date datetime day timestamp time when datum fecha data at on", 60 },
    };

    if (!values_are_dates(column)) return 0;
    for (size_t r = 0; r < COUNT_OF(ranks); r++) {
        if (!words_have(&column->words, ranks[r].words)) continue;
        int rank = ranks[r].rank;
        /* An invoice's date is the sale's where the table is of invoices. */
        if (rank == 65 && words_have(&table->words, "invoice rechnung")) rank = 90;
        return by_known(rank - words_have(&column->words, "gmt utc"), column);
    }
    return by_known(20, column);
}

static int signup_rank(const CatalogColumn *column, const CatalogTable *table)
{
    (void)table;
    if (!values_are_dates(column)) return 0;
    if (is_field(column, CUSTOMERS, FIELD_SIGNUP)) return by_known(90, column);
    if (words_have(&column->words, "signup registered registration joined join since")) return 80;
    if (words_have(&column->words, "update updated last login birth deleted modified")) return 0;
    return words_have(&column->words, "created create add added creation") ? by_known(70, column)
                                                                           : 0;
}

int signup_column(const CatalogTable *table)
{
    return best_column(table, signup_rank);
}

/* --- people ----------------------------------------------------------------------------------- */

static int email_rank(const CatalogColumn *column, const CatalogTable *table)
{
    (void)table;
    if (!values_are_emails(&column->values)) return 0;
    return by_known(words_are(&column->words, "email mail address customer user") ? 90 : 60,
                    column);
}

int email_column(const CatalogTable *table)
{
    return best_column(table, email_rank);
}

static int country_rank(const CatalogColumn *column, const CatalogTable *table)
{
    if (!has_texts(column) || values_are_emails(&column->values)) return 0;
    if (words_have(&column->words, "country land pays pais paese")) {
        bool code = words_have(&column->words, "code iso id");
        bool shipping = words_have(&column->words, "ship shipping delivery");
        return by_known(90 - 10 * code - 5 * shipping, column);
    }
    /* The name in a table of countries, else their code. */
    if (!words_have(&table->words, "country")) return 0;
    if (words_are(&column->words, "name title")) return 80;
    return words_are(&column->words, "iso code") || words_have(&column->words, "iso") ? 70 : 0;
}

int country_column(const CatalogTable *table)
{
    return best_column(table, country_rank);
}

static int first_name_rank(const CatalogColumn *column, const CatalogTable *table)
{
    (void)table;
    if (!has_texts(column)) return 0;
    bool whole = words_phrase(&column->words, "first name") ||
                 words_have(&column->words, "firstname fname forename vorname prenom givenname") ||
                 words_phrase(&column->words, "given name");
    return whole ? 90 : words_are(&column->words, "first") ? 50 : 0;
}

static int last_name_rank(const CatalogColumn *column, const CatalogTable *table)
{
    (void)table;
    if (!has_texts(column)) return 0;
    bool whole = words_phrase(&column->words, "last name") ||
                 words_have(&column->words, "lastname lname surname nachname apellido cognome") ||
                 words_phrase(&column->words, "family name");
    return whole ? 90 : words_are(&column->words, "last") ? 50 : 0;
}

bool person_name_columns(int *first, int *last, const CatalogTable *table)
{
    *first = best_column(table, first_name_rank);
    *last = best_column(table, last_name_rank);
    return *first != NO_PLACE && *last != NO_PLACE;
}

static int person_rank(const CatalogColumn *column, const CatalogTable *table)
{
    (void)table;
    if (!has_texts(column)) return 0;
    if (is_field(column, CUSTOMERS, FIELD_CUSTOMER_NAME)) return by_known(90, column);
    if (words_phrase(&column->words, "display name") || words_phrase(&column->words, "full name"))
        return by_known(80, column);
    if (words_are(&column->words, "company name")) return by_known(70, column);
    if (words_are(&column->words, "contact name")) return by_known(60, column);
    return words_are(&column->words, "username user name login nick nickname") ? 40 : 0;
}

static int title_rank(const CatalogColumn *column, const CatalogTable *table)
{
    bool own = false;

    if (!has_texts(column)) return 0;
    if (words_have(&column->words, WORDS_GROUP) && !words_have(&table->words, WORDS_GROUP))
        return 0;
    /* product_name of products, genre of genres. */
    for (size_t w = 0; w < column->words.count; w++)
        own |= words_have(&table->words, column->words.word[w]);
    if (words_are(&column->words, "name") || words_are(&column->words, "title")) return 90;
    if (is_field(column, PRODUCTS, FIELD_PRODUCT_NAME)) {
        return words_have(&column->words, "description") ? 30 : 85;
    }
    if (words_end(&column->words, "name title bezeichnung nom nombre nome")) return own ? 85 : 60;
    return own && words_are(&column->words, table->words.word[table->words.count - 1]) ? 50 : 0;
}

int name_column(const CatalogTable *table, TableId kind)
{
    return best_column(table, kind == CUSTOMERS ? person_rank : title_rank);
}

bool is_staff(const Words *words)
{
    return words_have(words, WORDS_STAFF) || words_phrase(words, "sale person");
}

/* A row a person: their e-mail addresses are hardly ever the same twice, as those of sales are. */
static bool has_own_emails(const CatalogTable *table)
{
    int email = email_column(table);

    if (email == NO_PLACE) return false;
    const Values *values = &table->columns[email].values;
    return (double)values->distinct > 0.9 * (double)(values->rows - values->blanks);
}

int people_rank(const CatalogTable *table)
{
    int first, last, rank = 0;

    if (has_own_emails(table)) rank += 3;
    if (person_name_columns(&first, &last, table)) {
        rank += 2;
    } else {
        rank += name_column(table, CUSTOMERS) != NO_PLACE;
    }
    rank += 4 * words_have(&table->words, WORDS_PEOPLE);
    rank -= 4 * is_staff(&table->words);
    rank -= 4 * words_have(&table->words, WORDS_SALE);
    rank -= 4 * words_have(&table->words, "address group log session product");
    return rank > 2 ? rank : 0;
}

/* --- products --------------------------------------------------------------------------------- */

int product_rank(const CatalogTable *table)
{
    int rank = 0;

    if (name_column(table, PRODUCTS) == NO_PLACE) {
        /* The names may be elsewhere: in a table of languages, or in the lines. */
        bool bare = words_end(&table->words, "entity") && words_have(&table->words, "product");
        return bare || words_end(&table->words, WORDS_PRODUCT) ? 2 : 0;
    }
    rank += 4 * words_end(&table->words, WORDS_PRODUCT);
    rank += 2 * words_have(&table->words, WORDS_PRODUCT);
    rank += 2 * (measure_column(table, MEASURE_PRICE) != NO_PLACE);
    rank += category_column(table) != NO_PLACE;
    rank -= 4 * words_have(&table->words, WORDS_GROUP);
    rank -= 4 * words_have(&table->words, WORDS_SALE " store shop address city country language "
                                                     "status state currency tax");
    rank -= 3 * words_have(&table->words, "variant");
    rank -= people_rank(table) + 8 * is_no_sale(table);
    return rank > 0 ? rank + 1 : rank == 0;
}

static int category_rank(const CatalogColumn *column, const CatalogTable *table)
{
    const Values *values = &column->values;

    (void)table;
    /* A category holds several: as many values as rows are names. */
    bool groups =
        10 * values->distinct < 9 * (size_t)(values->rows - values->blanks) || values->rows < 10;
    if (!has_texts(column) || !groups) return 0;
    if (is_field(column, PRODUCTS, FIELD_CATEGORY)) return by_known(90, column);
    if (words_have(&column->words, WORDS_GROUP)) return by_known(70, column);
    return words_are(&column->words, "product type line segment") ? by_known(60, column) : 0;
}

int category_column(const CatalogTable *table)
{
    return best_column(table, category_rank);
}

bool is_no_sale(const CatalogTable *table)
{
    return words_have(&table->words, WORDS_NO_SALE);
}

/* --- money ------------------------------------------------------------------------------------ */

bool is_in_cents(const CatalogColumn *column)
{
    return words_have(&column->words, "cent penny pence minor") && has_values(column) &&
           !column->values.fractions;
}

/* Before tax, or with it: "price_tax_excl" is a price and no tax. */
static int tax_side(const Words *words)
{
    if (words_have(words, "excl ex excluding without net")) return 5;
    if (words_have(words, "incl inc including with wt gross")) return -5;
    return 0;
}

static Measure minor_measure(const Words *words)
{
    bool side = words_have(words, "excl ex excluding without incl inc including with");

    if (words_have(words, "discount rebate coupon reduction voucher promo promotion markdown "
                          "rabatt remise descuento sconto"))
        return MEASURE_DISCOUNT;
    if (words_have(words, "refund refunded returned chargeback")) return MEASURE_REFUND;
    if (words_have(words, "tax vat gst mwst iva tva") && !side) return MEASURE_TAX;
    if (words_have(words, "shipping freight postage delivery shipment versand handling"))
        return MEASURE_SHIPPING;
    return MEASURE_NONE;
}

static int price_rank(const Words *words)
{
    int rank = 60 + tax_side(words);

    if (words_have(words, "unit each item sell selling final")) rank += 20;
    if (words_have(words,
                   "original list regular compare old msrp purchase buy cost wholesale min max "
                   "group market standard reference before"))
        rank -= 30;
    return rank - 10 * words_have(words, "base");
}

static bool is_price(const Words *words)
{
    if (words_have(words, "total line row ext extended sub subtotal sum")) return false;
    return words_have(words, "price preis prix precio prezzo rate msrp") ||
           words_phrase(words, "unit amount") || words_phrase(words, "unit cost");
}

static int total_rank(const Words *words)
{
    static const char usual[] = "total amount grand price value line row revenue sum net order "
                                "sale invoice payment transaction item in cent usd eur gbp";
    int rank = 60 + tax_side(words);

    if (words_are(words, usual)) rank += 20;
    if (words_have(words, "sub subtotal")) rank -= 10;
    if (words_have(words, "base")) rank -= 10;
    if (words_have(words, "paid spent due")) rank -= 15;
    if (words_have(words, "cost")) rank -= 30;
    return rank;
}

static bool is_total(const Words *words)
{
    /* total_items are pieces, item_total is money. */
    if (words_end(words, "count item weight point rating stock balance credit limit budget target "
                         "qty quantity") ||
        words_have(words,
                   "average avg exchange lifetime limit budget weight point adjustment tip fee "
                   "commission margin profit bonus deposit rate percent pct")) {
        return false;
    }
    return words_have(words, "total amount revenue sale subtotal turnover gross net sum value "
                             "extended spent paid price betrag summe umsatz montant importe "
                             "importo totale cost");
}

static int quantity_rank(const Words *words)
{
    bool money = words_have(words, "price cost amount total value");
    bool other = words_have(words, "refunded returned cancelled canceled shipped invoiced stock "
                                   "available min max reserved delivered backordered");

    if (words_have(words, "quantity qty menge cantidad quantite aantal")) return other ? 20 : 80;
    if (money) return 0;
    if (words_have(words, "unit piece pcs")) return 60;
    return words_phrase(words, "num item") || words_are(words, "count") ? 40 : 0;
}

/* By the table of synonyms, where the words say nothing. */
static Measure measure_by_field(const CatalogColumn *column)
{
    if (is_field(column, TRANSACTIONS, FIELD_QUANTITY)) return MEASURE_QUANTITY;
    if (is_field(column, TRANSACTIONS, FIELD_PRICE)) return MEASURE_PRICE;
    return is_field(column, TRANSACTIONS, FIELD_TOTAL) ? MEASURE_TOTAL : MEASURE_NONE;
}

static bool may_measure(const CatalogColumn *column)
{
    const Values *values = &column->values;

    /* Amounts with signs or decimal commas are numbers too, which the store reads. */
    bool numbers = values_are_numbers(values);
    for (size_t k = 0; !numbers && k < values->kept_count; k++) {
        double number;
        const Kept *kept = &values->kept[k];
        numbers = number_parse(&number, '.', kept->text, kept->size) == NUMBER_FINE ||
                  number_parse(&number, ',', kept->text, kept->size) == NUMBER_FINE;
        if (!numbers) return false;
    }
    return numbers && has_values(column) &&
           !words_have(&column->words, "id at date code number no name status");
}

Measure measure_of(int *rank, const CatalogColumn *column)
{
    const Words *words = &column->words;
    int unused;

    if (!rank) rank = &unused;
    *rank = 50;
    if (!may_measure(column)) return MEASURE_NONE;
    Measure minor = minor_measure(words);
    if (minor != MEASURE_NONE) return minor;
    /* Nothing but zeros measures nothing. */
    bool zeros = column->values.least >= 0 && column->values.most <= 0;
    if (zeros && values_are_numbers(&column->values)) return MEASURE_NONE;
    if ((*rank = quantity_rank(words)) > 0) return MEASURE_QUANTITY;
    if (is_price(words)) {
        *rank = price_rank(words);
        return MEASURE_PRICE;
    }
    if (is_total(words)) {
        *rank = total_rank(words);
        return MEASURE_TOTAL;
    }
    *rank = 30;
    return measure_by_field(column);
}

int measure_column(const CatalogTable *table, Measure measure)
{
    int best = NO_PLACE, most = -1000;

    for (size_t c = 0; c < table->count; c++) {
        int rank;
        if ((int)c == table->key || measure_of(&rank, &table->columns[c]) != measure) continue;
        if (rank <= most) continue;
        most = rank;
        best = (int)c;
    }
    return best;
}
