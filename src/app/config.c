#include "app/config.h"

#include <cyaml/cyaml.h>
#include <stdio.h>
#include <string.h>

#include "app/config_names.h"
#include "app/option_table.h"
#include "import/import.h"
#include "recognise/fields.h"

#define MAX_CONFIG ((size_t)256 * 1024)
#define MAX_VALUE 4096
#define MAX_KEYS 128
#define MAX_AUDIENCES 64
#define MAX_LIST 200 /* items of a list */

/* --- what is read ----------------------------------------------------------------------------- */

/* The document as libcyaml fills it in: a struct a section, and in it a text a key, NULL where the
 * key is not there. Every value is read as text; the option's own reader judges it, so that a key
 * and an option take the same values and refuse in the same words. */
typedef struct ColumnsText {
    char *of[MAX_KEYS]; /* by import field */
} ColumnsText;

typedef struct TableText {
    char *table, *sql;
    ColumnsText *columns;
} TableText;

typedef struct SourceText {
    TableText *of[TABLES];
} SourceText;

typedef struct ListText {
    char **items;
    uint32_t count;
} ListText;

typedef struct AudienceText {
    ListText to, parts, segments;
    char *privacy, *subject;
} AudienceText;

typedef struct AudiencesText {
    AudienceText *of[MAX_AUDIENCES]; /* by config_audience_names() */
} AudiencesText;

typedef struct ConfigText {
    char *options[MAX_KEYS]; /* by row of OPTION_SPECS */
    SourceText *source;
    AudiencesText *audiences;
} ConfigText;

typedef cyaml_schema_field_t Key;

static Key text_key(const char *name, size_t offset, uint32_t longest)
{
    return (Key){ .key = name,
                  .data_offset = (uint32_t)offset,
                  .value = { .type = CYAML_STRING,
                             .flags = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                             .data_size = sizeof(char),
                             .string = { 0, longest } } };
}

static Key section_key(const char *name, size_t offset, size_t size, const Key *keys)
{
    return (Key){ .key = name,
                  .data_offset = (uint32_t)offset,
                  .value = { .type = CYAML_MAPPING,
                             .flags = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                             .data_size = (uint32_t)size,
                             .mapping = { keys } } };
}

/* The keys of a section end with a Key without a name, as arena memory does. */
static const Key *source_keys(Arena *arena)
{
    Key *columns = ARENA_ARRAY(arena, Key, MAX_KEYS + 1);
    Key *table = ARENA_ARRAY(arena, Key, 4);
    Key *source = ARENA_ARRAY(arena, Key, TABLES + 1);

    for (size_t f = 0; f < MAX_KEYS && field_name_at(f); f++)
        columns[f] = text_key(field_name_at(f), f * sizeof(char *), MAX_VALUE);
    table[0] = text_key("table", offsetof(TableText, table), MAX_VALUE);
    table[1] = text_key("sql", offsetof(TableText, sql), MAX_CONFIG);
    table[2] = section_key("columns", offsetof(TableText, columns), sizeof(ColumnsText), columns);
    for (size_t t = 0; t < TABLES; t++)
        source[t] = section_key(schema_table_name((TableId)t), t * sizeof(TableText *),
                                sizeof(TableText), table);
    return source;
}

static Key list_key(const char *name, size_t offset)
{
    static const cyaml_schema_value_t item = { .type = CYAML_STRING,
                                               .flags = CYAML_FLAG_POINTER,
                                               .data_size = sizeof(char),
                                               .string = { 0, MAX_VALUE } };

    return (Key){ .key = name,
                  .data_offset = (uint32_t)(offset + offsetof(ListText, items)),
                  .count_offset = (uint32_t)(offset + offsetof(ListText, count)),
                  .count_size = sizeof(uint32_t),
                  .value = { .type = CYAML_SEQUENCE,
                             .flags = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                             .data_size = sizeof(char *),
                             .sequence = { .entry = &item, .min = 1, .max = MAX_LIST } } };
}

/* libcyaml knows keys that are known beforehand; those of this section are the user's own. */
static const Key *audience_keys(const ConfigList *names, Arena *arena)
{
    Key *audience = ARENA_ARRAY(arena, Key, 6);
    Key *all = ARENA_ARRAY(arena, Key, names->count + 1);

    audience[0] = list_key("to", offsetof(AudienceText, to));
    audience[1] = list_key("parts", offsetof(AudienceText, parts));
    audience[2] = list_key("segments", offsetof(AudienceText, segments));
    audience[3] = text_key("privacy", offsetof(AudienceText, privacy), MAX_VALUE);
    audience[4] = text_key("subject", offsetof(AudienceText, subject), MAX_VALUE);
    for (size_t i = 0; i < names->count; i++)
        all[i] = section_key(names->items[i], i * sizeof(AudienceText *), sizeof(AudienceText),
                             audience);
    return all;
}

