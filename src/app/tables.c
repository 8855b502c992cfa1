#include "app/tables.h"

#include <string.h>

#include "app/import.h"

bool source_is_tables(const char *source)
{
    Arena scratch = arena_open();
    const char *const *files;
    size_t count = 0;
    Err unheard;
    bool plain = !path_is_folder(source) || folder_has_transactions(source, &scratch) ||
                 folder_files(&files, &count, source, &scratch, &unheard);

    arena_close(&scratch);
    return !plain && count > 1;
}

static bool says_tables(const SourceMap *said)
{
    for (size_t t = 0; said && t < TABLES; t++)
        if (said->tables[t].table || said->tables[t].sql) return true;
    return false;
}

/* What init would ask to be checked is told where nobody has. */
static void tell_guess(TablesGuess *out, const char *source, Arena *arena)
{
    for (size_t t = 0; t < TABLES; t++) {
        const GuessNotes *notes = &out->guess.notes[t];
        for (size_t n = 0; n < notes->count; n++) {
            if (!notes->items[n].check) continue;
            Finding finding = {
                .kind = FINDING_NOTE,
                .code = "guessed",
                .table = schema_table_name((TableId)t),
                .what = notes->items[n].text,
                .action = "read that way: nobody has said which file is what",
                .advice = PHRASE(
                    arena,
                    "clientele init {source} writes down what was guessed, for you to change.",
                    phrase_text("source", source)),
            };
            VEC_PUSH(arena, &out->findings, finding);
        }
    }
}

/* Files that are called like our tables. */
static void name_ours(SourceMap *map, const TableFolder *folder)
{
    for (size_t t = 0; t < folder->count; t++)
        for (size_t own = 0; own < TABLES; own++)
            if (!strcasecmp(folder->tables[t].name, schema_table_name((TableId)own)))
                map->tables[own].table = folder->tables[t].name;
}

Status tables_look(TablesGuess *out, const char *database, const char *source,
                   const ImportPlan *plan, const SourceMap *said, Arena *arena, Err *err)
{
    TablesGuess made = { .known = { .found = false } };
    TableFolder folder;
    Status s = folder_load(&folder, database, source, plan, arena, err);

    if (!s && !says_tables(said)) {
        s = folder_export(&made.known, &folder, plan->export_name, arena, err);
        if (!s && !made.known.found) s = guess_database(&made.guess, database, arena, err);
    }
    if (s) return s;
    made.findings = folder.findings;
    if (made.guess.ours) name_ours(&made.guess.map, &folder);
    made.guess.map.where = source;
    tell_guess(&made, source, arena);
    *out = made;
    return OK;
}

Status tables_plan(ImportPlan *plan, SourceMap *map, const char *database, const char *source,
                   const SourceMap *said, Arena *arena, Err *err)
{
    TablesGuess *look = ARENA_NEW(arena, TablesGuess);
    Status s = tables_look(look, database, source, plan, said, arena, err);

    if (s) return s;
    plan->before = &look->findings;
    if (look->known.file) {
        plan->transactions = look->known.file;
        return OK;
    }
    if (plan->map_count) {
        return err_set(err, ERR_USAGE,
                       "--map is for one file, and %s has several: clientele init writes which of "
                       "their columns are which",
                       source);
    }
    *map = says_tables(said) ? *said : look->known.found ? look->known.map : look->guess.map;
    if (look->known.found) plan->export_name = look->known.name;
    if (look->guess.by_lines && plan->amount == AMOUNT_AUTO) plan->amount = AMOUNT_LINE;
    plan->database = database;
    plan->source = map;
    return OK;
}
