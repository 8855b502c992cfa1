#include "app/option_values.h"

#include <stdio.h>
#include <string.h>

#include "recognise/fields.h"

/* The error of one option: usage when it came from the command line, else configuration. */
Status option_refuse(const char *where, const char *value, const char *wants, Err *err)
{
    Status status = strncmp(where, "--", 2) ? ERR_CONFIG : ERR_USAGE;

    return err_set(err, status, "%s: \"%.80s\" is not %s", where, value, wants);
}

Status set_out(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!*value)
        return option_refuse(where, value, "a folder: give the path that the report goes to", err);
    o->out = value;
    return OK;
}

/* Texts from outside become clean ones here. */
Status set_title(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)where, (void)err;
    o->title = utf8_clean(value, strlen(value), 120, arena);
    return OK;
}

Status set_business(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)where, (void)err;
    o->business = utf8_clean(value, strlen(value), 80, arena);
    return OK;
}

Status set_currency(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (strlen(value) != 3 || strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3) {
        return option_refuse(where, value, "a currency's three-letter code: give USD, EUR, GBP…",
                             err);
    }
    o->currency = value;
    return OK;
}

Status set_templates(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!path_is_folder(value)) return option_refuse(where, value, "a folder that exists", err);
    o->templates = value;
    return OK;
}

Status set_config(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)where, (void)arena, (void)err;
    o->config = value;
    return OK;
}

Status set_as_of(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!day_read(value, &o->as_of)) {
        return option_refuse(where, value, "a date: give YYYY-MM-DD, such as 2024-06-30", err);
    }
    o->as_of_given = true;
    return OK;
}

Status set_customers(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    int64_t number;

    (void)arena;
    if (!integer_read(value, &number) || number < 1 || number > 10000000) {
        return option_refuse(where, value, "a number of customers from 1 to 10000000", err);
    }
    o->customers = number;
    return OK;
}

Status set_seed(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    int64_t number;

    (void)arena;
    if (!integer_read(value, &number) || number < 0) {
        return option_refuse(where, value, "a whole number of 0 or more", err);
    }
    o->seed = (uint64_t)number;
    return OK;
}

Status set_k(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    int64_t number = 0;

    (void)arena;
    if (strcmp(value, "auto") && (!integer_read(value, &number) || number < 1 || number > 100)) {
        return option_refuse(where, value, "a number of clusters from 1 to 100, or \"auto\"", err);
    }
    o->k = (size_t)number;
    o->k_given = true;
    return OK;
}

Status set_threads(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    int64_t number;

    (void)arena;
    if (!integer_read(value, &number) || number < 1 || number > 64) {
        return option_refuse(where, value, "a number of threads from 1 to 64", err);
    }
    o->threads = (int)number;
    return OK;
}

/* "500KB", "10MB", "2GB", or bytes. */
bool size_read(size_t *out, const char *text)
{
    static const char *const units[] = { "", "KB", "MB", "GB" };
    size_t digits = strspn(text, "0123456789"), factor = 1, value = 0;

    if (!digits || digits > 9) return false;
    for (size_t i = 0; i < digits; i++)
        value = 10 * value + (size_t)(text[i] - '0');
    for (size_t i = 0; i < COUNT_OF(units); i++, factor *= 1000) {
        if (strcmp(text + digits, units[i])) continue;
        *out = value * factor;
        return true;
    }
    return false;
}

Status set_compress_above(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!size_read(&o->compress_above, value)) {
        return option_refuse(where, value, "a size: give bytes, or 500KB, 10MB, 2GB", err);
    }
    return OK;
}

Status set_explore_rows(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    int64_t number;

    (void)arena;
    if (!integer_read(value, &number) || number < 100 || number > 1000000) {
        return option_refuse(where, value, "a number of customers from 100 to 1000000", err);
    }
    o->explore_rows = (size_t)number;
    return OK;
}

Status set_dpi(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    int64_t number;

    (void)arena;
    if (!integer_read(value, &number) || number < 36 || number > 600) {
        return option_refuse(where, value, "a resolution from 36 to 600 dots per inch", err);
    }
    o->dpi = (int)number;
    return OK;
}

Status set_labels(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (strcmp(value, "distinct") && strcmp(value, "classic")) {
        return option_refuse(where, value, "a label scheme: give distinct or classic", err);
    }
    o->scheme = strcmp(value, "classic") ? LABELS_DISTINCT : LABELS_CLASSIC;
    return OK;
}

