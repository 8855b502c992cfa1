#include "import/export.h"

#include <string.h>

#include "text/yaml.h"

#define EXPORT_BYTES ((size_t)64 * 1024)

/* --- names of columns ------------------------------------------------------------------------- */

static int column_of(const Header *header, const char *name)
{
    size_t size = strlen(name);

    for (size_t c = 0; c < header->count; c++)
        if (value_is(name, size, header->names[c])) return (int)c;
    return NO_COLUMN;
}

/* One name, or several that stand together: those that the header has. */
static ColumnJoin join_of(const Header *header, const YamlNode *node)
{
    ColumnJoin join = { .count = 0 };

    if (node->kind == YAML_SCALAR) {
        int column = column_of(header, node->text);
        if (column != NO_COLUMN) join.columns[join.count++] = column;
        return join;
    }
    for (YAML_EACH(name, node)) {
        int column = name->kind == YAML_SCALAR ? column_of(header, name->text) : NO_COLUMN;
        if (column != NO_COLUMN && join.count < JOIN_MOST) join.columns[join.count++] = column;
    }
    return join;
}

static void read_chain(ColumnChain *chain, const Header *header, const YamlNode *node)
{
    if (!node) return;
    if (node->kind == YAML_SCALAR) {
        chain_add(chain, column_of(header, node->text));
        return;
    }
    for (YAML_EACH(one, node)) {
        ColumnJoin join = join_of(header, one);
        if (join.count && chain->count < CHAIN_MOST) chain->of[chain->count++] = join;
    }
}

static void read_figure(SalesForm *form, SalesFigure figure, const Header *header,
                        const YamlNode *node)
{
    if (!node) return;
    if (node->kind == YAML_SCALAR) {
        figure_add(form, figure, column_of(header, node->text));
        return;
    }
    for (YAML_EACH(name, node))
        if (name->kind == YAML_SCALAR) figure_add(form, figure, column_of(header, name->text));
}

static ValueList read_values(const YamlNode *node, Arena *arena)
{
    ValueList list = { 0 };

    if (!node) return list;
    const char **items = ARENA_ARRAY(arena, const char *, node->count + 1);
    if (node->kind == YAML_SCALAR) {
        items[list.count++] = node->text;
    } else {
        for (YAML_EACH(one, node))
            if (one->kind == YAML_SCALAR) items[list.count++] = one->text;
    }
    list.items = items;
    return list;
}

/* --- whether it is that export ---------------------------------------------------------------- */

/* How many of the names are there; 0: not this one. */
static size_t matches(const YamlNode *root, const Header *header)
{
    const YamlNode *node = yaml_get(root, "header"), *has = yaml_get(node, "has"),
                   *lacks = yaml_get(node, "lacks");
    size_t found = 0;

    if (!has) return 0;
    for (YAML_EACH(name, has)) {
        bool there = false;
        if (name->kind == YAML_SCALAR) there = column_of(header, name->text) != NO_COLUMN;
        if (name->kind == YAML_SEQUENCE) there = join_of(header, name).count > 0;
        if (!there) return 0;
        found++;
    }
    if (!lacks) return found;
    for (YAML_EACH(name, lacks))
        if (name->kind == YAML_SCALAR && column_of(header, name->text) != NO_COLUMN) return 0;
    return found;
}

/* --- keys ------------------------------------------------------------------------------------- */

static const char *const KEYS[] = {
    "name",    "follows", "source",    "header",    "row",    "fields", "amount",
    "refund",  "rows",    "lines",     "cancelled", "status", "guest",  "currency",
    "consent", "joins",   "date_form", "zone",      "notes",  "refuse",
};
static const char *const RULE_KEYS[] = { "column",  "counts", "ignores", "refund",
                                         "unknown", "blank",  "negative" };

