/* The message: mixed(related(alternative(text, HTML), pictures…), attachments…), built by GMime.
 *
 * Boundaries and the Message-ID come from a digest of what the message says and to whom, so that
 * the same report gives the same bytes, and a message that is sent again is known as the same. A
 * boundary holds "=_", which neither base64 nor quoted-printable can contain.
 */
#include <string.h>

#include "base/digest.h"
#include "deliver/mail_gmime.h"
#include "deliver/mail_summary.h"

#define PICTURE_HEIGHT 380 /* a narrow picture is not blown up to the full width */
#define PICTURE_WIDTH 560  /* the summary's width without its margins */
#define WORKBOOK "attachments/segments.xlsx"
#define FILE_MOST ((size_t)256 << 20)
#define HEADS_SIZE 8192 /* of all headers of a message, generously */

typedef struct Attachment {
    const char *path; /* in the report's folder */
    const char *name; /* as the reader sees it */
    const char *type, *subtype;
    Bytes bytes;
    bool left_out;
} Attachment;

typedef struct Message {
    MailSummary summary;
    WRITTEN_LIST(Attachment) attachments;
    Buf text, html;
    const char *key; /* hexadecimal digits of the digest */
} Message;

/* --- what goes into it ------------------------------------------------------------------------ */

/* A name that is a file's on every system: "Blue Door Books 2025-06-30.pdf". */
static const char *file_name(const Written *report, const char *ending, Arena *arena)
{
    char day[NUMBER_TEXT];
    char *name = arena_format(arena, "%s %s%s", *report->business ? report->business : "Report",
                              day_iso(day, report->as_of), ending);

    for (char *c = name; *c; c++) {
        if (strchr("/\\:*?\"<>|", *c)) *c = '-';
    }
    if (*name == '.') *name = '-';
    return name;
}

static Status add_file(Message *message, Attachment attachment, Arena *arena, Err *err)
{
    const Written *report = message->summary.report;
    Status s =
        folder_read(&attachment.bytes, &report->files, attachment.path, FILE_MOST, arena, err);

    if (s == ERR_NO_INPUT) {
        return err_set(err, s,
                       "%s: is not in the report: make it with that part, or leave it out "
                       "of --attach",
                       path_join(arena, report->folder, attachment.path));
    }
    if (!s) VEC_PUSH(arena, &message->attachments, attachment);
    return s;
}

/* The folders of lists of customers, with their addresses; what is in them is of one segment. */
static bool is_in_list_folder(const char *path)
{
    static const char *const folders[] = { "attachments/segments/", "attachments/first/",
                                           "attachments/quiet/" };

    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        if (!strncmp(path, folders[i], strlen(folders[i]))) return true;
    }
    return false;
}

/* All tables without addresses, or where only some segments are asked for, the lists of just these.
 */
static bool wants_table(const MailPlan *plan, const char *path, Arena *arena)
{
    bool of_segment = is_in_list_folder(path);

    if (!plan->segment_count)
        return !of_segment && strcmp(path, "attachments/quiet_customers.csv") != 0;
    return of_segment && mail_shows_segment(plan, path_stem(arena, path));
}

/* "champions.csv", "quiet-champions.csv" */
static const char *table_name(const char *path, Arena *arena)
{
    static const char segments[] = "attachments/segments/", all[] = "attachments/";
    const char *skip = !strncmp(path, segments, strlen(segments)) ? segments : all;
    char *name = arena_text(arena, path + strlen(skip));

    for (char *c = name; (c = strchr(c, '/'));)
        *c = '-';
    return name;
}

static Status add_tables(Message *message, const MailPlan *plan, Arena *arena, Err *err)
{
    const Written *report = message->summary.report;
    Status s = OK;

    for (size_t i = 0; i < report->attachments.count && !s; i++) {
        const char *path = report->attachments.items[i].path, *dot = strrchr(path, '.');
        if (!dot || strcmp(dot, ".csv") || !wants_table(plan, path, arena)) continue;
        const char *name = table_name(path, arena);
        s = add_file(message, (Attachment){ path, name, "text", "csv", { 0 }, false }, arena, err);
    }
    return s;
}

