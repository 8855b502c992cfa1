/* Any bytes as a configuration: options and a source map, or a refusal in one line that names the
 * file and a place in it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool fine)
{
    if (!fine) abort();
}

static void check_map(const SourceMap *map)
{
    for (size_t t = 0; t < TABLES; t++) {
        const TableMap *table = &map->tables[t];
        check(!table->table || !table->sql);
        for (size_t c = 0; c < table->column_count; c++) {
            size_t length = strcspn(table->columns[c], "=");
            check(table->columns[c][length] == '=' && table->columns_where[c]);
        }
        if (!map->where) check(!table->table && !table->sql && !table->column_count);
    }
}

static void check_audiences(const Options *options)
{
    for (size_t i = 0; i < options->audiences.count; i++) {
        const Audience *audience = &options->audiences.items[i];
        check(audience->mail.to.count > 0 && utf8_valid(audience->name, strlen(audience->name)));
    }
}

/* "fuzz.yaml:LINE:COLUMN: …", and the place is in the file. */
static void check_refusal(const Err *err, Bytes bytes)
{
    static const char name[] = "fuzz.yaml:";
    size_t line, lines = 2; /* what is missing at the end is missing on a line more */
    char *end;

    check(!strncmp(err->text, name, strlen(name)));
    line = strtoul(err->text + strlen(name), &end, 10);
    check(*end == ':' && strtoul(end + 1, &end, 10) > 0 && !strncmp(end, ": ", 2));
    for (size_t i = 0; i < bytes.size; i++)
        lines += bytes.data[i] == '\n' || bytes.data[i] == '\r' || bytes.data[i] >= 0x80;
    check(line >= 1 && line <= lines); /* YAML has line ends beyond ASCII */
    check(!strchr(err->text, '\n') && utf8_valid(err->text, strlen(err->text)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena arena = arena_open();
    Options options = { .command = COMMAND_REPORT };
    Err err = { 0 };
    Bytes bytes = { (const unsigned char *)arena_text_n(&arena, (const char *)data, size), size };
    Status s = config_take(&options, NULL, bytes, "fuzz.yaml", &arena, &err);

    if (s) {
        check(s == ERR_CONFIG);
        check_refusal(&err, bytes);
    } else {
        check_map(&options.source);
        check_audiences(&options);
    }
    arena_close(&arena);
    return 0;
}
