/* The groups of this program's tests, one a file. */
#ifndef RECOGNISE_TESTS_H
#define RECOGNISE_TESTS_H

#include "shop_fixture.h"

int form_tests(void);
int cell_tests(void);
int workbook_tests(void);
int hostile_tests(void);
int file_tests(void);
int word_tests(void);
int number_tests(void);
int date_tests(void);
int date_column_tests(void);
int zone_tests(void);
int field_tests(void);
int name_words_tests(void);

#endif
