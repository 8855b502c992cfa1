#include "app/option_table.h"

#include <string.h>

enum {
    ANY = COMMAND_DEMO | COMMAND_REPORT | COMMAND_TEMPLATES | COMMAND_GALLERY | COMMAND_IMPORT |
          COMMAND_CHECK | COMMAND_INIT | COMMAND_HISTORY | COMMAND_MAIL | COMMAND_PUBLISH |
          COMMAND_WEEKLY,
    ANALYSES = COMMAND_REPORT | COMMAND_HISTORY,
    READS_CSV = COMMAND_REPORT | COMMAND_IMPORT | COMMAND_CHECK | COMMAND_INIT | COMMAND_HISTORY
};

const OptionSpec OPTION_SPECS[] = {
    { "out", 'o', "FOLDER", set_out, COMMAND_REPORT | COMMAND_GALLERY | COMMAND_INIT,
      "where to write; an older report there is replaced in one step (init: the file, by default "
      "clientele.yaml)" },
    { "export", 0, "FOLDER", set_out, COMMAND_TEMPLATES,
      "where to write the built-in templates; nothing there is overwritten" },
    { "as-of", 0, "YYYY-MM-DD", set_as_of, COMMAND_DEMO | COMMAND_CHECK | ANALYSES | COMMAND_WEEKLY,
      "the day to report on; later rows do not count (default: today)" },
    { "k", 'k', "N|auto", set_k, ANALYSES,
      "number of clusters, or let the stated rule choose (default: 5)" },
    { "labels", 0, "SCHEME", set_labels, ANALYSES,
      "distinct: every cluster its own name; classic: the textbook rules (default: distinct)" },
    { "prospects", 0, "HOW", set_prospects, ANALYSES,
      "apart: those who never bought form a segment of their own; cluster: with the rest "
      "(default: apart)" },
    { "silhouette", 0, "HOW", set_silhouette, COMMAND_REPORT,
      "exact: of every customer; sample: of 10,000 at random, each held against all; auto: exact "
      "up "
      "to 100,000 customers (default: auto)" },
    { "privacy", 0, "LEVEL", set_privacy, COMMAND_REPORT | COMMAND_PUBLISH,
      "full; ids: customers without names and addresses; aggregate: no customers (default: full; "
      "publish: the most that it may show, default: aggregate)" },
    { "min-group", 0, "N", set_min_group, COMMAND_REPORT,
      "with --privacy aggregate: figures are of at least that many customers (default: 10)" },
    { "only", 0, "LIST", set_only, COMMAND_REPORT,
      "parts to write: html,pdf,csv,json,png,xlsx (default: all)" },
    { "title", 0, "TEXT", set_title, COMMAND_REPORT, "the report's title" },
    { "business", 0, "TEXT", set_business, COMMAND_REPORT,
      "the shop's name (default: from the database's file name)" },
    { "paper", 0, "SIZE", set_paper, COMMAND_REPORT, "of the PDF: a4 or letter (default: a4)" },
    { "pdf-pages", 0, "WHICH", set_pdf_pages, COMMAND_REPORT,
      "full, or summary: findings and segments only (default: full)" },
    { "attach-csv", 0, NULL, NULL, COMMAND_REPORT, "put the CSV files into the PDF too" },
    { "pdf-text", 0, "HOW", set_pdf_text, COMMAND_REPORT,
      "its running text: ragged or justified (default: ragged)" },
    { "fallback-font", 0, "FILE", set_fallback_font, COMMAND_REPORT,
      "a TrueType font for names in scripts that the built-in one lacks" },
    { "logo", 0, "FILE", set_logo, COMMAND_REPORT, "a PNG for the PDF's cover" },
    { "min-data", 0, "SECTION=N,…", set_min_data, COMMAND_REPORT,
      "what sections need to be shown, such as concentration=20,trend=6" },
    { "currency", 0, "CODE", set_currency, ANALYSES,
      "the amounts' currency, a three-letter code (default: USD)" },
    { "templates", 0, "FOLDER", set_templates, COMMAND_REPORT | COMMAND_MAIL | COMMAND_PUBLISH,
      "your own templates and strategy texts; what is not there stays built in" },
    { "config", 0, "FILE", set_config,
      ANALYSES | COMMAND_CHECK | COMMAND_MAIL | COMMAND_PUBLISH | COMMAND_WEEKLY,
      "a YAML file with any of these options, and which tables are which; the command line wins" },
    { "history", 0, "FILE", set_history, ANALYSES,
      "a file that remembers every run; the report compares this week with it" },
    { "baseline", 0, "YYYY-MM-DD", set_baseline, COMMAND_REPORT,
      "the remembered run to compare with (default: the last one)" },
    { "keep-weeks", 0, "N", set_keep_weeks, ANALYSES,
      "how far back the history remembers (default: 110)" },
    { "weeks", 0, "N", set_weeks, COMMAND_HISTORY,
      "how many weeks to replay, up to the as-of date (default: 12)" },
    { "customers", 0, "N|FILE", set_people, COMMAND_DEMO | COMMAND_IMPORT,
      "demo: size of the shop (default: 1000); import: a file of customers" },
    { "transactions", 0, "FILE", set_transactions, COMMAND_IMPORT,
      "the file of transactions, CSV or .xlsx: sales, or lines of orders" },
    { "products", 0, "FILE", set_products, COMMAND_IMPORT, "a file of products" },
    { "interactions", 0, "FILE", set_interactions, COMMAND_IMPORT, "a file of interactions" },
    { "map", 0, "FIELD=COLUMN", set_map, READS_CSV,
      "which column of a file is a field; may be given several times" },
    { "purchase", 0, "RULE", set_purchase, ANALYSES | COMMAND_CHECK | COMMAND_INIT,
      "what one purchase is: order (rows with one order id), day (a customer's rows of a day), "
      "row, "
      "or auto (default: auto, by the data)" },
    { "date-format", 0, "FORM", set_date_format, READS_CSV,
      "dates in files and other databases: ymd, dmy, mdy or unix (default: recognised)" },
    { "delimiter", 0, "NAME", set_delimiter, READS_CSV,
      "comma, semicolon, tab or bar (default: recognised)" },
    { "sheet", 0, "NAME|NUMBER", set_sheet, READS_CSV,
      "the sheet of a workbook of transactions (default: the one with the columns that are "
      "known)" },
    { "encoding", 0, "NAME", set_encoding, READS_CSV,
      "utf-8, utf-16le, utf-16be, windows-1252 or iso-8859-1 (default: recognised)" },
    { "decimal", 0, "MARK", set_decimal, READS_CSV, "point or comma (default: recognised)" },
    { "rejects", 0, "FILE", set_rejects, READS_CSV,
      "a CSV file to write the lines to that cannot be read" },
    { "max-rejects", 0, "N|P%", set_max_rejects, READS_CSV,
      "how many lines of a file may be unreadable (default: 1%)" },
    { "append", 0, NULL, NULL, COMMAND_IMPORT, "add to an existing database" },
    { "json", 0, NULL, NULL, COMMAND_CHECK, "findings as JSON" },
    { "seed", 0, "N", set_seed, COMMAND_DEMO | ANALYSES, "same seed, same result (default: 42)" },
    { "threads", 0, "N", set_threads, ANALYSES,
      "processors to use; the result does not depend on it (default: all)" },
    { "dpi", 0, "N", set_dpi, COMMAND_REPORT,
      "resolution of the pictures (default: 144, twice the nominal size)" },
    { "explore-rows", 0, "N", set_explore_rows, COMMAND_REPORT,
      "customers that the site can filter; above it a stratified sample (default: 20000)" },
    { "compress-above", 0, "SIZE", set_compress_above, COMMAND_REPORT,
      "CSV files above this size go out gzipped too: 500KB, 10MB… (default: 50MB)" },
    { "timings", 0, NULL, NULL, COMMAND_REPORT,
      "end with a line of JSON: the seconds of every stage, and the memory" },
    { "to", 0, "ADDRESS", set_to, COMMAND_MAIL, "a recipient; may be given several times" },
    { "from", 0, "ADDRESS", set_from, COMMAND_MAIL, "the sender" },
    { "subject", 0, "TEXT", set_subject, COMMAND_MAIL,
      "(default: the business, the report's title and its day)" },
    { "smtp", 0, "URL", set_smtp, COMMAND_MAIL,
      "the mail server: smtps://user@host:465, or smtp://user@host:587 with STARTTLS; the password "
      "comes from CLIENTELE_SMTP_PASSWORD or --password-file" },
    { "sendmail", 0, NULL, NULL, COMMAND_MAIL, "hand the message to this machine's sendmail" },
    { "eml", 0, "FILE", set_eml, COMMAND_MAIL,
      "write the message to a file; - is standard output" },
    { "dry-run", 0, NULL, NULL, COMMAND_MAIL,
      "write the message to --eml or standard output, send nothing" },
    { "attach", 0, "LIST", set_attach, COMMAND_MAIL,
      "pdf,csv,html,xlsx, or none (default: pdf,csv)" },
    { "segments", 0, "LIST", set_segments, COMMAND_MAIL,
      "only these segments, by the names of their pages: champions,at-risk" },
    { "max-size", 0, "SIZE", set_max_size, COMMAND_MAIL,
      "of the encoded message; above it the largest attachments stay out (default: 10MB)" },
    { "retries", 0, "N", set_retries, COMMAND_MAIL,
      "how often to try again when the server has no time (default: 3)" },
    { "retry-wait", 0, "SECONDS", set_retry_wait, COMMAND_MAIL,
      "before the first of these, doubled each time (default: 15)" },
    { "password-file", 0, "FILE", set_password_file, COMMAND_MAIL,
      "a file whose first line is the password" },
    { "ca-file", 0, "FILE", set_ca_file, COMMAND_MAIL,
      "certificates of the authorities to trust instead of the system's" },
    { "no-tls", 0, NULL, NULL, COMMAND_MAIL,
      "send unencrypted; never with a password, except to this machine" },
    { "address", 0, "URL", set_address, COMMAND_MAIL | COMMAND_PUBLISH,
      "where the report can be opened on the web" },
    { "index", 0, NULL, NULL, COMMAND_PUBLISH, "let search engines list it" },
    { "audience", 0, "NAME", set_audience, COMMAND_MAIL,
      "write to an audience of the configuration, what it is to get" },
    { "shop", 0, "FILE", set_shop, COMMAND_WEEKLY,
      "the database, CSV file or workbook to report on" },
    { "publish", 0, "FOLDER", set_publish, COMMAND_WEEKLY, "where a web server finds the report" },
    { "publish-privacy", 0, "DEGREE", set_publish_privacy, COMMAND_WEEKLY,
      "the most that is published: aggregate, ids or full (default: aggregate)" },
    { "force", 0, NULL, NULL, COMMAND_DEMO | COMMAND_IMPORT | COMMAND_INIT,
      "replace an existing file" },
    { "quiet", 'q', NULL, NULL, ANY, "no progress" },
    { "verbose", 'v', NULL, NULL, ANY, "say more" },
    { "help", 'h', NULL, NULL, ANY, "this text" },
    { "version", 0, NULL, NULL, ANY, "the program's version" },
};

