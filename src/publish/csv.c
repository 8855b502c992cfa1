/* An attachment as a CSV file, and where that is large a compressed one beside it. */
#include <math.h>
#include <string.h>

#include "data/csv_text.h"
#include "publish/gzip.h"
#include "publish/publish.h"

/* --- files ------------------------------------------------------------------------------------ */

/* Piece by piece, so that a million customers need no hundred megabytes of text. */
static Status write_table(FileOut *file, const Table *table, Err *err)
{
    enum { PIECE = 4096 };
    Buf out = { 0 };
    Status s = OK;

    csv_put_header(&out, table);
    for (size_t r = 0; r < table->rows && !s; r += PIECE) {
        csv_put_rows(&out, table, r, r + PIECE < table->rows ? r + PIECE : table->rows);
        s = file_put(file, out.data, out.size, err);
        buf_clear(&out);
    }
    if (!s) s = file_put(file, out.data, out.size, err);
    buf_close(&out);
    return s;
}

/* The table with what is for its CSV file alone. */
static Table whole_table(const Attachment *attachment, Arena *arena)
{
    Table whole = *attachment->table;

    if (!attachment->csv_only) return whole;
    whole.columns = arena_grow(arena, whole.columns, whole.cols, whole.cols + 1, sizeof(Column));
    whole.columns[whole.cols++] = *attachment->csv_only;
    return whole;
}

Status csv_write(const Attachment *attachment, const PublishPlan *plan, const char *folder,
                 Arena *arena, Err *err)
{
    const char *path = path_join(arena, folder, attachment->path), *name = strrchr(path, '/');
    Table table = whole_table(attachment, arena);
    FileOut file;
    Status s;

    if ((s = folder_make(arena_text_n(arena, path, (size_t)(name - path)), err))) return s;
    if ((s = file_begin(&file, path, err))) return s;
    s = file_end(&file, write_table(&file, &table, err), err);
    return s || file.size <= plan->compress_above ? s : gzip_write(path, err);
}
