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

StateWord state_word(const char *text, size_t size)
{
    OrderState state = state_of(text, size);

    return (StateWord){ .known = state != STATE_UNKNOWN,
                        .fate = state == STATE_NO_SALE ? VALUE_IGNORED : VALUE_COUNTS,
                        .refunded = state == STATE_REFUNDED,
                        .partly = state == STATE_PARTLY_REFUNDED };
}

/* No such word begins with a digit, and most values do. */
static bool begins_with_digit(const char *text, size_t size)
{
    return size && *text >= '0' && *text <= '9';
}

bool guest_is_word(const char *text, size_t size)
{
    if (begins_with_digit(text, size)) return false;
    if (size == 2 && !memcmp(text, "-1", 2)) return true;
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
