/* The workbook: names of sheets, kinds of cells, what is cut, the same bytes twice. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#ifndef WITH_WORKBOOK

int main(void)
{
    printf("skipped: this build has no libxlsxwriter\n");
    return 0;
}

#else

#include "workbook/parts.h"

static Arena arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(&arena);
    return 0;
}

/* --- texts ------------------------------------------------------------------------------------ */

static const char *sheet_name(const char *wish, const char *const *taken, size_t count)
{
    return workbook_sheet_name(wish, taken, count, &arena);
}

static void a_sheet_has_a_name_that_excel_takes(void **state)
{
    (void)state;
    assert_string_equal(sheet_name("Champions", NULL, 0), "Champions");
    assert_string_equal(sheet_name("a[b]c:d*e?f/g\\h", NULL, 0), "a b c d e f g h");
    assert_string_equal(sheet_name("'quoted'", NULL, 0), "quoted");
    assert_string_equal(sheet_name("", NULL, 0), "Sheet");
    assert_string_equal(sheet_name("'[]'", NULL, 0), "Sheet");
    assert_string_equal(sheet_name("hiStory", NULL, 0), "hiStory sheet");
    assert_string_equal(sheet_name("0123456789012345678901234567890123", NULL, 0),
                        "0123456789012345678901234567890");
    /* Characters beyond the first plane count twice: fifteen are thirty units. */
    assert_int_equal(utf8_length(sheet_name("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", NULL, 0)), 15);
}

static void no_two_sheets_have_the_same_name(void **state)
{
    const char *const taken[] = { "Overview", "champions", "Champions 2",
                                  "0123456789012345678901234567890", "Größe" };

    (void)state;
    assert_string_equal(sheet_name("OVERVIEW", taken, 5), "OVERVIEW 2");
    assert_string_equal(sheet_name("Champions", taken, 5), "Champions 3");
    assert_string_equal(sheet_name("0123456789012345678901234567890", taken, 5),
                        "01234567890123456789012345678 2");
    assert_string_equal(sheet_name("GRÖSSE", taken, 5), "GRÖSSE 2");
}

static void a_text_shows_as_it_was_written(void **state)
{
    char *longest = ARENA_ARRAY(&arena, char, 40001);

    (void)state;
    memset(longest, 'a', 40000);
    assert_int_equal(strlen(workbook_cell_text(longest, &arena)), 32767);
    assert_string_equal(workbook_cell_text("=1+1", &arena), "=1+1");
    assert_string_equal(workbook_cell_text("a_x0041_b_x12_", &arena), "a_x005F_x0041_b_x12_");
    assert_string_equal(workbook_print_text("Dot & Sons", &arena), "Dot && Sons");
}

static const char *format_of(ColumnKind kind, int decimals, const char *currency)
{
    return workbook_number_format(kind, decimals, currency, &arena);
}

static void numbers_have_the_format_of_their_kind(void **state)
{
    (void)state;
    assert_string_equal(format_of(COLUMN_COUNT, 0, "USD"), "#,##0");
    assert_string_equal(format_of(COLUMN_MONEY, 2, "USD"), "\"$\"#,##0.00");
    assert_string_equal(format_of(COLUMN_MONEY, 0, "CHF"), "\"CHF \"#,##0");
    assert_string_equal(format_of(COLUMN_SHARE, 4, "USD"), "0.0%");
    assert_string_equal(format_of(COLUMN_SIGMA, 1, "USD"), "+#,##0.0;-#,##0.0;#,##0.0");
    assert_string_equal(format_of(COLUMN_ID, 0, "USD"), "0");
}

/* --- files ------------------------------------------------------------------------------------ */

/* A report of one table of customers, as a workbook in a new folder. A segment's has a sheet of all
 * customers too. */
