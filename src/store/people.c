#include "store/people.h"

#include <stdlib.h>
#include <string.h>

#include "recognise/consent.h"
#include "store/identity.h"
#include "store/tally.h"
#include "store/value.h"

/* Rows between two calls of progress. */
#define SAY_EVERY 8192

void reader_say(const Reader *reader, const char *step, int64_t done, int64_t of)
{
    if (!reader->progress || done % SAY_EVERY != 0) return;
    double share = of > 0 ? (double)done / (double)of : 0;
    reader->progress(reader->progress_context, step, share < 1 ? share : 1);
}

typedef struct Person {
    int64_t id;
    const char *name, *email;
    uint32_t country; /* in the pool, NOT_FOUND when blank */
    Day signup;
    int8_t consent; /* 1 yes, 0 no, −1 not known */
    size_t order;
} Person;

typedef enum PeopleFault {
    BAD_ID,
    ID_AS_TEXT,
    DUPLICATE,
    BLANK_NAME,
    CLEANED,
    NO_SIGNUP,
    ODD_SIGNUP,
    BAD_SIGNUP,
    NO_CONSENT,
    COUNTRY_SPELLING,
    PEOPLE_FAULTS
} PeopleFault;

static const Fault FAULTS[PEOPLE_FAULTS] = {
    [BAD_ID] = { "unreadable-customer-ids", CUSTOMERS, "customer_id",
                 "customers with a customer_id that is not a whole number",
                 "{n} of {all} customers {n|has|have} a customer_id that is not a whole number",
                 "left out, together with what they bought", false, FINDING_WARNING,
                 "Give each customer a whole number as id." },
    [ID_AS_TEXT] = { "customer-ids-as-text", CUSTOMERS, "customer_id",
                     "customers with a customer_id stored as text or with decimals",
                     "{n} of {all} customers {n|has|have} a customer_id stored as text or with "
                     "decimals",
                     "read as whole numbers", false, FINDING_WARNING,
                     "Store ids as whole numbers." },
    [DUPLICATE] = { "duplicate-customers", CUSTOMERS, "customer_id",
                    "customers who repeat a customer_id",
                    "{n} of {all} customers {n|repeats|repeat} a customer_id",
                    "the first row of each is used", false, FINDING_WARNING,
                    "Merge the rows of these customers." },
    [BLANK_NAME] = { "blank-names", CUSTOMERS, "name", "customers without a name",
                     "{n} of {all} customers {n|has|have} no name",
                     "shown as \"Customer\" and the id", false, FINDING_NOTE,
                     "Add the names if the report should show them." },
    [CLEANED] = { "cleaned-names", CUSTOMERS, "name",
                  "customers with text that is too long, not UTF-8 or contains control characters",
                  "{n} of {all} customers {n|has|have} text that is too long, not UTF-8 or "
                  "contains control characters",
                  "shown with � in place of what cannot be shown, and cut after 200 characters",
                  false, FINDING_WARNING,
                  "Export the texts as UTF-8, without control characters." },
    [NO_SIGNUP] = { "missing-signup-dates", CUSTOMERS, "signup_date",
                    "customers without signup_date",
                    "{n} of {all} customers {n|has|have} no signup_date",
                    "their tenure is counted from the first purchase", false, FINDING_NOTE,
                    "Add the dates; without them tenure starts at the first purchase." },
    [ODD_SIGNUP] = { "implausible-signup-dates", CUSTOMERS, "signup_date",
                     "customers with a signup_date of 1970-01-01 or before 1900",
                     "{n} of {all} customers {n|has|have} a signup_date of 1970-01-01 or before "
                     "1900",
                     "taken as missing: their tenure is counted from the first purchase", false,
                     FINDING_WARNING,
                     "Correct the dates; a default such as 0001-01-01 means that the date is "
                     "missing." },
    [BAD_SIGNUP] = { "unreadable-signup-dates", CUSTOMERS, "signup_date",
                     "customers with a signup_date that is not a date written as YYYY-MM-DD",
                     "{n} of {all} customers {n|has|have} a signup_date that is not a date written "
                     "as YYYY-MM-DD",
                     "taken as missing: their tenure is counted from the first purchase", false,
                     FINDING_WARNING, "Write the dates as YYYY-MM-DD, such as 2024-07-31." },
    [NO_CONSENT] = { "no-consent", CUSTOMERS, "consent",
                     "customers who have not consented to marketing",
                     "{n} of {all} customers {n|has|have} not consented to marketing",
                     "counted in every figure; their e-mail addresses are left out of every list",
                     false, FINDING_NOTE, "Nothing: write only to those who agreed." },
    [COUNTRY_SPELLING] = { "country-spellings", CUSTOMERS, "country",
                           "customers who spell the country differently from most, in case or "
                           "accents",
                           "{n} of {all} customers {n|spells|spell} the country differently from "
                           "most, in case or accents",
                           "counted under the most frequent spelling", false, FINDING_NOTE,
                           "Agree on one spelling when customers are entered." },
};

