/* Workbooks that mean harm, or are broken: each is refused in words, in little time and memory. */
#include "made_book.h"
#include "recognise/xlsx.h"
#include "recognise_tests.h"

#define SHEET "xl/worksheets/sheet1.xml"

/* The reason why it is refused; "" when all rows are read. */
static const char *refusal(Fixture *fixture, Bytes book)
{
    Xlsx *xlsx;
    bool more = true;
    Err err = { 0 };

    if (xlsx_open_bytes(&xlsx, book, "b.xlsx", &err)) return arena_text(&fixture->arena, err.text);
    Status s = xlsx_begin(xlsx, 0, &err);
    while (!s && !(s = xlsx_next(&more, xlsx, &err)) && more)
        ;
    assert_true(s == OK || s == ERR_DATA);
    xlsx_close(xlsx);
    return s ? arena_text(&fixture->arena, err.text) : "";
}

static void assert_told(Fixture *fixture, Bytes book, const char *wanted)
{
    const char *got = refusal(fixture, book);

    if (!*wanted ? *got != '\0' : !strstr(got, wanted)) fail_msg("no \"%s\" in: %s", wanted, got);
    assert_true(!*wanted || strstr(got, "b.xlsx"));
}

static void assert_part_told(void **state, const char *name, const char *text, const char *wanted)
{
    Fixture *fixture = *state;
    BookPart part = { name, text, 0 };

    assert_told(fixture, book_make(&part, 1, &fixture->arena), wanted);
}

static void document_types_and_entities_are_refused(void **state)
{
    static const char *const names[] = { SHEET, "xl/workbook.xml", "xl/styles.xml",
                                         "xl/_rels/workbook.xml.rels", "_rels/.rels" };
    static const char bomb[] =
        "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
        "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><r>&c;</r>";

    for (size_t i = 0; i < COUNT_OF(names); i++)
        assert_part_told(state, names[i], bomb, "document type declaration");
    assert_part_told(state, SHEET, "<!DOCTYPE worksheet SYSTEM \"file:///etc/passwd\"><worksheet/>",
                     "document type declaration");
    assert_part_told(state, SHEET, "<worksheet>&xxe;</worksheet>", "undefined entity");
}

static void broken_parts_are_named(void **state)
{
    assert_part_told(state, SHEET, "<worksheet><sheetData>", "xl/worksheets/sheet1.xml is no XML");
    assert_part_told(state, SHEET, "<worksheet></sheetData>", "mismatched tag");
    assert_part_told(state, SHEET, "<chartsheet/>", "begins with a strange element");
    assert_part_told(state, SHEET, " ", "is no XML");
    assert_part_told(state, SHEET, "<worksheet>\xff</worksheet>", "is no XML");
    assert_part_told(state, SHEET, "<?xml version=\"1.0\" encoding=\"klingon\"?><worksheet/>",
                     "unknown encoding");
    assert_part_told(state, SHEET, NULL, "xl/worksheets/sheet1.xml is missing");
    assert_part_told(state, "xl/workbook.xml", "<workbook/>", "without any sheet");
    assert_part_told(state, "xl/workbook.xml", "<x/>", "begins with a strange element");
    assert_part_told(state, "xl/sharedStrings.xml", "<x/>", "");
    assert_part_told(state, "xl/styles.xml", "<styleSheet>", "xl/styles.xml is no XML");
    assert_part_told(state, "xl/styles.xml", NULL, "");
    assert_part_told(state, "[Content_Types].xml", NULL, "");
    assert_part_told(state, "_rels/.rels", NULL, "");
}

static void texts_that_are_not_there_are_refused(void **state)
{
    Fixture *fixture = *state;
    static const char *const texts[] = { NULL, "<sst/>", "<x/>", "<sst><si>" };
    static const char *const wanted[] = { "sharedStrings.xml is missing", "the workbook has 0",
                                          "strange element", "no XML" };

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        BookPart parts[] = {
            { "xl/sharedStrings.xml", texts[i], 0 },
            { SHEET, book_sheet("<row><c t=\"s\"><v>0</v></c></row>", &fixture->arena), 0 },
        };
        assert_told(fixture, book_make(parts, 2, &fixture->arena), wanted[i]);
    }
}

