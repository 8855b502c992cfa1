#include "recognise/kind.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "recognise/text_file.h"

#define OLE2 "\xd0\xcf\x11\xe0"

static bool begins(const char *bytes, size_t size, const char *with)
{
    return size >= strlen(with) && memcmp(bytes, with, strlen(with)) == 0;
}

static bool begins_word(const char *bytes, size_t size, const char *with)
{
    return size >= strlen(with) && strncasecmp(bytes, with, strlen(with)) == 0;
}

static bool holds(const char *bytes, size_t size, const char *what)
{
    return memmem(bytes, size, what, strlen(what)) != NULL;
}

/* --- old Office files: a file system of sectors ([MS-CFB] 2.2 and 2.6) ------------------------ */

/* The first sectors of the directory, whose entries are the names of the streams as UTF-16. */
static size_t read_directory(char *out, size_t size, int file)
{
    unsigned char head[52];

    if (pread(file, head, sizeof head, 0) != (ssize_t)sizeof head) return 0;
    int64_t sector = (int64_t)head[48] | (int64_t)head[49] << 8 | (int64_t)head[50] << 16 |
                     (int64_t)head[51] << 24;
    int64_t sector_size = head[30] == 12 ? 4096 : 512;
    ssize_t got = pread(file, out, size, (sector + 1) * sector_size);
    return got > 0 ? (size_t)got : 0;
}

static bool has_stream(const char *directory, size_t size, const char *name)
{
    char wide[64];
    size_t length = 0;

    for (; *name && length + 2 <= sizeof wide; name++) {
        wide[length++] = *name;
        wide[length++] = '\0';
    }
    return memmem(directory, size, wide, length) != NULL;
}

static Status refuse_ole2(int file, const char *path, Err *err)
{
    char directory[4096];
    size_t size = read_directory(directory, sizeof directory, file);

    if (has_stream(directory, size, "EncryptedPackage")) {
        return err_set(err, ERR_DATA,
                       "%s is locked with a password: open it, remove the password and save it "
                       "again",
                       path);
    }
    if (has_stream(directory, size, "WordDocument") || has_stream(directory, size, "PowerPoint")) {
        return err_set(err, ERR_DATA,
                       "%s is an old Office document, not a workbook: give a CSV file or a "
                       "workbook (.xlsx)",
                       path);
    }
    return err_set(err, ERR_DATA,
                   "%s is an old Excel workbook (.xls): open it and save it as .xlsx or CSV UTF-8",
                   path);
}

Status file_kind(FileKind *out, const char *path, Err *err)
{
    char magic[4];
    int64_t size;
    int file;
    Status s = regular_open(&file, &size, path, err);

    if (s) return s;
    ssize_t got = pread(file, magic, sizeof magic, 0);
    size_t count = got > 0 ? (size_t)got : 0;
    if (begins(magic, count, OLE2)) s = refuse_ole2(file, path, err);
    /* An archive with nothing in it has its end only. */
    bool zip = begins(magic, count, "PK\x03\x04") || begins(magic, count, "PK\x05\x06");
    close(file);
    if (!s) *out = zip ? KIND_ZIP : KIND_TEXT;
    return s;
}

bool file_looks_packed(const char *path)
{
    char magic[4] = "";
    int64_t size;
    int file;
    Err err;

    if (regular_open(&file, &size, path, &err)) return false;
    ssize_t got = pread(file, magic, sizeof magic, 0);
    close(file);
    return got == (ssize_t)sizeof magic &&
           (begins(magic, 4, OLE2) || begins(magic, 4, "PK\x03\x04") ||
            begins(magic, 4, "PK\x05\x06") || begins(magic, 4, "\x1f\x8b\x08"));
}

/* --- text ------------------------------------------------------------------------------------- */

static bool is_web_page(const char *bytes, size_t size)
{
    static const char *const words[] = { "<!doctype html", "<html", "<head", "<body",
                                         "<table",         "<meta", "<style" };

    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (begins_word(bytes, size, words[i])) return true;
    }
    return false;
}

/* What the XML is, by what is said near its start. */
static const char *xml_kind(const char *bytes, size_t size)
{
    size_t near = size < 4096 ? size : 4096;

    if (holds(bytes, near, "schemas-microsoft-com:office:spreadsheet") ||
        holds(bytes, near, "Excel.Sheet")) {
        return "is an XML spreadsheet of Excel 2003: open it and save it as .xlsx or CSV UTF-8";
    }
    if (holds(bytes, near, "urn:oasis:names:tc:opendocument"))
        return "is an OpenDocument spreadsheet: open it and save it as .xlsx or CSV UTF-8";
    return "is not a CSV file: it is XML: export it as CSV";
}

/* Behind "PATH ": what it is and what to do; NULL when it may be a table as text. */
static const char *other_kind(const char *bytes, size_t size, bool named_xls)
{
    static const struct {
        const char *begins, *advice;
    } kinds[] = {
        { "\x1f\x8b", "is gzip-compressed twice: run gunzip on it first" },
        { "PK\x03\x04", "is a ZIP file or a workbook, gzip-compressed: run gunzip on it first" },
        { OLE2, "is an old Excel workbook (.xls): open it and save it as .xlsx or CSV UTF-8" },
        { "%PDF", "is not a CSV file: it is a PDF" },
        { "\x89PNG", "is not a CSV file: it is a picture" },
        { "SQLite format 3",
          "is not a CSV file: it is a SQLite database: give it to the command as it is" },
        { "MIME-Version:", "is a web archive: open it in Excel and save it as .xlsx or CSV UTF-8" },
        { "{", "is not a CSV file: it is JSON: export it as CSV" },
    };

    if (is_web_page(bytes, size)) {
        return named_xls ? "is a web page saved as .xls: open it and save it as .xlsx or CSV UTF-8"
                         : "is not a CSV file: it is an HTML page, not a table with a header line: "
                           "download it again";
    }
    if (begins(bytes, size, "<?xml")) return xml_kind(bytes, size);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (begins(bytes, size, kinds[i].begins)) return kinds[i].advice;
    }
    if (size > 262 && !memcmp(bytes + 257, "ustar", 5))
        return "is a tar archive: unpack it and give the file that is in it";
    return NULL;
}

Status text_judge(const char *bytes, size_t size, const char *path, Err *err)
{
    bool named_xls = strcasestr(path_name(path), ".xls") != NULL;

    if (begins(bytes, size, "\xef\xbb\xbf")) {
        bytes += 3;
        size -= 3;
    }
    while (size && (*bytes == ' ' || (*bytes >= '\t' && *bytes <= '\r'))) {
        bytes++;
        size--;
    }
    const char *what = other_kind(bytes, size, named_xls);
    return what ? err_set(err, ERR_DATA, "%s %s", path, what) : OK;
}
