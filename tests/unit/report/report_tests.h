/* The groups of tests of this room, one a file. */
#ifndef REPORT_TESTS_H
#define REPORT_TESTS_H

int counted_tests(void);
int news_tests(void);
int table_tests(void);
int week_tests(void);

#endif
