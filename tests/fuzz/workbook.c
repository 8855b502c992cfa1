/* The workbook reader: whatever stands in one of a workbook's parts, or in place of the whole file,
 * it ends; rows only grow, a row ends with a text, numbers and dates read back as such, and a
 * second reading is like the first. The first byte chooses the part. Seeds are written into the
 * current folder, and taken beside the folders that are named. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "made_book.h"
#include "recognise/xlsx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define SEEDS "fuzz_workbook_seeds"

static void check(bool fine)
{
    if (!fine) abort();
}

static void check_field(const CsvField *field, unsigned char typed)
{
    char text[CELL_TEXT] = "";
    double number;
    Day day;

    if (typed == TYPED_TEXT) return;
    check(field->size && field->size < CELL_TEXT);
    memcpy(text, field->text, field->size);
    if (typed == TYPED_NUMBER) {
        check(number_read(text, &number));
    } else {
        check(field->size == 10 || field->size == 19);
        text[10] = '\0';
        check(day_read(text, &day) || !strcmp(text, "1900-02-29"));
    }
}

/* A digest of the rows; 0 when the file is refused. */
static uint64_t read_all(Bytes book)
{
    uint64_t digest = 14695981039346656037u;
    Xlsx *xlsx;
    Err err = { 0 };
    bool more = true;
    int64_t row = 0;
    Status s = xlsx_open_bytes(&xlsx, book, "fuzz.xlsx", &err);

    if (s) {
        check(s == ERR_DATA && err.text[0]);
        return 0;
    }
    s = xlsx_begin(xlsx, 0, &err);
    while (!s && !(s = xlsx_next(&more, xlsx, &err)) && more) {
        check(xlsx->row.row > row && xlsx->row.row <= XLSX_ROWS);
        row = xlsx->row.row;
        check(xlsx->count && xlsx->count <= XLSX_COLUMNS && xlsx->fields[xlsx->count - 1].size);
        for (size_t f = 0; f < xlsx->count; f++) {
            check_field(&xlsx->fields[f], xlsx->typed[f]);
            for (size_t i = 0; i < xlsx->fields[f].size; i++)
                digest = (digest ^ (uint8_t)xlsx->fields[f].text[i]) * 1099511628211u;
            digest = (digest ^ 256) * 1099511628211u;
        }
    }
    check(s == OK || (s == ERR_DATA && err.text[0]));
    check(xlsx_share(xlsx) <= 1 || s);
    xlsx_close(xlsx);
    return s ? 0 : digest;
}

static const char *const NAMES[] = {
    "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",       "xl/styles.xml",
    "xl/workbook.xml",          "xl/_rels/workbook.xml.rels", "_rels/.rels",
};
#define ROWS_ONLY COUNT_OF(NAMES) /* what stands between <sheetData> and its end */
#define WHOLE_FILE (COUNT_OF(NAMES) + 1)

static Bytes make(const uint8_t *data, size_t size, size_t part, Arena *arena)
{
    const char *text = arena_text_n(arena, (const char *)data, size);
    const char *cells =
        "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c s=\"1\"><v>45504.5</v>"
        "</c><c s=\"2\"><v>1</v></c><c s=\"3\"><v>0.5</v></c></row>";
    BookPart parts[2] = { { NAMES[0], book_sheet(cells, arena), 0 } };
    size_t count = 1;

    if (part == WHOLE_FILE) return (Bytes){ (const unsigned char *)text, size };
    if (part == ROWS_ONLY) {
        parts[0].text = book_sheet(text, arena);
    } else {
        count = part ? 2 : 1;
        parts[count - 1] = (BookPart){ NAMES[part], size ? text : " ", size };
    }
    return book_make_plain(parts, count, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size) return 0;
    Arena arena = arena_open();
    Bytes book = make(data + 1, size - 1, data[0] % (WHOLE_FILE + 1), &arena);
    check(read_all(book) == read_all(book));
    arena_close(&arena);
    return 0;
}

/* --- seeds ------------------------------------------------------------------------------------ */

static void seed(size_t part, const void *data, size_t size, Arena *arena)
{
    static int made;
    Buf file = { 0 };
    Err err;

    buf_char(&file, (char)part);
    buf_put(&file, data, size);
    check(!file_write(arena_format(arena, SEEDS "/%d", made++), file.data, file.size, &err));
    buf_close(&file);
}

static void seed_text(size_t part, const char *text, Arena *arena)
{
    seed(part, text, strlen(text), arena);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const char *const names[] = { "\"Orders\"", "\"Old\" state=\"hidden\"" };
    static char *with_seeds[64], folder[] = SEEDS;
    Arena arena = arena_open();
    Err err;

    check(!folder_make(SEEDS, &err));
    seed_text(
        ROWS_ONLY,
        "<row r=\"1\" spans=\"1:2\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\">"
        "<is><r><t>a_x000D_</t></r><rPh><t>b</t></rPh></is></c></row><row r=\"7\"><c r=\"C7\" "
        "s=\"1\"><f>1+1</f><v>45504.25</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c>"
        "<c t=\"d\"><v>2024-07-31T01:02:03Z</v></c><c><v>1.5E-3</v></c></row>",
        &arena);
    seed_text(0, book_sheet("<row><c t=\"str\"><v>x</v></c></row>", &arena), &arena);
    seed_text(1,
              "<sst><si><t xml:space=\"preserve\">a</t></si><si><r><t>b_xD83D__xDE00_</t></r></si>"
              "</sst>",
              &arena);
    seed_text(2,
              "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-409]d\\-mmm;@\"/>"
              "</numFmts><cellXfs><xf/><xf numFmtId=\"170\"/><xf numFmtId=\"46\"/></cellXfs>"
              "</styleSheet>",
              &arena);
    seed_text(3, book_list(names, 2, "<workbookPr date1904=\"1\"/>", &arena), &arena);
    seed_text(4, book_relations(2, &arena), &arena);
    seed_text(5,
              "<Relationships><Relationship Id=\"a\" Type=\"/officeDocument\" "
              "Target=\"../xl/workbook.xml\"/></Relationships>",
              &arena);
    Bytes book = book_make(NULL, 0, &arena);
    seed(WHOLE_FILE, book.data, book.size, &arena);
    arena_close(&arena);
    for (int i = 1; i < *argc; i++) {
        if ((*argv)[i][0] != '-' && !path_is_folder((*argv)[i])) return 0; /* inputs to run again */
    }
    int count = *argc < (int)COUNT_OF(with_seeds) - 1 ? *argc : (int)COUNT_OF(with_seeds) - 2;
    memcpy(with_seeds, *argv, (size_t)count * sizeof **argv);
    with_seeds[count] = folder;
    *argv = with_seeds;
    *argc = count + 1;
    return 0;
}
