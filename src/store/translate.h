/* store/translate.h — other forms of ids, dates and amounts, read as ours while SQLite reads them.
 *
 * The columns are looked at before the tables are read. Where their values are not what
 * store/value.h takes, the schema's expressions for them are wrapped in SQL functions of this file:
 * ids that are texts get numbers, in the order of their bytes; dates and numbers are read in the
 * form that the column as a whole is written in (recognise/recognise.h). What cannot be read stays
 * as it is, to be counted and shown.
 *
 * In:    a Schema; what the user said of dates and decimals.
 * Owns:  tables of ids: translator_close, behind the last statement that uses them.
 * Fails: ERR_DATA: a column is ambiguous, or in no form that is known, with an example.
 */
#ifndef STORE_TRANSLATE_H
#define STORE_TRANSLATE_H

#include "base/idmap.h"
#include "recognise/recognise.h"
#include "store/schema.h"
#include "store/store.h"

/* Ids that are texts. */
typedef struct Keys {
    bool used;
    TextPool pool;
    const int64_t *number;    /* by number in the pool */
    const char *const *texts; /* by number − 1 */
} Keys;

typedef struct Translator {
    Keys customers, products;
    bool used;    /* some column goes through a function of this connection */
    char decimal; /* of quantity and unit price, where they make the amount */
} Translator;

/* Changes the schema's expressions; the translator must not move until it is closed. */
MUST_USE Status translator_open(Translator *out, Schema *schema, Db *db, const Source *source,
                                Arena *arena, Err *err);
void translator_close(Translator *translator);

#endif
