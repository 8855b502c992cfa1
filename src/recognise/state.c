#include "recognise/state.h"

#include "recognise/words.h"

/* Folded as field_fold does it, between blanks. */
static const char COUNTS[] =
    " paid complete completed shipped partiallyshipped processing delivered fulfilled "
    "partiallyfulfilled "
    "closed done success successful succeeded approved invoiced dispatched sent settled captured "
    "authorized authorised partiallypaid confirmed accepted finished sold inprocess inprogress "
    "beingprocessed readytoship readyforpickup pickedup partlyshipped collected "
    "bezahlt gezahlt versendet versandt verschickt abgeschlossen erledigt geliefert ausgeliefert "
    "zugestellt inbearbeitung wirdbearbeitet inverarbeitung bestatigt versandbereit "
    "teilweiseversendet abgeholt verkauft kassiert abgerechnet "
    "paye payee regle reglee acquitte acquittee encaisse encaissee paiementaccepte termine "
    "terminee livre livree expedie expediee envoye envoyee entraitement encoursdetraitement "
    "enpreparation encoursdepreparation valide validee confirme confirmee cloture cloturee "
    "facturee vendu vendue "
    "pagado pagada cobrado cobrada completado completada enviado enviada entregado entregada "
    "procesando procesado enproceso enpreparacion confirmado confirmada finalizado finalizada "
    "facturado facturada servido servida vendido vendida "
    "pagato pagata incassato incassata saldato saldata completato completata spedito spedita "
    "consegnato consegnata inlavorazione inelaborazione evaso evasa confermato confermata "
    "concluso conclusa fatturato fatturata "
    "betaald voldaan voltooid verzonden verstuurd afgeleverd geleverd bezorgd inbehandeling "
    "inverwerking verwerkt afgerond afgehandeld bevestigd afgehaald "
    "pago paga concluido concluida expedido expedida entregue processando emprocessamento "
    "empreparacao processado aprovado aprovada faturado faturada pagamentoconfirmado "
    "oplacone oplacony oplacona oplacono zaplacone zaplacono zaplacony zrealizowane zrealizowany "
    "zrealizowano wyslane wyslano dostarczone dostarczono wrealizacji wtrakcierealizacji "
    "przetwarzane zakonczone zakonczono potwierdzone odebrane ";
static const char REFUNDED[] =
    " refunded fullyrefunded returned erstattet ruckerstattet rueckerstattet zuruckerstattet "
    "retourniert gutgeschrieben rembourse remboursee retourne retournee "
    "reembolsado reembolsada devuelto devuelta rimborsato rimborsata reso restituito restituita "
    "terugbetaald geretourneerd devolvido devolvida estornado estornada "
    "zwrocone zwrocono zwrocony zwrocona ";
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
    "abgebrochen abgelehnt fehlgeschlagen ausstehend unbezahlt nichtbezahlt offen wartend "
    "zahlungausstehend zahlungoffen wartetaufzahlung wartenaufzahlung geloscht abgelaufen "
    "zuruckgestellt entwurf testbestellung stornierung "
    "echoue echouee echec enattente enattentedepaiement attentedepaiement refuse refusee rejete "
    "rejetee brouillon impaye impayee nonpaye nonpayee nonregle nonreglee abandonne abandonnee "
    "fallido fallida pendiente pendientedepago enespera rechazado rechazada borrador anulada "
    "impagado impagada nopagado nopagada abandonado abandonada caducado caducada expirado "
    "fallito fallita inattesa inattesadipagamento insospeso dapagare nonpagato nonpagata "
    "rifiutato rifiutata bozza cancellato cancellata abbandonato scaduto scaduta "
    "mislukt inafwachting openstaand onbetaald nietbetaald wachtopbetaling wachtenopbetaling "
    "geweigerd afgewezen verlopen vervallen concept "
    "falhou falhado falhada pendente aguardandopagamento aguardapagamento aguardaopagamento "
    "pagamentopendente emespera naopago naopaga recusado recusada rejeitado rejeitada rascunho "
    "nieudane nieudana oczekujace oczekujacy oczekuje oczekujenaplatnosc oczekujacenaplatnosc "
    "nieoplacone nieoplacony niezaplacone wstrzymane odrzucone odrzucony odrzucona porzucone "
    "anulowana szkic ";

OrderState state_of(const char *text, size_t size)
{
    if (folded_in_list(REFUNDED, text, size)) return STATE_REFUNDED;
    if (folded_in_list(PARTLY, text, size)) return STATE_PARTLY_REFUNDED;
    if (folded_in_list(IGNORED, text, size)) return STATE_NO_SALE;
    return folded_in_list(COUNTS, text, size) ? STATE_SALE : STATE_UNKNOWN;
}
