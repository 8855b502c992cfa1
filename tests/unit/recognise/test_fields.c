/* Which column is which field. */
#include "recognise/field_names.h"
#include "recognise_tests.h"

#define MOST 80

typedef struct Header {
    const char *names[MOST];
    size_t count;
} Header;

/* Names between bars. */
static Header header_of(Fixture *fixture, const char *list)
{
    char *copy = arena_text(&fixture->arena, list), *name;
    Header header = { { NULL }, 0 };

    while ((name = strsep(&copy, "|")) && header.count < MOST)
        header.names[header.count++] = name;
    return header;
}

static const FieldMaps NO_MAPS = { .given = "--map", .strict = true };

/* "order_id=Order ID|date=Date", in the order of the fields. */
static const char *found(Fixture *fixture, TableId table, const char *list)
{
    Header header = header_of(fixture, list);
    const char *text = "";
    int column[FIELDS];
    Err err;

    if (fields_match(column, table, header.names, header.count, &NO_MAPS, "t.csv", &fixture->arena,
                     &err)) {
        return arena_text(&fixture->arena, err.text);
    }
    for (int f = 0; f < FIELDS; f++) {
        if (column[f] == NO_COLUMN) continue;
        text = arena_format(&fixture->arena, "%s%s%s=%s", text, *text ? "|" : "",
                            field_name((Field)f), header.names[column[f]]);
    }
    return text;
}

static void assert_found(Fixture *fixture, TableId table, const char *list, const char *wanted)
{
    const char *got = found(fixture, table, list);

    if (strcmp(got, wanted) != 0) fail_msg("%s:\n  got    %s\n  wanted %s", list, got, wanted);
}

