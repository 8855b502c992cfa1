/* recognise/words.h — the words that a table's or column's name is made of.
 *
 * Names are a hint, never a proof: "order_items", "OrderItems", "orderitem" and "tblOrderItem" are
 * all said to be (order, item), whatever the shop's programmers prefer.
 *
 * In:    a name as the database has it.
 * Out:   its words: lower case (ASCII), in the singular, at most MOST_WORDS of them.
 */
#ifndef GUESS_WORDS_H
#define GUESS_WORDS_H

#include "base/base.h"

#define MOST_WORDS 10
#define WORD_BYTES 24

typedef struct Words {
    char word[MOST_WORDS][WORD_BYTES];
    size_t count;
} Words;

Words words_of(const char *name);

/* Whether any of the words is in the list ("order invoice sale"). */
bool words_have(const Words *words, const char *list);
/* Whether all of them are. False for no words. */
bool words_are(const Words *words, const char *list);
/* Whether the last word is. */
bool words_end(const Words *words, const char *list);
/* The words in the order of the list's, next to each other: "first name" of customer_first_name. */
bool words_phrase(const Words *words, const char *phrase);
bool words_equal(const Words *a, const Words *b);

/* Whether the text, folded as fields.h does it, is one of the words of the list, each of which
 * stands between two blanks: " cancelled onhold ". */
bool folded_in_list(const char *list, const char *text, size_t size);

/* --- What shops' tables and columns are called ------------------------------------------------ */

/* A sale, or the head of one. */
#define WORDS_SALE                                                                                 \
    "order invoice sale purchase transaction receipt basket booking rental payment "               \
    "bestellung auftrag rechnung verkauf commande facture vente pedido factura venta ordine "      \
    "fattura encomenda"
#define WORDS_LINE "item line detail position entry lookup posten zeile ligne linea riga article"
#define WORDS_PEOPLE                                                                               \
    "customer client user member buyer shopper account person contact guest patron subscriber "    \
    "partner kunde cliente klant klient acheteur"
#define WORDS_STAFF                                                                                \
    "employee staff seller vendor supplier driver rep agent manager author admin courier salesman" \
    " salesperson cashier creator editor operator worker technician"
#define WORDS_PRODUCT                                                                              \
    "product article item sku variant film movie track book good merchandise course artikel "      \
    "produkt produit producto prodotto produto"
#define WORDS_GROUP                                                                                \
    "category genre department group collection family class taxon taxonomy kategorie "            \
    "warengruppe categorie categoria" /* What is like sales, or stands beside them, and is none    \
                                         that count. */
#define WORDS_NO_SALE                                                                              \
    "cart checkout quote quotation wishlist archive archived backup bak old tmp temp copy draft "  \
    "refund creditmemo credit shipment shipping stock inventory return log audit history event "   \
    "version revision staging import export test forecast budget session queue job supplier "      \
    "vendor deleted abandoned failed"

#endif
