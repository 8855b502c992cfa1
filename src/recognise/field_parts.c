/* Names of columns that are a known word and something beside it: "Nº ticket", "Invoice no.",
 * "Einzelpreis (brutto)", "Precio unitario con IVA". */
#include <string.h>

#include "recognise/field_names.h"
#include "recognise/words.h"

#define MOST_PARTS 8
/* Ranks within a row of names: the names themselves, then these. */
#define RANKS_OF_ROW 100
#define WITH_TAX 33
#define WITHOUT_TAX 66
#define NUMBERED 99

/* The words of a header, folded. */
typedef struct Parts {
    char text[MOST_PARTS][FOLDED_BYTES];
    size_t count;
} Parts;

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static void add_part(Parts *parts, const char *text, size_t size)
{
    if (!size || size >= FOLDED_BYTES || parts->count == MOST_PARTS) return;
    memcpy(parts->text[parts->count], text, size);
    parts->text[parts->count++][size] = '\0';
}

/* "N° d'ordre" → n, d, ordre; "Nº" is "no" when it is folded, and "#" stands for it. */
static Parts parts_of(const char *header)
{
    Parts parts = { .count = 0 };
    Arena scratch = arena_open();
    Buf apart = { 0 };

    for (const char *c = header; *c; c++) {
        if (*c == '#') {
            buf_text(&apart, " no ");
        } else {
            buf_char(&apart, *c);
        }
    }
    const char *clean =
        utf8_clean(apart.data ? apart.data : "", apart.size, 4 * FOLDED_BYTES, &scratch);
    const char *folded = utf8_fold(clean, &scratch);
    for (size_t size; *folded; folded += size + (folded[size] != '\0')) {
        for (size = 0; is_letter_or_digit(folded[size]);)
            size++;
        add_part(&parts, folded, size);
    }
    buf_close(&apart);
    arena_close(&scratch);
    return parts;
}

static bool is_in(const char *list, const char *word)
{
    return folded_in_list(list, word, strlen(word));
}

static void join(char out[FOLDED_BYTES], const Parts *parts, size_t from, size_t to)
{
    size_t used = 0;

    for (size_t p = from; p < to; p++) {
        size_t size = strlen(parts->text[p]);
        if (used + size >= FOLDED_BYTES) break;
        memcpy(out + used, parts->text[p], size);
        used += size;
    }
    out[used] = '\0';
}

/* Behind the names of the row in which the anchor stands. */
static size_t behind(TableId table, Field field, const char *anchor, size_t place)
{
    size_t rank = field_rank(table, field, anchor);

    return rank ? rank / RANKS_OF_ROW * RANKS_OF_ROW + place : 0;
}

/* --- numbers of things ------------------------------------------------------------------------ */

static const char NUMBER[] = " n no nr nro num numero number nummer numer ";
static const char ARTICLES[] = " d de del della dell di do da dos das des du der des van la le l ";

/* What has a number that tells it from others; the row of names that it stands behind. */
static const struct {
    Field field;
    const char *anchor, *nouns;
} NUMBERED_NOUNS[] = {
    { FIELD_ORDER, "orderid",
      " order invoice receipt ticket bill transaction sale basket purchase docket "
      "bestellung auftrag auftrags bestell rechnung rechnungs beleg bon kassenbon vorgang "
      "vorgangs transaktion transaktions "
      "commande facture ticketdecaisse vente achat bondecommande "
      "pedido orden factura recibo venta compra albaran operacion tique tiquet "
      "ordine fattura scontrino ricevuta vendita operazione acquisto "
      "bestelling factuur kassabon aankoop "
      "encomenda fatura notafiscal venda talao "
      "zamowienie zamowienia faktura faktury paragon paragonu rachunek rachunku transakcja "
      "transakcji " },
    { FIELD_CUSTOMER, "customerid",
      " customer client member buyer shopper kunde kunden mitglied mitglieds debitor debitoren "
      "adherent membre acheteur cliente socio comprador tessera acquirente klant lid debiteur "
      "klient klienta kontrahent kontrahenta nabywcy " },
    { FIELD_PRODUCT, "productid",
      " article product artikel produkt articulo producto articolo prodotto artigo produto "
      "towar towaru produktu " },
    { FIELD_LINE, "lineid", " line row zeile zeilen ligne linea riga regel linha linii pozycji " },
};

