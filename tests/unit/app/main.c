#include "app_tests.h"

int main(void)
{
    return test_options() + test_option_table();
}
