#include "report/draft.h"

#include <math.h>
#include <string.h>

#include "data/format.h"
#include "math/math.h"

/* --- pages, sections, blocks ------------------------------------------------------------------ */

Page *draft_page(Draft *d, PageKind kind, const char *path, const char *title, const char *nav,
                 int segment)
{
    VEC_PUSH(
        d->arena, &d->report->pages,
        ((Page){ .kind = kind, .path = path, .title = title, .nav = nav, .segment = segment }));
    return &d->report->pages.items[d->report->pages.count - 1];
}

Section *draft_section(Draft *d, Page *page, const char *slug, const char *title, const char *lead)
{
    VEC_PUSH(d->arena, &page->sections, ((Section){ .slug = slug, .title = title, .lead = lead }));
    return &page->sections.items[page->sections.count - 1];
}

static void push(Draft *d, Section *section, Block block)
{
    VEC_PUSH(d->arena, &section->blocks, block);
}

void draft_prose(Draft *d, Section *section, const Prose *prose)
{
    push(d, section, (Block){ .kind = BLOCK_PROSE, .prose = prose });
}

void draft_text(Draft *d, Section *section, const char *text)
{
    draft_prose(d, section, prose_plain(text, d->arena));
}

void draft_heading(Draft *d, Section *section, const char *text)
{
    push(d, section, (Block){ .kind = BLOCK_HEADING, .heading = text });
}

void draft_note(Draft *d, Section *section, NoteKind kind, const char *text)
{
    push(d, section, (Block){ .kind = BLOCK_NOTE, .note = { kind, text } });
}

void draft_figure(Draft *d, Section *section, const ChartSpec *chart, const char *caption,
                  bool half)
{
    push(d, section, (Block){ .kind = BLOCK_FIGURE, .figure = { chart, caption, half, false } });
}

void draft_figure_on_screen(Draft *d, Section *section, const ChartSpec *chart, const char *caption)
{
    push(d, section, (Block){ .kind = BLOCK_FIGURE, .figure = { chart, caption, false, true } });
}

bool has_money(const Draft *d)
{
    return !d->shop->no_amounts;
}

static bool is_of_money(const Column *column)
{
    return column->kind == COLUMN_MONEY || strstr(column->key, "revenue") ||
           strstr(column->key, "spend");
}

/* The table itself, where there is money. */
static const Table *told_columns(Draft *d, const Table *table)
{
    if (has_money(d)) return table;
    Table *told = table_open(d->arena, table->rows, table->cols);
    for (size_t c = 0; c < table->cols; c++)
        if (!is_of_money(&table->columns[c])) told->columns[told->cols++] = table->columns[c];
    return told;
}

void draft_table(Draft *d, Section *section, TableBlock table)
{
    table.table = told_columns(d, table.table);
    push(d, section, (Block){ .kind = BLOCK_TABLE, .table = table });
}

void draft_definitions(Draft *d, Section *section, const char *const *terms,
                       const char *const *meanings, size_t count)
{
    push(d, section,
         (Block){ .kind = BLOCK_DEFINITIONS, .definitions = { terms, meanings, count } });
}

Attachment *draft_attachment(Draft *d, const char *path, const char *title, const char *description,
                             const Table *table)
{
    VEC_PUSH(d->arena, &d->report->attachments,
             ((Attachment){ .path = path,
                            .title = title,
                            .description = description,
                            .table = told_columns(d, table),
                            .segment = -1 }));
    return &d->report->attachments.items[d->report->attachments.count - 1];
}

/* --- minimum data ----------------------------------------------------------------------------- */

size_t draft_least(const Draft *d, Need need)
{
    return d->plan->least[need] ? d->plan->least[need] : SECTION_NEEDS[need].least;
}

size_t draft_have(const Draft *d, Need need)
{
    switch (need) {
    case NEED_TREND: return whole_months(d).count;
    case NEED_QUIET: return d->segments->silence.repeaters;
    case NEED_CONCENTRATION:
    case NEED_GROWTH:
    case NEED_COMPARISON:
    case NEED_SPREAD:
    case NEED_CHOICE:
    case NEED_STABILITY:
    case NEED_COMPONENTS: return d->segments->buyers;
    case NEED_PRODUCTS:
    case NEEDS: break;
    }
    return 0;
}

