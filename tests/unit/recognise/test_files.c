/* What a file is, by its bytes; gzipped text. */
#include <zlib.h>

#include "made_book.h"
#include "recognise/kind.h"
#include "recognise/records.h"
#include "recognise_tests.h"

static const char *write_bytes(Fixture *fixture, const char *name, const void *bytes, size_t size)
{
    const char *path = path_in(fixture, name);
    Err err;

    assert_int_equal(file_write(path, bytes, size, &err), OK);
    return path;
}

/* Why the file is refused before any of its records is read. */
static const char *refusal(Fixture *fixture, const char *path)
{
    RecordKind kind;
    SheetNames sheets;
    CsvEncoding encoding;
    Err err = { 0 };
    Status s = records_look(&kind, &sheets, path, &fixture->arena, &err);

    if (!s && kind == RECORDS_TEXT) s = csv_sniff(&encoding, path, &err);
    assert_true(s == OK || s == ERR_DATA);
    return arena_text(&fixture->arena, s ? err.text : "");
}

static void assert_named(void **state, const char *name, const char *bytes, size_t size,
                         const char *wanted)
{
    const char *got = refusal(*state, write_bytes(*state, name, bytes, size));

    if (!*wanted ? *got != '\0' : !strstr(got, wanted)) fail_msg("no \"%s\" in: %s", wanted, got);
    assert_true(!*wanted || strstr(got, name));
}

static void assert_text_named(void **state, const char *name, const char *text, const char *wanted)
{
    assert_named(state, name, text, strlen(text), wanted);
}

static void web_pages_and_xml_in_disguise_are_named(void **state)
{
    static const char xls[] = "is a web page saved as .xls: open it and save it as .xlsx";

    assert_text_named(state, "o.xls", "<html><table>", xls);
    assert_text_named(state, "o.xls", "\r\n  <TABLE border=1>", xls);
    assert_text_named(state, "o.XLS", "\xef\xbb\xbf<!DOCTYPE html><p>", xls);
    assert_text_named(state, "o.csv", "<!doctype HTML>", "it is an HTML page");
    assert_text_named(state, "o.xls",
                      "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n",
                      "is an XML spreadsheet of Excel 2003");
    assert_text_named(state, "o.xml", "<?xml version=\"1.0\"?><orders/>", "it is XML");
    assert_text_named(state, "o.fods",
                      "<?xml version=\"1.0\"?><office:document "
                      "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"/>",
                      "is an OpenDocument spreadsheet");
    assert_text_named(state, "o.xls", "MIME-Version: 1.0\r\n", "is a web archive");
    assert_text_named(state, "o.csv", "{\"orders\":[]}", "it is JSON");
    assert_text_named(state, "o.csv", "%PDF-1.7", "it is a PDF");
    /* Tab-separated text is often called .xls, and is read. */
    assert_text_named(state, "o.xls", "customer\tdate\n", "");
}

/* A compound file with one stream of that name. */
static void assert_ole2(void **state, const char *stream, const char *wanted)
{
    char bytes[2048] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

    bytes[30] = 9;
    bytes[48] = 1; /* the directory in the second sector behind the header */
    for (size_t i = 0; stream[i]; i++)
        bytes[1024 + 128 + 2 * i] = stream[i];
    assert_named(state, "o.xls", bytes, sizeof bytes, wanted);
}

static void old_and_locked_workbooks_are_named(void **state)
{
    assert_ole2(state, "Workbook", "is an old Excel workbook (.xls): open it and save it as .xlsx");
    assert_ole2(state, "Book", "is an old Excel workbook");
    assert_ole2(state, "EncryptedPackage", "is locked with a password: open it, remove");
    assert_ole2(state, "WordDocument", "is an old Office document");
    assert_named(state, "o.xls", "\xd0\xcf\x11\xe0", 4, "is an old Excel workbook");
}

static void assert_zip(void **state, const BookPart *parts, size_t count, const char *wanted)
{
    Bytes zip = book_pack(parts, count, &((Fixture *)*state)->arena);

    assert_named(state, "o.zip", (const char *)zip.data, zip.size, wanted);
}

