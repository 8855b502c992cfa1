/* Which styles show a number as a date: cellXfs names a number format for each. */
#include <string.h>

#include "recognise/xlsx.h"

typedef struct CustomForm {
    int64_t id;
    CellForm form;
} CustomForm;

typedef struct Styles {
    Arena *arena; /* scratch */
    struct {
        CustomForm *items;
        size_t count, capacity;
    } customs;
    struct {
        unsigned char *items;
        size_t count, capacity;
    } forms;
} Styles;

static CellForm form_of(const Styles *styles, int64_t id)
{
    /* Workbooks have some dozens, and a format may be given anew: the last counts. */
    for (size_t i = styles->customs.count; i > 0; i--) {
        if (styles->customs.items[i - 1].id == id) return styles->customs.items[i - 1].form;
    }
    return cell_form_of_id(id);
}

static void refuse_count(XmlPart *part)
{
    xml_fail(part,
             err_set(part->err, ERR_DATA,
                     "%s has more styles than any workbook needs: save the sheet as CSV UTF-8",
                     part->package->path));
}

static void styles_start(void *context, XmlPart *part, Tag tag, const char *const *attributes)
{
    enum { CUSTOM_FORMS = 10000 };
    Styles *styles = context;
    Tag around = xml_around(part, 1);
    int64_t id = 0;
    bool has_id = xml_integer(&id, attributes, "numFmtId");
    const char *code = xml_attribute(attributes, "formatCode");

    if (tag == TAG_NUM_FMT && around == TAG_NUM_FMTS && has_id && code) {
        CustomForm custom = { id, cell_form_of_code(code) };
        if (styles->customs.count == CUSTOM_FORMS) {
            refuse_count(part);
        } else {
            VEC_PUSH(styles->arena, &styles->customs, custom);
        }
    }
    if (tag == TAG_XF && around == TAG_CELL_XFS) {
        unsigned char form = (unsigned char)form_of(styles, id);
        if (styles->forms.count == XLSX_STYLES) {
            refuse_count(part);
        } else {
            VEC_PUSH(styles->arena, &styles->forms, form);
        }
    }
}

Status xlsx_read_styles(Xlsx *xlsx, Err *err)
{
    static const XmlHandlers handlers = { .root = TAG_STYLE_SHEET, .start = styles_start };
    Arena scratch = arena_open();
    Styles styles = { .arena = &scratch };
    Status s = OK;

    if (xlsx->styles_part && package_entry(&xlsx->package, xlsx->styles_part) >= 0)
        s = xml_read(&xlsx->package, xlsx->styles_part, &handlers, &styles, err);
    if (!s && styles.forms.count) {
        xlsx->forms = ARENA_ARRAY(&xlsx->arena, unsigned char, styles.forms.count);
        memcpy(xlsx->forms, styles.forms.items, styles.forms.count);
        xlsx->form_count = styles.forms.count;
    }
    arena_close(&scratch);
    return s;
}
