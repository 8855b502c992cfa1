#include "simulate.h"

int main(void)
{
    return test_quiet() | test_trend() | test_week();
}