static Status add_attachments(Message *message, const MailPlan *plan, Arena *arena, Err *err)
{
    const Written *report = message->summary.report;
    const char *pdf = file_name(report, ".pdf", arena), *html = file_name(report, ".html", arena);
    Status s = OK;

    if (plan->pdf) {
        s = add_file(message, (Attachment){ "report.pdf", pdf, "application", "pdf", { 0 }, false },
                     arena, err);
    }
    if (plan->html && !s) {
        s = add_file(message, (Attachment){ "index.html", html, "text", "html", { 0 }, false },
                     arena, err);
    }
    if (plan->xlsx && !s) {
        s = add_file(message,
                     (Attachment){ WORKBOOK,
                                   "segments.xlsx",
                                   "application",
                                   "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                   { 0 },
                                   false },
                     arena, err);
    }
    if (plan->csv && !s) s = add_tables(message, plan, arena, err);
    return s;
}

static unsigned big_endian(const unsigned char *bytes)
{
    return (unsigned)bytes[0] << 24 | (unsigned)bytes[1] << 16 | (unsigned)bytes[2] << 8 | bytes[3];
}

/* The first pictures of the document that are there: a report may be made without them. */
static Status add_pictures(Message *message, Arena *arena, Err *err)
{
    const Written *report = message->summary.report;
    MailPicture *pictures = ARENA_ARRAY(arena, MailPicture, MAIL_PICTURES);
    size_t count = 0;
    Status s;

    for (size_t i = 0; i < report->figures.count && count < MAIL_PICTURES; i++) {
        const WrittenFigure *figure = &report->figures.items[i];
        const char *path = path_join(arena, report->folder, figure->path);
        MailPicture picture = { .figure = figure, .width = PICTURE_WIDTH };
        if (!folder_has(&report->files, figure->path)) continue;
        if ((s = folder_read(&picture.png, &report->files, figure->path, FILE_MOST, arena, err)))
            return s;
        if (picture.png.size < 24 || memcmp(picture.png.data, "\x89PNG\r\n\x1a\n", 8)) {
            return err_set(err, ERR_DATA, "%s: is not a PNG: make the report again", path);
        }
        double width = big_endian(picture.png.data + 16),
               height = big_endian(picture.png.data + 20);
        if (width < 1 || height < 1 || width > 20000 || height > 20000) continue;
        if (picture.width * height > PICTURE_HEIGHT * width)
            picture.width = (int)(PICTURE_HEIGHT * width / height + 0.5);
        picture.height = (int)(picture.width * height / width + 0.5);
        picture.cid = arena_format(arena, "%s@%s", figure->slug, "clientele.invalid");
        pictures[count++] = picture;
    }
    message->summary.pictures = pictures;
    message->summary.picture_count = count;
    return OK;
}

/* --- what fits -------------------------------------------------------------------------------- */

/* Lines of 76 characters and CR LF. */
static size_t encoded_size(size_t size)
{
    size_t base64 = (size + 2) / 3 * 4;

    return base64 + (base64 + 75) / 76 * 2;
}

static size_t message_size(const Message *message)
{
    /* Texts grow in quoted-printable, where every byte of "é" takes three. */
    size_t size = HEADS_SIZE + 2 * (message->text.size + message->html.size);

    for (size_t i = 0; i < message->summary.picture_count; i++)
        size += encoded_size(message->summary.pictures[i].png.size);
    for (size_t i = 0; i < message->attachments.count; i++) {
        const Attachment *a = &message->attachments.items[i];
        if (!a->left_out) size += encoded_size(a->bytes.size);
    }
    return size;
}

static void name_attachments(Message *message, Arena *arena)
{
    const char **names[] = { &message->summary.attached, &message->summary.left_out };

    MailFile *files = ARENA_ARRAY(arena, MailFile, message->attachments.count);

    message->summary.files = files;
    message->summary.file_count = message->attachments.count;
    *names[0] = *names[1] = "";
    for (size_t i = 0; i < message->attachments.count; i++) {
        const Attachment *a = &message->attachments.items[i];
        files[i] = (MailFile){ a->path, a->name, a->left_out };
        const char **list = names[a->left_out];
        const char *name =
            a->left_out ? PHRASE(arena, "{file} ({size} MB)", phrase_text("file", a->name),
                                 phrase_number("size", (double)a->bytes.size / 1e6, 1, arena))
                        : a->name;
        *list = phrase_list(*list, name, arena);
    }
}

static Status write_summary(Message *message, Arena *arena, Err *err)
{
    name_attachments(message, arena);
    buf_clear(&message->text);
    buf_clear(&message->html);
    mail_summary_text(&message->text, &message->summary);
    return mail_summary_html(&message->html, &message->summary, arena, err);
}

