#include "app/check_brief.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/wrap.h"
#include "report/counted.h"
#include "report/data_end.h"

/* Reasons that have a line of their own in the sums. */
#define REASONS_SHOWN 6
/* Lines of one finding; the rest of a long one is cut. */
#define FINDING_LINES 3
/* Kept free for what stands behind the findings: what is not there, and the last line. */
#define TAIL_LINES 6

typedef struct Brief {
    Buf *out;
    const Shop *shop;
    Arena *arena;
    size_t lines;
} Brief;

static void put(Brief *b, const char *text)
{
    b->lines += wrap_columns(b->out, text, "", CHECK_COLUMNS);
}

static void put_gap(Brief *b)
{
    buf_char(b->out, '\n');
    b->lines++;
}

/* --- what it is ------------------------------------------------------------------------------- */

const char *check_about(const Shop *shop, const char *kind, const char *currency, Arena *arena)
{
    Counted counted = counted_find(shop, currency, arena);
    int64_t lines = shop->file_lines ? shop->file_lines : shop->ledger_rows;
    const char *what = phrase_begin(shop->export_name ? shop->export_name : kind, arena);
    char first[NUMBER_TEXT], last[NUMBER_TEXT];

    return PHRASE(arena,
                  counted.in_orders
                      ? "{what}: {orders|# order|# orders} in {lines|# line|# lines}, "
                        "{first} to {last}"
                      : "{what}: {lines|# line|# lines}, {first} to {last}",
                  phrase_text("what", what), phrase_count("orders", (double)counted.total, arena),
                  phrase_count("lines", (double)lines, arena),
                  phrase_text("first", day_iso(first, shop->first_day)),
                  phrase_text("last", day_iso(last, shop->last_day)));
}

static void put_head(Brief *b, const char *kind, const char *currency)
{
    const char *end = data_end_title(b->shop, b->arena);
    Counted counted = counted_find(b->shop, currency, b->arena);

    if (end) {
        put(b, PHRASE(b->arena, "{title}.", phrase_text("title", end)));
        put(b, data_end_text(b->shop));
        put_gap(b);
    }
    put(b, check_about(b->shop, kind, currency, b->arena));
    put_gap(b);
    put(b, counted.sentence);
    put(b, b->shop->purchase_reason);
    put_gap(b);
}

/* --- the sums --------------------------------------------------------------------------------- */

/* In a column of that width, on its right side: a minus sign is more than a byte. */
static void put_right(Brief *b, const char *text, size_t width)
{
    for (size_t size = utf8_length(text); size < width; size++)
        buf_char(b->out, ' ');
    buf_text(b->out, text);
}

static void put_sum(Brief *b, const char *what, int64_t rows, double net, double returns)
{
    char text[NUMBER_TEXT];

    put_right(b, number_grouped(text, (double)rows, 0), 10);
    put_right(b, number_grouped(text, net - returns, 2), 18);
    put_right(b, number_grouped(text, returns, 2), 16);
    put_right(b, number_grouped(text, net, 2), 18);
    buf_format(b->out, "  %s\n", what);
    b->lines++;
}

static int by_revenue(const void *a, const void *b)
{
    const Finding *one = *(const Finding *const *)a, *other = *(const Finding *const *)b;
    double mine = fabs(one->revenue), theirs = fabs(other->revenue);

    if (mine != theirs) return mine > theirs ? -1 : 1;
    return one < other ? -1 : 1;
}

static const Finding **reasons_of(size_t *count, const Brief *b)
{
    const Findings *findings = &b->shop->findings;
    const Finding **reasons = ARENA_ARRAY(b->arena, const Finding *, findings->count);

    *count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].left_out) reasons[(*count)++] = &findings->items[i];
    }
    qsort(reasons, *count, sizeof *reasons, by_revenue);
    return reasons;
}

