#include "recognise/currency.h"

#include <string.h>

#include "recognise/blank.h"

/* ISO 4217 of 2024 without metals, units of account and test codes; then codes that were withdrawn
 * within the lifetime of shops' records. Ascending. */
static const char CODES[] =
    "AED AFN ALL AMD ANG AOA ARS ATS AUD AWG AZN BAM BBD BDT BEF BGN BHD BIF BMD BND BOB BOV BRL "
    "BSD BTN BWP BYN BYR BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CYP CZK DEM "
    "DJF DKK DOP DZD EEK EGP ERN ESP ETB EUR FIM FJD FKP FRF GBP GEL GHS GIP GMD GNF GRD GTQ GYD "
    "HKD HNL HRK HTG HUF IDR IEP ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD "
    "KYD KZT LAK LBP LKR LRD LSL LTL LUF LVL LYD MAD MDL MGA MKD MMK MNT MOP MRO MRU MTL MUR MVR "
    "MWK MXN MXV MYR MZN NAD NGN NIO NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PTE PYG QAR RON "
    "RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB "
    "TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VEF VES VND VUV WST XAF "
    "XCD XCG XDR XOF XPF YER ZAR ZMW ZWG ZWL";

bool currency_is_code(const char *text, size_t size)
{
    size_t low = 0, high = sizeof CODES / 4;
    char code[3];

    if (size != 3) return false;
    for (int i = 0; i < 3; i++)
        code[i] = text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 32) : text[i];
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = memcmp(code, CODES + 4 * middle, 3);
        if (!order) return true;
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

/* Signs as they stand before or behind amounts. Letters count in any case of ASCII. */
#define SIGN(sign, code)                                                                           \
    {                                                                                              \
        sign, sizeof sign - 1, code                                                                \
    }
static const struct {
    const char *sign;
    size_t size;
    const char *currency;
} SIGNS[] = {
    SIGN("$", "$"),       SIGN("€", "EUR"),    SIGN("£", "GBP"),    SIGN("¥", "¥"),
    SIGN("￥", "¥"),      SIGN("₹", "INR"),    SIGN("₨", "Rs"),     SIGN("Rs.", "Rs"),
    SIGN("Rs", "Rs"),     SIGN("₩", "KRW"),    SIGN("￦", "KRW"),   SIGN("원", "KRW"),
    SIGN("円", "JPY"),    SIGN("元", "CNY"),   SIGN("₪", "ILS"),    SIGN("₺", "TRY"),
    SIGN("TL", "TRY"),    SIGN("₴", "UAH"),    SIGN("грн", "UAH"),  SIGN("₽", "RUB"),
    SIGN("руб.", "RUB"),  SIGN("руб", "RUB"),  SIGN("р.", "RUB"),   SIGN("₸", "KZT"),
    SIGN("₮", "MNT"),     SIGN("₭", "LAK"),    SIGN("៛", "KHR"),    SIGN("৳", "BDT"),
    SIGN("฿", "THB"),     SIGN("₫", "VND"),    SIGN("đ", "VND"),    SIGN("₱", "PHP"),
    SIGN("₦", "NGN"),     SIGN("₵", "GHS"),    SIGN("GH₵", "GHS"),  SIGN("₡", "CRC"),
    SIGN("₲", "PYG"),     SIGN("₼", "AZN"),  SIGN("֏", "AMD"),    SIGN("₾", "GEL"),
    SIGN("﷼", "﷼"),       SIGN("US$", "USD"),  SIGN("U$S", "USD"),  SIGN("A$", "AUD"),
    SIGN("AU$", "AUD"),   SIGN("C$", "C$"),    SIGN("CA$", "CAD"),  SIGN("NZ$", "NZD"),
    SIGN("HK$", "HKD"),   SIGN("S$", "SGD"),   SIGN("SG$", "SGD"),  SIGN("NT$", "TWD"),
    SIGN("MX$", "MXN"),   SIGN("Mex$", "MXN"), SIGN("R$", "BRL"),   SIGN("AR$", "ARS"),
    SIGN("CLP$", "CLP"),  SIGN("COL$", "COP"), SIGN("RD$", "DOP"),  SIGN("J$", "JMD"),
    SIGN("TT$", "TTD"),   SIGN("CN¥", "CNY"),  SIGN("JP¥", "JPY"),  SIGN("RMB", "CNY"),
    SIGN("RM", "MYR"),    SIGN("Rp.", "IDR"),  SIGN("Rp", "IDR"),   SIGN("S/.", "PEN"),
    SIGN("S/", "PEN"),    SIGN("R", "ZAR"),    SIGN("kr.", "kr"),   SIGN("kr", "kr"),
    SIGN("SFr.", "CHF"),  SIGN("SFr", "CHF"),  SIGN("Fr.", "CHF"),  SIGN("Fr", "CHF"),
    SIGN("zł", "PLN"),    SIGN("ZŁ", "PLN"),   SIGN("zl", "PLN"),   SIGN("Kč", "CZK"),
    SIGN("KČ", "CZK"),    SIGN("Ft", "HUF"),   SIGN("lei", "RON"),  SIGN("leu", "RON"),
    SIGN("лв.", "BGN"),   SIGN("лв", "BGN"),   SIGN("лева", "BGN"), SIGN("kn", "HRK"),
    SIGN("din.", "RSD"),  SIGN("дин.", "RSD"), SIGN("KM", "BAM"),   SIGN("ден", "MKD"),
    SIGN("Dhs", "Dh"),    SIGN("Dh", "Dh"),    SIGN("SR", "SAR"),   SIGN("KSh", "KES"),
    SIGN("TSh", "TZS"),   SIGN("USh", "UGX"),  SIGN("E£", "EGP"),   SIGN("LE", "EGP"),
    SIGN("Bs.", "Bs"),    SIGN("Bs", "Bs"),    SIGN("B/.", "PAB"),  SIGN("euro", "EUR"),
    SIGN("euros", "EUR"), SIGN("US $", "USD"), SIGN("AU $", "AUD"), SIGN("C $", "C$"),
    SIGN("CDN$", "CAD"),  SIGN("Can$", "CAD"), SIGN("Skr", "SEK"),  SIGN("Nkr", "NOK"),
    SIGN("Dkr", "DKK"),   SIGN("Eur.", "EUR"),
};

