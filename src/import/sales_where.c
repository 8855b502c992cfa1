/* --where: rows that the user leaves out. */
#include <math.h>
#include <string.h>

#include "import/sales_private.h"

static const char *const OPERATORS[] = {
    [WHERE_IS] = "=", [WHERE_IS_NOT] = "!=", [WHERE_BELOW] = "<", [WHERE_ABOVE] = ">"
};

/* The operator that stands first in the text. */
static const char *find_operator(WhereOp *op, const char *text)
{
    const char *at = strpbrk(text, "!=<>");

    if (!at || (at[0] == '!' && at[1] != '=')) return NULL;
    *op = *at == '!'   ? WHERE_IS_NOT
          : *at == '<' ? WHERE_BELOW
          : *at == '>' ? WHERE_ABOVE
                       : WHERE_IS;
    return at;
}

static ValueList list_of(const char *text, Arena *arena)
{
    char *rest = arena_text(arena, text), *one;
    size_t most = 1;

    for (const char *c = text; *c; c++)
        most += *c == ',';
    const char **items = ARENA_ARRAY(arena, const char *, most);
    ValueList list = { items, 0 };
    while ((one = strsep(&rest, ",")) != NULL) {
        size_t size = strlen(one);
        const char *start = one;
        text_trim(&start, &size);
        items[list.count++] = arena_text_n(arena, start, size);
    }
    return list;
}

Status where_read(WhereTest *out, const char *text, const Header *header, Arena *arena, Err *err)
{
    WhereTest test = { .column = NO_COLUMN, .text = text };
    const char *at = find_operator(&test.op, text);

    if (!at || at == text) {
        return err_set(
            err, ERR_USAGE,
            "--where %.100s: write COLUMN=VALUE[,VALUE], or !=, < or > in place of =", text);
    }
    const char *name = text;
    size_t size = (size_t)(at - text);
    text_trim(&name, &size);
    for (size_t c = 0; c < header->count && test.column == NO_COLUMN; c++)
        if (value_is(name, size, header->names[c])) test.column = (int)c;
    if (test.column == NO_COLUMN) {
        const char *has = "";
        for (size_t c = 0; c < header->count; c++)
            has = arena_format(arena, "%s%s%s", has, c ? ", " : "", header->names[c]);
        return err_set(err, ERR_USAGE, "--where %.100s: %s has no column %.*s; it has: %s", text,
                       header->path, (int)size, name, has);
    }
    test.values = list_of(at + strlen(OPERATORS[test.op]), arena);
    *out = test;
    return OK;
}

/* −1, 0, 1: numbers as numbers, dates as dates, else bytes. */
static int compare(const Sales *sales, CsvField value, const char *bound)
{
    size_t size = strlen(bound);
    double a, b;
    Moment one, other;

    if (number_parse(&a, sales->decimal, value.text, value.size) == NUMBER_FINE &&
        number_parse(&b, '.', bound, size) == NUMBER_FINE)
        return (a > b) - (a < b);
    if (moment_read(&one, sales->date_form, value.text, value.size) == DATE_FINE &&
        moment_read(&other, DATE_YMD, bound, size) == DATE_FINE)
        return (one.day > other.day) - (one.day < other.day);
    size_t least = value.size < size ? value.size : size;
    int order = memcmp(value.text, bound, least);
    return order ? order : (value.size > size) - (value.size < size);
}

static bool holds(const Sales *sales, const WhereTest *test, CsvField value)
{
    bool listed = value_is_listed(value.text, value.size, &test->values);

    switch (test->op) {
    case WHERE_IS: return listed;
    case WHERE_IS_NOT: return !listed;
    case WHERE_BELOW: return value.size && compare(sales, value, test->values.items[0]) < 0;
    case WHERE_ABOVE: return value.size && compare(sales, value, test->values.items[0]) > 0;
    }
    return true;
}

bool where_fails(const SalesReading *r)
{
    const SalesForm *form = &r->sales->form;

    for (size_t i = 0; i < form->where_count; i++) {
        const WhereTest *test = &form->where[i];
        CsvField value = { "", 0 };
        if ((size_t)test->column < r->reader->count) value = r->reader->fields[test->column];
        text_trim(&value.text, &value.size);
        if (!holds(r->sales, test, value)) return true;
    }
    return false;
}
