#include "made_book.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

static void check(bool fine)
{
    if (!fine) abort();
}

static Bytes pack(const BookPart *parts, size_t count, bool plain, Arena *arena)
{
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(whole, ZIP_TRUNCATE, NULL);
    zip_stat_t about;

    check(whole && zip);
    zip_source_keep(whole);
    for (size_t i = 0; i < count; i++) {
        size_t size = parts[i].size ? parts[i].size : strlen(parts[i].text);
        zip_source_t *source = zip_source_buffer(zip, parts[i].text, size, 0);
        check(source && zip_file_add(zip, parts[i].name, source, ZIP_FL_ENC_UTF_8) >= 0);
        if (plain) check(zip_set_file_compression(zip, i, ZIP_CM_STORE, 0) == 0);
    }
    check(zip_close(zip) == 0);
    check(zip_source_stat(whole, &about) == 0 && zip_source_open(whole) == 0);
    unsigned char *bytes = arena_alloc(arena, about.size + 1, 1);
    check(zip_source_read(whole, bytes, about.size) == (zip_int64_t)about.size);
    zip_source_close(whole);
    zip_source_free(whole);
    return (Bytes){ bytes, about.size };
}

Bytes book_pack(const BookPart *parts, size_t count, Arena *arena)
{
    return pack(parts, count, false, arena);
}

const char *book_sheet(const char *rows, Arena *arena)
{
    return arena_format(arena, "<worksheet " BOOK_MAIN "><sheetData>%s</sheetData></worksheet>",
                        rows);
}

const char *book_list(const char *const *names, size_t count, const char *attributes, Arena *arena)
{
    const char *text = arena_format(arena,
                                    "<workbook " BOOK_MAIN " xmlns:r=\"" BOOK_OFFICE "\">%s"
                                    "<sheets>",
                                    attributes);

    for (size_t i = 0; i < count; i++)
        text = arena_format(arena, "%s<sheet sheetId=\"%zu\" r:id=\"s%zu\" name=%s/>", text, i + 1,
                            i + 1, names[i]);
    return arena_format(arena, "%s</sheets></workbook>", text);
}

const char *book_relations(size_t count, Arena *arena)
{
    const char *text =
        "<Relationships " BOOK_RELATIONS ">"
        "<Relationship Id=\"t\" Type=\"" BOOK_OFFICE
        "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
        "<Relationship Id=\"f\" Type=\"" BOOK_OFFICE "/styles\" Target=\"styles.xml\"/>";

    for (size_t i = 1; i <= count; i++)
        text = arena_format(arena,
                            "%s<Relationship Id=\"s%zu\" Type=\"" BOOK_OFFICE
                            "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                            text, i, i);
    return arena_format(arena, "%s</Relationships>", text);
}

static const char STYLES[] =
    "<styleSheet " BOOK_MAIN "><numFmts>"
    "<numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm;@\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"#,##0.00\\ &quot;USD&quot;;[Red]-#,##0.00\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"20\"/>"
    "<xf numFmtId=\"46\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>";

static Bytes make(const BookPart *changes, size_t count, bool plain, Arena *arena)
{
    static const char *const names[] = { "\"Orders\"" };
    const BookPart usual[] = {
        { "[Content_Types].xml", "<Types/>", 0 },
        { "_rels/.rels",
          "<Relationships " BOOK_RELATIONS "><Relationship Id=\"w\" Type=\"" BOOK_OFFICE
          "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
          0 },
        { "xl/workbook.xml", book_list(names, 1, "", arena), 0 },
        { "xl/_rels/workbook.xml.rels", book_relations(1, arena), 0 },
        { "xl/styles.xml", STYLES, 0 },
        { "xl/sharedStrings.xml",
          "<sst " BOOK_MAIN "><si><t>zero</t></si><si><t>one</t></si><si><t>two</t></si></sst>",
          0 },
        { "xl/worksheets/sheet1.xml", book_sheet("", arena), 0 },
    };
    BookPart *parts = ARENA_ARRAY(arena, BookPart, COUNT_OF(usual) + count);
    size_t made = 0;

    for (size_t i = 0; i < COUNT_OF(usual); i++) {
        bool changed = false;
        for (size_t c = 0; c < count; c++)
            changed |= !strcmp(changes[c].name, usual[i].name);
        if (!changed) parts[made++] = usual[i];
    }
    for (size_t c = 0; c < count; c++) {
        if (changes[c].text) parts[made++] = changes[c];
    }
    return pack(parts, made, plain, arena);
}

Bytes book_make(const BookPart *changes, size_t count, Arena *arena)
{
    return make(changes, count, false, arena);
}

Bytes book_make_plain(const BookPart *changes, size_t count, Arena *arena)
{
    return make(changes, count, true, arena);
}
