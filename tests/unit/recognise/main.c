#include "recognise_tests.h"

int main(void)
{
    return form_tests() + cell_tests() + workbook_tests() + hostile_tests() + file_tests();
}