static void headers_in_eight_languages_are_found(void **state)
{
    static const char *const headers[][2] = {
        { "Order ID|Customer ID|Order Date|SKU|Product Name|Qty|Unit Price|Total|Status|Currency",
          "order_id=Order ID|customer_id=Customer ID|product_id=SKU|product_name=Product Name|"
          "unit_price=Unit Price|date=Order Date|quantity=Qty|total_amount=Total|status=Status|"
          "currency=Currency" },
        { "Bestell-Nr.|Kundennummer|E-Mail-Adresse|Bestelldatum|Artikelnummer|Artikelbezeichnung|"
          "Stückzahl|Einzelpreis (EUR)|Gesamtbetrag in EUR|Bestellstatus|Währung|Versandkosten|"
          "MwSt.|PLZ|Vorname|Nachname|Land",
          "order_id=Bestell-Nr.|customer_id=Kundennummer|email=E-Mail-Adresse|country=Land|"
          "product_id=Artikelnummer|product_name=Artikelbezeichnung|unit_price=Einzelpreis (EUR)|"
          "date=Bestelldatum|quantity=Stückzahl|total_amount=Gesamtbetrag in EUR|"
          "status=Bestellstatus|currency=Währung|tax=MwSt.|shipping=Versandkosten|"
          "first_name=Vorname|last_name=Nachname|postcode=PLZ" },
        { "N° de commande|Code client|Date de commande|Référence produit|Désignation|Quantité|"
          "Prix unitaire|Montant total|Statut|Devise|Remise|TVA|Frais de port|Prénom|Nom|"
          "Code postal|Téléphone|Magasin",
          "order_id=N° de commande|customer_id=Code client|product_id=Référence produit|"
          "product_name=Désignation|unit_price=Prix unitaire|date=Date de commande|"
          "quantity=Quantité|total_amount=Montant total|status=Statut|currency=Devise|"
          "discount=Remise|tax=TVA|shipping=Frais de port|first_name=Prénom|last_name=Nom|"
          "phone=Téléphone|postcode=Code postal|store=Magasin" },
        { "Nº pedido|Cliente|Fecha|Código de artículo|Descripción|Cantidad|Precio|Importe total|"
          "Estado del pedido|Moneda|Descuento|IVA|Gastos de envío|Nombre|Apellidos|Tienda",
          "order_id=Nº pedido|customer_id=Cliente|product_id=Código de artículo|"
          "product_name=Descripción|unit_price=Precio|date=Fecha|quantity=Cantidad|"
          "total_amount=Importe total|status=Estado del pedido|currency=Moneda|discount=Descuento|"
          "tax=IVA|shipping=Gastos de envío|first_name=Nombre|last_name=Apellidos|store=Tienda" },
        { "Numero ordine|Codice cliente|Data ordine|Codice articolo|Descrizione|Quantità|"
          "Prezzo unitario|Totale|Stato ordine|Valuta|Sconto|Spese di spedizione|Nome|Cognome",
          "order_id=Numero ordine|customer_id=Codice cliente|product_id=Codice articolo|"
          "product_name=Descrizione|unit_price=Prezzo unitario|date=Data ordine|"
          "quantity=Quantità|total_amount=Totale|status=Stato ordine|currency=Valuta|"
          "discount=Sconto|shipping=Spese di spedizione|first_name=Nome|last_name=Cognome" },
        { "Ordernummer|Klantnummer|Besteldatum|Artikelnr|Omschrijving|Aantal|Stuksprijs|"
          "Totaalbedrag|Bestelstatus|Korting|BTW|Verzendkosten|Voornaam|Achternaam|Postcode",
          "order_id=Ordernummer|customer_id=Klantnummer|product_id=Artikelnr|"
          "product_name=Omschrijving|unit_price=Stuksprijs|date=Besteldatum|quantity=Aantal|"
          "total_amount=Totaalbedrag|status=Bestelstatus|discount=Korting|tax=BTW|"
          "shipping=Verzendkosten|first_name=Voornaam|last_name=Achternaam|postcode=Postcode" },
        { "Número do pedido|Código do cliente|Data do pedido|Código do produto|Descrição|"
          "Quantidade|Preço unitário|Valor total|Situação|Moeda|Desconto|Frete|CEP|Loja",
          "order_id=Número do pedido|customer_id=Código do cliente|product_id=Código do produto|"
          "product_name=Descrição|unit_price=Preço unitário|date=Data do pedido|"
          "quantity=Quantidade|total_amount=Valor total|status=Situação|currency=Moeda|"
          "discount=Desconto|shipping=Frete|postcode=CEP|store=Loja" },
        { "Nr zamówienia|ID klienta|Data zamówienia|Kod produktu|Nazwa produktu|Ilość|"
          "Cena jednostkowa|Wartość|Status zamówienia|Waluta|Rabat|Koszt dostawy|Imię|Nazwisko|"
          "Kod pocztowy",
          "order_id=Nr zamówienia|customer_id=ID klienta|product_id=Kod produktu|"
          "product_name=Nazwa produktu|unit_price=Cena jednostkowa|date=Data zamówienia|"
          "quantity=Ilość|total_amount=Wartość|status=Status zamówienia|currency=Waluta|"
          "discount=Rabat|shipping=Koszt dostawy|first_name=Imię|last_name=Nazwisko|"
          "postcode=Kod pocztowy" },
    };

    for (size_t i = 0; i < COUNT_OF(headers); i++)
        assert_found(*state, TRANSACTIONS, headers[i][0], headers[i][1]);
}

static void a_name_is_the_customers_the_products_or_shopifys_order(void **state)
{
    assert_found(*state, TRANSACTIONS, "Customer ID|Name|Date|Amount",
                 "customer_id=Customer ID|customer_name=Name|date=Date|total_amount=Amount");
    assert_found(*state, TRANSACTIONS, "email|date|sku|name|quantity|price",
                 "customer_id=email|email=email|product_id=sku|product_name=name|unit_price=price|"
                 "date=date|quantity=quantity");
    assert_found(*state, TRANSACTIONS, "Name|Email|Financial Status|Created at|Total",
                 "order_id=Name|customer_id=Email|email=Email|date=Created at|total_amount=Total|"
                 "payment_status=Financial Status");
    assert_found(*state, TRANSACTIONS, "id|number|reference|customer|date|total",
                 "customer_id=customer|date=date|total_amount=total");
    assert_found(*state, TRANSACTIONS, "Nom|Date|Client|Montant",
                 "customer_id=Client|customer_name=Nom|date=Date|total_amount=Montant");
    assert_found(*state, CUSTOMERS, "id|nombre|apellidos|correo",
                 "customer_id=id|email=correo|first_name=nombre|last_name=apellidos");
    assert_found(*state, CUSTOMERS, "customer_id|first_name|last_name|phone|email|city",
                 "customer_id=customer_id|email=email|first_name=first_name|last_name=last_name|"
                 "phone=phone");
    assert_found(*state, CUSTOMERS, "id|Nome|Consenso",
                 "customer_id=id|customer_name=Nome|consent=Consenso");
}