static const char *relations_to(Fixture *fixture, const char *target, const char *more)
{
    return arena_format(&fixture->arena,
                        "<Relationships><Relationship Id=\"s1\" Type=\"" BOOK_OFFICE
                        "/worksheet\" Target=\"%s\" %s/></Relationships>",
                        target, more);
}

/* No target leads out of the archive, and none is followed twice. */
static void relations_lead_nowhere_else(void **state)
{
    static const struct {
        const char *target, *more, *wanted;
    } cases[] = {
        { "../../../../etc/passwd", "", "its part etc/passwd is missing" },
        { "/etc/passwd", "", "its part etc/passwd is missing" },
        { "file:///etc/passwd", "", "is missing" },
        { "http://example.org/s.xml", "TargetMode=\"External\"", "it has no cells" },
        { "workbook.xml", "", "begins with a strange element" },
        { "../_rels/.rels", "", "begins with a strange element" },
        { "", "", "its part xl is missing" },
        { "../xl/./worksheets/../worksheets/sheet1.xml", "", "" },
        { "/xl/worksheets/sheet1.xml", "", "" },
        { "worksheets\\sheet1.xml", "", "" },
    };
    Fixture *fixture = *state;

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_part_told(state, "xl/_rels/workbook.xml.rels",
                         relations_to(fixture, cases[i].target, cases[i].more), cases[i].wanted);
    }
    assert_part_told(state, "xl/_rels/workbook.xml.rels", "<Relationships/>", "it has no cells");
    assert_part_told(state, "xl/_rels/workbook.xml.rels", NULL, "it has no cells");
}

/* `count` times `item`, between `before` and `after`. */
static BookPart repeated(const char *name, const char *before, const char *item, size_t count,
                         const char *after, Buf *out)
{
    size_t size = strlen(item);

    buf_clear(out);
    buf_text(out, before);
    char *room = buf_reserve(out, count * size + 1);
    for (size_t i = 0; i < count; i++)
        memcpy(room + i * size, item, size);
    out->size += count * size;
    buf_text(out, after);
    return (BookPart){ name, out->data, out->size };
}

static void bombs_are_refused(void **state)
{
    Fixture *fixture = *state;
    Buf text = { 0 };
    const struct {
        BookPart part;
        const char *wanted;
    } cases[] = { { repeated(SHEET, "<worksheet>", "          ", 7200000, "</worksheet>", &text),
                    "unpacks to more than any table needs" } };

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_told(fixture, book_make(&cases[i].part, 1, &fixture->arena), cases[i].wanted);
    BookPart part = repeated(SHEET, "", "<worksheet>", 1000, "", &text);
    assert_told(fixture, book_make(&part, 1, &fixture->arena), "is nested too deeply");
    part = repeated(SHEET, "<worksheet a=\"", "0123456789abcdef", 70000, "\"/>", &text);
    assert_told(fixture, book_make(&part, 1, &fixture->arena), "a tag of enormous size");
    part = repeated(SHEET, "<worksheet><!--", "0123456789abcdef", 70000, "--></worksheet>", &text);
    assert_told(fixture, book_make(&part, 1, &fixture->arena), "a tag of enormous size");
    part = repeated(SHEET, "<worksheet><sheetData><row><c t=\"str\"><v>", "0123456789abcdef", 70000,
                    "</v></c></row></sheetData></worksheet>", &text);
    assert_told(fixture, book_make(&part, 1, &fixture->arena), "more than 1 MiB of text");
    part = repeated("xl/styles.xml", "<styleSheet><cellXfs>", "<xf/>", XLSX_STYLES + 1,
                    "</cellXfs></styleSheet>", &text);
    assert_told(fixture, book_make(&part, 1, &fixture->arena), "more styles than any workbook");
    part = repeated("xl/workbook.xml", "<workbook><sheets>", "<sheet/>", XLSX_SHEETS + 1,
                    "</sheets></workbook>", &text);
    assert_told(fixture, book_make(&part, 1, &fixture->arena), "more than 1000 sheets");
    part = repeated("xl/_rels/workbook.xml.rels", "<Relationships>",
                    "<Relationship Id=\"a\" Type=\"b\" Target=\"c\"/>", PACKAGE_ENTRIES + 1,
                    "</Relationships>", &text);
    assert_told(fixture, book_make(&part, 1, &fixture->arena), "more than 10000 relations");
    buf_close(&text);
}

