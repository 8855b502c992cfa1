/* Who a customer is. */
#include <string.h>

#include "import/sales_private.h"

/* Ids that are new with each order: so many at least, and people who came again. */
#define NEW_IDS 8
#define CAME_AGAIN 2
#define SAME_NAMES 0.2
/* An id of so many rows, most of which name other people than the first, is nobody's. */
#define GUEST_ROWS 8
#define GUEST_SHARE 0.5

static bool is_plain(CsvField value)
{
    for (size_t i = 0; i < value.size; i++)
        if ((unsigned char)value.text[i] >= 0x80) return false;
    return true;
}

static void put_lower(Buf *key, CsvField value)
{
    for (size_t i = 0; i < value.size; i++) {
        char c = value.text[i];
        buf_char(key, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
}

CsvField who_key(Buf *key, CsvField value)
{
    bool address = memchr(value.text, '@', value.size) != NULL;
    bool words = memchr(value.text, ' ', value.size) != NULL;
    bool letters = false, digits = false;

    for (size_t i = 0; i < value.size; i++) {
        char c = value.text[i];
        digits |= c >= '0' && c <= '9';
        letters |= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
    }
    if (!address && (!words || !letters || digits)) return value; /* an id */
    buf_clear(key);
    if (is_plain(value)) {
        put_lower(key, value);
    } else {
        Arena arena = arena_open();
        const char *folded = utf8_caseless(value.text, value.size, &arena);
        buf_text(key, folded);
        arena_close(&arena);
    }
    /* Blanks that follow each other are one. */
    size_t to = 0;
    for (size_t i = 0; i < key->size; i++) {
        if (key->data[i] == ' ' && to && key->data[to - 1] == ' ') continue;
        key->data[to++] = key->data[i];
    }
    return (CsvField){ key->data, to };
}

static bool is_address(const PoolEntry *entry)
{
    return memchr(entry->text, '@', entry->size) != NULL;
}

/* --- ids that are new with each order ----------------------------------------------------------
 */

bool sales_find_new_ids(Sales *sales, const Job *job)
{
    SalesForm *form = &sales->form;
    ColumnChain *who = &form->texts[TEXT_CUSTOMER], *other = &form->texts[TEXT_OTHER_CUSTOMER];
    Ids *ids = (Ids *)(uintptr_t)&job->customers;
    KeySet people = { 0 };
    size_t ids_once = 0, ids_again = 0;

    if (!chain_is_there(other)) return false;
    for (uint32_t i = 0; i < ids->pool.count; i++) {
        const IdFacts *facts = ids_facts(ids, i);
        if (!facts->orders || !facts->rows) continue;
        ids_again += facts->orders > 1;
        if (facts->other_hash) {
            ids_once++;
            keyset_add(&people, facts->other_hash);
        }
    }
    size_t again = ids_once - people.count;
    size_t least = form->by_name ? (size_t)(SAME_NAMES * (double)ids_once) : 0;
    bool found = !ids_again && ids_once >= NEW_IDS && again >= CAME_AGAIN && again >= least;
    if (found) {
        sales->order_ids_column = who->of[0].columns[0];
        sales->order_ids = ids_once;
        sales->order_people = people.count;
        *who = *other;
        other->count = 0;
    }
    keyset_close(&people);
    return found;
}

/* --- ids that many people share --------------------------------------------------------------- */

static bool is_shared(const IdFacts *facts)
{
    double rows = facts->rows;

    return rows >= GUEST_ROWS &&
           (facts->other_emails > GUEST_SHARE * rows ||
            (!facts->other_emails && facts->other_names > GUEST_SHARE * rows));
}

/* "0" is nobody, where it is not a number like the others, customers that are counted from 0, or
 * names several people. */
static bool is_zero_guest(const Ids *ids, uint32_t zero)
{
    Ids *all = (Ids *)(uintptr_t)ids;
    const IdFacts *facts = ids_facts(all, zero);
    uint32_t rows = facts->rows, most = 0;

    if (facts->other_emails || facts->other_names) return true;
    for (uint32_t i = 0; i < ids->pool.count; i++)
        if (i != zero && ids_facts(all, i)->rows > most) most = ids_facts(all, i)->rows;
    return rows && (rows > most || textpool_find(&ids->pool, "1", 1) == NOT_FOUND);
}

/* An account that is called "Counter sales" is everybody's who had none. */
static bool is_named_guest(const IdFacts *facts, const PoolEntry *id)
{
    if (!facts->rows || !facts->name || facts->other_names) return false;
    size_t size = strlen(facts->name);
    return guest_is_word(facts->name, size) &&
           (size != id->size || memcmp(facts->name, id->text, size) != 0);
}

/* --- guests who gave the address of a customer ------------------------------------------------ */

/* Which customer has that address; NO_TEXT for none, or several. */
static void learn_addresses(uint32_t *owner, Job *job)
{
    Ids *ids = &job->customers;
    Buf key = { 0 };

    for (uint32_t i = 0; i < ids->pool.count; i++) {
        const IdFacts *facts = ids_facts(ids, i);
        if (!facts->rows || !facts->email || facts->other_emails) continue;
        if (is_address(textpool_at(&ids->pool, i))) continue;
        CsvField address = who_key(&key, (CsvField){ facts->email, strlen(facts->email) });
        uint32_t at = textpool_find(&ids->pool, address.text, address.size);
        if (at == NOT_FOUND || at == i) continue;
        owner[at] = owner[at] == NO_TEXT ? i : at; /* at itself: several have it */
    }
    buf_close(&key);
}

/* Such ids are added to those of guests; true: there are new ones, and rows that had them want to
 * be read again, for what else says who they are of. */
bool sales_find_shared(Sales *sales, Job *job)
{
    const Ids *ids = &job->customers;
    ValueList *guests = &sales->form.guests;
    size_t before = guests->count;

    for (uint32_t i = 0; i < ids->pool.count; i++) {
        const PoolEntry *entry = textpool_at(&ids->pool, i);
        bool is_zero = entry->size == 1 && *entry->text == '0';
        bool zero = is_zero && is_zero_guest(ids, i);
        if (is_zero) sales->zero_rows = zero ? 0 : ids_facts((Ids *)(uintptr_t)ids, i)->rows;
        const IdFacts *facts = ids_facts((Ids *)(uintptr_t)ids, i);
        bool named = is_named_guest(facts, entry);
        if (!zero && !named && (is_address(entry) || !is_shared(facts))) continue;
        const char **items =
            arena_grow(job->arena, guests->items, guests->count, guests->count + 1, sizeof *items);
        items[guests->count++] = arena_text_n(job->arena, entry->text, entry->size);
        guests->items = items;
        sales->shared_ids += !zero && !named;
        sales->named_guests += !zero && named;
    }
    return guests->count > before;
}

void sales_join_people(Sales *sales, Job *job)
{
    Ids *ids = &job->customers;
    Lines *lines = &sales->lines;
    Arena scratch = arena_open();
    uint32_t *owner = ARENA_ARRAY(&scratch, uint32_t, ids->pool.count);

    for (uint32_t i = 0; i < ids->pool.count; i++)
        owner[i] = NO_TEXT;
    learn_addresses(owner, job);
    for (size_t i = 0; i < lines->count; i++) {
        uint32_t who = lines->who[i];
        if (who == NO_TEXT) continue;
        if (owner[who] == NO_TEXT || owner[who] == who) continue;
        lines->who[i] = owner[who];
        sales->joined_rows++;
    }
    arena_close(&scratch);
}
