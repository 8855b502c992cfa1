#include "guess_tests.h"

int main(void)
{
    return guess_tests();
}
