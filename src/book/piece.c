#include "book/piece.h"

#include <math.h>

/* --- art -------------------------------------------------------------------------------------- */

BookArt book_art(double width_pt, double height_pt, Arena *arena)
{
    return (BookArt){ .scene = scene_open(width_pt, height_pt, (Rgba){ 0, 0, 0, 0 }, arena) };
}

void book_art_link(BookArt *art, BookLink link)
{
    VEC_PUSH(art->scene.arena, &art->links, link);
}

void book_art_place(BookArt *art, const BookArt *part, double x, double y, double scale)
{
    scene_place(&art->scene, &part->scene, x, y, scale);
    for (size_t i = 0; i < part->links.count; i++) {
        BookLink link = part->links.items[i];
        link.at = (Rect){ x + scale * link.at.x, y + scale * link.at.y, scale * link.at.width,
                          scale * link.at.height };
        book_art_link(art, link);
    }
}

/* --- pieces ----------------------------------------------------------------------------------- */

BookPiece *book_piece(BookPieces *pieces, double width_pt, double height_pt, Arena *arena)
{
    BookPiece *piece = ARENA_NEW(arena, BookPiece);

    piece->art = book_art(width_pt, height_pt, arena);
    piece->height_pt = height_pt;
    VEC_PUSH(arena, pieces, piece);
    return piece;
}

void book_append(BookPieces *pieces, const BookPieces *more, Arena *arena)
{
    for (size_t i = 0; i < more->count; i++)
        VEC_PUSH(arena, pieces, more->items[i]);
}

double book_gap(const BookPiece *above, const BookPiece *below)
{
    return above->below_pt > 0 ? above->below_pt : below->before_pt;
}

double book_height(const BookPieces *pieces)
{
    double height = 0;

    for (size_t i = 0; i < pieces->count; i++) {
        if (i) height += book_gap(pieces->items[i - 1], pieces->items[i]);
        height += pieces->items[i]->height_pt;
    }
    return height;
}

/* --- stacks beside each other ----------------------------------------------------------------- */

static void stack(BookPiece *piece, const BookPieces *pieces, double x)
{
    double y = 0;

    for (size_t i = 0; i < pieces->count; i++) {
        const BookPiece *part = pieces->items[i];
        if (i) y += book_gap(pieces->items[i - 1], part);
        book_art_place(&piece->art, &part->art, x, y, 1);
        if (!piece->fault) piece->fault = part->fault;
        y += part->height_pt;
    }
}

BookPieces book_join(const BookPieces *left, const BookPieces *right, double right_x_pt,
                     double width_pt, Arena *arena)
{
    BookPieces joined = { 0 };
    double height = fmax(book_height(left), book_height(right)), before = 0;
    BookPiece *piece = book_piece(&joined, width_pt, height, arena);

    stack(piece, left, 0);
    stack(piece, right, right_x_pt);
    if (left->count) before = left->items[0]->before_pt;
    if (right->count) before = fmax(before, right->items[0]->before_pt);
    piece->before_pt = before;
    piece->break_cost = 0.3;
    return joined;
}
