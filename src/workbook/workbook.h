/* workbook/workbook.h — the Report's tables as attachments/segments.xlsx.
 *
 * Fails: ERR_IO; ERR_USAGE this program was built without it.
 */
#ifndef WORKBOOK_WORKBOOK_H
#define WORKBOOK_WORKBOOK_H

#include "paint/paint.h"
#include "report/report.h"

typedef struct WorkbookPlan {
    PaperSize paper;
    int64_t epoch; /* SOURCE_DATE_EPOCH, or 0 */
} WorkbookPlan;

/* Whether this program can write it. */
bool workbook_is_built(void);
MUST_USE Status workbook_write(const Report *report, const WorkbookPlan *plan, const char *folder,
                               Arena *arena, Err *err);

#endif
