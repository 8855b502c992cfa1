/* The groups of tests of this room, one a file. */
#ifndef SEGMENT_TESTS_H
#define SEGMENT_TESTS_H

int changes_tests(void);

#endif