static const char *workbook_of(const Table *table, int segment, const char *sheet)
{
    char template[] = "/tmp/clientele-test-XXXXXX";
    const char *folder = arena_text(&arena, mkdtemp(template));
    Shop shop = { .customers.count = table->rows, .revenue = 10, .ledger_revenue = 12 };
    Segment one = { .label = "Champions", .slug = "champions", .count = table->rows };
    Segments segments = { .items = &one, .count = 1 };
    Attachment attachments[] = { { .path = "attachments/x.csv",
                                   .title = "X",
                                   .description = "the rows of x",
                                   .table = table,
                                   .sheet = sheet,
                                   .segment = segment },
                                 { .path = "attachments/all.csv",
                                   .description = "the rows of all",
                                   .table = table,
                                   .sheet = "Everybody",
                                   .segment = -1 } };
    size_t count = segment < 0 ? 1 : 2;
    Report report = { .title = "=Title()",
                      .business = "Shop & Sons",
                      .period = "a year",
                      .generator = "clientele",
                      .currency = "EUR",
                      .as_of = 20000,
                      .shop = &shop,
                      .segments = &segments,
                      .attachments = { attachments, count, count } };
    WorkbookPlan plan = { .paper = PAPER_A4 };
    Err err = { 0 };

    if (workbook_write(&report, &plan, folder, &arena, &err)) fail_msg("%s", err.text);
    return folder;
}

/* One part of the file as text. */
static const char *part_of(const char *folder, const char *part)
{
    const char *command =
        arena_format(&arena, "unzip -p %s/attachments/segments.xlsx %s", folder, part);
    size_t most = (size_t)8 << 20;
    char *text = ARENA_ARRAY(&arena, char, most);
    FILE *pipe = popen(command, "r");
    size_t size = fread(text, 1, most - 1, pipe);

    assert_true(size > 0);
    assert_int_equal(pclose(pipe), 0);
    return text;
}

static void remove_folder(const char *folder)
{
    Err err;

    assert_int_equal(folder_remove(folder, &err), OK);
}

static Table hostile_table(void)
{
    static const char *const names[] = { "=cmd|' /C calc'!A0", "http://example.com/", "<b>&amp;",
                                         NULL };
    static const int64_t ids[] = { 7, 9007199254740993, -3, 4 };
    static const double spend[] = { 1.005, 12.5, NAN, -3 }, share[] = { 0.25, 1, 0, NAN };
    static const char *const days[] = { "2024-10-04", NULL, "soon", "1970-01-01" };
    static Column columns[] = {
        { .key = "customer_id", .title = "Customer", .kind = COLUMN_ID, .ids = ids },
        { .key = "name", .title = "Name", .kind = COLUMN_TEXT, .texts = names },
        { .key = "spend", .title = "Spend", .kind = COLUMN_MONEY, .decimals = 2, .numbers = spend },
        { .key = "share", .title = "Share", .kind = COLUMN_SHARE, .numbers = share },
        { .key = "day", .title = "Day", .kind = COLUMN_TEXT, .is_day = true, .texts = days },
    };

    return (Table){ 4, 5, columns };
}

static void cells_have_types_and_nothing_from_the_data_runs(void **state)
{
    Table table = hostile_table();
    const char *folder = workbook_of(&table, -1, "Feat/ures");
    const char *sheet = part_of(folder, "xl/worksheets/sheet2.xml");
    const char *texts = part_of(folder, "xl/sharedStrings.xml");

    (void)state;
    assert_non_null(strstr(part_of(folder, "xl/workbook.xml"), "name=\"Feat ures\""));
    assert_non_null(strstr(texts, "<t>=cmd|' /C calc'!A0</t>"));
    assert_non_null(strstr(texts, "<t>&lt;b&gt;&amp;amp;</t>"));
    assert_non_null(strstr(texts, "<t>9007199254740993</t>")); /* a double would lose its end */
    assert_null(strstr(sheet, "<f>"));
    assert_null(strstr(sheet, "hyperlink"));
    assert_null(strstr(part_of(folder, "xl/worksheets/sheet1.xml"), "<f>"));
    assert_non_null(strstr(sheet, "<v>7</v>"));
    assert_non_null(strstr(sheet, "<v>12.5</v>"));
    assert_non_null(strstr(sheet, "<v>0.25</v>"));
    assert_non_null(strstr(sheet, "<v>45569</v>")); /* 20,000 days after 25569, as a date */
    assert_non_null(strstr(part_of(folder, "xl/styles.xml"), "yyyy-mm-dd"));
    assert_non_null(strstr(texts, "<t>soon</t>"));
    assert_non_null(strstr(sheet, "state=\"frozen\""));
    assert_non_null(strstr(sheet, "<autoFilter ref=\"A1:E5\"/>"));
    assert_non_null(strstr(part_of(folder, "xl/styles.xml"), "&quot;€&quot;#,##0.00"));
    remove_folder(folder);
}

