/* deliver/mail.h — a written report as an e-mail, and its way to a server.
 *
 * In:    a folder with a report (publish/written.h), addresses, a server.
 * Out:   one MIME message: mixed(related(alternative(text, HTML), pictures), attachments). The same
 *        input gives the same bytes.
 * Fails: ERR_USAGE the program was built without mail; ERR_TRY_AGAIN the server, or the way to it,
 *        may do better later; ERR_IO it never will; ERR_CONFIG certificate or log-in.
 */
#ifndef DELIVER_MAIL_H
#define DELIVER_MAIL_H

#include "deliver/written.h"

/* --- addresses and servers (mail_address.c) --------------------------------------------------- */

typedef struct MailAddress {
    const char *name; /* "" for none */
    const char *address;
} MailAddress;

/* Reads "zoe@example.org" or "Zoë Müller <zoe@example.org>"; false when it is neither. The address
 * itself is plain ASCII without anything that could begin another command or header. */
bool mail_address_read(MailAddress *out, const char *text, Arena *arena);

typedef struct MailServer {
    const char *host;
    int port;
    bool smtps;           /* TLS from the first byte; else STARTTLS, which is required */
    bool unencrypted;     /* no TLS at all: see mail_server_may_be_plain() */
    const char *user;     /* "" for none */
    const char *password; /* NULL for none; never written anywhere */
    const char *ca_file;  /* authorities instead of the system's, or NULL */
} MailServer;

/* Reads smtp[s]://[user@]host[:port]. *wants: what is wrong with it, for a sentence "is not …"; the
 * text itself may hold a password, and does not belong into a message. */
bool mail_server_read(MailServer *out, const char *url, const char **wants, Arena *arena);
/* Without TLS: to this machine, or without a password. */
bool mail_server_may_be_plain(const MailServer *server);

/* --- the message (mail_build.c) --------------------------------------------------------------- */

typedef struct MailPlan {
    MailAddress from;
    const MailAddress *to;
    size_t to_count;
    const char *subject;         /* NULL: business, title and day */
    const char *link;            /* where the whole report is, or NULL */
    bool pdf, csv, html, xlsx;   /* what is attached */
    const char *const *segments; /* slugs that are shown and attached; none: all */
    size_t segment_count;
    size_t max_size;       /* bytes of the whole message */
    int64_t sent_at;       /* seconds since 1970, for Date */
    const char *templates; /* a folder of the user's own, or NULL */
} MailPlan;

/* Whether the libraries are there that build a message, and those that hand it to a server, before
 * work is done that mail is to follow. Fails: ERR_CONFIG one is not installed. (mail_library.c) */
MUST_USE Status mail_check(bool to_server, Err *err);
/* *left_out: names of attachments that did not fit, separated by commas; "" where all did. */
MUST_USE Status mail_build(Buf *out, const char **left_out, const Written *report,
                           const MailPlan *plan, Arena *arena, Err *err);

/* --- sending (mail_send.c) -------------------------------------------------------------------- */

typedef enum MailState { MAIL_WAITING, MAIL_TAKEN, MAIL_REFUSED } MailState;

typedef struct MailRecipient {
    const char *address;
    MailState state;
    const char *reply; /* what the server said of it; "" for nothing */
} MailRecipient;

/* One attempt, for the recipients that wait. OK: none waits any more; some may be refused. An error
 * of ERR_TRY_AGAIN leaves some waiting. */
MUST_USE Status mail_send(MailRecipient *recipients, size_t count, const MailServer *server,
                          const char *from, const Buf *message, Arena *arena, Err *err);

#endif
