/* attachments/segments.xlsx: an overview, a sheet a segment, all customers, and the other tables,
 * for those who live in a spreadsheet.
 *
 * A cell costs libxlsxwriter and the compression behind it most of a microsecond, which makes the
 * workbook the longest part of a run where every customer is in it with every feature. So a
 * segment of up to SEGMENT_ROWS customers is shown with every feature, of a larger one the
 * FIRST_ROWS with the highest spend, and one sheet lists all customers with their segments; beyond
 * ALL_ROWS, which no spreadsheet opens gladly, that one is left to its CSV file. The overview and
 * the sheets say so. Excel's own limit of 1,048,576 rows is never met.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "workbook/parts.h"

enum { SEGMENT_ROWS = 500, FIRST_ROWS = 200, ALL_ROWS = 10000, CONSTANT_MEMORY_ROWS = 10000 };

bool workbook_is_built(void)
{
    return true;
}

/* --- which sheets ----------------------------------------------------------------------------- */

static size_t shown_rows(const Attachment *from)
{
    if (from->segment < 0) return ALL_ROWS;
    return from->table->rows <= SEGMENT_ROWS ? SEGMENT_ROWS : FIRST_ROWS;
}

static SheetEntry entry_of(const Attachment *from, Arena *arena)
{
    bool all = from->segment < 0;
    SheetEntry entry = { .from = from, .left_out = all && from->table->rows > ALL_ROWS };

    if (entry.left_out)
        entry.note =
            PHRASE(arena, "left out, too many rows: see {file}", phrase_text("file", from->path));
    else
        entry.rows = workbook_rows(from->table, shown_rows(from), arena);
    return entry;
}

/* The sheet of all customers, or NULL. */
static const char *customers_sheet(const SheetEntries *sheets)
{
    for (size_t i = 0; i < sheets->count; i++) {
        const SheetEntry *entry = &sheets->items[i];
        if (entry->from->segment < 0 && table_column(entry->from->table, "customer_id"))
            return entry->left_out ? NULL : entry->name;
    }
    return NULL;
}

static const char *cut_note(bool by_spend, bool sheet)
{
    if (!sheet) {
        return by_spend ? "{shown} of {all}, those with the highest spend; all are in {file}"
                        : "{shown} of {all}, those with most purchases; all are in {file}";
    }
    return by_spend
               ? "{shown} of {all}, those with the highest spend; all are in the sheet {sheet} "
                 "(filter on Segment) and in {file}"
               : "{shown} of {all}, those with most purchases; all are in the sheet {sheet} "
                 "(filter on Segment) and in {file}";
}

/* Where a sheet shows the first of its rows, that is said, and where the others are. */
static void put_cut_notes(SheetEntries *sheets, Arena *arena)
{
    const char *customers = customers_sheet(sheets);

    for (size_t i = 0; i < sheets->count; i++) {
        SheetEntry *entry = &sheets->items[i];
        const Attachment *from = entry->from;
        if (entry->left_out || entry->rows.count == from->table->rows) continue;
        bool by_spend = table_column(from->table, FEATURES[F_TOTAL_SPEND].key) != NULL;
        entry->note = PHRASE(arena, cut_note(by_spend, customers != NULL),
                             phrase_count("shown", (double)entry->rows.count, arena),
                             phrase_count("all", (double)from->table->rows, arena),
                             phrase_text("sheet", customers), phrase_text("file", from->path));
    }
}

/* The segments first, then the other tables. */
static SheetEntries choose_sheets(const Report *report, Arena *arena)
{
    SheetEntries sheets = { 0 };
    const char **names = ARENA_ARRAY(arena, const char *, report->attachments.count + 1);
    size_t count = 0;

    names[count++] = "Overview";
    for (int of_segment = 1; of_segment >= 0; of_segment--) {
        for (size_t i = 0; i < report->attachments.count; i++) {
            const Attachment *from = &report->attachments.items[i];
            if (!from->sheet || (from->segment >= 0) != of_segment) continue;
            SheetEntry entry = entry_of(from, arena);
            entry.name = names[count] = workbook_sheet_name(from->sheet, names, count, arena);
            count++;
            VEC_PUSH(arena, &sheets, entry);
        }
    }
    put_cut_notes(&sheets, arena);
    return sheets;
}

/* --- the sheets ------------------------------------------------------------------------------- */

static void put_sweep_charts(Workbook *book, lxw_worksheet *sheet, const SheetEntry *entry)
{
    const Table *table = entry->from->table;
    const Column *k = table_column(table, "k");
    const char *const keys[] = { "inertia", "silhouette" };
    lxw_row_t row = (lxw_row_t)table->rows + 2;

    if (!k || !table->rows) return;
    for (size_t i = 0; i < COUNT_OF(keys); i++, row += 16) {
        const Column *column = table_column(table, keys[i]);
        if (!column) continue;
        ChartRange range = { entry->name, 1, (lxw_row_t)table->rows,
                             (lxw_col_t)(k - table->columns),
                             (lxw_col_t)(column - table->columns) };
        workbook_sweep_chart(book, sheet, row, 0, column, &range);
    }
}

