/* The groups of this program's tests. */
#ifndef APP_TESTS_H
#define APP_TESTS_H

int test_options(void);
int test_option_table(void);

#endif
