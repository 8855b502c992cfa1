/* The parts of a package, through expat. */
#include <expat.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>

#include "recognise/package.h"

/* Bytes read at a time. */
#define BLOCK (64 * 1024)

/* Most frequent first. */
static const struct {
    const char *name;
    Tag tag;
} TAGS[] = {
    { "c", TAG_C },
    { "v", TAG_V },
    { "row", TAG_ROW },
    { "t", TAG_T },
    { "si", TAG_SI },
    { "is", TAG_IS },
    { "f", TAG_F },
    { "r", TAG_R },
    { "rPh", TAG_R_PH },
    { "xf", TAG_XF },
    { "numFmt", TAG_NUM_FMT },
    { "sst", TAG_SST },
    { "sheetData", TAG_SHEET_DATA },
    { "worksheet", TAG_WORKSHEET },
    { "workbook", TAG_WORKBOOK },
    { "workbookPr", TAG_WORKBOOK_PR },
    { "sheets", TAG_SHEETS },
    { "sheet", TAG_SHEET },
    { "styleSheet", TAG_STYLE_SHEET },
    { "numFmts", TAG_NUM_FMTS },
    { "cellXfs", TAG_CELL_XFS },
    { "Relationships", TAG_RELATIONSHIPS },
    { "Relationship", TAG_RELATIONSHIP },
};

static Tag tag_of(const char *name)
{
    const char *colon = strchr(name, ':');

    if (colon) name = colon + 1;
    for (size_t i = 0; i < COUNT_OF(TAGS); i++) {
        if (!strcmp(name, TAGS[i].name)) return TAGS[i].tag;
    }
    return TAG_OTHER;
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
    for (; attributes[0]; attributes += 2) {
        const char *have = attributes[0];
        if (*name == ':') have = strchr(have, ':');
        if (have && !strcmp(have, name)) return attributes[1];
    }
    return NULL;
}

bool xml_integer(int64_t *out, const char *const *attributes, const char *name)
{
    const char *text = xml_attribute(attributes, name);
    size_t digits = text ? strspn(text, "0123456789") : 0;

    return digits && digits <= 15 && !text[digits] && integer_read(text, out);
}

Tag xml_around(const XmlPart *part, size_t up)
{
    return part->depth > up ? part->open[part->depth - 1 - up] : TAG_OTHER;
}

/* --- what expat calls ------------------------------------------------------------------------- */

void xml_fail(XmlPart *part, Status failed)
{
    if (part->failed) return;
    part->failed = failed;
    XML_StopParser(part->parser, XML_FALSE);
}

void xml_pause(XmlPart *part)
{
    if (part->failed) return;
    part->paused = true;
    XML_StopParser(part->parser, XML_TRUE);
}

static Status refuse_part(const XmlPart *part, const char *reason, Err *err)
{
    return err_set(err, ERR_DATA,
                   "%s is damaged or not a usual workbook: its part %.*s %s: open it and save it "
                   "again, or save the sheet as CSV UTF-8",
                   part->package->path, whole_characters(part->name, 100), part->name, reason);
}

static void XMLCALL on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    XmlPart *part = context;
    Tag tag = tag_of(name);

    part->silent = 0;
    if (part->failed) return;
    if (!part->depth && tag != part->handlers->root) {
        xml_fail(part, refuse_part(part, "begins with a strange element", part->err));
    } else if (part->depth == XML_DEPTH) {
        xml_fail(part, refuse_part(part, "is nested too deeply", part->err));
    } else {
        part->open[part->depth++] = tag;
        part->handlers->start(part->context, part, tag, (const char *const *)attributes);
    }
}

static void XMLCALL on_end(void *context, const XML_Char *name)
{
    XmlPart *part = context;

    (void)name;
    part->silent = 0;
    if (part->failed || !part->depth) return;
    if (part->handlers->end) part->handlers->end(part->context, part, part->open[part->depth - 1]);
    part->depth--;
}

static void XMLCALL on_text(void *context, const XML_Char *text, int size)
{
    XmlPart *part = context;

    part->silent = 0;
    if (part->failed || !part->handlers->text) return;
    part->handlers->text(part->context, part, text, (size_t)size);
}

static void XMLCALL on_comment(void *context, const XML_Char *text)
{
    XmlPart *part = context;

    (void)text;
    part->silent = 0;
}

static void XMLCALL on_instruction(void *context, const XML_Char *target, const XML_Char *text)
{
    (void)target;
    on_comment(context, text);
}

static void XMLCALL on_doctype(void *context, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int internal)
{
    XmlPart *part = context;

    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    if (part->failed) return;
    xml_fail(part,
             refuse_part(part, "has a document type declaration, which workbooks must not have",
                         part->err));
}

