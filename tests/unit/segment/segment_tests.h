/* The groups of tests of this room, one a file. */
#ifndef SEGMENT_TESTS_H
#define SEGMENT_TESTS_H

int carry_tests(void);
int changes_tests(void);
int facts_tests(void);
int names_tests(void);
int naming_tests(void);
int claims_tests(void);
int reckoned_tests(void);
int followed_tests(void);
int list_tests(void);
int week_tests(void);

#endif
