#include "guess_tests.h"

int main(void)
{
    return words_tests() + guess_tests();
}
