/* The first sheet: key figures, the segments, what adds up to what, and what the others hold. */
#include <math.h>
#include <string.h>

#include "workbook/parts.h"

/* Rows below a table that two charts take. */
enum { CHART_ROWS = 16, RIGHT_CHART = 4 };

typedef struct Overview {
    Workbook *book;
    lxw_worksheet *sheet;
    const char *name;
    lxw_row_t row; /* the next one */
} Overview;

static void put_heading(Overview *o, const char *text)
{
    o->row++;
    workbook_put_text(o->book, o->sheet, o->row++, 0, text, CELL_HEADING);
}

/* A name, a figure, a remark. */
static void put_figure(Overview *o, const char *name, double value, ColumnKind kind, int decimals,
                       const char *note)
{
    workbook_put_text(o->book, o->sheet, o->row, 0, name, CELL_PLAIN);
    workbook_put_number(o->book, o->sheet, o->row, 1, value, CELL_PLAIN, kind, decimals);
    if (note) workbook_put_text(o->book, o->sheet, o->row, 2, note, CELL_NOTE);
    o->row++;
}

static void put_date(Overview *o, const char *name, Day day)
{
    workbook_put_text(o->book, o->sheet, o->row, 0, name, CELL_PLAIN);
    workbook_put_day(o->book, o->sheet, o->row++, 1, day);
}

static void put_head(Overview *o)
{
    const Report *report = o->book->report;

    workbook_note(o->book, worksheet_set_row(o->sheet, o->row, 28, NULL));
    workbook_put_text(o->book, o->sheet, o->row++, 0, report->title, CELL_TITLE);
    workbook_put_text(o->book, o->sheet, o->row++, 0,
                      PHRASE(o->book->arena, "{business}, {period}; made by {generator}",
                             phrase_text("business", report->business),
                             phrase_text("period", report->period),
                             phrase_text("generator", report->generator)),
                      CELL_NOTE);
    o->row++;
    put_date(o, "First purchase", report->shop->first_day);
    put_date(o, "Last purchase", report->shop->last_day);
    put_date(o, "As of", report->as_of);
}

static void put_key_figures(Overview *o)
{
    const Shop *shop = o->book->report->shop;
    const Segments *s = o->book->report->segments;
    double purchases = (double)shop->purchases.count;

    put_heading(o, "Key figures");
    put_figure(o, "Customers", (double)shop->customers.count, COLUMN_COUNT, 0, NULL);
    put_figure(o, "Buyers", (double)s->buyers, COLUMN_COUNT, 0, "customers with a purchase");
    put_figure(o, "Purchases", purchases, COLUMN_COUNT, 0, NULL);
    if (!shop->no_amounts) {
        put_figure(o, "Revenue", shop->revenue, COLUMN_MONEY, 2, NULL);
        put_figure(o, "Average value", s->base_mean[F_TOTAL_SPEND], COLUMN_MONEY, 2, "per buyer");
        put_figure(o, "Median value", s->base_median[F_TOTAL_SPEND], COLUMN_MONEY, 2, "per buyer");
    }
    put_figure(o, "Average frequency", s->base_mean[F_FREQUENCY], COLUMN_NUMBER, 2,
               "purchases per buyer");
    if (!shop->no_amounts)
        put_figure(o, "Average purchase", purchases > 0 ? shop->revenue / purchases : NAN,
                   COLUMN_MONEY, 2, "revenue divided by purchases");
    put_figure(o, "Segments", (double)s->count, COLUMN_COUNT, 0, NULL);
}

/* --- the segments ----------------------------------------------------------------------------- */

/* The table of the segments' page. */
static const Table *segments_table(const Report *report)
{
    for (size_t p = 0; p < report->pages.count; p++) {
        const Page *page = &report->pages.items[p];
        for (size_t s = 0; page->kind == PAGE_SEGMENTS && s < page->sections.count; s++) {
            const Section *section = &page->sections.items[s];
            for (size_t b = 0; b < section->blocks.count; b++) {
                if (section->blocks.items[b].kind == BLOCK_TABLE)
                    return section->blocks.items[b].table.table;
            }
        }
    }
    return NULL;
}

static double column_sum(const Column *column, size_t rows)
{
    double sum = 0;

    for (size_t i = 0; i < rows; i++)
        sum += isfinite(column_number(column, i)) ? column_number(column, i) : 0;
    return sum;
}

