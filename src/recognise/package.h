/* recognise/package.h — the ZIP archive that a workbook is (ECMA-376 part 2), and its parts as XML.
 *
 * In:    a path, or bytes. Everything in it is taken for hostile: see the limits.
 * Out:   the tags and texts of one part, to the handlers that are given.
 * Owns:  the archive and the parser: package_close, xml_close.
 * Fails: ERR_IO; ERR_DATA: no ZIP file, damaged, locked with a password, a limit passed, a document
 *        type declaration (the standard forbids it, and entities can only come from one).
 */
#ifndef RECOGNISE_PACKAGE_H
#define RECOGNISE_PACKAGE_H

#include "base/base.h"

/* Entries of the archive. */
#define PACKAGE_ENTRIES 10000
/* Bytes of a part, unpacked: of a sheet and of the shared texts, and of all others. */
#define PART_BYTES (8ll << 30)
#define SMALL_PART_BYTES (64ll << 20)
/* Above the first, a part is at most so many times as large as it is packed. */
#define PART_FREE (64ll << 20)
#define PART_RATIO 250
/* Elements within elements, and bytes of one tag. */
#define XML_DEPTH 64
#define XML_TAG_BYTES (1 << 20)

typedef struct Package {
    const char *path; /* for messages */
    struct zip *zip;
} Package;

MUST_USE Status package_open(Package *out, const char *path, Err *err);
/* The bytes are borrowed. */
MUST_USE Status package_open_bytes(Package *out, Bytes bytes, const char *path, Err *err);
void package_close(Package *package);
/* An entry's number by its name, with "/" between folders; upper and lower case are the same, as
 * the standard says. Negative when there is none. */
int64_t package_entry(const Package *package, const char *name);
/* The first bytes of an entry, fewer when it has fewer. */
size_t package_peek(const Package *package, const char *name, char *out, size_t size);
/* How many bytes of a text of up to `most` end at the end of a character, for "%.*s". */
int whole_characters(const char *text, int most);
/* Refuses what is a ZIP file but no workbook, by what it looks like. */
MUST_USE Status package_refuse(const Package *package, Err *err);

/* --- XML -------------------------------------------------------------------------------------- */

/* The elements that matter, by their names without a prefix: the namespaces of the transitional and
 * of the strict standard differ, the names do not. */
typedef enum Tag {
    TAG_OTHER,
    TAG_C,
    TAG_V,
    TAG_ROW,
    TAG_T,
    TAG_IS,
    TAG_F,
    TAG_R,
    TAG_SI,
    TAG_R_PH,
    TAG_SST,
    TAG_SHEET_DATA,
    TAG_WORKSHEET,
    TAG_WORKBOOK,
    TAG_WORKBOOK_PR,
    TAG_SHEETS,
    TAG_SHEET,
    TAG_STYLE_SHEET,
    TAG_NUM_FMTS,
    TAG_NUM_FMT,
    TAG_CELL_XFS,
    TAG_XF,
    TAG_RELATIONSHIPS,
    TAG_RELATIONSHIP,
} Tag;

typedef struct XmlPart XmlPart;

/* What is done with a part; context is the one given to xml_open. */
typedef struct XmlHandlers {
    Tag root; /* the part must begin with it */
    bool large;
    void (*start)(void *context, XmlPart *part, Tag tag, const char *const *attributes);
    void (*end)(void *context, XmlPart *part, Tag tag);
    void (*text)(void *context, XmlPart *part, const char *text, size_t size);
} XmlHandlers;

struct XmlPart {
    const Package *package;
    const char *name; /* of the entry */
    const XmlHandlers *handlers;
    void *context;
    struct zip_file *entry;
    struct XML_ParserStruct *parser;
    int64_t read, size, packed; /* bytes so far, and by the directory */
    size_t silent;              /* bytes since something was seen */
    Tag open[XML_DEPTH];        /* the elements that are open, the outermost first */
    size_t depth;
    bool paused, ended;
    Err *err;
    Status failed;
};

MUST_USE Status xml_open(XmlPart *out, const Package *package, const char *name,
                         const XmlHandlers *handlers, void *context, Err *err);
/* Reads a block, or up to where a handler pauses. */
MUST_USE Status xml_step(XmlPart *part, Err *err);
void xml_close(XmlPart *part);
/* All of a part. */
MUST_USE Status xml_read(const Package *package, const char *name, const XmlHandlers *handlers,
                         void *context, Err *err);

/* For handlers: ends xml_step, which goes on from here when it is called again. */
void xml_pause(XmlPart *part);
/* For handlers: the text stands in part->err already; nothing more is read. */
void xml_fail(XmlPart *part, Status failed);
/* The element around the one that a handler is called for; up: 1 for its parent, 2 for that one's.
 */
Tag xml_around(const XmlPart *part, size_t up);
/* NULL when it is absent. A name with a prefix is asked for as ":id". */
const char *xml_attribute(const char *const *attributes, const char *name);
/* A whole number of at most 15 digits, not negative; false when it is none or absent. */
bool xml_integer(int64_t *out, const char *const *attributes, const char *name);

#endif