const size_t OPTION_SPEC_COUNT = COUNT_OF(OPTION_SPECS);

const CommandSpec COMMAND_SPECS[] = {
    { COMMAND_REPORT, "report", "SHOP.db|ORDERS.csv|ORDERS.xlsx --out FOLDER",
      "write the week's segmentation report: site, PDF, charts, CSV, JSON", false },
    { COMMAND_HISTORY, "history", "SHOP.db --history FILE --weeks N",
      "replay past weeks, to fill the file that the report compares with", false },
    { COMMAND_CHECK, "check", "SHOP.db|ORDERS.csv|ORDERS.xlsx",
      "say what is wrong with the data, and what to do", false },
    { COMMAND_IMPORT, "import", "SHOP.db --transactions ORDERS.csv",
      "make a database from CSV files or workbooks", false },
    { COMMAND_INIT, "init", "SHOP.db|ORDERS.csv|ORDERS.xlsx",
      "look at a database or file and write a configuration for it", false },
    { COMMAND_MAIL, "mail", "REPORT --to A --from B --smtp URL",
      "send a report: summary, charts, PDF and CSV in one message", false },
    { COMMAND_PUBLISH, "publish", "REPORT FOLDER",
      "put a report where a web server finds it, with an archive of the past ones", false },
    { COMMAND_WEEKLY, "weekly", "--config FILE", "do it all: check, report, history, publish, mail",
      false },
    { COMMAND_DEMO, "demo", "SHOP.db", "make a believable shop to try the program on", false },
    { COMMAND_TEMPLATES, "templates", "--export FOLDER",
      "write out the built-in templates and strategy texts, to change them", false },
    { COMMAND_GALLERY, "gallery", "--out FOLDER", "draw every kind of chart, to judge the drawing",
      true },
};