/* A row may name one large shared text again and again. */
static void rows_that_swell_are_refused(void **state)
{
    Fixture *fixture = *state;
    Buf texts = { 0 }, sheet = { 0 };
    BookPart parts[2];

    parts[0] = repeated("xl/sharedStrings.xml", "<sst><si><t>", "0123456789abcdef", 60000,
                        "</t></si></sst>", &texts);
    parts[1] = repeated(SHEET, "<worksheet><sheetData><row>", "<c t=\"s\"><v>0</v></c>", 100,
                        "</row></sheetData></worksheet>", &sheet);
    assert_told(fixture, book_make(parts, 2, &fixture->arena), "more than 16 MiB of text");
    parts[0] = repeated("xl/sharedStrings.xml", "<sst><si><t>", "0123456789abcdef", 70000,
                        "</t></si></sst>", &texts);
    assert_told(fixture, book_make(parts, 2, &fixture->arena), "a text of more than 1 MiB");
    buf_close(&texts);
    buf_close(&sheet);
}

/* A few bytes ask for 16,383 blank cells. */
static void rows_of_blanks_are_refused(void **state)
{
    Fixture *fixture = *state;
    Buf sheet = { 0 };

    buf_text(&sheet, "<worksheet><sheetData>");
    for (int64_t row = 1; row <= XLSX_BLANKS / (XLSX_COLUMNS - 1) + 2; row++)
        buf_format(&sheet, "<row><c r=\"XFD%lld\"><v>1</v></c></row>", (long long)row);
    buf_text(&sheet, "</sheetData></worksheet>");
    BookPart part = { SHEET, sheet.data, sheet.size };
    assert_told(fixture, book_make(&part, 1, &fixture->arena), "nearly all blank cells");
    buf_close(&sheet);
}

/* --- archives --------------------------------------------------------------------------------- */

/* A copy of a workbook, to be changed. */
static unsigned char *copy_of(Bytes *book, Arena *arena)
{
    unsigned char *copy = arena_alloc(arena, book->size + 1, 1);

    memcpy(copy, book->data, book->size);
    book->data = copy;
    return copy;
}

static size_t find_bytes(Bytes book, size_t from, const char *what, size_t size)
{
    const unsigned char *at = memmem(book.data + from, book.size - from, what, size);

    assert_non_null(at);
    return (size_t)(at - book.data);
}

/* A number of an entry, in the directory and, where it stands there too, before its data. */
static Bytes with_lie(Bytes book, const char *name, size_t in_directory, size_t before_data,
                      int size, uint32_t value, Arena *arena)
{
    unsigned char *copy = copy_of(&book, arena);
    size_t directory = find_bytes(book, 0, "PK\x01\x02", 4);
    size_t entry = find_bytes(book, directory, name, strlen(name)) - 46;
    size_t local = find_bytes(book, 0, name, strlen(name)) - 30;

    for (int byte = 0; byte < size; byte++) {
        copy[entry + in_directory + (size_t)byte] = (unsigned char)(value >> 8 * byte);
        if (before_data)
            copy[local + before_data + (size_t)byte] = (unsigned char)(value >> 8 * byte);
    }
    return book;
}