typedef struct TextKey {
    const char *key;
    SalesText text;
} TextKey;
static const TextKey FIELD_KEYS[] = {
    { "order_id", TEXT_ORDER },
    { "line_id", TEXT_LINE },
    { "customer_id", TEXT_CUSTOMER },
    { "customer_name", TEXT_CUSTOMER_NAME },
    { "email", TEXT_EMAIL },
    { "country", TEXT_COUNTRY },
    { "date", TEXT_DATE },
    { "product_id", TEXT_PRODUCT },
    { "product_name", TEXT_PRODUCT_NAME },
    { "category", TEXT_CATEGORY },
};

typedef struct FigureKey {
    const char *key;
    SalesFigure figure;
} FigureKey;
static const FigureKey AMOUNT_KEYS[] = {
    { "order", FIGURE_ORDER },           { "order_plus", FIGURE_ORDER_PLUS },
    { "order_less", FIGURE_ORDER_LESS }, { "row", FIGURE_ROW },
    { "row_plus", FIGURE_ROW_PLUS },     { "row_less", FIGURE_ROW_LESS },
    { "apart", FIGURE_SHIPPING },
};

static Status read_fields(SalesForm *form, const Header *header, const YamlNode *node, Err *err)
{
    const char *known[COUNT_OF(FIELD_KEYS) + 2];
    size_t count = 0;
    Status s;

    for (; count < COUNT_OF(FIELD_KEYS); count++)
        known[count] = FIELD_KEYS[count].key;
    known[count++] = "quantity";
    known[count++] = "unit_price";
    if ((s = yaml_keys(node, known, count, err))) return s;
    for (size_t i = 0; i < COUNT_OF(FIELD_KEYS); i++)
        read_chain(&form->texts[FIELD_KEYS[i].text], header, yaml_get(node, FIELD_KEYS[i].key));
    read_figure(form, FIGURE_QUANTITY, header, yaml_get(node, "quantity"));
    read_figure(form, FIGURE_PRICE, header, yaml_get(node, "unit_price"));
    return OK;
}

static Status read_amount(SalesForm *form, const Header *header, const YamlNode *node, Err *err)
{
    const char *known[COUNT_OF(AMOUNT_KEYS) + 2];
    size_t count = 0;
    Status s;

    if (!node) return OK;
    for (; count < COUNT_OF(AMOUNT_KEYS); count++)
        known[count] = AMOUNT_KEYS[count].key;
    known[count++] = "tax";
    known[count++] = "shipping";
    if ((s = yaml_keys(node, known, count, err))) return s;
    for (size_t i = 0; i < COUNT_OF(AMOUNT_KEYS); i++)
        read_figure(form, AMOUNT_KEYS[i].figure, header, yaml_get(node, AMOUNT_KEYS[i].key));
    return OK;
}

static Status read_refund(SalesForm *form, const Header *header, const YamlNode *node, Arena *arena,
                          Err *err)
{
    static const char *const known[] = { "order", "rest", "full", "part", "of", "customer_id" };
    Status s;

    if (!node) return OK;
    if ((s = yaml_keys(node, known, COUNT_OF(known), err))) return s;
    read_figure(form, FIGURE_REFUND, header, yaml_get(node, "order"));
    read_figure(form, FIGURE_REFUND_REST, header, yaml_get(node, "rest"));
    read_chain(&form->texts[TEXT_REFUND_OF], header, yaml_get(node, "of"));
    read_chain(&form->texts[TEXT_REFUND_CUSTOMER], header, yaml_get(node, "customer_id"));
    form->refund_full = read_values(yaml_get(node, "full"), arena);
    form->refund_part = read_values(yaml_get(node, "part"), arena);
    return OK;
}

/* "counts" or "ignores". */
static Status read_verdict(bool *ignores, bool *there, const YamlNode *rule, const char *key,
                           Err *err)
{
    const YamlNode *node = yaml_get(rule, key);

    *there = node != NULL;
    *ignores = node && node->kind == YAML_SCALAR && !strcmp(node->text, "ignores");
    if (!node || *ignores || (node->kind == YAML_SCALAR && !strcmp(node->text, "counts")))
        return OK;
    return yaml_refuse(err, node, "%s is counts or ignores", key);
}

