/* Which columns of CSV files are which fields, as the section `source:` of a configuration. */
#include "import/export.h"
#include "import/job.h"

static TableMap map_of(const InputFile *file, Arena *arena)
{
    const char **columns = ARENA_ARRAY(arena, const char *, FIELDS);
    TableMap map = { .columns = columns };

    for (int f = 0; f < FIELDS; f++) {
        if (file->column[f] == NO_COLUMN) continue;
        columns[map.column_count++] =
            arena_format(arena, "%s=%s", field_name((Field)f), file->header[file->column[f]]);
    }
    return map;
}

Status import_columns(SourceMap *out, const ImportPlan *plan, Arena *arena, Err *err)
{
    const char *const paths[TABLES] = { plan->customers, plan->products, plan->transactions,
                                        plan->interactions };
    SourceMap map = { 0 };
    Status s;

    for (int t = 0; t < TABLES; t++) {
        InputFile file = { .table = (TableId)t, .path = paths[t], .place = paths[t] };
        if (!paths[t]) continue;
        if ((s = input_recognise(&file, plan, arena, err))) return s;
        if (t == TRANSACTIONS) {
            const Header header = { file.header, file.columns, file.place };
            Export export;
            bool known = false;
            /* A known export needs no word about its columns, and is read worse with one. */
            if ((s = export_find(&export, &known, &header, plan->export_name, arena, err)))
                return s;
            if (known) continue;
            const FieldMaps maps = maps_of(plan, TRANSACTIONS, arena);
            if ((s = fields_check(file.column, TRANSACTIONS, file.header, file.columns, &maps,
                                  file.path, arena, err)))
                return s;
        }
        map.tables[t] = map_of(&file, arena);
    }
    *out = map;
    return OK;
}
