#include "deliver/mail_summary.h"

#include <math.h>
#include <string.h>

#include "data/format.h"
#include "text/templates.h"

/* Some services cut a message's HTML behind 102 KB: every list has an end. */
enum { METRICS_MOST = 9, METRICS_A_ROW = 3, FINDINGS_MOST = 5, SEGMENTS_MOST = 16 };
enum { ACTIONS_MOST = 4, COUNTED_MOST = 4 };

bool mail_shows_segment(const MailPlan *plan, const char *slug)
{
    for (size_t i = 0; i < plan->segment_count; i++) {
        /* "champions" stands for "champions-larger-baskets" too. */
        size_t size = strlen(plan->segments[i]);
        if (!strncmp(plan->segments[i], slug, size) && (!slug[size] || slug[size] == '-'))
            return true;
    }
    return plan->segment_count == 0;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* "412 customers" and the like as the report writes them. */
static const char *customers_text(const WrittenSegment *segment, Arena *arena)
{
    char text[NUMBER_TEXT];

    return arena_text(arena, number_grouped(text, (double)segment->customers, 0));
}

static const char *revenue_text(const Written *report, const WrittenSegment *segment, Arena *arena)
{
    char text[NUMBER_TEXT];

    return arena_text(arena, number_money(text, segment->revenue, report->currency, 0));
}

static const char *share_text(const WrittenSegment *segment, Arena *arena)
{
    return format_share(segment->revenue_share, arena);
}

/* Where a list is: attached, behind the link, or in the folder of the report. */
static const char *list_text(const MailSummary *summary, const char *path, Arena *arena)
{
    const char *link = summary->plan->link;

    for (size_t i = 0; i < summary->file_count; i++) {
        const MailFile *file = &summary->files[i];
        if (!strcmp(file->path, path) && !file->left_out)
            return PHRASE(arena, "The list is attached: {file}", phrase_text("file", file->name));
    }
    if (!link)
        return PHRASE(arena, "The list is in the report's folder: {file}",
                      phrase_text("file", path));
    /* Of a page, its folder. */
    const char *slash = strrchr(link, '/');
    bool page = slash && strchr(slash, '.') && slash > strstr(link, "//") + 1;
    size_t size = page ? (size_t)(slash - link) : strlen(link);
    while (size && link[size - 1] == '/')
        size--;
    return PHRASE(arena, "The list: {address}",
                  phrase_text("address", arena_format(arena, "%.*s/%s", (int)size, link, path)));
}

/* The segments with an advice that bring most: their indices, in the report's order of revenue. */
static size_t choose_actions(size_t chosen[ACTIONS_MOST], const MailSummary *summary)
{
    const Written *report = summary->report;
    size_t count = 0;

    while (count < ACTIONS_MOST) {
        size_t best = report->segments.count;
        for (size_t i = 0; i < report->segments.count; i++) {
            const WrittenSegment *s = &report->segments.items[i];
            bool taken = false;
            for (size_t c = 0; c < count; c++)
                taken |= chosen[c] == i;
            if (taken || !*s->strategy || !mail_shows_segment(summary->plan, s->slug)) continue;
            if (best == report->segments.count || s->revenue > report->segments.items[best].revenue)
                best = i;
        }
        if (best == report->segments.count) break;
        chosen[count++] = best;
    }
    return count;
}

/* What the message does not say; NULL where it says all. */
static const char *more_actions(const MailSummary *summary, size_t shown, Arena *arena)
{
    const Written *report = summary->report;
    size_t all = 0;

    for (size_t i = 0; i < report->segments.count; i++) {
        const WrittenSegment *s = &report->segments.items[i];
        all += *s->strategy && mail_shows_segment(summary->plan, s->slug);
    }
    return all > shown
               ? PHRASE(arena, "What to do with the other {n|segment|# segments} is in the report.",
                        phrase_count("n", (double)(all - shown), arena))
               : NULL;
}

/* --- plain text ------------------------------------------------------------------------------- */

static void put_heading(Buf *out, const char *heading)
{
    buf_format(out, "\n%s\n", heading);
    for (size_t i = utf8_length(heading); i > 0; i--)
        buf_char(out, '-');
    buf_char(out, '\n');
}

/* A line of its own. */
static void put_line(Buf *out, const char *text)
{
    buf_text(out, text);
    buf_char(out, '\n');
}

static const char *metric_text(const WrittenMetric *m, Arena *arena)
{
    const char *pattern = *m->change && *m->note ? "{label}: {value}, {change} ({note})"
                          : *m->change           ? "{label}: {value}, {change}"
                          : *m->note             ? "{label}: {value} ({note})"
                                                 : "{label}: {value}";

    return PHRASE(arena, pattern, phrase_text("label", m->label), phrase_text("value", m->text),
                  phrase_text("change", m->change), phrase_text("note", m->note));
}

static void put_metrics(Buf *out, const Written *report, Arena *arena)
{
    for (size_t i = 0; i < least(report->metrics.count, METRICS_MOST); i++) {
        if (!i) buf_char(out, '\n');
        put_line(out, metric_text(&report->metrics.items[i], arena));
    }
}

static void put_findings(Buf *out, const MailSummary *summary, Arena *arena)
{
    const Written *report = summary->report;

    if (report->findings.count) put_heading(out, "What stands out");
    for (size_t i = 0; i < least(report->findings.count, FINDINGS_MOST); i++) {
        const WrittenFinding *f = &report->findings.items[i];
        buf_format(out, "%s%zu. %s\n   %s\n", i ? "\n" : "", i + 1, f->headline, f->detail);
        if (*f->action) buf_format(out, "   -> %s\n", f->action);
        if (*f->list) {
            buf_text(out, "   ");
            put_line(out, list_text(summary, f->list, arena));
        }
    }
}

static void put_counted(Buf *out, const Written *report)
{
    if (report->counted.count) put_heading(out, "What is in these figures");
    for (size_t i = 0; i < least(report->counted.count, COUNTED_MOST); i++)
        buf_format(out, "%s\n", report->counted.items[i]);
}

static void put_segments(Buf *out, const MailSummary *summary, Arena *arena)
{
    const Written *report = summary->report;
    size_t shown = 0;

    for (size_t i = 0; i < report->segments.count && shown < SEGMENTS_MOST; i++) {
        const WrittenSegment *s = &report->segments.items[i];
        if (!mail_shows_segment(summary->plan, s->slug)) continue;
        if (!shown++) put_heading(out, "The segments");
        put_line(
            out,
            PHRASE(arena,
                   isfinite(s->revenue)
                       ? "{segment}: {n|# customer|# customers}, {revenue} in revenue ({share})"
                       : "{segment}: {n|# customer|# customers}",
                   phrase_text("segment", s->label), phrase_count("n", (double)s->customers, arena),
                   phrase_text("revenue", revenue_text(report, s, arena)),
                   phrase_text("share", share_text(s, arena))));
    }
}

static void put_actions(Buf *out, const MailSummary *summary, Arena *arena)
{
    size_t chosen[ACTIONS_MOST];
    size_t count = choose_actions(chosen, summary);

    if (count) put_heading(out, "What to do");
    for (size_t i = 0; i < count; i++) {
        const WrittenSegment *s = &summary->report->segments.items[chosen[i]];
        put_line(out, PHRASE(arena, "{segment}. {strategy}", phrase_text("segment", s->label),
                             phrase_text("strategy", s->strategy)));
    }
    const char *more = more_actions(summary, count, arena);
    if (more) put_line(out, more);
}

void mail_summary_text(Buf *out, const MailSummary *summary)
{
    const Written *report = summary->report;
    Arena arena = arena_open();
    char day[NUMBER_TEXT], last[NUMBER_TEXT];

    const PhraseArg args[] = {
        phrase_text("business", report->business),
        phrase_text("date", day_long(day, report->as_of)),
        phrase_text("last", arena_text(&arena, day_long(last, report->last_day))),
        phrase_text("link", summary->plan->link),
        phrase_text("attached", summary->attached),
        phrase_text("left_out", summary->left_out),
        phrase_text("generator", report->generator),
    };

    if (*report->end_title) {
        put_line(out, PHRASE(&arena, "{title}.", phrase_text("title", report->end_title)));
        buf_format(out, "%s\n\n", report->end_text);
    }
    put_line(out, report->title);
    put_line(out, phrase("{business}, {date}", args, COUNT_OF(args), &arena));
    if (*report->lead) buf_format(out, "\n%s\n", report->lead);
    put_metrics(out, report, &arena);
    put_findings(out, summary, &arena);
    put_counted(out, report);
    put_segments(out, summary, &arena);
    put_actions(out, summary, &arena);
    buf_char(out, '\n');
    if (summary->plan->link)
        put_line(out, phrase("The whole report: {link}", args, COUNT_OF(args), &arena));
    if (*summary->attached)
        put_line(out, phrase("Attached: {attached}.", args, COUNT_OF(args), &arena));
    if (*summary->left_out) {
        put_line(out, phrase("Too large for this message, and left out: {left_out}.", args,
                             COUNT_OF(args), &arena));
    }
    put_line(out, phrase("Made by {generator}. Every figure comes from the shop's own records, "
                         "which end on {last}.",
                         args, COUNT_OF(args), &arena));
    arena_close(&arena);
}

/* --- HTML ------------------------------------------------------------------------------------- */

/* An empty text is none for a template. */
static void set_text(Value *map, const char *key, const char *text)
{
    value_set_text(map, key, text && *text ? text : NULL);
}

static void set_metrics(Value *value, const Written *report)
{
    size_t count = least(report->metrics.count, METRICS_MOST);
    Value *rows = value_set_list(value, "metric_rows"), *row = NULL;

    value_set_bool(value, "has_metrics", count > 0);
    for (size_t i = 0; i < count; i++) {
        const WrittenMetric *m = &report->metrics.items[i];
        if (i % METRICS_A_ROW == 0) row = value_set_list(value_add_map(rows), "metrics");
        Value *item = value_add_map(row);
        set_text(item, "label", m->label);
        set_text(item, "text", m->text);
        set_text(item, "note", m->note);
        set_text(item, "change", m->change);
    }
}

static void set_findings(Value *value, const MailSummary *summary, Arena *arena)
{
    const Written *report = summary->report;
    size_t count = least(report->findings.count, FINDINGS_MOST);
    Value *list = value_set_list(value, "findings");

    value_set_bool(value, "has_findings", count > 0);
    for (size_t i = 0; i < count; i++) {
        Value *item = value_add_map(list);
        set_text(item, "headline", report->findings.items[i].headline);
        set_text(item, "detail", report->findings.items[i].detail);
        set_text(item, "action", report->findings.items[i].action);
        const char *file = report->findings.items[i].list;
        if (*file) set_text(item, "list", list_text(summary, file, arena));
    }
}

static void set_pictures(Value *value, const MailSummary *summary, Arena *arena)
{
    Value *list = value_set_list(value, "pictures");

    for (size_t i = 0; i < summary->picture_count; i++) {
        const MailPicture *picture = &summary->pictures[i];
        Value *item = value_add_map(list);
        set_text(item, "alt", picture->figure->alt);
        set_text(item, "cid", picture->cid);
        set_text(item, "width", arena_format(arena, "%d", picture->width));
        set_text(item, "height", arena_format(arena, "%d", picture->height));
    }
}

static void set_segments(Value *value, const MailSummary *summary, Arena *arena)
{
    const Written *report = summary->report;
    Value *list = value_set_list(value, "segments");
    size_t shown = 0;

    for (size_t i = 0; i < report->segments.count && shown < SEGMENTS_MOST; i++) {
        const WrittenSegment *s = &report->segments.items[i];
        if (!mail_shows_segment(summary->plan, s->slug)) continue;
        Value *item = value_add_map(list);
        set_text(item, "label", s->label);
        set_text(item, "customers", customers_text(s, arena));
        if (isfinite(s->revenue)) {
            set_text(item, "revenue", revenue_text(report, s, arena));
            set_text(item, "share", share_text(s, arena));
        }
        shown++;
    }
    value_set_bool(value, "has_segments", shown > 0);
    value_set_bool(value, "has_revenue",
                   report->segments.count && isfinite(report->segments.items[0].revenue));
}

static void set_actions(Value *value, const MailSummary *summary, Arena *arena)
{
    size_t chosen[ACTIONS_MOST];
    size_t count = choose_actions(chosen, summary);
    Value *list = value_set_list(value, "actions");

    value_set_bool(value, "has_actions", count > 0);
    set_text(value, "more_actions", more_actions(summary, count, arena));
    for (size_t i = 0; i < count; i++) {
        Value *item = value_add_map(list);
        set_text(item, "label", summary->report->segments.items[chosen[i]].label);
        set_text(item, "strategy", summary->report->segments.items[chosen[i]].strategy);
    }
}

static void set_counted(Value *value, const Written *report)
{
    size_t count = least(report->counted.count, COUNTED_MOST);
    Value *list = value_set_list(value, "counted");

    value_set_bool(value, "has_counted", count > 0);
    for (size_t i = 0; i < count; i++)
        set_text(value_add_map(list), "line", report->counted.items[i]);
}

/* What a list of messages shows beside the subject. */
static const char *preheader(const Written *report)
{
    if (*report->end_title) return report->end_title;
    return report->findings.count ? report->findings.items[0].headline : report->lead;
}

Status mail_summary_html(Buf *out, const MailSummary *summary, Arena *arena, Err *err)
{
    const Written *report = summary->report;
    Templates templates = { .kind = "mail", .folder = summary->plan->templates, .err = err };
    Value *value = value_map(arena);
    char day[NUMBER_TEXT];

    set_text(value, "subject", summary->subject);
    set_text(value, "preheader", preheader(report));
    set_text(value, "end_title", report->end_title);
    set_text(value, "end_text", report->end_text);
    set_text(value, "title", report->title);
    set_text(value, "business", report->business);
    set_text(value, "as_of", arena_text(arena, day_long(day, report->as_of)));
    set_text(value, "last_day", arena_text(arena, day_long(day, report->last_day)));
    set_text(value, "lead", report->lead);
    set_text(value, "generator", report->generator);
    set_text(value, "link", summary->plan->link);
    set_text(value, "attached", summary->attached);
    set_text(value, "left_out", summary->left_out);
    set_metrics(value, report);
    set_findings(value, summary, arena);
    set_pictures(value, summary, arena);
    set_segments(value, summary, arena);
    set_actions(value, summary, arena);
    set_counted(value, report);
    return templates_render(out, &templates, "summary", value, arena, err);
}
