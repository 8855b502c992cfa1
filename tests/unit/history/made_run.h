/* A run that is made up, and the history files that hold such. */
#ifndef MADE_RUN_H
#define MADE_RUN_H

#include "history/history.h"
#include "shop_fixture.h"

enum { PEOPLE = 4, CLUSTERS = 2 };

/* A run with awkward numbers; `turn` makes two of them differ. */
Run made_run(Fixture *fixture, const char *as_of, double turn);
/* They fail the test on an error. */
void put_run(const char *path, const Run *run, int keep);
History get_history(Fixture *fixture, const char *path, const char *as_of, Day baseline);
/* The file must be refused with that status and the word in the message. */
void refuse_history(Fixture *fixture, const char *path, Status status, const char *word);

/* What has changed since a file was written. */
int definitions_tests(void);

#endif