static void other_archives_are_named(void **state)
{
    static const BookPart ods[] = {
        { "mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0 },
        { "content.xml", "<x/>", 0 },
    };
    static const BookPart odt[] = { { "mimetype", "application/vnd.oasis.opendocument.text", 0 } };
    static const BookPart xlsb[] = {
        { "_rels/.rels",
          "<Relationships><Relationship Id=\"a\" Type=\"" BOOK_OFFICE
          "/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>",
          0 },
        { "xl/workbook.bin", "x", 0 },
    };
    static const BookPart docx[] = {
        { "_rels/.rels",
          "<Relationships><Relationship Id=\"a\" Type=\"" BOOK_OFFICE
          "/officeDocument\" Target=\"word/document.xml\"/></Relationships>",
          0 },
        { "word/document.xml", "<document/>", 0 },
    };
    static const BookPart numbers[] = { { "Index/Document.iwa", "x", 0 } };
    static const BookPart files[] = { { "orders.csv", "a,b\n", 0 }, { "more.csv", "a,b\n", 0 } };

    assert_zip(state, ods, 2, "is an OpenDocument spreadsheet (.ods): open it and save it as");
    assert_zip(state, odt, 1, "is a document, not a workbook");
    assert_zip(state, xlsb, 2, "is a binary workbook (.xlsb): open it and save it as");
    assert_zip(state, docx, 2, "is a Word document");
    assert_zip(state, numbers, 1, "is a file of Apple Numbers: export it");
    assert_zip(state, files, 1, "not a workbook (it holds orders.csv): unpack it");
    assert_zip(state, files, 2, "(it holds orders.csv and more)");
    assert_named(state, "o.zip", "PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22,
                 "with nothing in it");
    assert_text_named(state, "o.zip", "PK\x03\x04 cut off", "is damaged or cut off");
}

/* --- gzip ------------------------------------------------------------------------------------- */

static void add_member(Buf *out, const char *text, size_t size)
{
    z_stream stream = { 0 };
    size_t most = size + 1000;

    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (Bytef *)(uintptr_t)text;
    stream.avail_in = (uInt)size;
    stream.next_out = (Bytef *)buf_reserve(out, most);
    stream.avail_out = (uInt)most;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out->size += stream.total_out;
    deflateEnd(&stream);
}

/* The first field of each record, or why the file is refused. */
static const char *firsts(Fixture *fixture, const Buf *file)
{
    const char *path = write_bytes(fixture, "o.csv.gz", file->data, file->size);
    RecordFormat format = { .text = { CSV_UTF8, ',' } };
    RecordReader reader;
    bool more = true;
    Buf out = { 0 };
    Err err;

    assert_int_equal(records_open(&reader, path, &format, &err), OK);
    Status s = OK;
    while (!s && !(s = records_next(&more, &reader, &err)) && more) {
        buf_put(&out, reader.fields[0].text, reader.fields[0].size);
        buf_char(&out, ' ');
    }
    if (!s) assert_int_equal(records_done(&reader), file->size);
    records_close(&reader);
    const char *text = arena_text(&fixture->arena, s ? err.text : out.data ? out.data : "");
    buf_close(&out);
    return text;
}

static void gzipped_text_is_read_member_by_member(void **state)
{
    Fixture *fixture = *state;
    Buf file = { 0 };
    CsvEncoding encoding;
    RecordKind kind;
    SheetNames sheets;
    Err err;

    add_member(&file, "a,1\nb,", 6);
    assert_string_equal(firsts(fixture, &file), "a b ");
    add_member(&file, "", 0);
    add_member(&file, "2\nc,\xc3\xa9\n", 7);
    assert_string_equal(firsts(fixture, &file), "a b c ");
    buf_put(&file, "\0\0\0", 3);
    assert_string_equal(firsts(fixture, &file), "a b c ");
    const char *path = path_in(fixture, "o.csv.gz");
    assert_int_equal(csv_sniff(&encoding, path, &err), OK);
    assert_int_equal(encoding, CSV_UTF8);
    assert_int_equal(records_look(&kind, &sheets, path, &fixture->arena, &err), OK);
    assert_int_equal(kind, RECORDS_TEXT);
    assert_true(file_looks_packed(path));
    buf_put(&file, "junk", 4);
    assert_non_null(
        strstr(firsts(fixture, &file), "o.csv.gz has bytes behind its compressed data"));
    buf_close(&file);
}

static void damaged_gzip_files_are_refused(void **state)
{
    Fixture *fixture = *state;
    Buf file = { 0 }, part;
    size_t refused = 0;

    add_member(&file, "customer,date,amount\n1,2024-01-05,10\n2,2024-01-06,11\n", 54);
    for (size_t size = 2; size < file.size; size++) {
        part = (Buf){ file.data, size, size };
        if (!strstr(firsts(fixture, &part), "ends in the middle of its compressed data"))
            fail_msg("%zu bytes: %s", size, firsts(fixture, &part));
    }
    for (size_t at = 10; at < file.size; at++) {
        file.data[at] ^= 1;
        const char *got = firsts(fixture, &file);
        refused += strstr(got, "o.csv.gz") != NULL;
        file.data[at] ^= 1;
    }
    assert_int_equal(refused, file.size - 10);
    buf_close(&file);
}

/* Deflate makes a thousandth of long runs; tables come to a twentieth. */
static void gzip_bombs_are_refused(void **state)
{
    Fixture *fixture = *state;
    size_t size = 16u << 20, line = 1u << 20;
    char *lines = arena_alloc(&fixture->arena, size, 1);
    Buf file = { 0 }, member = { 0 };

    memset(lines, 'x', size);
    for (size_t at = line; at <= size; at += line)
        lines[at - 1] = '\n';
    add_member(&member, lines, size);
    for (int i = 0; i < 8; i++)
        buf_put(&file, member.data, member.size);
    assert_int_equal(strlen(firsts(fixture, &file)), 8 * size);
    for (int i = 0; i < 16; i++)
        buf_put(&file, member.data, member.size);
    assert_non_null(strstr(firsts(fixture, &file), "unpacks to more than 250 times its size"));
    buf_close(&file);
    buf_close(&member);
}

static void what_is_packed_is_judged_too(void **state)
{
    static const char tar[512] = "orders.csv";
    char archive[512];
    Buf file = { 0 };

    memcpy(archive, tar, sizeof tar);
    memcpy(archive + 257, "ustar", 5);
    add_member(&file, archive, sizeof archive);
    assert_named(state, "o.csv.gz", file.data, file.size, "is a tar archive");
    buf_clear(&file);
    add_member(&file, "PK\x03\x04", 4);
    assert_named(state, "o.xlsx.gz", file.data, file.size, "run gunzip on it first");
    buf_clear(&file);
    add_member(&file, "\x1f\x8b\x08", 3);
    assert_named(state, "o.csv.gz", file.data, file.size, "compressed twice");
    buf_close(&file);
}

int file_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(web_pages_and_xml_in_disguise_are_named),
        TEST(old_and_locked_workbooks_are_named),
        TEST(other_archives_are_named),
        TEST(gzipped_text_is_read_member_by_member),
        TEST(damaged_gzip_files_are_refused),
        TEST(gzip_bombs_are_refused),
        TEST(what_is_packed_is_judged_too),
    };

    return cmocka_run_group_tests_name("files", tests, NULL, NULL);
}
