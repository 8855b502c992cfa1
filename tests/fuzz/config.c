/* Any bytes as a configuration: options and a source map, or a refusal in one line that names the
 * file. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/config.h"
#include "app/options.h"

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
            check(table->columns[c][length] == '=');
        }
        if (!map->where) check(!table->table && !table->sql && !table->column_count);
    }
}

static Status set_all(const Config *config, Arena *arena, Err *err)
{
    Options options = { .command = COMMAND_REPORT };
    Status s = OK;

    for (size_t i = 0; !s && i < config->count; i++) {
        const ConfigEntry *entry = &config->entries[i];
        bool flag = !strcmp(entry->value, "yes") || !strcmp(entry->value, "no");
        if (flag) continue;
        s = option_set(&options, entry->key, entry->value, "fuzz.yaml", arena, err);
        if (s == ERR_BUG) s = OK; /* a flag with another value, which option_set does not take */
    }
    return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena arena = arena_open();
    Config config;
    Err err = { 0 };
    Bytes bytes = { (const unsigned char *)arena_text_n(&arena, (const char *)data, size), size };
    Status s = config_parse(&config, bytes, "fuzz.yaml", &arena, &err);

    if (!s) {
        check_map(&config.source);
        s = set_all(&config, &arena, &err);
    }
    if (s) {
        check(s == ERR_CONFIG && strstr(err.text, "fuzz.yaml") && !strchr(err.text, '\n'));
        check(utf8_valid(err.text, strlen(err.text)));
    }
    arena_close(&arena);
    return 0;
}