/* --- reading ---------------------------------------------------------------------------------- */

static Status judge_size(const XmlPart *part, int64_t size, Err *err)
{
    int64_t most = part->handlers->large ? PART_BYTES : SMALL_PART_BYTES;

    if (size > most || (size > PART_FREE && size / PART_RATIO > part->packed)) {
        return refuse_part(part, "unpacks to more than any table needs", err);
    }
    return OK;
}

static Status judge_entry(XmlPart *part, int64_t index, Err *err)
{
    zip_stat_t about;

    if (index < 0 || zip_stat_index(part->package->zip, (zip_uint64_t)index, 0, &about) != 0)
        return refuse_part(part, "is missing", err);
    if (about.encryption_method != ZIP_EM_NONE) {
        return err_set(err, ERR_DATA,
                       "%s is locked with a password: open it, remove the password and save it "
                       "again",
                       part->package->path);
    }
    if (about.comp_method != ZIP_CM_STORE && about.comp_method != ZIP_CM_DEFLATE)
        return refuse_part(part, "is packed in an unusual way", err);
    part->size = about.size < INT64_MAX ? (int64_t)about.size : INT64_MAX;
    part->packed = about.comp_size < INT64_MAX ? (int64_t)about.comp_size : INT64_MAX;
    return judge_size(part, part->size, err);
}

static void make_parser(XmlPart *part)
{
    part->parser = XML_ParserCreate(NULL);
    if (!part->parser) out_of_memory();
    XML_SetUserData(part->parser, part);
    XML_SetElementHandler(part->parser, on_start, on_end);
    XML_SetCharacterDataHandler(part->parser, on_text);
    XML_SetCommentHandler(part->parser, on_comment);
    XML_SetProcessingInstructionHandler(part->parser, on_instruction);
    XML_SetStartDoctypeDeclHandler(part->parser, on_doctype);
}

Status xml_open(XmlPart *out, const Package *package, const char *name, const XmlHandlers *handlers,
                void *context, Err *err)
{
    *out = (XmlPart){ .package = package, .name = name, .handlers = handlers, .context = context };
    int64_t index = package_entry(package, name);
    Status s = judge_entry(out, index, err);

    if (s) return s;
    out->entry = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (!out->entry) return refuse_part(out, zip_strerror(package->zip), err);
    make_parser(out);
    return OK;
}

void xml_close(XmlPart *part)
{
    if (part->parser) XML_ParserFree(part->parser);
    if (part->entry) zip_fclose(part->entry);
    part->parser = NULL;
    part->entry = NULL;
}

static Status refuse_xml(const XmlPart *part, Err *err)
{
    char reason[200];

    snprintf(reason, sizeof reason, "is no XML in line %llu (%s)",
             (unsigned long long)XML_GetCurrentLineNumber(part->parser),
             XML_ErrorString(XML_GetErrorCode(part->parser)));
    return refuse_part(part, reason, err);
}

static Status judge_parsing(XmlPart *part, enum XML_Status status, Err *err)
{
    XML_ParsingStatus parsing;

    if (part->failed) return part->failed;
    if (status == XML_STATUS_ERROR) {
        if (XML_GetErrorCode(part->parser) == XML_ERROR_NO_MEMORY) out_of_memory();
        return refuse_xml(part, err);
    }
    XML_GetParsingStatus(part->parser, &parsing);
    part->ended = parsing.parsing == XML_FINISHED;
    return OK;
}

static Status parse_block(XmlPart *part, Err *err)
{
    void *room = XML_GetBuffer(part->parser, BLOCK);
    Status s;

    if (!room) out_of_memory();
    zip_int64_t got = zip_fread(part->entry, room, BLOCK);
    if (got < 0) {
        return refuse_part(part, "cannot be unpacked", err);
    }
    part->read += got;
    part->silent += (size_t)got;
    if (part->read > part->size) return refuse_part(part, "is larger than the file says", err);
    if ((s = judge_size(part, part->read, err))) return s;
    if (part->silent > XML_TAG_BYTES) return refuse_part(part, "has a tag of enormous size", err);
    return judge_parsing(part, XML_ParseBuffer(part->parser, (int)got, got == 0), err);
}

Status xml_step(XmlPart *part, Err *err)
{
    part->err = err;
    if (!part->paused) return parse_block(part, err);
    part->paused = false;
    return judge_parsing(part, XML_ResumeParser(part->parser), err);
}

Status xml_read(const Package *package, const char *name, const XmlHandlers *handlers,
                void *context, Err *err)
{
    XmlPart part;
    Status s = xml_open(&part, package, name, handlers, context, err);

    while (!s && !part.ended)
        s = xml_step(&part, err);
    xml_close(&part);
    return s;
}