Status set_silhouette(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    static const char *const names[] = { "auto", "exact", "sample" }; /* as SilhouetteRows */

    (void)arena;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (strcmp(value, names[i])) continue;
        o->silhouette = (SilhouetteRows)i;
        return OK;
    }
    return option_refuse(where, value, "exact, sample or auto", err);
}

Status set_prospects(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (strcmp(value, "apart") && strcmp(value, "cluster")) {
        return option_refuse(where, value,
                             "a way to treat those who never bought: give apart or cluster", err);
    }
    o->cluster_prospects = !strcmp(value, "cluster");
    return OK;
}

/* Of publish it is what may be published: the configuration, which speaks of the report, has no say
 * in that. */
Status set_privacy(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    Privacy level;

    (void)arena;
    if (!privacy_read(&level, value)) {
        return option_refuse(where, value, "a level of privacy: give full, ids or aggregate", err);
    }
    if (o->command != COMMAND_PUBLISH) {
        o->privacy = level;
    } else if (!strncmp(where, "--", 2)) {
        o->may_publish = level;
    }
    return OK;
}

Status set_purchase(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    for (PurchaseRule rule = PURCHASE_AUTO; rule <= PURCHASE_ORDER; rule++) {
        if (strcmp(value, purchase_rule_name(rule))) continue;
        o->purchase = rule;
        return OK;
    }
    return option_refuse(where, value, "a rule: order, day, row or auto", err);
}

Status set_min_group(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    int64_t number;

    (void)arena;
    if (!integer_read(value, &number) || number < 2 || number > 1000) {
        return option_refuse(where, value, "a number of customers from 2 to 1000", err);
    }
    o->min_group = (size_t)number;
    return OK;
}

Status set_paper(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (strcmp(value, "a4") && strcmp(value, "letter")) {
        return option_refuse(where, value, "a paper size: give a4 or letter", err);
    }
    o->paper = strcmp(value, "a4") ? PAPER_LETTER : PAPER_A4;
    return OK;
}

Status set_pdf_pages(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (strcmp(value, "full") && strcmp(value, "summary")) {
        return option_refuse(where, value, "a choice of pages: give full or summary", err);
    }
    o->pdf_summary = !strcmp(value, "summary");
    return OK;
}

Status set_logo(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!*value) return option_refuse(where, value, "a PNG file", err);
    o->logo = value;
    return OK;
}

Status set_pdf_text(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (strcmp(value, "ragged") && strcmp(value, "justified")) {
        return option_refuse(where, value, "a way to set text: give ragged or justified", err);
    }
    o->justified = !strcmp(value, "justified");
    return OK;
}

Status set_fallback_font(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!*value) return option_refuse(where, value, "a TrueType file", err);
    o->fallback_font = value;
    return OK;
}

bool parts_read(const char *value, const char *const names[], bool *const parts[], size_t count,
                Arena *arena)
{
    char *rest = arena_text(arena, value), *name;

    for (size_t i = 0; i < count; i++)
        *parts[i] = false;
    while ((name = strsep(&rest, ","))) {
        size_t i = 0;
        while (i < count && strcmp(name, names[i]))
            i++;
        if (i == count) return false;
        *parts[i] = true;
    }
    return true;
}

Status set_only(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    static const char *const names[] = { "html", "pdf", "csv", "json", "png", "xlsx" };
    bool *const parts[] = { &o->html, &o->pdf, &o->csv, &o->json, &o->png, &o->xlsx };

    if (!parts_read(value, names, parts, COUNT_OF(names), arena)) {
        return option_refuse(where, value, "a list of html, pdf, csv, json, png and xlsx", err);
    }
    if (o->xlsx && !workbook_is_built()) {
        return option_refuse(where, value,
                             "possible: this program was built without libxlsxwriter, so leave "
                             "xlsx out",
                             err);
    }
    return OK;
}

static Status set_least(Options *o, const char *text, const char *where, Arena *arena, Err *err)
{
    size_t size = strcspn(text, "=");
    Need need = need_find(text, size);
    int64_t number;

    if (need == NEEDS) {
        return option_refuse(
            where, text,
            arena_format(arena, "SECTION=N, where SECTION is one of %s", need_keys(arena)), err);
    }
    if (!text[size] || !integer_read(text + size + 1, &number) || number > 1000000 ||
        number < (int64_t)SECTION_NEEDS[need].floor) {
        return option_refuse(where, text,
                             arena_format(arena, "%s=N with N from %zu to 1000000",
                                          SECTION_NEEDS[need].key, SECTION_NEEDS[need].floor),
                             err);
    }
    o->least[need] = (size_t)number;
    return OK;
}

