/* app/mail.h — a report on its way: to a server, to sendmail, or into a file. */
#ifndef APP_MAIL_H
#define APP_MAIL_H

#include "app/options.h"

/* Sends the report of that folder as the options say, to an audience only if it may see as much
 * (NULL: to whom the options name); tries again as often as they allow. Fails: ERR_CONFIG the
 * report shows more; ERR_TRY_AGAIN some recipients still wait; ERR_IO some were refused: the text
 * names them.
 */
MUST_USE Status mail_report(const Options *options, const Audience *audience, const char *folder,
                            Arena *arena, Err *err);
/* The same to the options' own recipients, or to the audience that they name. */
MUST_USE Status command_mail(const Options *options, Arena *arena, Err *err);

/* The options with an audience's recipients and parts. */
Options mail_to_audience(const Options *options, const Audience *audience);

/* sendmail.c: hands the message to the program that every mail system calls sendmail. */
MUST_USE Status sendmail_run(const Buf *message, const MailOptions *mail, Arena *arena, Err *err);

#endif