/* Leaves out the largest until the rest fits, and says so in the text. */
static Status fit(Message *message, size_t most, Arena *arena, Err *err)
{
    Status s;

    while (!(s = write_summary(message, arena, err)) && message_size(message) > most) {
        Attachment *largest = NULL;
        for (size_t i = 0; i < message->attachments.count; i++) {
            Attachment *a = &message->attachments.items[i];
            if (!a->left_out && (!largest || a->bytes.size > largest->bytes.size)) largest = a;
        }
        if (!largest) {
            return err_set(err, ERR_USAGE,
                           "--max-size: %zu bytes are too few for the message without any "
                           "attachment: it takes %zu",
                           most, message_size(message));
        }
        largest->left_out = true;
    }
    return s;
}

/* --- MIME ------------------------------------------------------------------------------------- */

/* One digest over all that the reader gets and who gets it. */
static const char *digest_of(const Message *message, const MailPlan *plan, Arena *arena)
{
    Buf all = { 0 }, hex = { 0 };

    buf_format(&all, "%s\n%s\n", plan->from.address, message->summary.subject);
    for (size_t i = 0; i < plan->to_count; i++)
        buf_format(&all, "%s\n", plan->to[i].address);
    buf_put(&all, message->text.data, message->text.size);
    buf_put(&all, message->html.data, message->html.size);
    for (size_t i = 0; i < message->attachments.count; i++) {
        const Attachment *a = &message->attachments.items[i];
        Sha256 digest = sha256(a->bytes.data, a->bytes.size);
        buf_put(&all, digest.byte, sizeof digest.byte);
    }
    Sha256 digest = sha256(all.data, all.size);
    sha256_hex(&hex, &digest);
    const char *key = arena_text_n(arena, hex.data, 32);
    buf_close(&all);
    buf_close(&hex);
    return key;
}

static GMimeMultipart *multipart(const GMimeLibrary *g, const char *subtype, const Message *message,
                                 Arena *arena)
{
    GMimeMultipart *part = g->mime_multipart_new_with_subtype(subtype);

    g->mime_multipart_set_boundary(part, arena_format(arena, "=_%s_%.12s", subtype, message->key));
    return part;
}

static void give(const GMimeLibrary *g, GMimeMultipart *whole, GMimeObject *part)
{
    g->mime_multipart_add(whole, part);
    g->object_unref(part);
}

/* A part of the given bytes as they are, in base64 or quoted-printable. */
static GMimePart *part_of(const GMimeLibrary *g, const char *type, const char *subtype,
                          GMimeContentEncoding encoding, Bytes bytes)
{
    GMimePart *part = g->mime_part_new_with_type(type, subtype);
    GMimeStream *stream = g->mime_stream_mem_new_with_buffer((const char *)bytes.data, bytes.size);
    GMimeDataWrapper *content =
        g->mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

    g->mime_part_set_content(part, content);
    g->mime_part_set_content_encoding(part, encoding);
    if (!strcmp(type, "text")) {
        g->mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
    }
    g->object_unref(content);
    g->object_unref(stream);
    return part;
}

static GMimeObject *text_part(const GMimeLibrary *g, const char *subtype, const Buf *text)
{
    Bytes bytes = { (const unsigned char *)text->data, text->size };

    return GMIME_OBJECT(part_of(g, "text", subtype, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, bytes));
}

static GMimeObject *picture_part(const GMimeLibrary *g, const MailPicture *picture, Arena *arena)
{
    GMimePart *part = part_of(g, "image", "png", GMIME_CONTENT_ENCODING_BASE64, picture->png);

    g->mime_part_set_content_id(part, picture->cid);
    g->mime_object_set_disposition(GMIME_OBJECT(part), GMIME_DISPOSITION_INLINE);
    g->mime_part_set_filename(part, arena_format(arena, "%s.png", picture->figure->slug));
    return GMIME_OBJECT(part);
}

static GMimeObject *attachment_part(const GMimeLibrary *g, const Attachment *attachment)
{
    GMimePart *part = part_of(g, attachment->type, attachment->subtype,
                              GMIME_CONTENT_ENCODING_BASE64, attachment->bytes);

    g->mime_object_set_disposition(GMIME_OBJECT(part), GMIME_DISPOSITION_ATTACHMENT);
    g->mime_part_set_filename(part, attachment->name);
    return GMIME_OBJECT(part);
}

