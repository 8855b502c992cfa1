/* What there is of mail in a program that was built without it (CLIENTELE_MAIL). */
#include "deliver/mail.h"

static Status absent(Err *err)
{
    return err_set(err, ERR_USAGE,
                   "mail: this program was built without it: build it with -DCLIENTELE_MAIL=ON");
}

Status mail_check(bool to_server, Err *err)
{
    (void)to_server;
    return absent(err);
}

Status mail_build(Buf *out, const char **left_out, const Written *report, const MailPlan *plan,
                  Arena *arena, Err *err)
{
    (void)out, (void)left_out, (void)report, (void)plan, (void)arena;
    return absent(err);
}

Status mail_send(MailRecipient *recipients, size_t count, const MailServer *server,
                 const char *from, const Buf *message, Arena *arena, Err *err)
{
    (void)recipients, (void)count, (void)server, (void)from, (void)message, (void)arena;
    return absent(err);
}
