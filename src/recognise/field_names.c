/* What columns are called: who bought what, and when. The README lists the most usual. */
#include "recognise/field_names.h"

/* Folded as field_fold does it. In the order of preference: among the rows of a field from the
 * first to the last, in each from left to right. Behind a bar stand weak names. */
const FieldNames FIELD_NAMES[] = {
    { FIELD_ORDER, IN_SALES, "en",
      "orderid ordernumber orderno ordernum invoiceno invoiceid invoicenumber invoice receiptid "
      "receiptno receiptnumber basketid transactionid transactionno transactionnumber transid "
      "saleid order orderreference orderref ordercode orderkey billno billnumber ticketnumber | "
      "name number id reference ref no num document documentno" },
    { FIELD_ORDER, IN_SALES, "de",
      "bestellnummer bestellnr bestellungsnummer bestellungnr bestellid bestellung auftragsnummer "
      "auftragsnr auftrag rechnungsnummer rechnungsnr rechnung belegnummer belegnr beleg bonnummer "
      "bonnr bon kassenbon vorgangsnummer transaktionsnummer transaktionsnr transaktionsid | "
      "nummer nr referenz" },
    { FIELD_ORDER, IN_SALES, "fr",
      "numerodecommande nodecommande ndecommande numerocommande numcommande nocommande ncommande "
      "idcommande commandeid referencecommande refcommande commande numerodefacture numfacture "
      "nofacture nfacture facture numerodeticket numeroticket numticket ticket idtransaction | "
      "numero" },
    { FIELD_ORDER, IN_SALES, "es",
      "numerodepedido nodepedido ndepedido numeropedido numpedido nopedido npedido idpedido "
      "iddelpedido pedidoid pedido numerodeorden idorden orden numerodefactura numfactura "
      "nofactura nfactura factura idtransaccion | referencia" },
    { FIELD_ORDER, IN_SALES, "it",
      "numeroordine numerodordine nordine numordine idordine ordineid codiceordine ordine "
      "numerofattura nfattura fattura numeroscontrino scontrino idtransazione | riferimento" },
    { FIELD_ORDER, IN_SALES, "nl",
      "bestelnummer bestelnr ordernummer ordernr bestelid bestelling factuurnummer factuurnr "
      "factuur kassabon transactienummer transactieid | referentie" },
    { FIELD_ORDER, IN_SALES, "pt",
      "numerodopedido iddopedido ndopedido nodopedido numerodaencomenda noencomenda nencomenda "
      "nodaencomenda ndaencomenda iddaencomenda encomenda pedido "
      "numerodafatura fatura notafiscal numeronotafiscal idtransacao iddatransacao" },
    { FIELD_ORDER, IN_SALES, "pl",
      "numerzamowienia nrzamowienia idzamowienia zamowienie numerfaktury nrfaktury faktura "
      "numerparagonu nrparagonu paragon idtransakcji numertransakcji | numer" },

    { FIELD_LINE, IN_SALES, "en",
      "lineid linenumber lineno lineitemid orderlineid orderitemid rowid transactionid" },
    { FIELD_LINE, IN_SALES, "de",
      "positionsnummer positionsnr posnr zeilennummer zeilennr | position" },
    { FIELD_LINE, IN_SALES, "fr", "numerodeligne noligne idligne" },
    { FIELD_LINE, IN_SALES, "es", "numerodelinea idlinea" },
    { FIELD_LINE, IN_SALES, "it", "numeroriga idriga" },
    { FIELD_LINE, IN_SALES, "nl", "regelnummer regelnr" },
    { FIELD_LINE, IN_SALES, "pt", "numerodalinha" },
    { FIELD_LINE, IN_SALES, "pl", "numerpozycji nrpozycji numerlinii" },

    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "en",
      "customerid customernumber customerno custid customerkey clientid clientnumber memberid "
      "userid buyerid accountid customercode customeruniqueid customerref shopperid clientcode "
      "membershipid membershipnumber membershipno memberno customertaxid" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "de",
      "kundennummer kundennr kundenid kundeid mitgliedsnummer mitgliedsnr debitorennummer "
      "debitorennr debitor kundencode" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "fr",
      "numeroclient numerodeclient noclient numclient nclient idclient codeclient refclient "
      "referenceclient codeduclient compteclient identifiantclient siretclient sirenclient" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "es",
      "numerodecliente numerocliente numcliente nocliente ncliente idcliente iddecliente clienteid "
      "codigocliente codigodecliente codcliente nifcliente nifdelcliente nifdecliente dnicliente "
      "dnidelcliente cifcliente cifdelcliente nifcifcliente cifnifcliente dninifcliente "
      "nifdnicliente niftitular dnititular" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "it",
      "codicecliente codcliente idcliente codicefiscalecliente cfcliente partitaivacliente "
      "pivacliente" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "nl",
      "klantnummer klantnr klantid klantcode debiteurnummer debiteurnr relatienummer" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "pt",
      "codigodocliente numerodocliente iddocliente nifdocliente contribuintedocliente cpfcliente "
      "cpfdocliente cnpjcliente cnpjdocliente cpfcnpjcliente" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "pl",
      "numerklienta nrklienta idklienta kodklienta nipklienta nipnabywcy peselklienta" },

    /* Numbers that a state gives to people and firms. */
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "es",
      "nif dni nifcif cifnif dninif nifdni nifdnicif" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "it", "codicefiscale" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "pt",
      "contribuinte ncontribuinte nocontribuinte numerocontribuinte cpf cpfcnpj" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "pl", "pesel" },

    { FIELD_CUSTOMER, IN_CUSTOMERS, "en", "id" },

    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "en", "customer client" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "de",
      "kunde kundin kaufer kaeufer besteller" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "fr", "acheteur" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "es", "cliente comprador" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "it", "acquirente" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "nl", "klant debiteur koper" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "pl",
      "klient kontrahent nabywca kupujacy" },

    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "en",
      "customeremail email emailaddress buyeremail billingemail emailbilling contactemail" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "de",
      "kundenemail emailadresse mailadresse" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "fr",
      "emailclient adresseemail courriel" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "es",
      "emailcliente correoelectronico correo direcciondecorreo" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "it",
      "indirizzoemail postaelettronica" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "nl", "emailadres mailadres" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "pt",
      "emaildocliente enderecodeemail correioeletronico" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "pl", "emailklienta adresemail" },

    { FIELD_CUSTOMER, IN_SALES, "en", "customername buyer buyername billingname clientname" },
    { FIELD_CUSTOMER, IN_SALES, "de", "kundenname" },
    { FIELD_CUSTOMER, IN_SALES, "fr", "nomclient nomduclient" },
    { FIELD_CUSTOMER, IN_SALES, "es", "nombrecliente nombredelcliente" },
    { FIELD_CUSTOMER, IN_SALES, "it", "nomecliente nominativo" },
    { FIELD_CUSTOMER, IN_SALES, "nl", "klantnaam" },
    { FIELD_CUSTOMER, IN_SALES, "pt", "nomedocliente" },
    { FIELD_CUSTOMER, IN_SALES, "pl", "nazwaklienta" },

    /* Most orders of a shop with a loyalty card come without it. */
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "en",
      "loyaltyid loyaltynumber loyaltycard loyaltyno loyaltycardnumber loyaltycardno loyaltycardid "
      "cardnumber cardno cardid membercard membercardnumber membercardno membershipcard "
      "clubcard clubcardnumber rewardscard rewardsnumber" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "de",
      "kundenkarte kundenkartennummer kundenkartennr kartennummer kartennr kartenid "
      "bonuskarte bonuskartennummer treuekarte treuekartennummer mitgliedskarte" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "fr",
      "cartedefidelite cartefidelite numerodecarte numerocarte nocarte ncarte numcarte "
      "numerodecartedefidelite numerocartefidelite nocartefidelite ncartefidelite "
      "nocartedefidelite ncartedefidelite carteclient" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "es",
      "numerodetarjeta numerotarjeta notarjeta ntarjeta numtarjeta tarjetacliente "
      "tarjetadecliente tarjetafidelidad tarjetadefidelidad tarjetadefidelizacion" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "it",
      "numerocarta numerotessera cartafedelta tesserafedelta codicetessera codicecarta "
      "numerocartafedelta" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "nl",
      "klantenkaart klantenkaartnummer kaartnummer kaartnr pasnummer klantenpas spaarkaart" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "pt",
      "numerodocartao numerocartao ncartao nocartao cartaocliente cartaodecliente "
      "cartaofidelidade" },
    { FIELD_CUSTOMER, IN_SALES | IN_CUSTOMERS | IN_CONTACTS, "pl",
      "numerkarty nrkarty kartaklienta kartalojalnosciowa kartastalegoklienta" },

    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "en",
      "customername clientname billingname fullname buyername companyname" },
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "de",
      "kundenname namedeskunden vollstandigername rechnungsname kaufername" },
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "fr",
      "nomclient nomduclient nomcomplet nometprenom" },
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "es",
      "nombrecliente nombredelcliente nombrecompleto nombreyapellidos razonsocial" },
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "it",
      "nomecliente nominativo nomecompleto ragionesociale nomeecognome" },
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "nl", "klantnaam naamklant volledigenaam" },
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "pt", "nomedocliente razaosocial" },
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "pl", "nazwaklienta imieinazwisko" },

    { FIELD_CUSTOMER_NAME, IN_CUSTOMERS, "en", "name" },
    { FIELD_CUSTOMER_NAME, IN_CUSTOMERS, "fr", "nom" },
    { FIELD_CUSTOMER_NAME, IN_CUSTOMERS, "es", "nombre" },
    { FIELD_CUSTOMER_NAME, IN_CUSTOMERS, "it", "nome" },
    { FIELD_CUSTOMER_NAME, IN_CUSTOMERS, "nl", "naam" },
    { FIELD_CUSTOMER_NAME, IN_CUSTOMERS, "pl", "nazwa" },

    /* Beside a column of ids; where there is none they are the customer's id. */
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "en", "| customer client" },
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "de", "| kunde kundin kaufer kaeufer" },
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "fr", "| acheteur" },
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "es", "| cliente comprador" },
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "it", "| acquirente" },
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "nl", "| klant koper" },
    { FIELD_CUSTOMER_NAME, IN_SALES | IN_CUSTOMERS, "pl", "| klient kontrahent nabywca kupujacy" },

    { FIELD_CUSTOMER_NAME, IN_SALES, "en", "| name" },
    { FIELD_CUSTOMER_NAME, IN_SALES, "fr", "| nom" },
    { FIELD_CUSTOMER_NAME, IN_SALES, "es", "| nombre" },
    { FIELD_CUSTOMER_NAME, IN_SALES, "it", "| nome" },
    { FIELD_CUSTOMER_NAME, IN_SALES, "nl", "| naam" },
    { FIELD_CUSTOMER_NAME, IN_SALES, "pl", "| nazwa" },

    { FIELD_EMAIL, IN_SALES | IN_CUSTOMERS, "en",
      "customeremail email emailaddress buyeremail billingemail emailbilling contactemail" },
    { FIELD_EMAIL, IN_SALES | IN_CUSTOMERS, "de", "kundenemail emailadresse mailadresse" },
    { FIELD_EMAIL, IN_SALES | IN_CUSTOMERS, "fr", "emailclient adresseemail courriel" },
    { FIELD_EMAIL, IN_SALES | IN_CUSTOMERS, "es",
      "emailcliente correoelectronico correo direcciondecorreo" },
    { FIELD_EMAIL, IN_SALES | IN_CUSTOMERS, "it", "indirizzoemail postaelettronica" },
    { FIELD_EMAIL, IN_SALES | IN_CUSTOMERS, "nl", "emailadres mailadres" },
    { FIELD_EMAIL, IN_SALES | IN_CUSTOMERS, "pt",
      "emaildocliente enderecodeemail correioeletronico" },
    { FIELD_EMAIL, IN_SALES | IN_CUSTOMERS, "pl", "emailklienta adresemail" },

    { FIELD_EMAIL, IN_CUSTOMERS, "en", "mail" },

    { FIELD_COUNTRY, IN_SALES | IN_CUSTOMERS, "en",
      "country countryregion customercountry billingcountry countrycode billingcountrycode "
      "countrycodebilling countrybilling" },
    { FIELD_COUNTRY, IN_SALES | IN_CUSTOMERS, "de", "land rechnungsland kundenland lieferland" },
    { FIELD_COUNTRY, IN_SALES | IN_CUSTOMERS, "fr",
      "pays paysclient paysdefacturation paysdelivraison" },
    { FIELD_COUNTRY, IN_SALES | IN_CUSTOMERS, "es", "pais paiscliente paisdefacturacion" },
    { FIELD_COUNTRY, IN_SALES | IN_CUSTOMERS, "it", "paese nazione paesedifatturazione" },
    { FIELD_COUNTRY, IN_SALES | IN_CUSTOMERS, "nl", "factuurland" },
    { FIELD_COUNTRY, IN_SALES | IN_CUSTOMERS, "pt", "paisdocliente" },
    { FIELD_COUNTRY, IN_SALES | IN_CUSTOMERS, "pl", "kraj panstwo" },

    { FIELD_COUNTRY, IN_SALES, "en",
      "shippingcountry shipcountry deliverycountry shippingcountrycode" },

    { FIELD_COUNTRY, IN_CUSTOMERS, "en", "defaultaddresscountrycode" },

    { FIELD_SIGNUP, IN_CUSTOMERS, "en",
      "signupdate registrationdate registeredat registered createdat joindate joined customersince "
      "membersincedate membersince datejoined created dateregistered datecreated registeredon" },
    { FIELD_SIGNUP, IN_CUSTOMERS, "de",
      "registrierungsdatum registriertam registriert anmeldedatum angemeldetam kundeseit "
      "mitgliedseit erstelltam angelegtam anlagedatum" },
    { FIELD_SIGNUP, IN_CUSTOMERS, "fr",
      "datedinscription dateinscription inscritle datedecreation creele clientdepuis" },
    { FIELD_SIGNUP, IN_CUSTOMERS, "es",
      "fechaderegistro fecharegistro fechadealta fechaalta registradoel clientedesde "
      "fechadecreacion" },
    { FIELD_SIGNUP, IN_CUSTOMERS, "it",
      "datadiregistrazione dataregistrazione dataiscrizione registratoil clientedal "
      "datacreazione" },
    { FIELD_SIGNUP, IN_CUSTOMERS, "nl",
      "registratiedatum aanmelddatum geregistreerdop klantsinds lidsinds aangemaaktop" },
    { FIELD_SIGNUP, IN_CUSTOMERS, "pt",
      "datadecadastro datacadastro dataderegisto dataderegistro dataregistro datadecriacao" },
    { FIELD_SIGNUP, IN_CUSTOMERS, "pl", "datarejestracji zarejestrowano datautworzenia klientod" },

    { FIELD_PRODUCT, IN_SALES | IN_PRODUCTS, "en",
      "productid stockcode sku productcode productsku itemcode itemsku articleid articlenumber "
      "lineitemsku variantsku itemid productnumber itemnumber asin" },
    { FIELD_PRODUCT, IN_SALES | IN_PRODUCTS, "de",
      "artikelnummer artikelnr artnr artikelid produktnummer produktnr produktid produktcode "
      "artikelcode" },
    { FIELD_PRODUCT, IN_SALES | IN_PRODUCTS, "fr",
      "referenceproduit refproduit referencearticle refarticle codeproduit codearticle idproduit "
      "produitid" },
    { FIELD_PRODUCT, IN_SALES | IN_PRODUCTS, "es",
      "codigoproducto codigodeproducto idproducto referenciaproducto codigoarticulo "
      "codigodearticulo" },
    { FIELD_PRODUCT, IN_SALES | IN_PRODUCTS, "it", "codiceprodotto codicearticolo idprodotto" },
    { FIELD_PRODUCT, IN_SALES | IN_PRODUCTS, "nl", "productnummer" },
    { FIELD_PRODUCT, IN_SALES | IN_PRODUCTS, "pt",
      "codigodoproduto iddoproduto referenciaproduto codigodoartigo" },
    { FIELD_PRODUCT, IN_SALES | IN_PRODUCTS, "pl",
      "kodproduktu idproduktu indeksproduktu kodtowaru" },

    { FIELD_PRODUCT, IN_PRODUCTS, "en", "id" },

    { FIELD_PRODUCT, IN_SALES, "en", "product item lineitemname description productname" },
    { FIELD_PRODUCT, IN_SALES, "de", "artikel produkt ware" },
    { FIELD_PRODUCT, IN_SALES, "fr", "article produit" },
    { FIELD_PRODUCT, IN_SALES, "es", "articulo producto" },
    { FIELD_PRODUCT, IN_SALES, "it", "articolo prodotto" },
    { FIELD_PRODUCT, IN_SALES, "pt", "artigo produto" },
    { FIELD_PRODUCT, IN_SALES, "pl", "towar" },

    /* Codes of the maker, which many products have not. */
    { FIELD_PRODUCT, IN_SALES | IN_PRODUCTS, "en", "ean gtin upc barcode partnumber" },

    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "en",
      "productname description producttitle itemname lineitemname productdescription itemtitle "
      "itemdescription varianttitle" },
    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "de",
      "artikelbezeichnung produktbezeichnung bezeichnung artikelname produktname "
      "artikelbeschreibung beschreibung" },
    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "fr",
      "nomproduit nomduproduit designation libelle libelleproduit libellearticle" },
    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "es",
      "nombreproducto nombredelproducto descripcion nombrearticulo" },
    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "it",
      "nomeprodotto nomedelprodotto descrizione descrizionearticolo" },
    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "nl",
      "productnaam artikelnaam omschrijving artikelomschrijving productomschrijving" },
    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "pt",
      "nomedoproduto descricao descricaodoproduto designacao" },
    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "pl",
      "nazwaproduktu nazwatowaru nazwaartykulu opis" },

    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "en", "product item" },
    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "de", "artikel produkt" },
    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "fr", "article produit" },
    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "es", "articulo producto" },
    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "it", "articolo prodotto" },
    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "pt", "artigo produto" },
    { FIELD_PRODUCT_NAME, IN_SALES | IN_PRODUCTS, "pl", "towar" },

    { FIELD_PRODUCT_NAME, IN_PRODUCTS, "en", "name title" },
    { FIELD_PRODUCT_NAME, IN_PRODUCTS, "fr", "nom" },
    { FIELD_PRODUCT_NAME, IN_PRODUCTS, "es", "nombre" },
    { FIELD_PRODUCT_NAME, IN_PRODUCTS, "it", "nome" },
    { FIELD_PRODUCT_NAME, IN_PRODUCTS, "nl", "naam" },
    { FIELD_PRODUCT_NAME, IN_PRODUCTS, "pl", "nazwa" },

    { FIELD_PRODUCT_NAME, IN_SALES, "en", "| name" },
    { FIELD_PRODUCT_NAME, IN_SALES, "fr", "| nom" },
    { FIELD_PRODUCT_NAME, IN_SALES, "es", "| nombre" },
    { FIELD_PRODUCT_NAME, IN_SALES, "it", "| nome" },
    { FIELD_PRODUCT_NAME, IN_SALES, "nl", "| naam" },
    { FIELD_PRODUCT_NAME, IN_SALES, "pl", "| nazwa" },

    { FIELD_CATEGORY, IN_SALES | IN_PRODUCTS, "en",
      "category productcategory categoryname department producttype genre itemcategory "
      "productgroup collection" },
    { FIELD_CATEGORY, IN_SALES | IN_PRODUCTS, "de",
      "kategorie produktkategorie warengruppe artikelgruppe produktgruppe hauptkategorie" },
    { FIELD_CATEGORY, IN_SALES | IN_PRODUCTS, "fr",
      "categorie categorieproduit famille famillearticle rayon" },
    { FIELD_CATEGORY, IN_SALES | IN_PRODUCTS, "es",
      "categoria categoriaproducto familia familiadeproducto" },
    { FIELD_CATEGORY, IN_SALES | IN_PRODUCTS, "it", "categoriaprodotto famiglia reparto" },
    { FIELD_CATEGORY, IN_SALES | IN_PRODUCTS, "nl", "productgroep artikelgroep productcategorie" },
    { FIELD_CATEGORY, IN_SALES | IN_PRODUCTS, "pt", "categoriadoproduto departamento" },
    { FIELD_CATEGORY, IN_SALES | IN_PRODUCTS, "pl",
      "kategoria kategoriaproduktu grupatowarowa grupaproduktow" },

    { FIELD_CATEGORY, IN_PRODUCTS, "en", "type" },

    { FIELD_DATE, IN_SALES, "en",
      "transactiondate orderdate invoicedate purchasedate saledate salesdate date datetime "
      "createdat orderdatetime transdate timestamp day dateplaced orderedat placedat purchasedat "
      "soldat datecreated orderpurchasetimestamp ordercreated ordercreatedat paymentdate paidat "
      "saletime ordertime completedat" },
    { FIELD_DATE, IN_SALES, "de",
      "bestelldatum datum rechnungsdatum kaufdatum auftragsdatum belegdatum verkaufsdatum "
      "transaktionsdatum buchungsdatum bestelltam gekauftam erstelltam zeitpunkt zeitstempel "
      "bestellzeit" },
    { FIELD_DATE, IN_SALES, "fr",
      "datedecommande datecommande datedelacommande datefacture datedefacture dateachat datedachat "
      "datedevente datevente datetransaction dateetheure dateheure" },
    { FIELD_DATE, IN_SALES, "es",
      "fechadepedido fechapedido fechadelpedido fechacompra fechadecompra fechafactura "
      "fechadefactura fechaventa fechadeventa fecha fechayhora fechahora" },
    { FIELD_DATE, IN_SALES, "it",
      "dataordine datadellordine datafattura dataacquisto datavendita dataora" },
    { FIELD_DATE, IN_SALES, "nl", "besteldatum orderdatum factuurdatum aankoopdatum verkoopdatum" },
    { FIELD_DATE, IN_SALES, "pt",
      "datadopedido datapedido datadaencomenda datadacompra datacompra datadavenda datavenda "
      "datadafatura" },
    { FIELD_DATE, IN_SALES, "pl",
      "datazamowienia datazakupu datasprzedazy datafaktury datatransakcji data" },

    { FIELD_CONTACT_TYPE, IN_CONTACTS, "en",
      "interactiontype type event eventtype channel action activity" },
    { FIELD_CONTACT_TYPE, IN_CONTACTS, "de", "interaktionstyp typ ereignis kanal aktion" },
    { FIELD_CONTACT_TYPE, IN_CONTACTS, "fr", "typedinteraction evenement canal" },
    { FIELD_CONTACT_TYPE, IN_CONTACTS, "es", "tipodeinteraccion tipo evento" },
    { FIELD_CONTACT_TYPE, IN_CONTACTS, "it", "tipodiinterazione" },
    { FIELD_CONTACT_TYPE, IN_CONTACTS, "nl", "interactietype gebeurtenis kanaal" },
    { FIELD_CONTACT_TYPE, IN_CONTACTS, "pt", "tipodeinteracao" },
    { FIELD_CONTACT_TYPE, IN_CONTACTS, "pl", "typinterakcji zdarzenie" },

    { FIELD_CONTACT_DATE, IN_CONTACTS, "en",
      "interactiondate date eventdate datetime timestamp createdat eventtime time" },
    { FIELD_CONTACT_DATE, IN_CONTACTS, "de", "interaktionsdatum datum zeitpunkt zeitstempel" },
    { FIELD_CONTACT_DATE, IN_CONTACTS, "fr", "datedinteraction dateetheure" },
    { FIELD_CONTACT_DATE, IN_CONTACTS, "es", "fecha fechayhora" },
    { FIELD_CONTACT_DATE, IN_CONTACTS, "pl", "data" },

    { FIELD_DURATION, IN_CONTACTS, "en",
      "durationseconds duration seconds durationsec lengthseconds" },
    { FIELD_DURATION, IN_CONTACTS, "de", "dauer dauerinsekunden" },
    { FIELD_DURATION, IN_CONTACTS, "fr", "duree" },
    { FIELD_DURATION, IN_CONTACTS, "es", "duracion" },
    { FIELD_DURATION, IN_CONTACTS, "it", "durata" },
    { FIELD_DURATION, IN_CONTACTS, "nl", "duur" },
    { FIELD_DURATION, IN_CONTACTS, "pt", "duracao" },
    { FIELD_DURATION, IN_CONTACTS, "pl", "czastrwania" },

    { FIELD_PHONE, IN_SALES | IN_CUSTOMERS, "en",
      "phone phonenumber telephone mobile mobilephone mobilenumber billingphone phonebilling "
      "customerphone contactnumber cellphone tel buyerphonenumber" },
    { FIELD_PHONE, IN_SALES | IN_CUSTOMERS, "de",
      "telefon telefonnummer telefonnr handy handynummer mobilnummer mobiltelefon rufnummer" },
    { FIELD_PHONE, IN_SALES | IN_CUSTOMERS, "fr", "numerodetelephone telephoneportable portable" },
    { FIELD_PHONE, IN_SALES | IN_CUSTOMERS, "es",
      "telefono numerodetelefono movil telefonomovil celular" },
    { FIELD_PHONE, IN_SALES | IN_CUSTOMERS, "it", "cellulare numeroditelefono" },
    { FIELD_PHONE, IN_SALES | IN_CUSTOMERS, "nl", "telefoon telefoonnummer mobiel mobielnummer" },
    { FIELD_PHONE, IN_SALES | IN_CUSTOMERS, "pt", "telefone numerodetelefone telemovel" },
    { FIELD_PHONE, IN_SALES | IN_CUSTOMERS, "pl", "numertelefonu nrtelefonu komorka" },

    { FIELD_POSTCODE, IN_SALES | IN_CUSTOMERS, "en",
      "postcode postalcode zip zipcode billingzip billingpostcode billingpostalcode "
      "postcodebilling customerzipcodeprefix shippingzip shippingpostcode shippostalcode" },
    { FIELD_POSTCODE, IN_SALES | IN_CUSTOMERS, "de", "plz postleitzahl" },
    { FIELD_POSTCODE, IN_SALES | IN_CUSTOMERS, "fr", "codepostal" },
    { FIELD_POSTCODE, IN_SALES | IN_CUSTOMERS, "es", "codigopostal" },
    { FIELD_POSTCODE, IN_SALES | IN_CUSTOMERS, "it", "cap codicepostale" },
    { FIELD_POSTCODE, IN_SALES | IN_CUSTOMERS, "pt", "cep" },
    { FIELD_POSTCODE, IN_SALES | IN_CUSTOMERS, "pl", "kodpocztowy" },

    { FIELD_FIRST_NAME, IN_SALES | IN_CUSTOMERS, "en",
      "firstname givenname forename fname billingfirstname firstnamebilling customerfirstname "
      "buyerfirstname | first" },
    { FIELD_FIRST_NAME, IN_SALES | IN_CUSTOMERS, "de", "vorname" },
    { FIELD_FIRST_NAME, IN_SALES | IN_CUSTOMERS, "fr", "prenom" },
    { FIELD_FIRST_NAME, IN_SALES | IN_CUSTOMERS, "es", "nombredepila | nombre" },
    { FIELD_FIRST_NAME, IN_SALES | IN_CUSTOMERS, "it", "| nome" },
    { FIELD_FIRST_NAME, IN_SALES | IN_CUSTOMERS, "nl", "voornaam" },
    { FIELD_FIRST_NAME, IN_SALES | IN_CUSTOMERS, "pt", "primeironome nomeproprio" },
    { FIELD_FIRST_NAME, IN_SALES | IN_CUSTOMERS, "pl", "imie" },

    { FIELD_LAST_NAME, IN_SALES | IN_CUSTOMERS, "en",
      "lastname surname familyname lname billinglastname lastnamebilling customerlastname "
      "buyerlastname | last" },
    { FIELD_LAST_NAME, IN_SALES | IN_CUSTOMERS, "de", "nachname familienname zuname" },
    { FIELD_LAST_NAME, IN_SALES | IN_CUSTOMERS, "fr", "nomdefamille | nom" },
    { FIELD_LAST_NAME, IN_SALES | IN_CUSTOMERS, "es", "apellidos apellido primerapellido" },
    { FIELD_LAST_NAME, IN_SALES | IN_CUSTOMERS, "it", "cognome" },
    { FIELD_LAST_NAME, IN_SALES | IN_CUSTOMERS, "nl", "achternaam" },
    { FIELD_LAST_NAME, IN_SALES | IN_CUSTOMERS, "pt", "sobrenome apelido ultimonome" },
    { FIELD_LAST_NAME, IN_SALES | IN_CUSTOMERS, "pl", "nazwisko" },

    { FIELD_STORE, IN_SALES, "en",
      "store storeid storename storenumber shop shopid shopname branch branchid outlet till tillid "
      "register registerid cashregister terminal terminalid locationid posid pointofsale | "
      "location pos" },
    { FIELD_STORE, IN_SALES, "de",
      "filiale filialnr filialnummer kasse kassennummer kassennr laden standort verkaufsstelle" },
    { FIELD_STORE, IN_SALES, "fr", "magasin boutique caisse pointdevente" },
    { FIELD_STORE, IN_SALES, "es", "tienda sucursal puntodeventa" },
    { FIELD_STORE, IN_SALES, "it", "negozio puntovendita cassa" },
    { FIELD_STORE, IN_SALES, "nl", "winkel filiaal kassa vestiging" },
    { FIELD_STORE, IN_SALES, "pt", "loja pontodevenda" },
    { FIELD_STORE, IN_SALES, "pl", "sklep kasa oddzial punktsprzedazy" },

    { FIELD_CONSENT, IN_SALES | IN_CUSTOMERS, "en",
      "consent acceptsmarketing acceptsemailmarketing marketingconsent emailconsent "
      "emailmarketingconsent marketingoptin emailoptin optin optedin newsletter newsletteroptin "
      "newslettersubscribed subscribed issubscribed emailsubscribed gdprconsent "
      "buyeracceptsmarketing mailingconsent" },
    { FIELD_CONSENT, IN_SALES | IN_CUSTOMERS, "de",
      "einwilligung werbeeinwilligung newsletteranmeldung newslettereinwilligung "
      "marketingzustimmung zustimmung" },
    { FIELD_CONSENT, IN_SALES | IN_CUSTOMERS, "fr",
      "consentement accordmarketing abonnenewsletter inscritnewsletter consentementmarketing" },
    { FIELD_CONSENT, IN_SALES | IN_CUSTOMERS, "es",
      "consentimiento aceptamarketing aceptapublicidad suscrito boletin" },
    { FIELD_CONSENT, IN_SALES | IN_CUSTOMERS, "it",
      "consenso consensomarketing iscrittonewsletter" },
    { FIELD_CONSENT, IN_SALES | IN_CUSTOMERS, "nl",
      "toestemming marketingtoestemming nieuwsbrief" },
    { FIELD_CONSENT, IN_SALES | IN_CUSTOMERS, "pt", "aceitamarketing subscrito" },
    { FIELD_CONSENT, IN_SALES | IN_CUSTOMERS, "pl", "zgoda zgodamarketingowa zgodananewsletter" },

    { FIELD_OPT_OUT, IN_SALES | IN_CUSTOMERS, "en",
      "unsubscribed unsubscribedat optout optedout emailoptout donotcontact donotemail" },
    { FIELD_OPT_OUT, IN_SALES | IN_CUSTOMERS, "de", "abgemeldet abgemeldetam werbewiderspruch" },
    { FIELD_OPT_OUT, IN_SALES | IN_CUSTOMERS, "fr", "desabonne desinscrit" },
    { FIELD_OPT_OUT, IN_SALES | IN_CUSTOMERS, "es", "dadodebaja" },
    { FIELD_OPT_OUT, IN_SALES | IN_CUSTOMERS, "it", "disiscritto" },
    { FIELD_OPT_OUT, IN_SALES | IN_CUSTOMERS, "nl", "afgemeld uitgeschreven" },
    { FIELD_OPT_OUT, IN_SALES | IN_CUSTOMERS, "pt", "descadastrado" },
    { FIELD_OPT_OUT, IN_SALES | IN_CUSTOMERS, "pl", "wypisany" },
};

const size_t FIELD_NAMES_COUNT = COUNT_OF(FIELD_NAMES);
