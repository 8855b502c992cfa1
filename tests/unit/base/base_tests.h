/* The files of this room's tests. */
#ifndef BASE_TESTS_H
#define BASE_TESTS_H

int test_digest(void);
int test_json(void);
int test_maps(void);
int test_places(void);
int test_borders(void);
int test_system(void);

#endif
