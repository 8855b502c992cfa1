/* In place of workbook*.c in a program that is built without libxlsxwriter. */
#include "workbook/workbook.h"

bool workbook_is_built(void)
{
    return false;
}

Status workbook_write(const Report *report, const WorkbookPlan *plan, const char *folder,
                      Arena *arena, Err *err)
{
    (void)report, (void)plan, (void)folder, (void)arena;
    return err_set(err, ERR_USAGE, "xlsx: this program was built without libxlsxwriter");
}
