/* The rows of a sheet, from workbooks that this test makes. */
#include "made_book.h"
#include "recognise/records.h"
#include "recognise_tests.h"

#define SHEET "xl/worksheets/sheet1.xml"

/* All rows of a sheet as text: "1:a|b" on a line each, with # before numbers and @ before dates; or
 * the reason why it is refused. */
static const char *rows_of(Fixture *fixture, Bytes book, size_t sheet)
{
    Xlsx *xlsx;
    bool more = true;
    Buf out = { 0 };
    Err err;

    if (xlsx_open_bytes(&xlsx, book, "b.xlsx", &err)) return arena_text(&fixture->arena, err.text);
    Status s = xlsx_begin(xlsx, sheet, &err);
    while (!s && !(s = xlsx_next(&more, xlsx, &err)) && more) {
        buf_format(&out, "%lld:", (long long)xlsx->row.row);
        for (size_t f = 0; f < xlsx->count; f++) {
            static const char *const marks[] = { "", "#", "@" };
            if (f) buf_char(&out, '|');
            if (xlsx->fields[f].size) buf_text(&out, marks[xlsx->typed[f]]);
            buf_put(&out, xlsx->fields[f].text, xlsx->fields[f].size);
        }
        buf_char(&out, '\n');
    }
    const char *text = s ? err.text : out.data ? out.data : "";
    text = arena_text(&fixture->arena, text);
    xlsx_close(xlsx);
    buf_close(&out);
    return text;
}

static const char *rows(Fixture *fixture, const char *inner)
{
    BookPart sheet = { SHEET, book_sheet(inner, &fixture->arena), 0 };

    return rows_of(fixture, book_make(&sheet, 1, &fixture->arena), 0);
}

static void assert_rows(void **state, const char *inner, const char *wanted)
{
    assert_string_equal(rows(*state, inner), wanted);
}

static void assert_told(void **state, const char *inner, const char *wanted)
{
    const char *got = rows(*state, inner);

    if (!strstr(got, wanted)) fail_msg("no \"%s\" in: %s", wanted, got);
}

static void cells_of_every_type_are_text(void **state)
{
    assert_rows(state,
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\"><v>1001</v></c>"
                "<c r=\"C1\" t=\"b\"><v>1</v></c><c r=\"D1\" t=\"b\"><v>0</v></c>"
                "<c r=\"E1\" t=\"str\"><f>A1</f><v>formula</v></c>"
                "<c r=\"F1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> in place </t></is></c>"
                "<c r=\"G1\" t=\"n\"><f>2*3</f><v>6.0</v></c></row>",
                "1:one|#1001|TRUE|FALSE|formula| in place |#6\n");
}

static void rich_text_is_its_runs_without_pronunciation(void **state)
{
    assert_rows(state,
                "<row><c t=\"inlineStr\"><is><r><rPr><b/></rPr><t>bo</t></r><r><t>ld</t></r>"
                "<rPh sb=\"0\" eb=\"1\"><t>say</t></rPh></is></c></row>",
                "1:bold\n");
    BookPart parts[] = {
        { SHEET,
          book_sheet("<row><c t=\"s\"><v>1</v></c><c t=\"s\"><v>0</v></c></row>",
                     &((Fixture *)*state)->arena),
          0 },
        { "xl/sharedStrings.xml",
          "<sst><si/><si><r><t>a</t></r><r><t xml:space=\"preserve\"> b</t></r>"
          "<rPh><t>no</t></rPh><phoneticPr/></si></sst>",
          0 },
    };
    assert_string_equal(
        rows_of(*state, book_make(parts, COUNT_OF(parts), &((Fixture *)*state)->arena), 0),
        "1:a b\n");
}

static void escapes_of_control_characters_are_undone(void **state)
{
    assert_rows(state,
                "<row><c t=\"str\"><v>a_x000a_b_x005F_x000D_ _x00e9_ _xD83D__xDE00_ _xD83D_ _x12_"
                " _xZZZZ_ &lt;&amp;&#65;</v></c></row>",
                "1:a\nb_x000D_ é \xf0\x9f\x98\x80 \xef\xbf\xbd _x12_ _xZZZZ_ <&A\n");
}