/* What a sign that several countries use may stand for. */
static const char *const SHARED[][2] = {
    { "$", "USD AUD BBD BMD BND BSD BZD CAD CLP COP CUP CVE DOP FJD GYD HKD JMD KYD LRD MXN NAD "
           "NZD ARS SBD SGD SRD TOP TTD TWD UYU WST XCD C$" },
    { "C$", "CAD NIO" },
    { "¥", "JPY CNY" },
    { "kr", "SEK NOK DKK ISK" },
    { "Rs", "INR PKR LKR NPR MUR SCR" },
    { "Dh", "AED MAD" },
    { "Bs", "BOB VES" },
    { "﷼", "IRR OMR QAR SAR YER" },
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool equal(const char *text, const char *sign, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (lower(text[i]) != lower(sign[i])) return false;
    }
    return true;
}

/* A Latin, Greek or Cyrillic letter, by its first byte. */
static bool is_letter(char c)
{
    unsigned char byte = (unsigned char)c;

    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 0xc3 && byte <= 0xd4);
}

static bool letter_before(const char *text, const char *at)
{
    while (at > text && ((unsigned char)at[-1] & 0xc0) == 0x80)
        at--;
    return at > text && is_letter(at[-1]);
}

static Currency make(const char *code, size_t size)
{
    Currency made = { "" };

    for (size_t i = 0; i < size && i + 1 < sizeof made.code; i++)
        made.code[i] = code[i];
    return made;
}

static Currency make_code(const char *text)
{
    Currency made = make(text, 3);

    for (int i = 0; i < 3; i++)
        made.code[i] = (char)(made.code[i] & ~0x20);
    return made;
}

/* Most signs are one of three, and no longer sign begins with them. */
static size_t usual_sign(Currency *out, const char *text, size_t size)
{
    if (text[0] == '$') {
        *out = (Currency){ "$" };
        return 1;
    }
    if (size >= 3 && !memcmp(text, "€", 3)) {
        *out = (Currency){ "EUR" };
        return 3;
    }
    if (size >= 2 && !memcmp(text, "£", 2)) {
        *out = (Currency){ "GBP" };
        return 2;
    }
    return 0;
}

/* The longest sign of at most `size` bytes at `text`, or before `text + size`. */
static size_t find_sign(Currency *out, const char *text, size_t size, bool at_end)
{
    size_t best = 0;

    for (size_t i = 0; i < COUNT_OF(SIGNS); i++) {
        size_t length = SIGNS[i].size;
        if (length > size || length <= best) continue;
        const char *from = at_end ? text + size - length : text, *to = from + length;
        if (!equal(from, SIGNS[i].sign, length)) continue;
        if (!at_end && is_letter(to[-1]) && to < text + size && is_letter(*to)) continue;
        if (at_end && is_letter(*from) && letter_before(text, from)) continue;
        best = length;
        *out = make(SIGNS[i].currency, strlen(SIGNS[i].currency));
    }
    return best;
}

