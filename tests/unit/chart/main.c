#include "chart_test.h"

int main(void)
{
    return run_tick_tests() + run_distribution_tests() + run_layout_tests() + run_kind_tests() +
           run_floor_tests() + run_golden_tests();
}
