/* One attempt to hand a message to a server, by libcurl.
 *
 * libcurl says whether the message went, but not what became of each recipient; the conversation
 * itself, which it shows to a debug callback, does. Only the RCPT commands and the replies are
 * looked at: what is sent for the log-in is never kept.
 */
#include <stdlib.h>
#include <string.h>

#include "deliver/mail.h"
#include "deliver/mail_curl.h"

#define CONNECT_SECONDS 30L
#define SILENT_SECONDS 120L /* without a byte in either direction */

typedef struct Talk {
    MailRecipient *recipients;
    size_t count;
    MailRecipient *asked; /* whose RCPT has no reply yet */
    const char *refusal;  /* the last reply that was a 4xx or a 5xx; "" for none */
    const Buf *message;
    size_t sent;
    Arena *arena;
} Talk;

/* --- the conversation ------------------------------------------------------------------------- */

static MailRecipient *named_in(const Talk *talk, const char *command)
{
    for (size_t i = 0; i < talk->count; i++) {
        const char *address = talk->recipients[i].address;
        const char *end = command + strlen("RCPT TO:<") + strlen(address);
        if (talk->recipients[i].state == MAIL_WAITING &&
            !strncmp(command + strlen("RCPT TO:<"), address, strlen(address)) && *end == '>')
            return &talk->recipients[i];
    }
    return NULL;
}

static void take_command(Talk *talk, const char *command)
{
    talk->asked = strncmp(command, "RCPT TO:<", 9) ? NULL : named_in(talk, command);
}

static void take_reply(Talk *talk, const char *reply)
{
    if (*reply == '4' || *reply == '5') talk->refusal = reply;
    if (!talk->asked || strlen(reply) < 4 || reply[3] == '-') return;
    talk->asked->reply = reply;
    if (reply[0] == '5') talk->asked->state = MAIL_REFUSED;
    if (reply[0] == '2') talk->asked->state = MAIL_TAKEN;
    talk->asked = NULL;
}

static int listen_in(CURL *handle, curl_infotype type, char *data, size_t size, void *context)
{
    Talk *talk = context;

    (void)handle;
    while (size && (data[size - 1] == '\n' || data[size - 1] == '\r'))
        size--;
    if (type == CURLINFO_HEADER_IN) {
        take_reply(talk, utf8_clean(data, size, 300, talk->arena));
    } else if (type == CURLINFO_HEADER_OUT && size > 9 && !strncmp(data, "RCPT TO:<", 9)) {
        take_command(talk, arena_text_n(talk->arena, data, size));
    } else if (type == CURLINFO_HEADER_OUT) {
        talk->asked = NULL;
    }
    return 0;
}

static size_t read_message(char *to, size_t size, size_t count, void *context)
{
    Talk *talk = context;
    size_t room = size * count, left = talk->message->size - talk->sent;
    size_t now = room < left ? room : left;

    memcpy(to, talk->message->data + talk->sent, now);
    talk->sent += now;
    return now;
}

/* --- the attempt ------------------------------------------------------------------------------ */

static void set_security(const CurlLibrary *curl, CURL *handle, const MailServer *server)
{
    curl->easy_setopt(handle, CURLOPT_USE_SSL,
                      (long)(server->unencrypted ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl->easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl->easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl->easy_setopt(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (server->ca_file) {
        curl->easy_setopt(handle, CURLOPT_CAINFO, server->ca_file);
        curl->easy_setopt(handle, CURLOPT_CAPATH, NULL);
    }
    if (*server->user) {
        curl->easy_setopt(handle, CURLOPT_USERNAME, server->user);
        curl->easy_setopt(handle, CURLOPT_PASSWORD, server->password ? server->password : "");
    }
}

static void set_message(const CurlLibrary *curl, CURL *handle, Talk *talk, const char *from,
                        const struct curl_slist *to)
{
    curl->easy_setopt(handle, CURLOPT_MAIL_FROM, from);
    curl->easy_setopt(handle, CURLOPT_MAIL_RCPT, to);
    curl->easy_setopt(handle, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
    curl->easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl->easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)talk->message->size);
    curl->easy_setopt(handle, CURLOPT_READFUNCTION, read_message);
    curl->easy_setopt(handle, CURLOPT_READDATA, talk);
    curl->easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    curl->easy_setopt(handle, CURLOPT_DEBUGFUNCTION, listen_in);
    curl->easy_setopt(handle, CURLOPT_DEBUGDATA, talk);
}

static void set_way(const CurlLibrary *curl, CURL *handle, const MailServer *server, Arena *arena)
{
    curl->easy_setopt(handle, CURLOPT_URL,
                      arena_format(arena, "smtp%s://%s:%d", server->smtps ? "s" : "", server->host,
                                   server->port));
    curl->easy_setopt(handle, CURLOPT_PROXY, ""); /* those of the environment are for the web */
    curl->easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl->easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    curl->easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, SILENT_SECONDS);
    curl->easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl->easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, SILENT_SECONDS);
}