/* Only what may be added is: customers, revenue and the shares of both. */
static void put_totals(Overview *o, const Table *table)
{
    static const char *const added[] = { "customers", "customer_share", "revenue",
                                         "revenue_share" };

    for (size_t c = 0; c < table->cols; c++) {
        const Column *column = &table->columns[c];
        bool adds = false;
        for (size_t i = 0; i < COUNT_OF(added); i++)
            adds |= !strcmp(column->key, added[i]);
        if (adds) {
            workbook_put_number(o->book, o->sheet, o->row, (lxw_col_t)c,
                                column_sum(column, table->rows), CELL_TOTAL, column->kind,
                                column->decimals);
        } else {
            workbook_put_text(o->book, o->sheet, o->row, (lxw_col_t)c, c ? NULL : "All segments",
                              CELL_TOTAL);
        }
    }
    o->row++;
}

static void put_chart(Overview *o, const Table *table, const char *key, const char *slug,
                      lxw_row_t first, lxw_col_t at)
{
    const Column *column = table_column(table, key);

    if (!column || !table->rows) return;
    ChartRange range = { o->name, first, first + (lxw_row_t)table->rows - 1, 0,
                         (lxw_col_t)(column - table->columns) };
    workbook_segment_chart(o->book, o->sheet, o->row + 1, at, slug, column, table, &range);
}

static void put_segments(Overview *o)
{
    const Table *table = segments_table(o->book->report);

    if (!table) return;
    put_heading(o, "The segments");
    lxw_row_t first = o->row + 1;
    SheetRows rows = workbook_rows(table, table->rows, o->book->arena);
    o->row = workbook_put_table(o->book, o->sheet, o->row, table, &rows);
    put_totals(o, table);
    put_chart(o, table, "revenue", "segment-revenue", first, 0);
    put_chart(o, table, "customers", "segment-share", first, RIGHT_CHART);
    o->row += CHART_ROWS;
    for (size_t c = 0; c < table->cols; c++) {
        double width = workbook_column_width(o->book, &table->columns[c], &rows);
        worksheet_set_column(o->sheet, (lxw_col_t)c, (lxw_col_t)c,
                             fmax(width, c == 0   ? 34
                                         : c == 1 ? 18
                                                  : 13),
                             NULL);
    }
}

/* --- what adds up ----------------------------------------------------------------------------- */

static void put_reconciliation(Overview *o)
{
    const Report *report = o->book->report;
    const Shop *shop = report->shop;
    double customers = 0, revenue = 0;

    for (size_t i = 0; i < report->segments->count; i++) {
        customers += (double)report->segments->items[i].count;
        revenue += report->segments->items[i].revenue;
    }
    put_heading(o, "What adds up to what");
    put_figure(o, "Customers in the segments", customers, COLUMN_COUNT, 0, NULL);
    put_figure(o, "Customers in the shop", (double)shop->customers.count, COLUMN_COUNT, 0, NULL);
    if (shop->no_amounts) return;
    put_figure(o, "Revenue in the segments", revenue, COLUMN_MONEY, 2, NULL);
    put_figure(o, "Left out", shop->ledger_revenue - revenue, COLUMN_MONEY, 2,
               "the page Data quality lists the reasons");
    put_figure(o, "In the ledger", shop->ledger_revenue, COLUMN_MONEY, 2, NULL);
}

static void put_sheets(Overview *o, const SheetEntries *sheets)
{
    put_heading(o, "In this workbook");
    for (size_t i = 0; i < sheets->count; i++) {
        const SheetEntry *entry = &sheets->items[i];
        workbook_put_text(o->book, o->sheet, o->row, 0, entry->name, CELL_PLAIN);
        workbook_put_number(o->book, o->sheet, o->row, 1,
                            entry->left_out ? NAN : (double)entry->rows.count, CELL_PLAIN,
                            COLUMN_COUNT, 0);
        workbook_put_text(o->book, o->sheet, o->row++, 2,
                          entry->note ? entry->note : entry->from->description, CELL_NOTE);
    }
}

void workbook_overview(Workbook *book, const SheetEntries *sheets)
{
    Overview o = { book, NULL, "Overview", 0 };

    o.sheet = workbook_sheet(book, o.name);
    put_head(&o);
    put_key_figures(&o);
    put_segments(&o);
    put_reconciliation(&o);
    put_sheets(&o, sheets);
    worksheet_gridlines(o.sheet, LXW_HIDE_ALL_GRIDLINES);
    workbook_print_setup(book, o.sheet, 9);
}