size_t currency_at_start(Currency *out, const char *text, size_t size)
{
    size_t usual = size ? usual_sign(out, text, size) : 0;

    if (usual) return usual;
    if (size >= 3 && currency_is_code(text, 3) && (size == 3 || !is_letter(text[3]))) {
        *out = make_code(text);
        return 3;
    }
    return find_sign(out, text, size, false);
}

size_t currency_at_end(Currency *out, const char *text, size_t size)
{
    const char *code = text + (size < 3 ? 0 : size - 3);

    if (size >= 3 && !memcmp(code, "€", 3)) return usual_sign(out, code, 3);
    if (size >= 3 && currency_is_code(code, 3) && !letter_before(text, code)) {
        *out = make_code(code);
        return 3;
    }
    return find_sign(out, text, size, true);
}

/* --- a column of currencies ------------------------------------------------------------------- */

static bool read_name(Currency *out, const char *text, size_t size)
{
    static const struct {
        const char *name, *currency;
    } names[] = {
        { "us dollar", "USD" },
        { "us dollars", "USD" },
        { "dollar", "$" },
        { "dollars", "$" },
        { "pound", "GBP" },
        { "pounds", "GBP" },
        { "pound sterling", "GBP" },
        { "sterling", "GBP" },
        { "british pound", "GBP" },
        { "swiss franc", "CHF" },
        { "zloty", "PLN" },
        { "złoty", "PLN" },
        { "yen", "JPY" },
        { "yuan", "CNY" },
        { "renminbi", "CNY" },
        { "rupee", "Rs" },
        { "rupees", "Rs" },
        { "krona", "kr" },
        { "krone", "kr" },
        { "real", "BRL" },
        { "reais", "BRL" },
        { "rand", "ZAR" },
        { "forint", "HUF" },
    };

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (strlen(names[i].name) != size || !equal(text, names[i].name, size)) continue;
        *out = make(names[i].currency, strlen(names[i].currency));
        return true;
    }
    return false;
}

/* The one code among the words of "US Dollar (USD)": written in capitals, and no other is there. */
static bool read_within(Currency *out, const char *text, size_t size)
{
    size_t found = 0;

    for (size_t i = 0; i + 3 <= size; i++) {
        bool begins = i == 0 || !is_letter(text[i - 1]);
        bool ends = i + 3 == size || !is_letter(text[i + 3]);
        if (!begins || !ends || !currency_is_code(text + i, 3)) continue;
        if (!memcmp(make_code(text + i).code, text + i, 3)) {
            *out = make_code(text + i);
            found++;
        }
    }
    return found == 1;
}

bool currency_read(Currency *out, const char *text, size_t size)
{
    Currency got = { "" };

    text_trim(&text, &size);
    if (!size || size > 40) return false;
    if (currency_at_start(&got, text, size) != size && !read_name(&got, text, size) &&
        !read_within(&got, text, size)) {
        return false;
    }
    *out = got;
    return true;
}

bool currency_same(const Currency *a, const Currency *b)
{
    return !strcmp(a->code, b->code);
}

static bool stands_for(const Currency *sign, const Currency *code)
{
    size_t size = strlen(code->code);

    for (size_t i = 0; i < COUNT_OF(SHARED); i++) {
        if (strcmp(SHARED[i][0], sign->code) != 0) continue;
        for (const char *at = SHARED[i][1]; *at; at += *at == ' ') {
            size_t length = strcspn(at, " ");
            if (length == size && !memcmp(at, code->code, size)) return true;
            at += length;
        }
    }
    return false;
}

bool currency_agrees(const Currency *a, const Currency *b)
{
    return !a->code[0] || !b->code[0] || currency_same(a, b) || stands_for(a, b) ||
           stands_for(b, a);
}

void currency_count(CurrencyTally *tally, const Currency *currency, double amount)
{
    if (!currency->code[0]) {
        tally->without++;
        return;
    }
    for (size_t i = 0; i < CURRENCY_KINDS; i++) {
        if (i == tally->kinds) {
            tally->of[i].currency = *currency;
            tally->kinds++;
        }
        if (!currency_same(&tally->of[i].currency, currency)) continue;
        tally->of[i].values++;
        tally->of[i].sum += amount;
        return;
    }
    tally->beyond++;
}