static void numbers_are_dates_by_their_style(void **state)
{
    assert_rows(state,
                "<row><c s=\"0\"><v>45504</v></c><c s=\"1\"><v>45504</v></c>"
                "<c s=\"2\"><v>45504.5</v></c><c s=\"3\"><v>0.25</v></c><c s=\"4\"><v>1.5</v></c>"
                "<c s=\"5\"><v>45504.5</v></c></row>",
                "1:#45504|@2024-07-31|@2024-07-31 12:00:00|06:00:00|36:00:00|#45504.5\n");
    assert_rows(state,
                "<row><c t=\"d\"><v>2024-07-31T00:00:00</v></c><c t=\"d\"><v>soon</v></c></row>",
                "1:@2024-07-31|soon\n");
    /* Beyond what there is, and before: nobody can say that it is a date. */
    assert_rows(state,
                "<row><c s=\"1\"><v>-5</v></c><c s=\"-1\"><v>5</v></c><c s=\"99\"><v>5</v></c>"
                "<c s=\"1\" t=\"str\"><v>45504</v></c></row>",
                "1:#-5|#5|#5|45504\n");
}

static void the_calendar_may_begin_in_1904(void **state)
{
    static const char *const names[] = { "\"Orders\"" };
    static const char *const since[] = { "<workbookPr date1904=\"1\"/>",
                                         "<workbookPr date1904=\"true\"/>",
                                         "<workbookPr date1904=\"0\"/>", "<workbookPr/>" };
    Arena *arena = &((Fixture *)*state)->arena;

    for (size_t i = 0; i < COUNT_OF(since); i++) {
        BookPart parts[] = {
            { SHEET, book_sheet("<row><c s=\"1\"><v>44042</v></c></row>", arena), 0 },
            { "xl/workbook.xml", book_list(names, 1, since[i], arena), 0 },
        };
        assert_string_equal(rows_of(*state, book_make(parts, 2, arena), 0),
                            i < 2 ? "1:@2024-07-31\n" : "1:@2020-07-30\n");
    }
}

static void gaps_are_blank_and_rows_keep_their_numbers(void **state)
{
    Buf wanted = { 0 };

    buf_text(&wanted, "3:|#1||#2\n1048576:");
    for (int column = 1; column < XLSX_COLUMNS; column++)
        buf_char(&wanted, '|');
    buf_text(&wanted, "#9\n");
    assert_rows(state,
                "<row r=\"3\"><c r=\"B3\"><v>1</v></c><c r=\"D3\"><v>2</v></c>"
                "<c r=\"E3\" s=\"1\"/></row>"
                "<row r=\"4\"/><row r=\"5\"><c r=\"A5\"/><c r=\"B5\" t=\"s\"/></row>"
                "<row r=\"1048576\"><c r=\"XFD1048576\"><v>9</v></c></row>",
                wanted.data);
    buf_close(&wanted);
    assert_rows(state, "<row><c/><c><v>1</v></c></row><row/><row><c><v>2</v></c></row>",
                "1:|#1\n3:#2\n");
    /* Rows without a number that have cells with one. */
    assert_rows(state,
                "<row><c r=\"A7\"><v>1</v></c><c r=\"C7\"><v>2</v></c></row>"
                "<row><c><v>3</v></c></row>",
                "7:#1||#2\n8:#3\n");
    /* Cells in another order than their columns. */
    assert_rows(state, "<row r=\"2\"><c r=\"C2\"><v>3</v></c><c r=\"A2\"><v>1</v></c></row>",
                "2:#1||#3\n");
}

