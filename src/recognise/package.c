#include "recognise/package.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "recognise/text_file.h"

/* --- the directory, before libzip makes an object of each of its entries ---------------------- */

/* The end of central directory record (APPNOTE.TXT 4.3.16), a comment of up to 65535 bytes behind
 * it, and the locator of its 64-bit form in front of it. */
#define END_BYTES 22
#define LOCATOR_BYTES 20
#define TAIL_BYTES (LOCATOR_BYTES + END_BYTES + 65535)

static uint64_t little(const unsigned char *bytes, int count)
{
    uint64_t value = 0;

    for (int i = count - 1; i >= 0; i--)
        value = value << 8 | bytes[i];
    return value;
}

/* The largest number of entries that any end record in the tail claims; 64-bit ones stand at an
 * offset that the locator has, and are asked for with `at`. */
static uint64_t entries_claimed(const unsigned char *tail, size_t size,
                                size_t (*at)(void *from, void *out, size_t size, uint64_t offset),
                                void *from)
{
    uint64_t most = 0;

    for (size_t i = 0; i + END_BYTES <= size; i++) {
        uint64_t claimed = 0;
        unsigned char end64[56];
        if (!memcmp(tail + i, "PK\x05\x06", 4)) {
            claimed = little(tail + i + 10, 2);
        } else if (!memcmp(tail + i, "PK\x06\x07", 4) &&
                   at(from, end64, sizeof end64, little(tail + i + 8, 8)) == sizeof end64) {
            claimed = little(end64 + 32, 8);
        }
        if (claimed > most) most = claimed;
    }
    return most;
}

static size_t at_file(void *from, void *out, size_t size, uint64_t offset)
{
    if (offset > INT64_MAX) return 0;
    ssize_t got = pread(*(int *)from, out, size, (off_t)offset);
    return got > 0 ? (size_t)got : 0;
}

static size_t at_bytes(void *from, void *out, size_t size, uint64_t offset)
{
    const Bytes *bytes = from;

    if (offset > bytes->size || size > bytes->size - offset) return 0;
    memcpy(out, bytes->data + offset, size);
    return size;
}

static Status judge_entries(uint64_t entries, const char *path, Err *err)
{
    if (entries <= PACKAGE_ENTRIES) return OK;
    return err_set(err, ERR_DATA,
                   "%s is a ZIP file of %llu entries; workbooks of more than %d are not read: save "
                   "the sheet as CSV UTF-8",
                   path, (unsigned long long)entries, PACKAGE_ENTRIES);
}

static Status judge_file(int file, int64_t size, const char *path, Err *err)
{
    size_t tail_size = size < TAIL_BYTES ? (size_t)size : TAIL_BYTES;
    unsigned char *tail = malloc(tail_size + 1);

    if (!tail) out_of_memory();
    tail_size = at_file(&file, tail, tail_size, (uint64_t)size - tail_size);
    uint64_t entries = entries_claimed(tail, tail_size, at_file, &file);
    free(tail);
    return judge_entries(entries, path, err);
}

/* --- the archive ------------------------------------------------------------------------------ */

static Status refuse_zip(const char *path, const char *reason, Err *err)
{
    return err_set(err, ERR_DATA,
                   "%s is damaged or cut off (%s): copy or download it again, or save it again in "
                   "the program that wrote it",
                   path, reason);
}

Status package_open(Package *out, const char *path, Err *err)
{
    int file, code = 0;
    int64_t size;
    Status s = regular_open(&file, &size, path, err);

    if (s) return s;
    s = judge_file(file, size, path, err);
    zip_t *zip = s ? NULL : zip_fdopen(file, 0, &code);
    if (zip) {
        *out = (Package){ path, zip };
        return OK;
    }
    close(file);
    if (s) return s;
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    s = refuse_zip(path, zip_error_strerror(&error), err);
    zip_error_fini(&error);
    return s;
}

