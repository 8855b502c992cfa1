/* The rows of a sheet. */
#include <stdlib.h>
#include <string.h>

#include "recognise/xlsx.h"

#define LETTERS 26

/* --- where a cell stands ---------------------------------------------------------------------- */

/* "E7" of column 5, row 7. */
static void put_name(char out[16], int64_t column, int64_t row)
{
    char letters[4];
    size_t count = 0;

    for (; column > 0 && count < sizeof letters; column = (column - 1) / LETTERS)
        letters[count++] = (char)('A' + (column - 1) % LETTERS);
    while (count)
        *out++ = letters[--count];
    char digits[NUMBER_TEXT];
    number_fixed(digits, (double)row, 0);
    memcpy(out, digits, strlen(digits) + 1);
}

/* Column and row of "E7"; false when it is no such name, or one beyond the last cell. */
static bool read_name(int64_t *column, int64_t *row, const char *name)
{
    int64_t across = 0, down;

    for (; *name >= 'A' && *name <= 'Z' && across <= XLSX_COLUMNS; name++)
        across = LETTERS * across + (*name - 'A' + 1);
    if (!across || across > XLSX_COLUMNS || *name < '1' || *name > '9') return false;
    if (strlen(name) > 7 || !integer_read(name, &down) || down > XLSX_ROWS) return false;
    *column = across;
    *row = down;
    return true;
}

/* A contradiction in the cells. */
static void fail_here(Xlsx *xlsx, XmlPart *part, const char *what, const char *where)
{
    xml_fail(part,
             err_set(part->err, ERR_DATA,
                     "%s, sheet %s, row %lld: %s%.*s: the workbook is damaged: open it and save it "
                     "again, or save the sheet as CSV UTF-8",
                     xlsx->path, xlsx->sheets[xlsx->sheet].name, (long long)xlsx->row.row, what,
                     whole_characters(where, 20), where));
}

/* What was odd in the column of the cell that is open. */
static XlsxOdd *odd_here(Xlsx *xlsx)
{
    size_t column = (size_t)xlsx->row.column - 1;

    if (column >= xlsx->odd_count) {
        size_t wanted = 2 * column + 16;
        XlsxOdd *odd = realloc(xlsx->odd, wanted * sizeof *odd);
        if (!odd) out_of_memory();
        memset(odd + xlsx->odd_count, 0, (wanted - xlsx->odd_count) * sizeof *odd);
        xlsx->odd = odd;
        xlsx->odd_count = wanted;
    }
    return &xlsx->odd[column];
}

static void note_cell(XlsxCells *cells, const XlsxRow *row)
{
    if (!cells->count++) put_name(cells->first, row->column, row->row);
}

/* --- rows and cells begin --------------------------------------------------------------------- */

/* Rows that have no number follow the one before. */
static void begin_row(Xlsx *xlsx, XmlPart *part, const char *const *attributes)
{
    XlsxRow *row = &xlsx->row;
    int64_t number = row->row + 1;

    row->placed = xml_attribute(attributes, "r") != NULL;
    if ((row->placed && !xml_integer(&number, attributes, "r")) || number > XLSX_ROWS ||
        number <= row->row) {
        const char *given = xml_attribute(attributes, "r");
        fail_here(xlsx, part, "behind it follows row ", given ? given : "1048577");
        return;
    }
    row->row = number;
    row->column = 0;
    row->count = 0;
    row->text.size = 0;
}

static CellType type_of(const char *type)
{
    if (!type || !strcmp(type, "n")) return CELL_IS_NUMBER;
    if (!strcmp(type, "s")) return CELL_IS_SHARED;
    if (!strcmp(type, "b")) return CELL_IS_TRUTH;
    if (!strcmp(type, "e")) return CELL_IS_ERROR;
    if (!strcmp(type, "d")) return CELL_IS_DATE;
    return CELL_IS_TEXT;
}

