#include "recognise_tests.h"

int main(void)
{
    return form_tests() + word_tests() + number_tests() + date_tests() + date_column_tests() +
           zone_tests() + field_tests() + cell_tests() + workbook_tests() + hostile_tests() +
           file_tests() + name_words_tests();
}