typedef struct PeopleReading {
    const Reader *reader;
    Buf people; /* Person */
    TextPool countries;
    Tally tally[PEOPLE_FAULTS];
    int64_t rows;
    Arena scratch; /* for one row: an arena opened for each took half of the time */
} PeopleReading;

enum { AT_ID, AT_NAME, AT_EMAIL, AT_SIGNUP, AT_COUNTRY, AT_CONSENT };

static void note(PeopleReading *reading, PeopleFault fault, sqlite3_stmt *row, int column)
{
    tally_add(&reading->tally[fault], row, column, reading->reader->arena);
}

static Day read_signup(PeopleReading *reading, sqlite3_stmt *row)
{
    Day day = NO_DAY;

    if (!reading->reader->schema->column[CUSTOMER_SIGNUP]) return NO_DAY;
    switch (value_day(&day, row, AT_SIGNUP)) {
    case READ_OK:
    case READ_AS_TEXT: return day;
    case READ_MISSING: note(reading, NO_SIGNUP, row, -1); return NO_DAY;
    case READ_ODD: note(reading, ODD_SIGNUP, row, AT_SIGNUP); return NO_DAY;
    case READ_BAD: note(reading, BAD_SIGNUP, row, AT_SIGNUP); return NO_DAY;
    }
    return NO_DAY;
}

static uint32_t read_country(PeopleReading *reading, sqlite3_stmt *row, bool *cleaned)
{
    ArenaMark mark = arena_mark(&reading->scratch);
    const char *text = value_text(cleaned, row, AT_COUNTRY, &reading->scratch);
    uint32_t number = text ? textpool_put(&reading->countries, text, strlen(text)) : NOT_FOUND;

    arena_release(&reading->scratch, mark);
    return number;
}

const char *people_default_name(int64_t id, Arena *arena)
{
    return PHRASE(arena, "Customer {id}", phrase_id("id", id, arena));
}

/* 1 yes, 0 no, −1 not known. */
static int read_consent(sqlite3_stmt *row)
{
    size_t size;

    if (sqlite3_column_type(row, AT_CONSENT) == SQLITE_INTEGER)
        return sqlite3_column_int64(row, AT_CONSENT) != 0;
    const char *text = value_bytes(&size, row, AT_CONSENT);
    return text ? consent_is_given(text, size) : -1;
}

static void read_person(PeopleReading *reading, sqlite3_stmt *row)
{
    Arena *arena = reading->reader->arena;
    Person person = { .order = (size_t)reading->rows++ };
    bool cleaned = false;

    switch (value_id(&person.id, row, AT_ID)) {
    case READ_OK: break;
    case READ_AS_TEXT: note(reading, ID_AS_TEXT, row, AT_ID); break;
    case READ_MISSING:
    case READ_ODD:
    case READ_BAD: note(reading, BAD_ID, row, AT_ID); return;
    }
    person.name = value_text(&cleaned, row, AT_NAME, arena);
    if (!person.name) {
        person.name = people_default_name(person.id, arena);
        if (reading->reader->schema->column[CUSTOMER_NAME]) note(reading, BLANK_NAME, row, -1);
    }
    person.email = value_text(&cleaned, row, AT_EMAIL, arena);
    person.country = read_country(reading, row, &cleaned);
    person.consent = (int8_t)read_consent(row);
    if (cleaned) tally_add(&reading->tally[CLEANED], row, -1, arena);
    if (cleaned && !reading->tally[CLEANED].example) {
        reading->tally[CLEANED].example =
            PHRASE(arena, "customer {id}", phrase_id("id", person.id, arena));
    }
    person.signup = read_signup(reading, row);
    buf_put(&reading->people, &person, sizeof person);
}

static int by_id_then_order(const void *a, const void *b)
{
    const Person *left = a, *right = b;

    if (left->id != right->id) return left->id < right->id ? -1 : 1;
    return (left->order > right->order) - (left->order < right->order);
}

static void sort_people(Person *people, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (people[i - 1].id >= people[i].id) {
            qsort(people, count, sizeof *people, by_id_then_order);
            return;
        }
    }
}

/* Keeps the first of each id. */
static size_t drop_duplicates(PeopleReading *reading, Person *people, size_t count)
{
    size_t kept = 0;
    Tally *tally = &reading->tally[DUPLICATE];

    for (size_t i = 0; i < count; i++) {
        if (!kept || people[kept - 1].id != people[i].id) {
            people[kept++] = people[i];
        } else if (!tally->count++) {
            tally->example = customer_said(reading->reader, people[i].id);
        }
    }
    return kept;
}

/* Where a shop asks for consent, who has not answered has not given it. */
static void settle_consent(PeopleReading *reading, Person *people, size_t count)
{
    bool asked = false;

    for (size_t i = 0; i < count; i++)
        asked |= people[i].consent >= 0;
    for (size_t i = 0; asked && i < count; i++) {
        if (people[i].consent > 0) continue;
        people[i].consent = 0;
        people[i].email = NULL;
        reading->tally[NO_CONSENT].count++;
    }
}

