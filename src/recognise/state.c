#include "recognise/state.h"

#include "recognise/words.h"

/* Folded as field_fold does it, between blanks. */
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
OrderState state_of(const char *text, size_t size)
{
    if (folded_in_list(REFUNDED, text, size)) return STATE_REFUNDED;
    if (folded_in_list(IGNORED, text, size)) return STATE_NO_SALE;
    return folded_in_list(COUNTS, text, size) ? STATE_SALE : STATE_UNKNOWN;
}