/* Moves to the cell's column; cells without a name follow the one before. */
static bool place_cell(Xlsx *xlsx, XmlPart *part, const char *name)
{
    XlsxRow *row = &xlsx->row;
    int64_t number = row->row;

    row->column++;
    if (name && !read_name(&row->column, &number, name)) {
        fail_here(xlsx, part, "no cell can be called ", name);
    } else if (!name && row->column > XLSX_COLUMNS) {
        fail_here(xlsx, part, "it has more than 16384 cells", "");
    } else if (number != row->row && (row->placed || number < row->row)) {
        fail_here(xlsx, part, "in it stands cell ", name);
    } else {
        row->row = number;
        row->placed |= name != NULL;
        return true;
    }
    return false;
}

static void begin_cell(Xlsx *xlsx, XmlPart *part, const char *const *attributes)
{
    XlsxRow *row = &xlsx->row;
    int64_t style = 0;

    if (!place_cell(xlsx, part, xml_attribute(attributes, "r"))) return;
    row->type = type_of(xml_attribute(attributes, "t"));
    row->form = CELL_PLAIN;
    if (row->type == CELL_IS_NUMBER && xml_integer(&style, attributes, "s") &&
        (size_t)style < xlsx->form_count) {
        row->form = (CellForm)xlsx->forms[style];
    }
    row->from = row->text.size;
    row->has_formula = false;
}

/* A value, or a text in place, which may be rich. */
static bool holds_value(const XmlPart *part, Tag tag)
{
    Tag around = xml_around(part, 1);

    if (tag == TAG_V) return around == TAG_C;
    if (tag != TAG_T) return false;
    return around == TAG_IS || (around == TAG_R && xml_around(part, 2) == TAG_IS);
}

static void sheet_start(void *context, XmlPart *part, Tag tag, const char *const *attributes)
{
    Xlsx *xlsx = context;
    Tag around = xml_around(part, 1);

    if (tag == TAG_ROW && around == TAG_SHEET_DATA) begin_row(xlsx, part, attributes);
    if (tag == TAG_C && around == TAG_ROW) begin_cell(xlsx, part, attributes);
    if (tag == TAG_F && around == TAG_C) xlsx->row.has_formula = true;
    xlsx->row.inside = holds_value(part, tag);
}

static void sheet_text(void *context, XmlPart *part, const char *text, size_t size)
{
    Xlsx *xlsx = context;
    XlsxRow *row = &xlsx->row;

    if (!row->inside) return;
    if (row->text.size - row->from + size > XLSX_CELL_BYTES) {
        fail_here(xlsx, part, "a cell has more than 1 MiB of text", "");
    } else if (row->text.size + size > XLSX_ROW_BYTES) {
        fail_here(xlsx, part, "it has more than 16 MiB of text", "");
    } else {
        buf_put(&row->text, text, size);
    }
}

/* --- a cell ends: its value becomes text ------------------------------------------------------ */

static void set_value(XlsxRow *row, const char *text)
{
    row->text.size = row->from;
    buf_text(&row->text, text);
}

/* Blanks around a number are not part of it. */
static void trim_value(XlsxRow *row)
{
    char *data = row->text.data;
    size_t skip = row->from;

    if (!data) return;
    while (row->text.size > row->from && strchr(" \t\r\n", data[row->text.size - 1]))
        row->text.size--;
    while (skip < row->text.size && strchr(" \t\r\n", data[skip]))
        skip++;
    memmove(data + row->from, data + skip, row->text.size - skip);
    row->text.size -= skip - row->from;
    data[row->text.size] = '\0';
}

static Typed end_number(const Xlsx *xlsx, XlsxRow *row)
{
    char text[CELL_TEXT], date[CELL_TEXT];
    double value;

    if (row->text.size == row->from) return TYPED_TEXT;
    if (!cell_number(text, row->text.data + row->from, row->text.size - row->from))
        return TYPED_TEXT;
    if (row->form != CELL_PLAIN && number_read(text, &value) &&
        cell_date(date, value, row->form, xlsx->since_1904)) {
        set_value(row, date);
        /* A time of day alone is no date. */
        return date[4] == '-' ? TYPED_DATE : TYPED_TEXT;
    }
    set_value(row, text);
    return TYPED_NUMBER;
}

