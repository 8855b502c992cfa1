/* Customers who are told apart by their names alone: whether another column tells more of them
 * apart, and how the names are spelled. Only such a file is read for it. */
#include <string.h>

#include "import/sales_private.h"

/* A column holds names when so many of its values are words, and so many of them several. */
#define ARE_NAMES 0.9
#define ARE_SEVERAL_WORDS 0.5
#define LOOK_ROWS 2000
#define SAY_EVERY 4096
/* A column tells people apart by so many values, most of which have one name; it is taken where it
 * does so for most names, and told where it does for one. */
#define FEW_VALUES 10
#define ONE_NAME 0.97
#define COME_AGAIN 0.1
#define MORE_PEOPLE 1.5
#define MOST_COLUMNS 32

/* What is known of one value of a column, or of a name in it. */
typedef struct Met {
    uint64_t other; /* a value's name, a name's value: the first… */
    uint64_t day;   /* …and the first day */
    bool several, again;
} Met;

typedef struct NameColumn {
    int column;
    KeySet values, names;
    Buf of_value, of_name; /* Met, in the sets' order */
    uint32_t no_ids;       /* values that are no ids: words, amounts */
} NameColumn;

typedef struct NameLook {
    Sales *sales;
    InputFile *file;
    NameColumn columns[MOST_COLUMNS];
    size_t count;
    KeySet names;
    uint32_t rows, words, several_words; /* with a name; that are words; several */
    Buf key, joined;
} NameLook;

static CsvField field_at(const RecordReader *reader, int column)
{
    CsvField value = { "", 0 };

    if (column == NO_COLUMN || (size_t)column >= reader->count) return value;
    value = reader->fields[column];
    text_trim(&value.text, &value.size);
    if (text_is_blank(value.text, value.size)) value.size = 0;
    return value;
}

/* --- is it by name? --------------------------------------------------------------------------- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool has_digit(CsvField value)
{
    for (size_t i = 0; i < value.size; i++)
        if (value.text[i] >= '0' && value.text[i] <= '9') return true;
    return false;
}

static bool is_words(CsvField value)
{
    bool letters = false;

    for (size_t i = 0; i < value.size; i++) {
        letters |= is_letter(value.text[i]);
        if (value.text[i] == '@') return false;
    }
    return letters && !has_digit(value);
}

/* The first of what says who bought may be names: no id, and nobody said that it is the one. */
static bool may_be_name(const Sales *sales, const Job *job, const InputFile *file)
{
    const ColumnChain *who = &sales->form.texts[TEXT_CUSTOMER];

    if (sales->form.name || !who->count || job->has[CUSTOMERS]) return false;
    return !field_is_customer_id(file->header[who->of[0].columns[0]]);
}

static bool is_by_name(const NameLook *look)
{
    return look->rows && look->words >= ARE_NAMES * look->rows &&
           look->several_words >= ARE_SEVERAL_WORDS * look->rows;
}

/* --- which columns ---------------------------------------------------------------------------- */

static bool is_candidate(const Sales *sales, const InputFile *file, int column)
{
    const ColumnJoin *name = &sales->form.texts[TEXT_CUSTOMER].of[0];

    for (int i = 0; i < name->count; i++)
        if (name->columns[i] == column) return false;
    if (column == file->column[FIELD_EMAIL] || column == file->column[FIELD_PHONE]) return true;
    for (int f = 0; f < FIELDS; f++)
        if (file->column[f] == column) return false;
    return *file->header[column] && !form_uses(&sales->form, column);
}

static void add_columns(NameLook *look)
{
    for (size_t c = 0; c < look->file->columns && look->count < MOST_COLUMNS; c++)
        if (is_candidate(look->sales, look->file, (int)c))
            look->columns[look->count++].column = (int)c;
}

static void drop_column(NameLook *look, size_t n)
{
    NameColumn *column = &look->columns[n];

    keyset_close(&column->values);
    keyset_close(&column->names);
    buf_close(&column->of_value);
    buf_close(&column->of_name);
    look->columns[n] = look->columns[--look->count];
    look->columns[look->count] = (NameColumn){ .column = NO_COLUMN };
}

/* --- rows ------------------------------------------------------------------------------------- */

static Met *meet(KeySet *set, Buf *facts, uint64_t key, uint64_t other, uint64_t day)
{
    size_t before = set->count;
    uint32_t at = keyset_add(set, key);

    if (set->count > before) {
        const Met first = { .other = other, .day = day };
        buf_put(facts, &first, sizeof first);
    }
    Met *met = (Met *)(void *)facts->data + at;
    met->several |= met->other != other;
    met->again |= met->day != day;
    return met;
}

/* Ids have digits, are short and no amounts; addresses are ids. */
static bool is_id(CsvField value)
{
    static const char amounts[] = ",.\xe2";
    bool address = memchr(value.text, '@', value.size) != NULL;

    if (address) return true;
    if (!has_digit(value) || value.size > 40) return false;
    for (size_t i = 0; i < value.size; i++)
        if (strchr(amounts, value.text[i]) || value.text[i] == ' ') return false;
    return true;
}

