/* The CSV reader: whatever the bytes, it ends, its fields lie within what was read, lines only grow,
 * and the same text read as UTF-16 has the same fields. The first byte chooses delimiter and
 * encoding. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "recognise/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool fine)
{
    if (!fine) abort();
}

/* A digest of all fields; false when the text is refused. */
static bool read_all(uint64_t *digest, const uint8_t *data, size_t size, CsvFormat format)
{
    CsvReader reader;
    Err err = { 0 };
    bool more = true;
    int64_t line = 0;
    Status s;

    *digest = 14695981039346656037u;
    csv_open_bytes(&reader, (Bytes){ data, size }, "fuzz.csv", format);
    while (!(s = csv_next(&more, &reader, &err)) && more) {
        check(reader.count > 0 && reader.line > line);
        line = reader.line;
        for (size_t f = 0; f < reader.count; f++) {
            for (size_t i = 0; i < reader.fields[f].size; i++)
                *digest = (*digest ^ (uint8_t)reader.fields[f].text[i]) * 1099511628211u;
            *digest = (*digest ^ 256) * 1099511628211u;
        }
    }
    check(s == OK || (s == ERR_DATA && err.text[0]));
    csv_close(&reader);
    return s == OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char delimiters[] = { ',', ';', '\t', '|' };
    uint64_t first, second;

    if (!size) return 0;
    CsvFormat format = { (CsvEncoding)(1 + data[0] / 4 % 5), delimiters[data[0] % 4] };
    read_all(&first, data + 1, size - 1, format);

    uint8_t *wide = malloc(2 * size);
    if (!wide) return 0;
    bool ascii = true;
    for (size_t i = 1; i < size; i++) {
        wide[2 * (i - 1)] = data[i];
        wide[2 * (i - 1) + 1] = 0;
        ascii &= data[i] < 0x80;
    }
    format.encoding = CSV_UTF8;
    bool fine = read_all(&first, data + 1, size - 1, format);
    format.encoding = CSV_UTF16LE;
    if (ascii) {
        check(read_all(&second, wide, 2 * (size - 1), format) == fine);
        check(!fine || first == second);
    }
    free(wide);
    return 0;
}
