/* A report of made-up figures, as large as a test wants it. */
#ifndef MADE_REPORT_H
#define MADE_REPORT_H

#include "report/report.h"

typedef struct Made {
    size_t segments, customers;
    const char *name; /* of every customer; NULL: several */
} Made;

/* The arena that all that follows is made in. */
void made_in(Arena *arena);
Report *make_report(Made made);

Page *add_page(Report *report, PageKind kind, const char *path, const char *title);
Section *add_section(Page *page, const char *title, const char *lead);
void add_block(Section *section, Block block);
void add_prose(Section *section, const char *markdown);

#endif
