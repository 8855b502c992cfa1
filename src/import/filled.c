/* Columns that somebody named for a field, and that no row has anything in. */
#include <string.h>

#include "import/sales_private.h"

static bool is_named(const FieldMaps *maps, const InputFile *file, Field field)
{
    for (size_t m = 0; m < maps->count; m++) {
        const char *map = maps->items[m];
        size_t size = strcspn(map, "=");
        if (map[size] && size == strlen(field_name(field)) &&
            !memcmp(map, field_name(field), size) &&
            !strcmp(map + size + 1, file->header[file->column[field]]))
            return true;
    }
    return false;
}

void input_watch_filled(InputFile *file, const ImportPlan *plan, const FieldMaps *maps)
{
    bool query = plan->source && plan->source->tables[file->table].sql;

    file->blank = 0;
    for (int f = 0; f < FIELDS; f++) {
        if (file->column[f] == NO_COLUMN) continue;
        if (query ? f < FIELDS_STORED : is_named(maps, file, (Field)f))
            file->blank |= UINT64_C(1) << f;
    }
}

void input_note_filled(InputFile *file, const RecordReader *reader)
{
    for (uint64_t left = file->blank; left; left &= left - 1) {
        int field = __builtin_ctzll(left);
        if (record_value(file, reader, (Field)field).size) file->blank &= ~(UINT64_C(1) << field);
    }
}

void filled_findings(Findings *findings, const InputFile *file, Arena *arena)
{
    for (int f = 0; f < FIELDS && file->lines; f++) {
        if (!(file->blank >> f & 1)) continue;
        const char *field = field_name((Field)f), *column = file->header[file->column[f]];
        Finding finding = {
            .kind = FINDING_WARNING,
            .code = "empty-columns",
            .table = schema_table_name(file->table),
            .column = field,
            .count = file->lines,
            .of = file->lines,
            .what =
                PHRASE(arena,
                       file->format.kind == RECORDS_TEXT
                           ? "{file}: {column}, named for {field}, is blank in {n|the only "
                             "line|all # lines}"
                           : "{file}: {column}, named for {field}, is blank in {n|the only "
                             "row|all # rows}",
                       phrase_text("file", path_name(file->place)), phrase_text("column", column),
                       phrase_text("field", field), phrase_count("n", (double)file->lines, arena)),
            .action = "read as if there were no such column",
            .advice = "Name the column that has the values, or leave this one out.",
        };
        VEC_PUSH(arena, findings, finding);
    }
}
