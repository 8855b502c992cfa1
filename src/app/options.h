/* app/options.h — what the user asked for: command line over configuration file over defaults.
 *
 * In:    argv; a YAML file (app/config.h) whose keys are the long options' names.
 * Out:   Options, in the arena.
 * Fails: ERR_USAGE, ERR_CONFIG: the text names the option or key, its value, and what it takes.
 */
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include "deliver/mail.h"
#include "import/import.h"
#include "publish/publish.h"

typedef enum Command {
    COMMAND_NONE,
    COMMAND_DEMO = 1,
    COMMAND_REPORT = 2,
    COMMAND_TEMPLATES = 4,
    COMMAND_GALLERY = 8,
    COMMAND_IMPORT = 16,
    COMMAND_CHECK = 32,
    COMMAND_INIT = 64,
    COMMAND_HISTORY = 128,
    COMMAND_MAIL = 256,
    COMMAND_PUBLISH = 512,
    COMMAND_WEEKLY = 1024,
    COMMAND_OPTIONS = 2048
} Command;

#define COMMAND_ANY (2 * COMMAND_OPTIONS - 1)

/* What a message is made of, and how it goes. */
typedef struct MailOptions {
    MailAddress from; /* address NULL: not given */
    WRITTEN_LIST(MailAddress) to;
    const char *subject;
    bool pdf, csv, html, xlsx;
    WRITTEN_LIST(const char *) segments;
    size_t max_size;
    MailServer server; /* host NULL: not given */
    bool no_tls, sendmail, dry_run;
    const char *eml, *password_file, *ca_file;
    int retries;
    double retry_wait; /* seconds before the first of them, doubled each time */
} MailOptions;

/* A group of readers, and what they get. */
typedef struct Audience {
    const char *name;
    MailOptions mail; /* to, parts, segments and subject count */
    bool has_privacy;
    Privacy privacy; /* the most that they are shown */
} Audience;

/* How the day to report on is said. */
typedef enum AsOf {
    AS_OF_AUTO, /* today, or the last day of data that end earlier */
    AS_OF_TODAY,
    AS_OF_YESTERDAY,
    AS_OF_LAST_SUNDAY, /* the latest before today */
    AS_OF_DATE
} AsOf;

typedef struct Options {
    Command command;
    bool help, version, quiet, verbose, force;
    const char *input; /* the database, or a CSV source (app/import.h) */
    const char *out;
    const char *title, *business, *currency;
    const char *templates, *config;
    Day as_of; /* what as_of_word came to; AS_OF_AUTO: today */
    AsOf as_of_word;
    int64_t customers; /* demo */
    uint64_t seed;
    size_t k;     /* 0: auto */
    bool k_given; /* else too few customers lower it */
    int threads;
    size_t explore_rows;
    size_t compress_above; /* bytes */
    bool timings;
    int dpi; /* of the pictures */
    LabelScheme scheme;
    bool cluster_prospects;
    PurchaseRule purchase;
    SilhouetteRows silhouette;
    Privacy privacy;
    size_t min_group; /* of PRIVACY_AGGREGATE */
    int mode;         /* of files with customers; 0: only the owner's, see app/mode.h */
    bool html, pdf, csv, json, png, xlsx;
    PaperSize paper;
    bool pdf_summary, attach_csv;
    const char *logo, *fallback_font;
    bool justified;      /* the PDF's running text */
    SourceMap source;    /* from the configuration: which tables and columns are which */
    size_t least[NEEDS]; /* what sections need; 0: the usual (report/need.h) */
    const char *history; /* a file of earlier runs, or NULL */
    int keep_weeks, weeks;
    Day baseline;      /* the run to compare with; NO_RUN: the last */
    bool json_output;  /* check */
    bool all_findings; /* check: each in full */
    ImportPlan import; /* path, force and callbacks are filled in when it runs */
    MailOptions mail;
    const char *address;  /* where the report can be opened on the web, or NULL */
    const char *audience; /* the one that mail writes to, or NULL */
    WRITTEN_LIST(Audience) audiences;
    const char *shop, *publish; /* weekly: as the input of report, the folder of publish */
    Privacy may_publish;
    size_t keep_archive; /* reports, in what is published */
    bool index;          /* publish: search engines may list it */
} Options;

/* Applies the defaults, reads the command line, then the configuration that it names for what the
 * command line left open. */
MUST_USE Status options_read(Options *out, int argc, char **argv, Arena *arena, Err *err);

/* The text of --help, for one command or for all. */
void options_help(Buf *out, Command command);

/* The defaults of every key and of the command's options. */
MUST_USE Status options_default(Options *out, Command command, Arena *arena, Err *err);

#endif