static size_t rank_of_noun(TableId table, Field field, const char *noun)
{
    for (size_t i = 0; i < COUNT_OF(NUMBERED_NOUNS); i++)
        if (NUMBERED_NOUNS[i].field == field && is_in(NUMBERED_NOUNS[i].nouns, noun))
            return behind(table, field, NUMBERED_NOUNS[i].anchor, NUMBERED);
    return 0;
}

/* "No. of ticket", "Ticket no.": a word for a number at one end, a known noun at the other. */
static size_t rank_numbered(TableId table, Field field, const Parts *parts)
{
    char noun[FOLDED_BYTES];
    size_t from = 0, to = parts->count;

    if (to < 2) return 0;
    if (is_in(NUMBER, parts->text[0])) {
        from = 1;
        while (from + 1 < to && is_in(ARTICLES, parts->text[from]))
            from++;
    } else if (is_in(NUMBER, parts->text[to - 1])) {
        to--;
    } else {
        return 0;
    }
    join(noun, parts, from, to);
    return rank_of_noun(table, field, noun);
}

/* --- amounts with tax and without ------------------------------------------------------------- */

static const char GROSS[] = " gross brutto bruto bruta brut lordo lorda ttc ";
static const char NET[] = " net netto neto neta nette nets netta liquido ht ";
static const char WITH[] =
    " inkl incl including inclusive includes mit con avec met com z iva c "
    "inclus incluse incluso inclusa incluido incluida inclui compris comprise ";
static const char WITHOUT[] = " exkl excl excluding exclusive ohne zzgl sin sans senza zonder sem "
                              "bez ex escluso esclusa excluido hors ";
static const char TAX[] = " tax taxes vat gst mwst ust mehrwertsteuer umsatzsteuer tva taxe iva "
                          "impuestos igic btw imposta impostos podatku podatkiem vatem ";

/* Takes what says with or without tax off the end of the words; the place that it gives, or 0. */
static size_t take_tax(Parts *parts)
{
    size_t count = parts->count;
    const char *last = count ? parts->text[count - 1] : "";
    const char *before = count > 2 ? parts->text[count - 2] : "";

    if (count < 2) return 0;
    parts->count = count - 1;
    if (is_in(GROSS, last)) return WITH_TAX;
    if (is_in(NET, last)) return WITHOUT_TAX;
    parts->count = count - 2;
    if (is_in(TAX, last) && is_in(WITH, before)) return WITH_TAX;
    if (is_in(TAX, last) && is_in(WITHOUT, before)) return WITHOUT_TAX;
    if (is_in(TAX, before) && is_in(WITH, last)) return WITH_TAX;
    if (is_in(TAX, before) && is_in(WITHOUT, last)) return WITHOUT_TAX;
    parts->count = count;
    return 0;
}

static bool may_have_tax(Field field)
{
    return field == FIELD_PRICE || field == FIELD_TOTAL || field == FIELD_DISCOUNT ||
           field == FIELD_SHIPPING || field == FIELD_REFUND || field == FIELD_ORDER_TOTAL ||
           field == FIELD_LINE_TOTAL || field == FIELD_SUBTOTAL;
}

static size_t rank_taxed(TableId table, Field field, Parts parts)
{
    char name[FOLDED_BYTES];
    size_t place = take_tax(&parts);

    if (!place) return 0;
    join(name, &parts, 0, parts.count);
    size_t rank = field_rank(table, field, name);
    if (!rank || rank >= WEAK_RANK) return 0;
    return rank + (rank % RANKS_OF_ROW + place < RANKS_OF_ROW ? place : 0);
}

/* ---------------------------------------------------------------------------------------------- */

size_t rank_by_parts(TableId table, Field field, const char *header)
{
    bool numbered = field == FIELD_ORDER || field == FIELD_CUSTOMER || field == FIELD_PRODUCT ||
                    field == FIELD_LINE;

    if (!numbered && !may_have_tax(field)) return 0;
    const Parts parts = parts_of(header);
    return numbered ? rank_numbered(table, field, &parts) : rank_taxed(table, field, parts);
}
