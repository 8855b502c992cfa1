/* What columns are called: amounts, and what an order is. */
#include "recognise/field_names.h"

/* Folded as field_fold does it. In the order of preference: among the rows of a field from the
 * first to the last, in each from left to right. Behind a bar stand weak names. */
const FieldNames MONEY_NAMES[] = {
    { FIELD_PRICE, IN_SALES | IN_PRODUCTS, "en",
      "unitprice price priceeach itemprice lineitemprice priceperunit unitsellingprice "
      "sellingprice priceperitem saleprice retailprice grossprice netprice grossunitprice "
      "netunitprice unitgrossprice unitnetprice" },
    { FIELD_PRICE, IN_SALES | IN_PRODUCTS, "de",
      "einzelpreis stuckpreis stueckpreis preis verkaufspreis preisprostuck artikelpreis "
      "preisstuck preisjestuck epreis vkpreis vk bruttopreis bruttoeinzelpreis "
      "bruttoverkaufspreis nettopreis nettoeinzelpreis" },
    { FIELD_PRICE, IN_SALES | IN_PRODUCTS, "fr",
      "prixunitaire prix prixunitairettc puttc prixdevente pu prixunit prixttc puht "
      "prixunitaireht prixht" },
    { FIELD_PRICE, IN_SALES | IN_PRODUCTS, "es",
      "preciounitario precio preciounidad preciodeventa preciounit pvp" },
    { FIELD_PRICE, IN_SALES | IN_PRODUCTS, "it",
      "prezzounitario prezzo prezzodivendita prezzounit prezzocad" },
    { FIELD_PRICE, IN_SALES | IN_PRODUCTS, "nl",
      "stuksprijs prijs eenheidsprijs prijsperstuk verkoopprijs prijsstuk brutoprijs "
      "nettoprijs" },
    { FIELD_PRICE, IN_SALES | IN_PRODUCTS, "pt",
      "precounitario preco valorunitario precodevenda precounit" },
    { FIELD_PRICE, IN_SALES | IN_PRODUCTS, "pl",
      "cenajednostkowa cena cenasprzedazy cenajedn cenazasztuke" },

    { FIELD_PRICE, IN_PRODUCTS, "en", "listprice variantprice" },

    { FIELD_QUANTITY, IN_SALES, "en",
      "quantity qty units lineitemquantity orderquantity quantityordered qtyordered itemquantity "
      "quantitypurchased unitssold quantityrefund" },
    { FIELD_QUANTITY, IN_SALES, "de", "menge anzahl stuckzahl stueckzahl stuck bestellmenge" },
    { FIELD_QUANTITY, IN_SALES, "fr", "quantite qte quantitecommandee" },
    { FIELD_QUANTITY, IN_SALES, "es", "cantidad unidades cant uds" },
    { FIELD_QUANTITY, IN_SALES, "it", "quantita qta pezzi" },
    { FIELD_QUANTITY, IN_SALES, "nl", "aantal hoeveelheid stuks" },
    { FIELD_QUANTITY, IN_SALES, "pt", "quantidade qtd qtde" },
    { FIELD_QUANTITY, IN_SALES, "pl", "ilosc liczba liczbasztuk" },

    { FIELD_TOTAL, IN_SALES, "en",
      "totalamount amount total totalprice lineamount linetotal sales revenue turnover saleamount "
      "salesamount orderamount ordertotal totalsales totalspent netamount value payment rowtotal "
      "lineprice grandtotal totaldue" },
    { FIELD_TOTAL, IN_SALES, "de",
      "gesamtbetrag betrag umsatz gesamtpreis gesamtsumme summe gesamt zeilenbetrag "
      "positionsbetrag endbetrag zahlbetrag nettobetrag nettoumsatz bruttobetrag bruttoumsatz "
      "rechnungsbetrag bestellwert bestellsumme auftragswert" },
    { FIELD_TOTAL, IN_SALES, "fr",
      "montanttotal montant totalttc montantttc prixtotal chiffredaffaires montantht totalht "
      "totalligne montantligne montantcommande montantdelacommande totalcommande" },
    { FIELD_TOTAL, IN_SALES, "es",
      "importetotal importe montototal monto preciototal ventas totallinea importepedido "
      "totalpedido totaldelpedido" },
    { FIELD_TOTAL, IN_SALES, "it",
      "importototale importo totale prezzototale fatturato totaleriga importoordine totaleordine" },
    { FIELD_TOTAL, IN_SALES, "nl",
      "totaalbedrag bedrag totaal omzet totaalprijs regelbedrag orderbedrag ordertotaal "
      "bestelbedrag" },
    { FIELD_TOTAL, IN_SALES, "pt",
      "valortotal valor montante precototal valordaencomenda valordopedido totaldaencomenda "
      "totaldopedido" },
    { FIELD_TOTAL, IN_SALES, "pl",
      "kwota wartosc suma razem kwotabrutto wartoscbrutto kwotanetto wartoscnetto "
      "wartosczamowienia kwotazamowienia sumazamowienia" },

    { FIELD_ORDER_TOTAL, IN_SALES, "en",
      "ordertotal ordertotalamount orderamount ordervalue ordergrandtotal totalorderamount "
      "totalordervalue grandtotal totaldue invoicetotal invoiceamount baskettotal basketvalue "
      "carttotal ordertotalpaid totalpaidreal ordergrosstotal" },
    { FIELD_ORDER_TOTAL, IN_SALES, "de",
      "bestellwert bestellsumme auftragswert auftragssumme rechnungsbetrag warenkorbwert" },
    { FIELD_ORDER_TOTAL, IN_SALES, "fr",
      "totalcommande totaldelacommande montantcommande montantdelacommande montantfacture" },
    { FIELD_ORDER_TOTAL, IN_SALES, "es",
      "totalpedido totaldelpedido importepedido importedelpedido" },
    { FIELD_ORDER_TOTAL, IN_SALES, "it", "totaleordine importoordine" },
    { FIELD_ORDER_TOTAL, IN_SALES, "nl", "ordertotaal orderbedrag bestelbedrag factuurbedrag" },
    { FIELD_ORDER_TOTAL, IN_SALES, "pt",
      "totaldopedido valordopedido totaldaencomenda valordaencomenda" },
    { FIELD_ORDER_TOTAL, IN_SALES, "pl", "wartosczamowienia kwotazamowienia sumazamowienia" },

    { FIELD_LINE_TOTAL, IN_SALES, "en",
      "linetotal lineamount rowtotal lineprice lineitemtotal lineitemamount itemtotal itemsubtotal "
      "linesubtotal extendedprice orderlinetotal itemamount" },
    { FIELD_LINE_TOTAL, IN_SALES, "de",
      "zeilenbetrag zeilensumme zeilenpreis positionsbetrag positionssumme positionspreis" },
    { FIELD_LINE_TOTAL, IN_SALES, "fr", "totalligne montantligne" },
    { FIELD_LINE_TOTAL, IN_SALES, "es", "totallinea importelinea" },
    { FIELD_LINE_TOTAL, IN_SALES, "it", "totaleriga importoriga" },
    { FIELD_LINE_TOTAL, IN_SALES, "nl", "regelbedrag regeltotaal" },
    { FIELD_LINE_TOTAL, IN_SALES, "pt", "totaldalinha valordalinha" },
    { FIELD_LINE_TOTAL, IN_SALES, "pl", "wartoscpozycji kwotapozycji" },

    { FIELD_SUBTOTAL, IN_SALES, "en",
      "subtotal ordersubtotal ordersubtotalamount subtotalamount cartsubtotal" },
    { FIELD_SUBTOTAL, IN_SALES, "de", "zwischensumme" },
    { FIELD_SUBTOTAL, IN_SALES, "fr", "soustotal" },
    { FIELD_SUBTOTAL, IN_SALES, "it", "subtotale" },
    { FIELD_SUBTOTAL, IN_SALES, "nl", "subtotaal" },
    { FIELD_SUBTOTAL, IN_SALES, "pl", "sumaczesciowa" },

    { FIELD_GROSS, IN_SALES, "en",
      "gross grossamount grosssales grosstotal grossrevenue totalincltax totalinclvat "
      "totalincludingtax amountinclvat amountincltax" },
    { FIELD_GROSS, IN_SALES, "de", "brutto bruttobetrag bruttoumsatz bruttosumme gesamtbrutto" },
    { FIELD_GROSS, IN_SALES, "fr", "montantttc totalttc ttc" },
    { FIELD_GROSS, IN_SALES, "es", "importeconiva totalconiva importebruto" },
    { FIELD_GROSS, IN_SALES, "it", "lordo totalelordo importolordo totaleivato" },
    { FIELD_GROSS, IN_SALES, "nl", "bruto brutobedrag bedraginclbtw totaalinclbtw" },
    { FIELD_GROSS, IN_SALES, "pt", "valorbruto totalcomiva" },
    { FIELD_GROSS, IN_SALES, "pl", "kwotabrutto wartoscbrutto" },

    { FIELD_NET, IN_SALES, "en",
      "net netamount netsales nettotal netrevenue nrevenue totalexcltax totalexclvat "
      "totalexcludingtax amountexclvat amountexcltax" },
    { FIELD_NET, IN_SALES, "de", "netto nettobetrag nettoumsatz nettosumme gesamtnetto" },
    { FIELD_NET, IN_SALES, "fr", "montantht totalht ht" },
    { FIELD_NET, IN_SALES, "es", "importeneto totalsiniva importesiniva baseimponible" },
    { FIELD_NET, IN_SALES, "it", "imponibile totalenetto importonetto" },
    { FIELD_NET, IN_SALES, "nl", "nettobedrag bedragexclbtw totaalexclbtw" },
    { FIELD_NET, IN_SALES, "pt", "valorliquido totalsemiva" },
    { FIELD_NET, IN_SALES, "pl", "kwotanetto wartoscnetto" },

    { FIELD_DISCOUNT, IN_SALES, "en",
      "discount discountamount discounts discounttotal totaldiscount totaldiscounts "
      "totaldiscountamount discountvalue discountpercent discountpercentage discountpct "
      "discountrate lineitemdiscount linediscount itemdiscount orderdiscount cartdiscount "
      "cartdiscountamount discountapplied couponamount coupondiscount promotiondiscount "
      "itempromotiondiscount rebate" },
    { FIELD_DISCOUNT, IN_SALES, "de",
      "rabatt rabattbetrag rabattsumme rabattinprozent nachlass preisnachlass skonto" },
    { FIELD_DISCOUNT, IN_SALES, "fr",
      "remise montantremise montantdelaremise reduction rabais tauxderemise remisetotale" },
    { FIELD_DISCOUNT, IN_SALES, "es",
      "descuento importedescuento importedeldescuento descuentototal" },
    { FIELD_DISCOUNT, IN_SALES, "it", "sconto importosconto scontototale" },
    { FIELD_DISCOUNT, IN_SALES, "nl", "korting kortingsbedrag" },
    { FIELD_DISCOUNT, IN_SALES, "pt", "desconto valordodesconto" },
    { FIELD_DISCOUNT, IN_SALES, "pl", "rabat kwotarabatu znizka upust" },

    { FIELD_TAX, IN_SALES, "en",
      "tax taxes taxamount totaltax taxtotal salestax vat vatamount gst gstamount hst itemtax "
      "ordertax ordertaxamount ordertotaltaxamount taxvalue" },
    { FIELD_TAX, IN_SALES, "de",
      "mwst mwstbetrag mehrwertsteuer ust umsatzsteuer steuer steuerbetrag steuern" },
    { FIELD_TAX, IN_SALES, "fr", "tva montanttva montantdelatva taxe montantdestaxes" },
    { FIELD_TAX, IN_SALES, "es", "iva importeiva impuesto impuestos" },
    { FIELD_TAX, IN_SALES, "it", "importoiva imposta" },
    { FIELD_TAX, IN_SALES, "nl", "btw btwbedrag belasting" },
    { FIELD_TAX, IN_SALES, "pt", "valordoiva imposto impostos" },
    { FIELD_TAX, IN_SALES, "pl", "kwotavat podatek podatekvat" },

    { FIELD_SHIPPING, IN_SALES, "en",
      "shipping shippingcost shippingcosts shippingamount shippingprice shippingfee shippingtotal "
      "shippingcharge shippingcharges ordershippingamount ordershipping totalshipping freight "
      "freightvalue deliveryfee deliverycost deliverycharge postage postageandpackaging "
      "shippingandhandling postageandhandling" },
    { FIELD_SHIPPING, IN_SALES, "de", "versandkosten versandbetrag versand porto lieferkosten" },
    { FIELD_SHIPPING, IN_SALES, "fr", "fraisdeport fraisdelivraison fraisdexpedition" },
    { FIELD_SHIPPING, IN_SALES, "es", "gastosdeenvio costedeenvio costodeenvio" },
    { FIELD_SHIPPING, IN_SALES, "it", "spesedispedizione costospedizione spedizione" },
    { FIELD_SHIPPING, IN_SALES, "nl", "verzendkosten bezorgkosten" },
    { FIELD_SHIPPING, IN_SALES, "pt", "frete portes custosdeenvio custodeenvio valordofrete" },
    { FIELD_SHIPPING, IN_SALES, "pl", "kosztwysylki kosztdostawy kosztywysylki" },

    { FIELD_REFUND, IN_SALES, "en",
      "refund refunds refundamount refundedamount amountrefunded totalrefunded totalrefunds "
      "orderrefundamount returnedamount returnamount | refunded" },
    { FIELD_REFUND, IN_SALES, "de",
      "erstattung erstattungsbetrag erstatteterbetrag ruckerstattung rueckerstattung gutschrift | "
      "erstattet" },
    { FIELD_REFUND, IN_SALES, "fr", "remboursement montantrembourse" },
    { FIELD_REFUND, IN_SALES, "es", "reembolso importereembolsado" },
    { FIELD_REFUND, IN_SALES, "it", "rimborso importorimborsato" },
    { FIELD_REFUND, IN_SALES, "nl", "terugbetaling terugbetaaldbedrag restitutie" },
    { FIELD_REFUND, IN_SALES, "pt", "reembolsovalor valorreembolsado estorno" },
    { FIELD_REFUND, IN_SALES, "pl", "zwrot kwotazwrotu" },

    { FIELD_CURRENCY, IN_SALES, "en",
      "currency currencycode ordercurrency isocurrency paymentcurrency transactioncurrency "
      "presentmentcurrency salecurrency" },
    { FIELD_CURRENCY, IN_SALES, "de", "wahrung waehrung wahrungscode" },
    { FIELD_CURRENCY, IN_SALES, "fr", "devise monnaie codedevise" },
    { FIELD_CURRENCY, IN_SALES, "es", "moneda divisa codigomoneda" },
    { FIELD_CURRENCY, IN_SALES, "it", "valuta codicevaluta" },
    { FIELD_CURRENCY, IN_SALES, "nl", "valutacode munteenheid" },
    { FIELD_CURRENCY, IN_SALES, "pt", "moeda codigodamoeda" },
    { FIELD_CURRENCY, IN_SALES, "pl", "waluta kodwaluty" },

    { FIELD_STATUS, IN_SALES, "en",
      "status orderstatus orderstate salestatus transactionstatus itemstatus linestatus | state" },
    { FIELD_STATUS, IN_SALES, "de", "bestellstatus auftragsstatus statusderbestellung | zustand" },
    { FIELD_STATUS, IN_SALES, "fr",
      "statut statutcommande statutdelacommande etatcommande etatdelacommande | etat" },
    { FIELD_STATUS, IN_SALES, "es", "estadodelpedido estadopedido estatus | estado" },
    { FIELD_STATUS, IN_SALES, "it", "statoordine statodellordine | stato" },
    { FIELD_STATUS, IN_SALES, "nl", "bestelstatus" },
    { FIELD_STATUS, IN_SALES, "pt", "statusdopedido estadodaencomenda situacao" },
    { FIELD_STATUS, IN_SALES, "pl", "statuszamowienia stanzamowienia | stan" },

    { FIELD_PAYMENT_STATUS, IN_SALES, "en",
      "paymentstatus financialstatus paymentstate paidstatus" },
    { FIELD_PAYMENT_STATUS, IN_SALES, "de", "zahlungsstatus bezahlstatus zahlstatus" },
    { FIELD_PAYMENT_STATUS, IN_SALES, "fr", "statutpaiement statutdupaiement etatdupaiement" },
    { FIELD_PAYMENT_STATUS, IN_SALES, "es", "estadodelpago estadopago" },
    { FIELD_PAYMENT_STATUS, IN_SALES, "it", "statopagamento statodelpagamento" },
    { FIELD_PAYMENT_STATUS, IN_SALES, "nl", "betaalstatus betalingsstatus" },
    { FIELD_PAYMENT_STATUS, IN_SALES, "pt", "statusdopagamento estadodopagamento" },
    { FIELD_PAYMENT_STATUS, IN_SALES, "pl", "statusplatnosci stanplatnosci" },

    { FIELD_CANCELLED_AT, IN_SALES, "en",
      "cancelledat canceledat cancelleddate canceleddate canceldate cancellationdate cancelledon "
      "canceledon datecancelled voidedat | cancelled canceled voided iscancelled iscanceled "
      "isvoided" },
    { FIELD_CANCELLED_AT, IN_SALES, "de", "storniertam stornodatum | storniert storno" },
    { FIELD_CANCELLED_AT, IN_SALES, "fr",
      "annulele annuleele dateannulation datedannulation | annule annulee" },
    { FIELD_CANCELLED_AT, IN_SALES, "es", "fechadecancelacion canceladoel | cancelado anulado" },
    { FIELD_CANCELLED_AT, IN_SALES, "it", "annullatoil datadiannullamento | annullato" },
    { FIELD_CANCELLED_AT, IN_SALES, "nl", "geannuleerdop annuleringsdatum | geannuleerd" },
    { FIELD_CANCELLED_AT, IN_SALES, "pt", "canceladoem datadecancelamento | cancelada" },
    { FIELD_CANCELLED_AT, IN_SALES, "pl", "dataanulowania | anulowano anulowane" },
};

const size_t MONEY_NAMES_COUNT = COUNT_OF(MONEY_NAMES);
