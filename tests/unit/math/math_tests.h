/* The tests of this program's other files; each returns how many failed. */
#ifndef MATH_TESTS_H
#define MATH_TESTS_H

int edge_tests(void);
int program_tests(void);
int disclosure_tests(void);

#endif