static void the_same_report_makes_the_same_bytes(void **state)
{
    Table table = hostile_table();
    const char *one = workbook_of(&table, 0, "Champions");
    const char *two = workbook_of(&table, 0, "Champions");
    Bytes a, b;
    Err err;

    (void)state;
    assert_int_equal(
        file_read(&a, path_join(&arena, one, "attachments/segments.xlsx"), 1 << 20, &arena, &err),
        OK);
    assert_int_equal(
        file_read(&b, path_join(&arena, two, "attachments/segments.xlsx"), 1 << 20, &arena, &err),
        OK);
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.data, b.data, a.size);
    /* The as-of date, 20,000 days after 1970. */
    assert_non_null(strstr(part_of(one, "docProps/core.xml"), "2024-10-04T00:00:00Z"));
    remove_folder(one);
    remove_folder(two);
}

/* Customers 1, 2, 3… who spent as many euros. */
static Table long_table(size_t rows)
{
    Column *columns = ARENA_ARRAY(&arena, Column, 2);
    int64_t *ids = ARENA_ARRAY(&arena, int64_t, rows);
    double *spend = ARENA_ARRAY(&arena, double, rows);

    for (size_t i = 0; i < rows; i++)
        spend[i] = (double)(ids[i] = (int64_t)i + 1);
    columns[0] = (Column){ .key = "customer_id", .title = "Id", .kind = COLUMN_ID, .ids = ids };
    columns[1] =
        (Column){ .key = "total_spend", .title = "Spend", .kind = COLUMN_MONEY, .numbers = spend };
    return (Table){ rows, 2, columns };
}

static void a_long_segment_shows_who_spent_most_and_says_so(void **state)
{
    Table table = long_table(501);
    const char *folder = workbook_of(&table, 0, "Champions");
    const char *sheet = part_of(folder, "xl/worksheets/sheet2.xml");

    (void)state;
    assert_non_null(strstr(part_of(folder, "xl/sharedStrings.xml"),
                           "200 of 501, those with the highest spend; all are in the sheet "
                           "Everybody (filter on Segment) and in attachments/x.csv"));
    assert_non_null(strstr(sheet, "\"A203\"")); /* the note again */
    assert_null(strstr(sheet, "\"A204\""));
    assert_non_null(strstr(sheet, "<v>501</v>"));
    assert_non_null(strstr(sheet, "\"A201\""));
    assert_null(strstr(sheet, "\"A202\""));
    assert_null(strstr(sheet, "<v>301</v>"));
    remove_folder(folder);
}

static void a_segment_that_fits_is_shown_whole(void **state)
{
    Table table = long_table(500);
    const char *folder = workbook_of(&table, 0, "Champions");
    const char *sheet = part_of(folder, "xl/worksheets/sheet2.xml");

    (void)state;
    assert_non_null(strstr(sheet, "\"A501\""));
    assert_non_null(strstr(sheet, "<v>1</v>"));
    assert_null(strstr(part_of(folder, "xl/sharedStrings.xml"), "those with the highest spend"));
    remove_folder(folder);
}

static void too_many_customers_are_left_to_the_csv_file(void **state)
{
    Table table = long_table(10001);
    const char *folder = workbook_of(&table, -1, "Customers");

    (void)state;
    assert_null(strstr(part_of(folder, "xl/workbook.xml"), "name=\"Customers\""));
    assert_non_null(strstr(part_of(folder, "xl/sharedStrings.xml"),
                           "left out, too many rows: see attachments/x.csv"));
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_has_a_name_that_excel_takes),
        cmocka_unit_test(no_two_sheets_have_the_same_name),
        cmocka_unit_test(a_text_shows_as_it_was_written),
        cmocka_unit_test(numbers_have_the_format_of_their_kind),
        cmocka_unit_test(cells_have_types_and_nothing_from_the_data_runs),
        cmocka_unit_test(the_same_report_makes_the_same_bytes),
        cmocka_unit_test(a_long_segment_shows_who_spent_most_and_says_so),
        cmocka_unit_test(a_segment_that_fits_is_shown_whole),
        cmocka_unit_test(too_many_customers_are_left_to_the_csv_file),
    };

    return cmocka_run_group_tests_name("workbook", tests, open_arena, close_arena);
}

#endif
