#include "store/contacts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/tally.h"
#include "store/value.h"

/* A contact of more than eleven days is a clock that was never stopped. */
#define MAX_SECONDS 1e6
/* Types are told apart by this much of them. */
#define MAX_TYPE_BYTES 4096

typedef enum Fate {
    NO_DATE,
    BAD_DATE,
    ODD_DATE,
    FUTURE,
    NO_CUSTOMER,
    UNKNOWN_CUSTOMER,
    BAD_DURATION, /* a remark: the row counts, its duration does not */
    COUNTED
} Fate;

static const Fault FAULTS[COUNTED] = {
    [NO_DATE] = { "missing-interaction-dates", INTERACTIONS, "interaction_date",
                  "interactions without interaction_date",
                  "{n} of {all} interactions {n|has|have} no interaction_date",
                  "left out of every figure", false, FINDING_WARNING,
                  "Give these rows the date of the interaction." },
    [BAD_DATE] = { "unreadable-interaction-dates", INTERACTIONS, "interaction_date",
                   "interactions with an interaction_date that is not a date written as YYYY-MM-DD",
                   "{n} of {all} interactions {n|has|have} an interaction_date that is not a date "
                   "written as YYYY-MM-DD",
                   "left out of every figure", false, FINDING_WARNING,
                   "Write the dates as YYYY-MM-DD, such as 2024-07-31." },
    [ODD_DATE] = { "implausible-interaction-dates", INTERACTIONS, "interaction_date",
                   "interactions dated 1970-01-01 or before 1900, which is not a real date",
                   "{n} of {all} interactions {n|is|are} dated 1970-01-01 or before 1900, which is "
                   "not a real date",
                   "left out of every figure", false, FINDING_WARNING,
                   "Correct the dates; a default such as 0001-01-01 means that the date is "
                   "missing." },
    [FUTURE] = { "future-interactions", INTERACTIONS, "interaction_date",
                 "interactions dated after the as-of date",
                 "{n} of {all} interactions {n|is|are} dated after the as-of date",
                 "left out of every figure", false, FINDING_WARNING,
                 "Expected in a report on a past day. Otherwise correct the dates, or give a later "
                 "--as-of." },
    [NO_CUSTOMER] = { "interactions-without-customer", INTERACTIONS, "customer_id",
                      "interactions without customer_id",
                      "{n} of {all} interactions {n|has|have} no customer_id",
                      "left out of every figure", false, FINDING_WARNING,
                      "Leave anonymous visits out of the export, or name the customer." },
    [UNKNOWN_CUSTOMER] = { "orphan-interactions", INTERACTIONS, "customer_id",
                           "interactions with a customer_id that is not in customers",
                           "{n} of {all} interactions {n|has|have} a customer_id that is not in "
                           "customers",
                           "left out of every figure", false, FINDING_WARNING,
                           "Export the customers again, together with the interactions." },
    [BAD_DURATION] = { "unreadable-durations", INTERACTIONS, "duration_seconds",
                       "interactions with a duration_seconds that is not between 0 and 1,000,000",
                       "{n} of {all} interactions {n|has|have} a duration_seconds that is not "
                       "between 0 and 1,000,000",
                       "counted without a duration", false, FINDING_WARNING,
                       "Write durations in seconds." },
};

enum { AT_CUSTOMER, AT_TYPE, AT_DATE, AT_DURATION };
static const int COLUMNS_OF[COUNTED] = {
    -1, AT_DATE, AT_DATE, AT_DATE, -1, AT_CUSTOMER, AT_DURATION
};

/* A type beyond the 64th, which has no bit. */
typedef struct RareType {
    uint32_t customer, type;
} RareType;

/* What a row adds to its customer's contacts. The customers come in no order, so that nearly every
 * row waits for memory: rows are kept back until BATCH of them have their customers on the way
 * (10 million rows: 6.4 s without, 4.1 s with it). */
enum { BATCH = 256 };

typedef struct Touch {
    uint32_t customer;
    bool typed, timed;
    uint32_t type;
    double seconds;
} Touch;

typedef struct ContactReading {
    const Reader *reader;
    const People *people;
    Tally tally[COUNTED];
    TextPool types;
    Buf rare; /* RareType */
    int64_t rows;
    uint32_t email_open, website_visit; /* their numbers among the types */
    Touch batch[BATCH];
    size_t waiting;
    Contacts contacts;
} ContactReading;

static Fate judge_row(uint32_t *customer, const ContactReading *reading, sqlite3_stmt *row)
{
    Day day = 0;
    int64_t id;

    switch (value_day(&day, row, AT_DATE)) {
    case READ_OK:
    case READ_AS_TEXT: break;
    case READ_MISSING: return NO_DATE;
    case READ_ODD: return ODD_DATE;
    case READ_BAD: return BAD_DATE;
    }
    if (day > reading->reader->source->as_of) return FUTURE;
    Reading got = value_id(&id, row, AT_CUSTOMER);
    if (got == READ_MISSING) return NO_CUSTOMER;
    if (got != READ_OK && got != READ_AS_TEXT) return UNKNOWN_CUSTOMER;
    *customer = idmap_find(&reading->people->map, id);
    return *customer == NOT_FOUND ? UNKNOWN_CUSTOMER : COUNTED;
}

static void count_type(ContactReading *reading, const Touch *touch)
{
    Contact *contact = &reading->contacts.of[touch->customer];

    contact->email_opens += touch->type == reading->email_open;
    contact->website_visits += touch->type == reading->website_visit;
    if (touch->type < 64) {
        uint64_t bit = (uint64_t)1 << touch->type;
        contact->types += !(contact->type_set & bit);
        contact->type_set |= bit;
    } else {
        buf_put(&reading->rare, &(RareType){ touch->customer, touch->type }, sizeof(RareType));
    }
}

