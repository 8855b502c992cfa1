/* deliver/mail_summary.h — the report in a screen: as plain text, and as HTML that mail programs
 * show (tables and inline styles, 600 px, pictures by content id).
 *
 * For mail_*.c only.
 */
#ifndef DELIVER_MAIL_SUMMARY_H
#define DELIVER_MAIL_SUMMARY_H

#include "deliver/mail.h"

#define MAIL_PICTURES 2 /* at most */

typedef struct MailPicture {
    const WrittenFigure *figure;
    const char *cid;
    Bytes png;
    int width, height; /* in the message, in CSS pixels */
} MailPicture;

/* A file of the report that is attached, or too large for it. */
typedef struct MailFile {
    const char *path; /* in the report's folder */
    const char *name; /* as the reader sees it */
    bool left_out;
} MailFile;

typedef struct MailSummary {
    const Written *report;
    const MailPlan *plan;
    const char *subject;
    const MailPicture *pictures;
    size_t picture_count;
    const char *attached, *left_out; /* names, separated by commas; "" for none */
    const MailFile *files;
    size_t file_count;
} MailSummary;

/* Whether the plan shows that segment. */
bool mail_shows_segment(const MailPlan *plan, const char *slug);

void mail_summary_text(Buf *out, const MailSummary *summary);
MUST_USE Status mail_summary_html(Buf *out, const MailSummary *summary, Arena *arena, Err *err);

#endif
