/* Words that shops write: states of orders, guests, totals. In English, German, French,
 * Spanish, Italian, Dutch, Portuguese and Polish, without accents. */
#include <string.h>

#include "import/sales_private.h"

static const char COUNTS[] =
    " paid complete completed shipped partiallyshipped processing delivered fulfilled "
    "partiallyfulfilled "
    "closed done success successful succeeded approved invoiced dispatched sent settled captured "
    "authorized authorised partiallypaid confirmed accepted finished sold "
    "bezahlt versendet versandt abgeschlossen erledigt geliefert zugestellt inbearbeitung "
    "bestatigt "
    "paye payee termine terminee livre livree expedie expediee entraitement valide validee "
    "pagado completado enviado entregado procesando confirmado "
    "pagato completato spedito consegnato inlavorazione evaso confermato "
    "betaald voltooid verzonden afgeleverd inbehandeling afgerond "
    "pago concluido expedido entregue processando "
    "oplacone zrealizowane wyslane dostarczone wrealizacji zakonczone ";
static const char REFUNDED[] = " refunded partiallyrefunded partialrefund erstattet ruckerstattet "
                               "teilweiseerstattet rembourse "
                               "remboursee reembolsado rimborsato terugbetaald zwrocone ";
static const char IGNORED[] =
    " cancelled canceled cancelledbycustomer cancelledbymerchant failed failure pending "
    "pendingpayment "
    "awaitingpayment onhold hold void voided draft autodraft checkoutdraft trash test deleted "
    "declined denied rejected expired abandoned incomplete unpaid notpaid error chargeback "
    "storniert annulliert abgebrochen abgelehnt fehlgeschlagen ausstehend unbezahlt entwurf "
    "annule annulee echoue echouee enattente refuse refusee brouillon impaye "
    "cancelado cancelada anulado fallido pendiente rechazado borrador "
    "annullato fallito inattesa rifiutato bozza "
    "geannuleerd mislukt inafwachting geweigerd concept "
    "falhou pendente recusado rascunho "
    "anulowane anulowano nieudane oczekujace odrzucone szkic ";
static const char GUESTS[] =
    " guest guests guestcustomer guestcheckout guestuser walkin walkincustomer anonymous anonym "
    "cashcustomer cashsale nocustomer gast gaste gastbestellung laufkunde barverkauf invite "
    "anonyme "
    "clientdepassage invitado anonimo clientegenerico ospite bezoeker convidado gosc ";
static const char TOTALS[] = " total totals grandtotal subtotal sum summe gesamt gesamtsumme "
                             "gesamtbetrag zwischensumme totalgeneral totale totaal totaux "
                             "somma suma razem ";

/* The words stand between blanks. */
static bool is_word(const char *words, const char *text, size_t size)
{
    char folded[FOLDED_BYTES];

    if (!size || size >= FOLDED_BYTES) return false;
    field_fold(folded, text, size);
    size_t length = strlen(folded);
    for (const char *at = words; length && (at = strstr(at, folded)) != NULL; at++)
        if (at[-1] == ' ' && at[length] == ' ') return true;
    return false;
}

bool state_is_word(ValueFate *fate, bool *refunded, const char *text, size_t size)
{
    *refunded = is_word(REFUNDED, text, size);
    *fate = is_word(IGNORED, text, size) ? VALUE_IGNORED : VALUE_COUNTS;
    return *refunded || *fate == VALUE_IGNORED || is_word(COUNTS, text, size);
}

bool guest_is_word(const char *text, size_t size)
{
    if (size == 2 && !memcmp(text, "-1", 2)) return true;
    return is_word(GUESTS, text, size);
}

bool total_is_word(const char *text, size_t size)
{
    while (size && (text[size - 1] == ':' || text[size - 1] == ' '))
        size--;
    return is_word(TOTALS, text, size);
}
