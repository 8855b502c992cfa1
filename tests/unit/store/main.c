#include "store_tests.h"

int main(void)
{
    return value_tests() + reading_tests() + refusal_tests() + finding_tests() + equality_tests() +
           dataset_tests() + purchase_tests();
}