static void fill(People *out, PeopleReading *reading, Person *people, size_t count)
{
    Arena *arena = reading->reader->arena;
    const char *const *countries =
        textpool_unify(&reading->countries, &reading->tally[COUNTRY_SPELLING].count, arena);

    *out = (People){
        .count = count,
        .ids = ARENA_ARRAY(arena, int64_t, count),
        .names = ARENA_ARRAY(arena, const char *, count),
        .emails = ARENA_ARRAY(arena, const char *, count),
        .countries = ARENA_ARRAY(arena, const char *, count),
        .signup = ARENA_ARRAY(arena, Day, count),
        .consent = ARENA_ARRAY(arena, int8_t, count),
        .rows = reading->rows,
    };
    for (size_t i = 0; i < count; i++) {
        out->ids[i] = people[i].id;
        out->names[i] = people[i].name;
        out->emails[i] = people[i].email;
        out->consent[i] = people[i].consent;
        out->countries[i] = people[i].country == NOT_FOUND ? NULL : countries[people[i].country];
        out->signup[i] = people[i].signup;
    }
    out->map = idmap_new(out->ids, count, arena);
}

static Status refuse_people(const PeopleReading *reading, Err *err)
{
    const Reader *reader = reading->reader;
    const char *path = reader->source->path;
    const Tally *bad_id = &reading->tally[BAD_ID], *bad_day = &reading->tally[BAD_SIGNUP];

    if (!reading->rows) {
        return err_set(err, ERR_DATA, "%s: there are no customers: the table customers is empty",
                       path);
    }
    if (tally_excessive(bad_id, reading->rows)) {
        return err_set(
            err, ERR_DATA, "%s: %s, for example %s: give each customer a whole number as id", path,
            tally_said(bad_id, &FAULTS[BAD_ID], reading->rows, reader->arena), bad_id->example);
    }
    if (bad_day->count && tally_excessive(bad_day, reading->rows)) {
        return err_set(err, ERR_DATA, "%s: %s, for example %s: write dates as 2024-07-31", path,
                       tally_said(bad_day, &FAULTS[BAD_SIGNUP], reading->rows, reader->arena),
                       bad_day->example);
    }
    return OK;
}

/* Columns that are absent are said once, not row by row. */
static void report_absent(const Reader *reader, ColumnId column, const char *what,
                          const char *action)
{
    const char *name = schema_column_name(column);

    if (reader->schema->column[column]) return;
    Finding finding = {
        .code = arena_format(reader->arena, "no-%s", name),
        .table = "customers",
        .column = name,
        .what = what,
        .action = action,
        .advice = "Add them if the shop has them.",
    };
    VEC_PUSH(reader->arena, reader->findings, finding);
}

static void report_people(const PeopleReading *reading)
{
    const Reader *reader = reading->reader;

    report_absent(reader, CUSTOMER_NAME, "there are no names", "customers are shown by their id");
    report_absent(reader, CUSTOMER_EMAIL, "there are no e-mail addresses", "the lists have none");
    report_absent(reader, CUSTOMER_COUNTRY, "there are no countries", "they are left out");
    report_absent(reader, CUSTOMER_SIGNUP, "there are no sign-up dates",
                  "tenure is counted from the first purchase");
    for (int f = 0; f < PEOPLE_FAULTS; f++)
        tally_report(reader->findings, &reading->tally[f], &FAULTS[f], reading->rows,
                     reader->arena);
}

static Status scan_people(PeopleReading *reading, Err *err)
{
    const Reader *reader = reading->reader;
    sqlite3_stmt *rows = NULL;
    bool row = false;
    int64_t expected = schema_rows(reader->schema, reader->db, CUSTOMERS);
    Status s = db_prepare(
        &rows, reader->db,
        schema_select(reader->schema, CUSTOMERS, CUSTOMER_ID, CUSTOMER_CONSENT, reader->arena),
        err);

    while (!s && !(s = db_step(&row, reader->db, rows, "reading customers", err)) && row) {
        reader_say(reader, "Reading customers", reading->rows, expected);
        read_person(reading, rows);
    }
    sqlite3_finalize(rows);
    return s;
}

Status people_read(People *out, const Reader *reader, Err *err)
{
    PeopleReading reading = { .reader = reader, .countries = { .arena = reader->arena } };
    reading.scratch = arena_open();
    (void)arena_alloc(&reading.scratch, 0, 1); /* the block that stays from row to row */
    Status s = scan_people(&reading, err);

    if (!s && !(s = refuse_people(&reading, err))) {
        Person *people = (Person *)(void *)reading.people.data;
        size_t count = reading.people.size / sizeof *people;
        sort_people(people, count);
        count = drop_duplicates(&reading, people, count);
        settle_consent(&reading, people, count);
        fill(out, &reading, people, count);
        report_people(&reading);
    }
    buf_close(&reading.people);
    textpool_close(&reading.countries);
    arena_close(&reading.scratch);
    return s;
}