static void note_column(NameLook *look, size_t n, const RecordReader *reader, uint64_t name,
                        uint64_t day)
{
    NameColumn *column = &look->columns[n];
    CsvField value = field_at(reader, column->column);

    if (!value.size) return;
    if (!is_id(value)) {
        column->no_ids++;
        return;
    }
    value = who_key(&look->key, value);
    uint64_t hash = bytes_hash(value.text, value.size);
    meet(&column->values, &column->of_value, hash, name, day);
    meet(&column->names, &column->of_name, name, hash, day);
}

static CsvField name_of(NameLook *look, const RecordReader *reader)
{
    const ColumnJoin *join = &look->sales->form.texts[TEXT_CUSTOMER].of[0];

    if (join->count == 1) return field_at(reader, join->columns[0]);
    buf_clear(&look->joined);
    for (int i = 0; i < join->count; i++) {
        CsvField part = field_at(reader, join->columns[i]);
        if (part.size && look->joined.size) buf_char(&look->joined, ' ');
        buf_put(&look->joined, part.text, part.size);
    }
    return look->joined.size ? (CsvField){ look->joined.data, look->joined.size }
                             : (CsvField){ "", 0 };
}

/* The time of day, behind the day, is cut. */
static uint64_t day_of(const NameLook *look, const RecordReader *reader)
{
    CsvField day = field_at(reader, look->file->column[FIELD_DATE]);
    const char *space = memchr(day.text, ' ', day.size), *t = memchr(day.text, 'T', day.size);
    size_t size = space ? (size_t)(space - day.text) : day.size;

    if (t && (size_t)(t - day.text) < size) size = (size_t)(t - day.text);
    return bytes_hash(day.text, size);
}

/* A value of several names is no id: the column is none, once that is plain. */
static void drop_columns(NameLook *look)
{
    for (size_t n = look->count; n-- > 0;) {
        const NameColumn *column = &look->columns[n];
        const Met *met = (const Met *)(const void *)column->of_value.data;
        size_t several = 0;
        for (size_t v = 0; v < column->values.count; v++)
            several += met[v].several;
        bool shared = (double)several > 2 * (1 - ONE_NAME) * (double)column->values.count;
        if (column->values.count < FEW_VALUES || shared || column->no_ids > column->values.count)
            drop_column(look, n);
    }
}

static void note_row(NameLook *look, const RecordReader *reader)
{
    CsvField name = name_of(look, reader);

    if (!name.size || guest_is_word(name.text, name.size)) return;
    look->rows++;
    look->words += is_words(name);
    look->several_words += is_words(name) && memchr(name.text, ' ', name.size);
    name = who_key(&look->key, name);
    uint64_t hash = bytes_hash(name.text, name.size), day = day_of(look, reader);
    keyset_add(&look->names, hash);
    for (size_t n = 0; n < look->count; n++)
        note_column(look, n, reader, hash, day);
}

static Status walk(NameLook *look, Job *job, Err *err)
{
    RecordReader reader;
    size_t rows = 0;
    bool more = true;
    Status s = input_open(&reader, look->file, err);

    if (s) return s;
    while (!s && !(s = records_next(&more, &reader, err)) && more) {
        if (record_is_blank(&reader) || record_shape(look->file, &reader) != REJECTS) continue;
        note_row(look, &reader);
        if (++rows == LOOK_ROWS) {
            drop_columns(look);
            if (!is_by_name(look) || !look->count) break; /* nothing is to be found */
        }
        if (rows % SAY_EVERY == 0) s = job_say(job, "Reading the sales", &reader, err);
    }
    records_close(&reader);
    return s;
}

/* --- what it shows ---------------------------------------------------------------------------- */

typedef struct Telling {
    size_t values, one_name, again, names, several;
} Telling;

static Telling telling_of(const NameColumn *column)
{
    const Met *values = (const Met *)(const void *)column->of_value.data;
    const Met *names = (const Met *)(const void *)column->of_name.data;
    Telling t = { .values = column->values.count, .names = column->names.count };

    for (size_t v = 0; v < t.values; v++) {
        t.one_name += !values[v].several;
        t.again += values[v].again;
    }
    for (size_t n = 0; n < t.names; n++)
        t.several += names[n].several;
    return t;
}

/* Each of its values has one name, and comes again on other days: it may be an id. */
static bool may_tell(const Telling *t)
{
    return t->values >= FEW_VALUES && t->several && t->values > t->names &&
           (double)t->one_name >= ONE_NAME * (double)t->values &&
           (double)t->again >= COME_AGAIN * (double)t->values;
}

/* And most names have several: they are of several people. An address is nearer to one than a name.
 */
static bool does_tell(const NameLook *look, const NameColumn *column, const Telling *t)
{
    bool address = column->column == look->file->column[FIELD_EMAIL];

    return address ||
           ((double)t->values >= MORE_PEOPLE * (double)t->names && 2 * t->several >= t->names);
}

