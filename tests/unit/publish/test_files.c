/* CSV and JSON attachments, and the folder that a report goes to. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <zlib.h>

#include "base/json.h"
#include "data/csv_text.h"
#include "publish/publish.h"

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

static const char *new_folder(void)
{
    char template[] = "/tmp/clientele-test-XXXXXX";

    return arena_text(&arena, mkdtemp(template));
}

/* One column of texts and one of money as a CSV file. */
static const char *csv_of(const char *const *texts, const double *numbers, size_t rows)
{
    Column columns[] = {
        { .key = "name", .title = "Name", .kind = COLUMN_TEXT, .texts = texts },
        { .key = "spend",
          .title = "Spend",
          .kind = COLUMN_MONEY,
          .decimals = 2,
          .numbers = numbers },
    };
    Table table = { rows, 2, columns };
    Attachment attachment = { .path = "attachments/x.csv", .title = "X", .table = &table };
    PublishPlan plan = { .compress_above = SIZE_MAX };
    const char *folder = new_folder();
    Bytes file;
    Err err;

    assert_int_equal(csv_write(&attachment, &plan, folder, &arena, &err), OK);
    assert_int_equal(
        file_read(&file, path_join(&arena, folder, "attachments/x.csv"), 10000, &arena, &err), OK);
    assert_int_equal(folder_remove(folder, &err), OK);
    return (const char *)file.data;
}

static void csv_follows_rfc_4180(void **state)
{
    const char *const texts[] = { "plain", "a,b", "say \"hi\"", "two\nlines", NULL, "" };
    const double numbers[] = { 1, 2.5, -3, NAN, 1e6, 0.005 };

    (void)state;
    assert_string_equal(csv_of(texts, numbers, 6), "name,spend\n"
                                                   "plain,1.00\n"
                                                   "\"a,b\",2.50\n"
                                                   "\"say \"\"hi\"\"\",-3.00\n"
                                                   "\"two\nlines\",\n"
                                                   ",1000000.00\n"
                                                   ",0.01\n");
}

/* What zlib makes of the compressed file is the other file. */
static void a_large_file_goes_out_compressed_too(void **state)
{
    double numbers[20000];
    Column columns[] = { { .key = "spend", .title = "Spend", .kind = COLUMN_MONEY } };
    Table table = { COUNT_OF(numbers), 1, columns };
    Attachment attachment = { .path = "attachments/x.csv", .title = "X", .table = &table };
    PublishPlan plan = { .compress_above = 100000 };
    const char *folder = new_folder();
    Bytes plain, packed;
    Err err;

    (void)state;
    columns[0].numbers = numbers;
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        numbers[i] = (double)(i * i % 100003) / 100;
    assert_int_equal(csv_write(&attachment, &plan, folder, &arena, &err), OK);
    const char *path = path_join(&arena, folder, "attachments/x.csv");
    assert_int_equal(file_read(&plain, path, 1000000, &arena, &err), OK);
    path = path_join(&arena, folder, "attachments/x.csv.gz");
    assert_int_equal(file_read(&packed, path, 1000000, &arena, &err), OK);
    assert_true(packed.size < plain.size);
    gzFile file = gzopen(path, "rb");
    char *back = ARENA_ARRAY(&arena, char, plain.size + 1);
    assert_int_equal(gzread(file, back, (unsigned)plain.size + 1), plain.size);
    assert_memory_equal(back, plain.data, plain.size);
    gzclose(file);
    assert_int_equal(folder_remove(folder, &err), OK);
}

