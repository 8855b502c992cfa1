/* check: what was found in the data, in short, in full or as JSON. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "app/check_brief.h"
#include "app/commands.h"
#include "app/import.h"
#include "app/pipeline.h"
#include "publish/findings.h"
#include "report/counted.h"
#include "report/data_end.h"
#include "report/fonts.h"

static const char *const KINDS[] = { "absent", "note", "WARNING" };

static void print_field(const char *title, const char *text)
{
    if (text) printf("    %-9s %s\n", title, text);
}

static void print_finding(const Finding *f)
{
    char count[NUMBER_TEXT], of[NUMBER_TEXT], share[NUMBER_TEXT];

    printf("%-8s %s (%s%s%s)", KINDS[f->kind], f->code, f->table, f->column ? "." : "",
           f->column ? f->column : "");
    if (f->count) printf(": %s", number_grouped(count, (double)f->count, 0));
    if (f->count && f->of) {
        printf(" of %s, %s", number_grouped(of, (double)f->of, 0),
               number_percent(share, (double)f->count / (double)f->of, 1));
    }
    putchar('\n');
    print_field("found", f->what);
    print_field("example", f->example);
    print_field("done", f->action);
    print_field("to do", f->advice);
}

static void print_sum(const char *what, int64_t rows, double net, double returns)
{
    char count[NUMBER_TEXT], gross[NUMBER_TEXT], back[NUMBER_TEXT], sum[NUMBER_TEXT];

    printf("  %12s %18s %18s %18s  %s\n", number_grouped(count, (double)rows, 0),
           number_grouped(gross, net - returns, 2), number_grouped(back, returns, 2),
           number_grouped(sum, net, 2), what);
}

/* From the ledger's total to what counts, each reason on a line. */
static void print_sums(const Shop *shop)
{
    if (shop->no_amounts) return;
    printf("\n  %12s %18s %18s %18s\n", "rows", "gross", "returns", "net");
    print_sum("all lines", shop->ledger_rows, shop->ledger_revenue, shop->ledger_returns);
    for (size_t i = 0; i < shop->findings.count; i++) {
        const Finding *f = &shop->findings.items[i];
        if (f->left_out) print_sum(f->code, -f->count, -f->revenue, -f->returns);
    }
    print_sum("counted", shop->lines, shop->revenue, shop->returns);
}

static size_t count_warnings(const Findings *findings)
{
    size_t count = 0;

    for (size_t i = 0; i < findings->count; i++)
        count += findings->items[i].kind == FINDING_WARNING;
    return count;
}

static size_t buyers(const Shop *shop)
{
    size_t count = 0;

    for (size_t c = 0; c < shop->customers.count; c++)
        count += shop->customers.bought[c];
    return count;
}

/* What somebody should mend comes first. */
static void print_all(const Shop *shop, const char *about, Arena *arena)
{
    const char *end = data_end_title(shop, arena);
    const Findings *findings = &shop->findings;
    size_t warnings = count_warnings(findings);

    if (end) printf("%s.\n%s\n\n", end, data_end_text(shop));
    printf("%s\n\n", about);
    for (int kind = FINDING_WARNING; kind >= FINDING_ABSENT; kind--) {
        for (size_t i = 0; i < findings->count; i++) {
            if ((int)findings->items[i].kind == kind) print_finding(&findings->items[i]);
        }
    }
    print_sums(shop);
    printf("\n%s\n", shop->purchase_reason);
    printf(
        "\n%s\n",
        PHRASE(arena,
               "{warnings|# warning|# warnings}, {notes|# note|# notes}; {purchases|# purchase|# "
               "purchases} by {buyers|# customer|# customers} {purchases|counts|count}",
               phrase_count("warnings", (double)warnings, arena),
               phrase_count("notes", (double)(findings->count - warnings), arena),
               phrase_count("purchases", (double)shop->purchases.count, arena),
               phrase_count("buyers", (double)buyers(shop), arena)));
}

static void print_json(const Shop *shop, const char *about, const char *counted)
{
    Buf out = { 0 };
    Json json = { &out, 0, true };

    json_begin_object(&json, NULL);
    json_put_text(&json, "about", about);
    json_put_text(&json, "in_these_figures", counted);
    json_put_integer(&json, "warnings", (int64_t)count_warnings(&shop->findings));
    json_put_integer(&json, "customers", (int64_t)shop->customers.count);
    json_put_integer(&json, "products", (int64_t)shop->products.count);
    json_put_integer(&json, "buyers", (int64_t)buyers(shop));
    json_put_text(&json, "purchase_rule", purchase_rule_name(shop->purchase_rule));
    json_put_integer(&json, "purchases", (int64_t)shop->purchases.count);
    json_put_integer(&json, "lines", shop->lines);
    json_put_integer(&json, "return_lines", shop->return_lines);
    json_put_number(&json, "revenue", shop->no_amounts ? NAN : shop->revenue);
    json_put_number(&json, "gross", shop->no_amounts ? NAN : shop->revenue - shop->returns);
    json_put_number(&json, "returns", shop->no_amounts ? NAN : shop->returns);
    json_put_integer(&json, "ledger_rows", shop->ledger_rows);
    json_put_number(&json, "ledger_revenue", shop->no_amounts ? NAN : shop->ledger_revenue);
    json_put_number(&json, "ledger_returns", shop->no_amounts ? NAN : shop->ledger_returns);
    json_put_findings(&json, "findings", &shop->findings);
    json_end_object(&json);
    fwrite(out.data, 1, out.size, stdout);
    buf_close(&out);
}

static void print(const Shop *shop, const Options *options, Arena *arena)
{
    const char *kind = source_is_csv(options->input) ? "a table of sales" : "a database of sales";
    const char *currency = pipeline_currency(options, shop);
    const char *about = check_about(shop, kind, currency, arena);
    Buf text = { 0 };

    if (options->json_output) {
        print_json(shop, about, counted_find(shop, currency, arena).sentence);
    } else if (options->all_findings) {
        print_all(shop, about, arena);
    } else {
        check_brief(&text, shop, kind, currency, arena);
        fwrite(text.data, 1, text.size, stdout);
    }
    buf_close(&text);
}

Status command_check(bool *clean, const Options *options, Arena *arena, Err *err)
{
    Progress progress = progress_open(options->quiet);
    Shop shop;
    Status s = shop_read(&shop, options, &progress, arena, err);

    progress_close(&progress);
    if (s) return s;
    fonts_check(&shop.findings, &shop.customers, &shop.products, arena);
    *clean = count_warnings(&shop.findings) == 0;
    print(&shop, options, arena);
    return OK;
}