Status package_open_bytes(Package *out, Bytes bytes, const char *path, Err *err)
{
    size_t tail = bytes.size < TAIL_BYTES ? bytes.size : TAIL_BYTES;
    zip_error_t error;
    Status s = judge_entries(
        entries_claimed(bytes.data + bytes.size - tail, tail, at_bytes, &bytes), path, err);

    if (s) return s;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.data, bytes.size, 0, &error);
    if (!source) out_of_memory();
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (zip) {
        *out = (Package){ path, zip };
    } else {
        s = refuse_zip(path, zip_error_strerror(&error), err);
        zip_source_free(source);
    }
    zip_error_fini(&error);
    return s;
}

void package_close(Package *package)
{
    if (package->zip) zip_discard(package->zip);
    package->zip = NULL;
}

/* Some programs write "xl\workbook.xml". */
int64_t package_entry(const Package *package, const char *name)
{
    char windows[256];
    size_t size = strlen(name);
    zip_int64_t found = zip_name_locate(package->zip, name, ZIP_FL_NOCASE);

    if (found >= 0 || size >= sizeof windows) return found;
    for (size_t i = 0; i <= size; i++)
        windows[i] = (char)(name[i] == '/' ? '\\' : name[i]);
    return zip_name_locate(package->zip, windows, ZIP_FL_NOCASE);
}

size_t package_peek(const Package *package, const char *name, char *out, size_t size)
{
    int64_t index = package_entry(package, name);
    zip_file_t *entry = index < 0 ? NULL : zip_fopen_index(package->zip, (zip_uint64_t)index, 0);

    if (!entry) return 0;
    zip_int64_t got = zip_fread(entry, out, size);
    zip_fclose(entry);
    return got > 0 ? (size_t)got : 0;
}

int whole_characters(const char *text, int most)
{
    int size = (int)strnlen(text, (size_t)most + 1);

    if (size <= most) return size;
    for (size = most; size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80;)
        size--;
    return size;
}

/* --- other ZIP files -------------------------------------------------------------------------- */

static const char *open_document(const Package *package)
{
    char type[64] = "";

    package_peek(package, "mimetype", type, sizeof type - 1);
    if (!strncmp(type, "application/vnd.oasis.opendocument.spreadsheet", 46))
        return "is an OpenDocument spreadsheet (.ods): open it and save it as .xlsx or CSV UTF-8";
    if (!strncmp(type, "application/", 12)) return "is a document, not a workbook";
    return NULL;
}

static const char *other_package(const Package *package)
{
    static const struct {
        const char *name, *what;
    } kinds[] = {
        { "xl/workbook.bin",
          "is a binary workbook (.xlsb): open it and save it as .xlsx or CSV UTF-8" },
        { "Index/Document.iwa",
          "is a file of Apple Numbers: export it from there as CSV (UTF-8) or as Excel (.xlsx)" },
        { "Index.zip",
          "is a file of Apple Numbers: export it from there as CSV (UTF-8) or as Excel (.xlsx)" },
        { "word/document.xml", "is a Word document, not a workbook" },
        { "ppt/presentation.xml", "is a PowerPoint presentation, not a workbook" },
        { "xl/workbook.xml", "is a damaged workbook (no part of it says which sheets there are): "
                             "open it and save it again" },
    };

    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (package_entry(package, kinds[i].name) >= 0) return kinds[i].what;
    }
    return open_document(package);
}

Status package_refuse(const Package *package, Err *err)
{
    const char *what = other_package(package);
    zip_int64_t count = zip_get_num_entries(package->zip, 0);
    const char *first = count > 0 ? zip_get_name(package->zip, 0, 0) : NULL;

    if (what) return err_set(err, ERR_DATA, "%s %s", package->path, what);
    if (!first) {
        return err_set(err, ERR_DATA,
                       "%s is a ZIP file with nothing in it: give a CSV file or a workbook (.xlsx)",
                       package->path);
    }
    return err_set(err, ERR_DATA,
                   "%s is a ZIP file, not a workbook (it holds %.*s%s): unpack it and give the "
                   "file that is in it",
                   package->path, whole_characters(first, 100), first,
                   count > 1 ? " and more" : "");
}