/* From the ledger's total to what counts, each reason on a line, the smallest together. */
static void put_sums(Brief *b)
{
    const Shop *shop = b->shop;
    size_t count;
    const Finding **reasons = reasons_of(&count, b);
    size_t shown = count > REASONS_SHOWN ? REASONS_SHOWN - 1 : count;
    int64_t rows = 0;
    double revenue = 0, returns = 0;

    buf_format(b->out, "%10s%18s%16s%18s\n", "lines", "gross", "returns", "net");
    b->lines++;
    put_sum(b, "all lines", shop->ledger_rows, shop->ledger_revenue, shop->ledger_returns);
    for (size_t i = 0; i < count; i++) {
        const Finding *f = reasons[i];
        if (i < shown) {
            put_sum(b, f->code, -f->count, -f->revenue, -f->returns);
            continue;
        }
        rows += f->count;
        revenue += f->revenue;
        returns += f->returns;
    }
    if (shown < count) put_sum(b, "for other reasons", -rows, -revenue, -returns);
    if (count) put_sum(b, "counted", shop->lines, shop->revenue, shop->returns);
    put_gap(b);
}

/* --- findings --------------------------------------------------------------------------------- */

/* So that it takes no more than its lines. */
static const char *cut(const char *text, size_t most, Arena *arena)
{
    if (utf8_length(text) <= most) return text;
    return arena_format(arena, "%s…", utf8_clean(text, strlen(text), most - 1, arena));
}

/* What to do is said of what somebody should mend. */
static const char *finding_text(const Brief *b, const Finding *f)
{
    const char *text = PHRASE(b->arena, "{code}: {what}; {action}.", phrase_text("code", f->code),
                              phrase_text("what", f->what), phrase_text("action", f->action));

    if (f->kind == FINDING_WARNING && f->advice) text = phrase_join(text, f->advice, b->arena);

    return cut(text, FINDING_LINES * (CHECK_COLUMNS - 12), b->arena);
}

/* The first lines have said that the data end early, and what they are. */
static bool is_said(const Finding *finding)
{
    return !strcmp(finding->code, "data-ends-early") || !strcmp(finding->code, "known-export");
}

/* Those that change the figures before the others. Returns how many had no room. */
static size_t put_findings(Brief *b, FindingKind kind, const char *title)
{
    const Findings *findings = &b->shop->findings;
    size_t left = 0;
    bool titled = false;

    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < findings->count; i++) {
            const Finding *f = &findings->items[i];
            Buf text = { 0 };
            if (f->kind != kind || is_said(f) || finding_weighs(f) != (turn == 0)) continue;
            buf_text(&text, "  ");
            size_t lines = wrap_columns(&text, finding_text(b, f), "    ", CHECK_COLUMNS - 2);
            if (b->lines + !titled + lines > CHECK_LINES - TAIL_LINES) {
                left++;
            } else {
                if (!titled) put(b, title);
                titled = true;
                buf_put(b->out, text.data, text.size);
                b->lines += lines;
            }
            buf_close(&text);
        }
    }
    return left;
}

static void put_absent(Brief *b)
{
    const Findings *findings = &b->shop->findings;
    const char *text = "";

    for (size_t i = 0; i < findings->count; i++) {
        const Finding *f = &findings->items[i];
        if (f->kind != FINDING_ABSENT) continue;
        text = phrase_list(text, f->column ? f->column : f->table, b->arena);
    }
    if (!*text) return;
    text = PHRASE(b->arena, "Not in the data: {names}.", phrase_text("names", text));
    put(b, cut(text, CHECK_COLUMNS, b->arena));
}

static size_t count_kind(const Findings *findings, FindingKind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < findings->count; i++)
        count += findings->items[i].kind == kind;
    return count;
}

void check_brief(Buf *out, const Shop *shop, const char *kind, const char *currency, Arena *arena)
{
    Brief b = { .out = out, .shop = shop, .arena = arena };
    size_t warnings = count_kind(&shop->findings, FINDING_WARNING), left;
    size_t notes = shop->findings.count - warnings;

    put_head(&b, kind, currency);
    if (!b.shop->no_amounts) put_sums(&b);
    left = put_findings(&b, FINDING_WARNING, "What needs attention:");
    left += put_findings(&b, FINDING_NOTE, "How it is counted:");
    put_absent(&b);
    if (left)
        put(&b,
            PHRASE(arena, "{n} more had no room here.", phrase_count("n", (double)left, arena)));
    put_gap(&b);
    put(&b,
        PHRASE(arena,
               "{warnings|# warning|# warnings}, {notes|# note|# notes}; check --all shows each "
               "in full.",
               phrase_count("warnings", (double)warnings, arena),
               phrase_count("notes", (double)notes, arena)));
}
