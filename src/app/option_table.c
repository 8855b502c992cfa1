#include "app/option_table.h"

#include <string.h>

#include "app/option_words.h"

enum {
    ANALYSES = COMMAND_REPORT | COMMAND_HISTORY,
    READS_CSV = COMMAND_REPORT | COMMAND_IMPORT | COMMAND_CHECK | COMMAND_INIT | COMMAND_HISTORY
};

/* --- the options ------------------------------------------------------------------------------ */

/* clang-format off */
const OptionRow OPTION_ROWS[] = {
    /* What is read and written */
    { .name = "out", .letter = 'o', .value = "FOLDER",
      .help = "where to write; an older report there is replaced in one step",
      .read = read_path, TO(out),
      .group = GROUP_FILES, .commands = COMMAND_REPORT | COMMAND_GALLERY, .key = true },
    { .name = "out", .letter = 'o', .value = "FILE",
      .help = "the configuration to write",
      .usual = "clientele.yaml", .read = read_path, TO(out),
      .group = GROUP_FILES, .commands = COMMAND_INIT },
    { .name = "export", .value = "FOLDER",
      .help = "where to write the built-in templates; nothing there is overwritten",
      .read = read_path, TO(out),
      .group = GROUP_FILES, .commands = COMMAND_TEMPLATES },
    { .name = "shop", .value = "FILE",
      .help = "the database, CSV file or workbook to report on",
      .read = read_path, TO(shop),
      .group = GROUP_FILES, .commands = COMMAND_WEEKLY, .key = true },
    { .name = "customers", .value = "N",
      .help = "size of the demo shop",
      .usual = "1000", .read = read_integer, TO(customers), .least = 1, .most = 10000000,
      .group = GROUP_FILES, .commands = COMMAND_DEMO },
    { .name = "config", .value = "FILE",
      .help = "a YAML file with any of these options, and which tables are which; the command line "
              "wins",
      .read = read_path, TO(config),
      .group = GROUP_FILES,
      .commands = ANALYSES | COMMAND_CHECK | COMMAND_MAIL | COMMAND_PUBLISH | COMMAND_WEEKLY },
    { .name = "templates", .value = "FOLDER",
      .help = "your own templates and strategy texts; what is not there stays built in",
      .read = read_folder, TO(templates),
      .group = GROUP_FILES, .commands = COMMAND_REPORT | COMMAND_MAIL | COMMAND_PUBLISH,
      .key = true },
    { .name = "force",
      .help = "replace an existing file",
      .read = read_flag, TO(force),
      .group = GROUP_FILES, .commands = COMMAND_DEMO | COMMAND_IMPORT | COMMAND_INIT },

    /* Segments */
    { .name = "as-of", .value = "YYYY-MM-DD|WORD",
      .help = "the day to report on; later rows do not count",
      .usual = "auto", .read = read_as_of, TO(as_of), .words = WORDS_DAYS,
      .group = GROUP_SEGMENTS,
      .commands = COMMAND_DEMO | COMMAND_CHECK | ANALYSES | COMMAND_WEEKLY, .key = true },
    { .name = "k", .letter = 'k', .value = "N|auto",
      .help = "number of clusters",
      .usual = "5", .read = read_integer, TO(k), .given = offsetof(Options, k_given),
      .least = 1, .most = 100, .words = WORDS_AUTO_K,
      .group = GROUP_SEGMENTS, .commands = ANALYSES, .key = true },
    { .name = "labels", .value = "SCHEME",
      .help = "the segments' names",
      .usual = "distinct", .read = read_word, TO(scheme), .words = WORDS_LABELS,
      .group = GROUP_SEGMENTS, .commands = ANALYSES, .key = true },
    { .name = "prospects", .value = "HOW",
      .help = "those who never bought",
      .usual = "apart", .read = read_word, TO(cluster_prospects), .words = WORDS_PROSPECTS,
      .group = GROUP_SEGMENTS, .commands = ANALYSES, .key = true },
    { .name = "silhouette", .value = "HOW",
      .help = "customers whose silhouette is computed",
      .usual = "auto", .read = read_word, TO(silhouette), .words = WORDS_SILHOUETTE,
      .group = GROUP_SEGMENTS, .commands = COMMAND_REPORT, .key = true },
    { .name = "min-data", .value = "SECTION=N,…",
      .help = "how much data a section needs to be shown, such as concentration=20,trend=6",
      .read = read_min_data, TO(least),
      .group = GROUP_SEGMENTS, .commands = COMMAND_REPORT, .key = true },
    { .name = "seed", .value = "N",
      .help = "seed of the random generator, the same for the same result",
      .usual = "42", .read = read_integer, TO(seed), .least = 0, .most = INT64_MAX,
      .group = GROUP_SEGMENTS, .commands = COMMAND_DEMO | ANALYSES, .key = true },
    { .name = "threads", .value = "N|all",
      .help = "how many processors to use, which does not change the result",
      .usual = "all", .read = read_threads, TO(threads), .least = 1, .most = 64,
      .words = WORDS_ALL_THREADS,
      .group = GROUP_SEGMENTS, .commands = ANALYSES, .key = true },

    /* The report */
    { .name = "title", .value = "TEXT",
      .help = "the report's title",
      .usual = "Customer segmentation", .read = read_text, TO(title), .longest = 120,
      .group = GROUP_REPORT, .commands = COMMAND_REPORT, .key = true },
    { .name = "business", .value = "TEXT",
      .help = "the shop's name",
      .usual_is = "the database's file name", .read = read_text, TO(business), .longest = 80,
      .group = GROUP_REPORT, .commands = COMMAND_REPORT, .key = true },
    { .name = "currency", .value = "CODE",
      .help = "the amounts' currency, a three-letter code",
      .usual_is = "that of the data, else USD", .read = read_currency, TO(currency),
      .group = GROUP_REPORT, .commands = ANALYSES | COMMAND_IMPORT | COMMAND_CHECK, .key = true },
    { .name = "only", .value = "LIST",
      .help = "parts to write",
      .usual = "all", .read = read_only, TO(html), .words = WORDS_PARTS,
      .group = GROUP_REPORT, .commands = COMMAND_REPORT, .key = true },
    { .name = "explore-rows", .value = "N",
      .help = "customers that the site can filter, above which it has a stratified sample",
      .usual = "20000", .read = read_integer, TO(explore_rows), .least = 100, .most = 1000000,
      .group = GROUP_REPORT, .commands = COMMAND_REPORT, .key = true },
    { .name = "compress-above", .value = "SIZE",
      .help = "CSV files above this size go out gzipped too",
      .usual = "50MB", .read = read_size, TO(compress_above),
      .group = GROUP_REPORT, .commands = COMMAND_REPORT, .key = true },
    { .name = "dpi", .value = "N",
      .help = "dots per inch of the pictures, 72 being their nominal size",
      .usual = "144", .read = read_integer, TO(dpi), .least = 36, .most = 600,
      .group = GROUP_REPORT, .commands = COMMAND_REPORT, .key = true },
    { .name = "timings",
      .help = "end with a line of JSON: the seconds of every stage, and the memory",
      .read = read_flag, TO(timings),
      .group = GROUP_REPORT, .commands = COMMAND_REPORT, .key = true },

    /* The PDF */
    { .name = "paper", .value = "SIZE",
      .help = "paper of the PDF",
      .usual = "a4", .read = read_word, TO(paper), .words = WORDS_PAPER,
      .group = GROUP_PDF, .commands = COMMAND_REPORT, .key = true },
    { .name = "pdf-pages", .value = "WHICH",
      .help = "pages of the PDF",
      .usual = "full", .read = read_word, TO(pdf_summary), .words = WORDS_PDF_PAGES,
      .group = GROUP_PDF, .commands = COMMAND_REPORT, .key = true },
    { .name = "pdf-text", .value = "HOW",
      .help = "running text of the PDF",
      .usual = "ragged", .read = read_word, TO(justified), .words = WORDS_PDF_TEXT,
      .group = GROUP_PDF, .commands = COMMAND_REPORT, .key = true },
    { .name = "attach-csv",
      .help = "put the CSV files into the PDF too",
      .read = read_flag, TO(attach_csv),
      .group = GROUP_PDF, .commands = COMMAND_REPORT, .key = true },
    { .name = "logo", .value = "FILE",
      .help = "a PNG for the PDF's cover",
      .read = read_path, TO(logo),
      .group = GROUP_PDF, .commands = COMMAND_REPORT, .key = true },
    { .name = "fallback-font", .value = "FILE",
      .help = "a TrueType font for names in scripts that the built-in one lacks, in the PDF and in "
              "pictures",
      .read = read_path, TO(fallback_font),
      .group = GROUP_PDF, .commands = COMMAND_REPORT, .key = true },

    /* Who may see it */
    { .name = "privacy", .value = "LEVEL",
      .help = "what the report shows of single customers",
      .usual = "full", .read = read_word, TO(privacy), .words = WORDS_PRIVACY,
      .group = GROUP_PRIVACY, .commands = COMMAND_REPORT, .key = true },
    { .name = "privacy", .value = "LEVEL",
      .help = "the most that the report may show of single customers",
      .usual = "aggregate", .read = read_word, TO(may_publish), .words = WORDS_PRIVACY,
      .group = GROUP_PRIVACY, .commands = COMMAND_PUBLISH },
    { .name = "publish-privacy", .value = "LEVEL",
      .help = "the most that is published",
      .usual = "aggregate", .read = read_word, TO(may_publish), .words = WORDS_PRIVACY,
      .group = GROUP_PRIVACY, .commands = COMMAND_WEEKLY, .key = true },
    { .name = "min-group", .value = "N",
      .help = "the fewest customers that a figure may be of, with --privacy aggregate",
      .usual = "10", .read = read_integer, TO(min_group), .least = 2, .most = 1000,
      .group = GROUP_PRIVACY, .commands = COMMAND_REPORT, .key = true },
    { .name = "mode", .value = "MODE",
      .help = "who may read the files that are written",
      .usual = "auto", .read = read_word, TO(mode), .words = WORDS_MODES,
      .group = GROUP_PRIVACY,
      .commands = COMMAND_REPORT | COMMAND_IMPORT | COMMAND_HISTORY | COMMAND_MAIL, .key = true },

    /* Earlier weeks */
    { .name = "history", .value = "FILE",
      .help = "a file that remembers every run; the report compares this week with it",
      .read = read_path, TO(history),
      .group = GROUP_HISTORY, .commands = ANALYSES, .key = true },
    { .name = "baseline", .value = "YYYY-MM-DD",
      .help = "the remembered run to compare with",
      .usual = "last", .read = read_baseline, TO(baseline), .words = WORDS_LAST,
      .group = GROUP_HISTORY, .commands = COMMAND_REPORT, .key = true },
    { .name = "keep-weeks", .value = "N",
      .help = "how many weeks back the history remembers",
      .usual = "110", .read = read_integer, TO(keep_weeks), .least = 1, .most = 1000,
      .group = GROUP_HISTORY, .commands = ANALYSES, .key = true },
    { .name = "weeks", .value = "N",
      .help = "how many weeks to replay, up to the as-of date",
      .usual = "12", .read = read_integer, TO(weeks), .least = 1, .most = 1000,
      .group = GROUP_HISTORY, .commands = COMMAND_HISTORY },

    /* Files and other databases */
    { .name = "transactions", .value = "FILE",
      .help = "the file of transactions, CSV or .xlsx: sales, or lines of orders",
      .read = read_path, TO(import.transactions),
      .group = GROUP_DATA, .commands = COMMAND_IMPORT },
    { .name = "customers", .value = "FILE",
      .help = "a file of customers",
      .read = read_path, TO(import.customers),
      .group = GROUP_DATA, .commands = COMMAND_IMPORT },
    { .name = "products", .value = "FILE",
      .help = "a file of products",
      .read = read_path, TO(import.products),
      .group = GROUP_DATA, .commands = COMMAND_IMPORT },
    { .name = "interactions", .value = "FILE",
      .help = "a file of interactions",
      .read = read_path, TO(import.interactions),
      .group = GROUP_DATA, .commands = COMMAND_IMPORT },
    { .name = "append",
      .help = "add to an existing database",
      .read = read_flag, TO(import.append),
      .group = GROUP_DATA, .commands = COMMAND_IMPORT },
    { .name = "map", .value = "FIELD=COLUMN",
      .help = "which column of a file is a field",
      .read = read_map, TO(import.maps), .many = true,
      .group = GROUP_DATA, .commands = READS_CSV },
    { .name = "purchase", .value = "RULE",
      .help = "what one purchase is",
      .usual = "auto", .read = read_word, TO(purchase), .words = WORDS_PURCHASE,
      .group = GROUP_DATA, .commands = ANALYSES | COMMAND_CHECK | COMMAND_INIT, .key = true },
    { .name = "export", .value = "NAME|FILE",
      .help = "read the file as this export; none: by the names of its columns",
      .usual_is = "by the header", .read = read_path, TO(import.export_name),
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "status", .value = "VALUE,VALUE",
      .help = "the states of an order that count",
      .usual_is = "paid, completed, shipped and the like", .read = read_values, TO(import.status),
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "where", .value = "TEST",
      .help = "only rows for which COLUMN=VALUE[,VALUE] holds, or with !=, < or >",
      .read = read_where, TO(import.where), .many = true,
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "customer-id", .value = "COLUMN,COLUMN",
      .help = "columns that say who bought: in each row the first that is not blank",
      .usual_is = "id, e-mail address, phone, name", .read = read_values,
      TO(import.customer_chain), .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "amount", .value = "WHOSE",
      .help = "whose the amount in a row is",
      .usual = "auto", .read = read_word, TO(import.amount), .words = WORDS_AMOUNT,
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "discount", .value = "KIND",
      .help = "what the column of discounts means",
      .usual = "auto", .read = read_word, TO(import.discount), .words = WORDS_DISCOUNT,
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "duplicates", .value = "RULE",
      .help = "what becomes of rows that are the same",
      .usual = "auto", .read = read_word, TO(import.duplicates), .words = WORDS_DUPLICATES,
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "only-currency", .value = "CODE",
      .help = "leave out rows in any other currency",
      .read = read_path, TO(import.only_currency),
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "rates", .value = "FILE|CODE=RATE,…",
      .help = "what other currencies are worth in the one of --currency: fixed, or by day, in a "
              "CSV file with the columns date, currency and rate",
      .read = read_rates, TO(import.rates),
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "timezone", .value = "NAME",
      .help = "in which zone a day ends and today begins, such as Europe/Berlin",
      .usual_is = "days as they are written", .read = read_zone, TO(import.zone),
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "date-format", .value = "FORM",
      .help = "form of dates in files and other databases",
      .usual = "auto", .read = read_date_form, TO(import.date_form), .words = WORDS_DATE_FORM,
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "decimal", .value = "MARK",
      .help = "decimal mark in files and other databases",
      .usual = "auto", .read = read_word, TO(import.decimal), .words = WORDS_DECIMAL,
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "delimiter", .value = "NAME",
      .help = "what stands between the columns of CSV files",
      .usual = "auto", .read = read_word, TO(import.delimiter), .words = WORDS_DELIMITER,
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "sheet", .value = "NAME|NUMBER",
      .help = "the sheet of a workbook of transactions",
      .usual_is = "the one with the columns that are known",
      .read = read_path, TO(import.sheet),
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "encoding", .value = "NAME",
      .help = "encoding of CSV files",
      .usual = "auto", .read = read_encoding, TO(import.encoding), .words = WORDS_ENCODING,
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "rejects", .value = "FILE",
      .help = "a CSV file to write the lines to that cannot be read",
      .read = read_path, TO(import.rejects),
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },
    { .name = "max-rejects", .value = "N|P%",
      .help = "how many lines of a file may be unreadable",
      .usual = "1%", .read = read_max_rejects, TO(import.most_share),
      .group = GROUP_DATA, .commands = READS_CSV, .key = true },

    /* Mail */
    { .name = "to", .value = "ADDRESS",
      .help = "a recipient",
      .read = read_mail_addresses, TO(mail.to), .many = true,
      .group = GROUP_MAIL, .commands = COMMAND_MAIL },
    { .name = "audience", .value = "NAME",
      .help = "write to an audience of the configuration, what it is to get",
      .read = read_text, TO(audience), .longest = 80,
      .group = GROUP_MAIL, .commands = COMMAND_MAIL },
    { .name = "from", .value = "ADDRESS",
      .help = "the sender",
      .read = read_mail_address, TO(mail.from),
      .group = GROUP_MAIL, .commands = COMMAND_MAIL, .key = true },
    { .name = "subject", .value = "TEXT",
      .help = "the message's subject",
      .usual_is = "the business, the report's title and its day",
      .read = read_text, TO(mail.subject), .longest = 200,
      .group = GROUP_MAIL, .commands = COMMAND_MAIL, .key = true },
    { .name = "attach", .value = "LIST",
      .help = "files to attach",
      .usual = "pdf,csv", .read = read_parts, TO(mail.pdf), .words = WORDS_ATTACHED,
      .group = GROUP_MAIL, .commands = COMMAND_MAIL, .key = true },
    { .name = "segments", .value = "LIST",
      .help = "only these segments, by the names of their pages: champions,at-risk",
      .read = read_segments, TO(mail.segments),
      .group = GROUP_MAIL, .commands = COMMAND_MAIL },
    { .name = "max-size", .value = "SIZE",
      .help = "size of the encoded message, above which the largest attachments stay out",
      .usual = "10MB", .read = read_size, TO(mail.max_size), .least = 50000,
      .group = GROUP_MAIL, .commands = COMMAND_MAIL, .key = true },
    { .name = "smtp", .value = "URL",
      .help = "the mail server: smtps://user@host:465, or smtp://user@host:587 with STARTTLS; the "
              "password comes from CLIENTELE_SMTP_PASSWORD or --password-file",
      .read = read_mail_server, TO(mail.server),
      .group = GROUP_MAIL, .commands = COMMAND_MAIL, .key = true },
    { .name = "password-file", .value = "FILE",
      .help = "a file whose first line is the password",
      .read = read_path, TO(mail.password_file),
      .group = GROUP_MAIL, .commands = COMMAND_MAIL, .key = true },
    { .name = "ca-file", .value = "FILE",
      .help = "certificates of the authorities to trust instead of the system's",
      .read = read_path, TO(mail.ca_file),
      .group = GROUP_MAIL, .commands = COMMAND_MAIL, .key = true },
    { .name = "no-tls",
      .help = "send unencrypted; never with a password, except to this machine",
      .read = read_flag, TO(mail.no_tls),
      .group = GROUP_MAIL, .commands = COMMAND_MAIL, .key = true },
    { .name = "retries", .value = "N",
      .help = "how often to try again when the server has no time",
      .usual = "3", .read = read_integer, TO(mail.retries), .least = 0, .most = 20,
      .group = GROUP_MAIL, .commands = COMMAND_MAIL, .key = true },
    { .name = "retry-wait", .value = "SECONDS",
      .help = "seconds before the first new attempt, doubled each time",
      .usual = "15", .read = read_number, TO(mail.retry_wait), .least = 0, .most = 3600,
      .group = GROUP_MAIL, .commands = COMMAND_MAIL, .key = true },
    { .name = "sendmail",
      .help = "hand the message to this machine's sendmail",
      .read = read_flag, TO(mail.sendmail),
      .group = GROUP_MAIL, .commands = COMMAND_MAIL, .key = true },
    { .name = "eml", .value = "FILE",
      .help = "write the message to a file; - is standard output",
      .read = read_path, TO(mail.eml),
      .group = GROUP_MAIL, .commands = COMMAND_MAIL, .key = true },
    { .name = "dry-run",
      .help = "write the message to --eml or standard output, send nothing",
      .read = read_flag, TO(mail.dry_run),
      .group = GROUP_MAIL, .commands = COMMAND_MAIL },

    /* The web */
    { .name = "publish", .value = "FOLDER",
      .help = "where a web server finds the report",
      .read = read_path, TO(publish),
      .group = GROUP_PUBLISH, .commands = COMMAND_WEEKLY, .key = true },
    { .name = "address", .value = "URL",
      .help = "where the report can be opened on the web",
      .read = read_web_address, TO(address),
      .group = GROUP_PUBLISH, .commands = COMMAND_MAIL | COMMAND_PUBLISH, .key = true },
    { .name = "keep-archive", .value = "N",
      .help = "how many reports the archive keeps, this week's among them",
      .usual = "52", .read = read_integer, TO(keep_archive), .least = 1, .most = 10000,
      .group = GROUP_PUBLISH, .commands = COMMAND_PUBLISH, .key = true },
    { .name = "index",
      .help = "let search engines list the site",
      .read = read_flag, TO(index),
      .group = GROUP_PUBLISH, .commands = COMMAND_PUBLISH, .key = true },

    /* On the terminal */
    { .name = "all",
      .help = "every finding in full: an example, what was done, what to do",
      .read = read_flag, TO(all_findings),
      .group = GROUP_TERMINAL, .commands = COMMAND_CHECK },
    { .name = "json",
      .help = "findings as JSON",
      .read = read_flag, TO(json_output),
      .group = GROUP_TERMINAL, .commands = COMMAND_CHECK },
    { .name = "quiet", .letter = 'q',
      .help = "no progress",
      .read = read_flag, TO(quiet),
      .group = GROUP_TERMINAL, .commands = COMMAND_ANY, .key = true },
    { .name = "verbose", .letter = 'v',
      .help = "say more",
      .read = read_flag, TO(verbose),
      .group = GROUP_TERMINAL, .commands = COMMAND_ANY, .key = true },
    { .name = "help", .letter = 'h',
      .help = "this text",
      .read = read_flag, TO(help),
      .group = GROUP_TERMINAL, .commands = COMMAND_ANY },
    { .name = "version",
      .help = "the program's version",
      .read = read_flag, TO(version),
      .group = GROUP_TERMINAL, .commands = COMMAND_ANY },
};
/* clang-format on */

