#include "app/mail.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/clock.h"
#include "app/mode.h"

#define PASSWORD "CLIENTELE_SMTP_PASSWORD"

/* --- what is asked ---------------------------------------------------------------------------- */

static Status check_way(const MailOptions *mail, Err *err)
{
    int ways = (mail->server.host != NULL) + (mail->eml != NULL) + mail->sendmail;

    if (!mail->to.count) return err_set(err, ERR_USAGE, "mail needs --to ADDRESS: who gets it?");
    if (!mail->from.address) {
        return err_set(err, ERR_USAGE, "mail needs --from ADDRESS: whose message is it?");
    }
    if (!ways && !mail->dry_run) {
        return err_set(err, ERR_USAGE, "mail needs one of --smtp URL, --sendmail and --eml FILE");
    }
    if (ways > 1 && !mail->dry_run) {
        return err_set(err, ERR_USAGE, "mail takes one of --smtp, --sendmail and --eml, not %d",
                       ways);
    }
    return OK;
}

/* The first line of the file. */
static Status read_password(const char **out, const char *path, Arena *arena, Err *err)
{
    Bytes bytes;
    Status s = file_read(&bytes, path, 4096, arena, err);

    if (s) return err_context(err, "--password-file");
    const char *text = (const char *)bytes.data;
    *out = arena_text_n(arena, text, strcspn(text, "\r\n"));
    return OK;
}

static Status server_of(MailServer *out, const MailOptions *mail, Arena *arena, Err *err)
{
    MailServer server = mail->server;
    Status s;

    server.ca_file = mail->ca_file;
    server.unencrypted = mail->no_tls;
    server.password = getenv(PASSWORD);
    if (mail->password_file &&
        (s = read_password(&server.password, mail->password_file, arena, err))) {
        return s;
    }
    if (*server.user && (!server.password || !*server.password)) {
        return err_set(err, ERR_CONFIG,
                       "--smtp: %s needs a password: give it in " PASSWORD
                       " or with --password-file",
                       server.user);
    }
    if (mail->no_tls && server.smtps) {
        return err_set(err, ERR_USAGE, "--no-tls does not go with smtps://: give smtp://");
    }
    if (mail->no_tls && !mail_server_may_be_plain(&server)) {
        return err_set(err, ERR_USAGE,
                       "--no-tls: a password is sent unencrypted to this machine only, not to %s",
                       server.host);
    }
    *out = server;
    return OK;
}

static MailPlan plan_of(const Options *o)
{
    const MailOptions *mail = &o->mail;

    return (MailPlan){ .from = mail->from,
                       .to = mail->to.items,
                       .to_count = mail->to.count,
                       .subject = mail->subject,
                       .link = o->address,
                       .pdf = mail->pdf,
                       .csv = mail->csv,
                       .html = mail->html,
                       .xlsx = mail->xlsx,
                       .segments = mail->segments.items,
                       .segment_count = mail->segments.count,
                       .max_size = mail->max_size,
                       .sent_at = clock_seconds(),
                       .templates = o->templates };
}

/* --- sending ---------------------------------------------------------------------------------- */

static void wait_seconds(double seconds)
{
    struct timespec left = { (time_t)seconds, (long)(1e9 * (seconds - (double)(time_t)seconds)) };

    while (nanosleep(&left, &left)) {
    }
}

/* Those in that state, with what the server said of each. */
static const char *names_of(const MailRecipient *recipients, size_t count, MailState state,
                            Arena *arena)
{
    const char *names = "";

    for (size_t i = 0; i < count; i++) {
        const MailRecipient *r = &recipients[i];
        if (r->state != state) continue;
        names = arena_format(arena, "%s%s%s", names, *names ? ", " : "", r->address);
        if (state == MAIL_REFUSED) names = arena_format(arena, "%s (%s)", names, r->reply);
    }
    return names;
}

/* The last word on a message: who has it, who has not, and why. */
static Status conclude(Status s, const MailRecipient *recipients, size_t count, Arena *arena,
                       Err *err)
{
    const char *taken = names_of(recipients, count, MAIL_TAKEN, arena);
    const char *refused = names_of(recipients, count, MAIL_REFUSED, arena);
    const char *waiting = names_of(recipients, count, MAIL_WAITING, arena);
    const char *sent = *taken ? arena_format(arena, "sent to %s; ", taken) : "";

    if (s) {
        const char *why = arena_text(arena, err->text);
        const char *also = *refused ? arena_format(arena, "; refused: %s", refused) : "";
        return err_set(err, s, "mail: %snot sent to %s: %s%s", sent, waiting, why, also);
    }
    if (*refused) return err_set(err, ERR_IO, "mail: %srefused: %s", sent, refused);
    return OK;
}

