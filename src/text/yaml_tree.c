/* What is asked of a tree, and how its nodes are refused. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text/yaml_private.h"

/* --- refusals --------------------------------------------------------------------------------- */

Status yaml_refuse_at(Err *err, const char *name, YamlPlace at, const char *format, va_list args)
{
    char text[sizeof err->text];

    vsnprintf(text, sizeof text, format, args);
    return err_set(err, ERR_CONFIG, "%s:%zu:%zu: %s", name, at.line, at.column, text);
}

Status yaml_refuse(Err *err, const YamlNode *node, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    Status s = yaml_refuse_at(err, node->file, node->at, format, args);
    va_end(args);
    return s;
}

Status yaml_refuse_key(Err *err, const YamlNode *node, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    Status s = yaml_refuse_at(err, node->file, node->key ? node->key_at : node->at, format, args);
    va_end(args);
    return s;
}

const char *yaml_place(const YamlNode *node, Arena *arena)
{
    return arena_format(arena, "%s:%zu:%zu", node->file, node->at.line, node->at.column);
}

YamlShown yaml_shown(const void *text)
{
    YamlShown out = { "" };
    size_t size = strnlen(text, 81);

    if (size <= 80) return memcpy(out.text, text, size), out;
    for (size = 80; size && (((const char *)text)[size] & 0xc0) == 0x80;)
        size--;
    memcpy(out.text, text, size);
    memcpy(out.text + size, "…", 3);
    return out;
}

/* --- what is asked of a tree ------------------------------------------------------------------ */

const YamlNode *yaml_get(const YamlNode *mapping, const char *key)
{
    if (!mapping || mapping->kind != YAML_MAPPING) return NULL;
    for (YAML_EACH(node, mapping)) {
        if (!strcmp(node->key, key)) return node;
    }
    return NULL;
}

static const char *kind_name(const YamlNode *node)
{
    switch (node->kind) {
    case YAML_SCALAR: return *node->text ? "a single value" : "nothing";
    case YAML_SEQUENCE: return "a list";
    case YAML_MAPPING: return "a section of keys";
    }
    return "";
}

Status yaml_expect(const YamlNode *node, YamlKind kind, Err *err)
{
    static const char *const wanted[] = { [YAML_SCALAR] = "a single value",
                                          [YAML_SEQUENCE] = "a list such as [a, b]",
                                          [YAML_MAPPING] = "a section of keys" };

    if (node->kind == kind) return OK;
    return yaml_refuse(err, node, "%s%s%s stands where %s belongs",
                       node->key ? yaml_shown(node->key).text : "", node->key ? ": " : "",
                       kind_name(node), wanted[kind]);
}

Status yaml_text(const char **out, const YamlNode *node, Err *err)
{
    Status s = yaml_expect(node, YAML_SCALAR, err);

    if (!s) *out = node->text;
    return s;
}

/* A few keys are listed; of many it is only said that there is none like it. */
static Status refuse_unknown(const YamlNode *node, const char *const *known, size_t count, Err *err)
{
    enum { FEW = 20 };
    const char *nearest = utf8_nearest(node->key, known, count);
    Buf all = { 0 };

    if (nearest) {
        return yaml_refuse_key(err, node, "unknown key %s: did you mean \"%s\"?",
                               yaml_shown(node->key).text, nearest);
    }
    if (count > FEW) {
        return yaml_refuse_key(err, node, "unknown key %s: none of the %zu known ones is like it",
                               yaml_shown(node->key).text, count);
    }
    for (size_t i = 0; i < count; i++)
        buf_format(&all, "%s%s", i ? ", " : "", known[i]);
    Status s = yaml_refuse_key(err, node, "unknown key %s: the keys here are %s",
                               yaml_shown(node->key).text, all.data ? all.data : "none");
    buf_close(&all);
    return s;
}

Status yaml_keys(const YamlNode *mapping, const char *const *known, size_t count, Err *err)
{
    Status s = yaml_expect(mapping, YAML_MAPPING, err);

    if (s) return s;
    for (YAML_EACH(node, mapping)) {
        size_t i = 0;
        while (i < count && strcmp(known[i], node->key))
            i++;
        if (i == count) return refuse_unknown(node, known, count, err);
    }
    return OK;
}