static GMimeObject *body(const GMimeLibrary *g, const Message *message, Arena *arena)
{
    GMimeMultipart *mixed = multipart(g, "mixed", message, arena);
    GMimeMultipart *related = multipart(g, "related", message, arena);
    GMimeMultipart *alternative = multipart(g, "alternative", message, arena);

    give(g, alternative, text_part(g, "plain", &message->text));
    give(g, alternative, text_part(g, "html", &message->html));
    g->mime_object_set_content_type_parameter(GMIME_OBJECT(related), "type",
                                              "multipart/alternative");
    give(g, related, GMIME_OBJECT(alternative));
    for (size_t i = 0; i < message->summary.picture_count; i++)
        give(g, related, picture_part(g, &message->summary.pictures[i], arena));
    give(g, mixed, GMIME_OBJECT(related));
    for (size_t i = 0; i < message->attachments.count; i++) {
        if (!message->attachments.items[i].left_out)
            give(g, mixed, attachment_part(g, &message->attachments.items[i]));
    }
    return GMIME_OBJECT(mixed);
}

static void add_mailbox(const GMimeLibrary *g, InternetAddressList *list,
                        const MailAddress *address)
{
    InternetAddress *mailbox =
        g->internet_address_mailbox_new(*address->name ? address->name : NULL, address->address);

    g->internet_address_set_charset(mailbox, "utf-8");
    g->internet_address_list_add(list, mailbox);
    g->object_unref(mailbox);
}

static void set_head(const GMimeLibrary *g, GMimeMessage *mime, const Message *message,
                     const MailPlan *plan, Arena *arena)
{
    const char *domain = strrchr(plan->from.address, '@') + 1;
    GDateTime *date = g->date_time_new_from_unix_utc(plan->sent_at);

    add_mailbox(g, g->mime_message_get_from(mime), &plan->from);
    for (size_t i = 0; i < plan->to_count; i++)
        add_mailbox(g, g->mime_message_get_to(mime), &plan->to[i]);
    g->mime_message_set_subject(mime, message->summary.subject, "utf-8");
    g->mime_message_set_date(mime, date);
    g->date_time_unref(date);
    g->mime_message_set_message_id(mime, arena_format(arena, "%s@%s", message->key, domain));
    g->mime_object_set_header(GMIME_OBJECT(mime), "Auto-Submitted", "auto-generated", NULL);
    g->mime_object_set_header(GMIME_OBJECT(mime), "MIME-Version", "1.0", NULL);
}

static void write_mime(Buf *out, const GMimeLibrary *g, const Message *message,
                       const MailPlan *plan, Arena *arena)
{
    GMimeFormatOptions *format = g->mime_format_options_new();
    GMimeMessage *mime = g->mime_message_new(TRUE);
    GMimeStream *stream = g->mime_stream_mem_new();
    GMimeObject *parts = body(g, message, arena);

    g->mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
    set_head(g, mime, message, plan, arena);
    g->mime_message_set_mime_part(mime, parts);
    g->object_unref(parts);
    g->mime_object_write_to_stream(GMIME_OBJECT(mime), format, stream);
    GByteArray *bytes = g->mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    buf_put(out, bytes->data, bytes->len);
    g->object_unref(stream);
    g->object_unref(mime);
    g->mime_format_options_free(format);
}

static const char *subject_of(const Written *report, const MailPlan *plan, Arena *arena)
{
    char day[NUMBER_TEXT];

    const char *subject = plan->subject ? plan->subject
                                        : PHRASE(arena, "{business}: {title}, {date}",
                                                 phrase_text("business", report->business),
                                                 phrase_text("title", report->title),
                                                 phrase_text("date", day_long(day, report->as_of)));

    /* Whatever the subject says, it would be taken for this week's. */
    if (!*report->end_brief) return subject;
    return PHRASE(arena, "{warning}: {subject}", phrase_text("warning", report->end_brief),
                  phrase_text("subject", subject));
}

Status mail_build(Buf *out, const char **left_out, const Written *report, const MailPlan *plan,
                  Arena *arena, Err *err)
{
    Message message = { .summary = { .report = report, .plan = plan } };
    GMimeLibrary g;
    Status s;

    if ((s = gmime_library_open(&g, err))) return s;
    message.summary.subject = subject_of(report, plan, arena);
    if ((s = add_attachments(&message, plan, arena, err))) return s;
    if ((s = add_pictures(&message, arena, err))) return s;
    if ((s = written_check(report, arena, err))) return s;
    s = fit(&message, plan->max_size, arena, err);
    if (!s) {
        message.key = digest_of(&message, plan, arena);
        g.mime_init();
        write_mime(out, &g, &message, plan, arena);
        *left_out = message.summary.left_out;
    }
    buf_close(&message.text);
    buf_close(&message.html);
    return s;
}