static Status read_rule(SalesForm *form, bool of_rows, const Header *header, const YamlNode *node,
                        Arena *arena, Err *err)
{
    ValueRule rule = { .of_rows = of_rows };
    const YamlNode *column;
    bool there;
    Status s;

    if ((s = yaml_keys(node, RULE_KEYS, COUNT_OF(RULE_KEYS), err))) return s;
    if (!(column = yaml_get(node, "column")))
        return yaml_refuse(err, node, "column is missing: which column do these values stand in?");
    read_chain(&rule.column, header, column);
    if (!rule.column.count) return OK;
    if (form->rule_count == RULES_MOST)
        return yaml_refuse(err, node, "more than %d rules of rows and status", RULES_MOST);
    rule.name = header->names[rule.column.of[0].columns[0]];
    rule.has_counts = yaml_get(node, "counts") != NULL;
    rule.counts = read_values(yaml_get(node, "counts"), arena);
    rule.ignores = read_values(yaml_get(node, "ignores"), arena);
    rule.refunds = read_values(yaml_get(node, "refund"), arena);
    if ((s = read_verdict(&rule.unknown_ignored, &there, node, "unknown", err))) return s;
    if ((s = read_verdict(&rule.negative_ignored, &there, node, "negative", err))) return s;
    if ((s = read_verdict(&rule.blank_ignored, &rule.has_blank, node, "blank", err))) return s;
    form->rules[form->rule_count++] = rule;
    return OK;
}

static Status read_rules(SalesForm *form, bool of_rows, const Header *header, const YamlNode *node,
                         Arena *arena, Err *err)
{
    Status s = OK;

    if (!node) return OK;
    if (node->kind != YAML_SEQUENCE) return read_rule(form, of_rows, header, node, arena, err);
    for (YAML_EACH(rule, node))
        if ((s = read_rule(form, of_rows, header, rule, arena, err))) break;
    return s;
}

static Status read_lines(SalesForm *form, const Header *header, const YamlNode *node, Arena *arena,
                         Err *err)
{
    static const char *const known[] = { "column", "is" };
    Status s;

    if (!node) return OK;
    if ((s = yaml_keys(node, known, COUNT_OF(known), err))) return s;
    read_chain(&form->line_column, header, yaml_get(node, "column"));
    form->line_values = read_values(yaml_get(node, "is"), arena);
    return OK;
}

static Status read_consent(SalesForm *form, const Header *header, const YamlNode *node,
                           Arena *arena, Err *err)
{
    static const char *const known[] = { "column", "granted" };
    Status s;

    if (!node) return OK;
    if ((s = yaml_keys(node, known, COUNT_OF(known), err))) return s;
    read_chain(&form->texts[TEXT_CONSENT], header, yaml_get(node, "column"));
    form->granted = read_values(yaml_get(node, "granted"), arena);
    return OK;
}

static Status read_row(RowKind *row, const YamlNode *root, Err *err)
{
    static const char *const names[] = { [ROW_LINE] = "line",
                                         [ROW_ORDER] = "order",
                                         [ROW_FIRST_LINE] = "first-line",
                                         [ROW_EACH_LINE] = "each-line" };
    const YamlNode *node = yaml_get(root, "row");

    for (RowKind kind = ROW_LINE; node && node->kind == YAML_SCALAR && kind <= ROW_EACH_LINE;
         kind++) {
        if (strcmp(node->text, names[kind])) continue;
        *row = kind;
        return OK;
    }
    return yaml_refuse(err, node ? node : root, "row is line, order, first-line or each-line");
}

static const char *text_or_null(const YamlNode *node)
{
    return node && node->kind == YAML_SCALAR && *node->text ? node->text : NULL;
}

