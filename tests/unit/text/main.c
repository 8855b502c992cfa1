#include "text_tests.h"

int main(void)
{
    return test_mustache_spec() + test_template() + test_prose() + phrase_tests() + test_yaml();
}
