/* Words that shops write: guests, totals. In English, German, French, Spanish, Italian, Dutch,
 * Portuguese and Polish, without accents. */
#include <string.h>

#include "import/sales_private.h"
#include "recognise/words.h"

static const char GUESTS[] =
    " guest guests guestcustomer guestcheckout guestuser walkin walkincustomer anonymous anonym "
    "cashcustomer cashsale nocustomer gast gaste gastbestellung laufkunde barverkauf invite "
    "anonyme "
    "clientdepassage invitado anonimo clientegenerico ospite bezoeker convidado gosc ";
static const char TOTALS[] = " total totals grandtotal subtotal sum summe gesamt gesamtsumme "
                             "gesamtbetrag zwischensumme totalgeneral totale totaal totaux "
                             "somma suma razem ";

bool state_is_word(ValueFate *fate, bool *refunded, const char *text, size_t size)
{
    OrderState state = state_of(text, size);

    *refunded = state == STATE_REFUNDED;
    *fate = state == STATE_NO_SALE ? VALUE_IGNORED : VALUE_COUNTS;
    return state != STATE_UNKNOWN;
}

bool guest_is_word(const char *text, size_t size)
{
    if (size == 2 && !memcmp(text, "-1", 2)) return true;
    return folded_in_list(GUESTS, text, size);
}

bool total_is_word(const char *text, size_t size)
{
    while (size && (text[size - 1] == ':' || text[size - 1] == ' '))
        size--;
    return folded_in_list(TOTALS, text, size);
}