const size_t OPTION_ROW_COUNT = COUNT_OF(OPTION_ROWS);

/* --- looking them up -------------------------------------------------------------------------- */

static bool belongs(const OptionRow *row, Command command)
{
    return command == COMMAND_NONE || row->commands & command;
}

const OptionRow *option_row(const char *name, size_t size, Command command)
{
    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        const OptionRow *row = &OPTION_ROWS[i];
        if (strlen(row->name) != size || strncmp(row->name, name, size)) continue;
        if (belongs(row, command)) return row;
    }
    return NULL;
}

const OptionRow *option_row_of_letter(char letter, Command command)
{
    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        if (OPTION_ROWS[i].letter == letter && belongs(&OPTION_ROWS[i], command)) {
            return &OPTION_ROWS[i];
        }
    }
    return NULL;
}

const OptionRow *option_row_of_key(const char *key)
{
    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        if (OPTION_ROWS[i].key && !strcmp(OPTION_ROWS[i].name, key)) return &OPTION_ROWS[i];
    }
    return NULL;
}

Status option_take(Options *options, const OptionRow *row, const OptionValue *value, Arena *arena,
                   Err *err)
{
    Status s = row->read(options, row, value, arena, err);

    if (!s && row->given && value->source != BY_DEFAULT) {
        *(bool *)((char *)options + row->given) = true;
    }
    return s;
}

bool option_was_said(const OptionsSaid *said, const OptionRow *row)
{
    for (size_t i = 0; said && i < OPTION_ROW_COUNT; i++) {
        if (said->rows[i] && OPTION_ROWS[i].at == row->at) return true;
    }
    return false;
}