/* --- what became of it ------------------------------------------------------------------------ */

static Status refuse_security(const MailServer *server, CURLcode code, Err *err)
{
    switch ((int)code) {
    case CURLE_PEER_FAILED_VERIFICATION:
        return err_set(err, ERR_CONFIG,
                       "%s: its certificate cannot be trusted: nothing was sent; give --ca-file if "
                       "the server has a private authority",
                       server->host);
    case CURLE_SSL_CACERT_BADFILE:
        return err_set(err, ERR_CONFIG, "--ca-file: %s: holds no certificate that can be read",
                       server->ca_file ? server->ca_file : "the system's own");
    case CURLE_USE_SSL_FAILED:
        return err_set(err, ERR_CONFIG,
                       "%s: offers no STARTTLS: nothing was sent; give smtps:// if it takes TLS at "
                       "once, or --no-tls where the way to it is safe",
                       server->host);
    case CURLE_LOGIN_DENIED:
        return err_set(err, ERR_CONFIG, "%s: refused the log-in of %s: check user and password",
                       server->host, *server->user ? server->user : "nobody");
    default: return OK;
    }
}

/* Codes of curl behind which no word of the server stands, and which may pass. */
static bool may_pass(CURLcode code)
{
    switch ((int)code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_WEIRD_SERVER_REPLY: return true;
    default: return false;
    }
}

/* What was taken before the message itself was refused was not sent. */
static void untake(Talk *talk, const bool *waited)
{
    for (size_t i = 0; i < talk->count; i++) {
        MailRecipient *r = &talk->recipients[i];
        if (waited[i] && r->state == MAIL_TAKEN)
            *r = (MailRecipient){ r->address, MAIL_WAITING, "" };
    }
}

static Status judge(const CurlLibrary *curl, CURLcode code, const Talk *talk,
                    const MailServer *server, Err *err)
{
    bool temporary = *talk->refusal == '4', final = *talk->refusal == '5';
    const char *why = *talk->refusal ? talk->refusal : curl->easy_strerror(code);
    Status s;

    if (!temporary && (s = refuse_security(server, code, err))) return s;
    if (temporary || (!final && may_pass(code))) {
        return err_set(err, ERR_TRY_AGAIN, "%s: %s", server->host, why);
    }
    return err_set(err, ERR_IO, "%s: refused the message: %s", server->host, why);
}

/* Of a message that went: those whom the server put off wait for the next attempt. */
static Status judge_waiting(const Talk *talk, const MailServer *server, Err *err)
{
    for (size_t i = 0; i < talk->count; i++) {
        if (talk->recipients[i].state != MAIL_WAITING) continue;
        return err_set(err, ERR_TRY_AGAIN, "%s: %s: %s", server->host, talk->recipients[i].address,
                       talk->recipients[i].reply);
    }
    return OK;
}

/* Whether this attempt's recipients all have an answer, and it is no: there was no message to
 * judge. */
static bool none_let_through(const Talk *talk, const bool *waited)
{
    for (size_t i = 0; i < talk->count; i++) {
        if (waited[i] && (talk->recipients[i].state == MAIL_TAKEN || !*talk->recipients[i].reply))
            return false;
    }
    return true;
}

static Status attempt(const CurlLibrary *curl, CURL *handle, Talk *talk, const MailServer *server,
                      const char *from, Err *err)
{
    struct curl_slist *to = NULL;
    bool *waited = ARENA_ARRAY(talk->arena, bool, talk->count);

    for (size_t i = 0; i < talk->count; i++) {
        waited[i] = talk->recipients[i].state == MAIL_WAITING;
        if (!waited[i]) continue;
        talk->recipients[i].reply = "";
        struct curl_slist *longer =
            curl->slist_append(to, arena_format(talk->arena, "<%s>", talk->recipients[i].address));
        if (!longer) out_of_memory();
        to = longer;
    }
    set_way(curl, handle, server, talk->arena);
    set_security(curl, handle, server);
    set_message(curl, handle, talk, arena_format(talk->arena, "<%s>", from), to);
    CURLcode code = curl->easy_perform(handle);
    curl->slist_free_all(to);
    if (code == CURLE_OK) return judge_waiting(talk, server, err);
    if (none_let_through(talk, waited)) return judge_waiting(talk, server, err);
    untake(talk, waited);
    return judge(curl, code, talk, server, err);
}

Status mail_send(MailRecipient *recipients, size_t count, const MailServer *server,
                 const char *from, const Buf *message, Arena *arena, Err *err)
{
    Talk talk = {
        .recipients = recipients, .count = count, .refusal = "", .message = message, .arena = arena
    };
    CurlLibrary curl;
    Status s;

    if ((s = curl_library_open(&curl, err))) return s;
    CURL *handle = curl.global_init(CURL_GLOBAL_DEFAULT) ? NULL : curl.easy_init();
    if (!handle) return err_set(err, ERR_BUG, "mail: libcurl cannot be set up");
    s = attempt(&curl, handle, &talk, server, from, err);
    curl.easy_cleanup(handle);
    return s;
}