bool draft_enough(Draft *d, Section *section, Need need, size_t have)
{
    size_t least = draft_least(d, need);

    if (have >= least) return true;
    draft_note(d, section, NOTE_INFO,
               SAY(d, "This needs at least {least}; there {have|is #|are #}.",
                   arg_needed(d, "least", need, (double)least),
                   arg_count(d, "have", (double)have)));
    return false;
}

/* --- figures as text -------------------------------------------------------------------------- */

const char *say_count(const Draft *d, double value)
{
    return format_value(value, COLUMN_COUNT, 0, d->plan->currency, false, d->arena);
}

const char *say_customers(const Draft *d, double count)
{
    return SAY(d, "{n|# customer|# customers}", arg_count(d, "n", count));
}

const char *say_money(const Draft *d, double value)
{
    return format_money(value, d->plan->currency, d->arena);
}

const char *say_money_short(const Draft *d, double value)
{
    char text[NUMBER_TEXT];

    return arena_text(d->arena, number_money_short(text, value, d->plan->currency));
}

const char *say_share(const Draft *d, double share)
{
    return format_share(share, d->arena);
}

const char *say_number(const Draft *d, double value, int decimals)
{
    return format_value(value, COLUMN_NUMBER, decimals, d->plan->currency, false, d->arena);
}

const char *say_days(const Draft *d, double days)
{
    return format_value(days, COLUMN_DAYS, 0, d->plan->currency, false, d->arena);
}

const char *say_date(const Draft *d, Day day)
{
    char text[NUMBER_TEXT];

    return arena_text(d->arena, day_long(text, day));
}

/* --- sentences -------------------------------------------------------------------------------- */

PhraseArg arg_text(const char *name, const char *text)
{
    return phrase_text(name, text);
}

PhraseArg arg_count(const Draft *d, const char *name, double count)
{
    return phrase_count(name, count, d->arena);
}

PhraseArg arg_money(const Draft *d, const char *name, double value)
{
    return phrase_text(name, say_money(d, value));
}

PhraseArg arg_share(const Draft *d, const char *name, double share)
{
    return phrase_text(name, say_share(d, share));
}

PhraseArg arg_number(const Draft *d, const char *name, double value, int decimals)
{
    return phrase_number(name, value, decimals, d->arena);
}

PhraseArg arg_days(const Draft *d, const char *name, double days)
{
    return phrase_text(name, say_days(d, days));
}

PhraseArg arg_date(const Draft *d, const char *name, Day day)
{
    return phrase_text(name, say_date(d, day));
}

PhraseArg arg_needed(const Draft *d, const char *name, Need need, double count)
{
    return phrase_text(name, SAY(d, SECTION_NEEDS[need].counted, arg_count(d, "n", count)));
}

/* --- tables ----------------------------------------------------------------------------------- */

Table *table_open(Arena *arena, size_t rows, size_t most_columns)
{
    Table *table = ARENA_NEW(arena, Table);

    table->rows = rows;
    table->columns = ARENA_ARRAY(arena, Column, most_columns);
    return table;
}

double *table_numbers(Table *table, const char *key, const char *title, ColumnKind kind,
                      int decimals, Arena *arena)
{
    double *numbers = ARENA_ARRAY(arena, double, table->rows);

    table->columns[table->cols++] = (Column){
        .key = key, .title = title, .kind = kind, .decimals = decimals, .numbers = numbers
    };
    return numbers;
}

const char **table_texts(Table *table, const char *key, const char *title, Arena *arena)
{
    const char **texts = ARENA_ARRAY(arena, const char *, table->rows);

    table->columns[table->cols++] =
        (Column){ .key = key, .title = title, .kind = COLUMN_TEXT, .texts = texts };
    return texts;
}

void table_customers(Table *table, const Draft *d, const uint32_t *rows)
{
    const Customers *customers = &d->shop->customers;
    Column *id =
        table_view(table, "customer_id", "Customer", customers->keys ? COLUMN_TEXT : COLUMN_ID, 0);

    id->texts = customers->keys;
    id->ids = customers->ids;
    id->rows = rows;
}