static void errors_are_blank_and_counted(void **state)
{
    Fixture *fixture = *state;
    BookPart sheet = { SHEET,
                       book_sheet("<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#N/A</v></c>"
                                  "<c r=\"B2\" t=\"e\"><v>#REF!</v></c>"
                                  "<c r=\"C2\"><f>A1*2</f></c><c r=\"D2\"><f>A1</f><v></v></c>"
                                  "<c r=\"E2\" t=\"str\"><f>\"\"</f><v></v></c>"
                                  "<c r=\"F2\"><v>1</v></c></row>"
                                  "<row r=\"3\"><c r=\"B3\" t=\"e\"><v>#DIV/0!</v></c></row>",
                                  &fixture->arena),
                       0 };
    Bytes book = book_make(&sheet, 1, &fixture->arena);
    Xlsx *xlsx;
    Err err;
    bool more;

    assert_string_equal(rows_of(fixture, book, 0), "2:|||||#1\n");
    assert_int_equal(xlsx_open_bytes(&xlsx, book, "b.xlsx", &err), OK);
    assert_int_equal(xlsx_begin(xlsx, 0, &err), OK);
    do
        assert_int_equal(xlsx_next(&more, xlsx, &err), OK);
    while (more);
    assert_int_equal(xlsx->odd[0].errors.count, 0);
    assert_int_equal(xlsx->odd[1].errors.count, 2);
    assert_string_equal(xlsx->odd[1].errors.first, "B2");
    assert_int_equal(xlsx->odd[2].uncomputed.count, 1);
    assert_string_equal(xlsx->odd[3].uncomputed.first, "D2");
    assert_int_equal(xlsx->odd[4].uncomputed.count, 0);
    xlsx_close(xlsx);
}

static void prefixes_and_strict_namespaces_are_read(void **state)
{
    Arena *arena = &((Fixture *)*state)->arena;
    static const char strict[] = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    BookPart parts[] = {
        { "_rels/.rels",
          arena_format(arena,
                       "<p:Relationships xmlns:p=\"x\"><p:Relationship Id=\"w\" "
                       "Type=\"%s/officeDocument\" Target=\"/book/Main.xml\"/>"
                       "</p:Relationships>",
                       strict),
          0 },
        { "book/main.xml",
          arena_format(arena,
                       "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\""
                       " xmlns:rel=\"%s\"><x:sheets><x:sheet name=\"S\" sheetId=\"1\" "
                       "rel:id=\"a\"/></x:sheets></x:workbook>",
                       strict),
          0 },
        { "book/_rels/Main.xml.rels",
          arena_format(arena,
                       "<Relationships><Relationship Id=\"a\" Type=\"%s/worksheet\" "
                       "Target=\"../data/./one.xml\"/></Relationships>",
                       strict),
          0 },
        { "data/one.xml",
          "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
          "<x:worksheet xmlns:x=\"y\"><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:t>a</x:t>"
          "</x:is></x:c></x:row></x:sheetData></x:worksheet>",
          0 },
        { "xl/workbook.xml", NULL, 0 },
    };

    assert_string_equal(rows_of(*state, book_make(parts, COUNT_OF(parts), arena), 0), "1:a\n");
}

/* What a ZIP program of Windows makes of the folders. */
static void names_with_backslashes_are_found(void **state)
{
    Arena *arena = &((Fixture *)*state)->arena;
    static const char *const names[] = { "\"Orders\"" };
    const BookPart parts[] = {
        { "xl\\workbook.xml", book_list(names, 1, "", arena), 0 },
        { "xl\\_rels\\workbook.xml.rels", book_relations(1, arena), 0 },
        { "xl\\SharedStrings.xml", "<sst><si><t>zero</t></si></sst>", 0 },
        { "xl\\worksheets\\Sheet1.xml", book_sheet("<row><c t=\"s\"><v>0</v></c></row>", arena),
          0 },
    };

    assert_string_equal(rows_of(*state, book_pack(parts, COUNT_OF(parts), arena), 0), "1:zero\n");
}

static void utf16_parts_are_read(void **state)
{
    Arena *arena = &((Fixture *)*state)->arena;
    const char *text = book_sheet("<row><c t=\"str\"><v>wide</v></c></row>", arena);
    size_t size = strlen(text);
    char *wide = arena_alloc(arena, size + 1, 2);

    memcpy(wide, "\xff\xfe", 2);
    for (size_t i = 0; i < size; i++)
        wide[2 + 2 * i] = text[i];
    BookPart sheet = { SHEET, wide, 2 * size + 2 };
    assert_string_equal(rows_of(*state, book_make(&sheet, 1, arena), 0), "1:wide\n");
}

