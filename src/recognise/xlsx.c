/* Which parts a workbook has: relationships (ECMA-376 part 2, clause 9) and the list of sheets. */
#include "recognise/xlsx.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct Relation {
    const char *id, *type, *part; /* part: NULL where the target lies outside */
} Relation;

typedef struct Relations {
    Relation *items;
    size_t count, capacity;
    const char *base; /* the part that they are of */
    Arena *arena;
} Relations;

static bool ends_with(const char *text, const char *with)
{
    size_t size = strlen(text), end = strlen(with);

    return size >= end && !strcasecmp(text + size - end, with);
}

/* --- relationships ---------------------------------------------------------------------------- */

/* Drops the last segment behind `root`. */
static size_t up(const char *path, size_t size)
{
    while (size && path[size - 1] != '/')
        size--;
    return size ? size - 1 : 0;
}

/* The part that a target means, as RFC 3986, 5.2.4 has it: ".." does not lead out of the package.
 */
static const char *resolve(const char *base, const char *target, Arena *arena)
{
    size_t target_size = strlen(target), size = *target == '/' ? 0 : up(base, strlen(base));
    char *path = arena_alloc(arena, size + target_size + 2, 1);

    memcpy(path, base, size);
    while (*target) {
        size_t segment = strcspn(target, "/\\");
        if (segment == 2 && !strncmp(target, "..", 2)) {
            size = up(path, size);
        } else if (segment && !(segment == 1 && *target == '.')) {
            if (size) path[size++] = '/';
            memcpy(path + size, target, segment);
            size += segment;
        }
        target += segment + (target[segment] != '\0');
    }
    path[size] = '\0';
    return path;
}

static void relation_start(void *context, XmlPart *part, Tag tag, const char *const *attributes)
{
    Relations *relations = context;

    if (tag != TAG_RELATIONSHIP || xml_around(part, 1) != TAG_RELATIONSHIPS) return;
    const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
    const char *target = xml_attribute(attributes, "Target");
    const char *mode = xml_attribute(attributes, "TargetMode");
    if (!id || !type || !target) return;
    if (relations->count == PACKAGE_ENTRIES) {
        xml_fail(part,
                 err_set(part->err, ERR_DATA,
                         "%s is damaged or not a usual workbook: it has more than %d relations",
                         part->package->path, PACKAGE_ENTRIES));
        return;
    }
    bool outside = mode && !strcasecmp(mode, "External");
    Relation relation = { arena_text(relations->arena, id), arena_text(relations->arena, type),
                          outside ? NULL : resolve(relations->base, target, relations->arena) };
    VEC_PUSH(relations->arena, relations, relation);
}

/* None where there is no such part. */
static Status read_relations(Relations *out, const Xlsx *xlsx, const char *base, Err *err)
{
    static const XmlHandlers handlers = { .root = TAG_RELATIONSHIPS, .start = relation_start };
    size_t folder = up(base, strlen(base));
    const char *file = base + folder + (base[folder] == '/');
    const char *name =
        arena_format(out->arena, "%.*s%s_rels/%s.rels", (int)folder, base, folder ? "/" : "", file);

    out->base = base;
    if (package_entry(&xlsx->package, name) < 0) return OK;
    return xml_read(&xlsx->package, name, &handlers, out, err);
}

/* The first whose type ends so; NULL when there is none. */
static const char *part_of_type(const Relations *relations, const char *type)
{
    for (size_t i = 0; i < relations->count; i++) {
        if (ends_with(relations->items[i].type, type)) return relations->items[i].part;
    }
    return NULL;
}

/* --- the list of sheets ----------------------------------------------------------------------- */

typedef struct SheetList {
    Xlsx *xlsx;
    const Relations *relations;
    XlsxSheet *items;
    size_t count, capacity;
} SheetList;

/* Charts and macros have sheets of their own kind; they are counted, but have no cells. */
static const char *part_of_id(const Relations *relations, const char *id)
{
    for (size_t i = 0; id && i < relations->count; i++) {
        const Relation *relation = &relations->items[i];
        if (!strcmp(relation->id, id) && relation->part && ends_with(relation->type, "/worksheet"))
            return relation->part;
    }
    return "";
}