static void archives_that_lie_are_refused(void **state)
{
    Fixture *fixture = *state;
    BookPart sheet = { SHEET, book_sheet("<row><c><v>1</v></c></row>", &fixture->arena), 0 };
    Bytes whole = book_make(&sheet, 1, &fixture->arena);
    const struct {
        size_t in_directory, before_data;
        int size;
        uint32_t value;
        const char *wanted;
    } lies[] = {
        { 24, 22, 4, 5, "sheet1.xml" },               /* smaller than it is */
        { 24, 22, 4, 0xf0000000, "unpacks to more" }, /* larger than any */
        { 10, 8, 2, 12, "sheet1.xml is packed in an unusual way" },
        { 16, 14, 4, 12345, "sheet1.xml" }, /* a wrong checksum */
        { 8, 6, 2, 1, "locked with a password" },
        { 42, 0, 4, 0x7fffffff, "b.xlsx is damaged" }, /* an offset behind the end */
        { 42, 0, 4, 0, "b.xlsx is damaged" },          /* another entry's */
    };

    assert_told(fixture, whole, "");
    for (size_t i = 0; i < COUNT_OF(lies); i++) {
        assert_told(fixture,
                    with_lie(whole, SHEET, lies[i].in_directory, lies[i].before_data, lies[i].size,
                             lies[i].value, &fixture->arena),
                    lies[i].wanted);
    }
}

static void too_many_entries_are_refused_before_they_are_read(void **state)
{
    Fixture *fixture = *state;
    Bytes book = book_make(NULL, 0, &fixture->arena);
    unsigned char *copy = copy_of(&book, &fixture->arena);
    size_t end = find_bytes(book, 0, "PK\x05\x06", 4);

    copy[end + 8] = copy[end + 10] = 0xff;
    copy[end + 9] = copy[end + 11] = 0xfe;
    assert_told(fixture, book, "a ZIP file of 65279 entries");

    /* The 64-bit form: a locator in front of the end, and the record that it leads to. */
    unsigned char *large = arena_alloc(&fixture->arena, book.size + 77, 1);
    memcpy(large, copy, end);
    memcpy(large + end, "PK\x06\x06\x2c", 5);
    large[end + 32] = large[end + 24] = 0x80;
    large[end + 35] = large[end + 27] = 0x10;
    memcpy(large + end + 56, "PK\x06\x07", 4);
    for (int byte = 0; byte < 8; byte++)
        large[end + 64 + (size_t)byte] = (unsigned char)((uint64_t)end >> 8 * byte);
    large[end + 72] = 1;
    memcpy(large + end + 76, copy + end, book.size - end);
    memset(large + end + 76 + 8, 0, 4);
    assert_told(fixture, (Bytes){ large, book.size + 76 }, "a ZIP file of 268435584 entries");
}

/* Every prefix of a workbook, and every byte of it changed: refused or read, never worse. */
static void damage_is_survived(void **state)
{
    Fixture *fixture = *state;
    BookPart sheet = { SHEET,
                       book_sheet("<row><c s=\"1\"><v>45504</v></c><c t=\"s\"><v>2</v></c>"
                                  "</row>",
                                  &fixture->arena),
                       0 };
    Bytes whole = book_make(&sheet, 1, &fixture->arena);
    size_t refused = 0;

    for (size_t size = 7; size < whole.size; size += 7) {
        const char *got = refusal(fixture, (Bytes){ whole.data, size });
        if (!strstr(got, "b.xlsx is damaged or cut off")) fail_msg("%zu bytes: %s", size, got);
    }
    for (size_t at = 0; at < whole.size; at++) {
        Bytes book = whole;
        copy_of(&book, &fixture->arena)[at] ^= (unsigned char)(1 + at % 255);
        refused += *refusal(fixture, book) != '\0';
    }
    assert_true(refused > whole.size / 4 && refused < whole.size);
}

int hostile_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(document_types_and_entities_are_refused),
        TEST(broken_parts_are_named),
        TEST(texts_that_are_not_there_are_refused),
        TEST(relations_lead_nowhere_else),
        TEST(bombs_are_refused),
        TEST(rows_that_swell_are_refused),
        TEST(rows_of_blanks_are_refused),
        TEST(archives_that_lie_are_refused),
        TEST(too_many_entries_are_refused_before_they_are_read),
        TEST(damage_is_survived),
    };

    return cmocka_run_group_tests_name("hostile workbooks", tests, NULL, NULL);
}