static void weak_names_are_told_as_candidates(void **state)
{
    Header header = header_of(*state, "number|Order ID|id|customer|name|invoice|reference|total");
    FieldCandidate got[8];
    size_t count = field_candidates(got, 8, TRANSACTIONS, FIELD_ORDER, header.names, header.count);

    assert_int_equal(count, 6);
    assert_true(got[0].column == 1 && !got[0].weak);
    assert_true(got[1].column == 5 && !got[1].weak);
    assert_true(got[2].column == 4 && got[2].weak);
    assert_true(got[5].weak);
    assert_int_equal(
        field_candidates(got, 2, TRANSACTIONS, FIELD_ORDER, header.names, header.count), 2);
    assert_int_equal(field_candidates(got, 8, TRANSACTIONS, FIELD_TAX, header.names, header.count),
                     0);
    assert_true(field_is_weak(TRANSACTIONS, FIELD_ORDER, "Reference"));
    assert_false(field_is_weak(TRANSACTIONS, FIELD_ORDER, "Order ID"));
    assert_false(field_is_weak(TRANSACTIONS, FIELD_ORDER, "colour"));
    assert_true(field_is_weak(TRANSACTIONS, FIELD_STATUS, "State"));
    assert_int_equal(field_guess(TRANSACTIONS, FIELD_STATUS, (const char *const[]){ "state" }, 1),
                     NO_COLUMN);
}

/* Two columns of one name are found in the order in which they stand. */
static void candidates_of_one_name_keep_their_order(void **state)
{
    Header header = header_of(*state, "Phone|phone number|PHONE");
    FieldCandidate got[8];

    assert_int_equal(field_candidates(got, 8, CUSTOMERS, FIELD_PHONE, header.names, header.count),
                     3);
    assert_true(got[0].column == 0 && got[1].column == 2 && got[2].column == 1);
}

static void amounts_that_say_what_they_are_share_their_column(void **state)
{
    assert_found(*state, TRANSACTIONS, "customer|date|order_total|item_price|quantity",
                 "customer_id=customer|unit_price=item_price|date=date|quantity=quantity|"
                 "total_amount=order_total|order_total=order_total");
    assert_found(*state, TRANSACTIONS, "customer|date|Line Total|Order Total Amount",
                 "customer_id=customer|date=date|total_amount=Line Total|"
                 "order_total=Order Total Amount|line_total=Line Total");
    assert_found(*state, TRANSACTIONS, "Kunde|Datum|Bruttobetrag|Nettobetrag|Rabatt",
                 "customer_id=Kunde|date=Datum|total_amount=Nettobetrag|discount=Rabatt|"
                 "gross_amount=Bruttobetrag|net_amount=Nettobetrag");
}

static void headers_may_name_a_currency(void **state)
{
    static const struct {
        const char *name, *code;
    } cases[] = {
        { "Total (EUR)", "EUR" }, { "price_usd", "USD" },
        { "amountGBP", "GBP" },   { "Betrag in CHF", "CHF" },
        { "Total €", "EUR" },     { "Price ($)", "$" },
        { "Cena (zł)", "PLN" },   { "Total all", NULL },
        { "Total", NULL },        { "EUR", NULL },
        { "Chauffeur", NULL },    { "Amount try", NULL },
        { "order", NULL },        { "", NULL },
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Currency got = { "" };
        bool fine = header_currency(&got, cases[i].name);
        if (fine != (cases[i].code != NULL) || (fine && strcmp(got.code, cases[i].code) != 0)) {
            fail_msg("\"%s\": %s", cases[i].name, got.code);
        }
    }
    assert_found(*state, TRANSACTIONS, "customer|date|amount_usd",
                 "customer_id=customer|date=date|total_amount=amount_usd");
    assert_found(*state, TRANSACTIONS, "customer|date|Umsatz in EUR|Versandkosten (EUR)",
                 "customer_id=customer|date=date|total_amount=Umsatz in EUR|"
                 "shipping=Versandkosten (EUR)");
}