static void add_sheet(SheetList *list, XmlPart *part, const char *const *attributes)
{
    Arena *arena = &list->xlsx->arena;
    const char *name = xml_attribute(attributes, "name");
    const char *state = xml_attribute(attributes, "state");

    if (list->count == XLSX_SHEETS) {
        xml_fail(part,
                 err_set(part->err, ERR_DATA,
                         "%s has more than %d sheets: save the one with the table as .xlsx or "
                         "CSV UTF-8",
                         part->package->path, XLSX_SHEETS));
        return;
    }
    if (!name) name = "";
    XlsxSheet sheet = { .name = utf8_clean(name, strlen(name), 100, arena),
                        .part = part_of_id(list->relations, xml_attribute(attributes, ":id")),
                        .visible = !state || !strcmp(state, "visible") };
    VEC_PUSH(arena, list, sheet);
}

static void workbook_start(void *context, XmlPart *part, Tag tag, const char *const *attributes)
{
    SheetList *list = context;
    Tag around = xml_around(part, 1);

    if (tag == TAG_WORKBOOK_PR && around == TAG_WORKBOOK) {
        const char *since = xml_attribute(attributes, "date1904");
        list->xlsx->since_1904 = since && (!strcmp(since, "1") || !strcmp(since, "true"));
    }
    if (tag == TAG_SHEET && around == TAG_SHEETS) add_sheet(list, part, attributes);
}

static Status read_workbook(Xlsx *xlsx, const char *name, Err *err)
{
    static const XmlHandlers handlers = { .root = TAG_WORKBOOK, .start = workbook_start };
    Relations relations = { .arena = &xlsx->arena };
    SheetList list = { .xlsx = xlsx, .relations = &relations };
    Status s = read_relations(&relations, xlsx, name, err);

    if (s) return s;
    if ((s = xml_read(&xlsx->package, name, &handlers, &list, err))) return s;
    xlsx->sheets = list.items;
    xlsx->sheet_count = list.count;
    xlsx->texts_part = part_of_type(&relations, "/sharedStrings");
    xlsx->styles_part = part_of_type(&relations, "/styles");
    if (list.count) return xlsx_read_styles(xlsx, err);
    return err_set(err, ERR_DATA, "%s is a workbook without any sheet", xlsx->path);
}

static Status find_workbook(const char **out, Xlsx *xlsx, Err *err)
{
    static const char *const usual = "xl/workbook.xml";
    Relations relations = { .arena = &xlsx->arena };
    Status s = read_relations(&relations, xlsx, "", err);

    if (s) return s;
    const char *part = part_of_type(&relations, "/officeDocument");
    if (!part && package_entry(&xlsx->package, usual) >= 0) part = usual;
    if (!part || ends_with(part, ".bin") || !strncasecmp(part, "word/", 5) ||
        !strncasecmp(part, "ppt/", 4)) {
        return package_refuse(&xlsx->package, err);
    }
    *out = part;
    return OK;
}

/* --- open and close --------------------------------------------------------------------------- */

static Status open_package(Xlsx **out, const Package *package, Err *err)
{
    Xlsx *xlsx = calloc(1, sizeof *xlsx);
    const char *workbook = NULL;

    if (!xlsx) out_of_memory();
    xlsx->path = package->path;
    xlsx->package = *package;
    xlsx->arena = arena_open();
    Status s = find_workbook(&workbook, xlsx, err);
    if (!s) s = read_workbook(xlsx, workbook, err);
    if (s) {
        xlsx_close(xlsx);
    } else {
        *out = xlsx;
    }
    return s;
}

Status xlsx_open(Xlsx **out, const char *path, Err *err)
{
    Package package;
    Status s = package_open(&package, path, err);

    return s ? s : open_package(out, &package, err);
}

Status xlsx_open_bytes(Xlsx **out, Bytes bytes, const char *path, Err *err)
{
    Package package;
    Status s = package_open_bytes(&package, bytes, path, err);

    return s ? s : open_package(out, &package, err);
}

void xlsx_close(Xlsx *xlsx)
{
    xml_close(&xlsx->texts.part);
    xml_close(&xlsx->row.part);
    package_close(&xlsx->package);
    buf_close(&xlsx->texts.text);
    buf_close(&xlsx->row.text);
    free(xlsx->texts.ends);
    free(xlsx->row.cells);
    free(xlsx->fields);
    free(xlsx->typed);
    free(xlsx->odd);
    arena_close(&xlsx->arena);
    free(xlsx);
}