Status set_min_data(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    char *rest = arena_text(arena, value), *one;
    Status s = OK;

    while (!s && (one = strsep(&rest, ",")))
        s = set_least(o, one, where, arena, err);
    return s;
}

/* --- import ----------------------------------------------------------------------------------- */

/* A setter for the path of one file. */
#define PATH_SETTER(field)                                                                         \
    Status set_##field(Options *o, const char *value, const char *where, Arena *arena, Err *err)   \
    {                                                                                              \
        (void)arena;                                                                               \
        if (!*value) return option_refuse(where, value, "a file: give its path", err);             \
        o->import.field = value;                                                                   \
        return OK;                                                                                 \
    }

PATH_SETTER(transactions)
PATH_SETTER(products)
PATH_SETTER(interactions)
PATH_SETTER(rejects)

/* A number of customers for demo, a file of them for import. */
Status set_people(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    if (o->command == COMMAND_DEMO) return set_customers(o, value, where, arena, err);
    o->import.customers = value;
    return *value ? OK : option_refuse(where, value, "a file: give its path", err);
}

Status set_map(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    size_t count = o->import.map_count;
    const char **maps = arena_grow(arena, o->import.maps, count, count + 1, sizeof *maps);
    size_t size = strcspn(value, "=");

    if (!value[size] || !field_known(arena_text_n(arena, value, size))) {
        return option_refuse(
            where, value,
            arena_format(arena, "FIELD=COLUMN, where FIELD is one of %s", field_names(arena)), err);
    }
    maps[count] = value;
    o->import.maps = maps;
    o->import.map_count = count + 1;
    return OK;
}

Status set_date_format(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!date_form_of(&o->import.date_form, value)) {
        return option_refuse(where, value,
                             "a form of dates: give ymd, dmy, mdy, unix or dd/mm/yyyy", err);
    }
    o->import.has_date_form = true;
    return OK;
}

Status set_delimiter(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    static const char *const names[] = { "comma", "semicolon", "tab", "bar" };
    static const char chars[] = ",;\t|";

    (void)arena;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        bool itself = value[0] == chars[i] && !value[1];
        if (strcmp(value, names[i]) && !itself) continue;
        o->import.delimiter = chars[i];
        return OK;
    }
    return option_refuse(where, value, "a delimiter: give comma, semicolon, tab or bar", err);
}

Status set_sheet(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    if (!*value) return option_refuse(where, value, "the name or number of a sheet", err);
    o->import.sheet = arena_text(arena, value);
    return OK;
}

Status set_encoding(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    o->import.encoding = csv_encoding_of(value);
    if (o->import.encoding) return OK;
    return option_refuse(where, value,
                         "an encoding: give utf-8, utf-16le, utf-16be, windows-1252 or iso-8859-1",
                         err);
}

Status set_decimal(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!strcmp(value, "comma") || !strcmp(value, ",")) {
        o->import.decimal = ',';
    } else if (!strcmp(value, "point") || !strcmp(value, ".")) {
        o->import.decimal = '.';
    } else {
        return option_refuse(where, value, "a decimal mark: give point or comma", err);
    }
    return OK;
}

Status set_max_rejects(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    size_t size = strlen(value);
    double share;

    if (size > 1 && value[size - 1] == '%' &&
        number_read(arena_text_n(arena, value, size - 1), &share) && share >= 0 && share <= 100) {
        o->import.most_share = share / 100;
        o->import.most_lines = -1;
        return OK;
    }
    if (integer_read(value, &o->import.most_lines) && o->import.most_lines >= 0) return OK;
    return option_refuse(where, value, "a number of lines, or a share such as 2%", err);
}

/* --- history ---------------------------------------------------------------------------------- */

Status set_history(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (!*value) return option_refuse(where, value, "a file: give the history's path", err);
    o->history = value;
    return OK;
}

static Status set_week_count(int *out, const char *value, const char *where, Err *err)
{
    int64_t number;

    if (!integer_read(value, &number) || number < 1 || number > 1000) {
        return option_refuse(where, value, "a number of weeks from 1 to 1000", err);
    }
    *out = (int)number;
    return OK;
}

Status set_keep_weeks(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    return set_week_count(&o->keep_weeks, value, where, err);
}

Status set_weeks(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    return set_week_count(&o->weeks, value, where, err);
}

Status set_baseline(Options *o, const char *value, const char *where, Arena *arena, Err *err)
{
    (void)arena;
    if (day_read(value, &o->baseline)) return OK;
    return option_refuse(where, value, "a date: give YYYY-MM-DD, such as 2024-06-30", err);
}