static void put_first(ColumnChain *who, int column)
{
    if (who->count == CHAIN_MOST) who->count--;
    memmove(&who->of[1], &who->of[0], (size_t)who->count * sizeof who->of[0]);
    who->of[0] = (ColumnJoin){ .columns = { column }, .count = 1 };
    who->count++;
}

static void conclude(NameLook *look, const Job *job)
{
    Sales *sales = look->sales;
    size_t most = 0;
    int best = NO_COLUMN;

    sales->names = look->names.count;
    sales->name_column = sales->form.texts[TEXT_CUSTOMER].of[0].columns[0];
    sales->unread_ids = "";
    for (size_t n = 0; n < look->count; n++) {
        const Telling t = telling_of(&look->columns[n]);
        if (!may_tell(&t)) continue;
        sales->unread_ids =
            phrase_list(sales->unread_ids, look->file->header[look->columns[n].column], job->arena);
        if (job->plan->customer_chain.count || !does_tell(look, &look->columns[n], &t)) continue;
        if (t.values <= most) continue;
        most = t.values;
        best = look->columns[n].column;
    }
    if (best == NO_COLUMN || sales->customer_said) return;
    sales->taken_column = best;
    sales->taken = most;
    put_first(&sales->form.texts[TEXT_CUSTOMER], best);
    if (!sales->form.texts[TEXT_CUSTOMER_NAME].count)
        chain_add(&sales->form.texts[TEXT_CUSTOMER_NAME], sales->name_column);
}

Status sales_look_by_name(Sales *sales, Job *job, InputFile *file, Err *err)
{
    NameLook *look;
    Status s;

    if (!may_be_name(sales, job, file)) return OK;
    look = ARENA_NEW(job->arena, NameLook);
    look->sales = sales;
    look->file = file;
    add_columns(look);
    s = walk(look, job, err);
    drop_columns(look);
    if (!s && is_by_name(look)) conclude(look, job);
    while (look->count)
        drop_column(look, look->count - 1);
    keyset_close(&look->names);
    buf_close(&look->key);
    buf_close(&look->joined);
    return s;
}

/* --- how a name is spelled -------------------------------------------------------------------- */

/* The first spelling is the name until another is more frequent; of others it is noted how often
 * they came: the customer's number, then the spelling. */
void sales_note_spelling(SalesReading *r, uint32_t who)
{
    IdFacts *facts = ids_facts(&r->job->customers, who);
    const char *text = r->spelling.data + sizeof who;
    size_t size = r->spelling.size - sizeof who;

    if (memchr(text, '@', size)) return;
    if (!facts->name) facts->name = arena_text_n(r->job->arena, text, size);
    r->spelled_so = !strncmp(facts->name, text, size) && !facts->name[size];
    if (r->spelled_so) return;
    memcpy(r->spelling.data, &who, sizeof who);
    textpool_put(&r->sales->spellings, r->spelling.data, r->spelling.size);
}

bool sales_keep_spelling(SalesReading *r, CsvField value)
{
    static const uint32_t nobody = NO_TEXT;
    bool again = r->spelling.size == sizeof nobody + value.size &&
                 !memcmp(r->spelling.data + sizeof nobody, value.text, value.size);

    if (again && r->spelled_so) return false;
    buf_clear(&r->spelling);
    buf_put(&r->spelling, &nobody, sizeof nobody);
    buf_put(&r->spelling, value.text, value.size);
    r->spelled_so = false;
    return true;
}

/* Whether a column of names says something else than what tells the customer apart. */
static bool has_own_name(const char *name, const PoolEntry *key, Buf *scratch)
{
    CsvField folded = who_key(scratch, (CsvField){ name, strlen(name) });

    return folded.size != key->size || memcmp(folded.text, key->text, key->size) != 0;
}

static uint32_t customer_of(const PoolEntry *spelling)
{
    uint32_t who;

    memcpy(&who, spelling->text, sizeof who);
    return who;
}

/* The most frequent spelling; of equals the first. */
void sales_spell_names(Sales *sales, Job *job)
{
    Ids *ids = &job->customers;
    Arena scratch = arena_open();
    int64_t *most = ARENA_ARRAY(&scratch, int64_t, ids->pool.count); /* rows with the name so far */
    Buf folded = { 0 };

    for (uint32_t i = 0; i < ids->pool.count; i++)
        most[i] = ids_facts(ids, i)->rows;
    for (uint32_t i = 0; i < sales->spellings.count; i++) {
        const PoolEntry *entry = textpool_at(&sales->spellings, i);
        most[customer_of(entry)] -= entry->uses;
    }
    for (uint32_t i = 0; i < sales->spellings.count; i++) {
        const PoolEntry *entry = textpool_at(&sales->spellings, i);
        uint32_t who = customer_of(entry);
        IdFacts *facts = ids_facts(ids, who);
        if (entry->uses <= most[who]) continue;
        if (has_own_name(facts->name, textpool_at(&ids->pool, who), &folded)) continue;
        most[who] = entry->uses;
        facts->name = arena_text_n(job->arena, entry->text + sizeof who, entry->size - sizeof who);
    }
    buf_close(&folded);
    arena_close(&scratch);
}