static void all_that_is_missing_is_named_at_once(void **state)
{
    Fixture *fixture = *state;
    Header header = header_of(fixture, "who|when|much");
    FieldMaps maps = {
        .given = "x.yaml: source: transactions: columns:", .strict = true, .configured = true
    };
    int column[FIELDS];
    Err err;

    assert_int_equal(fields_find(column, TRANSACTIONS, header.names, header.count, &NO_MAPS,
                                 "t.csv", &fixture->arena, &err),
                     ERR_DATA);
    assert_string_equal(
        err.text, "t.csv: the header has no column for customer_id, date and total_amount (nor for "
                  "quantity and unit_price, whose product it would be); it has: who, when, much: "
                  "name them with  --map customer_id=COLUMN --map date=COLUMN --map "
                  "total_amount=COLUMN; where there is no money, say  --amount none");
    header = header_of(fixture, "customer|date|qty");
    assert_int_equal(fields_find(column, TRANSACTIONS, header.names, header.count, &NO_MAPS,
                                 "t.csv", &fixture->arena, &err),
                     ERR_DATA);
    assert_string_equal(err.text,
                        "t.csv: the header has no column for unit_price (nor for total_amount, "
                        "that of the whole row); it has: customer, date, qty: name it with  --map "
                        "unit_price=COLUMN; where there is no money, say  --amount none");
    header = header_of(fixture, "customer|when|total");
    assert_int_equal(fields_find(column, TRANSACTIONS, header.names, header.count, &maps, "sales",
                                 &fixture->arena, &err),
                     ERR_CONFIG);
    assert_string_equal(err.text, "x.yaml: source: transactions: columns: sales has no column for "
                                  "date; it has: customer, when, total: name it with  date: "
                                  "COLUMN");
    header = header_of(fixture, "colour");
    assert_int_equal(fields_find(column, INTERACTIONS, header.names, header.count, &NO_MAPS,
                                 "t.csv", &fixture->arena, &err),
                     ERR_DATA);
    assert_non_null(strstr(err.text, "no column for customer_id and interaction_date; it has"));
}

static void mappings_name_new_fields_too(void **state)
{
    static const char *const items[] = { "status=Zustand", "name=Who", "currency=" };
    FieldMaps maps = { .items = items, .count = COUNT_OF(items), .given = "--map", .strict = true };
    Fixture *fixture = *state;
    Header header = header_of(fixture, "Who|Zustand|Currency|customer|date|total");
    int column[FIELDS];
    Err err;

    if (fields_find(column, TRANSACTIONS, header.names, header.count, &maps, "t.csv",
                    &fixture->arena, &err)) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(column[FIELD_STATUS], 1);
    assert_int_equal(column[FIELD_CUSTOMER_NAME], 0);
    assert_int_equal(column[FIELD_CURRENCY], NO_COLUMN);
    assert_true(field_known("payment_status") && field_known("Bestellstatus"));
    assert_false(field_known("colour"));
}

static void two_columns_of_one_name_are_refused_where_it_matters(void **state)
{
    assert_non_null(strstr(found(*state, TRANSACTIONS, "customer|date|total|Total"),
                           "duplicate column \"Total\" (columns 3 and 4) for total_amount"));
    assert_found(*state, TRANSACTIONS, "customer|date|total|phone|Phone",
                 "customer_id=customer|date=date|total_amount=total|phone=phone");
}

static void names_fold_without_accents(void **state)
{
    static const char *const cases[][2] = {
        { "Größe", "grosse" },           { "Wysłano", "wyslano" }, { "  Órden-Nº 1 ", "ordenno1" },
        { "Customer ID", "customerid" }, { "日付", "" },           { "e\xcc\x81t\xff", "et" },
    };
    char folded[FOLDED_BYTES];
    char longer[300];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        field_fold(folded, cases[i][0], strlen(cases[i][0]));
        assert_string_equal(folded, cases[i][1]);
    }
    memset(longer, 'x', sizeof longer);
    field_fold(folded, longer, sizeof longer);
    assert_int_equal(strlen(folded), FOLDED_BYTES - 1);
}