bool config_has_key(const char *option)
{
    static const char *const none[] = { "config", "map",      "help",    "version",
                                        "to",     "segments", "dry-run", "audience" };
    const OptionSpec *spec = option_spec_n(option, strlen(option));

    for (size_t i = 0; i < COUNT_OF(none); i++) {
        if (!strcmp(option, none[i])) return false;
    }
    return spec &&
           (spec->commands & (COMMAND_REPORT | COMMAND_MAIL | COMMAND_PUBLISH | COMMAND_WEEKLY));
}

static const Key *all_keys(const ConfigList *audiences, Arena *arena)
{
    Key *keys = ARENA_ARRAY(arena, Key, MAX_KEYS + 3);
    size_t count = 0;

    for (size_t i = 0; i < OPTION_SPEC_COUNT && i < MAX_KEYS; i++) {
        if (!config_has_key(OPTION_SPECS[i].name)) continue;
        keys[count++] = text_key(OPTION_SPECS[i].name, i * sizeof(char *), MAX_VALUE);
    }
    keys[count++] =
        section_key("source", offsetof(ConfigText, source), sizeof(SourceText), source_keys(arena));
    keys[count] = section_key("audiences", offsetof(ConfigText, audiences), sizeof(AudiencesText),
                              audience_keys(audiences, arena));
    return keys;
}

/* --- refusals --------------------------------------------------------------------------------- */

/* libcyaml says what is wrong in a log line, and where in the lines after it. */
typedef struct Complaint {
    char what[200];
    char where[200];
} Complaint;