static void count_batch(ContactReading *reading)
{
    for (size_t i = 0; i < reading->waiting; i++) {
        const Touch *touch = &reading->batch[i];
        Contact *contact = &reading->contacts.of[touch->customer];
        contact->count++;
        if (touch->typed) count_type(reading, touch);
        if (!touch->timed) continue;
        contact->timed++;
        sum_add(&contact->seconds, touch->seconds);
    }
    reading->waiting = 0;
}

static void read_type(Touch *touch, ContactReading *reading, sqlite3_stmt *row)
{
    size_t size;
    const char *text = value_bytes(&size, row, AT_TYPE);

    if (!text) return;
    touch->typed = true;
    touch->type =
        textpool_put(&reading->types, text, size < MAX_TYPE_BYTES ? size : MAX_TYPE_BYTES);
}

static void read_duration(Touch *touch, ContactReading *reading, sqlite3_stmt *row)
{
    double seconds;
    Reading got = value_amount(&seconds, row, AT_DURATION);

    if (got == READ_MISSING) return;
    if ((got != READ_OK && got != READ_AS_TEXT) || !(seconds >= 0 && seconds <= MAX_SECONDS)) {
        tally_add(&reading->tally[BAD_DURATION], row, AT_DURATION, reading->reader->arena);
        return;
    }
    touch->timed = true;
    touch->seconds = seconds;
}

static void read_row(ContactReading *reading, sqlite3_stmt *row)
{
    Touch *touch = &reading->batch[reading->waiting];
    uint32_t customer = 0;
    Fate fate = judge_row(&customer, reading, row);

    reading->rows++;
    if (fate != COUNTED) {
        tally_add(&reading->tally[fate], row, COLUMNS_OF[fate], reading->reader->arena);
        return;
    }
    *touch = (Touch){ .customer = customer };
    __builtin_prefetch(&reading->contacts.of[customer], 1);
    read_type(touch, reading, row);
    read_duration(touch, reading, row);
    reading->contacts.counted++;
    if (++reading->waiting == BATCH) count_batch(reading);
}

static int by_customer_then_type(const void *a, const void *b)
{
    const RareType *left = a, *right = b;

    if (left->customer != right->customer) return left->customer < right->customer ? -1 : 1;
    return (left->type > right->type) - (left->type < right->type);
}

static void count_rare_types(ContactReading *reading)
{
    RareType *rare = (RareType *)(void *)reading->rare.data;
    size_t count = reading->rare.size / sizeof *rare;

    if (count) qsort(rare, count, sizeof *rare, by_customer_then_type);
    for (size_t i = 0; i < count; i++) {
        if (!i || by_customer_then_type(&rare[i - 1], &rare[i]) != 0) {
            reading->contacts.of[rare[i].customer].types++;
        }
    }
}

static Status scan_rows(ContactReading *reading, Err *err)
{
    const Reader *reader = reading->reader;
    sqlite3_stmt *rows = NULL;
    bool row = false;
    int64_t expected = schema_rows(reader->schema, reader->db, INTERACTIONS);
    Status s = db_prepare(&rows, reader->db,
                          schema_select(reader->schema, INTERACTIONS, CONTACT_CUSTOMER,
                                        CONTACT_DURATION, reader->arena),
                          err);

    while (!s && !(s = db_step(&row, reader->db, rows, "reading interactions", err)) && row) {
        reader_say(reader, "Reading interactions", reading->rows, expected);
        read_row(reading, rows);
    }
    sqlite3_finalize(rows);
    return s;
}

static Status refuse_contacts(const ContactReading *reading, Err *err)
{
    const Reader *reader = reading->reader;
    const Tally *bad = &reading->tally[BAD_DATE];

    if (!bad->count || !tally_excessive(bad, reading->rows)) return OK;
    return err_set(err, ERR_DATA, "%s: %s, for example %s: write dates as 2024-07-31",
                   reader->source->path,
                   tally_said(bad, &FAULTS[BAD_DATE], reading->rows, reader->arena), bad->example);
}

static void report_rows(const ContactReading *reading)
{
    const Reader *reader = reading->reader;

    for (int f = 0; f < COUNTED; f++)
        tally_report(reader->findings, &reading->tally[f], &FAULTS[f], reading->rows,
                     reader->arena);
    if (reading->contacts.counted) return;
    Finding finding = {
        .code = "no-interactions",
        .table = "interactions",
        .of = reading->rows,
        .what = reader->schema->table[INTERACTIONS] ? "no interaction can be counted"
                                                    : "there is no table interactions",
        .action = "everything about interactions is left out",
        .advice = "Add e-mail opens, visits or tickets to see engagement.",
    };
    VEC_PUSH(reader->arena, reader->findings, finding);
}

Status contacts_read(Contacts *out, const Reader *reader, const People *people, Arena *arena,
                     Err *err)
{
    ContactReading reading = {
        .reader = reader,
        .people = people,
        .types = { .arena = arena },
        .contacts = { .of = ARENA_ARRAY(arena, Contact, people->count) },
    };
    Status s = OK;

    reading.email_open = textpool_put(&reading.types, "email_open", strlen("email_open"));
    reading.website_visit = textpool_put(&reading.types, "website_visit", strlen("website_visit"));
    if (reader->schema->table[INTERACTIONS]) s = scan_rows(&reading, err);
    count_batch(&reading);
    if (!s) s = refuse_contacts(&reading, err);
    if (!s) {
        count_rare_types(&reading);
        report_rows(&reading);
        reading.contacts.rows = reading.rows;
        *out = reading.contacts;
    }
    buf_close(&reading.rare);
    textpool_close(&reading.types);
    return s;
}