/* A view shows every third value, in an order of its own, or one of few. */
static void a_column_may_be_a_view(void **state)
{
    static const double grid[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
    static const uint32_t rows[] = { 2, 0 };
    static const uint8_t codes[] = { 1, 0, 1 };
    static const char *const words[] = { "no", "yes" };
    Column columns[] = {
        { .key = "b", .kind = COLUMN_COUNT, .numbers = grid + 1, .stride = 3, .rows = rows },
        { .key = "w", .kind = COLUMN_TEXT, .texts = words, .codes = codes, .rows = rows },
    };
    Table table = { 2, 2, columns };
    Buf out = { 0 };

    (void)state;
    csv_put_table(&out, &table);
    assert_string_equal(out.data, "b,w\n8,yes\n2,yes\n");
    buf_close(&out);
}

static void a_formula_is_written_harmlessly(void **state)
{
    const char *const texts[] = { "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "a=b" };
    const double numbers[7] = { 0 };
    const char *csv = csv_of(texts, numbers, 7);

    (void)state;
    assert_non_null(strstr(csv, "\"'=1+1\",0.00\n"));
    assert_non_null(strstr(csv, "\"'+1\""));
    assert_non_null(strstr(csv, "\"'-1\""));
    assert_non_null(strstr(csv, "\"'@SUM(A1)\""));
    assert_non_null(strstr(csv, "\"'\tx\""));
    assert_non_null(strstr(csv, "\"'\rx\""));
    assert_non_null(strstr(csv, "\na=b,0.00\n"));
}

static void json_is_read_back_as_it_was(void **state)
{
    static const char hostile[] = "</script>\"\\\b\x01 \xE2\x80\xA8é😀";
    Buf out = { 0 };
    Json json = { &out, 0, true };
    json_error_t error;

    (void)state;
    json_begin_object(&json, NULL);
    json_put_text(&json, "text", hostile);
    json_put_text(&json, "none", NULL);
    json_put_number(&json, "nan", NAN);
    json_put_number(&json, "tenth", 0.1);
    json_put_integer(&json, "id", INT64_MIN);
    json_put_bool(&json, "yes", true);
    json_begin_array(&json, "empty");
    json_end_array(&json);
    json_end_object(&json);
    json_t *root = json_loadb(out.data, out.size, 0, &error);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "text")), hostile);
    assert_true(json_is_null(json_object_get(root, "none")));
    assert_true(json_is_null(json_object_get(root, "nan")));
    assert_true(json_real_value(json_object_get(root, "tenth")) == 0.1);
    assert_true(json_integer_value(json_object_get(root, "id")) == INT64_MIN);
    assert_int_equal(json_array_size(json_object_get(root, "empty")), 0);
    assert_null(strchr(out.data, '<'));
    json_decref(root);
    buf_close(&out);
}

static void only_a_folder_of_ours_is_replaced(void **state)
{
    const char *folder = new_folder();
    Err err;

    (void)state;
    assert_int_equal(publish_check_folder("/tmp/clientele-not-there", &err), OK);
    assert_int_equal(publish_check_folder(folder, &err), OK);
    assert_int_equal(file_write(path_join(&arena, folder, "thesis.doc"), "x", 1, &err), OK);
    assert_int_equal(publish_check_folder(folder, &err), ERR_CANNOT_CREATE);
    assert_non_null(strstr(err.text, folder));
    assert_int_equal(file_write(path_join(&arena, folder, ".clientele"), "x", 1, &err), OK);
    assert_int_equal(publish_check_folder(folder, &err), OK);
    assert_int_equal(publish_check_folder(path_join(&arena, folder, "thesis.doc"), &err),
                     ERR_CANNOT_CREATE);
    assert_int_equal(folder_remove(folder, &err), OK);
}

static void the_report_is_built_beside_its_place(void **state)
{
    (void)state;
    assert_int_equal(
        strncmp(publish_building_folder("a/report", &arena), "a/.report.clientele-", 20), 0);
    assert_int_equal(
        strncmp(publish_building_folder("report//", &arena), "./.report.clientele-", 20), 0);
    assert_int_equal(
        strncmp(publish_building_folder("/report", &arena), "//.report.clientele-", 20), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_follows_rfc_4180),
        cmocka_unit_test(a_formula_is_written_harmlessly),
        cmocka_unit_test(a_large_file_goes_out_compressed_too),
        cmocka_unit_test(a_column_may_be_a_view),
        cmocka_unit_test(json_is_read_back_as_it_was),
        cmocka_unit_test(only_a_folder_of_ours_is_replaced),
        cmocka_unit_test(the_report_is_built_beside_its_place),
    };

    return cmocka_run_group_tests_name("files", tests, open_arena, close_arena);
}