static Status read_joins(Export *out, const YamlNode *node, Err *err)
{
    static const char *const known[] = { "file", "by", "optional" };
    Status s = OK;

    if (!node) return OK;
    for (YAML_EACH(join, node)) {
        if ((s = yaml_keys(join, known, COUNT_OF(known), err))) return s;
        const char *optional = text_or_null(yaml_get(join, "optional"));
        ExportJoin one = { text_or_null(yaml_get(join, "file")), text_or_null(yaml_get(join, "by")),
                           optional && !strcmp(optional, "true") };
        if (!one.file || !one.by || strchr(one.file, '/'))
            return yaml_refuse(err, join, "a join has a file of the same folder, and by: a column");
        if (out->join_count == EXPORT_JOINS)
            return yaml_refuse(err, join, "more than %d joins", EXPORT_JOINS);
        out->joins[out->join_count++] = one;
    }
    return OK;
}

static Status read_form(Export *out, const Header *header, const YamlNode *root, Arena *arena,
                        Err *err)
{
    SalesForm *form = &out->form;
    Status s;

    form->name = text_or_null(yaml_get(root, "name"));
    if (!form->name) return yaml_refuse(err, root, "name is missing: what is this an export of?");
    if (!yaml_get(root, "fields")) return yaml_refuse(err, root, "fields is missing");
    if ((s = read_row(&form->row, root, err))) return s;
    if ((s = read_fields(form, header, yaml_get(root, "fields"), err))) return s;
    if ((s = read_amount(form, header, yaml_get(root, "amount"), err))) return s;
    if ((s = read_refund(form, header, yaml_get(root, "refund"), arena, err))) return s;
    if ((s = read_rules(form, true, header, yaml_get(root, "rows"), arena, err))) return s;
    if ((s = read_rules(form, false, header, yaml_get(root, "status"), arena, err))) return s;
    if ((s = read_lines(form, header, yaml_get(root, "lines"), arena, err))) return s;
    if ((s = read_consent(form, header, yaml_get(root, "consent"), arena, err))) return s;
    if ((s = read_joins(out, yaml_get(root, "joins"), err))) return s;
    read_chain(&form->texts[TEXT_CANCELLED], header, yaml_get(root, "cancelled"));
    read_chain(&form->texts[TEXT_CURRENCY], header, yaml_get(root, "currency"));
    form->guests = read_values(yaml_get(root, "guest"), arena);
    form->notes = read_values(yaml_get(root, "notes"), arena);
    form->date_form = text_or_null(yaml_get(root, "date_form"));
    form->zone = text_or_null(yaml_get(root, "zone"));
    return OK;
}

static const SalesText NEEDED[] = { TEXT_DATE, TEXT_CUSTOMER };

bool export_is_whole(const Export *export)
{
    for (size_t i = 0; i < COUNT_OF(NEEDED); i++)
        if (!export->form.texts[NEEDED[i]].count) return false;
    return true;
}

static Status take(Export *out, const YamlNode *root, const char *file, const Header *header,
                   Arena *arena, Err *err)
{
    const char *refuse = text_or_null(yaml_get(root, "refuse"));
    const char *name = text_or_null(yaml_get(root, "name"));
    Export made = { .file = file };
    Status s = read_form(&made, header, root, arena, err);

    if (refuse) {
        return err_set(err, ERR_DATA, "%s is %s: %s", header->path, name ? name : file, refuse);
    }
    if (s) return s;
    for (size_t i = 0; !made.join_count && i < COUNT_OF(NEEDED); i++) {
        if (made.form.texts[NEEDED[i]].count) continue;
        return err_set(err, ERR_DATA, "%s: it has none of the columns that %s names for %s",
                       header->path, file, i ? "customer_id" : "date");
    }
    *out = made;
    return OK;
}

/* --- which ------------------------------------------------------------------------------------ */

static bool is_export(const char *path)
{
    size_t size = strlen(path);

    return size > 20 && !strncmp(path, "assets/exports/", 15) && !strcmp(path + size - 5, ".yaml");
}

static const char *short_name(const char *path, Arena *arena)
{
    return arena_text_n(arena, path + 15, strlen(path) - 20);
}