static Status send_all(const Options *o, const Buf *message, Arena *arena, Err *err)
{
    const MailOptions *mail = &o->mail;
    MailRecipient *recipients = ARENA_ARRAY(arena, MailRecipient, mail->to.count);
    double wait = mail->retry_wait;
    MailServer server;
    Status s;

    if ((s = server_of(&server, mail, arena, err))) return s;
    for (size_t i = 0; i < mail->to.count; i++)
        recipients[i] = (MailRecipient){ mail->to.items[i].address, MAIL_WAITING, "" };
    for (int left = mail->retries;; left--) {
        s = mail_send(recipients, mail->to.count, &server, mail->from.address, message, arena, err);
        if (s != ERR_TRY_AGAIN || left == 0) break;
        if (!o->quiet) fprintf(stderr, "clientele: %s: again in %.0f s\n", err->text, wait);
        wait_seconds(wait);
        wait *= 2;
    }
    return conclude(s, recipients, mail->to.count, arena, err);
}

static Status write_message(const Options *o, const Buf *message, Arena *arena, Err *err)
{
    const char *path = o->mail.eml;

    if (path && strcmp(path, "-")) {
        int before = mode_begin(o, true);
        Status s = file_replace(path, message->data, message->size, arena, err);
        mode_end(before);
        return s;
    }
    if (fwrite(message->data, 1, message->size, stdout) == message->size) return OK;
    return err_set(err, ERR_IO, "standard output: writing failed: %s", write_reason(errno));
}

static Status deliver(const Options *o, const Buf *message, Arena *arena, Err *err)
{
    Status s;

    if (o->mail.dry_run || o->mail.eml) return write_message(o, message, arena, err);
    s = o->mail.sendmail ? sendmail_run(message, &o->mail, arena, err)
                         : send_all(o, message, arena, err);
    if (!s && !o->quiet) {
        fprintf(stderr, "clientele: %s\n",
                PHRASE(arena, "sent to {n|# recipient|# recipients}, {size} MB",
                       phrase_count("n", (double)o->mail.to.count, arena),
                       phrase_number("size", (double)message->size / 1e6, 1, arena)));
    }
    return s;
}

/* What an audience must not see is not sent to it. */
static Status check_privacy(const Audience *audience, const Written *report, Err *err)
{
    if (!audience || !audience->has_privacy || report->privacy >= audience->privacy) return OK;
    return err_set(err, ERR_CONFIG,
                   "%s: its privacy is %s, but the audience \"%s\" is to see %s at most: weekly "
                   "makes such a report, or report with --privacy %s",
                   report->folder, privacy_name(report->privacy), audience->name,
                   privacy_name(audience->privacy), privacy_name(audience->privacy));
}

static Status build_message(Buf *message, const Options *options, const Audience *audience,
                            const char *folder, Arena *arena, Err *err)
{
    MailPlan plan = plan_of(options);
    const char *left_out = "";
    Written report;
    Status s;

    if ((s = written_open(&report, folder, arena, err))) return s;
    s = check_privacy(audience, &report, err);
    if (!s) s = mail_build(message, &left_out, &report, &plan, arena, err);
    written_close(&report);
    if (!s && *left_out)
        fprintf(stderr, "clientele: warning: over --max-size, left out: %s\n", left_out);
    return s;
}

Status mail_report(const Options *options, const Audience *audience, const char *folder,
                   Arena *arena, Err *err)
{
    Buf message = { 0 };
    Status s;

    if ((s = check_way(&options->mail, err))) return s;
    if ((s = mail_check(options->mail.server.host && !options->mail.dry_run, err))) return s;
    s = build_message(&message, options, audience, folder, arena, err);
    if (!s) s = deliver(options, &message, arena, err);
    buf_close(&message);
    return s;
}

/* --- audiences -------------------------------------------------------------------------------- */

Options mail_to_audience(const Options *options, const Audience *audience)
{
    Options o = *options;

    o.mail.to = audience->mail.to;
    o.mail.segments = audience->mail.segments;
    o.mail.pdf = audience->mail.pdf;
    o.mail.csv = audience->mail.csv;
    o.mail.html = audience->mail.html;
    o.mail.xlsx = audience->mail.xlsx;
    if (audience->mail.subject) o.mail.subject = audience->mail.subject;
    return o;
}

static Status find_audience(const Audience **out, const Options *o, Err *err)
{
    for (size_t i = 0; i < o->audiences.count; i++) {
        if (strcmp(o->audiences.items[i].name, o->audience)) continue;
        *out = &o->audiences.items[i];
        return OK;
    }
    return err_set(err, ERR_USAGE, "--audience: %s has no audience \"%.80s\"",
                   o->config ? o->config : "without --config the program", o->audience);
}

Status command_mail(const Options *options, Arena *arena, Err *err)
{
    const Audience *audience = NULL;
    Status s;

    if (!options->audience) return mail_report(options, NULL, options->input, arena, err);
    if ((s = find_audience(&audience, options, err))) return s;
    Options o = mail_to_audience(options, audience);
    return mail_report(&o, audience, options->input, arena, err);
}
