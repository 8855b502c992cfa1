/* text/yaml.h — a YAML file as a tree in which every node knows where it stands.
 *
 * In:    the UTF-8 bytes of one document of mappings, sequences and scalars. What such a file can
 * do without is refused: anchors and aliases, tags, a second document, a key that is no scalar or
 * stands twice, control characters. Out:   the tree. Every scalar is a text, however it is written:
 * what reads it judges it. Owns:  nothing; the tree lives in the arena. Fails: ERR_CONFIG,
 * "FILE:LINE:COLUMN: what is wrong, and what to do".
 */
#ifndef TEXT_YAML_H
#define TEXT_YAML_H

#include "base/base.h"

#define YAML_MOST_BYTES ((size_t)1 << 20)
#define YAML_MOST_DEPTH 20
#define YAML_MOST_NODES 50000

typedef enum YamlKind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING } YamlKind;

/* Both from 1; a column is a code point. */
typedef struct YamlPlace {
    size_t line, column;
} YamlPlace;

typedef struct YamlNode YamlNode;
struct YamlNode {
    YamlKind kind;
    const char *file;
    YamlPlace at;
    const char *text;      /* of a scalar; "" where nothing is written */
    const YamlNode *first; /* of a sequence's or mapping's nodes, in the file's order */
    size_t count;          /* of them */
    const YamlNode *next;  /* beside it */
    const char *key;       /* in a mapping; else NULL */
    YamlPlace key_at;
};

/* A file in which nothing is written is an empty mapping. `name` is the file's, for messages. */
MUST_USE Status yaml_read(YamlNode **out, Bytes bytes, const char *name, Arena *arena, Err *err);

/* The node under that key; NULL where there is none, and where `mapping` is no mapping or NULL. */
const YamlNode *yaml_get(const YamlNode *mapping, const char *key);

/* for (YAML_EACH(item, list)): the nodes of a sequence or mapping. */
#define YAML_EACH(item, parent)                                                                    \
    const YamlNode *item = (parent)->first;                                                        \
    item;                                                                                          \
    item = item->next

/* Refuses a node of another kind. */
MUST_USE Status yaml_expect(const YamlNode *node, YamlKind kind, Err *err);
/* The text of a scalar; refuses other kinds. */
MUST_USE Status yaml_text(const char **out, const YamlNode *node, Err *err);
/* Refuses what is no mapping, and a key that is none of `known`: names the nearest of them. */
MUST_USE Status yaml_keys(const YamlNode *mapping, const char *const *known, size_t count,
                          Err *err);

/* ERR_CONFIG: "FILE:LINE:COLUMN: " and the text; of the node, or of its key. */
MUST_USE Status yaml_refuse(Err *err, const YamlNode *node, const char *format, ...)
    PRINTF_LIKE(3, 4);
MUST_USE Status yaml_refuse_key(Err *err, const YamlNode *node, const char *format, ...)
    PRINTF_LIKE(3, 4);
/* "FILE:LINE:COLUMN", for a message about the node that is written elsewhere. */
const char *yaml_place(const YamlNode *node, Arena *arena);

#endif
