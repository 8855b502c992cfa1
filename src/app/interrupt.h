/* app/interrupt.h — a run that is interrupted leaves nothing half-made behind.
 *
 * On SIGINT, SIGTERM and SIGHUP the folder under construction is removed, then the signal takes its
 * usual course.
 */
#ifndef APP_INTERRUPT_H
#define APP_INTERRUPT_H

void interrupt_guard(void);
/* What to remove; NULL: nothing. The text must stay where it is. */
void interrupt_remove(const char *path);

#endif
