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
static const char REFUNDED[] =
    " refunded fullyrefunded returned erstattet ruckerstattet rueckerstattet rembourse remboursee "
    "reembolsado reembolsada rimborsato rimborsata terugbetaald zwrocone zwrocono ";
static const char PARTLY[] =
    " partiallyrefunded partlyrefunded partialrefund partialrefunded partrefunded "
    "teilweiseerstattet teilerstattet teilweiseruckerstattet partiellementrembourse "
    "partiellementremboursee parcialmentereembolsado parcialmentereembolsada "
    "reembolsadoparcialmente parzialmenterimborsato rimborsatoparzialmente "
    "gedeeltelijkterugbetaald "
    "deelsterugbetaald czesciowozwrocone czesciowozwrocono ";
static const char IGNORED[] =
    " cancelled canceled cancelledbycustomer cancelledbymerchant void voided "
    "storniert annulliert annule annulee cancelado cancelada anulado annullato annullata "
    "geannuleerd anulowane anulowano anulowany "
    "failed failure pending pendingpayment awaitingpayment onhold hold draft autodraft "
    "checkoutdraft trash test deleted declined denied rejected expired abandoned incomplete unpaid "
    "notpaid error chargeback "
    "abgebrochen abgelehnt fehlgeschlagen ausstehend unbezahlt entwurf "
    "echoue echouee enattente refuse refusee brouillon impaye "
    "fallido pendiente rechazado borrador "
    "fallito inattesa rifiutato bozza "
    "mislukt inafwachting geweigerd concept "
    "falhou pendente recusado rascunho "
    "nieudane oczekujace odrzucone szkic ";

OrderState state_of(const char *text, size_t size)
{
    if (folded_in_list(REFUNDED, text, size)) return STATE_REFUNDED;
    if (folded_in_list(PARTLY, text, size)) return STATE_PARTLY_REFUNDED;
    if (folded_in_list(IGNORED, text, size)) return STATE_NO_SALE;
    return folded_in_list(COUNTS, text, size) ? STATE_SALE : STATE_UNKNOWN;
}
