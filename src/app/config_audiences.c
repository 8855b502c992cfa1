/* audiences: groups of readers, and what each of them gets by e-mail. What an audience says is read
 * by the options of the same meaning. */
#include <string.h>

#include "app/config.h"

#define MOST_AUDIENCES 64
#define MOST_ITEMS 200

typedef struct AudienceKey {
    const char *key, *option;
    bool list; /* of texts; else a text */
    bool each; /* an item is a value of its own; else they make one, with commas between */
} AudienceKey;

static const AudienceKey KEYS[] = {
    { "to", "to", true, true },
    { "parts", "attach", true, false },
    { "segments", "segments", true, false },
    { "privacy", "publish-privacy", false, false },
    { "subject", "subject", false, false },
};

/* What is being read. */
typedef struct Reading {
    Options *options;
    const char *audience;
    const AudienceKey *key;
    Arena *arena;
} Reading;

static Status take_value(const Reading *r, const YamlNode *node, const char *text, Err *err)
{
    const char *option = r->key->option;
    const OptionValue value = {
        .text = text,
        .where = arena_format(r->arena, "%s: audiences: %s: %s", yaml_place(node, r->arena),
                              r->audience, r->key->key),
        .source = IN_CONFIGURATION,
    };

    return option_take(r->options, option_row(option, strlen(option), COMMAND_NONE), &value,
                       r->arena, err);
}

static Status take_list(const Reading *r, const YamlNode *list, Err *err)
{
    const char *text, *joined = "";
    Status s;

    if ((s = yaml_expect(list, YAML_SEQUENCE, err))) return s;
    if (!list->count || list->count > MOST_ITEMS) {
        return yaml_refuse(err, list, "audiences: %s: %s: %zu values: give 1 to %d", r->audience,
                           r->key->key, list->count, MOST_ITEMS);
    }
    for (YAML_EACH(item, list)) {
        if ((s = config_text(&text, item, err))) return s;
        if (r->key->each && (s = take_value(r, item, text, err))) return s;
        joined = arena_format(r->arena, "%s%s%s", joined, *joined ? "," : "", text);
    }
    return r->key->each ? OK : take_value(r, list, joined, err);
}

static Status take_keys(const Reading *r, const YamlNode *section, Err *err)
{
    Reading one = *r;
    const char *text;
    Status s = OK;

    for (size_t i = 0; i < COUNT_OF(KEYS) && !s; i++) {
        const YamlNode *node = yaml_get(section, KEYS[i].key);
        if (!node) continue;
        one.key = &KEYS[i];
        if (one.key->list) {
            s = take_list(&one, node, err);
        } else if (!(s = config_text(&text, node, err))) {
            s = take_value(&one, node, text, err);
        }
    }
    return s;
}

static Status take_audience(Options *o, const YamlNode *section, Arena *arena, Err *err)
{
    const char *keys[COUNT_OF(KEYS)];
    Options read = { .mail = { .pdf = o->mail.pdf,
                               .csv = o->mail.csv,
                               .html = o->mail.html,
                               .xlsx = o->mail.xlsx } };
    const Reading reading = { .options = &read,
                              .audience = utf8_clean(section->key, strlen(section->key), 80, arena),
                              .arena = arena };
    Status s;

    for (size_t i = 0; i < COUNT_OF(KEYS); i++)
        keys[i] = KEYS[i].key;
    if ((s = yaml_keys(section, keys, COUNT_OF(keys), err))) return s;
    if ((s = take_keys(&reading, section, err))) return s;
    if (!read.mail.to.count) {
        return yaml_refuse_key(err, section,
                               "audiences: %s: nobody is in it: give to: [name@example.org]",
                               reading.audience);
    }
    VEC_PUSH(arena, &o->audiences,
             ((Audience){ reading.audience, read.mail, yaml_get(section, "privacy") != NULL,
                          read.may_publish }));
    return OK;
}

Status config_audiences(Options *o, const YamlNode *section, Arena *arena, Err *err)
{
    Status s;

    if ((s = yaml_expect(section, YAML_MAPPING, err))) return s;
    if (section->count > MOST_AUDIENCES) {
        return yaml_refuse(err, section, "audiences: %zu are too many: at most %d", section->count,
                           MOST_AUDIENCES);
    }
    for (YAML_EACH(audience, section)) {
        if ((s = take_audience(o, audience, arena, err))) return s;
    }
    return OK;
}
