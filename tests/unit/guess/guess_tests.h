#ifndef GUESS_TESTS_H
#define GUESS_TESTS_H

int guess_tests(void);

#endif