static void sheets_have_names_and_may_be_hidden(void **state)
{
    Fixture *fixture = *state;
    static const char *const names[] = { "\"A &amp; B\"", "\"Old\" state=\"hidden\"",
                                         "\"Older\" state=\"veryHidden\"", "\"Chart\"" };
    BookPart parts[] = {
        { "xl/workbook.xml", book_list(names, 4, "", &fixture->arena), 0 },
        { "xl/_rels/workbook.xml.rels", book_relations(3, &fixture->arena), 0 },
        { "xl/worksheets/sheet2.xml", book_sheet("<row><c><v>2</v></c></row>", &fixture->arena),
          0 },
        { "xl/worksheets/sheet3.xml", book_sheet("", &fixture->arena), 0 },
    };
    Bytes book = book_make(parts, COUNT_OF(parts), &fixture->arena);
    const char *path = path_in(fixture, "many.xlsx");
    RecordKind kind;
    SheetNames sheets;
    RecordReader reader;
    bool more;
    Err err;

    assert_int_equal(file_write(path, book.data, book.size, &err), OK);
    assert_int_equal(records_look(&kind, &sheets, path, &fixture->arena, &err), OK);
    assert_int_equal(kind, RECORDS_WORKBOOK);
    assert_int_equal(sheets.count, 4);
    assert_string_equal(sheets.items[0].name, "A & B");
    assert_true(sheets.items[0].visible && !sheets.items[1].visible && !sheets.items[2].visible);
    assert_true(sheets.items[2].has_cells && !sheets.items[3].has_cells);
    for (int again = 0; again < 2; again++) {
        RecordFormat format = { .kind = kind, .sheet = 1 };
        assert_int_equal(records_open(&reader, path, &format, &err), OK);
        assert_int_equal(records_next(&more, &reader, &err), OK);
        assert_true(more && reader.count == 1 && reader.typed[0] == TYPED_NUMBER);
        assert_int_equal(records_next(&more, &reader, &err), OK);
        assert_false(more);
        assert_int_equal(records_done(&reader), book.size);
        records_close(&reader);
    }
    assert_non_null(strstr(rows_of(fixture, book, 3), "sheet Chart: it has no cells"));
}

/* Texts beyond a block of the part, asked for in any order; the fields of a row stay valid. */
static void shared_texts_are_read_as_far_as_they_are_wanted(void **state)
{
    Fixture *fixture = *state;
    Buf texts = { 0 }, sheet = { 0 };
    enum { TEXTS = 20000 };
    Xlsx *xlsx;
    bool more;
    Err err;

    buf_text(&texts, "<sst>");
    for (int i = 0; i < TEXTS; i++)
        buf_format(&texts, "<si><t>text %d</t></si>", i);
    buf_text(&texts, "</sst>");
    buf_text(&sheet, "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c></row>");
    buf_format(&sheet, "<row><c t=\"s\"><v>1</v></c><c t=\"s\"><v>%d</v></c></row>", TEXTS - 1);
    buf_text(&sheet, "</sheetData></worksheet>");
    BookPart parts[] = { { SHEET, sheet.data, sheet.size },
                         { "xl/sharedStrings.xml", texts.data, texts.size } };
    Bytes book = book_make(parts, 2, &fixture->arena);
    assert_string_equal(rows_of(fixture, book, 0), "1:text 0\n2:text 1|text 19999\n");
    assert_int_equal(xlsx_open_bytes(&xlsx, book, "b.xlsx", &err), OK);
    assert_int_equal(xlsx_begin(xlsx, 0, &err), OK);
    assert_int_equal(xlsx_next(&more, xlsx, &err), OK);
    assert_true(xlsx->texts.count < TEXTS / 2);
    xlsx_close(xlsx);
    buf_close(&texts);
    buf_close(&sheet);
}

/* More rows than a block of the part holds, one of them larger than a block. */
static void sheets_are_read_block_by_block(void **state)
{
    Fixture *fixture = *state;
    Buf sheet = { 0 };
    enum { ROWS = 5000 };
    Xlsx *xlsx;
    bool more;
    Err err;
    int64_t row = 0;
    char *large = arena_alloc(&fixture->arena, 300001, 1);

    memset(large, 'x', 300000);
    buf_text(&sheet, "<worksheet><sheetData>");
    for (int i = 1; i <= ROWS; i++) {
        buf_format(&sheet,
                   "<row r=\"%d\"><c r=\"A%d\"><v>%d</v></c><c t=\"str\"><v>%s</v></c></row>", i, i,
                   i, i == 2500 ? large : "y");
    }
    buf_text(&sheet, "</sheetData></worksheet>");
    BookPart part = { SHEET, sheet.data, sheet.size };
    Bytes book = book_make(&part, 1, &fixture->arena);
    assert_int_equal(xlsx_open_bytes(&xlsx, book, "b.xlsx", &err), OK);
    assert_int_equal(xlsx_begin(xlsx, 0, &err), OK);
    while (!xlsx_next(&more, xlsx, &err) && more) {
        char wanted[NUMBER_TEXT];
        number_fixed(wanted, (double)++row, 0);
        assert_int_equal(xlsx->row.row, row);
        assert_int_equal(xlsx->fields[0].size, strlen(wanted));
        assert_memory_equal(xlsx->fields[0].text, wanted, strlen(wanted));
        assert_int_equal(xlsx->fields[1].size, row == 2500 ? 300000 : 1);
    }
    assert_int_equal(row, ROWS);
    xlsx_close(xlsx);
    buf_close(&sheet);
}