const char *export_names(Arena *arena)
{
    const char *text = "";

    for (size_t i = 0; embedded_path(i); i++) {
        if (!is_export(embedded_path(i))) continue;
        text = arena_format(arena, "%s%s%s", text, *text ? ", " : "",
                            short_name(embedded_path(i), arena));
    }
    return text;
}

static Status read_embedded(YamlNode **out, const char *path, Arena *arena, Err *err)
{
    Status s = yaml_read(out, embedded_file(path), path, arena, err);

    return s ? s : yaml_keys(*out, KEYS, COUNT_OF(KEYS), err);
}

static Status recognise(Export *out, bool *found, const Header *header, Arena *arena, Err *err)
{
    const YamlNode *best = NULL;
    const char *path = NULL;
    size_t most = 0;
    Status s;

    for (size_t i = 0; embedded_path(i); i++) {
        YamlNode *root;
        if (!is_export(embedded_path(i))) continue;
        if ((s = read_embedded(&root, embedded_path(i), arena, err))) return s;
        size_t score = matches(root, header);
        if (score <= most) continue;
        most = score;
        best = root;
        path = embedded_path(i);
    }
    *found = best != NULL;
    return best ? take(out, best, short_name(path, arena), header, arena, err) : OK;
}

/* The description that --export names: one of ours, or a file; *file is what it is called. */
static Status read_wanted(YamlNode **root, const char **file, const char *wanted, Arena *arena,
                          Err *err)
{
    const char *ours = arena_format(arena, "assets/exports/%s.yaml", wanted);
    Bytes bytes;
    Status s;

    *file = wanted;
    if (!strchr(wanted, '/') && embedded_file(ours).data)
        return read_embedded(root, ours, arena, err);
    s = file_read(&bytes, wanted, EXPORT_BYTES, arena, err);
    if (s == ERR_NO_INPUT) {
        return err_set(err, ERR_USAGE, "--export %.200s: no such file, and none of %s", wanted,
                       export_names(arena));
    }
    if (!s) s = yaml_read(root, bytes, wanted, arena, err);
    return s ? s : yaml_keys(*root, KEYS, COUNT_OF(KEYS), err);
}

Status export_find(Export *out, bool *found, const Header *header, const char *wanted, Arena *arena,
                   Err *err)
{
    const char *file;
    YamlNode *root;
    Status s;

    *found = false;
    if (!wanted) return recognise(out, found, header, arena, err);
    if (!strcmp(wanted, "none")) return OK;
    *found = true;
    s = read_wanted(&root, &file, wanted, arena, err);
    return s ? s : take(out, root, file, header, arena, err);
}

/* The file that a description of the user's is of: the one that has most of its header. */
static Status find_wanted(Export *out, size_t *which, const Header *headers, size_t count,
                          const char *wanted, Arena *arena, Err *err)
{
    const char *file;
    YamlNode *root;
    size_t most = 0;
    Status s = read_wanted(&root, &file, wanted, arena, err);

    *which = 0;
    for (size_t i = 0; !s && i < count; i++) {
        size_t score = matches(root, &headers[i]);
        if (score <= most) continue;
        most = score;
        *which = i;
    }
    return s ? s : take(out, root, file, &headers[*which], arena, err);
}

Status export_of_files(Export *out, size_t *which, bool *found, const Header *headers, size_t count,
                       const char *wanted, Arena *arena, Err *err)
{
    Status s;

    *found = false;
    if (wanted && !strcmp(wanted, "none")) return OK;
    *found = wanted != NULL;
    if (wanted) return find_wanted(out, which, headers, count, wanted, arena, err);
    for (size_t i = 0; i < count; i++) {
        Export one;
        bool known;
        if ((s = recognise(&one, &known, &headers[i], arena, err))) return s;
        if (!known || (*found && !one.join_count)) continue;
        *out = one;
        *which = i;
        *found = true;
        if (one.join_count) return OK;
    }
    return OK;
}