static void take_complaint(cyaml_log_t level, void *context, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

static void take_complaint(cyaml_log_t level, void *context, const char *format, va_list args)
{
    Complaint *complaint = context;
    char line[200];

    if (level < CYAML_LOG_ERROR) return;
    vsnprintf(line, sizeof line, format, args);
    line[strcspn(line, "\n")] = '\0';
    const char *place = strstr(line, "(line: ");
    if (place && !complaint->where[0]) {
        snprintf(complaint->where, sizeof complaint->where, "%.*s", (int)strcspn(place + 1, ",)"),
                 place + 1);
    }
    if (!complaint->what[0] && strncmp(line, "Load: Backtrace", 15)) {
        snprintf(complaint->what, sizeof complaint->what, "%s",
                 strncmp(line, "Load: ", 6) ? line : line + 6);
    }
}

/* libcyaml names the line on which the mapping begins; the reader wants the key's. */
static size_t line_of(const char *text, const char *key)
{
    size_t line = 1, size = strlen(key);

    for (const char *c = text; *c; line++) {
        const char *start = c + strspn(c, " \"'");
        if (!strncmp(start, key, size) && strchr(": \"'", start[size])) return line;
        c += strcspn(c, "\n");
        if (*c) c++;
    }
    return 0;
}

/* The nearest key of the section and of those within it. */
static void find_nearest(const char **nearest, size_t *least, const char *wrong, const Key *keys)
{
    for (; keys->key; keys++) {
        size_t distance = utf8_distance(wrong, keys->key);
        if (distance < *least && distance < strlen(keys->key)) {
            *least = distance;
            *nearest = keys->key;
        }
        if (keys->value.type == CYAML_MAPPING) {
            find_nearest(nearest, least, wrong, keys->value.mapping.fields);
        }
    }
}

static Status refuse_key(const char *path, const char *text, const char *key, const Key *keys,
                         Err *err)
{
    const char *nearest = NULL;
    size_t least = 3;

    find_nearest(&nearest, &least, key, keys);
    if (nearest) {
        return err_set(err, ERR_CONFIG, "%s: line %zu: unknown key %.80s: did you mean \"%s\"?",
                       path, line_of(text, key), key, nearest);
    }
    return err_set(err, ERR_CONFIG,
                   "%s: line %zu: unknown key %.80s: the keys are the names of report's options, "
                   "source and audiences",
                   path, line_of(text, key), key);
}

static Status refuse(const char *path, const char *text, const Complaint *complaint,
                     cyaml_err_t code, const Key *keys, Err *err)
{
    const char *colon = strrchr(complaint->what, ':');

    if (code == CYAML_ERR_INVALID_KEY && colon && colon[1]) {
        return refuse_key(path, text, colon + 2, keys, err);
    }
    return err_set(err, ERR_CONFIG, "%s: %s%s%s", path, complaint->where,
                   complaint->where[0] ? ": " : "",
                   complaint->what[0] ? complaint->what : cyaml_strerror(code));
}

/* --- from texts to plain data ----------------------------------------------------------------- */

static void take_options(Config *out, const ConfigText *text, Arena *arena)
{
    out->entries = ARENA_ARRAY(arena, ConfigEntry, MAX_KEYS);
    for (size_t i = 0; i < OPTION_SPEC_COUNT && i < MAX_KEYS; i++) {
        if (!text->options[i]) continue;
        out->entries[out->count++] =
            (ConfigEntry){ OPTION_SPECS[i].name, arena_text(arena, text->options[i]) };
    }
}

static void take_columns(TableMap *out, const ColumnsText *text, Arena *arena)
{
    const char **columns = ARENA_ARRAY(arena, const char *, MAX_KEYS);

    for (size_t f = 0; f < MAX_KEYS && field_name_at(f); f++) {
        if (!text->of[f]) continue;
        columns[out->column_count++] = arena_format(arena, "%s=%s", field_name_at(f), text->of[f]);
    }
    out->columns = columns;
}

static Status take_table(TableMap *out, const TableText *text, const char *where, Arena *arena,
                         Err *err)
{
    bool table = text->table && *text->table, sql = text->sql && *text->sql;

    if (table && sql) {
        return err_set(err, ERR_CONFIG, "%s: it has both table and sql: keep one of them", where);
    }
    out->table = table ? arena_text(arena, text->table) : NULL;
    out->sql = sql ? arena_text(arena, text->sql) : NULL;
    if (text->columns) take_columns(out, text->columns, arena);
    return OK;
}

static Status take_source(SourceMap *out, const SourceText *text, const char *path, Arena *arena,
                          Err *err)
{
    Status s;

    out->where = arena_format(arena, "%s: source", path);
    for (size_t t = 0; t < TABLES; t++) {
        const char *where =
            arena_format(arena, "%s: %s", out->where, schema_table_name((TableId)t));
        if (!text->of[t]) continue;
        if ((s = take_table(&out->tables[t], text->of[t], where, arena, err))) return s;
    }
    return OK;
}

static ConfigList take_list(const ListText *text, Arena *arena)
{
    ConfigList list = { ARENA_ARRAY(arena, const char *, text->count), text->count };

    for (size_t i = 0; i < list.count; i++)
        list.items[i] = arena_text(arena, text->items[i]);
    return list;
}

static void take_audiences(Config *out, const AudiencesText *text, const ConfigList *names,
                           Arena *arena)
{
    out->audiences = ARENA_ARRAY(arena, ConfigAudience, names->count);
    for (size_t i = 0; i < names->count; i++) {
        const AudienceText *a = text->of[i];
        if (!a) continue;
        out->audiences[out->audience_count++] = (ConfigAudience){
            .name = names->items[i],
            .to = take_list(&a->to, arena),
            .parts = take_list(&a->parts, arena),
            .segments = take_list(&a->segments, arena),
            .privacy = a->privacy ? arena_text(arena, a->privacy) : NULL,
            .subject = a->subject ? arena_text(arena, a->subject) : NULL,
        };
    }
}

static Status take_all(Config *out, const ConfigText *text, const ConfigList *audiences,
                       const char *path, Arena *arena, Err *err)
{
    take_options(out, text, arena);
    if (text->audiences) take_audiences(out, text->audiences, audiences, arena);
    return text->source ? take_source(&out->source, text->source, path, arena, err) : OK;
}

Status config_parse(Config *out, Bytes bytes, const char *path, Arena *arena, Err *err)
{
    Complaint complaint = { 0 };
    const cyaml_config_t config = { .log_fn = take_complaint,
                                    .log_ctx = &complaint,
                                    .mem_fn = cyaml_mem,
                                    .log_level = CYAML_LOG_ERROR };
    const ConfigList audiences = config_audience_names(bytes, MAX_AUDIENCES, arena);
    const Key *keys = all_keys(&audiences, arena);
    const Key top = section_key(NULL, 0, sizeof(ConfigText), keys);
    Config read = { 0 };
    ConfigText *text = NULL;
    Status s = OK;

    if (!utf8_valid((const char *)bytes.data, bytes.size)) {
        return err_set(err, ERR_CONFIG, "%s: not UTF-8: save it as UTF-8", path);
    }
    cyaml_err_t code =
        cyaml_load_data(bytes.data, bytes.size, &config, &top.value, (cyaml_data_t **)&text, NULL);
    if (code != CYAML_OK) {
        return refuse(path, (const char *)bytes.data, &complaint, code, keys, err);
    }
    if (text) s = take_all(&read, text, &audiences, path, arena, err);
    cyaml_free(&config, &top.value, text, 0);
    if (!s) *out = read;
    return s;
}

Status config_read(Config *out, const char *path, Arena *arena, Err *err)
{
    Bytes bytes;

    if (file_read(&bytes, path, MAX_CONFIG, arena, err)) {
        return err_set(err, ERR_CONFIG, "%s", arena_text(arena, err->text));
    }
    return config_parse(out, bytes, path, arena, err);
}
