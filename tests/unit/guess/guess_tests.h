#ifndef GUESS_TESTS_H
#define GUESS_TESTS_H

int words_tests(void);
int guess_tests(void);

#endif