/* Each name is folded, is a name once, and every field has some. */
static void a_number_beside_a_known_word_is_its_id(void **state)
{
    static const char *const headers[][2] = {
        { "Nº ticket|NIF cliente|Cliente|Nº artículo",
          "order_id=Nº ticket|customer_id=NIF cliente|customer_name=Cliente|"
          "product_id=Nº artículo" },
        { "N° de facture|N° client|Client", "order_id=N° de facture|customer_id=N° client|"
                                            "customer_name=Client" },
        { "Receipt no.|Member #|Customer", "order_id=Receipt no.|customer_id=Member #|"
                                           "customer_name=Customer" },
        { "Nr. paragonu|Nr klienta|Klient", "order_id=Nr. paragonu|customer_id=Nr klienta|"
                                            "customer_name=Klient" },
        { "Bon-Nr.|Kunden Nr|Kunde", "order_id=Bon-Nr.|customer_id=Kunden Nr|"
                                     "customer_name=Kunde" },
        { "N. scontrino|N. tessera", "order_id=N. scontrino|customer_id=N. tessera" },
        { "Nr. bon|Lid nr", "order_id=Nr. bon|customer_id=Lid nr" },
        { "Nº do talão|Nº de sócio|NIF", "order_id=Nº do talão|customer_id=Nº de sócio" },
        { "Card number|Customer", "customer_id=Customer" },
        { "Kartennummer|Datum", "customer_id=Kartennummer|date=Datum" },
        { "Carte de fidélité", "customer_id=Carte de fidélité" },
        { "No of items|Number", "" },
    };

    for (size_t i = 0; i < COUNT_OF(headers); i++)
        assert_found(*state, TRANSACTIONS, headers[i][0], headers[i][1]);
}

static void amounts_may_say_that_tax_is_in_them(void **state)
{
    static const char *const prices[] = {
        "Einzelpreis brutto",
        "Einzelpreis (netto)",
        "Einzelpreis inkl. MwSt.",
        "Bruttopreis",
        "VK-Preis",
        "Prix unitaire HT",
        "Prix unitaire TTC",
        "P.U. HT",
        "Precio unitario con IVA",
        "Precio (IVA incl.)",
        "Prezzo unitario IVA inclusa",
        "Stuksprijs incl. btw",
        "Cena brutto",
        "Unit price excl. VAT",
        "Preço unitário sem IVA",
    };

    for (size_t i = 0; i < COUNT_OF(prices); i++)
        assert_found(*state, TRANSACTIONS, prices[i],
                     arena_format(&((Fixture *)*state)->arena, "unit_price=%s", prices[i]));
    assert_found(*state, TRANSACTIONS, "Positionssumme brutto", "line_total=Positionssumme brutto");
    /* A tax is no amount with it. */
    assert_found(*state, TRANSACTIONS, "Sales tax|Price tax", "tax=Sales tax");
}

static void the_table_of_names_is_in_order(void **state)
{
    const FieldNames *row;
    int rows_of[FIELDS] = { 0 };

    (void)state;
    for (size_t i = 0; (row = field_names_row(i)); i++) {
        size_t names = 0;
        rows_of[row->field]++;
        assert_true(strlen(row->language) == 2 && row->tables && row->tables < 1u << TABLES);
        for (const char *at = row->names; *at; at += *at == ' ') {
            size_t size = strcspn(at, " ");
            char folded[FOLDED_BYTES];
            names++;
            field_fold(folded, at, size);
            if (*at != '|' && (strlen(folded) != size || memcmp(folded, at, size) != 0)) {
                fail_msg("%s: \"%.*s\" is not folded", field_name(row->field), (int)size, at);
            }
            at += size;
        }
        assert_true(names > 0 && names < 100);
    }
    for (int f = 0; f < FIELDS; f++) {
        if (!rows_of[f]) fail_msg("%s has no names", field_name((Field)f));
        assert_int_equal(rows_of[f] >= 5, 1);
    }
}

int field_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(headers_in_eight_languages_are_found),
        TEST(a_name_is_the_customers_the_products_or_shopifys_order),
        TEST(weak_names_are_told_as_candidates),
        TEST(candidates_of_one_name_keep_their_order),
        TEST(amounts_that_say_what_they_are_share_their_column),
        TEST(headers_may_name_a_currency),
        TEST(all_that_is_missing_is_named_at_once),
        TEST(mappings_name_new_fields_too),
        TEST(two_columns_of_one_name_are_refused_where_it_matters),
        TEST(names_fold_without_accents),
        TEST(a_number_beside_a_known_word_is_its_id),
        TEST(amounts_may_say_that_tax_is_in_them),
        TEST(the_table_of_names_is_in_order),
    };

    return cmocka_run_group_tests_name("recognise: fields", tests, NULL, NULL);
}