static void put_entry(Workbook *book, const SheetEntry *entry)
{
    const Segments *segments = book->report->segments;

    if (entry->left_out) return;
    lxw_worksheet *sheet =
        workbook_table_sheet(book, entry->name, entry->from->table, &entry->rows);
    if (entry->note) {
        workbook_put_text(book, sheet, (lxw_row_t)entry->rows.count + 2, 0, entry->note, CELL_NOTE);
    }
    if (entry->from->segment >= 0) {
        Rgba colour = theme_segment(&THEME_LIGHT, segments->items[entry->from->segment].colour);
        worksheet_set_tab_color(sheet, workbook_colour(colour));
    }
    if (table_column(entry->from->table, "k")) put_sweep_charts(book, sheet, entry);
}

/* The only date in the file: of the run where that is told, else of the report. */
static void put_properties(Workbook *book)
{
    const Report *report = book->report;
    int64_t seconds = book->plan->epoch ? book->plan->epoch : (int64_t)report->as_of * 86400;
    lxw_doc_properties properties = {
        .title = arena_text(book->arena, report->title),
        .subject = arena_text(book->arena, report->period),
        .author = arena_text(book->arena, report->business),
        .comments = arena_text(book->arena, PHRASE(book->arena, "Made by {generator}",
                                                   phrase_text("generator", report->generator))),
        .created = (time_t)(seconds ? seconds : 1), /* 0 would be the clock */
    };

    workbook_note(book, workbook_set_properties(book->file, &properties));
}

static bool is_large(const SheetEntries *sheets)
{
    size_t rows = 0;

    for (size_t i = 0; i < sheets->count; i++)
        rows += sheets->items[i].left_out ? 0 : sheets->items[i].rows.count;
    return rows > CONSTANT_MEMORY_ROWS;
}

/* libxlsxwriter goes on without the memory that it is refused, and falls. So enough is asked for
 * before: what its sheets take in memory, and its buffers. */
static void ask_for_memory(const SheetEntries *sheets, bool constant_memory)
{
    size_t cells = 0;

    for (size_t i = 0; i < sheets->count && !constant_memory; i++) {
        const SheetEntry *entry = &sheets->items[i];
        if (!entry->left_out) cells += entry->rows.count * entry->from->table->cols;
    }
    void *memory = malloc(((size_t)16 << 20) + 100 * cells);
    if (!memory) out_of_memory();
    free(memory);
}

/* libxlsxwriter prints what fails, in lines of its own; whoever called us says it in one. Meanwhile
 * another thread's progress is not seen. Returns errno as the library left it. */
static int close_quietly(Workbook *book)
{
    int kept = dup(STDERR_FILENO), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    bool quiet = kept >= 0 && nowhere >= 0 && dup2(nowhere, STDERR_FILENO) >= 0;

    /* The library needs what few descriptors there may be. */
    if (nowhere >= 0) close(nowhere);
    errno = 0;
    workbook_note(book, workbook_close(book->file));
    int why = errno;
    if (quiet) dup2(kept, STDERR_FILENO);
    if (kept >= 0) close(kept);
    return why;
}

static bool tells_why(int code)
{
    return is_no_room(code) || code == EMFILE || code == ENFILE;
}

/* libxlsxwriter says that it failed, not why: the system has told it, and if that is lost, tells
 * whoever tries again. */
static Status refuse(const char *path, lxw_error failure, int why, Err *err)
{
    if (!tells_why(why)) why = write_trial(path);
    return err_set(err, ERR_IO, "%s: writing failed: %s", path,
                   tells_why(why) ? write_reason(why) : lxw_strerror(failure));
}

Status workbook_write(const Report *report, const WorkbookPlan *plan, const char *folder,
                      Arena *arena, Err *err)
{
    char *below = path_join(arena, folder, "attachments");
    const char *path = path_join(arena, below, "segments.xlsx");
    SheetEntries sheets = choose_sheets(report, arena);
    lxw_workbook_options options = { .constant_memory = is_large(&sheets), .tmpdir = below };
    Workbook book = { .report = report, .plan = plan, .arena = arena };
    Status s;

    if ((s = folder_make(below, err))) return s;
    /* Where the file cannot be made, that is said in our words. */
    if ((s = file_write(path, "", 0, err))) return s;
    ask_for_memory(&sheets, options.constant_memory);
    book.file = workbook_new_opt(path, &options);
    if (!book.file) out_of_memory();
    put_properties(&book);
    workbook_overview(&book, &sheets);
    for (size_t i = 0; i < sheets.count; i++)
        put_entry(&book, &sheets.items[i]);
    int why = close_quietly(&book);
    if (book.failure == LXW_NO_ERROR) return OK;
    if (book.failure == LXW_ERROR_MEMORY_MALLOC_FAILED) out_of_memory();
    return refuse(path, book.failure, why, err);
}
