/* Key figures: tiles beside each other, with what became of each since earlier runs. */
#include <math.h>

#include "book/private.h"

#define TILE_GAP_PT 8.0
#define TILE_PAD_PT 8.0

static size_t tiles_in_row(size_t count)
{
    if (count <= 5) return count;
    return count == 6 || count == 9 ? 3 : count % 4 == 0 || count % 4 == 3 ? 4 : 5;
}

/* A figure's change against an earlier run, a line or two: "↑ +14 in 7 days: more than usual". */
static BookLines change_lines(const Book *book, const MetricChange *change, double room)
{
    static const char *const arrows[] = { "↓", "→", "↑" };
    const char *text =
        arena_format(book->arena, "%s %s%s%s", arrows[change->direction + 1], change->text,
                     change->verdict ? ": " : "", change->verdict ? change->verdict : "");
    BookLines lines = book_text_lines(text, change->verdict != NULL, BOOK_SMALL, room, book->arena);

    return book_lines_at_most(lines, 2, BOOK_SMALL, room, book->arena);
}

static double changes_height(const Book *book, const Metric *metric, double room)
{
    double height = 0;

    for (size_t i = 0; i < metric->change_count; i++) {
        BookLines lines = change_lines(book, &metric->changes[i], room);
        height += book_lines_height(&lines, BOOK_SMALL);
    }
    return height;
}

static void draw_changes(const Book *book, BookArt *art, const Metric *metric, double x, double y,
                         double room)
{
    for (size_t i = 0; i < metric->change_count; i++) {
        const MetricChange *change = &metric->changes[i];
        BookLines lines = change_lines(book, change, room);
        Rgba ink = change->verdict ? book->theme->accent : book_ink(BOOK_INK_SOFT);
        y += book_lines_draw(art, &lines, BOOK_SMALL, ink, x, y);
    }
}

static void draw_tile(const Book *book, BookArt *art, const Metric *metric, Rect box)
{
    Path path = path_open(book->arena);
    double room = box.width - 2 * TILE_PAD_PT, x = box.x + TILE_PAD_PT;
    double size = BOOK_TYPE[BOOK_VALUE].size_pt;
    const char *value = font_showable(FONT_SEMIBOLD, metric->text, book->arena);
    double wide = font_width(FONT_SEMIBOLD, size, value);

    path_round_rect(&path, box, 4);
    scene_fill(&art->scene, path, book->theme->panel);
    BookLines label = book_text_lines(metric->label, false, BOOK_TABLE_SMALL, room, book->arena);
    label = book_lines_at_most(label, 1, BOOK_TABLE_SMALL, room, book->arena);
    book_lines_draw(art, &label, BOOK_TABLE_SMALL, book_ink(BOOK_INK_SOFT), x,
                    box.y + (book->dense ? 5 : 8));
    if (wide > room) size *= fmax(room / wide, 0.55);
    scene_label(&art->scene,
                (Label){ .text = font_shorten(FONT_SEMIBOLD, size, value, room + 0.1, book->arena),
                         .x = x,
                         .y = box.y + (book->dense ? 33 : 38),
                         .size_pt = size,
                         .weight = FONT_SEMIBOLD,
                         .colour = book_ink(BOOK_INK) });
    BookLines note = book_text_lines(metric->note, false, BOOK_SMALL, room, book->arena);
    note = book_lines_at_most(note, 2, BOOK_SMALL, room, book->arena);
    double y = box.y + (book->dense ? 38 : 45);
    y += book_lines_draw(art, &note, BOOK_SMALL, book_ink(BOOK_INK_FAINT), x, y);
    draw_changes(book, art, metric, x, y, room);
}

static double tile_height(const Book *book, const Metric *items, size_t count, double width)
{
    const double lines[] = { 50, 62, 72 }; /* by how many its note has */
    double height = 0;

    for (size_t i = 0; i < count; i++) {
        BookLines note =
            book_text_lines(items[i].note, false, BOOK_SMALL, width - 2 * TILE_PAD_PT, book->arena);
        double own = lines[note.count < 2 ? note.count : 2];
        height = fmax(height, own + changes_height(book, &items[i], width - 2 * TILE_PAD_PT));
    }
    return height - (book->dense ? 10 : 0);
}

void book_add_metrics(Book *book, BookPieces *pieces, const Metric *items, size_t count)
{
    size_t in_row = tiles_in_row(count);

    for (size_t i = 0; i < count; i += in_row) {
        double width = (book->column_pt + TILE_GAP_PT) / (double)in_row - TILE_GAP_PT;
        size_t here = count - i < in_row ? count - i : in_row;
        double height = tile_height(book, items + i, here, width);
        BookPiece *piece = book_piece(book, pieces, book->column_pt, height);
        piece->before_pt = i ? TILE_GAP_PT : book->dense ? 10 : 14;
        piece->break_cost = i ? 1 : 0.3;
        piece->keep_next = i + in_row < count;
        for (size_t j = 0; j < here; j++) {
            Rect box = { (double)j * (width + TILE_GAP_PT), 0, width, height };
            draw_tile(book, &piece->art, &items[i + j], box);
        }
    }
}
