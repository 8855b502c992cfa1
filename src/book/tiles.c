/* Key figures: tiles beside each other, with what became of each since earlier runs. */
#include <math.h>

#include "book/blocks.h"

#define TILE_GAP_PT 8.0
#define PAD_PT 8.0
#define VALUE_BASE_PT 38.0 /* the figure's baseline */
#define NOTE_TOP_PT 45.0   /* the note below it */
#define FOOT_PT 6.0        /* below the last line */
#define NOTE_LINES 3
#define CHANGE_LINES 3
#define LEAST_VALUE 0.55 /* of the size of a figure that is too wide for its tile */

static size_t tiles_in_row(size_t count)
{
    if (count <= 5) return count;
    return count == 6 || count == 9 ? 3 : count % 4 == 0 || count % 4 == 3 ? 4 : 5;
}

static BookLines small_lines(const BookLayout *layout, const char *text, bool strong, double room,
                             size_t most)
{
    BookLines lines = book_text_lines(text, strong, BOOK_SMALL, room, layout->arena);

    return book_lines_at_most(lines, most, BOOK_SMALL, room, layout->arena);
}

/* A figure's change against an earlier run: "↑ +14 in 7 days: more than usual". */
static BookLines change_lines(const BookLayout *layout, const MetricChange *change, double room)
{
    static const char *const arrows[] = { "↓", "→", "↑" };
    const char *text =
        PHRASE(layout->arena, change->verdict ? "{arrow} {change}: {verdict}" : "{arrow} {change}",
               phrase_text("arrow", arrows[change->direction + 1]),
               phrase_text("change", change->text), phrase_text("verdict", change->verdict));

    return small_lines(layout, text, change->verdict != NULL, room, CHANGE_LINES);
}

/* One of a tile's texts; with no art it is only measured. Returns its height. */
static double say(const BookLayout *layout, BookArt *art, const BookLines *lines, Rgba ink,
                  double x, double y)
{
    if (!art) return book_lines_height(lines, BOOK_SMALL);
    return book_lines_tagged(art, book_tag(layout, TAG_PARAGRAPH), lines, BOOK_SMALL, ink, x, y);
}

/* Note and changes below the figure; with no art they are only measured. Returns their height. */
static double draw_notes(const BookLayout *layout, BookArt *art, const Metric *metric, double x,
                         double y, double room)
{
    BookLines note = small_lines(layout, metric->note, false, room, NOTE_LINES);
    double height = say(layout, art, &note, book_ink(BOOK_INK_FAINT), x, y);

    for (size_t i = 0; i < metric->change_count; i++) {
        const MetricChange *change = &metric->changes[i];
        BookLines lines = change_lines(layout, change, room);
        Rgba ink = change->verdict ? layout->theme->accent : book_ink(BOOK_INK_SOFT);
        height += say(layout, art, &lines, ink, x, y + height);
    }
    return height;
}

static void draw_value(const BookLayout *layout, BookArt *art, const Metric *metric, double x,
                       double y, double room)
{
    double size = BOOK_TYPE[BOOK_VALUE].size_pt;
    const char *value = font_showable(FONT_SEMIBOLD, metric->text, layout->arena);
    double wide = font_width(FONT_SEMIBOLD, size, value);

    if (wide > room) size *= fmax(room / wide, LEAST_VALUE);
    Label label = { .x = x, .y = y, .size_pt = size, .weight = FONT_SEMIBOLD };
    label.text = font_shorten(FONT_SEMIBOLD, size, value, room + 0.1, layout->arena);
    label.colour = book_ink(BOOK_INK);
    scene_tag(&art->scene, book_tag(layout, TAG_PARAGRAPH));
    scene_label(&art->scene, label);
    scene_end(&art->scene);
}

static void draw_tile(const BookLayout *outer, const Tag *list, BookArt *art, const Metric *metric,
                      Rect box)
{
    const Tag *item = tag_new(TAG_ITEM, list, outer->arena);
    const BookLayout inside = book_within(outer, tag_new(TAG_BODY, item, outer->arena));
    const BookLayout *layout = &inside;
    Path path = path_open(layout->arena);
    double room = box.width - 2 * PAD_PT, x = box.x + PAD_PT;
    BookLines label = small_lines(layout, metric->label, false, room, 1);

    path_round_rect(&path, box, 4);
    scene_fill(&art->scene, path, layout->theme->panel);
    say(layout, art, &label, book_ink(BOOK_INK_SOFT), x, box.y + PAD_PT);
    draw_value(layout, art, metric, x, box.y + VALUE_BASE_PT, room);
    draw_notes(layout, art, metric, x, box.y + NOTE_TOP_PT, room);
}

static double row_height(const BookLayout *layout, const Metric *items, size_t count, double width)
{
    double notes = 0;

    for (size_t i = 0; i < count; i++)
        notes = fmax(notes, draw_notes(layout, NULL, &items[i], 0, 0, width - 2 * PAD_PT));
    return NOTE_TOP_PT + notes + FOOT_PT;
}

BookPieces book_metrics(const BookLayout *layout, const Metric *items, size_t count,
                        double width_pt)
{
    const Tag *list = book_tag(layout, TAG_LIST);
    size_t in_row = tiles_in_row(count);
    BookPieces pieces = { 0 };

    for (size_t i = 0; i < count; i += in_row) {
        double width = (width_pt + TILE_GAP_PT) / (double)in_row - TILE_GAP_PT;
        size_t here = count - i < in_row ? count - i : in_row;
        double height = row_height(layout, items + i, here, width);
        BookPiece *piece = book_piece(&pieces, width_pt, height, layout->arena);
        piece->before_pt = i ? TILE_GAP_PT : layout->gaps.tiles;
        piece->break_cost = i ? 1 : 0.3;
        piece->keep_next = i + in_row < count;
        for (size_t j = 0; j < here; j++) {
            Rect box = { (double)j * (width + TILE_GAP_PT), 0, width, height };
            draw_tile(layout, list, &piece->art, &items[i + j], box);
        }
    }
    return pieces;
}
