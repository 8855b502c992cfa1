#include "history/pack.h"

#include <math.h>
#include <string.h>

enum { MOST_DECIMALS = 4 };
static const double TEN_TO[MOST_DECIMALS + 1] = { 1, 10, 100, 1000, 10000 };
#define MOST_EXACT 9007199254740992.0 /* 2^53 */

static uint64_t zigzag(int64_t value)
{
    return ((uint64_t)value << 1) ^ (value < 0 ? UINT64_MAX : 0);
}

static int64_t zagzig(uint64_t value)
{
    uint64_t half = value >> 1;

    return (int64_t)(value & 1 ? ~half : half);
}

static void put_varint(Buf *out, uint64_t value)
{
    unsigned char bytes[10];
    size_t size = 0;

    for (; value >= 128; value >>= 7)
        bytes[size++] = (unsigned char)(value | 128);
    bytes[size++] = (unsigned char)value;
    buf_put(out, bytes, size);
}

static bool take_varint(uint64_t *out, Bytes *from)
{
    uint64_t value = 0;

    for (int shift = 0; shift < 64; shift += 7) {
        if (!from->size) return false;
        unsigned char byte = *from->data++;
        from->size--;
        if (shift == 63 && byte > 1) return false;
        value |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) {
            *out = value;
            return true;
        }
    }
    return false;
}

/* --- numbers ---------------------------------------------------------------------------------- */

static double divisor_at(const double *divisors, size_t i)
{
    return divisors && divisors[i] != 0 ? divisors[i] : 1;
}

/* Whether the value is written as an integer at these decimals and comes back to the bit. */
static bool whole(int64_t *out, double value, double divisor, int decimals)
{
    double m = nearbyint(value * divisor * TEN_TO[decimals]) + 0.0; /* no −0 */

    if (!(fabs(m) < MOST_EXACT)) return false;
    double back = m / TEN_TO[decimals] / divisor;
    if (memcmp(&back, &value, sizeof back)) return false;
    *out = (int64_t)m;
    return true;
}

/* The fewest decimals that most values can be written with. */
static int choose_decimals(const double *values, const double *divisors, size_t stride,
                           size_t count)
{
    size_t best = 0;
    int chosen = 0;
    int64_t unused;

    for (int d = 0; d <= MOST_DECIMALS; d++) {
        size_t fit = 0;
        for (size_t i = 0; i < count; i++)
            fit += whole(&unused, values[i * stride], divisor_at(divisors, i * stride), d);
        if (fit > best) {
            best = fit;
            chosen = d;
        }
        if (fit == count) break;
    }
    return chosen;
}

static void put_raw(Buf *out, double value)
{
    uint64_t bits;
    unsigned char bytes[9] = { 0 };

    memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 8; i++)
        bytes[i + 1] = (unsigned char)(bits >> (8 * i));
    buf_put(out, bytes, sizeof bytes);
}

static bool take_raw(double *out, Bytes *from)
{
    uint64_t bits = 0;

    if (from->size < 8) return false;
    for (int i = 0; i < 8; i++)
        bits |= (uint64_t)from->data[i] << (8 * i);
    memcpy(out, &bits, sizeof bits);
    from->data += 8;
    from->size -= 8;
    return isfinite(*out);
}

void pack_numbers(Buf *out, const double *values, const double *divisors, size_t stride,
                  size_t count)
{
    int decimals = choose_decimals(values, divisors, stride, count);

    buf_char(out, (char)decimals);
    for (size_t i = 0; i < count * stride; i += stride) {
        int64_t m;
        if (whole(&m, values[i], divisor_at(divisors, i), decimals)) {
            put_varint(out, zigzag(m) + 1);
        } else {
            put_raw(out, values[i]);
        }
    }
}

bool unpack_numbers(double *values, const double *divisors, size_t stride, size_t count,
                    Bytes bytes)
{
    if (!bytes.size || bytes.data[0] > MOST_DECIMALS) return false;
    double unit = TEN_TO[bytes.data[0]];
    bytes.data++;
    bytes.size--;
    for (size_t i = 0; i < count * stride; i += stride) {
        uint64_t coded;
        if (!take_varint(&coded, &bytes)) return false;
        if (coded == 0) {
            if (!take_raw(&values[i], &bytes)) return false;
        } else {
            values[i] = (double)zagzig(coded - 1) / unit / divisor_at(divisors, i);
            if (!isfinite(values[i])) return false;
        }
    }
    return bytes.size == 0;
}

/* --- texts ------------------------------------------------------------------------------------ */

enum { MOST_CHARS = 200 };

void pack_texts(Buf *out, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_put(out, texts[i], strlen(texts[i]) + 1);
}

bool unpack_texts(const char **texts, size_t count, Bytes bytes, Arena *arena)
{
    const char *at = (const char *)bytes.data, *end = at + bytes.size;

    for (size_t i = 0; i < count; i++) {
        const char *stop = memchr(at, 0, (size_t)(end - at));
        if (!stop) return false;
        texts[i] = utf8_clean(at, (size_t)(stop - at), MOST_CHARS, arena);
        at = stop + 1;
    }
    return at == end;
}

/* --- ids -------------------------------------------------------------------------------------- */

void pack_ids(Buf *out, const int64_t *ids, size_t count)
{
    uint64_t before = 0;

    for (size_t i = 0; i < count; i++) {
        put_varint(out, zigzag((int64_t)((uint64_t)ids[i] - before)));
        before = (uint64_t)ids[i];
    }
}

bool unpack_ids(int64_t *ids, size_t count, Bytes bytes)
{
    uint64_t id = 0, step;

    for (size_t i = 0; i < count; i++) {
        if (!take_varint(&step, &bytes)) return false;
        id += (uint64_t)zagzig(step);
        ids[i] = (int64_t)id;
        if (i && ids[i] <= ids[i - 1]) return false;
    }
    return bytes.size == 0;
}