const size_t COMMAND_SPEC_COUNT = COUNT_OF(COMMAND_SPECS);

bool *option_flag(Options *o, const char *name)
{
    struct {
        const char *name;
        bool *flag;
    } const flags[] = { { "force", &o->force },
                        { "append", &o->import.append },
                        { "json", &o->json_output },
                        { "sendmail", &o->mail.sendmail },
                        { "dry-run", &o->mail.dry_run },
                        { "no-tls", &o->mail.no_tls },
                        { "index", &o->index },
                        { "quiet", &o->quiet },
                        { "help", &o->help },
                        { "version", &o->version },
                        { "attach-csv", &o->attach_csv },
                        { "timings", &o->timings },
                        { "verbose", &o->verbose } };

    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        if (!strcmp(flags[i].name, name)) return flags[i].flag;
    }
    return NULL;
}

const OptionSpec *option_spec_n(const char *name, size_t size)
{
    for (size_t i = 0; i < OPTION_SPEC_COUNT; i++) {
        if (strlen(OPTION_SPECS[i].name) == size && !strncmp(OPTION_SPECS[i].name, name, size))
            return &OPTION_SPECS[i];
        if (size == 1 && OPTION_SPECS[i].letter == name[0]) return &OPTION_SPECS[i];
    }
    return NULL;
}

const CommandSpec *command_spec(Command command)
{
    for (size_t i = 0; i < COMMAND_SPEC_COUNT; i++) {
        if (COMMAND_SPECS[i].command == command) return &COMMAND_SPECS[i];
    }
    return NULL;
}
