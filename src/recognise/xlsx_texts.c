/* The shared texts: most cells with words only have the number of one. They are read as far as
 * somebody asks, so that a look at a header costs little. */
#include <stdlib.h>
#include <string.h>

#include "recognise/xlsx.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The UTF-16 unit of "_x000D_" at text; -1 when there is none. */
static int32_t unit_of(const char *text, size_t size)
{
    int32_t unit = 0;

    if (size < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return -1;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(text[i]);
        if (digit < 0) return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

void xlsx_unescape(Buf *text, size_t from)
{
    if (text->size <= from) return;
    char *data = text->data, *at = memchr(data + from, '_', text->size - from), *to = at;
    const char *end = data + text->size;

    if (!at) return;
    while (at < end) {
        int32_t unit = unit_of(at, (size_t)(end - at));
        if (unit <= 0) {
            *to++ = *at++;
            continue;
        }
        at += 7;
        uint32_t code = (uint32_t)unit;
        if (code >= 0xd800 && code < 0xe000) {
            int32_t low = unit_of(at, (size_t)(end - at));
            bool pair = code < 0xdc00 && low >= 0xdc00 && low < 0xe000;
            code = pair ? 0x10000 + ((code - 0xd800) << 10) + ((uint32_t)low - 0xdc00)
                        : UTF8_REPLACEMENT;
            if (pair) at += 7;
        }
        to += utf8_put(to, code);
    }
    text->size = (size_t)(to - data);
    *to = '\0';
}

/* Rich text is runs (r) of text (t); rPh are pronunciations. */
static bool is_text(const XmlPart *part)
{
    Tag around = xml_around(part, 1);

    return around == TAG_SI || (around == TAG_R && xml_around(part, 2) == TAG_SI);
}

static void texts_start(void *context, XmlPart *part, Tag tag, const char *const *attributes)
{
    XlsxTexts *texts = &((Xlsx *)context)->texts;

    (void)attributes;
    texts->inside = tag == TAG_T && is_text(part);
}

static void texts_text(void *context, XmlPart *part, const char *text, size_t size)
{
    XlsxTexts *texts = &((Xlsx *)context)->texts;

    if (!texts->inside) return;
    if ((int64_t)(texts->text.size + size) > XLSX_SHARED_BYTES) {
        xml_fail(part,
                 err_set(part->err, ERR_DATA,
                         "%s has more than %lld MiB of different texts in its cells: save the "
                         "sheet as CSV UTF-8, which has no such limit",
                         part->package->path, XLSX_SHARED_BYTES >> 20));
        return;
    }
    buf_put(&texts->text, text, size);
}

static void add_text(XlsxTexts *texts, XmlPart *part)
{
    size_t from = texts->count ? texts->ends[texts->count - 1] : 0;

    if (texts->count == XLSX_SHARED || texts->text.size - from > XLSX_CELL_BYTES) {
        xml_fail(part, err_set(part->err, ERR_DATA,
                               "%s has a text of more than 1 MiB in a cell, or more than %d texts: "
                               "save the sheet as CSV UTF-8",
                               part->package->path, XLSX_SHARED));
        return;
    }
    if (texts->count == texts->capacity) {
        texts->capacity = texts->capacity ? 2 * texts->capacity : 1024;
        uint32_t *ends = realloc(texts->ends, texts->capacity * sizeof *ends);
        if (!ends) out_of_memory();
        texts->ends = ends;
    }
    xlsx_unescape(&texts->text, from);
    texts->ends[texts->count++] = (uint32_t)texts->text.size;
}

static void texts_end(void *context, XmlPart *part, Tag tag)
{
    XlsxTexts *texts = &((Xlsx *)context)->texts;

    texts->inside = false;
    if (tag == TAG_SI && xml_around(part, 1) == TAG_SST) add_text(texts, part);
}

Status xlsx_need_text(Xlsx *xlsx, size_t which, Err *err)
{
    static const XmlHandlers handlers = {
        .root = TAG_SST, .large = true, .start = texts_start, .end = texts_end, .text = texts_text
    };
    XlsxTexts *texts = &xlsx->texts;
    Status s = OK;

    if (!texts->begun && xlsx->texts_part) {
        texts->begun = true;
        s = xml_open(&texts->part, &xlsx->package, xlsx->texts_part, &handlers, xlsx, err);
    }
    while (!s && texts->count <= which && texts->begun && !texts->part.ended)
        s = xml_step(&texts->part, err);
    if (s || which < texts->count) return s;
    return err_set(
        err, ERR_DATA,
        "%s, sheet %s, row %lld: a cell refers to text %zu, and the workbook has %zu: it "
        "is damaged: open it and save it again",
        xlsx->path, xlsx->sheets[xlsx->sheet].name, (long long)xlsx->row.row, which, texts->count);
}

CsvField xlsx_text(const Xlsx *xlsx, size_t which)
{
    const XlsxTexts *texts = &xlsx->texts;
    size_t from = which ? texts->ends[which - 1] : 0;

    return (CsvField){ texts->text.data ? texts->text.data + from : "", texts->ends[which] - from };
}