static Typed end_date(XlsxRow *row)
{
    char date[CELL_TEXT];

    if (row->text.size == row->from) return TYPED_TEXT;
    if (!cell_iso_date(date, row->text.data + row->from, row->text.size - row->from))
        return TYPED_TEXT;
    set_value(row, date);
    return TYPED_DATE;
}

static Typed end_value(Xlsx *xlsx, XlsxRow *row)
{
    if (row->type == CELL_IS_TEXT) {
        xlsx_unescape(&row->text, row->from);
        return TYPED_TEXT;
    }
    trim_value(row);
    const char *value = row->text.size > row->from ? row->text.data + row->from : "";
    switch (row->type) {
    case CELL_IS_NUMBER: return end_number(xlsx, row);
    case CELL_IS_DATE: return end_date(row);
    case CELL_IS_TRUTH:
        if (!strcmp(value, "0") || !strcmp(value, "1"))
            set_value(row, *value == '1' ? "TRUE" : "FALSE");
        return TYPED_TEXT;
    case CELL_IS_ERROR:
        /* #N/A is how spreadsheets write that there is no value. */
        if (*value && strcmp(value, "#N/A") != 0) note_cell(&odd_here(xlsx)->errors, row);
        set_value(row, "");
        return TYPED_TEXT;
    case CELL_IS_SHARED:
    case CELL_IS_TEXT: break;
    }
    return TYPED_TEXT;
}

/* The cell of a column, with blank ones before it. NULL when it has a value already. */
static XlsxCell *cell_at(XlsxRow *row, size_t column)
{
    if (column >= row->capacity) {
        size_t wanted = row->capacity ? row->capacity : 32;
        while (wanted <= column)
            wanted *= 2;
        XlsxCell *cells = realloc(row->cells, wanted * sizeof *cells);
        if (!cells) out_of_memory();
        row->cells = cells;
        row->capacity = wanted;
    }
    if (row->count < column) row->blanks += (int64_t)(column - row->count);
    while (row->count <= column)
        row->cells[row->count++] = (XlsxCell){ 0 };
    XlsxCell *cell = &row->cells[column];
    return cell->shared || cell->size ? NULL : cell;
}

static void keep_cell(Xlsx *xlsx, XmlPart *part, XlsxCell value)
{
    XlsxRow *row = &xlsx->row;
    XlsxCell *cell = cell_at(row, (size_t)row->column - 1);
    char name[16];

    if (row->blanks > XLSX_BLANKS) {
        fail_here(xlsx, part, "the rows so far are nearly all blank cells", "");
        return;
    }
    if (cell) {
        *cell = value;
        return;
    }
    put_name(name, row->column, row->row);
    fail_here(xlsx, part, "there are two cells ", name);
}

static void end_shared(Xlsx *xlsx, XmlPart *part)
{
    XlsxRow *row = &xlsx->row;
    int64_t which;

    trim_value(row);
    const char *value = row->text.size > row->from ? row->text.data + row->from : "";
    if (!*value) return;
    if (strspn(value, "0123456789") != strlen(value) || strlen(value) > 9 ||
        !integer_read(value, &which)) {
        fail_here(xlsx, part, "a cell refers to text ", value);
        return;
    }
    row->text.size = row->from;
    keep_cell(xlsx, part, (XlsxCell){ .at = which, .shared = true, .typed = TYPED_TEXT });
}

static void end_cell(Xlsx *xlsx, XmlPart *part)
{
    XlsxRow *row = &xlsx->row;

    if (row->type == CELL_IS_SHARED) {
        end_shared(xlsx, part);
        return;
    }
    /* Libraries write formulas without what comes out of them; an empty text is a result. */
    if (row->has_formula && row->text.size == row->from && row->type != CELL_IS_TEXT)
        note_cell(&odd_here(xlsx)->uncomputed, row);
    Typed typed = end_value(xlsx, row);
    size_t size = row->text.size - row->from;
    if (!size) return;
    keep_cell(xlsx, part, (XlsxCell){ (int64_t)row->from, (uint32_t)size, false, typed });
}

