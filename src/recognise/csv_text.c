#include "recognise/csv_text.h"

#include <string.h>

#include "recognise/kind.h"
#include "recognise/text_file.h"

static bool begins(const char *bytes, size_t size, const char *with)
{
    return size >= strlen(with) && memcmp(bytes, with, strlen(with)) == 0;
}

size_t csv_mark_size(const Buf *raw, CsvEncoding encoding)
{
    switch (encoding) {
    case CSV_UTF8: return begins(raw->data, raw->size, "\xef\xbb\xbf") ? 3 : 0;
    case CSV_UTF16LE: return begins(raw->data, raw->size, "\xff\xfe") ? 2 : 0;
    case CSV_UTF16BE: return begins(raw->data, raw->size, "\xfe\xff") ? 2 : 0;
    case CSV_DETECT:
    case CSV_WINDOWS_1252:
    case CSV_ISO_8859_1: return 0;
    }
    return 0;
}

/* What Windows-1252 has between 0x80 and 0x9f (WHATWG encoding standard, index-windows-1252). */
static const uint16_t WINDOWS[32] = {
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178,
};

static size_t decode_single(Buf *out, const char *bytes, size_t size, bool windows)
{
    char *to = buf_reserve(out, 3 * size + 4);
    char *from = to;

    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte < 0x80) {
            *to++ = (char)byte;
        } else {
            to += utf8_put(to, windows && byte < 0xa0 ? WINDOWS[byte - 0x80] : byte);
        }
    }
    out->size += (size_t)(to - from);
    return size;
}

static uint32_t unit_at(const char *bytes, bool big)
{
    unsigned char a = (unsigned char)bytes[0], b = (unsigned char)bytes[1];

    return big ? (uint32_t)(a << 8 | b) : (uint32_t)(b << 8 | a);
}

static size_t decode_utf16(Buf *out, const char *bytes, size_t size, bool big, bool last)
{
    char *start = buf_reserve(out, 3 * (size / 2 + 1) + 4), *to = start;
    size_t i = 0;

    while (i + 1 < size) {
        uint32_t code = unit_at(bytes + i, big);
        bool high = code >= 0xd800 && code < 0xdc00;
        if (high && i + 3 >= size && !last) break;
        uint32_t low = high && i + 3 < size ? unit_at(bytes + i + 2, big) : 0;
        if (low >= 0xdc00 && low < 0xe000) {
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            i += 2;
        } else if (code >= 0xd800 && code < 0xe000) {
            code = UTF8_REPLACEMENT;
        }
        to += utf8_put(to, code);
        i += 2;
    }
    out->size += (size_t)(to - start);
    return last ? size : i;
}

size_t csv_decode(Buf *out, const char *bytes, size_t size, CsvEncoding encoding, bool last)
{
    switch (encoding) {
    case CSV_DETECT:
    case CSV_UTF8: buf_put(out, bytes, size); return size;
    case CSV_UTF16LE: return decode_utf16(out, bytes, size, false, last);
    case CSV_UTF16BE: return decode_utf16(out, bytes, size, true, last);
    case CSV_WINDOWS_1252: return decode_single(out, bytes, size, true);
    case CSV_ISO_8859_1: return decode_single(out, bytes, size, false);
    }
    return size;
}

/* --- which encoding? -------------------------------------------------------------------------- */

static const struct {
    const char *name, *names;
    CsvEncoding encoding;
} ENCODINGS[] = {
    { "UTF-8", "utf8", CSV_UTF8 },
    { "UTF-16LE", "utf16le", CSV_UTF16LE },
    { "UTF-16LE", "utf16", CSV_UTF16LE },
    { "UTF-16BE", "utf16be", CSV_UTF16BE },
    { "Windows-1252", "windows1252", CSV_WINDOWS_1252 },
    { "Windows-1252", "cp1252", CSV_WINDOWS_1252 },
    { "ISO-8859-1", "iso88591", CSV_ISO_8859_1 },
    { "ISO-8859-1", "latin1", CSV_ISO_8859_1 },
};