Column *table_view(Table *table, const char *key, const char *title, ColumnKind kind, int decimals)
{
    Column *column = &table->columns[table->cols++];

    *column = (Column){ .key = key, .title = title, .kind = kind, .decimals = decimals };
    return column;
}

Column *table_segment_view(Table *table, const Draft *d)
{
    Column *column = table_view(table, "segment", "Segment", COLUMN_TEXT, 0);
    size_t count = d->segments->count;
    const char **names = ARENA_ARRAY(d->arena, const char *, count);
    const char **links = ARENA_ARRAY(d->arena, const char *, count);
    int *numbers = ARENA_ARRAY(d->arena, int, count);

    for (size_t s = 0; s < count; s++) {
        names[s] = d->segments->items[s].label;
        links[s] = arena_format(d->arena, "segments/%s.html", d->segments->items[s].slug);
        numbers[s] = (int)s;
    }
    column->texts = names;
    column->links = links;
    column->segments = numbers;
    return column;
}

void table_segments(Table *table, const Draft *d, const int *which)
{
    const char **names = table_texts(table, "segment", "Segment", d->arena);
    const char **links = ARENA_ARRAY(d->arena, const char *, table->rows);
    const char **targets = ARENA_ARRAY(d->arena, const char *, d->segments->count);

    for (size_t s = 0; s < d->segments->count; s++) {
        targets[s] = arena_format(d->arena, "segments/%s.html", d->segments->items[s].slug);
    }
    for (size_t i = 0; i < table->rows; i++) {
        if (which[i] < 0) continue;
        names[i] = d->segments->items[which[i]].label;
        links[i] = targets[which[i]];
    }
    table->columns[table->cols - 1].links = links;
    table->columns[table->cols - 1].segments = which;
}

/* --- shared figures --------------------------------------------------------------------------- */

size_t draft_features(const Draft *d, Feature out[F_COUNT], bool clustered_only)
{
    size_t count = 0;

    for (int f = 0; f < F_COUNT; f++) {
        if (FEATURES[f].interaction && !d->shop->has_interactions) continue;
        if (FEATURES[f].kind == COLUMN_MONEY && !has_money(d)) continue;
        if (f == F_UNIQUE_PRODUCTS && d->shop->products.count < 2) continue;
        if (clustered_only && !FEATURES[f].clustered) continue;
        out[count++] = (Feature)f;
    }
    return count;
}

/* Of fewer nobody knows which waits between them are usual. */
#define FEW_SALE_DAYS 10

int longest_wait(const Draft *d)
{
    return d->plan->means ? d->plan->means->longest_wait : shop_longest_wait(d->shop);
}

/* The last day of the month that begins on that day. */
static Day month_end(Day first)
{
    Day day = first + 27;

    while (day_to_civil(day + 1).day != 1)
        day++;
    return day;
}

WholeMonths whole_months(const Draft *d)
{
    const Shop *shop = d->shop;
    WholeMonths whole = { shop->months, shop->month_count };
    /* What is missing at the end makes no month a poor one. */
    Day end = shop->ends_early && shop->last_day < shop->source.as_of ? shop->last_day
                                                                      : shop->source.as_of;

    bool waits_known = shop->sale_days >= FEW_SALE_DAYS;
    if (whole.count && waits_known &&
        shop->first_day - whole.items[0].first_day > longest_wait(d)) {
        whole.items++;
        whole.count--;
    }
    while (whole.count && month_end(whole.items[whole.count - 1].first_day) > end)
        whole.count--;
    return whole;
}

const double *buyers_spend(Draft *d)
{
    if (d->plan->means) return d->plan->means->spend;
    if (d->spend) return d->spend;
    double *spend = ARENA_ARRAY(d->arena, double, d->segments->buyers);
    for (size_t i = 0; i < d->segments->buyers; i++) {
        spend[i] =
            matrix_at(&d->shop->customers.features, d->segments->buyer_rows[i], F_TOTAL_SPEND);
    }
    d->spend = spend;
    return d->spend;
}