static void sheet_end(void *context, XmlPart *part, Tag tag)
{
    Xlsx *xlsx = context;
    Tag around = xml_around(part, 1);

    xlsx->row.inside = false;
    if (tag == TAG_C && around == TAG_ROW) end_cell(xlsx, part);
    if (tag == TAG_ROW && around == TAG_SHEET_DATA && xlsx->row.count) xml_pause(part);
}

/* --- reading ---------------------------------------------------------------------------------- */

Status xlsx_begin(Xlsx *xlsx, size_t sheet, Err *err)
{
    static const XmlHandlers handlers = { .root = TAG_WORKSHEET,
                                          .large = true,
                                          .start = sheet_start,
                                          .end = sheet_end,
                                          .text = sheet_text };
    const XlsxSheet *wanted = &xlsx->sheets[sheet];

    xlsx->sheet = sheet;
    if (!*wanted->part) {
        return err_set(
            err, ERR_DATA,
            "%s, sheet %s: it has no cells (a chart, a macro, or a part that is missing): "
            "name another with --sheet",
            xlsx->path, wanted->name);
    }
    return xml_open(&xlsx->row.part, &xlsx->package, wanted->part, &handlers, xlsx, err);
}

static void make_room(Xlsx *xlsx, size_t count)
{
    if (count <= xlsx->capacity) return;
    xlsx->capacity = xlsx->row.capacity;
    CsvField *fields = realloc(xlsx->fields, xlsx->capacity * sizeof *fields);
    if (!fields) out_of_memory();
    xlsx->fields = fields;
    unsigned char *typed = realloc(xlsx->typed, xlsx->capacity);
    if (!typed) out_of_memory();
    xlsx->typed = typed;
}

/* Shared texts move while more of them are read, so all are asked for before any is used. */
static Status need_texts(Xlsx *xlsx, Err *err)
{
    const XlsxRow *row = &xlsx->row;
    int64_t last = -1;

    for (size_t c = 0; c < row->count; c++) {
        if (row->cells[c].shared && row->cells[c].at > last) last = row->cells[c].at;
    }
    if (last < (int64_t)xlsx->texts.count) return OK;
    return xlsx_need_text(xlsx, (size_t)last, err);
}

static Status build_row(Xlsx *xlsx, Err *err)
{
    const XlsxRow *row = &xlsx->row;
    size_t total = 0;
    Status s = need_texts(xlsx, err);

    if (s) return s;
    make_room(xlsx, row->count);
    xlsx->count = 0;
    for (size_t c = 0; c < row->count; c++) {
        const XlsxCell *cell = &row->cells[c];
        CsvField field = { "", 0 };
        if (cell->shared) {
            field = xlsx_text(xlsx, (size_t)cell->at);
        } else if (cell->size) {
            field = (CsvField){ row->text.data + cell->at, cell->size };
        }
        total += field.size;
        xlsx->typed[c] = cell->typed;
        xlsx->fields[c] = field;
        if (field.size) xlsx->count = c + 1;
    }
    if (total <= XLSX_ROW_BYTES) return OK;
    return err_set(err, ERR_DATA, "%s, sheet %s, row %lld: it has more than 16 MiB of text",
                   xlsx->path, xlsx->sheets[xlsx->sheet].name, (long long)row->row);
}

Status xlsx_next(bool *more, Xlsx *xlsx, Err *err)
{
    XmlPart *part = &xlsx->row.part;
    Status s;

    while (!part->ended) {
        if ((s = xml_step(part, err))) return s;
        if (!part->paused) continue;
        if ((s = build_row(xlsx, err))) return s;
        if (!xlsx->count) continue;
        *more = true;
        return OK;
    }
    *more = false;
    return OK;
}

double xlsx_share(const Xlsx *xlsx)
{
    const XmlPart *part = &xlsx->row.part;

    return part->size > 0 ? (double)part->read / (double)part->size : 1;
}
