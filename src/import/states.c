/* Words that shops write: guests, totals. In English, German, French, Spanish, Italian, Dutch,
 * Portuguese and Polish, without accents. */
#include <string.h>

#include "import/sales_private.h"
#include "recognise/words.h"

static const char GUESTS[] =
    " guest guests guestcustomer guestcheckout guestuser walkin walkins walkincustomer "
    "walkincustomers walkinclient walkinguest anonymous anonym cashcustomer cashsale cashsales "
    "cashclient countersale countersales countercustomer overthecounter tillsale retailcustomer "
    "nocustomer unknowncustomer "
    "gast gaste gastbestellung gastkunde laufkunde laufkunden laufkundschaft barverkauf "
    "barverkaufe "
    "barkunde barkunden barkauf ladenverkauf ladenkunde ladenkunden thekenverkauf kassenverkauf "
    "kassenkunde tageskunde anonymerkunde diverse diversekunden "
    "invite anonyme clientdepassage clientspassage clientsdepassage clientpassage clientcomptoir "
    "clientscomptoir clientcaisse clientanonyme clientdivers clientsdivers ventecomptoir "
    "ventescomptoir ventecaisse comptoir divers "
    "invitado anonimo clientegenerico clientedecontado clientecontado clienteocasional "
    "clientevarios clientesvarios clientemostrador clienteanonimo clientedepaso varios mostrador "
    "publicogeneral publicoengeneral ventamostrador ventademostrador ventapublico ventaalpublico "
    "ventacontado ventasmostrador consumidorfinal "
    "ospite clienteoccasionale clientebanco alabanco banco clientedibanco clientedipassaggio "
    "clienteanonimo clientevario clientivari venditaalbanco venditabanco corrispettivi "
    "bezoeker gastklant passant passanten toonbankklant toonbank toonbankverkoop balieklant "
    "balieverkoop winkelverkoop contanteverkoop kassaklant losseklant anoniem anoniemeklant "
    "convidado clienteavulso clientebalcao balcao vendabalcao vendaaobalcao vendaabalcao "
    "consumidorfinalbalcao clientefinal clientediverso clientesdiversos "
    "gosc klientdetaliczny sprzedazdetaliczna klientanonimowy klientparagonowy paragonowy "
    "klientjednorazowy klientgotowkowy ";
static const char TOTALS[] = " total totals grandtotal subtotal sum summe gesamt gesamtsumme "
                             "gesamtbetrag zwischensumme totalgeneral totale totaal totaux "
                             "somma suma razem ";

StateWord state_word(const char *text, size_t size)
{
    OrderState state = state_of(text, size);

    return (StateWord){ .known = state != STATE_UNKNOWN,
                        .fate = state == STATE_NO_SALE ? VALUE_IGNORED : VALUE_COUNTS,
                        .refunded = state == STATE_REFUNDED,
                        .partly = state == STATE_PARTLY_REFUNDED };
}

/* No such word has a digit, and most values do. */
static bool has_digit(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] >= '0' && text[i] <= '9') return true;
    return false;
}

bool guest_is_word(const char *text, size_t size)
{
    if (size == 2 && !memcmp(text, "-1", 2)) return true;
    if (has_digit(text, size)) return false;
    return folded_in_list(GUESTS, text, size);
}

bool total_is_word(const char *text, size_t size)
{
    static const char initials[] = "tgszrTGSZR"; /* of all of them */

    if (!size || !memchr(initials, *text, sizeof initials - 1)) return false;
    while (size && (text[size - 1] == ':' || text[size - 1] == ' '))
        size--;
    return folded_in_list(TOTALS, text, size);
}