static void contradictions_are_refused_with_their_place(void **state)
{
    assert_told(state, "<row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"5\"/>",
                "b.xlsx, sheet Orders, row 5: behind it follows row 5: the workbook is damaged");
    assert_told(state, "<row r=\"5\"/><row r=\"2\"/>", "behind it follows row 2");
    assert_told(state, "<row r=\"1048577\"/>", "row 1048577");
    assert_told(state, "<row r=\"1048576\"/><row/>", "behind it follows row 1048577");
    assert_told(state, "<row r=\"99999999999999999999\"/>", "row 99999999999999999999");
    assert_told(state, "<row r=\"-1\"/>", "row -1");
    assert_told(state, "<row r=\"x\"/>", "row x");
    assert_told(state, "<row r=\"0\"/>", "row 0");
    assert_told(state, "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"B2\"><v>1</v></c></row>",
                "row 2: there are two cells B2");
    assert_told(state, "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"/><c><v>1</v></c></row>",
                "two cells B2");
    assert_told(state, "<row r=\"2\"><c r=\"A3\"><v>1</v></c></row>",
                "row 2: in it stands cell A3");
    assert_told(state, "<row r=\"2\"/><row><c r=\"A1\"/></row>", "in it stands cell A1");
    assert_told(state, "<row><c r=\"XFE1\"/></row>", "no cell can be called XFE1");
    assert_told(state, "<row><c r=\"AAAAAAAAAAAAAAAAAAAA1\"/></row>", "no cell can be called AAAA");
    assert_told(state, "<row><c r=\"A99999999999\"/></row>", "no cell can be called A99999999999");
    assert_told(state, "<row><c r=\"1\"/></row>", "no cell can be called 1");
    assert_told(state, "<row><c r=\"A\"/></row>", "no cell can be called A");
    assert_told(state, "<row><c r=\"\"/></row>", "no cell can be called :");
    assert_told(state, "<row><c r=\"XFD1\"/><c/></row>", "more than 16384 cells");
    assert_told(state, "<row r=\"3\"><c t=\"s\"><v>3</v></c></row>",
                "row 3: a cell refers to text 3, and the workbook has 3");
    assert_told(state, "<row><c t=\"s\"><v>-1</v></c></row>", "a cell refers to text -1");
    assert_told(state, "<row><c t=\"s\"><v>4294967297</v></c></row>",
                "a cell refers to text 4294967297");
    assert_told(state, "<row><c t=\"s\"><v>one</v></c></row>", "a cell refers to text one");
}

int workbook_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(cells_of_every_type_are_text),
        TEST(rich_text_is_its_runs_without_pronunciation),
        TEST(escapes_of_control_characters_are_undone),
        TEST(numbers_are_dates_by_their_style),
        TEST(the_calendar_may_begin_in_1904),
        TEST(gaps_are_blank_and_rows_keep_their_numbers),
        TEST(errors_are_blank_and_counted),
        TEST(prefixes_and_strict_namespaces_are_read),
        TEST(names_with_backslashes_are_found),
        TEST(utf16_parts_are_read),
        TEST(sheets_have_names_and_may_be_hidden),
        TEST(shared_texts_are_read_as_far_as_they_are_wanted),
        TEST(sheets_are_read_block_by_block),
        TEST(contradictions_are_refused_with_their_place),
    };

    return cmocka_run_group_tests_name("workbooks", tests, NULL, NULL);
}
