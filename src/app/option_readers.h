/* app/option_readers.h — what a row of the table of options says, and how its value is read.
 * Private to the options.
 *
 * In:    a value as text: from the command line, the configuration, or the row's own default.
 * Out:   a member of Options.
 * Fails: ERR_USAGE, ERR_CONFIG by where the value comes from: the option or the key's place, the
 *        value, and what the option takes. ERR_BUG: a default that its own reader refuses.
 */
#ifndef APP_OPTION_READERS_H
#define APP_OPTION_READERS_H

#include "app/options.h"

/* A word that an option takes. */
typedef struct OptionWord {
    const char *word, *also; /* also: another spelling that is taken, not shown; or NULL */
    int64_t value;           /* what it stands for; of a list of parts: the part's member */
    const char *help;        /* NULL where the word says it */
} OptionWord;

#define NO_PART (-1) /* a word that stands for a whole list: all, none */

/* The headings of the help, in its order. */
typedef enum OptionGroup {
    GROUP_FILES,
    GROUP_SEGMENTS,
    GROUP_REPORT,
    GROUP_PDF,
    GROUP_PRIVACY,
    GROUP_HISTORY,
    GROUP_DATA,
    GROUP_MAIL,
    GROUP_PUBLISH,
    GROUP_TERMINAL,
    OPTION_GROUPS
} OptionGroup;

typedef enum OptionSource { BY_DEFAULT, IN_CONFIGURATION, ON_COMMAND_LINE } OptionSource;

/* A value as it was said; `where` begins a refusal: "--k", "shop.yaml:3:4: k". */
typedef struct OptionValue {
    const char *text, *where;
    OptionSource source;
} OptionValue;

typedef struct OptionRow OptionRow;
typedef Status OptionReader(Options *options, const OptionRow *row, const OptionValue *value,
                            Arena *arena, Err *err);

struct OptionRow {
    const char *name;
    char letter;          /* 0: none */
    const char *value;    /* what the help calls it: "FILE"; NULL for a flag */
    const char *help;     /* without what it takes and the default, which are put behind it */
    const char *usual;    /* the default, which `read` reads; NULL: nothing is set */
    const char *usual_is; /* the default in words, where it depends on something */
    OptionReader *read;
    size_t at, size;         /* the member of Options: TO(member) */
    size_t given;            /* a bool of Options that says whether it was said; 0: none */
    int64_t least, most;     /* of numbers and sizes */
    size_t longest;          /* of texts: characters; a longer one is cut */
    const OptionWord *words; /* up to one without a word; NULL: none */
    unsigned commands;       /* of Command */
    bool key;                /* whether the configuration may have it */
    bool many;               /* may be given several times */
    OptionGroup group;
};

#define TO(member) .at = offsetof(Options, member), .size = sizeof(((Options *)0)->member)

/* --- kinds: any row may have them ------------------------------------------------------------- */

OptionReader read_flag;    /* bool */
OptionReader read_text;    /* const char *: made clean, at most `most` characters */
OptionReader read_path;    /* const char *: as it is, not empty */
OptionReader read_folder;  /* const char *: a folder that is there */
OptionReader read_integer; /* from `least` to `most`, or one of the words */
OptionReader read_number;  /* double, likewise */
OptionReader read_size;    /* size_t: bytes, KB, MB or GB */
OptionReader read_day;     /* Day */
OptionReader read_word;    /* one of the words */
OptionReader read_parts;   /* bools: some of the words */

/* --- readers of one option -------------------------------------------------------------------- */

OptionReader read_as_of;
/* Makes a day of the word that read_as_of has kept, when the time zone is known too. */
void options_settle_day(Options *options);
OptionReader read_threads;
OptionReader read_only;
OptionReader read_min_data;
OptionReader read_currency;
OptionReader read_baseline;
OptionReader read_map;
OptionReader read_values;
OptionReader read_where;
OptionReader read_rates;
OptionReader read_zone;
OptionReader read_date_form;
OptionReader read_encoding;
OptionReader read_max_rejects;
/* option_delivery.c */
OptionReader read_mail_address;
OptionReader read_mail_addresses;
OptionReader read_mail_server;
OptionReader read_segments;
OptionReader read_web_address;

/* --- for readers ------------------------------------------------------------------------------ */

/* WHERE: "VALUE" PROBLEM, such as "is not a date: give YYYY-MM-DD". */
MUST_USE Status option_refuse(const OptionValue *value, const char *problem, Arena *arena,
                              Err *err);
/* The same where the value is not to be repeated. */
MUST_USE Status option_refuse_unseen(const OptionValue *value, const char *problem, Err *err);

/* The row's member. */
void *option_member(Options *options, const OptionRow *row);
/* NULL where it is none of the row's. */
const OptionWord *option_word(const OptionRow *row, const char *text);

#endif