const char *csv_encoding_name(CsvEncoding encoding)
{
    for (size_t i = 0; i < COUNT_OF(ENCODINGS); i++) {
        if (ENCODINGS[i].encoding == encoding) return ENCODINGS[i].name;
    }
    return "unknown";
}

CsvEncoding csv_encoding_of(const char *name)
{
    char plain[16];
    size_t size = 0;

    for (; *name && size + 1 < sizeof plain; name++) {
        if (*name == '-' || *name == '_' || *name == ' ') continue;
        plain[size++] = (char)(*name >= 'A' && *name <= 'Z' ? *name - 'A' + 'a' : *name);
    }
    plain[size] = '\0';
    for (size_t i = 0; i < COUNT_OF(ENCODINGS) && !*name; i++) {
        if (!strcmp(plain, ENCODINGS[i].names)) return ENCODINGS[i].encoding;
    }
    return CSV_DETECT;
}

/* In ASCII text as UTF-16 every second byte is 0. */
static bool looks_like_utf16(const char *bytes, size_t size, bool big)
{
    size_t zeros = 0, others = 0;

    if (size > 1000) size = 1000;
    for (size_t i = 0; i + 1 < size; i += 2) {
        zeros += bytes[i + !big] == 0;
        others += bytes[i + big] == 0;
    }
    return size >= 4 && zeros > size / 4 && others < zeros / 4;
}

/* Characters of several bytes in a stream, well-formed or not. */
typedef struct Utf8Count {
    int64_t good, bad;
    int wanted; /* continuation bytes to come */
} Utf8Count;

static void count_byte(Utf8Count *count, unsigned char byte)
{
    bool continues = (byte & 0xc0) == 0x80;

    if (count->wanted) {
        if (continues) {
            count->good += --count->wanted == 0;
            return;
        }
        count->bad++;
        count->wanted = 0;
    }
    if (byte < 0x80) return;
    if (byte >= 0xc2 && byte < 0xf5) {
        count->wanted = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    } else {
        count->bad++;
    }
}

static void count_block(Utf8Count *count, const unsigned char *bytes, size_t size)
{
    size_t i = 0;

    while (i < size) {
        uint64_t eight;
        if (!count->wanted && i + 8 <= size) {
            memcpy(&eight, bytes + i, 8);
            if (!(eight & 0x8080808080808080u)) {
                i += 8;
                continue;
            }
        }
        count_byte(count, bytes[i++]);
    }
}

static Status judge_start(CsvEncoding *out, const char *bytes, size_t size, const char *path,
                          Err *err)
{
    Status s = text_judge(bytes, size, path, err);

    if (s) return s;
    if (begins(bytes, size, "\xef\xbb\xbf")) *out = CSV_UTF8;
    if (begins(bytes, size, "\xff\xfe")) *out = CSV_UTF16LE;
    if (begins(bytes, size, "\xfe\xff")) *out = CSV_UTF16BE;
    if (*out) return OK;
    for (int big = 0; big <= 1; big++) {
        if (!looks_like_utf16(bytes, size, big)) continue;
        return err_set(err, ERR_DATA,
                       "%s looks like UTF-16 without a byte-order mark (every second byte is NUL): "
                       "give --encoding %s",
                       path, big ? "utf-16be" : "utf-16le");
    }
    return OK;
}

Status csv_sniff(CsvEncoding *out, const char *path, Err *err)
{
    enum { BLOCK = 256 * 1024 };
    CsvEncoding found = CSV_DETECT;
    Utf8Count count = { 0 };
    Arena scratch = arena_open();
    char *block = ARENA_ARRAY(&scratch, char, BLOCK);
    TextFile file = { .file = -1 };
    size_t got = 1;
    Status s = text_file_open(&file, path, err);

    for (bool first = true; !s && got && !found; first = false) {
        s = text_file_read(&got, &file, block, BLOCK, err);
        if (!s && got && first) s = judge_start(&found, block, got, path, err);
        if (!s) count_block(&count, (const unsigned char *)block, got);
    }
    text_file_close(&file);
    arena_close(&scratch);
    /* A few damaged characters among many good ones are damage, not another encoding. */
    if (!s) *out = found ? found : count.bad > count.good ? CSV_WINDOWS_1252 : CSV_UTF8;
    return s;
}
