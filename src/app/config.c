#include "app/config.h"

#include <cyaml/cyaml.h>
#include <stdio.h>
#include <string.h>

#include "app/options.h"

#define MAX_CONFIG ((size_t)256 * 1024)

/* Every value is read as text; the option's own reader judges it, so that a key and an option take
 * the same values and refuse in the same words. */
typedef struct ConfigText {
    char *title, *business, *currency, *as_of, *k, *seed, *labels, *prospects, *threads, *only,
        *templates, *out, *explore_rows, *compress_above, *dpi, *paper, *pdf_pages, *attach_csv,
        *logo;
} ConfigText;

#define TEXT_KEY(key, member)                                                                      \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, ConfigText, member, 0,   \
                           4096)

static const cyaml_schema_field_t FIELDS[] = { TEXT_KEY("title", title),
                                               TEXT_KEY("business", business),
                                               TEXT_KEY("currency", currency),
                                               TEXT_KEY("as-of", as_of),
                                               TEXT_KEY("k", k),
                                               TEXT_KEY("seed", seed),
                                               TEXT_KEY("labels", labels),
                                               TEXT_KEY("prospects", prospects),
                                               TEXT_KEY("threads", threads),
                                               TEXT_KEY("only", only),
                                               TEXT_KEY("templates", templates),
                                               TEXT_KEY("out", out),
                                               TEXT_KEY("explore-rows", explore_rows),
                                               TEXT_KEY("compress-above", compress_above),
                                               TEXT_KEY("dpi", dpi),
                                               TEXT_KEY("paper", paper),
                                               TEXT_KEY("pdf-pages", pdf_pages),
                                               TEXT_KEY("attach-csv", attach_csv),
                                               TEXT_KEY("logo", logo),
                                               CYAML_FIELD_END };

static const cyaml_schema_value_t SCHEMA = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, ConfigText,
                                                                 FIELDS) };

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

static Status refuse_key(const char *path, const char *text, const char *key, Err *err)
{
    const char *nearest = option_nearest(key, COMMAND_REPORT);

    if (nearest) {
        return err_set(err, ERR_CONFIG, "%s: line %zu: unknown key %.80s: did you mean \"%s\"?",
                       path, line_of(text, key), key, nearest);
    }
    return err_set(err, ERR_CONFIG,
                   "%s: line %zu: unknown key %.80s: the keys are the names of report's options",
                   path, line_of(text, key), key);
}

static Status refuse(const char *path, const char *text, const Complaint *complaint,
                     cyaml_err_t code, Err *err)
{
    const char *colon = strrchr(complaint->what, ':');

    if (code == CYAML_ERR_INVALID_KEY && colon && colon[1]) {
        return refuse_key(path, text, colon + 2, err);
    }
    return err_set(err, ERR_CONFIG, "%s: %s%s%s", path, complaint->where,
                   complaint->where[0] ? ": " : "",
                   complaint->what[0] ? complaint->what : cyaml_strerror(code));
}

static void take_texts(ConfigEntry **entries, size_t *count, const ConfigText *text, Arena *arena)
{
    *entries = ARENA_ARRAY(arena, ConfigEntry, COUNT_OF(FIELDS));
    *count = 0;
    for (const cyaml_schema_field_t *field = FIELDS; field->key; field++) {
        const char *value;
        memcpy(&value, (const char *)text + field->data_offset, sizeof value);
        if (!value) continue;
        (*entries)[(*count)++] = (ConfigEntry){ field->key, arena_text(arena, value) };
    }
}

Status config_read(ConfigEntry **entries, size_t *count, const char *path, Arena *arena, Err *err)
{
    Complaint complaint = { 0 };
    const cyaml_config_t config = { .log_fn = take_complaint,
                                    .log_ctx = &complaint,
                                    .mem_fn = cyaml_mem,
                                    .log_level = CYAML_LOG_ERROR };
    ConfigText *text = NULL;
    Bytes bytes;
    Status s;

    if ((s = file_read(&bytes, path, MAX_CONFIG, arena, err))) {
        return err_set(err, ERR_CONFIG, "%s", arena_text(arena, err->text));
    }
    if (!utf8_valid((const char *)bytes.data, bytes.size)) {
        return err_set(err, ERR_CONFIG, "%s: not UTF-8: save it as UTF-8", path);
    }
    cyaml_err_t code =
        cyaml_load_data(bytes.data, bytes.size, &config, &SCHEMA, (cyaml_data_t **)&text, NULL);
    if (code != CYAML_OK) return refuse(path, (const char *)bytes.data, &complaint, code, err);
    *count = 0;
    if (text) take_texts(entries, count, text, arena);
    cyaml_free(&config, &SCHEMA, text, 0);
    return OK;
}
